"""The door: who came, walk-ins, children fetched, attendance; what is left when it is over."""

import base64
from datetime import date, datetime
from pathlib import Path

import pytest

from neighborcenter.activities import (
    afterwards_service,
    checkin_queries,
    checkin_service,
    enroll_service,
    enrollment_queries,
    queries,
    service,
    session_service,
    statistics,
)
from neighborcenter.activities.drafts import ClosingDraft, FeedbackDraft, PersonDraft, WalkInDraft
from neighborcenter.activities.kinds import (
    ActivityKind,
    ActivityStatus,
    EnrollmentStatus,
    Presence,
    SeatKind,
    SessionStatus,
    SignUp,
)
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.times import Month
from tests.activities.conftest import CHILD, SATURDAY, taken

pytestmark = pytest.mark.both_engines
NINE_TEN = datetime(2026, 11, 28, 9, 10)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPYYKUHAAK2ARngL5GmAAAAAElFTkSuQmCC"
)


@pytest.fixture
def course(program, work, clock):
    """A session this morning: 黄志明 and 吴燊 have places; it is ten past nine."""
    activity = program.activity(seats=3)
    program.sign_up(activity, program.person("黄志明"))
    program.sign_up(activity, program.person("吴燊"))
    clock.set(NINE_TEN)
    return activity, queries.sessions(work, activity)[0].id


def door(work, session: int) -> dict[str, checkin_queries.DoorRow]:
    return {row.name: row for row in checkin_queries.door(work, session)}


def test_the_list_is_alphabetical_and_found_by_initials(course, work) -> None:
    rows = checkin_queries.door(work, course[1])
    assert [row.name for row in rows] == ["黄志明", "吴燊"]
    assert "hzm" in rows[0].pinyin.split()


def test_a_tick_says_when_and_how_late_and_the_activity_runs(course, work) -> None:
    activity, session = course
    row = door(work, session)["黄志明"]
    done = checkin_service.check_in(work, session, [row.enrollee_id])
    after = door(work, session)["黄志明"]
    assert (after.presence, after.at, after.minutes_late) == (Presence.PRESENT, NINE_TEN, 10)
    assert queries.activity_card(work, activity).status is ActivityStatus.RUNNING
    again = checkin_service.check_in(work, session, [row.enrollee_id])
    assert (again.attendance_ids, again.already) == ((), ("黄志明",))
    checkin_service.undo(work, done.attendance_ids)
    assert door(work, session)["黄志明"].presence is None


def test_a_scanned_slip_checks_the_whole_family_in(program, work, clock) -> None:
    activity = program.activity(seats=5)
    slip = program.family(activity, program.person("陈丽娟"), program.person("王堃")).code
    clock.set(NINE_TEN)
    session = queries.sessions(work, activity)[0].id
    assert checkin_service.check_in_code(work, session, slip).names == ("陈丽娟", "王堃")


def test_a_slip_of_another_activity_opens_nothing(program, course, work) -> None:
    other = program.activity("合唱团", seats=5, starts=datetime(2026, 11, 30, 9))
    slip = program.sign_up(other).code
    with pytest.raises(Invalid) as refused:
        checkin_service.check_in_code(work, course[1], slip)
    assert refused.value.problems[0].code == "activities.not_expected"


def test_nobody_is_checked_in_before_the_day(program, work) -> None:
    activity = program.activity()
    done = program.sign_up(activity)
    session = queries.sessions(work, activity)[0].id
    with pytest.raises(Invalid) as refused:
        checkin_service.check_in_code(work, session, done.code)
    assert refused.value.problems[0].code == "activities.not_there_yet"


