"""The whole way from a problem to a roster: a first one, the bound, then better ones until none is left or time is.

Every choice comes from the seed and from counted work; the clock only ends it. Where the clock did not end it,
the same problem gives the same roster.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np

from neighborcenter.volunteers.solver import patience
from neighborcenter.volunteers.solver.ascent import climb
from neighborcenter.volunteers.solver.checking import cost_parts
from neighborcenter.volunteers.solver.clock import Clock
from neighborcenter.volunteers.solver.company import close_hopeless
from neighborcenter.volunteers.solver.compiled import Floats, compile_problem
from neighborcenter.volunteers.solver.contracts import networks_of
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.diving import Dive
from neighborcenter.volunteers.solver.generation import Prices, generate, rounded
from neighborcenter.volunteers.solver.haggling import Haggling
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.merging import Merging
from neighborcenter.volunteers.solver.narrowing import Narrower
from neighborcenter.volunteers.solver.neighborhoods import Neighborhoods, Pool
from neighborcenter.volunteers.solver.partner import Partner
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.pricing import Plan, Pricer
from neighborcenter.volunteers.solver.primal import Turns, given
from neighborcenter.volunteers.solver.problem import Impossible, Plans, Problem
from neighborcenter.volunteers.solver.rearranging import Rearranging
from neighborcenter.volunteers.solver.regions import Regions
from neighborcenter.volunteers.solver.reseating import Reseating
from neighborcenter.volunteers.solver.roster import Progress, Roster, Step, Stop, Told, ends_of
from neighborcenter.volunteers.solver.rows import rows_of, with_shares
from neighborcenter.volunteers.solver.stretches import Stretches
from neighborcenter.volunteers.solver.tree import Tree
from neighborcenter.volunteers.solver.trimming import Trimmer


def solve(
    problem: Problem,
    effort: Effort | None = None,
    *,
    seed: int = 1,
    start: Plans | None = None,
    on_progress: Progress | None = None,
    should_stop: Stop | None = None,
) -> Roster:
    """The best roster found within `effort`. `start`: plans to begin from, where they keep the rules.

    Raises `Impossible` when the rules of some person, or the ties, allow nothing at all.
    """
    search = Search(problem, effort or Effort(), seed, on_progress, should_stop)
    return search.run(start or {})


class Search:
    """One search: its state, and its steps in the order they are taken."""

    def __init__(
        self,
        problem: Problem,
        effort: Effort,
        seed: int,
        on_progress: Progress | None,
        should_stop: Stop | None,
        *,
        helps: bool = False,
    ) -> None:
        """`helps`: for another search, which proves while this one looks for better rosters."""
        self.problem, self.effort, self.seed = problem, effort, seed + (patience.HELPER if helps else 0)
        self.helps = helps
        self.partner: Partner | None = None
        self.told, self.clock = Told(on_progress), Clock(self.effort, should_stop)
        self.halt, self.until = self.clock.halt, self.clock.until
        self.bound, self.steps = -np.inf, 0
        self.made = close_hopeless(compile_problem(self.problem))
        self.costs = Costs(self.made)
        networks = self.networks = networks_of(self.made)
        self.rows = rows_of(self.made, networks.own_rows)
        self.tight = with_shares(self.made, self.rows)  # what mixtures are asked, too
        self.exact = not networks.paced
        self.floor = ends_of(problem)[0] - problem.base
        self.cells = len(problem.people) * problem.days
        self.long = problem.days > patience.PRICED_DAYS
        self.tangled = bool(self.rows.tied) and self.cells > patience.LARGE and not self.long
        self.shares = patience.shares(self.cells)
        self.trim = Trimmer(self.made, networks) if networks.trimmed else None
        self.keeper = Pricer(self.made, networks.keeping, trim=self.trim, teams=(teams := networks.teams))
        # What bounds: networks that know every plan there is. Trimming changes the plans told, not the least cost.
        self.pricer = Pricer(self.made, networks.each, teams=teams) if networks.paced else self.keeper
        self.best = Incumbent(self.made, self.rows, self.costs)
        self.pool, self.merging = Pool(), Merging(self.made)
        self.clock.built()
        self.stale = self.dives = 0  # neighbourhoods since the last better roster, dives after the first
        self.regions = Regions(self.made, self.tight, self.costs, self.seed, apart=helps)
        self.narrower = Narrower(self.made, networks.each, self.trim)
        self.turns = Turns(self.made, self.keeper, self.costs)
        known = (self.made, self.costs, self.turns, self.seed)
        self.reseating = Rearranging(self.rows, *known) if self.rows.tied else Reseating(*known)
        self.around = Neighborhoods(self.made, self.tight, self.costs, self.narrower, self.keeper)
        self.stretches = Stretches(self.around, self.seed, apart=helps)

    def keeps(self, person: int, plan: Plan) -> bool:
        """Whether a plan of the search keeps even those limits its network does not look at."""
        return self.rows.keeps(person, plan) and (self.trim is None or self.trim.keeps(person, plan))

    @property
    def done(self) -> bool:
        """Whether nothing better exists, or nothing better enough."""
        cost = self.best.cost()
        return self.best.valid and rounded(self.bound) >= cost - self.effort.gap * abs(cost) - 1e-6

    def run(self, start: Plans) -> Roster:
        """All of it."""
        if self.tangled:
            self.shares = patience.tangled(self.effort, helps=self.helps, alone=self.partner is None)
        self._begin(start)
        if not self.done:
            self._haggle(self.shares.haggled)
        soon, straight = self.until(self.shares.dived), self.tangled and self.shares.dives
        if self.helps and self.cells > patience.LARGE and not (self.long or straight):
            self._polish(self.best, soon)
        master, prices = self._prices()
        if not (self.done or self.long or self.tangled):
            self._haggle(self.shares.dived, prices)
        if ((self.helps and not self.long) or self.rows.tied) and not straight:
            self._polish(self.best, soon)
        self._meet()
        self.merging.begin(self.best)
        if self.shares.dives and not (self.done or self.halt() or self.long):
            self._dive(master, prices, patience.SHARES[int(self.helps or straight)], self.shares.dived)
        if straight and not (self.done or self.halt()):
            master, prices = self._prices((master, prices))
        if not self.done:
            self._improve(master, prices)
        if self.partner is not None:
            self.partner.finish()
        if not self.best.valid:
            raise Impossible(())
        return self._answer()

    def _begin(self, start: Plans) -> None:
        """A first roster: the given one, then everybody in turn."""
        # What everybody would do if no slot mattered, and slots at no loss: a first true bound.
        least, _plans = self.pricer.best(self.made.wishes, np.full(len(self.problem.people), -np.inf))
        nothing = np.zeros(len(self.rows.least))
        self.bound = float(least.sum()) + self.rows.dual_part(nothing, self.rows.least, self.rows.most)
        hopeless = [
            one.id for one, cost in zip(self.problem.people, least, strict=True) if not np.isfinite(cost)
        ]
        if hopeless:
            raise Impossible(tuple(hopeless))
        people = list(range(len(self.problem.people)))
        for person, plan in given(self.made, start).items():
            self.best.set(person, plan)
        self.turns.round(self.best, [one for one in people if one not in self.best.plans], self.halt)
        if start and not self.best.valid:  # together the given plans break a tie: begin from nothing
            self.best = Incumbent(self.made, self.rows, self.costs)
            self.turns.round(self.best, people, self.halt)
        self._tell()
        for _round in range(4):
            if self.halt() or not self.turns.round(self.best, people, self.halt):
                break
            self._tell()

    def _prices(self, known: tuple[Master, Prices] | None = None) -> tuple[Master, Prices]:
        """Column generation over everybody: the bound. Where people are tied only nearly, until it goes on from there."""
        people, mild = range(len(self.problem.people)), patience.MILD if self.rows.tied else None
        master, start = known or (Master(self.tight, self.costs, people, mild=mild), Prices())
        if not known:
            master.add(self.best.plans.items())
            seen = self.pool.plans.items()
            master.add((one, plan) for one, own in seen for plan in own[-patience.HAGGLED_PLANS :])
        halt = self.halt if known else self.until(self.shares.priced)
        if self.long:
            return master, Prices() if self.helps else self._climb(master, self.until(patience.CLIMBED))
        pricer, keeper = self._pricers(master.people)
        close = patience.CLOSE * (self.bound - self.floor) if self.tangled and not known else 0.0
        master.inner = self.tangled
        prices = generate(
            self.made, master, pricer, rounds=100_000, halt=halt, on_round=self._risen, close=close, start=start, keeper=keeper
        )  # fmt: skip
        master.harden(wholly=True)
        self.bound = max(self.bound, prices.bound)
        self._tell()
        self.pool.add([one for one in master.columns if self.keeps(*one)])
        if prices.duals is not None:
            self.around.duals = self.regions.duals = prices.duals
            self.regions.least = prices.least
            self.pool.judge(master, master.reduced(self.made.wishes, prices.duals), self.keeps)
        return master, prices

    def _climb(self, master: Master, halt: Stop, starts: Sequence[Floats] = ()) -> Prices:
        return climb(self.made, master, self.pricer, halt, self._risen, starts)

    def _risen(self, prices: Prices) -> None:
        if prices.bound > self.bound:
            self.bound = prices.bound
            self._tell(every=0.5)

    def _haggle(self, until: float, prices: Prices | None = None) -> None:
        """Rounds of haggling while they help, ever more gently; the rosters on the way go to the pool."""
        start = None if prices is None else prices.duals
        for push in patience.PUSHES if prices is None else patience.PUSHES[1:]:
            haggling = Haggling(self.made, self.rows, self.turns, self.seed, push, start)
            before = self.best.cost()
            stale, own = 0, np.inf  # rounds since the best of this haggling, which begins far off
            for roster in haggling.rounds(self.best.copy(), self.until(until)):
                self.pool.add(list(roster.plans.items()))
                cost = roster.cost()
                stale, own = (0, cost) if cost < own - 1e-6 else (stale + 1, own)
                self._take(roster.plans)
                if stale >= patience.STALE or self.done:
                    break
            if prices is None and self.best.cost() < before - patience.HELPED * abs(before):
                return

    def _dive(self, master: Master, prices: Prices, share: float, until: float) -> None:
        known, cost = len(master.columns), self.best.cost()
        lacking = self.bound - self.floor if self.tangled else abs(cost + self.problem.base)
        dive = Dive(
            self.made,
            master,
            *self._pricers(master.people),
            self.narrower if self.exact and self.networks.states > patience.WIDE else None,
            halt=self.until(until),
            cutoff=cost + patience.DEEP * lacking,
            share=share,
            loss=patience.loss(self.problem.days, lacking, tangled=self.tangled),
        )
        plans = dive.run(prices.duals)
        self.pool.add([one for one in master.columns[known:] if self.keeps(*one)])
        if plans:
            self._complete(plans, [person for person in master.people if person not in plans], prices)

    def _pricers(self, people: Sequence[int]) -> tuple[Pricer, Pricer | None]:
        """What bounds these people's plans, and what adds plans that keep every limit where the first does not."""
        if len(people) == len(self.problem.people):
            return self.pricer, None if self.exact else self.keeper
        return self.pricer.subset(people), None if self.exact else self.keeper.subset(people)

    def _complete(self, plans: Mapping[int, Plan], rest: Sequence[int], prices: Prices) -> None:
        """Take the plans of a dive; where it was cut short, the others haggle over what is left."""
        trial = self.best.copy()
        for person in rest:
            trial.set(person, None)
        for person, plan in plans.items():
            trial.set(person, plan)
        self.turns.round(trial, rest, lambda: False)
        self._take(trial.plans)
        if rest:
            known = (self.made, self.rows, self.turns, self.seed)
            over = Haggling(*known, patience.PUSHES[1], prices.duals, rest)
            for roster in islice(over.rounds(trial, self.halt), patience.STALE):
                self._take(roster.plans)
        few = len(rest) <= patience.TAIL * len(self.problem.people)
        if rest and few:
            left = self.clock.left
            trial = self.around.anew(trial, rest, self.pool, self.halt, left)
        if few or self.rows.tied:
            self._polish(trial, self.halt)

    def _dive_again(self, prices: Prices, number: int) -> None:
        """A dive into a part of the roster, everybody else staying as they are: larger than a neighbourhood."""
        share = patience.PARTS[number % len(patience.PARTS)] * len(self.problem.people)
        people = self.regions.people(self.best, max(patience.FEWEST, int(share)))
        master = self.around.master(self.best, people)
        master.add((person, plan) for person in people for plan in self.pool.good.get(person, ()))
        pricer, start, cost = self.keeper.subset(people), Prices(duals=prices.duals), self.best.cost()
        found = generate(
            self.made, master, pricer, rounds=30, halt=self.halt, start=start, cutoff=cost, close=0.1
        )
        if rounded(found.bound) < cost and not self.halt():
            self._dive(master, found, patience.SHARES[number % len(patience.SHARES)], 1.0)

    def _improve(self, master: Master, prices: Prices) -> None:
        """By turns, so that both do as much: branches of the tree, and neighbourhoods of the best roster."""
        tree = Tree(self.made, master, self.pricer, self.halt, None if self.exact else self.keeper)
        closing = self.cells <= patience.TREE or self.bound > self.best.cost() * (1 - patience.NEARLY)
        if closing and not (self.helps or self.long) and not self.until(self.shares.priced)():
            tree.begin(prices)
        favour = patience.ALONE if self.partner is None else patience.HELPED_TREE
        spent, meter = [0.0, 0.0], self.made.meter
        while not self.done and not self.halt():
            if self.effort.steps is not None and self.steps >= self.effort.steps:
                return
            self.steps += 1
            self._meet()
            before, turn = meter.done, int(tree.done or spent[0] >= favour * spent[1])
            if turn:
                self._neighborhood(master, prices)
            else:
                self._take(tree.step(self.best.cost()) or {})
                self.bound = max(self.bound, min(tree.bound, self.best.cost()))
                self._tell()
            spent[turn] += meter.done - before

    def _meet(self) -> None:
        """Take what the other search has found."""
        if self.partner is not None and (plans := self.partner.meet(self.halt)):
            self._take(self.merging.both(self.best, plans))

    def _neighborhood(self, master: Master, prices: Prices) -> None:
        stretched = self.problem.days > patience.STRETCHED
        # Of half a year the first sweep brings most, and then small regions; of some months every sweep that helps.
        helpful = self.helps and stretched and self.stretches.helpful
        if self.stretches.sweeping_first if self.long else helpful:
            self._stretch(master, prices)
            return
        if self.stale and self.stale % patience.PATIENCE == 0:
            self.stale, self.dives = self.stale + 1, self.dives + 1
            if self.long or (stretched and self.dives % 3 == 2):
                self._stretch(master, prices)
            elif self.dives % 2 == 0:
                self._dive(master, prices, patience.SHARES[self.dives // 2 % len(patience.SHARES)], 1.0)
            else:
                self._dive_again(prices, self.dives)
            return
        cost = self.best.cost()
        self._region(self.best)
        self.stale = 0 if self.best.cost() < cost else self.stale + 1

    def _stretch(self, master: Master, prices: Prices) -> None:
        """The next stretch; where nothing came of it, as much work on regions. After a sweep the bound climbs on."""
        left, began, meter = self.clock.left, self.made.meter.done, self.made.meter
        if not self._take(self.stretches.next(self.best, self.pool, self.halt, left).plans):
            until = 2 * meter.done - began
            self._polish(self.best, lambda: self.halt() or meter.done >= until)
        if self.long and not self.helps and (swept := self.stretches.swept()) is not None:
            known = [swept] if prices.duals is None else [swept, prices.duals]
            found = self._climb(master, self.halt, known)
            if found.bound > prices.bound:
                prices.bound, prices.duals = found.bound, found.duals

    def _polish(self, incumbent: Incumbent, halt: Stop) -> None:
        """Regions of a roster made anew as long as that brings much: the quickest way down."""
        stale, cost = 0, incumbent.cost()
        while stale < patience.STALE and not self.done and not halt():
            incumbent = self._region(incumbent)
            better = cost - incumbent.cost() > patience.MUCH * abs(cost + self.problem.base)
            stale, cost = (0, incumbent.cost()) if better else (stale + 1, cost)

    def _region(self, incumbent: Incumbent) -> Incumbent:
        """The roster with one region made anew."""
        left = self.clock.left
        found = self.around.better(incumbent, self.regions, self.pool, self.halt, left)
        if not self.long:  # a plan of half a year takes too long for so small a step
            found = self.reseating.turn(found, self.halt)
        if found is not incumbent:
            self._take(found.plans)
        return found

    def _take(self, plans: Mapping[int, Plan]) -> bool:
        """Keep these plans if the roster is better for them."""
        trial = self.best.copy()
        for person, plan in plans.items():
            trial.set(person, plan)
        if trial.cost() >= self.best.cost() - 1e-6:
            return False
        self.best = trial
        if self.partner is not None:
            self.partner.better(trial.plans)
        self._tell()
        return True

    def _tell(self, every: float = 0.0) -> None:
        if self.best.valid:
            best = round(self.best.cost()) + self.problem.base
            self.told.tell(Step(best, self._whole_bound(), self.clock.seconds), every)

    def _whole_bound(self) -> int:
        low = rounded(self.bound)
        cost = round(self.best.cost())
        return min(cost, int(low) if np.isfinite(low) else -(10**9)) + self.problem.base

    def plans(self) -> Plans:
        """The best roster so far."""
        return self.best.named()

    def _answer(self) -> Roster:
        plans = self.plans()
        timely = "steps" if self.clock.left > 0 else "time"
        ended = "proved" if self.done else "stopped" if self.clock.stopped else timely
        self._tell()
        bound, steps = self._whole_bound(), tuple(self.told.steps)
        parts, ends = cost_parts(self.problem, plans), ends_of(self.problem)
        return Roster(plans, parts, bound, self.clock.seconds, self.seed, ended, steps, *ends)
