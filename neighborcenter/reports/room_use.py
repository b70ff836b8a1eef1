"""How much each room was used: hours held, hours open, and the share of the open hours that was used.

Counted by the smallest unit that can be booked: a whole hall booked counts for each of its parts. The share
takes only use inside the opening hours, so that it never passes 100 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from neighborcenter.booking.models import claim
from neighborcenter.center.drafts import OpeningFacts
from neighborcenter.center.queries import RoomRow, opening_facts, rooms
from neighborcenter.center.rules import hours_on
from neighborcenter.kit.times import TimeRange, days_between
from neighborcenter.kit.work import Read
from neighborcenter.reports.counting import clipped

# From and to, in minutes since the span began: sums of plain numbers, four times as quick as of moments.
Minutes = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RoomUse:
    """One bookable unit in a span of days; minutes."""

    room_id: int
    room: str
    times: int = 0
    used: int = 0
    used_open: int = 0
    open: int = 0

    @property
    def rate(self) -> float | None:
        """Share of the open hours that was used; None when it was never open."""
        return self.used_open / self.open if self.open else None


def room_use(
    read: Read, first: date, end: date, *, now: datetime | None = None, facts: OpeningFacts | None = None
) -> tuple[RoomUse, ...]:
    """The use of every bookable unit, in the center's order; of a span that is not over, up to now.

    Rooms out of use are listed while they were used in the span.
    """
    start, stop = clipped(first, end, now or read.clock.local())
    facts = facts or opening_facts(read)
    units = bookable_units(rooms(read, retired=True))
    taken = _taken(read, [unit.id for unit in units], start, stop)
    days = [day for day in days_between(first, end) if datetime.combine(day, time.min) < stop]
    found = []
    hours: dict[int, list[Minutes]] = {}  # rooms without hours of their own share one reckoning
    for unit in units:
        spans = taken.get(unit.id, [])
        if unit.retired and not spans:
            continue
        like = unit.id if _has_own(unit, facts) else 0
        if like not in hours:
            hours[like] = _opened(unit.id, days, facts, TimeRange(start, stop))
        opened = hours[like]
        used = sum(end - begin for begin, end in spans)
        open_minutes = sum(end - begin for begin, end in opened)
        found.append(RoomUse(unit.id, unit.name, len(spans), used, _shared(spans, opened), open_minutes))
    return tuple(found)


def _has_own(unit: RoomRow, facts: OpeningFacts) -> bool:
    """Whether a unit, or the whole it is a part of, has hours or closures of its own."""
    ids = {unit.id, unit.parent_id} - {None}
    return any(span.room_id in ids for span in facts.spans) or any(
        closure.room_id in ids for closure in facts.closures
    )


def _opened(unit_id: int, days: Iterable[date], facts: OpeningFacts, within: TimeRange) -> list[Minutes]:
    """The hours of a unit on these days, in order."""
    parts = (span.clipped(within) for day in days for span in hours_on(day, facts, unit_id).spans)
    return [_since(within.start, part.start, part.end) for part in parts if part is not None]


def _since(zero: datetime, start: datetime, end: datetime) -> Minutes:
    return int((start - zero).total_seconds()) // 60, int((end - zero).total_seconds()) // 60


def bookable_units(all_rooms: Iterable[RoomRow]) -> list[RoomRow]:
    """Rooms without parts, and the parts of those that have some."""
    return [unit for whole in all_rooms for unit in (whole.parts or (whole,)) if not unit.parts]


def _taken(read: Read, units: Iterable[int], start: datetime, stop: datetime) -> dict[int, list[Minutes]]:
    """The claims of each unit, in order. A cancelled day has none, so the covering index answers alone."""
    if start >= stop:
        return {}
    rows = read.rows(
        sa.select(claim.c.unit_id, claim.c.starts, claim.c.ends)
        .where(claim.c.unit_id.in_(list(units)), claim.c.starts >= start, claim.c.starts < stop)
        .order_by(claim.c.unit_id, claim.c.starts)
    )
    found: dict[int, list[Minutes]] = {}
    for row in rows:
        unit_id, starts, ends = tuple(row)
        found.setdefault(unit_id, []).append(_since(start, starts, ends))
    return found


def _shared(spans: list[Minutes], opened: list[Minutes]) -> int:
    """Minutes that lie in both; both lists are in order and free of overlap."""
    total, at = 0, 0
    for begin, end in spans:
        while at < len(opened) and opened[at][1] <= begin:
            at += 1
        look = at
        while look < len(opened) and opened[look][0] < end:
            total += max(0, min(end, opened[look][1]) - max(begin, opened[look][0]))
            look += 1
    return total


def total_use(uses: Iterable[RoomUse]) -> RoomUse:
    """All units together."""
    total = RoomUse(0, "")
    for use in uses:
        total = RoomUse(
            0,
            "",
            total.times + use.times,
            total.used + use.used,
            total.used_open + use.used_open,
            total.open + use.open,
        )
    return total
