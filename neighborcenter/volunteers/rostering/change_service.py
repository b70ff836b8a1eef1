"""Single places changed by hand, many in one act, each act with its way back; a range made known and taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people.models import resident
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentRole, AssignmentStatus, ShiftStatus
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, post, shift
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.checks import about_place
from neighborcenter.volunteers.rostering.reading import roster_facts

AROUND = timedelta(days=7)
"""So far on both sides of a change rest, runs of days and weekly limits are looked at."""
_GONE = frozenset({AssignmentStatus.REMOVED, AssignmentStatus.EXCUSED})


@dataclass(frozen=True, slots=True)
class Placing:
    """Somebody's place on a shift as it shall be; `status` REMOVED or EXCUSED: not on it."""

    shift_id: int
    volunteer_id: int
    status: AssignmentStatus = AssignmentStatus.PLANNED
    role: AssignmentRole = AssignmentRole.MEMBER
    pinned: bool = False
    published_at: datetime | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether somebody stands there."""
        return self.status in HOLDS_PLACE


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who must be told: a place new since the last time, or one that is theirs no more."""

    assignment_id: int
    shift_id: int
    volunteer_id: int
    name: str
    comes: bool
    published_at: datetime | None
    starts: datetime
    post: str


def change_places(work: Work, changes: Sequence[Placing], source: str = "hand") -> tuple[Placing, ...]:
    """Make these places stand as given, as one act; gives what stood before, which handed in brings it back.

    Whoever newly stands somewhere is judged with everything that stands afterwards: raises Invalid when a block
    is against it, the shift is full or called off, or somebody who came would be taken off.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    rows = _stored(work, {each.shift_id for each in changes})
    before = tuple(_before(rows.get((each.shift_id, each.volunteer_id)), each) for each in changes)
    _refuse_taken_away(rows, changes)
    for each in sorted(changes, key=lambda one: one.holds):
        _write(work, rows.get((each.shift_id, each.volunteer_id)), each, source)
    refuse_blocks(work, [new for old, new in zip(before, changes, strict=True) if _comes(old, new)])
    work.record(
        "roster.change", "shift", None, source=source,
        put_on=sum(_comes(old, new) for old, new in zip(before, changes, strict=True)),
        taken_off=sum(old.holds and not new.holds for old, new in zip(before, changes, strict=True)),
    )  # fmt: skip
    return before


def publish_range(work: Work, first: date, end: date) -> tuple[ToTell, ...]:
    """Make the days from `first` up to, not including, `end` known; gives everybody who must be told."""
    work.require(Permission.VOLUNTEERS_WRITE)
    found = _to_tell(work, first, end)
    now = work.clock.now()
    _set_published(work, [each.assignment_id for each in found if each.comes], now)
    _set_published(work, [each.assignment_id for each in found if not each.comes], None)
    work.record(
        "roster.publish", "shift", None, first=first.isoformat(), end=end.isoformat(), told=len(found)
    )
    return found


def take_back_publishing(work: Work, told: Iterable[ToTell]) -> None:
    """Undo `publish_range`: who was to be told is to be told again."""
    work.require(Permission.VOLUNTEERS_WRITE)
    count = 0
    for each in told:
        _set_published(work, [each.assignment_id], each.published_at)
        count += 1
    work.record("roster.publish_taken_back", "shift", None, places=count)


def _stored(work: Work, shift_ids: set[int]) -> dict[tuple[int, int], Any]:
    rows = work.rows(
        sa.select(assignment).where(
            assignment.c.center_id == work.center_id, assignment.c.shift_id.in_(sorted(shift_ids))
        )
    )
    return {(row.shift_id, row.volunteer_id): row for row in rows}


def _before(row: Any, each: Placing) -> Placing:
    if row is None:
        return Placing(each.shift_id, each.volunteer_id, AssignmentStatus.REMOVED)
    return Placing(
        row.shift_id, row.volunteer_id, row.status, row.role, row.pinned, row.published_at, row.reason
    )


def _comes(old: Placing, new: Placing) -> bool:
    standby = AssignmentRole.STANDBY
    return new.holds and new.role is not standby and (not old.holds or old.role is standby)


def _refuse_taken_away(rows: dict[tuple[int, int], Any], changes: Sequence[Placing]) -> None:
    for each in changes:
        row = rows.get((each.shift_id, each.volunteer_id))
        if row is not None and row.status is AssignmentStatus.PRESENT and not each.holds:
            raise Invalid(Problem("status", "volunteers.moves_not"))


def _write(work: Work, row: Any, each: Placing, source: str) -> None:
    values: dict[str, Any] = {
        "status": each.status,
        "role": each.role,
        "pinned": each.pinned and each.holds,
        "reason": each.reason,
        "source": source,
    }
    if row is None:
        if each.holds:
            work.insert(
                assignment,
                shift_id=each.shift_id,
                volunteer_id=each.volunteer_id,
                published_at=each.published_at,
                **values,
            )
        return
    if each.holds and row.status not in HOLDS_PLACE:
        # Somebody told of a place, taken off and put back before anybody heard of it need not be told at all.
        values["published_at"] = each.published_at or row.published_at
    work.update(assignment, row.id, **values)


def refuse_blocks(work: Work, coming: Sequence[Placing], *, but: Collection[str] = ()) -> None:
    """Raises Invalid when a block, of whatever code is not among `but`, stands against places given already."""
    if not coming:
        return
    days = [
        row.starts.date()
        for row in work.rows(
            sa.select(shift.c.starts).where(
                shift.c.center_id == work.center_id,
                shift.c.id.in_(sorted({each.shift_id for each in coming})),
            )
        )
    ]
    if not days:
        raise Invalid(Problem("shift_id", "volunteers.shift_cancelled"))
    end = max(days) + AROUND + timedelta(days=1)
    board = Board(roster_facts(work, min(days) - AROUND, end, on=min(days)))
    problems: list[Problem] = []
    for each in coming:
        if each.shift_id not in board.shifts:
            raise Invalid(Problem("shift_id", "volunteers.shift_cancelled"))
        if each.volunteer_id not in board.people:
            raise Invalid(Problem("volunteer_id", "roster.not_on_it"))
        on_it = board.shifts[each.shift_id]
        problems += [
            Problem("volunteer_id", found.code, found.params)
            for found in about_place(board, on_it, board.people[each.volunteer_id])
            if found.level is Level.BLOCK and found.code not in but
        ]
        if len(board.on[each.shift_id]) > on_it.maximum:
            problems.append(Problem("shift_id", "volunteers.shift_full", {"most": on_it.maximum}))
    if problems:
        raise Invalid(*problems)


def _to_tell(work: Work, first: date, end: date) -> tuple[ToTell, ...]:
    rows = work.rows(
        sa.select(assignment, resident.c.name, shift.c.starts, post.c.name.label("post"))
        .join(shift, shift.c.id == assignment.c.shift_id)
        .join(post, post.c.id == shift.c.post_id)
        .join(volunteer, volunteer.c.id == assignment.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            shift.c.center_id == work.center_id,
            shift.c.starts >= _midnight(first),
            shift.c.starts < _midnight(end),
            sa.or_(
                sa.and_(
                    shift.c.status == ShiftStatus.OPEN,
                    assignment.c.status.in_(sorted(HOLDS_PLACE)),
                    assignment.c.published_at.is_(None),
                ),
                sa.and_(assignment.c.status.in_(sorted(_GONE)), assignment.c.published_at.is_not(None)),
            ),
        )
        .order_by(resident.c.name_sort, shift.c.starts, assignment.c.id)
    )
    return tuple(
        ToTell(
            row.id, row.shift_id, row.volunteer_id, row.name, row.status in HOLDS_PLACE, row.published_at,
            row.starts, row.post,
        )
        for row in rows
    )  # fmt: skip


def _set_published(work: Work, ids: Sequence[int], moment: datetime | None) -> None:
    if ids:
        work.execute(assignment.update().where(assignment.c.id.in_(list(ids))).values(published_at=moment))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
