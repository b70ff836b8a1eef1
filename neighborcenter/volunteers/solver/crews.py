"""What every crew of a slot holds, as rows of sums: a lead and a beginner by halves are no crew of one.

Rules of company say who may stand beside whom in numbers that mixtures keep more easily than people do: half of
somebody experienced beside half a beginner keeps them in a place for one, and no crew of one does. Here all crews
that a slot allows are counted by the kinds of people in them, and whatever part every crew must hold is asked of
the mixture: "whoever comes alone is experienced". The bound comes nearer to what people can do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.problem import FOREVER, Slot, Tie

FEWEST = 4  # people whom a tie must name to count; what names two or three says nothing of kinds
MOST_KINDS = 5
MOST_CREWS = 2_000  # of one slot

Kind = tuple[int, ...]  # what one person adds to each tie of a slot
Numbers = tuple[int, ...]  # of each kind


@dataclass(frozen=True, slots=True)
class Share:
    """So many of these people serve in every crew of a slot that is as large as wanted.

    `fewer`: how many less for each one missing down to the least; `short`: for each one missing below it;
    `over`: how many more for each one too many.
    """

    people: frozenset[int]
    at_wanted: float
    fewer: float
    short: float
    over: float


def shares_of(made: Compiled) -> Iterator[tuple[int, Share]]:
    """What every crew of each slot holds, where its ties ask for company."""
    ties: dict[int, list[Tie]] = {}
    for tie in made.problem.ties:
        hard = tie.below is None and tie.above is None
        if hard and len(tie.terms) >= FEWEST and len({term.slot for term in tie.terms}) == 1:
            ties.setdefault(made.slot_index[tie.terms[0].slot], []).append(tie)
    for slot, own in ties.items():
        kinds = _kinds(made, slot, own)
        if len(kinds) <= MOST_KINDS:
            for chosen, numbers in _parts(made.problem.slots[slot], kinds, own):
                people = frozenset[int]().union(*(kinds[kind] for kind in chosen))
                yield slot, Share(people, *numbers)


def _kinds(made: Compiled, slot: int, ties: Sequence[Tie]) -> dict[Kind, frozenset[int]]:
    """Those who may serve here, by what they add to each tie."""
    adds = np.zeros((len(made.problem.people), len(ties)), dtype=np.int64)
    for number, tie in enumerate(ties):
        for term in tie.terms:
            adds[made.person_index[term.person], number] += term.factor
    found: dict[Kind, list[int]] = {}
    for person in np.flatnonzero(made.eligible[:, slot]).tolist():
        found.setdefault(tuple(adds[person].tolist()), []).append(person)
    return {kind: frozenset(found[kind]) for kind in sorted(found)}


def _parts(
    slot: Slot, kinds: Mapping[Kind, frozenset[int]], ties: Sequence[Tie]
) -> list[tuple[tuple[Kind, ...], tuple[float, float, float, float]]]:
    """Kinds of whom every crew holds some, and in which numbers: the smallest groups that say as much."""
    if slot.most is None or not 0 < slot.wanted:
        return []
    there = tuple(min(len(people), slot.most) for people in kinds.values())
    limits = tuple((max(tie.least, -FOREVER), min(tie.most, FOREVER)) for tie in ties)
    crews = _crews(tuple(kinds), there, limits, slot.most)
    found: list[tuple[tuple[Kind, ...], tuple[float, float, float, float]]] = []
    for size in range(1, len(kinds)):
        for places in combinations(range(len(kinds)), size):
            least = [np.inf] * (slot.most + 1)
            for crew in crews:
                total = sum(crew)
                least[total] = min(least[total], sum(crew[place] for place in places))
            numbers = _straight(slot, least)
            chosen = tuple(list(kinds)[place] for place in places)
            if numbers is not None and not any(
                set(other) <= set(chosen) and _as_strong(known, numbers) for other, known in found
            ):
                found.append((chosen, numbers))
    return found


@lru_cache(maxsize=1_000)
def _crews(
    kinds: tuple[Kind, ...], there: Numbers, limits: tuple[tuple[int, int], ...], most: int
) -> tuple[Numbers, ...]:
    """Every crew the ties allow, by how many of each kind are in it; none where they are too many to count."""
    crews: list[Numbers] = [()]
    for count in there:
        crews = [(*crew, more) for crew in crews for more in range(min(count, most - sum(crew)) + 1)]
        if len(crews) > MOST_CREWS:
            return ()
    sums = np.array(crews) @ np.array(kinds).reshape(len(kinds), -1)
    low, high = np.array(limits).T
    kept = ((sums >= low) & (sums <= high)).all(axis=1)
    return tuple(crew for crew, good in zip(crews, kept.tolist(), strict=True) if good)


def _straight(slot: Slot, least: Sequence[float]) -> tuple[float, float, float, float] | None:
    """A sum that never asks for more than the `least` of each size of crew, and for all of it at the wanted one."""
    wanted = least[slot.wanted]
    if not 0 < wanted < np.inf:
        return None
    few = slot.wanted - slot.least
    fewer = max((wanted - least[slot.wanted - gap]) / gap for gap in range(1, few + 1)) if few else 0.0
    fewer = max(fewer, 0.0)
    lowest = wanted - few * fewer
    short = max(((lowest - least[slot.least - gap]) / gap for gap in range(1, slot.least + 1)), default=0.0)
    room = len(least) - 1 - slot.wanted
    over = min(((least[slot.wanted + gap] - wanted) / gap for gap in range(1, room + 1)), default=0.0)
    return wanted, fewer, max(short, 0.0), min(over, wanted)


def _as_strong(known: Sequence[float], other: Sequence[float]) -> bool:
    """Whether one sum asks for at least as much as another at every size."""
    at_wanted, fewer, short, over = (one - two for one, two in zip(known, other, strict=True))
    return at_wanted >= 0 and fewer <= 0 and short <= 0 and over >= 0
