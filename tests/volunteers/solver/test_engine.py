"""The engine against every roster there is, where there are few, and against the sentences of the rules elsewhere."""

import os
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighborcenter.volunteers.solver import contracts, patience
from neighborcenter.volunteers.solver.compiled import compile_problem
from neighborcenter.volunteers.solver.contracts import networks_of
from neighborcenter.volunteers.solver.engine import Effort, Search, solve
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.primal import given as begun
from neighborcenter.volunteers.solver.problem import (
    Impossible,
    Limit,
    Measure,
    Person,
    Plans,
    Problem,
    Slot,
    Span,
)
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.lookalike import instance
from tests.volunteers.solver.sentences import offences, personal, price

pytestmark = pytest.mark.long

QUICK = Effort(seconds=120.0, steps=40)
MANY = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 12


def best_of_all(problem: Problem) -> int | None:
    """The least cost of any roster that keeps the rules, found by looking at all of them."""
    choices = []
    for person in problem.people:
        plans = [
            frozenset(slot.id for slot in chosen)
            for size in range(len(problem.slots) + 1)
            for chosen in combinations(problem.slots, size)
            if not personal(problem, person, sorted(chosen, key=lambda slot: slot.begins))
        ]
        choices.append(plans)
    found = [
        price(problem, plans)
        for each in product(*choices)
        if not offences(problem, plans := dict(zip([p.id for p in problem.people], each, strict=True)))
    ]
    return min(found, default=None)


def tiny(seed: int, people: int = 3, slots: int = 6) -> Problem:
    """A center with so few slots that every roster can be looked at."""
    problem = center(seed, people=people, posts=1, days=7)
    kept = problem.slots[:slots]
    names = {slot.id for slot in kept}
    members = tuple(
        replace(
            person,
            costs={name: cost for name, cost in person.costs.items() if name in names},
            barred={name: code for name, code in person.barred.items() if name in names},
            limits=tuple(
                replace(one, least=min(one.least, 300)) if one.code == "fair" else one
                for one in person.limits
            ),
        )
        for person in problem.people
    )
    ties = tuple(
        replace(tie, terms=tuple(term for term in tie.terms if term.slot in names))
        for tie in problem.ties
        if any(term.slot in names for term in tie.terms)
    )
    return replace(problem, slots=kept, people=members, ties=ties)


@pytest.mark.parametrize("seed", range(12))
def test_small_centers_get_the_best_roster_there_is(seed: int) -> None:
    problem = tiny(seed)
    roster = solve(problem, QUICK)
    assert roster.objective == best_of_all(problem)
    assert roster.proved


@pytest.mark.parametrize("seed", range(8))
def test_two_who_always_serve_together_have_one_plan_and_the_best_one(seed: int) -> None:
    problem = tiny(seed, people=4, slots=3)
    roster = solve(problem, QUICK)
    assert roster.objective == best_of_all(problem)
    assert roster.proved


@pytest.mark.parametrize("seed", range(8))
def test_limits_left_out_at_first_are_learned_where_they_matter(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contracts, "FEW", 0)
    monkeypatch.setattr(contracts, "LEAST_A_DAY", 10)
    problem = tiny(seed)
    assert networks_of(compile_problem(problem)).trimmed
    roster = solve(problem, QUICK)
    assert roster.objective == best_of_all(problem)
    assert roster.proved


@settings(max_examples=MANY)
@given(st.integers(0, 10**6))
def test_no_block_is_broken_and_the_bound_is_true(seed: int) -> None:
    problem = center(seed, people=7, posts=2, days=7)
    roster = solve(problem, Effort(seconds=20.0, steps=4))
    assert offences(problem, roster.plans) == []
    assert roster.objective == price(problem, roster.plans)
    assert roster.bound <= roster.objective
    later = solve(problem, Effort(seconds=20.0, steps=8), seed=2)
    assert max(roster.bound, later.bound) <= min(roster.objective, later.objective)


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(4, 9))
def test_instances_of_the_public_format(seed: int, kinds: int, people: int) -> None:
    problem = read_instance(instance(14, people, kinds, seed))
    roster = solve(problem, Effort(seconds=20.0, steps=4))
    assert offences(problem, roster.plans) == []
    assert roster.objective == price(problem, roster.plans)
    assert roster.bound <= roster.objective


