"""visit: the counter."""

from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, count, moment
from neighborcenter.cli.call import Answer, Call
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak


def add_commands(add: Add) -> None:
    """The command of this file."""
    one = add("visit", "main.py visit --service 居住证 --person 王桂兰", visit)
    one.add_argument("--service", required=True, metavar="S", help=_("service, by name or id"))
    one.add_argument(
        "--person", metavar="P", help=_("resident, by name, phone or id; without it an unnamed visitor")
    )
    one.add_argument("--heads", type=count, default=1, metavar="N", help=_("how many came"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument("--at", type=moment, metavar="T", help=_("when it was, if entered afterwards"))


def visit(call: Call) -> Answer:
    """Register a visit."""
    options = call.options
    with call.working() as work:
        draft = VisitDraft(
            service_id=names.service(work, options.service),
            resident_id=names.person(work, options.person) if options.person else None,
            heads=options.heads,
            note=options.note,
            at=options.at,
        )
        done = desk.register_visit(work, draft)
    warnings = [speak(each) for each in done.warnings]
    data = {
        "visit": done.visit_id,
        "outcome": done.outcome.value,
        "refer_to": done.refer_to,
        "warnings": warnings,
    }
    lines = [_("Visit {id} is registered.").format(id=done.visit_id), *warnings]
    if done.refer_to:
        lines.append(_("Refer to: {office}").format(office=done.refer_to))
    return Answer(data, lines)
