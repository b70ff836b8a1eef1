"""How much the rooms were used: the one reckoning behind every figure of use, on screen, paper and in sheets.

What counts:
- The unit is the smallest room that can be booked. A whole hall booked counts for each of its parts, so that
  the sums by room, by kind and by group are the same number. A hall itself is the mean of its parts.
- Used is every booked day as far as it lies in the span and is past: minutes, without setting up and cleaning
  up. A day that was cancelled, suspended, skipped or never granted is none, and one to which nobody came is
  counted apart: the room stood empty.
- A day is counted as one time, in the span in which it starts.
- Open are the hours of the room with its seasons, holidays and closures taken out, up to the same moment.
- The rate takes only use inside the opening hours, so that it never passes 100 %.

Nothing is asked of the caller's rights: figures are for whoever may see the paper or the screen they stand on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.rules import LONGEST
from neighborcenter.kit.model import local_text
from neighborcenter.kit.times import TimeRange, days_between
from neighborcenter.kit.work import Read

# From and to, in minutes since the span began: sums of plain numbers, four times as quick as of moments.
Minutes = tuple[int, int]
Heap = Literal["kind", "group", "purpose", "day", "fee"]


@dataclass(frozen=True, slots=True)
class RoomUse:
    """One room in a span; minutes. `missed` are days to which nobody came: neither in `times` nor in `used`."""

    room_id: int
    room: str
    times: int = 0
    used: int = 0
    used_open: int = 0
    open: int = 0
    missed: int = 0

    @property
    def rate(self) -> float | None:
        """Share of the open hours that was used; None when it was never open."""
        return self.used_open / self.open if self.open else None


@dataclass(frozen=True, slots=True)
class Tally:
    """A heap of days: how many were held, unit minutes, people expected; days nobody came and their minutes."""

    times: int = 0
    minutes: int = 0
    people: int = 0
    missed: int = 0
    missed_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The use of a center's rooms: every unit in the center's order, the halls that have parts, the whole."""

    first: date
    end: date
    upto: datetime
    rooms: tuple[RoomUse, ...]
    halls: tuple[RoomUse, ...]
    total: RoomUse  # `times` are days held, whatever number of units they took


@dataclass(frozen=True, slots=True)
class _Span:
    """The days reckoned: midnight of the first, and the end or now, whichever comes first."""

    first: date
    end: date
    start: datetime
    stop: datetime

    @property
    def last(self) -> int:
        """Its length in minutes."""
        return _since(self.start, self.stop)


@dataclass(slots=True)
class _Held:
    """What was held in one room, as booked: stretches of use, days held, days nobody came.

    Of these, `own` are the days for which it is the room booked first and not one taken along.
    """

    stretches: list[Minutes]
    times: int = 0
    missed: int = 0
    own_times: int = 0
    own_missed: int = 0


def reckon(read: Read, first: date, end: date, *, upto: datetime | None = None) -> Reckoning:
    """The use from `first` up to, not including, `end`, as far as it is past (`upto`, default: now).

    Rooms out of use appear while they were used. A month with 18,600 bookings of a million: about 60 ms.
    """
    span = _span(read, first, end, upto)
    known = places(read)
    held = _held(read, span)
    by_unit: dict[int, list[_Held]] = {}
    for room_id, one in held.items():
        for unit in known[room_id].units:
            by_unit.setdefault(unit, []).append(one)
    days = [day for day in days_between(first, end) if datetime.combine(day, time()) < span.stop]
    units = dict.fromkeys(unit for place in known.values() for unit in place.units)
    alike: dict[tuple[int, ...], list[Minutes]] = {}  # rooms with the same hours share one reckoning
    rooms = {
        unit: _of_unit(known[unit], by_unit.get(unit, ()), _opened(known, unit, days, span, alike))
        for unit in units
        if unit in by_unit or not known[unit].retired
    }
    halls = tuple(
        _of_hall(place, [rooms[unit] for unit in place.units if unit in rooms], held, known)
        for place in known.values()
        if place.units != (place.room_id,) and any(unit in rooms for unit in place.units)
    )
    total = RoomUse(
        0,
        "",
        sum(one.own_times for one in held.values()),
        sum(use.used for use in rooms.values()),
        sum(use.used_open for use in rooms.values()),
        sum(use.open for use in rooms.values()),
        sum(one.own_missed for one in held.values()),
    )
    return Reckoning(first, end, span.stop, tuple(rooms.values()), halls, total)


