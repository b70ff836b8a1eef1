"""What the rules say to a case: facts in, findings out; no database, no clock, no text.

Each rule is judged at the date of the use.  In a series a rule is heard once, at the first day it is broken.
Days of a changed booking that stay as they were are not judged again for notice, horizon and quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime, time, timedelta
from typing import Any

from neighborcenter.booking.rulebook.cases import Case, means, window
from neighborcenter.booking.rulebook.counting import over_quota, too_many_in_a_row
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import JUDGED, Measure, RuleKind, Unit
from neighborcenter.booking.rulebook.terms import (
    Approval,
    BufferTerms,
    Capacity,
    Expiry,
    Horizon,
    Length,
    Listeners,
    Notice,
    Opening,
    Purpose,
    Quota,
    Who,
)
from neighborcenter.kit.times import DAY, TimeRange


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a case breaks: beside which field, at which use, with which figures."""

    rule: BookingRule
    field: str
    use: TimeRange
    figures: Mapping[str, Any] = field_of(default_factory=dict)


def findings(rules: Iterable[BookingRule], case: Case) -> list[Finding]:
    """Every rule the case breaks, in the order of the rules."""
    found = []
    for rule in rules:
        if rule.kind not in JUDGED:
            continue
        meant = [use for use in case.uses if means(rule, case, use)]
        if not meant:
            continue
        broken = _JUDGES[rule.kind](rule, case, meant)
        if broken is not None:
            found.append(broken)
    return found


def approvals(rules: Iterable[BookingRule], case: Case) -> list[BookingRule]:
    """Which rules want this booking to be answered.

    Of a changed booking only what grew: a use that lies inside one that was kept stays granted.
    """
    return [
        rule
        for rule in rules
        if isinstance(rule.terms, Approval)
        and any(_wants_answer(rule.terms, case, use) for use in case.uses if means(rule, case, use))
    ]


def buffer(rules: Iterable[BookingRule], case: Case) -> tuple[int, int]:
    """Minutes to set up before and to clean up after: the longest that any rule asks for."""
    setup = cleanup = 0
    for rule in rules:
        terms = rule.terms
        if isinstance(terms, BufferTerms) and any(means(rule, case, use) for use in case.uses):
            setup, cleanup = max(setup, terms.setup), max(cleanup, terms.cleanup)
    return setup, cleanup


def lapses_at(rules: Iterable[BookingRule], case: Case) -> datetime | None:
    """When a request lapses, in local time: the earliest that a rule says, never before now."""
    found = []
    first = min(case.uses).start
    for rule in rules:
        terms = rule.terms
        if isinstance(terms, Expiry) and any(means(rule, case, use) for use in case.uses):
            found.append(case.now + timedelta(hours=terms.hours))
            if terms.before:
                found.append(first - timedelta(hours=terms.before))
    return max(min(found), case.now) if found else None


def steps(rule: BookingRule) -> int:
    """In how many steps a rule wants a booking answered."""
    return rule.terms.steps if isinstance(rule.terms, Approval) else 1


def _wants_answer(terms: Approval, case: Case, use: TimeRange) -> bool:
    if any(kept.contains(use) for kept in case.kept):
        return False
    if not terms.people and not terms.minutes:
        return True
    return bool(
        (terms.people and case.people >= terms.people) or (terms.minutes and use.minutes >= terms.minutes)
    )


def _who(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Who)
    if case.whom.party in terms.parties or case.whom.is_among(terms.groups, terms.tags):
        return None
    return Finding(rule, "who", uses[0], {"party": case.whom.party})


def _purpose(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Purpose)
    written = sum(1 for letter in case.title if not letter.isspace())
    return None if written >= terms.letters else Finding(rule, "title", uses[0], {"letters": terms.letters})


def _notice(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Notice)
    for use in uses:
        if use in case.kept:
            continue
        if terms.unit is Unit.DAYS:
            latest = datetime.combine(use.day - timedelta(days=terms.amount), time.max)
        else:
            latest = use.start - timedelta(hours=terms.amount)
        if case.now > latest:
            return Finding(rule, "starts", use, {"latest": latest})
    return None


def _horizon(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Horizon)
    last = case.now.date() + timedelta(days=terms.days)
    far = next((use for use in uses if use.day > last and use not in case.kept), None)
    return None if far is None else Finding(rule, "starts", far, {"last": last})


def _length(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:  # noqa: ARG001
    terms = rule.terms
    assert isinstance(terms, Length)
    for use in uses:
        if use.minutes < terms.least or (terms.most and use.minutes > terms.most):
            return Finding(rule, "ends", use, {"minutes": use.minutes})
    return None


def _quota(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Quota)
    excess = over_quota(rule, case, uses)
    if excess is None:
        return None
    had: timedelta | float = excess.had
    if terms.measure is Measure.HOURS and isinstance(had, timedelta):
        had = round(had / timedelta(hours=1), 1)
    return Finding(rule, "starts", excess.use, {"had": had, "first": excess.first, "last": excess.end - DAY})


def _row(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    excess = too_many_in_a_row(rule, case, uses)
    return None if excess is None else Finding(rule, "starts", excess.use, {"had": excess.had})


def _opening(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:  # noqa: ARG001
    terms = rule.terms
    assert isinstance(terms, Opening)
    for use in uses:
        if not any(part.contains(use) for part in window(use.day, terms.opens, terms.closes)):
            return Finding(rule, "starts", use)
    return None


def _capacity(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Capacity)
    most = terms.most or case.seats
    return Finding(rule, "people", uses[0], {"most": most}) if 0 < most < case.people else None


def _listeners(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:
    terms = rule.terms
    assert isinstance(terms, Listeners)
    return Finding(rule, "people", uses[0]) if case.people < terms.least else None


def _blocked(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Finding | None:  # noqa: ARG001
    return Finding(rule, "starts", uses[0])


_JUDGES: Mapping[RuleKind, Callable[[BookingRule, Case, Sequence[TimeRange]], Finding | None]] = {
    RuleKind.WHO: _who,
    RuleKind.PURPOSE: _purpose,
    RuleKind.NOTICE: _notice,
    RuleKind.HORIZON: _horizon,
    RuleKind.LENGTH: _length,
    RuleKind.QUOTA: _quota,
    RuleKind.ROW: _row,
    RuleKind.OPENING: _opening,
    RuleKind.CAPACITY: _capacity,
    RuleKind.LISTENERS: _listeners,
    RuleKind.BLOCKED: _blocked,
}
