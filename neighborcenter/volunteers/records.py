"""Stored rows as the services of this room handle them: whole, of this center, or NotFound."""

from __future__ import annotations

from functools import cache
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


@cache
def _one_of(table: sa.Table) -> sa.Select[Any]:
    """Made once: building a statement costs as much as running it."""
    return sa.select(table).where(
        table.c.center_id == sa.bindparam("center"), table.c.id == sa.bindparam("id")
    )


def _whole(read: Read, table: sa.Table, ref: int, field: str = "") -> Any:
    row = read.row(_one_of(table), {"center": read.center_id, "id": ref})
    if row is None:
        raise NotFound(table.name, ref, field)
    return row


def stored(read: Read, ref: int) -> Any:
    """The whole row of a volunteer, for the services of this room.  Raises NotFound."""
    return _whole(read, volunteer, ref, "volunteer_id")


def stored_post(read: Read, ref: int) -> Any:
    """The whole row of a post.  Raises NotFound."""
    return _whole(read, post, ref, "post_id")


def stored_shift(read: Read, ref: int) -> Any:
    """The whole row of a shift.  Raises NotFound."""
    return _whole(read, shift, ref, "shift_id")


def stored_need(read: Read, ref: int) -> Any:
    """The whole row of a need.  Raises NotFound."""
    return _whole(read, need, ref, "need_id")


def stored_route(read: Read, ref: int) -> Any:
    """The whole row of a line that patrols walk.  Raises NotFound."""
    return _whole(read, patrol_route, ref, "route_id")


def stored_hours(read: Read, ref: int) -> Any:
    """The whole line of hours.  Raises NotFound."""
    return _whole(read, service_hours, ref)


def stored_certificate(read: Read, ref: int) -> Any:
    """The whole row of a certificate.  Raises NotFound."""
    return _whole(read, certificate, ref)


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
