"""Cancelling days of bookings, and bringing them back while their rooms are free.

A cancelled day keeps its row, its reason and its place in the history; only its claims go, so that the room
is free at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import claims, taking
from neighborcenter.booking.events import OccurrenceBooked, OccurrenceCancelled
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.rules import said
from neighborcenter.kit.model import aside
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What was cancelled: hand `occurrence_ids` to `restore` to take it back."""

    booking_id: int
    occurrence_ids: tuple[int, ...]


_FIELDS = sa.select(
    occurrence.c.id,
    occurrence.c.booking_id,
    occurrence.c.room_id,
    occurrence.c.starts,
    occurrence.c.ends,
    occurrence.c.status,
    booking.c.title,
).join(booking, booking.c.id == occurrence.c.booking_id)
_SOME = _FIELDS.where(
    aside(occurrence.c.center_id) == sa.bindparam("center"),
    occurrence.c.id.in_(sa.bindparam("ids", expanding=True)),
).order_by(occurrence.c.starts)
_OF_BOOKING = _FIELDS.where(
    aside(occurrence.c.center_id) == sa.bindparam("center"),
    occurrence.c.booking_id == sa.bindparam("booking"),
).order_by(occurrence.c.starts)
_SET = occurrence.update().where(occurrence.c.id.in_(sa.bindparam("ids", expanding=True)))


def cancel_occurrence(work: Work, occurrence_id: int, reason: str = "") -> Cancelled:
    """Cancel one day.  Raises NotFound, Invalid when it is cancelled already."""
    work.require(Permission.BOOKING_CANCEL)
    row = _one(work, occurrence_id)
    if row.status is OccurrenceStatus.CANCELLED:
        raise Invalid(Problem("", "booking.already_cancelled"))
    return _cancel(work, [row], reason)


def cancel_following(work: Work, occurrence_id: int, reason: str = "") -> Cancelled:
    """Cancel this day and every later one of its booking.

    Raises NotFound, Invalid when all of them are cancelled already.
    """
    work.require(Permission.BOOKING_CANCEL)
    first = _one(work, occurrence_id)
    rows = work.rows(_OF_BOOKING, {"center": work.center_id, "booking": first.booking_id})
    return _cancel(work, [row for row in rows if row.starts >= first.starts and _is_booked(row)], reason)


def cancel_booking(work: Work, booking_id: int, reason: str = "") -> Cancelled:
    """Cancel every day of a booking that is not over yet; days that were held stay in the history.

    Raises NotFound, Invalid when no such day is left.
    """
    work.require(Permission.BOOKING_CANCEL)
    rows = work.rows(_OF_BOOKING, {"center": work.center_id, "booking": booking_id})
    if not rows:
        raise NotFound("booking", booking_id)
    now = work.clock.local()
    return _cancel(work, [row for row in rows if _is_booked(row) and row.ends > now], reason)


def restore(work: Work, occurrence_ids: Sequence[int]) -> None:
    """Bring cancelled days back, all or none.

    Raises NotFound, Invalid for a day that is not cancelled, Clash when a room has been given to others.
    """
    work.require(Permission.BOOKING_CANCEL)
    ids = sorted(set(occurrence_ids))
    rows = work.rows(_SOME, {"center": work.center_id, "ids": ids})
    if len(rows) != len(ids) or not rows:
        raise NotFound("occurrence", next(iter(set(ids) - {row.id for row in rows}), ""))
    if any(_is_booked(row) for row in rows):
        raise Invalid(Problem("", "booking.not_cancelled"))
    taking.take_again(work, {row.id: TimeRange(row.starts, row.ends) for row in rows})
    work.execute(
        _SET.values(status=OccurrenceStatus.BOOKED, cancel_reason="", cancelled_at=None), {"ids": ids}
    )
    for row in rows:
        during = TimeRange(row.starts, row.ends)
        work.publish(OccurrenceBooked(row.id, row.booking_id, row.room_id, during))
    work.record(
        "booking.restore", "booking", rows[0].booking_id, title=rows[0].title, occurrences=ids,
        starts=said(rows[0].starts),
    )  # fmt: skip


def _one(work: Work, occurrence_id: int) -> sa.Row[*tuple[Any, ...]]:
    row = work.row(_SOME, {"center": work.center_id, "ids": [occurrence_id]})
    if row is None:
        raise NotFound("occurrence", occurrence_id)
    return row


def _is_booked(row: sa.Row[*tuple[Any, ...]]) -> bool:
    return bool(row.status is OccurrenceStatus.BOOKED)


def _cancel(work: Work, rows: Sequence[sa.Row[*tuple[Any, ...]]], reason: str) -> Cancelled:
    if not rows:
        raise Invalid(Problem("", "booking.nothing_to_cancel"))
    ids = [row.id for row in rows]
    reason = reason.strip()
    work.execute(
        _SET.values(status=OccurrenceStatus.CANCELLED, cancel_reason=reason, cancelled_at=work.clock.now()),
        {"ids": ids},
    )
    claims.drop(work, ids)
    work.record(
        "booking.cancel", "booking", rows[0].booking_id, title=rows[0].title, occurrences=ids,
        starts=said(rows[0].starts), reason=reason,
    )  # fmt: skip
    for row in rows:
        during = TimeRange(row.starts, row.ends)
        work.publish(OccurrenceCancelled(row.id, row.booking_id, row.room_id, during, reason))
    return Cancelled(rows[0].booking_id, tuple(ids))
