"""Large neighbourhoods: free a few people, let column generation and a small integer program place them anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.generation import Prices, generate, rounded
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.integer import choose
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan, Pricer
from neighborcenter.volunteers.solver.rows import Rows

MOST_PLANS = 400  # in one small integer program
RECENT = 150  # plans of each person from the pool to begin with


@dataclass(slots=True)
class Pool:
    """Plans seen so far, by person, with what they cost at the best prices."""

    plans: dict[int, list[Plan]] = field(default_factory=dict)

    def add(self, columns: Sequence[tuple[int, Plan]]) -> None:
        """Keep plans for later."""
        for person, plan in columns:
            known = self.plans.setdefault(person, [])
            if len(known) > 4000:
                del known[:2000]
            known.append(plan)


@dataclass(slots=True)
class Result:
    """What a neighbourhood gave: better plans or None; whether it is certain that none is better."""

    plans: dict[int, Plan] | None
    certain: bool


class Neighborhoods:
    """Frees people of one roster by chance and need, always the same for one seed."""

    def __init__(
        self, made: Compiled, rows: Rows, costs: Costs, pricer: Pricer, seed: int, exact: bool
    ) -> None:
        self._made, self._rows, self._costs, self._pricer = made, rows, costs, pricer
        self._random = Random(seed)
        self.size = 5
        self._streak = 0
        self.duals: Floats | None = None
        self.least: Floats | None = None
        self.exact = exact  # whether the pricer knows every plan there is
        self._partners = _partners(made)

    def choose(self, incumbent: Incumbent, size: int | None = None) -> list[int]:
        """People to free: one who could be doing much better, and those who work the same slots."""
        people, count = list(range(len(self._made.problem.people))), size or self.size
        if len(people) <= count:
            return people
        weights = self._regret(incumbent)
        kind = self._random.randrange(3)
        chosen: list[int] = []
        if kind == 0:
            chosen = _drawn(self._random, people, weights, count)
        elif kind == 1:
            chosen = _drawn(self._random, people, np.ones(len(people)), count)
        else:
            chosen = self._around(incumbent, people, weights, count)
        known = set(chosen)
        for person in list(chosen):
            for partner in self._partners.get(person, ()):
                if partner not in known:
                    known.add(partner)
                    chosen.append(partner)
        return sorted(known)

    def _regret(self, incumbent: Incumbent) -> Floats:
        weights = np.ones(len(self._made.problem.people))
        if self.duals is None or self.least is None:
            return weights
        values = self._rows.values(self._made.wishes, self.duals)
        for person, plan in incumbent.plans.items():
            wishes = float(sum(self._made.wishes[slot, person] for slot in plan))
            cost = sum(values[slot, person] for slot in plan) + self._costs.of(person, plan) - wishes
            weights[person] = 0.05 + max(0.0, float(cost - self.least[person]))
        scaled: Floats = weights / weights.max()
        return scaled

    def _around(self, incumbent: Incumbent, people: list[int], weights: Floats, count: int) -> list[int]:
        """Those who do, or could do, what is done wrongly now: a slot short of people or with too many."""
        wrong = np.flatnonzero(
            (self._rows.cover >= 0) & (np.abs(incumbent.activity - self._rows.least)[self._rows.cover] > 0.5)
        ).tolist()
        if not wrong:
            return _drawn(self._random, people, weights, count)
        slot = wrong[self._random.randrange(len(wrong))]
        day = self._made.problem.slots[slot].day
        near = np.zeros(len(people))
        for person, plan in incumbent.plans.items():
            if self._made.eligible[person, slot]:
                near[person] = 0.3 + weights[person]
                if any(abs(self._made.problem.slots[own].day - day) <= 1 for own in plan):
                    near[person] += 0.5
        return _drawn(self._random, people, near + 1e-3, count)

    def improve(
        self,
        incumbent: Incumbent,
        people: Sequence[int],
        pool: Pool,
        *,
        halt: Callable[[], bool],
        seconds: float,
    ) -> Result:
        """The best plans of these people, everybody else staying as they are."""
        chosen = set(people)
        others = {person: plan for person, plan in incumbent.plans.items() if person not in chosen}
        plans = [(person, incumbent.plans[person]) for person in people]
        plans += [(person, plan) for person in people for plan in pool.plans.get(person, ())[-RECENT:]]
        return self.place(people, others, plans, pool, incumbent.cost(), halt=halt, seconds=seconds)

    def place(
        self,
        people: Sequence[int],
        others: Mapping[int, Plan],
        plans: Iterable[tuple[int, Plan]],
        pool: Pool,
        cutoff: float,
        *,
        halt: Callable[[], bool],
        seconds: float,
        nodes: int = 150,
    ) -> Result:
        """Plans for these people that make the whole cheaper than `cutoff`, beginning with those given."""
        master = Master(self._rows, self._costs, people, others)
        master.add(plans)
        start = Prices(duals=self.duals) if self.duals is not None else None
        state = generate(
            self._made,
            master,
            self._pricer.subset(people),
            rounds=20,
            halt=halt,
            start=start,
            cutoff=cutoff,
            close=0.5,
        )
        pool.add(master.columns[-(len(master.columns) // 2) :])
        if rounded(state.bound) >= cutoff - 1e-6:
            return Result(None, certain=self.exact)
        if halt() or state.duals is None:
            return Result(None, certain=False)
        reduced = master.reduced(self._made.wishes, state.duals)
        reduced -= state.least[[person for person, _plan in master.columns]]
        order = np.argsort(reduced, kind="stable")
        keep = order[:MOST_PLANS][reduced[order[:MOST_PLANS]] < cutoff - state.bound].tolist()
        keep += [number for number in range(len(people)) if number not in keep]
        whole = choose(master, nodes=nodes, seconds=seconds, cutoff=cutoff, keep=keep)
        return Result(whole.plans, certain=whole.complete and whole.plans is None and len(keep) < MOST_PLANS)

    def learn(self, result: Result, *, taken: bool) -> None:
        """Free more people where few never help, fewer where it takes too long."""
        if taken:
            self._streak = 0
            return
        if not result.certain:
            self.size = max(2, self.size - 1)
            self._streak = 0
            return
        self._streak += 1
        if self._streak >= 6 and self.size < len(self._made.problem.people):
            self._streak = 0
            self.size += 1


def _partners(made: Compiled) -> dict[int, set[int]]:
    """People tied so that neither can move alone: those of small ties."""
    found: dict[int, set[int]] = {}
    for tie in made.problem.ties:
        together = {made.person_index[term.person] for term in tie.terms}
        if 2 <= len(together) <= 3 and tie.below is None and tie.above is None:
            for person in together:
                found.setdefault(person, set()).update(together - {person})
    return found


def _drawn(random: Random, people: Sequence[int], weights: Floats, count: int) -> list[int]:
    """Some of the people, likelier with more weight, none twice."""
    keys = [(random.random() ** (1.0 / max(1e-9, float(weights[person]))), person) for person in people]
    return [person for _key, person in sorted(keys, reverse=True)[:count]]
