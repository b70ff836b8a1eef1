"""Quotas and streaks: how much somebody has booked already, and what one more booking would make of it.

A use counts once, in the period in which it begins, however long it lasts; hours count where they fall, so
that a night from Sunday to Monday is divided between the weeks.  Weeks begin on Monday.  The day on which a
month begins again is the first, also in February.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from neighborcenter.booking.rulebook.cases import Case, Past, by_day, means_time
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import Measure, Period, Streak
from neighborcenter.booking.rulebook.terms import Quota, Row
from neighborcenter.kit.times import DAY, TimeRange, month_of, week_of

SHORT_BREAK = timedelta(hours=1)
"""Uses of one day with less than this between them follow one another."""


@dataclass(frozen=True, slots=True)
class Excess:
    """Where a quota or streak would be broken: had already, asked for now, in the period from `first`."""

    use: TimeRange
    had: timedelta | int
    asked: timedelta | int
    first: date
    end: date


def period_of(day: date, period: Period) -> tuple[date, date]:
    """The first day of the period and the first day after it."""
    if period is Period.DAY:
        return day, day + DAY
    if period is Period.WEEK:
        return week_of(day)
    if period is Period.MONTH:
        return month_of(day)
    return date(day.year, 1, 1), date(day.year + 1, 1, 1)


def reach(rule: BookingRule, uses: Sequence[TimeRange]) -> tuple[date, date]:
    """From which day up to, not including, which day earlier uses must be known to judge these."""
    days = [day for use in uses for day in use.days()]
    first, last = min(days), max(days)
    terms = rule.terms
    if isinstance(terms, Quota):
        return period_of(first, terms.period)[0], period_of(last, terms.period)[1]
    assert isinstance(terms, Row)
    if terms.of is Streak.USES:
        return first, last + DAY
    span = timedelta(days=terms.most) if terms.of is Streak.DAYS else timedelta(weeks=terms.most + 1)
    return first - span, last + span + DAY


def over_quota(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Excess | None:
    """The first use with which the quota would be more than full; the booking's own days count together."""
    terms = rule.terms
    assert isinstance(terms, Quota)
    had = [past.during for past in _counted(rule, case, cancelled=terms.cancelled)]
    asked: list[TimeRange] = []
    for use in sorted(uses):
        asked.append(use)
        if use in case.kept:
            continue
        days = [use.day] if terms.measure is Measure.TIMES else use.days()
        for day in days:
            first, end = period_of(day, terms.period)
            if terms.measure is Measure.TIMES:
                before, now = _times(had, first, end), _times(asked, first, end)
                if before + now > terms.most:
                    return Excess(use, before, now, first, end)
            else:
                held, wanted = _hours(had, first, end), _hours(asked, first, end)
                if held + wanted > timedelta(hours=terms.most):
                    return Excess(use, held, wanted, first, end)
    return None


def too_many_in_a_row(rule: BookingRule, case: Case, uses: Sequence[TimeRange]) -> Excess | None:
    """The first use that would stand in a streak of more than allowed, looking back and ahead."""
    terms = rule.terms
    assert isinstance(terms, Row)
    had = [past.during for past in _counted(rule, case, cancelled=False)]
    everything = sorted([*had, *uses])
    for use in sorted(uses):
        if use in case.kept:
            continue
        streak = _uses_around(everything, use) if terms.of is Streak.USES else _marks(everything, use, terms)
        if streak > terms.most:
            others = streak - 1
            return Excess(use, others, 1, use.day, use.day + DAY)
    return None


def _counted(rule: BookingRule, case: Case, *, cancelled: bool) -> Iterable[Past]:
    """The earlier uses that the rule means: in its rooms, of its kinds, at its hours."""
    terms = rule.terms
    assert isinstance(terms, Quota | Row)
    for past in case.past.get(terms.per, ()):
        if not (past.holds or cancelled):
            continue
        if rule.scope.rooms and past.rooms.isdisjoint(rule.scope.rooms):
            continue
        if rule.scope.kinds and past.kind not in rule.scope.kinds:
            continue
        if means_time(rule.scope, past.during):
            yield past


def _times(uses: Iterable[TimeRange], first: date, end: date) -> int:
    return sum(1 for use in uses if first <= use.day < end)


def _hours(uses: Iterable[TimeRange], first: date, end: date) -> timedelta:
    return sum(
        (length for use in uses for day, length in by_day(use) if first <= day < end),
        timedelta(),
    )


def _uses_around(everything: Sequence[TimeRange], use: TimeRange) -> int:
    """How many uses stand in the unbroken chain around this one."""
    chains: list[list[TimeRange]] = [[everything[0]]]
    for before, after in pairwise(everything):
        if after.start - before.end < SHORT_BREAK:
            chains[-1].append(after)
        else:
            chains.append([after])
    return next(len(chain) for chain in chains if use in chain)


def _marks(everything: Sequence[TimeRange], use: TimeRange, terms: Row) -> int:
    """How many days, or weeks, in a row around this one have a use."""
    step = DAY if terms.of is Streak.DAYS else timedelta(weeks=1)
    marks = {_mark(day, terms.of) for each in everything for day in each.days()}
    at = _mark(use.day, terms.of)
    count = 1
    for way in (step, -step):
        day = at + way
        while day in marks:
            count += 1
            day += way
    return count


def _mark(day: date, of: Streak) -> date:
    return day if of is Streak.DAYS else week_of(day)[0]
