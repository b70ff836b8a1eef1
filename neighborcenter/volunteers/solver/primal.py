"""Whole rosters: one person after the other."""

from collections.abc import Callable, Sequence

import numpy as np

from neighborcenter.volunteers.solver.checking import broken, outside
from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.pricing import Plan, Pricer
from neighborcenter.volunteers.solver.problem import Plans

NOUGHT = 1e-6  # of a cost


class Turns:
    """Gives one person at a time, or one team, the best plan for the roster as the others leave it."""

    def __init__(self, made: Compiled, pricer: Pricer, costs: Costs) -> None:
        self._made, self._pricer, self._costs = made, pricer, costs
        self._teams = {mate: tuple(mates) for mates in pricer.mates.values() for mate in mates}
        self._own: dict[tuple[int, ...], Pricer] = {}

    def team(self, person: int) -> tuple[int, ...]:
        """Those who have one plan with this person, or the person alone."""
        return self._teams.get(person, (person,))

    def seat(
        self,
        incumbent: Incumbent,
        team: tuple[int, ...],
        asked: Floats | None = None,
        worth: Floats | None = None,
    ) -> bool:
        """Give a team that has no plan the best one (see `Incumbent.marginal`); whether there is any."""
        plan = self._best(team, incumbent.marginal(team, asked, worth))
        if plan is not None:
            for person in team:
                incumbent.set(person, plan)
        return plan is not None

    def _best(self, team: tuple[int, ...], values: Floats) -> Plan | None:
        """The best plan of a team whom each slot costs so much together."""
        if team not in self._own:
            self._own[team] = self._pricer.subset(team)
        wide = np.zeros((len(values), len(self._made.problem.people)))
        wide[:, team[0]] = values
        return self._own[team].best(wide)[1].get(team[0])

    def round(self, incumbent: Incumbent, people: Sequence[int], halt: Callable[[], bool]) -> bool:
        """One turn for everybody named; whether anything got better."""
        before = incumbent.cost()
        for team in dict.fromkeys(map(self.team, people)):
            if halt() and team[0] in incumbent.plans:
                break
            self.reseat(incumbent, team)
        return incumbent.cost() < before - 1e-6

    def reseat(
        self, incumbent: Incumbent, team: tuple[int, ...], asked: Callable[[Floats], Floats] | None = None
    ) -> None:
        """Give a team the best plan instead of the one they have, which they keep where none is found that is as good.

        Where plans are trimmed, or priced at an even pace, the one they have may be better than all that are found.
        `asked`: what one more in each row shall cost, from what each has without them.
        """
        old = [(person, incumbent.plans.get(person)) for person in team]
        for person in team:
            incumbent.set(person, None)
        values = incumbent.marginal(team, None if asked is None else asked(incumbent.activity))
        plan = self._best(team, values)
        if (
            plan is not None
            and self._cost(team, plan, values) <= self._cost(team, old[0][1], values) + NOUGHT
        ):
            old = [(person, plan) for person in team]
        for person, plan in old:
            incumbent.set(person, plan)

    def _cost(self, team: tuple[int, ...], plan: Plan | None, values: Floats) -> float:
        """What a plan costs a team at these prices; no plan is dearer than any."""
        if plan is None:
            return np.inf
        soft = sum(self._costs.soft(person, plan) for person in team)
        return float(values[list(plan)].sum()) + soft


def given(made: Compiled, start: Plans) -> dict[int, Plan]:
    """The given plans of those who would keep every rule by them, their own and those between them."""
    problem = made.problem
    slots = {slot.id: slot for slot in problem.slots}
    kept = {
        person.id: start[person.id]
        for person in problem.people
        if person.id in start
        and start[person.id] <= slots.keys()
        and not any(broken(problem, person, [slots[name] for name in start[person.id]]))
    }
    for tie in problem.ties:
        miss = outside(tie, kept)
        if (miss < 0 and tie.below is None) or (miss > 0 and tie.above is None):
            for term in tie.terms:
                if term.slot in kept.get(term.person, ()):
                    del kept[term.person]
    return {
        made.person_index[name]: tuple(sorted(made.slot_index[slot] for slot in plan))
        for name, plan in kept.items()
    }
