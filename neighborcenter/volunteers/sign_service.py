"""Coming and going: at the desk, by list, by code, or typed from the sheet on the wall in one pass.

One is signed when one comes and when one goes; leaving in between makes a new pair.  The pairs become hours in
`hours_service`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.fitness import law_on_shift
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentStatus, SignMethod
from neighborcenter.volunteers.models.hours import sign_in
from neighborcenter.volunteers.models.shifts import assignment
from neighborcenter.volunteers.pairs import refuse_many
from neighborcenter.volunteers.records import stored, stored_post, stored_shift


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a returned sheet: who came when and went when; without times they stayed away."""

    volunteer_id: int
    came: datetime | None = None
    went: datetime | None = None


_OPEN = (
    sa.select(sign_in)
    .where(
        sign_in.c.center_id == sa.bindparam("center"),
        sign_in.c.volunteer_id == sa.bindparam("volunteer"),
        sign_in.c.went.is_(None),
        sign_in.c.came > sa.bindparam("since", type_=sign_in.c.came.type),
    )
    .order_by(sign_in.c.came.desc())
    .limit(1)
)


def come(
    work: Work,
    volunteer_id: int,
    *,
    shift_id: int | None = None,
    at: datetime | None = None,
    method: SignMethod = SignMethod.DESK,
) -> int:
    """Sign somebody in; gives the id of the pair.

    Raises NotFound, Invalid when they are in already, or the law stands against them on this shift: danger without
    insurance or below 18, a minor without the guardian's consent.  What is typed from a sheet afterwards is what
    was, and is not refused for that.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, volunteer_id)
    moment = at or work.clock.local()
    if moment > work.clock.local():
        raise Invalid(Problem("came", "volunteers.in_future"))
    opened = _open(work, volunteer_id, moment)
    if opened is not None:
        raise Invalid(Problem("came", "volunteers.in_already", {"since": f"{opened.came:%H:%M}"}))
    refuse_many(work, volunteer_id, moment, moment)
    if shift_id is not None:
        on_it = stored_shift(work, shift_id)
        refuse(law_on_shift(work, volunteer_id, on_it, stored_post(work, on_it.post_id)))
    ref = work.insert(sign_in, volunteer_id=volunteer_id, shift_id=shift_id, came=moment, method=method)
    if shift_id is not None:
        _mark(work, shift_id, volunteer_id, AssignmentStatus.PRESENT)
    work.record(
        "volunteers.come", "volunteer", volunteer_id, number=row.number, at=f"{moment:%Y-%m-%d %H:%M}"
    )
    return ref


def go(work: Work, volunteer_id: int, *, at: datetime | None = None) -> int:
    """Sign somebody out; gives the minutes of the pair.  Raises NotFound, Invalid when they are not in."""
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored(work, volunteer_id)
    moment = at or work.clock.local()
    opened = _open(work, volunteer_id, moment)
    if opened is None:
        raise Invalid(Problem("went", "volunteers.not_in"))
    if moment < opened.came or moment > work.clock.local():
        raise Invalid(Problem("went", "volunteers.ends_first"))
    work.execute(sign_in.update().where(sign_in.c.id == opened.id).values(went=moment))
    minutes = int((moment - opened.came).total_seconds() // 60)
    work.record("volunteers.go", "volunteer", volunteer_id, number=row.number, minutes=minutes)
    return minutes


def type_sheet(work: Work, shift_id: int, lines: Sequence[SheetLine]) -> int:
    """Take over a returned sign-in sheet in one pass; gives how many came.

    Who is on the shift and has no times stayed away; a break is a second line of the same person.  Raises
    NotFound, Invalid for times out of order, a time signed already, and more pairs than a day may have.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    stored_shift(work, shift_id)
    came = 0
    for line in lines:
        stored(work, line.volunteer_id)
        if line.came is None or line.went is None:
            _mark(work, shift_id, line.volunteer_id, AssignmentStatus.ABSENT)
            continue
        if line.went <= line.came or line.went > work.clock.local():
            raise Invalid(Problem("went", "volunteers.ends_first"))
        refuse_many(work, line.volunteer_id, line.came, line.went)
        work.insert(
            sign_in,
            volunteer_id=line.volunteer_id,
            shift_id=shift_id,
            came=line.came,
            went=line.went,
            method=SignMethod.LIST,
        )
        _mark(work, shift_id, line.volunteer_id, AssignmentStatus.PRESENT)
        came += 1
    work.record("volunteers.sheet", "shift", shift_id, came=came, away=len(lines) - came)
    return came


def take_back_sheet(work: Work, shift_id: int) -> int:
    """Take back what was typed from the sheet of a shift; gives how many pairs.

    Raises NotFound, Invalid once they have become hours.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    stored_shift(work, shift_id)
    typed = sa.and_(sign_in.c.shift_id == shift_id, sign_in.c.method == SignMethod.LIST)
    if work.value(sa.select(sign_in.c.id).where(typed, sign_in.c.hours_id.is_not(None)).limit(1)) is not None:
        raise Invalid(Problem("", "volunteers.moves_not"))
    gone = work.execute(sign_in.delete().where(typed)).rowcount
    work.execute(
        assignment.update()
        .where(
            assignment.c.shift_id == shift_id,
            assignment.c.status.in_([AssignmentStatus.PRESENT, AssignmentStatus.ABSENT]),
            assignment.c.source != "came",
        )
        .values(status=AssignmentStatus.PLANNED)
    )
    work.execute(
        assignment.update()
        .where(assignment.c.shift_id == shift_id, assignment.c.source == "came")
        .values(status=AssignmentStatus.REMOVED)
    )
    work.record("volunteers.take_back_sheet", "shift", shift_id, lines=gone)
    return int(gone)


def _open(work: Work, volunteer_id: int, moment: datetime) -> Any:
    since = moment - rules.LONGEST_SHIFT
    return work.row(_OPEN, {"center": work.center_id, "volunteer": volunteer_id, "since": since})


def _mark(work: Work, shift_id: int, volunteer_id: int, status: AssignmentStatus) -> None:
    """Say on the roster whether somebody came; one who was not on it is added as having come."""
    done = work.execute(
        assignment.update()
        .where(
            assignment.c.shift_id == shift_id,
            assignment.c.volunteer_id == volunteer_id,
            assignment.c.status.in_([*sorted(HOLDS_PLACE), AssignmentStatus.ABSENT]),
        )
        .values(status=status)
    )
    if done.rowcount or status is AssignmentStatus.ABSENT:
        return
    back = work.execute(
        assignment.update()
        .where(assignment.c.shift_id == shift_id, assignment.c.volunteer_id == volunteer_id)
        .values(status=status, source="came")
    )
    if back.rowcount == 0:
        work.insert(assignment, shift_id=shift_id, volunteer_id=volunteer_id, status=status, source="came")
