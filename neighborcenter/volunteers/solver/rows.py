"""What the people together must do, as rows: `least <= sum of plans + slacks <= most`.

One row for each slot that asks for people, one for each tie, one for each limit the networks leave; what is
missing, too much, or outside a tie is a slack with its price.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from neighborcenter.volunteers.solver.compiled import Compiled, Flags, Floats, Ints
from neighborcenter.volunteers.solver.contracts import OwnRow
from neighborcenter.volunteers.solver.crews import Share, shares_of
from neighborcenter.volunteers.solver.pricing import Plan
from neighborcenter.volunteers.solver.problem import FOREVER


@dataclass(slots=True)
class Rows:
    """The rows of a problem: one for each slot that asks for people, one for each tie; and their slacks."""

    least: Floats
    most: Floats
    cover: Ints  # slot -> row, or -1
    tied: dict[tuple[int, int], list[tuple[int, float]]]  # (person, slot) -> [(row, factor)]
    slack_row: Ints
    slack_factor: Floats
    slack_cost: Floats
    slack_most: Floats
    seldom: Ints  # the rows that most mixtures keep by themselves
    own: dict[int, list[tuple[int, Floats]]] = field(default_factory=dict)  # person -> [(row, of each slot)]
    tie_rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tie_slots: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tie_people: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tie_factors: Floats = field(default_factory=lambda: np.zeros(0))
    # What slacks of one row add to others: what every crew of a slot holds depends on how large it is.
    lent_slacks: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    lent_rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    lent_factors: Floats = field(default_factory=lambda: np.zeros(0))
    _known: dict[tuple[int, ...], tuple[Ints, Ints, Floats]] = field(default_factory=dict)

    def of_team(self, team: Sequence[int]) -> tuple[Ints, Ints, Floats]:
        """What all of a team in one slot add to each tie: rows, slots, factors."""
        key = tuple(team)
        if key not in self._known:
            mine = np.flatnonzero(np.isin(self.tie_people, key))
            width = 1 + int(self.tie_slots.max(initial=0))
            pairs, which = np.unique(self.tie_rows[mine] * width + self.tie_slots[mine], return_inverse=True)
            factors = np.zeros(len(pairs))
            np.add.at(factors, which, self.tie_factors[mine])
            self._known[key] = pairs // width, pairs % width, factors
        return self._known[key]

    def of_plan(self, person: int, plan: Plan) -> dict[int, float]:
        """What a plan adds to each row."""
        entries: dict[int, float] = {}
        for slot in plan:
            row = int(self.cover[slot])
            if row >= 0:
                entries[row] = entries.get(row, 0.0) + 1.0
            for tie, factor in self.tied.get((person, slot), ()):
                entries[tie] = entries.get(tie, 0.0) + factor
        for own, amounts in self.own.get(person, ()):
            entries[own] = float(amounts[list(plan)].sum())
        return entries

    def of_plans(self, plans: Iterable[tuple[int, Plan]]) -> Floats:
        """What everybody's plans add to each row together."""
        added = np.zeros(len(self.least))
        for person, plan in plans:
            for row, amount in self.of_plan(person, plan).items():
                added[row] += amount
        return added

    def settled(self, open_slots: Flags) -> Flags:
        """The rows to which only slots add that are not open."""
        settled = np.zeros(len(self.least), dtype=bool)
        settled[self.tie_rows] = True
        settled[self.tie_rows[open_slots[self.tie_slots]]] = False
        asked = self.cover >= 0
        settled[self.cover[asked]] = ~open_slots[asked]
        return settled

    def keeps(self, person: int, plan: Plan) -> bool:
        """Whether a plan keeps the limits of its person that the master holds."""
        for row, amounts in self.own.get(person, ()):
            if not self.least[row] <= amounts[list(plan)].sum() <= self.most[row]:
                return False
        return True

    def values(self, wishes: Floats, duals: Floats) -> Floats:
        """What each slot costs each person at these duals."""
        worth = np.zeros(len(wishes))
        worth[: len(self.cover)] = np.where(self.cover >= 0, duals[self.cover], 0.0)
        values = wishes - worth[:, None]
        for person, rows in self.own.items():
            for row, amounts in rows:
                if duals[row]:
                    values[: len(amounts), person] -= duals[row] * amounts
        if len(self.tie_rows):
            np.subtract.at(values, (self.tie_slots, self.tie_people), self.tie_factors * duals[self.tie_rows])
        return values

    def dual_part(
        self, duals: Floats, least: Floats, most: Floats, slack_cost: Floats | None = None
    ) -> float:
        """What the rows and slacks alone are worth at these duals: the part of the bound without people."""
        total = 0.0
        for bound, chosen in ((least, duals > 0), (most, duals < 0)):
            total += float(bound[chosen] @ duals[chosen])
        reduced = self.slack_worth(duals, slack_cost)
        negative = reduced < 0
        return total + float(np.sum(reduced[negative] * self.slack_most[negative]))

    def slack_worth(self, duals: Floats, slack_cost: Floats | None = None) -> Floats:
        """What one of each slack costs beside what its rows pay for it."""
        cost = self.slack_cost if slack_cost is None else slack_cost
        reduced: Floats = cost - duals[self.slack_row] * self.slack_factor
        np.subtract.at(reduced, self.lent_slacks, duals[self.lent_rows] * self.lent_factors)
        return reduced

    def of_slacks(self, taken: Floats) -> Floats:
        """What so much of each slack adds to each row."""
        added = np.zeros(len(self.least))
        np.add.at(added, self.slack_row, self.slack_factor * taken)
        np.add.at(added, self.lent_rows, self.lent_factors * taken[self.lent_slacks])
        return added

    def repaired(self, duals: Floats, slack_cost: Floats) -> Floats:
        """The nearest duals that give a finite bound (the solver's are off by its tolerance)."""
        fixed = np.where((self.least <= -FOREVER / 2) & (duals > 0), 0.0, duals)
        fixed = np.where((self.most >= FOREVER / 2) & (fixed < 0), 0.0, fixed)
        # Of slacks without an end: cost - dual * factor >= 0
        endless = self.slack_most >= FOREVER
        short, long = endless & (self.slack_factor > 0), endless & (self.slack_factor < 0)
        np.minimum.at(fixed, self.slack_row[short], slack_cost[short])
        np.maximum.at(fixed, self.slack_row[long], -slack_cost[long])
        return fixed

    def totals(self) -> tuple[Ints, ...]:
        """Slacks whose sum is a whole number in every roster: all that is missing, all that is too many."""
        covers = np.isin(self.slack_row, self.cover)
        found = (np.flatnonzero(covers & (self.slack_factor * sign > 0)) for sign in (1, -1))
        return tuple(one for one in found if len(one) > 1)


