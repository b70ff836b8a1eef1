"""Rules about posts, languages, turns, runs of days and either-or posts: said, weighed, refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from neighborcenter.kit.problems import Invalid
from neighborcenter.volunteers import assign_service, queries, time_service
from neighborcenter.volunteers.drafts import AssignmentDraft
from neighborcenter.volunteers.roster_kinds import Level, Period, RuleKind
from neighborcenter.volunteers.rostering import rule_service
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.building import places_of, problem_of
from neighborcenter.volunteers.rostering.checks import about_place, about_shift
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, Rule, ShiftFact
from neighborcenter.volunteers.rostering.proposing import gaps_of
from neighborcenter.volunteers.rostering.reading import roster_facts, rules_on
from neighborcenter.volunteers.rostering.rule_service import RuleDraft
from neighborcenter.volunteers.rostering.texts import rule_sentence, said
from neighborcenter.volunteers.solver.engine import Effort, solve

MONDAY = date(2026, 11, 23)
DESK, BOOKS = 1, 2
POSTS = {DESK: "大厅引导", BOOKS: "图书角"}
ONE_A_DAY = Rule(RuleKind.MOST_SHIFTS, amount=1, period=Period.DAY)


def shift(ref: int, day: int, post: int = DESK, start: int = 8, **values) -> ShiftFact:
    """Three hours at a post on a day of that week (0 is Monday)."""
    starts = datetime(2026, 11, 23, start) + timedelta(days=day)
    return ShiftFact(ref, post, POSTS[post], "早班", starts, starts + timedelta(hours=3), **values)


def facts(shifts, rules, people=(PersonFact(1, "王桂兰"),), on=()) -> Facts:
    """A week with these shifts; `on` are (shift, volunteer) pairs."""
    return Facts(
        MONDAY, MONDAY + timedelta(days=7), tuple(shifts), tuple(people), rules=tuple(rules),
        places=tuple(PlaceFact(*pair) for pair in on),
    )  # fmt: skip


def judged(of: Facts, ref: int, who: int = 1) -> list[str]:
    board = Board(of)
    return [each.code for each in about_place(board, board.shifts[ref], board.people[who])]


def about(of: Facts, ref: int) -> list[str]:
    board = Board(of)
    return [each.code for each in about_shift(board, board.shifts[ref])]


def proposed(of: Facts) -> set[tuple[int, int]]:
    """(shift, volunteer) pairs of the best roster."""
    roster = solve(problem_of(of), Effort(seconds=10, steps=3), seed=1)
    assert roster.proved
    return set(places_of(roster.plans))


# -- who stands where ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [{"volunteer_id": 1}, {"team_id": 7}])
def test_who_never_stands_at_a_post(named):
    rule = Rule(RuleKind.NEVER_AT, post_id=DESK, who="王桂兰", **named)
    people = [PersonFact(1, "王桂兰", teams=frozenset({7})), PersonFact(2, "陈丽娟")]
    week = facts([shift(1, 0), shift(2, 0, BOOKS)], [rule], people)
    assert judged(week, 1) == ["roster.never_at"]
    assert judged(week, 2) == judged(week, 1, 2) == []
    assert proposed(replace(week, rules=(rule, ONE_A_DAY))) == {(1, 2), (2, 1)}


def test_a_post_of_one_team():
    rule = Rule(RuleKind.ONLY_TEAM, post_id=DESK, team_id=7, who="引导队")
    people = [PersonFact(1, "王桂兰"), PersonFact(2, "陈丽娟", teams=frozenset({7}))]
    week = facts([shift(1, 0, wanted=2, maximum=2)], [rule], people)
    assert judged(week, 1) == ["roster.only_team"]
    assert proposed(week) == {(1, 2)}
    gap = gaps_of(Board(week.with_places([PlaceFact(1, 2)])))[0]
    assert said(gap.reasons[0].findings[0]) == "王桂兰 is not of “引导队”, whose post “大厅引导” is."
    # As a warning somebody else may stand in where nobody of the team can.
    assert proposed(replace(week, rules=(replace(rule, level=Level.WARN),))) == {(1, 1), (1, 2)}


def test_somebody_on_the_shift_speaks_the_language():
    rule = Rule(RuleKind.LANGUAGE, Level.WARN, amount=1, first_name="英语")
    people = [PersonFact(1, "王桂兰", languages="闽南话"), PersonFact(2, "陈丽娟", languages="普通话、英语")]
    week = facts([shift(1, 0)], [rule], people)
    assert "roster.language_missing" in about(week.with_places([PlaceFact(1, 1)]), 1)
    assert "roster.language_missing" not in about(week.with_places([PlaceFact(1, 2)]), 1)
    assert "roster.language_missing" not in about(week, 1)
    assert proposed(week) == {(1, 2)}


def test_turns_are_taken():
    rule = Rule(RuleKind.NOT_TWICE, Level.WARN, weight=3)
    shifts = [shift(ref, day, post) for ref, day, post in ((1, 0, 1), (2, 0, 2), (3, 1, 1), (4, 1, 2))]
    week = facts(shifts, [rule], [PersonFact(1, "王桂兰"), PersonFact(2, "陈丽娟")], [(1, 1)])
    assert judged(week, 3) == ["roster.not_twice"]
    assert judged(week, 4) == []
    roster = proposed(replace(week, rules=(rule, ONE_A_DAY)))
    assert roster in ({(1, 1), (2, 2), (3, 2), (4, 1)}, {(1, 2), (2, 1), (3, 1), (4, 2)})
    last_week = replace(PersonFact(1, "王桂兰"), earlier=(shift(90, -3),))
    assert judged(replace(week, people=(last_week,), places=()), 1) == ["roster.not_twice"]
    elsewhere = replace(last_week, earlier=(shift(90, -3), shift(91, -2, BOOKS)))
    assert judged(replace(week, people=(elsewhere,), places=()), 1) == []


# -- runs of days ----------------------------------------------------------------------------------------------------


def test_who_comes_comes_for_some_days():
    rule = Rule(RuleKind.LEAST_IN_ROW, Level.WARN, amount=2, weight=5)
    days = [shift(ref, ref) for ref in range(7)]
    alone = facts(days, [rule], on=[(2, 1)])
    assert judged(alone, 2) == ["roster.least_in_row"]
    assert judged(alone.with_places([PlaceFact(2, 1), PlaceFact(3, 1)]), 2) == []
    # Sunday is the last day known: the run may go on.
    assert judged(alone.with_places([PlaceFact(6, 1)]), 6) == []
    yesterday = replace(PersonFact(1, "王桂兰"), earlier=(shift(90, -1),))
    assert judged(replace(alone, people=(yesterday,), places=(PlaceFact(0, 1),)), 0) == []
    pair = [PersonFact(1, "王桂兰"), PersonFact(2, "陈丽娟")]
    four = facts(days[:4], [rule, ONE_A_DAY, Rule(RuleKind.DAYS_IN_ROW, amount=2)], pair)
    roster = proposed(four)
    assert len(roster) == 4
    board = Board(four.with_places(PlaceFact(*each) for each in roster))
    for ref, who in roster:
        assert about_place(board, board.shifts[ref], board.people[who]) == []


def test_a_weekend_as_a_whole_or_not_at_all():
    rule = Rule(RuleKind.WHOLE_WEEKENDS, Level.WARN, weight=5)
    pair = [PersonFact(1, "王桂兰"), PersonFact(2, "陈丽娟")]
    both = [shift(5, 5), shift(6, 6), shift(15, 5, BOOKS), shift(16, 6, BOOKS)]
    weekend = facts(both, [rule, ONE_A_DAY], pair, [(5, 1)])
    assert judged(weekend, 5) == ["roster.half_weekend"]
    assert judged(weekend.with_places([PlaceFact(5, 1), PlaceFact(16, 1)]), 5) == []
    assert judged(facts([shift(5, 5)], [rule], on=[(5, 1)]), 5) == []
    roster = proposed(replace(weekend, shifts=tuple(both[:2]), places=()))
    assert len({who for _ref, who in roster}) == 1


# -- one of two posts ------------------------------------------------------------------------------------------------


def test_of_two_posts_one_is_enough():
    rule = Rule(RuleKind.EITHER, Level.WARN, post_id=DESK, other_post_id=BOOKS, other_post="图书角", weight=2)
    pair = [PersonFact(1, "王桂兰"), PersonFact(2, "陈丽娟")]
    day = facts([shift(1, 0), shift(2, 0, BOOKS)], [rule, Rule(RuleKind.OVERLAP)], pair)
    assert [gap.shift_id for gap in gaps_of(Board(day))] == [1, 2]
    desk = day.with_places([PlaceFact(1, 1)])
    assert gaps_of(Board(desk)) == ()
    assert about(desk, 2) == []
    both = day.with_places([PlaceFact(1, 1), PlaceFact(2, 2)])
    assert about(both, 1) == about(both, 2) == ["roster.both_run"]
    roster = proposed(day)
    assert [ref for ref, _who in roster] == [1]
    never = Rule(RuleKind.NEVER_AT, post_id=DESK, volunteer_id=1)
    assert proposed(replace(day, people=(pair[0],), rules=(*day.rules, never))) == {(2, 1)}


# -- the rules as data of the center ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule(RuleKind.NEVER_AT, volunteer_id=1), "post_id"),
        (Rule(RuleKind.NEVER_AT, post_id=1), "volunteer_id"),
        (Rule(RuleKind.ONLY_TEAM, post_id=1), "team_id"),
        (Rule(RuleKind.EITHER, Level.WARN, post_id=1, other_post_id=1), "other_post_id"),
        (Rule(RuleKind.LANGUAGE, Level.WARN, amount=1), "language"),
        (Rule(RuleKind.LEAST_IN_ROW, Level.WARN, amount=1), "amount"),
        (Rule(RuleKind.WHOLE_WEEKENDS), "level"),
    ],
)
def test_a_rule_that_names_nothing_is_refused_beside_its_field(work, corner, rule, field):
    with pytest.raises(Invalid) as caught:
        rule_service.add_rule(work, RuleDraft(rule))
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.both_engines
def test_rules_keep_whom_they_name_and_stand_against_a_place(work, corner):
    team = time_service.add_team(work, "引导队", [corner.chen])
    rule_service.add_rule(
        work, RuleDraft(Rule(RuleKind.NEVER_AT, post_id=corner.desk, volunteer_id=corner.wang))
    )
    rule_service.add_rule(work, RuleDraft(Rule(RuleKind.ONLY_TEAM, post_id=corner.desk, team_id=team)))
    never, only = rules_on(work, work.clock.today())
    assert rule_sentence(never) == "王桂兰 never stands here."
    assert rule_sentence(only) == "Only members of “引导队” stand here."
    ref = corner.morning(work, open_to_take=True)
    with pytest.raises(Invalid) as caught:
        assign_service.take(work, ref, corner.wang)
    assert {problem.code for problem in caught.value.problems} == {"roster.never_at", "roster.only_team"}
    assign_service.take(work, ref, corner.chen)
    assert corner.chen in {
        place.volunteer_id for place in roster_facts(work, MONDAY, date(2026, 11, 30)).places
    }


@pytest.mark.both_engines
def test_open_shifts_open_and_taken_places_go_back_in_time(work, corner, clock):
    ref = corner.morning(work, day=27, open_to_take=True)
    rule_service.add_rule(work, RuleDraft(Rule(RuleKind.TAKE_FROM, amount=3)))
    rule_service.add_rule(work, RuleDraft(Rule(RuleKind.GIVE_BACK_BY, amount=24 * 60)))
    with pytest.raises(Invalid) as caught:
        assign_service.take(work, ref, corner.wang)
    assert [(one.code, one.params) for one in caught.value.problems] == [
        ("roster.take_from", {"day": "2026-11-24"})
    ]
    clock.set(datetime(2026, 11, 24, 0, 5))
    assign_service.take(work, ref, corner.wang)
    assign_service.give_back(work, ref, corner.wang, "孙子家长会")
    assign_service.take(work, ref, corner.wang)
    clock.set(datetime(2026, 11, 26, 8, 1))
    with pytest.raises(Invalid) as caught:
        assign_service.give_back(work, ref, corner.wang)
    assert {problem.code for problem in caught.value.problems} == {"roster.give_back_by"}
    assign_service.assign(work, AssignmentDraft(ref, corner.chen))
    with pytest.raises(Invalid) as caught:
        assign_service.give_back(work, ref, corner.chen)
    assert {problem.code for problem in caught.value.problems} == {"roster.not_taken"}
    (row,) = queries.shifts(work, datetime(2026, 11, 27), datetime(2026, 11, 28))
    assert {(one.name, one.source) for one in row.people} == {("王桂兰", "taken"), ("陈丽娟", "hand")}
