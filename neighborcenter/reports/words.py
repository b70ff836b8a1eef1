"""Words that several papers share: weekdays, dates, lists of names."""

from collections.abc import Sequence
from datetime import date

from neighborcenter.kit.i18n import _
from neighborcenter.kit.recurrence_text import WEEKDAYS


def weekday(day: date) -> str:
    """星期一."""
    return _(WEEKDAYS[day.weekday()])


def day_words(day: date) -> str:
    """2026 年 11 月 23 日 (GB/T 15835: Arabic digits, four for the year)."""
    return _("{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)


def month_words(year: int, month: int) -> str:
    """2026 年 11 月."""
    return _("{year}-{month:02d}").format(year=year, month=month)


def listed(names: Sequence[str]) -> str:
    """甲、乙、丙."""
    return _(", ").join(names)
