"""Needs hang on what they serve: shifts are made, moved, freed and given back with sessions and bookings."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.activities import service as activities
from neighborcenter.activities import session_service
from neighborcenter.activities.drafts import ActivityDraft, SessionMoveDraft, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.activities.models import activity
from neighborcenter.activities.queries import activity_form, sessions
from neighborcenter.activities.texts import kind_name
from neighborcenter.booking import (
    cancel_service,
    details_service,
    move_service,
    request_service,
    series_service,
)
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft, SeriesChange
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Scope, Standing
from neighborcenter.booking.models import booking as booking_table
from neighborcenter.booking.models import occurrence
from neighborcenter.center import service as center
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.kit.problems import Invalid
from neighborcenter.volunteers import (
    assign_service,
    need_queries,
    need_service,
    post_service,
    queries,
    route_service,
    shift_service,
    time_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import AssignmentDraft, NeedDraft, RouteDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.rostering import change_service
from neighborcenter.volunteers.rostering.reading import roster_facts

FIRST, LAST = datetime(2026, 11, 1), datetime(2027, 2, 1)
SATURDAY = datetime(2026, 11, 28, 9)


def codes(caught) -> set[str]:
    return {problem.code for problem in caught.value.problems}


def clinic(work, *, sessions: int = 1, room: int | None = None, starts: datetime = SATURDAY, **values) -> int:
    """A free clinic on Saturdays from 9 to 11."""
    ref = activities.create(work, ActivityDraft(title="周末义诊", kind=ActivityKind.CLINIC, **values))
    repeat = f"FREQ=WEEKLY;COUNT={sessions}" if sessions > 1 else ""
    session_service.add_sessions(
        work, SessionsDraft(ref, starts, starts + timedelta(hours=2), room, repeat=repeat)
    )
    return ref


def registrars(work, corner, **values) -> int:
    """Every clinic wants two people at the desk, from half an hour before to a quarter after."""
    draft = NeedDraft(
        corner.desk, kind=ActivityKind.CLINIC.value, name="义诊登记", before_minutes=30, after_minutes=15,
        minimum=1, wanted=2, maximum=2, **values,
    )  # fmt: skip
    return need_service.add_need(work, draft).need_id


def served(work, **values) -> list:
    return queries.shifts(work, FIRST, LAST, **values)


def spans(work, **values) -> list[str]:
    return [f"{row.starts:%m-%d %H:%M}-{row.ends:%H:%M}" for row in served(work, **values)]


def session_of(work, activity: int) -> int:
    return sessions(work, activity)[0].id


@pytest.mark.both_engines
def test_every_session_of_a_kind_gets_its_shift(work, corner):
    registrars(work, corner)
    clinic(work, sessions=3)
    assert spans(work) == ["11-28 08:30-11:15", "12-05 08:30-11:15", "12-12 08:30-11:15"]
    one = served(work)[0]
    assert (one.wanted, one.maximum, one.name, one.serves) == (2, 2, "义诊登记", "周末义诊")
    other = activities.create(work, ActivityDraft(title="书法班", kind=ActivityKind.COURSE))
    session_service.add_sessions(work, SessionsDraft(other, SATURDAY, SATURDAY + timedelta(hours=2)))
    assert len(served(work)) == 3


@pytest.mark.both_engines
def test_a_new_need_asks_for_what_is_planned_already_and_only_once(work, corner):
    clinic(work, sessions=2)
    registrars(work, corner, valid_to=date(2026, 12, 1))
    assert spans(work) == ["11-28 08:30-11:15"]
    assert need_service.fill(work) == 0
    (row,) = need_queries.needs(work)
    assert (row.hangs_on, row.coming) == (kind_name(ActivityKind.CLINIC), 1)


def test_a_session_without_people_on_its_shift_takes_it_along(work, corner):
    registrars(work, corner)
    ref = session_of(work, clinic(work))
    session_service.move_session(work, SessionMoveDraft(ref, starts=SATURDAY + timedelta(days=1)))
    assert spans(work) == ["11-29 08:30-11:15"]
    assert need_queries.asking(work, FIRST.date()) == []


@pytest.mark.both_engines
def test_a_moved_session_asks_and_who_cannot_is_said(work, corner):
    registrars(work, corner)
    ref = session_of(work, clinic(work))
    (row,) = served(work)
    for who in (corner.wang, corner.chen):
        assign_service.assign(work, AssignmentDraft(row.shift_id, who))
    change_service.publish_range(work, FIRST.date(), LAST.date())
    time_service.go_on_leave(work, corner.chen, date(2026, 11, 29), date(2026, 11, 29), "回惠安")
    session_service.move_session(work, SessionMoveDraft(ref, starts=SATURDAY + timedelta(days=1)))
    assert spans(work) == ["11-28 08:30-11:15"]
    (asks,) = need_queries.asking(work, FIRST.date())
    assert (asks.serves, asks.moved_starts) == ("周末义诊", datetime(2026, 11, 29, 8, 30))
    gone = shift_service.follow(work, row.shift_id)
    assert (gone.stay, gone.cannot) == ((corner.wang,), (corner.chen,))
    assert spans(work) == ["11-29 08:30-11:15"]
    told = change_service.publish_range(work, FIRST.date(), LAST.date())
    assert {(each.volunteer_id, each.comes) for each in told} == {(corner.wang, True), (corner.chen, False)}
    with pytest.raises(Invalid) as caught:
        shift_service.follow(work, row.shift_id)
    assert codes(caught) == {"volunteers.not_asking"}


def test_a_question_goes_when_the_session_comes_back_to_its_time(work, corner):
    registrars(work, corner)
    ref = session_of(work, clinic(work))
    (row,) = served(work)
    assign_service.assign(work, AssignmentDraft(row.shift_id, corner.wang))
    session_service.move_session(work, SessionMoveDraft(ref, starts=SATURDAY + timedelta(hours=3)))
    assert len(need_queries.asking(work, FIRST.date())) == 1
    session_service.move_session(work, SessionMoveDraft(ref, starts=SATURDAY))
    assert need_queries.asking(work, FIRST.date()) == []
    session_service.move_session(work, SessionMoveDraft(ref, starts=SATURDAY + timedelta(hours=3)))
    shift_service.stay(work, row.shift_id)
    assert need_queries.asking(work, FIRST.date()) == []
    assert spans(work) == ["11-28 08:30-11:15"]


@pytest.mark.both_engines
def test_a_cancelled_session_frees_its_people_and_brings_them_back(work, corner):
    registrars(work, corner)
    ref = session_of(work, clinic(work))
    (row,) = served(work)
    for who in (corner.wang, corner.chen):
        assign_service.assign(work, AssignmentDraft(row.shift_id, who))
    change_service.publish_range(work, FIRST.date(), LAST.date())
    session_service.cancel_session(work, ref, "专家来不了")
    assert served(work) == []
    told = change_service.publish_range(work, FIRST.date(), LAST.date())
    assert {(each.volunteer_id, each.comes) for each in told} == {(corner.wang, False), (corner.chen, False)}
    # Meanwhile one of the two was put on something else at that time.
    other = corner.morning(work, day=28)
    assign_service.assign(work, AssignmentDraft(other, corner.chen))
    session_service.restore_session(work, ref)
    back = next(each for each in served(work) if each.shift_id == row.shift_id)
    assert [one.volunteer_id for one in back.people] == [corner.wang]
    told = change_service.publish_range(work, FIRST.date(), LAST.date())
    assert corner.wang in {each.volunteer_id for each in told if each.comes}


def test_a_shift_called_off_by_hand_stays_so(work, corner):
    registrars(work, corner)
    ref = session_of(work, clinic(work))
    (row,) = served(work)
    post_service.cancel_shift(work, row.shift_id, "人手够了")
    session_service.cancel_session(work, ref)
    session_service.restore_session(work, ref)
    assert served(work) == []
    shift_service.restore_shift(work, row.shift_id)
    assert len(served(work)) == 1


@pytest.mark.both_engines
def test_a_closure_suspends_and_gives_back_with_the_room(work, corner, make):
    make.open_hours()
    registrars(work, corner)
    clinic(work, room=make.room("义诊室"))
    (row,) = served(work)
    assign_service.assign(work, AssignmentDraft(row.shift_id, corner.wang))
    closure = center.close_days(work, ClosureDraft(date(2026, 11, 28), date(2026, 11, 28), "台风停开"))
    assert served(work) == []
    center.reopen_days(work, closure)
    (back,) = served(work)
    assert [one.volunteer_id for one in back.people] == [corner.wang]


def test_another_kind_of_activity_wants_other_people(work, corner):
    registrars(work, corner)
    ref = clinic(work)
    form, version = activity_form(work, ref)
    activities.change(work, ref, replace(form, kind=ActivityKind.TALK), version=version)
    assert served(work) == []
    _, version = activity_form(work, ref)
    activities.change(work, ref, form, version=version)
    assert spans(work) == ["11-28 08:30-11:15"]


@pytest.mark.both_engines
def test_removing_a_draft_leaves_no_shift_behind(work, corner):
    need_service.add_need(work, NeedDraft(corner.desk, Serves.ACTIVITY, activity_id=clinic(work)))
    ref = work.value(sa.select(activity.c.id))
    assert len(served(work)) == 1
    activities.remove(work, ref)
    assert served(work) == []


@pytest.mark.both_engines
def test_a_series_of_bookings_carries_its_shifts(work, corner, make):
    make.open_hours()
    hall = make.room("多功能厅")
    need_service.add_need(
        work,
        NeedDraft(corner.desk, Serves.BOOKING_KIND, kind=BookingKind.PARTY.value, before_minutes=20),
    )
    done = booking.book(
        work,
        BookingDraft(
            room_id=hall, title="主题党日", for_center=True, kind=BookingKind.PARTY, starts=SATURDAY,
            ends=SATURDAY + timedelta(hours=2), repeat="FREQ=WEEKLY;COUNT=3",
        ),
    )  # fmt: skip
    assert spans(work) == ["11-28 08:40-11:00", "12-05 08:40-11:00", "12-12 08:40-11:00"]
    first = done.occurrences[0].occurrence_id
    move_service.move_occurrence(work, MoveDraft(first, starts=SATURDAY + timedelta(hours=2)))
    assert spans(work)[0] == "11-28 10:40-13:00"
    cancel_service.cancel_occurrence(work, first, "讲师改期")
    assert len(served(work)) == 2
    cancel_service.restore(work, [first])
    assert len(served(work)) == 3
    details_service.change_details(work, DetailsDraft(done.booking_id, kind=BookingKind.HIRE))
    assert served(work) == []


@pytest.mark.both_engines
def test_a_need_follows_the_room_and_one_booking(work, corner, make):
    make.open_hours()
    hall = make.room("多功能厅")
    need_service.add_need(work, NeedDraft(corner.desk, Serves.ROOM, room_id=hall))
    done = booking.book(
        work,
        BookingDraft(
            room_id=hall, title="家长会", for_center=True, starts=SATURDAY, ends=SATURDAY + timedelta(hours=1)
        ),
    )
    assert spans(work) == ["11-28 09:00-10:00"]
    need_service.add_need(
        work, NeedDraft(corner.staff, Serves.BOOKING, booking_id=done.booking_id, after_minutes=30)
    )
    assert sorted(spans(work)) == ["11-28 09:00-10:00", "11-28 09:00-10:30"]


@pytest.mark.both_engines
def test_a_line_is_walked_on_its_weekdays_but_not_on_closed_days(work, corner):
    line = route_service.add_route(work, RouteDraft("沿溪步道", "东门\n溪边步道\n老人活动室"))
    need_service.add_need(
        work,
        NeedDraft(
            corner.patrol, Serves.ROUTE, route_id=line, weekdays="135", opens="22:00", closes="00:30",
            minimum=2, wanted=2, maximum=3, lead_required=True,
        ),
    )  # fmt: skip
    center.close_days(work, ClosureDraft(date(2026, 11, 25), date(2026, 11, 25), "停电"))
    made = post_service.make_shifts(work, date(2026, 11, 23), date(2026, 11, 30))
    assert spans(work) == ["11-23 22:00-00:30", "11-27 22:00-00:30"]
    assert dict(made.left_out) == {date(2026, 11, 25): "停电"}
    assert post_service.make_shifts(work, date(2026, 11, 23), date(2026, 11, 30)).shift_ids == ()
    assert served(work)[0].lead_required


@pytest.mark.both_engines
def test_what_a_need_asks_counts_for_the_law_and_the_roster(work, corner):
    skill = volunteer_service.add_skill(work, "血压测量", needs_proof=True)
    registrars(work, corner, dangerous=True, age_from=30, skills=((skill, 2),))
    clinic(work)
    (row,) = served(work)
    with pytest.raises(Invalid) as caught:
        assign_service.assign(work, AssignmentDraft(row.shift_id, corner.pupil))
    assert {"volunteers.uninsured", "volunteers.minor_in_danger", "volunteers.age_outside"} <= codes(caught)
    (fact,) = roster_facts(work, date(2026, 11, 23), date(2026, 11, 30)).shifts
    assert (fact.dangerous, fact.age_from, dict(fact.skills)) == (True, 30, {skill: 2})


@pytest.mark.both_engines
def test_a_changed_need_takes_nobody_off(work, corner):
    ref = registrars(work, corner)
    clinic(work, sessions=2)
    first, _second = served(work)
    for who in (corner.wang, corner.chen):
        assign_service.assign(work, AssignmentDraft(first.shift_id, who))
    (row,) = need_queries.needs(work)
    less = replace(row.draft, minimum=1, wanted=1, maximum=1, before_minutes=60)
    need_service.change_need(work, ref, less, version=row.version)
    first, second = served(work)
    assert (first.wanted, first.maximum, len(first.people)) == (1, 2, 2)
    assert (second.maximum, f"{second.starts:%H:%M}") == (1, "08:00")
    assert [each.shift_id for each in need_queries.asking(work, FIRST.date())] == [first.shift_id]
    with pytest.raises(Invalid) as caught:
        need_service.change_need(work, ref, replace(less, kind=ActivityKind.TALK.value))
    assert codes(caught) == {"volunteers.need_fixed"}
    done = need_service.end_need(work, ref)
    assert (done.dropped, done.kept) == (1, 1)
    assert need_service.resume_need(work, ref).made == 1
    assert len(served(work)) == 2


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "dancing"}, "volunteers.served_missing"),
        ({"serves": Serves.ROOM}, "volunteers.served_missing"),
        ({"kind": "clinic", "wanted": 3}, "volunteers.counts_order"),
        ({"kind": "clinic", "before_minutes": 800}, "volunteers.around_long"),
        ({"serves": Serves.ROUTE, "route_id": 1, "opens": "8", "closes": "9"}, "volunteers.weekdays_missing"),
        ({"kind": "clinic", "age_from": 60, "age_to": 50}, "volunteers.ages_order"),
    ],
)
def test_a_need_that_makes_no_sense(work, corner, values, code):
    with pytest.raises(Invalid) as caught:
        need_service.add_need(work, NeedDraft(corner.desk, **values))
    assert code in codes(caught)


@pytest.mark.both_engines
def test_undoing_a_longer_series_leaves_no_broken_reference(work, corner, make):
    """A day that an undone change takes out of the world leaves its freed shift behind without it."""
    make.open_hours()
    hall = make.room("多功能厅")
    need_service.add_need(work, NeedDraft(corner.desk, Serves.ROOM, room_id=hall))
    wanted = BookingDraft(
        room_id=hall, title="合唱队", for_center=True, starts=SATURDAY, ends=SATURDAY + timedelta(hours=1)
    )
    booked = booking.book(work, replace(wanted, repeat="FREQ=WEEKLY;COUNT=2"))
    assert len(served(work)) == 2
    longer = SeriesChange(booked.occurrences[0].occurrence_id, repeat="FREQ=WEEKLY;COUNT=4")
    done = series_service.change_series(work, longer)
    assert len(served(work)) == 4
    series_service.undo_change(work, done)
    assert len(served(work)) == 2


@pytest.mark.both_engines
def test_a_need_of_a_booking_follows_the_later_half_of_its_series(work, corner, make):
    make.open_hours()
    hall = make.room("多功能厅")
    wanted = BookingDraft(
        room_id=hall, title="合唱队", for_center=True, starts=SATURDAY, ends=SATURDAY + timedelta(hours=1)
    )
    booked = booking.book(work, replace(wanted, repeat="FREQ=WEEKLY;COUNT=4"))
    need_service.add_need(work, NeedDraft(corner.desk, Serves.BOOKING, booking_id=booked.booking_id))
    third = booked.occurrences[2].occurrence_id
    series_service.change_series(work, SeriesChange(third, Scope.FOLLOWING, starts_at=time(14)))
    assert spans(work)[2:] == ["12-12 14:00-15:00", "12-19 14:00-15:00"]
    series_service.change_series(work, SeriesChange(third, Scope.FOLLOWING, repeat="FREQ=WEEKLY;COUNT=3"))
    assert spans(work)[2:] == ["12-12 14:00-15:00", "12-19 14:00-15:00", "12-26 14:00-15:00"]


def test_a_request_wants_nobody_until_it_is_granted(work, corner, make):
    make.open_hours()
    hall = make.room("多功能厅")
    need_service.add_need(work, NeedDraft(corner.desk, Serves.ROOM, room_id=hall))
    ref = make.booking(room=hall, starts=SATURDAY)
    work.execute(booking_table.update().where(booking_table.c.id == ref).values(standing=Standing.REQUESTED))
    work.execute(
        occurrence.update().where(occurrence.c.booking_id == ref).values(status=OccurrenceStatus.REQUESTED)
    )
    assert need_service.fill(work) == 0
    request_service.grant(work, ref)
    assert spans(work) == ["11-28 09:00-11:00"]
