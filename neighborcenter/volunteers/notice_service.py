"""Public notices: hung for days, objected to, taken down; only then do hours count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import holiday_calendar
from neighborcenter.center.rules import add_working_days, working_days_between
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import points, rules
from neighborcenter.volunteers.drafts import NoticeDraft
from neighborcenter.volunteers.events import HoursEntered
from neighborcenter.volunteers.kinds import CertificateStatus, HoursStatus, NoticeKind
from neighborcenter.volunteers.models.hours import certificate, notice, objection, service_hours, star_award
from neighborcenter.volunteers.numbers import next_number


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What taking a notice down did: lines entered, and lines still disputed."""

    entered: tuple[int, ...]
    disputed: tuple[int, ...]


def last_day_of(read: Read, kind: NoticeKind, first: date) -> date:
    """The earliest day a notice may end: three working days for hours, seven days for the others.

    Stars hang for five working days as well, which a holiday can make the longer of the two.
    The first day does not count (Civil Code art. 201).
    """
    if kind is NoticeKind.HOURS:
        return add_working_days(first, rules.NOTICE_WORKING_DAYS, holiday_calendar(read)).day
    last = first + timedelta(days=rules.NOTICE_DAYS[kind])
    if kind is NoticeKind.STARS:
        last = max(last, add_working_days(first, rules.STAR_WORKING_DAYS, holiday_calendar(read)).day)
    return last


def hang(work: Work, draft: NoticeDraft, refs: Sequence[int] | None = None) -> int:
    """Hang out a notice: of the confirmed hours (all, or those named), of certificates, or of stars applied for.

    Gives its id.  Raises Invalid when there is nothing to hang out, it would hang too short a time, or it would
    have hung before its hours were confirmed.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    first = draft.first_day or work.clock.today()
    earliest = last_day_of(work, draft.kind, first)
    last = draft.last_day or earliest
    if last < earliest:
        raise Invalid(Problem("last_day", "volunteers.notice_short", {"day": earliest.isoformat()}))
    table, waiting = _waiting(work, draft.kind, refs)
    ids = [row[0] for row in work.rows(waiting)]
    if not ids or (refs is not None and len(set(refs)) != len(ids)):
        raise Invalid(Problem("", "volunteers.nothing_to_hang"))
    if draft.kind is NoticeKind.HOURS:
        _refuse_early(work, ids, first)
    number = next_number(work, notice, "G", first.year)
    ref = work.insert(
        notice, number=number, kind=draft.kind, place=draft.place.strip(), first_day=first, last_day=last
    )
    values: dict[str, Any] = {"notice_id": ref}
    if draft.kind is NoticeKind.HOURS:
        values["status"] = HoursStatus.NOTICE
    work.execute(table.update().where(table.c.id.in_(ids)).values(**values))
    work.record(
        "volunteers.hang", "notice", ref, number=number, kind=draft.kind.value, lines=len(ids),
        last=last.isoformat(),
    )  # fmt: skip
    return ref


def object_to(work: Work, notice_id: int, who: str, matter: str, *, hours_id: int | None = None) -> int:
    """Write down an objection; the line it is about waits until it is settled.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_HOURS)
    row = _notice(work, notice_id)
    if row.closed_at is not None:
        raise Invalid(Problem("", "volunteers.notice_closed"))
    if not matter.strip():
        raise Invalid(Problem("matter", "volunteers.reason_missing"))
    if hours_id is not None:
        done = work.execute(
            service_hours.update()
            .where(
                service_hours.c.id == hours_id,
                service_hours.c.notice_id == notice_id,
                service_hours.c.status.in_([HoursStatus.NOTICE, HoursStatus.DISPUTED]),
            )
            .values(status=HoursStatus.DISPUTED)
        )
        if done.rowcount == 0:
            raise NotFound("service_hours", hours_id, "hours_id")
    ref = work.insert(
        objection, notice_id=notice_id, hours_id=hours_id, who=who.strip(), matter=matter.strip()
    )
    work.record("volunteers.object", "notice", notice_id, number=row.number, line=hours_id)
    return ref


