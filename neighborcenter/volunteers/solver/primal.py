"""Whole rosters: one person after the other."""

from collections.abc import Callable, Sequence

import numpy as np

from neighborcenter.volunteers.solver.checking import broken, outside
from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.pricing import Plan, Pricer
from neighborcenter.volunteers.solver.problem import Plans


class Turns:
    """Gives one person at a time the best plan for the roster as the others leave it."""

    def __init__(self, made: Compiled, pricer: Pricer) -> None:
        self._made, self._pricer = made, pricer
        self._own: dict[int, Pricer] = {}

    def best(self, person: int, values: Floats) -> Plan | None:
        """The cheapest plan at these values (a column of the table of values)."""
        if person not in self._own:
            self._own[person] = self._pricer.subset([person])
        wide = np.empty((len(values), len(self._made.problem.people)))
        wide[:, person] = values
        return self._own[person].best(wide)[1].get(person)

    def round(self, incumbent: Incumbent, people: Sequence[int], halt: Callable[[], bool]) -> bool:
        """One turn for everybody named; whether anything got better."""
        before = incumbent.cost()
        for person in people:
            old = incumbent.plans.get(person)
            if halt() and old is not None:
                break
            incumbent.set(person, None)
            plan = self.best(person, incumbent.marginal(person))
            incumbent.set(person, plan if plan is not None else old)
        return incumbent.cost() < before - 1e-6


def given(made: Compiled, start: Plans) -> dict[int, Plan]:
    """The given plans of those who would keep every rule by them, their own and those between them."""
    problem = made.problem
    slots = {slot.id: slot for slot in problem.slots}
    kept = {
        person.id: start[person.id]
        for person in problem.people
        if person.id in start
        and start[person.id] <= slots.keys()
        and not any(broken(problem, person, [slots[name] for name in start[person.id]]))
    }
    for tie in problem.ties:
        miss = outside(tie, kept)
        if (miss < 0 and tie.below is None) or (miss > 0 and tie.above is None):
            for term in tie.terms:
                if term.slot in kept.get(term.person, ()):
                    del kept[term.person]
    return {
        made.person_index[name]: tuple(sorted(made.slot_index[slot] for slot in plan))
        for name, plan in kept.items()
    }
