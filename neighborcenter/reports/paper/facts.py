"""Blocks of facts: labels with values, big figures with their comparisons, places to sign and to write."""

from dataclasses import dataclass, field

from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block, lines_of
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import PdfPainter

LEAST_VALUE = 50.0
"""Points: four characters of a value."""


@dataclass(frozen=True, slots=True)
class KeyValues(Block):
    """Facts as a ruled block of label and value, `columns` pairs a row; a value may span a whole row.

    Where so many columns would leave a value too little room, as on a roll, every pair has its own row.
    """

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2
    wide: frozenset[str] = frozenset()  # labels whose value takes the whole row
    label_width: float = 62.0
    least_row: float = 22.0

    def _label(self) -> float:
        """Wide enough for the longest label, by half at most: English needs more than four characters do.

        What is longer still has more lines.
        """
        widest = max(
            (fonts.width(label, Face.SANS, styles.LABEL.size) for label, _value in self.pairs), default=0
        )
        return min(max(self.label_width, widest + 9), self.label_width * 1.5)

    def _rows(self, width: float) -> list[list[tuple[str, str]]]:
        columns = self.columns if width / self.columns >= self._label() + LEAST_VALUE else 1
        rows: list[list[tuple[str, str]]] = []
        open_row: list[tuple[str, str]] = []
        for pair in self.pairs:
            if pair[0] in self.wide:
                rows += [open_row] if open_row else []
                rows.append([pair])
                open_row = []
                continue
            open_row.append(pair)
            if len(open_row) == columns:
                rows.append(open_row)
                open_row = []
        return rows + ([open_row] if open_row else [])

    def _value_width(self, row: list[tuple[str, str]], width: float) -> float:
        whole = len(row) == 1  # a wide value, or the last of an odd number: the row is its own
        return width - self._label() if whole else width / self.columns - self._label()

    def _row_height(self, row: list[tuple[str, str]], width: float) -> float:
        room = self._value_width(row, width) - 10
        tall = max(len(lines_of(value, styles.VALUE, room)) for _label, value in row)
        named = max(len(self._label_lines(label)) for label, _value in row)
        return max(self.least_row, tall * styles.VALUE.leading + 7, named * styles.LABEL.leading + 7)

    def _label_lines(self, label: str) -> list[str]:
        return lines_of(label, styles.LABEL, self._label() - 8)

    def height(self, width: float) -> float:
        return sum(self._row_height(row, width) for row in self._rows(width)) + 6

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        top = y
        for row in self._rows(width):
            tall = self._row_height(row, width)
            room = self._value_width(row, width)
            left = x
            for label, value in row:
                pen.box(left, y, self._label(), tall, fill="band", stroke="rule", width=0.4)
                pen.box(left + self._label(), y, room, tall, stroke="rule", width=0.4)
                middle = left + self._label() / 2
                named = self._label_lines(label)
                base = y + tall / 2 - (len(named) - 1) * styles.LABEL.leading / 2 + styles.LABEL.size * 0.36
                for line in named:
                    pen.text(middle, base, line, size=styles.LABEL.size, color="soft", align="center")
                    base += styles.LABEL.leading
                lines = lines_of(value, styles.VALUE, room - 10)
                base = y + tall / 2 - (len(lines) - 1) * styles.VALUE.leading / 2 + styles.VALUE.size * 0.36
                for line in lines:
                    pen.text(left + self._label() + 6, base, line, size=styles.VALUE.size)
                    base += styles.VALUE.leading
                left += self._label() + room
            y += tall
        pen.box(x, top, width, y - top, stroke="ink", width=0.8)

    def outline(self) -> list[str]:
        return [f"{label}: {value}" for label, value in self.pairs]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the figures row, with its two comparisons in words (such as "+12.5%")."""

    label: str
    value: str
    unit: str = ""
    against: tuple[tuple[str, str], ...] = ()  # (what it is compared with, the change)


@dataclass(frozen=True, slots=True)
class Figures(Block):
    """Big numbers in boxes, `columns` a row."""

    items: tuple[Figure, ...]
    columns: int = 3
    box_height: float = 74.0
    gap: float = 8.0

    def height(self, width: float) -> float:
        rows = -(-len(self.items) // self.columns)
        return rows * self.box_height + (rows - 1) * self.gap + 8

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        wide = (width - self.gap * (self.columns - 1)) / self.columns
        for at, item in enumerate(self.items):
            left = x + (at % self.columns) * (wide + self.gap)
            top = y + (at // self.columns) * (self.box_height + self.gap)
            pen.box(left, top, wide, self.box_height, fill="band")
            pen.box(left, top, 2.4, self.box_height, fill="accent")
            pen.text(left + 11, top + 16, item.label, size=9.5, color="soft")
            pen.text(left + 11, top + 40, item.value, size=20, face=Face.SANS_BOLD)
            after = left + 14 + fonts.width(item.value, Face.SANS_BOLD, 20)
            pen.text(after, top + 40, item.unit, size=9.5, color="soft")
            self._changes(pen, item, left + 11, top + self.box_height - 9, wide - 18)

    @staticmethod
    def _changes(pen: PdfPainter, item: Figure, x: float, y: float, room: float) -> None:
        """Side by side; one below the other when they are too wide for that."""
        needed = sum(
            fonts.width(name, Face.SANS, 8.5) + fonts.width(change, Face.SANS_BOLD, 8.5) + 13
            for name, change in item.against
        )
        if needed - 10 > room:
            for at, (name, change) in enumerate(reversed(item.against)):
                pen.text(x, y - 11 * at + 1, name, size=8.5, color="soft")
                shift = fonts.width(name, Face.SANS, 8.5) + 3
                pen.text(x + shift, y - 11 * at + 1, change, size=8.5, face=Face.SANS_BOLD)
            return
        for name, change in item.against:
            pen.text(x, y, name, size=8.5, color="soft")
            x += fonts.width(name, Face.SANS, 8.5) + 3
            pen.text(x, y, change, size=8.5, face=Face.SANS_BOLD)
            x += fonts.width(change, Face.SANS_BOLD, 8.5) + 10

    def outline(self) -> list[str]:
        return [
            f"[{item.label}] {item.value} {item.unit}".rstrip()
            + "".join(f" | {name} {change}" for name, change in item.against)
            for item in self.items
        ]


@dataclass(frozen=True, slots=True)
class Signatures(Block):
    """Places to sign by hand: a label and a line each, the date last."""

    names: tuple[str, ...]
    room: float = 34.0  # height of the signing room: a seal overlaps it, a pen needs 9 mm

    def follows(self) -> bool:
        return True

    def height(self, width: float) -> float:
        return self.room + 6

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        labels = [_("{label}:").format(label=name) for name in self.names]
        widths = [fonts.width(label, Face.SANS, styles.WU_HAO) + 2 for label in labels]
        line = max(20.0, (width - sum(widths) - 12 * (len(labels) - 1)) / len(labels))
        base = y + self.room - 6
        for label, wide in zip(labels, widths, strict=True):
            pen.text(x, base, label, size=styles.WU_HAO)
            pen.line([(x + wide, base + 2.5), (x + wide + line, base + 2.5)], color="ink", width=0.5)
            x += wide + line + 12

    def outline(self) -> list[str]:
        return ["  ".join(_("{label}:").format(label=name) + "____" for name in self.names)]


@dataclass(frozen=True, slots=True)
class WritingLines(Block):
    """Ruled lines to write on by hand, 9 mm apart."""

    count: int
    label: str = ""
    pitch: float = field(default=9 * styles.MM)

    def height(self, width: float) -> float:
        return self.count * self.pitch + (16 if self.label else 0)

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        if self.label:
            pen.text(x, y + 11, self.label, size=styles.LABEL.size, color="soft")
            y += 16
        for at in range(1, self.count + 1):
            line = y + at * self.pitch - 2
            pen.line([(x, line), (x + width, line)], color="rule", width=0.4)

    def outline(self) -> list[str]:
        return ([self.label] if self.label else []) + ["____"] * self.count
