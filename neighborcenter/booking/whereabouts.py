"""Where people are at a time: nobody is in two places.

For residents it is a warning, because a grandmother may book for two; staff are refused by their claims
(`stock`).  Other rooms of the house add what they know on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
    bounds = {
        "ids": list(resident_ids), "starts": during.start, "ends": during.end,
        "since": during.start - LONGEST, "but": but,
    }  # fmt: skip
    found: dict[tuple[int, int], Elsewhere] = {}
    for statement in (_BOOKINGS, _APPOINTMENTS, _WORK):
        for row in read.rows(statement, bounds):
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
    occurrence.c.status.in_(HOLDING),
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
_IDS: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_BOOKINGS = (
    sa.select(booking.c.resident_id, *_WHAT).select_from(_DAYS).where(booking.c.resident_id.in_(_IDS), *_WHEN)
)
_APPOINTMENTS = (
    sa.select(appointment.c.resident_id, *_WHAT)
    .select_from(_DAYS.join(appointment, appointment.c.occurrence_id == occurrence.c.id))
    .where(appointment.c.resident_id.in_(_IDS), appointment.c.status == SeatStatus.BOOKED, *_WHEN)
)
_WORK = (
    sa.select(resource.c.resident_id, *_WHAT)
    .select_from(
        _DAYS.join(resource_claim, resource_claim.c.occurrence_id == occurrence.c.id).join(
            resource, resource.c.id == resource_claim.c.resource_id
        )
    )
    .where(resource.c.resident_id.in_(_IDS), *_WHEN)
)
