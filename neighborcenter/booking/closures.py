"""What a closure does to bookings: their days are suspended, whoever booked is put on a call list, and when the
closure is lifted the days come back where their rooms are still free.

A cancelled day stays cancelled.  What could not come back stays suspended and can be brought back by hand
(`series_service.readd`), in another room if need be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.booking import affected, calls, series_taking, taking
from neighborcenter.booking.affected import DAYS, AffectedDay
from neighborcenter.booking.coming_back import Returning, closed_at, statuses_of
from neighborcenter.booking.events import OccurrenceBooked, OccurrenceSuspended
from neighborcenter.booking.free import FreeRoom, free_rooms
from neighborcenter.booking.kinds import CallOutcome, OccurrenceStatus
from neighborcenter.booking.models import call_entry, call_list, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.series_days import InTheWay
from neighborcenter.center.drafts import Closure
from neighborcenter.center.events import DaysClosed, DaysReopened
from neighborcenter.center.rules import concerns
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work

SUBJECT = "closed_day"
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Return:
    """Whether a suspended day can come back when its closure is lifted.

    `closed_by` is another closure that still holds, `taken` who has the room now; without either it comes back.
    """

    day: AffectedDay
    taken: tuple[InTheWay, ...] = ()
    closed_by: Closure | None = None
    other_rooms: tuple[FreeRoom, ...] = ()

    @property
    def comes_back(self) -> bool:
        """Whether its room is free for it."""
        return not self.taken and self.closed_by is None

    @property
    def problem(self) -> Problem | None:
        """Why it cannot come back."""
        if self.taken:
            return self.taken[0].problem()
        if self.closed_by is not None:
            params = {"day": self.day.during.day, "reason": self.closed_by.reason}
            return Problem("start", "center.closed_day", params)
        return None


def on_days_closed(work: Work, event: DaysClosed) -> None:
    """Suspend what was booked in the closed time, and note who must be told."""
    during = TimeRange(event.start, event.end)
    room_ids = () if event.room_id is None else (event.room_id,)
    series_taking.lock_rooms(work, room_ids)
    days = affected.days_in(work, during, room_ids=room_ids)
    if not days:
        return
    ids = [day.occurrence_id for day in days]
    work.execute(
        occurrence.update()
        .where(occurrence.c.id.in_(ids))
        .values(
            status=OccurrenceStatus.SUSPENDED, suspended_by_id=event.closure_id, cancel_reason=event.reason
        )
    )
    taking.give_back(work, ids)
    wanted = affected.calls_for(work, days)
    if wanted:
        title = _("Closed {day}: {reason}").format(day=event.start.date(), reason=event.reason)
        calls.keep_list(
            work,
            title=title,
            subject=SUBJECT,
            subject_id=event.closure_id,
            words=event.reason,
            entries=wanted,
        )
    work.record(
        "booking.suspend", "closed_day", event.closure_id, days=len(ids), occurrences=ids, calls=len(wanted)
    )
    for day in days:
        work.publish(
            OccurrenceSuspended(day.occurrence_id, day.booking_id, day.room_id, day.during, event.reason)
        )


def on_days_reopened(work: Work, event: DaysReopened) -> None:
    """Give back what the closure had suspended, where it is still free."""
    series_taking.lock_rooms(work, () if event.room_id is None else (event.room_id,))
    back, left = [], []
    left_at = closed_at(work, event.closure_id)
    # One after the other: a day that has come back may be in the way of the next.
    for day in suspended_by(work, event.closure_id):
        found = _return_of(work, day, event.closure_id)
        if day.during.end > work.clock.local() and found.comes_back:
            _bring_back(work, day, left_at)
            back.append(day)
        else:
            other = found.closed_by.ref if found.closed_by is not None else None
            work.update(occurrence, day.occurrence_id, suspended_by_id=other)
            left.append(day)
    # Days cancelled meanwhile stay cancelled; only their mark goes with the closure.
    work.execute(
        occurrence.update()
        .where(occurrence.c.suspended_by_id == event.closure_id)
        .values(suspended_by_id=None)
    )
    _tell_again(work, event, back)
    if back or left:
        work.record(
            "booking.resume",
            "closed_day",
            event.closure_id,
            back=[day.occurrence_id for day in back],
            left=[day.occurrence_id for day in left],
        )


def suspended_by(read: Read, closure_id: int) -> tuple[AffectedDay, ...]:
    """The days a closure has suspended, earliest first."""
    return affected.listed(
        read,
        DAYS.where(
            occurrence.c.suspended_by_id == closure_id, occurrence.c.status == OccurrenceStatus.SUSPENDED
        ),
    )


def returns(read: Read, closure_id: int) -> tuple[Return, ...]:
    """What would come back if the closure were lifted now; days that are over are left out."""
    now = read.clock.local()
    found = []
    for day in suspended_by(read, closure_id):
        if day.during.end <= now:
            continue
        one = _return_of(read, day, closure_id)
        if not one.comes_back:
            rooms = free_rooms(read, day.during, but=day.room_id)[:OFFERED]
            one = Return(day, one.taken, one.closed_by, tuple(rooms))
        found.append(one)
    return tuple(found)


def _return_of(read: Read, day: AffectedDay, closure_id: int) -> Return:
    opening = places(read).opening
    still = next(
        (
            closure
            for closure in opening.closures
            if closure.ref != closure_id
            and closure.start < day.during.end
            and day.during.start < closure.end
            and concerns(closure, day.room_id, opening)
        ),
        None,
    )
    needs = taking.kept_needs(read, [day.occurrence_id])[day.occurrence_id]
    found = taking.obstacles(read, needs, day.during, but=day.occurrence_id, agreed=True)
    return Return(day, found.all, still)


def _bring_back(work: Work, day: AffectedDay, left_at: datetime | None) -> None:
    back = Returning(day.occurrence_id, day.room_id, day.during, left_at)
    status = statuses_of(work, day.booking_id, [back])[day.occurrence_id]
    work.update(
        occurrence,
        day.occurrence_id,
        status=status,
        suspended_by_id=None,
        cancel_reason="",
    )
    taking.take_again(work, {day.occurrence_id: day.during})
    work.publish(OccurrenceBooked(day.occurrence_id, day.booking_id, day.room_id, day.during))


def _tell_again(work: Work, event: DaysReopened, back: Sequence[AffectedDay]) -> None:
    """Whoever was told of the closure must hear that it is over; calls not made yet need not be made."""
    list_id = calls.list_about(work, SUBJECT, event.closure_id)
    if list_id is None:
        return
    told = work.value(
        sa.select(sa.func.count()).where(
            call_entry.c.call_list_id == list_id, call_entry.c.outcome == CallOutcome.TOLD
        )
    )
    work.update(call_list, list_id, closed_at=work.clock.now())
    wanted = affected.calls_for(work, back) if told else []
    if wanted:
        title = _("Open again from {day}").format(day=event.start.date())
        calls.keep_list(
            work, title=title, subject=SUBJECT, subject_id=event.closure_id, words="", entries=wanted
        )
