"""Answers to sign-ups that wait for approval."""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import records, waiting
from neighborcenter.activities.enroll_service import Left
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.models import enrollment
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work


def approve(work: Work, enrollment_id: int) -> None:
    """Say yes to a sign-up that waits for approval.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_WRITE)
    one = _pending(work, enrollment_id)
    work.update(enrollment, one.id, status=EnrollmentStatus.ENROLLED)
    work.record("activities.approve", "enrollment", one.id)


def unapprove(work: Work, enrollment_id: int) -> None:
    """Take an approval back, given by mistake.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_WRITE)
    one = records.stored_enrollment(work, enrollment_id)
    if one.status is not EnrollmentStatus.ENROLLED:
        raise Invalid(Problem("", "activities.not_pending", {"who": one.who}))
    work.update(enrollment, one.id, status=EnrollmentStatus.PENDING)
    work.record("activities.unapprove", "enrollment", one.id)


def refuse_sign_up(work: Work, enrollment_id: int, reason: str) -> Left:
    """Say no to a sign-up that waits for approval; its places go to whoever is next.

    Raises NotFound, Invalid also without a reason.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    one = _pending(work, enrollment_id)
    if not reason.strip():
        raise Invalid(Problem("reason", "activities.reason_missing"))
    waiting.end(work, one, EnrollmentStatus.REFUSED, reason)
    work.record("activities.refuse", "enrollment", one.id, reason=reason.strip())
    row = records.stored(work, one.activity_id)
    return Left(one.id, waiting.settle(work, row, records.scope_of(one)))


def _pending(work: Work, enrollment_id: int) -> records.Row:
    one = records.stored_enrollment(work, enrollment_id)
    if one.status is not EnrollmentStatus.PENDING:
        raise Invalid(Problem("", "activities.not_pending", {"who": one.who}))
    return one
