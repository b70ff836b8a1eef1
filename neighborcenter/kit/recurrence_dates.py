"""The dates of a repetition: solar days counted by python-dateutil, lunar days by borax, then holidays and terms.

Of the public RFC 5545 examples made only of the kept parts dateutil answers all.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal, Protocol

from dateutil import rrule as _rrule

from neighborcenter.kit.times import DAY, Month

_DATEUTIL_DAYS = (_rrule.MO, _rrule.TU, _rrule.WE, _rrule.TH, _rrule.FR, _rrule.SA, _rrule.SU)
_DATEUTIL_STEP: dict[str, Literal[0, 1, 2, 3]] = {
    "DAILY": _rrule.DAILY,
    "WEEKLY": _rrule.WEEKLY,
    "MONTHLY": _rrule.MONTHLY,
    "YEARLY": _rrule.YEARLY,
}
LONGEST_HOLIDAY = 31
"""A date on a holiday finds a working day within so many days, or is left out."""


class Rule(Protocol):
    """What the counting wants to know of a repetition: the parts of `recurrence.Rule`."""

    @property
    def frequency(self) -> str: ...
    @property
    def interval(self) -> int: ...
    @property
    def weekdays(self) -> tuple[int, ...]: ...
    @property
    def month_days(self) -> tuple[int, ...]: ...
    @property
    def nth_weekdays(self) -> tuple[tuple[int, int], ...]: ...
    @property
    def months(self) -> tuple[int, ...]: ...
    @property
    def count(self) -> int | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def week_start(self) -> int: ...
    @property
    def lunar(self) -> bool: ...
    @property
    def listed(self) -> tuple[date, ...]: ...
    @property
    def anchor(self) -> date | None: ...
    @property
    def within(self) -> tuple[tuple[date, date], ...]: ...
    @property
    def on_holiday(self) -> str: ...
    @property
    def only_worked(self) -> bool: ...
    def horizon(self, first: date) -> date: ...


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days that the yearly notice moved: public holidays, and weekend days that are worked."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)


PLAIN = DaysOff()
"""No holidays known: weekends are free."""


def dates(rule: Rule, first: date, limit: int, off: DaysOff) -> list[date]:
    """The days of a rule from `first` on, at most `limit`, within its horizon."""
    end = rule.horizon(first)
    if rule.until is not None and rule.until < end:
        end = rule.until
    if end < first:
        return []
    wanted = limit if rule.count is None else min(limit, rule.count)
    found = _base(rule, first, end)
    if not (rule.only_worked or rule.within or rule.on_holiday != "KEEP"):
        return list(islice(found, wanted))
    return sorted(set(_kept(rule, found, first, off)))[:wanted]


def _base(rule: Rule, first: date, end: date) -> Iterator[date]:
    if rule.listed:
        return (day for day in rule.listed if first <= day <= end)
    return _lunar(rule, first, end) if rule.lunar else _solar(rule, first, end)


def _solar(rule: Rule, first: date, end: date) -> Iterator[date]:
    start = first if rule.anchor is None else _anchored(rule.anchor, first, rule.interval)
    by_day = [_DATEUTIL_DAYS[day](nth) for nth, day in rule.nth_weekdays]
    by_day += [_DATEUTIL_DAYS[day] for day in rule.weekdays]
    if rule.anchor is not None and not by_day:
        by_day = [_DATEUTIL_DAYS[first.weekday()]]
    series = _rrule.rrule(
        _DATEUTIL_STEP[str(rule.frequency)],
        dtstart=datetime.combine(start, time()),
        interval=rule.interval,
        wkst=rule.week_start,
        # Our own COUNT is applied by the caller: dateutil refuses COUNT beside the horizon's UNTIL.
        until=datetime.combine(end, time()),
        bymonth=rule.months or None,
        byweekday=by_day or None,
        bymonthday=rule.month_days or None,
    )
    return (day for moment in series if (day := moment.date()) >= first)


def _anchored(anchor: date, first: date, interval: int) -> date:
    """The Monday of the last week before or at `first` that counts, reckoned from the anchor's week."""
    monday = anchor - timedelta(days=anchor.weekday())
    weeks = (first - timedelta(days=first.weekday()) - monday).days // 7
    return monday + timedelta(weeks=weeks - weeks % interval)


