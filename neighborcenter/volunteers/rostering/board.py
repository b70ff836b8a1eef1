"""The roster as it stands, with an index, and what a rule may have to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.facts import Facts, Rule, ShiftFact

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

    def rule(self, kind: RuleKind) -> Rule | None:
        """The first rule of a kind."""
        return next((rule for rule in self.facts.rules if rule.kind is kind), None)
