"""Whole rosters: one person after the other at first, then by diving into the mixture the master chose."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.generation import Prices, generate
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan, Pricer

ROUNDS, MORE_ROUNDS = 10, 200  # of prices after each step: so many, and so many by the people left
SMALLEST, BOLD, HALF, WHOLE = 1e-6, 0.45, 0.6, 0.95  # shares of a plan in the mixture
CLOSE = 3e-4  # of the cost: a loss, or a gap between prices and plans, that is as good as none


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
    share: float = 0.2,
) -> dict[int, Plan] | None:
    """Fix the plans the master likes best, a few at a time, and let the others answer; None where it ends badly.

    Halted, it gives the plans fixed so far. Each time half of them stand, a smaller master goes on.
    """
    fixed: dict[int, Plan] = {}
    numbers: list[int] = []
    state = Prices(duals=prices.duals)
    answer = master.solve()
    before = answer.value
    try:
        while len(fixed) < len(master.people):
            free = [person for person in master.people if person not in fixed]
            if len(free) * 2 <= len(master.people):
                break
            least = BOLD if answer.value <= before + CLOSE * abs(before) else HALF
            new = _next(master, answer.shares, fixed, max(1, int(share * len(free))), least)
            before = answer.value
            if not new:
                return None
            fixed.update(master.columns[number] for number in new)
            numbers += _fix(master, new)
            master.solve(fixed=True)
            state = generate(
                made,
                master,
                pricer,
                rounds=ROUNDS + MORE_ROUNDS // len(free),
                halt=halt,
                base=made.wishes,
                fixed=fixed,
                start=Prices(duals=state.duals),
                close=max(0.6, CLOSE * abs(answer.value)),
            )
            answer = master.solve(fixed=True)
            if answer.value >= cutoff - 1e-6:
                return None
            if halt():
                return fixed
    finally:
        master.bound_columns(numbers, 0.0, np.inf)
    if len(fixed) == len(master.people):
        return fixed
    if halt():
        return fixed
    smaller = master.without(fixed)
    rest = dive(made, smaller, pricer.subset(free), state, halt=halt, cutoff=cutoff, share=share)
    master.add(smaller.columns)
    return None if rest is None else {**fixed, **rest}


def _next(master: Master, given: Floats, fixed: Mapping[int, Plan], step: int, least: float) -> list[int]:
    """The columns to fix: all that are as good as whole, then those above `least`; at least one, at most `step`."""
    shares = np.where(np.isfinite(given), given, 0.0)
    new: list[int] = []
    taken: set[int] = set()
    for number in np.argsort(-shares, kind="stable").tolist():
        share = float(shares[number])
        if share < SMALLEST or (new and share < WHOLE and (len(new) >= step or share < least)):
            break
        person, plan = master.columns[number]
        if person not in fixed and person not in taken and master.rows.keeps(person, plan):
            taken.add(person)
            new.append(number)
    return new


def _fix(master: Master, new: Sequence[int]) -> list[int]:
    """Let these plans stand; which columns are closed for it."""
    people = {master.columns[number][0] for number in new}
    # Their other plans are closed too: what cannot move does not slow the simplex down.
    closed = [number for number, (person, _plan) in enumerate(master.columns) if person in people]
    master.bound_columns(closed, 0.0, 0.0)
    master.bound_columns(new, 1.0, 1.0)
    return closed
