"""What lists, cards, boards and previews say of bookings."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import cancel_service, free, move_service, privacy, queries, service
from neighborcenter.booking.board import board
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.queries import BookingFilter
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound
from neighborcenter.kit.times import Month, TimeRange

pytestmark = pytest.mark.both_engines
MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


@pytest.fixture
def week(work, house, draft):
    """A week with five bookings, one of them cancelled."""
    choir = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3", kind=BookingKind.COURSE))
    hall = service.book(
        work, replace(draft, room_id=house.hall, title="主题党日", kind=BookingKind.PARTY, people=80,
                      starts=at(25, 14), ends=at(25, 17)),
    )  # fmt: skip
    east = service.book(
        work, replace(draft, room_id=house.east, title="亲子阅读", starts=at(24, 9), ends=at(24, 10))
    )
    west = service.book(
        work, replace(draft, room_id=house.west, title="健康讲座", starts=at(24, 9, 30), ends=at(24, 11))
    )
    gone = service.book(work, replace(draft, title="茶艺课", starts=at(27, 9), ends=at(27, 10)))
    cancel_service.cancel_booking(work, gone.booking_id, "停电")
    return {"choir": choir, "hall": hall, "east": east, "west": west, "gone": gone}


def test_the_board_shows_rooms_with_bars_hours_and_use(work, house, week):
    shown = board(work, MONDAY, NEXT)
    rows = {row.room_id: row for row in shown.rooms}
    assert [row.name for row in shown.rooms] == ["多功能厅", "多功能厅东", "多功能厅西", "书法室", "谈心室"]
    assert [bar.title for bar in rows[house.calligraphy].bars] == ["合唱队排练"]
    bar = rows[house.calligraphy].bars[0]
    assert (bar.starts, bar.kind, bar.series, bar.people) == (at(26, 9), BookingKind.COURSE, True, 18)
    assert rows[house.calligraphy].used_minutes == 120
    assert rows[house.calligraphy].open_minutes == 7 * 14 * 60
    assert rows[house.calligraphy].use == pytest.approx(120 / 5880)
    assert [b.title for b in rows[house.east].held] == ["主题党日"]
    assert [b.title for b in rows[house.hall].held] == ["亲子阅读", "健康讲座"]
    # Two halves at once count once: 9:00–11:00 on Tuesday and 14:00–17:00 on Wednesday.
    assert rows[house.hall].used_minutes == 300
    assert rows[house.small].bars == ()
    assert shown.bar(week["hall"].occurrence_ids[0]).title == "主题党日"
    assert shown.bar(week["gone"].occurrence_ids[0]) is None
    assert len(shown.days) == 7


def test_a_night_shows_on_both_days_and_counts_its_own_part(work, house, draft):
    service.book(work, replace(draft, starts=at(25, 20), ends=at(26, 2), outside_hours=True))
    for day, minutes in ((25, 240), (26, 120), (27, 0)):
        row = next(
            r for r in board(work, date(2026, 11, day), date(2026, 11, day + 1)).rooms
            if r.room_id == house.calligraphy
        )  # fmt: skip
        assert row.used_minutes == minutes
        assert len(row.bars) == (1 if minutes else 0)


def test_the_board_can_be_narrowed_to_some_rooms(work, house, week):
    assert [r.room_id for r in board(work, MONDAY, NEXT, [house.small, house.east]).rooms] == [
        house.small,
        house.east,
    ]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({}, ["亲子阅读", "健康讲座", "主题党日", "合唱队排练", "茶艺课"]),
        ({"statuses": (OccurrenceStatus.CANCELLED,)}, ["茶艺课"]),
        ({"kinds": (BookingKind.PARTY, BookingKind.COURSE)}, ["主题党日", "合唱队排练"]),
        ({"text": "健康"}, ["健康讲座"]),
        ({"text": "100%"}, []),
        ({"order": "-starts"}, ["茶艺课", "合唱队排练", "主题党日", "健康讲座", "亲子阅读"]),
    ],
)
def test_a_list_is_filtered_and_ordered(work, week, wanted, titles):
    ids = queries.booking_ids(work, BookingFilter(first=MONDAY, end=NEXT, **wanted))
    assert [row.title for row in queries.booking_rows(work, ids)] == titles


def test_rows_come_in_the_order_asked_for_with_masked_phones(work, week):
    ids = list(week["choir"].occurrence_ids)
    rows = queries.booking_rows(work, [ids[2], 987654, ids[0]])
    assert [row.occurrence_id for row in rows] == [ids[2], ids[0]]
    assert rows[0].phone == "137****7766"
    assert rows[0].series
    assert rows[0].room == "书法室"


def test_the_card_tells_days_repetition_and_history(backend, actor, house, draft):
    with backend.work(actor) as work:
        booked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=2"))
    with backend.work(actor) as work:
        move_service.move_occurrence(work, MoveDraft(booked.occurrence_ids[0], starts=at(26, 14)))
        cancel_service.cancel_occurrence(work, booked.occurrence_ids[1], "国庆")
    with backend.read(actor) as read:
        card = queries.booking_card(read, booked.booking_id)
        assert [(d.starts, d.status.value) for d in card.days] == [
            (at(26, 14), "booked"),
            (datetime(2026, 12, 3, 9), "cancelled"),
        ]
        assert card.repetition == "Every week, 2 times"
        assert card.phone == "137****7766"
        assert [line.act for line in card.history] == ["booking.book", "booking.move", "booking.cancel"]
        with pytest.raises(NotFound):
            queries.booking_card(read, 987654)


def test_a_whole_phone_needs_a_right_and_a_reason_and_leaves_a_line(backend, actor, make, draft):
    with backend.work(actor) as work:
        booked = service.book(work, draft)
    with (
        pytest.raises(NotAllowed),
        backend.work(make.actor_as("front_desk", without=(Permission.PEOPLE_REVEAL,))) as work,
    ):
        privacy.reveal_phone(work, booked.booking_id, "通知改期")
    with pytest.raises(Invalid), backend.work(actor) as work:
        privacy.reveal_phone(work, booked.booking_id, " ")
    with backend.work(actor) as work:
        assert privacy.reveal_phone(work, booked.booking_id, "通知改期") == "13799887766"
    with backend.read(actor) as read:
        line = queries.booking_card(read, booked.booking_id).history[-1]
    assert line.act == "booking.reveal"
    assert "通知改期" in line.detail
    assert "13799887766" not in line.detail


@pytest.mark.parametrize(("typed", "found"), [("13799887766", 1), ("7766", 1), ("99887", 0), ("1379988", 0)])
def test_a_phone_is_found_whole_or_by_its_end_and_never_digit_by_digit(work, draft, typed, found):
    service.book(work, draft)
    assert len(queries.booking_ids(work, BookingFilter(text=typed))) == found


def test_the_form_previews_its_days_with_clashes_and_ways_out(work, house, draft):
    service.book(
        work, replace(draft, title="插花", starts=datetime(2027, 3, 31, 9), ends=datetime(2027, 3, 31, 10))
    )
    form = replace(
        draft, starts=datetime(2027, 1, 31, 9), ends=datetime(2027, 1, 31, 11),
        repeat="FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
    )  # fmt: skip
    preview = queries.dates_preview(work, form)
    assert [day.starts.date().isoformat() for day in preview.days] == [
        "2027-01-31",
        "2027-03-31",
        "2027-05-31",
    ]
    assert [day.free for day in preview.days] == [True, False, True]
    assert preview.free_days == 2
    assert preview.skipped_months == (Month(2027, 2), Month(2027, 4))
    assert preview.days[1].taken[0].title == "插花"
    assert preview.days[1].other_rooms
    assert preview.repetition == "Every month on day 31, 3 times"
    assert queries.dates_preview(work, replace(draft, room_id=None)).days == ()
    assert len(queries.dates_preview(work, draft).days) == 1


def test_free_rooms_seat_the_group_and_have_the_equipment(work, house, week):
    during = TimeRange(at(24, 9), at(24, 10))
    assert [r.name for r in free.free_rooms(work, during)] == ["谈心室", "书法室"]
    assert [r.name for r in free.free_rooms(work, during, people=10)] == ["书法室"]
    later = TimeRange(at(24, 12), at(24, 13))
    assert [r.name for r in free.free_rooms(work, later, equipment=["投影"])] == ["多功能厅东", "多功能厅"]
    assert free.free_rooms(work, TimeRange(at(24, 22), at(24, 23))) == []


def test_the_nearest_free_times_lie_around_the_wanted_one(work, house, week):
    wanted = TimeRange(at(25, 15), at(25, 16))
    offered = free.nearest_times(work, house.hall, wanted)
    assert [o.start for o in offered] == [at(25, 17), at(25, 13), at(26, 15)]
    now_on = free.nearest_times(work, house.small, TimeRange(at(23, 8), at(23, 9)))
    assert now_on[0].start == at(23, 10, 15)


def test_whom_to_ring(work, week):
    rows = queries.people_to_ring(work, week["choir"].occurrence_ids[:1])
    assert [(r.who, r.phone, r.room) for r in rows] == [("林秀英", "137****7766", "书法室")]
