"""Tables set page by page: a head that repeats, a totals row that stays with the last lines, blank lines crossed out.

Each page draws its own small table by hand on the canvas: 10,000 rows take a third of the time of one long
ReportLab table, and the time grows in step with the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block, lines_of
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import Align, PdfPainter
from neighborcenter.reports.paper.repairs import pieces

PAD = 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` is a share of the table, or points when `fixed`; `wrap` lets a cell grow downwards."""

    title: str
    width: float = 1.0
    align: Align = "left"
    wrap: bool = False
    fixed: bool = False


Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Ruled rows under a head. Cells are cut with … unless their column wraps.

    `bold` are numbers of rows set heavier (groups, subtotals); `totals` closes the table on its last page;
    `blanks` empty rows follow, for writing, or crossed out when `crossed`. `joined` columns have one cell for
    neighbors of which the first of these columns says the same; each page says it anew.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Cells]
    totals: Cells = ()
    bold: frozenset[int] = frozenset()
    row_height: float = 18.0
    size: float = styles.XIAO_WU
    blanks: int = 0
    crossed: bool = False
    empty: str = ""  # what an empty table says
    joined: tuple[int, ...] = ()

    # -- measuring

    def widths(self, width: float) -> list[float]:
        """Widths of the columns in points: their shares, yet no word of a title is torn while others can give way."""
        fixed = sum(column.width for column in self.columns if column.fixed)
        shares = sum(column.width for column in self.columns if not column.fixed) or 1.0
        wanted = [
            column.width if column.fixed else (width - fixed) * column.width / shares
            for column in self.columns
        ]
        needed = [self._longest_word(column.title) + 4 for column in self.columns]
        lacking = sum(max(0.0, need - wide) for need, wide in zip(needed, wanted, strict=True))
        if not lacking:
            return wanted
        # Cells that wrap lose nothing; only where there is too little of them do others give way.
        for may_give in ([column.wrap for column in self.columns], [not one.fixed for one in self.columns]):
            spare = [
                max(0.0, wide - need) * gives
                for gives, need, wide in zip(may_give, needed, wanted, strict=True)
            ]
            if lacking <= sum(spare):
                given = lacking / sum(spare)
                return [
                    max(need, wide) - free * given
                    for need, wide, free in zip(needed, wanted, spare, strict=True)
                ]
        return wanted

    def _longest_word(self, title: str) -> float:
        return max((fonts.width(word, Face.SANS_BOLD, self.size) for word in pieces(title)), default=0.0)

    def _leading(self) -> float:
        return self.size * 1.35

    def _head_lines(self, width: float) -> list[list[str]]:
        style = replace(styles.CELL_HEAD, size=self.size)
        return [
            lines_of(column.title, style, wide - 4)
            for column, wide in zip(self.columns, self.widths(width), strict=True)
        ]

    def head_height(self, width: float) -> float:
        """Height of the head: as many lines as its longest title needs."""
        most = max(len(lines) for lines in self._head_lines(width))
        return max(self.row_height + 2, most * self._leading() + 7)

    def _lines(self, row: Cells, widths: Sequence[float]) -> list[list[str]]:
        style = replace(styles.CELL, size=self.size)
        found = []
        for column, cell, wide in zip(self.columns, row, widths, strict=True):
            if column.wrap and len(cell) * self.size > wide - 2 * PAD:
                found.append(lines_of(cell, style, wide - 2 * PAD))
            elif column.wrap and "\n" in cell:
                found.append(cell.split("\n"))
            else:
                found.append([fonts.fit(cell, Face.SANS, self.size, wide - 2 * PAD)])
        return found

    def _row_height(self, lines: list[list[str]]) -> float:
        most = max(map(len, lines))
        air = min(6.0, self.row_height - self._leading())
        return self.row_height if most == 1 else max(self.row_height, most * self._leading() + air)

    def _wraps(self) -> bool:
        return any(column.wrap for column in self.columns)

    def _foot_height(self) -> float:
        return (self.row_height if self.totals else 0.0) + self.blanks * self.row_height

    def height(self, width: float) -> float:
        head = self.head_height(width)
        if not self.rows:
            return head + self.row_height * (1 if self.empty else 0) + self._foot_height() + 6
        if not self._wraps():
            return head + len(self.rows) * self.row_height + self._foot_height() + 6
        widths = self.widths(width)
        return (
            head
            + sum(self._row_height(self._lines(row, widths)) for row in self.rows)
            + self._foot_height()
            + 6
        )

    def least(self, width: float) -> float:
        return (
            self.head_height(width)
            + min(2, max(1, len(self.rows))) * self.row_height
            + (self.row_height if self.totals else 0)
        )

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        if self._wraps():
            fit = self._fit_wrapped(width, room)
        else:
            fit = int((room - self.head_height(width)) // self.row_height)
        if fit >= len(self.rows):
            if self.head_height(width) + self._body(width) + self._foot_height() <= room:
                return self, None
            fit = len(self.rows) - 1  # the totals never stand alone: the last row goes along
        if fit < 1:
            return None, self
        return self._cut(fit)

    def parted(self) -> tuple[Block, Block | None]:
        return self._cut(len(self.rows) - 2) if len(self.rows) > 3 and not self.blanks else (self, None)

    def _cut(self, fit: int) -> tuple[Block, Block]:
        first = replace(
            self,
            rows=self.rows[:fit],
            totals=(),
            blanks=0,
            bold=frozenset(at for at in self.bold if at < fit),
        )
        rest = replace(self, rows=self.rows[fit:], bold=frozenset(at - fit for at in self.bold if at >= fit))
        return first, rest

    def _body(self, width: float) -> float:
        if not self._wraps():
            return len(self.rows) * self.row_height
        widths = self.widths(width)
        return sum(self._row_height(self._lines(row, widths)) for row in self.rows)

    def _fit_wrapped(self, width: float, room: float) -> int:
        widths, used = self.widths(width), self.head_height(width)
        for at, row in enumerate(self.rows):
            used += self._row_height(self._lines(row, widths))
            if used > room:
                return at
        return len(self.rows)

    # -- drawing

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        widths = self.widths(width)
        edges = [x]
        for wide in widths:
            edges.append(edges[-1] + wide)
        top = y
        y = self._draw_head(pen, edges, y, width)
        ys = [top, y]
        light: list[tuple[float, float, str]] = []
        heavy: list[tuple[float, float, str]] = []
        for at, row in enumerate(self.rows):
            lines = self._lines(row, widths)
            tall = self._row_height(lines)
            for column in self.joined:
                lines[column] = []
            if at in self.bold:
                pen.box(x, y, width, tall, fill="band")
            self._place(
                heavy if at in self.bold else light,
                lines,
                edges,
                y,
                tall,
                Face.SANS_BOLD if at in self.bold else Face.SANS,
            )
            y += tall
            ys.append(y)
        self._place_joined(light, edges, ys[1:])
        if not self.rows and self.empty:
            pen.text(
                x + width / 2,
                y + self.row_height / 2 + self.size * 0.36,
                self.empty,
                size=self.size,
                color="soft",
                align="center",
            )
            pen.box(x, y, width, self.row_height, stroke="rule", width=0.4)
            y += self.row_height
        if self.totals:
            pen.box(x, y, width, self.row_height, fill="head")
            fitted = [
                [fonts.fit(cell, Face.SANS_BOLD, self.size, wide - 2 * PAD)]
                for cell, wide in zip(self.totals, widths, strict=True)
            ]
            self._place(heavy, fitted, edges, y, self.row_height, Face.SANS_BOLD)
            y += self.row_height
            ys.append(y)
        if self.blanks:
            ys += [y + self.row_height * at for at in range(1, self.blanks + 1)]
        if len(ys) > 2:
            self._rule(pen, edges, ys)
        if self.blanks:
            y = self._draw_blanks(pen, x, y, width)
        pen.texts(light, size=self.size)
        if heavy:
            pen.texts(heavy, size=self.size, face=Face.SANS_BOLD)
        pen.box(x, top, width, y - top, stroke="ink", width=0.8)

    def _draw_head(self, pen: PdfPainter, edges: list[float], y: float, width: float) -> float:
        tall = self.head_height(width)
        pen.box(edges[0], y, width, tall, fill="head")
        for at, lines in enumerate(self._head_lines(width)):
            middle = (edges[at] + edges[at + 1]) / 2
            base = y + tall / 2 - (len(lines) - 1) * self._leading() / 2 + self.size * 0.36
            for line in lines:
                pen.text(middle, base, line, size=self.size, face=Face.SANS_BOLD, align="center")
                base += self._leading()
        pen.grid(edges, [y, y + tall])
        return y + tall

    def _runs(self) -> list[tuple[int, int]]:
        """First row and the one after the last of each joined cell."""
        if not self.joined:
            return []
        said = [row[self.joined[0]] for row in self.rows]
        starts = [at for at, words in enumerate(said) if at == 0 or words != said[at - 1]]
        return list(pairwise([*starts, len(said)]))

    def _place_joined(
        self, into: list[tuple[float, float, str]], edges: Sequence[float], ys: Sequence[float]
    ) -> None:
        """The words of joined cells, in their middle; `ys` are the edges of the rows."""
        for first, end in self._runs():
            cells = self._lines(self.rows[first], self.widths(edges[-1] - edges[0]))
            lines = [cell if at in self.joined else [] for at, cell in enumerate(cells)]
            self._place(into, lines, edges, ys[first], ys[end] - ys[first], Face.SANS)

    def _rule(self, pen: PdfPainter, edges: list[float], ys: list[float]) -> None:
        """The lines of the table; none goes through a joined cell."""
        inside = {at + 1 for first, end in self._runs() for at in range(first + 1, end)}
        pen.grid(edges, [y for at, y in enumerate(ys) if at not in inside])
        for at in sorted(inside):
            for column in range(len(self.columns)):
                if column not in self.joined:
                    pen.line([(edges[column], ys[at]), (edges[column + 1], ys[at])], width=0.4)

    def _place(
        self,
        into: list[tuple[float, float, str]],
        lines: list[list[str]],
        edges: Sequence[float],
        y: float,
        tall: float,
        face: Face,
    ) -> None:
        size = self.size
        for at, column in enumerate(self.columns):
            cell = lines[at]
            base = y + tall / 2 - (len(cell) - 1) * self._leading() / 2 + size * 0.36
            for line in cell:
                if line:
                    if column.align == "left":
                        left = edges[at] + PAD
                    elif column.align == "right":
                        left = edges[at + 1] - PAD - fonts.width(line, face, size)
                    else:
                        left = (edges[at] + edges[at + 1] - fonts.width(line, face, size)) / 2
                    into.append((left, base, line))
                base += self._leading()

    def _draw_blanks(self, pen: PdfPainter, x: float, y: float, width: float) -> float:
        """Blank lines at the end; crossed out with one stroke so that nothing can be added later."""
        end = y + self.blanks * self.row_height
        if self.crossed:
            pen.line([(x + width * 0.94, y + 4), (x + width * 0.06, end - 4)], color="soft", width=0.6)
            pen.text(
                x + width / 2,
                y + self.row_height / 2 + self.size * 0.36,
                _("Blank below"),
                size=self.size,
                color="soft",
                align="center",
            )
        return end

    def outline(self) -> list[str]:
        lines = [" | ".join(column.title for column in self.columns)]
        lines += [" | ".join(cell.replace("\n", " / ") for cell in row) for row in self.rows]
        if not self.rows and self.empty:
            lines.append(self.empty)
        if self.totals:
            lines.append("= " + " | ".join(self.totals))
        if self.blanks:
            lines.append(f"({self.blanks} blank lines{', crossed out' if self.crossed else ''})")
        return lines
