"""From the facts of a roster to the problem the engine solves, and back.

Blocks become limits nobody can break; warnings and notes become prices, so that the engine weighs them and its
bound stays true.  One missing person below the minimum outweighs every wish there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import permutations

from neighborcenter.volunteers.kinds import AvailabilityKind
from neighborcenter.volunteers.roster_kinds import Level, Period, RuleKind
from neighborcenter.volunteers.rostering.board import Board, alternatives
from neighborcenter.volunteers.rostering.checks import about_place, blocked
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, Rule, ShiftFact
from neighborcenter.volunteers.rostering.further_ties import further_ties, ties_of_alternatives
from neighborcenter.volunteers.rostering.ties import ties_of
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
)

SHORT = 10_000
"""A person missing below the minimum; less than any block, more than everything that is only wished."""
UNDER = 1_000
"""A person missing below what is wanted."""
_DRAFTED = 1
"""What a place of the present draft is worth: less than any wish."""


_ALONE = frozenset(
    {
        RuleKind.SKILL, RuleKind.AVAILABILITY, RuleKind.WEEKENDS, RuleKind.BESIDE_LEAVE, RuleKind.NEVER_AT,
        RuleKind.ONLY_TEAM,
    }
)  # fmt: skip
"""Kinds that can keep somebody from a shift whatever else they work."""


_COUNTED = {RuleKind.MOST_SHIFTS: Measure.SHIFTS, RuleKind.MOST_MINUTES: Measure.MINUTES}


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


def problem_of(facts: Facts) -> Problem:
    """The problem of a range.

    Places that were published are worth what the rule about keeping them says; of rosters that are as good as one
    another the one with the most places of the present draft is taken.
    """
    scale = Scale(facts.first)
    alone = Board(replace(facts, places=(), rules=tuple(r for r in facts.rules if r.kind in _ALONE)))
    held = {(place.shift_id, place.volunteer_id): place.published for place in facts.places}
    people = tuple(_person(facts, alone, scale, person, held) for person in facts.people)
    barred = {person.id: person.barred for person in people}
    instead = alternatives(facts)
    return Problem(
        days=(facts.end - facts.first).days,
        slots=tuple(_slot(facts, scale, shift, either=shift.shift_id in instead) for shift in facts.shifts),
        people=people,
        rest=_rest(facts),
        ties=(
            *ties_of(facts, barred),
            *further_ties(facts, barred),
            *ties_of_alternatives(facts, barred, UNDER, SHORT),
        ),
        weekday=facts.first.weekday(),
    )


def places_of(plans: dict[str, frozenset[str]]) -> list[tuple[int, int]]:
    """The engine's plans as (shift, volunteer) pairs."""
    return sorted((int(slot), int(person)) for person, slots in plans.items() for slot in slots)


def _slot(facts: Facts, scale: Scale, shift: ShiftFact, *, either: bool) -> Slot:
    """`either`: what it wants is wanted together with the other post (`ties_of_alternatives`)."""
    weight = 1 + shift.priority
    return Slot(
        id=str(shift.shift_id),
        day=scale.day(shift.day),
        kind=_kind(facts, shift),
        start=scale.minute(shift.starts) - scale.day(shift.day) * DAY,
        minutes=shift.minutes,
        wanted=0 if either else shift.wanted,
        least=0 if either else shift.minimum,
        most=shift.maximum,
        under=UNDER * weight,
        short=SHORT * weight,
        over=0 if either else UNDER,
        place=shift.place,
        night=shift.night,
        skills=frozenset(str(skill) for skill, count in shift.skills.items() if count >= shift.maximum)
        if _is_block(facts, RuleKind.SKILL, shift.post_id)
        else frozenset(),
    )


def _kind(facts: Facts, shift: ShiftFact) -> str:
    """The name of a shift; of a post with a limit of its own the post as well, so that the limit counts it alone."""
    name = shift.name or shift.post
    return f"{name}\n{shift.post_id}" if shift.post_id in _limited(facts) else name


def _limited(facts: Facts) -> set[int]:
    return {
        rule.post_id
        for rule in facts.rules
        if rule.post_id is not None and rule.level is Level.BLOCK and rule.kind in _COUNTED
    }


