"""ticket: the queue without a window: numbers, calls, and what becomes of them."""

from __future__ import annotations

from typing import Any

from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, acts_of, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.queue import calling_service, queries, service, setup_queries, setup_service
from neighborcenter.desk.queue.drafts import FinishDraft, TicketDraft
from neighborcenter.desk.queue.records import ticket_of_code
from neighborcenter.desk.queue.texts import status_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read


def add_commands(add: Add) -> None:
    """The commands of this file."""
    top = add("ticket", "main.py ticket list", None)
    act = acts_of(top)
    one = act("take", _("Give a number."), "main.py ticket take --service 量血压 --person 王桂兰", take)
    one.add_argument("--service", metavar="S", help=_("what for; the group follows from it"))
    one.add_argument("--group", metavar="G", help=_("group, by letter or name"))
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--name", default="", metavar="S", help=_("a name, for somebody not registered"))
    one.add_argument("--heads", type=count, default=1, metavar="N", help=_("how many came"))
    one.add_argument("--priority", metavar="R", help=_("a priority said at the counter, by name or id"))
    one.add_argument("--key", default="", metavar="K", help=_("the same key gives the same number"))
    one = act("call", _("Call whoever is next to a window."), "main.py ticket call --window 2", call_next)
    one.add_argument("--window", type=count, required=True, metavar="N", help=_("number of the window"))
    one.add_argument("--ticket", metavar="A018", help=_("this number, out of its turn"))
    for name, explained, run in (
        ("recall", _("Call a number once more at its window."), _recall),
        ("start", _("The person is at the window: serving begins."), _start),
        ("noshow", _("Nobody came when the number was called."), _noshow),
        ("leave", _("The person went away."), _leave),
        ("withdraw", _("The number was given by mistake: it counts nowhere."), _withdraw),
    ):
        _code(act(name, explained, f"main.py ticket {name} A018", run))
    one = _code(act("back", _("Put a number back in line."), "main.py ticket back A018", back))
    one.add_argument("--first", action="store_true", help=_("where it stood, not behind others"))
    one = _code(act("hold", _("Put a number aside."), "main.py ticket hold A018 --note 回家拿户口簿", hold))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one = _code(
        act("pass", _("Pass a number to a group or a window."), "main.py ticket pass A018 --window 3", passed)
    )
    one.add_argument("--group", metavar="G", help=_("group, by letter or name"))
    one.add_argument("--window", type=count, metavar="N", help=_("number of the window"))
    one = _code(
        act(
            "finish",
            _("Finish a number: its visit is registered in the same act."),
            "main.py ticket finish A018 --service 打印复印",
            finish,
        )
    )
    one.add_argument(
        "--service", action="append", default=[], metavar="S", help=_("what was done; may be repeated")
    )
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one = act("list", _("The numbers of a day, who is next on top."), "main.py ticket list", listed)
    one.add_argument("--day", type=day, metavar="D", help=_("which day; today when none is named"))
    act("windows", _("The windows and what they have at hand."), "main.py ticket windows", windows)
    act("on", _("Let people take numbers."), "main.py ticket on", lambda call: _switch(call, on=True))
    act("off", _("Serve people as they come."), "main.py ticket off", lambda call: _switch(call, on=False))


def _code(one: Parser) -> Parser:
    one.add_argument("code", metavar="A018", help=_("the number, of today"))
    return one


def take(call: Call) -> Answer:
    """Give a number."""
    options = call.options
    with call.working() as work:
        draft = TicketDraft(
            group_id=group(work, options.group) if options.group else None,
            service_id=names.service(work, options.service) if options.service else None,
            resident_id=names.person(work, options.person) if options.person else None,
            visitor=options.name,
            heads=options.heads,
            rule_id=_priority(work, options.priority) if options.priority else None,
            client_key=options.key,
        )
        done = service.take(work, draft)
    data = {
        "ticket": done.ticket_id,
        "code": done.code,
        "ahead": done.ahead,
        "minutes": done.minutes,
        "priority": done.priority,
    }
    words = _("{code}: {ahead} before, about {minutes} minutes.")
    return Answer(data, [words.format(code=done.code, ahead=done.ahead, minutes=done.minutes)])


def call_next(call: Call) -> Answer:
    """Call somebody to a window."""
    options = call.options
    with call.working() as work:
        window_id = window(work, options.window)
        if options.ticket:
            done = calling_service.call_ticket(work, window_id, ticket_of_code(work, options.ticket))
        else:
            done = calling_service.call_next(work, window_id)
    data = {
        "ticket": done.ticket_id,
        "code": done.code,
        "window": done.window,
        "turn": done.turn,
        "waited_seconds": done.waited,
    }
    return Answer(data, [_("{code} to window {window}.").format(code=done.code, window=done.window)])


