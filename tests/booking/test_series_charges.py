"""What a series costs after it was changed: nothing is asked for twice, and each day is charged where it is held."""

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from neighborcenter.booking import series_service, service
from neighborcenter.booking.drafts import SeriesChange
from neighborcenter.booking.kinds import Scope
from neighborcenter.booking.rulebook import charge_queries, charge_service
from neighborcenter.booking.rulebook import service as rules
from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.kinds import Basis, ChargeState, RuleKind
from neighborcenter.booking.rulebook.terms import Fee
from neighborcenter.booking.rulebook.terms import Scope as Where


@pytest.fixture
def weekly(work, draft, house):
    """Five Thursday mornings of two hours; an hour costs 50 yuan, in the small room 20."""
    rules.add_rule(work, RuleDraft(RuleKind.FEE, Fee(2000, Basis.HOUR), Where(rooms=(house.small,))))
    rules.add_rule(work, RuleDraft(RuleKind.FEE, Fee(5000, Basis.HOUR)))
    return service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=5"))


def asked(work) -> dict[tuple[int, date], int]:
    """What is to be paid for each day, by the booking that holds it."""
    found: Counter[tuple[int, date]] = Counter()
    for line in charge_queries.charges(work):
        if line.state is ChargeState.OPEN and line.day is not None:
            found[line.booking_id, line.day.date()] += line.fen
    return dict(found)


def thursday(week: int) -> date:
    return date(2026, 11, 26) + timedelta(weeks=week)


def test_other_hours_for_all_days_are_charged_once(work, weekly) -> None:
    series_service.change_series(work, SeriesChange(weekly.occurrence_ids[0], Scope.ALL, starts_at=time(14)))
    assert asked(work) == {(weekly.booking_id, thursday(week)): 10_000 for week in range(5)}


def test_the_later_half_is_charged_with_the_room_it_moved_to_and_undo_brings_all_back(
    work, weekly, house
) -> None:
    before = asked(work)
    done = series_service.change_series(
        work, SeriesChange(weekly.occurrence_ids[2], Scope.FOLLOWING, room_id=house.small)
    )
    first = {(weekly.booking_id, thursday(week)): 10_000 for week in range(2)}
    later = {(done.changed_id, thursday(week)): 4_000 for week in range(2, 5)}
    assert asked(work) == first | later
    series_service.undo_change(work, done)
    assert asked(work) == before


def test_what_was_paid_for_a_day_stays_with_its_receipt(work, weekly, house) -> None:
    lines = [line for line in charge_queries.charges(work) if line.day and line.day.date() == thursday(2)]
    charge_service.pay(work, weekly.booking_id, charge_ids=[line.id for line in lines])
    done = series_service.change_series(
        work, SeriesChange(weekly.occurrence_ids[2], Scope.FOLLOWING, room_id=house.small)
    )
    paid = [line for line in charge_queries.charges(work) if line.state is ChargeState.PAID]
    assert [(line.booking_id, line.fen) for line in paid] == [(weekly.booking_id, 10_000)]
    assert (done.changed_id, thursday(2)) not in asked(work)


def test_days_that_came_to_the_series_are_charged_and_an_undo_takes_them_away(work, weekly) -> None:
    before = asked(work)
    done = series_service.change_series(
        work, SeriesChange(weekly.occurrence_ids[0], Scope.ALL, repeat="FREQ=WEEKLY;COUNT=7")
    )
    assert asked(work) == {(weekly.booking_id, thursday(week)): 10_000 for week in range(7)}
    series_service.undo_change(work, done)
    assert asked(work) == before
