"""Cancelling days of bookings, and bringing them back while their rooms are free.

A cancelled day keeps its row, its reason and its place in the history; only its claims go, so that the room
is free at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import claims, taking
from neighborcenter.booking.coming_back import Returning, statuses_of
from neighborcenter.booking.events import OccurrenceBooked, OccurrenceCancelled
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import Places, places
from neighborcenter.booking.rules import can_move, said
from neighborcenter.center.rules import concerns
from neighborcenter.kit.model import aside
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
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
    occurrence.c.suspended_by_id,
    occurrence.c.cancelled_at,
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
    if not can_move(row.status, OccurrenceStatus.CANCELLED):
        raise Invalid(Problem("", "booking.nothing_to_cancel"))
    return _cancel(work, [row], reason)


def cancel_following(work: Work, occurrence_id: int, reason: str = "") -> Cancelled:
    """Cancel this day and every later one of its booking.

    Raises NotFound, Invalid when all of them are cancelled already.
    """
    work.require(Permission.BOOKING_CANCEL)
    first = _one(work, occurrence_id)
    rows = work.rows(_OF_BOOKING, {"center": work.center_id, "booking": first.booking_id})
    return _cancel(work, [row for row in rows if row.starts >= first.starts and _is_live(row)], reason)


def cancel_booking(work: Work, booking_id: int, reason: str = "") -> Cancelled:
    """Cancel every day of a booking that is not over yet; days that were held stay in the history.

    Raises NotFound, Invalid when no such day is left.
    """
    work.require(Permission.BOOKING_CANCEL)
    rows = work.rows(_OF_BOOKING, {"center": work.center_id, "booking": booking_id})
    if not rows:
        raise NotFound("booking", booking_id)
    now = work.clock.local()
    return _cancel(work, [row for row in rows if _is_live(row) and row.ends > now], reason)


def restore(work: Work, occurrence_ids: Sequence[int]) -> None:
    """Bring cancelled days back, all or none; a day that a closure had suspended is suspended again.

    What was only asked for comes back as a request, and asks again when it was answered or lapsed meanwhile.

    Raises NotFound, Invalid for a day that is not cancelled or lies in closed days, Clash when a room has been
    given to others.
    """
    work.require(Permission.BOOKING_CANCEL)
    ids = sorted(set(occurrence_ids))
    rows = work.rows(_SOME, {"center": work.center_id, "ids": ids})
    if len(rows) != len(ids) or not rows:
        raise NotFound("occurrence", next(iter(set(ids) - {row.id for row in rows}), ""))
    if any(row.status is not OccurrenceStatus.CANCELLED for row in rows):
        raise Invalid(Problem("", "booking.not_cancelled"))
    known = places(work)
    record = [row.id for row in rows], rows[0]
    _suspend_again(work, rows)
    rows = [row for row in rows if row.suspended_by_id is None]
    refuse(problem for row in rows for problem in _closed(known, row))
    after = _after(work, rows)
    taking.take_again(work, {row.id: TimeRange(row.starts, row.ends) for row in rows})
    for status in HOLDING:
        chosen = [ref for ref, its in after.items() if its is status]
        if chosen:
            work.execute(_SET.values(status=status, cancel_reason="", cancelled_at=None), {"ids": chosen})
    for row in rows:
        during = TimeRange(row.starts, row.ends)
        work.publish(OccurrenceBooked(row.id, row.booking_id, row.room_id, during))
    ids, first = record
    work.record(
        "booking.restore", "booking", first.booking_id, title=first.title, occurrences=ids,
        starts=said(first.starts),
    )  # fmt: skip


def _one(work: Work, occurrence_id: int) -> sa.Row[*tuple[Any, ...]]:
    row = work.row(_SOME, {"center": work.center_id, "ids": [occurrence_id]})
    if row is None:
        raise NotFound("occurrence", occurrence_id)
    return row


def _after(work: Work, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> dict[int, OccurrenceStatus]:
    """Whether each day comes back granted or asked for."""
    found: dict[int, OccurrenceStatus] = {}
    for booking_id in dict.fromkeys(row.booking_id for row in rows):
        days = [
            Returning(row.id, row.room_id, TimeRange(row.starts, row.ends), row.cancelled_at)
            for row in rows
            if row.booking_id == booking_id
        ]
        found |= statuses_of(work, booking_id, days)
    return found


def _is_live(row: sa.Row[*tuple[Any, ...]]) -> bool:
    """Whether the day holds its room, or would again when a closure is lifted."""
    return row.status in HOLDING or row.status is OccurrenceStatus.SUSPENDED


def _suspend_again(work: Work, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> None:
    ids = [row.id for row in rows if row.suspended_by_id is not None]
    if ids:
        work.execute(_SET.values(status=OccurrenceStatus.SUSPENDED, cancelled_at=None), {"ids": ids})


def _closed(known: Places, row: sa.Row[*tuple[Any, ...]]) -> Iterator[Problem]:
    """The closure made since, if there is one: the day would come back into a closed room."""
    for closure in known.opening.closures:
        overlaps = closure.start < row.ends and row.starts < closure.end
        if overlaps and concerns(closure, row.room_id, known.opening):
            params = {"day": row.starts.date(), "reason": closure.reason}
            yield Problem("starts", "center.closed_day", params)


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