def finish(call: Call) -> Answer:
    """Finish a number with what was done."""
    options = call.options
    with call.working() as work:
        person = names.person(work, options.person) if options.person else None
        visits = tuple(
            VisitDraft(service_id=names.service(work, each), resident_id=person, note=options.note)
            for each in options.service
        )
        ref = ticket_of_code(work, options.code)
        if person is not None:
            service.set_person(work, ref, person)
        done = service.finish(work, FinishDraft(ref, visits))
    data = {
        "ticket": done.ticket_id,
        "code": done.code,
        "visits": [one.visit_id for one in done.visits],
        "waited_seconds": done.waited,
        "served_seconds": done.served,
    }
    lines = [_("{code} is done.").format(code=done.code)]
    lines += [_("Refer to: {office}").format(office=one.refer_to) for one in done.visits if one.refer_to]
    return Answer(data, lines)


def hold(call: Call) -> Answer:
    """Put a number aside."""
    return _act(call, lambda work, ref: calling_service.hold(work, ref, call.options.note))


def back(call: Call) -> Answer:
    """Put a number back in line."""
    return _act(call, lambda work, ref: calling_service.back(work, ref, first=call.options.first))


def passed(call: Call) -> Answer:
    """Pass a number on."""
    options = call.options

    def act(work: Any, ref: int) -> object:
        return calling_service.transfer(
            work,
            ref,
            group_id=group(work, options.group) if options.group else None,
            window_id=window(work, options.window) if options.window is not None else None,
        )

    return _act(call, act)


def _recall(call: Call) -> Answer:
    return _act(call, calling_service.recall)


def _start(call: Call) -> Answer:
    return _act(call, calling_service.start)


def _noshow(call: Call) -> Answer:
    return _act(call, calling_service.missed)


def _leave(call: Call) -> Answer:
    return _act(call, service.leave)


def _withdraw(call: Call) -> Answer:
    return _act(call, service.take_back)


def _act(call: Call, act: Any) -> Answer:
    """Do something with a number and say where it stands now."""
    with call.working() as work:
        ref = ticket_of_code(work, call.options.code)
        act(work, ref)
        row = queries.ticket_row(work, ref)
    return Answer(
        {"ticket": row.id, "code": row.code, "status": row.status.value},
        [f"{row.code}  {status_name(row.status)}"],
    )


def listed(call: Call) -> Answer:
    """The numbers of a day."""
    with call.reading() as read:
        rows = queries.tickets(read, call.options.day)
        figures = queries.queue_day(read, call.options.day)
    data = {
        "tickets": [
            {
                "id": row.id,
                "code": row.code,
                "status": row.status.value,
                "group": row.group,
                "service": row.service,
                "who": row.who,
                "priority": row.priority,
                "window": row.window or None,
                "taken": plain(row.taken_at),
                "waited_seconds": row.waited,
                "served_seconds": row.served,
            }
            for row in rows
        ],
        "figures": {
            "given": figures.given,
            "done": figures.done,
            "waiting": figures.waiting,
            "mean_wait_seconds": figures.waited,
            "mean_serving_seconds": figures.served,
        },
    }
    lines = [
        "  ".join(
            part for part in (row.code, status_name(row.status), row.who, row.service, row.priority) if part
        )
        for row in rows
    ]
    return Answer(data, lines or [_("No numbers on this day.")])


def windows(call: Call) -> Answer:
    """The windows."""
    with call.reading() as read:
        rows = queries.windows(read)
    data = [
        {
            "number": row.number,
            "name": row.name,
            "state": row.state.value,
            "person": row.person,
            "ticket": row.code or None,
        }
        for row in rows
    ]
    lines = [
        "  ".join(part for part in (str(row.number), row.name, row.person, row.code) if part) for row in rows
    ]
    return Answer({"windows": data}, lines or [_("No windows yet.")])


def _switch(call: Call, *, on: bool) -> Answer:
    with call.working() as work:
        setup_service.switch(work, on=on)
    words = _("People take numbers and are called.") if on else _("People are served as they come.")
    return Answer({"on": on}, [words])


def group(read: Read, typed: str) -> int:
    """A group by its letter or name.  Raises NotFound, Ambiguous."""
    rows = setup_queries.groups(read)
    found = [row for row in rows if typed.strip().upper() == row.prefix or typed == row.name]
    found = found or [row for row in rows if matched(row.name, typed)]
    return names.only(typed, [(row.id, f"{row.prefix} {row.name}") for row in found], "queue_group", "group")


def window(read: Read, number: int) -> int:
    """A window by its number.  Raises NotFound."""
    for row in queries.windows(read):
        if row.number == number:
            return row.id
    raise NotFound("desk_window", number, "window")


def _priority(read: Read, typed: str) -> int:
    rows = setup_queries.priorities(read)
    found = [row for row in rows if typed == row.name or typed == str(row.id)]
    found = found or [row for row in rows if matched(row.name, typed)]
    return names.only(typed, [(row.id, row.name) for row in found], "priority_rule", "priority")
