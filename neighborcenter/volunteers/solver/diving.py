"""Whole rosters out of the mixture the master chose: its cells are settled a few at a time, the surest first.

A cell is somebody on a slot, or off for a day. After each step new plans are priced that keep what is settled; where
that costs too much, the step is taken back and a smaller one tried; where even one cell costs too much, what was
settled on the days around it is opened again.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.decisions import Cells, Decided, Decision
from neighborcenter.volunteers.solver.generation import Prices, generate
from neighborcenter.volunteers.solver.master import Answer, Master
from neighborcenter.volunteers.solver.narrowing import Narrower
from neighborcenter.volunteers.solver.pricing import Plan, Pricer

ROUNDS = 15  # of prices after each step
SMALLEST, HALF, WHOLE = 1e-6, 0.6, 1 - 1e-5  # shares of a cell in the mixture
CLOSE = 3e-4  # of the cost: a loss, or a gap between prices and plans, that is as good as none
HARDLY = 0.5  # of the `loss` of a step: the same
CARELESS = 0.01  # of what is left to the cutoff: the same
PATIENCE = 40  # steps taken back before every step is taken as it comes
REOPENED = 12  # how often what stands around a dear cell is opened again
NEAR, SOME = 3, 0.15  # how many days around it, or how many of the people, by turns


class Dive:
    """One dive of a master. `share`: of the cells, how many are settled in one step at most. `loss`: what a step may
    cost, where that is not told by how far the cutoff is; such a dive soon leaves what is dear to others.

    `narrower`: where the networks know every rule, prices what is open only.
    """

    def __init__(
        self,
        made: Compiled,
        master: Master,
        pricer: Pricer,
        keeper: Pricer | None = None,
        narrower: Narrower | None = None,
        *,
        halt: Callable[[], bool],
        cutoff: float,
        share: float,
        loss: float | None = None,
        careless: float = CARELESS,
    ) -> None:
        self._made, self._master, self._pricer, self._keeper = made, master, pricer, keeper
        self._narrower = narrower
        self._halt, self._cutoff, self._allowed, self._careless = halt, cutoff, loss, careless
        self._cells = Cells(made, master)
        self._decided = Decided(made, master.big)
        self._most = max(1, int(share * len(master.people) * made.problem.days))
        self._patience, self._reopened = PATIENCE, REOPENED
        self._random = Random(len(master.columns))

    def run(self, duals: Floats | None) -> dict[int, Plan] | None:
        """Everybody's plan, or None where it ends badly; halted, the plans that are sure so far."""
        try:
            return self._run(self._master.solve(fixed=True), duals)
        finally:
            self._master.allow(np.ones(len(self._master.columns), dtype=bool))

    def _run(self, answer: Answer, duals: Floats | None) -> dict[int, Plan] | None:
        step = self._most
        while answer.value < self._cutoff - 1e-6:
            plans = self._sure(answer)
            if self._halt() or len(plans) == len(self._master.people):
                return plans
            sure, likely = self._next(answer, step)
            bold = len(likely) > 1 and self._patience > 0
            most = answer.value + self._loss(answer)
            decided, then, after = self._settled([*sure, *likely], duals, most=most if bold else np.inf)
            worse = then.value > most
            if worse and bold:
                self._patience -= 1
                step = max(1, len(likely) // 4)
                continue
            if worse and len(likely) == 1:
                other = self._settled([*sure, replace(likely[0], taken=False)], duals)
                if other[1].value < then.value:
                    decided, then, after = other
                if then.value > most:
                    if not self._reopened:
                        return plans
                    self._reopened -= 1
                    # With a `loss` it stays decided, or such a dive comes back to it. Elsewhere that proved less (measured).
                    kept = [] if self._allowed is None else likely
                    other = self._settled(kept, duals, self._reopen(decided, likely[0]))
                    if other[1].value < then.value - 1e-6:
                        decided, then, after = other
            step = min(self._most, 2 * step)
            self._decided, answer, duals = decided, then, after
        return None

    def _reopen(self, decided: Decided, dear: Decision) -> Decided:
        """The days around a dear cell, or that person and some others, with nothing decided."""
        if self._reopened % 3:
            return decided.reopened(dear.row, NEAR)
        people = self._master.people
        some = self._random.sample(people, min(len(people), max(2, int(SOME * len(people)))))
        return decided.freed({dear.person, *some})

    def _loss(self, answer: Answer) -> float:
        if self._allowed is not None:
            return max(0.5, self._allowed)
        return max(0.5, CLOSE * abs(answer.value), self._careless * (self._cutoff - answer.value))

    def _sure(self, answer: Answer) -> dict[int, Plan]:
        """The plans the mixture takes whole."""
        numbers = np.flatnonzero(answer.shares > WHOLE).tolist()
        return {self._master.columns[number][0]: self._master.columns[number][1] for number in numbers}

    def _next(self, answer: Answer, step: int) -> tuple[list[Decision], list[Decision]]:
        """What is as good as settled, and the likeliest cells of the rest: at least one, at most `step`."""
        shares = self._cells.mixture(answer.shares)
        shares[self._decided.marks != 0] = 0.0
        sure = np.argwhere(shares >= WHOLE)
        shares[shares >= WHOLE] = 0.0
        order = np.argsort(-shares, axis=None, kind="stable")[:step]
        flat = shares.ravel()[order]
        kept = order[(flat >= HALF) | ((np.arange(len(order)) == 0) & (flat > SMALLEST))]
        likely = np.column_stack(np.unravel_index(kept, shares.shape))
        return _decisions(sure.tolist()), _decisions(likely.tolist())

    def _settled(
        self,
        new: Sequence[Decision],
        duals: Floats | None,
        before: Decided | None = None,
        most: float = np.inf,
    ) -> tuple[Decided, Answer, Floats | None]:
        """The mixture when these are decided too, and its duals; how dear, does not matter above `most`."""
        decided = Decided(self._made, self._master.big, new, before or self._decided)
        self._master.allow(decided.kept(self._cells))
        value = self._master.solve(fixed=True).value
        found = generate(
            self._made,
            self._master,
            self._open(decided),
            rounds=ROUNDS,
            halt=self._halt,
            base=decided.base(),
            start=Prices(duals=duals),
            close=max(0.6, CLOSE * abs(value), HARDLY * (self._allowed or 0.0)),
            cutoff=most + 1.0,
            keeper=self._keeper,
        )
        return decided, self._master.solve(), found.duals

    def _open(self, decided: Decided) -> Pricer:
        """What prices plans that keep what is decided; the others are far too dear."""
        if self._narrower is None:
            return self._pricer
        return self._narrower.decided(self._master.people, decided)


def _decisions(cells: Sequence[Sequence[int]]) -> list[Decision]:
    return [Decision(person, row, taken=True) for row, person in cells]
