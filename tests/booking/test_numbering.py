"""Which of the folding chairs go where: never more numbers than are in use at the busiest moment."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.booking.numbering import Promise, busiest, free_numbers, number_anew
from neighborcenter.kit.times import TimeRange

DAY = datetime(2026, 11, 26)


def at(first: int, last: int) -> TimeRange:
    """Between two quarter hours of the day."""
    return TimeRange(DAY + timedelta(minutes=15 * first), DAY + timedelta(minutes=15 * last))


spans = st.tuples(st.integers(0, 60), st.integers(1, 24)).map(lambda pair: at(pair[0], pair[0] + pair[1]))
wishes = st.lists(st.tuples(spans, st.integers(1, 5)), max_size=25)


def test_touching_uses_share_a_number():
    given_out = number_anew([Promise(1, at(0, 4), 2), Promise(2, at(4, 8), 2)], 2)
    assert given_out == {1: (1, 2), 2: (1, 2)}


def test_enough_at_every_moment_though_no_single_one_is_free_throughout():
    first, second = Promise(1, at(0, 4), 1, (1,)), Promise(2, at(4, 8), 1, (2,))
    assert free_numbers([first, second], at(0, 8), 2) == []
    assert busiest([first, second], at(0, 8)) == 1
    assert sorted(number_anew([first, second, Promise(3, at(0, 8), 1)], 2)[3]) != []


def test_more_than_there_are_is_refused():
    with pytest.raises(ValueError, match="more are promised"):
        number_anew([Promise(1, at(0, 4), 2), Promise(2, at(3, 8), 2)], 3)


@given(wishes)
def test_the_busiest_moment_says_how_many_are_needed(found):
    promises = [Promise(key, during, count) for key, (during, count) in enumerate(found)]
    needed = max((busiest(promises, promise.during) for promise in promises), default=0)
    numbers = number_anew(promises, max(needed, 1))
    for one in promises:
        assert len(set(numbers[one.key])) == one.count
        assert all(1 <= n <= needed for n in numbers[one.key])
        for other in promises:
            if other.key != one.key and other.during.overlaps(one.during):
                assert set(numbers[one.key]).isdisjoint(numbers[other.key])


@given(wishes, spans)
def test_busiest_is_what_counting_quarter_by_quarter_finds(found, window):
    promises = [Promise(key, during, count) for key, (during, count) in enumerate(found)]
    quarter = timedelta(minutes=15)
    moments = [window.start + n * quarter for n in range(int((window.end - window.start) / quarter))]
    counted = max(sum(p.count for p in promises if p.during.contains(moment)) for moment in moments)
    assert busiest(promises, window) == counted
