"""The sessions of an activity: planned in booked rooms, moved, cancelled, brought back, held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import following, places, records, rules, telling
from neighborcenter.activities.drafts import SessionMoveDraft, SessionsDraft
from neighborcenter.activities.events import SessionPlanned
from neighborcenter.activities.kinds import ActivityKind, ActivityStatus, SeatKind, SessionStatus
from neighborcenter.activities.models import activity_session, seat_pool
from neighborcenter.booking import cancel_service, move_service
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft, MoveDraft
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.plans import Skipped
from neighborcenter.kit.problems import Clash, Invalid, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work

_PLANNABLE = (ActivityStatus.DRAFT, ActivityStatus.PUBLISHED, ActivityStatus.RUNNING)
_COURSES = frozenset({ActivityKind.COURSE, ActivityKind.CAMP, ActivityKind.AFTER_SCHOOL})


@dataclass(frozen=True, slots=True)
class Added:
    """The sessions planned, and the days left out because the room is taken or closed."""

    session_ids: tuple[int, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A session that changed, and the call list of those to be told (None: nobody)."""

    session_id: int
    call_list_id: int | None


@dataclass(frozen=True, slots=True)
class _Meeting:
    starts: datetime
    ends: datetime
    occurrence_id: int | None = None


def add_sessions(work: Work, draft: SessionsDraft) -> Added:
    """Plan sessions and book their room; all of them or none, unless `skip_clashes` leaves days out.

    Raises NotFound, Invalid, and Clash when the room is taken.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, draft.activity_id)
    records.want_status(row, *_PLANNABLE)
    refuse(rules.problems_in_sessions(draft))
    if draft.room_id is None:
        meetings = [_Meeting(one.start, one.end) for one in rules.ranges_in(draft)]
        skipped: tuple[Skipped, ...] = ()
        warnings: tuple[Problem, ...] = ()
    else:
        meetings, skipped, warnings = _book(work, row, draft)
    kept = [
        work.insert(
            activity_session,
            activity_id=row.id,
            starts=one.starts,
            ends=one.ends,
            occurrence_id=one.occurrence_id,
            title=draft.title.strip(),
            place=draft.place.strip(),
        )
        for one in meetings
    ]
    if records.by_session(row):
        _give_places(work, row.id, kept)
    records.set_days(work, row.id)
    work.record(
        "activities.sessions", "activity", row.id, title=row.title, sessions=len(kept), skipped=len(skipped),
        starts=telling.said(meetings[0].starts),
    )  # fmt: skip
    for ref, one in zip(kept, meetings, strict=True):
        work.publish(SessionPlanned(ref, row.id, row.kind, TimeRange(one.starts, one.ends)))
    return Added(tuple(kept), skipped, warnings)


def move_session(work: Work, draft: SessionMoveDraft) -> Changed:
    """Take a session to another time, room or place; its people get on a call list.

    Raises NotFound, Invalid, and Clash when the room is taken.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    one = _coming(work, draft.session_id)
    row = records.stored(work, one.activity_id)
    starts = draft.starts or one.starts
    ends = draft.ends or starts + (one.ends - one.starts)
    as_draft = SessionsDraft(row.id, starts, ends)
    refuse(rules.problems_in_sessions(as_draft))
    room_id, occurrence_id = draft.room_id, one.occurrence_id
    if occurrence_id is not None:
        # While we move it ourselves the news of the move is not news.
        work.update(activity_session, one.id, occurrence_id=None)
        move_service.move_occurrence(
            work,
            MoveDraft(occurrence_id, room_id, starts, ends, draft.outside_hours, draft.override),
        )
    elif room_id is not None:
        meetings, _left, _warned = _book(
            work, row, replace(as_draft, room_id=room_id, override=draft.override,
                               outside_hours=draft.outside_hours),
        )  # fmt: skip
        occurrence_id = meetings[0].occurrence_id
    values: dict[str, Any] = {"occurrence_id": occurrence_id}
    values |= {
        name: text.strip() for name in ("place", "title") if (text := getattr(draft, name)) is not None
    }
    work.update(activity_session, one.id, **values)
    where = following.room_of(work, occurrence_id) or (draft.place or one.place or row.place)
    same = (starts, ends) == (one.starts, one.ends) and room_id is None and draft.place in (None, one.place)
    list_id = None if same else following.went(work, row, one, starts, ends, where, draft.reason)
    work.record(
        "activities.session_move", "activity_session", one.id, title=row.title,
        before=telling.said(one.starts), after=telling.said(starts), where=where, calls=list_id,
        reason=draft.reason.strip(),
    )  # fmt: skip
    return Changed(one.id, list_id)


