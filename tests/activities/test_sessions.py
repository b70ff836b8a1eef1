"""Sessions in booked rooms: planned, moved, cancelled, following their room; whom to tell."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.activities import queries, service, session_service, telling
from neighborcenter.activities.drafts import ActivityDraft, SessionMoveDraft, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind, ActivityStatus, SessionStatus, SignUp
from neighborcenter.booking import calls, cancel_service, move_service
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.center import service as center
from neighborcenter.kit.problems import Clash, Invalid
from tests.activities.conftest import SATURDAY

pytestmark = pytest.mark.both_engines


def told(work, session: int) -> list[str]:
    list_id = telling.list_of(work, session)
    return [] if list_id is None else [entry.who for entry in calls.entries(work, list_id)]


def test_a_course_books_its_room_for_every_session(program, work) -> None:
    room = program.make.room("书法室", 20)
    activity = program.activity(sessions=8, room=room, kind=ActivityKind.COURSE)
    met = queries.sessions(work, activity)
    assert [one.number for one in met] == list(range(1, 9))
    assert {one.room for one in met} == {"书法室"}
    assert work.value(sa.select(sa.func.count()).select_from(claim)) == 8
    card = queries.activity_card(work, activity)
    assert (card.first_day, card.last_day) == (date(2026, 11, 28), date(2027, 1, 16))


def test_a_taken_room_refuses_the_course_or_is_left_out(program, work) -> None:
    room = program.make.room("书法室", 20)
    program.make.booking(room=room, starts=datetime(2026, 12, 5, 9))
    activity = program.activity(publish=False)
    draft = SessionsDraft(activity, SATURDAY, datetime(2026, 11, 28, 11), room, repeat="FREQ=WEEKLY;COUNT=3")
    with pytest.raises(Clash):
        session_service.add_sessions(work, draft)
    from dataclasses import replace

    added = session_service.add_sessions(work, replace(draft, skip_clashes=True))
    assert len(added.session_ids) == 2
    assert [day.starts for day in added.skipped] == [datetime(2026, 12, 5, 9)]


@pytest.mark.parametrize(
    ("repeat", "first", "expected"),
    [
        # 四点半课堂: every working day after school.
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=7",
            datetime(2026, 11, 23, 16, 30),
            [23, 24, 25, 26, 27, 30, 1],
        ),
        # 联企日: the 15th of each month.
        ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3", datetime(2026, 12, 15, 9), [15, 15, 15]),
        # 便民服务日: the first and the fifteenth of the lunar month.
        ("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3", datetime(2026, 12, 9, 8), [9, 23, 8]),
    ],
)
def test_the_fixed_days_of_a_center_fit(program, work, repeat, first, expected) -> None:
    activity = service.create(work, ActivityDraft(title="固定活动", sign_up=SignUp.NONE))
    ends = first.replace(hour=first.hour + 1)
    session_service.add_sessions(work, SessionsDraft(activity, first, ends, repeat=repeat, place="门厅"))
    assert [one.starts.day for one in queries.sessions(work, activity)] == expected


def test_a_list_of_days_fits_too(program, work) -> None:
    """便民服务日 on lunar 1st and 15th, as a list of days."""
    room = program.make.room("门厅", 30)
    days = (date(2026, 12, 9), date(2026, 12, 23), date(2027, 1, 8))
    activity = service.create(work, ActivityDraft(title="便民服务日", sign_up=SignUp.NONE))
    added = session_service.add_sessions(
        work,
        SessionsDraft(activity, datetime(2026, 12, 9, 8), datetime(2026, 12, 9, 11), room, days=days),
    )
    assert len(added.session_ids) == 3
    assert tuple(one.starts.date() for one in queries.sessions(work, activity)) == days


class TestFollowing:
    def test_a_cancelled_room_cancels_its_session_and_its_people_are_called(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(seats=1, room=room)
        program.sign_up(activity, program.person("陈丽娟", phone="13805951234"))
        program.sign_up(activity, program.person("吴燊"))
        one = queries.sessions(work, activity)[0]
        cancel_service.cancel_occurrence(work, one.occurrence_id, "漏水检修")
        after = queries.sessions(work, activity)[0]
        assert (after.status, after.cancel_reason) == (SessionStatus.CANCELLED, "漏水检修")
        assert told(work, one.id) == ["陈丽娟", "吴燊"], "whoever waits is told, too"

    def test_and_takes_place_after_all_when_it_comes_back(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(room=room)
        one = queries.sessions(work, activity)[0]
        cancel_service.cancel_occurrence(work, one.occurrence_id)
        cancel_service.restore(work, [one.occurrence_id])
        assert queries.sessions(work, activity)[0].status is SessionStatus.PLANNED

    def test_a_moved_room_takes_its_session_along(self, program, work) -> None:
        room, other = program.make.room("书法室", 20), program.make.room("谈心室", 20)
        activity = program.activity(room=room)
        program.sign_up(activity, program.person("洪美玲"))
        one = queries.sessions(work, activity)[0]
        move_service.move_occurrence(
            work, MoveDraft(one.occurrence_id, room_id=other, starts=datetime(2026, 11, 29, 14))
        )
        after = queries.sessions(work, activity)[0]
        assert (after.starts, after.room) == (datetime(2026, 11, 29, 14), "谈心室")
        assert queries.activity_card(work, activity).first_day == date(2026, 11, 29)
        assert told(work, one.id) == ["洪美玲"]

    def test_nobody_signed_up_means_no_call_list(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(room=room)
        one = queries.sessions(work, activity)[0]
        cancel_service.cancel_occurrence(work, one.occurrence_id)
        assert telling.list_of(work, one.id) is None


class TestChanges:
    def test_moving_a_session_moves_its_room_and_calls_once(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(room=room)
        program.sign_up(activity, program.person("庄建国"))
        one = queries.sessions(work, activity)[0]
        done = session_service.move_session(
            work, SessionMoveDraft(one.id, starts=datetime(2026, 11, 28, 14), reason="老师请假")
        )
        after = queries.sessions(work, activity)[0]
        assert (after.starts, after.ends) == (datetime(2026, 11, 28, 14), datetime(2026, 11, 28, 16))
        held = work.row(sa.select(occurrence).where(occurrence.c.id == after.occurrence_id))
        assert (held.starts, held.ends) == (after.starts, after.ends)
        assert len(calls.open_lists(work)) == 1
        assert "老师请假" in calls.call_list_row(work, done.call_list_id).words

    def test_a_session_without_a_room_may_get_one(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity()
        one = queries.sessions(work, activity)[0]
        session_service.move_session(work, SessionMoveDraft(one.id, room_id=room))
        assert queries.sessions(work, activity)[0].room == "书法室"

    def test_a_taken_room_refuses_the_move(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        program.make.booking(room=room, starts=datetime(2026, 11, 28, 14))
        activity = program.activity(room=room)
        one = queries.sessions(work, activity)[0]
        save = work.connection.begin_nested()
        with pytest.raises(Clash):
            session_service.move_session(work, SessionMoveDraft(one.id, starts=datetime(2026, 11, 28, 15)))
        save.rollback()
        assert queries.sessions(work, activity)[0].occurrence_id == one.occurrence_id

    def test_a_cancelled_session_frees_its_room_and_comes_back(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(room=room)
        one = queries.sessions(work, activity)[0]
        session_service.cancel_session(work, one.id, "台风")
        assert work.value(sa.select(sa.func.count()).select_from(claim)) == 0
        with pytest.raises(Invalid):
            session_service.cancel_session(work, one.id)
        session_service.restore_session(work, one.id)
        assert queries.sessions(work, activity)[0].status is SessionStatus.PLANNED
        assert work.value(sa.select(sa.func.count()).select_from(claim)) == 1

    def test_cancelling_all_makes_one_list_and_is_taken_back_whole(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(room=room, sessions=3)
        program.sign_up(activity, program.person("蔡秀英"))
        off = service.cancel(work, activity, "报名人数不足")
        assert len(off.session_ids) == 3
        assert [row.calls for row in calls.open_lists(work)] == [1]
        assert work.value(sa.select(sa.func.count()).select_from(claim)) == 0
        service.uncancel(work, activity, off.session_ids)
        card = queries.activity_card(work, activity)
        assert card.status is ActivityStatus.PUBLISHED
        assert {one.status for one in card.sessions} == {SessionStatus.PLANNED}
        assert work.value(sa.select(sa.func.count()).select_from(claim)) == 3

    def test_a_draft_is_removed_with_its_rooms(self, program, work) -> None:
        room = program.make.room("书法室", 20)
        activity = program.activity(room=room, publish=False)
        service.remove(work, activity)
        assert queries.activities(work) == []
        assert work.value(sa.select(sa.func.count()).select_from(claim)) == 0

    def test_nothing_is_published_without_a_day(self, program, work) -> None:
        activity = service.create(work, ActivityDraft(title="讲座"))
        with pytest.raises(Invalid) as refused:
            service.publish(work, activity)
        assert refused.value.problems[0].code == "activities.no_sessions"


def test_the_calendar_sees_sessions_of_a_day_without_drafts(program, work) -> None:
    room = program.make.room("书法室", 20)
    activity = program.activity("书法班", seats=9, room=room)
    program.activity("未发布", publish=False)
    program.sign_up(activity)
    seen = queries.sessions_between(work, date(2026, 11, 28), date(2026, 11, 29))
    assert [(one.activity, one.capacity, one.taken, one.expected) for one in seen] == [("书法班", 9, 1, 1)]


def test_a_closed_day_refuses_a_session_there(program, work) -> None:
    from neighborcenter.center.drafts import ClosureDraft

    room = program.make.room("书法室", 20)
    center.close_days(work, ClosureDraft(date(2026, 11, 28), date(2026, 11, 28), "消防检修"))
    activity = program.activity(publish=False)
    with pytest.raises(Invalid):
        session_service.add_sessions(
            work, SessionsDraft(activity, SATURDAY, datetime(2026, 11, 28, 11), room)
        )
