"""Days that wait to come back: left out when their series was booked, or suspended when a closure was lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import affected, rules, taking
from neighborcenter.booking.affected import DAYS, AffectedDay
from neighborcenter.booking.free import FreeRoom, free_rooms
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.series_days import InTheWay
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read

AHEAD = timedelta(days=60)
"""So far ahead days are offered; later ones are looked at later."""
MOST = 200
OFFERED = 3


@dataclass(frozen=True, slots=True)
class WaitingDay:
    """A day that could come back.  Without `taken` and `shut` its own room is free for it."""

    day: AffectedDay
    reason: str
    taken: tuple[InTheWay, ...] = ()
    shut: tuple[Problem, ...] = ()
    other_rooms: tuple[FreeRoom, ...] = ()

    @property
    def free(self) -> bool:
        """Whether it can be booked again as it was."""
        return not self.taken and not self.shut


# A series that is over or cancelled as a whole waits for nothing.
_other = occurrence.alias("other")
_LIVE = (
    sa.select(_other.c.id)
    .where(
        _other.c.booking_id == occurrence.c.booking_id,
        _other.c.status.in_([*HOLDING, OccurrenceStatus.SUSPENDED]),
    )
    .exists()
)
_REASONS = sa.select(occurrence.c.id, occurrence.c.cancel_reason, booking.c.people).join(
    booking, booking.c.id == occurrence.c.booking_id
)


def waiting(read: Read, booking_id: int | None = None) -> tuple[WaitingDay, ...]:
    """The days that wait, of one series or of all in the next 60 days, earliest first.

    Each with what is in its way and rooms that are free instead; days suspended by a closure that still holds
    wait for the closure and are not among them.
    """
    read.require(Permission.BOOKING_VIEW)
    now = read.clock.local()
    wanted = DAYS.where(
        sa.or_(
            occurrence.c.status == OccurrenceStatus.SKIPPED,
            sa.and_(
                occurrence.c.status == OccurrenceStatus.SUSPENDED, occurrence.c.suspended_by_id.is_(None)
            ),
        ),
        # The same words as the index has, so that it answers.
        sa.text("occurrence.status IN ('skipped', 'suspended')"),
        occurrence.c.starts > now,
        _LIVE,
    ).limit(MOST)
    if booking_id is None:
        wanted = wanted.where(occurrence.c.starts < now + AHEAD)
    else:
        wanted = wanted.where(occurrence.c.booking_id == booking_id)
    days = affected.listed(read, wanted)
    if not days:
        return ()
    ids = [day.occurrence_id for day in days]
    more = {row.id: row for row in read.rows(_REASONS.where(occurrence.c.id.in_(ids)))}
    needs = taking.kept_needs(read, ids)
    known = places(read)
    found = []
    for day in days:
        facts = known.facts(read, day.room_id)
        shut = tuple(rules.problems_on_day(day.during, facts))
        shut = tuple(problem for problem in shut if problem.level == "error")
        taken = taking.obstacles(read, needs[day.occurrence_id], day.during, but=day.occurrence_id).all
        row = more[day.occurrence_id]
        rooms: tuple[FreeRoom, ...] = ()
        if taken or shut:
            rooms = tuple(free_rooms(read, day.during, row.people, but=day.room_id)[:OFFERED])
        found.append(WaitingDay(day, row.cancel_reason, taken, shut, rooms))
    return tuple(found)


def free_again(read: Read) -> int:
    """How many left-out days of the next 60 days could be booked as they were: what the bell says."""
    return sum(day.free for day in waiting(read))
