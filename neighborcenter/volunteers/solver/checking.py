"""The rules read once more, one by one, over a finished plan: nothing here is shared with the graph or the prices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from neighborcenter.volunteers.solver.eligibility import bars, clash
from neighborcenter.volunteers.solver.problem import Limit, Measure, Person, Plans, Problem, Slot, Tie


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule a plan does not keep: whose, which, and where (slots, or the first day of a run)."""

    person: str
    code: str
    slots: tuple[str, ...] = ()
    day: int | None = None


def measured(limit: Limit, slots: Iterable[Slot], problem: Problem, first: int | None = None) -> int:
    """How much of a limit these slots use up (from `first` on for its window, when it rolls)."""
    low, high = (limit.first, limit.last) if first is None else (first, first + (limit.window or 1) - 1)
    counted = [
        slot for slot in slots if low <= slot.day <= high and (not limit.kinds or slot.kind in limit.kinds)
    ]
    if limit.measure is Measure.MINUTES:
        return sum(slot.minutes for slot in counted)
    if limit.measure is Measure.SHIFTS:
        return len(counted)
    if limit.measure is Measure.NIGHTS:
        return sum(slot.night for slot in counted)
    days = {slot.day for slot in counted}
    if limit.measure is Measure.DAYS:
        return len(days)
    return len({(day + problem.weekday) // 7 for day in days if (day + problem.weekday) % 7 >= 5})


def broken(problem: Problem, person: Person, slots: Sequence[Slot]) -> Iterator[Breach]:
    """Every rule of `person` that working exactly these slots would break."""
    own = sorted(slots, key=lambda slot: (slot.begins, slot.id))
    for slot in own:
        if slot.id not in person.pinned:
            for code in bars(person, slot):
                yield Breach(person.id, code, (slot.id,))
    held = {slot.id for slot in own}
    for name in sorted(person.pinned - held):
        yield Breach(person.id, "pinned", (name,))
    for slot in own:
        if slot.day in person.free_pins and slot.id not in person.pinned:
            yield Breach(person.id, "pinned", (slot.id,))
    for place, first in enumerate(own):
        for then in own[place + 1 :]:
            clashing = clash(problem.rest, first, then)
            if clashing:
                yield Breach(person.id, clashing, (first.id, then.id))
    yield from _too_much(problem, person, own)
    yield from _runs(problem, person, own)


def _too_much(problem: Problem, person: Person, own: Sequence[Slot]) -> Iterator[Breach]:
    by_day: dict[int, int] = {}
    for slot in own:
        by_day[slot.day] = by_day.get(slot.day, 0) + 1
    for day, count in by_day.items():
        if count > person.shifts_a_day:
            yield Breach(person.id, "shifts_a_day", day=day)
    for limit in person.limits:
        if limit.window:
            starts = range(problem.days)
            if any(measured(limit, own, problem, day) > limit.most for day in starts):
                yield Breach(person.id, limit.code)
            continue
        value = measured(limit, own, problem)
        if value > limit.most and limit.above is None:
            yield Breach(person.id, limit.code)
        if value < limit.least and limit.below is None and limit.first < problem.days:
            yield Breach(person.id, limit.code)


def _runs(problem: Problem, person: Person, own: Sequence[Slot]) -> Iterator[Breach]:
    """Days and nights in a row, with what was before the horizon; a run at its edge is never too short."""
    days, nights = {slot.day for slot in own}, {slot.day for slot in own if slot.night}
    before = person.before
    history = before.worked if before else 0
    if before and own:
        gap = own[0].begins - before.ends
        if own[0].day >= 0 and gap < problem.rest.overnight:
            yield Breach(person.id, "rest", (own[0].id,))
    line = [True] * history + [day in days for day in range(problem.days)]
    if before and not history:
        line = [False] * before.free + line
    shift = len(line) - problem.days
    edges = [0, *(place for place in range(1, len(line)) if line[place] != line[place - 1]), len(line)]
    for start, end in pairwise(edges):
        length, worked = end - start, line[start]
        open_start, open_end = start == 0 and not before, end == len(line)
        day = max(0, start - shift)
        if worked and length > person.max_run and end > shift:
            yield Breach(person.id, "max_run", day=day)
        if worked and length < person.min_run and not open_start and not open_end and end >= shift:
            yield Breach(person.id, "min_run", day=day)
        if not worked and length < person.min_rest_run and not open_start and not open_end and end >= shift:
            yield Breach(person.id, "min_rest_run", day=day)
    run = before.nights if before else 0
    for day in range(problem.days):
        run = run + 1 if day in nights else 0
        if run > person.max_nights:
            yield Breach(person.id, "max_nights", day=day)
            break


def outside(tie: Tie, plans: Plans) -> int:
    """By how much a tie is missed: negative below its least, positive above its most, 0 when kept."""
    value = sum(term.factor for term in tie.terms if term.slot in plans.get(term.person, ()))
    return min(0, value - tie.least) + max(0, value - tie.most)


def breaches(problem: Problem, plans: Plans) -> list[Breach]:
    """Every hard rule these plans break, of people, of slots and between people."""
    slots = {slot.id: slot for slot in problem.slots}
    found = [
        breach
        for person in problem.people
        for breach in broken(problem, person, [slots[name] for name in plans.get(person.id, frozenset())])
    ]
    found += [
        Breach("", "most", (slot.id,))
        for slot in problem.slots
        if slot.most is not None and sum(slot.id in plan for plan in plans.values()) > slot.most
    ]
    for tie in problem.ties:
        miss = outside(tie, plans)
        if (miss < 0 and tie.below is None) or (miss > 0 and tie.above is None):
            found.append(Breach("", tie.code, tuple(sorted({term.slot for term in tie.terms}))))
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """The cost of a roster by what it is for."""

    missing: int
    surplus: int
    wishes: int
    limits: int
    ties: int

    @property
    def total(self) -> int:
        """What the engine minimises."""
        return self.missing + self.surplus + self.wishes + self.limits + self.ties


def cost_parts(problem: Problem, plans: Plans) -> Parts:
    """What a roster costs, counted from the problem's own words."""
    slots = {slot.id: slot for slot in problem.slots}
    held: dict[str, int] = {}
    for plan in plans.values():
        for name in plan:
            held[name] = held.get(name, 0) + 1
    missing = surplus = 0
    for slot in problem.slots:
        have = held.get(slot.id, 0)
        missing += (
            max(0, slot.wanted - have) * slot.under + max(0, min(slot.least, slot.wanted) - have) * slot.short
        )
        surplus += max(0, have - slot.wanted) * slot.over
    wishes, limits = problem.base, 0
    for person in problem.people:
        plan = plans.get(person.id, frozenset())
        wishes += sum(person.costs.get(name, 0) for name in plan)
        own = [slots[name] for name in plan]
        for limit in person.limits:
            if limit.window is None and limit.first < problem.days:
                value = measured(limit, own, problem)
                limits += max(0, limit.least - value) * (limit.below or 0)
                limits += max(0, value - limit.most) * (limit.above or 0)
    ties = 0
    for tie in problem.ties:
        miss = outside(tie, plans)
        ties += -miss * (tie.below or 0) if miss < 0 else miss * (tie.above or 0)
    return Parts(missing, surplus, wishes, limits, ties)
