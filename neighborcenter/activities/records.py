"""Stored activities, sessions and sign-ups as the services of this room handle them, under their lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.kinds import OPEN, ActivityStatus, SeatKind, SessionStatus, SignUp, TagRole
from neighborcenter.activities.models import (
    activity,
    activity_partner,
    activity_session,
    activity_tag,
    enrollee,
    enrollment,
)
from neighborcenter.activities.rules import ActivityFact
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.models import care_tag

Row = sa.Row[*tuple[Any, ...]]
COMING = (SessionStatus.PLANNED, SessionStatus.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Scope:
    """One list of people: that of a whole activity, or of one session of it."""

    activity_id: int
    session_id: int | None = None

    @property
    def whole(self) -> bool:
        """Whether this is the list of a whole activity: the key of the statements made ahead (`bound`)."""
        return self.session_id is None

    @property
    def params(self) -> dict[str, Any]:
        """What a statement made ahead is filled with."""
        return {"activity": self.activity_id, "session": self.session_id}

    def matches(self, columns: Any) -> sa.ColumnElement[bool]:
        """The rows of a table with activity_id and session_id that belong to this list."""
        mine = columns.activity_id == self.activity_id
        if self.session_id is None:
            return sa.and_(mine, columns.session_id.is_(None))
        return sa.and_(mine, columns.session_id == self.session_id)


def bound(columns: Any, *, whole: bool) -> sa.ColumnElement[bool]:
    """Like `Scope.matches`, for statements made once: building one anew costs as much as running it."""
    mine = columns.activity_id == sa.bindparam("activity")
    if whole:
        return sa.and_(mine, columns.session_id.is_(None))
    return sa.and_(mine, columns.session_id == sa.bindparam("session"))


_STORED = sa.select(activity).where(
    activity.c.id == sa.bindparam("id"), activity.c.center_id == sa.bindparam("center")
)
_GOING = (
    sa.select(activity_session)
    .where(
        activity_session.c.activity_id == sa.bindparam("activity"),
        activity_session.c.status != SessionStatus.CANCELLED,
    )
    .order_by(activity_session.c.starts)
)
_ONE_GOING = _GOING.where(activity_session.c.id == sa.bindparam("session"))
_TAGS = (
    sa.select(activity_tag.c.role, care_tag.c.id, care_tag.c.name)
    .join(care_tag, care_tag.c.id == activity_tag.c.tag_id)
    .where(activity_tag.c.activity_id == sa.bindparam("activity"))
    .order_by(care_tag.c.position, care_tag.c.id)
)


def hold(work: Work, *activity_ids: int) -> None:
    """Let no other desk change the lists of these activities until this act is kept.

    SQLite's BEGIN IMMEDIATE has done so already; PostgreSQL locks the rows, in order of their ids so that two
    desks cannot wait for each other.
    """
    if work.dialect == "postgresql":
        work.rows(
            sa.select(activity.c.id)
            .where(activity.c.id.in_(activity_ids))
            .order_by(activity.c.id)
            .with_for_update(key_share=True)
        )


def stored(read: Read, activity_id: int) -> Row:
    """One activity.  Raises NotFound."""
    row = read.row(_STORED, {"id": activity_id, "center": read.center_id})
    if row is None:
        raise NotFound("activity", activity_id)
    return row


def stored_session(read: Read, session_id: int) -> Row:
    """One session.  Raises NotFound."""
    row = read.row(
        sa.select(activity_session).where(
            activity_session.c.id == session_id, activity_session.c.center_id == read.center_id
        )
    )
    if row is None:
        raise NotFound("activity_session", session_id)
    return row


def stored_enrollment(work: Work, enrollment_id: int) -> Row:
    """One sign-up, with its activity held.  Raises NotFound."""
    mine = sa.and_(enrollment.c.id == enrollment_id, enrollment.c.center_id == work.center_id)
    activity_id = work.value(sa.select(enrollment.c.activity_id).where(mine))
    if activity_id is None:
        raise NotFound("enrollment", enrollment_id)
    hold(work, int(activity_id))
    row = work.row(sa.select(enrollment).where(mine))
    if row is None:
        raise NotFound("enrollment", enrollment_id)
    return row


def scope_of(row: Any) -> Scope:
    """The list a sign-up belongs to."""
    return Scope(row.activity_id, row.session_id)


def sessions_in(read: Read, scope: Scope) -> list[Row]:
    """The sessions somebody in this list takes part in, cancelled ones left out, in order."""
    return list(read.rows(_GOING if scope.whole else _ONE_GOING, scope.params))


def ranges_of(sessions: Iterable[Any]) -> list[TimeRange]:
    """When the sessions are."""
    return [TimeRange(one.starts, one.ends) for one in sessions]


def begins(sessions: Iterable[Any], now: datetime) -> datetime | None:
    """When the first session that has not begun begins."""
    return next((one.starts for one in sessions if one.starts > now), None)


def first_day_open(sessions: Iterable[Any], now: datetime) -> date | None:
    """The first day of what can still be signed up for; None when all of it is over."""
    left = [one for one in sessions if one.ends > now and one.status in COMING]
    return min((one.starts.date() for one in left), default=None)


def takes_people(row: Any, sessions: Iterable[Any], now: datetime) -> bool:
    """Whether places of this list may still be given: the activity is open and a session is still to come."""
    return row.status in OPEN and first_day_open(sessions, now) is not None


def fact_of(read: Read, row: Any) -> ActivityFact:
    """An activity as the rules see it, with its tags."""
    tags: dict[TagRole, dict[int, str]] = {role: {} for role in TagRole}
    for tag in read.rows(_TAGS, {"activity": row.id}):
        tags[tag.role][tag.id] = tag.name
    return ActivityFact(
        title=row.title,
        status=row.status,
        sign_up=row.sign_up,
        age_from=row.age_from,
        age_to=row.age_to,
        residents_only=row.residents_only,
        needs_guardian=row.needs_guardian,
        waiting_list=row.waiting_list,
        fee_fen=row.fee_fen,
        reduced_fen=row.reduced_fen,
        opens=row.sign_up_opens,
        closes=row.sign_up_closes,
        eligible=tags[TagRole.ELIGIBLE],
        reduced=frozenset(tags[TagRole.REDUCED]),
        free=frozenset(tags[TagRole.FREE]),
    )


def want_status(row: Any, *allowed: ActivityStatus) -> None:
    """Raises Invalid when an activity does not stand where the act needs it."""
    if row.status not in allowed:
        params = {"title": row.title, "status": f"activities.status.{row.status}"}
        raise Invalid(Problem("", "activities.wrong_status", params))


def wants_of(row: Any) -> dict[SeatKind, int]:
    """The places a stored sign-up wants."""
    every = {
        SeatKind.SEAT: row.seats,
        SeatKind.WHEELCHAIR: row.wheelchairs,
        SeatKind.HELPER: row.helpers,
    }
    return {kind: count for kind, count in every.items() if count}


def set_days(work: Work, activity_id: int) -> None:
    """Keep the first and the last day of an activity with it, for its place in lists."""
    first, last = work.row(
        sa.select(sa.func.min(activity_session.c.starts), sa.func.max(activity_session.c.ends)).where(
            activity_session.c.activity_id == activity_id,
            activity_session.c.status != SessionStatus.CANCELLED,
        )
    ) or (None, None)
    work.execute(
        activity.update()
        .where(activity.c.id == activity_id)
        .values(first_day=first and first.date(), last_day=last and last.date())
    )


def people_of(read: Read, enrollment_ids: Iterable[int]) -> dict[int, list[Row]]:
    """The people of some sign-ups, in the order they were entered."""
    found: dict[int, list[Row]] = {}
    for row in read.rows(
        sa.select(enrollee).where(enrollee.c.enrollment_id.in_(list(enrollment_ids))).order_by(enrollee.c.id)
    ):
        found.setdefault(row.enrollment_id, []).append(row)
    return found


def partners_of(read: Read, activity_id: int) -> list[Row]:
    """The co-organisers of an activity, in order."""
    return list(
        read.rows(
            sa.select(activity_partner)
            .where(activity_partner.c.activity_id == activity_id)
            .order_by(activity_partner.c.position)
        )
    )


def by_session(row: Any) -> bool:
    """Whether each session of this activity has its own list."""
    return bool(row.sign_up is SignUp.SESSION)
