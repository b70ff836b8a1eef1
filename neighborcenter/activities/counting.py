"""Places and heads counted for lists, a handful of statements however many rows a list has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.kinds import (
    HOLDING,
    LIVE,
    EnrollmentStatus,
    Presence,
    SessionStatus,
    SignUp,
)
from neighborcenter.activities.models import (
    activity,
    activity_session,
    attendance,
    enrollment,
    seat_pool,
)
from neighborcenter.booking.models import occurrence
from neighborcenter.center.models import room
from neighborcenter.kit.work import Read

_WANTS = enrollment.c.seats + enrollment.c.wheelchairs + enrollment.c.helpers
_PART = 500


@dataclass(slots=True)
class Count:
    """Places of one list, or of all lists of an activity together."""

    sessions: int = 0
    capacity: int = 0
    taken: int = 0
    waiting: int = 0
    expected: int = 0
    present: int = 0


def of_activities(read: Read, ids: Sequence[int]) -> dict[int, Count]:
    """Places of activities; where each session has its own list, of the sessions still to come together."""
    found = {ref: Count() for ref in ids}
    now = read.clock.local()
    for start in range(0, len(ids), _PART):
        part = list(ids[start : start + _PART])
        coming = sa.and_(activity_session.c.ends > now, activity_session.c.status != SessionStatus.CANCELLED)
        for ref, count in read.rows(
            sa.select(activity_session.c.activity_id, sa.func.count())
            .where(
                activity_session.c.activity_id.in_(part),
                activity_session.c.status != SessionStatus.CANCELLED,
            )
            .group_by(activity_session.c.activity_id)
        ):
            found[ref].sessions = count
        for ref, capacity in read.rows(
            sa.select(seat_pool.c.activity_id, sa.func.sum(seat_pool.c.capacity))
            .join(activity, activity.c.id == seat_pool.c.activity_id)
            .join(activity_session, activity_session.c.id == seat_pool.c.session_id, isouter=True)
            .where(seat_pool.c.activity_id.in_(part), _of_its_list(seat_pool.c.session_id, coming))
            .group_by(seat_pool.c.activity_id)
        ):
            found[ref].capacity = int(capacity)
        for ref, status, wants in read.rows(
            sa.select(enrollment.c.activity_id, enrollment.c.status, sa.func.sum(_WANTS))
            .join(activity, activity.c.id == enrollment.c.activity_id)
            .join(activity_session, activity_session.c.id == enrollment.c.session_id, isouter=True)
            .where(
                enrollment.c.activity_id.in_(part),
                enrollment.c.status.in_(LIVE),
                _of_its_list(enrollment.c.session_id, coming),
            )
            .group_by(enrollment.c.activity_id, enrollment.c.status)
        ):
            _add(found[ref], status, int(wants))
    return found


def _of_its_list(session_id: sa.ColumnElement[Any], coming: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    whole = sa.and_(activity.c.sign_up == SignUp.WHOLE, session_id.is_(None))
    return sa.or_(whole, sa.and_(activity.c.sign_up == SignUp.SESSION, coming))


def _add(count: Count, status: EnrollmentStatus, wants: int) -> None:
    if status in HOLDING:
        count.taken += wants
    else:
        count.waiting += wants


def next_sessions(read: Read, ids: Sequence[int], now: datetime) -> dict[int, Any]:
    """The next session of each activity that is not over: id, starts, ends, room, place."""
    found: dict[int, Any] = {}
    for start in range(0, len(ids), _PART):
        ranked = (
            sa.select(
                activity_session.c.id,
                sa.func.row_number()
                .over(partition_by=activity_session.c.activity_id, order_by=activity_session.c.starts)
                .label("nth"),
            )
            .where(
                activity_session.c.activity_id.in_(list(ids[start : start + _PART])),
                activity_session.c.ends > now,
                activity_session.c.status == SessionStatus.PLANNED,
            )
            .subquery()
        )
        rows = read.rows(
            sa.select(
                activity_session.c.id,
                activity_session.c.activity_id,
                activity_session.c.starts,
                activity_session.c.ends,
                activity_session.c.place,
                room.c.name.label("room"),
            )
            .select_from(
                activity_session.join(ranked, ranked.c.id == activity_session.c.id)
                .join(occurrence, occurrence.c.id == activity_session.c.occurrence_id, isouter=True)
                .join(room, room.c.id == occurrence.c.room_id, isouter=True)
            )
            .where(ranked.c.nth == 1)
        )
        found.update({row.activity_id: row for row in rows})
    return found


def of_sessions(read: Read, sessions: Sequence[Any]) -> dict[int, Count]:
    """Places and heads of sessions; one list for all sessions counts at each of them."""
    found = {one.id: Count(sessions=1) for one in sessions}
    own = [one.id for one in sessions if one.sign_up is SignUp.SESSION]
    shared = sorted({one.activity_id for one in sessions if one.sign_up is SignUp.WHOLE})
    by_session = _lists(read, seat_pool.c.session_id, enrollment.c.session_id, own)
    by_activity = _lists(read, seat_pool.c.activity_id, enrollment.c.activity_id, shared)
    for one in sessions:
        count = by_session.get(one.id) or by_activity.get(one.activity_id)
        if count is not None:
            mine = found[one.id]
            mine.capacity, mine.taken = count.capacity, count.taken
            mine.waiting, mine.expected = count.waiting, count.expected
    ids = list(found)
    for start in range(0, len(ids), _PART):
        for ref, heads in read.rows(
            sa.select(attendance.c.session_id, sa.func.sum(attendance.c.heads))
            .where(
                attendance.c.session_id.in_(ids[start : start + _PART]),
                attendance.c.presence == Presence.PRESENT,
            )
            .group_by(attendance.c.session_id)
        ):
            found[ref].present = int(heads)
    return found


def _lists(
    read: Read, pool_key: sa.Column[Any], sign_up_key: sa.Column[Any], ids: Sequence[int]
) -> dict[int, Count]:
    found: dict[int, Count] = {}
    for start in range(0, len(ids), _PART):
        part = list(ids[start : start + _PART])
        whole = pool_key.name == "activity_id"
        for ref, capacity in read.rows(
            sa.select(pool_key, sa.func.sum(seat_pool.c.capacity))
            .where(pool_key.in_(part), seat_pool.c.session_id.is_(None) if whole else sa.true())
            .group_by(pool_key)
        ):
            found.setdefault(ref, Count()).capacity = int(capacity)
        for ref, status, wants in read.rows(
            sa.select(sign_up_key, enrollment.c.status, sa.func.sum(_WANTS))
            .where(sign_up_key.in_(part), enrollment.c.status.in_(LIVE))
            .group_by(sign_up_key, enrollment.c.status)
        ):
            one = found.setdefault(ref, Count())
            _add(one, status, int(wants))
            if status is EnrollmentStatus.ENROLLED:
                one.expected += int(wants)
    return found


def by_status(read: Read, activity_id: int) -> dict[EnrollmentStatus, int]:
    """How many sign-ups stand where."""
    rows = read.rows(
        sa.select(enrollment.c.status, sa.func.count())
        .where(enrollment.c.activity_id == activity_id)
        .group_by(enrollment.c.status)
    )
    return {row[0]: int(row[1]) for row in rows}


def heads_of(read: Read, ids: Sequence[int]) -> dict[int, int]:
    """How many heads came to each activity, all sessions together: by name and counted at the door."""
    found: dict[int, int] = {}
    if not ids:
        return found
    named = (
        sa.select(activity_session.c.activity_id, sa.func.sum(attendance.c.heads))
        .join(attendance, attendance.c.session_id == activity_session.c.id)
        .where(activity_session.c.activity_id.in_(list(ids)), attendance.c.presence == Presence.PRESENT)
        .group_by(activity_session.c.activity_id)
    )
    counted = (
        sa.select(activity_session.c.activity_id, sa.func.sum(activity_session.c.heads))
        .where(activity_session.c.activity_id.in_(list(ids)))
        .group_by(activity_session.c.activity_id)
    )
    for statement in (named, counted):
        for ref, heads in read.rows(statement):
            found[ref] = found.get(ref, 0) + int(heads or 0)
    return found
