"""Changing a series: what the preview says is what the act does, and no exception is lost."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.booking import cancel_service, move_service, series_service, service
from neighborcenter.booking.drafts import DetailsDraft, MoveDraft, SeriesChange
from neighborcenter.booking.kinds import Fate, OccurrenceStatus, Scope
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.series import preview
from neighborcenter.booking.series_rows import series
from neighborcenter.kit.problems import Clash, Invalid, Stale

BOOKED, CANCELLED, SKIPPED = (
    OccurrenceStatus.BOOKED,
    OccurrenceStatus.CANCELLED,
    OccurrenceStatus.SKIPPED,
)


def when(day: int, hour: int = 9) -> datetime:
    """Thursdays from 26 November: `day` counts the weeks."""
    return datetime(2026, 11, 26, hour) + timedelta(weeks=day)


@pytest.fixture
def weekly(work, draft):
    """Five Thursday mornings of the choir in the calligraphy room."""
    return service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=5"))


def starts(work, booking_id, *statuses):
    rows = series(work, booking_id).rows
    return [row.during.start for row in rows if row.status in (statuses or (BOOKED,))]


def claims_agree(work) -> bool:
    """What holds is claimed, and nothing else."""
    held = work.rows(sa.select(occurrence.c.id).where(occurrence.c.status.in_(["booked", "requested"])))
    claimed = work.rows(sa.select(claim.c.occurrence_id).distinct())
    return {row[0] for row in held} == {row[0] for row in claimed}


def test_all_days_go_to_the_afternoon_and_can_be_put_back(work, weekly):
    change = SeriesChange(weekly.occurrence_ids[0], Scope.ALL, starts_at=time(14), minutes=90)
    seen = preview(work, change)
    assert [(day.before.start, day.after.start, day.fate) for day in seen.days] == [
        (when(n), when(n, 14), Fate.CHANGES) for n in range(5)
    ]
    done = series_service.change_series(work, change)
    assert done.preview.days == seen.days
    assert starts(work, weekly.booking_id) == [when(n, 14) for n in range(5)]
    assert all(row.during.minutes == 90 for row in series(work, weekly.booking_id).rows)
    assert claims_agree(work)
    series_service.undo_change(work, done)
    assert starts(work, weekly.booking_id) == [when(n) for n in range(5)]
    assert claims_agree(work)


def test_days_that_are_over_stay_as_they_were(work, weekly, clock):
    clock.set(when(2))
    series_service.change_series(work, SeriesChange(weekly.occurrence_ids[0], starts_at=time(14)))
    assert starts(work, weekly.booking_id) == [when(0), when(1), *[when(n, 14) for n in (2, 3, 4)]]


def test_this_and_the_following_become_a_booking_of_their_own(work, house, weekly):
    change = SeriesChange(weekly.occurrence_ids[2], Scope.FOLLOWING, room_id=house.small)
    assert preview(work, change).splits
    done = series_service.change_series(work, change)
    assert done.changed_id != weekly.booking_id
    assert starts(work, weekly.booking_id) == [when(0), when(1)]
    assert starts(work, done.changed_id) == [when(2), when(3), when(4)]
    later = series(work, done.changed_id)
    assert (later.room_id, later.title) == (house.small, "合唱队排练")
    # Both can be extended without a date coming twice.
    assert series(work, weekly.booking_id).rule_text == "FREQ=WEEKLY;UNTIL=20261203"
    assert later.rule_text == "FREQ=WEEKLY;COUNT=3"
    series_service.undo_change(work, done)
    assert starts(work, weekly.booking_id) == [when(n) for n in range(5)]
    assert series(work, weekly.booking_id).rule_text == "FREQ=WEEKLY;COUNT=5"
    assert series(work, done.changed_id).rows == ()


def test_other_words_for_one_day_take_it_apart_and_it_does_not_come_twice(work, weekly):
    words = DetailsDraft(0, title="合唱队公开排练")
    done = series_service.change_series(
        work, SeriesChange(weekly.occurrence_ids[1], Scope.ONE, details=words)
    )
    assert series(work, done.changed_id).title == "合唱队公开排练"
    assert starts(work, weekly.booking_id) == [when(0), when(2), when(3), when(4)]
    series_service.change_series(work, SeriesChange(weekly.occurrence_ids[0], repeat="FREQ=WEEKLY;COUNT=6"))
    assert starts(work, weekly.booking_id) == [when(0), when(2), when(3), when(4), when(5)]


def test_a_cancelled_day_never_comes_back_by_an_edit(work, weekly):
    cancel_service.cancel_occurrence(work, weekly.occurrence_ids[1])
    asked = weekly.occurrence_ids[0]
    series_service.change_series(work, SeriesChange(asked, starts_at=time(10)))
    series_service.change_series(work, SeriesChange(asked, repeat="FREQ=WEEKLY;COUNT=7"))
    series_service.change_series(work, SeriesChange(asked, days_later=1))
    assert starts(work, weekly.booking_id) == [when(n, 10) + timedelta(days=1) for n in (0, 2, 3, 4, 5, 6)]
    assert len(starts(work, weekly.booking_id, CANCELLED)) == 1


def test_a_day_that_was_moved_by_itself_keeps_its_time(work, weekly, house):
    own = when(1, 19)
    move_service.move_occurrence(work, MoveDraft(weekly.occurrence_ids[1], house.small, own))
    series_service.change_series(work, SeriesChange(weekly.occurrence_ids[0], starts_at=time(10)))
    assert starts(work, weekly.booking_id) == [when(0, 10), own, when(2, 10), when(3, 10), when(4, 10)]
    series_service.change_series(work, SeriesChange(weekly.occurrence_ids[0], room_id=house.east))
    rooms = [row.room_id for row in series(work, weekly.booking_id).rows]
    assert rooms == [house.east, house.small, house.east, house.east, house.east]
    assert claims_agree(work)


def test_one_day_alone_goes_elsewhere_and_the_series_remembers_it(work, weekly):
    series_service.change_series(
        work, SeriesChange(weekly.occurrence_ids[1], Scope.ONE, starts_at=time(15), days_later=1)
    )
    assert starts(work, weekly.booking_id)[1] == when(1, 15) + timedelta(days=1)
    assert series(work, weekly.booking_id).rows[1].slot == when(1)


def test_a_new_repetition_adds_and_drops_days(work, weekly):
    change = SeriesChange(weekly.occurrence_ids[0], repeat="FREQ=WEEKLY;INTERVAL=2;COUNT=4")
    seen = preview(work, change)
    assert seen.count(Fate.DROPPED) == 2
    assert seen.count(Fate.ADDED) == 1
    assert (seen.sentence_before, seen.sentence_after) == ("Every week, 5 times", "Every 2 weeks, 4 times")
    done = series_service.change_series(work, change)
    assert starts(work, weekly.booking_id) == [when(n) for n in (0, 2, 4, 6)]
    assert claims_agree(work)
    series_service.undo_change(work, done)
    assert starts(work, weekly.booking_id) == [when(n) for n in range(5)]
    assert claims_agree(work)


def test_a_single_booking_becomes_a_series_and_a_series_may_end_sooner(work, draft):
    booked = service.book(work, draft)
    series_service.change_series(work, SeriesChange(booked.occurrence_ids[0], repeat="FREQ=WEEKLY;COUNT=4"))
    assert starts(work, booked.booking_id) == [when(n) for n in range(4)]
    series_service.change_series(work, SeriesChange(booked.occurrence_ids[0], until=date(2026, 12, 4)))
    assert starts(work, booked.booking_id) == [when(0), when(1)]


@pytest.mark.parametrize(
    ("repeat", "until", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", date(2027, 3, 1), 3),
        ("FREQ=WEEKLY;COUNT=8", date(2026, 12, 10), 3),
        ("FREQ=WEEKLY;UNTIL=20261203", date(2027, 3, 1), 2),
        ("FREQ=WEEKLY;UNTIL=20270301", date(2026, 12, 3), 2),
        ("FREQ=WEEKLY", date(2026, 12, 17), 4),
        ("RDATE=20261126,20261203,20270107", date(2026, 12, 31), 2),
    ],
)
def test_a_new_repetition_with_a_last_day_ends_at_whichever_comes_first(work, draft, repeat, until, days):
    booked = service.book(work, draft)
    series_service.change_series(work, SeriesChange(booked.occurrence_ids[0], repeat=repeat, until=until))
    assert starts(work, booked.booking_id) == [when(n) for n in range(days)]


def test_a_day_that_cannot_follow_is_named_with_other_rooms_and_stays_when_told_so(work, draft, weekly):
    other = replace(draft, starts=when(2, 14), ends=when(2, 16), title="书法班")
    service.book(work, other)
    change = SeriesChange(weekly.occurrence_ids[0], starts_at=time(14))
    stuck = preview(work, change).clashing
    assert [day.slot for day in stuck] == [when(2, 14)]
    assert stuck[0].taken[0].title == "书法班"
    assert stuck[0].other_rooms
    with pytest.raises(Clash) as refused:
        series_service.change_series(work, change)
    assert refused.value.in_the_way[0].title == "书法班"
    room = stuck[0].other_rooms[0].room_id
    series_service.change_series(work, replace(change, rooms_on=((when(2).date(), room),)))
    rows = series(work, weekly.booking_id).rows
    assert [row.during.start for row in rows] == [when(n, 14) for n in range(5)]
    assert rows[2].room_id == room
    assert claims_agree(work)


def test_with_skip_clashes_the_day_stays_where_it_was(work, draft, weekly):
    service.book(work, replace(draft, starts=when(2, 14), ends=when(2, 16)))
    change = SeriesChange(weekly.occurrence_ids[0], starts_at=time(14), skip_clashes=True)
    series_service.change_series(work, change)
    assert starts(work, weekly.booking_id)[2] == when(2)
    assert claims_agree(work)


def test_a_series_that_shifts_over_its_own_days_is_no_clash(work, draft):
    daily = service.book(work, replace(draft, repeat="FREQ=DAILY;COUNT=4"))
    series_service.change_series(work, SeriesChange(daily.occurrence_ids[0], days_later=1))
    assert starts(work, daily.booking_id) == [when(0) + timedelta(days=n) for n in (1, 2, 3, 4)]
    assert claims_agree(work)


def test_the_days_left_out_at_booking_are_kept_and_brought_back(work, draft, house):
    other = service.book(work, replace(draft, starts=when(1), ends=when(1, 11), title="书法班"))
    booked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3", skip_clashes=True))
    left = series(work, booked.booking_id).rows[1]
    assert (left.status, left.reason, left.slot) == (SKIPPED, "书法班", when(1))
    with pytest.raises(Clash) as refused:
        series_service.readd(work, left.occurrence_id)
    assert refused.value.alternatives
    series_service.readd(work, left.occurrence_id, room_id=house.small)
    assert series(work, booked.booking_id).rows[1].room_id == house.small
    with pytest.raises(Invalid):
        series_service.readd(work, left.occurrence_id)
    cancel_service.cancel_booking(work, other.booking_id)
    assert claims_agree(work)


def test_an_edit_takes_a_left_out_day_along_where_it_is_free(work, draft):
    service.book(work, replace(draft, starts=when(1), ends=when(1, 11), title="书法班"))
    booked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3", skip_clashes=True))
    change = SeriesChange(booked.occurrence_ids[0], starts_at=time(14))
    assert preview(work, change).count(Fate.COMES_BACK) == 1
    series_service.change_series(work, change)
    assert starts(work, booked.booking_id) == [when(n, 14) for n in range(3)]


def test_what_is_unclear_is_refused_with_a_sentence(work, weekly):
    day = weekly.occurrence_ids[1]
    for change, code in (
        (SeriesChange(day), "series.nothing_meant"),
        (SeriesChange(day, Scope.ONE, repeat="FREQ=DAILY;COUNT=2"), "series.one_day_repeats_not"),
        (SeriesChange(day, repeat="FREQ=DAILY"), "recurrence.endless"),
        (SeriesChange(day, minutes=0), "booking.too_long"),
        (SeriesChange(day, room_id=99), "booking.room_unknown"),
    ):
        with pytest.raises(Invalid) as refused:
            series_service.change_series(work, change)
        assert refused.value.problems[0].code == code


def test_undo_is_refused_when_somebody_changed_the_series_since(work, weekly):
    done = series_service.change_series(work, SeriesChange(weekly.occurrence_ids[0], starts_at=time(14)))
    work.update(booking, weekly.booking_id, note="自带茶水")
    with pytest.raises(Stale):
        series_service.undo_change(work, done)


@pytest.mark.both_engines
def test_the_same_on_both_engines(backend, actor, draft):
    with backend.work(actor) as work:
        booked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=5"))
    with backend.work(actor) as work:
        done = series_service.change_series(
            work, SeriesChange(booked.occurrence_ids[2], Scope.FOLLOWING, starts_at=time(15))
        )
    with backend.work(actor) as work:
        assert starts(work, done.changed_id) == [when(n, 15) for n in (2, 3, 4)]
        series_service.undo_change(work, done)
    with backend.work(actor) as work:
        assert starts(work, booked.booking_id) == [when(n) for n in range(5)]
        assert claims_agree(work)


def test_a_cancelled_single_day_that_was_once_shifted_comes_once_in_a_new_repetition(work, weekly):
    """A day on its own belongs where it is, wherever a series it came from had put it."""
    last = weekly.occurrence_ids[4]
    series_service.change_series(
        work, SeriesChange(last, Scope.FOLLOWING, room_id=None, starts_at=time(14), skip_clashes=True)
    )
    own = work.value(sa.select(occurrence.c.booking_id).where(occurrence.c.id == last))
    work.update(booking, own, rule="")
    cancel_service.cancel_occurrence(work, last)
    work.update(occurrence, last, slot=when(4, 8) + timedelta(days=2))
    series_service.change_series(
        work, SeriesChange(last, Scope.FOLLOWING, repeat="FREQ=DAILY;INTERVAL=2;COUNT=3", skip_clashes=True)
    )
    slots = [
        (row.slot or row.starts).date()
        for row in work.rows(sa.select(occurrence).where(occurrence.c.booking_id == own))
    ]
    assert sorted(slots) == [when(4).date() + timedelta(days=days) for days in (0, 2, 4)]
