"""What rules about runs of days say: at least so many days in a row, weekends as a whole."""

from __future__ import annotations

from datetime import date, timedelta

from neighborcenter.volunteers.rostering.board import Case, Said

_DAY = timedelta(days=1)


def run_around(day: date, days: set[date]) -> int:
    """How many days in a row are worked around a day, that day included."""
    first, last = _ends(day, days)
    return (last - first).days + 1


def least_in_row(case: Case) -> Said:
    """Who comes, comes so many days in a row.  A run that reaches the end of the range may go on."""
    first, last = _ends(case.shift.day, {case.shift.day, *(each.day for each in case.row)})
    count = (last - first).days + 1
    if count >= case.rule.amount or last + _DAY >= case.board.facts.end:
        return []
    return [("roster.least_in_row", {"count": count, "least": case.rule.amount})]


def whole_weekends(case: Case) -> Said:
    """Saturday and Sunday, or neither; nothing is said where the other day has no shift, or lies ahead."""
    weekday = case.shift.day.weekday()
    if weekday < 5:
        return []
    other = case.shift.day + (_DAY if weekday == 5 else -_DAY)
    facts = case.board.facts
    inside = facts.first <= other < facts.end
    if other >= facts.end or (inside and not any(each.day == other for each in facts.shifts)):
        return []
    if any(each.day == other for each in case.row):
        return []
    return [("roster.half_weekend", {"day": other.isoformat()})]


def _ends(day: date, days: set[date]) -> tuple[date, date]:
    """The first and the last day of the run around a day."""
    first = last = day
    while first - _DAY in days:
        first -= _DAY
    while last + _DAY in days:
        last += _DAY
    return first, last
