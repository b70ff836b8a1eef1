"""Who can never serve in a slot, because the company their rules ask for does not fit into it beside them.

Two beginners who always come together need two experienced people: a slot for three is none for them. No roster
has such a cell, but a mixture has, half of everybody at a time; so it is closed before anything is priced.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.problem import FOREVER, Tie


@dataclass(frozen=True, slots=True)
class _Side:
    """A hard tie of one slot, each of its sides as "at least": what each person adds, what so many can add at most."""

    least: int
    adds: Mapping[int, int]
    most: Sequence[int]

    def kept(self, team: Collection[int], beside: int) -> bool:
        """Whether these people and the best company, so many of them, could keep it."""
        own = sum(self.adds.get(person, 0) for person in team)
        return own + self.most[min(beside, len(self.most) - 1)] >= self.least


def close_hopeless(made: Compiled) -> Compiled:
    """Close the slots that no roster can give somebody, and give it back; what is pinned stays."""
    people = made.problem.people
    ties: dict[int, list[Tie]] = {}
    for tie in made.problem.ties:
        if len({term.slot for term in tie.terms}) == 1:
            ties.setdefault(made.slot_index[tie.terms[0].slot], []).append(tie)
    for slot, own in ties.items():
        name = made.problem.slots[slot].id
        while True:
            alone = [person for person in _alone(made, slot, own) if name not in people[person].pinned]
            if not alone:
                break
            made.wishes[slot, alone] = np.inf
            made.eligible[alone, slot] = False
    return made


def _alone(made: Compiled, slot: int, ties: Sequence[Tie]) -> list[int]:
    """Who would break a tie of this slot, whoever else came."""
    sides = [side for tie in ties for side in _sides(made, slot, tie)]
    room = made.problem.slots[slot].most
    found = []
    for person, team in _teams(made, slot, ties).items():
        beside = (FOREVER if room is None else room) - len(team)
        if beside < 0 or not all(side.kept(team, beside) for side in sides):
            found.append(person)
    return found


def _sides(made: Compiled, slot: int, tie: Tie) -> list[_Side]:
    signs = [(1, tie.least, tie.below), (-1, -tie.most, tie.above)]
    found = []
    for sign, least, price in signs:
        if price is not None or least <= -FOREVER:
            continue
        adds: dict[int, int] = {}
        for term in tie.terms:
            person = made.person_index[term.person]
            if made.eligible[person, slot]:
                adds[person] = adds.get(person, 0) + sign * term.factor
        best = sorted((each for each in adds.values() if each > 0), reverse=True)
        found.append(_Side(least, adds, [0, *accumulate(best)]))
    return found


def _teams(made: Compiled, slot: int, ties: Sequence[Tie]) -> dict[int, set[int]]:
    """Everybody a tie names who may still serve here, with those who serve here whenever they do."""
    everybody = {made.person_index[term.person] for tie in ties for term in tie.terms}
    team = {person: {person} for person in everybody if made.eligible[person, slot]}
    for tie in ties:
        if not tie.all_or_none:
            continue
        one, other = (made.person_index[term.person] for term in tie.terms)
        if one in team and other in team:
            team[one] |= team[other]
            for person in team[one]:
                team[person] = team[one]
    return team
