"""Networks cut down to what is still open: what one person may do on some days, every other day being settled.

They are a hundred times smaller than the whole, so that prices come a hundred times as often.
"""

from collections.abc import Callable, Container, Mapping, Sequence

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.decisions import TAKEN, Decided
from neighborcenter.volunteers.solver.network import Network, Nodes, Stage, shrink
from neighborcenter.volunteers.solver.options import Group
from neighborcenter.volunteers.solver.pricing import Plan, Pricer, Trim
from neighborcenter.volunteers.solver.trimming import Trimmer

Option = tuple[int, ...]
ONLY: Nodes = np.zeros(1, dtype=np.int32)  # one node, that leads to the only one of the next day


class Narrower:
    """Pricers of what is open, from the networks of everybody."""

    def __init__(self, made: Compiled, networks: Sequence[Network], trim: Trimmer | None) -> None:
        self._made, self._trim = made, trim
        self._of = {person: network for network in networks for person in network.people}
        self._known: dict[int, tuple[bytes, Network | None]] = {}

    def window(self, plans: Mapping[int, Plan], people: Sequence[int], days: Container[int]) -> Pricer:
        """For plans that differ from those given on these days only.

        Without the people whose plan their network does not know.
        """
        made, found = self._made, []
        for person in people:
            done = _by_day(made, plans[person])
            fixed = {day: done.get(day, ()) for day in range(made.problem.days) if day not in days}
            found.append(narrowed(made, self._of[person], person, fixed, made.wishes[:, person]))
        return Pricer(made, [network for network in found if network is not None], trim=self._trim)

    def decided(self, people: Sequence[int], decided: Decided) -> Pricer:
        """For plans that keep what is decided. Without the people who have none."""
        wishes = decided.base().wishes
        for person in people:
            key = decided.marks[:, person].tobytes()
            if person not in self._known or self._known[person][0] != key:
                fixed = self._taken(person, decided)
                network = narrowed(self._made, self._of[person], person, fixed, wishes[:, person])
                self._known[person] = key, network
        found = (self._known[person][1] for person in people)
        trim = None if self._trim is None else _Trims(self._trim)
        return Pricer(self._made, [network for network in found if network is not None], trim=trim)

    def _taken(self, person: int, decided: Decided) -> dict[int, Option]:
        """The days that are settled: with several shifts a day only the days off."""
        made = self._made
        slots = made.problem.slots
        fixed: dict[int, Option] = {}
        for row in np.flatnonzero(decided.marks[:, person] == TAKEN).tolist():
            if row >= made.off(0):
                fixed[row - made.off(0)] = ()
            elif made.problem.people[person].shifts_a_day == 1:
                fixed[slots[row].day] = (row,)
        return fixed


class _Trims(Trim):
    """Trims, and leaves the whole networks as they are: those cut out of them for a dive would not learn from it."""

    def __init__(self, trim: Trimmer) -> None:
        self._trim = trim

    def __call__(self, person: int, plan: Plan, values: Floats) -> Plan:
        return self._trim(person, plan, values)

    def tighten(self, cut: Mapping[int, Plan], halt: Callable[[], bool]) -> set[int]:
        return set()


def narrowed(
    made: Compiled, network: Network, person: int, fixed: Mapping[int, Option], wishes: Floats
) -> Network | None:
    """The paths that take the `fixed` options, and on other days what is not infinite in `wishes`; None if none does."""
    days = made.problem.days
    free = [day for day in range(days) if day not in fixed] or [0]
    first, last = free[0], free[-1] + 1
    stages, node = [], network.root
    for day in range(first):
        found = _number(network.stages[day], fixed[day])
        if found is None:
            return None
        price = network.stages[day].prices[found]
        stages.append(_fixed(fixed[day], None if price is None else price[[node]]))
        node = int(network.stages[day].to[found][node])
        if node == _ahead(network, day):
            return None
    inside, nodes = [], np.array([node], dtype=np.int32)
    for day in range(first, last):
        whole, nowhere = network.stages[day], _ahead(network, day)
        stage, nodes = _reached(whole, _choices(made, whole, day, fixed.get(day), wishes), nodes, nowhere)
        if not len(nodes):
            return None
        inside.append(stage)
    costs = _to_the_end(network, nodes, fixed, last)
    if costs is None:
        return None
    _close(inside[-1], costs)
    window = shrink(inside, 1)
    if window is None:
        return None
    stages += window.stages
    stages += [_fixed(fixed[day], None) for day in range(last, days)]
    return Network(stages, people=[person])


