"""Who is on which shift: put on, taken off, taken by themselves, confirmed, came or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.volunteers.drafts import AssignmentDraft
from neighborcenter.volunteers.fitness import problems_on_shift
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentRole, AssignmentStatus, ShiftStatus
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.records import stored_post, stored_shift
from neighborcenter.volunteers.rostering.change_service import Placing, refuse_blocks
from neighborcenter.volunteers.rostering.taking import SOURCE, problems_of_giving_back, problems_of_taking


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody's place on a shift, with what was only a warning."""

    assignment_id: int
    warnings: tuple[Problem, ...] = ()


NOT_OFFERED = frozenset({"roster.not_offered", "roster.cannot"})
"""What the roster says about times somebody did not offer: no matter when they ask for a place themselves."""
_ON_SHIFT = sa.select(assignment).where(assignment.c.shift_id == sa.bindparam("shift"))
_HOLD = sa.select(shift.c.id).where(shift.c.id == sa.bindparam("shift")).with_for_update(key_share=True)

AFTER: dict[AssignmentStatus, frozenset[AssignmentStatus]] = {
    AssignmentStatus.PLANNED: frozenset(AssignmentStatus) - {AssignmentStatus.PLANNED},
    AssignmentStatus.CONFIRMED: frozenset(AssignmentStatus) - {AssignmentStatus.CONFIRMED},
    AssignmentStatus.PRESENT: frozenset({AssignmentStatus.ABSENT, AssignmentStatus.CONFIRMED}),
    AssignmentStatus.ABSENT: frozenset({AssignmentStatus.PRESENT, AssignmentStatus.EXCUSED}),
    AssignmentStatus.EXCUSED: frozenset({AssignmentStatus.PLANNED, AssignmentStatus.ABSENT}),
    AssignmentStatus.REMOVED: frozenset({AssignmentStatus.PLANNED}),
}
"""From which status of a place to which."""


def assign(work: Work, draft: AssignmentDraft) -> Assigned:
    """Put somebody on a shift.

    Raises NotFound, Invalid when the shift is full or cancelled, they are on it, or a law, a leave or another
    shift stands against it.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    return _put(work, draft)


def take(work: Work, shift_id: int, volunteer_id: int) -> Assigned:
    """Let somebody take an open place themselves (抢单): first come, first served.

    The blocks of the roster hold, but who asks for a place need not have offered that time before.  Raises
    Invalid when the shift is not open to take or full, and everything `assign` raises.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored_shift(work, shift_id)
    if not row.open_to_take:
        raise Invalid(Problem("shift_id", "volunteers.not_open_to_take"))
    about_taking = problems_of_taking(work, row, volunteer_id)
    refuse(about_taking)
    done = _put(work, AssignmentDraft(shift_id, volunteer_id, source=SOURCE))
    refuse_blocks(work, [Placing(shift_id, volunteer_id)], but=NOT_OFFERED)
    return replace(done, warnings=(*about_taking, *done.warnings))


def give_back(work: Work, shift_id: int, volunteer_id: int, reason: str = "") -> Assigned:
    """Let somebody give a place back that they took themselves; the place is free again.

    Raises NotFound, Invalid when they did not take it themselves, or too late by the center's rules.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored_shift(work, shift_id)
    held = next(
        (
            each
            for each in work.rows(_ON_SHIFT, {"shift": shift_id})
            if each.volunteer_id == volunteer_id
            and each.source == SOURCE
            and each.status in (AssignmentStatus.PLANNED, AssignmentStatus.CONFIRMED)
        ),
        None,
    )
    if held is None:
        raise Invalid(Problem("volunteer_id", "roster.not_taken"))
    late = problems_of_giving_back(work, row)
    refuse(late)
    work.update(assignment, held.id, status=AssignmentStatus.EXCUSED, reason=reason.strip())
    work.record(
        "volunteers.give_back", "assignment", held.id, shift=shift_id, volunteer=volunteer_id,
        reason=reason.strip(),
    )  # fmt: skip
    return Assigned(held.id, tuple(late))


def stand_by(work: Work, shift_id: int, volunteer_id: int) -> Assigned:
    """Put somebody down as standby (候补) for a shift, full or not.  Raises as `assign` does."""
    work.require(Permission.VOLUNTEERS_HOURS)
    return _put(work, AssignmentDraft(shift_id, volunteer_id, AssignmentRole.STANDBY, source="standby"))


def set_place(
    work: Work, assignment_id: int, status: AssignmentStatus, *, reason: str = "", version: int | None = None
) -> None:
    """Confirm a place, take somebody off, or say that they came, stayed away or were excused.

    Staying away and excuses keep their reason.  Raises NotFound, Stale, Invalid for a move that makes no sense.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _one(work, assignment_id)
    if status not in AFTER[row.status]:
        raise Invalid(Problem("status", "volunteers.moves_not"))
    if status in HOLDS_PLACE and row.status not in HOLDS_PLACE:
        _refuse_full(work, stored_shift(work, row.shift_id), row.role)
    work.update(assignment, assignment_id, version=version, status=status, reason=reason.strip())
    work.record(
        "volunteers.place", "assignment", assignment_id, shift=row.shift_id, volunteer=row.volunteer_id,
        status=status.value, reason=reason.strip(),
    )  # fmt: skip


