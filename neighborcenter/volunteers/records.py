"""Stored rows as the services of this room handle them: whole, of this center, or NotFound."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers.events import ShiftFreed
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentStatus, ShiftStatus
from neighborcenter.volunteers.models.hours import certificate, closed_month, service_hours
from neighborcenter.volunteers.models.needs import need, patrol_route
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, post, shift

_ONE = sa.select(volunteer).where(
    volunteer.c.center_id == sa.bindparam("center"), volunteer.c.id == sa.bindparam("id")
)


def stored(work: Work, ref: int) -> Any:
    """The whole row of a volunteer, for the services of this room.  Raises NotFound."""
    row = work.row(_ONE, {"center": work.center_id, "id": ref})
    if row is None:
        raise NotFound("volunteer", ref, "volunteer_id")
    return row


def stored_post(read: Read, ref: int) -> Any:
    """The whole row of a post.  Raises NotFound."""
    row = read.row(sa.select(post).where(post.c.id == ref, post.c.center_id == read.center_id))
    if row is None:
        raise NotFound("post", ref, "post_id")
    return row


def stored_shift(work: Work, ref: int) -> Any:
    """The whole row of a shift.  Raises NotFound."""
    row = work.row(sa.select(shift).where(shift.c.id == ref, shift.c.center_id == work.center_id))
    if row is None:
        raise NotFound("shift", ref, "shift_id")
    return row


def stored_need(read: Read, ref: int) -> Any:
    """The whole row of a need.  Raises NotFound."""
    row = read.row(sa.select(need).where(need.c.id == ref, need.c.center_id == read.center_id))
    if row is None:
        raise NotFound("need", ref, "need_id")
    return row


def stored_route(work: Work, ref: int) -> Any:
    """The whole row of a line that patrols walk.  Raises NotFound."""
    row = work.row(
        sa.select(patrol_route).where(patrol_route.c.id == ref, patrol_route.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("patrol_route", ref, "route_id")
    return row


def free_shift(work: Work, ref: int, reason: str) -> tuple[int, ...]:
    """Close a shift and give its people's places back; told to whoever listens.  For this room's verbs."""
    on_it = tuple(
        row[0]
        for row in work.rows(
            sa.select(assignment.c.volunteer_id).where(
                assignment.c.shift_id == ref, assignment.c.status.in_(sorted(HOLDS_PLACE))
            )
        )
    )
    work.execute(
        assignment.update()
        .where(assignment.c.shift_id == ref, assignment.c.status.in_(sorted(HOLDS_PLACE)))
        .values(
            status=AssignmentStatus.REMOVED,
            reason=reason.strip(),
            freed_from=assignment.c.status,
            version=assignment.c.version + 1,
        )
    )
    work.update(shift, ref, status=ShiftStatus.CANCELLED, note=reason.strip())
    work.publish(ShiftFreed(ref, reason.strip()))
    return on_it


def refuse_closed(work: Work, month: Month) -> None:
    """Raises Invalid when the month is closed."""
    closed = sa.select(closed_month.c.month).where(
        closed_month.c.center_id == work.center_id, closed_month.c.month == str(month)
    )
    if work.value(closed) is not None:
        raise Invalid(Problem("day", "volunteers.month_closed", {"month": str(month)}))


def stored_hours(work: Work, hours_id: int) -> Any:
    """The whole line of hours.  Raises NotFound."""
    row = work.row(
        sa.select(service_hours).where(
            service_hours.c.id == hours_id, service_hours.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("service_hours", hours_id)
    return row


def stored_certificate(work: Work, certificate_id: int) -> Any:
    """The whole row of a certificate.  Raises NotFound."""
    row = work.row(
        sa.select(certificate).where(
            certificate.c.id == certificate_id, certificate.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("certificate", certificate_id)
    return row
