"""Who may help and with what: numbers, standing, minors, insurance, leave."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.center import service as center
from neighborcenter.center.drafts import HolidayCalendar, HolidayDay
from neighborcenter.kit.problems import Invalid, NotFound
from neighborcenter.people import merge_service
from neighborcenter.people.drafts import MergeChoice, ResidentDraft
from neighborcenter.volunteers import (
    assign_service,
    cards,
    policy_service,
    post_service,
    privacy,
    queries,
    time_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import (
    AssignmentDraft,
    AvailabilityDraft,
    HeldSkillDraft,
    PatternDraft,
    PolicyDraft,
    ShiftDraft,
    VolunteerDraft,
)
from neighborcenter.volunteers.kinds import Bond, Rhythm, VolunteerStatus
from neighborcenter.volunteers.models.people import volunteer, volunteer_status
from tests.volunteers.conftest import helper

pytestmark = pytest.mark.both_engines


def codes(caught) -> set[str]:
    return {problem.code for problem in caught.value.problems}


def test_a_number_replaces_the_id_number_and_is_given_once(work, corner, make):
    numbers = [row.number for row in queries.volunteers(work)]
    assert sorted(numbers) == ["V2026-0001", "V2026-0002", "V2026-0003"]
    with pytest.raises(Invalid) as caught:
        helper(work, make.resident("洪美玲"), number="V2026-0002")
    assert codes(caught) == {"volunteers.number_taken"}


def test_nobody_is_a_volunteer_twice(work, corner, make):
    known = work.value(sa.select(volunteer.c.resident_id).where(volunteer.c.id == corner.wang))
    with pytest.raises(Invalid) as caught:
        helper(work, known)
    assert codes(caught) == {"volunteers.known_already"}


def test_somebody_from_outside_is_registered_in_the_same_act(work):
    ref = volunteer_service.register(
        work, VolunteerDraft(newcomer=ResidentDraft("庄建国", "13805001234"), from_outside=True)
    )
    (row,) = queries.volunteers(work)
    assert (row.volunteer_id, row.name, row.status) == (ref, "庄建国", VolunteerStatus.RECRUIT)
    assert "1234" not in row.phone[:-4]
    assert "*" in row.phone


def test_standing_moves_by_the_rules_and_keeps_its_history(work, make):
    ref = volunteer_service.register(work, VolunteerDraft(resident_id=make.resident("许文彬")))
    volunteer_service.set_status(work, ref, VolunteerStatus.TRIAL)
    volunteer_service.set_status(work, ref, VolunteerStatus.ACTIVE, day=date(2026, 12, 1))
    with pytest.raises(Invalid) as caught:
        volunteer_service.set_status(work, ref, VolunteerStatus.RESTING)
    assert codes(caught) == {"volunteers.reason_missing"}
    volunteer_service.set_status(work, ref, VolunteerStatus.RESTING, reason="照顾孙子")
    with pytest.raises(Invalid):
        volunteer_service.set_status(work, ref, VolunteerStatus.TRIAL)
    history = [row.status for row in work.rows(sa.select(volunteer_status).order_by(volunteer_status.c.id))]
    assert history == ["recruit", "trial", "active", "resting"]


def test_a_minor_needs_consent_and_is_kept_from_danger(work, corner, make):
    day = corner.morning(work)
    assign_service.assign(work, AssignmentDraft(day, corner.pupil))
    night = corner.morning(work, post=corner.patrol)
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(night, corner.pupil))
    assert "volunteers.minor_in_danger" in codes(caught)
    unsigned = helper(work, make.resident("林一诺", birth_date=date(2010, 1, 1)))
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(day, unsigned))
    assert codes(caught) == {"volunteers.guardian_missing"}


def test_danger_needs_insurance_on_that_very_day(work, corner):
    night = corner.morning(work, post=corner.patrol)
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(night, corner.chen))
    assert codes(caught) == {"volunteers.uninsured"}
    cover = PolicyDraft("PA2026-88", "人保财险", "意外", date(2026, 1, 1), date(2026, 11, 25))
    policy_service.add_policy(work, cover, [corner.chen])
    assign_service.assign(work, AssignmentDraft(night, corner.chen))
    later = corner.morning(work, day=26, post=corner.patrol)
    with pytest.raises(Invalid):
        assign_service.assign(work, AssignmentDraft(later, corner.chen))


def test_leave_and_another_shift_stand_in_the_way(work, corner):
    day = corner.morning(work)
    time_service.go_on_leave(work, corner.wang, date(2026, 11, 24), date(2026, 11, 30), "回惠安")
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(day, corner.wang))
    assert codes(caught) == {"volunteers.on_leave"}
    assign_service.assign(work, AssignmentDraft(day, corner.chen))
    other = post_service.add_shift(
        work, ShiftDraft(corner.desk, datetime(2026, 11, 25, 10), datetime(2026, 11, 25, 12))
    )
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(other, corner.chen))
    assert codes(caught) == {"volunteers.elsewhere"}


def test_a_shift_takes_no_more_than_its_maximum(work, corner, make):
    day = corner.morning(work)
    for ref in (corner.wang, corner.chen):
        assign_service.assign(work, AssignmentDraft(day, ref))
    third = helper(work, make.resident("洪美玲"))
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(day, third))
    assert codes(caught) == {"volunteers.shift_full"}
    (row,) = queries.shifts(work, datetime(2026, 11, 25), datetime(2026, 11, 26))
    assert (row.gap, [one.name for one in row.people]) == (0, ["陈丽娟", "王桂兰"])


def test_an_open_shift_is_taken_once_a_closed_one_not(work, corner):
    closed = corner.morning(work)
    with pytest.raises(Invalid) as caught:
        assign_service.take(work, closed, corner.wang)
    assert codes(caught) == {"volunteers.not_open_to_take"}
    free = corner.morning(work, day=26, open_to_take=True)
    assign_service.take(work, free, corner.wang)
    with pytest.raises(Invalid) as caught:
        assign_service.take(work, free, corner.wang)
    assert codes(caught) == {"volunteers.on_it_already"}


def test_the_week_is_filled_over_midnight_and_without_days_off(work, corner):
    post_service.add_pattern(work, PatternDraft(corner.patrol, "晚班", 4, "22:00", "08:00"))
    post_service.add_pattern(work, PatternDraft(corner.desk, "上午", 0, "08:00", "12:00"))
    made = post_service.make_shifts(work, date(2026, 11, 23), date(2026, 11, 30))
    assert len(made.shift_ids) == 2
    night = next(row for row in queries.shifts(work, datetime(2026, 11, 27), datetime(2026, 11, 28)))
    assert (night.starts, night.ends) == (datetime(2026, 11, 27, 22), datetime(2026, 11, 28, 8))
    assert post_service.make_shifts(work, date(2026, 11, 23), date(2026, 11, 30)).shift_ids == ()


HOLIDAY = {date(2027, 1, day): HolidayDay(date(2027, 1, day), True, "元旦") for day in (1, 2, 3)}


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("rhythm", "weekday", "days"),
    [
        # The week of the 30th is the second after that of 16 November.
        (Rhythm.FORTNIGHTLY, 2, ["2026-12-02", "2026-12-16", "2026-12-30", "2027-01-13", "2027-01-27"]),
        (Rhythm.FIRST, 5, ["2026-12-05"]),
        (Rhythm.SECOND, 5, ["2026-12-12", "2027-01-09"]),
        (Rhythm.FOURTH, 4, ["2026-11-27", "2026-12-25", "2027-01-22"]),
        (Rhythm.LAST, 6, ["2026-11-29", "2026-12-27", "2027-01-31"]),
        (Rhythm.LAST_WORKDAY, 0, ["2026-11-30", "2026-12-31", "2027-01-29"]),
    ],
)
def test_shifts_that_do_not_come_every_week(work, corner, rhythm, weekday, days):
    center.import_holidays(work, HolidayCalendar(HOLIDAY, frozenset({2026, 2027})))
    pattern = PatternDraft(
        corner.desk, "便民服务", weekday, "09:00", "11:30", rhythm=rhythm, anchor=date(2026, 11, 18)
    )
    post_service.add_pattern(work, pattern)
    made = []
    # Week by week, as the roster asks for them.
    for week in range(10):
        monday = date(2026, 11, 23) + timedelta(days=7 * week)
        made += post_service.make_shifts(work, monday, monday + timedelta(days=7)).shift_ids
    rows = queries.shifts(work, datetime(2026, 11, 23), datetime(2027, 2, 1))
    assert [f"{row.starts:%Y-%m-%d}" for row in rows] == days
    assert len(made) == len(days)


def test_a_first_saturday_on_a_holiday_is_left_out_and_said(work, corner):
    center.import_holidays(work, HolidayCalendar(HOLIDAY, frozenset({2026, 2027})))
    post_service.add_pattern(work, PatternDraft(corner.desk, "", 5, "09:00", "11:30", rhythm=Rhythm.FIRST))
    made = post_service.make_shifts(work, date(2027, 1, 1), date(2027, 2, 1))
    assert (made.shift_ids, made.left_out) == ((), ((date(2027, 1, 2), "元旦"),))


def test_a_fortnightly_shift_needs_a_week_to_count_from(work, corner):
    with pytest.raises(Invalid) as caught:
        post_service.add_pattern(work, PatternDraft(corner.desk, rhythm=Rhythm.FORTNIGHTLY))
    assert {problem.code for problem in caught.value.problems} == {"volunteers.anchor_missing"}


def test_skills_count_when_proved_and_not_run_out(work, corner):
    aid = volunteer_service.add_skill(work, "红十字救护", needs_proof=True)
    with pytest.raises(Invalid) as caught:
        volunteer_service.hold_skill(
            work, HeldSkillDraft(corner.wang, aid, valid_until=date(2026, 11, 1), confirmed=True)
        )
    assert codes(caught) == {"volunteers.run_out"}
    volunteer_service.hold_skill(work, HeldSkillDraft(corner.wang, aid, proof="FJ-0091"))
    assert queries.volunteers(work, queries.VolunteerFilter(skill_id=aid))[0].skills == ("红十字救护",)
    volunteer_service.drop_skill(work, corner.wang, aid)
    with pytest.raises(NotFound):
        volunteer_service.drop_skill(work, corner.wang, aid)


def test_a_stretch_names_a_weekday_or_a_day(work, corner):
    right = AvailabilityDraft(weekday=2, opens="08:00", closes="12:00")
    time_service.set_availability(work, corner.wang, [right])
    for wrong in (
        replace(right, day=date(2026, 11, 25)),
        replace(right, closes="07:00"),
        AvailabilityDraft(),
    ):
        with pytest.raises(Invalid):
            time_service.set_availability(work, corner.wang, [wrong])


def test_a_tie_is_kept_once_whoever_is_named_first(work, corner):
    time_service.tie(work, corner.chen, corner.wang, Bond.TOGETHER)
    time_service.tie(work, corner.wang, corner.chen, Bond.APART, "口角")
    time_service.untie(work, corner.chen, corner.wang)
    with pytest.raises(NotFound):
        time_service.untie(work, corner.chen, corner.wang)


def test_two_volunteers_who_are_one_person_become_one(work, corner, make):
    double = make.resident("王桂兰", phone="13605001111")
    second = helper(work, double)
    day = corner.morning(work)
    assign_service.assign(work, AssignmentDraft(day, second))
    kept = work.value(sa.select(volunteer.c.resident_id).where(volunteer.c.id == corner.wang))
    merge_service.merge(work, MergeChoice(kept, double))
    (row,) = queries.shifts(work, datetime(2026, 11, 25), datetime(2026, 11, 26))
    assert [one.volunteer_id for one in row.people] == [corner.wang]
    assert second not in {each.volunteer_id for each in queries.volunteers(work)}


def test_the_emergency_phone_is_masked_left_alone_and_shown_for_a_reason(work, corner):
    known = cards.volunteer_form(work, corner.wang)[0]
    volunteer_service.change(
        work, corner.wang, replace(known, contact_name="王建国", contact_phone="13805951234")
    )
    seen, version, _name = cards.volunteer_form(work, corner.wang)
    assert seen.contact_phone == "138****1234"
    volunteer_service.change(work, corner.wang, replace(seen, note="周末有空"), version=version)
    with pytest.raises(Invalid):
        privacy.reveal_contact(work, corner.wang, " ")
    assert privacy.reveal_contact(work, corner.wang, "摔倒送医") == "13805951234"
