"""Minutes to pixels and back: bands, lanes, places of bars, hit testing and snapping. Pure, without Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from ui.kit.timeline.board import DAY_MINUTES, Bar, Board
from ui.kit.timeline.pieces import Cells, Piece, bands_of, cells_of, lanes_of

SNAP = 15
FINE_SNAP = 5
CREATE_PIXELS = 4
MOVE_PIXELS = 5
EDGE_PIXELS = 6


@dataclass(frozen=True, slots=True)
class Rect:
    """A place in content pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Half-open, so that two touching bars never both answer."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight ruler: minutes `start`…`end` drawn over `length` pixels."""

    start: int
    end: int
    length: float

    def at(self, minute: float) -> float:
        """Pixel of a minute, kept on the ruler."""
        kept = min(max(minute, self.start), self.end)
        return (kept - self.start) * self.length / max(1, self.end - self.start)

    def minute(self, pixel: float) -> float:
        """Minute under a pixel, kept on the ruler."""
        if self.length <= 0:
            return float(self.start)
        kept = min(max(pixel, 0.0), self.length)
        return self.start + kept * (self.end - self.start) / self.length


def snap(minute: float, step: int = SNAP) -> int:
    """The nearest multiple of `step`, inside one day. Halves go up."""
    return min(max(int((minute + step / 2) // step) * step, 0), DAY_MINUTES)


def snap_range(anchor: float, head: float, step: int = SNAP) -> tuple[int, int]:
    """The stretch between two pressed minutes, in order, at least one step long, inside one day."""
    start, end = sorted((snap(anchor, step), snap(head, step)))
    if end - start >= step:
        return start, end
    if head < anchor and start >= step:
        return end - step, end
    return (start, start + step) if start + step <= DAY_MINUTES else (DAY_MINUTES - step, DAY_MINUTES)


def shift(start: int, end: int, minutes: int) -> tuple[int, int]:
    """The stretch moved, stopped at midnight on either side; its length is kept."""
    kept = min(max(minutes, -start), DAY_MINUTES - end)
    return start + kept, end + kept


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels. The view scales them for large print."""

    left: float = 122
    top: float = 46
    lane: float = 29.5
    pad_x: float = 3
    pad_y: float = 4
    gap: float = 2.5
    row_min: float = 72
    least: float = 26
    most: float = 26


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar's piece with its place in content pixels."""

    piece: Piece
    rect: Rect


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point: zone is "bar", "start" or "end" (its edges), "slot", "day", "room" or ""."""

    zone: str = ""
    room: int = -1
    day: int = -1
    minute: float = 0
    bar: Bar | None = None


@dataclass(slots=True)
class Grid:
    """The whole board in content pixels: origin at the left of the room column, top of the header."""

    board: Board
    width: float
    measures: Measures = field(default_factory=Measures)
    # How wide a bar would like to be for its words; asked only when time alone gives it less.
    wish: Callable[[Bar], float] | None = None
    # Worked out once per board and handed to every new grid; None works them out here.
    cells: Cells | None = None
    column: float = field(init=False, default=1.0)
    """The width of one day."""
    tops: list[float] = field(init=False, default_factory=list)
    heights: list[float] = field(init=False, default_factory=list)
    lanes: list[list[int]] = field(init=False, default_factory=list)
    _placed: dict[int, list[Placed]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.cells is None:
            self.cells = cells_of(self.board)
        self.lanes = lanes_of(self.board, self.cells)
        self.column = max(1.0, (self.width - self.measures.left) / max(1, len(self.board.days)))
        y = self.measures.top
        for counts in self.lanes:
            wanted = max(self.measures.row_min, sum(counts) * self.measures.lane + 2 * self.measures.pad_y)
            # Whole pixels, so that every row's hairline is equally sharp; the rest goes to the next row.
            self.tops.append(int(y))
            self.heights.append(int(y + wanted) - int(y))
            y += wanted

    @property
    def height(self) -> float:
        """The height of header and all rows."""
        return (self.tops[-1] + self.heights[-1]) if self.tops else self.measures.top

    def day_x(self, day: int) -> float:
        """The left edge of a day's column."""
        return self.measures.left + day * self.column

    def scale(self, band: int) -> Scale:
        """The ruler of a band inside a day's column, without the column's padding."""
        shape = self.board.bands[band]
        return Scale(shape.start, shape.end, self.column - 2 * self.measures.pad_x)

    def band_rect(self, room: int, day: int, band: int) -> Rect:
        """The strip of one band in one cell."""
        y = self._band_top(room, band)
        return Rect(self.day_x(day), y, self.column, self._band_top(room, band + 1) - y)

    def _band_top(self, room: int, band: int) -> float:
        """The top of a band; rows higher than their lanes need share the rest evenly."""
        counts = self.lanes[room]
        inner = self.heights[room] - 2 * self.measures.pad_y
        spare = max(0.0, inner - sum(counts) * self.measures.lane) / len(counts)
        return self.tops[room] + self.measures.pad_y + sum(counts[:band]) * self.measures.lane + spare * band

    def cell_rect(self, room: int, day: int) -> Rect:
        """The whole cell of a room on a day."""
        return Rect(self.day_x(day), self.tops[room], self.column, self.heights[room])

    def range_rects(self, room: int, day: int, start: int, end: int) -> list[Rect]:
        """Where a stretch would be drawn: one strip per band it touches."""
        first, last = bands_of(self.board.bands, start, end)
        found = []
        for band in range(first, last + 1):
            shape, strip = self.board.bands[band], self.band_rect(room, day, band)
            scale = self.scale(band)
            x0, x1 = scale.at(max(start, shape.start)), scale.at(min(end, shape.end))
            x = strip.x + self.measures.pad_x + min(x0, scale.length - 2)
            whole = len(self.board.bands) == 1
            height = (strip.height if whole else min(strip.height, self.measures.lane)) - self.measures.gap
            found.append(Rect(x, strip.y + self.measures.gap / 2, max(x1 - x0, 2.0), height))
        return found

    def placed(self, room: int) -> list[Placed]:
        """The bars of a row with their places, left to right; worked out once."""
        if room not in self._placed:
            self._placed[room] = [
                placed for day in range(len(self.board.days)) for placed in self._placed_in(room, day)
            ]
        return self._placed[room]

    def _placed_in(self, room: int, day: int) -> list[Placed]:
        pieces = (self.cells or {}).get((self.board.rooms[room].id, self.board.days[day].date), [])
        rows: dict[tuple[int, int], list[Piece]] = {}
        for piece in pieces:
            rows.setdefault((piece.first, piece.lane), []).append(piece)
        found = []
        for (band, _lane), row in rows.items():
            row.sort(key=lambda piece: piece.start)
            strip = self.band_rect(room, day, band)
            reached = 0.0
            for at, piece in enumerate(row):
                after = row[at + 1] if at + 1 < len(row) else None
                rect = self._piece_rect(room, strip, piece, after, reached)
                reached = rect.right - strip.x - self.measures.pad_x + 1
                found.append(Placed(piece, rect))
        return found

    def _piece_rect(self, room: int, strip: Rect, piece: Piece, after: Piece | None, reached: float) -> Rect:
        """A piece's place. One too short for its words takes free room to the right, then to the left.

        `reached` is the pixel of the ruler where the piece before ends: nothing is drawn over a neighbor.
        """
        scale = self.scale(piece.first)
        y = strip.y + piece.lane * self.measures.lane + self.measures.gap / 2
        left = strip.x + self.measures.pad_x
        if piece.first != piece.last:
            return Rect(
                left, y, scale.length, self._band_top(room, piece.last + 1) - self.measures.gap / 2 - y
            )
        x0, x1 = scale.at(piece.start), scale.at(piece.end)
        limit = scale.at(after.start) - 1 if after else scale.length
        least = self.measures.least
        if self.wish is not None and x1 - x0 < self.measures.most:
            least = max(least, min(self.wish(piece.bar), self.measures.most))
        x1 = max(min(x1, limit), min(x0 + least, limit), x0 + 2)
        if self.wish is not None and x1 - x0 < least:
            x0 = min(x0, max(reached, x1 - least))
        height = self.measures.lane - self.measures.gap
        if len(self.board.bands) == 1:
            height = (strip.height / self.lanes[room][0]) - self.measures.gap
            y = strip.y + piece.lane * (height + self.measures.gap) + self.measures.gap / 2
        return Rect(left + x0, y, x1 - x0, height)

    def room_at(self, y: float) -> int:
        """The row at a content height; -1 in the header or below the last row."""
        if not self.tops or y < self.tops[0] or y >= self.height:
            return -1
        return bisect_right(self.tops, y) - 1

    def day_at(self, x: float) -> int:
        """The column at a content x; -1 in the room column or beyond the last day."""
        if x < self.measures.left or not self.board.days:
            return -1
        day = int((x - self.measures.left) // self.column)
        return day if day < len(self.board.days) else -1

    def minute_at(self, room: int, day: int, x: float, y: float) -> float:
        """The minute under a point of a cell, read on the ruler of the band at that height."""
        bands = range(len(self.board.bands))
        band = next((b for b in bands if y < self.band_rect(room, day, b).bottom), len(self.board.bands) - 1)
        return self.scale(band).minute(x - self.day_x(day) - self.measures.pad_x)

    def hit(self, x: float, y: float) -> Hit:
        """What a point touches. Later bars lie on top."""
        room, day = self.room_at(y), self.day_at(x)
        if room < 0:
            return Hit("day", day=day) if day >= 0 and y < self.measures.top else Hit()
        if day < 0:
            return Hit("room", room=room) if x < self.measures.left else Hit()
        minute = self.minute_at(room, day, x, y)
        for placed in reversed(self.placed(room)):
            if placed.rect.contains(x, y):
                return Hit(_zone(placed, x), room, day, minute, placed.piece.bar)
        return Hit("slot", room, day, minute)


def _zone(placed: Placed, x: float) -> str:
    """Which part of a bar: its ends are handles when the bar is wide enough to leave a middle."""
    bar, piece, rect = placed.piece.bar, placed.piece, placed.rect
    if bar.fixed or rect.width < 4 * EDGE_PIXELS or piece.first != piece.last:
        return "bar"
    if x < rect.x + EDGE_PIXELS and piece.start == bar.start:
        return "start"
    if x >= rect.right - EDGE_PIXELS and piece.end == bar.end:
        return "end"
    return "bar"
