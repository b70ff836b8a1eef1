"""The rules of records, one by one: sign-ins, notices over holidays, stars, points, months, certificates, minors.

Sources stand in `rules.py`: 《志愿服务条例》, 民政部令第67号, 民函〔2012〕340号, 民发〔2015〕149号.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from neighborcenter.center import service as center
from neighborcenter.center.drafts import HolidayCalendar, HolidayDay
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.times import Month
from neighborcenter.volunteers import (
    assign_service,
    certificate_service,
    gather_service,
    hours_service,
    notice_service,
    points,
    points_service,
    post_service,
    queries,
    register,
    rules,
    sign_service,
    table_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import (
    AssignmentDraft,
    CertificateDraft,
    HoursDraft,
    NoticeDraft,
    ShiftDraft,
)
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, NoticeKind, VolunteerStatus
from neighborcenter.volunteers.sign_service import SheetLine
from tests.volunteers.conftest import CONSENT, helper

FRIDAY = datetime(2026, 11, 20)


def codes(caught) -> set[str]:
    return {problem.code for problem in caught.value.problems}


def pair(starts: datetime, hours: int) -> tuple[datetime, datetime]:
    return starts, starts + timedelta(hours=hours)


def entered(work, clock, draft: HoursDraft) -> int:
    """Hours taken the whole way into the books."""
    ref = hours_service.draft_hours(work, draft)
    hours_service.confirm(work, [ref])
    notice = notice_service.hang(work, NoticeDraft(), [ref])
    clock.set(datetime.combine(notice_service.last_day_of(work, NoticeKind.HOURS, work.clock.today()),
                               datetime.min.time()) + timedelta(days=1, hours=9))  # fmt: skip
    notice_service.take_down(work, notice)
    return ref


# -- signing (条例 art. 19; at most three sign-ins a day) ----------------------------------------------------------


def test_nobody_signs_in_more_than_three_times_a_day(work, corner, clock):
    for hour in (8, 10, 13):
        clock.set(datetime(2026, 11, 23, hour))
        sign_service.come(work, corner.wang)
        clock.set(datetime(2026, 11, 23, hour + 1))
        sign_service.go(work, corner.wang)
    clock.set(datetime(2026, 11, 23, 16))
    with pytest.raises(Invalid) as caught:
        sign_service.come(work, corner.wang)
    assert codes(caught) == {"volunteers.many_pairs"}
    clock.set(datetime(2026, 11, 24, 8))
    sign_service.come(work, corner.wang)


def test_nor_on_paper(work, corner):
    four = tuple(pair(FRIDAY.replace(hour=hour), 1) for hour in (8, 10, 12, 14))
    with pytest.raises(Invalid) as caught:
        hours_service.draft_hours(work, HoursDraft(corner.wang, pairs=four, content="大厅引导"))
    assert codes(caught) == {"volunteers.many_pairs"}
    shift = corner.morning(work, day=20)
    with pytest.raises(Invalid) as caught:
        sign_service.type_sheet(work, shift, [SheetLine(corner.wang, *each) for each in four])
    assert codes(caught) == {"volunteers.many_pairs"}


@pytest.mark.both_engines
def test_a_sheet_does_not_count_what_was_signed_already(work, corner, clock):
    shift = corner.morning(work, day=23)
    clock.set(datetime(2026, 11, 23, 8))
    sign_service.come(work, corner.wang, shift_id=shift)
    clock.set(datetime(2026, 11, 23, 11))
    sign_service.go(work, corner.wang)
    clock.set(datetime(2026, 11, 23, 18))
    line = SheetLine(corner.wang, datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 12))
    with pytest.raises(Invalid) as caught:
        sign_service.type_sheet(work, shift, [line])
    assert codes(caught) == {"volunteers.pairs_overlap"}
    again = replace(line, came=datetime(2026, 11, 23, 14), went=datetime(2026, 11, 23, 15))
    assert sign_service.type_sheet(work, shift, [again]) == 1
    assert sign_service.take_back_sheet(work, shift) == 1
    hours_service.hours_of_shift(work, shift)
    assert [row.minutes for row in queries.hours(work, date(2026, 11, 23), date(2026, 11, 24))] == [180]


def test_a_typed_sheet_is_taken_back_until_it_has_become_hours(work, corner):
    shift = corner.morning(work, day=20)
    assign_service.assign(work, AssignmentDraft(shift, corner.chen))
    lines = [SheetLine(corner.wang, *pair(FRIDAY.replace(hour=8), 3)), SheetLine(corner.chen)]
    sign_service.type_sheet(work, shift, lines)
    sign_service.take_back_sheet(work, shift)
    (row,) = queries.shifts(work, FRIDAY, FRIDAY + timedelta(days=1))
    assert [(one.name, one.status) for one in row.people] == [("陈丽娟", "planned")]
    sign_service.type_sheet(work, shift, lines)
    hours_service.hours_of_shift(work, shift)
    with pytest.raises(Invalid):
        sign_service.take_back_sheet(work, shift)


def test_nobody_signs_ahead(work, corner):
    with pytest.raises(Invalid) as caught:
        sign_service.come(work, corner.wang, at=datetime(2026, 11, 23, 12))
    assert codes(caught) == {"volunteers.in_future"}


def test_staff_duty_that_was_signed_is_passed_over(work, corner, clock):
    duty = corner.morning(work, day=23, post=corner.staff)
    clock.set(datetime(2026, 11, 23, 8))
    sign_service.come(work, corner.wang, shift_id=duty)
    clock.set(datetime(2026, 11, 23, 11))
    sign_service.go(work, corner.wang)
    assert gather_service.gather(work, "志愿服务") == 0
    with pytest.raises(Invalid) as caught:
        hours_service.hours_of_shift(work, duty)
    assert codes(caught) == {"volunteers.earns_none"}


# -- public notice (民函〔2012〕340号: three working days; 民发〔2015〕149号: seven days) -------------------------------


def test_a_notice_counts_days_off_and_make_up_days_as_the_state_council_moves_them(work):
    """National Day: Thursday 1st to Wednesday 7th October off, Saturday the 10th worked."""
    days = {date(2026, 10, day): HolidayDay(date(2026, 10, day), True, "国庆节") for day in range(1, 8)}
    days[date(2026, 10, 10)] = HolidayDay(date(2026, 10, 10), False, "国庆节调休")
    center.import_holidays(work, HolidayCalendar(days, frozenset({2026})))
    # Hung on Wednesday 30 September: Thursday and Friday of the week after, then the Saturday that is worked.
    assert notice_service.last_day_of(work, NoticeKind.HOURS, date(2026, 9, 30)) == date(2026, 10, 10)
    assert notice_service.last_day_of(work, NoticeKind.HOURS, date(2026, 9, 25)) == date(2026, 9, 30)
    assert notice_service.last_day_of(work, NoticeKind.CERTIFICATE, date(2026, 9, 30)) == date(2026, 10, 7)


@pytest.mark.both_engines
def test_hours_cannot_have_hung_out_before_they_were_confirmed(work, corner):
    draft = HoursDraft(corner.wang, pairs=(pair(FRIDAY.replace(hour=8), 3),), content="大厅引导")
    ref = hours_service.draft_hours(work, draft)
    hours_service.confirm(work, [ref])
    with pytest.raises(Invalid) as caught:
        notice_service.hang(work, NoticeDraft(first_day=date(2026, 11, 18)))
    assert codes(caught) == {"volunteers.notice_early"}


def test_a_certificate_hangs_seven_days(work, corner, clock):
    entered(
        work, clock, HoursDraft(corner.wang, pairs=(pair(FRIDAY.replace(hour=8), 3),), content="大厅引导")
    )
    paper = CertificateDraft(corner.wang, date(2026, 11, 1), date(2026, 11, 30), "评优", "林晓", "吴敏")
    certificate_service.issue(work, paper)
    today = work.clock.today()
    with pytest.raises(Invalid) as caught:
        short = NoticeDraft(NoticeKind.CERTIFICATE, last_day=today + timedelta(days=6))
        notice_service.hang(work, short)
    assert codes(caught) == {"volunteers.notice_short"}
    notice = notice_service.hang(work, NoticeDraft(NoticeKind.CERTIFICATE))
    clock.set(datetime.combine(today + timedelta(days=7), datetime.min.time()))
    with pytest.raises(Invalid) as caught:
        notice_service.take_down(work, notice)
    assert codes(caught) == {"volunteers.notice_hangs"}
    clock.set(datetime.combine(today + timedelta(days=8), datetime.min.time()))
    notice_service.take_down(work, notice)


# -- months, nights and corrections ------------------------------------------------------------------------------


def test_a_night_over_the_end_of_a_month_belongs_to_the_month_it_began_in(work, corner, clock):
    clock.set(datetime(2026, 12, 1, 9))
    night = post_service.add_shift(
        work, ShiftDraft(corner.desk, datetime(2026, 11, 30, 22), datetime(2026, 12, 1, 6))
    )
    sign_service.type_sheet(work, night, [SheetLine(corner.wang, *pair(datetime(2026, 11, 30, 22), 8))])
    (ref,) = hours_service.hours_of_shift(work, night)
    with pytest.raises(Invalid) as caught:
        hours_service.close_month(work, Month(2026, 11))
    assert codes(caught) == {"volunteers.hours_waiting"}
    hours_service.void(work, ref, "当天改由工作人员值守")
    hours_service.close_month(work, Month(2026, 11))
    with pytest.raises(Invalid) as caught:
        hours_service.hours_of_shift(work, night)
    assert codes(caught) == {"volunteers.month_closed"}


@pytest.mark.both_engines
def test_after_the_close_wrong_hours_go_but_none_are_added(work, corner, clock):
    ref = entered(
        work, clock, HoursDraft(corner.wang, pairs=(pair(FRIDAY.replace(hour=8), 3),), content="大厅引导")
    )
    clock.set(datetime(2026, 12, 5, 9))
    hours_service.close_month(work, Month(2026, 11))
    with pytest.raises(Invalid) as caught:
        hours_service.correct(work, ref, 240, "漏记一小时")
    assert codes(caught) == {"volunteers.month_closed"}
    fewer = hours_service.correct(work, ref, 60, "签退时间录错")
    hours_service.void(work, fewer, "冒名签到")
    rows = queries.hours(work, date(2026, 11, 1), date(2026, 12, 1))
    assert {(row.status, row.end_reason) for row in rows} == {
        (HoursStatus.CORRECTED, "签退时间录错"),
        (HoursStatus.VOIDED, "冒名签到"),
    }


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_corrected_or_voided_without_a_reason(work, corner, clock, reason):
    ref = entered(
        work, clock, HoursDraft(corner.wang, pairs=(pair(FRIDAY.replace(hour=8), 3),), content="大厅引导")
    )
    for act in (
        lambda: hours_service.correct(work, ref, 60, reason),
        lambda: hours_service.void(work, ref, reason),
    ):
        with pytest.raises(Invalid) as caught:
            act()
        assert codes(caught) == {"volunteers.reason_missing"}


# -- stars and points ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "stars"), [(99, 0), (100, 1), (299, 1), (300, 2), (600, 3), (999, 3), (1000, 4), (1500, 5)]
)
def test_the_national_stars(hours, stars):
    levels = [(each, needed * 60) for each, needed, _approver in points_service.STARS]
    assert rules.stars_for(hours * 60, levels) == stars


def test_a_star_table_holds_from_its_day(work):
    table_service.set_stars(work, date(2027, 1, 1), [(1, 30, "社区"), (2, 60, "社区")])
    assert points_service.levels_on(work, date(2026, 12, 31))[0] == (1, 100 * 60)
    assert points_service.levels_on(work, date(2027, 1, 1)) == [(1, 30 * 60), (2, 60 * 60)]
    with pytest.raises(Invalid) as caught:
        table_service.set_stars(work, date(2027, 1, 1), [(1, 60, ""), (2, 60, "")])
    assert codes(caught) == {"volunteers.stars_rise"}


@pytest.mark.parametrize(
    ("minutes", "balance", "rule", "gained"),
    [
        (119, 0, rules.PointsRule(), 1),
        (59, 0, rules.PointsRule(), 0),
        (300, 0, rules.PointsRule(most_hours=2), 2),
        (300, 1498, rules.PointsRule(cap=1500), 2),
        (300, 1500, rules.PointsRule(cap=1500), 0),
        (120, 0, rules.PointsRule(points_per_hour=5), 10),
    ],
)
def test_points_come_from_whole_hours_up_to_the_cap(minutes, balance, rule, gained):
    assert rules.points_for(minutes, balance, rule) == gained


def test_honorary_hours_reach_no_stars(work, corner, clock):
    draft = HoursDraft(
        corner.wang, pairs=(pair(FRIDAY.replace(hour=8), 3),), content="大厅引导", kind=HoursKind.HONORARY
    )
    entered(work, clock, draft)
    assert points.entered_minutes(work, corner.wang) == 0
    assert points.balance(work, corner.wang) == 0


# -- certificates and people ---------------------------------------------------------------------------------------


def test_certificates_count_anew_each_year_and_no_number_comes_twice(work, corner, clock):
    entered(
        work, clock, HoursDraft(corner.wang, pairs=(pair(FRIDAY.replace(hour=8), 3),), content="大厅引导")
    )
    paper = CertificateDraft(corner.wang, date(2026, 11, 1), date(2026, 11, 30), "评优", "林晓", "吴敏")
    first = certificate_service.issue(work, paper)
    certificate_service.revoke(work, first, "姓名写错")
    certificate_service.issue(work, paper)
    clock.set(datetime(2027, 1, 4, 9))
    certificate_service.issue(work, paper)
    assert [row.number for row in register.certificates(work)] == [
        "350582001-2027-0001", "350582001-2026-0002", "350582001-2026-0001",
    ]  # fmt: skip


def test_a_child_below_14_comes_with_the_guardian_who_is_named(work, corner, make):
    child = helper(work, make.resident("许小满", birth_date=date(2014, 3, 1)), **CONSENT)
    done = assign_service.assign(work, AssignmentDraft(corner.morning(work), child))
    assert [each.code for each in done.warnings] == ["volunteers.guardian_comes"]


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (date(2008, 11, 26), "volunteers.minor_in_danger"),
        (date(2008, 11, 25), "volunteers.uninsured"),
    ],
)
def test_danger_begins_on_the_eighteenth_birthday(work, corner, make, born, code):
    """On the very day somebody turns 18 only the insurance is missing."""
    who = helper(work, make.resident("庄小艺", birth_date=born), **CONSENT)
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(corner.morning(work, post=corner.patrol), who))
    assert code in codes(caught)
    assert ("volunteers.minor_in_danger" in codes(caught)) == (code == "volunteers.minor_in_danger")


def test_consent_given_later_does_not_reach_back(work, corner, make):
    who = helper(
        work, make.resident("林可", birth_date=date(2010, 3, 1)), guardian_consent="父亲当面签字",
        guardian_consent_on=date(2026, 11, 20),
    )  # fmt: skip
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(corner.morning(work, day=19), who))
    assert codes(caught) == {"volunteers.guardian_missing"}


def test_an_unknown_age_is_said_where_age_matters(work, corner, make):
    who = helper(work, make.resident("郑明"))
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(corner.morning(work, post=corner.patrol), who))
    assert "volunteers.uninsured" in codes(caught)
    done = assign_service.assign(work, AssignmentDraft(corner.morning(work, day=26), who))
    assert done.warnings == ()


def test_who_rests_or_left_is_on_no_roster(work, corner):
    volunteer_service.set_status(work, corner.chen, VolunteerStatus.RESTING, reason="照顾孙子")
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(corner.morning(work), corner.chen))
    assert codes(caught) == {"volunteers.not_active"}
