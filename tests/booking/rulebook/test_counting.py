"""Quotas and streaks: the known cases of other halls, and our own over midnight, week, month and February."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook import judge
from neighborcenter.booking.rulebook.cases import Past
from neighborcenter.booking.rulebook.counting import period_of, reach
from neighborcenter.booking.rulebook.kinds import Measure, Per, Period, Streak
from neighborcenter.booking.rulebook.terms import Quota, Row, Scope
from neighborcenter.kit.times import TimeRange
from tests.booking.rulebook.conftest import at, case, rule


def had(*uses: TimeRange, per: Per = Per.HOUSEHOLD, **values) -> dict:
    values = {"rooms": frozenset({1}), "kind": BookingKind.HIRE, **values}
    return {"past": {per: tuple(Past(use, **values) for use in uses)}}


def broken(terms, facts, scope=Scope()) -> bool:
    return bool(judge.findings([rule(terms, scope)], facts))


TWICE = Quota(2, Measure.TIMES, Per.HOUSEHOLD, Period.MONTH)


def hours(most: int, period: Period) -> Quota:
    return Quota(most, Measure.HOURS, Per.HOUSEHOLD, period)


def test_the_third_in_a_month_is_one_too_many() -> None:
    assert not broken(TWICE, case(at("11-25"), **had(at("11-02"))))
    assert broken(TWICE, case(at("11-25"), **had(at("11-02"), at("11-09"))))
    assert not broken(TWICE, case(at("12-01"), **had(at("11-29"), at("11-30"))))


@pytest.mark.parametrize(
    ("period", "inside", "outside"),
    [
        (Period.DAY, at("11-25", 20), at("11-26", 8)),
        (Period.WEEK, at("11-29", 20), at("11-30", 8)),
        (Period.WEEK, at("11-23", 8), at("11-22", 20)),
        (Period.MONTH, at("11-30", 20), at("12-01", 8)),
        (Period.MONTH, at("11-01", 8), at("10-31", 20)),
        (Period.YEAR, at("01-01", 8), at("2025-12-31", 20)),
        (Period.YEAR, at("12-31", 20), at("2027-01-01", 8)),
    ],
)
def test_periods_begin_and_end_by_the_calendar(period, inside, outside) -> None:
    once = Quota(1, Measure.TIMES, Per.HOUSEHOLD, period)
    assert broken(once, case(at("11-25", 12), **had(inside)))
    assert not broken(once, case(at("11-25", 12), **had(outside)))


def test_hours_add_up_to_the_limit_and_not_beyond() -> None:
    four = hours(4, Period.DAY)
    assert not broken(four, case(at("11-25", 14, 2), **had(at("11-25", 9, 2))))
    assert broken(four, case(at("11-25", 14, 2.25), **had(at("11-25", 9, 2))))
    assert not broken(four, case(at("11-26", 14, 4), **had(at("11-25", 9, 4))))


def test_a_night_counts_once_where_it_begins_and_its_hours_where_they_fall() -> None:
    night = at("11-25", 22, 4)
    once = Quota(1, Measure.TIMES, Per.HOUSEHOLD, Period.DAY)
    assert broken(once, case(at("11-25", 9), **had(night)))
    assert not broken(once, case(at("11-26", 9), **had(night)))
    two = hours(2, Period.DAY)
    assert not broken(two, case(night))
    assert broken(two, case(at("11-26", 9, 1), **had(night)))
    assert not broken(hours(4, Period.DAY), case(at("11-26", 9, 2), **had(night)))


def test_hours_over_the_end_of_a_week_and_a_month_are_divided() -> None:
    sunday = at("11-29", 22, 4)
    assert not broken(hours(2, Period.WEEK), case(sunday))
    assert broken(hours(2, Period.WEEK), case(at("11-30", 9, 1), **had(sunday)))
    last = at("11-30", 23, 2)
    assert not broken(hours(1, Period.MONTH), case(last))
    assert broken(hours(1, Period.MONTH), case(at("12-05", 9, 0.5), **had(last)))


@pytest.mark.parametrize(
    ("day", "first", "end"),
    [
        (date(2027, 2, 28), date(2027, 2, 1), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2028, 2, 1), date(2028, 3, 1)),
        (date(2027, 1, 31), date(2027, 1, 1), date(2027, 2, 1)),
    ],
)
def test_february_is_a_month_like_any_other(day, first, end) -> None:
    assert period_of(day, Period.MONTH) == (first, end)


def test_a_series_counts_its_own_days_together() -> None:
    series = (at("11-25"), at("12-02"), at("12-09"), at("12-16"))
    (finding,) = judge.findings([rule(TWICE)], case(*series))
    assert finding.use == at("12-16")
    assert finding.figures["had"] == 0
    assert not broken(Quota(3, period=Period.MONTH), case(*series))


def test_a_changed_booking_is_not_held_against_itself() -> None:
    stays = (at("11-04"), at("11-11"))
    assert not broken(TWICE, case(*stays, kept=stays))
    # The rule became stricter meanwhile: what was kept stays, one more is refused.
    assert not broken(Quota(1, period=Period.MONTH), case(*stays, kept=stays))
    assert broken(TWICE, case(*stays, at("11-18"), kept=stays))


def test_cancelled_days_count_only_where_the_rule_says_so() -> None:
    cancelled = had(at("11-02"), at("11-09"), holds=False)
    assert not broken(TWICE, case(at("11-25"), **cancelled))
    assert broken(Quota(2, period=Period.MONTH, cancelled=True), case(at("11-25"), **cancelled))


def test_a_quota_counts_what_its_scope_means() -> None:
    evenings = Scope(rooms=(1,), opens="18:00", closes="22:00")
    assert not broken(TWICE, case(at("11-25", 19), **had(at("11-02", 9), at("11-09", 9))), evenings)
    assert broken(TWICE, case(at("11-25", 19), **had(at("11-02", 19), at("11-09", 19))), evenings)
    elsewhere = had(at("11-02", 19), at("11-09", 19), rooms=frozenset({2}))
    assert not broken(TWICE, case(at("11-25", 19), **elsewhere), evenings)


def test_no_more_than_two_uses_in_a_row() -> None:
    two = Row(2, Streak.USES, Per.PERSON)
    before = had(at("11-25", 9, 2), at("11-25", 11, 2), per=Per.PERSON)
    assert broken(two, case(at("11-25", 13, 2), **before))
    assert broken(two, case(at("11-25", 13.5, 2), **before))
    assert not broken(two, case(at("11-25", 14, 2), **before))
    between = had(at("11-25", 9, 2), at("11-25", 13, 2), per=Per.PERSON)
    assert broken(two, case(at("11-25", 11, 2), **between))


def test_days_and_weeks_in_a_row_look_both_ways() -> None:
    days = Row(2, Streak.DAYS, Per.PERSON)
    assert broken(days, case(at("11-25"), **had(at("11-24"), at("11-26"), per=Per.PERSON)))
    assert not broken(days, case(at("11-25"), **had(at("11-23"), at("11-26"), per=Per.PERSON)))
    weeks = Row(2, Streak.WEEKS, Per.PERSON)
    assert broken(weeks, case(at("11-25"), **had(at("11-16"), at("11-13"), per=Per.PERSON)))
    assert not broken(weeks, case(at("11-25"), **had(at("11-16"), at("11-08"), per=Per.PERSON)))


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 23), st.integers(1, 6)), min_size=1, max_size=12),
    st.integers(1, 6),
    st.sampled_from(Period),
)
def test_what_is_let_in_one_by_one_never_exceeds_the_quota(wanted, most, period) -> None:
    """Whoever books use by use, in any order, ends with at most so many in every period."""
    base = datetime(2026, 11, 23)
    kept: list[TimeRange] = []
    terms = Quota(most, Measure.TIMES, Per.HOUSEHOLD, period)
    for day, hour, length in wanted:
        start = base + timedelta(days=day, hours=hour)
        use = TimeRange(start, start + timedelta(hours=length))
        first, end = reach(rule(terms), [use])
        known = [one for one in kept if first <= one.day < end]
        if not broken(terms, case(use, **had(*known))):
            kept.append(use)
    for one in kept:
        first, end = period_of(one.day, period)
        assert sum(first <= other.day < end for other in kept) <= most


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 20)), min_size=1, max_size=10), st.integers(1, 12)
)
def test_hours_let_in_never_exceed_the_limit_of_any_week(wanted, most) -> None:
    base = datetime(2026, 11, 23)
    kept: list[TimeRange] = []
    for hour, length in wanted:
        use = TimeRange(base + timedelta(hours=hour), base + timedelta(hours=hour + length))
        if not broken(hours(most, Period.WEEK), case(use, **had(*kept))):
            kept.append(use)
    weeks: dict[date, float] = {}
    for use in kept:
        moment = use.start
        while moment < use.end:
            monday = period_of(moment.date(), Period.WEEK)[0]
            weeks[monday] = weeks.get(monday, 0) + 0.5
            moment += timedelta(minutes=30)
    assert all(total <= most for total in weeks.values())
