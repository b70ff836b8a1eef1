"""Repetition: a small, readable part of the iCalendar rules (RFC 5545) turned into dates.

Kept: daily, weekly on given days, every n weeks, monthly by date or by the nth weekday, yearly, with COUNT or
UNTIL.  A month or year without the wanted date (the 31st, 29 February, a fifth Monday) is *skipped*, as RFC
5545 says, and `skipped_months` lists it; "the last day" and "the last Monday" are there for those who mean that.
Lunar days are written as RFC 7529 says (RSCALE=CHINESE).  What neither standard can say has names of its own:

    RDATE=20261125,20261202      a list of dates
    X-ANCHOR=20260831            the weeks of INTERVAL are counted from the week of that day (A/B weeks of a term)
    X-WITHIN=20260901/20270115   only dates inside one of these stretches (terms without their holidays)
    X-HOLIDAY=SKIP|NEXT|PREVIOUS a date on a public holiday is left out, or goes to the working day after or before
    X-WORKDAYS=YES               only days that are worked, make-up days included

With these, COUNT counts the days that remain.  `recurrence_dates.py` does the counting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from neighborcenter.kit import recurrence_dates
from neighborcenter.kit.problems import Problem, refuse
from neighborcenter.kit.recurrence_dates import PLAIN, DaysOff
from neighborcenter.kit.times import Month

__all__ = ["HORIZON_YEARS", "LAST", "MAX_DATES", "DaysOff", "Frequency", "OnHoliday", "Rule"]

MAX_DATES = 400
"""More dates than this in one series is a mistake of typing (a daily class of a year has 365)."""
HORIZON_YEARS = 2
"""Nobody at a neighborhood center plans a hall further ahead; it keeps every series and every check small."""
YEARLY_HORIZON = 10
"""A yearly day has one date a year, and 29 February one in four."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(T\d{6})?")
_KNOWN = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST", "RSCALE", "RDATE",
    "X-ANCHOR", "X-WITHIN", "X-HOLIDAY", "X-WORKDAYS",
}  # fmt: skip
LAST = -1


