"""Shifts after they were made: open to be taken, asked where to go, given back, filled from the standbys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import serving
from neighborcenter.volunteers.fitness import candidate, problems_on_shift
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentRole, AssignmentStatus, ShiftStatus
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.records import stored_post, stored_shift
from neighborcenter.volunteers.rostering.change_service import Placing, change_places


@dataclass(frozen=True, slots=True)
class Gone:
    """A shift that went along: where it was, who stays on it, and who cannot at the new time."""

    shift_id: int
    starts: datetime
    ends: datetime
    stay: tuple[int, ...]
    cannot: tuple[int, ...]
    moved_note: str
    moved_starts: datetime
    moved_ends: datetime


def open_to_take(work: Work, shift_ids: Sequence[int], *, opened: bool = True) -> tuple[int, ...]:
    """Let anybody who may take a place of these shifts (抢单), or no more; gives those that changed.

    Raises NotFound, Invalid for one that was called off.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    changed = []
    for ref in shift_ids:
        row = stored_shift(work, ref)
        if row.status is ShiftStatus.CANCELLED:
            raise Invalid(Problem("shift_id", "volunteers.shift_cancelled"))
        if row.open_to_take is not opened:
            work.update(shift, ref, open_to_take=opened)
            changed.append(ref)
    work.record(
        "volunteers.open_to_take", "shift", None, shifts=changed, status="open" if opened else "closed"
    )
    return tuple(changed)


def follow(work: Work, ref: int) -> Gone:
    """What the shift serves was moved: let it go along.  Who cannot at the new time is taken off, and said.

    Everybody on it is told anew.  Raises NotFound, Invalid when it does not wait for an answer.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _asking(work, ref)
    work.update(
        shift, ref, starts=row.moved_starts, ends=row.moved_ends, moved_note="", moved_starts=None,
        moved_ends=None,
    )  # fmt: skip
    after, place = stored_shift(work, ref), stored_post(work, row.post_id)
    stay, cannot = [], []
    for one in _on_it(work, ref):
        against = [
            each for each in problems_on_shift(work, one.volunteer_id, after, place) if each.level == "error"
        ]
        if against:
            cannot.append(one.volunteer_id)
            work.update(assignment, one.id, status=AssignmentStatus.REMOVED, reason=row.moved_note)
        else:
            stay.append(one.volunteer_id)
            work.update(assignment, one.id, published_at=None)
    work.record(
        "volunteers.follow", "shift", ref, moved=row.moved_note, kept=len(stay), taken_off=len(cannot)
    )
    return Gone(
        ref,
        row.starts,
        row.ends,
        tuple(stay),
        tuple(cannot),
        row.moved_note,
        row.moved_starts,
        row.moved_ends,
    )


def stay(work: Work, ref: int) -> Gone:
    """What the shift serves was moved: leave the shift where it is.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _asking(work, ref)
    work.update(shift, ref, moved_note="", moved_starts=None, moved_ends=None)
    work.record("volunteers.stay", "shift", ref, moved=row.moved_note)
    return Gone(ref, row.starts, row.ends, (), (), row.moved_note, row.moved_starts, row.moved_ends)


def ask_again(work: Work, gone: Gone) -> None:
    """Take an answer back: the shift is where it was, with its people, and waits again.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    stored_shift(work, gone.shift_id)
    work.update(
        shift, gone.shift_id, starts=gone.starts, ends=gone.ends, moved_note=gone.moved_note,
        moved_starts=gone.moved_starts, moved_ends=gone.moved_ends,
    )  # fmt: skip
    work.execute(
        assignment.update()
        .where(assignment.c.shift_id == gone.shift_id, assignment.c.volunteer_id.in_(list(gone.cannot)))
        .values(status=AssignmentStatus.PLANNED, reason="")
    )
    work.record("volunteers.ask_again", "shift", gone.shift_id, moved=gone.moved_note)


def restore_shift(work: Work, ref: int) -> tuple[int, ...]:
    """Let a shift that was called off take place after all; gives those of its people who cannot any more.

    Raises NotFound, Invalid when it was not called off.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored_shift(work, ref)
    if row.status is not ShiftStatus.CANCELLED:
        raise Invalid(Problem("", "volunteers.shift_runs"))
    back, cannot = serving.give_back(work, ref)
    work.record("volunteers.restore_shift", "shift", ref, back=len(back), taken_off=len(cannot))
    return tuple(cannot)


def call_in(
    work: Work, shift_id: int, standby_id: int, *, instead_of: int | None = None, reason: str = ""
) -> tuple[Placing, ...]:
    """Let a standby step in (备勤): in the place of somebody who called in sick, or into an empty one.

    The one who is away stays on the record as excused, with the reason; a lead hands the lead over.  Gives what
    stood before, for `change_places`.  Raises Invalid when the one does not stand by, the other is not on it,
    the shift is full, or a block stands against it.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    on_it = {one.volunteer_id: one for one in _on_it(work, shift_id)}
    standby = on_it.get(standby_id)
    if standby is None or standby.role is not AssignmentRole.STANDBY:
        name = candidate(work, standby_id, work.clock.today()).name
        raise Invalid(Problem("volunteer_id", "volunteers.not_standby", {"name": name}))
    role, changes = AssignmentRole.MEMBER, []
    if instead_of is not None:
        away = on_it.get(instead_of)
        if away is None or away.role is AssignmentRole.STANDBY:
            raise Invalid(Problem("instead_of", "roster.not_on_it"))
        if not reason.strip():
            raise Invalid(Problem("reason", "volunteers.reason_missing"))
        role = away.role
        # Who called in sick need not be told of it.
        changes = [Placing(shift_id, instead_of, AssignmentStatus.EXCUSED, reason=reason.strip())]
    changes.append(Placing(shift_id, standby_id, AssignmentStatus.PLANNED, role))
    before = change_places(work, changes, "standby")
    _tell_anew(work, standby.id)
    if instead_of is not None:
        _tell_anew(work, on_it[instead_of].id)
    work.record(
        "volunteers.call_in", "shift", shift_id, come=standby_id, gone=instead_of, reason=reason.strip()
    )
    return before


def _tell_anew(work: Work, assignment_id: int) -> None:
    work.update(assignment, assignment_id, published_at=None)


def _asking(work: Work, ref: int) -> Any:
    row = stored_shift(work, ref)
    if row.moved_starts is None or row.status is ShiftStatus.CANCELLED:
        raise Invalid(Problem("shift_id", "volunteers.not_asking"))
    return row


def _on_it(work: Work, ref: int) -> Sequence[Any]:
    return work.rows(
        sa.select(assignment).where(
            assignment.c.shift_id == ref, assignment.c.status.in_(sorted(HOLDS_PLACE))
        )
    )
