"""What a booking costs by the rules: fee, reduction, deposit, each line with its reason.  Pure.

Every line is rounded once, to whole fen, half up; a reduction is reckoned from the exact amount and not from
the rounded line.  Of several fees that could hold, the first by position does; reductions are not added up:
the largest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from neighborcenter.booking.rulebook.cases import Case, means
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import Basis, ChargeKind
from neighborcenter.booking.rulebook.terms import Deposit, Fee, PayBy, Reduction
from neighborcenter.kit.times import TimeRange, day_range

NOON, EVENING = "12:00", "18:00"


@dataclass(frozen=True, slots=True)
class Charge:
    """A line: fen (a reduction is below zero), for which use (None: the whole booking), by which rule."""

    kind: ChargeKind
    fen: int
    rule: BookingRule
    use: TimeRange | None = None
    quantity: int = 1


def charges(rules: Sequence[BookingRule], case: Case) -> list[Charge]:
    """The lines the rules ask for, day by day, the deposit last."""
    found: list[Charge] = []
    once: set[int] = set()
    for use in case.uses:
        rule = _first(rules, Fee, case, use)
        if rule is None:
            continue
        terms = rule.terms
        assert isinstance(terms, Fee)
        whole = terms.basis is Basis.BOOKING
        if whole and rule.rule_id in once:
            continue
        once.add(rule.rule_id)
        quantity = quantity_of(terms.basis, use, case.people)
        each = terms.weekend_fen if terms.weekend_fen and use.day in case.free_days else terms.fen
        about = None if whole else use
        found += _with_reduction(
            rules, case, use, Charge(ChargeKind.FEE, each * quantity, rule, about, quantity)
        )
    first = min(case.uses)
    deposit = _first(rules, Deposit, case, first)
    if deposit is not None:
        assert isinstance(deposit.terms, Deposit)
        line = Charge(ChargeKind.DEPOSIT, deposit.terms.fen, deposit)
        found += _with_reduction(rules, case, first, line)
    return [line for line in found if line.fen]


def days_to_pay(rules: Sequence[BookingRule], case: Case) -> int:
    """Within how many days the booking must be paid or lapses; 0 when no rule says so."""
    found = [
        rule.terms.days
        for rule in rules
        if isinstance(rule.terms, PayBy) and any(means(rule, case, use) for use in case.uses)
    ]
    return min(found, default=0)


def quantity_of(basis: Basis, use: TimeRange, people: int) -> int:
    """How many hours begun, half days touched, times or people a use counts for."""
    if basis is Basis.HOUR:
        return -(-use.minutes // 60)
    if basis is Basis.HALF_DAY:
        return half_days(use)
    return people if basis is Basis.EACH else 1


def half_days(use: TimeRange) -> int:
    """How many mornings (to 12:00), afternoons (to 18:00) and evenings a use touches."""
    parts = [
        part
        for day in use.days()
        for part in (
            day_range(day, "00:00", NOON), day_range(day, NOON, EVENING), day_range(day, EVENING, "24:00")
        )
    ]  # fmt: skip
    return sum(use.overlaps(part) for part in parts)


def overtime(terms: Fee, minutes: int) -> int:
    """What so many minutes beyond the end cost: by the full hour, each hour begun."""
    return -(-minutes // 60) * terms.overtime_fen if minutes > 0 else 0


def reduced(fen: int, percent: int) -> int:
    """The reduction of an exact amount, rounded half up to whole fen; never more than the amount."""
    exact = Fraction(fen * percent, 100)
    return min(fen, int(exact + Fraction(1, 2)))


def _with_reduction(rules: Iterable[BookingRule], case: Case, use: TimeRange, line: Charge) -> list[Charge]:
    best: tuple[int, BookingRule] | None = None
    for rule in rules:
        terms = rule.terms
        if not isinstance(terms, Reduction) or not means(rule, case, use):
            continue
        if line.kind is ChargeKind.DEPOSIT and not terms.deposit:
            continue
        if best is None or terms.percent > best[0]:
            best = terms.percent, rule
    if best is None:
        return [line]
    return [line, Charge(ChargeKind.REDUCTION, -reduced(line.fen, best[0]), best[1], line.use)]


def _first(
    rules: Iterable[BookingRule], kind: type[Fee] | type[Deposit], case: Case, use: TimeRange
) -> BookingRule | None:
    return next((rule for rule in rules if isinstance(rule.terms, kind) and means(rule, case, use)), None)
