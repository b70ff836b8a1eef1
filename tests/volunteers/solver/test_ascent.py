"""Prices that climb without a linear program: their bound is true, and worth having."""

import pytest

from neighborcenter.volunteers.solver import contracts
from neighborcenter.volunteers.solver.ascent import climb
from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.contracts import networks_of
from neighborcenter.volunteers.solver.costs import Costs
from neighborcenter.volunteers.solver.engine import Effort, solve
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Pricer
from neighborcenter.volunteers.solver.problem import Problem
from neighborcenter.volunteers.solver.rows import rows_of
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.lookalike import instance


def climbed(problem: Problem) -> tuple[float, list[float]]:
    """The bound that climbing from nothing comes to, and those told on the way."""
    made = compile_problem(problem)
    networks = networks_of(made)
    rows, told = rows_of(made, networks.own_rows), list[float]()
    pricer = Pricer(made, networks.each, teams=networks.teams)
    master = Master(rows, Costs(made), range(len(problem.people)))
    best = climb(made, master, pricer, lambda: False, lambda prices: told.append(prices.bound))
    return best.bound + problem.base, told


@pytest.mark.parametrize("seed", range(2))
def test_its_bound_is_true_and_not_far_from_the_best_roster(seed: int) -> None:
    problem = read_instance(instance(14, 8, 2, seed))
    best = solve(problem, Effort(seconds=60.0, steps=40))
    bound, told = climbed(problem)
    assert best.proved
    assert best.objective * 0.85 < bound <= best.objective + 1e-6
    assert told == sorted(told)


def test_it_is_true_where_limits_are_left_to_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = read_instance(instance(14, 8, 2, 2))
    best = solve(problem, Effort(seconds=60.0, steps=40)).objective
    monkeypatch.setattr(contracts, "MOST_A_DAY", 60)
    monkeypatch.setattr(contracts, "MOST_TRIED", 60)
    assert networks_of(compile_problem(problem)).own_rows
    bound, _told = climbed(problem)
    assert best * 0.7 < bound <= best + 1e-6


@pytest.mark.parametrize("seed", range(2))
def test_it_is_true_for_a_center_with_ties(seed: int) -> None:
    problem = center(seed, people=7, posts=2, days=7)
    best = solve(problem, Effort(seconds=20.0, steps=10))
    assert climbed(problem)[0] <= best.objective + 1e-6
