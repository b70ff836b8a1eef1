"""What follows the desk: signed pairs become hours, and a slip of the hand at the desk is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import hours_service, ledgers, sign_service
from neighborcenter.volunteers.kinds import AssignmentStatus, HoursKind, HoursStatus, SignMethod
from neighborcenter.volunteers.models.hours import closed_month, service_hours, sign_in
from neighborcenter.volunteers.models.shifts import assignment, post, shift
from neighborcenter.volunteers.records import stored, stored_hours

_LOOSE = (
    sa.select(sign_in, post.c.counts, shift.c.starts.label("shift_starts"))
    .outerjoin(shift, shift.c.id == sign_in.c.shift_id)
    .outerjoin(post, post.c.id == shift.c.post_id)
    .where(
        sign_in.c.center_id == sa.bindparam("center"),
        sign_in.c.went.is_not(None),
        sign_in.c.hours_id.is_(None),
        sign_in.c.came >= sa.bindparam("since", type_=sign_in.c.came.type),
    )
    .order_by(sign_in.c.came, sign_in.c.id)
)


def gather(work: Work, content: str) -> int:
    """Turn every finished sign-in of this and last month into draft hours; gives how many lines.

    Those of a shift become one line a person and shift; others one line a person and day, named `content`.
    Staff duty earns none and closed months take none: these sign-ins are passed over.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    closed = {
        row.month
        for row in work.rows(
            sa.select(closed_month.c.month).where(closed_month.c.center_id == work.center_id)
        )
    }
    pairs = work.rows(_LOOSE, {"center": work.center_id, "since": ledgers.since(work.clock.today())})
    on_shifts: dict[int, None] = {}
    alone: dict[tuple[int, Any], list[Any]] = {}
    for pair in pairs:
        day = (pair.shift_starts or pair.came).date()
        if str(Month.of(day)) in closed:
            continue
        if pair.shift_id is None:
            alone.setdefault((pair.volunteer_id, day), []).append(pair)
        elif pair.counts:
            on_shifts[pair.shift_id] = None
    made = sum(len(hours_service.hours_of_shift(work, shift_id)) for shift_id in on_shifts)
    for (volunteer_id, day), of_day in alone.items():
        _one_line(work, volunteer_id, day, of_day, content)
        made += 1
    work.record("volunteers.gather", "service_hours", None, lines=made)
    return made


def take_back_come(work: Work, volunteer_id: int) -> None:
    """Somebody was signed in by mistake: the open pair goes.  Raises NotFound, Invalid when they are not in."""
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, volunteer_id)
    pair = sign_service.open_pair(work, volunteer_id)
    if pair is None:
        raise Invalid(Problem("went", "volunteers.not_in"))
    work.delete(sign_in, pair.id)
    if pair.shift_id is not None:
        work.execute(
            assignment.update()
            .where(
                assignment.c.shift_id == pair.shift_id,
                assignment.c.volunteer_id == volunteer_id,
                assignment.c.status == AssignmentStatus.PRESENT,
            )
            .values(status=AssignmentStatus.CONFIRMED)
        )
    work.record("volunteers.take_back_come", "volunteer", volunteer_id, number=row.number)


def take_back_go(work: Work, volunteer_id: int) -> None:
    """Somebody was signed out by mistake: the last pair is open again.

    Raises NotFound, Invalid when they are in, or the pair has become hours.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, volunteer_id)
    last = work.row(
        sa.select(sign_in)
        .where(
            sign_in.c.volunteer_id == volunteer_id,
            sign_in.c.came >= ledgers.since(work.clock.today()),
        )
        .order_by(sign_in.c.came.desc(), sign_in.c.id.desc())
        .limit(1)
    )
    if last is None or last.went is None or last.hours_id is not None:
        raise Invalid(Problem("went", "volunteers.moves_not"))
    work.execute(sign_in.update().where(sign_in.c.id == last.id).values(went=None))
    work.record("volunteers.take_back_go", "volunteer", volunteer_id, number=row.number)


def unconfirm(work: Work, hours_ids: Sequence[int]) -> int:
    """Take the lead's word back while nothing hangs out yet; gives how many lines.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_HOURS)
    for hours_id in hours_ids:
        row = stored_hours(work, hours_id)
        if row.status is not HoursStatus.CONFIRMED:
            raise Invalid(Problem("status", "volunteers.moves_not"))
        before = HoursStatus.REVIEWED if row.method is SignMethod.BACKFILL else HoursStatus.DRAFT
        work.update(service_hours, hours_id, status=before, confirmed_by=None, confirmed_at=None)
    work.record("volunteers.unconfirm", "service_hours", None, lines=list(hours_ids))
    return len(hours_ids)


def _one_line(work: Work, volunteer_id: int, day: Any, pairs: Sequence[Any], content: str) -> None:
    minutes = sum(int((pair.went - pair.came).total_seconds() // 60) for pair in pairs)
    ref = work.insert(
        service_hours,
        volunteer_id=volunteer_id,
        content=content.strip(),
        day=day,
        minutes=minutes,
        kind=HoursKind.RECOGNISED,
        method=pairs[0].method,
    )
    work.execute(sign_in.update().where(sign_in.c.id.in_([pair.id for pair in pairs])).values(hours_id=ref))
