"""Decisions about single cells: somebody works a slot (or is off a day), or does not; what plans and prices make of it.

A plan is dear to branch on: closing one of thousands changes nothing. A cell is in a hundred plans at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neighborcenter.volunteers.solver.compiled import Compiled, Flags, Floats, Ints
from neighborcenter.volunteers.solver.generation import Base
from neighborcenter.volunteers.solver.master import Master

CLOSED, TAKEN = 1, 2
Marks = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Decision:
    """One cell: `row` is a slot or a day off (`Compiled.off`)."""

    person: int
    row: int
    taken: bool


class Cells:
    """The cells of every plan a master knows."""

    def __init__(self, made: Compiled, master: Master) -> None:
        self._made, self._master = made, master
        self._days = [slot.day for slot in made.problem.slots]
        self._width = made.problem.days * max(person.shifts_a_day for person in made.problem.people)
        self._known: list[tuple[int, ...]] = []
        self._table: Ints = np.zeros((0, self._width), dtype=np.int64)
        self._people: Ints = np.zeros(0, dtype=np.int64)

    def refresh(self) -> tuple[Ints, Ints]:
        """The cells of each plan, filled up with "nothing", and whose plan it is."""
        first = len(self._table)
        if first < len(self._master.columns):
            fresh = self._master.columns[first:]
            rows = [self._cells(plan) for _person, plan in fresh]
            self._table = np.concatenate([self._table, np.array(rows, dtype=np.int64)])
            owners = np.array([person for person, _plan in fresh], dtype=np.int64)
            self._people = np.concatenate([self._people, owners])
        return self._table, self._people

    def _cells(self, plan: tuple[int, ...]) -> tuple[int, ...]:
        made, worked = self._made, {self._days[slot] for slot in plan}
        off = [made.off(day) for day in range(made.problem.days) if day not in worked]
        return (*plan, *off, *[made.dummy] * (self._width - len(plan) - len(off)))

    def mixture(self, shares: Floats) -> Floats:
        """How much of each cell a mixture of plans takes: [rows, people]."""
        table, people = self.refresh()
        used = np.flatnonzero(shares > 1e-9)
        taken = np.zeros(self._made.wishes.shape)
        width = table.shape[1]
        np.add.at(
            taken,
            (table[used], np.repeat(people[used][:, None], width, axis=1)),
            np.repeat(shares[used][:, None], width, axis=1),
        )
        taken[self._made.dummy] = 0.0
        return taken


class Decided:
    """What is decided so far."""

    def __init__(
        self,
        made: Compiled,
        dear: float,
        decisions: Iterable[Decision] = (),
        before: "Decided | None" = None,
    ) -> None:
        self._made, self._dear = made, dear
        self.marks: Marks = (
            np.zeros(made.wishes.shape, dtype=np.int8) if before is None else before.marks.copy()
        )
        for decision in decisions:
            self.mark(decision)

    def mark(self, decision: Decision) -> None:
        """Decide one more. A day off that is taken closes the slots of the day."""
        own = self.marks[:, decision.person]
        day = decision.row - self._made.off(0)
        if decision.taken and day >= 0:
            own[self._made.slots_of_day[day]] = CLOSED
        own[decision.row] = TAKEN if decision.taken else CLOSED

    def reopened(self, row: int, near: int) -> "Decided":
        """The same with nothing decided on the days around that of this cell."""
        made = self._made
        day = row - made.off(0) if row >= made.off(0) else made.problem.slots[row].day
        found = Decided(made, self._dear, before=self)
        for other in range(max(0, day - near), min(made.problem.days, day + near + 1)):
            found.marks[made.slots_of_day[other]] = 0
            found.marks[made.off(other)] = 0
        return found

    def freed(self, people: Iterable[int]) -> "Decided":
        """The same with nothing decided about these people."""
        found = Decided(self._made, self._dear, before=self)
        found.marks[:, list(people)] = 0
        return found

    @property
    def taken(self) -> Flags:
        """The slots that are taken."""
        found: Flags = self.marks == TAKEN
        found[self._made.dummy :] = False
        return found

    def base(self) -> Base:
        """Prices at which a plan keeps what is decided, if any does: what is taken is given a large present."""
        wishes = self._made.wishes.copy()
        wishes[self.marks == CLOSED] = np.inf
        taken = self.taken
        wishes[taken] -= self._dear
        return Base(wishes, self._dear * taken.sum(axis=0), self._dear)

    def kept(self, cells: Cells) -> Flags:
        """Which of the plans keep it."""
        table, people = cells.refresh()
        own = self.marks[table, people[:, None]]
        wanted = (self.marks == TAKEN).sum(axis=0)
        every = (own == TAKEN).sum(axis=1) == wanted[people]
        kept: Flags = every & ~(own == CLOSED).any(axis=1)
        return kept
