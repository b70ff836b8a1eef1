"""The countable part of a person's rules, as columns of a table of states that move one day at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from neighborcenter.volunteers.solver.compiled import Flags, Floats, Ints
from neighborcenter.volunteers.solver.problem import Limit, Measure, Slot


def amount(limit: Limit, slots: Sequence[Slot]) -> int:
    """What working these slots on one day adds to a limit (weekends apart: they ask for the day before)."""
    counted = [slot for slot in slots if not limit.kinds or slot.kind in limit.kinds]
    if limit.measure is Measure.MINUTES:
        return sum(slot.minutes for slot in counted)
    if limit.measure is Measure.SHIFTS:
        return len(counted)
    if limit.measure is Measure.NIGHTS:
        return sum(slot.night for slot in counted)
    return int(bool(slots))


@dataclass(slots=True)
class Counter:
    """One limit over fixed days. The state is the sum so far, in `unit`s, cut off where more makes no difference."""

    limit: Limit
    unit: int
    cap: int
    first: int
    last: int
    paced: int = 0  # when not 0: keep near an even pace, at most so much away from it

    def move(self, day: int, value: Ints, added: Ints | int) -> tuple[Ints, Flags | None, Floats | None]:
        """The sums after a day, which of them are allowed, and what they cost (when the stretch ends)."""
        if not self.first <= day <= self.last:
            return value, None, None
        after, good, price = value + added, None, None
        if self.limit.above is None and self.limit.most < self.cap * self.unit:
            good = after * self.unit <= self.limit.most
        after = np.minimum(after, self.cap)
        if self.paced:
            after, near = self._near_pace(day, after)
            good = near if good is None else good & near
        if day == self.last:
            total = after * self.unit
            if self.limit.below is None and self.limit.least > 0:
                enough = total >= self.limit.least
                good = enough if good is None else good & enough
            if self.limit.below is not None or self.limit.above is not None:
                short = np.maximum(0, self.limit.least - total) * (self.limit.below or 0)
                price = (short + np.maximum(0, total - self.limit.most) * (self.limit.above or 0)).astype(
                    float
                )
            after = np.zeros_like(after)
        return after, good, price

    def _near_pace(self, day: int, after: Ints) -> tuple[Ints, Flags]:
        """Only the sums near an even pace: fewer plans, every one of them allowed, and far fewer states."""
        share = (day - self.first + 1) / (self.last - self.first + 1)
        total = after * self.unit
        high = min(self.limit.most, self.cap * self.unit)
        if self.limit.least > 0:
            middle = (self.limit.least + high) / 2 * share
            return after, (total >= middle - self.paced) & (total <= middle + self.paced)
        near = total <= high * share + self.paced
        # Counting too much never allows what is forbidden.
        return np.maximum(after, int((self.limit.most * share - self.paced) // self.unit)), near


def counter_of(limit: Limit, days: int, amounts: Sequence[set[int]]) -> Counter | None:
    """The counter of a limit, or None where no plan can touch it. `amounts`: what each day may add."""
    first, last = max(0, limit.first), min(days - 1, limit.last)
    if first > last:
        return None
    steps = [max(amounts[day], default=0) for day in range(first, last + 1)]
    highest = sum(steps)
    unit = gcd(*(value for day in range(first, last + 1) for value in amounts[day])) or 1
    binds = limit.most < highest
    soft = limit.below is not None or limit.above is not None
    if not binds and limit.least <= 0:
        return None
    if binds and limit.above is None:
        # One more than allowed stands for everything too much, and is thrown away at once.
        cap = limit.most // unit + 1
    elif binds:
        cap = highest // unit
    else:
        cap = -(-limit.least // unit)
    if highest == 0 and not soft and limit.least <= 0:
        return None
    return Counter(limit, unit, max(cap, 1), first, last)


@dataclass(slots=True)
class Rolling:
    """At most so much in any `window` days. The state is what each of the last days added, as digits."""

    limit: Limit
    values: list[int]  # digit -> amount

    @property
    def base(self) -> int:
        """How many digits there are."""
        return len(self.values)

    @property
    def kept(self) -> int:
        """How many days back a state must know."""
        return (self.limit.window or 1) - 1

    def move(self, state: Ints, digit: int) -> tuple[Ints, Flags]:
        """The states after a day that adds `values[digit]`, and which of them are allowed."""
        amounts, total, rest = np.array(self.values), np.full(state.shape, self.values[digit]), state
        for _day in range(self.kept):
            total = total + amounts[rest % self.base]
            rest = rest // self.base
        after = state % self.base ** (self.kept - 1) * self.base + digit
        return after, total <= self.limit.most


def rolling_of(limit: Limit, amounts: Sequence[set[int]]) -> Rolling | None:
    """The rolling limit, or None where no plan can touch it. Windows of one day are judged with the options."""
    values = sorted({0}.union(*amounts))
    window = limit.window or 1
    if window < 2 or window * values[-1] <= limit.most:
        return None
    return Rolling(limit, values)
