"""The best whole choice among known plans, against every choice there is."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from neighborcenter.volunteers.solver.engine import Search
from neighborcenter.volunteers.solver.generation import generate
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.integer import choose
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.pricing import Plan
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.lookalike import instance

PUBLIC = [read_instance(instance(14, 6, 2, seed)) for seed in range(4)]
CENTERS = [center(seed, posts=3, days=14) for seed in (1, 2)]  # people are tied
SOFT = [  # and whoever pays for it may break a tie
    replace(problem, ties=tuple(replace(tie, below=7, above=3) for tie in problem.ties))
    for problem in CENTERS
]
PEOPLE, DAYS = (0, 2, 3), {4, 5, 6, 7, 8}


@pytest.fixture(params=[*PUBLIC, *CENTERS, *SOFT], ids=lambda problem: problem.slots[0].id)
def search(request: pytest.FixtureRequest) -> Search:
    found = Search(request.param, Effort(seconds=2.0, steps=0), 1, None, None)
    found.run({})
    return found


def window_plans(search: Search) -> list[tuple[int, Plan]]:
    """What three people have, and what else they could do on five days."""
    best, window = search.best, search.narrower.window(search.best.plans, PEOPLE, DAYS)
    chance, found = np.random.default_rng(1), [(one, best.plans[one]) for one in PEOPLE]
    for _round in range(3):
        values = search.made.wishes + chance.integers(-100, 100, search.made.wishes.shape)
        found += window.best(values)[1].items()
    return found


def test_the_choice_costs_least_and_its_cost_counts_the_days_that_nobody_changes(search: Search) -> None:
    best = search.best
    master = Master(
        search.tight,
        search.costs,
        PEOPLE,
        {one: plan for one, plan in best.plans.items() if one not in PEOPLE},
    )
    master.add(window_plans(search))
    known = [[plan for one, plan in master.columns if one == person] for person in PEOPLE]
    costs = []
    for plans in product(*known):
        trial = best.copy()
        for person, plan in zip(PEOPLE, plans, strict=True):
            trial.set(person, plan)
        costs.append(trial.cost())
    assert len(costs) > 1
    assert choose(master, nodes=1000, seconds=60.0, cutoff=np.inf).value == pytest.approx(min(costs))


def test_what_nobody_can_change_is_left_out_of_the_program_and_costs_the_same(search: Search) -> None:
    """A master of a window that settles the other days, beside one that asks every row."""
    settling = search.around.master(search.best, PEOPLE, DAYS)
    asking = search.around.master(search.best, PEOPLE)
    window = search.narrower.window(search.best.plans, PEOPLE, DAYS)
    found = generate(search.made, settling, window, rounds=200, halt=lambda: False)
    asking.add(settling.columns)
    assert settling.settled.any()
    assert found.bound == pytest.approx(asking.solve().value, abs=1e-3)
    bests = [choose(master, nodes=1000, seconds=60.0, cutoff=np.inf) for master in (settling, asking)]
    assert bests[0].value == pytest.approx(bests[1].value)
