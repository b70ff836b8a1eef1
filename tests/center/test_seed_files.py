"""The files a center starts with can be read and hold what they should."""

from collections import Counter
from datetime import date

import pytest

from neighborcenter.center import seed_files


def test_holidays_of_three_years_are_known_and_2027_is_not():
    calendar = seed_files.holidays()
    assert calendar.years == {2024, 2025, 2026}
    assert not calendar.knows(date(2027, 1, 1))


def test_the_make_up_days_of_2026_are_the_announced_ones():
    worked = sorted(d for d, moved in seed_files.holidays().days.items() if d.year == 2026 and not moved.off)
    assert worked == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


def test_every_holiday_has_its_name_in_both_languages():
    assert all(moved.name and moved.name_en for moved in seed_files.holidays().days.values())


def test_a_holiday_file_of_another_shape_is_refused():
    with pytest.raises(KeyError):
        seed_files.holidays_from_toml("[[holiday]]\nyear = 2027\n")


def test_the_seven_rooms_and_the_divisible_hall():
    place = seed_files.place()
    assert {r.name: r.seats for r in place.rooms} == {
        "多功能厅": 80,
        "书画室": 24,
        "舞蹈室": 30,
        "健康小站": 6,
        "亲子屋": 15,
        "议事厅": 16,
        "老年食堂": 60,
    }
    hall = place.rooms[0]
    assert [p.name for p in hall.parts] == ["多功能厅 A", "多功能厅 B"]
    assert sum(p.seats for p in hall.parts) == hall.seats
    assert hall.parts[0].floor == hall.floor


def test_the_starting_hours_have_a_lunch_break_and_evenings():
    hours = seed_files.place().hours
    tuesday = sorted((s.opens, s.closes) for s in hours[""] if s.weekday == 1)
    assert tuesday == [(510, 720), (840, 1050), (1110, 1230)]
    assert set(hours) == {"", "hall", "dance", "canteen"}


def test_the_divisions_of_fujian_form_a_tree():
    divisions = seed_files.divisions()
    codes = {d.code for d in divisions}
    assert Counter(d.level for d in divisions) == {"township": 1170, "county": 84, "city": 9, "province": 1}
    assert all(d.parent in codes for d in divisions if d.level != "province")
    shishi = next(d for d in divisions if d.name == "石狮市")
    assert [d.name for d in seed_files.division_path(shishi.code)] == ["福建省", "泉州市", "石狮市"]


def test_the_code_tables_are_complete_where_it_counts():
    assert len(seed_files.code_table("ethnic")) == 56
    assert len(seed_files.code_table("political")) == 13
    assert seed_files.code_table("sex")[1].label == "男性"
    with pytest.raises(KeyError):
        seed_files.code_table("nothing")
