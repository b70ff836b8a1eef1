"""Networks laid side by side, so that numpy always works on long arrays.

People with the same rules share a network and are priced as columns of one table; people with rules of their own
are laid side by side in one network with a root for each. Days on which nobody has a choice, before and after a
window, are left out: what they cost is added at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats, Ints
from neighborcenter.volunteers.solver.network import Network, Nodes, Stage


@dataclass(slots=True)
class _Day:
    """One day of a bundle: where each choice leads, which group of options it stands for, what it costs more."""

    to: list[Nodes]
    group: list[Ints | int]  # index into the bundle's groups
    prices: list[Floats | None]
    size: int


@dataclass(slots=True)
class Bundle:
    """Networks priced together: `lanes` x one column, or one root x `people`."""

    days: list[_Day]
    roots: Ints
    people: Ints
    shared: bool
    rows: Ints  # [options, slots at most]: rows of the table of values
    owner: Ints  # [options]: whose option it is, where networks lie side by side
    starts: Ints  # first option of each group
    settled: Ints  # [slots and days off, lanes]: rows that everybody takes outside the `days`
    extra: Floats  # [lanes]: what their limits cost there

    def settled_cost(self, values: Floats) -> Floats:
        """What everybody takes outside the days, by lane."""
        cost: Floats = self.extra + values[self.settled, self.people].sum(axis=0)
        return cost

    def option_values(self, values: Floats, people: Ints) -> Floats:
        """What each option costs each column now."""
        if self.shared:
            own = values[:, people]
            total = own[self.rows[:, 0]]
            for column in range(1, self.rows.shape[1]):
                total = total + own[self.rows[:, column]]
            return total
        total = values[self.rows[:, 0], self.owner]
        for column in range(1, self.rows.shape[1]):
            total = total + values[self.rows[:, column], self.owner]
        return total[:, None]

    def to_go(self, grouped: Floats) -> list[Floats]:
        """For each morning the least cost from each node to the end; the last row of each table is infinite."""
        width = grouped.shape[1]
        following = np.zeros((2, width))
        following[1] = np.inf
        tables = [following]
        for day in reversed(self.days):
            table = np.full((day.size + 1, width), np.inf)
            best = table[:-1]
            reached = np.empty_like(best)
            for to, group, price in zip(day.to, day.group, day.prices, strict=True):
                np.take(following, to, axis=0, out=reached, mode="clip")
                reached += grouped[group]
                if price is not None:
                    reached += price[:, None]
                np.minimum(best, reached, out=best)
            tables.append(table)
            following = table
        tables.reverse()
        return tables


def _off_rows(made: Compiled, day: int, option: tuple[int, ...]) -> tuple[int, ...]:
    return option or (made.off(day),)


def bundle_of(made: Compiled, networks: Sequence[Network], people: Sequence[Sequence[int]]) -> Bundle:
    """One shared network, or several side by side with one person each."""
    shared = len(networks) == 1 and len(people[0]) > 1
    rows: list[tuple[int, ...]] = []
    owner: list[int] = []
    starts: list[int] = []
    days = []
    first_day, last_day = (0, made.problem.days) if shared else _open(networks)
    for day in range(first_day, last_day):
        stages = [network.stages[day] for network in networks]
        ahead = (
            [network.stages[day + 1].size for network in networks]
            if day + 1 < last_day
            else [1] * len(networks)
        )
        first_group = []
        for stage, own in zip(stages, people, strict=True):
            first_group.append(len(starts))
            for group in stage.groups:
                starts.append(len(rows))
                rows += [_off_rows(made, day, option) for option in group.options]
                owner += [own[0]] * len(group.options)
        days.append(_side_by_side(stages, ahead, first_group, last=day + 1 == last_day))
    width = max(map(len, rows))
    table = np.array([(*row, *[made.dummy] * (width - len(row))) for row in rows], dtype=np.int64)
    sizes = [network.stages[first_day].size for network in networks]
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    roots = offsets + np.array([0 if first_day else network.root for network in networks])
    columns = np.array(people[0] if shared else [own[0] for own in people], dtype=np.int64)
    closed = [*range(first_day), *range(last_day, made.problem.days)]
    settled, extra = _settled(made, networks, closed)
    return Bundle(days, roots, columns, shared, table, np.array(owner), np.array(starts), settled, extra)


def _open(networks: Sequence[Network]) -> tuple[int, int]:
    """From which day to before which anybody has a choice."""
    days = len(networks[0].stages)
    choices = [day for day in range(days) if not all(_alone(network.stages[day]) for network in networks)]
    return (choices[0], choices[-1] + 1) if choices else (days - 1, days)


def _alone(stage: Stage) -> bool:
    """Whether there is one way only, to the first node of the next day."""
    return stage.size == 1 and len(stage.to) == 1 and len(stage.groups[0].options) == 1 and not stage.to[0][0]


def _settled(made: Compiled, networks: Sequence[Network], days: Sequence[int]) -> tuple[Ints, Floats]:
    """The rows each lane takes on these days, a column of them, and what their limits cost there."""
    columns = []
    extra = np.zeros(len(networks))
    for lane, network in enumerate(networks):
        rows: list[int] = []
        for day in days:
            stage = network.stages[day]
            rows += _off_rows(made, day, stage.groups[0].options[0])
            extra[lane] += 0.0 if stage.prices[0] is None else stage.prices[0][0]
        columns.append(rows)
    longest = max(map(len, columns))
    settled = [[*rows, *[made.dummy] * (longest - len(rows))] for rows in columns]
    return np.array(settled, dtype=np.int64).reshape(len(networks), longest).T, extra


def _side_by_side(stages: list[Stage], ahead: list[int], first_group: list[int], last: bool) -> _Day:
    if len(stages) == 1:
        stage = stages[0]
        numbers: list[Ints | int] = [first_group[0] + number for number in range(len(stage.groups))]
        return _Day(stage.to, numbers, stage.prices, stage.size)
    # After the last day all share one end.
    sink = 1 if last else sum(ahead)
    offsets = np.zeros(len(ahead), dtype=np.int64) if last else np.concatenate([[0], np.cumsum(ahead)[:-1]])
    size = sum(stage.size for stage in stages)
    day = _Day([], [], [], size)
    bounds = list(pairwise(np.concatenate([[0], np.cumsum([stage.size for stage in stages])]).tolist()))
    for choice in range(max(len(stage.groups) for stage in stages)):
        to = np.full(size, sink, dtype=np.int32)
        group = np.zeros(size, dtype=np.int64)
        price: Floats | None = None
        for number, (stage, (low, high)) in enumerate(zip(stages, bounds, strict=True)):
            if choice >= len(stage.groups):
                continue
            own = stage.to[choice]
            to[low:high] = np.where(own < ahead[number], own + offsets[number], sink)
            group[low:high] = first_group[number] + choice
            extra = stage.prices[choice]
            if extra is not None:
                price = np.zeros(size) if price is None else price
                price[low:high] = extra
        day.to.append(to)
        day.group.append(group)
        day.prices.append(price)
    return day


def abreast(made: Compiled, some: Sequence[tuple[Network, list[int]]]) -> Bundle:
    """Networks, each with its people, as one bundle."""
    return bundle_of(made, [network for network, _own in some], [own for _network, own in some])
