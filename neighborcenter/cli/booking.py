"""book, bookings, cancel: rooms."""

from datetime import timedelta
from typing import Any

from neighborcenter.booking import cancel_service, queries, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.plans import Skipped
from neighborcenter.booking.texts import status_name
from neighborcenter.cli import lending, names
from neighborcenter.cli.arguments import Add, count, day, moment
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, speak


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add(
        "book",
        "main.py book --room 书画室 --start 2026-11-25T14:00 --end 2026-11-25T16:00 --for 书画社 --title 书法",
        book,
    )
    one.add_argument("--room", required=True, metavar="R", help=_("room, by name or id"))
    one.add_argument(
        "--start", required=True, type=moment, metavar="T", help=_("beginning, like 2026-11-23T14:00")
    )
    one.add_argument("--end", required=True, type=moment, metavar="T", help=_("end"))
    one.add_argument(
        "--for", required=True, dest="who", metavar="WHO", help=_("resident, group, “center”, or words")
    )
    one.add_argument("--title", required=True, metavar="S", help=_("what for"))
    one.add_argument("--people", type=count, default=0, metavar="N", help=_("how many people"))
    one.add_argument(
        "--kind", choices=[kind.value for kind in BookingKind], default="hire", help=_("kind of use")
    )
    one.add_argument("--phone", default="", metavar="S", help=_("number to ring"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument("--repeat", default="", metavar="RRULE", help=_("a series, like FREQ=WEEKLY;COUNT=10"))
    one.add_argument("--skip-clashes", action="store_true", help=_("leave out days that are taken or closed"))
    one.add_argument("--outside-hours", action="store_true", help=_("somebody agreed to open up specially"))
    lending.add_options(one)
    one = add("bookings", "main.py bookings --from 2026-11-23 --to 2026-11-29", bookings)
    one.add_argument("--from", required=True, type=day, dest="first", metavar="D", help=_("first day"))
    one.add_argument("--to", required=True, type=day, dest="last", metavar="D", help=_("last day"))
    one.add_argument("--room", metavar="R", help=_("one room only"))
    one = add("cancel", "main.py cancel --occurrence 17 --reason 台风", cancel)
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--occurrence", type=count, metavar="ID", help=_("one day"))
    which.add_argument("--booking", type=count, metavar="ID", help=_("all days not over yet"))
    one.add_argument("--reason", default="", metavar="S", help=_("why"))


def book(call: Call) -> Answer:
    """Book a room."""
    options = call.options
    with call.working() as work:
        who = names.who(work, options.who)
        draft = BookingDraft(
            room_id=names.room(work, options.room),
            starts=options.start,
            ends=options.end,
            title=options.title,
            who=who.words,
            phone=options.phone,
            resident_id=who.resident_id,
            group_id=who.group_id,
            for_center=who.for_center,
            people=options.people,
            kind=BookingKind(options.kind),
            note=options.note,
            repeat=options.repeat,
            skip_clashes=options.skip_clashes,
            outside_hours=options.outside_hours,
            also_rooms=tuple(names.room(work, also, "also_room") for also in options.also_room),
            resources=lending.wanted(work, options.resource),
            override=options.override,
            ask=options.ask,
            hold_minutes=options.hold,
        )
        done = service.book(work, draft)
    data = {
        "booking": done.booking_id,
        "occurrences": [
            {"id": kept.occurrence_id, "start": plain(kept.starts), "end": plain(kept.ends)}
            for kept in done.occurrences
        ],
        "skipped": [_skipped(each) for each in done.skipped],
        "warnings": [speak(each) for each in done.warnings],
    }
    lines = [_("Booking {id}: {count} days").format(id=done.booking_id, count=len(done.occurrences))]
    lines += [
        f"  {kept.starts:%Y-%m-%d %H:%M}–{kept.ends:%H:%M}  ({kept.occurrence_id})"
        for kept in done.occurrences
    ]
    lines += [
        _("Left out {start}: {reason}").format(
            start=f"{each.starts:%Y-%m-%d %H:%M}", reason=speak(each.reason)
        )
        for each in done.skipped
    ]
    lines += [speak(each) for each in done.warnings]
    return Answer(data, lines)


def _skipped(each: Skipped) -> dict[str, Any]:
    return {
        "start": plain(each.starts),
        "end": plain(each.ends),
        "code": each.reason.code,
        "reason": speak(each.reason),
        "other_rooms": [{"id": room.room_id, "name": room.name} for room in each.other_rooms],
    }


def bookings(call: Call) -> Answer:
    """What is booked between two days, both included."""
    options = call.options
    with call.reading() as read:
        rooms = (names.room(read, options.room),) if options.room else ()
        wanted = queries.BookingFilter(options.first, options.last + timedelta(days=1), rooms)
        if options.last < options.first:
            raise Invalid(Problem("to", "reports.days_backwards"))
        rows = queries.booking_rows(read, queries.booking_ids(read, wanted))
    data = [
        {
            "id": row.occurrence_id,
            "booking": row.booking_id,
            "room": row.room,
            "start": plain(row.starts),
            "end": plain(row.ends),
            "title": row.title,
            "who": row.who,
            "people": row.people,
            "kind": row.kind.value,
            "status": row.status.value,
        }
        for row in rows
    ]
    lines = [
        f"{row.starts:%m-%d %H:%M}–{row.ends:%H:%M}  {row.room}  {row.title}  {row.who}  "
        f"{status_name(row.status)}  ({row.occurrence_id})"
        for row in rows
    ]
    return Answer({"occurrences": data}, lines or [_("Nothing is booked.")])


def cancel(call: Call) -> Answer:
    """Cancel one day, or every day of a booking that is not over yet."""
    options = call.options
    with call.working() as work:
        if options.occurrence is not None:
            done = cancel_service.cancel_occurrence(work, options.occurrence, options.reason)
        else:
            done = cancel_service.cancel_booking(work, options.booking, options.reason)
    line = _("Cancelled: {count} days").format(count=len(done.occurrence_ids))
    return Answer({"cancelled": list(done.occurrence_ids), "booking": done.booking_id}, [line])
