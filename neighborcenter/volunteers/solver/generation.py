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
CALM = 0.3  # so near to the master's own prices that what comes of them is believed
HARDLY = 1e-3  # of what is dear: the rows of a whole plan are no more than a part of it
FEW = 20  # one new plan for so many people is hardly any


@dataclass(frozen=True, slots=True)
class Base:
    """What cells cost before the master's prices.

    `gifts`: what each person's plans get for cells they must take, given back at the end; who does not take them
    all is `dear`.
    """

    wishes: Floats
    gifts: Floats
    dear: float = np.inf

    @property
    def dearest(self) -> float:
        """So dear may every row be, and who keeps what is decided is still told from who cannot.

        Prices are much dearer where the master knows no such plan of somebody yet.
        """
        return HARDLY * self.dear

    @classmethod
    def plain(cls, made: Compiled) -> "Base":
        """Nothing decided."""
        return cls(made.wishes, np.zeros(len(made.problem.people)))


@dataclass(slots=True)
class Prices:
    """The best duals so far and the bound they give."""

    duals: Floats | None = None
    bound: float = -np.inf
    converged: bool = False
    rounds: int = 0
    answer: Answer | None = None
    least: Floats = field(default_factory=lambda: np.zeros(0))


def rounded(bound: float) -> float:
    """A bound on a sum of whole numbers may be rounded up."""
    return ceil(bound - 1e-5) if np.isfinite(bound) else bound


def generate(
    made: Compiled,
    master: Master,
    pricer: Pricer,
    *,
    rounds: int,
    halt: Callable[[], bool],
    base: Base | None = None,
    close: float = 0.0,
    start: Prices | None = None,
    on_round: Callable[[Prices], None] | None = None,
    cutoff: float = np.inf,
    keeper: Pricer | None = None,
) -> Prices:
    """Add plans until none improves, `rounds` are over, `halt()` says so, or the bound reaches `cutoff`.

    `keeper`: prices more plans, where those of `pricer` need not keep every limit. `close`: a gap between master
    and bound that is as good as none. `base`: what is decided already.
    """
    base = base or Base.plain(made)
    state = start or Prices()
    alpha = 0.8 if start is None or start.duals is None else 0.5
    if state.duals is None:
        # Nothing costs anything: a modest bound, but a calm place to start from.
        state.duals = master.nothing()
        state.bound, state.least, _plans = bound_at(made, master, pricer, state.duals, base)
    for number in range(rounds):
        state.answer, state.rounds = (answer := master.solve()), number + 1
        center, pure = state.duals, alpha == 0.0  # at the master's own prices
        mixed = master.repaired(alpha * center + (1 - alpha) * answer.duals)
        value, least, plans = bound_at(made, master, pricer, mixed, base)
        if np.isinf(value):  # perhaps only at these prices
            mixed = master.repaired(np.clip(mixed, -base.dearest, base.dearest))
            value, least, plans = bound_at(made, master, pricer, mixed, base)
        if value > state.bound + 1e-9 or not len(state.least):
            state.bound, state.duals, state.least = value, mixed, least
        slope = _slope(master, plans) @ (answer.duals - center)[: len(master.least)]
        alpha = max(0.0, alpha - 0.1) if slope > 0 else min(0.95, alpha + 0.1 * (1 - alpha))
        helpful = _helpful(made, master, pricer, plans, answer, base, keeper)
        if on_round is not None:
            on_round(state)
        gap = np.inf if answer.loose else answer.value - state.bound
        near = gap <= max(close, 1e-6 * max(1.0, abs(answer.value)))
        if (near and master.mild is None) or rounded(state.bound) >= cutoff:
            state.converged = True
            return state
        if halt():
            return state
        added = master.add(helpful)
        if added * FEW <= len(master.people) and alpha < CALM and pricer.tighten(halt):
            continue
        if master.mild is not None and (near or (added * FEW <= len(master.people) and alpha < CALM)):
            master.harden()
            continue
        if added == 0 and pure and not answer.loose:
            state.converged = gap <= max(close, 1e-4)
            return state
        if added * FEW <= len(master.people):  # mispriced: look closer to the master's own prices
            alpha = 0.0 if alpha < CALM else alpha * 0.5
    return state


def _helpful(
    made: Compiled,
    master: Master,
    pricer: Pricer,
    plans: Mapping[int, Plan],
    answer: Answer,
    base: Base,
    keeper: Pricer | None,
) -> list[tuple[int, Plan]]:
    """The plans that help at the master's own prices, with those the keeper adds."""
    values = master.rows.values(base.wishes, answer.duals)
    worth = np.full(len(made.problem.people), -np.inf)
    worth[master.people] = answer.worth - base.gifts[master.people] - EPSILON
    found = [
        (person, plan)
        for person, plan in plans.items()
        if _reduced(master, person, plan, values) < worth[person]
    ]
    for people in pricer.mates.values():
        if people[0] in plans:
            found += [(person, plans[person]) for person in people]
    if keeper is not None:
        found += keeper.best(values, worth)[1].items()
    return found


def bound_at(
    made: Compiled, master: Master, pricer: Pricer, duals: Floats, base: Base
) -> tuple[float, Floats, dict[int, Plan]]:
    """The true lower bound at these duals, everybody's least, and the plans that give it."""
    values = master.rows.values(base.wishes, duals)
    least, plans = pricer.best(values, np.full(len(made.problem.people), np.inf))
    least = least + base.gifts
    own = least[master.people]
    if (own > base.dear / 2).any():
        return np.inf, least, plans  # somebody cannot do what is decided
    return float(own.sum()) + master.fixed_cost + master.dual_part(duals), least, plans


def _slope(master: Master, plans: Mapping[int, Plan]) -> Floats:
    """Which way the bound rises: what each row still wants when everybody takes these plans."""
    activity = master.rows.of_plans((one, plans[one]) for one in master.people if one in plans)
    return np.clip(activity, master.least, master.most) - activity


def _reduced(master: Master, person: int, plan: Plan, values: Floats) -> float:
    """What the plan costs at the prices in `values`, with its soft limits."""
    return float(sum(values[slot, person] for slot in plan)) + master.costs.soft(person, plan)
