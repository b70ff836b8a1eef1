"""The rows behind a figure, as every question about them answers: what to open, its cells, what it counts."""

from dataclasses import dataclass
from typing import Literal

Measure = Literal["count", "hours", "rate"]


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row: what to open (table and id), its cells, and how much of the figure it is."""

    kind: str
    ref: int
    cells: tuple[str, ...]
    counts: float


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of one figure under a title; `measure` says what they add up to.

    Of a figure of thousands perhaps only the first rows; `many` and `summed` are then those of all of them.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[BehindRow, ...]
    measure: Measure = "count"
    many: int | None = None
    summed: float | None = None

    @property
    def total(self) -> float:
        """What all rows add up to: the figure."""
        return sum(row.counts for row in self.rows) if self.summed is None else self.summed

    @property
    def count(self) -> int:
        """How many rows the figure has."""
        return len(self.rows) if self.many is None else self.many
