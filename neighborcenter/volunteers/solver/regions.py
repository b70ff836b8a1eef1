"""Which part of a roster to make anew: some people on some days. What helped lately is tried more often.

All people for a few days, half of them for longer, a few for the whole time: each shape finds what the others cannot,
and each grows while the answers stay certain and shrinks when they do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.meter import SECOND
from neighborcenter.volunteers.solver.patience import STRETCHED
from neighborcenter.volunteers.solver.rows import Rows

SHARES = (1.0, 0.5, 0.25, 0.0)  # of the people; 0: as many as fit into all days
PARTS = 2  # of more than `STRETCHED` days everybody has a region of so many parts, too
WEEK, FEW = 7, 5  # days of everybody, people for all days, to begin with
LARGEST_START = 800.0  # cells to begin with at most
GROW, SHRINK, HALF, PATIENCE = 1.15, 0.85, 0.5, 2
LONG = 3 * SECOND  # more work than one neighbourhood should take
MEMORY, LEAST = 0.7, 0.15  # of what a shape brought before; chance of the worst shape beside the best


@dataclass(frozen=True, slots=True)
class Region:
    """These people on these days; `shape` is where it came from."""

    people: tuple[int, ...]
    days: frozenset[int]
    shape: int


@dataclass(slots=True)
class Shape:
    """One way to cut a region out, and what is known about it."""

    share: float
    cells: float
    parts: int = 1  # stretches of days
    worth: float = np.inf  # what it brought lately for its work
    work: float = 1.0  # what it takes
    cursor: int = 0  # the day its next window begins
    stale: int = 0


class Regions:
    """Chooses regions of one roster by chance, need and success, always the same for one seed."""

    def __init__(self, made: Compiled, rows: Rows, costs: Costs, seed: int, *, apart: bool = False) -> None:
        """`apart`: windows begin in the middle, since another search begins with the first days."""
        self._made, self._rows, self._costs = made, rows, costs
        self._random = Random(seed)
        self._days, self._count = made.problem.days, len(made.problem.people)
        start = min(LARGEST_START, float(WEEK * self._count))
        first = self._days // 2 if apart else 0
        self._shapes = [
            Shape(share, start if share else float(FEW * self._days), cursor=first) for share in SHARES
        ]
        if self._days > STRETCHED:
            self._shapes.append(Shape(1.0, start, PARTS, cursor=first))
        self.duals: Floats | None = None
        self.least: Floats | None = None
        self._partners = partners_of(made)

    def next(self, incumbent: Incumbent) -> Region:
        """The region to try now."""
        number = self._shape()
        shape = self._shapes[number]
        if not shape.share:
            people = self.people(incumbent, max(2, round(shape.cells / self._days)))
            return Region(tuple(people), frozenset(range(self._days)), number)
        count = ceil(shape.share * self._count)
        length = min(self._days, max(2, round(shape.cells / count / shape.parts)))
        days = self._window(shape, length)
        for _part in range(1, shape.parts):
            other = self._random.randrange(self._days - length + 1)
            days |= set(range(other, other + length))
        return Region(tuple(self.people(incumbent, count)), frozenset(days), number)

    def _window(self, shape: Shape, length: int) -> set[int]:
        """The next so many days of a shape."""
        first = min(shape.cursor, self._days - length)
        shape.cursor = first + ceil(length / 2)
        if first + length >= self._days:
            shape.cursor = self._random.randrange(ceil(length / 2))
        return set(range(first, first + length))

    def _shape(self) -> int:
        worths = [shape.worth for shape in self._shapes]
        best = max(worths)
        if np.isinf(best):
            return worths.index(best)
        # So much of the work, not of the turns: one turn of a shape may take as long as twenty of another.
        weights = [max(shape.worth, LEAST * best, 1e-9) / shape.work for shape in self._shapes]
        return self._random.choices(range(len(weights)), weights)[0]

    def learn(self, region: Region, gain: float, work: float, *, finished: bool) -> None:
        """What a region brought. A shape grows where nothing better is left in it, shrinks where that was not seen."""
        shape = self._shapes[region.shape]
        rate = gain / max(work, 1.0)
        memory = 0.0 if np.isinf(shape.worth) else MEMORY
        shape.worth = rate if not memory else memory * shape.worth + (1 - memory) * rate
        shape.work = memory * shape.work + (1 - memory) * max(work, 1.0)
        if not finished or work > LONG:
            shape.cells = max(2.0 * FEW, shape.cells * min(SHRINK, max(HALF, LONG / max(work, 1.0))))
            return
        shape.stale = 0 if gain > 0 else shape.stale + 1
        if shape.stale >= PATIENCE or (gain > 0 and work < LONG / 6):
            shape.stale = 0
            shape.cells = min(shape.cells * GROW, float(self._days * self._count))

    def people(self, incumbent: Incumbent, count: int) -> list[int]:
        """People to free: who could be doing much better, or those who work the same slots."""
        people = list(range(self._count))
        if len(people) <= count:
            return people
        weights = self._regret(incumbent)
        kind = self._random.randrange(3)
        if kind == 0:
            chosen = _drawn(self._random, people, weights, count)
        elif kind == 1:
            chosen = _drawn(self._random, people, np.ones(len(people)), count)
        else:
            chosen = self._around(incumbent, people, weights, count)
        known = set(chosen)
        for person in chosen:
            known |= self._partners.get(person, set())
        return sorted(known)

    def _regret(self, incumbent: Incumbent) -> Floats:
        weights = np.ones(self._count)
        if self.duals is None or self.least is None:
            return weights
        values = self._rows.values(self._made.wishes, self.duals)
        for person, plan in incumbent.plans.items():
            wishes = float(sum(self._made.wishes[slot, person] for slot in plan))
            cost = sum(values[slot, person] for slot in plan) + self._costs.of(person, plan) - wishes
            weights[person] = 0.05 + max(0.0, float(cost - self.least[person]))
        scaled: Floats = weights / weights.max()
        return scaled

    def _around(self, incumbent: Incumbent, people: list[int], weights: Floats, count: int) -> list[int]:
        """Those who do, or could do, what is done wrongly now: a slot short of people or with too many."""
        wrong = incumbent.wrong()
        if not wrong:
            return _drawn(self._random, people, weights, count)
        slot = wrong[self._random.randrange(len(wrong))]
        day = self._made.problem.slots[slot].day
        near = np.zeros(len(people))
        for person, plan in incumbent.plans.items():
            if self._made.eligible[person, slot]:
                near[person] = 0.3 + weights[person]
                if any(abs(self._made.problem.slots[own].day - day) <= 1 for own in plan):
                    near[person] += 0.5
        return _drawn(self._random, people, near + 1e-3, count)


def partners_of(made: Compiled) -> dict[int, set[int]]:
    """People tied so that neither can move alone: those of small ties."""
    found: dict[int, set[int]] = {}
    for tie in made.problem.ties:
        together = {made.person_index[term.person] for term in tie.terms}
        if 2 <= len(together) <= 3 and tie.below is None and tie.above is None:
            for person in together:
                found.setdefault(person, set()).update(together - {person})
    return found


def _drawn(random: Random, people: Sequence[int], weights: Floats, count: int) -> list[int]:
    """Some of the people, likelier with more weight, none twice."""
    keys = [(random.random() ** (1.0 / max(1e-9, float(weights[person]))), person) for person in people]
    return [person for _key, person in sorted(keys, reverse=True)[:count]]
