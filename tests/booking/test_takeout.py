"""A week out of many series, and the days that wait to come back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from neighborcenter.booking import calls, cancel_service, service, takeout_service, waiting
from neighborcenter.booking.drafts import TakeOut
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.queries import BookingFilter, booking_ids
from neighborcenter.booking.series_rows import series
from neighborcenter.kit.problems import Invalid

MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 12, 6)


@pytest.fixture
def two_series(work, house, draft):
    choir = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=4"))
    dance = service.book(
        work, replace(draft, room_id=house.east, title="广场舞", who="陈丽娟", repeat="FREQ=WEEKLY;COUNT=4")
    )
    return choir, dance


def test_one_week_goes_out_of_every_series_and_comes_back_with_undo(work, two_series):
    week = TakeOut(MONDAY, SUNDAY, reason="消防检修")
    assert [one.day.title for one in takeout_service.preview_take_out(work, week)] == ["合唱队排练", "广场舞"]
    done = takeout_service.take_out(work, week)
    assert set(done.cancelled) == {booked.occurrence_ids[1] for booked in two_series}
    assert [entry.who for entry in calls.entries(work, done.call_list_id)] == ["林秀英", "陈丽娟"]
    cancel_service.restore(work, done.cancelled)
    assert len(booking_ids(work, BookingFilter(statuses=(OccurrenceStatus.BOOKED,)))) == 8


def test_the_week_of_one_room_may_go_to_another_room_or_day(work, house, two_series, draft):
    choir, dance = two_series
    moved = takeout_service.take_out(
        work, TakeOut(MONDAY, SUNDAY, room_ids=(house.east,), to_room_id=house.west)
    )
    assert [one.occurrence_id for one in moved.moved] == [dance.occurrence_ids[1]]
    blocked = datetime(2026, 12, 4, 9)
    service.book(work, replace(draft, title="书法班", starts=blocked, ends=blocked + timedelta(hours=2)))
    later = takeout_service.take_out(work, TakeOut(MONDAY, SUNDAY, days_later=1))
    assert dance.occurrence_ids[1] in [one.occurrence_id for one in later.moved]
    # The calligraphy class has the room on the Friday when it is looked at: the choir stays and is named.
    assert [(one.day.title, one.taken[0].title) for one in later.left] == [("合唱队排练", "书法班")]
    assert series(work, choir.booking_id).rows[1].during.start == datetime(2026, 12, 3, 9)


def test_it_needs_a_reason_days_in_order_and_something_booked(work, two_series):
    for wanted, code in (
        (TakeOut(MONDAY, SUNDAY), "required"),
        (TakeOut(SUNDAY, MONDAY, reason="检修"), "center.days_backwards"),
        (TakeOut(date(2027, 6, 1), date(2027, 6, 2), reason="检修"), "series.nothing_booked"),
    ):
        with pytest.raises(Invalid) as refused:
            takeout_service.take_out(work, wanted)
        assert refused.value.problems[0].code == code


def test_a_left_out_day_is_offered_again_when_its_clash_is_gone(work, draft):
    other = service.book(work, replace(draft, title="书法班"))
    booked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3", skip_clashes=True))
    found = waiting.waiting(work)
    assert [(one.day.title, one.free, one.reason) for one in found] == [("合唱队排练", False, "书法班")]
    assert found[0].other_rooms
    assert waiting.free_again(work) == 0
    cancel_service.cancel_booking(work, other.booking_id)
    assert waiting.free_again(work) == 1
    assert waiting.waiting(work, booked.booking_id)[0].free
    # A series that is given up waits for nothing.
    cancel_service.cancel_booking(work, booked.booking_id)
    assert waiting.waiting(work) == ()


@pytest.mark.both_engines
def test_both_engines_know_who_waits(backend, actor, draft):
    with backend.work(actor) as work:
        service.book(work, replace(draft, title="书法班"))
        service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3", skip_clashes=True))
    with backend.read(actor) as read:
        assert len(waiting.waiting(read)) == 1
