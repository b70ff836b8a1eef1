"""The answer: who works what, what it costs, and how much better any roster could be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from neighborcenter.volunteers.solver.checking import Parts, cost_parts
from neighborcenter.volunteers.solver.problem import Plans, Problem

Progress = Callable[[int, int, float], None]  # best so far, bound, seconds
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the search: the best roster known, the bound, and after how many seconds."""

    best: int
    bound: int
    seconds: float


@dataclass(slots=True)
class Told:
    """What a search has told of itself: only what is new."""

    on_progress: Progress | None
    steps: list[Step] = field(default_factory=list)

    def tell(self, step: Step, every: float) -> None:
        """One more moment, at the earliest so many seconds after the last."""
        last = self.steps[-1] if self.steps else None
        if last is not None and (
            (last.best, last.bound) == (step.best, step.bound) or step.seconds < last.seconds + every
        ):
            return
        self.steps.append(step)
        if self.on_progress is not None:
            self.on_progress(step.best, step.bound, step.seconds)


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
    floor: int = 0  # what a roster would cost that meets every wish and misses nothing
    empty: int = 0  # what it would cost if nobody worked

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
        """By which share of what it lacks the roster could be better at most: 0.02 is two in a hundred.

        What it lacks is counted from `floor`: wishes that are met have costs below nought, and a share of a sum
        about nought would say nothing.
        """
        lacks = self.objective - self.floor
        return max(0.0, (self.objective - self.bound) / lacks) if lacks > 0 else float(not self.proved)

    @property
    def better(self) -> float:
        """By which share of all that is asked any roster could be better than this one at most.

        All that is asked is what lies between nobody working at all and the bound: every place, wish and fair share
        at its weight. So one place of a hundred left empty without need is about one in a hundred, however few costs
        are left. Where hardly anything is lacking `gap` is the much larger number: it asks which share of that little
        could be saved.
        """
        asked = self.empty - self.bound
        return max(0.0, (self.objective - self.bound) / asked) if asked > 0 else float(not self.proved)


def ends_of(problem: Problem) -> tuple[int, int]:
    """What a roster costs that meets every wish and misses nothing, none costs less; and one in which nobody works."""
    wishes = sum(min(0, cost) for person in problem.people for cost in person.costs.values())
    return problem.base + wishes, cost_parts(problem, {}).total
