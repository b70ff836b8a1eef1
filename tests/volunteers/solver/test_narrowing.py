"""A network cut down to a few days knows exactly the plans of the whole one that keep the other days."""

from collections.abc import Collection

import numpy as np
import pytest

from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.contracts import networks_of
from neighborcenter.volunteers.solver.decisions import Decided, Decision
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.narrowing import Narrower
from neighborcenter.volunteers.solver.pricing import Pricer
from tests.volunteers.solver.lookalike import instance

DEAR = 1e6


@pytest.mark.parametrize(
    "days", [range(5), range(6, 12), range(9, 14), range(14), {2, 3, 9, 10, 11}, {0, 13}, {7}, ()]
)
def test_windows_and_decisions_price_like_the_whole(days: Collection[int]) -> None:
    made = compile_problem(read_instance(instance(14, 8, 4, seed=3)))
    problem = made.problem
    networks = networks_of(made).each
    whole, people = Pricer(made, networks), range(len(problem.people))
    _least, plans = whole.best(made.wishes)
    decided = Decided(made, DEAR)
    for person, plan in plans.items():
        done = {problem.slots[slot].day: slot for slot in plan}
        for day in range(problem.days):
            if day not in days:
                decided.mark(Decision(person, done.get(day, made.off(day)), taken=True))
    noise = np.random.default_rng(7).normal(0.0, 50.0, made.wishes.shape)
    base = decided.base()
    least, found = whole.best(base.wishes + noise)
    narrower = Narrower(made, networks, None)
    by_window = narrower.window(plans, people, days).best(made.wishes + noise)
    by_marks = narrower.decided(people, decided).best(base.wishes + noise)
    assert by_window[1] == by_marks[1] == found
    assert by_window[0] == pytest.approx(least + base.gifts)
    assert by_marks[0] == pytest.approx(least)
