"""The choice of one plan a person: a linear program in HiGHS, kept warm while plans are added.

Every row is `least <= sum of plans + slacks <= most`; what is missing, too much, or outside a tie is a slack with
its price. A master may know only some of the people: what the others do is then taken off the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from neighborcenter.volunteers.solver.checking import measured
from neighborcenter.volunteers.solver.compiled import Compiled, Floats, Ints
from neighborcenter.volunteers.solver.contracts import OwnRow
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import FOREVER

INF = highspy.kHighsInf
DUAL, PRIMAL = 1, 4  # HiGHS's names of its two simplex methods


@dataclass(slots=True)
class Rows:
    """The rows of a problem: one for each slot that asks for people, one for each tie; and their slacks."""

    least: Floats
    most: Floats
    cover: Ints  # slot -> row, or -1
    tied: dict[tuple[int, int], list[tuple[int, float]]]  # (person, slot) -> [(row, factor)]
    slack_row: Ints
    slack_factor: Floats
    slack_cost: Floats
    slack_most: Floats
    own: dict[int, list[tuple[int, Floats]]] = field(default_factory=dict)  # person -> [(row, of each slot)]
    tie_rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tie_slots: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tie_people: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tie_factors: Floats = field(default_factory=lambda: np.zeros(0))

    def of_plan(self, person: int, plan: Plan) -> dict[int, float]:
        """What a plan adds to each row."""
        entries: dict[int, float] = {}
        for slot in plan:
            row = int(self.cover[slot])
            if row >= 0:
                entries[row] = entries.get(row, 0.0) + 1.0
            for tie, factor in self.tied.get((person, slot), ()):
                entries[tie] = entries.get(tie, 0.0) + factor
        for own, amounts in self.own.get(person, ()):
            entries[own] = float(amounts[list(plan)].sum())
        return entries

    def keeps(self, person: int, plan: Plan) -> bool:
        """Whether a plan keeps the limits of its person that the master holds."""
        for row, amounts in self.own.get(person, ()):
            if not self.least[row] <= amounts[list(plan)].sum() <= self.most[row]:
                return False
        return True

    def values(self, wishes: Floats, duals: Floats) -> Floats:
        """What each slot costs each person at these duals."""
        worth = np.zeros(len(wishes))
        worth[: len(self.cover)] = np.where(self.cover >= 0, duals[self.cover], 0.0)
        values = wishes - worth[:, None]
        for person, rows in self.own.items():
            for row, amounts in rows:
                if duals[row]:
                    values[: len(amounts), person] -= duals[row] * amounts
        if len(self.tie_rows):
            np.subtract.at(values, (self.tie_slots, self.tie_people), self.tie_factors * duals[self.tie_rows])
        return values

    def dual_part(self, duals: Floats, least: Floats, most: Floats) -> float:
        """What the rows and slacks alone are worth at these duals: the part of the bound without people."""
        total = 0.0
        for bound, chosen in ((least, duals > 0), (most, duals < 0)):
            total += float(bound[chosen] @ duals[chosen])
        reduced = self.slack_cost - duals[self.slack_row] * self.slack_factor
        negative = reduced < 0
        return total + float(np.sum(reduced[negative] * self.slack_most[negative]))

    def repaired(self, duals: Floats) -> Floats:
        """The nearest duals that give a finite bound (the solver's are off by its tolerance)."""
        fixed = np.where((self.least <= -FOREVER) & (duals > 0), 0.0, duals)
        fixed = np.where((self.most >= FOREVER) & (fixed < 0), 0.0, fixed)
        for row, factor, cost, most in zip(
            self.slack_row, self.slack_factor, self.slack_cost, self.slack_most, strict=True
        ):
            if most >= FOREVER:
                # cost - dual * factor >= 0
                fixed[row] = min(fixed[row], cost) if factor > 0 else max(fixed[row], -cost)
        return fixed


def rows_of(made: Compiled, own_rows: Sequence[OwnRow] = ()) -> Rows:
    """The rows a problem asks for."""
    least: list[float] = []
    most: list[float] = []
    slacks: list[tuple[int, float, float, float]] = []
    cover = np.full(len(made.problem.slots), -1, dtype=np.int64)
    for index, slot in enumerate(made.problem.slots):
        if not (slot.wanted or slot.over or slot.most is not None):
            continue
        row = cover[index] = len(least)
        least.append(slot.wanted)
        most.append(slot.wanted)
        if slot.least:
            slacks.append((row, 1.0, slot.under + slot.short, min(slot.least, slot.wanted)))
        if slot.wanted > slot.least:
            slacks.append((row, 1.0, slot.under, slot.wanted - slot.least))
        more = FOREVER if slot.most is None else slot.most - slot.wanted
        if more > 0:
            slacks.append((row, -1.0, slot.over, more))
    entries: list[tuple[int, int, int, float]] = []
    for tie in made.problem.ties:
        row = len(least)
        least.append(tie.least)
        most.append(tie.most)
        if tie.below is not None:
            slacks.append((row, 1.0, tie.below, FOREVER))
        if tie.above is not None:
            slacks.append((row, -1.0, tie.above, FOREVER))
        entries += [
            (row, made.slot_index[term.slot], made.person_index[term.person], float(term.factor))
            for term in tie.terms
        ]
    own: dict[int, list[tuple[int, Floats]]] = {}
    for held in own_rows:
        own.setdefault(held.person, []).append((len(least), held.amounts))
        least.append(held.limit.least)
        most.append(held.limit.most)
    tied: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for row, slot_number, person, factor in entries:
        tied.setdefault((person, slot_number), []).append((row, factor))
    return Rows(
        np.array(least, dtype=float),
        np.array(most, dtype=float),
        cover,
        tied,
        np.array([slack[0] for slack in slacks], dtype=np.int64),
        np.array([slack[1] for slack in slacks], dtype=float),
        np.array([slack[2] for slack in slacks], dtype=float),
        np.array([slack[3] for slack in slacks], dtype=float),
        own,
        np.array([entry[0] for entry in entries], dtype=np.int64),
        np.array([entry[1] for entry in entries], dtype=np.int64),
        np.array([entry[2] for entry in entries], dtype=np.int64),
        np.array([entry[3] for entry in entries], dtype=float),
    )


@dataclass(slots=True)
class Answer:
    """What HiGHS said: the value, the plans' shares, and the duals of rows and people."""

    value: float
    shares: Floats
    duals: Floats
    worth: Floats  # by place among the master's people


class Master:
    """The linear program over the plans known so far."""

    def __init__(
        self, rows: Rows, costs: "Costs", people: Sequence[int], others: Mapping[int, Plan] | None = None
    ) -> None:
        self.rows, self.costs, self.people = rows, costs, list(people)
        self.place = {person: place for place, person in enumerate(self.people)}
        self.least, self.most = rows.least.copy(), rows.most.copy()
        self.fixed_cost = 0.0
        for person, plan in (others or {}).items():
            self.fixed_cost += costs.of(person, plan)
            for row, amount in rows.of_plan(person, plan).items():
                self.least[row] -= amount
                self.most[row] -= amount
        self.columns: list[tuple[int, Plan]] = []
        self.known: set[tuple[int, Plan]] = set()
        self.slacks = len(rows.slack_row)
        self.big = costs.unplanned
        self._lp = quiet()
        self._start()

    def _start(self) -> None:
        """Rows, slacks, and for each person the very dear choice of no plan at all."""
        rows, people = self.rows, len(self.people)
        lows = np.where(self.least <= -FOREVER, -INF, self.least)
        highs = np.where(self.most >= FOREVER, INF, self.most)
        ones = np.ones(people)
        self._lp.addRows(
            len(lows) + people,
            np.concatenate([lows, ones]),
            np.concatenate([highs, ones]),
            0,
            np.zeros(len(lows) + people, dtype=np.int32),
            np.zeros(0, dtype=np.int32),
            np.zeros(0),
        )
        count = self.slacks + people
        index = np.concatenate([rows.slack_row, len(lows) + np.arange(people)]).astype(np.int32)
        self._lp.addCols(
            count,
            np.concatenate([rows.slack_cost, np.full(people, self.big)]),
            np.zeros(count),
            np.concatenate([np.where(rows.slack_most >= FOREVER, INF, rows.slack_most), ones]),
            count,
            np.arange(count, dtype=np.int32),
            index,
            np.concatenate([rows.slack_factor, ones]),
        )

    @property
    def first(self) -> int:
        """The column of the first plan."""
        return self.slacks + len(self.people)

    def add(self, plans: Iterable[tuple[int, Plan]]) -> int:
        """Take in plans that are not known yet; how many there were."""
        costs, starts, index, values = [], [], [], []
        for person, plan in plans:
            if (person, plan) in self.known:
                continue
            self.known.add((person, plan))
            self.columns.append((person, plan))
            costs.append(self.costs.of(person, plan))
            starts.append(len(index))
            entries = self.rows.of_plan(person, plan)
            index += [*entries, len(self.least) + self.place[person]]
            values += [*entries.values(), 1.0]
        count = len(costs)
        if count:
            self._lp.addCols(
                count,
                np.array(costs, dtype=float),
                np.zeros(count),
                np.full(count, INF),
                len(index),
                np.array(starts, dtype=np.int32),
                np.array(index, dtype=np.int32),
                np.array(values, dtype=float),
            )
        return count

    def solve(self, *, fixed: bool = False) -> Answer:
        """The best mixture of the plans known so far; `fixed`: bounds have changed since, not only plans come."""
        if fixed:
            self._lp.setOptionValue("simplex_strategy", DUAL)
        self._lp.run()
        if fixed:
            self._lp.setOptionValue("simplex_strategy", PRIMAL)
        solution = self._lp.getSolution()
        duals = np.array(solution.row_dual)
        rows = len(self.least)
        value = float(self._lp.getInfo().objective_function_value) + self.fixed_cost
        return Answer(value, np.array(solution.col_value)[self.first :], duals[:rows], duals[rows:])

    def reduced(self, base: Floats, duals: Floats) -> Floats:
        """What each plan costs at these duals, its person's cheapest not taken off."""
        values = self.rows.values(base, duals)
        return np.array(
            [
                float(sum(values[slot, person] for slot in plan)) + self.costs.soft(person, plan)
                for person, plan in self.columns
            ]
        )

    def bound_columns(self, numbers: Sequence[int], low: float, high: float) -> None:
        """Fix or free plans, by their place in `columns`."""
        if numbers:
            index = np.array(numbers, dtype=np.int32) + self.first
            count = len(numbers)
            self._lp.changeColsBounds(count, index, np.full(count, low), np.full(count, high))

    def whole(self, nodes: int, seconds: float, cutoff: float, keep: Sequence[int] | None = None) -> "Whole":
        """The best whole choice among the plans (or those of `keep`) that is below `cutoff`."""
        return choose(self, nodes, seconds, cutoff, keep)


@dataclass(slots=True)
class Whole:
    """What the integer program found: plans by person or None, and whether nothing better lies in its pool."""

    plans: dict[int, Plan] | None
    value: float
    complete: bool


def choose(
    master: Master, nodes: int, seconds: float, cutoff: float, keep: Sequence[int] | None = None
) -> Whole:
    """Solve the integer program over the master's plans by branch and bound in HiGHS."""
    numbers = list(range(len(master.columns))) if keep is None else list(keep)
    rows = master.rows
    lp = quiet()
    fresh = Master.__new__(Master)
    fresh.rows, fresh.costs, fresh.people = rows, master.costs, master.people
    fresh.place, fresh.least, fresh.most = master.place, master.least, master.most
    fresh.fixed_cost, fresh.columns, fresh.known = master.fixed_cost, [], set()
    fresh.slacks, fresh.big, fresh._lp = master.slacks, master.big, lp
    fresh._start()
    fresh.add(master.columns[number] for number in numbers)
    count = fresh.first + len(fresh.columns)
    kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    lp.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
    lp.setOptionValue("mip_max_nodes", nodes)
    # Thousands of look-alike plans: measured here, strong branching and restarts cost more than they bring.
    lp.setOptionValue("simplex_strategy", DUAL)
    lp.setOptionValue("mip_pscost_minreliable", 0)
    lp.setOptionValue("mip_detect_symmetry", False)
    lp.setOptionValue("mip_allow_restart", False)
    lp.setOptionValue("time_limit", max(0.05, seconds))
    lp.setOptionValue("mip_rel_gap", 0.0)
    lp.setOptionValue("mip_abs_gap", 0.99 if master.costs.integral else 1e-6)
    if np.isfinite(cutoff):
        step = 1.0 - 1e-4 if master.costs.integral else 1e-4
        lp.setOptionValue("objective_bound", cutoff - master.fixed_cost - step)
        lp.setOptionValue("mip_rel_gap", 0.0)
    lp.run()
    status = lp.getModelStatus()
    complete = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    info = lp.getInfo()
    if info.primal_solution_status != 2:
        return Whole(None, np.inf, complete)
    shares = np.array(lp.getSolution().col_value)[fresh.first :]
    plans = {fresh.columns[n][0]: fresh.columns[n][1] for n in np.flatnonzero(shares > 0.5).tolist()}
    value = float(info.objective_function_value) + master.fixed_cost
    if len(plans) < len(master.people):
        return Whole(None, np.inf, complete)
    return Whole(plans, value, complete)


class Costs:
    """What a plan costs by itself: its wishes and the soft limits of its person."""

    def __init__(self, made: Compiled) -> None:
        self._made = made
        self._known: dict[tuple[int, Plan], float] = {}
        self.integral = True
        self._soft = [
            any(limit.below is not None or limit.above is not None for limit in person.limits)
            for person in made.problem.people
        ]
        dear = sum(slot.wanted * (slot.under + slot.short) + 50 * slot.over for slot in made.problem.slots)
        finite = made.wishes[np.isfinite(made.wishes)]
        self.unplanned = 10.0 * float(1000 + dear + np.abs(finite).sum())

    def of(self, person: int, plan: Plan) -> float:
        """The cost of one person's plan."""
        key = (person, plan)
        if key not in self._known:
            self._known[key] = self._count(person, plan)
        return self._known[key]

    def soft(self, person: int, plan: Plan) -> float:
        """The part of a plan's cost that its slots do not explain: its soft limits."""
        if not self._soft[person]:
            return 0.0
        return soft_cost(self._made, person, plan)

    def _count(self, person: int, plan: Plan) -> float:
        total = float(sum(self._made.wishes[slot, person] for slot in plan))
        return total + self.soft(person, plan)


def soft_cost(made: Compiled, person: int, plan: Plan) -> float:
    """What a plan pays for being outside its person's soft limits."""
    total = 0
    own = [made.problem.slots[slot] for slot in plan]
    for limit in made.problem.people[person].limits:
        if limit.window is None and (limit.below is not None or limit.above is not None):
            value = measured(limit, own, made.problem)
            total += max(0, limit.least - value) * (limit.below or 0)
            total += max(0, value - limit.most) * (limit.above or 0)
    return float(total)


def quiet() -> highspy.Highs:
    """A HiGHS that says nothing and works alike every time."""
    lp = highspy.Highs()
    lp.setOptionValue("output_flag", False)
    lp.setOptionValue("threads", 1)
    lp.setOptionValue("parallel", "off")
    lp.setOptionValue("random_seed", 1)
    # Added plans leave the basis feasible: the primal simplex goes on from there, twice as fast here.
    lp.setOptionValue("simplex_strategy", PRIMAL)
    return lp