def cancel_session(work: Work, session_id: int, reason: str = "") -> Changed:
    """Cancel one session, free its room, and make the call list.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_WRITE)
    one = _coming(work, session_id)
    row = records.stored(work, one.activity_id)
    list_id = following.called_off(work, row, [one], SessionStatus.CANCELLED, reason)
    following.free_rooms(work, [one], reason)
    work.record(
        "activities.session_cancel", "activity_session", one.id, title=row.title,
        starts=telling.said(one.starts), reason=reason.strip(), calls=list_id,
    )  # fmt: skip
    return Changed(one.id, list_id)


def restore_session(work: Work, session_id: int) -> Changed:
    """Bring a cancelled session back, with its room while that is free.  Raises NotFound, Invalid, Clash."""
    work.require(Permission.ACTIVITIES_WRITE)
    one = records.stored_session(work, session_id)
    if one.status is not SessionStatus.CANCELLED:
        raise Invalid(Problem("", "activities.session_not_cancelled"))
    row = records.stored(work, one.activity_id)
    records.want_status(row, *_PLANNABLE)
    list_id = following.came_back(work, row, one)
    if (
        one.occurrence_id is not None
        and following.occurrence_status(work, one.occurrence_id) is OccurrenceStatus.CANCELLED
    ):
        cancel_service.restore(work, [one.occurrence_id])
    work.record("activities.session_restore", "activity_session", one.id, title=row.title, calls=list_id)
    return Changed(one.id, list_id)


def hold_session(work: Work, session_id: int, *, heads: int = 0, note: str = "") -> None:
    """Say that a session was held; `heads` are people counted but not named.  May be said again to correct it.

    Raises NotFound, Invalid before its beginning or when it was cancelled.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = records.stored_session(work, session_id)
    row = records.stored(work, one.activity_id)
    if one.status in (SessionStatus.CANCELLED, SessionStatus.SUSPENDED):
        raise Invalid(Problem("", "activities.session_over"))
    if one.starts > work.clock.local():
        params = {"title": row.title, "starts": telling.said(one.starts)}
        raise Invalid(Problem("", "activities.not_there_yet", params))
    if not 0 <= heads <= rules.MOST_PLACES:
        raise Invalid(Problem("heads", "activities.places", {"most": rules.MOST_PLACES}))
    work.update(
        activity_session, one.id, status=SessionStatus.HELD, heads=heads, note=note.strip(),
        held_at=work.clock.now(),
    )  # fmt: skip
    work.record("activities.session_held", "activity_session", one.id, title=row.title, heads=heads)


def _coming(work: Work, session_id: int) -> records.Row:
    one = records.stored_session(work, session_id)
    if one.status not in records.COMING:
        raise Invalid(Problem("", "activities.session_over"))
    return one


def _book(
    work: Work, row: records.Row, draft: SessionsDraft
) -> tuple[list[_Meeting], tuple[Skipped, ...], tuple[Problem, ...]]:
    """Book the room: a repetition as one series, a list of days one by one."""
    wanted = BookingDraft(
        room_id=draft.room_id,
        title=row.title,
        for_center=True,
        who=row.organiser or row.lead_name,
        people=_people(work, row.id),
        kind=BookingKind.COURSE if row.kind in _COURSES else BookingKind.ACTIVITY,
        skip_clashes=draft.skip_clashes,
        outside_hours=draft.outside_hours,
        override=draft.override,
    )
    if not draft.days:
        done = booking.book(work, replace(wanted, starts=draft.starts, ends=draft.ends, repeat=draft.repeat))
        return (
            [_Meeting(one.starts, one.ends, one.occurrence_id) for one in done.occurrences],
            done.skipped,
            done.warnings,
        )
    meetings: list[_Meeting] = []
    skipped: list[Skipped] = []
    warnings: list[Problem] = []
    for during in rules.ranges_in(draft):
        try:
            done = booking.book(work, replace(wanted, starts=during.start, ends=during.end))
        except (Clash, Invalid) as refused:
            if not draft.skip_clashes:
                raise
            skipped.append(Skipped(during.start, during.end, refused.problems[0]))
            continue
        meetings += [_Meeting(one.starts, one.ends, one.occurrence_id) for one in done.occurrences]
        warnings += done.warnings
    if not meetings:
        raise Invalid(Problem("starts", "booking.nothing_left", {"count": len(skipped)}))
    return meetings, tuple(skipped), tuple(warnings)


def _people(work: Work, activity_id: int) -> int:
    """How many people a session expects: its places, helpers too."""
    total = work.value(
        sa.select(sa.func.sum(seat_pool.c.capacity)).where(
            seat_pool.c.activity_id == activity_id, seat_pool.c.session_id.is_(None)
        )
    )
    return int(total or 0)


def _give_places(work: Work, activity_id: int, session_ids: Sequence[int]) -> None:
    pattern: dict[SeatKind, int] = {
        kind: pool.capacity for kind, pool in places.pools(work, records.Scope(activity_id)).items()
    }
    for session_id in session_ids:
        places.make(work, records.Scope(activity_id, session_id), pattern)
