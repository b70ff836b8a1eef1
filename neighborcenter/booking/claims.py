"""Claims: one row for each smallest room an active occurrence needs, so that one constraint guards all.

Booking a divided hall claims every part of it; two claims of one unit may not overlap.  The check here runs
under the write lock and names who is in the way; the trigger (SQLite) or exclusion constraint (PostgreSQL)
behind it is the last guard, and `refusing_overlaps` turns its word into the same `Clash`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.rules import LONGEST, said
from neighborcenter.center.models import room
from neighborcenter.kit.problems import Clash, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Taken:
    """An occurrence that stands in the way."""

    occurrence_id: int
    booking_id: int
    room_id: int
    room: str
    title: str
    who: str
    starts: datetime
    ends: datetime

    def problem(self) -> Problem:
        """The sentence beside the start of the form."""
        end = f"{self.ends:%H:%M}" if self.ends.date() == self.starts.date() else said(self.ends)
        params = {"room": self.room, "start": said(self.starts), "end": end, "title": self.title}
        return Problem("starts", "booking.clash", params)


# Bounded from below by the longest occurrence: without `since` the index range grows with all of history
# (measured on a million bookings: 2,958 µs instead of 13).
_OVERLAPPING = (
    claim.c.starts < sa.bindparam("ends", type_=claim.c.ends.type),
    claim.c.starts > sa.bindparam("since", type_=claim.c.starts.type),
    claim.c.ends > sa.bindparam("starts", type_=claim.c.starts.type),
)
_IN_THE_WAY = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        room.c.name,
        booking.c.title,
        booking.c.who,
        occurrence.c.starts,
        occurrence.c.ends,
    )
    .select_from(
        claim.join(occurrence, occurrence.c.id == claim.c.occurrence_id)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == occurrence.c.room_id)
    )
    .where(
        claim.c.unit_id == sa.bindparam("unit"), *_OVERLAPPING, claim.c.occurrence_id != sa.bindparam("but")
    )
    .order_by(claim.c.starts)
)
_BUSY_UNITS = sa.select(claim.c.unit_id).where(
    claim.c.unit_id.in_(sa.bindparam("units", expanding=True)), *_OVERLAPPING
)
_CLAIM_BOOKING = claim.insert().from_select(
    ["center_id", "unit_id", "starts", "ends", "occurrence_id"],
    sa.select(occurrence.c.center_id, room.c.id, occurrence.c.starts, occurrence.c.ends, occurrence.c.id)
    .select_from(occurrence.join(room, room.c.id.in_(sa.bindparam("units", expanding=True))))
    .where(occurrence.c.booking_id == sa.bindparam("booking")),
)
_DROP = claim.delete().where(claim.c.occurrence_id.in_(sa.bindparam("occurrences", expanding=True)))
# A row lock that other writers respect but that does not block the foreign keys of other bookings.
_HOLD = (
    sa.select(room.c.id)
    .where(room.c.id.in_(sa.bindparam("units", expanding=True)))
    .order_by(room.c.id)
    .with_for_update(key_share=True)
)


def in_the_way(read: Read, units: Sequence[int], during: TimeRange, but: int = 0) -> list[Taken]:
    """The occurrences holding one of the units during that time, earliest first; `but` one of them."""
    bounds = {"starts": during.start, "ends": during.end, "since": during.start - LONGEST, "but": but}
    found: dict[int, Taken] = {}
    for unit in units:
        for row in read.rows(_IN_THE_WAY, {"unit": unit, **bounds}):
            found.setdefault(row[0], Taken(*tuple(row)))
    return list(found.values()) if len(units) == 1 else sorted(found.values(), key=lambda t: t.starts)


def busy_units(read: Read, units: Sequence[int], during: TimeRange) -> set[int]:
    """Which of the units are held at some moment of that time."""
    bounds = {"starts": during.start, "ends": during.end, "since": during.start - LONGEST}
    return {row[0] for row in read.rows(_BUSY_UNITS, {"units": list(units), **bounds})}


def hold(work: Work, units: Sequence[int]) -> None:
    """Let no other desk book these units until this act is kept.

    SQLite's BEGIN IMMEDIATE has done so already; PostgreSQL locks the rows of the rooms, in order of their
    ids so that two desks cannot wait for each other.
    """
    if work.dialect == "postgresql":
        work.rows(_HOLD, {"units": list(units)})


def claim_one(work: Work, occurrence_id: int, units: Sequence[int], during: TimeRange) -> None:
    """Claim the units for one occurrence.  Raises Clash."""
    with refusing_overlaps():
        for unit in units:
            work.insert(
                claim, unit_id=unit, starts=during.start, ends=during.end, occurrence_id=occurrence_id
            )


def claim_booking(work: Work, booking_id: int, units: Sequence[int]) -> None:
    """Claim the units for every occurrence of a new booking in one statement.  Raises Clash."""
    with refusing_overlaps():
        work.execute(_CLAIM_BOOKING, {"booking": booking_id, "units": list(units)})


def drop(work: Work, occurrence_ids: Sequence[int]) -> None:
    """Give the units of these occurrences back."""
    work.execute(_DROP, {"occurrences": list(occurrence_ids)})


@contextmanager
def refusing_overlaps() -> Iterator[None]:
    """Turn the database's own refusal of overlapping claims into `Clash`."""
    try:
        yield
    except IntegrityError as error:
        if "claim_overlap" not in str(error.orig):
            raise
        raise Clash(Problem("starts", "booking.taken_meanwhile")) from error
