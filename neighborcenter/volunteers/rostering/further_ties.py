"""Rules about languages, women and men, turns, runs of days and either-or posts, as rows of the engine's problem.

Each is a sum with a price: what a proposal weighs and cannot promise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from neighborcenter.people.kinds import Sex
from neighborcenter.volunteers.roster_kinds import RuleKind
from neighborcenter.volunteers.rostering.board import alternatives
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, Rule, ShiftFact
from neighborcenter.volunteers.rostering.ties import Barred
from neighborcenter.volunteers.solver.problem import Term, Tie

SECOND_CHOICE = 2
"""What a person at the second post of an either-or costs, times the rule's weight: the first is tried first."""
TURNS = 3
"""So many shifts of a post ahead somebody's next turn is looked for; who comes later than that has had a rest."""
_DAY = timedelta(days=1)


def further_ties(facts: Facts, barred: Barred) -> tuple[Tie, ...]:
    """Every such rule of a range."""
    found: list[Tie] = []
    for rule in facts.rules:
        if rule.kind is RuleKind.LANGUAGE:
            found += _languages(facts, barred, rule)
        elif rule.kind is RuleKind.MIXED:
            found += _mixed(facts, barred, rule)
        elif rule.kind is RuleKind.NOT_TWICE:
            found += _turns(facts, barred, rule)
        elif rule.kind is RuleKind.LEAST_IN_ROW:
            found += _runs(facts, barred, rule)
        elif rule.kind is RuleKind.WHOLE_WEEKENDS:
            found += _weekends(facts, barred, rule)
    return tuple(found)


