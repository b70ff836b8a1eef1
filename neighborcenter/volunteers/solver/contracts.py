"""Everybody's network: people with the same rules share one; what would make one too large becomes a row.

Where leaving work away never breaks a rule (nobody must reach a least), the limits that need the most states are
simply not looked at, and a plan that breaks them is trimmed. Elsewhere a limit over fixed days, being a sum over
slots, is kept by the master as a row of its person's own, and a second network knows plans at an even pace only,
which keep it. Either way the bound stays true; it is only a little weaker.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from neighborcenter.volunteers.solver.checking import broken
from neighborcenter.volunteers.solver.compiled import Compiled, Floats, stands
from neighborcenter.volunteers.solver.counters import amount
from neighborcenter.volunteers.solver.network import (
    Network,
    TooLarge,
    build_network,
    contract,
    settled_network,
)
from neighborcenter.volunteers.solver.pricing import Pricer
from neighborcenter.volunteers.solver.problem import FOREVER, Impossible, Limit, Measure, Person
from neighborcenter.volunteers.solver.teams import teams_of

MOST_A_DAY = 60_000  # states of one network on one day, before those that are alike are made one
MOST_IN_ALL = 4_000_000  # the same over all days
MOST_TOGETHER = 20_000_000  # the same over everybody who has rules or offers of their own
MOST_TRIED, MOST_TRIED_IN_ALL = 150_000, 12_000_000  # the same where a network of every rule is tried first
HOPEFUL = 8  # so many times the states it has a network may seem to need
LEAST_A_DAY = 500  # states that each network may have on one day, however many networks there are
FEW = 30  # networks for which it is worth trying whether all limits fit


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
    trimmed: dict[int, list[Limit]] = field(default_factory=dict)  # person -> limits not looked at
    teams: list[Network] = field(default_factory=list)  # of people who have one plan together

    @property
    def states(self) -> int:
        """Nodes of the networks that bound."""
        return sum(network.states for network in self.each)

    @property
    def keeping(self) -> list[Network]:
        """For each person a network all of whose plans keep every limit: `each`, or the paced one."""
        paced = {person for network in self.paced for person in network.people}
        return [network for network in self.each if not paced & set(network.people)] + self.paced


def networks_of(made: Compiled, halt: Callable[[], bool] = lambda: False) -> Networks:
    """Build them all; raises `Impossible`."""
    shared: dict[tuple[object, ...], list[int]] = {}
    found, hopeless = Networks(teams=teams_of(made)), []
    for number, person in enumerate(made.problem.people):
        if stands(person, made.problem.days):
            found.each.append(settled_network(made, person))
        else:
            shared.setdefault(contract(person, made.problem.days), []).append(number)
    groups = [own for people in shared.values() for own in _worth_sharing(made, people)]
    most = min(
        MOST_A_DAY,
        MOST_IN_ALL // made.problem.days,
        MOST_TOGETHER // (made.problem.days * max(1, len(groups))),
    )
    heavy: dict[tuple[object, ...], list[int]] = {}
    amounts: dict[Limit, Floats] = {}
    for own in groups:
        moved = _to_move(made, own, max(most, LEAST_A_DAY))
        if moved and (network := _tried(made, own, halt)) is not None:
            network.people = own
            found.each.append(network)
            continue
        if moved:
            for limit in moved:
                if limit not in amounts:
                    amounts[limit] = _amounts(made, limit)
            for number in own:
                found.own_rows += [OwnRow(number, limit, amounts[limit]) for limit in moved]
                heavy.setdefault(_without(made, number, moved), []).append(number)
            continue
        network = _build(made, own, found, max(most, LEAST_A_DAY), len(groups) <= FEW, halt)
        if network is None:
            hopeless += own
        else:
            network.people = own
            found.each.append(network)
    for own in heavy.values():
        if not _build_heavy(made, own, found, halt):
            hopeless += own
    if hopeless:
        raise Impossible(tuple(made.problem.people[number].id for number in sorted(hopeless)))
    return found


def _worth_sharing(made: Compiled, people: list[int]) -> list[list[int]]:
    """Together where most of what one may do the others may too; each alone where their offers differ."""
    together = made.eligible[people].any(axis=0).sum() * len(people)
    apart = int(made.eligible[people].sum())
    return [people] if apart * 3 >= together else [[person] for person in people]


def _build(
    made: Compiled, people: list[int], found: Networks, most: int, few: bool, halt: Callable[[], bool]
) -> Network | None:
    person = made.problem.people[people[0]]
    known = usable(made, people)
    if _may_stay_away(made, people):
        if few and _estimate(made, person, []) < 200 * most:
            try:
                return build_network(made, person, known, most=most, halt=halt)
            except TooLarge:
                pass
        dropped = _to_drop(made, person, most)
        if dropped:
            found.trimmed.update((number, dropped) for number in people)
        return build_network(made, person, known, dropped, halt=halt)
    return build_network(made, person, known, halt=halt)


def usable(made: Compiled, people: list[int]) -> list[frozenset[int]]:
    """For each day the slots that any of them may work."""
    return [
        frozenset(slot for slot in today if made.eligible[people, slot].any()) for today in made.slots_of_day
    ]


def _to_drop(made: Compiled, person: Person, most: int) -> list[Limit]:
    """The limits to leave out until about so many states are left: only those that cost states."""
    left: dict[Family, list[Limit]] = {}
    for limit in sorted(filter(_blocks, person.limits), key=lambda one: _drop_order(made, one)):
        left.setdefault(_family(made, limit), []).append(limit)
    dropped: list[Limit] = []
    states = _estimate(made, person, dropped)
    for alike in left.values():
        fewer = _estimate(made, person, [*dropped, *alike])
        if states > most and fewer < states:
            dropped += alike
            states = fewer
    return dropped


def _tried(made: Compiled, people: list[int], halt: Callable[[], bool]) -> Network | None:
    """A network of every rule after all: sums of hours and nights that go together need far fewer states."""
    person, most = made.problem.people[people[0]], min(MOST_TRIED, MOST_TRIED_IN_ALL // made.problem.days)
    if _estimate(made, person, []) > HOPEFUL * most:
        return None
    try:
        return build_network(made, person, usable(made, people), most=most, halt=halt)
    except TooLarge:
        return None


def _to_move(made: Compiled, people: list[int], most: int) -> list[Limit]:
    """The limits that the master is to keep for people who must reach a least and so cannot be trimmed."""
    if _may_stay_away(made, people):
        return []
    person = made.problem.people[people[0]]
    left = [limit for limit in person.limits if _movable(limit) and _width(made, limit) > 1]
    moved: list[Limit] = []
    while _estimate(made, person, moved) > most and left:
        moved.append(left.pop(_next(made, left)))
    return moved


def _without(made: Compiled, number: int, moved: list[Limit]) -> tuple[object, ...]:
    """What people share who differ only in the limits on kinds of shift that were moved."""
    person = made.problem.people[number]
    kept = tuple(limit for limit in person.limits if limit not in moved)
    return (
        contract(replace(person, limits=kept), made.problem.days),
        tuple(limit for limit in moved if not limit.kinds),
    )


def _build_heavy(made: Compiled, people: list[int], found: Networks, halt: Callable[[], bool]) -> bool:
    """A network without the moved limits, which bounds, and one at an even pace, which keeps them."""
    rows = [row for row in found.own_rows if row.person in set(people)]
    known = usable(made, people)
    person = made.problem.people[people[0]]
    moved = [row.limit for row in rows if row.person == people[0]]
    kept = [limit for limit in person.limits if limit not in moved]
    network = build_network(made, replace(person, limits=tuple(kept)), known, halt=halt)
    if network is None:
        return False
    network.people = people
    found.each.append(network)
    whole = [limit for limit in moved if not limit.kinds]
    strict = replace(person, limits=(*kept, *whole, *_together([row.limit for row in rows])))
    found.paced += _paced(made, strict, people, known, halt)
    return True


def _together(limits: list[Limit]) -> list[Limit]:
    """The limits on kinds of shift, several kinds under one: stricter than asked, and far fewer states."""
    least: dict[frozenset[str], Limit] = {}
    for limit in limits:
        if limit.kinds and limit.most < least.get(limit.kinds, limit).most + 1:
            least[limit.kinds] = limit
    ordered = [least[kinds] for kinds in sorted(least, key=sorted)]
    if len(ordered) <= 2:
        return ordered
    halves = (ordered[::2], ordered[1::2])
    return [
        replace(
            half[0],
            kinds=frozenset().union(*(limit.kinds for limit in half)),
            most=min(limit.most for limit in half),
        )
        for half in halves
    ]


def _may_stay_away(made: Compiled, people: list[int]) -> bool:
    """Whether the rules of all of them allow working nothing but what is pinned."""
    problem = made.problem
    for number in people:
        person = problem.people[number]
        pinned = [problem.slots[made.slot_index[name]] for name in person.pinned]
        if any(broken(problem, person, pinned)):
            return False
    return True


def _blocks(limit: Limit) -> bool:
    return limit.above is None and limit.below is None and limit.least <= 0


def _drop_order(made: Compiled, limit: Limit) -> tuple[int, int]:
    """Rolling windows first (many states, seldom binding), the sum over everything last."""
    whole = limit.last - limit.first + 1 >= made.problem.days
    rank = 0 if limit.window else 1 if limit.measure is not Measure.MINUTES else 2
    return (rank + 2 * (whole and limit.measure is Measure.MINUTES), -_width(made, limit))


def _paced(
    made: Compiled, person: Person, people: list[int], known: list[frozenset[int]], halt: Callable[[], bool]
) -> list[Network]:
    """Networks of plans at an even pace; with a wider pace for those whose days off leave them none."""
    found, left = [], people
    for pace in (1, 2, 4, 8, 16):
        network = build_network(made, person, known, paced=pace, halt=halt)
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
    unit, highest = _steps(made, limit)
    if not unit:
        return 1
    days = min(limit.last, made.problem.days - 1) - max(0, limit.first) + 1
    most = days * highest
    if limit.above is not None:
        return most // unit + 1  # each one too many has its price
    binds = limit.most < most or limit.least > 0 or limit.below is not None
    return (min(limit.most, most) // unit) + 1 if binds else 1


def _steps(made: Compiled, limit: Limit) -> tuple[int, int]:
    """The unit of what slots add to a limit of this kind, and the most one adds."""
    key = (limit.measure, limit.kinds)
    if key not in made.steps:
        slots = made.problem.slots
        steps = {amount(limit, [slot]) for slot in slots} - {0}
        made.steps[key] = (int(np.gcd.reduce(list(steps))), max(steps)) if steps else (0, 0)
    return made.steps[key]


def _estimate(made: Compiled, person: Person, without: list[Limit]) -> float:
    """Roughly how many states one day may have: limits on the same sum count once, and a hard one cuts it short."""
    total = 3.0 * (min(person.max_run, 7) + min(person.min_rest_run, 7))
    hard: dict[Family, float] = {}
    soft: dict[Family, float] = {}
    for limit in person.limits:
        if limit in without:
            continue
        family = _family(made, limit)
        if limit.window:
            width = float(min(2 ** (limit.window - 1), 64)) * (2 if person.shifts_a_day > 1 else 1)
        elif limit.measure is Measure.WEEKENDS:
            width = float(min(limit.most, made.problem.days // 7)) + 1
        else:
            width = float(_width(made, limit)) if limit.most > 0 or limit.least > 0 else 1.0
        widths = hard if limit.above is None and limit.most < FOREVER else soft
        widths[family] = max(width, widths.get(family, 1.0))
    for width in {**soft, **hard}.values():
        total *= width
    return total


Family = tuple[object, ...]


def _family(made: Compiled, limit: Limit) -> Family:
    """Limits on the same sum, and those whose stretches follow each other, need the same states."""
    length = min(limit.last, made.problem.days - 1) - max(0, limit.first) + 1
    return (limit.measure, limit.kinds, limit.window, length)


def _amounts(made: Compiled, limit: Limit) -> Floats:
    amounts = [
        amount(limit, [slot]) if limit.first <= slot.day <= limit.last else 0 for slot in made.problem.slots
    ]
    return np.array(amounts, dtype=float)
