"""Repetition, case by case: the examples of RFC 5545 (3.8.5.3) inside the kept subset, and our own named cases.

Those of months and weeks that were always kept stand in `test_recurrence.py`; here are the yearly ones, the ones
with two conditions, and what the manual (`docs/recurrence.md`) promises about the 31st, 29 February, off-weeks,
A/B weeks, make-up days and lunar days.
"""

from datetime import date, timedelta

import pytest

from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.recurrence import DaysOff, Frequency, OnHoliday, Rule
from neighborcenter.kit.recurrence_text import describe


def days(text: str) -> list[date]:
    """ "1997-09-02 09-04 1998-01-03": the year is repeated only where it changes."""
    found: list[date] = []
    for part in text.split():
        numbers = [int(n) for n in part.split("-")]
        year = numbers[0] if len(numbers) == 3 else found[-1].year
        found.append(date(year, *numbers[-2:]))
    return found


def span(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


VECTORS = [
    ("FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998-01-01",
     [*span("1998-01-01", "1998-01-31"), *span("1999-01-01", "1999-01-31"), *span("2000-01-01", "2000-01-31")]),
    ("FREQ=DAILY;UNTIL=19990131;BYMONTH=1", "1998-01-01",
     [*span("1998-01-01", "1998-01-31"), *span("1999-01-01", "1999-01-31")]),
    ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22", days("1997-09-22 10-20 11-17 12-22 1998-01-19 02-16")),
    ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6", "1997-09-28", days("1997-09-28 10-29 11-28 12-29 1998-01-29 02-26")),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;COUNT=18", "1997-09-02",
     days("1997-09-02 09-09 09-16 09-23 09-30 11-04 11-11 11-18 11-25 1998-01-06 01-13 01-20 01-27 "
          "03-03 03-10 03-17 03-24 03-31")),
    ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10",
     days("1997-06-10 07-10 1998-06-10 07-10 1999-06-10 07-10 2000-06-10 07-10 2001-06-10 07-10")),
    ("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10",
     days("1997-03-10 1999-01-10 02-10 03-10 2001-01-10 02-10 03-10 2003-01-10 02-10 03-10")),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=11", "1997-03-13",
     days("1997-03-13 03-20 03-27 1998-03-05 03-12 03-19 03-26 1999-03-04 03-11 03-18 03-25")),
    ("FREQ=YEARLY;BYMONTH=6,7,8;BYDAY=TH;COUNT=15", "1997-06-05",
     days("1997-06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07 08-14 08-21 08-28 "
          "1998-06-04 06-11")),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4", "1997-09-02", days("1998-02-13 03-13 11-13 1999-08-13")),
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=10", "1997-09-13",
     days("1997-09-13 10-11 11-08 12-13 1998-01-10 02-07 03-07 04-11 05-09 06-13")),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", "1996-11-05",
     days("1996-11-05 2000-11-07 2004-11-02")),
    ("FREQ=YEARLY;COUNT=4", "1997-09-02", days("1997-09-02 1998-09-02 1999-09-02 2000-09-02")),
    ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3", "2026-11-26", days("2026-11-26 2027-11-25 2028-11-23")),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=3", "2026-02-28", days("2026-02-28 2027-02-28 2028-02-29")),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=6", "2026-11-26", days("2026-11-26 11-27 11-30 12-01 12-02 12-03")),
    # UNTIL is the last day that may be; a leap year is a year like others.
    ("FREQ=DAILY;UNTIL=20280301", "2028-02-28", days("2028-02-28 02-29 03-01")),
    ("FREQ=WEEKLY;UNTIL=20261207", "2026-11-23", days("2026-11-23 11-30 12-07")),
    ("FREQ=MONTHLY;BYMONTHDAY=29;COUNT=3", "2027-01-29", days("2027-01-29 03-29 04-29")),
    ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31;COUNT=2", "2026-12-31", days("2026-12-31 2027-12-31")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "expected"), VECTORS, ids=[f"{v[1]} {v[0]}" for v in VECTORS])
def test_public_examples_give_their_published_dates(text, first, expected):
    assert Rule.parse(text).dates(date.fromisoformat(first)) == expected


# --- our own cases, as the manual states them ----------------------------------------------------------------

NATIONAL_DAY = DaysOff(
    off=frozenset(span("2026-10-01", "2026-10-07")),
    worked=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)
