"""Repetition: a small, readable part of the iCalendar rules (RFC 5545) turned into dates.

Kept: daily, weekly on given days, every n weeks, monthly by date or by the nth weekday, with COUNT or
UNTIL.  A month without the wanted date (the 31st, a fifth Monday) is *skipped*, as RFC 5545 says, and
`skipped_months` lists it; "the last day" and "the last Monday" are there for those who mean that.
python-dateutil does the counting: of the public RFC examples made only of these parts it answers all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Literal

from dateutil import rrule as _rrule
from dateutil.relativedelta import relativedelta

from neighborcenter.kit.problems import Problem, refuse
from neighborcenter.kit.times import Month

__all__ = ["HORIZON_YEARS", "MAX_DATES", "Frequency", "Rule"]

MAX_DATES = 400
"""More dates than this in one series is a mistake of typing (a daily class of a year has 365)."""
HORIZON_YEARS = 2
"""Nobody at a neighborhood center plans a hall further ahead; it keeps every series and every check small."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DATEUTIL_DAYS = (_rrule.MO, _rrule.TU, _rrule.WE, _rrule.TH, _rrule.FR, _rrule.SA, _rrule.SU)
_NTH = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(T\d{6})?")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"}
LAST = -1


class Frequency(StrEnum):
    """The step of a repetition."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


_DATEUTIL_STEP: dict[Frequency, Literal[1, 2, 3]] = {
    Frequency.DAILY: _rrule.DAILY,
    Frequency.WEEKLY: _rrule.WEEKLY,
    Frequency.MONTHLY: _rrule.MONTHLY,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One repetition.  Weekdays count from Monday = 0.

    `month_days` are 1–31 or -1 for the last day; `nth_weekdays` are (1–5 or -1 for the last, weekday).
    With none of them a weekly rule takes the weekday, a monthly rule the date, of the first day.
    Raises Invalid when the parts contradict each other.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    nth_weekdays: tuple[tuple[int, int], ...] = ()
    count: int | None = None
    until: date | None = None
    week_start: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))
        object.__setattr__(self, "month_days", tuple(sorted(set(self.month_days), key=lambda d: d % 32)))
        object.__setattr__(self, "nth_weekdays", tuple(sorted(set(self.nth_weekdays))))
        if not self._is_sound():
            refuse([Problem("repeat", "recurrence.unsound")])

    def _is_sound(self) -> bool:
        monthly = self.frequency is Frequency.MONTHLY
        return (
            1 <= self.interval <= 99
            and (self.count is None or self.count >= 1)
            and (self.count is None or self.until is None)
            and all(0 <= day <= 6 for day in (*self.weekdays, self.week_start))
            and all(1 <= day <= 31 or day == LAST for day in self.month_days)
            and all((1 <= nth <= 5 or nth == LAST) and 0 <= day <= 6 for nth, day in self.nth_weekdays)
            and (not self.weekdays or self.frequency is Frequency.WEEKLY)
            and (monthly or not (self.month_days or self.nth_weekdays))
            and not (self.month_days and self.nth_weekdays)
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
    def _from_parts(cls, parts: dict[str, str]) -> Rule:
        frequency = Frequency(parts["FREQ"])
        by_day = [_weekday(code) for code in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
        numbered = [(nth, day) for nth, day in by_day if nth is not None]
        plain = [day for nth, day in by_day if nth is None]
        if (numbered and frequency is not Frequency.MONTHLY) or (plain and frequency is not Frequency.WEEKLY):
            raise ValueError("weekdays are numbered in monthly rules and only there")
        dates = parts["BYMONTHDAY"].split(",") if "BYMONTHDAY" in parts else []
        return cls(
            frequency,
            interval=int(parts.get("INTERVAL", "1")),
            weekdays=tuple(plain),
            month_days=tuple(int(day) for day in dates),
            nth_weekdays=tuple(numbered),
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
            week_start=_DAYS.index(parts.get("WKST", "MO")),
        )

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(_DAYS[day] for day in self.weekdays))
        if self.nth_weekdays:
            parts.append("BYDAY=" + ",".join(f"{nth}{_DAYS[day]}" for nth, day in self.nth_weekdays))
        if self.month_days:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.month_days)))
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.week_start:
            parts.append(f"WKST={_DAYS[self.week_start]}")
        return ";".join(parts)

    def horizon(self, first: date) -> date:
        """The last day a series beginning on `first` may reach."""
        return first + relativedelta(years=HORIZON_YEARS)

    def dates(self, first: date, limit: int = MAX_DATES) -> list[date]:
        """The days of the series, in order, none before `first`, at most `limit`, within the horizon.

        `first` itself is among them only when it fits the rule.
        """
        end = self.horizon(first)
        if self.until is not None and self.until < end:
            end = self.until
        if end < first:
            return []
        wanted = limit if self.count is None else min(limit, self.count)
        nth = [_DATEUTIL_DAYS[day](nth) for nth, day in self.nth_weekdays]
        series = _rrule.rrule(
            _DATEUTIL_STEP[self.frequency],
            dtstart=datetime.combine(first, time()),
            interval=self.interval,
            wkst=self.week_start,
            # Our own COUNT is applied by islice: dateutil refuses COUNT beside the horizon's UNTIL.
            until=datetime.combine(end, time()),
            byweekday=nth or [_DATEUTIL_DAYS[day] for day in self.weekdays] or None,
            bymonthday=self.month_days or None,
        )
        return [moment.date() for moment in islice(series, wanted)]

    def skipped_months(self, first: date) -> list[Month]:
        """The months inside the series that lack a wanted date (the 31st, a fifth Monday) and are left out."""
        if self.frequency is not Frequency.MONTHLY:
            return []
        dates = self.dates(first)
        end = dates[-1] if dates else first
        if self.until is not None:
            end = max(end, min(self.until, self.horizon(first)))
        wanted = self.month_days or (() if self.nth_weekdays else (first.day,))
        skipped = []
        month = Month.of(first)
        # A date that does not exist would lie past the month's end, so the month must end within the series.
        while month.next_first - timedelta(days=1) <= end:
            if any(day > month.days for day in wanted) or any(
                nth > _weekdays_in(month, day) for nth, day in self.nth_weekdays
            ):
                skipped.append(month)
            month = month.plus(self.interval)
        return skipped

    def problems(self, first: date) -> list[Problem]:
        """What stands against using the rule from `first`: no end, too many dates, too far, none at all."""
        if self.count is None and self.until is None:
            return [Problem("repeat", "recurrence.endless")]
        if self.until is not None and self.until < first:
            return [Problem("repeat", "recurrence.ends_before", {"until": self.until.isoformat()})]
        horizon = self.horizon(first)
        too_far = Problem(
            "repeat", "recurrence.too_far", {"years": HORIZON_YEARS, "horizon": horizon.isoformat()}
        )
        if self.until is not None and self.until > horizon:
            return [too_far]
        if self.count is not None and self.count > MAX_DATES:
            return [Problem("repeat", "recurrence.too_many", {"limit": MAX_DATES})]
        dates = self.dates(first, limit=MAX_DATES + 1)
        if len(dates) > MAX_DATES:
            return [Problem("repeat", "recurrence.too_many", {"limit": MAX_DATES})]
        if not dates:
            return [Problem("repeat", "recurrence.no_dates")]
        if self.count is not None and len(dates) < self.count:
            return [too_far]
        return []


def _parts(body: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in body.rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name not in _KNOWN or name in parts:
            raise ValueError(part)
        parts[name] = value
    return parts


def _weekday(code: str) -> tuple[int | None, int]:
    match = _NTH.fullmatch(code)
    if match is None:
        raise ValueError(code)
    return (int(match[1]) if match[1] else None), _DAYS.index(match[2])


def _until(text: str) -> date:
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(int(match[1]), int(match[2]), int(match[3]))


def _weekdays_in(month: Month, weekday: int) -> int:
    """How often a weekday comes in a month: four times or five."""
    first_weekday, length = monthrange(month.year, month.month)
    return 1 + (length - 1 - (weekday - first_weekday) % 7) // 7
