"""Which band and which lane a bar is drawn in. Knows minutes, no pixels. Pure, without Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ui.kit.timeline.board import Band, Bar, Board

# The shortest mark there is, in minutes.
MARK = 15

# A tail shorter than this beyond a band's edge stays in the band that holds the rest: 9:00–12:15 is a morning.
TAIL = 30


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each half-open span the lowest lane in which it overlaps nobody, taken by start then length."""
    free_from: list[int] = []
    given = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1])):
        start, end = spans[index]
        for lane, ends in enumerate(free_from):
            if ends <= start:
                free_from[lane] = end
                given[index] = lane
                break
        else:
            given[index] = len(free_from)
            free_from.append(end)
    return given


def band_of(bands: Sequence[Band], minute: int) -> int:
    """The band holding a minute; before the first it is the first, in a hole or after it is the one before."""
    return max(0, bisect_right([band.start for band in bands], minute) - 1)


def bands_of(bands: Sequence[Band], start: int, end: int) -> tuple[int, int]:
    """First and last band a stretch is drawn in. Short tails are given to the neighbor holding the rest."""
    first, last = band_of(bands, start), band_of(bands, max(start, end - 1))
    if (
        first < last
        and end - bands[last].start < TAIL
        and bands[last].start - start > end - bands[last].start
    ):
        last -= 1
    if first < last:
        head = bands[first + 1].start - start
        if head < TAIL and end - bands[first + 1].start > head:
            first += 1
    return first, last


@dataclass(frozen=True, slots=True)
class Piece:
    """A bar (or a part of it) inside one cell: the bands it covers and the minutes drawn in them."""

    bar: Bar
    first: int
    last: int
    start: int
    end: int
    lane: int = 0


def cell_pieces(bars: Iterable[Bar], bands: Sequence[Band]) -> list[Piece]:
    """Places of one room's bars on one day.

    A bar that fills most of several bands is one block while those bands hold nothing else. Any other bar is
    drawn once, in the band where most of it lies; a closure in the way of bookings is cut at the band edges.
    """
    spread = [(bar, *bands_of(bands, bar.start, bar.end)) for bar in bars]
    pieces: list[Piece] = []
    loose: list[list[Bar]] = [[] for _ in bands]
    for index, (bar, first, last) in enumerate(spread):
        alone = all(other[2] < first or other[1] > last for at, other in enumerate(spread) if at != index)
        if first != last and alone and (_is_closure(bar) or fills(bands[first : last + 1], bar)):
            pieces.append(Piece(bar, first, last, bar.start, bar.end))
            continue
        if first != last and not _is_closure(bar):
            first = last = _most_of(bands, bar, first, last)
        for band in range(first, last + 1):
            loose[band].append(bar)
    for band, here in enumerate(loose):
        spans = [_within(bands[band], bar) for bar in here]
        pieces.extend(
            Piece(bar, band, band, *span, lane)
            for bar, span, lane in zip(here, spans, lanes(spans), strict=True)
        )
    return pieces


def fills(bands: Sequence[Band], bar: Bar) -> bool:
    """Whether a bar takes at least half of every one of these bands."""
    return all(2 * _shared(band, bar) >= band.end - band.start for band in bands)


def _is_closure(bar: Bar) -> bool:
    return bar.kind == "closed" and not bar.faded


def _most_of(bands: Sequence[Band], bar: Bar, first: int, last: int) -> int:
    """The band holding most of a bar; of equals the first."""
    return max(range(first, last + 1), key=lambda band: (_shared(bands[band], bar), -band))


def _shared(band: Band, bar: Bar) -> int:
    return max(0, min(bar.end, band.end) - max(bar.start, band.start))


Cells = dict[tuple[int, date], list[Piece]]


def cells_of(board: Board) -> Cells:
    """The pieces of every cell, by room id and date. They do not depend on any size."""
    by_cell: dict[tuple[int, date], list[Bar]] = {}
    for bar in board.bars:
        by_cell.setdefault((bar.room, bar.date), []).append(bar)
    return {key: cell_pieces(bars, board.bands) for key, bars in by_cell.items()}


def lanes_of(board: Board, cells: Cells) -> list[list[int]]:
    """For every room the number of lanes each band needs, over all days."""
    found = []
    for room in board.rooms:
        counts = [1] * len(board.bands)
        for day in board.days:
            for piece in cells.get((room.id, day.date), ()):
                if piece.first == piece.last:
                    counts[piece.first] = max(counts[piece.first], piece.lane + 1)
        found.append(counts)
    return found


def _within(band: Band, bar: Bar) -> tuple[int, int]:
    """The part of a bar inside a band; a bar wholly outside sits as a short mark at the nearer edge."""
    start, end = max(bar.start, band.start), min(bar.end, band.end)
    if end > start:
        return start, end
    return (band.start, band.start + MARK) if bar.end <= band.start else (band.end - MARK, band.end)
