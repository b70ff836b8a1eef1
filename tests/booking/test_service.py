"""Booking, moving, changing: the same on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import details_service, move_service, service
from neighborcenter.booking.cancel_service import cancel_occurrence
from neighborcenter.booking.drafts import DetailsDraft, MoveDraft
from neighborcenter.booking.events import OccurrenceBooked, OccurrenceMoved
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.problems import Clash, Invalid, NotAllowed, NotFound, Stale
from neighborcenter.kit.times import TimeRange
from neighborcenter.people import merge_service
from neighborcenter.people.drafts import MergeChoice

pytestmark = pytest.mark.both_engines
WEEKLY = "FREQ=WEEKLY;COUNT=6"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


def claims_of(read) -> list[tuple[int, datetime]]:
    rows = read.rows(sa.select(claim.c.unit_id, claim.c.starts).order_by(claim.c.starts, claim.c.unit_id))
    return [(row.unit_id, row.starts) for row in rows]


def test_a_booking_keeps_its_words_its_day_and_its_claim(backend, actor, work, house, draft, acts):
    booked = service.book(work, draft)
    row = work.row(sa.select(booking).where(booking.c.id == booked.booking_id))
    assert (row.title, row.who, row.people, row.kind) == ("合唱队排练", "林秀英", 18, BookingKind.HIRE)
    assert claims_of(work) == [(house.calligraphy, at(26, 9))]
    assert len(booked.occurrence_ids) == 1
    assert not booked.again


def test_the_audit_line_is_written_with_the_booking(backend, actor, house, draft, acts):
    with backend.work(actor) as work:
        service.book(work, draft)
    with backend.read(actor) as read:
        assert acts(read) == ["booking.book"]


def test_a_taken_hour_is_refused_with_its_holder_and_ways_out(backend, actor, house, draft):
    with backend.work(actor) as work:
        service.book(work, draft)
    late = replace(draft, title="茶艺课", starts=at(26, 10), ends=at(26, 12))
    with pytest.raises(Clash) as caught, backend.work(actor) as work:
        service.book(work, late)
    clash = caught.value
    assert [t.title for t in clash.in_the_way] == ["合唱队排练"]
    assert clash.problems[0].params["room"] == "书法室"
    offered = [(a.room, a.starts) for a in clash.alternatives]
    # Rooms that seat 18 first, the smallest of them before the big hall; then the nearest free times.
    assert offered[:3] == [("多功能厅西", at(26, 10)), ("多功能厅东", at(26, 10)), ("多功能厅", at(26, 10))]
    assert offered[3] == ("书法室", at(26, 11))
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).select_from(booking)) == 1


def test_touching_hours_do_not_clash(work, draft):
    service.book(work, draft)
    service.book(work, replace(draft, starts=at(26, 11), ends=at(26, 12)))
    service.book(work, replace(draft, starts=at(26, 8), ends=at(26, 9)))
    assert len(claims_of(work)) == 3


def test_a_whole_hall_and_its_halves_exclude_each_other(work, house, draft):
    service.book(work, replace(draft, room_id=house.east))
    service.book(work, replace(draft, room_id=house.west))
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, room_id=house.hall))
    assert sorted(t.room for t in caught.value.in_the_way) == ["多功能厅东", "多功能厅西"]
    service.book(work, replace(draft, room_id=house.hall, starts=at(27, 9), ends=at(27, 11)))
    with pytest.raises(Clash):
        service.book(work, replace(draft, room_id=house.west, starts=at(27, 10), ends=at(27, 12)))
    assert (house.hall, at(27, 9)) not in claims_of(work)
    assert {unit for unit, starts in claims_of(work) if starts == at(27, 9)} == {house.east, house.west}


def test_a_booking_over_midnight_guards_the_next_morning(work, draft):
    service.book(work, replace(draft, starts=at(26, 20), ends=at(27, 9), outside_hours=True))
    with pytest.raises(Clash):
        service.book(work, replace(draft, starts=at(27, 8), ends=at(27, 10)))
    service.book(work, replace(draft, starts=at(27, 9), ends=at(27, 10)))


def test_a_booking_of_24_hours_is_seen_from_its_last_minute(work, draft):
    service.book(work, replace(draft, starts=at(26, 9), ends=at(27, 9), outside_hours=True))
    with pytest.raises(Clash):
        service.book(work, replace(draft, starts=at(27, 8, 59), ends=at(27, 10)))
    service.book(work, replace(draft, starts=at(27, 9), ends=at(27, 10)))


def test_a_series_is_stored_day_by_day(work, house, draft):
    booked = service.book(work, replace(draft, repeat=WEEKLY, room_id=house.hall))
    assert [kept.starts for kept in booked.occurrences] == [at(26, 9) + timedelta(weeks=n) for n in range(6)]
    assert len(claims_of(work)) == 12
    stored = work.rows(sa.select(occurrence.c.id).where(occurrence.c.booking_id == booked.booking_id))
    assert {row.id for row in stored} == set(booked.occurrence_ids)


def test_a_series_with_a_taken_day_is_refused_whole(backend, actor, house, draft):
    with backend.work(actor) as work:
        service.book(
            work,
            replace(draft, title="插花", starts=datetime(2026, 12, 10, 10), ends=datetime(2026, 12, 10, 12)),
        )
    with pytest.raises(Clash) as caught, backend.work(actor) as work:
        service.book(work, replace(draft, repeat=WEEKLY))
    assert [t.title for t in caught.value.in_the_way] == ["插花"]
    # Only rooms free on all six days are offered.
    assert [a.room for a in caught.value.alternatives] == ["多功能厅西", "多功能厅东", "多功能厅"]
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).select_from(occurrence)) == 1


def test_a_series_can_leave_out_taken_and_closed_days(work, house, draft):
    from neighborcenter.center.models import closed_day

    service.book(
        work, replace(draft, title="插花", starts=datetime(2026, 12, 10, 10), ends=datetime(2026, 12, 10, 12))
    )
    work.insert(
        closed_day,
        day_from=datetime(2026, 12, 17).date(),
        day_to=datetime(2026, 12, 17).date(),
        reason="消防检查",
    )
    booked = service.book(work, replace(draft, repeat=WEEKLY, skip_clashes=True))
    assert len(booked.occurrences) == 4
    taken, closed = booked.skipped
    assert taken.starts == datetime(2026, 12, 10, 9)
    assert taken.reason.code == "booking.clash"
    assert [room.name for room in taken.other_rooms] == ["多功能厅西", "多功能厅东", "多功能厅"]
    assert closed.starts == datetime(2026, 12, 17, 9)
    assert closed.reason.params["reason"] == "消防检查"


def test_a_series_with_no_free_day_books_nothing(backend, actor, draft):
    series = replace(draft, repeat=WEEKLY)
    with backend.work(actor) as work:
        service.book(work, series)
    with pytest.raises(Invalid) as caught, backend.work(actor) as work:
        service.book(work, replace(series, skip_clashes=True))
    assert caught.value.problems[0].code == "booking.nothing_left"


def test_saving_the_same_form_twice_books_once(backend, actor, draft):
    keyed = replace(draft, client_key="form-1", repeat=WEEKLY)
    with backend.work(actor) as work:
        first = service.book(work, keyed)
    with backend.work(actor) as work:
        second = service.book(work, keyed)
    assert second.again
    assert (second.booking_id, second.occurrence_ids) == (first.booking_id, first.occurrence_ids)
    with pytest.raises(Invalid) as caught, backend.work(actor) as work:
        service.book(work, replace(keyed, title="别的事"))
    assert caught.value.problems[0].code == "booking.key_reused"


def test_the_name_comes_from_the_resident_or_the_group(work, make, draft):
    one = service.book(work, replace(draft, who="", resident_id=make.resident("张䶮")))
    two = service.book(
        work, replace(draft, who="", group_id=make.group("夕阳红舞蹈队"), starts=at(26, 14), ends=at(26, 15))
    )
    names = [work.value(sa.select(booking.c.who).where(booking.c.id == b.booking_id)) for b in (one, two)]
    assert names == ["张䶮", "夕阳红舞蹈队"]
    with pytest.raises(NotFound):
        service.book(work, replace(draft, who="", resident_id=987654, starts=at(26, 16), ends=at(26, 17)))


@pytest.mark.parametrize(
    "change",
    [
        {"room_id": 98765}, {"title": ""}, {"ends": at(26, 8)}, {"starts": at(26, 21), "ends": at(26, 23)},
        {"repeat": "FREQ=WEEKLY"}, {"repeat": "FREQ=DAILY;COUNT=500"}, {"who": ""},
    ],
)  # fmt: skip
def test_what_a_rule_forbids_is_not_booked(backend, actor, draft, change):
    with pytest.raises(Invalid), backend.work(actor) as work:
        service.book(work, replace(draft, **change))
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).select_from(booking)) == 0


def test_warnings_come_back_with_the_booking(work, draft):
    booked = service.book(work, replace(draft, people=25))
    assert [p.code for p in booked.warnings if p.code.startswith("booking.")] == ["booking.over_capacity"]


def test_without_the_right_nothing_is_booked(backend, make, draft):
    with (
        pytest.raises(NotAllowed),
        backend.work(make.actor_as("front_desk", without=(Permission.BOOKING_WRITE,))) as work,
    ):
        service.book(work, draft)


def test_hours_changed_in_the_same_unit_of_work_are_seen_at_once(backend, actor, house, draft):
    from neighborcenter.center.models import hours

    with backend.work(actor) as work:
        service.book(work, draft)
        work.execute(hours.update().values(opens="13:00"))
        with pytest.raises(Invalid):
            service.book(work, replace(draft, starts=at(27, 9), ends=at(27, 10)))
    with backend.work(actor) as work, pytest.raises(Invalid):
        service.book(work, replace(draft, starts=at(27, 9), ends=at(27, 10)))


def test_hours_undone_with_the_unit_of_work_are_not_remembered(backend, actor, house, draft):
    from neighborcenter.center.models import hours

    with pytest.raises(RuntimeError), backend.work(actor) as work:
        work.execute(hours.update().values(opens="13:00"))
        with pytest.raises(Invalid):
            service.book(work, draft)
        raise RuntimeError
    with backend.work(actor) as work:
        assert service.book(work, draft).booking_id


def test_a_day_moves_and_its_series_stays(work, house, draft):
    booked = service.book(work, replace(draft, repeat=WEEKLY))
    heard = []
    work._bus.subscribe(OccurrenceMoved, lambda _work, event: heard.append(event))
    ref = booked.occurrence_ids[1]
    moved = move_service.move_occurrence(
        work, MoveDraft(ref, room_id=house.hall, starts=datetime(2026, 12, 4, 14))
    )
    assert moved.after == TimeRange(datetime(2026, 12, 4, 14), datetime(2026, 12, 4, 16))
    assert heard == [
        OccurrenceMoved(ref, booked.booking_id, house.calligraphy, house.hall, moved.before, moved.after)
    ]
    units = {unit for unit, starts in claims_of(work) if starts == datetime(2026, 12, 4, 14)}
    assert units == {house.east, house.west}
    assert len(claims_of(work)) == 7
    back = move_service.move_occurrence(
        work, MoveDraft(ref, moved.room_before, moved.before.start, moved.before.end)
    )
    assert back.after == moved.before
    assert len(claims_of(work)) == 6


def test_a_day_may_move_into_its_own_hours_but_not_into_anothers(work, draft):
    first = service.book(work, draft)
    service.book(work, replace(draft, starts=at(26, 13), ends=at(26, 14)))
    move_service.move_occurrence(work, MoveDraft(first.occurrence_ids[0], starts=at(26, 10)))
    with pytest.raises(Clash):
        move_service.move_occurrence(work, MoveDraft(first.occurrence_ids[0], ends=at(26, 13, 30)))
    with pytest.raises(NotFound):
        move_service.move_occurrence(work, MoveDraft(987654, starts=at(26, 10)))
    with pytest.raises(Invalid):
        move_service.move_occurrence(work, MoveDraft(first.occurrence_ids[0], ends=at(26, 9)))
    cancel_occurrence(work, first.occurrence_ids[0])
    with pytest.raises(Invalid):
        move_service.move_occurrence(work, MoveDraft(first.occurrence_ids[0], starts=at(28, 10)))


def test_moving_to_where_it_is_changes_nothing(backend, actor, draft, acts):
    with backend.work(actor) as work:
        booked = service.book(work, draft)
        move_service.move_occurrence(work, MoveDraft(booked.occurrence_ids[0], starts=at(26, 9)))
    with backend.read(actor) as read:
        assert acts(read) == ["booking.book"]


def test_words_change_without_touching_the_room(work, draft):
    booked = service.book(work, draft)
    details_service.change_details(
        work, DetailsDraft(booked.booking_id, version=1, title=" 合唱比赛彩排 ", people=20)
    )
    row = work.row(sa.select(booking).where(booking.c.id == booked.booking_id))
    assert (row.title, row.people, row.who, row.version) == ("合唱比赛彩排", 20, "林秀英", 2)
    with pytest.raises(Stale):
        details_service.change_details(work, DetailsDraft(booked.booking_id, version=1, title="旧窗口"))
    with pytest.raises(Invalid):
        details_service.change_details(work, DetailsDraft(booked.booking_id, title="  "))


def test_a_booking_for_somebody_else_keeps_nothing_of_the_one_before(work, make, draft):
    wang, choir = make.resident("王桂兰", phone="13812345566"), make.group("夕阳红合唱团")
    ref = service.book(work, replace(draft, who="", resident_id=wang)).booking_id

    def whose():
        row = work.row(sa.select(booking).where(booking.c.id == ref))
        return row.who, row.resident_id, row.group_id, row.phone

    details_service.change_details(work, DetailsDraft(ref, who="王桂兰", resident_id=wang, note="带伞"))
    assert whose() == ("王桂兰", wang, None, "13799887766")
    details_service.change_details(work, DetailsDraft(ref, who="夕阳红合唱团", group_id=choir))
    assert whose() == ("夕阳红合唱团", None, choir, "")
    details_service.change_details(work, DetailsDraft(ref, who="李四", phone="13600001111"))
    assert whose() == ("李四", None, None, "13600001111")
    with pytest.raises(Invalid):
        details_service.change_details(work, DetailsDraft(ref, who=" "))
    with pytest.raises(NotFound):
        details_service.change_details(work, DetailsDraft(ref, who="王桂兰", resident_id=987654))


def test_a_booking_for_somebody_merged_meanwhile_goes_to_the_record_that_stayed(work, make, draft):
    keep, drop = make.resident("王桂兰"), make.resident("王桂兰")
    merge_service.merge(work, MergeChoice(keep, drop))
    ref = service.book(work, replace(draft, who="", resident_id=drop)).booking_id
    assert work.value(sa.select(booking.c.resident_id).where(booking.c.id == ref)) == keep
    merge_service.forget(work, keep, "本人要求")
    with pytest.raises(NotFound):
        service.book(work, replace(draft, who="", resident_id=drop, starts=at(27, 9), ends=at(27, 10)))


def test_the_audit_trail_names_the_changed_fields_but_no_phone(backend, actor, draft):
    with backend.work(actor) as work:
        booked = service.book(work, draft)
        details_service.change_details(
            work, DetailsDraft(booked.booking_id, phone="13600001111", who="陈丽娟")
        )
    with backend.read(actor) as read:
        details = [row.detail for row in read.rows(sa.select(audit_entry.c.detail))]
    assert '{"fields":["phone","who"]}' in details
    assert not any("13600001111" in detail or "林秀英" in detail for detail in details)


def test_those_who_listen_hear_every_day(work, draft):
    heard = []
    work._bus.subscribe(OccurrenceBooked, lambda _work, event: heard.append(event.during.start))
    service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=2"))
    assert heard == [at(26, 9), datetime(2026, 12, 3, 9)]
