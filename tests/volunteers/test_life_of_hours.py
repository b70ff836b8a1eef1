"""The corners of the life of hours: what was said against them, what changed after a paper left the house, nights,
New Year, insurance that ends in the middle of a shift.

Beside `test_hours.py` (the way itself) and `test_record_rules.py` (the rules one by one).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from neighborcenter.center import service as center
from neighborcenter.center.drafts import HolidayCalendar, HolidayDay
from neighborcenter.kit.idnumber import check_character
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.times import Month
from neighborcenter.volunteers import (
    assign_service,
    certificate_service,
    gather_service,
    hours_service,
    ledgers,
    notice_service,
    points,
    points_service,
    policy_service,
    post_service,
    queries,
    register,
    rules,
    sign_service,
    standings,
    table_service,
    time_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import (
    AssignmentDraft,
    CertificateDraft,
    HoursDraft,
    NoticeDraft,
    PolicyDraft,
    ShiftDraft,
    VolunteerDraft,
)
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, NoticeKind, SignMethod
from neighborcenter.volunteers.sign_service import SheetLine
from tests.volunteers.conftest import CONSENT, helper
from tests.volunteers.test_record_rules import codes, entered, pair

FRIDAY = datetime(2026, 11, 20, 8)
PAPER = CertificateDraft(0, date(2026, 11, 1), date(2026, 11, 30), "升学", "林晓", "吴敏")


def three_hours(who: int, at: datetime = FRIDAY, **values) -> HoursDraft:
    """Three hours in the hall."""
    return HoursDraft(who, pairs=(pair(at, 3),), content="大厅引导", **values)


def status_of(work, ref: int) -> HoursStatus:
    return next(
        row.status for row in ledgers.month_lines(work, Month(2026, 11)) if row.id == ref
    )  # fmt: skip


def hung(work, *drafts: HoursDraft) -> tuple[int, list[int]]:
    """A notice with these hours on it, and the hours."""
    made = [hours_service.draft_hours(work, each) for each in drafts]
    hours_service.confirm(work, made)
    return notice_service.hang(work, NoticeDraft(), made), made


# -- the table of steps ----------------------------------------------------------------------------------------------


def test_no_step_leads_back_from_the_end_and_none_jumps_the_notice():
    ends = {HoursStatus.CORRECTED, HoursStatus.VOIDED}
    for before in HoursStatus:
        allowed = {after for after in HoursStatus if rules.can_hours_move(before, after)}
        assert before not in ends or allowed == set()
        assert HoursStatus.ENTERED not in allowed or before in (HoursStatus.NOTICE, HoursStatus.DISPUTED)
        assert HoursStatus.NOTICE not in allowed or before in (HoursStatus.CONFIRMED, HoursStatus.DISPUTED)
        assert before in ends or HoursStatus.VOIDED in allowed


def test_nobody_serves_twice_at_the_same_time(work, corner):
    first = hours_service.draft_hours(work, three_hours(corner.wang))
    with pytest.raises(Invalid) as caught:
        hours_service.draft_hours(work, three_hours(corner.wang, FRIDAY.replace(hour=10)))
    assert codes(caught) == {"volunteers.pairs_overlap"}
    hours_service.draft_hours(work, three_hours(corner.wang, FRIDAY.replace(hour=11)))
    hours_service.draft_hours(work, three_hours(corner.chen))
    # Written down on the wrong day, voided, written down anew.
    hours_service.void(work, first, "时间写错")
    hours_service.draft_hours(work, three_hours(corner.wang, FRIDAY.replace(hour=7, minute=30)))


@pytest.mark.parametrize("content", ["补录", "十一月志愿服务补录"])
def test_how_it_was_entered_is_no_content(work, corner, content):
    with pytest.raises(Invalid) as caught:
        hours_service.draft_hours(work, replace(three_hours(corner.wang), content=content))
    assert codes(caught) == {"volunteers.content_says_nothing"}


def test_honorary_hours_are_not_corrected_beyond_the_plan(work, corner, clock):
    shift = corner.morning(work, day=20)
    draft = replace(three_hours(corner.wang), shift_id=shift, kind=HoursKind.HONORARY)
    ref = entered(work, clock, draft)
    with pytest.raises(Invalid) as caught:
        hours_service.correct(work, ref, 240, "活动延长")
    assert codes(caught) == {"volunteers.above_plan"}
    hours_service.correct(work, ref, 120, "提前结束")


# -- objections ------------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
def test_a_line_goes_on_when_everything_said_against_it_is_settled(work, corner, clock):
    notice, (ref,) = hung(work, three_hours(corner.wang))
    first = notice_service.object_to(work, notice, "居民甲", "早退", hours_id=ref)
    second = notice_service.object_to(work, notice, "居民乙", "没来", hours_id=ref)
    clock.set(datetime(2026, 11, 27, 8))
    assert notice_service.take_down(work, notice).disputed == (ref,)
    notice_service.settle(work, first, "签到表齐全", upheld=False)
    assert status_of(work, ref) is HoursStatus.DISPUTED
    assert points.balance(work, corner.wang) == 0
    notice_service.settle(work, second, "监控可见", upheld=False)
    assert status_of(work, ref) is HoursStatus.ENTERED
    assert points.balance(work, corner.wang) == 3


@pytest.mark.both_engines
def test_a_line_voided_meanwhile_is_not_brought_back_by_settling(work, corner):
    notice, (ref,) = hung(work, three_hours(corner.wang))
    objection = notice_service.object_to(work, notice, "居民甲", "不是本人", hours_id=ref)
    hours_service.void(work, ref, "本人承认代签")
    notice_service.settle(work, objection, "已查清", upheld=False)
    assert status_of(work, ref) is HoursStatus.VOIDED


@pytest.mark.both_engines
def test_an_objection_to_the_whole_notice_keeps_it_hanging(work, corner, clock):
    notice, (ref,) = hung(work, three_hours(corner.wang))
    objection = notice_service.object_to(work, notice, "业委会", "公示贴在室内，看不到")
    clock.set(datetime(2026, 11, 27, 8))
    with pytest.raises(Invalid) as caught:
        notice_service.take_down(work, notice)
    assert codes(caught) == {"volunteers.objection_open"}
    notice_service.settle(work, objection, "已移到大门口补贴", upheld=False)
    assert notice_service.take_down(work, notice).entered == (ref,)


def test_a_line_voided_on_the_wall_is_not_entered(work, corner, clock):
    notice, (wang, chen) = hung(work, three_hours(corner.wang), three_hours(corner.chen))
    hours_service.void(work, wang, "重复登记")
    clock.set(datetime(2026, 11, 27, 8))
    assert notice_service.take_down(work, notice).entered == (chen,)
    assert points.balance(work, corner.wang) == 0


def test_stars_hang_for_five_working_days_too(work):
    assert notice_service.last_day_of(work, NoticeKind.STARS, date(2026, 11, 23)) == date(2026, 11, 30)
    days = {date(2026, 10, day): HolidayDay(date(2026, 10, day), True, "国庆节") for day in range(1, 8)}
    center.import_holidays(work, HolidayCalendar(days, frozenset({2026})))
    # Wednesday 30 September, seven days of holiday, then five working days to Wednesday 14 October.
    assert notice_service.last_day_of(work, NoticeKind.STARS, date(2026, 9, 30)) == date(2026, 10, 14)


def test_over_new_year_the_notice_counts_on_and_its_number_is_of_the_year_it_was_hung(work, corner, clock):
    days = {date(2027, 1, day): HolidayDay(date(2027, 1, day), True, "元旦") for day in range(1, 4)}
    center.import_holidays(work, HolidayCalendar(days, frozenset({2026, 2027})))
    clock.set(datetime(2026, 12, 31, 9))
    notice, (ref,) = hung(work, three_hours(corner.wang, datetime(2026, 12, 30, 8)))
    (line,) = ledgers.notices(work)
    # Thursday; Friday to Sunday off; then Monday, Tuesday, Wednesday.
    assert (line.number[:5], line.last_day) == ("G2026", date(2027, 1, 6))
    clock.set(datetime(2027, 1, 7, 8))
    assert notice_service.take_down(work, notice).entered == (ref,)


# -- certificates ----------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
@pytest.mark.parametrize("how", ["void", "correct"])
def test_a_certificate_of_hours_that_changed_says_so_until_it_is_revoked(work, corner, clock, how):
    ref = entered(work, clock, three_hours(corner.wang))
    paper = certificate_service.issue(work, replace(PAPER, volunteer_id=corner.wang))
    (row,) = register.certificates(work)
    assert (row.doubtful, register.standing_on(work, ref)) == (False, (row.number,))
    if how == "void":
        hours_service.void(work, ref, "冒名签到")
    else:
        hours_service.correct(work, ref, 60, "签退时间录错")
    (row,) = register.doubtful(work)
    assert (row.id, row.gone) == (paper, 180)
    certificate_service.revoke(work, paper, "时长更正")
    assert register.doubtful(work) == []
    assert register.standing_on(work, ref) == ()
    if how == "correct":
        certificate_service.issue(work, replace(PAPER, volunteer_id=corner.wang, replaces_id=paper))
        newest, old = register.certificates(work)
        assert (newest.minutes, newest.doubtful, old.revoke_reason) == (60, False, "时长更正")


def test_hours_that_still_hang_are_on_no_certificate(work, corner, clock):
    entered(work, clock, three_hours(corner.wang))
    hung(work, three_hours(corner.wang, datetime(2026, 11, 23, 8)))
    certificate_service.issue(work, replace(PAPER, volunteer_id=corner.wang))
    assert [row.minutes for row in register.certificates(work)] == [180]


def test_numbers_begin_anew_at_midnight_of_new_year(work, corner, clock):
    entered(work, clock, three_hours(corner.wang))
    for moment in (datetime(2026, 12, 31, 23, 59), datetime(2027, 1, 1)):
        clock.set(moment)
        certificate_service.issue(work, replace(PAPER, volunteer_id=corner.wang))
    newest, old = register.certificates(work)
    assert (newest.number[-9:], newest.issued_on) == ("2027-0001", date(2027, 1, 1))
    assert (old.number[-9:], old.issued_on) == ("2026-0001", date(2026, 12, 31))


# -- months and nights -----------------------------------------------------------------------------------------------


def test_a_month_is_not_closed_over_sign_ins_that_are_no_hours_yet(work, corner, clock):
    clock.set(datetime(2026, 11, 30, 23))
    sign_service.come(work, corner.wang)
    clock.set(datetime(2026, 12, 1, 1))
    sign_service.go(work, corner.wang)
    duty = corner.morning(work, day=30, post=corner.staff)
    sign_service.type_sheet(work, duty, [SheetLine(corner.chen, *pair(datetime(2026, 11, 30, 8), 3))])
    clock.set(datetime(2026, 12, 2, 9))
    with pytest.raises(Invalid) as caught:
        hours_service.close_month(work, Month(2026, 11))
    assert codes(caught) == {"volunteers.sign_ins_waiting"}
    assert gather_service.gather(work, "志愿服务") == 1
    (line,) = ledgers.month_lines(work, Month(2026, 11))
    assert (line.day, line.minutes) == (date(2026, 11, 30), 120)
    hours_service.void(work, line.id, "测试签到")
    assert hours_service.close_month(work, Month(2026, 11)) == 0


def test_a_month_may_be_closed_from_its_first_day_after(work, corner, clock):
    clock.set(datetime(2026, 11, 30, 23, 59))
    with pytest.raises(Invalid) as caught:
        hours_service.close_month(work, Month(2026, 11))
    assert codes(caught) == {"volunteers.month_runs"}
    clock.set(datetime(2026, 12, 1))
    hours_service.close_month(work, Month(2026, 11))
    with pytest.raises(Invalid) as caught:
        hours_service.close_month(work, Month(2026, 11))
    assert codes(caught) == {"volunteers.month_closed"}


def test_a_night_over_new_year_belongs_to_the_old_year(work, corner, clock):
    clock.set(datetime(2027, 1, 1, 7))
    night = post_service.add_shift(
        work, ShiftDraft(corner.desk, datetime(2026, 12, 31, 22), datetime(2027, 1, 1, 6))
    )
    sign_service.type_sheet(work, night, [SheetLine(corner.wang, *pair(datetime(2026, 12, 31, 22), 8))])
    hours_service.hours_of_shift(work, night)
    assert [one.minutes for one in ledgers.month_lines(work, Month(2026, 12))] == [480]
    assert ledgers.month_lines(work, Month(2027, 1)) == []


def test_who_forgot_to_sign_out_is_not_in_for_ever(work, corner, clock):
    clock.set(datetime(2026, 11, 23, 8))
    sign_service.come(work, corner.wang)
    clock.set(datetime(2026, 11, 24, 8, 1))
    with pytest.raises(Invalid) as caught:
        sign_service.go(work, corner.wang)
    assert codes(caught) == {"volunteers.not_in"}
    assert ledgers.here_now(work) == []
    assert gather_service.gather(work, "志愿服务") == 0


# -- insurance and age -----------------------------------------------------------------------------------------------


def insured(work, who: int, last: date) -> None:
    ref = policy_service.add_policy(work, PolicyDraft("PICC-2026-1", "人保", "", date(2026, 1, 1), last))
    policy_service.cover(work, ref, [who])


def patrol(work, corner, day: int, start: int, hours: int) -> int:
    starts = datetime(2026, 11, day, start)
    return post_service.add_shift(work, ShiftDraft(corner.patrol, starts, starts + timedelta(hours=hours)))


def test_insurance_covers_its_last_day_and_no_minute_more(work, corner):
    insured(work, corner.chen, date(2026, 11, 25))
    assign_service.assign(work, AssignmentDraft(patrol(work, corner, 25, 19, 3), corner.chen))
    # To midnight is still the 25th; past it, nobody pays.
    assign_service.assign(work, AssignmentDraft(patrol(work, corner, 25, 22, 2), corner.chen))
    for ref in (patrol(work, corner, 25, 23, 6), patrol(work, corner, 26, 8, 3)):
        with pytest.raises(Invalid) as caught:
            assign_service.assign(work, AssignmentDraft(ref, corner.chen))
        assert "volunteers.uninsured" in codes(caught)


def test_two_policies_that_follow_one_another_cover_the_night_between(work, corner):
    insured(work, corner.chen, date(2026, 11, 25))
    ref = policy_service.add_policy(
        work, PolicyDraft("PICC-2026-2", "人保", "", date(2026, 11, 26), date(2027, 11, 25))
    )
    policy_service.cover(work, ref, [corner.chen])
    assign_service.assign(work, AssignmentDraft(patrol(work, corner, 25, 22, 8), corner.chen))


def test_nobody_signs_in_to_danger_without_insurance_but_the_sheet_says_what_was(work, corner, clock):
    ref = patrol(work, corner, 23, 8, 3)
    clock.set(datetime(2026, 11, 23, 8))
    with pytest.raises(Invalid) as caught:
        sign_service.come(work, corner.chen, shift_id=ref)
    assert codes(caught) == {"volunteers.uninsured"}
    clock.set(datetime(2026, 11, 23, 12))
    line = SheetLine(corner.chen, *pair(datetime(2026, 11, 23, 8), 3))
    assert sign_service.type_sheet(work, ref, [line]) == 1


def test_a_leave_that_begins_at_midnight_ends_the_night_shift(work, corner):
    time_service.go_on_leave(work, corner.chen, date(2026, 11, 26), date(2026, 11, 27), "回惠安")
    night = post_service.add_shift(
        work, ShiftDraft(corner.desk, datetime(2026, 11, 25, 22), datetime(2026, 11, 26, 6))
    )
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(night, corner.chen))
    assert codes(caught) == {"volunteers.on_leave"}


@pytest.mark.parametrize(
    ("born", "said"), [(date(2012, 11, 25), ()), (date(2012, 11, 26), ("volunteers.guardian_comes",))]
)
def test_at_fourteen_one_comes_alone(work, corner, make, born, said):
    who = helper(work, make.resident("吴小宇", birth_date=born), **CONSENT)
    done = assign_service.assign(work, AssignmentDraft(corner.morning(work), who))
    assert tuple(each.code for each in done.warnings) == said


def test_below_eighteen_the_guardian_agrees_and_no_insurance_makes_danger_good(work, corner, make):
    who = helper(work, make.resident("庄小艺", birth_date=date(2009, 6, 1)))
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(corner.morning(work), who))
    assert codes(caught) == {"volunteers.guardian_missing"}
    insured(work, corner.pupil, date(2026, 12, 31))
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(patrol(work, corner, 25, 8, 3), corner.pupil))
    assert codes(caught) == {"volunteers.minor_in_danger"}


def test_a_volunteer_number_is_never_the_id_number(work, corner, make):
    number = "35058219610308002" + check_character("35058219610308002")
    with pytest.raises(Invalid) as caught:
        volunteer_service.register(work, VolunteerDraft(resident_id=make.resident("林可"), number=number))
    assert codes(caught) == {"volunteers.number_is_id"}
    with pytest.raises(Invalid) as caught:
        volunteer_service.change(work, corner.chen, VolunteerDraft(number=number.lower()))
    assert codes(caught) == {"volunteers.number_is_id"}


# -- points and stars over the year ----------------------------------------------------------------------------------


def yearly(work, **values) -> None:
    table_service.set_points_rule(work, date(2026, 1, 1), rules.PointsRule(expiry="year", **values))


@pytest.mark.both_engines
def test_points_of_last_year_are_not_spent_even_before_they_are_written_off(work, corner, clock):
    yearly(work)
    entered(work, clock, three_hours(corner.wang))
    clock.set(datetime(2026, 12, 31, 23, 59))
    assert points_service.redeem(work, corner.wang, 1, "毛巾") == 2
    clock.set(datetime(2027, 1, 1))
    with pytest.raises(Invalid) as caught:
        points_service.redeem(work, corner.wang, 1, "毛巾")
    assert codes(caught) == {"volunteers.points_short"}
    assert points_service.expire(work) == 2
    assert points.balance(work, corner.wang) == 0


@pytest.mark.both_engines
def test_hours_voided_after_their_points_lapsed_leave_no_debt(work, corner, clock):
    yearly(work)
    first = entered(work, clock, three_hours(corner.wang))
    second = entered(work, clock, three_hours(corner.wang, datetime(2026, 11, 26, 8)))
    points_service.redeem(work, corner.wang, 2, "洗衣液")
    clock.set(datetime(2027, 1, 4, 9))
    assert points_service.expire(work) == 4
    hours_service.void(work, first, "冒名签到")
    assert points.balance(work, corner.wang) == 0
    # Of six points two were spent: without both services they were spent on nothing.
    hours_service.void(work, second, "冒名签到")
    assert points.balance(work, corner.wang) == -2
    assert points_service.expire(work) == 0


def test_a_service_earns_by_the_rule_of_its_day(work, corner, clock):
    table_service.set_points_rule(work, date(2026, 1, 1), rules.PointsRule(points_per_hour=1))
    table_service.set_points_rule(work, date(2026, 11, 24), rules.PointsRule(points_per_hour=5))
    entered(work, clock, three_hours(corner.wang))
    assert points.balance(work, corner.wang) == 3
    entered(work, clock, three_hours(corner.chen, datetime(2026, 11, 24, 8)))
    assert points.balance(work, corner.chen) == 15


def test_the_star_table_changes_at_midnight_and_takes_no_star_away(work, corner, clock):
    table_service.set_stars(work, date(2026, 1, 1), [(1, 3, "社区"), (2, 30, "社区")])
    table_service.set_stars(work, date(2027, 1, 1), [(1, 10, "社区"), (2, 30, "社区")])
    entered(work, clock, three_hours(corner.wang))
    clock.set(datetime(2026, 12, 31, 23, 59))
    award = points_service.apply_star(work, corner.wang, 1)
    assert points_service.stars_reached(work, corner.wang) == (1, 0)
    clock.set(datetime(2027, 1, 1))
    points_service.grant_star(work, award, "晋江市志愿者协会")
    assert points_service.stars_reached(work, corner.wang) == (0, 1)
    standing = next(one for one in standings.standings(work) if one.id == corner.wang)
    assert (standing.granted, standing.to_next) == (1, 7 * 60)


def test_what_was_served_is_counted_without_the_way_there(work, corner):
    """Only the pairs count: the hour on the bus between two of them is nobody's service."""
    draft = replace(
        three_hours(corner.wang), pairs=(pair(FRIDAY, 1), pair(FRIDAY.replace(hour=10), 1)),
        method=SignMethod.LIST,
    )  # fmt: skip
    hours_service.draft_hours(work, draft)
    assert [row.minutes for row in queries.hours(work, date(2026, 11, 20), date(2026, 11, 21))] == [120]
