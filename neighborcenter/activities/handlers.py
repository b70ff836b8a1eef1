"""What activities do when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.activities import following, records, waiting
from neighborcenter.activities.kinds import LIVE, EnrollmentKind, EnrollmentStatus, SessionStatus
from neighborcenter.activities.models import (
    activity_feedback,
    attendance,
    enrollee,
    enrollment,
    pickup_person,
)
from neighborcenter.booking.events import (
    OccurrenceBooked,
    OccurrenceCancelled,
    OccurrenceMoved,
    OccurrenceSuspended,
)
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged

_AWAY = (SessionStatus.CANCELLED, SessionStatus.SUSPENDED)


def on_occurrence_cancelled(work: Work, event: OccurrenceCancelled) -> None:
    """A session does not take place when its room is cancelled; its people get on a call list."""
    for one in following.sessions_on(work, event.occurrence_id):
        if one.status not in (SessionStatus.PLANNED, SessionStatus.SUSPENDED):
            continue
        row = records.stored(work, one.activity_id)
        list_id = following.called_off(work, row, [one], SessionStatus.CANCELLED, event.reason)
        work.record(
            "activities.session_cancelled", "activity_session", one.id, title=row.title, calls=list_id
        )


def on_occurrence_suspended(work: Work, event: OccurrenceSuspended) -> None:
    """A closure that takes a room suspends the session in it; it comes back with the room."""
    for one in following.sessions_on(work, event.occurrence_id):
        if one.status is not SessionStatus.PLANNED:
            continue
        row = records.stored(work, one.activity_id)
        list_id = following.called_off(work, row, [one], SessionStatus.SUSPENDED, event.reason)
        work.record(
            "activities.session_suspended", "activity_session", one.id, title=row.title, calls=list_id
        )


def on_occurrence_moved(work: Work, event: OccurrenceMoved) -> None:
    """A session goes where its room goes."""
    for one in following.sessions_on(work, event.occurrence_id):
        row = records.stored(work, one.activity_id)
        where = following.room_of(work, event.occurrence_id)
        list_id = following.went(work, row, one, event.after.start, event.after.end, where, "")
        work.record("activities.session_moved", "activity_session", one.id, title=row.title, calls=list_id)


def on_occurrence_booked(work: Work, event: OccurrenceBooked) -> None:
    """A session takes place after all when its room comes back."""
    if event.new:
        return
    for one in following.sessions_on(work, event.occurrence_id):
        if one.status not in _AWAY:
            continue
        row = records.stored(work, one.activity_id)
        list_id = following.came_back(work, row, one)
        work.record("activities.session_back", "activity_session", one.id, title=row.title, calls=list_id)


def on_residents_merged(work: Work, event: ResidentsMerged) -> None:
    """Two records of one person may both have signed up: the older sign-up stays, the other ends."""
    rows = work.rows(
        sa.select(enrollment)
        .join(enrollee, enrollee.c.enrollment_id == enrollment.c.id)
        .where(
            enrollment.c.center_id == work.center_id,
            enrollee.c.resident_id == event.keep,
            enrollment.c.status.in_(LIVE),
        )
        .order_by(enrollment.c.id)
    )
    seen: dict[records.Scope, records.Row] = {}
    for one in rows:
        scope = records.scope_of(one)
        first = seen.setdefault(scope, one)
        if first is one:
            continue
        # Of a sign-up with a place and one that waits the place is kept, of two alike the older; a family stays.
        gone, kept = (one, first) if _stronger(first, one) else (first, one)
        if gone.kind is not EnrollmentKind.PERSON:
            continue
        seen[scope] = kept
        records.hold(work, gone.activity_id)
        waiting.end(work, gone, EnrollmentStatus.LEFT)
        work.record("activities.merged_away", "enrollment", gone.id, kept=kept.id)
        waiting.settle(work, records.stored(work, gone.activity_id), scope)


def _stronger(first: records.Row, other: records.Row) -> bool:
    def rank(one: records.Row) -> tuple[bool, bool, int]:
        return one.status is EnrollmentStatus.WAITING, one.kind is EnrollmentKind.PERSON, one.id

    return rank(first) < rank(other)


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank what is kept here of somebody whose data were removed; figures stay, places to come are given back."""
    ref = event.resident_id
    mine = sa.select(enrollee.c.id).where(enrollee.c.resident_id == ref)
    work.execute(pickup_person.delete().where(pickup_person.c.enrollee_id.in_(mine)))
    work.execute(
        enrollee.update()
        .where(enrollee.c.resident_id == ref)
        .values(
            name="", birth_date=None, guardian_id=None, guardian_name="", guardian_phone="",
            guardian_relation="", consent_words="", care_note="",
        )
    )  # fmt: skip
    work.execute(
        enrollee.update()
        .where(enrollee.c.guardian_id == ref)
        .values(guardian_id=None, guardian_name="", guardian_phone="")
    )
    with_them = sa.select(enrollee.c.enrollment_id).where(enrollee.c.resident_id == ref)
    work.execute(
        enrollment.update()
        .where(
            sa.or_(
                enrollment.c.resident_id == ref,
                sa.and_(enrollment.c.id.in_(with_them), enrollment.c.kind == EnrollmentKind.PERSON),
            )
        )
        .values(who="", phone="", note="", end_reason="", resident_id=None)
    )
    work.execute(
        attendance.update().where(attendance.c.resident_id == ref).values(name="", note="", picked_up_by="")
    )
    work.execute(
        activity_feedback.update().where(activity_feedback.c.resident_id == ref).values(resident_id=None)
    )
    _give_back(work, ref)


def _give_back(work: Work, ref: int) -> None:
    """Nobody can come any more under a name that was removed."""
    rows = work.rows(
        sa.select(enrollment)
        .join(enrollee, enrollee.c.enrollment_id == enrollment.c.id)
        .where(
            enrollee.c.resident_id == ref,
            enrollment.c.status.in_(LIVE),
            enrollment.c.kind == EnrollmentKind.PERSON,
        )
        .order_by(enrollment.c.id)
    )
    for one in rows:
        row = records.stored(work, one.activity_id)
        sessions = records.sessions_in(work, records.scope_of(one))
        if not records.takes_people(row, sessions, work.clock.local()):
            continue
        records.hold(work, one.activity_id)
        waiting.end(work, one, EnrollmentStatus.LEFT)
        work.record("activities.forgotten", "enrollment", one.id)
        waiting.settle(work, row, records.scope_of(one))
