"""series, takeout, term: what repeats, and what is taken out of it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from neighborcenter.booking import cancel_service, series_rows, series_service, takeout_service, waiting
from neighborcenter.booking.drafts import DetailsDraft, SeriesChange, TakeOut
from neighborcenter.booking.kinds import Scope
from neighborcenter.booking.places import places
from neighborcenter.booking.series import preview
from neighborcenter.booking.series_days import SeriesDay, SeriesPreview
from neighborcenter.booking.series_texts import fate_name
from neighborcenter.booking.texts import status_name
from neighborcenter.center import queries as center_queries
from neighborcenter.center import term_service
from neighborcenter.center.drafts import TermDraft
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, Parser, count, day, pair
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem, speak
from neighborcenter.kit.recurrence_text import describe
from neighborcenter.kit.times import TimeRange, day_of, minutes_of
from neighborcenter.kit.work import Read

ACTS = ("show", "edit", "cancel", "readd", "waiting")


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add(
        "series", "main.py series edit --occurrence 17 --scope following --time 15:00 --dry-run", series
    )
    one.add_argument("act", choices=ACTS, help=_("what to do"))
    _which(one)
    one.add_argument(
        "--scope", choices=[scope.value for scope in Scope], default="all", help=_("how much of it")
    )
    one.add_argument("--room", metavar="R", help=_("another room"))
    one.add_argument("--time", metavar="HH:MM", help=_("another time of day"))
    one.add_argument("--shift-days", type=int, default=0, metavar="N", help=_("so many days later"))
    one.add_argument("--minutes", type=count, metavar="N", help=_("another length"))
    one.add_argument("--repeat", metavar="RRULE", help=_("another repetition"))
    one.add_argument("--until", type=day, metavar="D", help=_("another last day"))
    one.add_argument("--title", metavar="S", help=_("another title"))
    one.add_argument("--people", type=count, metavar="N", help=_("another number of people"))
    one.add_argument("--note", metavar="S", help=_("another note"))
    one.add_argument(
        "--room-on", type=pair, action="append", default=[], metavar="D=R", help=_("a room for one day")
    )
    one.add_argument(
        "--skip-clashes", action="store_true", help=_("days that cannot follow stay as they are")
    )
    one.add_argument("--outside-hours", action="store_true", help=_("somebody agreed to open up specially"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _add_takeout(add)
    _add_term(add)


def _add_takeout(add: Add) -> None:
    one = add("takeout", "main.py takeout --from 2027-02-15 --to 2027-02-21 --reason 春节", take_out)
    one.add_argument("--from", required=True, type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", required=True, type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument(
        "--room", action="append", default=[], metavar="R", help=_("this room only; may be repeated")
    )
    one.add_argument(
        "--booking", type=count, action="append", default=[], metavar="ID", help=_("this booking only")
    )
    one.add_argument("--reason", default="", metavar="S", help=_("why"))
    one.add_argument("--to-room", metavar="R", help=_("move them to this room instead"))
    one.add_argument(
        "--shift-days", type=int, default=0, metavar="N", help=_("move them so many days instead")
    )
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def _add_term(add: Add) -> None:
    one = add("term", "main.py term add --name 2026学年第一学期 --from 2026-08-31 --to 2027-01-22", term)
    one.add_argument("act", choices=("add", "change", "list", "remove"), help=_("what to do"))
    one.add_argument("--name", default="", metavar="S", help=_("name of the term"))
    one.add_argument("--new-name", metavar="S", help=_("what it is called from now on"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day"))


def _which(one: Parser) -> None:
    which = one.add_mutually_exclusive_group()
    which.add_argument("--occurrence", type=count, metavar="ID", help=_("asked from this day"))
    which.add_argument("--booking", type=count, metavar="ID", help=_("the whole booking"))


def series(call: Call) -> Answer:
    """Show, edit, cancel or bring back."""
    run = {"show": _show, "edit": _edit, "cancel": _cancel, "readd": _readd, "waiting": _waiting}
    return run[call.options.act](call)


def _show(call: Call) -> Answer:
    with call.reading() as read:
        kept = series_rows.series_of_day(read, _day_of(call, read))
        rooms = {place.room_id: place.name for place in places(read).values()}
    repetition = describe(kept.rule) if kept.rule is not None else ""
    days = [
        {
            "id": row.occurrence_id,
            "start": plain(row.during.start),
            "end": plain(row.during.end),
            "slot": plain(row.slot),
            "room": rooms[row.room_id],
            "status": row.status.value,
            "moved": row.moved,
            "reason": row.reason,
        }
        for row in kept.rows
    ]
    lines = [f"{kept.title}  {repetition}  ({kept.booking_id})"]
    lines += [
        f"  {_said(row.during)}  {rooms[row.room_id]}  {status_name(row.status)}  {row.reason}  "
        f"({row.occurrence_id})"
        for row in kept.rows
    ]
    data = {"booking": kept.booking_id, "title": kept.title, "rule": kept.rule_text}
    return Answer({**data, "repetition": repetition, "occurrences": days}, lines)


def _edit(call: Call) -> Answer:
    if call.options.dry_run:
        with call.reading() as read:
            found = preview(read, _change(call, read))
            rooms = {place.room_id: place.name for place in places(read).values()}
        return Answer(
            _told(found, rooms) | {"dry_run": True}, _lines(found, rooms), int(bool(_errors(found)))
        )
    with call.working() as work:
        done = series_service.change_series(work, _change(call, work))
        rooms = {place.room_id: place.name for place in places(work).values()}
    data = _told(done.preview, rooms) | {"booking": done.booking_id, "changed": done.changed_id}
    return Answer(data, _lines(done.preview, rooms))


def _cancel(call: Call) -> Answer:
    options = call.options
    with call.working() as work:
        ref = _day_of(call, work)
        if options.scope == Scope.ONE:
            done = cancel_service.cancel_occurrence(work, ref, options.reason)
        elif options.scope == Scope.FOLLOWING:
            done = cancel_service.cancel_following(work, ref, options.reason)
        else:
            kept = series_rows.series_of_day(work, ref)
            done = cancel_service.cancel_booking(work, kept.booking_id, options.reason)
    line = _("Cancelled: {count} days").format(count=len(done.occurrence_ids))
    return Answer({"cancelled": list(done.occurrence_ids), "booking": done.booking_id}, [line])


def _readd(call: Call) -> Answer:
    options = call.options
    if options.occurrence is None:
        raise Invalid(Problem("occurrence", "required"))
    with call.working() as work:
        room = names.room(work, options.room) if options.room else None
        done = series_service.readd(
            work, options.occurrence, room_id=room, outside_hours=options.outside_hours
        )
        name = places(work)[done.room_id].name
    line = _("Booked again: {when} {room}").format(when=_said(done.during), room=name)
    data = {"occurrence": done.occurrence_id, "start": plain(done.during.start), "room": name}
    return Answer(data, [line])


def _waiting(call: Call) -> Answer:
    with call.reading() as read:
        found = waiting.waiting(read, call.options.booking)
    data = [
        {
            "id": one.day.occurrence_id,
            "booking": one.day.booking_id,
            "title": one.day.title,
            "start": plain(one.day.during.start),
            "room": one.day.room,
            "free": one.free,
            "reason": one.reason,
            "other_rooms": [{"id": room.room_id, "name": room.name} for room in one.other_rooms],
        }
        for one in found
    ]
    lines = [
        f"{_said(one.day.during)}  {one.day.room}  {one.day.title}  "
        f"{_('free again') if one.free else one.reason}  ({one.day.occurrence_id})"
        for one in found
    ]
    return Answer({"waiting": data}, lines or [_("No day is left out.")])


def take_out(call: Call) -> Answer:
    """A stretch of days out of many series."""
    options = call.options

    def wish(read: Read) -> TakeOut:
        rooms = tuple(names.room(read, name) for name in options.room)
        to_room = names.room(read, options.to_room) if options.to_room else None
        return TakeOut(
            options.first, options.last, rooms, tuple(options.booking), options.reason, to_room,
            options.shift_days,
        )  # fmt: skip

    if options.dry_run:
        with call.reading() as read:
            days = takeout_service.preview_take_out(read, wish(read))
        data = [
            {"id": one.day.occurrence_id, "start": plain(one.day.during.start), "possible": one.possible}
            for one in days
        ]
        lines = [f"{_said(one.day.during)}  {one.day.room}  {one.day.title}  {one.day.who}" for one in days]
        return Answer({"affected": data, "dry_run": True}, lines)
    with call.working() as work:
        done = takeout_service.take_out(work, wish(work))
    line = _("Cancelled {cancelled}, moved {moved}, left {left}").format(
        cancelled=len(done.cancelled), moved=len(done.moved), left=len(done.left)
    )
    data_ = {
        "cancelled": list(done.cancelled),
        "moved": [one.occurrence_id for one in done.moved],
        "left": [one.day.occurrence_id for one in done.left],
        "call_list": done.call_list_id,
    }
    return Answer(data_, [line])


def term(call: Call) -> Answer:
    """Add, change, remove or list school terms."""
    options = call.options
    if options.act == "add":
        if options.first is None or options.last is None:
            raise Invalid(Problem("from" if options.first is None else "to", "required"))
        with call.working() as work:
            ref = term_service.add_term(work, TermDraft(options.name, options.first, options.last))
        return Answer({"term": ref}, [_("Term added: {name}").format(name=options.name)])
    with call.reading() as read:
        found = center_queries.terms(read)
    if options.act != "list":
        chosen = next((one for one in found if one.name == options.name), None)
        if chosen is None:
            raise NotFound("term", options.name, "name")
        with call.working() as work:
            if options.act == "change":
                draft = TermDraft(
                    options.new_name or chosen.name,
                    options.first or chosen.first,
                    options.last or chosen.last,
                )
                term_service.change_term(work, chosen.id, draft)
                return Answer({"term": chosen.id}, [f"{draft.name}  {draft.first} – {draft.last}"])
            term_service.remove_term(work, chosen.id)
        return Answer({"removed": chosen.id}, [_("Term removed: {name}").format(name=chosen.name)])
    lines = [f"{one.name}  {one.first} – {one.last}" for one in found]
    return Answer({"terms": plain(list(found))}, lines or [_("No terms are kept.")])


def _day_of(call: Call, read: Read) -> int:
    """The day that is meant: named, or the first of the named booking that is not over."""
    options = call.options
    if options.occurrence is not None:
        return int(options.occurrence)
    if options.booking is None:
        raise Invalid(Problem("occurrence", "required"))
    kept = series_rows.series(read, options.booking)
    now = read.clock.local()
    left = [row for row in kept.rows if row.during.end > now] or list(kept.rows)
    if not left:
        raise Invalid(Problem("booking", "series.nothing_meant"))
    return left[0].occurrence_id


def _change(call: Call, read: Read) -> SeriesChange:
    options = call.options
    words = {"title": options.title, "people": options.people, "note": options.note}
    given = {name: value for name, value in words.items() if value is not None}
    clock = None
    if options.time is not None:
        try:
            clock = time(*divmod(minutes_of(options.time) % 1440, 60))
        except ValueError as error:
            raise Invalid(Problem("time", "cli.clock", {"text": options.time})) from error
    return SeriesChange(
        _day_of(call, read),
        Scope(options.scope),
        room_id=names.room(read, options.room) if options.room else None,
        starts_at=clock,
        days_later=options.shift_days,
        minutes=options.minutes,
        repeat=options.repeat,
        until=options.until,
        rooms_on=tuple((_day(when), names.room(read, room)) for when, room in options.room_on),
        details=DetailsDraft(0, **given) if given else None,
        skip_clashes=options.skip_clashes,
        outside_hours=options.outside_hours,
        override=options.reason,
    )


def _day(text: str) -> date:
    try:
        return day_of(text)
    except ValueError as error:
        raise Invalid(Problem("room_on", "cli.day", {"text": text})) from error


def _errors(found: SeriesPreview) -> list[Problem]:
    return [problem for problem in found.problems if problem.level == "error"]


def _told(found: SeriesPreview, rooms: dict[int, str]) -> dict[str, Any]:
    return {
        "splits": found.splits,
        "before": found.rule_before,
        "after": found.rule_after,
        "problems": [speak(problem) for problem in found.problems],
        "days": [
            {
                "id": one.occurrence_id,
                "slot": plain(one.slot),
                "from": plain(one.before.start) if one.before else None,
                "to": plain(one.after.start) if one.after else None,
                "room": rooms.get(one.room_after or one.room_before or 0, ""),
                "fate": one.fate.value,
                "why": [speak(problem) for problem in one.why],
                "other_rooms": [{"id": room.room_id, "name": room.name} for room in one.other_rooms],
            }
            for one in found.days
        ],
    }


def _lines(found: SeriesPreview, rooms: dict[int, str]) -> list[str]:
    lines = [speak(problem) for problem in found.problems]
    if found.sentence_after != found.sentence_before:
        lines.append(f"{found.sentence_before} → {found.sentence_after}")
    return lines + [_line(one, rooms) for one in found.days]


def _line(one: SeriesDay, rooms: dict[int, str]) -> str:
    shown = one.after or one.before
    when = _said(shown) if shown is not None else ""
    why = "  ".join(speak(problem) for problem in one.why)
    room = rooms.get(one.room_after or one.room_before or 0, "")
    return f"  {when}  {room}  {fate_name(one.fate)}  {why}".rstrip()


def _said(during: TimeRange) -> str:
    return f"{during.start:%Y-%m-%d %H:%M}–{during.end:%H:%M}"
