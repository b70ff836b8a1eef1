"""What staff do with a waiting list: offers answered and made, the order changed, ended offers swept up."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import places, queue, records, waiting
from neighborcenter.activities.enroll_service import Left
from neighborcenter.activities.kinds import OPEN, EnrollmentStatus
from neighborcenter.activities.models import activity, activity_session, enrollment
from neighborcenter.activities.waiting import Promoted
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work

HIGHEST = 9


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: how many offers lapsed, and who got a place."""

    lapsed: int
    promoted: tuple[Promoted, ...]


def accept(work: Work, enrollment_id: int) -> EnrollmentStatus:
    """Take an offered place.  Raises NotFound, Invalid when there is no offer or it has ended."""
    work.require(Permission.ACTIVITIES_ENROLL)
    one = _offered(work, enrollment_id)
    if one.offer_expires_at is not None and one.offer_expires_at <= work.clock.now():
        raise Invalid(Problem("", "activities.offer_over", {"who": one.who}))
    status = waiting.granted(records.stored(work, one.activity_id))
    work.update(enrollment, one.id, status=status, offer_expires_at=None)
    work.record("activities.accept", "enrollment", one.id, status=status.value)
    return status


def decline(work: Work, enrollment_id: int, reason: str = "") -> Left:
    """Say no to an offered place; it goes to whoever is next.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_ENROLL)
    one = _offered(work, enrollment_id)
    waiting.end(work, one, EnrollmentStatus.DECLINED, reason)
    work.record("activities.decline", "enrollment", one.id, reason=reason.strip())
    row = records.stored(work, one.activity_id)
    return Left(one.id, waiting.settle(work, row, records.scope_of(one)))


def offer(work: Work, enrollment_id: int, reason: str = "") -> Promoted:
    """Give free places to somebody who waits; out of turn only with a reason.

    Raises NotFound, Invalid when they do not wait, too few places are free, or the reason is missing.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = _waiting(work, enrollment_id)
    row = records.stored(work, one.activity_id)
    records.want_status(row, *OPEN)
    scope = records.scope_of(one)
    if not queue.fits(records.wants_of(one), places.free_of(places.pools(work, scope))):
        raise Invalid(Problem("", "activities.no_place_free", {"who": one.who}))
    out_of_turn = waiting.line(work, scope)[0].id != one.id
    if out_of_turn and not reason.strip():
        raise Invalid(Problem("reason", "activities.reason_missing"))
    given = waiting.give(work, row, one, waiting.offer_end(work, row, scope))
    if out_of_turn:
        work.record("activities.offer_out_of_turn", "enrollment", one.id, reason=reason.strip())
    return given


def reorder(work: Work, enrollment_id: int, place: int, reason: str) -> int:
    """Take somebody to another place among those of the same priority (1 is the first); returns the old place.

    Raises NotFound, Invalid when they do not wait or the reason is missing.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = _waiting(work, enrollment_id)
    if not reason.strip():
        raise Invalid(Problem("reason", "activities.reason_missing"))
    peers = [other for other in waiting.line(work, records.scope_of(one)) if other.priority == one.priority]
    ids = [other.id for other in peers]
    before = ids.index(one.id) + 1
    numbers = sorted(other.position for other in peers)
    for position, ref in zip(numbers, queue.moved_to(ids, one.id, place), strict=True):
        work.update(enrollment, ref, position=position)
    work.record("activities.reorder", "enrollment", one.id, before=before, after=place, reason=reason.strip())
    _settle(work, one)
    return before


def prefer(work: Work, enrollment_id: int, priority: int, reason: str) -> int:
    """Give somebody who waits another priority (0 to 9, higher comes first); returns the one before.

    Raises NotFound, Invalid when they do not wait or the reason is missing.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = _waiting(work, enrollment_id)
    if not reason.strip():
        raise Invalid(Problem("reason", "activities.reason_missing"))
    before = int(one.priority)
    after = max(0, min(HIGHEST, priority))
    work.update(enrollment, one.id, priority=after)
    work.record("activities.prefer", "enrollment", one.id, before=before, after=after, reason=reason.strip())
    _settle(work, one)
    return before


def sweep(work: Work) -> Swept:
    """Let offers that ended lapse and give what is free, in every list of the center.

    Called when the program opens, every few minutes by an open window, and by the command.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    late = sa.and_(
        enrollment.c.status == EnrollmentStatus.OFFERED, enrollment.c.offer_expires_at <= work.clock.now()
    )
    today = work.clock.local()
    wanted = (
        sa.select(enrollment.c.activity_id, enrollment.c.session_id)
        .join(activity, activity.c.id == enrollment.c.activity_id)
        .join(activity_session, activity_session.c.id == enrollment.c.session_id, isouter=True)
        .where(
            enrollment.c.center_id == work.center_id,
            sa.or_(
                late,
                # Lists of what is still to come; of the others nobody is promoted any more.
                sa.and_(
                    enrollment.c.status == EnrollmentStatus.WAITING,
                    activity.c.status.in_(OPEN),
                    activity.c.last_day >= today.date(),
                    sa.or_(activity_session.c.id.is_(None), activity_session.c.ends > today),
                ),
            ),
        )
        .group_by(enrollment.c.activity_id, enrollment.c.session_id)
        .order_by(enrollment.c.activity_id, enrollment.c.session_id)
    )
    lapsed = 0
    promoted: list[Promoted] = []
    for activity_id, session_id in work.rows(wanted):
        records.hold(work, activity_id)
        row = records.stored(work, activity_id)
        lapsed += waiting.lapse(work, records.Scope(activity_id, session_id))
        promoted += waiting.settle(work, row, records.Scope(activity_id, session_id))
    if lapsed or promoted:
        work.record("activities.sweep", "", None, lapsed=lapsed, promoted=len(promoted))
    return Swept(lapsed, tuple(promoted))


def _settle(work: Work, one: records.Row) -> None:
    waiting.settle(work, records.stored(work, one.activity_id), records.scope_of(one))


def _waiting(work: Work, enrollment_id: int) -> records.Row:
    one = records.stored_enrollment(work, enrollment_id)
    if one.status is not EnrollmentStatus.WAITING:
        raise Invalid(Problem("", "activities.not_waiting", {"who": one.who}))
    return one


def _offered(work: Work, enrollment_id: int) -> records.Row:
    one = records.stored_enrollment(work, enrollment_id)
    if one.status is not EnrollmentStatus.OFFERED:
        raise Invalid(Problem("", "activities.not_offered", {"who": one.who}))
    return one
