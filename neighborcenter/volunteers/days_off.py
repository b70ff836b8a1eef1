"""Days on which no weekly shift is made: holidays and closed days of the whole center."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from neighborcenter.center.queries import holiday_calendar, opening_facts
from neighborcenter.kit.recurrence import DaysOff
from neighborcenter.kit.times import days_between
from neighborcenter.kit.work import Read


def days_off(read: Read, first: date, end: date) -> dict[date, str]:
    """Days off and closed days from `first` up to, not including, `end`, with why."""
    moved = holiday_calendar(read).days
    days = days_between(first, end)
    off = {day: moved[day].name for day in days if day in moved and moved[day].off}
    return off | {
        day: closure.reason
        for closure in opening_facts(read).closures
        if closure.room_id is None
        for day in days
        if closure.start < _midnight(day) + timedelta(days=1) and closure.end > _midnight(day)
    }


def moved_days(read: Read) -> DaysOff:
    """Public holidays and make-up days, for rhythms that ask for working days."""
    moved = holiday_calendar(read).days
    return DaysOff(
        frozenset(day for day, each in moved.items() if each.off),
        frozenset(day for day, each in moved.items() if not each.off),
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
