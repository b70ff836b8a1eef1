"""Random centers: whatever the engine proposes, the sentences of the rules find no broken block in it.

The checker (`rostering.checks`) is written from the sentences, the engine from columns and prices; they share
nothing but the facts.  `CENTERS=500` tries five hundred of them.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from neighborcenter.volunteers.kinds import AvailabilityKind, Bond, Proficiency, VolunteerStatus
from neighborcenter.volunteers.roster_kinds import TAKEN, Level, Period, RuleKind
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.building import places_of, problem_of
from neighborcenter.volunteers.rostering.checks import about_place, blocked, findings
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, Rule, ShiftFact, Stretch
from neighborcenter.volunteers.rostering.proposing import Gap, gaps_of
from neighborcenter.volunteers.rostering.rule_service import DEFAULTS
from neighborcenter.volunteers.solver.engine import Effort, solve

pytestmark = pytest.mark.long

MONDAY = date(2026, 11, 30)
FURTHER = (
    Rule(RuleKind.TRAVEL, amount=6 * 60),
    Rule(RuleKind.DAYS_OFF, amount=2),
    Rule(RuleKind.BESIDE_LEAVE),
    Rule(RuleKind.MOST_SHIFTS, amount=1, post_id=1),
    Rule(RuleKind.MOST_MINUTES, amount=8 * 60, period=Period.ROLLING, window=3, post_id=2),
    Rule(RuleKind.BESIDE_LEAVE, post_id=2),
    Rule(RuleKind.LEAST_MINUTES, Level.NOTE, amount=4 * 60),
    Rule(RuleKind.MIXED, Level.WARN),
    Rule(RuleKind.WEEKENDS_IN_ROW, Level.WARN, amount=1),
    Rule(RuleKind.TOGETHER),
    Rule(RuleKind.NEVER_AT, post_id=1, volunteer_id=2),
    Rule(RuleKind.NEVER_AT, Level.WARN, post_id=2, team_id=7),
    Rule(RuleKind.ONLY_TEAM, post_id=2, team_id=7, who="巡防队"),
    Rule(RuleKind.LANGUAGE, Level.WARN, amount=1, first_name="闽南话"),
    Rule(RuleKind.NOT_TWICE, Level.NOTE),
    Rule(RuleKind.EITHER, Level.WARN, post_id=1, other_post_id=2),
    Rule(RuleKind.LEAST_IN_ROW, Level.NOTE, amount=2),
    Rule(RuleKind.WHOLE_WEEKENDS, Level.WARN),
)
"""Rules no center begins with."""
CENTERS = int(os.environ.get("CENTERS", "25"))
SECONDS = 4  # whatever is found by then has to keep the rules


def random_center(seed: int) -> Facts:
    """A center with a few posts and people, its rules mixed anew for every seed."""
    rng = Random(seed)
    days = rng.choice([7, 14])
    shifts = list(_shifts(rng, days))
    people = [_person(rng, ref, shifts) for ref in range(1, rng.randint(3, 9))]
    pairs = [(one.volunteer_id, other.volunteer_id) for one in people for other in people]
    bonds = [(a, b, rng.choice(list(Bond))) for a, b in pairs if a < b and rng.random() < 0.15]
    rules = [rule for rule in DEFAULTS if rng.random() < 0.85]
    if rng.random() < 0.3:
        rules.append(Rule(RuleKind.MOST_SHIFTS, amount=3, period=Period.ROLLING, window=5))
    if rng.random() < 0.3:
        rules.append(Rule(RuleKind.NOT_AFTER, first_name="晚班", then_name="早班"))
    if rng.random() < 0.3:
        rules.append(Rule(RuleKind.WEEKENDS, Level.BLOCK, amount=1))
    more = Random(seed + 10_000)
    rules += [rule for rule in FURTHER if more.random() < 0.25]
    teams = frozenset({7}) if more.random() < 0.3 else frozenset()
    people = [replace(one, teams=teams) if one.volunteer_id < 3 else one for one in people]
    return Facts(
        MONDAY, MONDAY + timedelta(days=days), tuple(shifts), tuple(people), tuple(bonds), teams,
        tuple(rules), (), {1: "急救"},
    )  # fmt: skip


def with_pins(facts: Facts, seed: int) -> Facts:
    """Some places that no rule stands against are given already, and nobody may move them."""
    rng = Random(seed)
    board = Board(facts)
    pinned: list[PlaceFact] = []
    for _try in range(6):
        shift, person = rng.choice(facts.shifts), rng.choice(facts.people)
        if person.volunteer_id in board.on[shift.shift_id]:
            continue
        board.put(shift.shift_id, person.volunteer_id)
        if any(each.level is Level.BLOCK for each in findings(board)):
            board.take_off(shift.shift_id, person.volunteer_id)
        else:
            pinned.append(PlaceFact(shift.shift_id, person.volunteer_id, pinned=True))
    return facts.with_places(pinned)


def _shifts(rng: Random, days: int) -> Iterable[ShiftFact]:
    ref = 0
    for post in range(1, rng.randint(2, 4)):
        dangerous, skilled = rng.random() < 0.2, rng.random() < 0.2
        least = rng.randint(0, 2)
        wanted = least + rng.randint(0, 1) or 1
        for day in range(days):
            for name, start, hours in rng.sample(
                [("早班", 8, 4), ("中班", 13, 4), ("晚班", 20, 4), ("夜班", 22, 8)], 2
            ):
                ref += 1
                starts = datetime(2026, 11, 30, start) + timedelta(days=day)
                yield ShiftFact(
                    ref, post, f"岗位{post}", name, starts, starts + timedelta(hours=hours), least, wanted,
                    wanted + rng.randint(0, 1), rng.random() < 0.3, dangerous, 0, 0, f"点位{post}", 0,
                    {1: wanted} if skilled else {},
                )  # fmt: skip


def _person(rng: Random, ref: int, shifts: list[ShiftFact]) -> PersonFact:
    kinds = list(AvailabilityKind)
    stretches = tuple(
        Stretch(
            rng.choice(kinds), opens, rng.choice([12 * 60, 24 * 60]) if opens == 0 else 24 * 60, weekday=day
        )
        for day in range(7)
        if rng.random() < 0.6
        for opens in [rng.choice([0, 8 * 60])]
    )
    away = MONDAY + timedelta(days=rng.randint(0, 13))
    before = replace(
        rng.choice(shifts), shift_id=9_000 + ref, starts=datetime(2026, 11, 29, rng.choice([8, 20])),
        ends=datetime(2026, 11, 29, 23),
    )  # fmt: skip
    return PersonFact(
        ref,
        f"志愿者{ref}",
        rng.choice([VolunteerStatus.ACTIVE, VolunteerStatus.TRIAL]),
        rng.choice([date(1960, 5, 1), date(1995, 1, 1), date(2011, 6, 1), None]),
        rng.random() < 0.5,
        rng.random() < 0.3,
        {1: (rng.choice(list(Proficiency)), rng.choice([None, date(2026, 12, 4)]))}
        if rng.random() < 0.5
        else {},
        stretches,
        ((away, away + timedelta(days=2)),) if rng.random() < 0.3 else (),
        ((MONDAY, MONDAY + timedelta(days=30)),) if rng.random() < 0.5 else (),
        rng.choice([0, 2, 5]),
        rng.choice([0, 3, 6]),
        served=rng.randint(0, 6),
        earlier=(before,) if rng.random() < 0.4 else (),
        languages="闽南话、普通话" if ref % 3 else "普通话",
    )


@pytest.mark.parametrize("seed", range(CENTERS))
def test_no_block_is_broken_and_every_gap_is_explained(seed: int) -> None:
    facts = random_center(seed)
    if seed % 3 == 0:
        facts = with_pins(facts, seed)
    roster = solve(problem_of(facts), Effort(seconds=SECONDS, steps=3), seed=seed)
    pairs = places_of(roster.plans)
    assert {(place.shift_id, place.volunteer_id) for place in facts.places} <= set(pairs)
    board = Board(facts.with_places(PlaceFact(*pair) for pair in pairs))
    assert [each for each in findings(board) if each.level is Level.BLOCK] == []
    assert roster.bound <= roster.objective
    for gap in gaps_of(board):
        _confirm(board, gap)


def _confirm(board: Board, gap: Gap) -> None:
    """Everybody named as possible could be put there, nobody else; the nearest has the fewest blocks against them."""
    shift = board.shifts[gap.shift_id]
    against = {}
    for each in gap.reasons:
        board.put(shift.shift_id, each.volunteer_id)
        broken = about_place(board, shift, board.people[each.volunteer_id])
        board.take_off(shift.shift_id, each.volunteer_id)
        assert blocked(broken) is not each.possible
        against[each.volunteer_id] = sum(finding.level is Level.BLOCK for finding in broken)
    assert gap.nearest is None or against[gap.nearest.volunteer_id] == min(against.values())


def test_every_kind_of_rule_the_grid_knows_is_tried() -> None:
    tried = {rule.kind for seed in range(500) for rule in random_center(seed).rules}
    assert tried == set(RuleKind) - TAKEN
