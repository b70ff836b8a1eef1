"""Stretches of some weeks made anew for everybody, by a dive, while the days around them stay as they are.

Of half a year a whole dive would never come to its end, and small regions bring little each. Four weeks of it are as
quickly priced as a small problem, and everybody is free to trade with everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Floats
from neighborcenter.volunteers.solver.diving import Dive
from neighborcenter.volunteers.solver.generation import generate, rounded
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.neighborhoods import Neighborhoods, Pool
from neighborcenter.volunteers.solver.patience import MUCH

LENGTHS = (28, 42, 28, 56)  # days, by turns: one sweep over the horizon each
ROUNDS = 40  # of prices before a dive
CLOSE = 0.002  # of the cost: a gap between prices and plans that is as good as none
SHARE = 0.04  # of the open cells, settled in one step
CARELESS = 0.15  # of what a dive may still lose: given up in one step without a second look


@dataclass(slots=True)
class Stretches:
    """One stretch after the other, from the first day to the last and over again."""

    around: Neighborhoods
    seed: int
    apart: bool = False  # begin in the middle, since another search begins with the first days
    sweeps: int = 0
    helpful: bool = True  # whether the sweep before this one brought much
    _random: Random = field(init=False)
    _before: float = np.inf  # what the roster cost when this sweep began
    _firsts: list[int] = field(default_factory=list)  # of this sweep, those to come
    _prices: "_Tiles" = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._prices = _Tiles(self.around)

    def swept(self) -> Floats | None:
        """Prices of the whole, where a sweep has just come to its end: each row's are those of its own stretch."""
        return None if self._firsts else self._prices.all()

    def next(self, incumbent: Incumbent, pool: Pool, halt: Callable[[], bool], seconds: float) -> Incumbent:
        """The roster with the next stretch made anew; the same one where nothing better is found there."""
        if not self._firsts:
            self._begin(incumbent.cost() + self.around.made.problem.base)
        first = min(self._firsts.pop(0), self.around.made.problem.days - self._length)
        return self._anew(incumbent, first, first + self._length, pool, halt, seconds)

    @property
    def sweeping_first(self) -> bool:
        """Whether the first sweep is not yet done."""
        return not self.sweeps or (self.sweeps == 1 and bool(self._firsts))

    @property
    def _length(self) -> int:
        return min(self.around.made.problem.days, LENGTHS[(self.sweeps - 1) % len(LENGTHS)])

    def _begin(self, cost: float) -> None:
        self.helpful = self._before - cost > MUCH * abs(cost)
        self._before, self.sweeps = cost, self.sweeps + 1
        days, length = self.around.made.problem.days, self._length
        offset = self._random.randrange(length) if self.sweeps > 1 else 0
        firsts = sorted({max(0, first) for first in range(offset - length if offset else 0, days, length)})
        middle = len(firsts) // 2 if self.apart else 0
        self._firsts = firsts[middle:] + firsts[:middle]

    def _anew(
        self,
        incumbent: Incumbent,
        first: int,
        last: int,
        pool: Pool,
        halt: Callable[[], bool],
        seconds: float,
    ) -> Incumbent:
        pricer = self.around.narrower.window(incumbent.plans, sorted(incumbent.plans), range(first, last))
        people, cost = pricer.people, incumbent.cost()
        if not people:
            return incumbent
        master = self.around.master(incumbent, people, range(first, last))
        close = max(0.5, CLOSE * abs(cost))
        found = generate(self.around.made, master, pricer, rounds=ROUNDS, halt=halt, cutoff=cost, close=close)
        if found.duals is not None:
            self._prices.lay(found.duals, first, last)
        if rounded(found.bound) >= cost or halt():
            return incumbent
        share = SHARE * (last - first) / self.around.made.problem.days
        dive = Dive(self.around.made, master, pricer, halt=halt, cutoff=cost, share=share, careless=CARELESS)
        plans = dive.run(found.duals)
        if not plans:
            return incumbent
        trial = incumbent.copy()
        for person, plan in plans.items():
            trial.set(person, plan)
        rest = [person for person in people if person not in plans]
        if rest:
            trial = self.around.anew(trial, rest, pool, halt, seconds, (first, last))
        return trial if trial.cost() < cost - 1e-6 else incumbent


class _Tiles:
    """Prices of all rows, laid stretch by stretch; a row of no day has the mean of what it had in each."""

    def __init__(self, around: Neighborhoods) -> None:
        cover = around.rows.cover
        self._day = np.full(len(around.rows.least), -1)
        for number, slot in enumerate(around.made.problem.slots):
            if cover[number] >= 0:
                self._day[cover[number]] = slot.day
        self._prices: Floats | None = None
        self._laid: list[Floats] = []

    def lay(self, duals: Floats, first: int, last: int) -> None:
        """The prices of a stretch."""
        if self._prices is None:
            self._prices = np.zeros(len(duals))
        inside = np.flatnonzero((self._day >= first) & (self._day < last))
        self._prices[inside] = duals[inside]
        self._laid.append(duals[: len(self._day)][self._day < 0])

    def all(self) -> Floats | None:
        """The prices of the whole, once; the next are laid anew."""
        if self._prices is None or not self._laid:
            return None
        found = self._prices.copy()
        found[: len(self._day)][self._day < 0] = np.mean(self._laid, axis=0)
        self._laid.clear()
        return found
