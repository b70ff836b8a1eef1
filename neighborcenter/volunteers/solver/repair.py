"""After a sick call: the same engine, with a price on every cell that would have to change."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from neighborcenter.volunteers.solver.checking import broken, cost_parts
from neighborcenter.volunteers.solver.eligibility import may
from neighborcenter.volunteers.solver.engine import solve
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.problem import Limit, Person, Plans, Problem, Span
from neighborcenter.volunteers.solver.reasons import Move
from neighborcenter.volunteers.solver.roster import Progress, Roster, Stop

AROUND = 60  # people who may move in a repair


@dataclass(frozen=True, slots=True)
class Repair:
    """The repaired roster (its parts counted without the price of changes) and who must be told what."""

    roster: Roster
    moves: tuple[Move, ...]


SECONDS = 2.5
"""How long a repair may search: with all around it somebody at the telephone waits three seconds."""


def repair(
    problem: Problem,
    plans: Plans,
    absent: Mapping[str, Sequence[Span]],
    *,
    from_day: int = 0,
    per_change: int | None = None,
    effort: Effort | None = None,
    seed: int = 1,
    on_progress: Progress | None = None,
    should_stop: Stop | None = None,
) -> Repair:
    """The roster nearest to `plans` that does without these people at these times.

    Days before `from_day` stay as they are. `per_change`: what one cell more or less costs; by default so much
    that a wish never moves anybody, but an empty slot moves two.
    """
    price = _price(problem) if per_change is None else per_change
    changed = staying(problem, plans, absent, from_day, price)
    slots = {slot.id: slot for slot in problem.slots}
    start = {
        person.id: frozenset(
            name
            for name in plans.get(person.id, frozenset())
            if name in person.pinned
            or not any(
                span.begins < slots[name].ends and slots[name].begins < span.ends for span in person.away
            )
        )
        for person in changed.people
    }
    roster = solve(
        changed,
        effort or Effort(seconds=SECONDS),
        seed=seed,
        start=start,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    return Repair(replace(roster, parts=cost_parts(problem, roster.plans)), difference(plans, roster.plans))


def _price(problem: Problem) -> int:
    under = [slot.under for slot in problem.slots if slot.under]
    return max(1, min(under) // 5) if under else 1


def staying(
    problem: Problem,
    plans: Plans,
    absent: Mapping[str, Sequence[Span]],
    from_day: int,
    price: int,
    near: int = 1,
) -> Problem:
    """The problem in which every cell that differs from `plans` costs `price`, and the absent are away.

    Only the days within `near` of a slot that falls free may change, and only those who could take such a slot
    or step in for somebody who does (`AROUND` of them): that keeps both the changes and the search small. The
    bound of such a problem is one over these days and people.
    """
    slots = {slot.id: slot for slot in problem.slots}
    freed = {
        name
        for person, spans in absent.items()
        for name in plans.get(person, frozenset())
        if any(span.begins < slots[name].ends and slots[name].begins < span.ends for span in spans)
    }
    moving = _near(problem, plans, absent, freed)
    open_days = {
        slots[name].day + step
        for name in freed
        for step in range(-near, near + 1)
        if slots[name].day + step >= from_day
    }
    every = frozenset(range(problem.days))
    base = problem.base
    people: list[Person] = []
    for person in problem.people:
        now = plans.get(person.id, frozenset())
        costs = {slot.id: person.costs.get(slot.id, 0) + price for slot in problem.slots}
        for name in now:
            costs[name] = person.costs.get(name, 0) - price
            base += price
        gone = replace(person, costs=costs, away=(*person.away, *absent.get(person.id, ())))
        shut = every - open_days if person.id in moving else every
        people.append(_held(problem, gone, now, shut, from_day))
    return replace(problem, people=tuple(people), base=base)


def _near(
    problem: Problem, plans: Plans, absent: Mapping[str, Sequence[Span]], freed: Set[str]
) -> frozenset[str]:
    """The absent, those who could take a free slot (least busy first), those who could step in for them."""
    slots = {slot.id: slot for slot in problem.slots}
    order = sorted(problem.people, key=lambda person: (len(plans.get(person.id, ())), person.id))
    found, wanted = set(absent), set(freed)
    for share in (AROUND // 2, AROUND):
        here = [slots[name] for name in sorted(wanted)]
        for person in order:
            if len(found) >= share:
                break
            if person.id not in found and any(may(person, slot) for slot in here):
                found.add(person.id)
        days = {slots[name].day for name in freed}
        wanted = {name for person in found for name in plans.get(person, ()) if slots[name].day in days}
    partners = {
        term.person
        for tie in problem.ties
        if len(tie.terms) == 2 and any(term.person in found for term in tie.terms)
        for term in tie.terms
    }
    return frozenset(found | partners)


def _held(
    problem: Problem, person: Person, now: frozenset[str], shut: frozenset[int], from_day: int
) -> Person:
    """The person with what they do on shut days fixed; only the past, where that alone would break their rules."""
    slots = {slot.id: slot for slot in problem.slots}
    for days in (shut, frozenset(range(from_day))):
        kept = {name for name in now if slots[name].day in days}
        fixed = replace(person, pinned=person.pinned | kept, free_pins=person.free_pins | days)
        if not any(
            broken(problem, replace(fixed, limits=_most(fixed)), [slots[name] for name in fixed.pinned])
        ):
            return fixed
    return fixed


def _most(person: Person) -> tuple[Limit, ...]:
    """The limits without their least: what is fixed is only a part of what a person will do."""
    return tuple(replace(limit, least=0) for limit in person.limits)


def difference(before: Plans, after: Plans) -> tuple[Move, ...]:
    """Who gives up and who takes what, by person."""
    moves = []
    for person in sorted(set(before) | set(after)):
        old, new = before.get(person, frozenset()), after.get(person, frozenset())
        moves += [Move(person, slot, takes=False) for slot in sorted(old - new)]
        moves += [Move(person, slot, takes=True) for slot in sorted(new - old)]
    return tuple(moves)
