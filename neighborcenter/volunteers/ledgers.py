"""The books as the screens show them: lines of hours with who may do what next, who is here, notices, objections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.earned import is_brought_in
from neighborcenter.volunteers.kinds import (
    HOLDS_PLACE,
    HoursKind,
    HoursStatus,
    NoticeKind,
    ShiftStatus,
    SignMethod,
)
from neighborcenter.volunteers.models.hours import closed_month, notice, objection, service_hours, sign_in
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, post, shift

EARLY = timedelta(hours=1)
"""So long before a shift begins a sign-in counts for it."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of hours as the ledger shows it; `mine` says that the asking person entered it."""

    id: int
    volunteer_id: int
    number: str
    name: str
    day: date
    content: str
    place: str
    minutes: int
    kind: HoursKind
    method: SignMethod
    status: HoursStatus
    reason: str
    evidence: str
    end_reason: str
    quality: str
    opinion: str
    notice_id: int | None
    corrects_id: int | None
    mine: bool

    @property
    def waits_for_review(self) -> bool:
        """Back-filled and not looked at by somebody else yet."""
        return self.method is SignMethod.BACKFILL and self.status is HoursStatus.DRAFT

    @property
    def brought_in(self) -> bool:
        """Served elsewhere before; see `earned.py`."""
        return is_brought_in(self)

    @property
    def may_be_confirmed(self) -> bool:
        """Ready for the lead's word."""
        return self.status is HoursStatus.REVIEWED or (
            self.status is HoursStatus.DRAFT and self.method is not SignMethod.BACKFILL
        )


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who signed in and not out."""

    volunteer_id: int
    name: str
    number: str
    came: datetime
    post: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One public notice with what hangs on it."""

    id: int
    number: str
    kind: NoticeKind
    place: str
    first_day: date
    last_day: date
    closed_at: datetime | None
    lines: int
    minutes: int
    objections: int


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection to a notice, with the line it is about."""

    id: int
    who: str
    matter: str
    result: str
    settled: bool
    name: str
    day: date | None


_LINES = (
    sa.select(service_hours, volunteer.c.number, resident.c.name)
    .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
    .join(resident, resident.c.id == volunteer.c.resident_id)
    .order_by(service_hours.c.day, service_hours.c.id)
)


def month_lines(read: Read, month: Month) -> list[LedgerLine]:
    """The hours of one month, oldest first, whatever became of them."""
    read.require(Permission.VOLUNTEERS_VIEW)
    return _lines(
        read,
        service_hours.c.center_id == read.center_id,
        service_hours.c.day >= month.first,
        service_hours.c.day < month.next_first,
    )


def person_lines(read: Read, volunteer_id: int, *, most: int = 500) -> list[LedgerLine]:
    """The latest hours of one volunteer, oldest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    latest = (
        sa.select(service_hours.c.id)
        .where(service_hours.c.center_id == read.center_id, service_hours.c.volunteer_id == volunteer_id)
        .order_by(service_hours.c.day.desc(), service_hours.c.id.desc())
        .limit(most)
    )
    return _lines(read, service_hours.c.id.in_(latest.scalar_subquery()))


def notice_lines(read: Read, notice_id: int) -> list[LedgerLine]:
    """The hours on one public notice."""
    read.require(Permission.VOLUNTEERS_VIEW)
    return _lines(read, service_hours.c.center_id == read.center_id, service_hours.c.notice_id == notice_id)


def waiting_lines(read: Read) -> list[LedgerLine]:
    """Confirmed hours that wait to be hung out."""
    read.require(Permission.VOLUNTEERS_VIEW)
    return _lines(
        read,
        service_hours.c.center_id == read.center_id,
        service_hours.c.status == HoursStatus.CONFIRMED,
        service_hours.c.notice_id.is_(None),
    )


def is_closed(read: Read, month: Month) -> bool:
    """Whether a month takes no more hours."""
    found = sa.select(closed_month.c.month).where(
        closed_month.c.center_id == read.center_id, closed_month.c.month == str(month)
    )
    return read.value(found) is not None


