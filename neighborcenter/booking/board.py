"""The board: rooms × days with their bookings, hours and use, in one query.

Rows are fetched as bare tuples: through typed columns the 4,200 bars of a week of 50 full rooms take three
times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import HOLDING, BookingKind, OccurrenceStatus
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.rules import LONGEST
from neighborcenter.center.rules import DayHours
from neighborcenter.kit.model import local_text
from neighborcenter.kit.times import TimeRange, days_between
from neighborcenter.kit.work import Read


class Bar(NamedTuple):
    """One occurrence as the board draws it.  `series`: it is one day of several.

    `setup` and `cleanup` are the minutes held before and after it.
    """

    occurrence_id: int
    booking_id: int
    room_id: int
    starts: datetime
    ends: datetime
    title: str
    who: str
    kind: BookingKind
    people: int
    series: bool
    status: OccurrenceStatus = OccurrenceStatus.BOOKED
    setup: int = 0
    cleanup: int = 0
    resident_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class BoardRoom:
    """A row of the board.

    `held` are bars of the whole it is part of, of its own parts, or of a booking that takes it besides another
    room: it cannot be had then.  `ghosts` are
    days that a closure suspended or a series left out: they hold nothing and may come back.  Minutes: used by bars inside the window, open by the hours of its days.
    """

    room_id: int
    name: str
    seats: int
    floor: str
    accessible: bool
    parent_id: int | None
    bars: tuple[Bar, ...]
    held: tuple[Bar, ...]
    hours: tuple[DayHours, ...]
    used_minutes: int
    open_minutes: int
    ghosts: tuple[Bar, ...] = ()

    @property
    def use(self) -> float:
        """Hours used of hours open, 0.0–1.0 (more when used outside the hours)."""
        return self.used_minutes / self.open_minutes if self.open_minutes else 0.0


@dataclass(frozen=True, slots=True)
class Board:
    """The rooms of a window of days, in the center's order."""

    first: date
    end: date
    rooms: tuple[BoardRoom, ...]

    @property
    def days(self) -> list[date]:
        """The days shown."""
        return days_between(self.first, self.end)

    def bar(self, occurrence_id: int) -> Bar | None:
        """A bar by its occurrence."""
        return next((b for r in self.rooms for b in r.bars if b.occurrence_id == occurrence_id), None)


_BARS = sa.text(
    "SELECT o.id, o.booking_id, o.room_id, o.starts, o.ends, b.title, b.who, b.kind, b.people, b.rule,"
    " o.status, o.setup_minutes, o.cleanup_minutes, b.resident_id, b.group_id"
    " FROM occurrence o JOIN booking b ON b.id = o.booking_id"
    " WHERE o.center_id = :center AND o.starts < :end AND o.starts > :since AND o.ends > :first"
    " AND o.status IN ('booked', 'requested', 'suspended', 'skipped') ORDER BY o.starts"
)
# The days whose bookings take more rooms than the one they stand under.
_ALSO = sa.text(
    "SELECT r.room_id, r.occurrence_id FROM occurrence_room r JOIN occurrence o ON o.id = r.occurrence_id"
    " WHERE o.center_id = :center AND o.starts < :end AND o.starts > :since AND o.ends > :first"
    " AND o.status IN ('booked', 'requested')"
)
_KINDS = {kind.value: kind for kind in BookingKind}
_STATUSES = {status.value: status for status in OccurrenceStatus}


def board(read: Read, first: date, end: date, room_ids: Sequence[int] | None = None) -> Board:
    """The rooms from `first` up to, not including, `end`.

    Retired rooms are shown only while something is still booked in them; `room_ids` narrows the rows.
    """
    read.require(Permission.BOOKING_VIEW)
    known = places(read)
    window = TimeRange(datetime.combine(first, time()), datetime.combine(end, time()))
    by_room: dict[int, list[Bar]] = {}
    ghosts: dict[int, list[Bar]] = {}
    for bar in bars(read, window):
        kept = by_room if bar.status in HOLDING else ghosts
        kept.setdefault(bar.room_id, []).append(bar)
    also = _also(read, window, by_room)
    shown = known.values() if room_ids is None else [known[ref] for ref in room_ids if ref in known]
    days = days_between(first, end)
    rows = [
        _row(known, place, by_room, also, ghosts.get(place.room_id, ()), days, window)
        for place in shown
        if not place.retired or place.room_id in by_room
    ]
    return Board(first, end, tuple(rows))


