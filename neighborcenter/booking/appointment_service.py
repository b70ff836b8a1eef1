"""What staff do with appointments: give a place, let somebody walk in, move, cancel, bring back.

The first place of a slot books the slot itself as an occurrence, so that its room and its staff are checked and
claimed like for any other use; the last place given back lets it go.  Which number a place has is guarded by
the schema: the last place of a slot cannot be given twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import cancel_service, service, whereabouts
from neighborcenter.booking.appointment_models import appointment, appointment_slot
from neighborcenter.booking.appointment_queries import SlotRow, free_slots, plan_row
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import HOLDING, BookingKind, OccurrenceStatus, SeatStatus, Turnout, Use
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.naming import name_of
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_drafts import AppointmentDraft
from neighborcenter.booking.resource_rules import no_slot, problems_in_appointment
from neighborcenter.booking.rules import said
from neighborcenter.booking.slots import Plan, bookable, slots_on
from neighborcenter.kit.problems import Clash, Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people import records


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that was given.  `again`: this form had been saved before."""

    appointment_id: int
    occurrence_id: int
    seat_no: int
    starts: datetime
    ends: datetime
    warnings: tuple[Problem, ...] = ()
    again: bool = False


_SLOT = (
    sa.select(appointment_slot.c.occurrence_id, appointment_slot.c.capacity, occurrence.c.booking_id)
    .join(occurrence, occurrence.c.id == appointment_slot.c.occurrence_id)
    .where(
        appointment_slot.c.plan_id == sa.bindparam("plan"),
        occurrence.c.starts == sa.bindparam("starts", type_=occurrence.c.starts.type),
        occurrence.c.status.in_(HOLDING),
    )
)
_SEATS = sa.select(appointment.c.seat_no, appointment.c.resident_id).where(
    appointment.c.occurrence_id == sa.bindparam("occurrence"), appointment.c.status == SeatStatus.BOOKED
)
_ONE = (
    sa.select(
        appointment,
        appointment_slot.c.plan_id,
        occurrence.c.booking_id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.status.label("day_status"),
    )
    .join(appointment_slot, appointment_slot.c.occurrence_id == appointment.c.occurrence_id)
    .join(occurrence, occurrence.c.id == appointment.c.occurrence_id)
)


def make_appointment(work: Work, draft: AppointmentDraft) -> Placed:
    """Give somebody a place in a slot, at the desk or by phone.

    Raises NotFound; Invalid when it is no slot, too late or too far ahead, or they have a place in it; Clash when
    the slot is full or its room or staff are taken (`alternatives`: the next free slots).
    """
    work.require(Permission.BOOKING_WRITE)
    plan = _plan(work, draft.plan_id)
    refuse(problems_in_appointment(draft))
    slot = _slot(work, plan, draft)
    earlier = _saved_before(work, draft)
    if earlier is not None:
        return earlier
    if not bookable(plan, slot, work.clock.local()):
        raise Invalid(_not_now(plan, slot, work.clock.local()))
    return _place(work, plan, slot, draft, walk_in=False)


def walk_in(work: Work, draft: AppointmentDraft) -> Placed:
    """Somebody stands at the desk: the running slot, else the next one today with a place, and they have arrived.

    `draft.starts` is not asked for.  Raises NotFound, Invalid, Clash when nothing is left today.
    """
    work.require(Permission.BOOKING_WRITE)
    plan = _plan(work, draft.plan_id)
    now = work.clock.local()
    refuse(problem for problem in problems_in_appointment(draft) if problem.field != "starts")
    earlier = _saved_before(work, draft)
    if earlier is not None:
        return earlier
    for slot in slots_on(plan, now.date(), places(work).hours(plan.room_id, now.date()).spans):
        if slot.end > now:
            try:
                return _place(work, plan, slot, draft, walk_in=True)
            except Clash:
                continue  # nothing was written: the next slot of the day
    raise Clash(
        Problem("starts", "booking.nothing_left_today", {"name": plan.name}), alternatives=_next(work, plan)
    )


