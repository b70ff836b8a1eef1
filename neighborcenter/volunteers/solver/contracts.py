"""Everybody's network: people with the same rules share one; what would make one too large becomes a row.

A limit over fixed days is a sum over slots, so it can be kept by the master as a row of its person's own instead
of by the network. The bound stays true, it is only a little weaker; plans are then checked one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.counters import amount
from neighborcenter.volunteers.solver.network import Network, TooLarge, build_network, contract
from neighborcenter.volunteers.solver.pricing import Pricer
from neighborcenter.volunteers.solver.problem import Impossible, Limit, Measure, Person

MOST_A_DAY = 60_000  # states of one network on one day, before those that are alike are made one
MOST_IN_ALL = 4_000_000  # the same over all days


@dataclass(slots=True)
class OwnRow:
    """A limit of one person kept by the master: what each slot adds to it."""

    person: int
    limit: Limit
    amounts: Floats


@dataclass(slots=True)
class Networks:
    """The networks, the limits they leave to the master, and smaller networks of plans that keep those too."""

    each: list[Network] = field(default_factory=list)
    paced: list[Network] = field(default_factory=list)
    own_rows: list[OwnRow] = field(default_factory=list)

    @property
    def keeping(self) -> list[Network]:
        """For each person a network all of whose plans keep every limit: `each`, or the paced one."""
        paced = {person for network in self.paced for person in network.people}
        return [network for network in self.each if not paced & set(network.people)] + self.paced


def networks_of(made: Compiled, halt: Callable[[], bool] = lambda: False) -> Networks:
    """Build them all; raises `Impossible`."""
    shared: dict[tuple[object, ...], list[int]] = {}
    for number, person in enumerate(made.problem.people):
        shared.setdefault(contract(person, made.problem.days), []).append(number)
    found, hopeless = Networks(), []
    for people in shared.values():
        for own in _worth_sharing(made, people):
            network = _build(made, own, found, halt)
            if network is None:
                hopeless += own
            else:
                network.people = own
                found.each.append(network)
    if hopeless:
        raise Impossible(tuple(made.problem.people[number].id for number in sorted(hopeless)))
    return found


def _worth_sharing(made: Compiled, people: list[int]) -> list[list[int]]:
    """Together where most of what one may do the others may too; each alone where their offers differ."""
    together = made.eligible[people].any(axis=0).sum() * len(people)
    apart = int(made.eligible[people].sum())
    return [people] if apart * 3 >= together else [[person] for person in people]


def _build(made: Compiled, people: list[int], found: Networks, halt: Callable[[], bool]) -> Network | None:
    person = made.problem.people[people[0]]
    usable = [
        frozenset(slot for slot in made.slots_of_day[day] if made.eligible[people, slot].any())
        for day in range(made.problem.days)
    ]
    left = [limit for limit in person.limits if _movable(limit) and _width(made, limit) > 1]
    moved: list[Limit] = []
    while _estimate(made, person, moved) > min(MOST_A_DAY, MOST_IN_ALL // made.problem.days) and left:
        moved.append(left.pop(_next(made, left)))
    while True:
        try:
            network = build_network(made, person, usable, moved, halt=halt)
            break
        except TooLarge:
            if not left:
                raise
            moved.append(left.pop(_next(made, left)))
    if moved and network is not None:
        found.paced += _paced(made, people, usable, halt)
    for number in people:
        found.own_rows += [_own_row(made, number, limit) for limit in moved]
    return network


def _paced(
    made: Compiled, people: list[int], usable: list[frozenset[int]], halt: Callable[[], bool]
) -> list[Network]:
    """Networks of plans at an even pace; with a wider pace for those whose days off leave them none."""
    found, left = [], people
    for pace in (1, 2, 4, 8, 16):
        network = build_network(made, made.problem.people[left[0]], usable, paced=pace, halt=halt)
        if network is None:
            continue
        network.people = left
        least, _plans = Pricer(made, [network]).best(made.wishes, np.full(len(made.problem.people), -np.inf))
        network.people = [person for person in left if np.isfinite(least[person])]
        if network.people:
            found.append(network)
        left = [person for person in left if not np.isfinite(least[person])]
        if not left:
            return found
    raise TooLarge


def _movable(limit: Limit) -> bool:
    additive = limit.measure in (Measure.MINUTES, Measure.SHIFTS, Measure.NIGHTS)
    hard = limit.below is None and limit.above is None
    return additive and hard and limit.window is None and (limit.most > 0 or limit.least > 0)


def _next(made: Compiled, limits: list[Limit]) -> int:
    """The next to move: kinds of shift first (they bind least), the longest sums first."""
    return max(range(len(limits)), key=lambda n: (bool(limits[n].kinds), _width(made, limits[n]), -n))


def _width(made: Compiled, limit: Limit) -> int:
    """How many sums a limit must tell apart."""
    slots = [slot for slot in made.problem.slots if not limit.kinds or slot.kind in limit.kinds]
    steps = {amount(limit, [slot]) for slot in slots} - {0}
    if not steps:
        return 1
    unit = int(np.gcd.reduce(list(steps)))
    days = min(limit.last, made.problem.days - 1) - max(0, limit.first) + 1
    most = days * max(steps)
    return (min(limit.most, most) // unit) + 1 if limit.most < most or limit.least > 0 else 1


def _estimate(made: Compiled, person: Person, moved: list[Limit]) -> float:
    """Roughly how many states one day may have."""
    total = 4.0 * (min(person.max_run, 7) + min(person.min_rest_run, 7))
    for limit in person.limits:
        if limit in moved or limit.window:
            continue
        if limit.measure is Measure.WEEKENDS:
            total *= min(limit.most, made.problem.days // 7) + 1
        elif limit.most > 0 or limit.least > 0:
            total *= _width(made, limit)
    return total


def _own_row(made: Compiled, person: int, limit: Limit) -> OwnRow:
    amounts = [
        amount(limit, [slot]) if limit.first <= slot.day <= limit.last else 0 for slot in made.problem.slots
    ]
    return OwnRow(person, limit, np.array(amounts, dtype=float))
