"""report, reports, tour: papers, their spreadsheet twins, and pictures of the screens."""

from pathlib import Path

from neighborcenter.cli.arguments import Add, day, month, pair
from neighborcenter.cli.call import Answer, Call, must_end
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, Unavailable
from neighborcenter.reports.paper.safe_file import leaving
from neighborcenter.reports.params import values_from_words
from neighborcenter.reports.press import press
from neighborcenter.reports.registry import EVERYTHING
from neighborcenter.reports.registry import report as report_named

ENDINGS = (".pdf", ".xlsx", ".csv")


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add("report", "main.py report month-summary --month 2026-11 --out m.pdf", report)
    one.add_argument("name", metavar="NAME", help=_("name of the paper; see “reports”"))
    one.add_argument("--month", type=month, metavar="M", help=_("month, like 2026-11"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument(
        "--param", type=pair, action="append", default=[], metavar="K=V", help=_("anything else it asks for")
    )
    one.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help=_("file to write: .pdf, .xlsx or .csv")
    )
    add("reports", "main.py reports --json", reports)
    one = add("tour", "main.py tour --out pictures", tour)
    one.add_argument("--out", required=True, type=Path, metavar="DIR", help=_("folder to write to"))
    one.add_argument("--theme", choices=("light", "dark"), default="light", help=_("light or dark"))
    one.add_argument("--scale", choices=("1", "1.25", "1.5"), default="1", help=_("how large"))
    one.add_argument("--size", default="1440x900", metavar="WxH", help=_("size of the window"))
    one.add_argument("--only", nargs="+", default=[], metavar="PAGE", help=_("only these pages, like desk"))


def report(call: Call) -> Answer:
    """Make a paper."""
    options = call.options
    out: Path = options.out
    must_end(out, *ENDINGS)
    words = dict(options.param)
    for key, value in (("month", options.month), ("from", options.first), ("to", options.last)):
        if value is not None:
            words[key] = str(value)
    with call.signed_in() as (opened, actor):
        with opened.read(actor) as read:
            chosen = report_named(options.name)
            read.require(chosen.permission)
            pressed = press(read, chosen.key, values_from_words(read, chosen, words))
        with leaving(out) as aside:
            written = pressed.save(aside)
            with opened.work(actor) as work:
                work.record("reports.print", "report", None, report=chosen.key, file=out.name)
    pages = written if out.suffix.lower() == ".pdf" else 0
    data = {
        "file": out.absolute(),
        "pages": pages,
        "figures": dict(pressed.totals),
        "cutoff": pressed.cutoff,
        "checks": [each.text for each in pressed.checks],
    }
    lines = [_("Written: {file}").format(file=out), *(each.text for each in pressed.checks)]
    return Answer(data, lines)


def reports(_call: Call) -> Answer:
    """What papers there are. The same for everybody: the right to see one is asked when it is made."""
    data = [
        {
            "name": one.key.replace("_", "-"),
            "title": one.name,
            "group": one.group,
            "permission": str(one.permission),
            "params": [
                {"name": param.key, "kind": param.kind, "label": _(param.label), "optional": param.optional}
                for param in one.params
            ],
        }
        for one in EVERYTHING
    ]
    lines = [
        f"{one.key.replace('_', '-')}  {one.name}  ({', '.join(param.key for param in one.params)})"
        for one in EVERYTHING
    ]
    return Answer({"reports": data}, lines)


def tour(call: Call) -> Answer:
    """Save a picture of every page, panel and dialog."""
    options = call.options
    if call.tour is None:
        raise Unavailable("cli.screens_missing")
    width, cross, height = options.size.partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        raise Invalid(Problem("size", "cli.size", {"size": options.size}))
    with call.signed_in() as (opened, actor):
        options.out.mkdir(parents=True, exist_ok=True)
        pictures = call.tour(
            opened,
            actor,
            options.out,
            theme=options.theme,
            scale=float(options.scale),
            size=(int(width), int(height)),
            only=options.only,
        )
    return Answer({"pictures": [str(each) for each in pictures]}, [str(each) for each in pictures])
