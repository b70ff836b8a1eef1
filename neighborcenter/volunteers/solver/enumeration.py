"""Every plan of one person that costs at most so much more than the cheapest, at given prices."""

from collections.abc import Sequence

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats, Ints
from neighborcenter.volunteers.solver.network import Network
from neighborcenter.volunteers.solver.pricing import Bundle, Plan, bundle_of


class Enumerator:
    """Lists plans by their price; keeps one bundle a person."""

    def __init__(self, made: Compiled, networks: Sequence[Network]) -> None:
        self._made = made
        self._network = {person: network for network in networks for person in network.people}
        self._bundles: dict[int, Bundle] = {}

    def within(self, person: int, values: Floats, slack: float, most: int) -> list[Plan] | None:
        """All plans at most `slack` dearer than this person's cheapest; None when there are more than `most`."""
        bundle = self._bundles.get(person)
        if bundle is None:
            bundle = self._bundles[person] = bundle_of(self._made, [self._network[person]], [[person]])
        options = bundle.option_values(values, bundle.people)[:, 0]
        tables = bundle.to_go(np.minimum.reduceat(options, bundle.starts)[:, None])
        nodes = bundle.roots[:1].astype(np.int64)
        spent = np.zeros(1)
        allowed = float(tables[0][nodes[0], 0]) + slack + 1e-7
        ends = np.concatenate([bundle.starts[1:], [len(bundle.rows)]])
        trail: list[tuple[Ints, Ints]] = []
        for number in range(len(bundle.days)):
            step = _spread(bundle, number, options, ends, tables[number + 1][:, 0], nodes, spent, allowed)
            parents, nodes, spent, taken = step
            if len(nodes) > most:
                return None
            trail.append((parents, taken))
        return self._plans(bundle, trail, len(nodes))

    def _plans(self, bundle: Bundle, trail: list[tuple[Ints, Ints]], count: int) -> list[Plan]:
        places = np.arange(count)
        parts: list[Ints] = []
        for parents, taken in reversed(trail):
            parts.append(bundle.rows[taken[places]])
            places = parents[places]
        table = np.sort(np.concatenate(parts[::-1], axis=1), axis=1)
        dummy = self._made.dummy
        return [tuple(row[row < dummy].tolist()) for row in table]


def _spread(
    bundle: Bundle,
    number: int,
    options: Floats,
    ends: Ints,
    to_go: Floats,
    nodes: Ints,
    spent: Floats,
    allowed: float,
) -> tuple[Ints, Ints, Floats, Ints]:
    """One day further on every path that can still end within what is allowed."""
    day = bundle.days[number]
    parents, ahead, costs, taken = [], [], [], []
    for to, group, price in zip(day.to, day.group, day.prices, strict=True):
        reached = to[nodes]
        so_far = spent if price is None else spent + price[nodes]
        left = so_far + to_go[reached]
        for option in range(int(bundle.starts[int(group)]), int(ends[int(group)])):
            kept = np.flatnonzero(left + options[option] <= allowed)
            if len(kept):
                parents.append(kept)
                ahead.append(reached[kept].astype(np.int64))
                costs.append(so_far[kept] + options[option])
                taken.append(np.full(len(kept), option))
    return np.concatenate(parents), np.concatenate(ahead), np.concatenate(costs), np.concatenate(taken)
