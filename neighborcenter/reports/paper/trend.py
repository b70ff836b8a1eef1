"""Measurements over time with what is usual: a pale band for it, every figure outside it marked and named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from neighborcenter.forms.trend_queries import Curves
from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper.charts import SMALL, Value, every_label, stretches, ticks, words_of
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import Painter

COLORS = ("part-2", "part-6", "part-4")
_HEAD, _FOOT = 20.0, 14.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One curve; None where nothing was measured. `low` and `high`: between them it is usual."""

    name: str
    values: tuple[Value, ...]
    low: Value = None
    high: Value = None

    @property
    def usual(self) -> str:
        """90–139, ≤ 139 or ≥ 90."""
        if self.low is not None and self.high is not None:
            return f"{words_of(self.low)}–{words_of(self.high)}"
        return f"≤ {words_of(self.high)}" if self.high is not None else f"≥ {words_of(self.low)}"

    def outside(self, value: float) -> bool:
        """Whether a figure is to be marked."""
        return (self.high is not None and value > self.high) or (self.low is not None and value < self.low)


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart of one or two curves of the same unit."""

    labels: tuple[str, ...]
    curves: tuple[Measured, ...]

    def draw(self, pen: Painter, x: float, y: float, w: float, h: float) -> None:
        low, step, count = self._levels()
        room = max(pen.text_width(words_of(low + step * at), size=SMALL) for at in range(count + 1)) + 5
        left, wide, base = x + room, w - room, y + h - _FOOT
        unit = (h - _HEAD - _FOOT) / (step * count)
        for one in self.curves:
            top = (
                base - (min(one.high, low + step * count) - low) * unit if one.high is not None else y + _HEAD
            )
            bottom = base - (max(one.low, low) - low) * unit if one.low is not None else base
            pen.box(left, top, wide, max(0.5, bottom - top), fill="band")
        for at in range(count + 1):
            level = base - at * step * unit
            pen.line([(left, level), (left + wide, level)], color="rule" if at == 0 else "hair", width=0.4)
            pen.text(
                left - 4, level + 2.8, words_of(low + step * at), size=SMALL, color="soft", align="right"
            )
        slot = wide / max(1, len(self.labels))
        for number, one in enumerate(self.curves):
            points = [
                None if value is None else (left + slot * (at + 0.5), base - (value - low) * unit)
                for at, value in enumerate(one.values)
            ]
            self._curve(pen, one, points, COLORS[number % len(COLORS)])
        self._legend(pen, x + w, y + 8)
        every = every_label(pen, self.labels, slot)
        for at, label in enumerate(self.labels):
            if at % every == 0:
                place = left + slot * (at + 0.5)
                pen.text(place, base + 10.5, label, size=SMALL, color="soft", align="center")

    def _curve(
        self, pen: Painter, one: Measured, points: Sequence[tuple[float, float] | None], color: str
    ) -> None:
        for stretch in stretches(points):
            if len(stretch) > 1:
                pen.line(stretch, color=color, width=1.4)
        last = max((at for at, value in enumerate(one.values) if value is not None), default=-1)
        named = -100.0
        for at, (value, point) in enumerate(zip(one.values, points, strict=True)):
            if value is None or point is None:
                continue
            wrong = one.outside(value)
            pen.dot(*point, 2.4 if wrong else 1.8, fill="accent" if wrong else color)
            words = words_of(value)
            room = pen.text_width(words, size=SMALL, face=Face.SANS_BOLD) + 3
            if (wrong and point[0] - named >= room) or at == last:
                pen.text(point[0], point[1] - 4.5, words, size=SMALL, face=Face.SANS_BOLD, align="center",
                         color="accent" if wrong else "ink")  # fmt: skip
                named = point[0]

    def _legend(self, pen: Painter, right: float, y: float) -> None:
        for number in range(len(self.curves) - 1, -1, -1):
            one = self.curves[number]
            words = _("{name}, usual {range}").format(name=one.name, range=one.usual)
            right -= pen.text_width(words, size=SMALL)
            pen.text(right, y, words, size=SMALL, color="soft")
            right -= 11
            pen.box(right, y - 6.5, 8, 7, fill=COLORS[number % len(COLORS)])
            right -= 10

    def _levels(self) -> tuple[float, float, int]:
        """The lowest level, the step between levels and how many: near the figures, not from nought."""
        least, most = min(self._figures()), max(self._figures())
        step = ticks(max(1.0, most - least))[1]
        low = floor(least / step) * step
        return low, step, max(1, ceil((most - low) / step + 0.15))

    def _figures(self) -> Iterator[float]:
        for one in self.curves:
            yield from (value for value in (*one.values, one.low, one.high) if value is not None)

    def outline(self) -> list[str]:
        return [
            f"{one.name} ({one.usual}): "
            + " ".join(
                f"{label} {words_of(value)}{'!' if one.outside(value) else ''}"
                for label, value in zip(self.labels, one.values, strict=True)
                if value is not None
            )
            for one in self.curves
        ]


def trend_of(found: Curves) -> Trend:
    """The chart of a person's curves; days of another year than the last say so."""
    last = found.days[-1].year
    labels = tuple(f"{day:%m-%d}" if day.year == last else f"{day:%y-%m-%d}" for day in found.days)
    curves = tuple(
        Measured(one.name, tuple(map(_plain, one.values)), _plain(one.low), _plain(one.high))
        for one in found.curves
    )
    return Trend(labels, curves)


def _plain(value: object) -> Value:
    return None if value is None else float(str(value))
