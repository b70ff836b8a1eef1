"""Column generation: the master sets prices, the pricer answers with plans, until no better plan exists.

Prices are smoothed towards the best ones known (they swing wildly at first), and at every price the sum of all
cheapest plans is a true lower bound, long before the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.master import Answer, Master
from neighborcenter.volunteers.solver.pricing import Plan, Pricer

EPSILON = 1e-6


@dataclass(slots=True)
class Prices:
    """The best duals so far and the bound they give."""

    duals: Floats | None = None
    bound: float = -np.inf
    converged: bool = False
    rounds: int = 0
    answer: Answer | None = None
    least: Floats = field(default_factory=lambda: np.zeros(0))


def rounded(bound: float, integral: bool) -> float:
    """A bound on a sum of whole numbers may be rounded up."""
    return ceil(bound - 1e-5) if integral and np.isfinite(bound) else bound


def generate(
    made: Compiled,
    master: Master,
    pricer: Pricer,
    *,
    rounds: int,
    halt: Callable[[], bool],
    base: Floats,
    fixed: Mapping[int, Plan] | None = None,
    close: float = 0.0,
    start: Prices | None = None,
    on_round: Callable[[Prices], None] | None = None,
    cutoff: float = np.inf,
) -> Prices:
    """Add plans until none improves, `rounds` are over, `halt()` says so, or the bound reaches `cutoff`.

    `fixed`: people whose plan stands (their column is bounded to one). `close`: a gap between master and bound that is as good as none. `base`: see `Rows.values`.
    """
    held = fixed or {}
    people = [person for person in master.people if person not in held]
    index = np.array(people, dtype=np.int64)
    places = np.array([master.place[person] for person in people], dtype=np.int64)
    state = start or Prices()
    alpha = 0.8 if start is None or start.duals is None else 0.5
    master_least, master_most = master.least, master.most
    for number in range(rounds):
        answer = master.solve()
        state.answer, state.rounds = answer, number + 1
        center = state.duals
        mixed = answer.duals if center is None else alpha * center + (1 - alpha) * answer.duals
        mixed = master.rows.repaired(mixed)
        worth = np.full(len(made.problem.people), np.inf)
        values = master.rows.values(base, mixed)
        least, plans = pricer.best(values, worth)
        value = float(least[index].sum()) + master.fixed_cost
        value += sum(_reduced(made, master, person, plan, values) for person, plan in held.items())
        value += master.rows.dual_part(mixed, master_least, master_most)
        if value > state.bound + 1e-9:
            state.bound, state.duals, state.least = value, mixed, least
            alpha = min(0.95, alpha + 0.05)
        true_values = master.rows.values(base, answer.duals)
        helpful = [
            (person, plan)
            for place, person in zip(places, people, strict=True)
            if (plan := plans.get(person)) is not None
            and _reduced(made, master, person, plan, true_values) < answer.worth[place] - EPSILON
        ]
        if on_round is not None:
            on_round(state)
        gap = answer.value - state.bound
        if (
            gap <= max(close, 1e-6 * max(1.0, abs(answer.value)))
            or rounded(state.bound, master.costs.integral) >= cutoff
        ):
            state.converged = True
            return state
        if halt():
            return state
        if master.add(helpful) == 0:
            if alpha == 0.0 or center is None:
                state.converged = gap <= max(close, 1e-4)
                if alpha == 0.0:
                    return state
            alpha = 0.0 if alpha < 0.3 else alpha * 0.5  # mispriced: look closer to the master's own prices
    return state


def _reduced(made: Compiled, master: Master, person: int, plan: Plan, values: Floats) -> float:
    """What the plan costs at the master's own prices, with its soft limits."""
    wishes = sum(made.wishes[slot, person] for slot in plan)
    soft = master.costs.of(person, plan) - float(wishes)
    return float(sum(values[slot, person] for slot in plan)) + soft