def test_the_same_problem_gives_the_same_roster() -> None:
    problem = center(5, people=9, posts=2, days=14)
    first, again = (solve(problem, Effort(seconds=60.0, steps=8), seed=3) for _time in range(2))
    assert first.plans == again.plans
    assert first.bound == again.bound
    # How often a better bound is told depends on the clock; which rosters were found does not.
    assert {step.best for step in first.history} == {step.best for step in again.history}


def test_best_and_bound_only_close_in() -> None:
    roster = solve(center(8, people=9, posts=2, days=14), Effort(seconds=20.0, steps=10))
    best = [step.best for step in roster.history]
    bound = [step.bound for step in roster.history]
    assert best == sorted(best, reverse=True)
    assert bound == sorted(bound)
    assert bound[-1] == roster.bound


def test_a_search_told_to_stop_answers_with_what_it_has() -> None:
    problem = read_instance(instance(28, 20, 3))
    told: list[int] = []
    roster = solve(
        problem,
        Effort(seconds=300.0),
        on_progress=lambda best, bound, seconds: told.append(best),
        should_stop=lambda: len(told) >= 2,
    )
    assert roster.ended == "stopped"
    assert offences(problem, roster.plans) == []
    assert roster.seconds < 60


def two_shifts(**changes: object) -> Problem:
    """One person, two mornings, each wanted by somebody."""
    slots = tuple(Slot(f"{day}:早班", day, "早班", 480, 240, wanted=1, under=100) for day in range(2))
    return Problem(2, slots, (replace(Person("林秀英"), **changes),))


def works(problem: Problem) -> Plans:
    return solve(problem, QUICK).plans


def test_pinned_cells_stay_and_fixed_days_take_nothing_more() -> None:
    assert works(two_shifts())["林秀英"] == {"0:早班", "1:早班"}
    costly = two_shifts(pinned=frozenset({"0:早班"}), costs={"0:早班": 5000, "1:早班": 5000})
    assert works(costly)["林秀英"] == {"0:早班"}
    assert works(two_shifts(free_pins=frozenset({1})))["林秀英"] == {"0:早班"}


def test_leave_is_kept_even_where_a_slot_stays_empty() -> None:
    away = (Span(24 * 60, 48 * 60, "leave"),)
    assert works(two_shifts(away=away))["林秀英"] == {"0:早班"}


def test_who_cannot_keep_their_own_rules_is_named() -> None:
    least = Limit(Measure.SHIFTS, "least", least=3)
    with pytest.raises(Impossible) as impossible:
        solve(two_shifts(limits=(least,)), QUICK)
    assert impossible.value.people == ("林秀英",)


def test_a_horizon_too_long_for_the_master_comes_down_stretch_by_stretch_and_is_bounded() -> None:
    problem = read_instance(instance(patience.PRICED_DAYS + 2, 3, 1))
    first, later = (solve(problem, Effort(seconds=60.0, steps=steps)) for steps in (0, 5))
    assert offences(problem, later.plans) == []
    assert 0.9 * later.objective < later.bound <= later.objective < first.objective


def test_a_turn_keeps_a_plan_that_is_better_than_all_that_are_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where networks are large, whole plans are priced at an even pace only, which no good roster keeps."""
    for name, most in (("MOST_A_DAY", 10), ("LEAST_A_DAY", 10), ("MOST_TRIED", 0)):
        monkeypatch.setattr(contracts, name, most)
    problem = read_instance(instance(28, 4, 2))
    search = Search(problem, Effort(), 1, None, None)
    assert search.networks.paced
    for person, plan in begun(search.made, solve(problem, Effort(seconds=60.0, steps=20)).plans).items():
        search.best.set(person, plan)
    cost, anew = search.best.cost(), search.best.copy()
    for person in range(4):
        anew.set(person, None)
    search.turns.round(anew, range(4), lambda: False)
    assert anew.cost() > cost
    search.turns.round(search.best, range(4), lambda: False)
    assert search.best.cost() <= cost