def settle(work: Work, objection_id: int, result: str, *, upheld: bool) -> None:
    """Say how an objection ended: upheld, the line is void; else it goes on, once nothing else is said against it.

    A line that ended meanwhile stays as it is.  Raises NotFound, Invalid.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = work.row(
        sa.select(objection).where(objection.c.id == objection_id, objection.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("objection", objection_id)
    if not result.strip():
        raise Invalid(Problem("result", "volunteers.reason_missing"))
    if row.settled_at is not None:
        raise Invalid(Problem("", "volunteers.settled"))
    work.execute(
        objection.update()
        .where(objection.c.id == objection_id)
        .values(result=result.strip(), settled_at=work.clock.now())
    )
    if row.hours_id is not None and _may_go_on(work, row.hours_id, upheld=upheld):
        status = HoursStatus.VOIDED if upheld else HoursStatus.NOTICE
        if not upheld and _notice(work, row.notice_id).closed_at is not None:
            status = HoursStatus.ENTERED
        ended = result.strip() if upheld else ""
        work.update(service_hours, row.hours_id, status=status, end_reason=ended)
        if status is HoursStatus.ENTERED:
            _enter(work, [row.hours_id])
    work.record("volunteers.settle", "notice", row.notice_id, objection=objection_id, upheld=upheld)


def take_down(work: Work, notice_id: int) -> TakenDown:
    """Take a notice down after its last day: hours nobody objected to are entered and bring their points.

    Raises NotFound, Invalid before the last day is over, when it was taken down already, or while an objection
    to the notice as a whole is not settled.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = _notice(work, notice_id)
    if row.closed_at is not None:
        raise Invalid(Problem("", "volunteers.notice_closed"))
    if work.clock.today() <= row.last_day:
        raise Invalid(Problem("", "volunteers.notice_hangs", {"day": row.last_day.isoformat()}))
    if _open_objections(work, notice_id=notice_id, hours_id=None):
        raise Invalid(Problem("", "volunteers.objection_open"))
    lines = work.rows(
        sa.select(service_hours.c.id, service_hours.c.status).where(service_hours.c.notice_id == notice_id)
    )
    entered = [line.id for line in lines if line.status is HoursStatus.NOTICE]
    disputed = [line.id for line in lines if line.status is HoursStatus.DISPUTED]
    work.execute(
        notice.update()
        .where(notice.c.id == notice_id)
        .values(closed_at=work.clock.now(), closed_by=work.actor.account_id)
    )
    _enter(work, entered)
    work.record(
        "volunteers.take_down", "notice", notice_id, number=row.number, entered=len(entered),
        disputed=len(disputed),
    )  # fmt: skip
    return TakenDown(tuple(entered), tuple(disputed))


def _open_objections(work: Work, *, notice_id: int | None = None, hours_id: int | None) -> int:
    """Objections not settled: to a line, or without one to a notice as a whole."""
    about = objection.c.hours_id.is_(None) if hours_id is None else objection.c.hours_id == hours_id
    if notice_id is not None:
        about = sa.and_(about, objection.c.notice_id == notice_id)
    return int(
        work.value(
            sa.select(sa.func.count())
            .select_from(objection)
            .where(objection.c.center_id == work.center_id, objection.c.settled_at.is_(None), about)
        )
    )


def _may_go_on(work: Work, hours_id: int, *, upheld: bool) -> bool:
    """Whether the end of an objection moves its line: disputed still, and nothing else said against it."""
    status = work.value(sa.select(service_hours.c.status).where(service_hours.c.id == hours_id))
    if status is not HoursStatus.DISPUTED:
        return False
    return upheld or not _open_objections(work, hours_id=hours_id)


def working_days_hung(read: Read, first: date, last: date) -> int:
    """Working days a notice hangs, its first day not counted."""
    return working_days_between(first, last, holiday_calendar(read)).count


def _enter(work: Work, hours_ids: Sequence[int]) -> None:
    for hours_id in hours_ids:
        work.update(service_hours, hours_id, status=HoursStatus.ENTERED, entered_at=work.clock.now())
        row = work.row(sa.select(service_hours).where(service_hours.c.id == hours_id))
        points.earn(work, hours_id)
        if row is not None:
            work.publish(HoursEntered(hours_id, row.volunteer_id, row.minutes))


def _refuse_early(work: Work, hours_ids: Sequence[int], first: date) -> None:
    """Nobody can have read on the wall what nobody had confirmed."""
    confirmed = work.value(
        sa.select(sa.func.max(service_hours.c.confirmed_at)).where(service_hours.c.id.in_(list(hours_ids)))
    )
    day = None if confirmed is None else work.clock.wall(confirmed).date()
    if day is not None and first < day:
        raise Invalid(Problem("first_day", "volunteers.notice_early", {"day": day.isoformat()}))


def _notice(work: Work, notice_id: int) -> Any:
    row = work.row(sa.select(notice).where(notice.c.id == notice_id, notice.c.center_id == work.center_id))
    if row is None:
        raise NotFound("notice", notice_id)
    return row


def _waiting(
    work: Work, kind: NoticeKind, refs: Sequence[int] | None
) -> tuple[sa.Table, sa.Select[tuple[int]]]:
    """The table a notice is about and the lines of it that wait to be hung out."""
    table = {
        NoticeKind.HOURS: service_hours,
        NoticeKind.CERTIFICATE: certificate,
        NoticeKind.STARS: star_award,
    }[kind]
    question = sa.select(table.c.id).where(table.c.center_id == work.center_id, table.c.notice_id.is_(None))
    if kind is NoticeKind.CERTIFICATE:
        question = question.where(certificate.c.status == CertificateStatus.ISSUED)
    if kind is NoticeKind.HOURS:
        question = question.where(service_hours.c.status == HoursStatus.CONFIRMED)
    if refs is not None:
        question = question.where(table.c.id.in_(list(refs)))
    return table, question.order_by(table.c.id)
