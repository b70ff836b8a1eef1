"""A few people stand up and sit down again, and for a while the roster may get a little dearer: so it gets unstuck.

Where everybody's share, wishes and company hang together no single step helps any more. Somebody who would like a
slot stands up with those who hold it and one or two more; all but the last sit down as if an empty place were worth
little, for who takes every empty place leaves none to the others. What is lost is taken at first, later ever less.
"""

from collections.abc import Callable, Iterable, Mapping
from math import exp
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Flags
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.haggling import price_range
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.meter import SECOND
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.primal import Turns
from neighborcenter.volunteers.solver.rows import Rows

SIZES = (2, 2, 3, 4)  # how many stand up
WORTHS = (0.05, 0.02, 0.007)  # of its dearest price: what an empty place is worth to all but the last
WISHED, DRAWN, DEAR = (
    0.5,
    0.6,
    0.8,
)  # of the groups: around a wish; up to here any slot; up to here whoever costs most
HOT, COLD = 1.0, 0.15  # of the cheapest thing that can be missed: what is lost without a thought
CYCLE = 0.06 * SECOND  # of work for each person, from hot to cold
TURN = 0.005 * SECOND  # of it in one turn
LONGEST = 64  # turns left out where it no longer helps
LOOKS = 20  # at wishes, until one is met that is not granted


class Rearranging:
    """One roster under way; always the same for one seed."""

    def __init__(self, rows: Rows, made: Compiled, costs: Costs, turns: Turns, seed: int) -> None:
        self._made, self._costs, self._turns = made, costs, turns
        self._random = Random(seed)
        self._people = range(len(made.problem.people))
        self._dearest = price_range(rows)[1]
        wishes = np.where(made.eligible, made.wishes[: made.dummy].T, 0.0)
        self._wished = np.argwhere(wishes < 0).tolist()  # [person, slot]
        prices = np.abs(np.concatenate([wishes[wishes != 0], rows.slack_cost]))
        self._cheapest = float(min(prices[prices > 0], default=1.0))
        self._turn, self._cycle = TURN * len(self._people), CYCLE * len(self._people)
        self._now: Incumbent | None = None
        self._best = self._before = np.inf  # the cost of the best, now and when this cycle began
        self._work = 0.0  # done in this cycle
        self._due = self._pause = 1

    def turn(self, incumbent: Incumbent, halt: Callable[[], bool]) -> Incumbent:
        """Go on for a while, from this roster where it is the better one; the best so far, no dearer than this one.

        Where a whole cycle brought nothing, turns are left out ever longer.
        """
        self._due -= 1
        if self._due:
            return incumbent
        self._due = 1
        meter, began, cost = self._made.meter, self._made.meter.done, incumbent.cost()
        best, over = incumbent, self._work > self._cycle
        if over:
            self._pause = 1 if cost < self._before - 1e-6 else min(2 * self._pause, LONGEST)
            self._due, self._work = self._pause, 0.0
        if self._now is None or cost < self._best - 1e-6 or over:
            self._now, self._best = incumbent.copy(), cost
            self._before = cost if not self._work else self._before
        seating = _Seating(self._made, self._costs, self._now)
        while meter.done < began + self._turn and not halt():
            before = meter.done
            self._try(seating)
            self._work += meter.done - before
            if seating.cost < min(cost, self._best) - 1e-6:
                self._best, best = seating.cost, self._now.copy()
        return best

    def _try(self, seating: "_Seating") -> None:
        """One group stands up and sits down; taken back where it costs more than this moment allows."""
        group = self._group(seating)
        worth = self._random.choice(WORTHS) * self._dearest
        old = {person: seating.roster.plans[person] for team in group for person in team}
        seating.stand(old)
        seated = all(
            self._turns.seat(seating.roster, team, worth=None if team is group[-1] else worth)
            for team in group
        )
        lost = seating.lost(old) if seated else np.inf
        heat = self._cheapest * HOT * (COLD / HOT) ** min(1.0, self._work / self._cycle)
        if lost <= 1e-6 or self._random.random() < exp(-lost / heat):
            seating.take(old)
        else:
            seating.give_back(old)

    def _group(self, seating: "_Seating") -> list[tuple[int, ...]]:
        """Who stands up, in the order they sit down: teams, most of them of one."""
        kind, size = self._random.random(), self._random.choice(SIZES)
        if kind < WISHED and self._wished:
            who, slot = self._wish(seating)
            others = seating.holding(slot)
        else:
            who, others = self._random.choice(self._people), []
            if kind > DEAR:
                who = self._random.choices(self._people, seating.weights())[0]
            elif kind < DRAWN and len(own := np.flatnonzero(self._made.eligible[who])):
                others = seating.holding(self._random.choice(own.tolist()))
        near = seating.near(who)
        others += self._random.sample(near, min(len(near), max(0, size - 1 - len(others))))
        teams = list(dict.fromkeys(self._turns.team(person) for person in [who, *others]))
        if self._random.random() < 0.5:
            self._random.shuffle(teams)
        return teams

    def _wish(self, seating: "_Seating") -> tuple[int, int]:
        """Somebody, and a slot they would like and do not have, if one is soon found."""
        for _look in range(LOOKS):
            who, slot = self._random.choice(self._wished)
            if not seating.held[who, slot]:
                break
        return who, slot


class _Seating:
    """A roster with who holds what, and its cost, kept up to date."""

    def __init__(self, made: Compiled, costs: Costs, roster: Incumbent) -> None:
        self._made, self._costs, self.roster = made, costs, roster
        self.held: Flags = np.zeros_like(made.eligible)
        self._own = np.zeros(len(made.problem.people))
        self.take(roster.plans)

    @property
    def cost(self) -> float:
        """Of the whole roster."""
        return float(self._own.sum()) + self._tied

    def weights(self) -> list[float]:
        """How much each person's plan costs, beside the others'."""
        dear = np.maximum(self._own, 0.0)
        weights: list[float] = (0.04 + dear / max(1.0, float(dear.mean()))).tolist()
        return weights

    def holding(self, slot: int) -> list[int]:
        """Who serves there."""
        found: list[int] = np.flatnonzero(self.held[:, slot]).tolist()
        return found

    def near(self, who: int) -> list[int]:
        """Those who hold something this person could do."""
        found: list[int] = np.flatnonzero((self.held & self._made.eligible[who]).any(axis=1)).tolist()
        return found

    def stand(self, people: Iterable[int]) -> None:
        """Take their plans from them for now."""
        for person in people:
            self.roster.set(person, None)

    def lost(self, old: Mapping[int, Plan]) -> float:
        """How much dearer the roster is with what they have now."""
        own = sum(self._costs.of(person, self.roster.plans[person]) for person in old)
        return own - float(self._own[list(old)].sum()) + self.roster.tied_cost() - self._tied

    def take(self, people: Mapping[int, Plan]) -> None:
        """Let it be so."""
        for person in people:
            plan = self.roster.plans[person]
            self._own[person] = self._costs.of(person, plan)
            self.held[person] = False
            self.held[person, list(plan)] = True
        self._tied = self.roster.tied_cost()

    def give_back(self, old: Mapping[int, Plan]) -> None:
        """Everybody takes the plan they had."""
        for person, plan in old.items():
            self.roster.set(person, plan)
