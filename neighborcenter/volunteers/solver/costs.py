"""What one person's plan costs by itself."""

import numpy as np

from neighborcenter.volunteers.solver.checking import measured
from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.meter import Meter

Plan = tuple[int, ...]  # slot indices, in order


class Costs:
    """What a plan costs by itself: its wishes and the soft limits of its person."""

    def __init__(self, made: Compiled) -> None:
        self._made = made
        self._known: dict[tuple[int, Plan], float] = {}
        self._softs: dict[tuple[int, Plan], float] = {}
        self._soft = [
            any(limit.below is not None or limit.above is not None for limit in person.limits)
            for person in made.problem.people
        ]
        dear = sum(slot.wanted * (slot.under + slot.short) + 50 * slot.over for slot in made.problem.slots)
        finite = made.wishes[np.isfinite(made.wishes)]
        self.unplanned = 10.0 * float(1000 + dear + np.abs(finite).sum())

    @property
    def meter(self) -> Meter:
        """Where work is counted."""
        return self._made.meter

    def of(self, person: int, plan: Plan) -> float:
        """The cost of one person's plan."""
        key = (person, plan)
        if key not in self._known:
            self._known[key] = self._count(person, plan)
        return self._known[key]

    def soft(self, person: int, plan: Plan) -> float:
        """The part of a plan's cost that its slots do not explain: its soft limits."""
        if not self._soft[person]:
            return 0.0
        key = (person, plan)
        if key not in self._softs:
            self._softs[key] = soft_cost(self._made, person, plan)
        return self._softs[key]

    def _count(self, person: int, plan: Plan) -> float:
        total = float(sum(self._made.wishes[slot, person] for slot in plan))
        return total + self.soft(person, plan)


def soft_cost(made: Compiled, person: int, plan: Plan) -> float:
    """What a plan pays for being outside its person's soft limits."""
    total = 0
    own = [made.problem.slots[slot] for slot in plan]
    for limit in made.problem.people[person].limits:
        if limit.window is None and (limit.below is not None or limit.above is not None):
            value = measured(limit, own, made.problem)
            total += max(0, limit.least - value) * (limit.below or 0)
            total += max(0, value - limit.most) * (limit.above or 0)
    return float(total)
