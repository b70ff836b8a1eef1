"""The last step to "no better roster exists": every plan that could be part of a better one, and only those.

At the best prices the bound is a sum over people. Somebody's plan that is dearer than their cheapest by more than
the gap between bound and roster cannot be in a better roster; the others are listed, and when they are few enough
an integer program over them either finds the better roster or proves that there is none.
"""

from collections.abc import Callable

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.contracts import Networks
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.enumeration import Enumerator
from neighborcenter.volunteers.solver.generation import Prices
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.integer import Whole, choose
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.rows import Rows

MOST_PLANS = 4_000  # in the integer program
MOST_LISTED = 40_000  # of one person, before those that break a limit are left out
FIRST_STEP = 6  # neighbourhoods before the first attempt


class Proof:
    """Attempts to close the gap, each with more effort than the last."""

    def __init__(
        self,
        made: Compiled,
        rows: Rows,
        costs: Costs,
        networks: Networks,
        keeps: Callable[[int, Plan], bool],
    ) -> None:
        self._made, self._rows, self._costs = made, rows, costs
        self._keeps = keeps  # whether a plan keeps what its network does not look at
        self._enumerator = Enumerator(made, networks.each)
        self._next, self._nodes = FIRST_STEP, 500
        self._failed = float("inf")  # a gap known to be too wide

    def due(self, steps: int, cost: float, bound: float) -> bool:
        """Whether to try now."""
        return steps >= self._next and cost - bound < self._failed

    def attempt(self, prices: Prices, best: Incumbent, *, halt: Callable[[], bool], seconds: float) -> Whole:
        """A better roster, or `complete` when there is none, or neither."""
        self._next = 0
        cost = best.cost()
        gap = cost - 1.0 - prices.bound
        plans = self._plans(prices, gap, halt)
        if plans is None:
            self._failed = cost - prices.bound
            return Whole(None, float("inf"), complete=False)
        master = Master(self._rows, self._costs, range(len(self._made.problem.people)))
        master.add(plans)
        whole = choose(master, nodes=self._nodes, seconds=seconds, cutoff=cost)
        if not whole.complete:
            # More nodes the next time, after some more neighbourhoods.
            self._nodes *= 4
            self._failed = cost - prices.bound if whole.plans is None else self._failed
        return whole

    def _plans(self, prices: Prices, gap: float, halt: Callable[[], bool]) -> list[tuple[int, Plan]] | None:
        if prices.duals is None:
            return None
        values = self._rows.values(self._made.wishes, prices.duals)
        found: list[tuple[int, Plan]] = []
        for person in range(len(self._made.problem.people)):
            plans = self._enumerator.within(person, values, gap + 1e-6, MOST_LISTED)
            if plans is None or len(found) > MOST_PLANS or halt():
                return None
            found += [(person, plan) for plan in plans if self._keeps(person, plan)]
        return found
