"""ics: bookings to and from other calendars, as iCalendar files."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path

from neighborcenter.activities import queries as activities
from neighborcenter.booking.ics.out import CalendarWish, calendar_file
from neighborcenter.cli import activity_names, moving, names
from neighborcenter.cli.arguments import Add, count, day
from neighborcenter.cli.call import Answer, Call
from neighborcenter.data.importers.bookings import BookingImporter
from neighborcenter.data.importing import import_file
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.reports.paper.safe_file import leaving

YEAR = timedelta(days=366)


def add_commands(add: Add) -> None:
    """The commands of this file."""
    one = add("ics", "main.py ics export 书画室.ics --room 书画室", ics)
    one.add_argument("act", choices=("export", "import"), help=_("what to do"))
    one.add_argument("file", metavar="FILE.ics", type=Path, help=_("file to write or to read"))
    one.add_argument("--from", type=day, dest="first", metavar="D", help=_("first day; without it today"))
    one.add_argument("--to", type=day, dest="last", metavar="D", help=_("last day; without it a year later"))
    one.add_argument("--room", metavar="R", help=_("export: one room; import: for events that name none"))
    one.add_argument("--for", dest="who", metavar="WHO", help=_("export: one resident or group"))
    one.add_argument("--booking", type=count, metavar="ID", help=_("export: one booking"))
    one.add_argument("--activity", metavar="A", help=_("export: the sessions of one activity"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    one.add_argument(
        "--skip-bad", action="store_true", help=_("take the good events although others are refused")
    )
    one.add_argument("--skip-clashes", action="store_true", help=_("leave out days that are taken or closed"))


def ics(call: Call) -> Answer:
    """Out or in."""
    return _export(call) if call.options.act == "export" else _import(call)


def _export(call: Call) -> Answer:
    options = call.options
    with call.working() as work:
        who = names.who(work, options.who) if options.who else names.Who()
        room = names.room(work, options.room) if options.room else None
        first = options.first or work.clock.today()
        wanted = CalendarWish(
            first,
            options.last or first + YEAR,
            room,
            who.resident_id,
            who.group_id,
            () if options.booking is None else (options.booking,),
            _booked_sessions(work, options.activity) if options.activity else None,
        )
        made = calendar_file(work, wanted, options.activity or options.room or options.who or "")
        with leaving(options.file) as place:
            place.write_bytes(made.data)
    line = _("{file}: {days} booked days in {events} events").format(
        file=options.file.name, days=made.days, events=made.events
    )
    return Answer({"file": str(options.file), "events": made.events, "days": made.days}, [line])


def _booked_sessions(work: Work, typed: str) -> tuple[int, ...]:
    """The days in the calendar on which an activity meets in one of our rooms."""
    met = activities.sessions(work, activity_names.activity(work, typed))
    return tuple(one.occurrence_id for one in met if one.occurrence_id is not None)


def _import(call: Call) -> Answer:
    options: argparse.Namespace = call.options
    importer = BookingImporter(options.room or "", skip_clashes=options.skip_clashes)
    with call.signed_in() as (opened, actor):
        outcome = import_file(
            opened, actor, importer, options.file, dry_run=options.dry_run, skip_bad=options.skip_bad
        )
    return moving.outcome_answer(outcome, options)
