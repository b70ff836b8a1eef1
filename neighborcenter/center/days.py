"""What stands beside a day in a calendar: festival, day off, make-up day, the lunar day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from neighborcenter.center import rules
from neighborcenter.center.drafts import DayKind, HolidayCalendar
from neighborcenter.center.queries import holiday_calendar
from neighborcenter.kit.times import DAY, days_between
from neighborcenter.kit.work import Read

Mark = Literal["festival", "off", "work", ""]

# The days of the festivals themselves (State Council, rules on public holidays as changed for 2025); the other
# days off around them are moved working days.
_SOLAR = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
_LUNAR = {(1, 1), (1, 2), (1, 3), (5, 5), (8, 15)}


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day. `mark`: festival (节), off (休), work (班) or ""; `name` of the holiday; `lunar` like 九月初九,
    shortened to the day (初九), the month on its first day, or the solar term (清明)."""

    day: date
    kind: DayKind
    mark: Mark
    name: str
    lunar: str
    lunar_full: str
    certain: bool


def day_marks(read: Read, first: date, end: date) -> dict[date, DayMark]:
    """The marks of the days from `first` up to, not including, `end`."""
    calendar = holiday_calendar(read)
    return {day: mark_of(day, calendar) for day in days_between(first, end)}


def mark_of(day: date, calendar: HolidayCalendar) -> DayMark:
    """The mark of one day."""
    kind = rules.day_kind(day, calendar)
    moved = calendar.days.get(day)
    short, full, festival = _lunar(day)
    mark: Mark = ""
    if kind is DayKind.MAKEUP:
        mark = "work"
    elif kind is DayKind.HOLIDAY:
        mark = "festival" if festival else "off"
    return DayMark(day, kind, mark, moved.name if moved else "", short, full, calendar.knows(day))


@lru_cache(maxsize=2_000)
def _lunar(day: date) -> tuple[str, str, bool]:
    """Short lunar text, full lunar text, and whether a festival itself falls on the day."""
    from borax.calendars.lunardate import LunarDate  # noqa: PLC0415 - heavy, loaded on first use

    lunar = LunarDate.from_solar(day)
    month = f"{'闰' if lunar.leap else ''}{lunar.cn_month}月"
    short = lunar.term or (month if lunar.day == 1 else lunar.cn_day_calendar)
    tomorrow = LunarDate.from_solar(day + DAY)
    eve = (tomorrow.month, tomorrow.day) == (1, 1)
    festival = (
        (day.month, day.day) in _SOLAR
        or ((lunar.month, lunar.day) in _LUNAR and not lunar.leap)
        or lunar.term == "清明"
        or eve
    )
    return short, f"{month}{lunar.cn_day_calendar}", festival