class TestWalkIn:
    def test_takes_a_free_place(self, program, course, work) -> None:
        activity, session = course
        checkin_service.walk_in(work, WalkInDraft(session, program.person("庄建国")))
        row = door(work, session)["庄建国"]
        assert (row.walk_in, row.presence) == (True, Presence.PRESENT)
        assert taken(work, activity) == 3

    def test_taken_back_frees_it(self, program, course, work) -> None:
        activity, session = course
        done = checkin_service.walk_in(work, WalkInDraft(session, program.person("庄建国")))
        checkin_service.undo(work, done.attendance_ids)
        assert taken(work, activity) == 2
        assert "庄建国" not in door(work, session)

    def test_when_all_places_are_given_only_while_people_stay_away(self, program, course, work) -> None:
        activity, session = course
        program.sign_up(activity)
        for name in ("庄建国", "林喆", "蔡秀英"):
            checkin_service.walk_in(work, WalkInDraft(session, name=name))
        with pytest.raises(Invalid) as refused:
            checkin_service.walk_in(work, WalkInDraft(session, name="许文彬"))
        assert refused.value.problems[0].code == "activities.full"
        assert taken(work, activity) == 3

    def test_a_child_at_the_door_needs_a_guardian(self, program, course, work) -> None:
        _activity, session = course
        child = program.person("王小明", birth_date=CHILD)
        with pytest.raises(Invalid) as refused:
            checkin_service.walk_in(work, WalkInDraft(session, child))
        assert refused.value.problems[0].code == "activities.guardian_missing"
        checkin_service.walk_in(work, WalkInDraft(session, child, guardian_name="陈丽娟"))

    def test_where_nobody_signs_up_heads_are_counted(self, program, work, clock) -> None:
        activity = program.activity("便民服务日", seats=0, sign_up=SignUp.NONE)
        session = queries.sessions(work, activity)[0].id
        clock.set(NINE_TEN)
        checkin_service.walk_in(work, WalkInDraft(session, heads=14))
        resident = program.person("洪美玲")
        checkin_service.walk_in(work, WalkInDraft(session, resident))
        with pytest.raises(Invalid):
            checkin_service.walk_in(work, WalkInDraft(session, resident))
        figures = checkin_queries.door_figures(checkin_queries.door(work, session))
        assert (figures.present, figures.walk_ins) == (15, 15)


def test_children_are_fetched_by_somebody_with_a_name(program, work, clock) -> None:
    activity = program.activity("四点半课堂", seats=9)
    who = PersonDraft(resident_id=program.person("王小明", birth_date=CHILD), guardian_name="陈丽娟")
    slip = program.sign_up(activity, people=(who,), sure=True).code
    clock.set(NINE_TEN)
    session = queries.sessions(work, activity)[0].id
    done = checkin_service.check_in_code(work, session, slip)
    clock.set(datetime(2026, 11, 28, 10, 55))
    checkin_service.pick_up(work, done.attendance_ids[0], "陈丽娟（母亲）")
    row = door(work, session)["王小明"]
    assert (row.picked_up_by, row.picked_up_at) == ("陈丽娟（母亲）", datetime(2026, 11, 28, 10, 55))


def test_excused_is_not_missing_and_missing_is_known_when_it_is_over(course, work, clock) -> None:
    _activity, session = course
    checkin_service.excuse(work, session, door(work, session)["吴燊"].enrollee_id, "感冒")
    assert checkin_queries.no_shows(work, session) == ()
    clock.set(datetime(2026, 11, 28, 11))
    assert [row.name for row in checkin_queries.no_shows(work, session)] == ["黄志明"]


def test_the_attendance_sheet_has_names_down_and_sessions_across(program, work, clock) -> None:
    activity = program.activity(seats=3, sessions=3)
    first = program.sign_up(activity, program.person("黄志明"))
    program.sign_up(activity, program.person("吴燊"))
    met = [one.id for one in queries.sessions(work, activity)]
    clock.set(NINE_TEN)
    checkin_service.check_in_code(work, met[0], first.code)
    clock.set(datetime(2026, 12, 5, 9, 0))
    checkin_service.check_in_code(work, met[1], first.code)
    sheet = checkin_queries.attendance_sheet(work, activity)
    assert [one.id for one in sheet.sessions] == met[:2]
    assert [(row.name, row.came, row.share) for row in sheet.people] == [
        ("黄志明", 2, 1.0),
        ("吴燊", 0, 0.0),
    ]
    enroll_service.leave(work, first.enrollment_id, "搬家")
    assert len(checkin_queries.attendance_sheet(work, activity).people) == 2, "what was, stays"


