"""Branch and price: where the mixture is undecided about a cell or a total, both ways are followed, the best first.

Every open branch has a true bound of its own, so the least of them bounds the whole; a branch whose bound reaches the
best roster is closed. When none is open, the best roster is proved.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import ceil, floor

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.decisions import Cells, Decided, Decision
from neighborcenter.volunteers.solver.generation import Prices, generate, rounded
from neighborcenter.volunteers.solver.master import Answer, Master
from neighborcenter.volunteers.solver.pricing import Plan, Pricer

ROUNDS = 60  # of prices for one branch
FIRST_LOOK, GLANCE = 16, 50  # cells glanced at, with so many steps of the simplex
CLOSE_LOOK = 4  # cells followed both ways before one is chosen
ENOUGH = 3.0  # a rise of the bound by more is as good as this one
TINY = 1e-4


@dataclass(frozen=True, slots=True)
class Branch:
    """What was decided on the way, and what is known about it."""

    decisions: tuple[Decision, ...]
    least: tuple[float, ...]  # of the totals
    most: tuple[float, ...]
    bound: float
    duals: Floats | None
    undecided: tuple[tuple[float, int, int], ...] = ()  # share, row, person: the most undecided cells
    totals: tuple[float, ...] = ()
    plans: dict[int, Plan] | None = None  # where the mixture is whole: a roster
    value: float = np.inf


@dataclass(slots=True)
class Tree:
    """The open branches."""

    made: Compiled
    master: Master
    pricer: Pricer
    halt: Callable[[], bool]
    keeper: Pricer | None = None
    left: float = np.inf  # the least bound of branches that could not be followed
    _open: list[tuple[float, int, int, Branch]] = field(default_factory=list)
    _number: int = 0
    _cells: Cells = field(init=False)

    def __post_init__(self) -> None:
        self._cells = Cells(self.made, self.master)

    def begin(self, prices: Prices) -> None:
        """The root: nothing is decided."""
        count = len(self.master.totals)
        root = Branch((), (0.0,) * count, (np.inf,) * count, prices.bound, prices.duals)
        self._push(self._described(root, self.master.solve(fixed=True)))

    @property
    def bound(self) -> float:
        """No roster costs less, where none of the closed branches held it."""
        return min(self.left, min((branch.bound for *_order, branch in self._open), default=np.inf))

    @property
    def done(self) -> bool:
        """Whether there is nothing more to follow."""
        return not self._open

    def step(self, cutoff: float) -> dict[int, Plan] | None:
        """Follow the best branch one decision further; a roster cheaper than `cutoff` if one was met."""
        *_order, branch = heapq.heappop(self._open)
        if rounded(branch.bound) >= cutoff - TINY:
            return None
        chosen: tuple[float, list[Branch]] | None = None
        best: Branch | None = None
        for pair in self._promising(branch):
            both = [self._followed(one, cutoff) for one in pair]
            for one in both:
                if one.plans is not None and one.value < cutoff - TINY:
                    best, cutoff = one, one.value
            if self.halt():
                chosen = np.inf, [branch]
                break
            worth = _worth(branch, both)
            if chosen is None or worth > chosen[0]:
                chosen = worth, both
            if all(rounded(one.bound) >= cutoff - TINY for one in both):
                break
        if chosen is None:
            self.left = min(self.left, branch.bound)
        for one in chosen[1] if chosen else ():
            if rounded(one.bound) < cutoff - TINY:
                self._push(one)
        return best.plans if best is not None else None

    def _push(self, branch: Branch) -> None:
        if branch.plans is not None and branch.value <= branch.bound + TINY:
            return  # its best roster is known
        self._number += 1
        heapq.heappush(self._open, (round(branch.bound, 1), -len(branch.decisions), self._number, branch))

    def _promising(self, branch: Branch) -> list[tuple[Branch, Branch]]:
        """The decisions that seem to raise the bound most, judged by the plans known."""
        pairs = [_split(branch, row, person) for _share, row, person in branch.undecided]
        pairs += [
            _split_total(branch, number)
            for number, total in enumerate(branch.totals)
            if abs(total - round(total)) > TINY
        ]
        if len(pairs) <= 1:
            return pairs
        worths = [_worth(branch, [self._glanced(one) for one in pair]) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda number: (-worths[number], number))
        return [pairs[number] for number in order[:CLOSE_LOOK]]

    def _install(self, branch: Branch) -> Decided:
        decided = Decided(self.made, self.master.big, branch.decisions)
        self.master.allow(decided.kept(self._cells))
        self.master.bound_totals(branch.least, branch.most)
        return decided

    def _glanced(self, branch: Branch) -> Branch:
        self._install(branch)
        return replace(branch, bound=max(branch.bound, self.master.glance(GLANCE)))

    def _followed(self, branch: Branch, cutoff: float) -> Branch:
        """The branch with its own prices, bound and mixture."""
        decided = self._install(branch)
        self.master.solve(fixed=True)
        found = generate(
            self.made,
            self.master,
            self.pricer,
            rounds=ROUNDS,
            halt=self.halt,
            base=decided.base(),
            start=Prices(duals=branch.duals),
            cutoff=cutoff,
            keeper=self.keeper,
        )
        assert found.answer is not None
        known = replace(branch, bound=max(branch.bound, found.bound), duals=found.duals)
        return self._described(known, found.answer)

    def _described(self, branch: Branch, answer: Answer) -> Branch:
        """With what its mixture is undecided about."""
        columns = self.master.columns
        shares = self._cells.mixture(answer.shares)
        cells = np.argwhere((shares > TINY) & (shares < 1 - TINY)).tolist()
        most = sorted((abs(shares[row, person] - 0.5), row, person) for row, person in cells)
        used = np.flatnonzero(answer.shares > 0.5).tolist()
        plans = {columns[number][0]: columns[number][1] for number in used}
        return replace(
            branch,
            undecided=tuple(most[:FIRST_LOOK]),
            totals=tuple(float(answer.slacks[total].sum()) for total in self.master.totals),
            plans=plans if not cells and len(plans) == len(self.master.people) else None,
            value=answer.value,
        )


def _split(branch: Branch, row: int, person: int) -> tuple[Branch, Branch]:
    one, other = (
        replace(branch, decisions=(*branch.decisions, Decision(person, row, taken)))
        for taken in (True, False)
    )
    return one, other


def _split_total(branch: Branch, number: int) -> tuple[Branch, Branch]:
    low, high = floor(branch.totals[number]), ceil(branch.totals[number])
    most = tuple(low if place == number else one for place, one in enumerate(branch.most))
    least = tuple(high if place == number else one for place, one in enumerate(branch.least))
    return replace(branch, most=most), replace(branch, least=least)


def _worth(branch: Branch, both: list[Branch]) -> float:
    """How much a split helps: both bounds should rise, one alone is worth little."""
    one, other = (min(ENOUGH, max(0.0, each.bound - branch.bound)) for each in both)
    return one * other + 0.05 * min(one, other) + 0.01 * (one + other)
