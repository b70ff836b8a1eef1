"""A proposal by one key: the engine's answer in the roster's own words.

The answer is held against the sentences of the rules (`checks`) before anybody sees it, and every empty place is
explained by them, not by the engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.board import Board, Finding
from neighborcenter.volunteers.rostering.building import holds, places_of, problem_of
from neighborcenter.volunteers.rostering.candidates import Candidate, candidates
from neighborcenter.volunteers.rostering.checks import findings
from neighborcenter.volunteers.rostering.facts import Facts, PlaceFact
from neighborcenter.volunteers.rostering.ties import shares
from neighborcenter.volunteers.solver.problem import Plans, Span
from neighborcenter.volunteers.solver.roster import Progress, Roster, Stop
from neighborcenter.volunteers.solver.worker import solve_in_process


class Broken(RuntimeError):
    """The engine's answer breaks a block: a fault of ours, and never shown as a roster."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A shift with fewer people than wanted: how many, why each of the others is not there, and who is nearest.

    `nearest` is possible when only its cost keeps somebody away; else the one with the fewest blocks.
    """

    shift_id: int
    missing: int
    below_minimum: bool
    reasons: tuple[Candidate, ...]
    nearest: Candidate | None


@dataclass(frozen=True, slots=True)
class Share:
    """One bar of fairness: shifts served lately and in the range, before and after, and the fair share."""

    volunteer_id: int
    name: str
    before: int
    after: int
    fair: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A roster proposed: (shift, volunteer) pairs, how good it is, what stayed empty and why.

    `proved`: no better roster exists; else at most `better` (0.02 is two in a hundred of all
    that is asked, see `Roster.better`) is possible.
    """

    pairs: tuple[tuple[int, int], ...]
    put_on: tuple[tuple[int, int], ...]
    taken_off: tuple[tuple[int, int], ...]
    cost: int
    bound: int
    proved: bool
    better: float
    seconds: float
    gaps: tuple[Gap, ...]
    shares: tuple[Share, ...]
    warnings: tuple[Finding, ...] = ()


def propose(
    facts: Facts,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    on_progress: Progress | None = None,
    should_stop: Stop | None = None,
) -> Proposal:
    """Fill the range as well as it can be filled; pinned places stay.

    Runs in a process of its own.  The same facts and seed give the same roster unless the time ended it.
    Raises Impossible when pinned places break the rules, WorkerLost when the process died.
    """
    problem = problem_of(facts)
    roster = solve_in_process(
        problem, seconds, seed=seed, start=_plans(facts), on_progress=on_progress, should_stop=should_stop
    )
    return _answer(facts, roster)


def repair(
    facts: Facts,
    absent: Iterable[tuple[int, int]],
    *,
    seconds: float = 2.5,
    seed: int = 1,
    on_progress: Progress | None = None,
    should_stop: Stop | None = None,
) -> Proposal:
    """The roster nearest to the present one without these (shift, volunteer) places: after a sick call.

    Everybody else's place has a price on being changed, so that as few people as possible must be told.
    """
    from neighborcenter.volunteers.solver.repair import staying  # noqa: PLC0415 - brings the engine with it

    gone = set(absent)
    problem = problem_of(facts)
    spans: dict[str, list[Span]] = {}
    slots = {slot.id: slot for slot in problem.slots}
    for shift_id, volunteer_id in gone:
        slot = slots[str(shift_id)]
        spans.setdefault(str(volunteer_id), []).append(Span(slot.begins, slot.ends))
    plans = _plans(facts)
    changed = staying(problem, plans, spans, 0, 200)
    start = {
        person: frozenset(slot for slot in held if (int(slot), int(person)) not in gone)
        for person, held in plans.items()
    }
    roster = solve_in_process(
        changed, seconds, seed=seed, start=start, on_progress=on_progress, should_stop=should_stop
    )
    return _answer(facts, roster)


def gaps_of(board: Board) -> tuple[Gap, ...]:
    """Every shift short of people, with the reason for everybody who is not on it."""
    found = []
    for shift in board.facts.shifts:
        missing = board.missing(shift)
        if missing > 0:
            ranked = candidates(board, shift)
            below = len(board.on[shift.shift_id]) < shift.minimum
            found.append(Gap(shift.shift_id, missing, below, tuple(ranked), ranked[0] if ranked else None))
    return tuple(found)


def fairness(before: Facts, after: Board) -> tuple[Share, ...]:
    """Everybody's load before and after, against the fair share."""
    now = Board(before)
    fair = shares(before)
    return tuple(
        Share(
            person.volunteer_id,
            person.name,
            person.served + len(now.works[person.volunteer_id]),
            person.served + len(after.works[person.volunteer_id]),
            fair[person.volunteer_id],
        )
        for person in before.people
    )


def _answer(facts: Facts, roster: Roster) -> Proposal:
    pairs = places_of(roster.plans)
    if not holds(facts, pairs):
        raise Broken("a proposed place breaks a block")
    kept = {(place.shift_id, place.volunteer_id): place for place in facts.places}
    after = Board(facts.with_places(kept.get(pair, PlaceFact(*pair)) for pair in pairs))
    before = set(kept)
    return Proposal(
        tuple(pairs),
        tuple(sorted(set(pairs) - before)),
        tuple(sorted(before - set(pairs))),
        roster.objective,
        roster.bound,
        roster.proved,
        roster.better,
        roster.seconds,
        gaps_of(after),
        fairness(facts, after),
        tuple(_warnings(after)),
    )


def _warnings(board: Board) -> list[Finding]:

    return [each for each in findings(board) if each.level is Level.WARN]


def _plans(facts: Facts) -> Plans:
    plans: dict[str, set[str]] = {str(person.volunteer_id): set() for person in facts.people}
    for place in facts.places:
        plans.setdefault(str(place.volunteer_id), set()).add(str(place.shift_id))
    return {person: frozenset(held) for person, held in plans.items()}
