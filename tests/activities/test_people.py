"""What becomes of sign-ups when records are merged or removed, and who sees a whole number."""

import pytest
import sqlalchemy as sa

from neighborcenter.activities import (
    enroll_service,
    enrollment_queries,
    privacy,
    queries,
    waiting_service,
)
from neighborcenter.activities.drafts import ActivityFilter, PersonDraft, PickupDraft
from neighborcenter.activities.kinds import Consent, EnrollmentStatus
from neighborcenter.activities.models import enrollee, enrollment, pickup_person
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.people import merge_service
from neighborcenter.people.drafts import MergeChoice
from tests.activities.conftest import CHILD, taken

pytestmark = pytest.mark.both_engines


def status(work, ref: int) -> EnrollmentStatus:
    return enrollment_queries.enrollment_row(work, ref).status


class TestMerge:
    def test_sign_ups_move_to_the_record_that_stays(self, program, work) -> None:
        activity = program.activity(seats=3)
        keep, drop = program.person("陈丽娟"), program.person("陈丽娟")
        done = program.sign_up(activity, drop)
        merge_service.merge(work, MergeChoice(keep, drop))
        assert [row.id for row in enrollment_queries.of_resident(work, keep)] == [done.enrollment_id]
        with pytest.raises(Invalid):
            program.sign_up(activity, drop)

    def test_two_sign_ups_of_one_person_become_one_and_the_place_goes_on(self, program, work) -> None:
        activity = program.activity(seats=2)
        keep, drop = program.person("陈丽娟"), program.person("陈丽娟")
        first, second = program.sign_up(activity, keep), program.sign_up(activity, drop)
        third = program.sign_up(activity)
        merge_service.merge(work, MergeChoice(keep, drop))
        assert status(work, first.enrollment_id) is EnrollmentStatus.ENROLLED
        assert status(work, second.enrollment_id) is EnrollmentStatus.LEFT
        assert status(work, third.enrollment_id) is EnrollmentStatus.ENROLLED

    def test_a_place_is_kept_rather_than_a_turn_in_line(self, program, work) -> None:
        activity = program.activity(seats=1)
        keep, drop = program.person("陈丽娟"), program.person("陈丽娟")
        first = program.sign_up(activity)
        waits = program.sign_up(activity, keep)
        late = program.sign_up(activity, drop)
        waiting_service.reorder(work, late.enrollment_id, 1, "急需")
        enroll_service.leave(work, first.enrollment_id)
        merge_service.merge(work, MergeChoice(keep, drop))
        assert status(work, late.enrollment_id) is EnrollmentStatus.ENROLLED
        assert status(work, waits.enrollment_id) is EnrollmentStatus.LEFT


class TestForget:
    def test_nothing_of_a_child_is_left_and_the_figures_stay(self, program, work) -> None:
        activity = program.activity(seats=3)
        child = program.person("王小明", birth_date=CHILD)
        who = PersonDraft(
            resident_id=child,
            guardian_name="陈丽娟",
            guardian_phone="13805951234",
            consent=Consent.PAPER,
            consent_words="母亲陈丽娟签字",
            care_note="花生过敏",
            pickups=(PickupDraft("王建国", "13905950000", "爷爷"),),
        )
        done = program.sign_up(activity, people=(who,))
        merge_service.forget(work, child, "本人申请")
        assert work.value(sa.select(sa.func.count()).select_from(pickup_person)) == 0
        left = work.row(sa.select(enrollee))
        assert [left.name, left.guardian_name, left.guardian_phone, left.consent_words, left.care_note] == [
            ""
        ] * 5
        row = work.row(sa.select(enrollment).where(enrollment.c.id == done.enrollment_id))
        assert (row.who, row.phone) == ("", "")
        assert taken(work, activity) == 0, "nobody can come under a name that was removed"

    def test_a_guardian_that_goes_leaves_no_number_behind(self, program, work) -> None:
        activity = program.activity(seats=3)
        mother = program.person("陈丽娟", phone="13805951234")
        child = program.person("王小明", birth_date=CHILD, guardian_id=mother)
        done = program.sign_up(activity, people=(PersonDraft(resident_id=child),), sure=True)
        merge_service.forget(work, mother, "本人申请")
        row = enrollment_queries.enrollment_row(work, done.enrollment_id)
        assert (row.phone, row.people[0].guardian, row.people[0].guardian_phone) == ("", "", "")
        assert row.status is EnrollmentStatus.ENROLLED


class TestPhones:
    def test_lists_show_them_masked_and_the_whole_asks_for_a_reason(self, program, work) -> None:
        activity = program.activity(seats=3)
        done = program.sign_up(activity, program.person("陈丽娟", phone="13805951234"))
        assert enrollment_queries.enrollment_row(work, done.enrollment_id).phone == "138****1234"
        with pytest.raises(Invalid):
            privacy.reveal_phone(work, done.enrollment_id, "")
        assert privacy.reveal_phone(work, done.enrollment_id, "通知改期") == "13805951234"

    def test_also_a_number_left_with_the_sign_up_only(self, program, work) -> None:
        activity = program.activity(seats=3)
        done = program.sign_up(activity, people=(PersonDraft(name="李海燕"),), phone="13505950001")
        assert privacy.reveal_phone(work, done.enrollment_id, "通知改期") == "13505950001"
        work.actor = program.make.actor_as("auditor")
        with pytest.raises(NotAllowed):
            privacy.reveal_phone(work, done.enrollment_id, "通知改期")


def test_the_trail_holds_no_names_or_numbers(program, backend, actor, make) -> None:
    work = program.work
    activity = program.activity(seats=1)
    who = PersonDraft(
        resident_id=program.person("王小明", birth_date=CHILD),
        guardian_name="陈丽娟",
        guardian_phone="13805951234",
    )
    done = program.sign_up(activity, people=(who,), sure=True)
    enroll_service.leave(work, done.enrollment_id)
    work.finish()
    lines = " ".join(str(tuple(row)) for row in work.rows(sa.select(audit_entry.c.detail)))
    assert not [word for word in ("王小明", "陈丽娟", "13805951234") if word in lines]


def test_a_persons_activities_are_found(program, work) -> None:
    mine, _other = program.activity("书法班", seats=3), program.activity("合唱团", seats=3)
    resident = program.person()
    program.sign_up(mine, resident)
    assert [row.id for row in queries.activities(work, ActivityFilter(resident_id=resident))] == [mine]


def test_activities_are_found_by_initials_and_filtered(program, work) -> None:
    full = program.activity("书法班", seats=1)
    free = program.activity("八段锦", seats=5, campaign="五五邻里节")
    program.sign_up(full)
    assert [row.title for row in queries.find_activities(work, "sfb")] == ["书法班"]
    assert [row.id for row in queries.activities(work, ActivityFilter(text="bdj"))] == [free]
    assert [row.id for row in queries.activities(work, ActivityFilter(places_left=True))] == [free]
    assert [row.id for row in queries.activities(work, ActivityFilter(campaign="五五邻里节"))] == [free]
    assert [row.title for row in queries.activities(work, ActivityFilter(order="-taken"))] == [
        "书法班",
        "八段锦",
    ]
