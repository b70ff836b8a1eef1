"""From the facts of a roster to the problem the engine solves, and back.

Blocks become limits nobody can break; warnings and notes become prices, so that the engine weighs them and its
bound stays true.  One missing person below the minimum outweighs every wish there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from neighborcenter.volunteers.kinds import AvailabilityKind, Bond
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.checks import about_place, blocked
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, Rule, ShiftFact
from neighborcenter.volunteers.rostering.kinds import Level, Period, RuleKind
from neighborcenter.volunteers.solver.problem import (
    DAY,
    FOREVER,
    Before,
    Limit,
    Measure,
    Person,
    Problem,
    Rest,
    Slot,
    Term,
    Tie,
)

SHORT = 10_000
"""A person missing below the minimum; less than any block, more than everything that is only wished."""
UNDER = 1_000
"""A person missing below what is wanted."""


_Barred = Mapping[str, Mapping[str, str]]
_ALONE = frozenset({RuleKind.SKILL, RuleKind.AVAILABILITY, RuleKind.WEEKENDS})
"""Kinds that can keep somebody from a shift whatever else they work."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where day 0 of the problem lies."""

    first: date

    def minute(self, moment: datetime) -> int:
        """Minutes from the midnight that begins day 0."""
        midnight = datetime(self.first.year, self.first.month, self.first.day)  # noqa: DTZ001 - no zone here
        return int((moment - midnight).total_seconds() // 60)

    def day(self, day: date) -> int:
        """The number of a day."""
        return (day - self.first).days


def problem_of(facts: Facts, *, keep: Iterable[tuple[int, int]] = ()) -> Problem:
    """The problem of a range.  `keep`: (shift, volunteer) pairs that should stay if they can (fewest changes)."""
    scale = Scale(facts.first)
    alone = Board(replace(facts, places=(), rules=tuple(r for r in facts.rules if r.kind in _ALONE)))
    kept = set(keep)
    people = tuple(_person(facts, alone, scale, person, kept) for person in facts.people)
    barred = {person.id: person.barred for person in people}
    return Problem(
        days=(facts.end - facts.first).days,
        slots=tuple(_slot(facts, scale, shift) for shift in facts.shifts),
        people=people,
        rest=_rest(facts),
        ties=(*_ties_of_pairs(facts, barred), *_ties_of_shifts(facts, barred), *_fairness(facts, barred)),
        weekday=facts.first.weekday(),
    )


def places_of(plans: dict[str, frozenset[str]]) -> list[tuple[int, int]]:
    """The engine's plans as (shift, volunteer) pairs."""
    return sorted((int(slot), int(person)) for person, slots in plans.items() for slot in slots)


def _slot(facts: Facts, scale: Scale, shift: ShiftFact) -> Slot:
    weight = 1 + shift.priority
    return Slot(
        id=str(shift.shift_id),
        day=scale.day(shift.day),
        kind=shift.name or shift.post,
        start=scale.minute(shift.starts) - scale.day(shift.day) * DAY,
        minutes=shift.minutes,
        wanted=shift.wanted,
        least=shift.minimum,
        most=shift.maximum,
        under=UNDER * weight,
        short=SHORT * weight,
        over=UNDER,
        place=shift.place,
        night=shift.night,
        skills=frozenset(str(skill) for skill, count in shift.skills.items() if count >= shift.maximum)
        if _is_block(facts, RuleKind.SKILL)
        else frozenset(),
    )


def _person(
    facts: Facts, board: Board, scale: Scale, person: PersonFact, keep: set[tuple[int, int]]
) -> Person:
    barred: dict[str, str] = {}
    costs: dict[str, int] = defaultdict(int)
    alone = replace(person, earlier=(), most=0)
    judged: dict[tuple[object, ...], tuple[str | None, int]] = {}
    for shift in facts.shifts:
        alike = _alike(shift)
        if alike not in judged:
            judged[alike] = _alone(facts, board, alone, shift)
        stop, price = judged[alike]
        if stop is not None:
            barred[str(shift.shift_id)] = stop
            continue
        costs[str(shift.shift_id)] += price
        if (shift.shift_id, person.volunteer_id) in keep:
            costs[str(shift.shift_id)] -= 10 * _weight(facts, RuleKind.KEEP)
    pinned = frozenset(
        str(place.shift_id)
        for place in facts.places
        if place.pinned and place.volunteer_id == person.volunteer_id
    )
    return Person(
        id=str(person.volunteer_id),
        skills={
            str(skill): FOREVER if until is None else scale.day(until)
            for skill, (_, until) in person.skills.items()
        },
        barred=barred,
        pinned=pinned,
        costs={slot: cost for slot, cost in costs.items() if cost},
        limits=tuple(_limits(facts, scale, person)),
        max_run=_amount(facts, RuleKind.DAYS_IN_ROW),
        max_nights=_amount(facts, RuleKind.NIGHTS_IN_ROW),
        shifts_a_day=min(
            (
                rule.amount
                for rule in facts.rules
                if rule.kind is RuleKind.MOST_SHIFTS
                and rule.period is Period.DAY
                and rule.level is Level.BLOCK
                and rule.post_id is None
            ),
            default=3,
        ),
        before=_before(facts, scale, person),
    )


def _alone(facts: Facts, board: Board, person: PersonFact, shift: ShiftFact) -> tuple[str | None, int]:
    """Which block keeps somebody from a shift whatever else they work, and what warnings and wishes cost."""
    found = about_place(board, shift, person)
    stop = next((each.code for each in found if each.level is Level.BLOCK), None)
    return stop, sum(_price(facts, each.code) for each in found) + _wish(facts, person, shift)


def _alike(shift: ShiftFact) -> tuple[object, ...]:
    """What about a shift matters for one person alone: shifts alike in it are judged once."""
    return (
        shift.starts, shift.ends, shift.dangerous, shift.age_from, shift.age_to, shift.maximum,
        tuple(sorted(shift.skills.items())),
    )  # fmt: skip


def _limits(facts: Facts, scale: Scale, person: PersonFact) -> list[Limit]:
    limits = []
    for rule in facts.rules:
        if rule.level is not Level.BLOCK or rule.post_id is not None:
            continue
        if rule.kind is RuleKind.MOST_SHIFTS and rule.period is not Period.DAY:
            limits += _over_periods(facts, scale, person, rule, Measure.SHIFTS)
        elif rule.kind is RuleKind.MOST_MINUTES:
            limits += _over_periods(facts, scale, person, rule, Measure.MINUTES)
        elif rule.kind is RuleKind.WEEKENDS:
            limits += _over_periods(facts, scale, person, _monthly(rule, rule.amount), Measure.WEEKENDS)
    if person.most and _is_block(facts, RuleKind.OWN_MOST):
        own = _monthly(Rule(RuleKind.OWN_MOST), person.most)
        limits += _over_periods(facts, scale, person, own, Measure.SHIFTS)
    return limits


def _monthly(rule: Rule, amount: int) -> Rule:
    return Rule(rule.kind, rule.level, amount, Period.MONTH)


def _over_periods(
    facts: Facts, scale: Scale, person: PersonFact, rule: Rule, measure: Measure
) -> list[Limit]:
    """One limit for each day, week or month the range touches, less what was worked of it before."""
    if rule.period is Period.ROLLING:
        return _rolling(facts, person, rule, measure)
    limits = []
    day = facts.first
    while day < facts.end:
        first, last = _period(rule.period, day)
        used = _measured(measure, [each for each in person.earlier if first <= each.day < facts.first])
        limits.append(
            Limit(
                measure,
                rule.kind.value,
                most=max(0, rule.amount - used),
                first=max(0, scale.day(first)),
                last=min(scale.day(last), scale.day(facts.end) - 1),
            )
        )
        day = last + timedelta(days=1)
    return limits


def _period(period: Period, day: date) -> tuple[date, date]:
    if period is Period.DAY:
        return day, day
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _rolling(facts: Facts, person: PersonFact, rule: Rule, measure: Measure) -> list[Limit]:
    """A limit for every stretch of so many days, and one for each stretch that began before the range."""
    limits = [Limit(measure, rule.kind.value, most=rule.amount, window=rule.window)]
    for back in range(1, rule.window):
        began = facts.first - timedelta(days=back)
        used = _measured(measure, [each for each in person.earlier if each.day >= began])
        if used:
            left = max(0, rule.amount - used)
            limits.append(Limit(measure, rule.kind.value, most=left, first=0, last=rule.window - 1 - back))
    return limits


def _measured(measure: Measure, shifts: Sequence[ShiftFact]) -> int:
    if measure is Measure.MINUTES:
        return sum(each.minutes for each in shifts)
    if measure is Measure.WEEKENDS:
        return len({each.day.isocalendar()[:2] for each in shifts if each.day.weekday() >= 5})
    return len(shifts)


def _before(facts: Facts, scale: Scale, person: PersonFact) -> Before | None:
    if not person.earlier:
        return None
    days = {each.day for each in person.earlier}
    nights = {each.day for each in person.earlier if each.night}
    yesterday = facts.first - timedelta(days=1)
    last = max(each.day for each in person.earlier)
    return Before(
        worked=_run_back(yesterday, days),
        free=max(1, (yesterday - last).days),
        nights=_run_back(yesterday, nights),
        ends=max(scale.minute(each.ends) for each in person.earlier),
    )


def _run_back(day: date, days: set[date]) -> int:
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count


def _rest(facts: Facts) -> Rest:
    not_after: dict[str, set[str]] = defaultdict(set)
    for rule in facts.rules:
        if rule.kind is RuleKind.NOT_AFTER and rule.level is Level.BLOCK:
            not_after[rule.first_name].add(rule.then_name)
    return Rest(
        between=_amount(facts, RuleKind.REST, missing=0),
        overnight=_amount(facts, RuleKind.OVERNIGHT, missing=0),
        not_after={first: frozenset(then) for first, then in not_after.items()},
    )


def _ties_of_pairs(facts: Facts, barred: _Barred) -> list[Tie]:
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
            elif shift.maximum > 1:
                terms = (Term(str(one), slot), Term(str(other), slot, -1))
                ties.append(Tie("roster.together", terms, least=0, most=0, below=price, above=price))
    return ties


def _ties_of_shifts(facts: Facts, barred: _Barred) -> list[Tie]:
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
    """The experienced, `maximum` times over, are at least as many as the beginners."""
    terms = [Term(str(p.volunteer_id), slot, shift.maximum) for p in able if p.experienced]
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


def _fairness(facts: Facts, barred: _Barred) -> list[Tie]:
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


def _works(facts: Facts, person: PersonFact, barred: _Barred) -> tuple[Term, ...]:
    ref = str(person.volunteer_id)
    slots = (str(shift.shift_id) for shift in facts.shifts)
    return tuple(Term(ref, slot) for slot in slots if slot not in barred[ref])


def _wish(facts: Facts, person: PersonFact, shift: ShiftFact) -> int:
    """Less for a time somebody likes, more for one they would rather not."""
    weight = _weight(facts, RuleKind.WISHES)
    price = 0
    for each in person.stretches:
        if each.day == shift.day or (each.day is None and each.weekday == shift.day.weekday()):
            if each.kind is AvailabilityKind.WISH:
                price -= weight
            elif each.kind is AvailabilityKind.AVOID:
                price += weight
    return price


def _price(facts: Facts, code: str) -> int:
    """What a warning about one place costs."""
    kinds = {
        "roster.not_offered": RuleKind.AVAILABILITY,
        "roster.cannot": RuleKind.AVAILABILITY,
        "roster.skill": RuleKind.SKILL,
        "roster.weekends": RuleKind.WEEKENDS,
    }
    return 10 * _weight(facts, kinds[code]) if code in kinds else 0


def _is_block(facts: Facts, kind: RuleKind) -> bool:
    return any(rule.kind is kind and rule.level is Level.BLOCK for rule in facts.rules)


def _weight(facts: Facts, kind: RuleKind) -> int:
    return next((rule.weight for rule in facts.rules if rule.kind is kind), 0)


def _amount(facts: Facts, kind: RuleKind, *, missing: int = FOREVER) -> int:
    """The amount of a block of a kind; without one, no limit."""
    return next(
        (
            rule.amount
            for rule in facts.rules
            if rule.kind is kind and rule.level is Level.BLOCK and rule.post_id is None
        ),
        missing,
    )


def holds(facts: Facts, pairs: Iterable[tuple[int, int]]) -> bool:
    """Whether no block stands against any of these places: the engine's answer held against the sentences."""
    board = Board(facts.with_places(PlaceFact(*pair) for pair in pairs))
    return not any(
        blocked(about_place(board, board.shifts[shift], board.people[person])) for shift, person in pairs
    )
