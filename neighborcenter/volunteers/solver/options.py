"""What a person may do on one day: nothing, one slot, or several that fit together; grouped by what it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.counters import amount
from neighborcenter.volunteers.solver.problem import Limit, Person, Slot

Tail = tuple[frozenset[int], ...]  # slots no longer possible tomorrow, the day after, ...


@dataclass(frozen=True, slots=True)
class Group:
    """Options of one day that differ in nothing a rule can see; only the cheapest of them matters."""

    options: tuple[tuple[int, ...], ...]
    adds: tuple[int, ...]  # to each limit
    nights: int
    forbids: Tail
    allowed: tuple[bool, ...]  # for each tail alive this morning

    @property
    def works(self) -> bool:
        """Whether it is a day worked."""
        return bool(self.options[0])


def combinations(made: Compiled, person: Person, usable: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every set of today's usable slots this person may work together, in the order they begin."""
    slots = made.problem.slots
    # With one shift a day `compiled` sees to the pins, so that people with different ones may share a network.
    pinned = {index for index in usable if person.shifts_a_day > 1 and slots[index].id in person.pinned}
    daily = [limit for limit in person.limits if limit.window == 1 and limit.above is None]

    def grow(chosen: tuple[int, ...], start: int) -> Iterator[tuple[int, ...]]:
        if chosen and pinned <= set(chosen):
            yield chosen
        if len(chosen) == person.shifts_a_day:
            return
        for place in range(start, len(usable)):
            index = usable[place]
            if any(index in made.clashes[other] for other in chosen):
                continue
            wider = (*chosen, index)
            if all(amount(limit, [slots[one] for one in wider]) <= limit.most for limit in daily):
                yield from grow(wider, place + 1)

    yield from grow((), 0)


def groups_of(
    made: Compiled,
    options: Sequence[tuple[int, ...]],
    limits: Sequence[Limit],
    tails: Sequence[Tail],
    reach: int,
    usable: Sequence[frozenset[int]],
    day: int,
) -> list[Group]:
    """The options of a day by what they lead to. `usable`: the slots of each day this network knows at all."""
    slots, ahead = made.problem.slots, min(reach, len(usable) - 1 - day)
    known = [adds_of(made, limit) for limit in limits]
    found: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for option in options:
        own = [slots[index] for index in option]
        adds = tuple([own[option] for own in known])
        forbids: Tail = ()
        if option and reach:
            clashing = made.clashes[option[0]].union(*(made.clashes[index] for index in option[1:]))
            forbids = trim([usable[day + gap] & clashing for gap in range(1, ahead + 1)])
        chosen = set(option)
        allowed = tuple([not tail or chosen.isdisjoint(tail[0]) for tail in tails])
        key = (bool(option), adds, int(any(slot.night for slot in own)), forbids, allowed)
        found.setdefault(key, []).append(option)
    return [
        Group(tuple(members), adds, nights, forbids, allowed)  # type: ignore[arg-type]
        for (_works, adds, nights, forbids, allowed), members in found.items()
    ]


class Adds(dict[tuple[int, ...], int]):
    """What options add to a limit: reckoned once, since everybody has limits of the same few kinds."""

    def __init__(self, slots: Sequence[Slot], limit: Limit) -> None:
        self._slots, self._limit = slots, limit

    def __missing__(self, option: tuple[int, ...]) -> int:
        added = self[option] = amount(self._limit, [self._slots[index] for index in option])
        return added


def adds_of(made: Compiled, limit: Limit) -> dict[tuple[int, ...], int]:
    """What each option adds to a limit."""
    key = (limit.measure, limit.kinds)
    if key not in made.adds:
        made.adds[key] = Adds(made.problem.slots, limit)
    return made.adds[key]


def trim(sets: Sequence[frozenset[int]]) -> Tail:
    """Without the empty days at its end, so that equal tails are equal."""
    kept = list(sets)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def join(old: Tail, new: Tail) -> Tail:
    """What is forbidden from tomorrow on, after a day that adds `new` to what `old` already forbade."""
    rest = old[1:]
    longest = max(len(rest), len(new))
    empty: frozenset[int] = frozenset()
    return trim(
        [
            (rest[gap] if gap < len(rest) else empty) | (new[gap] if gap < len(new) else empty)
            for gap in range(longest)
        ]
    )