def _by_day(made: Compiled, plan: Plan) -> dict[int, Option]:
    slots = made.problem.slots
    days: dict[int, Option] = {}
    for slot in sorted(plan, key=lambda slot: (slots[slot].begins, slot)):
        days[slots[slot].day] = (*days.get(slots[slot].day, ()), slot)
    return days


def _number(stage: Stage, option: Option) -> int | None:
    """Which group of a day an option belongs to."""
    return next((number for number, group in enumerate(stage.groups) if option in group.options), None)


def _ahead(network: Network, day: int) -> int:
    """How many nodes there are after a day; this number itself leads nowhere."""
    return network.stages[day + 1].size if day + 1 < len(network.stages) else 1


def _fixed(option: Option, price: Floats | None) -> Stage:
    return Stage([Group((option,), (), 0, (), ())], [ONLY], [price], 1)


def _choices(
    made: Compiled, stage: Stage, day: int, fixed: Option | None, wishes: Floats
) -> list[tuple[int, Group]]:
    """The groups of a day with only what is open, and their numbers."""
    found = []
    for number, group in enumerate(stage.groups):
        options = tuple(
            option
            for option in group.options
            if (fixed is None or option == fixed)
            and all(np.isfinite(wishes[row]) for row in option or (made.off(day),))
        )
        if options:
            found.append((number, Group(options, group.adds, group.nights, group.forbids, group.allowed)))
    return found


def _reached(
    whole: Stage, choices: Sequence[tuple[int, Group]], nodes: Nodes, nowhere: int
) -> tuple[Stage, Nodes]:
    """A day with only the nodes that can be reached, and those after it."""
    reached = [whole.to[number][nodes] for number, _group in choices]
    after = np.unique(np.concatenate(reached)) if reached else np.zeros(0, dtype=np.int32)
    after = after[after < nowhere]
    to = [
        np.where(each < nowhere, np.searchsorted(after, each), len(after)).astype(np.int32)
        for each in reached
    ]
    known = [whole.prices[number] for number, _group in choices]
    prices = [None if price is None else price[nodes] for price in known]
    return Stage([group for _number, group in choices], to, prices, len(nodes)), after


def _to_the_end(network: Network, nodes: Nodes, fixed: Mapping[int, Option], last: int) -> Floats | None:
    """What following the plan from each node on costs more, infinite where that is no path; None if it never is."""
    costs = np.zeros(len(nodes))
    alive = np.arange(len(nodes))
    for day in range(last, len(network.stages)):
        found = _number(network.stages[day], fixed[day])
        if found is None:
            return None
        price = network.stages[day].prices[found]
        if price is not None:
            costs[alive] += price[nodes]
        nodes = network.stages[day].to[found][nodes]
        going = nodes < _ahead(network, day)
        alive, nodes = alive[going], nodes[going]
    dead = np.ones(len(costs), dtype=bool)
    dead[alive] = False
    costs[dead] = np.inf
    return None if dead.all() else costs


def _close(stage: Stage, costs: Floats) -> None:
    """Let the last day of a window lead to one end, at what the days after it cost."""
    padded = np.append(costs, np.inf)
    ahead: Sequence[Floats] = [padded[to] for to in stage.to]
    stage.to = [np.where(np.isfinite(cost), 0, 1).astype(np.int32) for cost in ahead]
    if not np.isfinite(costs).all() or costs.any():
        finite = [np.where(np.isfinite(cost), cost, 0.0) for cost in ahead]
        stage.prices = [
            extra if price is None else price + extra
            for price, extra in zip(stage.prices, finite, strict=True)
        ]
