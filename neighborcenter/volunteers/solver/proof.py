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
from neighborcenter.volunteers.solver.generation import Prices, rounded
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.integer import Whole, choose
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.rows import Rows

FEW_PLANS, MOST_PLANS = (
    1_500,
    2_500,
)  # in the integer program: to look at all that is cheaper, or at the least
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
        self._next, self._nodes = FIRST_STEP, 200

    def due(self, steps: int) -> bool:
        """Whether to try now."""
        return steps >= self._next

    def attempt(
        self, prices: Prices, bound: float, best: Incumbent, *, halt: Callable[[], bool], seconds: float
    ) -> tuple[Whole, float]:
        """A better roster or None, and the bound, which is higher when it is certain that there is none.

        First every roster cheaper than the best, where that is few plans enough; else only those of the least
        cost the bound allows: either there is one, and nothing is better, or the bound rises by one.
        """
        cost, low = best.cost(), rounded(bound)
        for target in dict.fromkeys((cost - 1.0, low)):
            few = MOST_PLANS if target == low else FEW_PLANS
            plans = self._plans(prices, target - prices.bound, few, halt)
            if plans is None:
                continue
            master = Master(self._rows, self._costs, range(len(self._made.problem.people)))
            master.add(plans)
            whole = choose(master, nodes=self._nodes, seconds=seconds, cutoff=target + 1.0)
            if whole.complete:
                self._next = 0
                reached = whole.value if whole.plans is not None else target + 1.0
                return whole, max(bound, reached if target == cost - 1.0 or whole.plans is None else low)
            self._later()
            return whole, bound
        self._later()
        return Whole(None, float("inf"), complete=False), bound

    def _later(self) -> None:
        """More nodes the next time, after twice as many neighbourhoods."""
        self._next = 2 * max(self._next, FIRST_STEP)
        self._nodes *= 4

    def _plans(
        self, prices: Prices, gap: float, most: int, halt: Callable[[], bool]
    ) -> list[tuple[int, Plan]] | None:
        if prices.duals is None:
            return None
        values = self._rows.values(self._made.wishes, prices.duals)
        found: list[tuple[int, Plan]] = []
        for person in range(len(self._made.problem.people)):
            plans = self._enumerator.within(person, values, gap + 1e-6, MOST_LISTED)
            if plans is None or len(found) > most or halt():
                return None
            found += [(person, plan) for plan in plans if self._keeps(person, plan)]
        return found
