"""iCalendar: what goes out says the same as the calendar, and comes back in as the same bookings."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import cancel_service, move_service, service
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.ics.into import events
from neighborcenter.booking.ics.out import CalendarWish, calendar_file
from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from neighborcenter.data.importers.bookings import BookingImporter
from neighborcenter.data.importers.kinds import IMPORTERS
from neighborcenter.data.importing import import_file, undo_import
from neighborcenter.kit.problems import Invalid, NotAllowed

ALL = CalendarWish(date(2026, 11, 1), date(2027, 3, 1))


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").splitlines()


@pytest.fixture
def weekly(work, draft):
    return service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=5"))


def test_a_series_is_one_event_with_its_exceptions(work, house, weekly):
    cancel_service.cancel_occurrence(work, weekly.occurrence_ids[1])
    move_service.move_occurrence(
        work, MoveDraft(weekly.occurrence_ids[2], house.small, datetime(2026, 12, 11, 14))
    )
    made = calendar_file(work, ALL)
    lines = unfolded(made.data)
    assert made.events == 2
    assert "RRULE:FREQ=WEEKLY;COUNT=5" in lines
    assert "EXDATE;TZID=Asia/Shanghai:20261203T090000" in lines
    assert "RECURRENCE-ID;TZID=Asia/Shanghai:20261210T090000" in lines
    assert "DTSTART;TZID=Asia/Shanghai:20261211T140000" in lines
    assert "LOCATION:谈心室" in lines


def test_a_rule_that_other_programs_do_not_know_goes_out_day_by_day(work, draft):
    service.book(work, replace(draft, repeat="RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3"))
    made = calendar_file(work, ALL)
    assert (made.events, made.days) == (3, 3)
    assert b"RRULE" not in made.data


def test_until_goes_out_as_a_moment_and_comes_back_as_the_same_day(work, draft):
    service.book(work, replace(draft, repeat="FREQ=WEEKLY;UNTIL=20261217"))
    data = calendar_file(work, ALL).data
    assert "RRULE:FREQ=WEEKLY;UNTIL=20261217T010000Z" in unfolded(data)
    assert [row.repeat for row in events(data)] == ["FREQ=WEEKLY;UNTIL=20261217"]


def test_names_are_masked_for_who_may_not_see_residents_and_phones_never_leave(
    work, backend, actor, make, weekly
):
    whole = calendar_file(work, ALL).data
    assert "林秀英" in whole.decode()
    assert b"1379988" not in whole
    work.actor = make.actor_as("coordinator", without=(Permission.PEOPLE_VIEW,))
    masked = calendar_file(work, ALL).data.decode()
    assert "林秀英" not in masked
    assert "林*英" in masked
    work.actor = make.actor_as("front_desk")
    with pytest.raises(NotAllowed):
        calendar_file(work, ALL)


def test_one_room_one_person_one_booking(work, house, draft, make):
    xiuying = make.resident("林秀英")
    service.book(work, replace(draft, resident_id=xiuying))
    other = service.book(work, replace(draft, room_id=house.small, who="陈丽娟", title="谈心"))
    assert calendar_file(work, ALL).days == 2
    assert calendar_file(work, replace(ALL, room_id=house.small)).days == 1
    assert calendar_file(work, replace(ALL, resident_id=xiuying)).days == 1
    assert calendar_file(work, replace(ALL, booking_ids=(other.booking_id,))).days == 1
    with pytest.raises(Invalid):
        calendar_file(work, CalendarWish(date(2030, 1, 1), date(2030, 1, 2)))


def test_what_went_out_comes_back_in_as_the_same_days(backend, actor, house, draft, tmp_path):
    with backend.work(actor) as work:
        booked = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=5", people=18))
        cancel_service.cancel_occurrence(work, booked.occurrence_ids[1])
        move_service.move_occurrence(
            work, MoveDraft(booked.occurrence_ids[2], house.small, datetime(2026, 12, 11, 14))
        )
        file = tmp_path / "合唱队.ics"
        file.write_bytes(calendar_file(work, ALL).data)
        before = held(work)
        cancel_service.cancel_booking(work, booked.booking_id)
    tried = import_file(backend, actor, BookingImporter(), file, dry_run=True)
    assert (tried.added, tried.refused, tried.batch) == (2, (), None)
    done = import_file(backend, actor, BookingImporter(), file)
    with backend.work(actor) as work:
        assert held(work) == before
        assert undo_import(work, done.batch, {kind: make() for kind, make in IMPORTERS.items()}) == 2
        assert held(work) == []


def held(read):
    rows = booking_rows(read, booking_ids(read, BookingFilter(statuses=("booked",))))
    return [(row.room, row.starts, row.ends, row.title, row.who, row.people) for row in rows]


FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//cal//EN
BEGIN:VEVENT
UID:1
DTSTART:20261126T010000Z
DURATION:PT2H
SUMMARY:书法班
LOCATION:书法室
ORGANIZER;CN=陈丽娟:mailto:chen@example.org
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261127
DTEND;VALUE=DATE:20261128
SUMMARY:全天
LOCATION:书法室
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20261126T100000
DTEND:20261126T110000
SUMMARY:撞期
LOCATION:书法室
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20261128T100000
DTEND:20261128T110000
SUMMARY:没有场地
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART:20261129T100000
DTEND:20261129T110000
RRULE:FREQ=HOURLY;COUNT=3
SUMMARY:每小时
LOCATION:谈心室
END:VEVENT
BEGIN:VEVENT
UID:6
DTSTART:20261129T100000
DTEND:20261129T110000
STATUS:CANCELLED
SUMMARY:已取消
LOCATION:谈心室
END:VEVENT
END:VCALENDAR
"""


def test_a_foreign_file_is_taken_where_it_can_be_and_every_refusal_has_its_reason(
    backend, actor, house, tmp_path: Path
):
    file = tmp_path / "别处的日历.ics"
    file.write_text(FOREIGN, encoding="utf-8")
    found = import_file(backend, actor, BookingImporter(room="谈心室"), file, skip_bad=True)
    assert found.added == 2
    assert {(one.row, one.problem.code) for one in found.refused} == {
        (3, "import.time"),
        (4, "booking.clash"),
        (6, "recurrence.unreadable"),
    }
    with backend.read(actor) as read:
        # A moment in UTC is told in the center's own time.
        assert held(read)[0][:5] == (
            "书法室", datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 11), "书法班", "陈丽娟",
        )  # fmt: skip
        assert held(read)[1][0] == "谈心室"


def test_a_broken_file_is_said_to_be_broken(tmp_path):
    file = tmp_path / "坏.ics"
    file.write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:garbage\nEND:NOTHING\n", encoding="utf-8")
    with pytest.raises(Invalid):
        events(file.read_bytes(), file.name)