def here_now(read: Read) -> list[Here]:
    """Who signed in within a day and has not signed out, latest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(
            sign_in.c.volunteer_id, resident.c.name, volunteer.c.number, sign_in.c.came,
            post.c.name.label("post"),
        )
        .join(volunteer, volunteer.c.id == sign_in.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .outerjoin(shift, shift.c.id == sign_in.c.shift_id)
        .outerjoin(post, post.c.id == shift.c.post_id)
        .where(
            sign_in.c.center_id == read.center_id,
            sign_in.c.went.is_(None),
            sign_in.c.came > read.clock.local() - rules.LONGEST_SHIFT,
        )
        .order_by(sign_in.c.came.desc(), sign_in.c.id.desc())
    )  # fmt: skip
    return [Here(row.volunteer_id, row.name, row.number, row.came, row.post or "") for row in rows]


def loose_pairs(read: Read) -> int:
    """Sign-ins that were signed out and are no hours yet."""
    read.require(Permission.VOLUNTEERS_VIEW)
    return int(
        read.value(
            sa.select(sa.func.count())
            .select_from(sign_in)
            .where(
                sign_in.c.center_id == read.center_id,
                sign_in.c.went.is_not(None),
                sign_in.c.hours_id.is_(None),
                sign_in.c.came >= since(read.clock.today()),
            )
        )
    )


def since(today: date) -> datetime:
    """From when on sign-ins are still taken over: the beginning of last month."""
    first = Month.of(today).previous().first
    return datetime(first.year, first.month, first.day)  # noqa: DTZ001 - the center's own time has no zone


def shift_at(read: Read, volunteer_id: int, moment: datetime) -> int | None:
    """The shift somebody signs in for at a moment: theirs that runs or begins within the hour."""
    found = read.value(
        sa.select(shift.c.id)
        .join(assignment, assignment.c.shift_id == shift.c.id)
        .where(
            shift.c.center_id == read.center_id,
            shift.c.status == ShiftStatus.OPEN,
            shift.c.starts <= moment + EARLY,
            shift.c.ends > moment,
            assignment.c.volunteer_id == volunteer_id,
            assignment.c.status.in_(sorted(HOLDS_PLACE)),
        )
        .order_by(shift.c.starts)
        .limit(1)
    )
    return None if found is None else int(found)


def notices(read: Read) -> list[NoticeLine]:
    """Public notices, those that hang first, then the newest; two hundred at most."""
    read.require(Permission.VOLUNTEERS_VIEW)
    hung = (
        sa.select(
            service_hours.c.notice_id,
            sa.func.count().label("lines"),
            sa.func.sum(service_hours.c.minutes).label("minutes"),
        )
        .where(service_hours.c.center_id == read.center_id, service_hours.c.notice_id.is_not(None))
        .group_by(service_hours.c.notice_id)
        .subquery()
    )
    open_ones = (
        sa.select(objection.c.notice_id, sa.func.count().label("count"))
        .where(objection.c.center_id == read.center_id, objection.c.settled_at.is_(None))
        .group_by(objection.c.notice_id)
        .subquery()
    )
    rows = read.rows(
        sa.select(notice, hung.c.lines, hung.c.minutes, open_ones.c.count)
        .outerjoin(hung, hung.c.notice_id == notice.c.id)
        .outerjoin(open_ones, open_ones.c.notice_id == notice.c.id)
        .where(notice.c.center_id == read.center_id)
        .order_by(notice.c.closed_at.is_not(None), notice.c.last_day.desc(), notice.c.id.desc())
        .limit(200)
    )
    return [
        NoticeLine(
            row.id, row.number, row.kind, row.place, row.first_day, row.last_day, row.closed_at,
            int(row.lines or 0), int(row.minutes or 0), int(row._mapping["count"] or 0),
        )
        for row in rows
    ]  # fmt: skip


def objections(read: Read, notice_id: int) -> list[ObjectionLine]:
    """What was said against a notice, oldest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(objection, resident.c.name, service_hours.c.day)
        .outerjoin(service_hours, service_hours.c.id == objection.c.hours_id)
        .outerjoin(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .outerjoin(resident, resident.c.id == volunteer.c.resident_id)
        .where(objection.c.notice_id == notice_id, objection.c.center_id == read.center_id)
        .order_by(objection.c.id)
    )
    return [
        ObjectionLine(
            row.id, row.who, row.matter, row.result, row.settled_at is not None, row.name or "", row.day
        )
        for row in rows
    ]


def _lines(read: Read, *which: sa.ColumnElement[bool]) -> list[LedgerLine]:
    me = read.actor.account_id
    return [_line(row, me) for row in read.rows(_LINES.where(*which))]


def _line(row: Any, me: int | None) -> LedgerLine:
    return LedgerLine(
        row.id, row.volunteer_id, row.number, row.name, row.day, row.content, row.place, row.minutes,
        row.kind, row.method, row.status, row.reason, row.evidence, row.end_reason,
        row.quality, row.opinion, row.notice_id,
        row.corrects_id, me is not None and row.created_by == me,
    )  # fmt: skip