def tallies(
    read: Read, first: date, end: date, by: Heap, *, upto: datetime | None = None
) -> dict[Any, Tally]:
    """The same days heaped: by BookingKind, by group id (None: no group), by purpose, by the day they start, or
    by whether something is charged for them (True) or they are free.

    Minutes are unit minutes, as in `reckon`: every heap adds up to its total. Most minutes first.
    """
    span = _span(read, first, end, upto)
    rows = read.rows(sa.text(_heaped(read.dialect, by, places(read))), _bounds(read, span))
    names = {kind.value: kind for kind in BookingKind}
    found: dict[Any, Tally] = {}
    for name, times, minutes, people, missed, missed_minutes in rows:
        found[_key(by, name, names)] = Tally(
            int(times), int(minutes), int(people), int(missed), int(missed_minutes)
        )
    # A database gives those that are alike in any order.
    alike = sorted(found.items(), key=lambda item: (item[0] is not None, item[0]))
    return dict(sorted(alike, key=lambda item: (-item[1].minutes, -item[1].times)))


def _key(by: Heap, name: Any, kinds: Mapping[str, BookingKind]) -> Any:
    if by == "kind":
        return kinds[name]
    if by == "day":
        return date.fromisoformat(name)
    return bool(name) if by == "fee" else name


# -- the days ----------------------------------------------------------------------------------------------

# Minutes since the span began are reckoned by the database: moments fetched one by one take three times as long.
_SINCE = {
    "sqlite": "(unixepoch({moment}) - unixepoch(:start)) / 60",
    "postgresql": "CAST(extract(epoch FROM {moment} - CAST(:start AS timestamp)) AS integer) / 60",
}
_TEXT = {
    "sqlite": "group_concat({number}, ' ')",
    "postgresql": "string_agg(CAST({number} AS text), ' ')",
}
_PACK = 1 << 16
"""More minutes than any day lasts."""
_LEAST = {"sqlite": "min({one}, {other})", "postgresql": "least({one}, {other})"}
_MOST = {"sqlite": "max({one}, {other})", "postgresql": "greatest({one}, {other})"}
_DAY = {"sqlite": "substr(o.starts, 1, 10)", "postgresql": "to_char(o.starts, 'YYYY-MM-DD')"}
# A day holds its own room, and perhaps others with it; it is counted as a time by its own.
_IN_SPAN = (
    " WHERE o.center_id = :center AND o.starts < :stop AND o.starts > :since AND o.ends > :start"
    " AND o.status = 'booked'"
)
# What is charged for a day, its deposit aside: fees of the day and of the whole booking, less what was reduced.
CHARGED = (
    "SELECT coalesce(sum(c.fen), 0) FROM charge c WHERE c.booking_id = {booking}"
    " AND (c.occurrence_id IS NULL OR c.occurrence_id = {day})"
    " AND c.kind IN ('fee', 'reduction', 'extra') AND c.state <> 'dropped'"
)
_OWN = f"FROM occurrence o{_IN_SPAN}"
_ALSO = f"FROM occurrence o JOIN occurrence_room r ON r.occurrence_id = o.id{_IN_SPAN}"


def _span(read: Read, first: date, end: date, upto: datetime | None) -> _Span:
    start = datetime.combine(first, time())
    stop = max(start, min(datetime.combine(end, time()), upto or read.clock.local()))
    return _Span(first, end, start, stop)


def _bounds(read: Read, span: _Span) -> dict[str, Any]:
    moments = {"start": span.start, "stop": span.stop, "since": span.start - LONGEST}
    if read.dialect == "sqlite":
        return {"center": read.center_id, **{name: local_text(one) for name, one in moments.items()}}
    return {"center": read.center_id, **moments}


def _held(read: Read, span: _Span) -> Mapping[int, _Held]:
    """The booked days of the span by room, clipped to it.

    The database hands out one text of numbers for each room, each number a beginning and a length: a year of 34,000
    days as rows takes three times as long.
    """
    since = _SINCE[read.dialect]
    begins, ends = since.format(moment="o.starts"), since.format(moment="o.ends")
    packed = f"CAST({begins} AS bigint) * {_PACK} + ({ends}) - ({begins})"
    every = _TEXT[read.dialect].format(number=packed)
    bounds = _bounds(read, span)
    found: dict[int, _Held] = {}
    last = span.last
    for which, room, own in ((_OWN, "o.room_id", True), (_ALSO, "r.room_id", False)):
        heaps = sa.text(f"SELECT {room}, o.turnout = 'no_show', {every} {which} GROUP BY 1, 2")
        for room_id, missed, numbers in read.rows(heaps, bounds):
            days = [divmod(int(number), _PACK) for number in numbers.split()]
            one = found.setdefault(room_id, _Held([]))
            here = sum(1 for begin, _length in days if begin >= 0)
            if missed:
                one.missed += here
                one.own_missed += here if own else 0
                continue
            one.times += here
            one.own_times += here if own else 0
            one.stretches += [(max(begin, 0), min(begin + length, last)) for begin, length in days]
    return found


