"""A roster for the wall: a grid of posts and days, either way round; in each cell who is on, the lead set heavier."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block, lines_of
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import PdfPainter

Mark = Literal["time", "lead", "name", "gap", "aside"]
PAD = 5.0
NAMES_SHARE = 1.25
"""How wide the column of posts is beside that of a day."""
SMALLER: frozenset[Mark] = frozenset(("time", "aside"))
_LOOK: dict[Mark, tuple[Face, str]] = {
    "time": (Face.SANS, "soft"),
    "lead": (Face.SANS_BOLD, "ink"),
    "name": (Face.SANS, "ink"),
    "gap": (Face.SANS_BOLD, "accent"),
    "aside": (Face.SANS, "soft"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a cell: a name is never torn apart while it fits a line."""

    words: str
    mark: Mark = "name"


Stack = tuple[Piece, ...]
"""One shift: its time alone on a line, then whoever is on it."""
Line = list[tuple[float, Piece]]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One post or one day: its name, what stands small below, and its cells; an `off` day is shaded."""

    name: str
    below: str
    cells: tuple[tuple[Stack, ...], ...]
    off: bool = False


@dataclass(frozen=True, slots=True)
class GridHead:
    """One day or one post: its name, and what stands below; an `off` day is shaded all the way down."""

    name: str
    below: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class RosterGrid(Block):
    """The whole week or month; whole rows to a page, the head repeated.

    `names` is how wide the first column is beside another, `shares` how wide those are (alike where it is empty),
    `air` how much taller a row is than its lines; `centered` sets them in the middle of their row.
    """

    corner: str
    heads: tuple[GridHead, ...]
    rows: tuple[GridRow, ...]
    size: float = 10.5
    empty: str = ""
    least_row: float = 40.0
    names: float = NAMES_SHARE
    air: float = 9.0
    shares: tuple[float, ...] = ()
    centered: bool = False

    def _leading(self) -> float:
        return self.size * 1.36

    def is_whole(self, width: float) -> bool:
        """Whether every time and every name stands on one line."""
        _names, rooms = self._widths(width)
        pieces = {
            (at, piece)
            for row in self.rows
            for at, cell in enumerate(row.cells)
            for stack in cell
            for piece in stack
        }
        return all(self._wide(piece) <= rooms[at] - 2 * PAD for at, piece in pieces)

    def line_of(self, cell: Sequence[Stack]) -> float:
        """How wide a cell would be on one line, in points."""
        pieces = [piece for stack in cell for piece in stack]
        return sum(map(self._wide, pieces)) + self.size * 0.5 * max(0, len(pieces) - 1) + 2 * PAD

    def filling(self, width: float, room: float) -> "RosterGrid":
        """The same with its lower rows drawn out, until it is as tall as `room`."""
        least = [replace(self, least_row=0.0)._row_height(row, width) for row in self.rows]
        left = room - self._head_height() - 8
        for at, tall in enumerate(sorted(least, reverse=True)):
            if tall * (len(least) - at) <= left:
                return replace(self, least_row=min(7 * self.size, left / (len(least) - at)))
            left -= tall
        return self

    def _size_of(self, piece: Piece) -> float:
        return self.size * 0.86 if piece.mark in SMALLER else self.size

    def _wide(self, piece: Piece) -> float:
        return fonts.width(piece.words, _LOOK[piece.mark][0], self._size_of(piece))

    def _widths(self, width: float) -> tuple[float, list[float]]:
        """Of the first column, and of the others."""
        usual = width / (len(self.heads) + self.names)
        names = width - usual * len(self.heads)
        shares = self.shares or (1.0,) * len(self.heads)
        return names, [(width - names) * share / sum(shares) for share in shares]

    def _head_height(self) -> float:
        return 2 * self._leading() + 10

    def _lines(self, stacks: Sequence[Stack], room: float) -> list[Line]:
        """Words side by side while they fit; a name too long for a line goes on below."""
        lines: list[Line] = []
        gap = self.size * 0.5
        for stack in stacks:
            x, line = 0.0, list[tuple[float, Piece]]()
            for piece in self._broken(stack, room):
                wide = self._wide(piece)
                if line and x + wide > room:
                    lines.append(line)
                    x, line = 0.0, []
                line.append((x, piece))
                x += wide + gap
                if piece.mark == "time":
                    lines.append(line)
                    x, line = 0.0, []
            if line:
                lines.append(line)
        return lines

    def _broken(self, stack: Stack, room: float) -> list[Piece]:
        found = []
        for piece in stack:
            style = replace(styles.CELL, size=self._size_of(piece), face=_LOOK[piece.mark][0])
            found += [replace(piece, words=words) for words in lines_of(piece.words, style, room)]
        return found

    def _name_lines(self, row: GridRow, room: float) -> tuple[list[str], list[str]]:
        bold = replace(styles.CELL_HEAD, size=self.size + 0.5)
        small = replace(styles.CELL, size=self.size * 0.86)
        return lines_of(row.name, bold, room), lines_of(row.below, small, room) if row.below else []

    def _row_height(self, row: GridRow, width: float) -> float:
        names, rooms = self._widths(width)
        most = max(
            (len(self._lines(cell, room - 2 * PAD)) for cell, room in zip(row.cells, rooms, strict=True)),
            default=0,
        )
        gaps = max((len(cell) - 1 for cell in row.cells), default=0)
        name, below = self._name_lines(row, names - 2 * PAD)
        return max(
            self.least_row, most * self._leading() + max(0, gaps) * 3 + self.air,
            (len(name) + len(below)) * self._leading() + self.air,
        )  # fmt: skip

    def height(self, width: float) -> float:
        body = sum(self._row_height(row, width) for row in self.rows)
        return self._head_height() + (body or self.least_row) + 6

    def least(self, width: float) -> float:
        first = self._row_height(self.rows[0], width) if self.rows else self.least_row
        return self._head_height() + first

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        if self.height(width) <= room:
            return self, None
        used, fit = self._head_height(), 0
        for row in self.rows:
            used += self._row_height(row, width)
            if used > room:
                break
            fit += 1
        if not 0 < fit < len(self.rows):
            return None, self
        return replace(self, rows=self.rows[:fit]), replace(self, rows=self.rows[fit:])

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        names, rooms = self._widths(width)
        edges = [x, *accumulate(rooms, initial=x + names)]
        whole = self.height(width) - 6
        for at, head in enumerate(self.heads):
            if head.off and self.rows:
                pen.box(edges[at + 1], y, rooms[at], whole, fill="band")
        ys = [y, self._draw_head(pen, edges, y)]
        for row in self.rows:
            tall = self._row_height(row, width)
            if row.off:
                pen.box(x, ys[-1], width, tall, fill="band")
            self._draw_row(pen, edges, ys[-1], tall, row)
            ys.append(ys[-1] + tall)
        if not self.rows:
            middle = ys[-1] + self.least_row / 2 + self.size * 0.36
            pen.text(x + width / 2, middle, self.empty, size=self.size, color="soft", align="center")
            pen.grid([x, x + width], [ys[-1], ys[-1] + self.least_row])
        else:
            pen.grid(edges, ys)
        pen.box(x, y, width, whole, stroke="ink", width=0.9)

    def _draw_head(self, pen: PdfPainter, edges: Sequence[float], y: float) -> float:
        tall = self._head_height()
        pen.box(edges[0], y, edges[-1] - edges[0], tall, fill="head")
        base = y + 5 + self.size
        middle = y + tall / 2 + self.size * 0.36
        pen.text(
            (edges[0] + edges[1]) / 2,
            middle,
            self.corner,
            size=self.size,
            face=Face.SANS_BOLD,
            align="center",
        )
        for at, head in enumerate(self.heads):
            center = (edges[at + 1] + edges[at + 2]) / 2
            color = "accent" if head.off else "ink"
            room = edges[at + 2] - edges[at + 1] - 4
            name = fonts.fit(head.name, Face.SANS_BOLD, self.size + 1, room)
            pen.text(center, base, name, size=self.size + 1, face=Face.SANS_BOLD, color=color, align="center")
            below = fonts.fit(head.below, Face.SANS, self.size * 0.86, room)
            pen.text(
                center, base + self._leading(), below, size=self.size * 0.86, color="soft", align="center"
            )
        return y + tall

    def _draw_row(self, pen: PdfPainter, edges: Sequence[float], y: float, tall: float, row: GridRow) -> None:
        name, below = self._name_lines(row, edges[1] - edges[0] - 2 * PAD)
        lead = self._leading()
        base = y + (tall - (len(name) + len(below)) * lead) / 2 + self.size * 1.06
        color = "accent" if row.off else "ink"
        for words in name:
            pen.text(edges[0] + PAD, base, words, size=self.size + 0.5, face=Face.SANS_BOLD, color=color)
            base += lead
        for words in below:
            pen.text(edges[0] + PAD, base, words, size=self.size * 0.86, color="soft")
            base += lead
        for at, stacks in enumerate(row.cells):
            left, room = edges[at + 1] + PAD, edges[at + 2] - edges[at + 1] - 2 * PAD
            base = y + (self.air - 1) / 2 + self.size
            if self.centered:
                lines = len(self._lines(stacks, room))
                base = y + (tall - lines * lead - max(0, len(stacks) - 1) * 3) / 2 + self.size * 1.06
            for stack in stacks:
                for line in self._lines((stack,), room):
                    for shift, piece in line:
                        face, color = _LOOK[piece.mark]
                        size = self._size_of(piece)
                        pen.text(left + shift, base, piece.words, size=size, face=face, color=color)
                    base += lead
                base += 3

    def outline(self) -> list[str]:
        lines = [" | ".join((self.corner, *(f"{head.name} {head.below}" for head in self.heads)))]
        for row in self.rows:
            cells = [
                " / ".join(" ".join(piece.words for piece in stack) for stack in stacks)
                for stacks in row.cells
            ]
            lines.append(" | ".join((f"{row.name} {row.below}".strip(), *cells)))
        if not self.rows and self.empty:
            lines.append(self.empty)
        return lines
