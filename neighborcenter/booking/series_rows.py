"""A series as it is kept: its booking, its days with the slots their rule gave them, and what they take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.kinds import HOLDING, BookingKind, OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.kit.model import aside
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.recurrence import Rule
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One day of a series as it is kept.  `slot` is where the rule put it, `during` where it is now."""

    occurrence_id: int
    booking_id: int
    room_id: int
    during: TimeRange
    slot: datetime
    status: OccurrenceStatus
    reason: str
    setup_minutes: int
    cleanup_minutes: int
    suspended_by_id: int | None

    @property
    def holds(self) -> bool:
        """Whether it holds its room."""
        return self.status in HOLDING

    @property
    def moved(self) -> bool:
        """Whether it was taken elsewhere by itself."""
        return self.slot != self.during.start


@dataclass(frozen=True, slots=True)
class Series:
    """A booking with all its days, cancelled ones among them, in the order of their slots.

    `apart` are the days of it that became bookings of their own: they never come back by an edit.
    """

    booking_id: int
    room_id: int
    title: str
    who: str
    phone: str
    resident_id: int | None
    group_id: int | None
    for_center: bool
    people: int
    kind: BookingKind
    note: str
    standing: Standing
    service_id: int | None
    rule_text: str
    version: int
    rows: tuple[SeriesRow, ...]
    apart: frozenset[date] = frozenset()

    @property
    def rule(self) -> Rule | None:
        """Its repetition; None for a single booking."""
        return Rule.parse(self.rule_text) if self.rule_text else None

    def row(self, occurrence_id: int) -> SeriesRow:
        """One of its days."""
        return next(row for row in self.rows if row.occurrence_id == occurrence_id)


_SLOT = sa.func.coalesce(occurrence.c.slot, occurrence.c.starts, type_=occurrence.c.starts.type)
_ROWS = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        occurrence.c.starts,
        occurrence.c.ends,
        _SLOT,
        occurrence.c.status,
        occurrence.c.cancel_reason,
        occurrence.c.setup_minutes,
        occurrence.c.cleanup_minutes,
        occurrence.c.suspended_by_id,
    )
    .where(aside(occurrence.c.center_id) == sa.bindparam("center"))
    .order_by(_SLOT, occurrence.c.id)
)
_BOOKING = sa.select(
    booking.c.id,
    booking.c.room_id,
    booking.c.title,
    booking.c.who,
    booking.c.phone,
    booking.c.resident_id,
    booking.c.group_id,
    booking.c.for_center,
    booking.c.people,
    booking.c.kind,
    booking.c.note,
    booking.c.standing,
    booking.c.service_id,
    booking.c.rule,
    booking.c.version,
).where(booking.c.center_id == sa.bindparam("center"), booking.c.id == sa.bindparam("booking"))
_APART = (
    sa.select(_SLOT)
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(booking.c.split_from_id == sa.bindparam("booking"), booking.c.rule == "")
)
BELONG_WHERE_THEY_ARE = (
    occurrence.update()
    .where(occurrence.c.booking_id == sa.bindparam("booking"), occurrence.c.slot.is_not(None))
    .values(slot=occurrence.c.starts)
)
"""A single booking has no rule that put it anywhere: the slots of an earlier series are forgotten."""
PLACE = (
    occurrence.update()
    .where(occurrence.c.id == sa.bindparam("ref"))
    .values(
        room_id=sa.bindparam("room"),
        starts=sa.bindparam("begins"),
        ends=sa.bindparam("until"),
        slot=sa.bindparam("put"),
        setup_minutes=sa.bindparam("before"),
        cleanup_minutes=sa.bindparam("after"),
        status=sa.bindparam("standing"),
        cancel_reason="",
        suspended_by_id=None,
    )
)
"""A day at another place and time."""


def series_of_day(read: Read, occurrence_id: int) -> Series:
    """The series a day belongs to.  Raises NotFound."""
    booking_id = read.value(
        sa.select(occurrence.c.booking_id).where(
            occurrence.c.id == occurrence_id, occurrence.c.center_id == read.center_id
        )
    )
    if booking_id is None:
        raise NotFound("occurrence", occurrence_id)
    return series(read, booking_id)


def series(read: Read, booking_id: int) -> Series:
    """A booking with all its days.  Raises NotFound."""
    head = read.row(_BOOKING, {"center": read.center_id, "booking": booking_id})
    if head is None:
        raise NotFound("booking", booking_id)
    days = read.rows(_ROWS.where(occurrence.c.booking_id == booking_id), {"center": read.center_id})
    apart = frozenset(row[0].date() for row in read.rows(_APART, {"booking": booking_id}))
    kept = tuple(_row(day) for day in days)
    if not head.rule:
        # A single booking has no rule that put it anywhere: it belongs where it is.
        kept = tuple(replace(row, slot=row.during.start) for row in kept)
    values: list[Any] = [*head, kept, apart]
    return Series(*values)


def rows(read: Read, occurrence_ids: list[int]) -> list[SeriesRow]:
    """Days by their ids; ids that are gone are left out."""
    found = read.rows(_ROWS.where(occurrence.c.id.in_(occurrence_ids)), {"center": read.center_id})
    return [_row(day) for day in found]


def _row(day: Any) -> SeriesRow:
    return SeriesRow(day[0], day[1], day[2], TimeRange(day[3], day[4]), *tuple(day)[5:])
