"""What a day is when it comes back, cancelled or suspended before: granted as it was, or asked for again.

Nobody is let past an answer: what was only asked for when its day went comes back as a request, and if its
request was answered or has lapsed meanwhile it is asked anew, by the rules of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking import judging
from neighborcenter.booking.kinds import OccurrenceStatus, Standing
from neighborcenter.booking.models import booking
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook.kinds import AnswerStep
from neighborcenter.booking.rulebook.models import booking_answer
from neighborcenter.center.models import closed_day
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Returning:
    """A day about to come back; `left_at` is when it stopped holding its room, None when nobody knows."""

    occurrence_id: int
    room_id: int
    during: TimeRange
    left_at: datetime | None = None


_BOOKING = sa.select(booking).where(booking.c.id == sa.bindparam("booking"))
_ANSWERS = (
    sa.select(booking_answer.c.step, booking_answer.c.open, booking_answer.c.created_at)
    .where(booking_answer.c.booking_id == sa.bindparam("booking"))
    .order_by(booking_answer.c.id)
)
_CLOSED_AT = sa.select(closed_day.c.created_at).where(closed_day.c.id == sa.bindparam("closure"))
_ASKING = (AnswerStep.ASKED, AnswerStep.CHECKED)


def closed_at(work: Work, closure_id: int | None) -> datetime | None:
    """When the days that a closure has suspended stopped holding their rooms."""
    if closure_id is None:
        return None
    moment: datetime | None = work.value(_CLOSED_AT, {"closure": closure_id})
    return moment


def statuses_of(work: Work, booking_id: int, days: Sequence[Returning]) -> dict[int, OccurrenceStatus]:
    """What each of these days of one booking is from now on.

    Called before they hold their rooms again.  Where somebody has to be asked once more this asks.
    """
    row = work.row(_BOOKING, {"booking": booking_id})
    answers = work.rows(_ANSWERS, {"booking": booking_id})
    if row is None or (row.standing is Standing.GRANTED and not answers):
        return {day.occurrence_id: OccurrenceStatus.BOOKED for day in days}
    asked = [day for day in days if row.standing is not Standing.GRANTED or _was_waiting(answers, day)]
    if asked and not _still_asks(work, row, answers, asked):
        ranges = [day.during for day in asked]
        judging.ask_again(work, row, places(work)[asked[0].room_id], ranges)
    waiting = {day.occurrence_id for day in asked}
    return {
        day.occurrence_id: (
            OccurrenceStatus.REQUESTED if day.occurrence_id in waiting else OccurrenceStatus.BOOKED
        )
        for day in days
    }


def _was_waiting(answers: Sequence[Any], day: Returning) -> bool:
    """Whether the day was asked for, and not yet granted, when it left."""
    return _last_step(answers, day) in _ASKING


def _still_asks(work: Work, row: Any, answers: Sequence[Any], days: Sequence[Returning]) -> bool:
    """Whether the request that waits now is that of these days: nobody said yes to less meanwhile."""
    if row.expires_at is not None and row.expires_at <= work.clock.now():
        return False
    if row.standing is Standing.CHECKED:
        return all(_last_step(answers, day) is AnswerStep.CHECKED for day in days)
    return row.standing is Standing.REQUESTED and any(
        one.open and one.step is AnswerStep.ASKED for one in answers
    )


def _last_step(answers: Sequence[Any], day: Returning) -> AnswerStep | None:
    """The last answer that the day was there to hear."""
    if day.left_at is None:
        return None
    heard = [one.step for one in answers if one.created_at <= day.left_at]
    return heard[-1] if heard else None
