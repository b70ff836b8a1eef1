"""One person's rules as a graph of days: every path through it is a plan that keeps them, and no other is.

A state is all that the rules can still see of the past: the run of days worked or off, what last night forbids,
the sums of the limits. States nothing can tell apart any more are made one, from the last day backwards; what
cannot reach the end is cut. The graph knows no prices, so it is built once and used at every price.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from neighborcenter.volunteers.solver.compiled import Compiled, Flags, Floats, Ints
from neighborcenter.volunteers.solver.costs import soft_cost
from neighborcenter.volunteers.solver.counters import Counter, Rolling, counter_of, rolling_of
from neighborcenter.volunteers.solver.eligibility import reach
from neighborcenter.volunteers.solver.options import Group, Tail, adds_of, combinations, groups_of, join
from neighborcenter.volunteers.solver.problem import Limit, Measure, Person

Nodes = npt.NDArray[np.int32]
MOST_STATES = 400_000  # on one day


class TooLarge(Exception):
    """The rules need more states than memory should hold."""


@dataclass(slots=True)
class Stage:
    """One day: where each group of options leads from each node (the number of nodes after it: nowhere)."""

    groups: list[Group]
    to: list[Nodes]
    prices: list[Floats | None]
    size: int = 0  # nodes in the morning


@dataclass(slots=True)
class Network:
    """The plans of everybody who shares these rules. `stages[d].to` leads into the nodes of `stages[d + 1]`."""

    stages: list[Stage]
    root: int = 0
    people: list[int] = field(default_factory=list)

    @property
    def states(self) -> int:
        """Nodes in all."""
        return sum(stage.size for stage in self.stages)


@dataclass(slots=True)
class _Rules:
    """A person's rules made ready for building."""

    person: Person
    limits: list[Limit]
    moves: list[Counter | Rolling]
    max_run: int
    min_run: int
    min_rest: int
    max_nights: int
    weekday: int
    days: int
    most: int
    halt: Callable[[], bool]


def build_network(
    made: Compiled,
    person: Person,
    usable: Sequence[frozenset[int]],
    without: Sequence[Limit] = (),
    paced: int = 0,
    most: int = MOST_STATES,
    halt: Callable[[], bool] = lambda: False,
) -> Network | None:
    """The graph of `person`'s plans over the usable slots of each day; None where no plan keeps the rules.

    Limits in `without` are left to somebody else. `paced`: only plans that use up their limits evenly, the
    more so the smaller it is (0: any), for rules that would need too many states. Raises `TooLarge`.
    """
    days, ahead = made.problem.days, reach(made.problem.rest, made.problem.slots)
    choices = [
        [(), *combinations(made, person, [index for index in made.slots_of_day[day] if index in usable[day]])]
        for day in range(days)
    ]
    rules = _ready(made, person, choices, without, paced, most, halt)
    width = 3 + len(rules.moves)
    states: Ints = np.zeros((1, width), dtype=np.int64)
    tails: list[Tail] = [_first_tail(made, person, usable, ahead)]
    if person.before:
        before = person.before
        states[0, 0] = before.worked if before.worked else -min(before.free, rules.min_rest)
        states[0, 2] = min(before.nights, rules.max_nights)
    stages: list[Stage] = []
    for day in range(days):
        groups = groups_of(made, choices[day], rules.limits, tails, ahead, usable, day)
        stage, states, tails = _advance(rules, groups, states, tails, day)
        stages.append(stage)
        if not len(states):
            return None
    return shrink(stages, len(states))


def settled_network(made: Compiled, person: Person) -> Network:
    """The only path of somebody whose every day is decided."""
    slots, number = made.problem.slots, made.person_index[person.id]
    plan = sorted((made.slot_index[name] for name in person.pinned), key=lambda slot: slots[slot].begins)
    price = soft_cost(made, number, tuple(plan))
    stages = []
    for day in range(made.problem.days):
        option = tuple(slot for slot in plan if slots[slot].day == day)
        last = day + 1 == made.problem.days
        cost = np.array([price]) if last and price else None
        stages.append(Stage([Group((option,), (), 0, (), ())], [np.zeros(1, dtype=np.int32)], [cost], 1))
    return Network(stages, people=[number])


