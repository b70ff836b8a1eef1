"""What staff do about the center, on a real database."""

from datetime import date, datetime

import pytest

from neighborcenter.center import days, queries, rules, seed_files, service
from neighborcenter.center.drafts import (
    CenterDraft,
    ClosureDraft,
    HolidayCalendar,
    HoursDraft,
    RoomDraft,
    SiteDraft,
    Span,
)
from neighborcenter.center.settings import OPEN_ON_HOLIDAYS
from neighborcenter.kit import settings
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound, Stale
from neighborcenter.kit.search import lookup
from neighborcenter.kit.times import TimeRange

pytestmark = pytest.mark.both_engines
WEEK = tuple(Span(n, 510, 720) for n in range(5))


@pytest.fixture
def bare(work):
    """A center without hours, rooms and holidays, whatever the template has."""
    from neighborcenter.center.models import closed_day, holiday, holiday_year, hours

    for table in (closed_day, hours, holiday, holiday_year):
        work.execute(table.delete())
    return work


def add_room(work, name: str = "多功能厅", capacity: int = 80) -> int:
    site = queries.sites(work)
    site_id = site[0].id if site else service.add_site(work, SiteDraft("主楼"))
    return service.open_room(work, RoomDraft(name, site_id, capacity=capacity, equipment=("投影仪", "音响")))


def code_of(call) -> list[str]:
    with pytest.raises(Invalid) as refused:
        call()
    return [p.code for p in refused.value.problems]


def test_the_profile_is_changed_and_names_its_township(bare):
    town = next(d for d in seed_files.divisions() if d.name == "凤里街道")
    service.describe_center(bare, CenterDraft("仁里邻里中心", town_code=town.code, phone="0595-88661234"))
    card = queries.center_profile(bare)
    assert (card.name, card.town) == ("仁里邻里中心", "泉州市石狮市凤里街道")


def test_a_profile_without_name_or_with_nonsense_is_refused(bare):
    draft = CenterDraft(" ", town_code="999999999", phone="abc")
    assert code_of(lambda: service.describe_center(bare, draft)) == [
        "center.name_missing",
        "center.town_code",
        "center.phone",
    ]


def test_a_profile_changed_meanwhile_is_not_overwritten(bare):
    seen = queries.center_profile(bare).version
    service.describe_center(bare, CenterDraft("甲"), version=seen)
    with pytest.raises(Stale):
        service.describe_center(bare, CenterDraft("乙"), version=seen)


def test_a_room_is_found_by_its_initials_until_it_is_retired(bare):
    room_id = add_room(bare, "书画室二")
    assert [h.ref_id for h in lookup(bare, "shsh", [service.ROOM_KIND])] == []
    assert [h.ref_id for h in lookup(bare, "shs", [service.ROOM_KIND])][:1] == [room_id]
    service.retire_room(bare, room_id)
    assert lookup(bare, "shse", [service.ROOM_KIND]) == []
    assert queries.room_row(bare, room_id).retired
    assert room_id not in [r.id for r in queries.rooms(bare)]
    service.reuse_room(bare, room_id)
    assert room_id in [r.id for r in queries.rooms(bare)]


def test_two_rooms_cannot_bear_one_name(bare):
    add_room(bare, "琴房")
    assert code_of(lambda: add_room(bare, "琴房")) == ["center.room_name_taken"]


def test_a_room_is_changed_and_keeps_its_own_name(bare):
    room_id = add_room(bare, "琴房", 10)
    service.change_room(bare, room_id, RoomDraft("琴房", capacity=12, accessible=True))
    row = queries.room_row(bare, room_id)
    assert (row.capacity, row.accessible) == (12, True)


def test_a_hall_is_divided_and_shows_its_parts(bare):
    hall = add_room(bare, "大厅", 80)
    made = service.divide_room(
        bare, hall, (RoomDraft("大厅 A", capacity=40), RoomDraft("大厅 B", capacity=40))
    )
    row = queries.room_row(bare, hall)
    assert [(p.id, p.name) for p in row.parts] == list(zip(made, ["大厅 A", "大厅 B"], strict=True))
    assert row.parts[0].site_id == row.site_id