def ties_of_alternatives(facts: Facts, barred: Barred, under: int, short: int) -> list[Tie]:
    """Of two posts one is enough: what is wanted is wanted of both together, and both at once has a price.

    `under` and `short` are the prices of a person missing below what is wanted and below the minimum.
    """
    rule = next((rule for rule in facts.rules if rule.kind is RuleKind.EITHER), None)
    pairs = alternatives(facts)
    shifts = {shift.shift_id: shift for shift in facts.shifts}
    ties: list[Tie] = []
    for first, second in pairs.items():
        one, other = shifts[first], shifts[second]
        if rule is None or one.post_id == rule.other_post_id:
            continue  # each pair once
        of_one, of_other = _everybody(facts, barred, one), _everybody(facts, barred, other)
        price, weight = 10 * rule.weight, 1 + max(one.priority, other.priority)
        for a, b, cost in (
            (one.wanted, other.wanted, under * weight),
            (one.minimum, other.minimum, short * weight),
        ):
            if a and b:
                terms = tuple(
                    Term(term.person, term.slot, factor)
                    for side, factor in ((of_one, b), (of_other, a))
                    for term in side
                )
                ties.append(Tie("roster.below_wanted", terms, least=a * b, below=max(1, cost // min(a, b))))
                ties.append(Tie("roster.both_run", terms, most=a * b, above=price))
        ties.append(Tie("roster.both_run", of_other, most=0, above=SECOND_CHOICE * rule.weight))
    return ties


def _languages(facts: Facts, barred: Barred, rule: Rule) -> list[Tie]:
    """So many on each shift speak the language; a shift nobody who does may take is left alone."""
    ties = []
    for shift in _of_post(facts, rule):
        able = tuple(
            term
            for term, person in zip(
                _everybody(facts, barred, shift), _able(facts, barred, shift), strict=True
            )
            if person.speaks(rule.first_name)
        )
        if able and shift.wanted:
            least = min(max(1, rule.amount), shift.wanted)
            ties.append(Tie("roster.language_missing", able, least=least, below=10 * rule.weight))
    return ties


def _mixed(facts: Facts, barred: Barred, rule: Rule) -> list[Tie]:
    """Each woman on a shift makes room for as many men as it has places besides, and the other way round."""
    ties = []
    for shift in _of_post(facts, rule):
        people = zip(_everybody(facts, barred, shift), _able(facts, barred, shift), strict=True)
        of_sex: dict[Sex, list[Term]] = defaultdict(list)
        for term, person in people:
            of_sex[person.sex].append(term)
        for one, other in ((Sex.FEMALE, Sex.MALE), (Sex.MALE, Sex.FEMALE)):
            if len(of_sex[one]) > 1 and shift.maximum > 1:
                room = (Term(term.person, term.slot, 1 - shift.maximum) for term in of_sex[other])
                ties.append(Tie("roster.not_mixed", (*of_sex[one], *room), most=1, above=10 * rule.weight))
    return ties


def _turns(facts: Facts, barred: Barred, rule: Rule) -> list[Tie]:
    """Nobody on two shifts of a post with none of theirs between, looked at for `TURNS` shifts ahead."""
    posts: dict[int, list[ShiftFact]] = defaultdict(list)
    ordered = sorted(facts.shifts, key=lambda one: one.starts)
    for shift in ordered:
        if rule.post_id in (None, shift.post_id):
            posts[shift.post_id].append(shift)
    price = 10 * rule.weight
    ties = []
    for person in facts.people:
        last = max(person.earlier, key=lambda one: one.starts, default=None)
        for of_post in posts.values():
            for at, after in enumerate(of_post):
                for before in of_post[max(0, at - TURNS) : at]:
                    ends = (*_terms(person, [before], barred), *_terms(person, [after], barred))
                    if len(ends) == 2 and before.starts < after.starts:
                        between = _between(ordered, before, after)
                        terms = (*ends, *_turned(_terms(person, between, barred)))
                        ties.append(Tie("roster.not_twice", terms, most=1, above=price))
            if last is not None and last.post_id == of_post[0].post_id:
                for after in of_post:
                    terms = _terms(person, [after], barred)
                    if terms:
                        since = _turned(_terms(person, _between(ordered, last, after), barred))
                        ties.append(Tie("roster.not_twice", (*terms, *since), most=0, above=price))
    return ties


def _between(ordered: Sequence[ShiftFact], before: ShiftFact, after: ShiftFact) -> list[ShiftFact]:
    return [one for one in ordered if before.starts < one.starts < after.starts]


def _runs(facts: Facts, barred: Barred, rule: Rule) -> list[Tie]:
    """A run that begins goes on for so many days: the day after costs less than a day alone."""
    days = _by_day(facts.shifts)
    ties = []
    for person in facts.people:
        worked = {shift.day for shift in person.earlier}
        terms = {day: _terms(person, shifts, barred) for day, shifts in days.items()}
        for day, today in terms.items():
            if not today or day - _DAY in worked:
                continue
            begins = (*_turned(today), *terms.get(day - _DAY, ()))
            for ahead in range(1, rule.amount):
                later = day + ahead * _DAY
                if later < facts.end:
                    sums = (*begins, *terms.get(later, ()))
                    ties.append(Tie("roster.least_in_row", sums, least=0, below=10 * rule.weight))
    return ties


def _weekends(facts: Facts, barred: Barred, rule: Rule) -> list[Tie]:
    """As many shifts on Saturday as on Sunday, where both days have any."""
    days = _by_day(facts.shifts)
    price = 10 * rule.weight
    ties = []
    for saturday in [day for day in days if day.weekday() == 5 and day + _DAY in days]:
        for person in facts.people:
            terms = (
                *_terms(person, days[saturday], barred),
                *_turned(_terms(person, days[saturday + _DAY], barred)),
            )
            if terms:
                ties.append(Tie("roster.half_weekend", terms, least=0, most=0, below=price, above=price))
    return ties


def _of_post(facts: Facts, rule: Rule) -> list[ShiftFact]:
    return [shift for shift in facts.shifts if rule.post_id in (None, shift.post_id)]


def _by_day(shifts: Iterable[ShiftFact]) -> dict[date, list[ShiftFact]]:
    days: dict[date, list[ShiftFact]] = defaultdict(list)
    for shift in shifts:
        days[shift.day].append(shift)
    return dict(days)


def _terms(person: PersonFact, shifts: Sequence[ShiftFact], barred: Barred) -> tuple[Term, ...]:
    ref = str(person.volunteer_id)
    slots = [str(shift.shift_id) for shift in shifts]
    return tuple(Term(ref, slot) for slot in slots if slot not in barred[ref])


def _turned(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(Term(term.person, term.slot, -term.factor) for term in terms)


def _able(facts: Facts, barred: Barred, shift: ShiftFact) -> list[PersonFact]:
    slot = str(shift.shift_id)
    return [person for person in facts.people if slot not in barred[str(person.volunteer_id)]]


def _everybody(facts: Facts, barred: Barred, shift: ShiftFact) -> tuple[Term, ...]:
    slot = str(shift.shift_id)
    return tuple(Term(str(person.volunteer_id), slot) for person in _able(facts, barred, shift))
