"""What the roster's rules say, in words, about people on shifts; weeks copied and plans taken over."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from neighborcenter.kit.problems import Invalid
from neighborcenter.people.kinds import Sex
from neighborcenter.volunteers import assign_service, post_service, queries, time_service
from neighborcenter.volunteers.drafts import AssignmentDraft, PatternDraft
from neighborcenter.volunteers.kinds import AvailabilityKind, Bond, Proficiency, VolunteerStatus
from neighborcenter.volunteers.roster_kinds import Level, Period, RuleKind
from neighborcenter.volunteers.rostering import roster_service, rule_service
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.building import places_of, problem_of
from neighborcenter.volunteers.rostering.candidates import candidates, smallest_change
from neighborcenter.volunteers.rostering.checks import about_person, about_place, about_shift, findings
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, Rule, ShiftFact, Stretch
from neighborcenter.volunteers.rostering.reading import roster_facts, rules_on
from neighborcenter.volunteers.rostering.rule_service import RuleDraft
from neighborcenter.volunteers.rostering.texts import RULES, rule_sentence, said
from neighborcenter.volunteers.solver.engine import Effort, solve

MONDAY = date(2026, 11, 23)


def shift(ref: int, day: int, start: int = 8, hours: int = 4, **values) -> ShiftFact:
    """A shift of the desk on a day of that week (0 is Monday)."""
    starts = datetime(2026, 11, 23, start) + timedelta(days=day)
    return ShiftFact(ref, 1, "大厅引导", "早班", starts, starts + timedelta(hours=hours), **values)


def board(shifts, rules, *, person: PersonFact | None = None, on=(), others=(), **values) -> Board:
    """王桂兰 (1) and others, on these shifts."""
    people = (person or PersonFact(1, "王桂兰"), *others)
    places = tuple(PlaceFact(ref, who) for ref, who in on)
    return Board(
        Facts(
            MONDAY, MONDAY + timedelta(days=7), tuple(shifts), people, (), frozenset(), tuple(rules), places
        )
        if not values
        else Facts(
            MONDAY,
            MONDAY + timedelta(days=7),
            tuple(shifts),
            people,
            rules=tuple(rules),
            places=places,
            **values,
        )
    )


def codes(found) -> list[str]:
    return [each.code for each in found]


def judged(setup: Board, ref: int) -> list[str]:
    return codes(about_place(setup, setup.shifts[ref], setup.people[1]))


def test_two_shifts_at_once():
    setup = board([shift(1, 0), shift(2, 0, 11)], [Rule(RuleKind.OVERLAP)], on=[(1, 1)])
    assert judged(setup, 2) == ["roster.overlap"]
    touching = board([shift(1, 0), shift(2, 0, 12)], [Rule(RuleKind.OVERLAP)], on=[(1, 1)])
    assert judged(touching, 2) == []


def test_rest_on_the_day_and_overnight():
    rules = [Rule(RuleKind.REST, amount=60), Rule(RuleKind.OVERNIGHT, amount=11 * 60)]
    setup = board([shift(1, 0, 18), shift(2, 1, 8), shift(3, 1, 9), shift(4, 0, 13)], rules, on=[(1, 1)])
    assert judged(setup, 2) == ["roster.rest"]
    assert judged(setup, 3) == []
    assert judged(setup, 4) == []
    tight = board([shift(1, 0, 8), shift(2, 0, 12)], rules, on=[(1, 1)])
    assert judged(tight, 2) == ["roster.rest"]


@pytest.mark.parametrize(
    ("rule", "works", "asked", "code"),
    [
        (
            Rule(RuleKind.MOST_SHIFTS, amount=1, period=Period.DAY),
            [(1, 0, 8)],
            (9, 0, 14),
            "roster.most_shifts",
        ),
        (Rule(RuleKind.MOST_SHIFTS, amount=2), [(1, 0, 8), (2, 2, 8)], (9, 4, 8), "roster.most_shifts"),
        (
            Rule(RuleKind.MOST_MINUTES, amount=8 * 60),
            [(1, 0, 8), (2, 2, 8)],
            (9, 4, 8),
            "roster.most_minutes",
        ),
        (
            Rule(RuleKind.MOST_SHIFTS, amount=2, period=Period.ROLLING, window=3),
            [(1, 0, 8), (2, 1, 8)],
            (9, 2, 8),
            "roster.most_shifts",
        ),
        (Rule(RuleKind.DAYS_IN_ROW, amount=2), [(1, 0, 8), (2, 2, 8)], (9, 1, 8), "roster.days_in_row"),
        (Rule(RuleKind.NIGHTS_IN_ROW, amount=1), [(1, 0, 22)], (9, 1, 22), "roster.nights_in_row"),
        (Rule(RuleKind.WEEKENDS, amount=0), [], (9, 5, 8), "roster.weekends"),
    ],
)
def test_limits_over_time(rule, works, asked, code):
    shifts = [shift(ref, day, start) for ref, day, start in [*works, asked]]
    setup = board(shifts, [rule], on=[(ref, 1) for ref, _, _ in works])
    assert judged(setup, asked[0]) == [code]
    looser = board(shifts, [replace(rule, amount=rule.amount + (480 if rule.amount > 60 else 1))],
                   on=[(ref, 1) for ref, _, _ in works])  # fmt: skip
    assert judged(looser, asked[0]) == []


def test_the_way_between_two_places_takes_time():
    shifts = [
        shift(1, 0, 8, 2, place="大厅"),
        shift(2, 0, 10, place="长者食堂"),
        shift(3, 0, 10, place="大厅"),
    ]
    setup = board(shifts, [Rule(RuleKind.TRAVEL, amount=20)], on=[(1, 1)])
    assert judged(setup, 2) == ["roster.travel"]
    assert judged(setup, 3) == []
    later = [shifts[0], replace(shifts[1], starts=shifts[1].starts + timedelta(minutes=20))]
    assert judged(board(later, [Rule(RuleKind.TRAVEL, amount=20)], on=[(1, 1)]), 2) == []


def test_days_off_weekends_in_a_row_and_the_days_beside_a_leave():
    off = board(
        [shift(1, 0), shift(2, 2), shift(3, 1), shift(4, 3)], [Rule(RuleKind.DAYS_OFF, amount=2)], on=[(1, 1)]
    )
    assert judged(off, 2) == ["roster.days_off"]
    assert judged(off, 3) == judged(off, 4) == []
    saturdays = [shift(ref, 5 + 7 * ref) for ref in range(4)]
    rule = Rule(RuleKind.WEEKENDS_IN_ROW, Level.WARN, amount=2)
    assert judged(board(saturdays, [rule], on=[(0, 1), (1, 1)]), 2) == ["roster.weekends_in_row"]
    assert judged(board(saturdays, [rule], on=[(0, 1), (1, 1)]), 3) == []
    away = PersonFact(1, "王桂兰", away=((date(2026, 11, 25), date(2026, 11, 26)),))
    setup = board([shift(1, 1), shift(2, 4), shift(3, 0)], [Rule(RuleKind.BESIDE_LEAVE)], person=away)
    assert judged(setup, 1) == judged(setup, 2) == ["roster.beside_leave"]
    assert judged(setup, 3) == []


def test_a_limit_of_one_post_counts_its_shifts_alone():
    rule = Rule(RuleKind.MOST_SHIFTS, amount=1, post_id=2)
    night = replace(shift(2, 1), post_id=2)
    setup = board([shift(1, 0), night, replace(shift(3, 2), post_id=2)], [rule], on=[(1, 1)])
    assert judged(setup, 2) == []
    setup.put(2, 1)
    assert judged(setup, 3) == ["roster.most_shifts"]


def test_too_few_hours_and_only_one_sex_are_said():
    rules = [Rule(RuleKind.LEAST_MINUTES, Level.NOTE, amount=6 * 60), Rule(RuleKind.MIXED, Level.WARN)]
    woman, other = PersonFact(1, "王桂兰", sex=Sex.FEMALE), PersonFact(2, "陈丽娟", sex=Sex.FEMALE)
    setup = board(
        [shift(1, 0, maximum=3)], rules, person=woman, on=[(1, 1), (1, 2)],
        others=(other, PersonFact(3, "吴建民", sex=Sex.MALE)),
    )  # fmt: skip
    assert codes(about_person(setup, setup.people[1])) == ["roster.too_few_hours"]
    assert codes(about_shift(setup, setup.shifts[1])) == ["roster.not_mixed"]
    setup.put(1, 3)
    assert codes(about_shift(setup, setup.shifts[1])) == []


def test_what_was_worked_before_the_range_counts():
    before = replace(shift(7, 0), starts=datetime(2026, 11, 22, 18), ends=datetime(2026, 11, 22, 23))
    person = PersonFact(1, "王桂兰", earlier=(before,))
    setup = board([shift(1, 0)], [Rule(RuleKind.OVERNIGHT, amount=11 * 60)], person=person)
    assert judged(setup, 1) == ["roster.rest"]


def test_offers_cover_the_whole_shift_also_over_midnight():
    rule = Rule(RuleKind.AVAILABILITY)
    friday_night = Stretch(AvailabilityKind.CAN, 20 * 60, 24 * 60, weekday=4)
    saturday_early = Stretch(AvailabilityKind.CAN, 0, 6 * 60, day=date(2026, 11, 28))
    person = PersonFact(1, "陈丽娟", stretches=(friday_night, saturday_early))
    setup = board([shift(1, 4, 22, 8), shift(2, 4, 22, 10), shift(3, 2)], [rule], person=person)
    assert judged(setup, 1) == []
    assert judged(setup, 2) == ["roster.not_offered"]
    assert judged(setup, 3) == ["roster.not_offered"]
    refusing = PersonFact(1, "陈丽娟", stretches=(Stretch(AvailabilityKind.CANNOT, 600, 660, weekday=2),))
    assert judged(board([shift(3, 2)], [rule], person=refusing), 3) == ["roster.cannot"]


def test_forbidden_successions_name_both_shifts():
    late = replace(shift(1, 0, 16), name="晚班")
    setup = board(
        [late, shift(2, 1, 12)], [Rule(RuleKind.NOT_AFTER, first_name="晚班", then_name="早班")], on=[(1, 1)]
    )
    (found,) = about_place(setup, setup.shifts[2], setup.people[1])
    assert "晚班" in said(found)


def test_people_who_wish_to_be_apart_or_together():
    rules = [Rule(RuleKind.APART), Rule(RuleKind.TOGETHER, Level.WARN)]
    other = PersonFact(2, "陈丽娟")
    apart = board([shift(1, 0, maximum=2)], rules, others=[other], on=[(1, 2)], bonds=((1, 2, Bond.APART),))
    assert judged(apart, 1) == ["roster.apart"]
    family = board([shift(1, 0, maximum=2)], rules, others=[other], bonds=((1, 2, Bond.FAMILY),))
    assert judged(family, 1) == ["roster.together"]


def test_a_shift_wants_people_a_lead_and_somebody_experienced():
    new = PersonFact(1, "林一诺", status=VolunteerStatus.TRIAL)
    old = PersonFact(2, "王桂兰", may_lead=True, skills={5: (Proficiency.EXPERIENCED, None)})
    rules = [Rule(RuleKind.LEAD, Level.WARN), Rule(RuleKind.EXPERIENCED, Level.WARN), Rule(RuleKind.SKILL)]
    asked = shift(1, 0, minimum=2, wanted=3, maximum=3, lead_required=True, skills={5: 3})
    alone = board([asked], rules, person=new, others=[old], on=[(1, 1)], skill_names={5: "急救"})
    assert codes(about_shift(alone, asked)) == [
        "roster.below_minimum", "roster.no_lead", "roster.beginner_alone", "roster.skill_missing",
    ]  # fmt: skip
    both = board([asked], rules, person=new, others=[old], on=[(1, 1), (1, 2)], skill_names={5: "急救"})
    assert codes(about_shift(both, asked)) == ["roster.below_wanted", "roster.skill_missing"]
    loose = replace(asked, skills={5: 2})
    kept = board([loose], rules, person=new, others=[old], on=[(1, 1), (1, 2)], skill_names={5: "急救"})
    assert codes(about_shift(kept, loose)) == ["roster.below_wanted"]


def test_a_torn_team_and_somebody_left_at_zero_are_said():
    mates = [PersonFact(1, "甲", teams=frozenset({3})), PersonFact(2, "乙", teams=frozenset({3}))]
    setup = board(
        [shift(1, 0, maximum=2)], [Rule(RuleKind.TEAM, Level.WARN), Rule(RuleKind.LEAST_SHIFTS, Level.NOTE, amount=1)],
        person=mates[0], others=mates[1:], on=[(1, 1)], whole_teams=frozenset({3}),
    )  # fmt: skip
    assert "roster.team_torn" in codes(about_shift(setup, setup.shifts[1]))
    assert codes(about_person(setup, setup.people[2])) == ["roster.too_few"]


def test_candidates_come_possible_first_and_least_served_first_with_reasons():
    away = PersonFact(2, "请假的", away=((MONDAY, MONDAY),))
    busy = PersonFact(3, "常来的", served=9)
    setup = board(
        [shift(1, 0)], rule_service.DEFAULTS, others=[away, busy], person=PersonFact(1, "少来的", served=1)
    )
    ranked = candidates(setup, setup.shifts[1])
    assert [each.name for each in ranked] == ["少来的", "常来的", "请假的"]
    assert [each.possible for each in ranked] == [True, True, False]
    assert smallest_change(setup, setup.shifts[1]).name == "请假的"


def proposed(facts: Facts) -> list[tuple[int, int]]:
    return places_of(solve(problem_of(facts), Effort(seconds=20, steps=3), seed=1).plans)


def test_what_was_published_outweighs_a_wish_while_the_rule_stands():
    """王桂兰 would like the day; 林秀梅 has already been told that it is hers."""
    wishing = PersonFact(1, "王桂兰", stretches=(Stretch(AvailabilityKind.WISH, 0, 1440, day=MONDAY),))
    wishes, keep = (Rule(RuleKind.WISHES, Level.NOTE, weight=2), Rule(RuleKind.KEEP, Level.NOTE, weight=3))
    facts = Facts(
        MONDAY,
        MONDAY + timedelta(days=7),
        (shift(1, 0),),
        (wishing, PersonFact(2, "林秀梅")),
        rules=(wishes, keep),
        places=(PlaceFact(1, 2, published=True),),
    )
    assert proposed(facts) == [(1, 2)]
    assert proposed(replace(facts, rules=(wishes,))) == [(1, 1)]
    assert proposed(replace(facts, places=(PlaceFact(1, 2),))) == [(1, 1)]


def test_a_proposal_puts_a_woman_and_a_man_on_a_night_round():
    people = (
        PersonFact(
            1, "王桂兰", sex=Sex.FEMALE, stretches=(Stretch(AvailabilityKind.WISH, 0, 1440, day=MONDAY),)
        ),
        PersonFact(
            2, "林秀梅", sex=Sex.FEMALE, stretches=(Stretch(AvailabilityKind.WISH, 0, 1440, day=MONDAY),)
        ),
        PersonFact(3, "陈建国", sex=Sex.MALE),
    )
    round_ = shift(1, 0, 19, 2, wanted=2, maximum=2)
    wishes, mixed = Rule(RuleKind.WISHES, Level.NOTE, weight=2), Rule(RuleKind.MIXED, Level.WARN, weight=5)
    facts = Facts(MONDAY, MONDAY + timedelta(days=7), (round_,), people, rules=(wishes,))
    assert proposed(facts) == [(1, 1), (1, 2)]
    assert (1, 3) in proposed(replace(facts, rules=(wishes, mixed)))


def test_of_rosters_that_are_alike_the_present_draft_stays():
    people = tuple(
        PersonFact(ref, name) for ref, name in enumerate(("王桂兰", "林秀梅", "陈美华", "吴敏"), 1)
    )
    draft = (PlaceFact(1, 3), PlaceFact(2, 4), PlaceFact(3, 2))
    facts = Facts(
        MONDAY,
        MONDAY + timedelta(days=7),
        tuple(shift(ref, ref) for ref in (1, 2, 3, 4)),
        people,
        rules=(Rule(RuleKind.FAIR, Level.NOTE, weight=4),),
        places=draft,
    )
    assert proposed(facts) == [(1, 3), (2, 4), (3, 2), (4, 1)]


def test_every_rule_reads_aloud():
    for kind in RULES:
        sentence = rule_sentence(
            Rule(kind, amount=90, period=Period.ROLLING, window=7, first_name="甲", then_name="乙")
        )
        assert "{" not in sentence


@pytest.mark.both_engines
def test_a_week_is_copied_without_those_on_leave(work, corner):
    rule_service.begin_with_defaults(work)
    for day in (0, 2):
        post_service.add_pattern(work, PatternDraft(corner.desk, "早班", day, "08:00", "11:00"))
    post_service.make_shifts(work, MONDAY, MONDAY + timedelta(days=7))
    first, second = queries.shifts(work, datetime(2026, 11, 23), datetime(2026, 11, 30))
    for row in (first, second):
        assign_service.assign(work, AssignmentDraft(row.shift_id, corner.wang))
    assign_service.assign(work, AssignmentDraft(first.shift_id, corner.chen))
    time_service.go_on_leave(work, corner.wang, date(2026, 12, 2), date(2026, 12, 9), "回惠安")
    copied = roster_service.copy_week(work, date(2026, 11, 30))
    assert len(copied.placed) == 2
    assert [(each.name, codes(each.findings)) for each in copied.left_out] == [
        ("王桂兰", ["volunteers.on_leave"])
    ]
    assert roster_service.copy_week(work, date(2026, 11, 30)).placed == ()


@pytest.mark.both_engines
def test_a_plan_is_taken_over_only_while_no_block_stands(work, corner):
    rule_service.begin_with_defaults(work)
    one, two = corner.morning(work), corner.morning(work, day=26)
    assign_service.assign(work, AssignmentDraft(one, corner.chen, pinned=True))
    assign_service.assign(work, AssignmentDraft(two, corner.chen))
    done = roster_service.adopt(work, MONDAY, MONDAY + timedelta(days=7), [(two, corner.wang)], "proposal")
    assert (done.put_on, done.taken_off) == (((two, corner.wang),), ((two, corner.chen),))
    facts = roster_facts(work, MONDAY, MONDAY + timedelta(days=7))
    assert {(place.shift_id, place.volunteer_id) for place in facts.places} == {
        (one, corner.chen),
        (two, corner.wang),
    }
    time_service.go_on_leave(work, corner.wang, date(2026, 11, 25), date(2026, 11, 25))
    with pytest.raises(Invalid):
        roster_service.adopt(work, MONDAY, MONDAY + timedelta(days=7), [(one, corner.wang)], "proposal")


@pytest.mark.both_engines
def test_somebody_stands_in_and_the_reason_is_kept(work, corner):
    rule_service.begin_with_defaults(work)
    ref = corner.morning(work)
    assign_service.assign(work, AssignmentDraft(ref, corner.wang))
    roster_service.swap(work, ref, corner.wang, corner.chen, "孙子发烧")
    facts = roster_facts(work, MONDAY, MONDAY + timedelta(days=7))
    assert [place.volunteer_id for place in facts.places] == [corner.chen]
    assert [each for each in findings(Board(facts)) if each.level is Level.BLOCK] == []
    with pytest.raises(Invalid):
        roster_service.swap(work, ref, corner.wang, corner.pupil, "再换")


@pytest.mark.both_engines
def test_a_rule_ends_and_says_nothing_afterwards(work, corner):
    ref = rule_service.add_rule(work, RuleDraft(Rule(RuleKind.MOST_SHIFTS, amount=1), MONDAY))
    assert len(roster_facts(work, MONDAY, MONDAY + timedelta(days=7)).rules) == 1
    rule_service.end_rule(work, ref, last_day=MONDAY)
    assert roster_facts(work, MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)).rules == ()
    with pytest.raises(Invalid):
        rule_service.add_rule(work, RuleDraft(Rule(RuleKind.MOST_SHIFTS, amount=0)))


def test_a_rule_says_something_else_from_today_on(work, corner):
    ref = rule_service.add_rule(work, RuleDraft(Rule(RuleKind.MOST_SHIFTS, amount=1), date(2026, 11, 1)))
    now = rule_service.change_rule(work, ref, Rule(RuleKind.MOST_SHIFTS, amount=2))
    today = work.clock.today()
    assert [rule.amount for rule in rules_on(work, today - timedelta(days=1))] == [1]
    assert [rule.amount for rule in rules_on(work, today)] == [2]
    # Put right on the same day, the first attempt leaves nothing behind.
    assert rule_service.change_rule(work, now, Rule(RuleKind.MOST_SHIFTS, amount=3)) == now
    assert [rule.amount for rule in rules_on(work, today)] == [3]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Rule(RuleKind.MIXED), "roster.never_blocks"),
        (Rule(RuleKind.REST, amount=60, post_id=1), "roster.block_for_all"),
        (Rule(RuleKind.TRAVEL), "volunteers.below_one"),
    ],
)
def test_a_rule_that_could_not_be_kept_is_refused(work, corner, rule, code):
    with pytest.raises(Invalid) as caught:
        rule_service.add_rule(work, RuleDraft(rule))
    assert code in {problem.code for problem in caught.value.problems}


@pytest.mark.both_engines
def test_how_many_open_shifts_one_takes_and_until_when(work, corner, clock):
    first, second, third = (corner.morning(work, day=day, open_to_take=True) for day in (25, 26, 27))
    rule_service.add_rule(work, RuleDraft(Rule(RuleKind.TAKE_MOST, amount=1, period=Period.WEEK)))
    rule_service.add_rule(work, RuleDraft(Rule(RuleKind.TAKE_BY, amount=120)))
    clock.set(datetime(2026, 11, 25, 7))
    for who, ref, code in ((corner.chen, first, "roster.take_by"), (corner.wang, second, "")):
        if code:
            with pytest.raises(Invalid) as caught:
                assign_service.take(work, ref, who)
            assert {problem.code for problem in caught.value.problems} == {code}
        else:
            assign_service.take(work, ref, who)
    with pytest.raises(Invalid) as caught:
        assign_service.take(work, third, corner.wang)
    assert {problem.code for problem in caught.value.problems} == {"roster.take_most"}
    # Staff may still put them on it.
    assign_service.assign(work, AssignmentDraft(third, corner.wang))
