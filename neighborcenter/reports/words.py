"""Words that several papers share: weekdays, dates, lists of names."""

from collections.abc import Sequence
from datetime import date, datetime

from neighborcenter.kit.i18n import _
from neighborcenter.kit.recurrence_text import WEEKDAYS
from neighborcenter.kit.speech import say_date


def weekday(day: date) -> str:
    """星期一."""
    return _(WEEKDAYS[day.weekday()])


def day_words(day: date) -> str:
    """2026年11月23日 (GB/T 15835: Arabic digits, four for the year)."""
    return _("{year}-{month:02d}-{day:02d}").format(year=day.year, month=day.month, day=day.day)


def full_day(day: date) -> str:
    """2026年11月23日 星期一."""
    return f"{day_words(day)} {weekday(day)}"


def listed_days(days: Sequence[date]) -> str:
    """2026年9月28日、30日、10月2日: each says only what is new."""
    said, before = [], None
    for day in days:
        if before is None or day.year != before.year:
            said.append(day_words(day))
        elif day.month != before.month:
            said.append(short_day(day))
        else:
            said.append(_("{day:02d}").format(day=day.day))
        before = day
    return listed(said)


def short_day(day: date) -> str:
    """11月23日, where the year stands above."""
    return _("{month:02d}-{day:02d}").format(month=day.month, day=day.day)


def span_words(first: date, last: date) -> str:
    """2026年11月23日至29日: the second day says only what is new."""
    if first.year != last.year:
        return _("{first} – {last}").format(first=day_words(first), last=day_words(last))
    if first.month != last.month:
        return _("{first} – {last}").format(first=day_words(first), last=short_day(last))
    return _("{first} – {day:02d}").format(first=day_words(first), day=last.day)


def moment_words(at: datetime) -> str:
    """11月23日 周一 14:05."""
    return f"{say_date(at.date())} {at:%H:%M}"


def month_words(year: int, month: int) -> str:
    """2026年11月."""
    return _("{year}-{month:02d}").format(year=year, month=month)


def listed(names: Sequence[str]) -> str:
    """甲、乙、丙."""
    return _(", ").join(names)