def _person(
    facts: Facts, board: Board, scale: Scale, person: PersonFact, held: Mapping[tuple[int, int], bool]
) -> Person:
    """`held`: the present places, (shift, volunteer) pairs, and whether they were published."""
    barred: dict[str, str] = {}
    costs: dict[str, int] = defaultdict(int)
    alone = replace(person, earlier=(), most=0)
    judged: dict[tuple[object, ...], tuple[str | None, int]] = {}
    for shift in facts.shifts:
        alike = _alike(facts, shift)
        if alike not in judged:
            judged[alike] = _alone(facts, board, alone, shift)
        stop, price = judged[alike]
        if stop is not None:
            barred[str(shift.shift_id)] = stop
            continue
        costs[str(shift.shift_id)] += price
        published = held.get((shift.shift_id, person.volunteer_id))
        if published is not None:
            costs[str(shift.shift_id)] -= 10 * _weight(facts, RuleKind.KEEP) if published else _DRAFTED
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
        min_rest_run=_amount(facts, RuleKind.DAYS_OFF, missing=1),
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


def _alike(facts: Facts, shift: ShiftFact) -> tuple[object, ...]:
    """What about a shift matters for one person alone: shifts alike in it are judged once."""
    of_post = any(rule.kind in _ALONE and rule.post_id == shift.post_id for rule in facts.rules)
    return (
        shift.post_id if of_post else None,
        shift.starts, shift.ends, shift.dangerous, shift.age_from, shift.age_to, shift.maximum,
        tuple(sorted(shift.skills.items())),
    )  # fmt: skip


def _limits(facts: Facts, scale: Scale, person: PersonFact) -> list[Limit]:
    limits = []
    for rule in facts.rules:
        if rule.level is not Level.BLOCK:
            continue
        if rule.post_id is not None:
            limits += _of_post(facts, scale, person, rule)
        elif rule.kind is RuleKind.MOST_SHIFTS and rule.period is not Period.DAY:
            limits += _over_periods(facts, scale, person, rule, Measure.SHIFTS)
        elif rule.kind is RuleKind.MOST_MINUTES:
            limits += _over_periods(facts, scale, person, rule, Measure.MINUTES)
        elif rule.kind is RuleKind.WEEKENDS:
            limits += _over_periods(facts, scale, person, _monthly(rule, rule.amount), Measure.WEEKENDS)
    if person.most and _is_block(facts, RuleKind.OWN_MOST):
        own = _monthly(Rule(RuleKind.OWN_MOST), person.most)
        limits += _over_periods(facts, scale, person, own, Measure.SHIFTS)
    return limits


def _of_post(facts: Facts, scale: Scale, person: PersonFact, rule: Rule) -> list[Limit]:
    """The limits of a rule that counts the shifts of one post alone."""
    kinds = frozenset(_kind(facts, shift) for shift in facts.shifts if shift.post_id == rule.post_id)
    if rule.kind not in _COUNTED or not kinds:
        return []
    own = replace(person, earlier=tuple(each for each in person.earlier if each.post_id == rule.post_id))
    found = _over_periods(facts, scale, own, rule, _COUNTED[rule.kind])
    return [replace(limit, kinds=kinds) for limit in found]


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
    kinds: dict[str, set[str]] = defaultdict(set)
    for shift in facts.shifts:
        kinds[shift.name or shift.post].add(_kind(facts, shift))
    for rule in facts.rules:
        if rule.kind is RuleKind.NOT_AFTER and rule.level is Level.BLOCK:
            for first in kinds[rule.first_name]:
                not_after[first] |= kinds[rule.then_name]
    way = _amount(facts, RuleKind.TRAVEL, missing=0)
    places = {shift.place for shift in facts.shifts if shift.place} if way else set()
    return Rest(
        between=_amount(facts, RuleKind.REST, missing=0),
        overnight=_amount(facts, RuleKind.OVERNIGHT, missing=0),
        travel=dict.fromkeys(permutations(sorted(places), 2), way),
        not_after={first: frozenset(then) for first, then in not_after.items()},
    )


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
        "roster.beside_leave": RuleKind.BESIDE_LEAVE,
        "roster.never_at": RuleKind.NEVER_AT,
        "roster.only_team": RuleKind.ONLY_TEAM,
    }
    return 10 * _weight(facts, kinds[code]) if code in kinds else 0


def _is_block(facts: Facts, kind: RuleKind, post_id: int | None = None) -> bool:
    return any(
        rule.kind is kind and rule.level is Level.BLOCK and rule.post_id in (None, post_id)
        for rule in facts.rules
    )


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