def _first_tail(made: Compiled, person: Person, usable: Sequence[frozenset[int]], ahead: int) -> Tail:
    """What the last shift before the horizon still forbids."""
    if person.before is None:
        return ()
    quiet, ended = made.problem.rest.overnight, person.before.ends
    tail = [
        frozenset(index for index in usable[day] if made.problem.slots[index].begins - ended < quiet)
        for day in range(min(ahead, len(usable)))
    ]
    while tail and not tail[-1]:
        tail.pop()
    return tuple(tail)


def _ready(
    made: Compiled,
    person: Person,
    choices: list[list[tuple[int, ...]]],
    without: Sequence[Limit],
    paced: int,
    most: int,
    halt: Callable[[], bool],
) -> _Rules:
    days, limits, moves = made.problem.days, [], []
    slots = made.problem.slots
    for limit in person.limits:
        if limit in without or not _binds(limit, days * person.shifts_a_day):
            continue
        if limit.measure is Measure.WEEKENDS:
            amounts = [_weekend_adds((made.problem.weekday + day) % 7, day) for day in range(days)]
        else:
            known = adds_of(made, limit)
            amounts = [{known[option] for option in options} for options in choices]
        move = rolling_of(limit, amounts) if limit.window else counter_of(limit, days, amounts)
        if isinstance(move, Counter) and paced and limit.above is None and limit.below is None:
            move.paced = paced * max(max(day, default=0) for day in amounts) * (2 if limit.least > 0 else 1)
        if move is not None:
            limits.append(limit)
            moves.append(move)
    longest = max((int(any(slots[i].night for i in option)) for day in choices for option in day), default=0)
    return _Rules(
        person,
        limits,
        moves,
        max_run=min(person.max_run, days + (person.before.worked if person.before else 0) + 1),
        min_run=person.min_run,
        min_rest=max(1, person.min_rest_run),
        max_nights=person.max_nights if longest and person.max_nights < days else 0,
        weekday=made.problem.weekday,
        days=days,
        most=most,
        halt=halt,
    )


def _weekend_adds(weekday: int, day: int) -> set[int]:
    return {0, 1} if weekday == 5 or (weekday == 6 and day == 0) else {0}


def _advance(
    rules: _Rules, groups: list[Group], states: Ints, tails: list[Tail], day: int
) -> tuple[Stage, Ints, list[Tail]]:
    """One day: every state by every group of options."""
    following: dict[Tail, int] = {}
    found: list[tuple[Ints, Ints, Floats | None]] = []
    for group in groups:
        table = np.array(
            [
                following.setdefault(join(tail, group.forbids), len(following)) if good else -1
                for tail, good in zip(tails, group.allowed, strict=True)
            ]
        )
        found.append(_step(rules, group, states, table, day))
    lengths = [len(after) for _rows, after, _price in found]
    stacked = np.concatenate([after for _rows, after, _price in found])
    keys = _keys(stacked)
    _values, firsts, inverse = np.unique(keys, return_index=True, return_inverse=True)
    after_all = stacked[firsts]
    if len(after_all) > rules.most or rules.halt():
        raise TooLarge
    stage = Stage(groups, [], [], len(states))
    start = 0
    for (rows, _after, price), length in zip(found, lengths, strict=True):
        to = np.full(len(states), len(after_all), dtype=np.int32)
        to[rows] = inverse[start : start + length]
        stage.to.append(to)
        if price is not None and price.any():
            full = np.zeros(len(states))
            full[rows] = price
            stage.prices.append(full)
        else:
            stage.prices.append(None)
        start += length
    return stage, after_all, list(following)


def _keys(states: Ints) -> Ints:
    keys = np.zeros(len(states), dtype=np.int64)
    span = 1
    for column in states.T:
        low = int(column.min(initial=0))
        width = int(column.max(initial=0)) - low + 1
        span *= width
        keys = keys * width + (column - low)
    if span >= 2**62:
        # So many rules that one number cannot hold a state: number the distinct rows instead.
        return np.unique(states, axis=0, return_inverse=True)[1].astype(np.int64).reshape(-1)
    return keys


