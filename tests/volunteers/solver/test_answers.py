"""Why a slot is empty, what would fill it, and a roster mended after a sick call."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighborcenter.volunteers.solver.engine import Effort, solve
from neighborcenter.volunteers.solver.problem import (
    DAY,
    Limit,
    Measure,
    Person,
    Plans,
    Problem,
    Rest,
    Slot,
    Span,
)
from neighborcenter.volunteers.solver.reasons import Change, gaps
from neighborcenter.volunteers.solver.repair import repair
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.sentences import offences, price

pytestmark = pytest.mark.long

QUICK = Effort(seconds=6.0, steps=3)


def desk(*people: Person, days: int = 2, **changes: object) -> Problem:
    """A desk with one morning and one evening a day, each for one person."""
    slots = tuple(
        replace(Slot(f"{day}:{kind}", day, kind, start, 240, wanted=1, least=1, most=1, under=100), **changes)
        for day in range(days)
        for kind, start in (("早班", 8 * 60), ("晚班", 17 * 60))
    )
    return Problem(days, slots, people, Rest(overnight=11 * 60))


def changed(plans: Plans, change: Change) -> Plans:
    """The roster after a change was made."""
    after = dict(plans)
    for move in change.moves:
        own = after.get(move.person, frozenset())
        after[move.person] = own | {move.slot} if move.takes else own - {move.slot}
    return after


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_every_reason_for_an_empty_slot_is_true(seed: int) -> None:
    problem = center(seed, people=6, posts=2, days=7)
    plans = solve(problem, QUICK).plans
    base = price(problem, plans)
    for gap in gaps(problem, plans):
        assert len(gap.reasons) == sum(gap.slot not in plan for plan in plans.values())
        for reason in gap.reasons:
            tried = {**plans, reason.person: plans[reason.person] | {gap.slot}}
            wrong = offences(problem, tried)
            assert bool(wrong) == bool(reason.breaches), (gap.slot, reason, wrong)
            if not wrong:
                assert price(problem, tried) - base == reason.cost


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_the_smallest_change_does_what_it_says(seed: int) -> None:
    problem = center(seed, people=6, posts=2, days=7)
    plans = solve(problem, QUICK).plans
    for gap in gaps(problem, plans):
        if gap.change is None:
            continue
        after = changed(plans, gap.change)
        assert sum(gap.slot in plan for plan in after.values()) > sum(
            gap.slot in plan for plan in plans.values()
        )
        assert price(problem, after) - price(problem, plans) == gap.change.cost
        if gap.change.kind == "relax":
            assert offences(problem, after), "nothing had to be relaxed"
            assert len({breach.code for breach in gap.change.breaches}) == 1
        else:
            assert offences(problem, after) == []


def test_a_gap_names_leave_rest_and_hours() -> None:
    away = Person("陈志强", away=(Span(0, 2 * DAY, "leave"),))
    tired = Person("林秀英", pinned=frozenset({"0:晚班"}))
    full = Person("黄丽华", limits=(Limit(Measure.MINUTES, "week_hours", most=0),))
    problem = desk(away, tired, full)
    plans = {"陈志强": frozenset[str](), "林秀英": frozenset({"0:晚班"}), "黄丽华": frozenset[str]()}
    (gap,) = [gap for gap in gaps(problem, plans) if gap.slot == "0:早班"]
    told = {reason.person: {breach.code for breach in reason.breaches} for reason in gap.reasons}
    assert told == {"陈志强": {"leave"}, "林秀英": {"shifts_a_day"}, "黄丽华": {"week_hours"}}
    (gap,) = [gap for gap in gaps(problem, plans) if gap.slot == "1:早班"]
    told = {reason.person: {breach.code for breach in reason.breaches} for reason in gap.reasons}
    assert told["陈志强"] == {"leave"}


def test_two_are_asked_to_swap_where_that_is_all_it_takes() -> None:
    both = Person("陈志强", limits=(Limit(Measure.SHIFTS, "one", most=1),))
    mornings = Person("林秀英", barred={"0:晚班": "never", "1:晚班": "never"})
    problem = desk(both, mornings, days=1)
    plans = {"陈志强": frozenset({"0:早班"}), "林秀英": frozenset[str]()}
    (gap,) = gaps(problem, plans)
    assert gap.slot == "0:晚班"
    assert gap.change is not None
    assert gap.change.kind == "swap"
    assert {(move.person, move.slot, move.takes) for move in gap.change.moves} == {
        ("陈志强", "0:早班", False),
        ("陈志强", "0:晚班", True),
        ("林秀英", "0:早班", True),
    }


def test_a_sick_call_changes_as_little_as_it_can() -> None:
    people = [Person(name) for name in ("陈志强", "林秀英", "黄丽华", "张建国")]
    problem = desk(*people, days=5)
    before = solve(problem, QUICK).plans
    sick = next(name for name, plan in before.items() if plan)
    mended = repair(problem, before, {sick: (Span(0, 5 * DAY, "sick"),)})
    assert not mended.roster.plans[sick]
    assert mended.roster.parts.missing == 0
    assert len([move for move in mended.moves if move.takes]) == len(before[sick])
    assert all(move.person == sick for move in mended.moves if not move.takes)


def test_a_start_that_breaks_a_rule_is_not_kept() -> None:
    away = Person("陈志强", away=(Span(0, 2 * DAY, "leave"),))
    problem = desk(away, Person("林秀英"))
    start = {"陈志强": frozenset({"0:早班"}), "林秀英": frozenset({"0:早班", "0:晚班", "1:早班"})}
    roster = solve(problem, QUICK, start=start)
    assert offences(problem, roster.plans) == []
    assert roster.proved


def test_days_gone_by_are_not_mended() -> None:
    people = [Person(name) for name in ("陈志强", "林秀英", "黄丽华")]
    problem = desk(*people, days=4)
    before = solve(problem, QUICK).plans
    sick = next(name for name, plan in before.items() if len(plan) > 1)
    mended = repair(problem, before, {sick: (Span(2 * DAY, 4 * DAY, "sick"),)}, from_day=2)
    for name, plan in before.items():
        past = {slot for slot in plan if slot < "2"}
        assert {slot for slot in mended.roster.plans[name] if slot < "2"} == past
    assert not {slot for slot in mended.roster.plans[sick] if slot >= "2"}


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_a_mended_roster_keeps_every_rule(seed: int) -> None:
    problem = center(seed, people=8, posts=2, days=7)
    before = solve(problem, QUICK).plans
    sick = max(before, key=lambda name: len(before[name]))
    absent = {sick: (Span(0, 3 * DAY, "sick"),)}
    mended = repair(problem, before, absent, effort=Effort(seconds=20.0, steps=3))
    people = [replace(p, away=(*p.away, *absent.get(p.id, ()))) for p in problem.people]
    assert offences(replace(problem, people=tuple(people)), mended.roster.plans) == []
