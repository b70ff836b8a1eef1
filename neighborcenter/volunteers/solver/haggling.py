"""Whole rosters by haggling: everybody in turn takes their best plan, and what is still missing grows dearer.

Taking turns at the true costs alone soon sticks: a slot with one too many costs so little that nobody moves. So
each slot has a price that rises a little with every turn it is short and falls with every turn it is crowded, and
what is missing or too much just now counts on top, in steps instead of all at once. The prices are no bound; the
rosters on the way are whole, and the plans in them are good ones to begin column generation with.
"""

from collections.abc import Callable, Iterator, Sequence
from random import Random

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.incumbent import Incumbent
from neighborcenter.volunteers.solver.primal import Turns
from neighborcenter.volunteers.solver.rows import Rows

LEARN = 0.3  # of the push: what stays on the price after the round


class Haggling:
    """Rounds of haggling over the slots; the ties are kept at their true costs.

    `push`: what one person missing or too many now adds to a slot's price, as a share of its dearest. `start`:
    prices of the rows to begin from, such as the duals of the master; then a gentle push is enough. `people`: who haggles.
    """

    def __init__(
        self,
        made: Compiled,
        rows: Rows,
        turns: Turns,
        seed: int,
        push: float,
        start: Floats | None = None,
        people: Sequence[int] | None = None,
    ) -> None:
        self._rows, self._turns = rows, turns
        self._random = Random(seed)
        self._people = list(range(len(made.problem.people)) if people is None else people)
        self._cover = np.unique(rows.cover[rows.cover >= 0])
        self._low, self._high = price_range(rows)
        self._push = push * self._high
        count = len(rows.least)
        self._prices = np.zeros(count) if start is None else np.clip(start[:count], self._low, self._high)

    def rounds(self, incumbent: Incumbent, halt: Callable[[], bool]) -> Iterator[Incumbent]:
        """Go on from a whole roster, which is changed; it is given back after every round."""
        while True:
            self._random.shuffle(self._people)
            for team in dict.fromkeys(map(self._turns.team, self._people)):
                if halt():
                    return
                self._turns.reseat(incumbent, team, self._now)
            self._learn(incumbent)
            yield incumbent

    def _now(self, activity: Floats) -> Floats:
        """What one more in each row is worth to the others, as a cost of the row."""
        step = self._rows.least - activity - 0.5
        cost: Floats = -np.clip(self._prices + self._push * step, self._low, self._high)
        return cost

    def _learn(self, incumbent: Incumbent) -> None:
        missing = self._rows.least - incumbent.activity
        self._prices[self._cover] = np.clip(
            self._prices + LEARN * self._push * missing, self._low, self._high
        )[self._cover]


def price_range(rows: Rows) -> tuple[Floats, Floats]:
    """The lowest and the highest price a row can have: what one too many or too few of it costs at most."""
    count = len(rows.least)
    low, high = np.zeros(count), np.zeros(count)
    short = rows.slack_factor > 0
    np.maximum.at(high, rows.slack_row[short], rows.slack_cost[short])
    np.minimum.at(low, rows.slack_row[~short], -rows.slack_cost[~short])
    return low, high
