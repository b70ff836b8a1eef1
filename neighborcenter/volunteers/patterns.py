"""On which days a shift of a post's plan comes: every week, every second, once a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from neighborcenter.kit.recurrence import DaysOff, Frequency, Rule
from neighborcenter.kit.times import Month
from neighborcenter.volunteers.drafts import PatternDraft
from neighborcenter.volunteers.kinds import OF_WORKDAYS, Rhythm

NTH = {Rhythm.FIRST: 1, Rhythm.SECOND: 2, Rhythm.THIRD: 3, Rhythm.FOURTH: 4, Rhythm.LAST: -1}


def repetition(rhythm: Rhythm, weekdays: Iterable[int], anchor: date | None = None) -> Rule:
    """The repetition a rhythm means; for the last working day every one, of which the last counts."""
    days = tuple(weekdays)
    if rhythm in OF_WORKDAYS:
        return Rule(Frequency.MONTHLY, weekdays=tuple(range(7)), only_worked=True)
    if rhythm in NTH:
        return Rule(Frequency.MONTHLY, nth_weekdays=tuple((NTH[rhythm], day) for day in days))
    second = rhythm is Rhythm.FORTNIGHTLY
    return Rule(
        Frequency.WEEKLY, interval=2 if second else 1, weekdays=days, anchor=anchor if second else None
    )


def days_of(pattern: PatternDraft, first: date, end: date, moved: DaysOff) -> list[date]:
    """The days from `first` up to, not including, `end` on which it comes.  `moved` are holidays and make-up days."""
    rule = repetition(pattern.rhythm, [pattern.weekday], pattern.anchor)
    if pattern.rhythm not in OF_WORKDAYS:
        return rule.ending(until=end - timedelta(days=1)).dates(first) if first < end else []
    last_of_all = Month.of(end).next_first - timedelta(days=1)
    worked = rule.ending(until=last_of_all).dates(first.replace(day=1), 1_000, off=moved)
    chosen = [max(days) for _month, days in groupby(worked, key=Month.of)]
    return [day for day in chosen if first <= day < end]
