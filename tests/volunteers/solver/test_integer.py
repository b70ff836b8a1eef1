"""The best whole choice among known plans, against every choice there is."""

from itertools import product

import numpy as np
import pytest

from neighborcenter.volunteers.solver.engine import Search
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.integer import choose
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.problem import Problem
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.lookalike import instance

PUBLIC = [read_instance(instance(14, 6, 2, seed)) for seed in range(4)]
CENTERS = [center(seed, posts=3, days=14) for seed in (1, 2)]  # people are tied


@pytest.mark.parametrize("problem", [*PUBLIC, *CENTERS])
def test_the_choice_costs_least_and_its_cost_counts_the_days_that_nobody_changes(problem: Problem) -> None:
    search = Search(problem, Effort(seconds=2.0, steps=0), 1, None, None)
    search.run({})
    best, people = search.best, (0, 2, 3)
    master = Master(
        search.tight,
        search.costs,
        people,
        {one: plan for one, plan in best.plans.items() if one not in people},
    )
    master.add((one, best.plans[one]) for one in people)
    window, chance = search.narrower.window(best.plans, people, 4, 9), np.random.default_rng(1)
    for _round in range(3):
        values = search.made.wishes + chance.integers(-100, 100, search.made.wishes.shape)
        master.add(window.best(values)[1].items())
    known = [[plan for one, plan in master.columns if one == person] for person in people]
    costs = []
    for plans in product(*known):
        trial = best.copy()
        for person, plan in zip(people, plans, strict=True):
            trial.set(person, plan)
        costs.append(trial.cost())
    assert len(costs) > 1
    assert choose(master, nodes=1000, seconds=60.0, cutoff=np.inf).value == pytest.approx(min(costs))
