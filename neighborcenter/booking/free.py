"""What is free: rooms at a time, times of a room.  Every refusal offers these as ways out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

import sqlalchemy as sa

from neighborcenter.booking import stock
from neighborcenter.booking.claims import busy_units
from neighborcenter.booking.judging import Buffer
from neighborcenter.booking.models import claim
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.rules import LONGEST
from neighborcenter.center.rules import is_open
from neighborcenter.kit.times import TimeRange, free_between
from neighborcenter.kit.work import Read

Suits = Callable[[int, TimeRange], bool]
"""Whether everything else that is wanted can be had too: (room, time)."""

STEP = timedelta(minutes=15)
"""Offered times begin on the quarter hour, as the board's grid does."""

_BUSY_SPANS = sa.select(claim.c.starts, claim.c.ends).where(
    claim.c.unit_id == sa.bindparam("unit"),
    claim.c.starts < sa.bindparam("end", type_=claim.c.ends.type),
    claim.c.starts > sa.bindparam("since", type_=claim.c.starts.type),
)

_BUSY_OF_UNITS = (
    sa.select(claim.c.unit_id, claim.c.starts, claim.c.ends)
    .where(
        claim.c.unit_id.in_(sa.bindparam("units", expanding=True)),
        claim.c.starts < sa.bindparam("end", type_=claim.c.ends.type),
        claim.c.starts > sa.bindparam("since", type_=claim.c.starts.type),
    )
    .order_by(claim.c.unit_id, claim.c.starts)
)


@dataclass(frozen=True, slots=True)
class FreeRoom:
    """A room that could be had.  0 seats: nobody counted them."""

    room_id: int
    name: str
    seats: int
    floor: str
    accessible: bool


@dataclass(frozen=True, slots=True)
class FreeStretch:
    """A stretch of opening in which nobody has a room.  0 seats: nobody counted them."""

    room_id: int
    room: str
    seats: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way out of a clash: this room at this time."""

    room_id: int
    room: str
    starts: datetime
    ends: datetime


def free_rooms(
    read: Read, during: TimeRange, people: int = 0, equipment: Sequence[str] = (), *, but: int | None = None
) -> list[FreeRoom]:
    """Rooms free and open for the whole time that seat the people and have the equipment, best fit first.

    A room whose seats nobody counted comes last.  `but` leaves out one room and its relatives.  Equipment is
    what a room has of its own, or a thing of the center's list that can be carried there and is free then;
    "椅子:40" asks for forty.
    """
    known = places(read)
    wanted = [_wanted(one) for one in equipment if one.strip()]
    carried = portable(read, wanted, during)
    fitting = [
        p for p in known.values() if _fits(p, people, [name for name in wanted if name not in carried])
    ]
    if but is not None and but in known:
        own = {but, *known.relatives(but)}
        fitting = [p for p in fitting if p.room_id not in own]
    busy = busy_units(read, sorted({unit for p in fitting for unit in p.units}), during)
    free = [p for p in fitting if busy.isdisjoint(p.units) and is_open(during, known.opening, p.room_id)]
    return [_offer(p) for p in sorted(free, key=_tightness)]


def portable(read: Read, wanted: Sequence[tuple[str, int]], during: TimeRange) -> set[tuple[str, int]]:
    """Which of the wanted (name, how many) can be had from the center's list at that time."""
    found = set()
    for name, count in wanted:
        for ref in stock.named(read, name):
            if not stock.lacking(read, [(ref, count)], during):
                found.add((name, count))
                break
    return found


def free_on_all(
    read: Read, ranges: Sequence[TimeRange], people: int = 0, *, but: int | None = None
) -> list[FreeRoom]:
    """Rooms free on every one of these times, best fit first: where a whole series could go."""
    left: list[FreeRoom] | None = None
    for during in ranges:
        free = free_rooms(read, during, people, but=but)
        names = {room.room_id for room in free}
        left = free if left is None else [room for room in left if room.room_id in names]
        if not left:
            return []
    return left or []


def free_stretches(
    read: Read,
    first: date,
    days: int,
    people: int = 0,
    equipment: Sequence[str] = (),
    *,
    minutes: int = 30,
) -> list[FreeStretch]:
    """When each fitting room is free on these days, for at least so many minutes: room by room, in order of time.

    Rooms with fewer seats first, as `free_rooms` has them.  All claims of the days are read in one question.
    Equipment is what a room has of its own: what can be carried there is asked for at one time only.
    """
    known = places(read)
    wanted = [_wanted(one) for one in equipment if one.strip()]
    fitting = sorted((p for p in known.values() if _fits(p, people, wanted)), key=_tightness)
    begins = datetime.combine(first, time())
    end = begins + timedelta(days=days)
    units = sorted({unit for place in fitting for unit in place.units})
    taken: dict[int, list[tuple[datetime, datetime]]] = {unit: [] for unit in units}
    bounds = {"units": units, "end": end, "since": begins - LONGEST}
    for unit, starts, ends in read.rows(_BUSY_OF_UNITS, bounds):
        taken[unit].append((starts, ends))
    least, found = timedelta(minutes=minutes), []
    for place in fitting:
        busy = _merged(taken, place.units)
        for number in range(days):
            for span in known.hours(place.room_id, first + timedelta(days=number)).spans:
                found += [
                    FreeStretch(place.room_id, place.name, place.seats, gap_start, gap_end)
                    for gap_start, gap_end in _gaps(busy, span)
                    if gap_end - gap_start >= least
                ]
    return found


