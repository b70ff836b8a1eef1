"""Repetition: the public RFC 5545 examples that fall into the subset, and what must hold for every rule."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighborcenter.kit import recurrence_text
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.recurrence import LAST, MAX_DATES, Frequency, Rule
from neighborcenter.kit.times import Month


def days(text: str) -> list[date]:
    """ "1997-09-02 09-04 1998-01-03": the year is repeated only where it changes."""
    found: list[date] = []
    for part in text.split():
        numbers = [int(n) for n in part.split("-")]
        year = numbers[0] if len(numbers) == 3 else found[-1].year
        found.append(date(year, *numbers[-2:]))
    return found


def every(first: str, step: int, count: int) -> list[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=step * n) for n in range(count)]


VECTORS = [
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05",
     days("1997-09-05 10-03 11-07 12-05 1998-01-02 02-06 03-06 04-03 05-01 06-05")),
    ("FREQ=MONTHLY;UNTIL=19971224;BYDAY=1FR", "1997-09-05", days("1997-09-05 10-03 11-07 12-05")),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07",
     days("1997-09-07 09-28 11-02 11-30 1998-01-04 01-25 03-01 03-29 05-03 05-31")),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02",
     days("1997-09-02 09-15 10-02 10-15 11-02 11-15 12-02 12-15 1998-01-02 01-15")),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30",
     days("1997-09-30 10-01 10-31 11-01 11-30 12-01 12-31 1998-01-01 01-31 02-01")),
    ("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10",
     days("1997-09-10 09-11 09-12 09-13 09-14 09-15 1999-03-10 03-11 03-12 03-13")),
    ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", days("2007-01-15 01-30 02-15 03-15 03-30")),
    ("FREQ=MONTHLY;COUNT=12", "2007-01-31",
     days("2007-01-31 03-31 05-31 07-31 08-31 10-31 12-31 2008-01-31 03-31 05-31 07-31 08-31")),
    ("FREQ=WEEKLY;COUNT=10", "1997-09-02", every("1997-09-02", 7, 10)),
    ("FREQ=WEEKLY;UNTIL=19971224", "1997-09-02", every("1997-09-02", 7, 17)),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=13", "1997-09-02", every("1997-09-02", 14, 13)),
    ("FREQ=WEEKLY;UNTIL=19971007;WKST=SU;BYDAY=TU,TH", "1997-09-02",
     days("1997-09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02 10-07")),
    ("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02",
     days("1997-09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02")),
    ("FREQ=WEEKLY;INTERVAL=4;BYDAY=SU;COUNT=4", "2015-03-22", every("2015-03-22", 28, 4)),
    ("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971010;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01",
     days("1997-09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03")),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=WE;BYDAY=MO,WE,FR;COUNT=10", "1997-09-01",
     days("1997-09-01 09-10 09-12 09-15 09-24 09-26 09-29 10-08 10-10 10-13")),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02",
     days("1997-09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16")),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", days("1997-08-05 08-10 08-19 08-24")),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", days("1997-08-05 08-17 08-19 08-31")),
    ("FREQ=WEEKLY;INTERVAL=1;COUNT=2;BYDAY=MO;", "2014-10-06", days("2014-10-06 10-13")),
    ("FREQ=DAILY;COUNT=10", "1997-09-02", every("1997-09-02", 1, 10)),
    ("FREQ=DAILY;UNTIL=19971224", "1997-09-02", every("1997-09-02", 1, 114)),
    ("FREQ=DAILY;INTERVAL=2;COUNT=20", "1997-09-02", every("1997-09-02", 2, 20)),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", every("1997-09-02", 10, 5)),
    # The cases on which the peers disagree.
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5", "2026-01-07", days("2026-01-07 01-19 01-21 02-02 02-04")),
    ("FREQ=MONTHLY;COUNT=4", "2026-01-31", days("2026-01-31 03-31 05-31 07-31")),
    ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", "2028-01-31", days("2028-01-31 02-29 03-31 04-30")),
    ("FREQ=MONTHLY;BYDAY=5MO;COUNT=3", "2026-11-30", days("2026-11-30 2027-03-29 05-31")),
    ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", "2026-11-30", days("2026-11-30 12-28 2027-01-25")),
    ("FREQ=WEEKLY;BYDAY=TH;COUNT=2", "2026-11-23", days("2026-11-26 12-03")),
    # The night of a summer-time change elsewhere changes nothing: dates are dates.
    ("FREQ=DAILY;COUNT=3", "2026-03-28", every("2026-03-28", 1, 3)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "expected"), VECTORS, ids=[f"{v[1]} {v[0]}" for v in VECTORS])
def test_public_examples_give_their_published_dates(text, first, expected):
    assert Rule.parse(text).dates(date.fromisoformat(first)) == expected


def test_the_rrule_name_in_front_is_accepted():
    assert Rule.parse("RRULE:FREQ=DAILY;COUNT=2") == Rule(Frequency.DAILY, count=2)


@pytest.mark.parametrize(
    "text",
    [
        "", "每周一", "FREQ=HOURLY;COUNT=2", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=YEARLY;BYMONTHDAY=3;COUNT=2",
        "FREQ=DAILY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-6MO", "FREQ=MONTHLY;BYSETPOS=3;BYDAY=1TU",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231", "FREQ=WEEKLY;UNTIL=20261231T160000Z", "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=2;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;UNTIL=20261340",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=2FR",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_not_guessed(text):
    with pytest.raises(Invalid):
        Rule.parse(text)


def test_months_without_the_31st_are_skipped_and_listed():
    rule = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4")
    assert [str(m) for m in rule.skipped_months(date(2026, 1, 31))] == ["2026-02", "2026-04", "2026-06"]


def test_a_month_is_not_called_skipped_when_the_series_ends_before_its_last_day():
    rule = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20260210")
    assert rule.skipped_months(date(2026, 1, 31)) == []
    rule = Rule.parse("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20260228")
    assert rule.skipped_months(date(2026, 1, 31)) == [Month(2026, 2)]


def test_months_without_a_fifth_monday_are_listed():
    rule = Rule.parse("FREQ=MONTHLY;BYDAY=5MO;COUNT=3")
    skipped = rule.skipped_months(date(2026, 11, 30))
    assert [str(m) for m in skipped] == ["2026-12", "2027-01", "2027-02", "2027-04"]


def test_the_last_day_skips_no_month():
    assert Rule.parse("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=24").skipped_months(date(2026, 1, 31)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FREQ=WEEKLY", "recurrence.endless"),
        ("FREQ=WEEKLY;UNTIL=20261122", "recurrence.ends_before"),
        ("FREQ=WEEKLY;UNTIL=20281124", "recurrence.too_far"),
        ("FREQ=WEEKLY;COUNT=200", "recurrence.too_far"),
        ("FREQ=DAILY;COUNT=401", "recurrence.too_many"),
        ("FREQ=DAILY;UNTIL=20281123", "recurrence.too_many"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=2", "recurrence.no_dates"),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20261124", "recurrence.no_dates"),
    ],
)
def test_bounds_are_said(text, code):
    assert [p.code for p in Rule.parse(text).problems(date(2026, 11, 23))] == [code]


@pytest.mark.parametrize(
    "text", ["FREQ=WEEKLY;COUNT=104", "FREQ=DAILY;COUNT=400", "FREQ=WEEKLY;UNTIL=20281123"]
)
def test_rules_within_the_bounds_have_no_problem(text):
    assert Rule.parse(text).problems(date(2026, 11, 23)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FREQ=DAILY;COUNT=3", "Every day, 3 times"),
        ("FREQ=DAILY;INTERVAL=2;COUNT=3", "Every 2 days, 3 times"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,FR;COUNT=9", "Every week on Monday, Tuesday and Friday, 9 times"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20261231", "Every 2 weeks on Wednesday, until 2026-12-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-1", "Every month on day 1 and the last day"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "Every 3 months on the last Friday"),
        ("FREQ=MONTHLY", "Every month"),
    ],
)
def test_a_rule_can_be_read_aloud(text, said):
    assert recurrence_text.describe(Rule.parse(text)) == said


def test_every_problem_has_a_sentence():
    from neighborcenter.kit.problems import Problem, speak

    for code in recurrence_text.SENTENCES:
        assert speak(Problem("repeat", code)) != code


weekday_sets = st.sets(st.integers(0, 6), max_size=4).map(tuple)
ends = st.one_of(
    st.fixed_dictionaries({"count": st.integers(1, MAX_DATES)}),
    st.fixed_dictionaries({"until": st.dates(date(2026, 1, 1), date(2029, 12, 31))}),
    st.just({}),
)


@st.composite
def rules(draw) -> Rule:
    frequency = draw(st.sampled_from(Frequency))
    if frequency is Frequency.LISTED:
        return Rule.of_dates(
            draw(st.lists(st.dates(date(2026, 1, 1), date(2029, 12, 31)), min_size=1, max_size=9))
        )
    parts: dict = {
        "interval": draw(st.integers(1, 5)),
        "week_start": draw(st.sampled_from([0, 6])),
        **draw(ends),
    }
    if frequency is Frequency.WEEKLY:
        parts["weekdays"] = draw(weekday_sets)
    if frequency is Frequency.YEARLY and draw(st.booleans()):
        parts["months"] = tuple(draw(st.sets(st.integers(1, 12), min_size=1, max_size=2)))
        parts["month_days"] = (draw(st.sampled_from([1, 15, 29, 31, LAST])),)
    if frequency is Frequency.MONTHLY:
        which = draw(st.sampled_from(["date", "nth", "first"]))
        if which == "date":
            parts["month_days"] = tuple(
                draw(st.sets(st.sampled_from([*range(1, 32), LAST]), min_size=1, max_size=3))
            )
        if which == "nth":
            nth = st.tuples(st.sampled_from([1, 2, 3, 4, 5, LAST]), st.integers(0, 6))
            parts["nth_weekdays"] = tuple(draw(st.sets(nth, min_size=1, max_size=3)))
    return Rule(frequency, **parts)


firsts = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@given(rules())
@settings(deadline=None)
def test_printing_and_reading_gives_the_same_rule(rule):
    assert Rule.parse(str(rule)) == rule
    assert recurrence_text.describe(rule)


@given(rules(), firsts)
@settings(deadline=None)
def test_dates_rise_and_stay_inside_every_bound(rule, first):
    dates = rule.dates(first)
    assert all(a < b for a, b in pairwise(dates))
    assert all(first <= day <= rule.horizon(first) for day in dates)
    assert len(dates) <= min(MAX_DATES, rule.count or MAX_DATES)
    assert rule.until is None or all(day <= rule.until for day in dates)
    assert rule.dates(first, limit=3) == dates[:3]


@given(rules(), firsts)
@settings(deadline=None)
def test_every_date_is_one_the_rule_names(rule, first):
    for day in rule.dates(first):
        if rule.weekdays:
            assert day.weekday() in rule.weekdays
        if rule.month_days:
            assert day.day in rule.month_days or (
                LAST in rule.month_days and (day + timedelta(days=1)).day == 1
            )
        if rule.nth_weekdays:
            nth = (day.day - 1) // 7 + 1
            last = (day + timedelta(days=7)).month != day.month
            assert (nth, day.weekday()) in rule.nth_weekdays or (
                last and (LAST, day.weekday()) in rule.nth_weekdays
            )
        if rule.frequency is Frequency.DAILY:
            assert (day - first).days % rule.interval == 0
        if rule.frequency is Frequency.MONTHLY:
            assert ((day.year - first.year) * 12 + day.month - first.month) % rule.interval == 0


@given(rules(), firsts)
@settings(deadline=None)
def test_a_rule_without_problems_gives_all_it_promises(rule, first):
    if not rule.problems(first):
        dates = rule.dates(first)
        assert dates
        assert rule.count is None or len(dates) == rule.count


@given(rules(), firsts)
@settings(deadline=None)
def test_a_skipped_month_never_holds_every_wanted_date(rule, first):
    dates = rule.dates(first)
    wanted = len(rule.month_days) or len(rule.nth_weekdays) or 1
    for month in rule.skipped_months(first):
        assert sum(month.contains(day) for day in dates) < wanted or LAST in rule.month_days
