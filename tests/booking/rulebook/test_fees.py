"""What a use costs: bases, weekends, reductions, deposits, and never a rounding twice."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook import fees
from neighborcenter.booking.rulebook.cases import Whom
from neighborcenter.booking.rulebook.kinds import Basis, Party
from neighborcenter.booking.rulebook.money import fen_of, yuan
from neighborcenter.booking.rulebook.terms import Deposit, Fee, PayBy, Reduction, Scope
from tests.booking.rulebook.conftest import at, case, rule


def lines(rules, facts) -> list[tuple[str, int]]:
    return [(line.kind.value, line.fen) for line in fees.charges(rules, facts)]


@pytest.mark.parametrize(
    ("basis", "hour", "length", "people", "fen"),
    [
        (Basis.HOUR, 9, 2, 12, 10000),
        (Basis.HOUR, 9, 2.25, 12, 15000),
        (Basis.HOUR, 9, 0.25, 12, 5000),
        (Basis.HALF_DAY, 9, 3, 12, 5000),
        (Basis.HALF_DAY, 11, 2, 12, 10000),
        (Basis.HALF_DAY, 8, 14, 12, 15000),
        (Basis.HALF_DAY, 18, 3, 12, 5000),
        (Basis.TIME, 9, 8, 12, 5000),
        (Basis.EACH, 9, 2, 12, 60000),
        (Basis.EACH, 9, 2, 0, 0),
        (Basis.BOOKING, 9, 2, 12, 5000),
    ],
)
def test_what_a_fee_is_reckoned_by(basis, hour, length, people, fen) -> None:
    found = lines([rule(Fee(5000, basis))], case(at("11-25", hour, length), people=people))
    assert found == ([("fee", fen)] if fen else [])


def test_each_day_of_a_series_has_its_own_line_and_a_fee_for_the_booking_only_one() -> None:
    days = (at("11-25"), at("12-02"))
    each = fees.charges([rule(Fee(5000, Basis.TIME))], case(*days))
    assert [line.use for line in each] == list(days)
    whole = fees.charges([rule(Fee(5000, Basis.BOOKING))], case(*days))
    assert [(line.use, line.fen) for line in whole] == [(None, 5000)]


def test_free_days_may_cost_something_else() -> None:
    saturday = at("11-28")
    terms = Fee(5000, Basis.TIME, weekend_fen=8000)
    assert lines([rule(terms)], case(saturday, free_days=frozenset({saturday.day}))) == [("fee", 8000)]
    assert lines([rule(terms)], case(at("11-27"))) == [("fee", 5000)]


def test_the_first_fee_that_holds_decides() -> None:
    special = rule(Fee(1000, Basis.TIME), Scope(kinds=(BookingKind.COURSE,)))
    general = rule(Fee(5000, Basis.TIME), rule_id=2)
    assert lines([special, general], case(kind=BookingKind.COURSE)) == [("fee", 1000)]
    assert lines([special, general], case()) == [("fee", 5000)]


def test_groups_pay_half_and_tags_nothing_and_the_largest_reduction_counts() -> None:
    rules = [
        rule(Fee(5000, Basis.HOUR)),
        rule(Reduction(50), Scope(parties=(Party.GROUP,), tags=(9,)), rule_id=2),
        rule(Reduction(100), Scope(tags=(9,)), rule_id=3),
    ]
    assert lines(rules, case(at("11-25", 9, 3), party=Party.GROUP)) == [("fee", 15000), ("reduction", -7500)]
    tagged = Whom(Party.RESIDENT, 7, tags=frozenset({9}))
    assert lines(rules, case(at("11-25", 9, 3), whom=tagged)) == [("fee", 15000), ("reduction", -15000)]
    assert lines(rules, case()) == [("fee", 10000)]
    assert not lines(rules, case(party=Party.CENTER))


def test_the_deposit_is_asked_once_and_reduced_only_where_the_rule_says_so() -> None:
    days = (at("11-25"), at("12-02"))
    deposit = rule(Deposit(20000), rule_id=4)
    assert lines([deposit], case(*days)) == [("deposit", 20000)]
    assert lines([deposit, rule(Reduction(100))], case()) == [("deposit", 20000)]
    free = rule(Reduction(100, deposit=True))
    assert lines([deposit, free], case()) == [("deposit", 20000), ("reduction", -20000)]


def test_overtime_is_by_the_full_hour() -> None:
    terms = Fee(5000, overtime_fen=8000)
    assert [fees.overtime(terms, minutes) for minutes in (-5, 0, 1, 60, 61)] == [0, 0, 8000, 8000, 16000]


def test_the_earliest_day_to_pay_counts() -> None:
    assert fees.days_to_pay([rule(PayBy(3)), rule(PayBy(1))], case()) == 1
    assert fees.days_to_pay([], case()) == 0


@given(st.integers(0, 10_000_000), st.integers(1, 100))
def test_a_reduction_is_rounded_once_and_never_more_than_the_amount(fen: int, percent: int) -> None:
    found = fees.reduced(fen, percent)
    assert abs(Fraction(fen * percent, 100) - found) <= Fraction(1, 2)
    assert 0 <= found <= fen
    assert fees.reduced(fen, 100) == fen


@given(st.integers(1, 1000), st.integers(0, 40), st.integers(1, 20))
def test_hours_begun_never_cost_less_for_more(fen: int, quarter: int, more: int) -> None:
    costs = [
        sum(line.fen for line in fees.charges([rule(Fee(fen))], case(at("11-25", 8, (quarter + n + 1) / 4))))
        for n in (0, more)
    ]
    assert costs[0] <= costs[1]
    assert all(cost % fen == 0 for cost in costs)


@given(st.integers(-10_000_000, 10_000_000))
def test_amounts_read_back_as_they_are_written(fen: int) -> None:
    assert fen_of(yuan(abs(fen))) == abs(fen)
    assert yuan(fen).startswith("−") == (fen < 0)


@pytest.mark.parametrize("typed", ["", "5.001", "-5", "五十", "5..0"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        fen_of(typed)


def test_amounts_as_people_write_them() -> None:
    assert yuan(128000) == "¥1,280.00"
    assert [fen_of(t) for t in ("50", "50.5", "¥1,280.00", " 12 元")] == [5000, 5050, 128000, 1200]
