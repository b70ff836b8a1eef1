"""What staff type for days, times and lengths, on Monday 23 November 2026."""

from datetime import date, datetime

import pytest

from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.speech import (
    When,
    parse_date,
    parse_length,
    parse_range,
    parse_time,
    parse_when,
    say_day,
    say_days,
    say_moment,
    say_month,
    say_when,
)
from neighborcenter.kit.times import Month

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "month", "day"),
    [
        ("今天", 11, 23), ("明", 11, 24), ("后天", 11, 25), ("昨天", 11, 22), ("周三", 11, 25), ("周一", 11, 23),
        ("星期日", 11, 29), ("x3", 12, 2), ("下周三", 12, 2), ("xx1", 12, 7), ("11.25", 11, 25), ("11月25日", 11, 25),
        ("12-1", 12, 1), ("25日", 11, 25), ("25", 11, 25), ("3号", 12, 3), ("+7", 11, 30), ("3天后", 11, 26),
        ("-1", 11, 22), ("2026-11-25", 11, 25), ("20261125", 11, 25), ("１１．２５", 11, 25), ("z5", 11, 27),
        ("下月3号", 12, 3), ("月底", 11, 30), ("next wed", 12, 2), ("tomorrow", 11, 24), ("本周五", 11, 27), ("上周五", 11, 20),
    ],
)  # fmt: skip
def test_a_day_is_understood(said: str, month: int, day: int) -> None:
    assert parse_date(said, TODAY) == date(2026, month, day)


def test_a_day_gone_by_means_next_year_when_planning_and_this_year_when_recording() -> None:
    assert parse_date("11.20", TODAY) == date(2027, 11, 20)
    assert parse_date("11.20", TODAY, "past") == date(2026, 11, 20)
    assert parse_date("20日", TODAY) == date(2026, 12, 20)
    assert parse_date("20日", TODAY, "past") == date(2026, 11, 20)
    assert parse_date("31日", TODAY) == date(2026, 12, 31)
    assert parse_date("2.29", TODAY) == date(2028, 2, 29)


@pytest.mark.parametrize("said", ["", "周八", "13.40", "2月30日", "合唱队", "x", "99", "2026-13-01"])
def test_nonsense_is_no_day(said: str) -> None:
    assert parse_date(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("9", 540), ("930", 570), ("0930", 570), ("14:30", 870), ("14：30", 870), ("1430", 870), ("下午2", 840),
     ("下午2点半", 870), ("晚上7", 1140), ("中午12", 720), ("2", 840), ("2:00", 120), ("上午9点", 540), ("9点三刻", 585), ("2pm", 840), ("24", 1440)],
)  # fmt: skip
def test_a_time_is_understood(said: str, minutes: int) -> None:
    assert parse_time(said) == minutes


@pytest.mark.parametrize("said", ["", "25", "9:75", "2430", "abc", "下午"])
def test_nonsense_is_no_time(said: str) -> None:
    assert parse_time(said) is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("2", 120), ("1.5", 90), ("90分", 90), ("90", 90), ("半天", 240), ("半小时", 30), ("2小时", 120), ("1个半小时", 90)],
)  # fmt: skip
def test_a_length_is_understood(said: str, minutes: int) -> None:
    assert parse_length(said) == minutes


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [("14+2", 840, 960), ("9-11", 540, 660), ("9-1130", 540, 690), ("下午2-4", 840, 960), ("14+90分", 840, 930),
     ("9 到 11", 540, 660), ("19+1.5", 1140, 1230), ("2-4", 840, 960), ("上午", 480, 720), ("22-24", 1320, 1440), ("11-1", 660, 780)],
)  # fmt: skip
def test_a_range_is_understood(said: str, start: int, end: int) -> None:
    assert parse_range(said) == (start, end)


def test_an_end_before_its_start_is_no_range() -> None:
    assert parse_range("16:00-14:00") is None
    assert parse_range("23+3") is None


@pytest.mark.parametrize(
    "said", ["x3 14+2", "下周三14-16", "12.2 下午2-4", "12月2日 14+2", "+9 1400-1600", "x3 2-4"]
)
def test_day_and_time_in_one_line(said: str) -> None:
    found = parse_when(said, TODAY)
    assert found == When(date(2026, 12, 2), 840, 960)
    assert found.starts == datetime(2026, 12, 2, 14)
    assert found.ends == datetime(2026, 12, 2, 16)


def test_a_time_alone_stays_on_the_day_at_hand() -> None:
    assert parse_when("14:30-16", TODAY, day=date(2026, 11, 27)) == When(date(2026, 11, 27), 870, 960)
    assert parse_when("14+2", TODAY) == When(TODAY, 840, 960)


def test_a_dash_means_hours_where_they_make_sense() -> None:
    assert parse_when("9-11", TODAY) == When(TODAY, 540, 660)
    assert parse_when("11-25", TODAY) == When(date(2026, 11, 25))


def test_half_a_sentence_is_not_guessed_at() -> None:
    assert parse_when("x3 14+2 合唱", TODAY) is None


def test_it_is_said_back() -> None:
    assert say_when(When(date(2026, 12, 2), 840, 960), TODAY) == "Wed 2 Dec 14:00–16:00"


def test_days_are_said_as_people_write_them() -> None:
    set_language("zh_CN")
    today = date(2026, 11, 22)
    assert say_day(date(2026, 12, 2), today) == "12月2日"
    assert say_day(date(2027, 1, 3), today) == "2027年1月3日"
    assert say_days(date(2026, 11, 22), date(2026, 11, 25), today) == "11月22日 – 25日"
    assert say_days(date(2026, 12, 30), date(2027, 1, 3), today) == "12月30日 – 2027年1月3日"
    assert say_days(date(2027, 1, 3), date(2027, 1, 5), today) == "2027年1月3日 – 5日"
    assert say_moment(datetime(2026, 11, 22, 9, 5), today) == "11月22日 09:05"
    assert say_month(Month(2026, 11)) == "2026年11月"
