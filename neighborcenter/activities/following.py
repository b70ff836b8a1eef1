"""What becomes of sessions when they, or the booked days they meet on, change: parts of verbs and handlers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities import records, telling
from neighborcenter.activities.events import SessionCalledOff, SessionMoved, SessionPlanned
from neighborcenter.activities.kinds import SessionStatus
from neighborcenter.activities.models import activity_session
from neighborcenter.booking import cancel_service
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus
from neighborcenter.booking.models import occurrence
from neighborcenter.center.models import room
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work

_ON = sa.select(activity_session).where(activity_session.c.occurrence_id == sa.bindparam("occurrence"))


def sessions_on(read: Read, occurrence_id: int) -> list[records.Row]:
    """The sessions that meet on a booked day (one, unless two share a room)."""
    return list(read.rows(_ON, {"occurrence": occurrence_id}))


def called_off(
    work: Work,
    row: Any,
    sessions: Sequence[Any],
    status: SessionStatus,
    reason: str,
    *,
    all_of_it: bool = False,
) -> int | None:
    """Cancel or suspend sessions of one activity and make the call list.  Returns its id."""
    list_id = telling.tell(
        work,
        row.title,
        row.id,
        sessions,
        telling.cancelled_words(row.title, sessions, reason),
        all_of_it=all_of_it,
    )
    for one in sessions:
        work.update(activity_session, one.id, status=status, cancel_reason=reason.strip())
        work.publish(SessionCalledOff(one.id, row.id, reason.strip()))
    records.set_days(work, row.id)
    return list_id


def came_back(work: Work, row: Any, one: Any) -> int | None:
    """Let a session take place after all, and make the call list."""
    work.update(activity_session, one.id, status=SessionStatus.PLANNED, cancel_reason="")
    records.set_days(work, row.id)
    work.publish(SessionPlanned(one.id, row.id, row.kind, TimeRange(one.starts, one.ends)))
    return telling.tell(work, row.title, row.id, [one], telling.back_words(row.title, one.starts))


def went(
    work: Work, row: Any, one: Any, starts: datetime, ends: datetime, where: str, reason: str
) -> int | None:
    """Take a session to another time or place, and make the call list."""
    work.update(activity_session, one.id, starts=starts, ends=ends)
    records.set_days(work, row.id)
    work.publish(SessionMoved(one.id, row.id, TimeRange(one.starts, one.ends), TimeRange(starts, ends)))
    words = telling.moved_words(row.title, one.starts, starts, where, reason)
    return telling.tell(work, row.title, row.id, [one], words)


def room_of(read: Read, occurrence_id: int | None) -> str:
    """The name of the room of a booked day."""
    if occurrence_id is None:
        return ""
    name = read.value(
        sa.select(room.c.name)
        .join(occurrence, occurrence.c.room_id == room.c.id)
        .where(occurrence.c.id == occurrence_id)
    )
    return str(name or "")


def free_rooms(work: Work, sessions: Sequence[Any], reason: str) -> None:
    """Cancel the booked days of sessions, as far as they still stand."""
    for one in sessions:
        if one.occurrence_id is not None and occurrence_status(work, one.occurrence_id) in HOLDING:
            cancel_service.cancel_occurrence(work, one.occurrence_id, reason)


def occurrence_status(read: Read, occurrence_id: int) -> OccurrenceStatus | None:
    """Where a booked day stands."""
    found: OccurrenceStatus | None = read.value(
        sa.select(occurrence.c.status).where(occurrence.c.id == occurrence_id)
    )
    return found
