"""A new center is ready to be worked in."""

from datetime import date, datetime

import pytest

from neighborcenter.catalog import queries as catalog
from neighborcenter.center import queries as center
from neighborcenter.center import rules
from neighborcenter.data.seed import seed_center, seed_rooms
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.times import TimeRange
from neighborcenter.modules import queries as modules


@pytest.fixture
def seeded(work):
    work.actor = Actor(None, "system", work.center_id, everything=True)
    seed_center(work)
    return work


def test_the_board_shows_one_six_and_two(seeded):
    board = modules.board(seeded)
    assert [m.number for m in board] == ["1", *["6"] * 6, "X", "X"]
    assert board[0].name == "党建引领"


def test_every_module_has_services_and_all_wait_to_be_confirmed(seeded):
    counts = catalog.counts_by_module(seeded)
    assert len(counts) == 9
    assert all(c.published >= 1 for c in counts.values())
    assert sum(c.published + c.drafts for c in counts.values()) == sum(c.to_confirm for c in counts.values())


def test_this_year_is_known_and_the_next_is_not(seeded):
    assert {y.year: y.known for y in center.holiday_years(seeded)}[2027] is False
    assert 2026 in center.holiday_calendar(seeded).years


def test_the_desk_is_open_on_monday_morning(seeded):
    wanted = TimeRange(datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 10))
    assert rules.is_open(wanted, center.opening_facts(seeded))


def test_the_example_rooms_have_hours_parts_and_modules(seeded):
    made = seed_rooms(seeded)
    rooms = center.rooms(seeded)
    assert len(rooms) == 7
    assert [p.name for p in rooms[0].parts] == ["多功能厅 A", "多功能厅 B"]
    facts = center.opening_facts(seeded)
    evening = TimeRange(datetime(2026, 11, 22, 19), datetime(2026, 11, 22, 20))
    assert rules.is_open(evening, facts, made["hall-a"])
    assert not rules.is_open(evening, facts, made["painting"])
    assert len(rules.hours_on(date(2026, 11, 23), facts, made["canteen"]).spans) == 2
    meals = next(m for m in modules.board(seeded) if m.key == "meals")
    assert meals.rooms == ("老年食堂",)
    assert meals.operator == "邻里食堂运营公司"


def test_the_initials_of_what_is_asked_daily_find_it(seeded):
    for typed, name in (("lxy", "量血压"), ("dyfy", "打印复印"), ("jly", "借轮椅"), ("flzx", "法律咨询")):
        assert catalog.pick_services(seeded, typed)[0].name == name, typed


def test_asking_for_a_proof_that_must_not_be_issued_is_answered_with_where_to_go(seeded):
    for typed in ("wfz", "开个无犯罪证明", "无犯罪"):
        found = catalog.pick_services(seeded, typed)[0]
        assert (found.name, found.refused) == ("无犯罪记录证明", True)
        assert "police station" in found.refer_to
        assert found.refusal
