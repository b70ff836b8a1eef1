"""The linear program of the plans: it always has an answer, whichever plans are allowed and whichever way it is asked."""

import numpy as np
import pytest

from neighborcenter.volunteers.solver.ascent import climb
from neighborcenter.volunteers.solver.compiled import Compiled, compile_problem
from neighborcenter.volunteers.solver.contracts import OwnRow, networks_of
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Pricer
from neighborcenter.volunteers.solver.problem import FOREVER, Limit, Measure, Person, Problem, Slot
from neighborcenter.volunteers.solver.rows import rows_of
from tests.volunteers.solver.lookalike import instance

WEEK = tuple(
    Slot(f"{day}:早班", day, "早班", 480, minutes=240, wanted=1, least=1, most=2, under=100, over=1)
    for day in range(7)
)
HOURS = Limit(Measure.MINUTES, "minutes_least", least=1000, most=1500)


def of_hours() -> tuple[Compiled, Master]:
    """林秀英 must work so many hours, which the program keeps for her."""
    made = compile_problem(Problem(7, WEEK, (Person("林秀英"), Person("陈建国"))))
    rows = rows_of(made, [OwnRow(0, HOURS, np.full(len(WEEK), 240.0))])
    return made, Master(rows, Costs(made), (0, 1))


def test_hours_that_a_row_keeps_stand_in_the_largest_unit_that_measures_every_slot():
    _made, master = of_hours()
    ((row, amounts),) = master.rows.own[0]
    assert set(amounts) == {1.0}
    assert (master.least[row], master.most[row]) == (5, 6)  # whole shifts between 1000 and 1500 minutes


def test_hours_without_an_end_have_none_in_the_program():
    made = compile_problem(Problem(7, WEEK, (Person("林秀英"),)))
    endless = Limit(Measure.MINUTES, "minutes_least", least=1000)
    rows = rows_of(made, [OwnRow(0, endless, np.full(len(WEEK), 240.0))])
    assert (rows.least[-1], rows.most[-1]) == (5, FOREVER)


def test_there_is_an_answer_where_somebody_may_take_no_plan_that_keeps_their_hours():
    made, master = of_hours()
    master.add([(0, (0, 1, 2, 3, 4)), (1, (5, 6))])
    assert master.solve().value == 0
    master.allow(np.array([False, True]))
    answer = master.solve(fixed=True)
    # 500 for five empty slots, and the price of having no plan at all.
    assert answer.value == pytest.approx(500 + Costs(made).unplanned)
    assert np.isfinite(answer.duals).all()


def priced() -> tuple[Compiled, Master, Pricer]:
    problem = read_instance(instance(14, 8, 2, 1))
    made = compile_problem(problem)
    networks = networks_of(made)
    pricer = Pricer(made, networks.each)
    master = Master(rows_of(made, networks.own_rows), Costs(made), range(len(problem.people)))
    values = made.wishes.copy()
    for _round in range(5):
        master.add(pricer.best(values)[1].items())
        values = master.rows.values(made.wishes, master.solve().duals)
    return made, master, pricer


def test_from_within_the_answer_is_the_same_and_every_person_has_one_plan_of_it():
    _made, master, _pricer = priced()
    corner = master.solve(fixed=True).value
    master.inner = True
    within = master.solve()
    assert within.value == pytest.approx(corner, rel=1e-3)
    owners = np.array([person for person, _plan in master.columns])
    assert [within.shares[owners == person].sum() for person in master.people] == pytest.approx(
        [1.0] * len(master.people), abs=1e-3
    )
    master.harden(wholly=True)
    assert master.solve(fixed=True).value == pytest.approx(corner)


def test_a_bound_climbs_on_from_the_best_of_the_prices_it_is_given():
    made, master, pricer = priced()

    def climbed(*starts: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        return climb(made, master, pricer, lambda: True, lambda _prices: None, starts).bound

    good = climb(made, master, pricer, lambda: False, lambda _prices: None)
    assert good.duals is not None
    # Halted after its first round: what it began with.
    assert climbed(master.nothing(), good.duals) == pytest.approx(good.bound)
    assert climbed(master.nothing()) < good.bound