def _heaped(dialect: str, by: Heap, known: Places) -> str:
    """The query of `tallies`. A hall's minutes are weighed by the number of its units (ids and counts are ours)."""
    weights = "".join(f" WHEN {one.room_id} THEN {len(one.units)}" for one in known.values() if one.units[1:])
    weight = f"CASE o.room{weights} ELSE 1 END" if weights else "1"
    since = _SINCE[dialect]
    stop = ":stop" if dialect == "sqlite" else "CAST(:stop AS timestamp)"
    begin = _MOST[dialect].format(one=since.format(moment="o.starts"), other="0")
    end = _LEAST[dialect].format(one=since.format(moment="o.ends"), other=since.format(moment=stop))
    minutes = f"(({end}) - ({begin})) * {weight}"
    names: Mapping[Heap, str] = {
        "kind": "b.kind", "group": "b.group_id", "purpose": "b.title", "day": _DAY[dialect],
        "fee": f"({CHARGED.format(day='o.id', booking='b.id')}) > 0",
    }  # fmt: skip
    columns = "o.id, o.booking_id, o.starts, o.ends, o.turnout"
    days = f"SELECT {columns}, o.room_id AS room, 1 AS own {_OWN} UNION ALL SELECT {columns}, r.room_id, 0 {_ALSO}"
    came, here = "o.turnout <> 'no_show'", "o.own = 1 AND o.starts >= :start"
    return (
        f"SELECT {names[by]}, sum(CASE WHEN {came} AND {here} THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN {came} THEN {minutes} ELSE 0 END),"
        f" sum(CASE WHEN {came} AND {here} THEN b.people ELSE 0 END),"
        f" sum(CASE WHEN NOT ({came}) AND {here} THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN {came} THEN 0 ELSE {minutes} END)"
        f" FROM ({days}) o JOIN booking b ON b.id = o.booking_id GROUP BY 1"
    )


def _since(zero: datetime, moment: datetime) -> int:
    return (moment - zero) // timedelta(minutes=1)


# -- the rooms ---------------------------------------------------------------------------------------------


def _of_unit(place: Place, held: Sequence[_Held], opened: Sequence[Minutes]) -> RoomUse:
    """A smallest room: what was held in it and in the rooms it is a part of."""
    stretches = [stretch for one in held for stretch in one.stretches]
    stretches.sort()
    return RoomUse(
        place.room_id,
        place.name,
        sum(one.times for one in held),
        sum(end - begin for begin, end in stretches),
        shared(stretches, opened),
        sum(end - begin for begin, end in opened),
        sum(one.missed for one in held),
    )


def _of_hall(place: Place, parts: Sequence[RoomUse], held: Mapping[int, _Held], known: Places) -> RoomUse:
    """A room that has parts: their mean; half of it used for two hours is one hour of the hall."""
    units = set(place.units)
    days = [one for room_id, one in held.items() if not units.isdisjoint(known[room_id].units)]
    return RoomUse(
        place.room_id,
        place.name,
        sum(one.times for one in days),
        round(sum(part.used for part in parts) / len(parts)),
        round(sum(part.used_open for part in parts) / len(parts)),
        round(sum(part.open for part in parts) / len(parts)),
        sum(one.missed for one in days),
    )


def _opened(
    known: Places, unit: int, days: Sequence[date], span: _Span, alike: dict[tuple[int, ...], list[Minutes]]
) -> list[Minutes]:
    """The open stretches of a unit on these days, in order, up to the end of the span."""
    if span.stop <= span.start:
        return []
    hours = [known.hours(unit, day) for day in days]
    found = alike.get(key := tuple(map(id, hours)))
    if found is None:
        within = TimeRange(span.start, span.stop)
        parts = (stretch.clipped(within) for one in hours for stretch in one.spans)
        found = alike[key] = [
            (_since(span.start, part.start), _since(span.start, part.end))
            for part in parts
            if part is not None
        ]
    return found


def shared(stretches: Sequence[Minutes], opened: Sequence[Minutes]) -> int:
    """Minutes that lie in both; both are in order and free of overlap."""
    total, at, count = 0, 0, len(opened)
    for begin, end in stretches:
        while at < count and opened[at][1] <= begin:
            at += 1
        look = at
        while look < count:
            opens, closes = opened[look]
            if opens >= end:
                break
            # Written out: min and max of a hundred thousand stretches are half of a year's reckoning.
            total += (end if end < closes else closes) - (begin if begin > opens else opens)
            look += 1
    return total
