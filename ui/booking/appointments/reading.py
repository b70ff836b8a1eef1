"""What the screens of appointments ask of the back office. All of it runs in a lane; plain values come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.booking import appointment_queries as queries
from neighborcenter.booking import resource_queries, whereabouts
from neighborcenter.booking.appointment_queries import AppointmentRow, PlanRow, SlotRow
from neighborcenter.booking.kinds import ResourceKind, Turnout
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import speak
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read
from neighborcenter.people import queries as people
from ui.booking.acts import when_words
from ui.kit.suggest import Suggestion

MOST_OFFERED = 12
WAITING = (Turnout.EXPECTED, Turnout.ARRIVED)
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a day: an appointment, or the places of a slot that are still free (`row` is None).

    The id of an appointment is its own; that of free places is negative and keeps through the day.
    """

    id: int
    plan_id: int
    plan: str
    starts: datetime
    ends: datetime
    room: str
    staff: str
    row: AppointmentRow | None = None
    free: int = 0

    @property
    def time(self) -> str:
        """From when to when."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def who(self) -> str:
        """Whose it is; nobody's yet."""
        return self.row.who if self.row is not None else ""


@dataclass(frozen=True, slots=True)
class Given:
    """Something that is given by appointment, with whom."""

    id: int
    name: str
    room: str
    staff: str
    minutes: int
    horizon_days: int

    @property
    def note(self) -> str:
        """How long, where, with whom."""
        minutes = _("{count} min").format(count=self.minutes)
        return " · ".join(part for part in (minutes, self.room, self.staff) if part)


def given(read: Read) -> list[Given]:
    """Everything that is given by appointment, in the center's order."""
    return _named(read, queries.plans(read))


def _named(read: Read, rows: Sequence[PlanRow]) -> list[Given]:
    staff = {
        row.id: row.name
        for row in resource_queries.resources(read, retired=True)
        if row.kind is ResourceKind.STAFF
    }
    found = []
    for row in rows:
        who = _(", ").join(staff[ref] for ref, _count in row.plan.resources if ref in staff)
        plan = row.plan
        found.append(Given(plan.id, plan.name, row.room, who, plan.minutes, plan.horizon_days))
    return found


def day_lines(read: Read, day: date) -> list[Line]:
    """Everybody who comes on a day, cancelled ones too, and every slot that can still be booked, by time."""
    rows = queries.plans(read, retired=True)
    names = {one.id: one for one in _named(read, rows)}
    found = []
    for one in queries.appointments(read, day, day, cancelled=True):
        staff = names[one.plan_id].staff if one.plan_id in names else ""
        found.append(Line(one.id, one.plan_id, one.plan, one.starts, one.ends, one.room, staff, one))
    for place, plan in enumerate(row.plan for row in rows if not row.retired):
        about = names[plan.id]
        for slot in queries.free_slots(read, plan.id, day, day):
            ref = -((place + 1) * 1440 + slot.starts.hour * 60 + slot.starts.minute)
            found.append(
                Line(ref, plan.id, plan.name, slot.starts, slot.ends, about.room, about.staff, free=slot.free)
            )
    return sorted(found, key=lambda line: line.starts)


def found_plans(read: Read, typed: str) -> list[Suggestion]:
    """What can be had by appointment and fits what was typed: characters, pinyin or initials."""
    return [
        Suggestion(one.name, one.note, icon="timer", category="service", data=one)
        for one in given(read)
        if not typed or matched(one.name, typed) or matched(one.staff, typed)
    ]


def plan(read: Read, plan_id: int) -> Given:
    """One of them.  Raises NotFound."""
    return _named(read, [queries.plan_row(read, plan_id)])[0]


def offered(read: Read, plan_id: int, day: date | None) -> list[SlotRow]:
    """The free slots of a day; without a day the next ones."""
    if day is not None:
        return queries.free_slots(read, plan_id, day, day)
    today = read.clock.today()
    slots = queries.free_slots(read, plan_id, today, today + timedelta(days=DAYS_AHEAD))
    return slots[:MOST_OFFERED]


def elsewhere(read: Read, resident_id: int, slot: SlotRow, but: int = 0) -> str:
    """The sentences about where a resident is at that time; empty when nowhere.

    `but`: the slot that they leave.
    """
    found = whereabouts.elsewhere(read, [resident_id], TimeRange(slot.starts, slot.ends))
    return " ".join(speak(one.problem()) for one in found[:2] if one.occurrence_id != but)


def name_of(read: Read, resident_id: int) -> str:
    """What a resident is called.  Raises NotFound."""
    return people.resident_card(read, resident_id).name


@dataclass(frozen=True, slots=True)
class Found:
    """An appointment that the palette shows; the page opens it by its id."""

    id: int
    name: str
    note: str


def found_appointments(read: Read, typed: str, limit: int) -> list[Found]:
    """Who comes today or in the next days and fits what was typed."""
    today = read.clock.today()
    rows = queries.appointments(read, today, today + timedelta(days=DAYS_AHEAD))
    fits = [row for row in rows if matched(row.who, typed) or matched(row.plan, typed)]
    return [
        Found(row.id, row.who, f"{row.plan} · {when_words(row.starts, row.ends)}") for row in fits[:limit]
    ]


def coming(read: Read, most: int) -> list[AppointmentRow]:
    """Whoever is still expected or waits today, by time."""
    now = read.clock.local()
    rows = queries.appointments(read, now.date(), now.date())
    waiting = [
        row for row in rows if row.turnout in WAITING and (row.ends > now or row.turnout is Turnout.ARRIVED)
    ]
    return waiting[:most]


def next_busy_day(read: Read) -> date:
    """The first day from today on that somebody comes; today when nobody does."""
    today = read.clock.today()
    rows = queries.appointments(read, today, today + timedelta(days=DAYS_AHEAD))
    return rows[0].starts.date() if rows else today


def appointment(read: Read, appointment_id: int) -> Line:
    """One appointment as a line.  Raises NotFound."""
    row = queries.appointment_row(read, appointment_id)
    staff = plan(read, row.plan_id).staff
    return Line(row.id, row.plan_id, row.plan, row.starts, row.ends, row.room, staff, row)
