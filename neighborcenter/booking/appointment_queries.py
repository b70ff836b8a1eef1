"""Questions about appointments: what is given, which slots are free, who comes when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import stock
from neighborcenter.booking.appointment_models import (
    appointment,
    appointment_plan,
    appointment_slot,
    plan_resource,
)
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus, SeatStatus, Turnout, Use
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.booking.numbering import Promise
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_models import working_hours
from neighborcenter.booking.rules import LONGEST
from neighborcenter.booking.slots import Plan, bookable, slots_on
from neighborcenter.catalog.models import service
from neighborcenter.center.drafts import Span
from neighborcenter.center.models import room
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.text import mask_phone
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An appointment service with the names around it."""

    plan: Plan
    room: str
    service: str
    note: str
    version: int

    @property
    def retired(self) -> bool:
        """Whether it is given no more."""
        return self.plan.status is Use.RETIRED


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of a service: how many places, how many of them free; 0 when room or staff are taken."""

    plan_id: int
    name: str
    starts: datetime
    ends: datetime
    capacity: int
    free: int
    occurrence_id: int | None = None


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One appointment.  The phone is masked; `cancelled` also when its whole slot was."""

    id: int
    occurrence_id: int
    plan_id: int
    plan: str
    starts: datetime
    ends: datetime
    room: str
    seat_no: int
    capacity: int
    resident_id: int | None
    who: str
    phone: str
    note: str
    walk_in: bool
    cancelled: bool
    cancel_reason: str
    turnout: Turnout
    arrived_at: datetime | None
    started_at: datetime | None
    done_at: datetime | None
    version: int


_PLANS = (
    sa.select(
        appointment_plan,
        room.c.name.label("room"),
        sa.func.coalesce(service.c.name, "").label("service"),
    )
    .join(room, room.c.id == appointment_plan.c.room_id)
    .outerjoin(service, service.c.id == appointment_plan.c.service_id)
    .where(appointment_plan.c.center_id == sa.bindparam("center"))
    .order_by(appointment_plan.c.position, appointment_plan.c.id)
)
_PARTS = (
    sa.select(plan_resource)
    .join(appointment_plan, appointment_plan.c.id == plan_resource.c.plan_id)
    .where(appointment_plan.c.center_id == sa.bindparam("center"))
    .order_by(plan_resource.c.resource_id)
)
_HOURS = (
    sa.select(working_hours)
    .join(appointment_plan, appointment_plan.c.id == working_hours.c.plan_id)
    .where(appointment_plan.c.center_id == sa.bindparam("center"))
    .order_by(working_hours.c.weekday, working_hours.c.opens)
)
_GIVEN = (
    sa.select(
        appointment_slot.c.occurrence_id,
        appointment_slot.c.capacity,
        occurrence.c.starts,
        sa.select(sa.func.count())
        .where(
            appointment.c.occurrence_id == appointment_slot.c.occurrence_id,
            appointment.c.status == SeatStatus.BOOKED,
        )
        .scalar_subquery()
        .label("taken"),
    )
    .join(occurrence, occurrence.c.id == appointment_slot.c.occurrence_id)
    .where(
        appointment_slot.c.plan_id == sa.bindparam("plan"),
        occurrence.c.status.in_(HOLDING),
        occurrence.c.starts >= sa.bindparam("first", type_=occurrence.c.starts.type),
        occurrence.c.starts < sa.bindparam("end", type_=occurrence.c.starts.type),
    )
)
_BUSY = sa.select(claim.c.starts, claim.c.ends).where(
    claim.c.unit_id.in_(sa.bindparam("units", expanding=True)),
    claim.c.starts < sa.bindparam("end", type_=claim.c.ends.type),
    claim.c.starts > sa.bindparam("since", type_=claim.c.starts.type),
    claim.c.ends > sa.bindparam("first", type_=claim.c.ends.type),
)
_ROWS = (
    sa.select(
        appointment,
        appointment_slot.c.plan_id,
        appointment_plan.c.name.label("plan"),
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.status.label("day_status"),
        room.c.name.label("room"),
    )
    .join(appointment_slot, appointment_slot.c.occurrence_id == appointment.c.occurrence_id)
    .join(appointment_plan, appointment_plan.c.id == appointment_slot.c.plan_id)
    .join(occurrence, occurrence.c.id == appointment.c.occurrence_id)
    .join(room, room.c.id == occurrence.c.room_id)
    .where(appointment.c.center_id == sa.bindparam("center"))
    .order_by(occurrence.c.starts, appointment_plan.c.position, appointment.c.seat_no, appointment.c.id)
)


def plans(read: Read, *, retired: bool = False) -> list[PlanRow]:
    """What can be had by appointment, in the center's order; `retired`: what is given no more as well."""
    read.require(Permission.BOOKING_VIEW)
    bound = {"center": read.center_id}
    parts: dict[int, list[tuple[int, int]]] = {}
    for row in read.rows(_PARTS, bound):
        parts.setdefault(row.plan_id, []).append((row.resource_id, row.quantity))
    hours: dict[int, list[Span]] = {}
    for row in read.rows(_HOURS, bound):
        hours.setdefault(row.plan_id, []).append(stock.spans_of(row))
    return [
        PlanRow(
            _plan(row, tuple(parts.get(row.id, ())), tuple(hours.get(row.id, ()))),
            row.room,
            row.service,
            row.note,
            row.version,
        )
        for row in read.rows(_PLANS, bound)
        if retired or row.status is Use.OPEN
    ]


