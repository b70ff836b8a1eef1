"""Figures of activities: by kind, by module, by month; what the month's summary takes up.

A session counts when it was held: not cancelled or suspended, its end is past, and its activity is no draft
and was not called off.  Heads are people checked in by name and those counted at the door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import texts
from neighborcenter.activities.kinds import ActivityStatus, EnrollmentStatus, Presence, SessionStatus, SignUp
from neighborcenter.activities.models import (
    activity,
    activity_feedback,
    activity_session,
    attendance,
    enrollment,
)
from neighborcenter.activities.rows import KindFigures
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module

_WANTS = enrollment.c.seats + enrollment.c.wheelchairs + enrollment.c.helpers


@dataclass(slots=True)
class _Sum:
    activities: set[int] = field(default_factory=set)
    sessions: int = 0
    heads: int = 0
    minutes: int = 0
    enrolled: int = 0
    came: int = 0
    scores: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What a month's summary says of activities."""

    activities: int
    sessions: int
    heads: int


def by_kind(read: Read, first: date, end: date) -> list[KindFigures]:
    """Figures by kind of activity, from `first` to before `end`; kinds without a session are left out."""
    return _figures(read, first, end, lambda row: (str(row.kind), texts.kind_name(row.kind)))


def by_module(read: Read, first: date, end: date) -> list[KindFigures]:
    """Figures by service module; activities of none stand under an empty name."""
    return _figures(read, first, end, lambda row: (str(row.module_id or ""), row.module or ""))


def by_month(read: Read, first: date, end: date) -> list[KindFigures]:
    """Figures by month, like 2026-11."""

    def month(row: Any) -> tuple[str, str]:
        text = str(Month.of(row.starts.date()))
        return text, text

    return sorted(_figures(read, first, end, month), key=lambda one: one.key)


def by_activity(read: Read, first: date, end: date) -> list[KindFigures]:
    """Figures of each activity; `key` is its id."""
    return _figures(read, first, end, lambda row: (str(row.activity_id), row.title))


def month_figures(read: Read, month: Month) -> MonthFigures:
    """What the month's summary takes up: numbers without names, for everybody who may see reports."""
    read.require(Permission.REPORTS_VIEW)
    rows = _held(read, month.first, month.next_first)
    return MonthFigures(
        len({row.activity_id for row in rows}), len(rows), sum(row.heads + int(row.came or 0) for row in rows)
    )


def _figures(
    read: Read, first: date, end: date, group: Callable[[Any], tuple[str, str]]
) -> list[KindFigures]:
    read.require(Permission.ACTIVITIES_VIEW)
    rows = _held(read, first, end)
    sums: dict[tuple[str, str], _Sum] = {}
    signed_whole, signed_session = _signed(read, rows)
    scores = _scores(read, [row.activity_id for row in rows])
    for row in rows:
        one = sums.setdefault(group(row), _Sum())
        if row.activity_id not in one.activities:
            one.scores += scores.get(row.activity_id, [])
        one.activities.add(row.activity_id)
        one.sessions += 1
        one.heads += row.heads + int(row.came or 0)
        one.came += int(row.came_signed or 0)
        one.minutes += int((row.ends - row.starts).total_seconds() // 60)
        if row.sign_up is SignUp.SESSION:
            one.enrolled += signed_session.get(row.id, 0)
        else:
            one.enrolled += signed_whole.get(row.activity_id, 0)
    figures = [
        KindFigures(
            key, name, len(one.activities), one.sessions, one.heads, one.minutes, one.enrolled, one.came,
            sum(one.scores) / len(one.scores) if one.scores else None,
        )
        for (key, name), one in sums.items()
    ]  # fmt: skip
    return sorted(figures, key=lambda one: (-one.heads, one.name))


def _held(read: Read, first: date, end: date) -> list[Any]:
    """The sessions that were held, with how many came by name and how many of those had signed up."""
    heads = (
        sa.select(
            attendance.c.session_id,
            sa.func.sum(attendance.c.heads).label("came"),
            sa.func.sum(sa.case((attendance.c.enrollee_id.is_not(None), attendance.c.heads), else_=0)).label(
                "came_signed"
            ),
        )
        .join(activity_session, activity_session.c.id == attendance.c.session_id)
        .where(attendance.c.presence == Presence.PRESENT, *_within(read, first, end))
        .group_by(attendance.c.session_id)
        .subquery()
    )
    return list(
        read.rows(
            sa.select(
                activity_session.c.id,
                activity_session.c.activity_id,
                activity_session.c.starts,
                activity_session.c.ends,
                activity_session.c.heads,
                activity.c.kind,
                activity.c.title,
                activity.c.sign_up,
                activity.c.module_id,
                service_module.c.name.label("module"),
                heads.c.came,
                heads.c.came_signed,
            )
            .select_from(
                activity_session.join(activity, activity.c.id == activity_session.c.activity_id)
                .join(service_module, service_module.c.id == activity.c.module_id, isouter=True)
                .join(heads, heads.c.session_id == activity_session.c.id, isouter=True)
            )
            .where(
                *_within(read, first, end),
                activity_session.c.ends <= read.clock.local(),
                activity_session.c.status.in_((SessionStatus.PLANNED, SessionStatus.HELD)),
                activity.c.status.not_in((ActivityStatus.DRAFT, ActivityStatus.CANCELLED)),
            )
            .order_by(activity_session.c.starts)
        )
    )


def _within(read: Read, first: date, end: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        activity_session.c.center_id == read.center_id,
        activity_session.c.starts >= datetime.combine(first, time()),
        activity_session.c.starts < datetime.combine(end, time()),
    )


def _signed(read: Read, rows: list[Any]) -> tuple[dict[int, int], dict[int, int]]:
    """Heads signed up: by activity where one list counts for all sessions, else by session."""
    ids = sorted({row.activity_id for row in rows})
    whole: dict[int, int] = {}
    session: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        for activity_id, session_id, wants in read.rows(
            sa.select(enrollment.c.activity_id, enrollment.c.session_id, sa.func.sum(_WANTS))
            .where(
                enrollment.c.activity_id.in_(ids[start : start + 500]),
                enrollment.c.status == EnrollmentStatus.ENROLLED,
            )
            .group_by(enrollment.c.activity_id, enrollment.c.session_id)
        ):
            if session_id is None:
                whole[activity_id] = int(wants)
            else:
                session[session_id] = int(wants)
    return whole, session


def _scores(read: Read, ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        for ref, score in read.rows(
            sa.select(activity_feedback.c.activity_id, activity_feedback.c.score).where(
                activity_feedback.c.activity_id.in_(wanted[start : start + 500])
            )
        ):
            found.setdefault(ref, []).append(score)
    return found
