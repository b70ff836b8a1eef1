"""Signing up: who may, who is warned, what a place costs, and that nobody is in twice."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import answer_service, enroll_service, enrollment_queries, queries, service
from neighborcenter.activities.drafts import ActivityDraft, EnrollDraft, PersonDraft, PickupDraft
from neighborcenter.activities.kinds import (
    ActivityStatus,
    Consent,
    EnrollmentKind,
    EnrollmentStatus,
    SeatKind,
    SignUp,
)
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound
from tests.activities.conftest import CHILD, taken

pytestmark = pytest.mark.both_engines


def codes(refused: Invalid) -> list[str]:
    return [problem.code for problem in refused.problems]


def test_a_resident_gets_a_numbered_place_and_a_slip(program, work) -> None:
    activity = program.activity(seats=2)
    done = program.sign_up(activity, program.person("陈丽娟"))
    assert done.status is EnrollmentStatus.ENROLLED
    assert done.place == 0
    row = enrollment_queries.find_by_code(work, done.code.lower())
    assert (row.id, row.names) == (done.enrollment_id, "陈丽娟")
    assert taken(work, activity) == 1


def test_a_wrong_digit_on_a_slip_opens_nobody_elses_sign_up(program, work) -> None:
    activity = program.activity(seats=20)
    slips = [program.sign_up(activity).code for _ in range(12)]
    for slip in slips:
        for place in range(1, len(slip)):
            wrong = slip[:place] + str((int(slip[place]) + 1) % 10) + slip[place + 1 :]
            with pytest.raises(Invalid):
                enrollment_queries.find_by_code(work, wrong)


def test_nobody_is_in_one_list_twice(program) -> None:
    activity = program.activity(seats=5)
    resident = program.person()
    program.sign_up(activity, resident)
    with pytest.raises(Invalid) as refused:
        program.sign_up(activity, resident)
    assert codes(refused.value) == ["activities.already_in"]


def test_the_same_form_saved_twice_signs_up_once(program, work) -> None:
    activity = program.activity(seats=5)
    resident = program.person()
    first = program.sign_up(activity, resident, client_key="k1")
    again = program.sign_up(activity, resident, client_key="k1")
    assert again.again
    assert again.enrollment_id == first.enrollment_id
    assert taken(work, activity) == 1


def test_whoever_left_may_be_signed_up_anew_by_a_person(program) -> None:
    activity = program.activity(seats=5)
    resident = program.person()
    first = program.sign_up(activity, resident)
    enroll_service.leave(program.work, first.enrollment_id)
    assert program.sign_up(activity, resident).enrollment_id != first.enrollment_id


def test_a_family_is_one_sign_up_with_a_place_each(program, work) -> None:
    activity = program.activity(seats=5)
    done = program.family(activity, program.person("黄志明"), program.person("吴燊"), program.person("林喆"))
    row = enrollment_queries.enrollment_row(work, done.enrollment_id)
    assert row.names == "黄志明、吴燊、林喆"
    assert (row.heads, taken(work, activity)) == (3, 3)


def test_a_group_takes_places_for_all_its_heads(program, work) -> None:
    activity = program.activity(seats=30)
    group = program.make.group("夕阳红舞蹈队", phone="13805951234")
    draft = EnrollDraft(activity, kind=EnrollmentKind.GROUP, group_id=group, heads=12)
    done = enroll_service.enroll(work, draft)
    row = enrollment_queries.enrollment_row(work, done.enrollment_id)
    assert (row.who, row.heads, row.phone) == ("夕阳红舞蹈队", 12, "138****1234")
    with pytest.raises(Invalid) as refused:
        enroll_service.enroll(work, draft)
    assert codes(refused.value) == ["activities.already_in"]


def test_wheelchair_places_and_helpers_are_counted_apart(program, work) -> None:
    kinds = {SeatKind.SEAT: 1, SeatKind.WHEELCHAIR: 1, SeatKind.HELPER: 1}
    activity = program.activity(places=kinds)
    for kind in kinds:
        who = PersonDraft(resident_id=program.person(), seat_kind=kind)
        assert program.sign_up(activity, people=(who,)).place == 0
    late = PersonDraft(resident_id=program.person(), seat_kind=SeatKind.WHEELCHAIR)
    assert program.sign_up(activity, people=(late,)).place == 1


def test_a_kind_of_place_that_is_not_there_is_refused_not_waited_for(program) -> None:
    activity = program.activity(seats=3)
    who = PersonDraft(resident_id=program.person(), seat_kind=SeatKind.WHEELCHAIR)
    with pytest.raises(Invalid) as refused:
        program.sign_up(activity, people=(who,))
    assert codes(refused.value) == ["activities.no_such_places"]


def test_more_people_than_there_are_places_is_refused(program) -> None:
    activity = program.activity(seats=2)
    with pytest.raises(Invalid) as refused:
        program.family(activity, *(program.person() for _ in range(3)))
    assert codes(refused.value) == ["activities.more_than_all"]


def test_a_full_activity_without_a_waiting_list_says_so(program) -> None:
    activity = program.activity(seats=1, waiting_list=False)
    program.sign_up(activity)
    with pytest.raises(Invalid) as refused:
        program.sign_up(activity)
    assert codes(refused.value) == ["activities.full"]


class TestMinors:
    def test_a_child_needs_a_guardian(self, program) -> None:
        activity = program.activity("夏令营", seats=80, age_from=6, age_to=12)
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity, program.person("王小明", birth_date=CHILD))
        assert codes(refused.value) == ["activities.guardian_missing"]

    def test_the_guardian_of_the_record_is_taken_and_consent_is_asked_for(self, program, work) -> None:
        activity = program.activity("夏令营", seats=80)
        mother = program.person("陈丽娟", phone="13805951234")
        child = program.person("王小明", birth_date=CHILD, guardian_id=mother)
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity, child)
        assert codes(refused.value) == ["activities.consent_missing"]
        assert refused.value.problems[0].params["sure"]
        pickups = (PickupDraft("王建国", "13905950000", "爷爷"),)
        who = PersonDraft(
            resident_id=child, consent=Consent.PAPER, consent_words="同意参加夏令营", pickups=pickups
        )
        done = program.sign_up(activity, people=(who,))
        person = enrollment_queries.enrollment_row(work, done.enrollment_id).people[0]
        assert (person.guardian, person.consent, person.consent_words) == (
            "陈丽娟",
            Consent.PAPER,
            "同意参加夏令营",
        )
        assert person.consent_at == work.clock.now()
        assert [(one.name, one.phone) for one in person.pickups] == [("王建国", "139****0000")]
        row = enrollment_queries.enrollment_row(work, done.enrollment_id)
        assert (row.who, row.resident_id) == ("王小明", mother), "the guardian is told of changes"

    def test_consent_may_follow_when_the_desk_says_go_on(self, program) -> None:
        activity = program.activity("夏令营", seats=80)
        who = PersonDraft(resident_id=program.person(birth_date=CHILD), guardian_name="陈丽娟")
        done = program.sign_up(activity, people=(who,), sure=True)
        assert [problem.code for problem in done.warnings] == ["activities.consent_missing"]


class TestEligibility:
    def test_age_is_warned_of_and_may_be_gone_on_with(self, program) -> None:
        activity = program.activity("长者课堂", age_from=60)
        resident = program.person("吴燊")
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity, resident)
        assert codes(refused.value) == ["activities.too_young"]
        assert program.sign_up(activity, resident, sure=True).status is EnrollmentStatus.ENROLLED

    def test_the_birthday_counts_on_the_day_of_the_activity(self, program) -> None:
        activity = program.activity("长者课堂", age_from=60)
        assert program.sign_up(activity, program.person(birth_date=date(1966, 11, 28))).place == 0

    def test_an_activity_for_residents_refuses_a_name_that_is_not_registered(self, program) -> None:
        activity = program.activity(residents_only=True)
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity, people=(PersonDraft(name="外地游客", birth_date=date(1990, 1, 1)),))
        assert codes(refused.value) == ["activities.residents_only"]

    def test_an_override_keeps_its_reason_and_needs_the_right(self, program, backend, work) -> None:
        activity = program.activity(residents_only=True)
        people = (PersonDraft(name="李海燕", birth_date=date(1990, 1, 1)),)
        done = program.sign_up(activity, people=people, override="社区书记同意")
        assert done.warnings[0].params["override"]
        work.actor = program.make.actor_as("front_desk")
        with pytest.raises(NotAllowed):
            program.sign_up(activity, people=people, override="社区书记同意")

    def test_only_those_with_the_tag(self, program, work) -> None:
        from neighborcenter.people.models import care_tag, resident_tag

        tag = work.insert(care_tag, name="小候鸟", color="course")
        activity = program.activity("小候鸟夏令营", eligible_tags=(tag,))
        resident = program.person()
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity, resident)
        assert codes(refused.value) == ["activities.tag_missing"]
        work.insert_many(resident_tag, [{"resident_id": resident, "tag_id": tag}])
        assert program.sign_up(activity, resident).place == 0

    def test_fees_are_reduced_or_waived_by_tag(self, program, work) -> None:
        from neighborcenter.people.models import care_tag, resident_tag

        low = work.insert(care_tag, name="低保", color="service")
        old = work.insert(care_tag, name="高龄", color="notice")
        activity = program.activity(
            seats=9, fee_fen=12_000, reduced_fen=6_000, free_tags=(low,), reduced_tags=(old,)
        )
        three = [program.person() for _ in range(3)]
        work.insert_many(resident_tag, [{"resident_id": three[0], "tag_id": low}])
        work.insert_many(resident_tag, [{"resident_id": three[1], "tag_id": old}])
        done = program.family(activity, *three)
        assert done.fee_fen == 18_000
        assert enrollment_queries.enrollment_row(work, done.enrollment_id).fee_reason == (
            "full:1 reduced:1 free:1"
        )


class TestTheOwnDay:
    def test_another_activity_at_the_same_hour_is_warned_of(self, program) -> None:
        first = program.activity("合唱团", seats=5)
        second = program.activity("书法班", seats=5)
        resident = program.person("许文彬")
        program.sign_up(first, resident)
        with pytest.raises(Invalid) as refused:
            program.sign_up(second, resident)
        assert codes(refused.value) == ["activities.busy"]
        assert refused.value.problems[0].params["other"] == "合唱团"
        assert program.sign_up(second, resident, sure=True).status is EnrollmentStatus.ENROLLED

    def test_a_room_booked_in_their_name_too(self, program) -> None:
        activity = program.activity("书法班", seats=5)
        resident = program.person("洪美玲")
        program.make.booking(starts=datetime(2026, 11, 28, 10), title="家庭聚会", resident_id=resident)
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity, resident)
        assert refused.value.problems[0].params["other"] == "家庭聚会"

    def test_the_next_hour_is_no_clash(self, program) -> None:
        first = program.activity("合唱团", seats=5, starts=datetime(2026, 11, 28, 7))
        second = program.activity("书法班", seats=5)
        resident = program.person()
        program.sign_up(first, resident)
        assert program.sign_up(second, resident).warnings == ()


class TestWindow:
    def test_before_it_opens_and_after_it_closes(self, program, clock) -> None:
        activity = program.activity(
            seats=5,
            sign_up_opens=datetime(2026, 11, 24, 9),
            sign_up_closes=datetime(2026, 11, 26, 18),
        )
        with pytest.raises(Invalid) as early:
            program.sign_up(activity)
        clock.set(datetime(2026, 11, 24, 9))
        program.sign_up(activity)
        clock.set(datetime(2026, 11, 26, 18))
        with pytest.raises(Invalid) as late:
            program.sign_up(activity)
        assert [*codes(early.value), *codes(late.value)] == ["activities.too_early", "activities.too_late"]

    def test_a_draft_takes_nobody(self, program) -> None:
        activity = program.activity(publish=False)
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity)
        assert codes(refused.value) == ["activities.not_open"]

    def test_what_is_over_takes_nobody(self, program, clock) -> None:
        activity = program.activity()
        clock.set(datetime(2026, 11, 28, 11))
        with pytest.raises(Invalid) as refused:
            program.sign_up(activity)
        assert codes(refused.value) == ["activities.all_over"]

    def test_a_course_that_runs_still_takes_people(self, program, clock) -> None:
        activity = program.activity(sessions=4)
        clock.set(datetime(2026, 12, 6, 8))
        assert program.sign_up(activity).place == 0


class TestApproval:
    def test_waiting_for_approval_holds_a_place_and_is_not_the_waiting_list(self, program, work) -> None:
        activity = program.activity(seats=1, needs_approval=True)
        first = program.sign_up(activity)
        second = program.sign_up(activity)
        assert (first.status, second.status) == (EnrollmentStatus.PENDING, EnrollmentStatus.WAITING)
        answer_service.approve(work, first.enrollment_id)
        row = enrollment_queries.enrollment_row(work, first.enrollment_id)
        assert row.status is EnrollmentStatus.ENROLLED

    def test_a_refused_sign_up_gives_its_place_to_the_next(self, program, work) -> None:
        activity = program.activity(seats=1, needs_approval=True)
        first, second = program.sign_up(activity), program.sign_up(activity)
        left = answer_service.refuse_sign_up(work, first.enrollment_id, "不在服务范围")
        assert [one.enrollment_id for one in left.promoted] == [second.enrollment_id]
        assert left.promoted[0].status is EnrollmentStatus.PENDING, "the next needs approval, too"


def test_each_session_has_its_own_list(program, work) -> None:
    activity = program.activity("便民服务日", seats=1, sessions=2, sign_up=SignUp.SESSION)
    first, second = (one.id for one in queries.sessions(work, activity))
    resident = program.person()
    assert program.sign_up(activity, resident, session_id=first).place == 0
    assert program.sign_up(activity, resident, session_id=second).place == 0
    assert program.sign_up(activity, session_id=first).place == 1
    with pytest.raises(Invalid) as refused:
        program.sign_up(activity)
    assert codes(refused.value) == ["activities.session_missing"]


def test_the_form_is_told_what_a_sign_up_would_come_to(program, work) -> None:
    activity = program.activity(seats=1, fee_fen=5_000)
    program.sign_up(activity)
    program.sign_up(activity)
    draft = EnrollDraft(activity, people=(PersonDraft(resident_id=program.person()),))
    seen = enroll_service.outlook(work, draft)
    assert (seen.waits, seen.fee_fen, seen.problems) == (2, 5_000, ())
    assert program.sign_up(activity, people=draft.people).place == 2


def test_a_leave_by_mistake_is_taken_back_while_the_place_is_free(program, work) -> None:
    activity = program.activity(seats=1)
    first = program.sign_up(activity)
    enroll_service.leave(work, first.enrollment_id)
    assert enroll_service.restore(work, first.enrollment_id).status is EnrollmentStatus.ENROLLED
    program.sign_up(activity)
    enroll_service.leave(work, first.enrollment_id)
    with pytest.raises(Invalid) as refused:
        enroll_service.restore(work, first.enrollment_id)
    assert codes(refused.value) == ["activities.no_place_free"]


def test_a_sign_up_of_another_center_does_not_exist(program, work, monkeypatch) -> None:
    activity = program.activity(seats=1)
    done = program.sign_up(activity)
    work.center_id += 1
    for ask in (
        lambda: enroll_service.leave(work, done.enrollment_id),
        lambda: enrollment_queries.enrollment_row(work, done.enrollment_id),
        lambda: queries.activity_card(work, activity),
    ):
        with pytest.raises(NotFound):
            ask()
    work.center_id -= 1


def test_a_front_desk_may_sign_up_but_not_plan(program, work) -> None:
    activity = program.activity(seats=3)
    work.actor = program.make.actor_as("front_desk")
    assert program.sign_up(activity).place == 0
    with pytest.raises(NotAllowed):
        service.create(work, ActivityDraft(title="门口义诊"))
    work.actor = program.make.actor_as("front_desk", without=(Permission.ACTIVITIES_ENROLL,))
    with pytest.raises(NotAllowed):
        program.sign_up(activity)


def test_copying_last_years_activity_leaves_its_days_behind(program, work) -> None:
    activity = program.activity(
        "五五邻里节", seats=80, fee_fen=0, campaign="五五邻里节 2026", certificate=True
    )
    again = service.copy(work, activity, title="五五邻里节 2027")
    card = queries.activity_card(work, again)
    assert (card.title, card.status, card.sessions) == ("五五邻里节 2027", ActivityStatus.DRAFT, ())
    assert [(one.kind, one.capacity) for one in card.places] == [(SeatKind.SEAT, 80)]
    assert card.certificate
    form, _version = queries.activity_form(work, activity)
    copied, _version = queries.activity_form(work, again)
    assert replace(copied, title=form.title) == form
