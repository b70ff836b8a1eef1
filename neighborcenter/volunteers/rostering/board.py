"""The roster as it stands, with an index, and what a rule may have to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, Rule, ShiftFact

Said = list[tuple[str, Mapping[str, object]]]
"""Sentences of one rule: code and values."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule has to say: how hard, which sentence with which values, about whom and which shift."""

    level: Level
    code: str
    shift_id: int | None = None
    volunteer_id: int | None = None
    params: Mapping[str, object] = field(default_factory=dict)


class Board:
    """The facts with an index: who is on what, and what everybody works, in order of time."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.shifts = {each.shift_id: each for each in facts.shifts}
        self.people = {each.volunteer_id: each for each in facts.people}
        self.works: dict[int, list[ShiftFact]] = {ref: [] for ref in self.people}
        self.on: dict[int, list[int]] = {ref: [] for ref in self.shifts}
        self.instead = alternatives(facts)
        for place in facts.places:
            self.put(place.shift_id, place.volunteer_id)

    def put(self, shift_id: int, volunteer_id: int) -> None:
        """Put somebody on a shift."""
        if shift_id in self.shifts and volunteer_id in self.people:
            self.on[shift_id].append(volunteer_id)
            self.works[volunteer_id].append(self.shifts[shift_id])
            self.works[volunteer_id].sort(key=lambda each: each.starts)

    def take_off(self, shift_id: int, volunteer_id: int) -> None:
        """Take somebody off a shift."""
        self.on[shift_id].remove(volunteer_id)
        self.works[volunteer_id].remove(self.shifts[shift_id])

    def missing(self, shift: ShiftFact) -> int:
        """How many people are wanted still; nobody where the other post of an either-or stands ready."""
        if not self.on[shift.shift_id] and self.runs_instead(shift) is not None:
            return 0
        return max(0, shift.wanted - len(self.on[shift.shift_id]))

    def runs_instead(self, shift: ShiftFact) -> ShiftFact | None:
        """The shift of the other post of an either-or, when somebody is on it and nobody is missing there."""
        other = self.shifts.get(self.instead.get(shift.shift_id, 0))
        if other is None or len(self.on[other.shift_id]) < max(1, other.minimum):
            return None
        return other

    def rule(self, kind: RuleKind) -> Rule | None:
        """The first rule of a kind."""
        return next((rule for rule in self.facts.rules if rule.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Case:
    """One person on one shift before one rule; `row` is everything they work, the shift among it, in order."""

    board: Board
    rule: Rule
    shift: ShiftFact
    person: PersonFact
    row: Sequence[ShiftFact]


def alternatives(facts: Facts) -> dict[int, int]:
    """Shift -> the shift of the other post that may run instead, both ways; each has at most one."""
    found: dict[int, int] = {}
    for rule in facts.rules:
        if rule.kind is not RuleKind.EITHER:
            continue
        others = [each for each in facts.shifts if each.post_id == rule.other_post_id]
        for shift in facts.shifts:
            if shift.post_id != rule.post_id or shift.shift_id in found:
                continue
            free = (
                each for each in others
                if each.shift_id not in found and each.starts < shift.ends and each.ends > shift.starts
            )  # fmt: skip
            other = next(free, None)
            if other is not None:
                found[shift.shift_id], found[other.shift_id] = other.shift_id, shift.shift_id
    return found
