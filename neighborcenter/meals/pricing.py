"""What a month of meals costs whom: pure arithmetic in fen, every line rounded once.

Of the rules that fit a meal the one counts by which the person pays least, of equals the first of the list; without
any the person pays the full price.  Free meals and the sum of a month are used up in the order in which meals were
ordered, so that a new order never changes the price of an earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from neighborcenter.meals.kinds import Meal, Payer, RuleKind


@dataclass(frozen=True, slots=True)
class Share:
    """A part that a payer gives, in fen or in percent."""

    payer: Payer
    fen: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of price; `line` is the id its whole line of versions has in common."""

    id: int
    line: int
    kind: RuleKind
    valid_from: date
    valid_to: date | None = None
    age_from: int | None = None
    age_to: int | None = None
    tag_id: int | None = None
    meals: frozenset[Meal] = frozenset()
    amount_fen: int = 0
    percent: int = 0
    times: int = 0
    covered_by: Payer = Payer.VILLAGE
    rest_by: Payer = Payer.VILLAGE
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Eaten:
    """A meal that counts, and who the person was: full years (None: not known) and tags."""

    id: int
    day: date
    meal: Meal
    full_fen: int
    age: int | None = None
    tags: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Priced:
    """Who bears how much of one meal; the parts add up to the full price.  No zero parts."""

    id: int
    rule_id: int | None
    shares: Mapping[Payer, int]

    @property
    def person_fen(self) -> int:
        """What the person pays."""
        return self.shares.get(Payer.PERSON, 0)


@dataclass(slots=True)
class _Used:
    """How much of the monthly rules is used up, by their line."""

    times: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    fen: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def price_month(meals: Sequence[Eaten], rules: Sequence[Rule]) -> list[Priced]:
    """Price the meals of one person in one month, given in the order in which they were ordered."""
    used = _Used()
    found = []
    for meal in meals:
        best: tuple[Rule | None, dict[Payer, int], int] = (None, {Payer.PERSON: meal.full_fen}, 0)
        for rule in rules:
            if not fits(rule, meal):
                continue
            offered = _offer(rule, meal.full_fen, used)
            if offered is None:
                continue
            parts, covered = offered
            paid, least = parts.get(Payer.PERSON, 0), best[1].get(Payer.PERSON, 0)
            if paid < least or (best[0] is None and paid == least):
                best = (rule, parts, covered)
        chosen, parts, covered = best
        if chosen is not None:
            used.times[chosen.line] += 1
            used.fen[chosen.line] += covered
        shares = {payer: fen for payer, fen in parts.items() if fen}
        found.append(Priced(meal.id, None if chosen is None else chosen.id, shares))
    return found


def fits(rule: Rule, meal: Eaten) -> bool:
    """Whether a rule speaks of this meal and this person.  Who has no birth date fits no age."""
    if meal.day < rule.valid_from or (rule.valid_to is not None and meal.day > rule.valid_to):
        return False
    if rule.meals and meal.meal not in rule.meals:
        return False
    if rule.tag_id is not None and rule.tag_id not in meal.tags:
        return False
    if rule.age_from is None and rule.age_to is None:
        return True
    if meal.age is None:
        return False
    return (rule.age_from or 0) <= meal.age <= (999 if rule.age_to is None else rule.age_to)


def _offer(rule: Rule, full: int, used: _Used) -> tuple[dict[Payer, int], int] | None:
    """Who would bear what by this rule, and how much of the sum of the month that takes; None when used up."""
    if rule.kind is RuleKind.SHARES:
        return split(full, rule.shares, rule.rest_by), 0
    covered = 0
    if rule.kind is RuleKind.FIXED:
        person = min(rule.amount_fen, full)
    elif rule.kind is RuleKind.FREE:
        person = 0
    elif rule.kind is RuleKind.FREE_TIMES:
        if used.times[rule.line] >= rule.times:
            return None
        person = 0
    else:
        person = full - part_of(full, rule.percent)
        if rule.kind is RuleKind.ALLOWANCE:
            covered = min(person, max(0, rule.amount_fen - used.fen[rule.line]))
            person -= covered
    parts = split(full - person - covered, rule.shares, rule.rest_by)
    parts[rule.covered_by] = parts.get(rule.covered_by, 0) + covered
    parts[Payer.PERSON] = parts.get(Payer.PERSON, 0) + person
    return parts, covered


def part_of(fen: int, percent: int) -> int:
    """So many percent of a sum, half a fen rounded up."""
    return (fen * percent + 50) // 100


def split(fen: int, shares: Sequence[Share], rest_by: Payer) -> dict[Payer, int]:
    """Divide a sum: every share in turn takes at most what is left, `rest_by` the remainder."""
    parts: dict[Payer, int] = defaultdict(int)
    left = fen
    for share in shares:
        wanted = share.fen if share.fen is not None else part_of(fen, share.percent or 0)
        given = min(left, wanted)
        parts[share.payer] += given
        left -= given
    parts[rest_by] += left
    return dict(parts)