def _step(
    rules: _Rules, group: Group, states: Ints, table: Ints, day: int
) -> tuple[Ints, Ints, Floats | None]:
    """The rows that may take this group, where they come out, and the price of limits that end today."""
    run, unknown = states[:, 0], rules.person.before is None
    tail = table[states[:, 1]]
    good: Flags = tail >= 0
    after = np.empty_like(states)
    after[:, 1] = tail
    if group.works:
        rested = (run >= 0) | (-run >= rules.min_rest) | (unknown & (-run == day))
        after[:, 0] = np.maximum(run, 0) + 1
        good &= rested & (after[:, 0] <= rules.max_run)
    else:
        good &= (run <= 0) | (run >= rules.min_run) | (unknown & (run == day))
        after[:, 0] = np.maximum(np.minimum(run, 0) - 1, -rules.min_rest)
    after[:, 2] = (states[:, 2] + 1) * group.nights if rules.max_nights else 0
    if rules.max_nights:
        good &= after[:, 2] <= rules.max_nights
    total: Floats | None = None
    for number, move in enumerate(rules.moves):
        state, adds = states[:, 3 + number], group.adds[number]
        if isinstance(move, Rolling):
            after[:, 3 + number], fine = move.move(state, move.values.index(adds))
            good &= fine
            continue
        added: Ints | int = adds
        if move.limit.measure is Measure.WEEKENDS:
            weekday = (rules.weekday + day) % 7
            fresh = (run <= 0) | (day == 0)  # no Saturday of this horizon was worked
            added = fresh.astype(np.int64) * adds if weekday == 6 else adds * (weekday == 5)
        after[:, 3 + number], kept, price = move.move(day, state, added // move.unit)
        if kept is not None:
            good &= kept
        if price is not None:
            total = price if total is None else total + price
    rows = np.flatnonzero(good)
    return rows, after[rows], None if total is None else total[rows]


def shrink(stages: list[Stage], last: int) -> Network | None:
    """Cut what cannot reach the end, and make one of all states from which the same can follow."""
    names: Nodes = np.zeros(last + 1, dtype=np.int32)
    names[last] = 1
    size = 1
    for stage in reversed(stages):
        columns = [names[to] for to in stage.to]
        alive = np.flatnonzero(np.logical_or.reduce([column != size for column in columns]))
        if not len(alive):
            return None
        table = np.column_stack(
            [column[alive].astype(float) for column in columns]
            + [price[alive] for price in stage.prices if price is not None]
        )
        firsts, classes = _classes(table)
        kept = alive[firsts]
        renamed: Nodes = np.full(stage.size + 1, len(firsts), dtype=np.int32)
        renamed[alive] = classes
        stage.to = [column[kept] for column in columns]
        stage.prices = [None if price is None else price[kept] for price in stage.prices]
        stage.size, names, size = len(kept), renamed, len(firsts)
    return Network(stages, root=int(names[0]))


def _classes(table: Floats) -> tuple[Ints, Ints]:
    """The first of each distinct row, and which of them each row equals."""
    mixed = np.zeros(len(table), dtype=np.uint64)
    bits = np.ascontiguousarray(table).view(np.uint64)
    for column in range(table.shape[1]):
        mixed = (mixed ^ (bits[:, column] >> np.uint64(29)) ^ bits[:, column]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(31)
    _values, firsts, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    if not np.array_equal(table[firsts][inverse], table):  # two rows with one number: compare them whole
        _rows, firsts, inverse = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return firsts, inverse.reshape(-1)


def contract(person: Person, days: int) -> tuple[object, ...]:
    """What of a person's rules the graph depends on, apart from which slots they may work at all."""
    limits = tuple(limit for limit in person.limits if _binds(limit, days * person.shifts_a_day))
    before = person.before and (
        person.before.worked,
        person.before.free,
        person.before.nights,
        person.before.ends,
    )
    runs = (min(person.max_run, days + 1), person.min_run, person.min_rest_run, person.max_nights)
    own_pins = person.pinned if person.shifts_a_day > 1 else frozenset()
    return (limits, runs, person.shifts_a_day, before, own_pins)


def _binds(limit: Limit, most_shifts: int) -> bool:
    """Whether a limit can matter to someone who may work; a limit of none at all has barred the slots already."""
    if limit.above is not None or limit.below is not None or limit.least > 0:
        return True
    if limit.most <= 0 and limit.measure is not Measure.WEEKENDS:
        return False
    return limit.measure is Measure.MINUTES or limit.most < most_shifts
