"""A true bound without a linear program: prices climb along what the rows still want, round by round.

Half a year of slots makes the master's program too slow. At any prices whatever the sum of everybody's cheapest plan
is a true bound, and which way it rises is known: a slot that too few of these plans take is worth more. The steps
(Adam: Kingma and Ba, 2014) are scaled by how steadily each row asks the same, and grow ever smaller.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Floats
from neighborcenter.volunteers.solver.generation import Base, Prices, bound_at
from neighborcenter.volunteers.solver.haggling import price_range
from neighborcenter.volunteers.solver.master import Master
from neighborcenter.volunteers.solver.pricing import Plan, Pricer

FIRST, LAST = 0.1, 5e-4  # the steps, as a share of the dearest price
AGAIN = 5e-3  # the first step from prices that are nearly right
COOLING = 0.985  # each step after the one before
STEADY, WILD = 0.8, 0.9  # how long the direction and its size are remembered
FLOOR = 0.2  # of a person: a row that asks for less moves the less
NOUGHT = 1e-9


def climb(
    made: Compiled,
    master: Master,
    pricer: Pricer,
    halt: Callable[[], bool],
    on_round: Callable[[Prices], None],
    starts: Sequence[Floats] = (),
) -> Prices:
    """The prices with the best bound met on the way up: from nothing some 350 rounds, from the best of `starts` 150."""
    base, low, high, size = Base.plain(made), *_range(master), _sizes(master)
    dearest = float(high[np.isfinite(high)].max(initial=1.0))
    now, rows = master.nothing(), len(master.least)
    if starts:
        now = max(starts, key=lambda one: bound_at(made, master, pricer, master.repaired(one), base)[0])
    way, square, step = np.zeros(rows), np.zeros(rows), (AGAIN if starts else FIRST) * dearest
    best = Prices()
    while step > LAST * dearest:
        best.rounds += 1
        now = master.repaired(now)
        value, least, plans = bound_at(made, master, pricer, now, base)
        if value > best.bound:
            best.bound, best.duals, best.least = value, now, least
            on_round(best)
        if halt():
            break
        slope = _slope(master, now[:rows], plans) / size
        way = STEADY * way + (1 - STEADY) * slope
        square = WILD * square + (1 - WILD) * slope * slope
        mean, spread = way / (1 - STEADY**best.rounds), np.sqrt(square / (1 - WILD**best.rounds))
        now = now.copy()
        now[:rows] = np.clip(now[:rows] + step * mean / (spread + FLOOR) / size, low, high)
        step *= COOLING
    return best


def _range(master: Master) -> tuple[Floats, Floats]:
    """What each row's price may be; that of a row that cannot be missed has no end."""
    low, high = price_range(master.rows)
    hard = np.ones(len(low), dtype=bool)
    hard[master.rows.slack_row] = False
    return np.where(hard, -np.inf, low), np.where(hard, np.inf, high)


def _sizes(master: Master) -> Floats:
    """How much one shift adds to each row at most: one person to a slot, some hundred minutes to a limit."""
    sizes = np.ones(len(master.least))
    for own in master.rows.own.values():
        for row, amounts in own:
            sizes[row] = max(1.0, float(np.abs(amounts).max(initial=0.0)))
    return sizes


def _slope(master: Master, duals: Floats, plans: Mapping[int, Plan]) -> Floats:
    """Which way the bound rises at these duals, where everybody's cheapest plans are these."""
    rows, has = master.rows, master.rows.of_plans(plans.items())
    used = (rows.slack_worth(duals) < -NOUGHT) & np.isfinite(rows.slack_most)
    has += rows.of_slacks(np.where(used, rows.slack_most, 0.0))
    asked = np.where(duals > NOUGHT, master.least, np.where(duals < -NOUGHT, master.most, has))
    slope: Floats = np.clip(asked, master.least, master.most) - has
    return slope
