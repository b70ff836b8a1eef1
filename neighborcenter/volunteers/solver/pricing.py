"""The cheapest plan of everybody at the prices of the moment, by going through their networks day by day."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from neighborcenter.volunteers.solver.bundle import Bundle, abreast, bundle_of
from neighborcenter.volunteers.solver.compiled import Compiled, Floats, Ints
from neighborcenter.volunteers.solver.network import Network

Plan = tuple[int, ...]  # slot indices, in order
FEW = 8  # paths that are sooner followed one by one
ABREAST = 40  # networks side by side where some may be built anew on the way
TABLE_CELLS = 12_000_000  # at once in memory, 8 bytes each


class Trim(Protocol):
    """Keeps what the networks do not look at."""

    def __call__(self, person: int, plan: Plan, values: Floats) -> Plan:
        """What is left of a plan when it keeps every rule."""

    def tighten(self, cut: Mapping[int, Plan], halt: Callable[[], bool]) -> set[int]:
        """Let the networks of such plans look closer; whose do."""


class Pricer:
    """Finds everybody's cheapest plan."""

    def __init__(
        self,
        made: Compiled,
        networks: Sequence[Network],
        people: Sequence[int] | None = None,
        trim: Trim | None = None,
        teams: Sequence[Network] = (),
    ) -> None:
        self._made, self._networks = made, networks
        self._trim, self._teams = trim, teams
        self._cut: dict[int, Plan] = {}  # the plans of the last time that broke a limit
        self._lay_out(people)

    def _lay_out(self, people: Sequence[int] | None) -> None:
        made, wanted = self._made, None if people is None else set(people)
        kept = [
            (network, [person for person in network.people if wanted is None or person in wanted])
            for network in self._networks
        ]
        single = [one for one in kept if len(one[1]) == 1]
        width = max(1, len(single) if self._trim is None else ABREAST)
        self._laid = [[one] for one in kept if len(one[1]) > 1]
        self._laid += [single[first : first + width] for first in range(0, len(single), width)]
        self._bundles = [abreast(made, some) for some in self._laid]
        self._count()
        self.people = sorted(person for _network, own in kept for person in own)
        known = set(self.people)
        whole = [network for network in self._teams if known.issuperset(network.people)]
        self._team_bundle = (
            bundle_of(made, whole, [network.people[:1] for network in whole]) if whole else None
        )
        self.mates = {network.people[0]: network.people for network in whole}

    def _count(self) -> None:
        self._cells = [sum(day.size * len(day.to) for day in bundle.days) for bundle in self._bundles]
        self._steps = [sum(len(day.to) for day in bundle.days) for bundle in self._bundles]

    def subset(self, people: Sequence[int]) -> "Pricer":
        """The same for some of the people only."""
        return Pricer(self._made, self._networks, people, self._trim, self._teams)

    def tighten(self, halt: Callable[[], bool]) -> bool:
        """Look closer at those whose plans broke a limit the last time; whether that helps."""
        if self._trim is None or not self._cut:
            return False
        anew = self._trim.tighten(self._cut, halt)
        for number, some in enumerate(self._laid):
            if any(not anew.isdisjoint(own) for _network, own in some):
                self._bundles[number] = abreast(self._made, some)
        self._count()
        return bool(anew)

    def best(
        self, values: Floats, worth: Floats | None = None, margin: float = 1e-7
    ) -> tuple[Floats, dict[int, Plan]]:
        """The least cost of each person's plans, and the plan where it is below their `worth` by `margin`.

        `values[row, person]` prices each slot and day off; the answer is by person index, infinite for people
        this pricer does not know.
        """
        least = np.full(len(self._made.problem.people), np.inf)
        plans: dict[int, Plan] = {}
        self._cut.clear()
        for number, bundle in enumerate(self._bundles):
            nodes = max(1, sum(day.size for day in bundle.days))
            step = max(1, TABLE_CELLS // nodes) if bundle.shared else len(bundle.people)
            for start in range(0, len(bundle.people), step):
                people = bundle.people[start : start + step]
                self._best_of(bundle, people, values, worth, margin, least, plans)
                width = len(people) if bundle.shared else 1
                self._made.meter.priced(self._cells[number] * width, self._steps[number], 0)
        if self._team_bundle is not None:
            self._best_of_teams(self._team_bundle, values, worth, margin, least, plans)
        self._made.meter.priced(0, 0, len(plans))
        return least, plans

    def _best_of_teams(
        self,
        bundle: Bundle,
        values: Floats,
        worth: Floats | None,
        margin: float,
        least: Floats,
        plans: dict[int, Plan],
    ) -> None:
        """One plan for all of a team; what it costs is borne by each alike."""
        together, worths = values.copy(), None if worth is None else worth.copy()
        for first, people in self.mates.items():
            together[:, first] = values[:, people].sum(axis=1)
            if worth is not None and worths is not None:
                worths[first] = worth[people].sum()
            for person in people:
                plans.pop(person, None)
        self._best_of(bundle, bundle.people, together, worths, margin, least, plans)
        for first, people in self.mates.items():
            least[people] = least[first] / len(people)
            if first in plans:
                plans.update(dict.fromkeys(people, plans[first]))

    def _best_of(
        self,
        bundle: Bundle,
        people: Ints,
        values: Floats,
        worth: Floats | None,
        margin: float,
        least: Floats,
        plans: dict[int, Plan],
    ) -> None:
        options = bundle.option_values(values, people)
        grouped = np.minimum.reduceat(options, bundle.starts, axis=0)
        tables = bundle.to_go(grouped)
        if bundle.shared:
            found = tables[0][bundle.roots[0]]
            columns, nodes = np.arange(len(people)), np.full(len(people), bundle.roots[0])
        else:
            found = tables[0][bundle.roots, 0] + bundle.settled_cost(values)
            columns, nodes = np.zeros(len(people), dtype=np.int64), bundle.roots
        least[people] = found
        wanted = np.isfinite(found) if worth is None else found < worth[people] - margin
        chosen = np.flatnonzero(wanted)
        if len(chosen):
            follow = _follow_each if len(chosen) <= FEW else _follow
            followed = follow(bundle, options, grouped, tables, nodes[chosen], columns[chosen])
            for lane, plan in zip(chosen.tolist(), followed, strict=True):
                person = int(people[lane])
                whole = self._made_plan(plan if bundle.shared else plan + bundle.settled[:, lane].tolist())
                plans[person] = whole if self._trim is None else self._trim(person, whole, values[:, person])
                if plans[person] != whole:
                    self._cut[person] = whole

    def _made_plan(self, rows: list[int]) -> Plan:
        return tuple(sorted(row for row in rows if row < self._made.dummy))


def _follow(
    bundle: Bundle, options: Floats, grouped: Floats, tables: list[Floats], nodes: Ints, columns: Ints
) -> list[list[int]]:
    """Walk each lane's cheapest path from its node on the first morning; the rows it takes."""
    taken: list[list[int]] = [[] for _ in nodes]
    ends = np.concatenate([bundle.starts[1:], [len(bundle.rows)]])
    for number, day in enumerate(bundle.days):
        following = tables[number + 1]
        best = np.full(len(nodes), np.inf)
        ahead, group = np.zeros(len(nodes), dtype=np.int64), np.zeros(len(nodes), dtype=np.int64)
        for to, kind, price in zip(day.to, day.group, day.prices, strict=True):
            reached = to[nodes]
            kinds = kind if isinstance(kind, int) else kind[nodes]
            cost = following[reached, columns] + grouped[kinds, columns]
            if price is not None:
                cost = cost + price[nodes]
            better = cost < best
            best = np.where(better, cost, best)
            ahead = np.where(better, reached, ahead)
            group = np.where(better, kinds, group)
        for lane, (kind_of, column) in enumerate(zip(group.tolist(), columns.tolist(), strict=True)):
            first, end = int(bundle.starts[kind_of]), int(ends[kind_of])
            option = first if end == first + 1 else first + int(options[first:end, column].argmin())
            taken[lane] += bundle.rows[option].tolist()
        nodes = ahead
    return taken


def _follow_each(
    bundle: Bundle, options: Floats, grouped: Floats, tables: list[Floats], nodes: Ints, columns: Ints
) -> list[list[int]]:
    """The same for a few lanes, one after the other: numpy is slow at single numbers."""
    found = []
    ends = [*bundle.starts[1:].tolist(), len(bundle.rows)]
    for start, column in zip(nodes.tolist(), columns.tolist(), strict=True):
        node, taken = start, []
        costs = grouped[:, column].tolist()
        for number, day in enumerate(bundle.days):
            following = tables[number + 1]
            best, ahead, group = np.inf, 0, 0
            for to, kind, price in zip(day.to, day.group, day.prices, strict=True):
                reached = int(to[node])
                own = kind if isinstance(kind, int) else int(kind[node])
                cost = float(following[reached, column]) + costs[own]
                if price is not None:
                    cost += float(price[node])
                if cost < best:
                    best, ahead, group = cost, reached, own
            first, end = int(bundle.starts[group]), ends[group]
            option = first if end == first + 1 else first + int(options[first:end, column].argmin())
            taken += bundle.rows[option].tolist()
            node = ahead
        found.append(taken)
    return found