AUTUMN = (date(2026, 8, 31), date(2027, 1, 22))
SPRING = (date(2027, 2, 22), date(2027, 7, 9))


def test_the_31st_is_left_out_where_there_is_none_and_the_last_day_is_there_for_those_who_mean_it():
    first = date(2026, 10, 31)
    assert Rule.parse("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4").dates(first) == days(
        "2026-10-31 12-31 2027-01-31 03-31"
    )
    assert [str(m) for m in Rule.parse("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4").skipped_months(first)] == [
        "2026-11",
        "2027-02",
    ]
    assert Rule.parse("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4").dates(first) == days(
        "2026-10-31 11-30 12-31 2027-01-31"
    )


def test_29_february_comes_in_leap_years_only_and_the_years_between_are_named():
    rule, first = Rule.parse("FREQ=YEARLY;COUNT=3"), date(2028, 2, 29)
    assert rule.dates(first) == days("2028-02-29 2032-02-29 2036-02-29")
    assert [str(month) for month in rule.skipped_months(first)][:3] == ["2029-02", "2030-02", "2031-02"]


def test_the_off_week_is_counted_from_monday_of_the_first_days_week():
    # First day a Wednesday: the Monday of that week has passed, the next one that counts is two weeks later.
    rule = Rule.parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5")
    assert rule.dates(date(2026, 1, 7)) == days("2026-01-07 01-19 01-21 02-02 02-04")


def test_a_and_b_weeks_hang_on_the_terms_first_week_and_no_holiday_shifts_them():
    a = Rule.parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=4;X-ANCHOR=20260831;X-HOLIDAY=SKIP")
    b = Rule.parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=4;X-ANCHOR=20260907;X-HOLIDAY=SKIP")
    # 1 October lies in an A week and is a holiday: it is left out, and the next A week stays the next A week.
    assert a.dates(date(2026, 9, 10), off=NATIONAL_DAY) == days("2026-09-17 10-15 10-29 11-12")
    assert b.dates(date(2026, 9, 10), off=NATIONAL_DAY) == days("2026-09-10 09-24 10-08 10-22")


def test_only_working_days_take_make_up_days_in_and_public_holidays_out():
    rule = Rule(Frequency.DAILY, only_worked=True, count=6)
    assert rule.dates(date(2026, 9, 29), off=NATIONAL_DAY) == days("2026-09-29 09-30 10-08 10-09 10-10 10-12")
    weekdays = Rule.parse("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=6;X-HOLIDAY=SKIP")
    assert weekdays.dates(date(2026, 9, 29), off=NATIONAL_DAY) == days(
        "2026-09-29 09-30 10-08 10-09 10-12 10-13"
    )


def test_a_date_on_a_holiday_may_go_to_the_working_day_before_or_after():
    first, text = date(2026, 9, 24), "FREQ=WEEKLY;BYDAY=TH;COUNT=3"
    rules = {way: Rule.parse(f"{text};X-HOLIDAY={way}") for way in OnHoliday}
    assert rules[OnHoliday.KEEP].dates(first, off=NATIONAL_DAY) == days("2026-09-24 10-01 10-08")
    assert rules[OnHoliday.SKIP].dates(first, off=NATIONAL_DAY) == days("2026-09-24 10-08 10-15")
    # To the next working day: the 1st would go to the 8th, which is a date of the series already.
    assert rules[OnHoliday.NEXT].dates(first, off=NATIONAL_DAY) == days("2026-09-24 10-08 10-15")
    assert rules[OnHoliday.PREVIOUS].dates(first, off=NATIONAL_DAY) == days("2026-09-24 09-30 10-08")
    to_saturday = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=7;COUNT=2;X-HOLIDAY=NEXT")
    assert to_saturday.dates(date(2026, 10, 1), off=NATIONAL_DAY) == days("2026-10-08 11-07")


def test_terms_leave_the_school_holidays_out():
    rule = Rule(Frequency.WEEKLY, weekdays=(2,), within=(AUTUMN, SPRING), until=date(2027, 7, 31))
    found = rule.dates(date(2026, 9, 1))
    assert found[0] == date(2026, 9, 2)
    assert date(2027, 1, 20) in found
    assert date(2027, 2, 24) in found
    assert not [day for day in found if date(2027, 1, 22) < day < date(2027, 2, 22)]
    assert found[-1] == date(2027, 7, 7)
    short = Rule(Frequency.WEEKLY, weekdays=(2,), within=(AUTUMN,), count=40)
    assert [problem.code for problem in short.problems(date(2026, 9, 1))] == ["recurrence.terms_end"]