def _lunar(rule: Rule, first: date, end: date) -> Iterator[date]:
    """Days of lunar months; a day that a month has not got (the 30th) is left out.  Leap months count as months
    of their own in a monthly rule and not in a yearly one (RFC 7529)."""
    from borax.calendars.lunardate import LunarDate  # noqa: PLC0415 - heavy, loaded on first use

    begins = first - timedelta(days=LunarDate.from_solar(first).day - 1)
    at = 0
    year = None
    while begins <= end:
        month = LunarDate.from_solar(begins)
        after = begins + timedelta(days=29 if LunarDate.from_solar(begins + 29 * DAY).day == 1 else 30)
        yearly = rule.frequency == "YEARLY"
        year = month.year if year is None else year
        turn = month.year - year if yearly else at
        named = not rule.months or (month.month in rule.months and not month.leap)
        if named and turn % rule.interval == 0:
            length = (after - begins).days
            chosen = {day if day > 0 else length + 1 + day for day in rule.month_days}
            for day in sorted(chosen):
                found = begins + timedelta(days=day - 1)
                if 1 <= day <= length and first <= found <= end:
                    yield found
        begins, at = after, at + 1


def lunar_day_of(day: date) -> int:
    """The day of its lunar month: 1 for 初一, 15 for 十五."""
    from borax.calendars.lunardate import LunarDate  # noqa: PLC0415 - heavy, loaded on first use

    return int(LunarDate.from_solar(day).day)


def lunar_month_of(day: date) -> int:
    """The lunar month of a day: 1 for 正月; a leap month has the number of the one before."""
    from borax.calendars.lunardate import LunarDate  # noqa: PLC0415 - heavy, loaded on first use

    return int(LunarDate.from_solar(day).month)


def _kept(rule: Rule, found: Iterable[date], first: date, off: DaysOff) -> Iterator[date]:
    """The dates left after working days, holidays and terms have had their say."""
    for day in found:
        if rule.only_worked and not off.works(day):
            continue
        kept: date | None = day
        if rule.on_holiday != "KEEP" and day in off.off:
            kept = _beside(day, rule.on_holiday, off)
        if kept is None or kept < first:
            continue
        if not rule.within or any(begin <= kept <= end for begin, end in rule.within):
            yield kept


def _beside(day: date, way: str, off: DaysOff) -> date | None:
    """The working day next to a holiday, or None when the date is to be left out."""
    if way == "SKIP":
        return None
    step = DAY if way == "NEXT" else -DAY
    return next((d for n in range(1, LONGEST_HOLIDAY) if off.works(d := day + n * step)), None)


def skipped_months(rule: Rule, first: date) -> list[Month]:
    """The months inside the series that lack a wanted date."""
    if rule.frequency not in ("MONTHLY", "YEARLY") or rule.lunar:
        return []
    found = dates(rule, first, 400, PLAIN)
    end = found[-1] if found else first
    if rule.until is not None:
        end = max(end, min(rule.until, rule.horizon(first)))
    wanted = rule.month_days or (() if rule.nth_weekdays or rule.weekdays else (first.day,))
    yearly = rule.frequency == "YEARLY"
    step = rule.interval * (12 if yearly else 1)
    starts = [Month(first.year, n) for n in rule.months] if yearly and rule.months else [Month.of(first)]
    skipped = []
    for month in starts:
        # A date that does not exist would lie past the month's end, so the month must end within the series.
        while month.next_first - timedelta(days=1) <= end:
            named = yearly or not rule.months or month.month in rule.months
            if named and month.next_first > first and _lacks(rule, month, wanted):
                skipped.append(month)
            month = month.plus(step)
    return sorted(skipped)


def _lacks(rule: Rule, month: Month, wanted: Iterable[int]) -> bool:
    return any(abs(day) > month.days for day in wanted) or any(
        abs(nth) > _weekdays_in(month, day) for nth, day in rule.nth_weekdays
    )


def _weekdays_in(month: Month, weekday: int) -> int:
    """How often a weekday comes in a month: four times or five."""
    first_weekday, length = monthrange(month.year, month.month)
    return 1 + (length - 1 - (weekday - first_weekday) % 7) // 7
