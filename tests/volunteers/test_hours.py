"""The life of hours: signed, confirmed, hung out, entered, corrected, voided; closed months; certificates."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.center.drafts import USUAL_CODE
from neighborcenter.center.models import center
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.times import Month
from neighborcenter.volunteers import (
    assign_service,
    certificate_service,
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
)
from neighborcenter.volunteers.drafts import (
    AssignmentDraft,
    CertificateDraft,
    HoursDraft,
    NoticeDraft,
    ShiftDraft,
)
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, NoticeKind, SignMethod
from neighborcenter.volunteers.models.hours import certificate, service_hours
from neighborcenter.volunteers.sign_service import SheetLine

pytestmark = pytest.mark.both_engines

MORNING = ((datetime(2026, 11, 20, 8), datetime(2026, 11, 20, 11)),)


def codes(caught) -> set[str]:
    return {problem.code for problem in caught.value.problems}


def status_of(work, ref: int) -> HoursStatus:
    return work.value(sa.select(service_hours.c.status).where(service_hours.c.id == ref))


@pytest.fixture
def served(corner) -> HoursDraft:
    """王桂兰, three hours at the desk last Friday."""
    return HoursDraft(corner.wang, pairs=MORNING, post_id=corner.desk, content="大厅引导")


@pytest.fixture
def enter(work, clock):
    """Take drafts the whole way into the books; gives their ids."""

    def whole_way(*drafts: HoursDraft) -> list[int]:
        made = [hours_service.draft_hours(work, each) for each in drafts]
        hours_service.confirm(work, made)
        notice = notice_service.hang(work, NoticeDraft(place="社区宣传栏"), made)
        clock.set(datetime(2026, 11, 27, 9))
        notice_service.take_down(work, notice)
        return made

    return whole_way


def test_a_sheet_from_the_wall_becomes_hours_in_one_pass(work, corner, clock):
    shift = corner.morning(work, day=23)
    for ref in (corner.wang, corner.chen):
        assign_service.assign(work, AssignmentDraft(shift, ref))
    clock.set(datetime(2026, 11, 23, 12))
    came = sign_service.type_sheet(
        work,
        shift,
        [
            SheetLine(corner.wang, datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 11)),
            SheetLine(corner.chen),
            SheetLine(corner.pupil, datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 10)),
        ],
    )
    made = hours_service.hours_of_shift(work, shift)
    rows = queries.hours(work, date(2026, 11, 23), date(2026, 11, 24))
    assert came == 2
    assert len(made) == 2
    assert {(row.name, row.minutes) for row in rows} == {("王桂兰", 180), ("蔡小雨", 60)}


def test_coming_and_going_several_times_a_day_adds_up(work, corner, clock):
    shift = corner.morning(work, day=23)
    for came, went in ((8, 9), (10, 11)):
        clock.set(datetime(2026, 11, 23, came))
        sign_service.come(work, corner.wang, shift_id=shift)
        with pytest.raises(Invalid) as caught:
            sign_service.come(work, corner.wang, shift_id=shift)
        assert codes(caught) == {"volunteers.in_already"}
        clock.set(datetime(2026, 11, 23, went))
        assert sign_service.go(work, corner.wang) == 60
    with pytest.raises(Invalid):
        sign_service.go(work, corner.wang)
    hours_service.hours_of_shift(work, shift)
    assert [row.minutes for row in queries.hours(work, date(2026, 11, 23), date(2026, 11, 24))] == [120]


def test_a_night_shift_counts_on_the_day_it_began(work, corner, clock):
    shift = post_service.add_shift(
        work, ShiftDraft(corner.desk, datetime(2026, 11, 22, 22), datetime(2026, 11, 23, 6))
    )
    sign_service.type_sheet(
        work, shift, [SheetLine(corner.chen, datetime(2026, 11, 22, 22), datetime(2026, 11, 23, 6))]
    )
    hours_service.hours_of_shift(work, shift)
    (row,) = queries.hours(work, date(2026, 11, 22), date(2026, 11, 23))
    assert (row.day, row.minutes) == (date(2026, 11, 22), 480)


def test_staff_duty_earns_nothing(work, corner, served):
    with pytest.raises(Invalid) as caught:
        hours_service.draft_hours(work, replace(served, post_id=corner.staff))
    assert codes(caught) == {"volunteers.earns_none"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"pairs": ((datetime(2026, 11, 20, 11), datetime(2026, 11, 20, 8)),)}, "volunteers.ends_first"),
        ({"pairs": MORNING * 2}, "volunteers.pairs_overlap"),
        ({"pairs": ((datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 18)),)}, "volunteers.in_future"),
        ({"pairs": (), "minutes": 60, "day": date(2026, 11, 20)}, "volunteers.pairs_missing"),
        ({"pairs": (), "minutes": 60, "method": SignMethod.BACKFILL}, "volunteers.reason_missing"),
        ({"content": "", "post_id": None}, "volunteers.content_missing"),
    ],
)
def test_hours_that_cannot_be_are_refused(work, served, values, code):
    with pytest.raises(Invalid) as caught:
        hours_service.draft_hours(work, replace(served, **values))
    assert code in codes(caught)


def test_who_back_filled_does_not_review(work, backend, actor, make, served):
    filled = replace(
        served, pairs=(), minutes=120, day=date(2026, 11, 20), method=SignMethod.BACKFILL, reason="忘记签退",
        evidence="带班队长证明",
    )  # fmt: skip
    ref = hours_service.draft_hours(work, filled)
    with pytest.raises(Invalid) as caught:
        hours_service.confirm(work, [ref])
    assert codes(caught) == {"volunteers.review_first"}
    with pytest.raises(Invalid) as caught:
        hours_service.review(work, ref)
    assert codes(caught) == {"volunteers.own_review"}
    work.execute(service_hours.update().where(service_hours.c.id == ref).values(created_by=None))
    hours_service.review(work, ref)
    hours_service.confirm(work, [ref])
    assert status_of(work, ref) is HoursStatus.CONFIRMED


def test_honorary_hours_keep_to_the_plan_and_bring_no_points(work, corner, served, enter):
    shift = corner.morning(work, day=20)
    honour = replace(served, shift_id=shift, pairs=((MORNING[0][0], datetime(2026, 11, 20, 16)),))
    (ref,) = enter(replace(honour, kind=HoursKind.HONORARY))
    row = next(row for row in queries.hours(work, date(2026, 11, 20), date(2026, 11, 21)))
    assert (row.minutes, status_of(work, ref)) == (180, HoursStatus.ENTERED)
    assert points.balance(work, corner.wang) == 0


def test_hours_hang_three_working_days_before_they_count(work, corner, served, clock):
    ref = hours_service.draft_hours(work, served)
    hours_service.confirm(work, [ref])
    # Monday 23rd; the first day does not count: the notice hangs until Thursday the 26th.
    with pytest.raises(Invalid) as caught:
        notice_service.hang(work, NoticeDraft(last_day=date(2026, 11, 25)))
    assert codes(caught) == {"volunteers.notice_short"}
    notice = notice_service.hang(work, NoticeDraft(place="社区宣传栏"))
    clock.set(datetime(2026, 11, 26, 17))
    with pytest.raises(Invalid) as caught:
        notice_service.take_down(work, notice)
    assert codes(caught) == {"volunteers.notice_hangs"}
    assert points.balance(work, corner.wang) == 0
    clock.set(datetime(2026, 11, 27, 8))
    assert notice_service.take_down(work, notice).entered == (ref,)
    assert points.balance(work, corner.wang) == 3


def test_a_notice_over_a_holiday_hangs_longer(work, make):
    assert notice_service.last_day_of(work, NoticeKind.HOURS, date(2026, 11, 27)) == date(2026, 12, 2)
    assert notice_service.last_day_of(work, NoticeKind.CERTIFICATE, date(2026, 11, 27)) == date(2026, 12, 4)


@pytest.mark.parametrize("upheld", [True, False])
def test_an_objection_holds_the_line_until_it_is_settled(work, served, clock, upheld):
    ref = hours_service.draft_hours(work, served)
    hours_service.confirm(work, [ref])
    notice = notice_service.hang(work, NoticeDraft())
    objection = notice_service.object_to(work, notice, "居民陈先生", "那天没有看到人", hours_id=ref)
    clock.set(datetime(2026, 11, 27, 8))
    taken = notice_service.take_down(work, notice)
    assert (taken.entered, taken.disputed) == ((), (ref,))
    notice_service.settle(work, objection, "查了签到表", upheld=upheld)
    assert status_of(work, ref) is (HoursStatus.VOIDED if upheld else HoursStatus.ENTERED)


def test_a_correction_leaves_the_old_line_and_moves_the_points(work, corner, served, enter):
    (ref,) = enter(served)
    fewer = hours_service.correct(work, ref, 60, "签退时间录错")
    assert (status_of(work, ref), status_of(work, fewer)) == (HoursStatus.CORRECTED, HoursStatus.ENTERED)
    assert points.balance(work, corner.wang) == 1
    more = hours_service.correct(work, fewer, 120, "漏了下午一小时")
    assert status_of(work, more) is HoursStatus.DRAFT
    assert points.entered_minutes(work, corner.wang) == 60
    hours_service.void(work, fewer, "冒名签到")
    assert points.balance(work, corner.wang) == 0
    with pytest.raises(Invalid):
        hours_service.void(work, ref, "再作废一次")


def test_a_closed_month_stays_closed(work, corner, served, enter, clock):
    enter(served)
    with pytest.raises(Invalid) as caught:
        hours_service.close_month(work, Month(2026, 11))
    assert codes(caught) == {"volunteers.month_runs"}
    clock.set(datetime(2026, 12, 5, 9))
    waiting = hours_service.draft_hours(work, replace(served, volunteer_id=corner.chen))
    with pytest.raises(Invalid) as caught:
        hours_service.close_month(work, Month(2026, 11))
    assert codes(caught) == {"volunteers.hours_waiting"}
    hours_service.void(work, waiting, "重复登记")
    assert hours_service.close_month(work, Month(2026, 11)) == 180
    with pytest.raises(Invalid) as caught:
        hours_service.draft_hours(work, served)
    assert codes(caught) == {"volunteers.month_closed"}


def test_stars_follow_the_table_that_holds(work, corner, served, enter):
    assert rules.stars_for(300 * 60, points_service.levels_on(work, date(2026, 11, 27))) == 2
    table_service.set_stars(work, date(2026, 11, 1), [(1, 2, "社区"), (2, 10, "社区")])
    enter(served)
    assert points_service.stars_reached(work, corner.wang) == (1, 0)
    award = points_service.apply_star(work, corner.wang, 1)
    with pytest.raises(Invalid) as caught:
        points_service.apply_star(work, corner.wang, 2)
    assert codes(caught) == {"volunteers.stars_not_reached"}
    points_service.grant_star(work, award, "晋江市志愿者协会")
    assert points_service.stars_reached(work, corner.wang) == (1, 1)


def test_points_are_spent_given_and_lapse_by_the_rule(work, corner, served, enter, clock):
    table_service.set_points_rule(
        work, date(2026, 1, 1), rules.PointsRule(2, most_hours=2, cap=0, redeem_from_hours=3, expiry="year")
    )
    enter(served)
    assert points.balance(work, corner.wang) == 4
    with pytest.raises(Invalid) as caught:
        points_service.redeem(work, corner.wang, 5, "洗衣液")
    assert codes(caught) == {"volunteers.points_short"}
    assert points_service.redeem(work, corner.wang, 1, "洗衣液") == 3
    assert points_service.give(work, corner.wang, corner.chen, 2, "时间银行") == 1
    with pytest.raises(Invalid) as caught:
        points_service.redeem(work, corner.chen, 1, "毛巾")
    assert codes(caught) == {"volunteers.redeem_later"}
    clock.set(datetime(2027, 1, 2, 9))
    assert points_service.expire(work) == 3
    assert points.balance(work, corner.wang) == points.balance(work, corner.chen) == 0
    assert points_service.expire(work) == 0


def test_a_certificate_holds_entered_hours_and_its_number_is_never_used_again(work, corner, served, enter):
    paper = CertificateDraft(corner.wang, date(2026, 11, 1), date(2026, 11, 30), "评优", "林晓", "吴敏")
    with pytest.raises(Invalid) as caught:
        certificate_service.issue(work, paper)
    assert codes(caught) == {"volunteers.no_entered_hours"}
    enter(served, replace(served, volunteer_id=corner.chen))
    with pytest.raises(Invalid) as caught:
        certificate_service.issue(work, replace(paper, volunteer_id=corner.chen))
    assert codes(caught) == {"volunteers.id_missing"}
    with pytest.raises(Invalid) as caught:
        certificate_service.issue(work, replace(paper, handler=" "))
    assert codes(caught) == {"volunteers.signer_missing"}
    first = certificate_service.issue(work, paper)
    certificate_service.revoke(work, first, "姓名写错")
    with pytest.raises(Invalid):
        certificate_service.revoke(work, first, "再撤一次")
    certificate_service.issue(work, replace(paper, replaces_id=first))
    numbers = [row.number for row in register.certificates(work)]
    assert numbers == ["350582001-2026-0002", "350582001-2026-0001"]
    hung = notice_service.hang(work, NoticeDraft(NoticeKind.CERTIFICATE, "宣传栏"))
    # What was revoked is not hung out as issued.
    assert work.value(sa.select(sa.func.count()).where(certificate.c.notice_id == hung)) == 1


def test_a_center_without_a_code_signs_certificates_with_the_initials_of_its_name(
    work, corner, served, enter
):
    work.execute(center.update().values(code=USUAL_CODE, name="刺桐社区“党建+”邻里中心"))
    enter(served)
    certificate_service.issue(
        work, CertificateDraft(corner.wang, date(2026, 11, 1), date(2026, 11, 30), "评优", "林晓", "吴敏")
    )
    assert [row.number for row in register.certificates(work)] == ["CTSQ-2026-0001"]
