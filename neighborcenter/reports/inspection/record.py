"""The record of an inspection: headline figures and parts, every line with the key that opens its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.reports.params import Days

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the big numbers; `value` None is not known."""

    key: str
    label: str
    unit: str
    value: float | None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a part: its title, its share of the width, whether it holds numbers."""

    title: str
    width: float = 1.0
    number: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part; `key` opens its rows, "" opens nothing."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One question: its title, what its numbers mean, its lines and their total."""

    key: str
    title: str
    note: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    totals: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything for one period."""

    center: str
    days: Days
    headlines: tuple[Headline, ...]
    parts: tuple[Part, ...]
    cutoff: datetime

    @property
    def counted(self) -> Days:
        """The days whose rows stand behind the figures."""
        return self.days

    @property
    def covers(self) -> str:
        """The days in words."""
        return self.days.words()

    @property
    def totals(self) -> Mapping[str, float]:
        """The big numbers that are known."""
        return {one.key: one.value for one in self.headlines if one.value is not None}


def words(cell: Cell) -> str:
    """A cell as printed: 1,284, 68.5, — for what is not known."""
    if cell is None:
        return "—"
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
