"""Closures suspend and give back: nothing booked is lost, nothing cancelled returns, everybody is told."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.booking import (
    call_service,
    calls,
    cancel_service,
    closing,
    closures,
    move_service,
    request_service,
    series_service,
    service,
)
from neighborcenter.booking.drafts import BookingDraft, MoveDraft
from neighborcenter.booking.kinds import CallOutcome, OccurrenceStatus
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.kit.problems import Invalid

THURSDAY = date(2026, 11, 26)
BOOKED, REQUESTED, SUSPENDED, CANCELLED = (
    OccurrenceStatus.BOOKED,
    OccurrenceStatus.REQUESTED,
    OccurrenceStatus.SUSPENDED,
    OccurrenceStatus.CANCELLED,
)


def status(work, occurrence_id):
    return work.value(sa.select(occurrence.c.status).where(occurrence.c.id == occurrence_id))


def claimed(work, occurrence_id) -> bool:
    return bool(work.value(sa.select(sa.func.count()).where(claim.c.occurrence_id == occurrence_id)))


@pytest.fixture
def weekly(work, draft):
    """Three Thursday mornings of the choir."""
    return service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3"))


def test_a_closed_day_suspends_what_is_booked_and_gives_it_back(work, weekly):
    day = weekly.occurrence_ids[0]
    draft = ClosureDraft(THURSDAY, THURSDAY, "停电检修")
    assert [one.occurrence_id for one in closing.preview_close(work, draft)] == [day]
    closed = closing.close(work, draft)
    assert [one.occurrence_id for one in closed.suspended] == [day]
    assert status(work, day) is SUSPENDED
    assert not claimed(work, day)
    assert [status(work, ref) for ref in weekly.occurrence_ids[1:]] == [BOOKED, BOOKED]
    found = closing.reopen(work, closed.closure_id)
    assert [one.occurrence_id for one in found.back] == [day]
    assert status(work, day) is BOOKED
    assert claimed(work, day)


def test_whoever_booked_is_on_a_call_list_once_with_all_days(work, weekly):
    closed = closing.close(work, ClosureDraft(THURSDAY, date(2026, 12, 4), "屋顶漏水"))
    entries = calls.entries(work, closed.call_list_id)
    assert [(entry.who, entry.phone) for entry in entries] == [("林秀英", "137****7766")]
    assert "11-26 09:00" in entries[0].words
    assert "12-03 09:00" in entries[0].words


def test_only_those_who_were_told_are_rung_again_when_it_is_over(work, weekly):
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
    closing.reopen(work, closed.closure_id)
    assert calls.open_lists(work) == ()
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
    call_service.tick(work, calls.entries(work, closed.call_list_id)[0].entry_id, CallOutcome.TOLD)
    closing.reopen(work, closed.closure_id)
    assert [one.calls for one in calls.open_lists(work)] == [1]


def test_a_room_that_is_closed_takes_its_whole_and_its_parts_along(work, house, draft):
    whole = service.book(work, replace(draft, room_id=house.hall)).occurrence_ids[0]
    west = service.book(
        work,
        replace(
            draft, room_id=house.west, starts=datetime(2026, 11, 26, 14), ends=datetime(2026, 11, 26, 16)
        ),
    ).occurrence_ids[0]
    other = service.book(work, draft).occurrence_ids[0]
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "东侧装修", house.east))
    assert [one.occurrence_id for one in closed.suspended] == [whole]
    assert [status(work, ref) for ref in (west, other)] == [BOOKED, BOOKED]
    closing.reopen(work, closed.closure_id)
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "消防演练", house.hall))
    assert {one.occurrence_id for one in closed.suspended} == {whole, west}


def test_part_of_a_day_touches_only_what_lies_in_it(work, draft):
    morning = service.book(work, draft).occurrence_ids[0]
    evening = service.book(
        work, replace(draft, starts=datetime(2026, 11, 26, 19), ends=datetime(2026, 11, 26, 21))
    ).occurrence_ids[0]
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停水", begins=13 * 60, ends=20 * 60))
    assert [one.occurrence_id for one in closed.suspended] == [evening]
    assert status(work, morning) is BOOKED
    with pytest.raises(Invalid):
        service.book(work, replace(draft, starts=datetime(2026, 11, 26, 15), ends=datetime(2026, 11, 26, 16)))
    assert service.book(
        work, replace(draft, starts=datetime(2026, 11, 26, 11), ends=datetime(2026, 11, 26, 13))
    ).occurrence_ids


def test_cancelled_stays_cancelled(work, weekly):
    first, second, _third = weekly.occurrence_ids
    cancel_service.cancel_occurrence(work, first)
    closed = closing.close(work, ClosureDraft(THURSDAY, date(2026, 12, 3), "装修"))
    cancel_service.cancel_occurrence(work, second)
    found = closing.reopen(work, closed.closure_id)
    assert found.back == ()
    assert [status(work, ref) for ref in (first, second)] == [CANCELLED, CANCELLED]
    assert work.value(sa.select(occurrence.c.suspended_by_id).where(occurrence.c.id == second)) is None


def test_a_day_cancelled_while_suspended_is_suspended_again_when_that_is_undone(work, weekly):
    day = weekly.occurrence_ids[0]
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "装修"))
    done = cancel_service.cancel_occurrence(work, day)
    cancel_service.restore(work, done.occurrence_ids)
    assert status(work, day) is SUSPENDED
    assert not claimed(work, day)
    closing.reopen(work, closed.closure_id)
    assert status(work, day) is BOOKED


def test_a_day_does_not_come_back_into_days_closed_meanwhile(work, weekly):
    done = cancel_service.cancel_occurrence(work, weekly.occurrence_ids[0])
    closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "装修"))
    with pytest.raises(Invalid) as refused:
        cancel_service.restore(work, done.occurrence_ids)
    assert refused.value.problems[0].code == "center.closed_day"


def test_what_is_taken_meanwhile_stays_suspended_and_is_brought_back_elsewhere(work, house, draft, weekly):
    day = weekly.occurrence_ids[0]
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
    service.book(work, replace(draft, title="应急会议", outside_hours=True))
    seen = closures.returns(work, closed.closure_id)
    assert [(one.comes_back, one.taken[0].title) for one in seen] == [(False, "应急会议")]
    found = closing.reopen(work, closed.closure_id)
    assert [one.day.occurrence_id for one in found.left] == [day]
    assert status(work, day) is SUSPENDED
    series_service.readd(work, day, room_id=house.small)
    assert status(work, day) is BOOKED


def test_under_two_closures_a_day_waits_for_both(work, weekly):
    day = weekly.occurrence_ids[0]
    first = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
    second = closing.close(work, ClosureDraft(THURSDAY, THURSDAY + timedelta(days=7), "装修"))
    assert not closing.reopen(work, first.closure_id).back
    assert status(work, day) is SUSPENDED
    assert {one.occurrence_id for one in closing.reopen(work, second.closure_id).back} == set(
        weekly.occurrence_ids[:2]
    )


def test_nobody_else_gets_in_while_it_is_closed_and_a_moved_day_is_safe(work, house, draft, weekly):
    move_service.move_occurrence(work, MoveDraft(weekly.occurrence_ids[0], starts=datetime(2026, 11, 27, 9)))
    closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
    assert closed.suspended == ()
    assert closed.call_list_id is None
    with pytest.raises(Invalid):
        service.book(work, draft)


def test_a_request_comes_back_as_one_and_asks_again_if_it_was_answered_meanwhile(work, draft, clock):
    asked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3", ask=True))
    first, second, third = asked.occurrence_ids
    closed = closing.close(work, ClosureDraft(THURSDAY, date(2026, 12, 3), "停电"))
    clock.set(datetime(2026, 11, 24, 9))
    request_service.grant(work, asked.booking_id)
    assert status(work, third) is BOOKED
    closing.reopen(work, closed.closure_id)
    assert [status(work, ref) for ref in (first, second, third)] == [REQUESTED, REQUESTED, BOOKED]
    assert request_service.grant(work, asked.booking_id).occurrence_ids == (first, second)


def test_what_was_declined_while_suspended_is_not_booked_when_brought_back_by_hand(work, draft):
    asked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=2", ask=True))
    closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
    request_service.decline(work, asked.booking_id, "没有场地")
    series_service.readd(work, asked.occurrence_ids[0], outside_hours=True)
    assert status(work, asked.occurrence_ids[0]) is REQUESTED
    assert request_service.grant(work, asked.booking_id).occurrence_ids == asked.occurrence_ids[:1]


@pytest.mark.both_engines
def test_the_center_rings_nobody_on_its_own_behalf_on_either_engine(backend, actor, house):
    own = BookingDraft(
        house.hall, datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 11), "党员大会", for_center=True
    )
    with backend.work(actor) as work:
        service.book(work, own)
    with backend.work(actor) as work:
        closed = closing.close(work, ClosureDraft(THURSDAY, THURSDAY, "停电"))
        assert len(closed.suspended) == 1
        assert closed.call_list_id is None
    with backend.work(actor) as work:
        assert len(closing.reopen(work, closed.closure_id).back) == 1
