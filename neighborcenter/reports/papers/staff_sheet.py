"""工作人员当日工作单: what is to be set up, brought and cleaned when, and who has which appointments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.kinds import OccurrenceStatus, ResourceKind, SeatStatus
from neighborcenter.booking.resource_models import resource
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.privacy import shown_phone
from neighborcenter.reports.booked import Booked, booked_on, together
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import full_day


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done at a time in a room."""

    at: datetime
    room: str
    what: str
    details: str
    day: Booked


@dataclass(frozen=True, slots=True)
class Seat:
    """A person with an appointment; the phone is masked."""

    occurrence_id: int
    who: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class StaffSheet:
    """The work of a day, of everybody or of one person."""

    day: date
    person: str
    tasks: tuple[Task, ...]
    shifts: tuple[tuple[str, tuple[Booked, ...]], ...]  # a person and the days that need them
    seats: Mapping[int, tuple[Seat, ...]]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day, and whose sheet it is."""
        return f"{self.day} {self.person}".strip()

    @property
    def totals(self) -> Mapping[str, float]:
        """Tasks, days that need somebody, appointments."""
        return {
            "tasks": len(self.tasks),
            "shifts": sum(len(days) for _who, days in self.shifts),
            "appointments": sum(len(seats) for seats in self.seats.values()),
        }


def collect(read: Read, values: Values) -> StaffSheet:
    """Read the day, of one person when `staff` names one. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    when: date = values["day"]
    wanted = values.get("staff")
    name = ""
    if wanted is not None:
        name = str(_name(read, wanted) or "")
        if not name:
            raise NotFound("resource", wanted, "resource")
    booked = booked_on(read, when, when, frozenset({OccurrenceStatus.BOOKED}))
    if wanted is not None:
        booked = tuple(one for one in booked if any(who.resource_id == wanted for who in one.helpers))
    people: dict[str, list[Booked]] = {}
    for one in booked:
        for who in one.helpers:
            if wanted is None or who.resource_id == wanted:
                people.setdefault(who.name, []).append(one)
    return StaffSheet(
        when,
        name,
        tuple(sorted((task for one in together(booked) for task in _tasks(one)), key=lambda task: task.at)),
        tuple((who, tuple(days)) for who, days in sorted(people.items())),
        _seats(read, [one.occurrence_id for one in booked]),
        read.clock.local(),
    )


def _name(read: Read, ref: int) -> object:
    return read.value(
        sa.select(resource.c.name).where(
            resource.c.id == ref,
            resource.c.center_id == read.center_id,
            resource.c.kind == ResourceKind.STAFF,
        )
    )


def _tasks(one: Booked) -> list[Task]:
    """Set up before, clean up after; without a time of its own the room is readied at the start."""
    things = _(", ").join(
        _("{thing} from {room}").format(thing=thing.words, room=thing.stands)
        if thing.stands and thing.stands != one.room
        else thing.words
        for thing in one.things
    )
    details = _("; ").join(part for part in (_seating(one), things, one.note) if part)
    ready = Task(one.starts - timedelta(minutes=one.setup_minutes), one.rooms, _("Get ready"), details, one)
    back = _("bring back: {things}").format(things=_(", ").join(thing.words for thing in one.things))
    clean = Task(one.ends, one.rooms, _("Clean up"), back if one.things else "", one)
    return [ready, clean]


def _seating(one: Booked) -> str:
    return _("for {count} people").format(count=one.people) if one.people else ""


def _seats(read: Read, refs: list[int]) -> Mapping[int, tuple[Seat, ...]]:
    found: dict[int, list[Seat]] = {}
    for row in read.rows(
        sa.select(appointment.c.occurrence_id, appointment.c.who, appointment.c.phone, appointment.c.note)
        .where(appointment.c.occurrence_id.in_(refs), appointment.c.status == SeatStatus.BOOKED)
        .order_by(appointment.c.occurrence_id, appointment.c.seat_no)
    ):
        phone = shown_phone(row.phone) if row.phone else ""
        found.setdefault(row.occurrence_id, []).append(Seat(row.occurrence_id, row.who, phone, row.note))
    return {ref: tuple(seats) for ref, seats in found.items()}


def story(record: StaffSheet) -> tuple[Block, ...]:
    """What to do by time, then who is needed when and for whom."""
    title = record.person or _("Work of the day")
    found: list[Block] = [
        Title(title, full_day(record.day)),
        Section(_("Rooms to set up and to clean")),
        _task_table(record),
    ]
    for person, days in record.shifts:
        found += [Section(person), _shift_table(record, days)]
    if not record.shifts:
        found.append(Text(_("Nobody is asked for by name on this day."), styles.NOTE))
    found.append(Signatures((_("On duty"), _("Handed over to"), _("Date"))))
    return tuple(found)


def _task_table(record: StaffSheet) -> Table:
    columns = (
        Column(_("Time"), 50, "center", fixed=True),
        Column(_("Room"), 1.4, wrap=True),
        Column(_("What to do"), 64, "center", fixed=True),
        Column(_("For which use"), 1.7, wrap=True),
        Column(_("Bring and arrange"), 2.6, wrap=True),
        Column(_("Done"), 46, "center", fixed=True),
    )
    rows = [
        (
            f"{task.at:%H:%M}",
            task.room,
            task.what,
            f"{task.day.time} {task.day.title}",
            task.details,
            "",
        )
        for task in record.tasks
    ]
    return Table(columns, rows, row_height=21.0, size=10.0, empty=_("Nothing is booked on this day."))


def _shift_table(record: StaffSheet, days: tuple[Booked, ...]) -> Table:
    columns = (
        Column(_("Time"), 84, "center", fixed=True),
        Column(_("Room"), 1.4, wrap=True),
        Column(_("What is on"), 1.8, wrap=True),
        Column(_("Who comes"), 2.6, wrap=True),
        Column(_("Remarks"), 1.4, wrap=True),
    )
    rows = []
    for one in days:
        seats = record.seats.get(one.occurrence_id, ())
        names = "\n".join(
            " ".join(part for part in (seat.who, seat.phone, seat.note) if part) for seat in seats
        )
        rows.append((one.time, one.rooms, one.title, names or one.who, one.note))
    return Table(columns, rows, row_height=21.0, size=10.0)


def sheets(record: StaffSheet) -> list[Sheet]:
    """Tasks, and appointments."""
    tasks = [
        (task.at, task.room, task.what, task.day.title, task.day.time, task.details) for task in record.tasks
    ]
    columns = (
        SheetColumn(_("Time"), "datetime", 18),
        SheetColumn(_("Room"), width=20),
        SheetColumn(_("What to do"), width=12),
        SheetColumn(_("For which use"), width=24),
        SheetColumn(_("Time of use"), width=14),
        SheetColumn(_("Bring and arrange"), width=40),
    )
    people = [
        (person, one.time, one.rooms, one.title, seat.who, seat.phone, seat.note)
        for person, days in record.shifts
        for one in days
        for seat in record.seats.get(one.occurrence_id, ()) or (Seat(0, one.who, one.phone, ""),)
    ]
    names = (
        SheetColumn(_("Staff"), width=16),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Room"), width=20),
        SheetColumn(_("What is on"), width=24),
        SheetColumn(_("Who comes"), width=16),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("Remarks"), width=20),
    )
    title = (_("Work of the day"), record.covers)
    return [Sheet(_("Work of the day"), columns, tasks, title), Sheet(_("Staff"), names, people, title)]