def move_appointment(work: Work, appointment_id: int, starts: datetime, plan_id: int | None = None) -> Placed:
    """Take somebody to another slot, of the same service or another; their old place is free at once.

    Raises NotFound, Invalid, Clash; then they keep the old place.
    """
    work.require(Permission.BOOKING_WRITE)
    row = _one(work, appointment_id)
    if row.status is SeatStatus.CANCELLED:
        raise Invalid(Problem("", "booking.appointment_cancelled"))
    plan = _plan(work, plan_id or row.plan_id)
    draft = AppointmentDraft(plan.id, starts, row.resident_id, row.who, row.phone)
    slot = _slot(work, plan, draft)
    if slot.start == row.starts and plan.id == row.plan_id:
        return Placed(row.id, row.occurrence_id, row.seat_no, row.starts, row.ends)
    occurrence_id, seat, capacity, booking_id = _seat(work, plan, slot, draft)
    work.update(
        appointment, row.id, occurrence_id=occurrence_id, seat_no=seat, capacity=capacity,
        turnout=Turnout.EXPECTED, arrived_at=None, started_at=None, done_at=None,
    )  # fmt: skip
    _tidy(work, row.occurrence_id, row.booking_id, "")
    _tidy(work, occurrence_id, booking_id, "")
    work.record(
        "booking.move_appointment", "appointment", row.id, plan=plan.name, before=said(row.starts),
        after=said(slot.start),
    )  # fmt: skip
    twice = whereabouts.double(work, row.resident_id, [slot], but=booking_id)
    return Placed(row.id, occurrence_id, seat, slot.start, slot.end, tuple(twice))


def cancel_appointment(work: Work, appointment_id: int, reason: str = "") -> None:
    """Give a place back; the last one lets room and staff go.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    row = _one(work, appointment_id)
    if row.status is SeatStatus.CANCELLED:
        raise Invalid(Problem("", "booking.appointment_cancelled"))
    work.update(
        appointment,
        row.id,
        status=SeatStatus.CANCELLED,
        cancel_reason=reason.strip(),
        cancelled_at=work.clock.now(),
    )
    _tidy(work, row.occurrence_id, row.booking_id, reason)
    work.record(
        "booking.cancel_appointment", "appointment", row.id, starts=said(row.starts), reason=reason.strip()
    )


def restore_appointment(work: Work, appointment_id: int) -> None:
    """Bring a cancelled appointment back.  Raises NotFound, Invalid, Clash when its place has gone to others."""
    work.require(Permission.BOOKING_WRITE)
    row = _one(work, appointment_id)
    if row.status is not SeatStatus.CANCELLED:
        raise Invalid(Problem("", "booking.appointment_not_cancelled"))
    plan = plan_row(work, row.plan_id).plan
    work.one_at_a_time(f"slot:{plan.id}:{row.starts}")
    now_there = work.row(_SLOT, {"plan": plan.id, "starts": row.starts})
    if now_there is None and row.day_status is OccurrenceStatus.CANCELLED:
        cancel_service.restore(work, [row.occurrence_id])
    draft = AppointmentDraft(plan.id, row.starts, row.resident_id, row.who, row.phone)
    slot = TimeRange(row.starts, row.ends)
    occurrence_id, seat, capacity, booking_id = _seat(work, plan, slot, draft)
    work.update(
        appointment, row.id, occurrence_id=occurrence_id, seat_no=seat, capacity=capacity,
        status=SeatStatus.BOOKED, cancel_reason="", cancelled_at=None,
    )  # fmt: skip
    _tidy(work, occurrence_id, booking_id, "")
    work.record("booking.restore_appointment", "appointment", row.id, starts=said(row.starts))


def _place(work: Work, plan: Plan, slot: TimeRange, draft: AppointmentDraft, *, walk_in: bool) -> Placed:
    occurrence_id, seat, capacity, booking_id = _seat(work, plan, slot, draft)
    arrived = {"turnout": Turnout.ARRIVED, "arrived_at": work.clock.now()} if walk_in else {}
    try:
        ref = work.insert(
            appointment,
            occurrence_id=occurrence_id,
            seat_no=seat,
            capacity=capacity,
            resident_id=records.kept_under(work, draft.resident_id),
            who=name_of(work, BookingDraft(who=draft.who, resident_id=draft.resident_id)),
            phone=draft.phone.strip(),
            note=draft.note.strip(),
            walk_in=walk_in,
            client_key=draft.client_key or None,
            **arrived,
        )
    except IntegrityError as error:
        if not any(word in str(error.orig) for word in ("seat_no", "uq_appointment_seat")):
            raise
        raise Clash(_full(plan, slot)) from error
    _tidy(work, occurrence_id, booking_id, "")
    work.record(
        "booking.walk_in" if walk_in else "booking.make_appointment", "appointment", ref, plan=plan.name,
        starts=said(slot.start), seat=seat,
    )  # fmt: skip
    twice = whereabouts.double(work, draft.resident_id, [slot], but=booking_id)
    return Placed(ref, occurrence_id, seat, slot.start, slot.end, tuple(twice))


def _seat(work: Work, plan: Plan, slot: TimeRange, draft: AppointmentDraft) -> tuple[int, int, int, int]:
    """The slot's occurrence, a free number in it, its capacity and its booking; books the slot when nobody has it.

    Raises Clash, Invalid.
    """
    work.one_at_a_time(f"slot:{plan.id}:{slot.start}")
    row = work.row(_SLOT, {"plan": plan.id, "starts": slot.start})
    if row is None:
        made = service.book(
            work,
            BookingDraft(
                room_id=plan.room_id,
                starts=slot.start,
                ends=slot.end,
                title=plan.name,
                for_center=True,
                kind=BookingKind.SERVICE,
                resources=plan.resources,
                service_id=plan.service_id,
            ),
        )
        ref = made.occurrence_ids[0]
        work.insert(appointment_slot, occurrence_id=ref, plan_id=plan.id, capacity=plan.capacity)
        return ref, 1, plan.capacity, made.booking_id
    taken = _taken(work, row.occurrence_id)
    if draft.resident_id is not None and any(one.resident_id == draft.resident_id for one in taken):
        raise Invalid(Problem("who", "booking.already_in_slot", {"start": said(slot.start)}))
    used = {one.seat_no for one in taken}
    seat = next((n for n in range(1, row.capacity + 1) if n not in used), None)
    if seat is None:
        raise Clash(_full(plan, slot), alternatives=_next(work, plan))
    return row.occurrence_id, seat, row.capacity, row.booking_id


def _taken(work: Work, occurrence_id: int) -> Sequence[Any]:
    """The places of a slot that are given, with who has them."""
    return work.rows(_SEATS, {"occurrence": occurrence_id})


def _tidy(work: Work, occurrence_id: int, booking_id: int, reason: str) -> None:
    """Say on the slot's booking how many come, and whose it is when it is one; without anybody let it go."""
    names = work.rows(
        sa.select(appointment.c.who).where(
            appointment.c.occurrence_id == occurrence_id, appointment.c.status == SeatStatus.BOOKED
        )
    )
    if names:
        work.update(booking, booking_id, people=len(names), who=names[0].who if len(names) == 1 else "")
        return
    status = work.value(sa.select(occurrence.c.status).where(occurrence.c.id == occurrence_id))
    if status in HOLDING:
        cancel_service.cancel_occurrence(work, occurrence_id, reason)


