"""Rules that tie people together, as rows of the engine's problem: pairs, leads, skills, fairness.

Each is linear, so that its price reaches every person's plan and the bound stays true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from neighborcenter.volunteers.kinds import Bond
from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, Rule, ShiftFact
from neighborcenter.volunteers.solver.problem import Term, Tie

HALF_HOUR = 30
"""Minutes in which hours too few are counted: a price for each minute would outweigh everything."""
Barred = Mapping[str, Mapping[str, str]]
"""Person -> shifts they cannot be on whatever else they work, with the reason."""


def ties_of(facts: Facts, barred: Barred) -> tuple[Tie, ...]:
    """Every rule between people of a range."""
    return (
        *_ties_of_pairs(facts, barred),
        *_ties_of_teams(facts, barred),
        *_ties_of_shifts(facts, barred),
        *_fairness(facts, barred),
    )


def _ties_of_pairs(facts: Facts, barred: Barred) -> list[Tie]:
    """Who does not serve together never does; who wishes to has a price when only one stands there."""
    rules = {rule.kind: rule for rule in facts.rules}
    known = {person.volunteer_id for person in facts.people}
    ties = []
    for one, other, bond in facts.bonds:
        rule = rules.get(RuleKind.APART if bond is Bond.APART else RuleKind.TOGETHER)
        if rule is None or one not in known or other not in known:
            continue
        hard = rule.level is Level.BLOCK
        price = None if hard else 10 * rule.weight
        for shift in facts.shifts:
            slot = str(shift.shift_id)
            able = [slot not in barred[str(ref)] for ref in (one, other)]
            if not any(able) or (bond is Bond.APART and not all(able)):
                continue
            if bond is Bond.APART:
                terms = (Term(str(one), slot), Term(str(other), slot))
                ties.append(Tie("roster.apart", terms, most=1, above=price))
            elif hard or shift.maximum > 1:  # where only one may stand, a block keeps both away
                terms = (Term(str(one), slot), Term(str(other), slot, -1))
                ties.append(Tie("roster.together", terms, least=0, most=0, below=price, above=price))
    return ties


def _ties_of_teams(facts: Facts, barred: Barred) -> list[Tie]:
    """A team that serves as a whole is on a shift or is not: each one beside the next of it has a price."""
    rule = next((rule for rule in facts.rules if rule.kind is RuleKind.TEAM), None)
    if rule is None:
        return []
    price = 10 * rule.weight
    ties = []
    for team in sorted(facts.whole_teams):
        members = [str(person.volunteer_id) for person in facts.people if team in person.teams]
        for shift in facts.shifts:
            slot = str(shift.shift_id)
            if all(slot in barred[ref] for ref in members):
                continue
            ties += [
                Tie(
                    "roster.team_torn", (Term(one, slot), Term(other, slot, -1)), least=0, most=0,
                    below=price, above=price,
                )
                for one, other in pairwise(members)
            ]  # fmt: skip
    return ties


def _ties_of_shifts(facts: Facts, barred: Barred) -> list[Tie]:
    """A lead, somebody experienced beside beginners, enough people with a skill, teams as a whole."""
    rules = {rule.kind: rule for rule in facts.rules}
    ties: list[Tie] = []
    for shift in facts.shifts:
        slot = str(shift.shift_id)
        able = [p for p in facts.people if slot not in barred[str(p.volunteer_id)]]
        if RuleKind.LEAD in rules and shift.lead_required:
            leads = tuple(Term(str(p.volunteer_id), slot) for p in able if p.may_lead)
            ties.append(_at_least("roster.no_lead", leads, 1, rules[RuleKind.LEAD]))
        if RuleKind.EXPERIENCED in rules and shift.maximum > 1:
            ties += _beside_beginners(able, slot, shift, rules[RuleKind.EXPERIENCED])
        for skill, count in shift.skills.items():
            if RuleKind.SKILL in rules and count < shift.maximum:
                ties += _with_skill(able, shift, skill, count, rules[RuleKind.SKILL])
    return ties


def _beside_beginners(able: Sequence[PersonFact], slot: str, shift: ShiftFact, rule: Rule) -> list[Tie]:
    """Somebody experienced carries as many beginners as have room beside them."""
    terms = [Term(str(p.volunteer_id), slot, shift.maximum - 1) for p in able if p.experienced]
    beginners = [Term(str(p.volunteer_id), slot, -1) for p in able if p.beginner and not p.experienced]
    if not beginners:
        return []
    return [_at_least("roster.beginner_alone", tuple(terms + beginners), 0, rule)]


def _with_skill(
    able: Sequence[PersonFact], shift: ShiftFact, skill: int, count: int, rule: Rule
) -> list[Tie]:
    """Places kept for those who hold a skill; filling them with such people is worth more than any wish."""
    slot = str(shift.shift_id)
    holders = tuple(Term(str(p.volunteer_id), slot) for p in able if p.holds(skill, shift.day))
    others = tuple(Term(str(p.volunteer_id), slot) for p in able if not p.holds(skill, shift.day))
    price = None if rule.level is Level.BLOCK else 10 * rule.weight
    kept = Tie("roster.skill_missing", others, most=shift.maximum - count, above=price)
    return [kept, _at_least("roster.skill_missing", holders, count, Rule(RuleKind.SKILL, weight=50))]


def _at_least(code: str, terms: tuple[Term, ...], least: int, rule: Rule) -> Tie:
    return Tie(code, terms, least=least, below=10 * rule.weight)


def _fairness(facts: Facts, barred: Barred) -> list[Tie]:
    """Everybody's load, what they served lately included, stays near their share; nobody at zero.

    The share of somebody is the whole load in proportion to what they offered (their wanted shifts, else an
    equal part).  Each shift too many or too few costs the rule's weight.
    """
    rules = {rule.kind: rule for rule in facts.rules}
    ties: list[Tie] = []
    works = {person.volunteer_id: _works(facts, person, barred) for person in facts.people}
    if RuleKind.LEAST_SHIFTS in rules:
        rule = rules[RuleKind.LEAST_SHIFTS]
        ties += [
            Tie("roster.too_few", terms, least=rule.amount, below=rule.weight) for terms in works.values()
        ]
    if RuleKind.LEAST_MINUTES in rules:
        rule = rules[RuleKind.LEAST_MINUTES]
        halves = {str(shift.shift_id): max(1, shift.minutes // HALF_HOUR) for shift in facts.shifts}
        ties += [
            Tie(
                "roster.too_few_hours", tuple(Term(one.person, one.slot, halves[one.slot]) for one in terms),
                least=rule.amount // HALF_HOUR, below=rule.weight,
            )
            for terms in works.values()
        ]  # fmt: skip
    if RuleKind.FAIR in rules:
        rule = rules[RuleKind.FAIR]
        fair = shares(facts)
        for person in facts.people:
            most = max(0, fair[person.volunteer_id] - person.served)
            ties.append(Tie("roster.fair", works[person.volunteer_id], most=most, above=rule.weight))
    return ties


def shares(facts: Facts) -> dict[int, int]:
    """The fair load of everybody, rounded up: served lately and in the range together."""
    offered = {person.volunteer_id: person.wanted or 4 for person in facts.people}
    load = sum(shift.wanted for shift in facts.shifts) + sum(person.served for person in facts.people)
    whole = sum(offered.values()) or 1
    return {ref: -(-load * part // whole) for ref, part in offered.items()}


def _works(facts: Facts, person: PersonFact, barred: Barred) -> tuple[Term, ...]:
    ref = str(person.volunteer_id)
    slots = (str(shift.shift_id) for shift in facts.shifts)
    return tuple(Term(ref, slot) for slot in slots if slot not in barred[ref])