def _merged(
    taken: dict[int, list[tuple[datetime, datetime]]], units: Sequence[int]
) -> list[tuple[datetime, datetime]]:
    """What is taken of a room, in order of time; a divided room has that of all its parts."""
    if len(units) == 1:
        return taken[units[0]]
    return sorted(span for unit in units for span in taken[unit])


def _gaps(
    busy: Sequence[tuple[datetime, datetime]], within: TimeRange
) -> Iterator[tuple[datetime, datetime]]:
    """What is left of an opening, given what is taken in order of time."""
    reached = within.start
    # Claims of earlier days that still run lie at most one longest use before.
    for starts, ends in busy[bisect_left(busy, (within.start - LONGEST, within.start)) :]:
        if starts >= within.end:
            break
        if starts > reached:
            yield reached, starts
        reached = max(reached, ends)
    if reached < within.end:
        yield reached, within.end


def nearest_times(
    read: Read,
    room_id: int,
    during: TimeRange,
    *,
    days: int = 7,
    limit: int = 3,
    buffer: Buffer | None = None,
    suits: Suits | None = None,
) -> list[TimeRange]:
    """Free times of the same length in this room, within so many days, most like the wanted one first.

    A day's distance weighs like six hours: the same hour tomorrow comes before late tonight.  `buffer` keeps
    so much distance to other uses; `suits` may refuse a time for other reasons.
    """
    known = places(read)
    now = read.clock.local()
    length = during.end - during.start
    found: list[TimeRange] = []
    for offset in range(-days, days + 1):
        day = during.day + timedelta(days=offset)
        for open_span in known.hours(room_id, day).spans:
            if open_span.end <= now or open_span.end - open_span.start < length:
                continue
            taken = _busy_spans(read, known, room_id, open_span)
            if buffer is not None:
                taken = [Buffer(buffer.cleanup, buffer.setup).around(span) for span in taken]
            for gap in free_between(open_span, taken):
                offer = _closest(gap, during.on(day).start, length, now)
                if offer is not None:
                    found.append(offer)
    found.sort(key=lambda offer: _unlikeness(offer, during))
    if suits is None:
        return found[:limit]
    return list(islice((offer for offer in found if suits(room_id, offer)), limit))


def ways_out(
    read: Read,
    room_id: int,
    during: TimeRange,
    people: int = 0,
    *,
    others: bool = True,
    buffer: Buffer | None = None,
    suits: Suits | None = None,
) -> tuple[Alternative, ...]:
    """Up to three other rooms at the same time, then up to three other times of the same room.

    Without `others` no other rooms: what is in the way is not a room.
    """
    name = places(read)[room_id].name
    rooms: Iterable[FreeRoom] = free_rooms(read, during, people, but=room_id) if others else ()
    if suits is not None:
        rooms = (room for room in rooms if suits(room.room_id, during))
    times = nearest_times(read, room_id, during, buffer=buffer, suits=suits)
    return (
        *(Alternative(r.room_id, r.name, during.start, during.end) for r in islice(rooms, 3)),
        *(Alternative(room_id, name, t.start, t.end) for t in times),
    )


def _fits(place: Place, people: int, equipment: Sequence[tuple[str, int]]) -> bool:
    return (
        not place.retired
        and (place.seats == 0 or place.seats >= people)
        and all(count == 1 and place.has(name) for name, count in equipment)
    )


def _wanted(text: str) -> tuple[str, int]:
    """ "投影仪" is one of them, "椅子:40" forty."""
    name, _, count = text.replace("：", ":").partition(":")
    return name.strip(), max(1, int(count)) if count.strip().isdecimal() else 1


def _tightness(place: Place) -> tuple[bool, int]:
    """Smallest room that seats the group first: the big hall stays free for those who need it."""
    return place.seats == 0, place.seats


def _offer(place: Place) -> FreeRoom:
    return FreeRoom(place.room_id, place.name, place.seats, place.floor, place.accessible)


def _busy_spans(read: Read, known: Places, room_id: int, within: TimeRange) -> list[TimeRange]:
    bounds = {"end": within.end, "since": within.start - LONGEST}
    return [
        TimeRange(row.starts, row.ends)
        for unit in known[room_id].units
        for row in read.rows(_BUSY_SPANS, {"unit": unit, **bounds})
    ]


def _closest(gap: TimeRange, wanted: datetime, length: timedelta, now: datetime) -> TimeRange | None:
    """The start in this gap nearest to the wanted one, on the quarter hour, not in the past."""
    earliest = _rounded_up(max(gap.start, now))
    latest = gap.end - length
    start = min(max(wanted, earliest), latest)
    return TimeRange(start, start + length) if earliest <= start else None


def _unlikeness(offer: TimeRange, wanted: TimeRange) -> tuple[timedelta, bool]:
    days = abs((offer.day - wanted.day).days)
    hours = abs(offer.start - wanted.on(offer.day).start)
    return days * timedelta(hours=6) + hours, offer.start < wanted.start


def _rounded_up(moment: datetime) -> datetime:
    over = (moment - datetime.combine(moment.date(), time())) % STEP
    return moment if not over else moment + (STEP - over)
