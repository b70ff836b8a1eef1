"""What every crew of a slot holds, as rows of sums: a lead and a beginner by halves are no crew of one.

Rules of company say who may stand beside whom in numbers that mixtures keep more easily than people do: half of
somebody experienced beside half a beginner keeps them in a place for one, and no crew of one does. Here all crews
that a slot allows are counted by the kinds of people in them, and whatever part every crew must hold is asked of
the mixture: "whoever comes alone is experienced". The bound comes nearer to what people can do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.problem import Tie

MOST_KINDS = 5
MOST_CREWS = 2_000  # of one slot

Kind = tuple[int, ...]  # what one person adds to each tie of a slot
Crew = tuple[int, ...]  # so many of each kind
Kinds = dict[Kind, list[int]]  # and who they are


@dataclass(frozen=True, slots=True)
class Line:
    """`at_wanted` people in a crew as large as wanted; a straight line to larger and smaller ones.

    `fewer`: how many less for each one missing down to the least; `short`: for each one missing below it; `over`:
    how many more for each one too many.
    """

    at_wanted: float
    fewer: float
    short: float
    over: float

    def as_high(self, other: "Line") -> bool:
        """Whether it asks for no fewer people than another at any size."""
        flatter = self.fewer <= other.fewer and self.short <= other.short
        return self.at_wanted >= other.at_wanted and flatter and self.over >= other.over


@dataclass(frozen=True, slots=True)
class Share:
    """At least so many of these people serve in every crew of a slot."""

    slot: int
    people: tuple[int, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class _Terms:
    """All that says which crews there are: of how many, of which kinds, and what the ties allow."""

    least: int
    wanted: int
    most: int
    kinds: tuple[Kind, ...]
    there: Crew
    limits: tuple[tuple[int, int], ...]


def shares_of(made: Compiled) -> Iterator[Share]:
    """What every crew of each slot holds, where its ties ask for company."""
    ties: dict[int, list[Tie]] = {}
    for tie in made.problem.ties:
        hard = tie.below is None and tie.above is None
        if hard and len({term.slot for term in tie.terms}) == 1:
            ties.setdefault(made.slot_index[tie.terms[0].slot], []).append(tie)
    parts = lru_cache(maxsize=1_000)(_parts)  # many slots ask the same
    for slot, own in ties.items():
        asked = made.problem.slots[slot]
        if asked.most is None or not asked.wanted:
            continue
        told, kinds = _kinds(made, slot, own)
        if len(kinds) < 2:
            continue
        there = tuple(min(len(people), asked.most) for people in kinds.values())
        limits = tuple((tie.least, tie.most) for tie in told)
        terms = _Terms(asked.least, asked.wanted, asked.most, tuple(kinds), there, limits)
        for chosen, line in parts(terms):
            yield Share(slot, tuple(person for kind in chosen for person in kinds[kind]), line)


def _kinds(made: Compiled, slot: int, ties: Sequence[Tie]) -> tuple[list[Tie], Kinds]:
    """Those who may serve here, by what they add to each tie; ties that would make too many kinds are left out."""
    told: list[Tie] = []
    adds: dict[int, Kind] = dict.fromkeys(np.flatnonzero(made.eligible[:, slot]).tolist(), ())
    for tie in sorted(ties, key=lambda tie: -len(tie.terms)):
        own: dict[int, int] = {}
        for term in tie.terms:
            person = made.person_index[term.person]
            own[person] = own.get(person, 0) + term.factor
        wider = {person: (*kind, own.get(person, 0)) for person, kind in adds.items()}
        if len(set(wider.values())) <= MOST_KINDS:
            told, adds = [*told, tie], wider
    kinds: Kinds = {}
    for person, kind in adds.items():
        kinds.setdefault(kind, []).append(person)
    return told, kinds


def _parts(terms: _Terms) -> list[tuple[tuple[Kind, ...], Line]]:
    """Kinds of whom every crew holds some, and how many: the smallest groups that say as much."""
    crews = _crews(terms)
    found: list[tuple[tuple[Kind, ...], Line]] = []
    for size in range(1, len(terms.kinds)):
        for places in combinations(range(len(terms.kinds)), size):
            fewest = [np.inf] * (terms.most + 1)
            for crew in crews:
                fewest[sum(crew)] = min(fewest[sum(crew)], sum(crew[place] for place in places))
            line = _line(terms, fewest)
            chosen = tuple(terms.kinds[place] for place in places)
            if line and not any(set(other) <= set(chosen) and known.as_high(line) for other, known in found):
                found.append((chosen, line))
    return found


def _crews(terms: _Terms) -> list[Crew]:
    """Every crew the ties allow; none where they are too many to count."""
    crews: list[Crew] = [()]
    for count in terms.there:
        crews = [(*crew, more) for crew in crews for more in range(min(count, terms.most - sum(crew)) + 1)]
        if len(crews) > MOST_CREWS:
            return []
    sums = np.array(crews) @ np.array(terms.kinds)
    low, high = np.array(terms.limits).reshape(-1, 2).T
    kept = ((sums >= low) & (sums <= high)).all(axis=1)
    return [crew for crew, good in zip(crews, kept.tolist(), strict=True) if good]


def _line(terms: _Terms, fewest: Sequence[float]) -> Line | None:
    """The line through the wanted size that nowhere asks for more than the fewest in a crew of that size."""
    wanted, room = fewest[terms.wanted], terms.most - terms.wanted
    if not 0 < wanted < np.inf:
        return None
    free = terms.wanted - terms.least
    fewer = max([0.0, *((wanted - fewest[terms.wanted - gap]) / gap for gap in range(1, free + 1))])
    lowest = wanted - free * fewer
    short = max([0.0, *((lowest - fewest[terms.least - gap]) / gap for gap in range(1, terms.least + 1))])
    over = min([wanted, *((fewest[terms.wanted + gap] - wanted) / gap for gap in range(1, room + 1))])
    return Line(wanted, fewer, short, over)
