"""The rules between people of a real center, written as sums: pairs, teams, leads, beginners, skills, fair shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from neighborcenter.volunteers.solver.eligibility import may
from neighborcenter.volunteers.solver.problem import FOREVER, Limit, Measure, Person, Problem, Slot, Term, Tie


def apart(slots: Sequence[Slot], one: str, other: str, *, price: int | None = None) -> list[Tie]:
    """Never both in one slot, nor at one place at the same time."""
    code = f"apart:{one}:{other}"
    ties = [Tie(code, (Term(one, slot.id), Term(other, slot.id)), most=1, above=price) for slot in slots]
    for first in slots:
        for then in slots:
            same_place = first.place and first.place == then.place and first.id != then.id
            if same_place and first.begins < then.ends and then.begins < first.ends:
                ties.append(Tie(code, (Term(one, first.id), Term(other, then.id)), most=1, above=price))
    return ties


def together(slots: Sequence[Slot], people: Sequence[str], *, price: int | None = None) -> list[Tie]:
    """A pair, a family or a team: all of them in a slot, or none."""
    first, code = people[0], "together:" + ":".join(people)
    return [
        Tie(code, (Term(first, slot.id), Term(other, slot.id, -1)), least=0, most=0, below=price, above=price)
        for other in people[1:]
        for slot in slots
    ]


def led(
    problem: Problem, slots: Sequence[Slot], leads: Iterable[str], *, many: int = 1, code: str = "lead"
) -> list[Tie]:
    """Whoever works a slot does so with a lead: `many` leads wherever anybody is, counted by the slot's size."""
    known = set(leads)
    ties = []
    for slot in slots:
        may_work = [person.id for person in problem.people if may(person, slot)]
        size = slot.most if slot.most is not None else max(slot.wanted, len(may_work))
        # One lead carries `size` others for each lead asked for; a single one stands in the slot, too, and the
        # smaller factor leaves less to mixtures.
        carried = size if many > 1 else max(1, size - 1)
        terms = [Term(name, slot.id, carried if name in known else -many) for name in may_work]
        ties.append(Tie(f"{code}:{slot.id}", tuple(terms), least=0))
    return ties


def guided(
    problem: Problem,
    slots: Sequence[Slot],
    beginners: Iterable[str],
    experienced: Iterable[str],
    *,
    each: int = 1,
) -> list[Tie]:
    """At most `each` beginners for every experienced person in a slot."""
    new, old = set(beginners), set(experienced)
    ties = []
    for slot in slots:
        names = [person.id for person in problem.people if may(person, slot)]
        terms = [Term(name, slot.id, each if name in old else -1) for name in names if name in new | old]
        if any(term.factor < 0 for term in terms):
            ties.append(Tie(f"guided:{slot.id}", tuple(terms), least=0))
    return ties


def mixed(
    problem: Problem, slots: Sequence[Slot], skill: str, *, least: int = 1, price: int | None = None
) -> list[Tie]:
    """At least so many with a skill in each slot; at a price each one missing, or never without."""
    ties = []
    for slot in slots:
        able = [
            person.id
            for person in problem.people
            if person.skills.get(skill, -1) >= slot.day and may(person, slot)
        ]
        if price is not None:
            terms = tuple(Term(name, slot.id) for name in able)
            ties.append(Tie(f"skill:{skill}:{slot.id}", terms, least=least, below=price))
        else:
            ties += led(problem, [slot], able, many=least, code=f"skill:{skill}")
    return ties


def fair(
    problem: Problem,
    offered: Mapping[str, int],
    *,
    price: int,
    done: Mapping[str, int] | None = None,
    ease: int = 120,
) -> Problem:
    """Everybody's minutes near their share of what is needed, in proportion to what they offered.

    `done`: minutes of the months before, which count as well. `ease`: minutes off the share that cost nothing;
    beyond it every minute costs `price`.
    """
    needed = sum(slot.wanted * slot.minutes for slot in problem.slots)
    before = done or {}
    total = needed + sum(before.get(name, 0) for name in offered)
    everything = sum(offered.values()) or 1
    people = []
    for person in problem.people:
        share = total * offered.get(person.id, 0) // everything - before.get(person.id, 0)
        goal = max(0, min(share, offered.get(person.id, 0)))
        limit = Limit(
            Measure.MINUTES, "fair", least=max(0, goal - ease), most=goal + ease, below=price, above=price
        )
        people.append(replace(person, limits=(*person.limits, limit)))
    return replace(problem, people=tuple(people))


def nobody_at_zero(person: Person, price: int) -> Person:
    """Being left out altogether costs so much."""
    limit = Limit(Measure.SHIFTS, "nobody_at_zero", least=1, most=FOREVER, below=price)
    return replace(person, limits=(*person.limits, limit))
