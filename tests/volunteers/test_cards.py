"""What the screens ask of the back office: the card, the ledger, who is here, and slips of the hand taken back."""

from datetime import date, datetime

import pytest

from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.times import Month
from neighborcenter.volunteers import (
    assign_service,
    cards,
    gather_service,
    hours_service,
    ledgers,
    notice_service,
    post_service,
    sign_service,
    time_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import (
    AssignmentDraft,
    AvailabilityDraft,
    HeldSkillDraft,
    HoursDraft,
    NoticeDraft,
    ShiftDraft,
)
from neighborcenter.volunteers.kinds import (
    AvailabilityKind,
    Bond,
    HoursStatus,
    SignMethod,
    VolunteerStatus,
)

pytestmark = pytest.mark.both_engines

MORNING = ((datetime(2026, 11, 20, 8), datetime(2026, 11, 20, 11)),)


def status_of(work, ref: int) -> HoursStatus:
    return next(one.status for one in ledgers.month_lines(work, Month(2026, 11)) if one.id == ref)


def test_the_card_says_everything_about_somebody(work, corner):
    skill = volunteer_service.add_skill(work, "急救", needs_proof=True)
    volunteer_service.hold_skill(
        work, HeldSkillDraft(corner.wang, skill, proof="红十字 331", valid_until=date(2026, 12, 1))
    )
    time_service.set_availability(
        work, corner.wang, [AvailabilityDraft(AvailabilityKind.WISH, 2, None, "08:00", "12:00")]
    )
    time_service.go_on_leave(work, corner.wang, date(2026, 12, 1), date(2026, 12, 3), "探亲")
    time_service.tie(work, corner.chen, corner.wang, Bond.TOGETHER)
    time_service.add_team(work, "红马甲", [corner.wang], lead_id=corner.chen)
    hours_service.draft_hours(
        work, HoursDraft(corner.wang, pairs=MORNING, post_id=corner.desk, content="大厅引导")
    )
    card = cards.volunteer_card(work, corner.wang)
    assert (card.name, card.age, card.has_id_number) == ("王桂兰", 65, True)
    assert [(one.name, one.needs_proof, one.held.confirmed) for one in card.skills] == [("急救", True, False)]
    assert [one.weekday for one in card.availability] == [2]
    assert [(one.first.day, one.reason, one.everybody) for one in card.leave] == [(1, "探亲", False)]
    assert [(one.name, one.bond) for one in card.ties] == [("陈丽娟", Bond.TOGETHER)]
    assert card.teams == ("红马甲",)
    assert card.minutes == {HoursStatus.DRAFT: 180}
    assert [one.status for one in card.standing] == [VolunteerStatus.ACTIVE]


def test_a_proof_that_runs_out_soon_is_named(work, corner):
    skill = volunteer_service.add_skill(work, "护理", needs_proof=True)
    volunteer_service.hold_skill(work, HeldSkillDraft(corner.chen, skill, valid_until=date(2026, 12, 5)))
    assert cards.proofs_running_out(work, date(2026, 12, 4)) == []
    assert cards.proofs_running_out(work, date(2026, 12, 5)) == [
        (corner.chen, "陈丽娟", "护理", date(2026, 12, 5))
    ]


def test_a_change_of_standing_is_taken_back_but_never_the_first(work, make):
    resident = make.resident("洪美玲", birth_date=date(1980, 1, 1))
    ref = volunteer_service.register(work, volunteer_service.VolunteerDraft(resident_id=resident))
    volunteer_service.set_status(work, ref, VolunteerStatus.TRIAL)
    assert volunteer_service.take_back_status(work, ref) is VolunteerStatus.RECRUIT
    card = cards.volunteer_card(work, ref)
    assert [one.status for one in card.standing] == [VolunteerStatus.RECRUIT]
    with pytest.raises(Invalid):
        volunteer_service.take_back_status(work, ref)


def test_who_signs_in_near_their_shift_signs_in_for_it(work, corner, clock):
    shift = corner.morning(work, day=23)
    assign_service.assign(work, AssignmentDraft(shift, corner.wang))
    assert ledgers.shift_at(work, corner.wang, datetime(2026, 11, 23, 6, 59)) is None
    assert ledgers.shift_at(work, corner.wang, datetime(2026, 11, 23, 7, 0)) == shift
    assert ledgers.shift_at(work, corner.chen, datetime(2026, 11, 23, 8, 0)) is None
    clock.set(datetime(2026, 11, 23, 8))
    sign_service.come(work, corner.wang, shift_id=shift)
    assert [(one.name, one.post) for one in ledgers.here_now(work)] == [("王桂兰", "大厅引导")]


def test_slips_at_the_desk_are_taken_back(work, corner, clock):
    clock.set(datetime(2026, 11, 23, 8))
    sign_service.come(work, corner.wang)
    gather_service.take_back_come(work, corner.wang)
    assert ledgers.here_now(work) == []
    sign_service.come(work, corner.wang)
    clock.set(datetime(2026, 11, 23, 9))
    sign_service.go(work, corner.wang)
    gather_service.take_back_go(work, corner.wang)
    assert [one.name for one in ledgers.here_now(work)] == ["王桂兰"]
    with pytest.raises(Invalid):
        gather_service.take_back_go(work, corner.wang)


def test_finished_sign_ins_become_hours_once_and_staff_duty_none(work, corner, clock):
    shift = corner.morning(work, day=23)
    staff = post_service.add_shift(
        work, ShiftDraft(corner.staff, datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 11))
    )
    for ref, at in ((corner.wang, shift), (corner.chen, staff), (corner.pupil, None)):
        clock.set(datetime(2026, 11, 23, 8))
        sign_service.come(work, ref, shift_id=at)
        clock.set(datetime(2026, 11, 23, 10))
        sign_service.go(work, ref)
    assert gather_service.gather(work, "志愿服务") == 2
    assert gather_service.gather(work, "志愿服务") == 0
    lines = ledgers.month_lines(work, Month(2026, 11))
    assert {(one.name, one.content, one.minutes) for one in lines} == {
        ("王桂兰", "大厅引导", 120),
        ("蔡小雨", "志愿服务", 120),
    }


