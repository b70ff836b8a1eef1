"""How much the rooms were used: hours of hours open, by room and by kind, for papers and the board of figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.places import places
from neighborcenter.kit.times import days_between
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class RoomUse:
    """One room in a range of days.

    A divided hall counts the average of its parts: half of it used for two hours is one hour of the hall.
    `times` are occurrences booked in the room itself.
    """

    room_id: int
    name: str
    times: int
    used_minutes: int
    open_minutes: int

    @property
    def use(self) -> float:
        """Hours used of hours open, 0.0–1.0 (more when used outside the hours)."""
        return self.used_minutes / self.open_minutes if self.open_minutes else 0.0


@dataclass(frozen=True, slots=True)
class KindUse:
    """One kind of use in a range of days; `people` as the bookings expected them."""

    kind: BookingKind
    times: int
    minutes: int
    people: int


def room_use(read: Read, first: date, end: date) -> list[RoomUse]:
    """Every room from `first` up to, not including, `end`, in the center's order.

    An occurrence counts on the day it starts.  Retired rooms are left out unless they were used.
    """
    read.require(Permission.BOOKING_VIEW)
    known = places(read)
    window = _window(first, end)
    minutes = sa.func.sum(_minutes(read, claim))
    held = {
        row[0]: int(row[1])
        for row in read.rows(
            sa.select(claim.c.unit_id, minutes)
            .where(claim.c.unit_id.in_(list(known)), claim.c.starts >= window[0], claim.c.starts < window[1])
            .group_by(claim.c.unit_id)
        )
    }
    times = {
        row[0]: row[1]
        for row in read.rows(
            sa.select(occurrence.c.room_id, sa.func.count())
            .where(*_in_window(read, window))
            .group_by(occurrence.c.room_id)
        )
    }
    days = days_between(first, end)
    found = []
    for place in known.values():
        used = round(sum(held.get(unit, 0) for unit in place.units) / len(place.units))
        if place.retired and not used:
            continue
        opened = sum(span.minutes for day in days for span in known.hours(place.room_id, day).spans)
        found.append(RoomUse(place.room_id, place.name, times.get(place.room_id, 0), used, opened))
    return found


def kind_use(read: Read, first: date, end: date) -> list[KindUse]:
    """What the rooms were used for in that range, every kind in its fixed order."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(
        sa.select(
            booking.c.kind,
            sa.func.count(),
            sa.func.sum(_minutes(read, occurrence)),
            sa.func.sum(booking.c.people),
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(*_in_window(read, _window(first, end)))
        .group_by(booking.c.kind)
    )
    found = {row[0]: KindUse(row[0], row[1], int(row[2]), int(row[3])) for row in rows}
    return [found.get(kind, KindUse(kind, 0, 0, 0)) for kind in BookingKind]


def _window(first: date, end: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(end, time())


def _in_window(read: Read, window: tuple[datetime, datetime]) -> list[sa.ColumnElement[bool]]:
    return [
        occurrence.c.center_id == read.center_id,
        occurrence.c.starts >= window[0],
        occurrence.c.starts < window[1],
        occurrence.c.status == OccurrenceStatus.BOOKED,
    ]


def _minutes(read: Read, table: sa.Table) -> sa.ColumnElement[int]:
    """Length in whole minutes; the two engines reckon with times differently."""
    if read.dialect == "postgresql":
        length = sa.type_coerce(table.c.ends, sa.DateTime) - sa.type_coerce(table.c.starts, sa.DateTime)
        return sa.cast(sa.func.extract("epoch", length) / 60, sa.Integer)
    seconds: sa.ColumnElement[int] = sa.func.unixepoch(table.c.ends) - sa.func.unixepoch(table.c.starts)
    return sa.cast(seconds / 60, sa.Integer)
