"""Walking a board by keyboard: the cursor stops at every bar and every free gap. Pure, without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ui.kit.timeline.board import DAY_MINUTES, Band, Bar, Board, Slot
from ui.kit.timeline.layout import SNAP
from ui.kit.timeline.pieces import band_of, bands_of

# A free stop offers two hours at most, the usual length of a hall booking.
OFFERED = 120


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the keyboard stands: a row, a column and a stretch; `bar` when it stands on a bar."""

    room: int = 0
    day: int = 0
    start: int = 9 * 60
    end: int = 11 * 60
    bar: int | None = None

    def slot(self, board: Board) -> Slot:
        """The stretch with the room's id and the date."""
        return Slot(board.rooms[self.room].id, board.days[self.day].date, self.start, self.end)


def stops(board: Board, room: int, day: int, band: int) -> list[Cursor]:
    """The stops of one band of one cell, in time order: its bars and the free gaps between them."""
    shape = board.bands[band]
    ref, date = board.rooms[room].id, board.days[day].date
    here = sorted(
        (bar for bar in board.bars if bar.room == ref and bar.date == date and _in_band(board, bar, band)),
        key=lambda bar: (bar.start, bar.end, bar.id),
    )
    found = [Cursor(room, day, bar.start, bar.end, bar.id) for bar in here]
    held = [bar for bar in here if bar.holds]
    busy = [(shape.start, shape.start), *_merged(held), (shape.end, shape.end)]
    for (_, free_from), (free_to, _) in pairwise(busy):
        start, end = max(free_from, shape.start), min(free_to, shape.end)
        if end - start >= SNAP:
            found.append(Cursor(room, day, start, min(end, start + OFFERED)))
    return sorted(found, key=lambda stop: (stop.start, stop.end)) or [
        Cursor(room, day, shape.start, min(shape.end, shape.start + OFFERED))
    ]


def _in_band(board: Board, bar: Bar, band: int) -> bool:
    first, last = bands_of(board.bands, bar.start, bar.end)
    return first <= band <= last


def _merged(bars: list[Bar]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for bar in bars:
        if joined and bar.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], bar.end))
        else:
            joined.append((bar.start, bar.end))
    return joined


def band_under(board: Board, cursor: Cursor) -> int:
    """The band a cursor stands in; a bar over several bands counts for its first."""
    return (
        bands_of(board.bands, cursor.start, cursor.end)[0]
        if cursor.bar
        else band_of(board.bands, cursor.start)
    )


def first_free(board: Board) -> Cursor:
    """Where a board is entered: today if shown, its first room, from the first free stop on."""
    day = next((index for index, shown in enumerate(board.days) if shown.today), 0)
    if not board.rooms or not board.days:
        return Cursor()
    for band in range(len(board.bands)):
        for stop in stops(board, 0, day, band):
            if stop.bar is None:
                return stop
    return stops(board, 0, day, 0)[0]


def along(board: Board, cursor: Cursor, step: int) -> Cursor:
    """The next (+1) or previous (-1) stop in the same band, going on into the next day; stays at the ends."""
    band = band_under(board, cursor)
    here = stops(board, cursor.room, cursor.day, band)
    if step > 0:
        after = [stop for stop in here if _key(stop) > _key(cursor)]
        if after:
            return after[0]
        if cursor.day + 1 < len(board.days):
            return stops(board, cursor.room, cursor.day + 1, band)[0]
        return cursor
    before = [stop for stop in here if _key(stop) < _key(cursor)]
    if before:
        return before[-1]
    return stops(board, cursor.room, cursor.day - 1, band)[-1] if cursor.day > 0 else cursor


def _key(cursor: Cursor) -> tuple[int, int, int]:
    return cursor.start, cursor.end if cursor.bar else 0, cursor.bar or 0


def across(board: Board, cursor: Cursor, step: int) -> Cursor:
    """The nearest stop in the band below (+1) or above (-1), going on into the next room.

    A bar over several bands is passed at once, unless one of its bands holds something else as well.
    """
    bands = len(board.bands)
    own = band_under(board, cursor)
    row = cursor.room * bands + own + step
    while 0 <= row < len(board.rooms) * bands:
        room, target = divmod(row, bands)
        here = [stop for stop in stops(board, room, cursor.day, target) if not _same_bar(stop, cursor)]
        if here:
            return _nearest_of(here, _moved_to(board.bands[own], board.bands[target], cursor.start))
        row += step
    return cursor


def _same_bar(stop: Cursor, cursor: Cursor) -> bool:
    return stop.bar is not None and stop.bar == cursor.bar


def _moved_to(old: Band, new: Band, minute: int) -> int:
    """The minute at the same share of another band: straight below on the screen."""
    if old == new:
        return minute
    return new.start + (minute - old.start) * (new.end - new.start) // max(1, old.end - old.start)


def nearest(board: Board, room: int, day: int, band: int, minute: int) -> Cursor:
    """The stop holding a minute, else the one starting nearest to it."""
    return _nearest_of(stops(board, room, day, band), minute)


def _nearest_of(here: list[Cursor], minute: int) -> Cursor:
    holding = [stop for stop in here if stop.start <= minute < stop.end]
    return holding[0] if holding else min(here, key=lambda stop: abs(stop.start - minute))


def to_day(board: Board, cursor: Cursor, day: int) -> Cursor:
    """The same room and time of day in another column."""
    return nearest(
        board, cursor.room, min(max(day, 0), len(board.days) - 1), band_under(board, cursor), cursor.start
    )


def nudged(cursor: Cursor, minutes: int) -> Cursor:
    """The stretch moved in time, stopped at midnight."""
    kept = min(max(minutes, -cursor.start), DAY_MINUTES - cursor.end)
    return replace(cursor, start=cursor.start + kept, end=cursor.end + kept)


def stretched(cursor: Cursor, minutes: int, least: int = SNAP) -> Cursor:
    """The end moved; the stretch keeps at least `least` minutes and ends by midnight."""
    return replace(cursor, end=min(max(cursor.end + minutes, cursor.start + least), DAY_MINUTES))


def on_bar(board: Board, ref: int) -> Cursor | None:
    """The cursor standing on a bar, or None when it is not shown."""
    bar = board.bar(ref)
    if bar is None:
        return None
    room, day = board.room_at(bar.room), board.day_at(bar.date)
    return None if room is None or day is None else Cursor(room, day, bar.start, bar.end, bar.id)


def kept(board: Board, cursor: Cursor) -> Cursor:
    """The cursor after the board changed: on the same bar if it is still there, else on the same time."""
    if cursor.bar is not None:
        found = on_bar(board, cursor.bar)
        if found is not None:
            return found
    if not board.rooms or not board.days:
        return Cursor()
    room = min(cursor.room, len(board.rooms) - 1)
    day = min(cursor.day, len(board.days) - 1)
    if cursor.bar is None:
        return replace(cursor, room=room, day=day)
    return nearest(board, room, day, band_of(board.bands, cursor.start), cursor.start)
