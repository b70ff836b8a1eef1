"""A problem as numbers: slots and people by index, who may work what, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from neighborcenter.volunteers.solver.eligibility import clash, closed, may, reach
from neighborcenter.volunteers.solver.meter import Meter
from neighborcenter.volunteers.solver.problem import Person, Problem, Slot

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Compiled:
    """The problem by index. Rows beyond the slots stand for "nothing" (`dummy`) and each day off (`off`)."""

    problem: Problem
    slot_index: dict[str, int]
    person_index: dict[str, int]
    slots_of_day: list[list[int]]
    eligible: Flags  # [people, slots]
    wishes: Floats  # [rows, people]: what working costs this person; infinite where it may not be
    clashes: dict[int, frozenset[int]]  # slot -> later slots that one person cannot work too
    steps: dict[tuple[object, ...], tuple[int, int]] = field(
        default_factory=dict
    )  # measures already looked at
    adds: dict[tuple[object, ...], dict[tuple[int, ...], int]] = field(
        default_factory=dict
    )  # what options add to limits
    meter: Meter = field(default_factory=Meter)

    @property
    def dummy(self) -> int:
        """The row that costs nothing."""
        return len(self.problem.slots)

    def off(self, day: int) -> int:
        """The row of a day off."""
        return len(self.problem.slots) + 1 + day


def compile_problem(problem: Problem) -> Compiled:
    """Number everything once. Raises ValueError where a slot asks for fewer than its least or more than its most."""
    for slot in problem.slots:
        if not slot.least <= slot.wanted <= (slot.wanted if slot.most is None else slot.most):
            raise ValueError(slot)
    slot_index = {slot.id: index for index, slot in enumerate(problem.slots)}
    days: list[list[int]] = [[] for _ in range(problem.days)]
    for index, slot in enumerate(problem.slots):
        days[slot.day].append(index)
    for day in days:
        day.sort(key=lambda index: (problem.slots[index].begins, index))
    people = problem.people
    eligible = np.zeros((len(people), len(problem.slots)), dtype=bool)
    wishes = np.zeros((len(problem.slots) + 1 + problem.days, len(people)))
    begins = np.array([slot.begins for slot in problem.slots])
    ends = np.array([slot.ends for slot in problem.slots])
    for number, person in enumerate(people):
        if stands(person, problem.days):
            eligible[number, [slot_index[name] for name in person.pinned]] = True
        else:
            eligible[number] = _may(person, problem.slots, begins, ends)
        for name, cost in person.costs.items():
            wishes[slot_index[name], number] = cost
    wishes[: len(problem.slots)][~eligible.T] = np.inf
    made = Compiled(
        problem,
        slot_index,
        {person.id: number for number, person in enumerate(people)},
        days,
        eligible,
        wishes,
        _clashes(problem, days),
    )
    for number, person in enumerate(people):
        _pin(made, number, person)
    return made


def stands(person: Person, days: int) -> bool:
    """Whether every day of this person is decided: they do what is pinned, and nothing else."""
    return len(person.free_pins) >= days and person.free_pins.issuperset(range(days))


def _may(person: Person, slots: Sequence[Slot], begins: Ints, ends: Ints) -> list[bool]:
    """Which slots nothing bars this person from; leave is looked at for all slots at once (a year has 11,000)."""
    away = np.zeros(len(slots), dtype=bool)
    for span in person.away:
        away |= (span.begins < ends) & (begins < span.ends)
    here, none_of = replace(person, away=()), closed(person)
    return [
        slot.most != 0 and ((not gone and may(here, slot, none_of)) or slot.id in person.pinned)
        for slot, gone in zip(slots, away.tolist(), strict=True)
    ]


def _pin(made: Compiled, number: int, person: Person) -> None:
    """A pinned day is neither free nor spent elsewhere (with several shifts a day `network` sees to the rest)."""
    pinned = {made.slot_index[name] for name in person.pinned}
    for slot in pinned:
        made.wishes[made.off(made.problem.slots[slot].day), number] = np.inf
    fixed = set(person.free_pins) | {
        made.problem.slots[slot].day for slot in pinned if person.shifts_a_day == 1
    }
    for day in fixed:
        for slot in made.slots_of_day[day]:
            if slot not in pinned:
                made.wishes[slot, number] = np.inf
                made.eligible[number, slot] = False


def _clashes(problem: Problem, days: list[list[int]]) -> dict[int, frozenset[int]]:
    known: dict[tuple[object, ...], str | None] = {}

    def bad(first: Slot, then: Slot) -> bool:
        key = (_shape(first), _shape(then), then.day - first.day)
        if key not in known:
            known[key] = clash(problem.rest, first, then)
        return known[key] is not None

    ahead, slots, found = reach(problem.rest, problem.slots), problem.slots, {}
    for day, today in enumerate(days):
        for place, index in enumerate(today):
            later = [other for other in today[place + 1 :] if bad(slots[index], slots[other])]
            for gap in range(1, min(ahead, problem.days - 1 - day) + 1):
                later += [other for other in days[day + gap] if bad(slots[index], slots[other])]
            found[index] = frozenset(later)
    return found


def _shape(slot: Slot) -> tuple[object, ...]:
    return (slot.kind, slot.start, slot.minutes, slot.place)
