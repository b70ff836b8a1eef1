"""The answer: who works what, what it costs, and how much better any roster could be."""

from collections.abc import Callable
from dataclasses import dataclass

from neighborcenter.volunteers.solver.checking import Parts
from neighborcenter.volunteers.solver.problem import Plans

Progress = Callable[[int, int, float], None]  # best so far, bound, seconds
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the search: the best roster known, the bound, and after how many seconds."""

    best: int
    bound: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody's slots, and what is known about them.

    `bound`: no roster that keeps the rules costs less. `ended`: "proved", "time", "stopped" or "steps".
    """

    plans: Plans
    parts: Parts
    bound: int
    seconds: float
    seed: int
    ended: str
    history: tuple[Step, ...] = ()

    @property
    def objective(self) -> int:
        """What the roster costs."""
        return self.parts.total

    @property
    def proved(self) -> bool:
        """Whether no better roster exists."""
        return self.bound >= self.objective

    @property
    def gap(self) -> float:
        """By which share of its cost the roster could be better at most: 0.02 is two in a hundred."""
        return (
            max(0.0, (self.objective - self.bound) / self.objective)
            if self.objective > 0
            else float(not self.proved)
        )
