"""Large neighbourhoods: free some people on some days, let column generation and a small integer program place them anew."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.generation import Prices, generate, rounded
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.integer import choose
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.narrowing import Narrower
from neighborcenter.volunteers.solver.patience import GOOD
from neighborcenter.volunteers.solver.pricing import Plan, Pricer
from neighborcenter.volunteers.solver.regions import Region, Regions
from neighborcenter.volunteers.solver.rows import Rows

MOST_PLANS = 600  # in one small integer program
NODES = 150  # of its branches
ROUNDS = 40  # of prices before it
RECENT = 150  # plans of each person from the pool to begin with


@dataclass(slots=True)
class Pool:
    """Plans seen so far, by person; `good` are the cheapest at the best prices."""

    plans: dict[int, list[Plan]] = field(default_factory=dict)
    good: dict[int, list[Plan]] = field(default_factory=dict)

    def add(self, columns: Sequence[tuple[int, Plan]]) -> None:
        """Keep plans for later."""
        for person, plan in columns:
            known = self.plans.setdefault(person, [])
            if len(known) > 4000:
                del known[:2000]
            known.append(plan)

    def judge(self, master: Master, reduced: Floats, keeps: Callable[[int, Plan], bool]) -> None:
        """Remember the plans of a master that cost least at its prices."""
        for number in np.argsort(reduced, kind="stable").tolist():
            person, plan = master.columns[number]
            own = self.good.setdefault(person, [])
            if len(own) < GOOD and keeps(person, plan):
                own.append(plan)


@dataclass(slots=True)
class Result:
    """What a neighbourhood gave: better plans or None; whether the search of it came to its end."""

    plans: dict[int, Plan] | None
    finished: bool


@dataclass(slots=True)
class Neighborhoods:
    """Looks for better plans in one region of a roster."""

    made: Compiled
    rows: Rows
    costs: Costs
    narrower: Narrower
    keeper: Pricer  # for whole plans
    duals: Floats | None = None  # the best of the whole
    _last: Floats | None = None  # those of the last region, good enough to begin the next with

    def better(
        self,
        incumbent: Incumbent,
        regions: Regions,
        pool: Pool,
        halt: Callable[[], bool],
        seconds: float,
    ) -> Incumbent:
        """The roster with its next region made anew; the same one where nothing better lies there."""
        region, work = regions.next(incumbent), self.made.meter.done
        result = self._improve(incumbent, region, pool, halt=halt, seconds=seconds)
        found = _changed(incumbent, result)
        gain = incumbent.cost() - found.cost()
        regions.learn(region, gain, self.made.meter.done - work, finished=result.finished)
        return found

    def anew(
        self,
        incumbent: Incumbent,
        people: Sequence[int],
        pool: Pool,
        halt: Callable[[], bool],
        seconds: float,
        days: tuple[int, int] | None = None,
    ) -> Incumbent:
        """The roster with the plans of these people made anew, where that is better; `days`: from, to before."""
        first, last = days or (0, self.made.problem.days)
        region = Region(tuple(people), frozenset(range(first, last)), 0)
        return _changed(incumbent, self._improve(incumbent, region, pool, halt=halt, seconds=seconds))

    def master(
        self, incumbent: Incumbent, people: Sequence[int], days: Container[int] | None = None
    ) -> Master:
        """The choice of plans for these people, who know those they have; everybody else stays as they are.

        `days`: the only ones on which the plans may differ.
        """
        own = set(people)
        others = {person: plan for person, plan in incumbent.plans.items() if person not in own}
        if days is None:
            master = Master(self.rows, self.costs, people, others)
        else:
            inside = np.array([slot.day in days for slot in self.made.problem.slots])
            settled = self.rows.settled(inside)
            master = Master(self.rows, self.costs, people, others, settled=settled, plans=incumbent.plans)
        master.add((person, incumbent.plans[person]) for person in people)
        return master

    def _improve(
        self,
        incumbent: Incumbent,
        region: Region,
        pool: Pool,
        *,
        halt: Callable[[], bool],
        seconds: float,
    ) -> Result:
        """The best plans in a region, everything else staying as it is."""
        whole = len(region.days) >= self.made.problem.days
        pricer = (
            self.keeper.subset(region.people)
            if whole
            else self.narrower.window(incumbent.plans, region.people, region.days)
        )
        people = pricer.people
        master = self.master(incumbent, people, None if whole else region.days)
        if whole:
            master.add((person, plan) for person in people for plan in pool.plans.get(person, ())[-RECENT:])
        result = self._place(master, pricer, incumbent.cost(), halt, seconds)
        if whole:
            pool.add(master.columns[-(len(master.columns) // 2) :])
        return result

    def _place(
        self, master: Master, pricer: Pricer, cutoff: float, halt: Callable[[], bool], seconds: float
    ) -> Result:
        """Plans for the people of a master that make the whole cheaper than `cutoff`."""
        if not master.people:
            return Result(None, finished=True)
        known = self._last if self.duals is None else self.duals
        start = None if known is None else Prices(duals=known)
        state = generate(
            self.made, master, pricer, rounds=ROUNDS, halt=halt, start=start, cutoff=cutoff, close=0.5
        )
        self._last = state.duals
        if rounded(state.bound) >= cutoff - 1e-6:
            return Result(None, finished=True)
        if halt() or state.duals is None:
            return Result(None, finished=False)
        reduced = master.reduced(self.made.wishes, state.duals)
        reduced -= state.least[[person for person, _plan in master.columns]]
        order = np.argsort(reduced, kind="stable")
        keep = order[:MOST_PLANS][reduced[order[:MOST_PLANS]] < cutoff - state.bound].tolist()
        kept = set(keep)
        keep += [number for number in range(len(master.people)) if number not in kept]
        whole = choose(master, nodes=NODES, seconds=seconds, cutoff=cutoff, keep=keep)
        return Result(whole.plans, finished=whole.complete and len(keep) < MOST_PLANS)


def _changed(incumbent: Incumbent, result: Result) -> Incumbent:
    if result.plans is None:
        return incumbent
    found = incumbent.copy()
    for person, plan in result.plans.items():
        found.set(person, plan)
    return found
