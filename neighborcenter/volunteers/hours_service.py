"""The life of hours up to their public notice, and their correction afterwards.

planned (a place on a roster) → signed in and out → draft → reviewed, when somebody back-filled them → confirmed by
the lead → public notice → entered → corrected or voided, with the old line kept.  Who entered hours never reviews
them; a closed month takes no new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import points, rules
from neighborcenter.volunteers.drafts import HoursDraft
from neighborcenter.volunteers.earned import EARNED, is_brought_in
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, SignMethod
from neighborcenter.volunteers.ledgers import since
from neighborcenter.volunteers.models.hours import closed_month, service_hours, sign_in
from neighborcenter.volunteers.models.shifts import post, shift
from neighborcenter.volunteers.pairs import refuse_many
from neighborcenter.volunteers.records import refuse_closed, stored, stored_hours, stored_post, stored_shift

_PAIRS = (
    sa.select(sign_in)
    .where(
        sign_in.c.shift_id == sa.bindparam("shift"), sign_in.c.went.is_not(None), sign_in.c.hours_id.is_(None)
    )
    .order_by(sign_in.c.volunteer_id, sign_in.c.came)
)


def draft_hours(work: Work, draft: HoursDraft) -> int:
    """Write down hours that somebody gave; gives the line's id.

    Hours that staff back-fill wait for a review by somebody else.  Raises NotFound, Invalid when the post earns
    none (staff duty, meetings), the month is closed, the times cannot be, or were signed already.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    person = stored(work, draft.volunteer_id)
    refuse(rules.problems_in_hours(draft, work.clock.local()))
    day = rules.day_of_hours(draft)
    if day is None:
        raise Invalid(Problem("day", "volunteers.day_missing"))
    refuse_closed(work, Month.of(day))
    planned, place = _served(work, draft)
    minutes = rules.minutes_served(draft)
    if draft.kind is HoursKind.HONORARY:
        minutes = rules.most_honorary(minutes, planned)
    ref = work.insert(
        service_hours,
        volunteer_id=draft.volunteer_id,
        shift_id=draft.shift_id,
        post_id=None if place is None else place.id,
        content=draft.content.strip() or ("" if place is None else place.name),
        place=draft.place.strip() or ("" if place is None else place.place),
        day=day,
        minutes=minutes,
        planned_minutes=planned,
        kind=draft.kind,
        method=draft.method,
        reason=draft.reason.strip(),
        evidence=draft.evidence.strip(),
        quality=draft.quality.strip(),
        opinion=draft.opinion.strip(),
    )
    for came, went in sorted(draft.pairs):
        refuse_many(work, draft.volunteer_id, came, went)
        work.insert(
            sign_in,
            volunteer_id=draft.volunteer_id,
            shift_id=draft.shift_id,
            hours_id=ref,
            came=came,
            went=went,
            method=draft.method,
        )
    work.record(
        "volunteers.hours", "service_hours", ref, number=person.number, day=day.isoformat(), minutes=minutes,
        kind=draft.kind.value, method=draft.method.value,
    )  # fmt: skip
    return ref