def test_dividing_is_refused_for_one_part_for_a_quarter_and_for_too_many_people(bare):
    hall = add_room(bare, "大厅", 80)
    assert code_of(lambda: service.divide_room(bare, hall, (RoomDraft("大厅 A"),))) == ["center.one_part"]
    two = (RoomDraft("大厅 A", capacity=50), RoomDraft("大厅 B", capacity=50))
    assert code_of(lambda: service.divide_room(bare, hall, two)) == ["center.parts_capacity"]
    same = (RoomDraft("大厅 A"), RoomDraft("大厅 A"))
    assert code_of(lambda: service.divide_room(bare, hall, same)) == ["center.room_name_taken"]
    made = service.divide_room(bare, hall, (RoomDraft("大厅 A"), RoomDraft("大厅 B")))
    quarters = service.divide_room(bare, made[0], (RoomDraft("大厅 A1"), RoomDraft("大厅 A2")))
    names = [one.name for one in queries.rooms(bare)[0].parts]
    assert names == ["大厅 A", "大厅 A1", "大厅 A2", "大厅 B"]
    again = (RoomDraft("甲"), RoomDraft("乙"))
    assert code_of(lambda: service.divide_room(bare, quarters[0], again)) == ["center.part_of_part"]
    with pytest.raises(NotFound):
        service.divide_room(bare, 987654, again)


def test_retiring_a_hall_retires_its_parts(bare):
    hall = add_room(bare, "大厅", 80)
    parts = service.divide_room(bare, hall, (RoomDraft("大厅 A"), RoomDraft("大厅 B")))
    service.retire_room(bare, hall)
    assert all(queries.room_row(bare, p).retired for p in parts)


def test_hours_set_are_the_hours_kept(bare):
    service.set_hours(bare, HoursDraft(WEEK))
    facts = queries.opening_facts(bare)
    assert rules.is_open(TimeRange(datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 10)), facts)
    week = queries.hours_of_week(bare, date(2026, 11, 23))
    assert [len(d.spans) for d in week] == [1, 1, 1, 1, 1, 0, 0]


def test_hours_from_a_later_day_leave_the_earlier_ones(bare):
    service.set_hours(bare, HoursDraft(WEEK))
    service.set_hours(bare, HoursDraft((Span(0, 600, 660),), valid_from=date(2026, 11, 30)))
    facts = queries.opening_facts(bare)
    assert rules.hours_on(date(2026, 11, 23), facts).spans[0].start.hour == 8
    assert rules.hours_on(date(2026, 11, 30), facts).spans[0].start.hour == 10


def test_a_room_without_spans_goes_back_to_the_hours_of_the_center(bare):
    room_id = add_room(bare, "琴房")
    service.set_hours(bare, HoursDraft(WEEK))
    service.set_hours(bare, HoursDraft((Span(6, 600, 660),), room_id))
    assert rules.hours_on(date(2026, 11, 22), queries.opening_facts(bare), room_id).spans
    service.set_hours(bare, HoursDraft((), room_id))
    assert not rules.hours_on(date(2026, 11, 22), queries.opening_facts(bare), room_id).spans


def test_a_season_is_kept_and_all_year_reads_as_none(bare):
    season = Span(0, 480, 720, season_from="07-01", season_to="09-30")
    service.set_hours(bare, HoursDraft((Span(0, 510, 720), season)))
    assert {s.season_from for s in queries.hours_rows(bare)} == {"", "07-01"}


def test_overlapping_hours_are_refused_and_nothing_is_lost(bare):
    service.set_hours(bare, HoursDraft(WEEK))
    bad = HoursDraft((Span(0, 540, 720), Span(0, 700, 800)))
    assert code_of(lambda: service.set_hours(bare, bad)) == ["center.hours_overlap"]
    assert len(queries.hours_rows(bare)) == 5


