"""The choice of one plan a person: a linear program in HiGHS, kept warm while plans are added.

Every row is `least <= sum of plans + slacks <= most`; what is missing, too much, or outside a tie is a slack with
its price. A master may know only some of the people: what the others do is then taken off the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from neighborcenter.volunteers.solver.compiled import Flags, Floats, Ints
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import FOREVER
from neighborcenter.volunteers.solver.program import DUAL, MOST_STEPS, PRIMAL, quiet, run, run_within
from neighborcenter.volunteers.solver.rows import Rows

INF = highspy.kHighsInf
WHOLE = 1e-7  # by how much a tie may be missed
BROKEN = 1e-3  # the same, seen from within
DEARER = 4.0  # by how much a mild price grows


@dataclass(slots=True)
class Answer:
    """What HiGHS said: the value, the plans' shares, and the duals of rows and people."""

    value: float
    shares: Floats
    duals: Floats  # of the rows, then of the totals
    worth: Floats  # by place among the master's people
    slacks: Floats
    loose: bool = False  # whether it breaks ties, which are asked from now on


class Master:
    """The linear program over the plans known so far."""

    def __init__(
        self,
        rows: Rows,
        costs: Costs,
        people: Sequence[int],
        others: Mapping[int, Plan] | None = None,
        like: "Master | None" = None,
        mild: float | None = None,
        settled: Flags | None = None,
        plans: Mapping[int, Plan] | None = None,
    ) -> None:
        """`others`: what everybody else does. `mild`: a price at which every row may be missed for now (`harden`).

        `settled`: rows that come out as they do with the `plans` of the people, whichever others are chosen. Their cost
        is known, and nothing is asked of them: a window of a week in half a year is so a small program.
        """
        self.rows, self.costs, self.people = rows, costs, list(people)
        self.place = {person: place for place, person in enumerate(self.people)}
        self.least, self.most = rows.least.copy(), rows.most.copy()
        self.fixed_cost = 0.0
        self.others = dict(others or {})
        if like is not None:
            self.least, self.most, self.fixed_cost = like.least, like.most, like.fixed_cost
            settled = like.settled
        self.settled: Flags = np.zeros(len(rows.least), dtype=bool) if settled is None else settled
        for person, plan in (others or {}).items():
            self.fixed_cost += costs.of(person, plan)
            for row, amount in rows.of_plan(person, plan).items():
                self.least[row] -= amount
                self.most[row] -= amount
        if plans is not None:
            self._lend(self._pay(self.settled, rows.of_plans((one, plans[one]) for one in self.people))[1])
            self.least[self.settled] = self.most[self.settled] = 0.0
        self.totals = rows.totals()
        self.total_least, self.total_most = np.zeros(len(self.totals)), np.full(len(self.totals), INF)
        self.columns: list[tuple[int, Plan]] = []
        self.known: set[tuple[int, Plan]] = set()
        self.slacks = len(rows.slack_row)
        self.mild = mild
        self.inner = False  # whether mixtures are sought from within by an interior point
        self._spares = 0 if mild is None else 2 * len(rows.least)
        self.big = costs.unplanned
        self._lp = quiet()
        self._start()

    def _start(self) -> None:
        """Rows, slacks, and for each person the very dear choice of no plan at all."""
        rows, people = self.rows, len(self.people)
        lows, highs = _low(self.least), _high(self.most)
        # Most ties never bind: each is asked only when a mixture breaks it, and costs nothing until then.
        lows[rows.seldom], highs[rows.seldom] = -INF, INF
        self._asleep = rows.seldom
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
        for slack, row, factor in zip(rows.lent_slacks, rows.lent_rows, rows.lent_factors, strict=True):
            self._lp.changeCoeff(int(row), int(slack), float(factor))
        for person, place in self.place.items():
            for row, _amounts in rows.own.get(person, ()):
                # No plan at all keeps the limits of the person, too: there is always an answer.
                self._lp.changeCoeff(row, self.slacks + place, max(0.0, float(self.least[row])))
        for number, total in enumerate(self.totals):
            # May be missed at a very dear price, so that there is always an answer.
            index = np.array([*total, count + 2 * number, count + 2 * number + 1], dtype=np.int32)
            self._lp.addCol(self.big, 0.0, INF, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
            self._lp.addCol(self.big, 0.0, INF, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
            self._lp.addRow(-INF, INF, len(index), index, np.array([*np.ones(len(total)), 1.0, -1.0]))
        if self.mild is not None:
            half, price = self._spares // 2, np.full(self._spares, self.mild)
            starts = np.arange(self._spares, dtype=np.int32)
            factors = np.concatenate([np.ones(half), -np.ones(half)])
            nothing, forever = np.zeros(self._spares), np.full(self._spares, INF)
            self._lp.addCols(
                self._spares, price, nothing, forever, self._spares, starts, starts % half, factors
            )

    @property
    def first(self) -> int:
        """The column of the first plan."""
        return self.slacks + len(self.people) + 2 * len(self.totals) + self._spares

    def harden(self, *, wholly: bool = False) -> None:
        """Make it dearer to miss a row at the mild price; where nothing is missed any more, forbid it.

        While few plans are known the duals of the rows are enormous and say nothing. None is above the mild price,
        and those are as good for a true bound. `wholly`: forbid it now, and let mixtures be corners.
        """
        count = self._spares
        self.inner = self.inner and not wholly
        if not count:
            return
        spares = np.arange(self.first - count, self.first, dtype=np.int32)
        missed = np.array(self._lp.getSolution().col_value)[spares].sum()
        dearest = float(self.rows.slack_cost.max(initial=0.0))
        if wholly or self.mild is None or missed < WHOLE or self.mild > dearest:
            self.mild = None
            self._lp.changeColsBounds(count, spares, np.zeros(count), np.zeros(count))
        else:
            self.mild *= DEARER
            self._lp.changeColsCost(count, spares, np.full(count, self.mild))

    def add(self, plans: Iterable[tuple[int, Plan]]) -> int:
        """Take in plans that are not known yet; how many there were."""
        costs: list[float] = []
        starts: list[int] = []
        index: list[int] = []
        values: list[float] = []
        settled = self.settled.tolist()
        for person, plan in plans:
            if (person, plan) in self.known:
                continue
            self.known.add((person, plan))
            self.columns.append((person, plan))
            costs.append(self.costs.of(person, plan))
            starts.append(len(index))
            entries = self.rows.of_plan(person, plan)
            asked = [row for row in entries if not settled[row]]
            index += [*asked, len(self.least) + self.place[person]]
            values += [*map(entries.__getitem__, asked), 1.0]
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
        if self.inner:
            # It and its prices lie in the middle of all that are nearly best, and plans for such prices are needed by many.
            run_within(self._lp, self.costs.meter)
            return self._answer()
        self._lp.setOptionValue("simplex_strategy", DUAL if fixed else PRIMAL)
        run(self._lp, self.costs.meter)
        self._lp.setOptionValue("simplex_strategy", DUAL)
        while self._wake(WHOLE):
            run(self._lp, self.costs.meter)
        return self._answer()

    def _answer(self) -> Answer:
        solution = self._lp.getSolution()
        duals = np.array(solution.row_dual)
        rows, people = len(self.least), len(self.people)
        value = float(self._lp.getInfo().objective_function_value) + self.fixed_cost
        answer = Answer(
            value,
            np.array(solution.col_value)[self.first :],
            np.concatenate([duals[:rows], duals[rows + people :]]),
            duals[rows : rows + people],
            np.array(solution.col_value)[: self.slacks],
        )
        answer.duals[:rows][self.settled] = 0.0
        answer.loose = self.inner and self._wake(BROKEN)
        return answer

    def glance(self, steps: int) -> float:
        """About what the best mixture costs: a few steps of the simplex towards it."""
        self._lp.setOptionValue("simplex_strategy", DUAL)
        self._lp.setOptionValue("simplex_iteration_limit", steps)
        run(self._lp, self.costs.meter)
        self._lp.setOptionValue("simplex_iteration_limit", MOST_STEPS)
        return float(self._lp.getInfo().objective_function_value) + self.fixed_cost

    def nothing(self) -> Floats:
        """Duals of nought: of the rows, then of the totals."""
        return np.zeros(len(self.least) + len(self.totals))

    def repaired(self, duals: Floats) -> Floats:
        """The nearest duals that give a finite bound."""
        rows = len(self.least)
        totals = np.where((duals[rows:] < 0) & np.isinf(self.total_most), 0.0, duals[rows:])
        repaired = self.rows.repaired(duals[:rows], self._slack_cost(totals))
        repaired[self.settled] = 0.0
        return np.concatenate([repaired, totals])

    def dual_part(self, duals: Floats) -> float:
        """What rows, slacks and totals alone are worth at these duals."""
        rows = len(self.least)
        totals = duals[rows:]
        bounds = np.where(totals > 0, self.total_least, self.total_most)
        worth = float(sum(dual * bound for dual, bound in zip(totals, bounds, strict=True) if dual))
        return worth + self.rows.dual_part(duals[:rows], self.least, self.most, self._slack_cost(totals))

    def _slack_cost(self, totals: Floats) -> Floats:
        cost = self.rows.slack_cost.astype(float)
        for slacks, dual in zip(self.totals, totals, strict=True):
            cost[slacks] -= dual
        return cost

    def bound_totals(self, least: Sequence[float], most: Sequence[float]) -> None:
        """What the totals may be."""
        self.total_least, self.total_most = np.array(least, dtype=float), np.array(most, dtype=float)
        first = len(self.least) + len(self.people)
        for number, (low, high) in enumerate(zip(least, most, strict=True)):
            self._lp.changeRowBounds(first + number, low, high)

    def allow(self, plans: Flags) -> None:
        """Only these of the plans may be chosen; new ones may."""
        count = len(self.columns)
        numbers = np.arange(count, dtype=np.int32) + self.first
        self._lp.changeColsBounds(count, numbers, np.zeros(count), np.where(plans, INF, 0.0))

    def _wake(self, miss: float) -> bool:
        """Ask the ties that are broken by more than `miss`; whether there were any."""
        if not len(self._asleep):
            return False
        values = np.array(self._lp.getSolution().row_value)[self._asleep]
        broken = (values < self.least[self._asleep] - miss) | (values > self.most[self._asleep] + miss)
        self._ask(self._asleep[broken])
        self._asleep = self._asleep[~broken]
        return bool(broken.any())

    def _ask(self, rows: Ints) -> None:
        if len(rows):
            self._lp.changeRowsBounds(  # type: ignore[attr-defined]
                len(rows), rows.astype(np.int32), _low(self.least[rows]), _high(self.most[rows])
            )

    def reduced(self, base: Floats, duals: Floats) -> Floats:
        """What each plan costs at these duals, its person's cheapest not taken off."""
        values = self.rows.values(base, duals)
        return np.array(
            [
                float(sum(values[slot, person] for slot in plan)) + self.costs.soft(person, plan)
                for person, plan in self.columns
            ]
        )

    def twin(self, numbers: Iterable[int]) -> "Master":
        """Another master of the same rows with only these plans."""
        other = Master(self.rows, self.costs, self.people, like=self)
        other.add(self.columns[number] for number in numbers)
        return other

    def make_whole(self) -> None:
        """Ask for whole choices instead of mixtures, and for every tie."""
        self._ask(self._asleep)
        count = self.first + len(self.columns)
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self._lp.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)

    def settle(self) -> None:
        """Leave out the slots that come out alike whichever plans are chosen: their cost is known.

        A window of a week in half a year is so a small program. Nothing is added or priced after it.
        """
        rows, owners = self.rows, np.array([person for person, _plan in self.columns])
        covers = rows.cover[rows.cover >= 0]
        alike = np.zeros(len(self.least), dtype=bool)
        alike[covers] = True
        activity, worked = np.zeros(len(alike)), np.zeros((len(owners), len(alike)))
        for number, (_person, plan) in enumerate(self.columns):
            own = rows.cover[list(plan)]
            worked[number, own[own >= 0]] = 1.0
        for person in self.people:
            mine = worked[owners == person]
            alike &= (mine == mine[0]).all(axis=0)
            activity += mine[0]
        activity[self.settled] = 0.0
        gone = np.flatnonzero(alike)
        slacks, taken = self._pay(alike, activity)
        self._ask(self._lend(taken))
        self._lp.deleteRows(len(gone), gone.astype(np.int32))
        self._lp.deleteCols(len(slacks), slacks.astype(np.int32))
        self.slacks -= len(slacks)

    def _pay(self, known: Flags, activity: Floats) -> tuple[Ints, Floats]:
        """Add what these rows cost at this activity to the cost that is fixed; their slacks, and how much of each it is."""
        rows = self.rows
        slacks = np.flatnonzero(known[rows.slack_row])
        missing = np.clip(activity, self.least, self.most) - activity  # below nought what is too much
        taken = np.zeros(len(rows.slack_row))
        for slack in slacks[np.argsort(rows.slack_cost[slacks], kind="stable")].tolist():
            row, factor = rows.slack_row[slack], rows.slack_factor[slack]
            some = min(max(0.0, missing[row] * factor), rows.slack_most[slack])
            missing[row] -= some * factor
            self.fixed_cost += some * rows.slack_cost[slack]
            taken[slack] = some
        return slacks, taken

    def _lend(self, taken: Floats) -> Ints:
        """Take off the rows what these slacks lend them, before the slacks go; the rows that this changes."""
        rows = self.rows
        lent = np.zeros(len(self.least))
        np.add.at(lent, rows.lent_rows, rows.lent_factors * taken[rows.lent_slacks])
        self.least, self.most = self.least - lent, self.most - lent
        return np.flatnonzero(lent)

    def option(self, name: str, value: float | str) -> None:
        """One of HiGHS's own settings."""
        self._lp.setOptionValue(name, value)

    def run_whole(self) -> tuple[highspy.HighsModelStatus, bool, float]:
        """Solve it as whole choices: how it ended, whether there is an answer, and its value."""
        run(self._lp, self.costs.meter)
        info = self._lp.getInfo()
        self.costs.meter.chosen(max(0, info.mip_node_count), self.first + len(self.columns))
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return self._lp.getModelStatus(), found, float(info.objective_function_value) + self.fixed_cost

    def shares(self) -> Floats:
        """How much of each plan the last answer took."""
        return np.array(self._lp.getSolution().col_value)[self.first :]


def _low(bounds: Floats) -> Floats:
    return np.where(bounds <= -FOREVER / 2, -INF, bounds)


def _high(bounds: Floats) -> Floats:
    return np.where(bounds >= FOREVER / 2, INF, bounds)
