"""Who could fill a gap, best first, each with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.volunteers.kinds import AvailabilityKind
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.board import Board, Finding
from neighborcenter.volunteers.rostering.checks import about_place, blocked
from neighborcenter.volunteers.rostering.facts import PersonFact, ShiftFact


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could stand on a shift.

    `load` are shifts in the range and the three months before, against which `share` (what they offered) weighs.
    `possible` is false when a block stands against it; `findings` say everything.
    """

    volunteer_id: int
    name: str
    possible: bool
    skilled: bool
    wishes: bool
    load: int
    findings: tuple[Finding, ...]


def candidates(board: Board, shift: ShiftFact) -> list[Candidate]:
    """Everybody not on the shift: possible before impossible, unwarned before warned, skilled, wishing, least served."""
    on_it = set(board.on[shift.shift_id])
    found = [
        _candidate(board, shift, person) for person in board.facts.people if person.volunteer_id not in on_it
    ]
    return sorted(found, key=_rank)


def smallest_change(board: Board, shift: ShiftFact) -> Candidate | None:
    """When nobody is possible: the one against whom the fewest blocks stand."""
    found = [each for each in candidates(board, shift) if not each.possible]
    return min(found, key=lambda each: (_blocks(each), each.load), default=None)


def _candidate(board: Board, shift: ShiftFact, person: PersonFact) -> Candidate:
    findings = tuple(about_place(board, shift, person))
    wishes = any(
        each.kind is AvailabilityKind.WISH and (each.day == shift.day or each.weekday == shift.day.weekday())
        for each in person.stretches
    )
    return Candidate(
        person.volunteer_id,
        person.name,
        not blocked(findings),
        all(person.holds(skill, shift.day) for skill in shift.skills),
        wishes,
        len(board.works[person.volunteer_id]) + person.served,
        findings,
    )


def _rank(each: Candidate) -> tuple[object, ...]:
    warned = sum(finding.level is Level.WARN for finding in each.findings)
    return (not each.possible, _blocks(each), warned, not each.skilled, not each.wishes, each.load, each.name)


def _blocks(each: Candidate) -> int:
    return sum(finding.level is Level.BLOCK for finding in each.findings)