def hours_of_shift(work: Work, shift_id: int) -> tuple[int, ...]:
    """Turn the pairs signed on a shift into draft hours, one line a person; gives the lines' ids.

    A shift over midnight counts on the day it began.  Raises NotFound, Invalid for a post that earns none or a
    closed month.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored_shift(work, shift_id)
    place = stored_post(work, row.post_id)
    _refuse_uncounted(place)
    day = row.starts.date()
    refuse_closed(work, Month.of(day))
    by_person: dict[int, list[Any]] = {}
    for pair in work.rows(_PAIRS, {"shift": shift_id}):
        by_person.setdefault(pair.volunteer_id, []).append(pair)
    planned = int((row.ends - row.starts).total_seconds() // 60)
    made = []
    for volunteer_id, pairs in by_person.items():
        ref = work.insert(
            service_hours,
            volunteer_id=volunteer_id,
            shift_id=shift_id,
            post_id=place.id,
            content=place.name,
            place=place.place,
            day=day,
            minutes=sum(int((pair.went - pair.came).total_seconds() // 60) for pair in pairs),
            planned_minutes=planned,
            kind=HoursKind.RECOGNISED,
            method=pairs[0].method,
        )
        work.execute(
            sign_in.update().where(sign_in.c.id.in_([pair.id for pair in pairs])).values(hours_id=ref)
        )
        made.append(ref)
    work.record("volunteers.hours_of_shift", "shift", shift_id, post=place.name, lines=len(made))
    return tuple(made)


def review(work: Work, hours_id: int, *, right: bool = True, reason: str = "") -> None:
    """Somebody else looks at back-filled hours: right, or void with a reason.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = stored_hours(work, hours_id)
    if row.created_by is not None and row.created_by == work.actor.account_id:
        raise Invalid(Problem("", "volunteers.own_review"))
    if not right:
        _end(work, row, HoursStatus.VOIDED, reason)
    else:
        _move(
            work, row, HoursStatus.REVIEWED, reviewed_by=work.actor.account_id, reviewed_at=work.clock.now()
        )
    work.record("volunteers.review", "service_hours", hours_id, right=right, reason=reason.strip())


def confirm(work: Work, hours_ids: Sequence[int]) -> int:
    """The lead says that these people served these hours; gives how many lines.

    All or none.  Raises NotFound, Invalid for back-filled hours that nobody reviewed.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    for hours_id in hours_ids:
        row = stored_hours(work, hours_id)
        if row.method is SignMethod.BACKFILL and row.status is not HoursStatus.REVIEWED:
            raise Invalid(Problem("", "volunteers.review_first"))
        _move(
            work, row, HoursStatus.CONFIRMED,
            confirmed_by=work.actor.account_id, confirmed_at=work.clock.now(),
        )  # fmt: skip
    work.record("volunteers.confirm", "service_hours", None, lines=list(hours_ids))
    return len(hours_ids)


def correct(work: Work, hours_id: int, minutes: int, reason: str) -> int:
    """Put entered hours right; the old line stays.  Gives the id of the new line.

    Fewer minutes count at once.  More minutes are a further line for the difference, which goes the whole way of
    back-filled hours.  Raises NotFound, Invalid without a reason, when nothing changes, for hours brought in,
    for more minutes in a closed month, and for honorary hours above what was planned.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = stored_hours(work, hours_id)
    if not reason.strip():
        raise Invalid(Problem("reason", "volunteers.reason_missing"))
    if minutes <= 0 or minutes > 24 * 60 or minutes == row.minutes:
        raise Invalid(Problem("minutes", "volunteers.minutes_missing"))
    if row.status is not HoursStatus.ENTERED:
        raise Invalid(Problem("", "volunteers.not_entered"))
    if is_brought_in(row):
        raise Invalid(Problem("", "volunteers.brought_in"))
    more = minutes > row.minutes
    if more:
        refuse_closed(work, Month.of(row.day))
        if row.kind is HoursKind.HONORARY and minutes > rules.most_honorary(minutes, row.planned_minutes):
            raise Invalid(Problem("minutes", "volunteers.above_plan", {"minutes": row.planned_minutes}))
    ref = work.insert(
        service_hours,
        volunteer_id=row.volunteer_id,
        shift_id=row.shift_id,
        post_id=row.post_id,
        content=row.content,
        place=row.place,
        day=row.day,
        minutes=minutes - row.minutes if more else minutes,
        planned_minutes=row.planned_minutes,
        kind=row.kind,
        method=SignMethod.BACKFILL if more else row.method,
        status=HoursStatus.DRAFT if more else HoursStatus.ENTERED,
        reason=reason.strip(),
        quality="" if more else row.quality,
        opinion="" if more else row.opinion,
        entered_at=None if more else work.clock.now(),
        corrects_id=hours_id,
    )
    if not more:
        _end(work, row, HoursStatus.CORRECTED, reason)
        points.take_back(work, hours_id)
        points.earn(work, ref)
    work.record(
        "volunteers.correct", "service_hours", hours_id, before=row.minutes, after=minutes, line=ref,
        reason=reason.strip(),
    )  # fmt: skip
    return ref