def pin(work: Work, assignment_id: int, *, pinned: bool = True) -> None:
    """Keep a place as it is whatever a proposal says, or let it go again.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _one(work, assignment_id)
    work.update(assignment, assignment_id, pinned=pinned)
    work.record("volunteers.pin", "assignment", assignment_id, shift=row.shift_id, pinned=pinned)


def publish(work: Work, shift_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Make the places of these shifts known; gives the volunteers whose places are new since the last time."""
    work.require(Permission.VOLUNTEERS_WRITE)
    rows = work.rows(
        sa.select(assignment.c.id, assignment.c.volunteer_id).where(
            assignment.c.center_id == work.center_id,
            assignment.c.shift_id.in_(list(shift_ids)),
            assignment.c.status.in_(sorted(HOLDS_PLACE)),
            assignment.c.published_at.is_(None),
        )
    )
    if rows:
        work.execute(
            assignment.update()
            .where(assignment.c.id.in_([row.id for row in rows]))
            .values(published_at=work.clock.now())
        )
    work.record("volunteers.publish", "shift", None, shifts=len(shift_ids), places=len(rows))
    return tuple(sorted({row.volunteer_id for row in rows}))


def _put(work: Work, draft: AssignmentDraft) -> Assigned:
    if work.dialect == "postgresql":
        work.rows(_HOLD, {"shift": draft.shift_id})
    row = stored_shift(work, draft.shift_id)
    place = stored_post(work, row.post_id)
    if row.status is ShiftStatus.CANCELLED:
        raise Invalid(Problem("shift_id", "volunteers.shift_cancelled"))
    on_it = {each.volunteer_id: each for each in work.rows(_ON_SHIFT, {"shift": row.id})}
    before = on_it.get(draft.volunteer_id)
    if before is not None and before.status in HOLDS_PLACE:
        raise Invalid(Problem("volunteer_id", "volunteers.on_it_already"))
    _refuse_full(work, row, draft.role)
    problems = problems_on_shift(work, draft.volunteer_id, row, place)
    refuse(problems)
    values: dict[str, Any] = {
        "role": draft.role,
        "status": AssignmentStatus.PLANNED,
        "pinned": draft.pinned,
        "source": draft.source,
        "reason": draft.reason.strip(),
        "published_at": None,
    }
    if before is None:
        ref = work.insert(assignment, shift_id=row.id, volunteer_id=draft.volunteer_id, **values)
    else:
        ref = before.id
        work.update(assignment, ref, **values)
    work.record(
        "volunteers.assign", "assignment", ref, shift=row.id, post=place.name, volunteer=draft.volunteer_id,
        role=draft.role.value, source=draft.source,
    )  # fmt: skip
    return Assigned(ref, tuple(problems))


def _refuse_full(work: Work, row: Any, role: AssignmentRole) -> None:
    """Standbys take no place; everybody else counts against the shift's maximum."""
    if role is AssignmentRole.STANDBY:
        return
    held = work.value(
        sa.select(sa.func.count()).where(
            assignment.c.shift_id == row.id,
            assignment.c.status.in_(sorted(HOLDS_PLACE)),
            assignment.c.role != AssignmentRole.STANDBY,
        )
    )
    if held >= row.maximum:
        raise Invalid(Problem("shift_id", "volunteers.shift_full", {"most": row.maximum}))


def _one(work: Work, assignment_id: int) -> Any:
    row = work.row(
        sa.select(assignment).where(
            assignment.c.id == assignment_id, assignment.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("assignment", assignment_id)
    return row