def plan_row(read: Read, plan_id: int) -> PlanRow:
    """One of them, retired or not.  Raises NotFound."""
    found = next((row for row in plans(read, retired=True) if row.plan.id == plan_id), None)
    if found is None:
        raise NotFound("appointment_plan", plan_id)
    return found


def free_slots(
    read: Read, plan_id: int, first: date, last: date, *, taken_too: bool = False
) -> list[SlotRow]:
    """The slots between two days, both included, that can be booked now; `taken_too`: also full ones.

    Read in four questions whatever the number of days.  Raises NotFound.
    """
    plan = plan_row(read, plan_id).plan
    known, now = places(read), read.clock.local()
    window = TimeRange(datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1))
    bounds = {"first": window.start, "end": window.end}
    given = {row.starts: row for row in read.rows(_GIVEN, {"plan": plan_id, **bounds})}
    units = {"units": list(known[plan.room_id].units), "since": window.start - LONGEST}
    busy = [TimeRange(row.starts, row.ends) for row in read.rows(_BUSY, bounds | units)]
    things = stock.things(read, (ref for ref, _ in plan.resources), window.start)
    used = {ref: stock.promises(read, ref, window) for ref, _ in plan.resources}
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for slot in slots_on(plan, day, known.hours(plan.room_id, day).spans):
            row = given.get(slot.start)
            if row is not None:
                free, capacity, ref = row.capacity - row.taken, row.capacity, row.occurrence_id
            else:
                can = _can_begin(plan, slot, busy, things, used)
                free, capacity, ref = plan.capacity if can else 0, plan.capacity, None
            if taken_too or (free and bookable(plan, slot, now)):
                found.append(SlotRow(plan_id, plan.name, slot.start, slot.end, capacity, max(free, 0), ref))
    return found


def slots_of_resource(read: Read, resource_id: int, first: date, last: date) -> list[SlotRow]:
    """The free slots of every service that a person or a thing gives, by time."""
    wanted = [row.plan.id for row in plans(read) if resource_id in dict(row.plan.resources)]
    found = [slot for ref in wanted for slot in free_slots(read, ref, first, last)]
    return sorted(found, key=lambda slot: (slot.starts, slot.plan_id))


def appointments(
    read: Read, first: date, last: date, *, plan_id: int | None = None, cancelled: bool = False
) -> list[AppointmentRow]:
    """Who comes between two days, both included, by time."""
    read.require(Permission.BOOKING_VIEW)
    statement = _ROWS.where(
        occurrence.c.center_id == read.center_id,
        occurrence.c.starts >= datetime.combine(first, time()),
        occurrence.c.starts < datetime.combine(last, time()) + timedelta(days=1),
    )
    if plan_id is not None:
        statement = statement.where(appointment_slot.c.plan_id == plan_id)
    rows = (_row(row) for row in read.rows(statement, {"center": read.center_id}))
    return [row for row in rows if cancelled or not row.cancelled]


def appointments_of(read: Read, resident_id: int, since: datetime) -> list[AppointmentRow]:
    """What a resident has from a moment on, by time; cancelled ones too."""
    read.require(Permission.BOOKING_VIEW)
    statement = _ROWS.where(appointment.c.resident_id == resident_id, occurrence.c.ends > since)
    return [_row(row) for row in read.rows(statement, {"center": read.center_id})]


def appointment_row(read: Read, appointment_id: int) -> AppointmentRow:
    """One appointment.  Raises NotFound."""
    row = read.row(_ROWS.where(appointment.c.id == appointment_id), {"center": read.center_id})
    if row is None:
        raise NotFound("appointment", appointment_id)
    return _row(row)


def _can_begin(
    plan: Plan,
    slot: TimeRange,
    busy: Sequence[TimeRange],
    things: dict[int, stock.Thing],
    used: dict[int, list[Promise]],
) -> bool:
    """Whether the room is free and all that the service takes can be had."""
    if any(span.overlaps(slot) for span in busy):
        return False
    for ref, count in plan.resources:
        thing = things.get(ref)
        if thing is None or thing.retired or not thing.works(slot):
            return False
        if stock.left(thing, used[ref], slot) < count:
            return False
    return True


def _plan(row: Any, resources: tuple[tuple[int, int], ...], spans: tuple[Span, ...]) -> Plan:
    return Plan(
        id=row.id,
        name=row.name,
        room_id=row.room_id,
        service_id=row.service_id,
        minutes=row.minutes,
        pause_minutes=row.pause_minutes,
        capacity=row.capacity,
        notice_minutes=row.notice_minutes,
        horizon_days=row.horizon_days,
        status=row.status,
        resources=resources,
        spans=spans,
    )


def _row(row: Any) -> AppointmentRow:
    day_is_off = row.day_status not in (OccurrenceStatus.BOOKED, OccurrenceStatus.REQUESTED)
    return AppointmentRow(
        id=row.id,
        occurrence_id=row.occurrence_id,
        plan_id=row.plan_id,
        plan=row.plan,
        starts=row.starts,
        ends=row.ends,
        room=row.room,
        seat_no=row.seat_no,
        capacity=row.capacity,
        resident_id=row.resident_id,
        who=row.who,
        phone=mask_phone(row.phone),
        note=row.note,
        walk_in=row.walk_in,
        cancelled=row.status is SeatStatus.CANCELLED or day_is_off,
        cancel_reason=row.cancel_reason,
        turnout=row.turnout,
        arrived_at=row.arrived_at,
        started_at=row.started_at,
        done_at=row.done_at,
        version=row.version,
    )
