"""Charts from plain numbers: bars, ranked bars, lines, donut — vectors through the few strokes of `painter.py`.

Every chart names its values in figures where there is room, so that it can be read in black and white and
from a copy of a copy. A missing value (None) leaves a gap; it is never drawn as nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Protocol

from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import Painter, PdfPainter, ring_piece
from neighborcenter.reports.paper.styles import PARTS

SMALL = 8.0
SERIES_COLORS = ("accent", "compare", "before")
Value = float | None


class Chart(Protocol):
    """Something that can draw itself into a rectangle and say its numbers."""

    def draw(self, pen: Painter, x: float, y: float, w: float, h: float) -> None:
        """Draw into the rectangle with its top left corner at (x, y)."""

    def outline(self) -> list[str]:
        """Its numbers, one line each."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers with its name."""

    name: str
    values: tuple[Value, ...]


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round steps from 0 to at least `most`: 1, 2, 2.5 or 5 times a power of ten, whole numbers for counts."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    if step < 1 or step != int(step):
        step = float(max(1, ceil(step)))
    return [step * at for at in range(ceil(most / step - 1e-9) + 1)]


def words_of(value: Value) -> str:
    """A number as it is written at a bar: no needless decimals."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _most(series: Sequence[Series]) -> float:
    return max((value for one in series for value in one.values if value is not None), default=0.0)


def _legend(pen: Painter, series: Sequence[Series], right: float, y: float) -> None:
    """Names of the series, right-aligned above the chart."""
    for at in range(len(series) - 1, -1, -1):
        name = series[at].name
        right -= pen.text_width(name, size=SMALL)
        pen.text(right, y, name, size=SMALL, color="soft")
        right -= 11
        pen.box(right, y - 6.5, 8, 7, fill=SERIES_COLORS[at % len(SERIES_COLORS)])
        right -= 12


def _label_room(pen: Painter, most: float) -> float:
    """The room at the left that the figures of the levels need."""
    return max(pen.text_width(words_of(step), size=SMALL) for step in ticks(most)) + 5


def _scale(pen: Painter, x: float, top: float, w: float, h: float, most: float) -> tuple[float, float, float]:
    """Draw the level lines; returns left end, usable width and points per unit."""
    steps = ticks(most)
    label_room = _label_room(pen, most)
    unit = h / steps[-1]
    for step in steps:
        level = top + h - step * unit
        pen.line(
            [(x + label_room, level), (x + w, level)],
            color="rule" if step == 0 else "hair",
            width=0.6 if step == 0 else 0.4,
        )
        pen.text(x + label_room - 4, level + 2.8, words_of(step), size=SMALL, color="soft", align="right")
    return x + label_room, w - label_room, unit


def every_label(pen: Painter, labels: Sequence[str], slot: float) -> int:
    """Write every n-th label so that they do not touch."""
    widest = max((pen.text_width(label, size=SMALL) for label in labels), default=0.0) + 4
    return max(1, ceil(widest / slot))


@dataclass(frozen=True, slots=True)
class Bars:
    """Upright bars; two or three series stand side by side (this period, compared with others)."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marked: frozenset[int] = frozenset()  # labels drawn heavier, such as the peak

    def draw(self, pen: Painter, x: float, y: float, w: float, h: float) -> None:
        several = len(self.series) > 1
        head = 16.0 if several else 10.0
        if several:
            _legend(pen, self.series, x + w, y + 8)
        left, wide, unit = _scale(pen, x, y + head, w, h - head - 14, _most(self.series))
        base = y + h - 14
        slot = wide / max(1, len(self.labels))
        bar = min(26.0, slot * 0.72 / len(self.series))
        every = every_label(pen, self.labels, slot)
        figure_room = bar + (8 if several else slot - bar)
        all_fit = all(
            pen.text_width(words_of(value), size=7) <= figure_room
            for one in self.series
            for value in one.values
        )
        for at, label in enumerate(self.labels):
            middle = left + slot * (at + 0.5)
            for number, one in enumerate(self.series):
                value = one.values[at]
                start = middle + (number - len(self.series) / 2) * bar
                if value:
                    color = SERIES_COLORS[number]
                    if self.marked and at not in self.marked and number == 0:
                        color = "accent-mid"
                    pen.box(start, base - value * unit, bar * 0.9, value * unit, fill=color)
                if value and (all_fit or at in self.marked):
                    pen.text(
                        start + bar * 0.45, base - value * unit - 2.5, words_of(value), size=7, align="center"
                    )
            if at % every == 0:
                heavy = Face.SANS_BOLD if at in self.marked else Face.SANS
                pen.text(middle, base + 10.5, label, size=SMALL, face=heavy, color="soft", align="center")

    def outline(self) -> list[str]:
        return [
            f"{label}: " + ", ".join(f"{one.name} {words_of(one.values[at])}".strip() for one in self.series)
            for at, label in enumerate(self.labels)
        ]

    def index_at(self, pen: Painter, px: float, _py: float, w: float, _h: float) -> int | None:
        """Which label stands at a point (measured from the chart's corner), or None."""
        room = _label_room(pen, _most(self.series))
        if not self.labels or px < room:
            return None
        at = int((px - room) // ((w - room) / len(self.labels)))
        return at if at < len(self.labels) else None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Bars lying down, the name before and the figure behind; for long names."""

    labels: tuple[str, ...]
    values: tuple[Value, ...]
    notes: tuple[str, ...] = ()  # written behind the figure, such as a share

    def draw(self, pen: Painter, x: float, y: float, w: float, h: float) -> None:
        if not self.labels:
            return
        slot = min(24.0, h / len(self.labels))
        names = min(w * 0.4, max(pen.text_width(label, size=SMALL + 0.5) for label in self.labels) + 6)
        written = [
            figure + (f"  {self.notes[at]}" if self.notes else "")
            for at, figure in enumerate(self._figures())
        ]
        behind = max(pen.text_width(text, size=SMALL) for text in written) + 6
        room = w - names - behind
        most = max((value for value in self.values if value), default=1.0)
        for at, label in enumerate(self.labels):
            middle = y + slot * (at + 0.5)
            pen.text(x, middle + 3, _shortened(pen, label, names - 4), size=SMALL + 0.5, color="ink")
            length = (self.values[at] or 0.0) / most * room
            if length:
                pen.box(
                    x + names,
                    middle - slot * 0.3,
                    length,
                    slot * 0.6,
                    fill="accent" if at == 0 else "accent-mid",
                )
            pen.text(x + names + length + 4, middle + 2.8, written[at], size=SMALL, color="soft")

    def outline(self) -> list[str]:
        return [
            f"{label}: {figure}" + (f" {self.notes[at]}" if self.notes else "")
            for at, (label, figure) in enumerate(zip(self.labels, self._figures(), strict=True))
        ]

    def _figures(self) -> list[str]:
        """The figures with as many decimals one as the other: they are read one below the other."""
        whole = all(value is None or float(value).is_integer() for value in self.values)
        return [words_of(value) if whole or value is None else f"{value:,.1f}" for value in self.values]

    def index_at(self, _pen: Painter, _px: float, py: float, _w: float, h: float) -> int | None:
        """Which line stands at a point (measured from the chart's corner), or None."""
        if not self.labels or py < 0:
            return None
        at = int(py // min(24.0, h / len(self.labels)))
        return at if at < len(self.labels) else None


def _shortened(pen: Painter, words: str, room: float) -> str:
    if pen.text_width(words, size=SMALL + 0.5) <= room:
        return words
    while words and pen.text_width(words + "…", size=SMALL + 0.5) > room:
        words = words[:-1]
    return words + "…"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over time; the first series is the heavy one, its highest and last points are named."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]

    def draw(self, pen: Painter, x: float, y: float, w: float, h: float) -> None:
        head = 22.0 if len(self.series) > 1 else 12.0
        if len(self.series) > 1:
            _legend(pen, self.series, x + w, y + 8)
        left, wide, unit = _scale(pen, x, y + head, w, h - head - 14, _most(self.series))
        base = y + h - 14
        slot = wide / max(1, len(self.labels))
        for number in range(len(self.series) - 1, -1, -1):
            color = SERIES_COLORS[number]
            points = [
                None if value is None else (left + slot * (at + 0.5), base - value * unit)
                for at, value in enumerate(self.series[number].values)
            ]
            for stretch in stretches(points):
                if len(stretch) > 1:
                    dash = () if number == 0 else (3.0, 2.0)
                    pen.line(stretch, color=color, width=1.6 if number == 0 else 1.0, dash=dash)
                for px, py in stretch if number == 0 and slot > 12 else stretch[:0]:
                    pen.dot(px, py, 1.8, fill=color)
        self._name_points(pen, left, slot, base, unit)
        every = every_label(pen, self.labels, slot)
        for at, label in enumerate(self.labels):
            if at % every == 0:
                pen.text(
                    left + slot * (at + 0.5), base + 10.5, label, size=SMALL, color="soft", align="center"
                )

    def _name_points(self, pen: Painter, left: float, slot: float, base: float, unit: float) -> None:
        known = [(at, value) for at, value in enumerate(self.series[0].values) if value is not None]
        if not known:
            return
        named = {max(known, key=lambda pair: pair[1]), known[-1]}
        for at, value in named:
            px, py = left + slot * (at + 0.5), base - value * unit
            pen.dot(px, py, 2.4, fill="accent")
            pen.text(px, py - 4.5, words_of(value), size=SMALL, face=Face.SANS_BOLD, align="center")

    def outline(self) -> list[str]:
        return [f"{one.name}: " + " ".join(words_of(value) for value in one.values) for one in self.series]


def stretches(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [stretch for stretch in found if stretch]


@dataclass(frozen=True, slots=True)
class Donut:
    """Shares of a whole with a legend that names figure and share; small parts are put together as "Other"."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    center: str = ""
    most: int = 6

    def _parts(self) -> list[tuple[str, float]]:
        pairs = sorted(zip(self.labels, self.values, strict=True), key=lambda pair: -pair[1])
        pairs = [pair for pair in pairs if pair[1] > 0]
        if len(pairs) > self.most:
            rest = sum(value for _label, value in pairs[self.most - 1 :])
            pairs = [*pairs[: self.most - 1], (_("Other"), rest)]
        return pairs

    def draw(self, pen: Painter, x: float, y: float, w: float, h: float) -> None:
        parts = self._parts()
        total = sum(value for _label, value in parts)
        figures = [f"{words_of(value)}   {value / total:.1%}" for _label, value in parts]
        radius = min(h / 2, w * 0.22, max(w * 0.16, (w - 18 - self._legend(pen, parts, figures)) / 2))
        cx, cy = x + radius + 2, y + h / 2
        if not total:
            pen.shape(ring_piece(cx, cy, radius, radius * 0.6, 0, 360), fill="hair")
        start = 0.0
        for at, (_label, value) in enumerate(parts):
            sweep = 360 * value / total
            gap = 1.2 if len(parts) > 1 and sweep > 3 else 0.0
            pen.shape(ring_piece(cx, cy, radius, radius * 0.6, start, sweep - gap), fill=PARTS[at])
            start += sweep
        pen.text(cx, cy + 4.5, self.center or words_of(total), size=13, face=Face.SANS_BOLD, align="center")
        slot = min(17.0, h / max(1, len(parts)))
        top = cy - slot * len(parts) / 2
        left = cx + radius + 16
        right = min(x + w, left + 190)
        for at, (label, _value) in enumerate(parts):
            middle = top + slot * (at + 0.5)
            pen.box(left, middle - 3.5, 7, 7, fill=PARTS[at])
            figure = figures[at]
            room = right - left - 13 - pen.text_width(figure, size=SMALL) - 6
            pen.text(left + 12, middle + 3, _shortened(pen, label, room), size=SMALL + 0.5)
            pen.text(right, middle + 3, figure, size=SMALL, color="soft", align="right")

    def _legend(self, pen: Painter, parts: list[tuple[str, float]], figures: list[str]) -> float:
        """How wide the legend would be with every name whole."""
        names = max((pen.text_width(label, size=SMALL + 0.5) for label, _value in parts), default=0.0)
        return names + max((pen.text_width(one, size=SMALL) for one in figures), default=0.0) + 31

    def outline(self) -> list[str]:
        total = sum(self.values) or 1.0
        return [f"{label}: {words_of(value)} ({value / total:.1%})" for label, value in self._parts()]


@dataclass(frozen=True, slots=True)
class ChartBlock(Block):
    """A chart on paper, with its title above."""

    title: str
    chart: Chart
    tall: float = 130.0

    def height(self, width: float) -> float:
        return self.tall + 20

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        pen.text(x, y + 11, self.title, size=9.5, face=Face.SANS_BOLD)
        self.chart.draw(pen, x, y + 16, width, self.tall)

    def outline(self) -> list[str]:
        return [f"<{self.title}>", *(f"  {line}" for line in self.chart.outline())]