def void(work: Work, hours_id: int, reason: str) -> None:
    """Say that hours do not count; the line stays with its reason, its points go.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = stored_hours(work, hours_id)
    _end(work, row, HoursStatus.VOIDED, reason)
    points.take_back(work, hours_id)
    work.record("volunteers.void", "service_hours", hours_id, minutes=row.minutes, reason=reason.strip())


def close_month(work: Work, month: Month) -> int:
    """Close a month: its entered minutes are written down and no new hours are taken; gives the minutes.

    Raises Invalid when it is not over, closed already, or hours or sign-ins of it are still on their way.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    if month.next_first > work.clock.today():
        raise Invalid(Problem("month", "volunteers.month_runs"))
    refuse_closed(work, month)
    in_month = (
        service_hours.c.center_id == work.center_id,
        service_hours.c.day >= month.first,
        service_hours.c.day < month.next_first,
    )
    done = (HoursStatus.ENTERED, HoursStatus.VOIDED, HoursStatus.CORRECTED)
    waiting = work.value(
        sa.select(sa.func.count())
        .select_from(service_hours)
        .where(*in_month, service_hours.c.status.not_in(done))
    )
    if waiting:
        raise Invalid(Problem("month", "volunteers.hours_waiting", {"count": waiting}))
    loose = _loose_pairs(work, month)
    if loose:
        raise Invalid(Problem("month", "volunteers.sign_ins_waiting", {"count": loose}))
    row = work.row(
        sa.select(sa.func.coalesce(sa.func.sum(service_hours.c.minutes), 0), sa.func.count()).where(
            *in_month, EARNED
        )
    )
    minutes, lines = (int(row[0]), int(row[1])) if row is not None else (0, 0)
    work.execute(
        closed_month.insert().values(
            center_id=work.center_id,
            month=str(month),
            closed_at=work.clock.now(),
            closed_by=work.actor.account_id,
            minutes=minutes,
            lines=lines,
        )
    )
    work.record("volunteers.close_month", "closed_month", None, month=str(month), minutes=minutes)
    return minutes


def _loose_pairs(work: Work, month: Month) -> int:
    """Finished sign-ins of a month that would earn hours and are none yet, as far back as they can be taken over."""
    day = sa.func.coalesce(shift.c.starts, sign_in.c.came)
    first, end = (datetime.combine(each, datetime.min.time()) for each in (month.first, month.next_first))
    return int(
        work.value(
            sa.select(sa.func.count())
            .select_from(sign_in)
            .outerjoin(shift, shift.c.id == sign_in.c.shift_id)
            .outerjoin(post, post.c.id == shift.c.post_id)
            .where(
                sign_in.c.center_id == work.center_id,
                sign_in.c.went.is_not(None),
                sign_in.c.hours_id.is_(None),
                sign_in.c.came >= max(since(work.clock.today()), first),
                day >= first,
                day < end,
                sa.or_(post.c.id.is_(None), post.c.counts.is_(True)),
            )
        )
    )


def _served(work: Work, draft: HoursDraft) -> tuple[int, Any]:
    """Planned minutes and the post of what was served.  Raises Invalid for a post that earns no hours."""
    planned, post_id = 0, draft.post_id
    if draft.shift_id is not None:
        row = stored_shift(work, draft.shift_id)
        planned, post_id = int((row.ends - row.starts).total_seconds() // 60), row.post_id
    place = None if post_id is None else work.row(sa.select(post).where(post.c.id == post_id))
    if place is not None:
        _refuse_uncounted(place)
    return planned, place


def _refuse_uncounted(place: Any) -> None:
    if not place.counts:
        raise Invalid(Problem("post_id", "volunteers.earns_none", {"post": place.name}))


def _move(work: Work, row: Any, status: HoursStatus, **values: Any) -> None:
    if not rules.can_hours_move(row.status, status):
        raise Invalid(Problem("status", "volunteers.moves_not"))
    work.update(service_hours, row.id, status=status, **values)


def _end(work: Work, row: Any, status: HoursStatus, reason: str) -> None:
    if not reason.strip():
        raise Invalid(Problem("reason", "volunteers.reason_missing"))
    _move(work, row, status, end_reason=reason.strip())