def test_a_confirmation_is_taken_back_to_where_the_line_was(work, corner):
    signed = hours_service.draft_hours(
        work, HoursDraft(corner.wang, pairs=MORNING, post_id=corner.desk, content="大厅引导")
    )
    late = hours_service.draft_hours(
        work,
        HoursDraft(
            corner.chen, day=date(2026, 11, 19), minutes=60, content="入户探访", method=SignMethod.BACKFILL,
            reason="忘签", evidence="照片",
        ),
    )  # fmt: skip
    lines = {one.id: one for one in ledgers.month_lines(work, Month(2026, 11))}
    assert lines[late].waits_for_review
    assert lines[signed].may_be_confirmed
    hours_service.confirm(work, [signed])
    assert [one.id for one in ledgers.waiting_lines(work)] == [signed]
    gather_service.unconfirm(work, [signed])
    assert status_of(work, signed) is HoursStatus.DRAFT
    with pytest.raises(Invalid):
        gather_service.unconfirm(work, [late])


def test_a_notice_counts_its_lines_and_open_objections(work, corner):
    made = hours_service.draft_hours(
        work, HoursDraft(corner.wang, pairs=MORNING, post_id=corner.desk, content="大厅引导")
    )
    hours_service.confirm(work, [made])
    ref = notice_service.hang(work, NoticeDraft(place="公示栏"), [made])
    objection = notice_service.object_to(work, ref, "林老师", "当天没有来", hours_id=made)
    (row,) = ledgers.notices(work)
    assert (row.lines, row.minutes, row.objections) == (1, 180, 1)
    notice_service.settle(work, objection, "核对签到表无误", upheld=False)
    (row,) = ledgers.notices(work)
    (said,) = ledgers.objections(work, ref)
    assert row.objections == 0
    assert (said.settled, said.name, said.day) == (True, "王桂兰", date(2026, 11, 20))
