"""Local times: half-open ranges, weeks, months."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.kit.times import (
    Month,
    TimeRange,
    clock_text,
    day_range,
    days_between,
    free_between,
    minutes_of,
    month_of,
    week_of,
)

DAY = date(2026, 11, 23)


def hours(start: str, end: str) -> TimeRange:
    return day_range(DAY, start, end)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (("08:00", "09:00"), False), (("08:00", "09:30"), True), (("09:00", "10:00"), True),
        (("09:15", "09:45"), True), (("09:30", "10:30"), True), (("10:00", "11:00"), False),
        (("08:00", "11:00"), True), (("11:00", "12:00"), False),
    ],
)  # fmt: skip
def test_the_eight_ways_two_ranges_can_lie(other, overlaps):
    assert hours("09:00", "10:00").overlaps(hours(*other)) is overlaps
    assert hours(*other).overlaps(hours("09:00", "10:00")) is overlaps


def test_a_range_must_end_after_it_starts_and_carry_no_zone():
    with pytest.raises(ValueError, match="end after"):
        TimeRange(datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 9))
    with pytest.raises(ValueError, match="without a zone"):
        TimeRange(datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC))


def test_the_end_is_outside_and_the_start_inside():
    morning = hours("09:00", "11:30")
    assert morning.contains(datetime(2026, 11, 23, 9))
    assert not morning.contains(datetime(2026, 11, 23, 11, 30))
    assert morning.contains(hours("09:00", "11:30"))
    assert not morning.contains(hours("08:59", "10:00"))
    assert morning.minutes == 150


def test_a_range_over_midnight_touches_two_days_and_one_to_midnight_only_one():
    assert TimeRange(datetime(2026, 11, 23, 22), datetime(2026, 11, 24, 2)).days() == [
        DAY,
        date(2026, 11, 24),
    ]
    assert day_range(DAY, "18:00", "24:00").days() == [DAY]


def test_the_same_hours_on_another_day():
    night = TimeRange(datetime(2026, 11, 23, 22), datetime(2026, 11, 24, 2))
    assert night.on(date(2026, 12, 31)) == TimeRange(datetime(2026, 12, 31, 22), datetime(2027, 1, 1, 2))


def test_clock_texts():
    assert minutes_of("08:30") == 510
    assert minutes_of("24:00") == 1440
    assert clock_text(1440) == "24:00"
    for wrong in ["24:01", "8.30", "12:60", "", "九点"]:
        with pytest.raises(ValueError, match="clock time"):
            minutes_of(wrong)


def test_week_and_month():
    assert week_of(date(2027, 1, 1)) == (date(2026, 12, 28), date(2027, 1, 4))
    assert month_of(date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 3, 1))
    assert week_of(datetime(2026, 11, 29, 23, 59))[0] == DAY


def test_months_are_read_written_and_stepped():
    month = Month.parse("2026-01")
    assert str(month) == "2026-01"
    assert str(month.previous()) == "2025-12"
    assert str(month.year_before()) == "2025-01"
    assert month.next_first == date(2026, 2, 1)
    assert Month(2028, 2).days == 29
    for wrong in ["2026", "2026-13", "2026-00", "十一月", "2026-1-1"]:
        with pytest.raises(ValueError, match="not a month"):
            Month.parse(wrong)


def test_free_time_is_what_the_taken_leaves():
    taken = [hours("10:00", "11:00"), hours("08:00", "09:00"), hours("10:30", "12:00")]
    assert free_between(hours("08:30", "18:00"), taken) == [hours("09:00", "10:00"), hours("12:00", "18:00")]


minutes = st.integers(0, 1440)
ranges = (
    st.tuples(minutes, minutes)
    .filter(lambda p: p[0] < p[1])
    .map(lambda p: hours(clock_text(p[0]), clock_text(p[1])))
)


@given(ranges, ranges)
def test_two_ranges_overlap_exactly_when_they_share_a_minute(a, b):
    shared = {a.start + timedelta(minutes=n) for n in range(a.minutes)} & {
        b.start + timedelta(minutes=n) for n in range(b.minutes)
    }
    assert a.overlaps(b) is bool(shared)
    assert (a.clipped(b) is not None) is bool(shared)


@given(ranges, st.lists(ranges, max_size=6))
def test_free_and_taken_make_the_whole_and_never_overlap(within, taken):
    free = free_between(within, taken)
    assert not any(f.overlaps(t) for f in free for t in taken)
    for n in range(within.minutes):
        moment = within.start + timedelta(minutes=n)
        assert any(f.contains(moment) for f in free) != any(t.contains(moment) for t in taken)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-300, 300))
def test_stepping_months_there_and_back(day, step):
    month = Month.of(day)
    assert month.plus(step).plus(-step) == month
    assert month.contains(day)
    assert len(days_between(month.first, month.next_first)) == month.days