class Frequency(StrEnum):
    """The step of a repetition; LISTED has none: its dates are named one by one."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"
    LISTED = "LISTED"


class OnHoliday(StrEnum):
    """What becomes of a date that falls on a public holiday."""

    KEEP = "KEEP"
    SKIP = "SKIP"
    NEXT = "NEXT"
    PREVIOUS = "PREVIOUS"


@dataclass(frozen=True, slots=True)
class Rule:
    """One repetition.  Weekdays count from Monday = 0.

    `month_days` are 1 to 31 or -1 (the last day) to -31; `nth_weekdays` are (1 to 5 or -1 to -5 from the end,
    weekday).  With none of them a weekly rule takes the weekday, a monthly or yearly rule the date, of the
    first day.  `lunar` reads months and days in the Chinese calendar.  `within` are (first, last) days, both
    included.  Raises Invalid when the parts contradict each other.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    nth_weekdays: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None
    week_start: int = 0
    lunar: bool = False
    listed: tuple[date, ...] = ()
    anchor: date | None = None
    within: tuple[tuple[date, date], ...] = ()
    on_holiday: OnHoliday = OnHoliday.KEEP
    only_worked: bool = False

    def __post_init__(self) -> None:
        for name in ("weekdays", "nth_weekdays", "months", "listed", "within"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "month_days", tuple(sorted(set(self.month_days), key=lambda d: d % 32)))
        if not self._is_sound() or not self._goes_together():
            refuse([Problem("repeat", "recurrence.unsound")])

    def _is_sound(self) -> bool:
        return (
            1 <= self.interval <= 99
            and (self.count is None or self.count >= 1)
            and (self.count is None or self.until is None)
            and all(0 <= day <= 6 for day in (*self.weekdays, self.week_start))
            and all(1 <= abs(day) <= 31 for day in self.month_days)
            and all(1 <= abs(nth) <= 5 and 0 <= day <= 6 for nth, day in self.nth_weekdays)
            and all(1 <= month <= 12 for month in self.months)
            and all(first <= last for first, last in self.within)
        )

    def _goes_together(self) -> bool:
        monthly = self.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
        by_day = bool(self.weekdays or self.nth_weekdays)
        if self.frequency is Frequency.LISTED:
            return bool(self.listed) and not (by_day or self.month_days or self.months or self.lunar)
        if self.lunar and (not monthly or by_day or not self.month_days):
            return False
        # A yearly rule that names days must name its months: RFC 5545 would mean every month of the year.
        if self.frequency is Frequency.YEARLY and (by_day or self.month_days) and not self.months:
            return False
        return (
            not self.listed
            and (monthly or not self.nth_weekdays)
            and not (self.nth_weekdays and (self.month_days or self.weekdays))
            and not (self.frequency is Frequency.WEEKLY and (self.month_days or self.months))
            and (self.anchor is None or self.frequency is Frequency.WEEKLY)
        )

    @classmethod
    def parse(cls, text: str) -> Rule:
        """Read "FREQ=WEEKLY;BYDAY=MO;COUNT=10", with or without "RRULE:".

        Raises Invalid (`recurrence.unreadable`) for parts outside the kept subset, rather than guess.
        UNTIL is the center's own date; a UTC instant is refused because it can mean the day before.
        """
        body = text.strip().upper().removeprefix("RRULE:")
        try:
            return cls._from_parts(_parts(body))
        except (KeyError, ValueError):
            refuse([Problem("repeat", "recurrence.unreadable", {"text": text.strip()})])
            raise

    @classmethod
    def of_dates(cls, days: list[date]) -> Rule:
        """A list of dates.  Raises Invalid for an empty one."""
        return cls(Frequency.LISTED, listed=tuple(days))

    @classmethod
    def _from_parts(cls, parts: dict[str, str]) -> Rule:
        listed = _dates(parts["RDATE"]) if "RDATE" in parts else ()
        frequency = Frequency.LISTED if listed and "FREQ" not in parts else Frequency(parts["FREQ"])
        if (frequency is Frequency.LISTED) != bool(listed):
            raise ValueError("a list of dates stands alone")
        by_day = [_weekday(code) for code in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
        if parts.get("RSCALE", "GREGORIAN") not in ("GREGORIAN", "CHINESE"):
            raise ValueError(parts["RSCALE"])
        if parts.get("X-WORKDAYS", "YES") != "YES":
            raise ValueError(parts["X-WORKDAYS"])
        return cls(
            frequency,
            interval=int(parts.get("INTERVAL", "1")),
            weekdays=tuple(day for nth, day in by_day if nth is None),
            month_days=_numbers(parts, "BYMONTHDAY"),
            nth_weekdays=tuple((nth, day) for nth, day in by_day if nth is not None),
            months=_numbers(parts, "BYMONTH"),
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=_date(parts["UNTIL"]) if "UNTIL" in parts else None,
            week_start=_DAYS.index(parts.get("WKST", "MO")),
            lunar=parts.get("RSCALE") == "CHINESE",
            listed=listed,
            anchor=_date(parts["X-ANCHOR"]) if "X-ANCHOR" in parts else None,
            within=_stretches(parts["X-WITHIN"]) if "X-WITHIN" in parts else (),
            on_holiday=OnHoliday(parts.get("X-HOLIDAY", "KEEP")),
            only_worked="X-WORKDAYS" in parts,
        )

    def __str__(self) -> str:
        by_day = [_DAYS[day] for day in self.weekdays]
        by_day += [f"{nth}{_DAYS[day]}" for nth, day in self.nth_weekdays]
        parts = (
            ("RSCALE", "CHINESE" if self.lunar else ""),
            ("FREQ", "" if self.frequency is Frequency.LISTED else str(self.frequency)),
            ("RDATE", ",".join(f"{day:%Y%m%d}" for day in self.listed)),
            ("INTERVAL", str(self.interval) if self.interval != 1 else ""),
            ("BYMONTH", ",".join(map(str, self.months))),
            ("BYDAY", ",".join(by_day)),
            ("BYMONTHDAY", ",".join(map(str, self.month_days))),
            ("COUNT", "" if self.count is None else str(self.count)),
            ("UNTIL", "" if self.until is None else f"{self.until:%Y%m%d}"),
            ("WKST", _DAYS[self.week_start] if self.week_start else ""),
            ("X-ANCHOR", "" if self.anchor is None else f"{self.anchor:%Y%m%d}"),
            ("X-WITHIN", ",".join(f"{first:%Y%m%d}/{last:%Y%m%d}" for first, last in self.within)),
            ("X-HOLIDAY", "" if self.on_holiday is OnHoliday.KEEP else str(self.on_holiday)),
            ("X-WORKDAYS", "YES" if self.only_worked else ""),
        )
        return ";".join(f"{name}={value}" for name, value in parts if value)

    @property
    def is_standard(self) -> bool:
        """Whether RFC 5545 alone says the same, for every program that reads iCalendar files."""
        own = self.anchor or self.within or self.only_worked or self.on_holiday is not OnHoliday.KEEP
        return not (self.lunar or own or self.frequency is Frequency.LISTED)

    @property
    def ends(self) -> bool:
        """Whether it says by itself when it ends."""
        return self.count is not None or self.until is not None or self.frequency is Frequency.LISTED

    def ending(self, *, count: int | None = None, until: date | None = None) -> Rule:
        """The same repetition with another end; a list of dates is cut."""
        if self.frequency is not Frequency.LISTED:
            return replace(self, count=count, until=until)
        kept = [day for day in self.listed if until is None or day <= until]
        return replace(self, listed=tuple(kept[:count]))

    def shifted(self, days: int) -> Rule | None:
        """The same repetition so many days later in the week; None where a shift says nothing clear."""
        if days == 0:
            return self
        step = relativedelta(days=days)
        if self.frequency is Frequency.LISTED:
            return replace(self, listed=tuple(day + step for day in self.listed))
        until = None if self.until is None else self.until + step
        if (
            self.frequency is Frequency.WEEKLY
            and not self.anchor
            and all(0 <= day + days <= 6 for day in self.weekdays)
        ):
            return replace(self, weekdays=tuple(day + days for day in self.weekdays), until=until)
        if self.frequency is Frequency.DAILY and not (self.weekdays or self.month_days or self.months):
            return replace(self, until=until)
        return None

    def horizon(self, first: date) -> date:
        """The last day a series beginning on `first` may reach."""
        years = YEARLY_HORIZON if self.frequency is Frequency.YEARLY else HORIZON_YEARS
        return first + relativedelta(years=years)

    def dates(self, first: date, limit: int = MAX_DATES, *, off: DaysOff = PLAIN) -> list[date]:
        """The days of the series, in order, none before `first`, at most `limit`, within the horizon.

        `first` itself is among them only when it fits the rule.  `off` are the public holidays and make-up days
        that X-HOLIDAY and X-WORKDAYS ask for.
        """
        return recurrence_dates.dates(self, first, limit, off)

    def skipped_months(self, first: date) -> list[Month]:
        """The months inside the series that lack a wanted date (the 31st, 29 February, a fifth Monday)."""
        return recurrence_dates.skipped_months(self, first)

    def problems(self, first: date, *, off: DaysOff = PLAIN) -> list[Problem]:
        """What stands against using the rule from `first`: no end, too many dates, too far, none at all."""
        if not self.ends:
            return [Problem("repeat", "recurrence.endless")]
        if self.until is not None and self.until < first:
            return [Problem("repeat", "recurrence.ends_before", {"until": self.until.isoformat()})]
        horizon = self.horizon(first)
        years = YEARLY_HORIZON if self.frequency is Frequency.YEARLY else HORIZON_YEARS
        too_far = Problem("repeat", "recurrence.too_far", {"years": years, "horizon": horizon.isoformat()})
        last = self.listed[-1] if self.listed else self.until
        if last is not None and last > horizon:
            return [too_far]
        if self.count is not None and self.count > MAX_DATES:
            return [Problem("repeat", "recurrence.too_many", {"limit": MAX_DATES})]
        dates = self.dates(first, MAX_DATES + 1, off=off)
        if len(dates) > MAX_DATES:
            return [Problem("repeat", "recurrence.too_many", {"limit": MAX_DATES})]
        if not dates:
            return [Problem("repeat", "recurrence.no_dates")]
        if self.count is not None and len(dates) < self.count:
            inside = [Problem("repeat", "recurrence.terms_end", {"found": len(dates), "count": self.count})]
            return inside if self.within else [too_far]
        return []


def _parts(body: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in body.rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name not in _KNOWN or name in parts:
            raise ValueError(part)
        parts[name] = value
    return parts


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in parts[name].split(",")) if name in parts else ()


def _weekday(code: str) -> tuple[int | None, int]:
    match = _NTH.fullmatch(code)
    if match is None:
        raise ValueError(code)
    return (int(match[1]) if match[1] else None), _DAYS.index(match[2])


def _date(text: str) -> date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(int(match[1]), int(match[2]), int(match[3]))


def _dates(text: str) -> tuple[date, ...]:
    return tuple(_date(part) for part in text.split(","))


def _stretches(text: str) -> tuple[tuple[date, date], ...]:
    pairs = (part.partition("/") for part in text.split(","))
    return tuple((_date(first), _date(last)) for first, _, last in pairs)