def _also(read: Read, window: TimeRange, by_room: Mapping[int, Sequence[Bar]]) -> dict[int, list[Bar]]:
    """The bars that take a room besides their own, by that room."""
    pairs = read.rows(_ALSO, _bounds(read, window))
    if not pairs:
        return {}
    shown = {bar.occurrence_id: bar for bars in by_room.values() for bar in bars}
    found: dict[int, list[Bar]] = {}
    for room_id, occurrence_id in pairs:
        if occurrence_id in shown:
            found.setdefault(room_id, []).append(shown[occurrence_id])
    return found


def _bounds(read: Read, window: TimeRange) -> dict[str, Any]:
    """The window as the bare statements want it: SQLite compares times as text."""
    bounds = {"first": window.start, "end": window.end, "since": window.start - LONGEST}
    if read.dialect == "postgresql":
        return {"center": read.center_id, **bounds}
    return {"center": read.center_id, **{name: local_text(moment) for name, moment in bounds.items()}}


def bars(read: Read, window: TimeRange) -> list[Bar]:
    """Every occurrence that touches the window and is not cancelled, in order of time."""
    rows: Sequence[Any] = read.rows(_BARS, _bounds(read, window))
    moment = _as_it_is if read.dialect == "postgresql" else datetime.fromisoformat
    # The loop runs four thousand times for a full week: names and order are those of the statement.
    return [
        Bar(
            ref, booking, room, moment(starts), moment(ends), title, who, _KINDS[kind], people, rule != "",
            _STATUSES[status], setup, cleanup, resident, group,
        )
        for (
            ref, booking, room, starts, ends, title, who, kind, people, rule, status, setup, cleanup, resident,
            group,
        ) in rows
    ]  # fmt: skip


def _as_it_is(moment: datetime) -> datetime:
    return moment


def _row(
    known: Places,
    place: Place,
    by_room: dict[int, list[Bar]],
    also: Mapping[int, Sequence[Bar]],
    ghosts: Sequence[Bar],
    days: Sequence[date],
    window: TimeRange,
) -> BoardRoom:
    own = by_room.get(place.room_id, [])
    divided = place.parent_id is not None or place.units != (place.room_id,)
    held = {bar.occurrence_id: bar for bar in also.get(place.room_id, ())}
    if divided:
        for ref in known.relatives(place.room_id):
            held |= {bar.occurrence_id: bar for bar in (*by_room.get(ref, ()), *also.get(ref, ()))}
    for bar in own:
        held.pop(bar.occurrence_id, None)
    others = sorted(held.values(), key=lambda bar: bar.starts)
    hours = tuple(known.hours(place.room_id, day) for day in days)
    return BoardRoom(
        room_id=place.room_id,
        name=place.name,
        seats=place.seats,
        floor=place.floor,
        accessible=place.accessible,
        parent_id=place.parent_id,
        bars=tuple(own),
        held=tuple(others),
        hours=hours,
        used_minutes=_minutes_used([*own, *others], window),
        open_minutes=sum(span.minutes for day in hours for span in day.spans),
        ghosts=tuple(ghosts),
    )


def _minutes_used(taken: Iterable[Bar], window: TimeRange) -> int:
    """Minutes of the window in which at least one bar holds the room; two halves at once count once."""
    used = timedelta()
    reached = window.start
    for bar in sorted(taken, key=lambda bar: bar.starts):
        start, end = max(bar.starts, reached), min(bar.ends, window.end)
        if end > start:
            used += end - start
            reached = end
    return int(used.total_seconds() // 60)
