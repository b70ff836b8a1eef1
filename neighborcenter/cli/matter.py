"""matter: what is taken in at the counter, its promise, its course."""

from __future__ import annotations

from typing import Any

from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, Words, acts_of, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.desk.matters import hand_service, queries, service
from neighborcenter.desk.matters.drafts import AskDraft, HandDraft, MatterDraft, PaperDraft, RateDraft
from neighborcenter.desk.matters.kinds import OPEN, MatterStatus, Satisfaction
from neighborcenter.desk.matters.queries import MatterFilter, MatterRow
from neighborcenter.desk.matters.records import matter_of_number
from neighborcenter.desk.matters.texts import clock_words, status_name, step_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak


def add_commands(add: Add) -> None:
    """The commands of this file."""
    top = add("matter", "main.py matter list", None)
    act = acts_of(top)
    one = act(
        "take",
        _("Take a matter in."),
        "main.py matter take --service 老年人优待证 --person 王桂兰 --paper 身份证 --accept",
        take,
    )
    one.add_argument("--service", required=True, metavar="S", help=_("service, by name or id"))
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--name", default="", metavar="S", help=_("a name, for somebody not registered"))
    one.add_argument("--phone", default="", metavar="N", help=_("phone"))
    one.add_argument("--agent", default="", metavar="S", help=_("who comes for them"))
    one.add_argument(
        "--paper", action="append", default=[], metavar="S", help=_("a paper that is there; may be repeated")
    )
    one.add_argument("--accept", action="store_true", help=_("accept it at once if nothing is missing"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument("--key", default="", metavar="K", help=_("the same key gives the same matter"))
    one = _number(
        act("accept", _("Accept a matter: the promise runs."), "main.py matter accept 2026-0018", accept)
    )
    one.add_argument("--incomplete", action="store_true", help=_("although papers are missing"))
    one = _number(
        act(
            "ask",
            _("Ask for papers; the clock stands still."),
            "main.py matter ask 2026-0018 --paper 户口簿",
            ask,
        )
    )
    one.add_argument(
        "--paper", action="append", default=[], metavar="S", help=_("which paper; may be repeated")
    )
    one.add_argument("--by", type=day, metavar="D", help=_("by which day"))
    one.add_argument("--words", default="", metavar="S", help=_("what is to be said"))
    _course_commands(act)
    _other_commands(act)


def _course_commands(act: Words) -> None:
    """The steps of a matter's course."""
    one = _number(
        act(
            "supplement",
            _("The papers are there; the clock runs on."),
            "main.py matter supplement 2026-0018",
            supply,
        )
    )
    one.add_argument(
        "--paper", action="append", default=[], metavar="S", help=_("which paper; may be repeated")
    )
    one = _number(
        act(
            "hand",
            _("Papers change hands, to the office or back."),
            "main.py matter hand 2026-0018 --giver 周敏 --taker 镇民政办",
            hand,
        )
    )
    one.add_argument("--giver", required=True, metavar="S", help=_("who gives"))
    one.add_argument("--taker", required=True, metavar="S", help=_("who takes"))
    one.add_argument("--papers", default="", metavar="S", help=_("which papers"))
    one.add_argument("--back", action="store_true", help=_("from the office, not to it"))
    one = _number(
        act("finish", _("The matter is done."), "main.py matter finish 2026-0018 --result 已发证", finish)
    )
    one.add_argument("--result", default="", metavar="S", help=_("what came of it"))
    for name, explained, run in (
        ("return", _("Return a matter that cannot be done."), send_back),
        ("withdraw", _("The resident takes the matter back."), withdraw),
    ):
        one = _number(act(name, explained, f"main.py matter {name} 2026-0018 --reason 不符合条件", run))
        one.add_argument("--reason", required=True, metavar="S", help=_("why"))


def _other_commands(act: Words) -> None:
    """Taking up again, what the resident said, looking."""
    _number(act("reopen", _("Take a matter up again."), "main.py matter reopen 2026-0018", reopen))
    one = _number(act("rate", _("What the resident said."), "main.py matter rate 2026-0018 good", rate))
    one.add_argument("answer", choices=[str(each) for each in Satisfaction], metavar="ANSWER", help=_("very_good, good, fair, poor or very_poor"))  # fmt: skip
    one.add_argument("--words", default="", metavar="S", help=_("in their words"))
    _number(
        act("show", _("One matter with its papers and its course."), "main.py matter show 2026-0018", show)
    )
    one = act("list", _("Matters, the most pressing first."), "main.py matter list --due overdue", listed)
    one.add_argument("--status", choices=[str(each) for each in MatterStatus], action="append", metavar="S", help=_("only these; open ones when none is named"))  # fmt: skip
    one.add_argument("--all", action="store_true", help=_("also those that are over"))
    one.add_argument("--due", choices=("overdue", "today", "soon"), default="", help=_("only what is due"))
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--text", default="", metavar="S", help=_("words or a number"))
    one.add_argument("--from", type=day, dest="start", metavar="D", help=_("taken in from this day on"))
    one.add_argument("--to", type=day, dest="end", metavar="D", help=_("taken in before this day"))


def _number(one: Parser) -> Parser:
    one.add_argument("number", metavar="NUMBER", help=_("number of the matter, or its id"))
    return one


def take(call: Call) -> Answer:
    """Take a matter in."""
    options = call.options
    with call.working() as work:
        done = service.take_in(
            work,
            MatterDraft(
                service_id=names.service(work, options.service),
                resident_id=names.person(work, options.person) if options.person else None,
                who=options.name,
                phone=options.phone,
                agent=options.agent,
                papers=tuple(PaperDraft(name, there=True) for name in options.paper),
                note=options.note,
                accept=options.accept,
                client_key=options.key,
            ),
        )
    data = {
        "matter": done.matter_id,
        "number": done.number,
        "status": done.status.value,
        "due": plain(done.due),
        "missing": list(done.missing),
        "visit": done.visit_id,
        "warnings": [speak(each) for each in done.warnings],
    }
    lines = [_("Matter {number}: {status}.").format(number=done.number, status=status_name(done.status))]
    if done.due is not None:
        lines.append(_("Promised for {day}.").format(day=done.due))
    if done.missing:
        lines.append(_("Still missing: {papers}.").format(papers="、".join(done.missing)))
    return Answer(data, [*lines, *data["warnings"]])


def accept(call: Call) -> Answer:
    """Accept a matter."""
    return _act(call, lambda work, ref: service.accept(work, ref, incomplete=call.options.incomplete))


def ask(call: Call) -> Answer:
    """Ask for papers."""
    options = call.options
    return _act(
        call,
        lambda work, ref: service.ask(work, AskDraft(ref, tuple(options.paper), options.words, options.by)),
    )


def supply(call: Call) -> Answer:
    """The papers are there."""
    return _act(call, lambda work, ref: service.supply(work, ref, call.options.paper))


def hand(call: Call) -> Answer:
    """Papers change hands."""
    options = call.options
    draft = (options.giver, options.taker, options.papers)
    return _act(
        call,
        lambda work, ref: hand_service.hand_over(work, HandDraft(ref, *draft, back=options.back)),
    )


def finish(call: Call) -> Answer:
    """The matter is done."""
    return _act(call, lambda work, ref: service.finish(work, ref, call.options.result))


def send_back(call: Call) -> Answer:
    """Return a matter."""
    return _act(call, lambda work, ref: service.send_back(work, ref, call.options.reason))


def withdraw(call: Call) -> Answer:
    """The resident takes it back."""
    return _act(call, lambda work, ref: service.withdraw(work, ref, call.options.reason))


def reopen(call: Call) -> Answer:
    """Take a matter up again."""
    return _act(call, service.reopen)


def rate(call: Call) -> Answer:
    """What the resident said."""
    options = call.options
    return _act(
        call,
        lambda work, ref: service.rate(work, RateDraft(ref, Satisfaction(options.answer), options.words)),
    )


def _act(call: Call, act: Any) -> Answer:
    """Do something with a matter and say where it stands now."""
    with call.working() as work:
        ref = matter_of_number(work, call.options.number)
        act(work, ref)
        row = queries.matter_rows(work, [ref])[0]
    return Answer(_plain(row), [_line(row)])


def show(call: Call) -> Answer:
    """One matter whole."""
    with call.reading() as read:
        card = queries.matter_card(read, matter_of_number(read, call.options.number))
    data = {
        **_plain(card.row),
        "papers": [{"name": one.name, "there": one.there, "asked": one.asked} for one in card.papers],
        "course": [
            {"at": plain(one.at), "act": one.act.value, "words": one.words, "by": one.by}
            for one in card.steps
        ],
    }
    lines = [_line(card.row)]
    lines += [f"  {'✓' if one.there else '–'} {one.name}" for one in card.papers]
    lines += [f"  {one.at:%Y-%m-%d %H:%M}  {step_name(one.act)}  {one.words}".rstrip() for one in card.steps]
    return Answer(data, lines)


def listed(call: Call) -> Answer:
    """Matters, the most pressing first."""
    options = call.options
    statuses = tuple(MatterStatus(each) for each in options.status or ())
    if not statuses and not options.all:
        statuses = tuple(sorted(OPEN))
    with call.reading() as read:
        wanted = MatterFilter(
            statuses=statuses,
            due=options.due,
            resident_id=names.person(read, options.person) if options.person else None,
            first=options.start,
            end=options.end,
            text=options.text,
        )
        rows = queries.matter_rows(read, queries.matter_ids(read, wanted))
    return Answer(
        {"matters": [_plain(row) for row in rows]}, [_line(row) for row in rows] or [_("No matters.")]
    )


def _plain(row: MatterRow) -> dict[str, Any]:
    return {
        "matter": row.id,
        "number": row.number,
        "status": row.status.value,
        "service": row.service,
        "who": row.who,
        "received": plain(row.received_at),
        "due": plain(row.due),
        "clock": row.clock.clock.value,
        "days": row.clock.days,
    }


def _line(row: MatterRow) -> str:
    parts = (
        row.number,
        status_name(row.status),
        row.service,
        row.who,
        str(row.due or ""),
        clock_words(row.clock),
    )
    return "  ".join(part for part in parts if part)
