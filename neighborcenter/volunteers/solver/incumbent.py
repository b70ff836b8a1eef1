"""A whole roster under way: everybody's plan, what each row has, and what one more would cost."""

from collections.abc import Mapping, Sequence

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats, Ints
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import Plans
from neighborcenter.volunteers.solver.rows import Rows


class RowCosts:
    """The price of a row as a function of what it has: linear pieces, and very dear where a rule is broken."""

    def __init__(self, rows: Rows, dear: float) -> None:
        count = len(rows.least)
        self._rows, self._dear = rows, dear
        self._low = np.full((2, count), dear)
        self._low_cap = np.zeros((2, count))
        self._high, self._high_cap = np.full(count, dear), np.zeros(count)
        order = np.argsort(rows.slack_cost, kind="stable")
        used = np.zeros(count, dtype=np.int64)
        for slack in order.tolist():
            row = int(rows.slack_row[slack])
            if rows.slack_factor[slack] > 0:
                piece = int(used[row])
                self._low[piece, row] = rows.slack_cost[slack]
                self._low_cap[piece, row] = rows.slack_most[slack]
                used[row] += 1
            else:
                self._high[row] = rows.slack_cost[slack]
                self._high_cap[row] = rows.slack_most[slack]

    def of(self, activity: Floats, rows: Ints | slice = slice(None)) -> Floats:
        """What each of the rows costs at this activity."""
        short = np.maximum(0.0, self._rows.least[rows] - activity)
        first = np.minimum(short, self._low_cap[0, rows])
        second = np.minimum(short - first, self._low_cap[1, rows])
        beyond = short - first - second
        extra = np.maximum(0.0, activity - self._rows.most[rows])
        some = np.minimum(extra, self._high_cap[rows])
        cost = first * self._low[0, rows] + second * self._low[1, rows] + some * self._high[rows]
        broken: Floats = cost + (beyond + extra - some) * self._dear
        return broken


class Incumbent:
    """Everybody's plan and the cost of it all."""

    def __init__(
        self, made: Compiled, rows: Rows, costs: Costs, plans: Mapping[int, Plan] | None = None
    ) -> None:
        self._made, self._rows, self._costs = made, rows, costs
        self._row_costs = RowCosts(rows, costs.unplanned)
        self.plans: dict[int, Plan] = {}
        self.activity = np.zeros(len(rows.least))
        for person, plan in (plans or {}).items():
            self.set(person, plan)

    def set(self, person: int, plan: Plan | None) -> None:
        """Give a person another plan, or none."""
        old = self.plans.pop(person, None)
        if old is not None:
            for row, amount in self._rows.of_plan(person, old).items():
                self.activity[row] -= amount
        if plan is not None:
            self.plans[person] = plan
            for row, amount in self._rows.of_plan(person, plan).items():
                self.activity[row] += amount

    def cost(self) -> float:
        """The whole price; a broken rule makes it at least `Costs.unplanned`."""
        own = sum(self._costs.of(person, plan) for person, plan in self.plans.items())
        return self.tied_cost() + own

    def tied_cost(self) -> float:
        """What the rows cost: what is missing or too much, and the rules between people."""
        return float(self._row_costs.of(self.activity).sum())

    @property
    def valid(self) -> bool:
        """Whether nothing hard is broken and everybody has a plan."""
        whole = len(self.plans) == len(self._made.problem.people)
        return whole and self.tied_cost() < self._costs.unplanned / 2

    def marginal(
        self, team: Sequence[int], asked: Floats | None = None, worth: Floats | None = None
    ) -> Floats:
        """What each slot would cost if all of this team came now, everybody else as they are.

        `asked`: what one more in each row shall cost instead, where that breaks no rule. `worth`: what one more in
        each row spares at most.
        """
        size = len(team)
        now = self._row_costs.of(self.activity)
        more = self._row_costs.of(self.activity + size) - now
        if asked is not None:
            more = np.where(more < self._costs.unplanned / 2, size * asked, more)
        if worth is not None:
            more = np.maximum(more, -size * worth)
        cost = np.where(self._rows.cover >= 0, more[self._rows.cover], 0.0)
        values: Floats = self._made.wishes[:, list(team)].sum(axis=1)
        values[: len(cost)] += cost
        rows, slots, factors = self._rows.of_team(team)
        if len(rows):
            step = self._row_costs.of(self.activity[rows] + factors, rows) - now[rows]
            np.add.at(values, slots, step)
        return values

    def named(self) -> Plans:
        """Who works which slots, by their ids."""
        slots, people = self._made.problem.slots, self._made.problem.people
        return {
            people[person].id: frozenset(slots[slot].id for slot in plan)
            for person, plan in sorted(self.plans.items())
        }

    def copy(self) -> "Incumbent":
        """Another to try on."""
        return Incumbent(self._made, self._rows, self._costs, self.plans)

    def wrong(self) -> list[int]:
        """Slots with fewer people than wanted, or with more."""
        off = np.abs(self.activity - self._rows.least) > 0.5
        cover = self._rows.cover
        found: list[int] = np.flatnonzero((cover >= 0) & off[cover]).tolist()
        return found
