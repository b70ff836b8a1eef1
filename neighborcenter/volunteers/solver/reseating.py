"""A few people stand up and sit down again, one after the other, each on the best plan that is left.

The cheapest of all steps, and no prices are needed for it: what one person alone cannot mend, because the place is
taken by somebody whom it suits less, a few who can do the same work mend among themselves.
"""

from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.primal import Turns
from neighborcenter.volunteers.solver.regions import partners_of

SIZES = (2, 2, 3, 4, 6)  # how many stand up
TRIES = 100  # in one go
GOES = 5  # in one turn, as long as they help
LONGEST = 64  # turns left out where it no longer helps
ANY = 0.5  # of the groups in which anybody may sit down first


class Reseating:
    """Rounds of it on one roster; always the same for one seed."""

    def __init__(self, made: Compiled, costs: Costs, turns: Turns, seed: int) -> None:
        self._made, self._costs, self._turns = made, costs, turns
        self._random = Random(seed)
        self._partners = partners_of(made)
        self._pause = self._due = 1

    def turn(self, incumbent: Incumbent, halt: Callable[[], bool]) -> Incumbent:
        """A roster no dearer than this one; turns that brought nothing are left out ever longer."""
        self._due -= 1
        if self._due:
            return incumbent
        found = incumbent.copy()
        goes = 0
        while goes < GOES and self.go(found, halt):
            goes += 1
        self._due = self._pause = 1 if goes else min(2 * self._pause, LONGEST)
        return found

    def go(self, incumbent: Incumbent, halt: Callable[[], bool]) -> bool:
        """Some tries, keeping what is no dearer; whether the roster, which is changed, got cheaper."""
        people = range(len(self._made.problem.people))
        own = np.array([self._costs.of(person, incumbent.plans[person]) for person in people])
        seated = np.zeros_like(self._made.eligible)
        for person, plan in incumbent.plans.items():
            seated[person, list(plan)] = True
        before = cost = float(own.sum()) + incumbent.tied_cost()
        weights = 0.04 + np.maximum(own, 0.0) / max(1.0, float(np.maximum(own, 0.0).mean()))
        for who in self._random.choices(people, weights.tolist(), k=TRIES):
            if halt():
                break
            group = self._group(who, seated)
            old = {person: incumbent.plans[person] for person in group}
            if self._seat(incumbent, group):
                new = {person: self._costs.of(person, incumbent.plans[person]) for person in group}
                total = float(own.sum() - own[group].sum()) + sum(new.values()) + incumbent.tied_cost()
                if total <= cost + 1e-6:
                    cost = total
                    for person in group:
                        own[person] = new[person]
                        seated[person] = False
                        seated[person, list(incumbent.plans[person])] = True
                    continue
            for person in group:
                incumbent.set(person, old[person])
        return cost < before - 1e-6

    def _group(self, who: int, seated: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[int]:
        """Somebody, and some who do what they could do; with those who move only together."""
        near = np.flatnonzero((seated & self._made.eligible[who]).any(axis=1))
        others = self._random.sample(near.tolist(), min(len(near), self._random.choice(SIZES) - 1))
        group = {who, *others}
        for person in tuple(group):
            group |= self._partners.get(person, set())
        found = [who, *sorted(group - {who})]
        if self._random.random() < ANY:
            self._random.shuffle(found)
        return found

    def _seat(self, incumbent: Incumbent, group: Sequence[int]) -> bool:
        for person in group:
            incumbent.set(person, None)
        teams = dict.fromkeys(map(self._turns.team, group))
        return all(self._turns.seat(incumbent, team) for team in teams)
