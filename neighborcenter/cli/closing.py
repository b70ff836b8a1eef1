"""close, reopen, closures, calls: days on which the center is closed, and who must be told."""

from __future__ import annotations

from typing import Any

from neighborcenter.booking import call_service, calls, closing, closures
from neighborcenter.booking.affected import AffectedDay
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.booking.texts import CALL_OUTCOMES
from neighborcenter.center import queries as center_queries
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, count, day
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, speak
from neighborcenter.kit.times import minutes_of
from neighborcenter.kit.work import Read


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add("close", "main.py close --from 2026-11-26 --to 2026-11-27 --reason 停电检修 --dry-run", close)
    one.add_argument("--from", required=True, type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day; without it the first"))
    one.add_argument("--from-time", default="00:00", metavar="HH:MM", help=_("on the first day from"))
    one.add_argument("--to-time", default="24:00", metavar="HH:MM", help=_("on the last day until"))
    one.add_argument("--room", metavar="R", help=_("one room only"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one.add_argument("--dry-run", action="store_true", help=_("only say who is affected"))
    one = add("reopen", "main.py reopen 3", reopen)
    one.add_argument("closure", type=count, metavar="ID", help=_("closure, from “closures”"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what would come back"))
    one = add("closures", "main.py closures --from 2026-11-01", list_closures)
    one.add_argument(
        "--from", type=day, dest="first", metavar="D", help=_("those that end on this day or later")
    )
    one = add("calls", "main.py calls tick --entry 5 --outcome told", list_calls)
    one.add_argument("act", choices=("list", "tick"), help=_("what to do"))
    one.add_argument("--list", type=count, dest="list_id", metavar="ID", help=_("one list with its calls"))
    one.add_argument("--entry", type=count, metavar="ID", help=_("the call that was made"))
    outcomes = [outcome.value for outcome in CallOutcome]
    one.add_argument("--outcome", choices=outcomes, default="told", help=_("what became of it"))
    one.add_argument("--note", metavar="S", help=_("a note"))


def close(call: Call) -> Answer:
    """Close days, or say who would be affected."""
    if call.options.dry_run:
        with call.reading() as read:
            days = closing.preview_close(read, _draft(call, read))
        return Answer({"affected": _told(days), "dry_run": True}, _lines(days))
    with call.working() as work:
        done = closing.close(work, _draft(call, work))
    lines = [_("Closed; {count} booked days suspended.").format(count=len(done.suspended))]
    data = {"closure": done.closure_id, "suspended": _told(done.suspended), "call_list": done.call_list_id}
    return Answer(data, lines + _lines(done.suspended))


def reopen(call: Call) -> Answer:
    """Lift a closure, or say what would come back."""
    ref = call.options.closure
    if call.options.dry_run:
        with call.reading() as read:
            found = closures.returns(read, ref)
        back = tuple(one.day for one in found if one.comes_back)
        left = tuple(one for one in found if not one.comes_back)
    else:
        with call.working() as work:
            done = closing.reopen(work, ref)
        back, left = done.back, done.left
    lines = [_("{back} days come back, {left} stay suspended.").format(back=len(back), left=len(left))]
    lines += _lines(back)
    why = [(one, speak(one.problem) if one.problem else "") for one in left]
    lines += [f"  {_line(one.day)}  {reason}" for one, reason in why]
    data = {
        "back": _told(back),
        "left": [
            {
                **_one(one.day),
                "why": reason,
                "other_rooms": [{"id": room.room_id, "name": room.name} for room in one.other_rooms],
            }
            for one, reason in why
        ],
    }
    return Answer(data, lines)


def list_closures(call: Call) -> Answer:
    """The closed days and how many bookings wait for each."""
    with call.reading() as read:
        rows = center_queries.closed_days(read, call.options.first)
        waiting = {row.id: len(closures.suspended_by(read, row.id)) for row in rows}
    data = [{**plain(row), "suspended": waiting[row.id]} for row in rows]
    lines = [
        f"{row.first} {row.time_from} – {row.last} {row.time_to}  {row.room or _('Whole center')}  "
        f"{row.reason}  ({row.id})"
        for row in rows
    ]
    return Answer({"closures": data}, lines or [_("No days are closed.")])


def list_calls(call: Call) -> Answer:
    """The open call lists, one list, or a call ticked off."""
    options = call.options
    if options.act == "tick":
        if options.entry is None:
            raise Invalid(Problem("entry", "required"))
        with call.working() as work:
            call_service.tick(work, options.entry, CallOutcome(options.outcome), options.note)
        return Answer({"entry": options.entry, "outcome": options.outcome}, [_("Ticked off.")])
    with call.reading() as read:
        if options.list_id is None:
            lists = calls.open_lists(read)
            lines = [f"{one.title}  {one.left}/{one.calls}  ({one.list_id})" for one in lists]
            return Answer({"lists": plain(list(lists))}, lines or [_("Nobody has to be told.")])
        found = calls.entries(read, options.list_id)
    lines = [
        f"{one.who}  {one.phone}  {one.words}  {_(CALL_OUTCOMES[one.outcome])}  ({one.entry_id})"
        for one in found
    ]
    return Answer({"entries": plain(list(found))}, lines)


def _draft(call: Call, read: Read) -> ClosureDraft:
    options = call.options
    room = names.room(read, options.room) if options.room else None
    return ClosureDraft(
        options.first,
        options.last or options.first,
        options.reason,
        room,
        _minutes(options.from_time, "from_time"),
        _minutes(options.to_time, "to_time"),
    )


def _minutes(text: str, field: str) -> int:
    try:
        return minutes_of(text)
    except ValueError as error:
        raise Invalid(Problem(field, "cli.clock", {"text": text})) from error


def _told(days: tuple[AffectedDay, ...]) -> list[dict[str, Any]]:
    return [_one(day) for day in days]


def _one(day: AffectedDay) -> dict[str, Any]:
    return {
        "id": day.occurrence_id,
        "booking": day.booking_id,
        "room": day.room,
        "start": plain(day.during.start),
        "end": plain(day.during.end),
        "title": day.title,
        "who": day.who,
    }


def _lines(days: tuple[AffectedDay, ...]) -> list[str]:
    return [f"  {_line(day)}" for day in days]


def _line(day: AffectedDay) -> str:
    start, end = day.during.start, day.during.end
    return f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}  {day.room}  {day.title}  {day.who}  {day.phone}".rstrip()
