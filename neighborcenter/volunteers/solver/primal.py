"""Whole rosters: one person after the other at first, then by diving into the mixture the master chose."""

from collections.abc import Callable, Sequence

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.generation import Prices, generate
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan, Pricer


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


def dive(
    made: Compiled,
    master: Master,
    pricer: Pricer,
    prices: Prices,
    *,
    halt: Callable[[], bool],
    cutoff: float,
    rounds: int = 10,
    share: float = 0.2,
) -> dict[int, Plan] | None:
    """Fix the plans the master likes best, a few at a time, and let the others answer; None where it ends badly."""
    fixed: dict[int, Plan] = {}
    numbers: list[int] = []
    state = Prices(duals=prices.duals)
    answer = master.solve()
    try:
        while len(fixed) < len(master.people):
            shares = np.where(np.isfinite(answer.shares), answer.shares, 0.0)
            order = np.argsort(-shares, kind="stable")
            step, taken = max(1, int(share * (len(master.people) - len(fixed)))), 0
            new: list[int] = []
            for number in order.tolist():
                person, plan = master.columns[number]
                if person in fixed or shares[number] < 1e-6 or not master.rows.keeps(person, plan):
                    continue
                if taken >= step and shares[number] < 0.95:
                    break
                fixed[person] = plan
                new.append(number)
                taken += 1
            if not new:
                return None
            numbers += new
            master.bound_columns(new, 1.0, np.inf)
            if len(fixed) == len(master.people):
                break
            master.solve(fixed=True)
            free = [person for person in master.people if person not in fixed]
            state = generate(
                made,
                master,
                pricer.subset(free) if len(free) * 3 < len(master.people) else pricer,
                rounds=rounds,
                halt=halt,
                base=made.wishes,
                fixed=fixed,
                start=Prices(duals=state.duals),
                close=0.1,
            )
            answer = master.solve(fixed=True)
            if answer.value >= cutoff - 1e-6 or halt():
                return None
    finally:
        master.bound_columns(numbers, 0.0, np.inf)
    return fixed