def _plan(work: Work, plan_id: int) -> Plan:
    plan = plan_row(work, plan_id).plan
    if plan.status is Use.RETIRED:
        raise Invalid(Problem("plan_id", "booking.plan_retired", {"name": plan.name}))
    return plan


def _slot(work: Work, plan: Plan, draft: AppointmentDraft) -> TimeRange:
    """The slot that begins at the wanted time.  Raises Invalid."""
    if draft.starts is not None:
        day = draft.starts.date()
        for slot in slots_on(plan, day, places(work).hours(plan.room_id, day).spans):
            if slot.start == draft.starts:
                return slot
    raise Invalid(no_slot(draft))


def _saved_before(work: Work, draft: AppointmentDraft) -> Placed | None:
    if not draft.client_key:
        return None
    work.one_at_a_time(draft.client_key)
    row = work.row(
        _ONE.where(appointment.c.center_id == work.center_id, appointment.c.client_key == draft.client_key)
    )
    if row is None:
        return None
    return Placed(row.id, row.occurrence_id, row.seat_no, row.starts, row.ends, again=True)


def _one(work: Work, appointment_id: int) -> Any:
    row = work.row(_ONE.where(appointment.c.center_id == work.center_id, appointment.c.id == appointment_id))
    if row is None:
        raise NotFound("appointment", appointment_id)
    return row


def _next(work: Work, plan: Plan) -> tuple[SlotRow, ...]:
    """The next three free slots, within two weeks."""
    today = work.clock.today()
    last = today + timedelta(days=min(14, plan.horizon_days))
    return tuple(free_slots(work, plan.id, today, last)[:3])


def _full(plan: Plan, slot: TimeRange) -> Problem:
    return Problem("starts", "booking.slot_full", {"name": plan.name, "start": said(slot.start)})


def _not_now(plan: Plan, slot: TimeRange, now: datetime) -> Problem:
    if slot.day > now.date() + timedelta(days=plan.horizon_days):
        return Problem("starts", "booking.slot_too_far", {"days": plan.horizon_days})
    return Problem(
        "starts", "booking.slot_too_late", {"start": said(slot.start), "minutes": plan.notice_minutes}
    )
