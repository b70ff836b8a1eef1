"""Whole weeks at once: copied, taken over from a proposal, published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import post_service
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentRole, AssignmentStatus
from neighborcenter.volunteers.models.shifts import assignment
from neighborcenter.volunteers.records import stored_shift
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.board import Board, Finding
from neighborcenter.volunteers.rostering.checks import about_place, blocked
from neighborcenter.volunteers.rostering.facts import Facts, PlaceFact, ShiftFact
from neighborcenter.volunteers.rostering.reading import roster_facts


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who was not copied to a shift, and what stood against it."""

    shift_id: int
    volunteer_id: int
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """What copying a week did: places given, people left out with why, days without shifts with why."""

    placed: tuple[tuple[int, int], ...]
    left_out: tuple[LeftOut, ...]
    days_off: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Adopted:
    """What taking over a plan changed: (shift, volunteer) pairs put on and taken off."""

    put_on: tuple[tuple[int, int], ...]
    taken_off: tuple[tuple[int, int], ...]


def copy_week(work: Work, monday: date) -> Copied:
    """Copy the people of the week before to the week of `monday`, shift by shift (same post, weekday and time).

    Shifts are made from the weekly pattern first.  Leave, closures, days off and every block leave somebody out
    and are said; who stands there already stays.  Raises Invalid when `monday` is none.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    if monday.weekday():
        raise Invalid(Problem("monday", "roster.not_monday"))
    week = timedelta(days=7)
    made = post_service.make_shifts(work, monday, monday + week)
    before = roster_facts(work, monday - week, monday)
    facts = roster_facts(work, monday, monday + week)
    there = {(each.post_id, each.starts): each for each in facts.shifts}
    old = {each.shift_id: each for each in before.shifts}
    board = Board(facts)
    placed: list[tuple[int, int]] = []
    left_out: list[LeftOut] = []
    for place in before.places:
        source = old[place.shift_id]
        target = there.get((source.post_id, source.starts + week))
        person = board.people.get(place.volunteer_id)
        if target is None or person is None or place.volunteer_id in board.on[target.shift_id]:
            continue
        found = about_place(board, target, person)
        if blocked(found) or len(board.on[target.shift_id]) >= target.maximum:
            left_out.append(LeftOut(target.shift_id, place.volunteer_id, person.name, tuple(found)))
            continue
        board.put(target.shift_id, place.volunteer_id)
        placed.append((target.shift_id, place.volunteer_id))
        _place(work, target.shift_id, place.volunteer_id, place.role, "copied")
    work.record(
        "roster.copy_week", "shift", None, monday=monday.isoformat(), placed=len(placed),
        left_out=len(left_out),
    )  # fmt: skip
    return Copied(tuple(placed), tuple(left_out), made.left_out)


def adopt(work: Work, first: date, end: date, plan: Iterable[tuple[int, int]], source: str) -> Adopted:
    """Make the range stand as in a plan of (shift, volunteer) pairs; pinned places stay.

    Judged anew with fresh facts: raises Invalid when a block stands against the plan now, so that nothing is
    taken over that somebody else changed meanwhile.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    facts = roster_facts(work, first, end)
    wanted = set(plan)
    now = {(place.shift_id, place.volunteer_id): place for place in facts.places}
    pinned = {pair for pair, place in now.items() if place.pinned}
    wanted |= pinned
    _refuse_blocks(facts, wanted)
    off = sorted(set(now) - wanted)
    on = sorted(wanted - set(now))
    for pair in off:
        work.update(assignment, now[pair].assignment_id or 0, status=AssignmentStatus.REMOVED, reason=source)
    for shift_id, volunteer_id in on:
        _place(work, shift_id, volunteer_id, AssignmentRole.MEMBER, source)
    work.record("roster.adopt", "shift", None, first=first.isoformat(), put_on=len(on), taken_off=len(off))
    return Adopted(tuple(on), tuple(off))


def swap(work: Work, shift_id: int, volunteer_id: int, other: int, reason: str) -> None:
    """Put somebody else in a place (替班), with the reason.  Raises Invalid when they are not on it or a block stands.

    The one who goes stays on the record of the shift as excused.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = work.row(
        sa.select(assignment).where(
            assignment.c.shift_id == shift_id,
            assignment.c.volunteer_id == volunteer_id,
            assignment.c.center_id == work.center_id,
            assignment.c.status.in_(sorted(HOLDS_PLACE)),
        )
    )
    if row is None:
        raise Invalid(Problem("volunteer_id", "roster.not_on_it"))
    if not reason.strip():
        raise Invalid(Problem("reason", "volunteers.reason_missing"))
    work.update(assignment, row.id, status=AssignmentStatus.EXCUSED, reason=reason.strip())
    facts = _around(work, shift_id)
    board = Board(facts)
    found = about_place(board, board.shifts[shift_id], board.people[other])
    if blocked(found):
        raise Invalid(
            *(Problem("other", each.code, each.params) for each in found if each.level is Level.BLOCK)
        )
    _place(work, shift_id, other, row.role, "swap")
    work.record("roster.swap", "shift", shift_id, gone=volunteer_id, come=other, reason=reason.strip())


def _around(work: Work, shift_id: int) -> Facts:
    starts = stored_shift(work, shift_id).starts.date()
    return roster_facts(work, starts - timedelta(days=7), starts + timedelta(days=8), on=starts)


def _refuse_blocks(facts: Facts, wanted: set[tuple[int, int]]) -> None:
    board = Board(facts.with_places(PlaceFact(*pair) for pair in sorted(wanted)))
    problems = [
        Problem("plan", finding.code, finding.params)
        for shift_id, volunteer_id in sorted(wanted)
        if shift_id in board.shifts and volunteer_id in board.people
        for finding in about_place(board, board.shifts[shift_id], board.people[volunteer_id])
        if finding.level is Level.BLOCK
    ]
    problems += [
        Problem("plan", "volunteers.shift_full", {"most": shift.maximum})
        for shift in _over(board.facts.shifts, board)
    ]
    if problems:
        raise Invalid(*problems)


def _over(shifts: Sequence[ShiftFact], board: Board) -> list[ShiftFact]:
    return [shift for shift in shifts if len(board.on[shift.shift_id]) > shift.maximum]


def _place(work: Work, shift_id: int, volunteer_id: int, role: AssignmentRole, source: str) -> None:
    """A place given, or one that was given up taken again."""
    again = work.execute(
        assignment.update()
        .where(assignment.c.shift_id == shift_id, assignment.c.volunteer_id == volunteer_id)
        .values(status=AssignmentStatus.PLANNED, role=role, source=source, reason="", published_at=None)
    )
    if again.rowcount == 0:
        work.insert(assignment, shift_id=shift_id, volunteer_id=volunteer_id, role=role, source=source)
