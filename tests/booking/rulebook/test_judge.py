"""What each kind of rule says: facts in, findings out."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook import judge
from neighborcenter.booking.rulebook.cases import Whom, in_season, window
from neighborcenter.booking.rulebook.kinds import Party, Repetition, Unit
from neighborcenter.booking.rulebook.terms import (
    Approval,
    Blocked,
    BufferTerms,
    Capacity,
    Expiry,
    Horizon,
    Length,
    Listeners,
    Notice,
    Opening,
    Purpose,
    Scope,
    Who,
)
from tests.booking.rulebook.conftest import NOW, at, case, rule


def broken(one, facts) -> bool:
    return bool(judge.findings([one], facts))


# Who may book: every party against every permission, and the two ways round it.
@pytest.mark.parametrize("allowed", list(Party))
@pytest.mark.parametrize("asking", list(Party))
def test_who_may_book(allowed: Party, asking: Party) -> None:
    only = rule(Who((allowed,)), Scope(parties=tuple(Party)))
    assert broken(only, case(party=asking)) == (allowed is not asking)


def test_members_of_a_group_and_bearers_of_a_tag_may_book_besides() -> None:
    only = rule(Who((Party.GROUP,), groups=(3,), tags=(9,)))
    assert broken(only, case())
    assert not broken(only, case(whom=Whom(Party.RESIDENT, 7, groups=frozenset({3}))))
    assert not broken(only, case(whom=Whom(Party.RESIDENT, 7, tags=frozenset({9, 4}))))


def test_the_center_itself_is_meant_only_when_it_is_named() -> None:
    assert not broken(rule(Blocked()), case(party=Party.CENTER))
    assert broken(rule(Blocked(), Scope(parties=(Party.CENTER,))), case(party=Party.CENTER))


def test_the_purpose_is_counted_without_blanks() -> None:
    assert broken(rule(Purpose(4)), case(title="开 会"))
    assert not broken(rule(Purpose(4)), case(title="书法讲座"))


@pytest.mark.parametrize(
    ("amount", "unit", "day", "hour", "refused"),
    [
        (1, Unit.DAYS, "11-23", 18, True),
        (1, Unit.DAYS, "11-24", 8, False),
        (3, Unit.DAYS, "11-25", 22, True),
        (3, Unit.DAYS, "11-26", 8, False),
        (12, Unit.HOURS, "11-23", 22, True),
        (12, Unit.HOURS, "11-23", 22.25, False),
    ],
)
def test_notice_by_the_calendar_and_by_the_clock(amount, unit, day, hour, refused) -> None:
    assert broken(rule(Notice(amount, unit)), case(at(day, hour))) == refused


def test_notice_and_horizon_are_not_asked_again_of_a_day_that_stays() -> None:
    stays, moved = at("11-23", 18), at("11-23", 19)
    assert not broken(rule(Notice(1)), case(stays, kept=(stays,)))
    assert broken(rule(Notice(1)), case(moved, kept=(stays,)))
    far = at("2027-03-01")
    assert not broken(rule(Horizon(30)), case(far, kept=(far,)))


def test_the_horizon_includes_its_last_day() -> None:
    assert not broken(rule(Horizon(30)), case(at("12-23", 20)))
    assert broken(rule(Horizon(30)), case(at("12-24", 8)))
    (finding,) = judge.findings([rule(Horizon(30))], case(at("12-16"), at("12-30"), at("2027-01-06")))
    assert finding.use == at("12-30")
    assert finding.figures["last"] == date(2026, 12, 23)


@pytest.mark.parametrize(("hours", "refused"), [(0.25, True), (0.5, False), (4, False), (4.25, True)])
def test_shortest_and_longest(hours: float, refused: bool) -> None:
    assert broken(rule(Length(30, 240)), case(at("11-25", 9, hours))) == refused


def test_capacity_counts_seats_unless_it_says_a_number() -> None:
    assert broken(rule(Capacity()), case(people=21))
    assert not broken(rule(Capacity()), case(people=20))
    assert not broken(rule(Capacity()), case(people=400, seats=0))
    assert broken(rule(Capacity(10)), case(people=11, seats=0))
    assert broken(rule(Listeners(50)), case(people=49))
    assert not broken(rule(Listeners(50)), case(people=50))


def test_hours_of_use_by_season() -> None:
    summer = rule(Opening("08:00", "20:00"), Scope(season_from="06-01", season_to="09-30"))
    assert broken(summer, case(at("07-01", 19, 2)))
    assert not broken(summer, case(at("11-25", 19, 2)))
    assert not broken(summer, case(at("07-01", 18, 2)))


def test_evenings_only_for_groups_is_a_rule_of_who_at_those_hours() -> None:
    evenings = rule(Who((Party.GROUP,)), Scope(opens="18:00", closes="22:00", weekdays=(0, 1, 2, 3, 4)))
    assert broken(evenings, case(at("11-25", 17, 2)))
    assert not broken(evenings, case(at("11-25", 16, 2)))
    assert not broken(evenings, case(at("11-28", 18, 2)))


def test_a_rule_is_judged_at_the_date_of_the_use() -> None:
    new = rule(Length(0, 120), valid_from=date(2026, 12, 1))
    old = rule(Length(0, 240), valid_to=date(2026, 11, 30), rule_id=2)
    assert not broken(new, case(at("11-30", 9, 4)))
    assert broken(new, case(at("12-01", 9, 4)))
    assert not judge.findings([new, old], case(at("11-30", 9, 4), at("12-01", 9, 2)))
    assert not broken(rule(Blocked(), active=False), case())


def test_scopes_narrow_rules_to_rooms_kinds_and_series() -> None:
    assert not broken(rule(Blocked(), Scope(rooms=(2,))), case())
    assert broken(rule(Blocked(), Scope(rooms=(2,))), case(rooms=frozenset({1, 2})))
    assert not broken(rule(Blocked(), Scope(kinds=(BookingKind.COURSE,))), case())
    assert not broken(rule(Blocked(), Scope(repeat=Repetition.SERIES)), case())
    assert broken(rule(Blocked(), Scope(repeat=Repetition.SERIES)), case(at("11-25"), at("12-02")))


def test_a_series_hears_of_a_rule_once() -> None:
    week = [at("11-25", 9, 5) for _ in range(1)] + [at("12-02", 9, 5), at("12-09", 9, 5)]
    assert [f.use for f in judge.findings([rule(Length(0, 240))], case(*week))] == [at("11-25", 9, 5)]


def test_approval_by_size_and_length() -> None:
    big = rule(Approval(2, people=100, minutes=360))
    assert not judge.approvals([big], case())
    assert judge.approvals([big], case(people=100)) == [big]
    assert judge.approvals([big], case(at("11-25", 8, 6))) == [big]
    assert judge.steps(big) == 2


def test_shortening_stays_granted_and_lengthening_asks_again() -> None:
    asks = rule(Approval())
    granted = at("11-25", 9, 3)
    assert not judge.approvals([asks], case(at("11-25", 9, 2), kept=(granted,)))
    assert not judge.approvals([asks], case(granted, kept=(granted,)))
    assert judge.approvals([asks], case(at("11-25", 9, 3.5), kept=(granted,))) == [asks]
    assert judge.approvals([asks], case(at("11-25", 10, 3), kept=(granted,))) == [asks]


def test_buffers_are_the_longest_of_all_that_hold() -> None:
    rules = [
        rule(BufferTerms(30, 0)),
        rule(BufferTerms(10, 20)),
        rule(BufferTerms(90, 90), Scope(kinds=(BookingKind.PARTY,))),
    ]
    assert judge.buffer(rules, case()) == (30, 20)


def test_a_request_lapses_at_the_earliest_that_a_rule_says_but_not_before_now() -> None:
    use = at("11-26", 9)
    assert judge.lapses_at([rule(Expiry(48))], case(use)) == NOW + timedelta(hours=48)
    assert judge.lapses_at([rule(Expiry(48, 24))], case(use)) == use.start - timedelta(hours=24)
    assert judge.lapses_at([rule(Expiry(48, 200))], case(use)) == NOW
    assert judge.lapses_at([], case(use)) is None


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2026-12-15", True), ("2027-02-28", True), ("2027-03-01", False), ("2028-02-29", True)],
)
def test_a_season_may_wrap_the_year(day: str, inside: bool) -> None:
    assert in_season(date.fromisoformat(day), "12-01", "02-29") == inside


def test_hours_may_wrap_midnight() -> None:
    night = rule(Blocked(), Scope(opens="22:00", closes="06:00"))
    assert broken(night, case(at("11-25", 21, 2)))
    assert broken(night, case(at("11-25", 5, 2)))
    assert not broken(night, case(at("11-25", 6, 16)))


@given(st.integers(0, 95), st.integers(0, 96))
def test_a_window_covers_what_its_clock_says(first: int, last: int) -> None:
    day = date(2026, 11, 25)
    opens, closes = (f"{q // 4:02d}:{q % 4 * 15:02d}" for q in (first, last))
    covered = sum(part.minutes for part in window(day, opens, closes))
    assert covered == ((last - first) * 15 if first < last else 1440 - (first - last) * 15)
    assert all(part.start.date() == day for part in window(day, opens, closes))


def test_finding_names_the_latest_moment() -> None:
    (finding,) = judge.findings([rule(Notice(2))], case(at("11-24")))
    assert finding.figures["latest"].replace(second=0, microsecond=0) == datetime(2026, 11, 22, 23, 59)
