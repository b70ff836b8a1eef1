"""How much was done, counted and not timed: the same on every machine and every day.

Where the search must choose how long to try something, it asks the meter, so that the same problem and seed give the
same roster on a busy machine too.
"""

from collections.abc import Callable
from dataclasses import dataclass

SECOND = 1_000_000.0  # about so much is done in a second


@dataclass(slots=True)
class Meter:
    """Counts in about microseconds of an ordinary desk computer; the weights were measured once."""

    done: float = 0.0
    _every: float = 0.0
    _next: float = float("inf")
    _act: Callable[[], None] | None = None

    def every(self, amount: float, act: Callable[[], None]) -> None:
        """Do this whenever so much more was done."""
        self._every, self._next, self._act = amount, self.done + amount, act

    def _add(self, amount: float) -> None:
        self.done += amount
        while self._act is not None and self.done >= self._next:
            self._next += self._every
            self._act()

    def priced(self, cells: int, steps: int, plans: int) -> None:
        """A round of pricing: cells of its tables, steps over whole columns, plans followed."""
        self._add(0.0007 * cells + 8.0 * steps + 80.0 * plans)

    def solved(self, iterations: int, rows: int, columns: int, entries: int) -> None:
        """A linear program; `entries`: of its matrix, those that are not nought."""
        self._add(1.0 * columns + iterations * (20.0 + 0.008 * rows + 0.0015 * entries))

    def within(self, steps: int, entries: int) -> None:
        """A linear program from within."""
        self._add(0.13 * steps * entries)

    def chosen(self, nodes: int, columns: int) -> None:
        """An integer program."""
        self._add(3_000.0 + 30.0 * columns + 2_000.0 * nodes)
