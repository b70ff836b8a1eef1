"""Claims: one row for each smallest room an active occurrence needs, so that one constraint guards all.

Booking a divided hall claims every part of it; two claims of one unit may not overlap.  The check here runs
under the write lock and names who is in the way; the trigger (SQLite) or exclusion constraint (PostgreSQL)
behind it is the last guard, and `refusing_overlaps` turns its word into the same `Clash`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.resource_models import resource_claim
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
    setup_minutes: int = 0
    cleanup_minutes: int = 0

    def problem(self) -> Problem:
        """The sentence beside the start of the form."""
        end = f"{self.ends:%H:%M}" if self.ends.date() == self.starts.date() else said(self.ends)
        params = {"room": self.room, "start": said(self.starts), "end": end, "title": self.title}
        if not self.setup_minutes and not self.cleanup_minutes:
            return Problem("starts", "booking.clash", params)
        kept = {
            "from": f"{self.starts - timedelta(minutes=self.setup_minutes):%H:%M}",
            "until": f"{self.ends + timedelta(minutes=self.cleanup_minutes):%H:%M}",
        }
        return Problem("starts", "booking.clash_around", params | kept)


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
        occurrence.c.setup_minutes,
        occurrence.c.cleanup_minutes,
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
_DROP = claim.delete().where(claim.c.occurrence_id.in_(sa.bindparam("occurrences", expanding=True)))
_DROP_THINGS = resource_claim.delete().where(
    resource_claim.c.occurrence_id.in_(sa.bindparam("occurrences", expanding=True))
)
_REFUSALS = (
    ("resource_overlap", "resources", "booking.resource_meanwhile"),
    ("resource_claim_unit_no", "resources", "booking.resource_meanwhile"),
    ("claim_overlap", "starts", "booking.taken_meanwhile"),
    ("hold_overlap", "starts", "booking.held_meanwhile"),
)
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


def claim_many(work: Work, units: Sequence[int], days: Sequence[tuple[int, TimeRange]]) -> None:
    """Claim the units for many occurrences (id, time) at once.  Raises Clash."""
    with refusing_overlaps():
        work.insert_many(
            claim,
            [
                {"unit_id": unit, "starts": during.start, "ends": during.end, "occurrence_id": ref}
                for ref, during in days
                for unit in units
            ],
        )


def drop(work: Work, occurrence_ids: Sequence[int]) -> None:
    """Give back what these occurrences hold: units, equipment and staff."""
    work.execute(_DROP, {"occurrences": list(occurrence_ids)})
    work.execute(_DROP_THINGS, {"occurrences": list(occurrence_ids)})


@contextmanager
def refusing_overlaps() -> Iterator[None]:
    """Turn the database's own refusal of overlapping claims and holds into `Clash`."""
    try:
        yield
    except IntegrityError as error:
        said_by_database = str(error.orig)
        for guard, field, code in _REFUSALS:
            if guard in said_by_database:
                raise Clash(Problem(field, code)) from error
        raise
