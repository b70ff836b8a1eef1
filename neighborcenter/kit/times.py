"""Local time as the people of a center mean it: half-open ranges, weeks and months.

Everything here is naive center-local time (the wall clock in the hall).  Instants such as "signed at"
are UTC and do not come through this file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

__all__ = [
    "Month",
    "TimeRange",
    "as_day",
    "clock_text",
    "day_of",
    "day_range",
    "days_between",
    "free_between",
    "minutes_of",
    "month_of",
    "week_of",
]

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
DAY = timedelta(days=1)
_YEARS = (1900, 2999)


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """A stretch of local time from `start` up to, not including, `end`.

    Half-open, so that a class ending at 10:00 and one beginning at 10:00 do not overlap.
    Raises ValueError when the end does not lie after the start or a time carries a zone.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("a TimeRange holds local times without a zone")
        if self.end <= self.start:
            raise ValueError(f"a TimeRange must end after it starts: {self.start} … {self.end}")

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded down."""
        return int((self.end - self.start) // timedelta(minutes=1))

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.start.date()

    def overlaps(self, other: TimeRange) -> bool:
        """Whether the two share at least a moment; touching ends do not count."""
        return self.start < other.end and other.start < self.end

    def contains(self, what: datetime | TimeRange) -> bool:
        """Whether a moment, or a whole range, lies inside."""
        if isinstance(what, TimeRange):
            return self.start <= what.start and what.end <= self.end
        return self.start <= what < self.end

    def shift(self, by: timedelta) -> TimeRange:
        """The same length, earlier or later."""
        return TimeRange(self.start + by, self.end + by)

    def on(self, day: date) -> TimeRange:
        """The same clock times and length, starting on another day."""
        return self.shift(timedelta(days=(day - self.start.date()).days))

    def clipped(self, other: TimeRange) -> TimeRange | None:
        """The part that lies inside `other`, or None when nothing does."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeRange(start, end) if start < end else None

    def days(self) -> list[date]:
        """The days it touches; a range ending at midnight does not touch the next day."""
        return days_between(self.start.date(), (self.end - timedelta(microseconds=1)).date() + DAY)


def as_day(what: date | datetime) -> date:
    """The date of a date or a local datetime."""
    return what.date() if isinstance(what, datetime) else what


def day_range(day: date, opens: str = "00:00", closes: str = "24:00") -> TimeRange:
    """The hours of one day from clock texts; "24:00" is the midnight that ends it."""
    midnight = datetime.combine(day, time())
    return TimeRange(
        midnight + timedelta(minutes=minutes_of(opens)), midnight + timedelta(minutes=minutes_of(closes))
    )


def days_between(first: date, end: date) -> list[date]:
    """Every day from `first` up to, not including, `end`."""
    return [first + timedelta(days=n) for n in range((end - first).days)]


def minutes_of(clock: str) -> int:
    """Minutes after midnight of "HH:MM"; "24:00" is 1440.  Raises ValueError for anything else."""
    match = _CLOCK.fullmatch(clock.strip())
    if match is None:
        raise ValueError(f"not a clock time: {clock!r}")
    minutes = int(match[1]) * 60 + int(match[2])
    if int(match[2]) > 59 or minutes > 1440:
        raise ValueError(f"not a clock time: {clock!r}")
    return minutes


def clock_text(minutes: int) -> str:
    """Minutes after midnight as "HH:MM"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def day_of(text: str) -> date:
    """Read "2026-11-23".  Raises ValueError for anything else, also for years no center has papers of."""
    found = date.fromisoformat(text.strip())
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise ValueError(f"not a day of our time: {text!r}")
    return found


def week_of(day: date) -> tuple[date, date]:
    """The Monday of the day's week and the Monday after."""
    day = as_day(day)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


def month_of(day: date) -> tuple[date, date]:
    """The first of the day's month and the first of the next."""
    month = Month(day.year, day.month)
    return month.first, month.next_first


def free_between(within: TimeRange, taken: list[TimeRange]) -> list[TimeRange]:
    """What is left of `within` when the taken ranges are cut out, in order of time."""
    left: list[TimeRange] = []
    reached = within.start
    for busy in sorted(taken):
        if busy.end <= reached:
            continue
        if busy.start >= within.end:
            break
        if busy.start > reached:
            left.append(TimeRange(reached, busy.start))
        reached = busy.end
    if reached < within.end:
        left.append(TimeRange(reached, within.end))
    return left


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, the unit of the center's papers.  Raises ValueError for a month that is none."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9998 and 1 <= self.month <= 12):
            raise ValueError(f"not a month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-11".  Raises ValueError for anything else."""
        match = _MONTH.fullmatch(text.strip())
        if match is None or not _YEARS[0] <= int(match[1]) <= _YEARS[1]:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def next_first(self) -> date:
        """The first day of the month after it."""
        return self.next().first

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.next_first - self.first).days

    def next(self) -> Month:
        """The month after."""
        return self.plus(1)

    def previous(self) -> Month:
        """The month before."""
        return self.plus(-1)

    def year_before(self) -> Month:
        """The same month a year earlier."""
        return Month(self.year - 1, self.month)

    def plus(self, months: int) -> Month:
        """So many months later, or earlier when negative."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def contains(self, day: date) -> bool:
        """Whether a day lies in it."""
        return day.year == self.year and day.month == self.month

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