def rows_of(made: Compiled, own_rows: Sequence[OwnRow] = ()) -> Rows:
    """The rows a problem asks for."""
    least: list[float] = []
    most: list[float] = []
    slacks: list[tuple[int, float, float, float]] = []
    cover = np.full(len(made.problem.slots), -1, dtype=np.int64)
    for index, slot in enumerate(made.problem.slots):
        if not (slot.wanted or slot.over or slot.most is not None):
            continue
        row = cover[index] = len(least)
        least.append(slot.wanted)
        most.append(slot.wanted)
        if slot.least:
            slacks.append((row, 1.0, slot.under + slot.short, min(slot.least, slot.wanted)))
        if slot.wanted > slot.least:
            slacks.append((row, 1.0, slot.under, slot.wanted - slot.least))
        more = FOREVER if slot.most is None else slot.most - slot.wanted
        if more > 0:
            slacks.append((row, -1.0, slot.over, more))
    first = len(least)
    entries = _tie_rows(made, least, most, slacks)
    seldom = np.arange(first, len(least))
    own: dict[int, list[tuple[int, Floats]]] = {}
    for held in own_rows:
        # In the largest unit that measures every slot: hundreds of hours in minutes beside single people lead the
        # simplex astray.
        unit = int(np.gcd.reduce(held.amounts.astype(np.int64))) or 1
        own.setdefault(held.person, []).append((len(least), held.amounts / unit))
        least.append(-(-held.limit.least // unit))
        most.append(held.limit.most if held.limit.most >= FOREVER else held.limit.most // unit)
    tied: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for row, slot_number, person, factor in entries:
        tied.setdefault((person, slot_number), []).append((row, factor))
    return Rows(
        np.array(least, dtype=float),
        np.array(most, dtype=float),
        cover,
        tied,
        np.array([slack[0] for slack in slacks], dtype=np.int64),
        np.array([slack[1] for slack in slacks], dtype=float),
        np.array([slack[2] for slack in slacks], dtype=float),
        np.array([slack[3] for slack in slacks], dtype=float),
        seldom,
        own,
        np.array([entry[0] for entry in entries], dtype=np.int64),
        np.array([entry[1] for entry in entries], dtype=np.int64),
        np.array([entry[2] for entry in entries], dtype=np.int64),
        np.array([entry[3] for entry in entries], dtype=float),
    )


def _tie_rows(
    made: Compiled, least: list[float], most: list[float], slacks: list[tuple[int, float, float, float]]
) -> list[tuple[int, int, int, float]]:
    """Add the rows of the ties that can be missed at all; their entries: row, slot, person, factor."""
    entries: list[tuple[int, int, int, float]] = []
    for tie in made.problem.ties:
        terms = [
            (made.slot_index[term.slot], made.person_index[term.person], float(term.factor))
            for term in tie.terms
        ]
        terms = [term for term in terms if made.eligible[term[1], term[0]]]
        low = sum(min(0.0, factor) for _slot, _person, factor in terms)
        high = sum(max(0.0, factor) for _slot, _person, factor in terms)
        if tie.least <= low and high <= tie.most:
            continue  # whoever works, it is kept
        row = len(least)
        least.append(tie.least)
        most.append(tie.most)
        if tie.below is not None:
            slacks.append((row, 1.0, tie.below, FOREVER))
        if tie.above is not None:
            slacks.append((row, -1.0, tie.above, FOREVER))
        entries += [(row, *term) for term in terms]
    return entries


def with_shares(made: Compiled, rows: Rows) -> Rows:
    """The same with what every crew of a slot holds: nothing that a roster could miss, much that a mixture does."""
    count = len(rows.least)
    least: list[float] = []
    terms: list[tuple[int, int, int]] = []  # row, slot, person
    lent: list[tuple[int, int, float]] = []  # slack, row, factor
    for share in shares_of(made):
        row = count + len(least)
        least.append(share.line.at_wanted)
        terms += [(row, share.slot, person) for person in share.people]
        lent += [(slack, row, factor) for slack, factor in _lent(made, rows, share) if factor]
    if not least:
        return rows
    tied = {cell: list(entries) for cell, entries in rows.tied.items()}
    for row, slot, person in terms:
        tied.setdefault((person, slot), []).append((row, 1.0))
    more = np.array(terms, dtype=np.int64)
    return replace(
        rows,
        least=np.append(rows.least, least),
        most=np.append(rows.most, np.full(len(least), float(FOREVER))),
        seldom=np.append(rows.seldom, count + np.arange(len(least))),
        tied=tied,
        tie_rows=np.append(rows.tie_rows, more[:, 0]),
        tie_slots=np.append(rows.tie_slots, more[:, 1]),
        tie_people=np.append(rows.tie_people, more[:, 2]),
        tie_factors=np.append(rows.tie_factors, np.ones(len(more))),
        lent_slacks=np.array([slack for slack, _row, _factor in lent], dtype=np.int64),
        lent_rows=np.array([row for _slack, row, _factor in lent], dtype=np.int64),
        lent_factors=np.array([factor for _slack, _row, factor in lent], dtype=float),
        _known={},
    )


def _lent(made: Compiled, rows: Rows, share: Share) -> Iterator[tuple[int, float]]:
    """The slacks of its slot, and how much less each lets a share ask for."""
    slot = made.problem.slots[share.slot]
    below = [share.line.short] * (slot.least > 0) + [share.line.fewer] * (slot.wanted > slot.least)
    for slack in np.flatnonzero(rows.slack_row == rows.cover[share.slot]).tolist():
        yield slack, below.pop(0) if rows.slack_factor[slack] > 0 else -share.line.over