def test_closed_days_close_and_open_again(bare):
    service.set_hours(bare, HoursDraft(WEEK))
    ref = service.close_days(bare, ClosureDraft(date(2026, 11, 24), date(2026, 11, 25), "空调检修"))
    facts = queries.opening_facts(bare)
    assert rules.hours_on(date(2026, 11, 25), facts).reason.params["reason"] == "空调检修"
    assert rules.hours_on(date(2026, 11, 26), facts).spans
    assert [c.reason for c in queries.closed_days(bare)] == ["空调检修"]
    service.reopen_days(bare, ref)
    assert queries.closed_days(bare) == ()


def test_a_closure_without_reason_is_refused(bare):
    draft = ClosureDraft(date(2026, 11, 25), date(2026, 11, 24), " ")
    assert code_of(lambda: service.close_days(bare, draft)) == ["required", "center.days_backwards"]


def test_holidays_are_imported_by_year_and_a_second_import_replaces(bare):
    calendar = seed_files.holidays()
    service.import_holidays(bare, calendar, "随程序附带")
    assert queries.holiday_calendar(bare).years == {2024, 2025, 2026}
    only = HolidayCalendar({date(2026, 10, 1): calendar.days[date(2026, 10, 1)]}, frozenset({2026}))
    service.import_holidays(bare, only, "更正")
    kept = queries.holiday_calendar(bare)
    assert [d for d in kept.days if d.year == 2026] == [date(2026, 10, 1)]
    assert len([d for d in kept.days if d.year == 2025]) > 20


def test_a_year_not_imported_is_seen(bare):
    service.import_holidays(bare, seed_files.holidays(), "随程序附带")
    years = {y.year: y for y in queries.holiday_years(bare)}
    assert years[2026].known
    assert len(years[2026].worked) == 6
    assert not years[2027].known
    assert years[2027].off == ()


def test_an_empty_import_is_refused(bare):
    assert code_of(lambda: service.import_holidays(bare, HolidayCalendar())) == ["center.holidays_empty"]


def test_the_marks_of_days(bare):
    service.import_holidays(bare, seed_files.holidays())
    marks = days.day_marks(bare, date(2026, 9, 20), date(2026, 10, 20))
    assert marks[date(2026, 9, 20)].mark == "work"
    assert (marks[date(2026, 9, 25)].mark, marks[date(2026, 9, 25)].name) == ("festival", "中秋节")
    assert marks[date(2026, 9, 26)].mark == "off"
    assert marks[date(2026, 10, 1)].mark == "festival"
    assert marks[date(2026, 10, 5)].mark == "off"
    assert marks[date(2026, 10, 10)].mark == "work"
    assert marks[date(2026, 10, 18)].lunar == "初九"
    assert marks[date(2026, 10, 10)].lunar == "九月"
    assert marks[date(2026, 10, 18)].lunar_full == "九月初九"
    assert marks[date(2026, 9, 23)].lunar == "秋分"


def test_the_center_may_stay_open_on_holidays(bare):
    service.set_hours(bare, HoursDraft(WEEK))
    service.import_holidays(bare, seed_files.holidays())
    wanted = TimeRange(datetime(2026, 10, 1, 9), datetime(2026, 10, 1, 10))
    assert not rules.is_open(wanted, queries.opening_facts(bare))
    settings.put(bare, OPEN_ON_HOLIDAYS, True)
    assert rules.is_open(wanted, queries.opening_facts(bare))


def test_every_verb_refuses_who_may_not(bare):
    bare.actor = Actor(1, "访客", bare.center_id, frozenset({"center.view"}))
    for call in (
        lambda: service.describe_center(bare, CenterDraft("甲")),
        lambda: service.add_site(bare, SiteDraft("乙")),
        lambda: service.open_room(bare, RoomDraft("丙")),
        lambda: service.set_hours(bare, HoursDraft(())),
        lambda: service.import_holidays(bare, seed_files.holidays()),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert queries.rooms(bare) is not None
