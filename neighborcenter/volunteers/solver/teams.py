"""People who serve together always or not at all: one plan for all of them, priced as one.

The ties between them would say it too, but only by prices on every slot that take hundreds of rounds to find.
"""

from collections.abc import Iterator
from dataclasses import replace

from neighborcenter.volunteers.solver.compiled import Compiled
from neighborcenter.volunteers.solver.network import Network, TooLarge, build_network
from neighborcenter.volunteers.solver.problem import Person

MOST = 40_000  # states of a team's network on one day


def teams_of(made: Compiled) -> list[Network]:
    """A network for each team whose members' rules can be read as those of one person."""
    found = []
    for people in _teams(made):
        member = _as_one([made.problem.people[person] for person in people])
        if member is None:
            continue
        shared = [
            frozenset(slot for slot in today if made.eligible[people, slot].all())
            for today in made.slots_of_day
        ]
        try:
            network = build_network(made, member, shared, most=MOST)
        except TooLarge:
            continue
        if network is not None:
            network.people = people
            found.append(network)
    return found


def _teams(made: Compiled) -> Iterator[list[int]]:
    """Those who are tied to each other in every slot one of them may work."""
    tied: dict[tuple[int, int], set[int]] = {}
    for tie in made.problem.ties:
        if tie.all_or_none:
            one, other = (made.person_index[term.person] for term in tie.terms)
            tied.setdefault((min(one, other), max(one, other)), set()).add(made.slot_index[tie.terms[0].slot])
    team = {person: {person} for pair in tied for person in pair}
    for (one, other), slots in tied.items():
        either = made.eligible[one] | made.eligible[other]
        if slots.issuperset(either.nonzero()[0].tolist()):
            team[one] |= team[other]
            for person in team[one]:
                team[person] = team[one]
    for person, people in sorted(team.items()):
        if len(people) > 1 and person == min(people):
            yield sorted(people)


def _as_one(people: list[Person]) -> Person | None:
    """One person who may do what all of them may; None where their days before cannot be told as one."""
    strict = Person(
        people[0].id,
        pinned=frozenset().union(*(person.pinned for person in people)),
        limits=tuple(limit for person in people for limit in person.limits),
        max_run=min(person.max_run for person in people),
        min_run=max(person.min_run for person in people),
        min_rest_run=max(person.min_rest_run for person in people),
        max_nights=min(person.max_nights for person in people),
        shifts_a_day=min(person.shifts_a_day for person in people),
    )
    known = [person for person in people if person.before is not None]
    if not known:
        return strict
    # Whoever's days before are not known must have no rule that would ask for them.
    easy = all(
        person.before == known[0].before if person in known else _no_stricter(person, known[0])
        for person in people
    )
    return replace(strict, before=known[0].before) if easy else None


def _no_stricter(person: Person, than: Person) -> bool:
    return (
        person.max_run >= than.max_run
        and person.max_nights >= than.max_nights
        and person.min_run <= than.min_run
        and person.min_rest_run <= than.min_rest_run
    )