def test_lunar_days_follow_the_lunar_months_leap_month_and_all():
    fair = Rule.parse("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6")
    assert fair.dates(date(2026, 11, 1)) == days("2026-11-09 11-23 12-09 12-23 2027-01-08 01-22")
    # 2025 had a leap sixth month from 25 July: its first day counts as well.
    leap = Rule.parse("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3")
    assert leap.dates(date(2025, 6, 1)) == days("2025-06-25 07-25 08-23")
    # Months of 29 days have no 30th: it is left out, the last day is always there.
    thirtieth = Rule.parse("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=30;COUNT=2").dates(date(2026, 11, 1))
    last = Rule.parse("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2").dates(date(2026, 11, 1))
    assert last == days("2026-11-08 12-08")
    assert thirtieth == days("2026-11-08 12-08")


def test_a_lunar_festival_comes_once_a_year_and_not_in_a_leap_month():
    ninth = Rule.parse("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=9;COUNT=3")
    assert ninth.dates(date(2026, 1, 1)) == days("2026-10-18 2027-10-08 2028-10-26")
    sixth = Rule.parse("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;COUNT=2")
    assert sixth.dates(date(2025, 1, 1)) == days("2025-06-25 2026-07-14")


def test_a_list_of_dates_is_just_that():
    rule = Rule.parse("RDATE=20261205,20261125,20261201")
    assert rule.dates(date(2026, 11, 26)) == days("2026-12-01 12-05")
    assert rule.problems(date(2026, 11, 23)) == []
    assert str(rule) == "RDATE=20261125,20261201,20261205"
    assert rule.ending(until=date(2026, 12, 1)).listed == tuple(days("2026-11-25 12-01"))


@pytest.mark.parametrize(
    ("text", "days_later", "after"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", 1, "FREQ=WEEKLY;BYDAY=TU,FR;COUNT=3"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207", 2, "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261209"),
        ("RDATE=20261125,20261202", -1, "RDATE=20261124,20261201"),
        ("FREQ=DAILY;COUNT=3", 1, "FREQ=DAILY;COUNT=3"),
    ],
)
def test_a_series_can_go_to_another_day_of_the_week(text, days_later, after):
    assert str(Rule.parse(text).shifted(days_later)) == after


@pytest.mark.parametrize("text", ["FREQ=WEEKLY;BYDAY=MO,SU;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3"])
def test_a_shift_that_says_nothing_clear_is_no_rule(text):
    assert Rule.parse(text).shifted(1) is None


@pytest.mark.parametrize(
    "text",
    [
        "RSCALE=CHINESE;FREQ=WEEKLY;BYMONTHDAY=1", "RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=1",
        "RSCALE=CHINESE;FREQ=MONTHLY", "FREQ=DAILY;X-ANCHOR=20260831", "X-WITHIN=20260901/20260801;FREQ=DAILY",
        "FREQ=WEEKLY;X-HOLIDAY=MAYBE", "FREQ=WEEKLY;X-WORKDAYS=NO", "RDATE=20261125;FREQ=DAILY", "RDATE=2026",
        "FREQ=YEARLY;BYDAY=MO", "FREQ=YEARLY;BYMONTH=13",
    ],
)  # fmt: skip
def test_what_goes_beyond_is_refused(text):
    from neighborcenter.kit.problems import Invalid

    with pytest.raises(Invalid):
        Rule.parse(text)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6", "Every lunar month on lunar day 1 and lunar day 15, 6 times",
         "每个农历月的初一和十五，共 6 次"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", "Every year in February on day 29, 2 times",
         "每年 2 月的29 日，共 2 次"),
        ("FREQ=DAILY;COUNT=5;X-WORKDAYS=YES", "Every day, working days only, 5 times",
         "每天，只在工作日（含调休上班日），共 5 次"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=5;X-HOLIDAY=SKIP", "Every week on Thursday, not on public holidays, 5 times",
         "每周的周四，法定节假日除外，共 5 次"),
        ("RDATE=20261125,20261202", "On 2 chosen days", "指定的 2 天"),
    ],
)  # fmt: skip
def test_the_new_kinds_can_be_read_aloud_in_both_languages(text, english, chinese):
    assert describe(Rule.parse(text)) == english
    set_language("zh_CN")
    assert describe(Rule.parse(text)) == chinese
