"""Equipment and staff on the board: what each is promised to in a window of days, and when it is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import stock
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import resource_claim
from neighborcenter.booking.resource_queries import ResourceRow, resources
from neighborcenter.booking.rules import LONGEST
from neighborcenter.center.drafts import Span
from neighborcenter.center.rules import week_plan
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class Promised:
    """So many of a resource for one booked day, with the time to set up and to clean up."""

    resource_id: int
    occurrence_id: int
    starts: datetime
    ends: datetime
    count: int
    title: str
    kind: BookingKind


@dataclass(frozen=True, slots=True)
class BoardResource:
    """A resource with what it is promised to; `hours` are (opens, closes) in minutes by day, None: always."""

    row: ResourceRow
    promised: tuple[Promised, ...]
    away: tuple[tuple[TimeRange, int, str], ...] = ()
    hours: tuple[tuple[tuple[int, int], ...], ...] | None = None


_PROMISED = (
    sa.select(
        resource_claim.c.resource_id,
        resource_claim.c.occurrence_id,
        resource_claim.c.starts,
        resource_claim.c.ends,
        sa.func.count(),
        booking.c.title,
        booking.c.kind,
    )
    .join(occurrence, occurrence.c.id == resource_claim.c.occurrence_id)
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(
        resource_claim.c.resource_id.in_(sa.bindparam("resources", expanding=True)),
        resource_claim.c.starts < sa.bindparam("end", type_=resource_claim.c.starts.type),
        resource_claim.c.starts > sa.bindparam("since", type_=resource_claim.c.starts.type),
        resource_claim.c.ends > sa.bindparam("first", type_=resource_claim.c.ends.type),
    )
    .group_by(
        resource_claim.c.resource_id,
        resource_claim.c.occurrence_id,
        resource_claim.c.starts,
        resource_claim.c.ends,
        booking.c.title,
        booking.c.kind,
    )
    .order_by(resource_claim.c.starts)
)


def resource_board(read: Read, days: Sequence[date]) -> tuple[BoardResource, ...]:
    """Every resource in use with its promises on these days, which follow one another."""
    read.require(Permission.BOOKING_VIEW)
    rows = resources(read)
    if not rows or not days:
        return ()
    window = TimeRange(datetime.combine(days[0], time()), datetime.combine(days[-1], time.max))
    ids = [row.id for row in rows]
    bounds = {"first": window.start, "end": window.end, "since": window.start - LONGEST}
    found: dict[int, list[Promised]] = {}
    for row in read.rows(_PROMISED, {"resources": ids, **bounds}):
        found.setdefault(row[0], []).append(Promised(*tuple(row)))
    things = stock.things(read, ids, window.start)
    return tuple(
        BoardResource(
            row,
            tuple(found.get(row.id, ())),
            tuple(one for one in things[row.id].away if one[0].overlaps(window)),
            _hours(row.spans, days),
        )
        for row in rows
    )


def _hours(spans: Sequence[Span], days: Sequence[date]) -> tuple[tuple[tuple[int, int], ...], ...] | None:
    """The minutes it works on each day; None for what always does."""
    if not spans:
        return None
    found = []
    for day in days:
        plan = week_plan(spans, day, None)
        found.append(tuple(sorted((s.opens, s.closes) for s in plan if s.weekday == day.weekday())))
    return tuple(found)
