"""When the center is open and which days are worked."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.center import rules, seed_files
from neighborcenter.center.drafts import (
    Closure,
    ClosureDraft,
    DayKind,
    HolidayCalendar,
    HolidayDay,
    HoursDraft,
    OpeningFacts,
    RoomDraft,
    Span,
)
from neighborcenter.kit.times import TimeRange

CALENDAR = seed_files.holidays()
HALL, HALL_A, STUDIO = 1, 2, 3
DESK = tuple(Span(n, 510, 720) for n in range(5)) + tuple(Span(n, 840, 1050) for n in range(5))


def at(text: str, hours: float = 1.0) -> TimeRange:
    start = datetime.fromisoformat(text)
    return TimeRange(start, start + timedelta(hours=hours))


def facts(*spans: Span, **more) -> OpeningFacts:
    return OpeningFacts(spans=spans or DESK, calendar=more.pop("calendar", CALENDAR), **more)


def codes(wanted: TimeRange, known: OpeningFacts, room: int | None = None) -> list[str]:
    return [p.code for p in rules.problems_in_time(wanted, known, room)]


# --- kinds of day


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 23), DayKind.WORKDAY),
        (date(2026, 11, 22), DayKind.WEEKEND),
        (date(2026, 10, 1), DayKind.HOLIDAY),
        (date(2026, 10, 10), DayKind.MAKEUP),
        (date(2026, 1, 4), DayKind.MAKEUP),
        (date(2026, 2, 14), DayKind.MAKEUP),
        (date(2026, 2, 28), DayKind.MAKEUP),
        (date(2026, 5, 9), DayKind.MAKEUP),
        (date(2026, 9, 20), DayKind.MAKEUP),
        (date(2027, 1, 1), DayKind.WORKDAY),  # a Friday in a year not imported: not guessed
    ],
)
def test_the_kind_of_a_day(day, kind):
    assert rules.day_kind(day, CALENDAR) is kind


# --- working days


def test_the_national_day_week_is_skipped_and_its_make_up_saturday_counts():
    due = rules.add_working_days(date(2026, 9, 30), 3, CALENDAR)
    assert due.day == date(2026, 10, 10)  # 8, 9 October and Saturday the 10th
    assert due.certain


def test_a_make_up_sunday_counts_between_two_days():
    found = rules.working_days_between(date(2026, 9, 18), date(2026, 9, 21), CALENDAR)
    assert found.count == 2  # Sunday the 20th is worked, Monday the 21st too


def test_spring_festival_of_2026():
    assert rules.add_working_days(date(2026, 2, 13), 1, CALENDAR).day == date(2026, 2, 14)
    assert rules.add_working_days(date(2026, 2, 14), 1, CALENDAR).day == date(2026, 2, 24)


def test_zero_days_from_a_weekend_falls_on_the_next_worked_day():
    assert rules.add_working_days(date(2026, 11, 22), 0, CALENDAR).day == date(2026, 11, 23)


def test_counting_backward_is_refused_for_a_due_day_and_negative_for_a_distance():
    with pytest.raises(ValueError, match="forward"):
        rules.add_working_days(date(2026, 11, 23), -1, CALENDAR)
    assert rules.working_days_between(date(2026, 11, 27), date(2026, 11, 23), CALENDAR).count == -4


def test_a_due_day_in_a_year_not_imported_is_not_certain():
    due = rules.add_working_days(date(2026, 12, 30), 3, CALENDAR)
    assert due.day == date(2027, 1, 4)  # weekends assumed, 1 January taken for worked
    assert not due.certain
    assert due.unknown_years == (2027,)
    assert rules.working_days_between(date(2026, 12, 30), date(2027, 1, 4), CALENDAR).unknown_years == (2027,)


@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)), st.integers(0, 30))
def test_adding_and_counting_agree(start, days):
    due = rules.add_working_days(start, days, CALENDAR)
    assert rules.is_working_day(due.day, CALENDAR)
    counted = rules.working_days_between(start, due.day, CALENDAR).count
    assert counted == days or (days == 0 and counted in (0, 1))


# --- hours


def test_open_in_the_morning_shut_at_lunch_and_in_the_evening():
    assert rules.is_open(at("2026-11-23 09:00"), facts())
    assert codes(at("2026-11-23 12:00"), facts()) == ["center.outside_hours"]
    assert codes(at("2026-11-23 19:00"), facts()) == ["center.outside_hours"]


def test_a_range_across_the_lunch_break_is_refused_and_the_hours_are_named():
    problem = rules.problems_in_time(at("2026-11-23 11:00", 4), facts())[0]
    assert problem.params["hours"] == "08:30–12:00, 14:00–17:30"


def test_touching_spans_are_one():
    known = facts(Span(0, 540, 720), Span(0, 720, 900))
    assert rules.is_open(at("2026-11-23 11:00", 2), known)


def test_the_last_minute_belongs_and_the_next_does_not():
    assert rules.is_open(at("2026-11-23 16:30", 1), facts())
    assert not rules.is_open(at("2026-11-23 16:31", 1), facts())


def test_a_weekday_without_hours_is_closed():
    assert codes(at("2026-11-22 09:00"), facts()) == ["center.closed_weekday"]


def test_open_past_midnight_when_both_days_say_so():
    known = facts(Span(0, 1080, 1440), Span(1, 0, 120))
    assert rules.is_open(at("2026-11-23 23:00", 2), known)
    assert not rules.is_open(at("2026-11-23 23:00", 4), known)


def test_an_evening_session_on_one_weekday_only():
    known = facts(*DESK, Span(1, 1110, 1230))
    assert rules.is_open(at("2026-11-24 18:30", 2), known)
    assert not rules.is_open(at("2026-11-25 18:30", 2), known)


def test_a_season_replaces_the_whole_week():
    known = facts(*DESK, Span(0, 480, 720, season_from="07-01", season_to="09-30"))
    assert [r.start.hour for r in rules.hours_on(date(2026, 8, 3), known).spans] == [8]
    assert rules.hours_on(date(2026, 8, 4), known).spans == ()
    assert len(rules.hours_on(date(2026, 11, 24), known).spans) == 2


def test_a_season_may_wrap_the_year_end():
    known = facts(Span(0, 540, 600), Span(0, 600, 660, season_from="12-15", season_to="02-28"))
    assert rules.hours_on(date(2026, 12, 28), known).spans[0].start.hour == 10
    assert rules.hours_on(date(2026, 1, 12), known).spans[0].start.hour == 10
    assert rules.hours_on(date(2026, 3, 2), known).spans[0].start.hour == 9


def test_new_hours_hold_from_their_day_on_and_old_ones_before():
    known = facts(Span(0, 540, 600), Span(0, 600, 660, valid_from=date(2026, 11, 23)))
    assert rules.hours_on(date(2026, 11, 16), known).spans[0].start.hour == 9
    assert rules.hours_on(date(2026, 11, 23), known).spans[0].start.hour == 10


def test_a_room_with_hours_of_its_own_ignores_those_of_the_center():
    known = facts(*DESK, *(Span(n, 480, 1260, room_id=HALL) for n in range(7)))
    assert rules.is_open(at("2026-11-22 19:00"), known, HALL)
    assert not rules.is_open(at("2026-11-22 19:00"), known, STUDIO)


def test_a_part_keeps_the_hours_of_the_whole():
    known = facts(*DESK, Span(6, 480, 1260, room_id=HALL), whole_of={HALL_A: HALL})
    assert rules.is_open(at("2026-11-22 19:00"), known, HALL_A)


# --- holidays


def test_a_public_holiday_is_closed_unless_the_center_says_otherwise():
    day = at("2026-10-01 09:00")
    problem = rules.problems_in_time(day, facts())[0]
    assert (problem.code, problem.params["holiday"]) == ("center.holiday", "国庆节")
    assert rules.is_open(day, facts(open_on_holidays=True))


def test_a_make_up_saturday_has_the_hours_of_a_weekday():
    assert rules.is_open(at("2026-10-10 14:00"), facts())
    assert not rules.is_open(at("2026-10-10 14:00"), facts(makeup_days_worked=False))


def test_a_make_up_day_at_a_center_open_only_at_weekends_keeps_its_own_hours():
    known = facts(Span(5, 540, 720))
    assert rules.is_open(at("2026-10-10 09:00"), known)


def test_a_year_not_imported_warns_and_goes_by_the_weekday():
    known = facts()
    assert rules.is_open(at("2027-01-04 09:00"), known)
    warning = rules.problems_in_time(at("2027-01-04 09:00"), known)[0]
    assert (warning.code, warning.level, warning.params["year"]) == ("center.year_unknown", "warning", 2027)
    assert not rules.hours_on(date(2027, 1, 4), known).certain


# --- closures


def closure(start: str, end: str, room: int | None = None) -> Closure:
    return Closure(datetime.fromisoformat(start), datetime.fromisoformat(end), "消防检修", room)


def test_a_closed_day_gives_its_reason():
    known = facts(closures=(closure("2026-11-23", "2026-11-24"),))
    problem = rules.problems_in_time(at("2026-11-23 09:00"), known)[0]
    assert (problem.code, problem.params["reason"]) == ("center.closed_day", "消防检修")
    assert rules.hours_on(date(2026, 11, 23), known).reason.code == "center.closed_day"


def test_closed_for_part_of_a_day_leaves_the_rest():
    known = facts(closures=(closure("2026-11-23 10:00", "2026-11-23 15:00"),))
    spans = rules.hours_on(date(2026, 11, 23), known).spans
    assert [(r.start.hour, r.end.hour) for r in spans] == [(8, 10), (15, 17)]
    assert rules.is_open(at("2026-11-23 09:00"), known)
    assert codes(at("2026-11-23 09:30"), known) == ["center.closed_day"]


def test_a_closure_in_the_middle_cuts_a_span_in_two():
    known = facts(Span(0, 480, 1080), closures=(closure("2026-11-23 10:00", "2026-11-23 11:00"),))
    assert len(rules.hours_on(date(2026, 11, 23), known).spans) == 2


def test_one_room_closed_does_not_close_another_but_closes_its_parts():
    known = facts(closures=(closure("2026-11-23", "2026-11-24", HALL),), whole_of={HALL_A: HALL})
    assert rules.is_open(at("2026-11-23 09:00"), known, STUDIO)
    assert not rules.is_open(at("2026-11-23 09:00"), known, HALL_A)


# --- what staff hand in


def hours(*spans: Span) -> list[str]:
    return [p.code for p in rules.problems_in_hours(HoursDraft(spans))]


def test_a_good_week_has_no_problem():
    assert hours(*DESK) == []


def test_hours_backwards_overlapping_or_of_half_a_season_are_refused():
    assert hours(Span(0, 720, 720)) == ["center.hours_backwards"]
    assert hours(Span(0, 600, 1500)) == ["center.hours_backwards"]
    assert hours(Span(0, 540, 720), Span(0, 700, 800)) == ["center.hours_overlap"]
    assert hours(Span(0, 540, 720, season_from="07-01")) == ["center.half_season"]
    assert hours(Span(0, 540, 720, season_from="02-30", season_to="03-01")) == ["center.bad_season"]
    assert hours(Span(8, 540, 720)) == ["center.no_such_weekday"]


def test_hours_of_two_seasons_may_overlap():
    assert hours(Span(0, 540, 720), Span(0, 540, 720, season_from="02-29", season_to="03-31")) == []


def test_a_closure_needs_a_reason_and_its_days_in_order():
    day = date(2026, 11, 23)

    def found(**draft) -> list[str]:
        given_draft = {"first": day, "last": day, "reason": "消杀", **draft}
        return [p.code for p in rules.problems_in_closure(ClosureDraft(**given_draft))]

    assert found() == []
    assert found(reason=" ") == ["required"]
    assert found(last=date(2026, 11, 22)) == ["center.days_backwards"]


def test_a_room_needs_a_name_of_its_own_and_a_sensible_size():
    def found(draft: RoomDraft) -> list[str]:
        return [p.code for p in rules.problems_in_room(draft, frozenset({"书画室"}))]

    assert found(RoomDraft("议事厅", capacity=16)) == []
    assert found(RoomDraft(" ")) == ["required"]
    assert found(RoomDraft("书画室")) == ["center.room_name_taken"]
    assert found(RoomDraft("议事厅", capacity=-1)) == ["center.capacity"]


def test_an_empty_calendar_knows_nothing():
    calendar = HolidayCalendar({date(2026, 10, 1): HolidayDay(date(2026, 10, 1), True, "国庆节")})
    assert rules.day_kind(date(2026, 10, 1), calendar) is DayKind.HOLIDAY
    assert not calendar.knows(date(2026, 10, 1))