class TestAfterwards:
    def test_figures_by_kind_month_and_module(self, program, course, work, clock) -> None:
        activity, session = course
        module = program.make.module("居有所乐")
        form, version = queries.activity_form(work, activity)
        from dataclasses import replace

        service.change(
            work, activity, replace(form, kind=ActivityKind.COURSE, module_id=module), version=version
        )
        checkin_service.check_in(work, session, [door(work, session)["黄志明"].enrollee_id])
        clock.set(datetime(2026, 11, 28, 11, 30))
        session_service.hold_session(work, session, heads=4, note="家长旁听 4 人")
        afterwards_service.give_feedback(work, FeedbackDraft(activity, 5, "老师耐心"))
        afterwards_service.give_feedback(work, FeedbackDraft(activity, 4))
        november, december = date(2026, 11, 1), date(2026, 12, 1)
        (kind,) = statistics.by_kind(work, november, december)
        assert (kind.key, kind.sessions, kind.heads, kind.hours) == ("course", 1, 5, 2.0)
        assert (kind.enrolled, kind.came_of_enrolled, kind.score) == (2, 1, 4.5)
        assert statistics.by_module(work, november, december)[0].name == "居有所乐"
        assert statistics.by_month(work, november, december)[0].key == "2026-11"
        figures = statistics.month_figures(work, Month(2026, 11))
        assert (figures.activities, figures.sessions, figures.heads) == (1, 1, 5)
        assert statistics.by_kind(work, december, date(2027, 1, 1)) == []

    def test_what_was_cancelled_or_is_still_to_come_does_not_count(self, program, work, clock) -> None:
        activity = program.activity(sessions=3)
        met = queries.sessions(work, activity)
        session_service.cancel_session(work, met[0].id, "台风")
        clock.set(datetime(2026, 12, 6))
        assert [one.sessions for one in statistics.by_kind(work, date(2026, 11, 1), date(2027, 1, 1))] == [1]

    def test_the_summary_closes_it(self, program, course, work) -> None:
        activity, _session = course
        service.finish(work, ClosingDraft(activity, "两次课，作品展出 12 幅", heads=20, minutes=240))
        card = queries.activity_card(work, activity)
        assert (card.status, card.closing_heads) == (ActivityStatus.FINISHED, 20)
        with pytest.raises(Invalid):
            program.sign_up(activity)

    def test_a_photo_is_kept_by_its_contents_and_what_is_none_is_refused(
        self, program, course, work, tmp_path: Path
    ) -> None:
        activity, _session = course
        shelf = tmp_path / "attachments"
        picture, words = tmp_path / "合影.png", tmp_path / "合影.jpg"
        picture.write_bytes(PNG)
        words.write_text("不是照片")
        for caption in ("合影", "再一张"):
            afterwards_service.add_photo(work, shelf, activity, picture, caption=caption)
        shown = queries.photos(work, activity)
        assert [one.caption for one in shown] == ["合影", "再一张"]
        assert (shelf / shown[0].file).read_bytes() == PNG
        assert len([one for one in shelf.rglob("*") if one.is_file()]) == 1
        with pytest.raises(Invalid):
            afterwards_service.add_photo(work, shelf, activity, words)

    def test_a_session_is_held_only_when_it_began(self, program, work) -> None:
        activity = program.activity()
        session = queries.sessions(work, activity)[0].id
        with pytest.raises(Invalid):
            session_service.hold_session(work, session)
        assert queries.sessions(work, activity)[0].status is SessionStatus.PLANNED


def test_eighty_children_and_their_places(program, work) -> None:
    """夏令营: eighty children, helpers counted apart."""
    activity = program.activity(
        "小候鸟夏令营",
        starts=SATURDAY,
        places={SeatKind.SEAT: 80, SeatKind.HELPER: 8},
        kind=ActivityKind.CAMP,
        age_from=6,
        age_to=12,
    )
    for number in range(81):
        who = PersonDraft(name=f"孩子{number}", birth_date=CHILD, guardian_name="家长")
        done = program.sign_up(activity, people=(who,), sure=True)
    assert (done.status, done.place) == (EnrollmentStatus.WAITING, 1)
    row = queries.activities(work)[0]
    assert (row.capacity, row.taken, row.left, row.waiting) == (88, 80, 8, 1)
    assert len(enrollment_queries.enrollments(work, activity)) == 81
