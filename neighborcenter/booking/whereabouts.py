"""Where people are at a time: nobody is in two places.

For residents it is a warning, because a grandmother may book for two; staff are refused by their claims
(`stock`).  Other rooms of the house add what they know on top.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.kinds import HOLDING, SeatStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import resource, resource_claim
from neighborcenter.booking.rules import LONGEST, said
from neighborcenter.center.models import room
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One thing a resident has at that time: their own booking, an appointment, or work."""

    resident_id: int
    occurrence_id: int
    booking_id: int
    title: str
    room: str
    starts: datetime
    ends: datetime

    @property
    def during(self) -> TimeRange:
        """Its time."""
        return TimeRange(self.starts, self.ends)

    def problem(self) -> Problem:
        """The warning beside the person."""
        params = {
            "title": self.title,
            "room": self.room,
            "start": said(self.starts),
            "end": f"{self.ends:%H:%M}",
        }
        return Problem("who", "booking.elsewhere", params, "warning")


def elsewhere(read: Read, resident_ids: Sequence[int], during: TimeRange, *, but: int = 0) -> list[Elsewhere]:
    """What these residents have at some moment of that time, earliest first; `but` one booking."""
    if not resident_ids:
        return []
    bounds = {"starts": during.start, "ends": during.end, "since": during.start - LONGEST, "but": but}
    one = len(resident_ids) == 1
    who = {"id": resident_ids[0]} if one else {"ids": list(resident_ids)}
    found: dict[tuple[int, int], Elsewhere] = {}
    for row in read.rows(_OF_ONE if one else _OF_MANY, {**who, **bounds}):
        found.setdefault((row[0], row[1]), Elsewhere(*tuple(row)))
    return sorted(found.values(), key=lambda one: (one.starts, one.occurrence_id))


def double(
    read: Read, resident_id: int | None, ranges: Sequence[TimeRange], *, but: int = 0
) -> list[Problem]:
    """Warnings for a resident who is elsewhere on one of these days; one for each other use, three at most."""
    if resident_id is None or not ranges:
        return []
    whole = TimeRange(ranges[0].start, max(during.end for during in ranges))
    found = [
        one
        for one in elsewhere(read, [resident_id], whole, but=but)
        if any(one.during.overlaps(during) for during in ranges)
    ]
    return [one.problem() for one in found[:3]]


_WHEN = (
    # Spelled out, because a list would be written into the statement anew at every save.
    sa.or_(*(occurrence.c.status == status for status in sorted(HOLDING))),
    occurrence.c.starts < sa.bindparam("ends", type_=occurrence.c.ends.type),
    occurrence.c.starts > sa.bindparam("since", type_=occurrence.c.starts.type),
    occurrence.c.ends > sa.bindparam("starts", type_=occurrence.c.starts.type),
    occurrence.c.booking_id != sa.bindparam("but"),
)
_WHAT = (
    occurrence.c.id,
    occurrence.c.booking_id,
    booking.c.title,
    room.c.name,
    occurrence.c.starts,
    occurrence.c.ends,
)
_DAYS = occurrence.join(booking, booking.c.id == occurrence.c.booking_id).join(
    room, room.c.id == occurrence.c.room_id
)


def _anywhere(who: Callable[[sa.ColumnElement[int]], sa.ColumnElement[bool]]) -> sa.CompoundSelect[Any]:
    """Bookings, appointments and work of whoever is asked for."""
    bookings = (
        sa.select(booking.c.resident_id, *_WHAT).select_from(_DAYS).where(who(booking.c.resident_id), *_WHEN)
    )
    appointments = (
        sa.select(appointment.c.resident_id, *_WHAT)
        .select_from(_DAYS.join(appointment, appointment.c.occurrence_id == occurrence.c.id))
        .where(who(appointment.c.resident_id), appointment.c.status == SeatStatus.BOOKED, *_WHEN)
    )
    work = (
        sa.select(resource.c.resident_id, *_WHAT)
        .select_from(
            _DAYS.join(resource_claim, resource_claim.c.occurrence_id == occurrence.c.id).join(
                resource, resource.c.id == resource_claim.c.resource_id
            )
        )
        .where(who(resource.c.resident_id), *_WHEN)
    )
    return sa.union_all(bookings, appointments, work)


# One person is asked for at every save: without a list the statement is written once and for all.
_OF_ONE = _anywhere(lambda column: column == sa.bindparam("id"))
_OF_MANY = _anywhere(lambda column: column.in_(sa.bindparam("ids", expanding=True)))
