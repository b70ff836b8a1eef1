"""A week of hours as words: “9:00–12:00, 14:00–17:30” for each weekday.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from neighborcenter.center.drafts import Span
from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import clock_text

Stretches = list[tuple[int, int]]
_TIME = r"(\d{1,2})(?:[:：点.](\d{2})?)?"
_STRETCH = re.compile(rf"^{_TIME}\s*[-–—~到至]\s*{_TIME}$")
_BETWEEN = re.compile(r"[,，;；、/]|(?<=\d)\s+(?=\d)")


def read_stretches(text: str) -> Stretches:
    """The stretches of a day in minutes.  Raises ValueError for what is none, ends too early or overlaps."""
    found: Stretches = []
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        match = _STRETCH.match(part.strip())
        if match is None:
            raise ValueError(part)
        opens = int(match[1]) * 60 + int(match[2] or 0)
        closes = int(match[3]) * 60 + int(match[4] or 0)
        if not 0 <= opens < closes <= 1440 or any(opens < b and a < closes for a, b in found):
            raise ValueError(part)
        found.append((opens, closes))
    return sorted(found)


def say_stretches(stretches: Iterable[tuple[int, int]]) -> str:
    """The stretches of a day as they are typed."""
    return ", ".join(f"{clock_text(a)}–{clock_text(b)}" for a, b in sorted(stretches))


def say_week(spans: Sequence[Span]) -> str:
    """A week in one line: days with the same hours together, seasons after the rest of the year."""
    seasons = sorted({(span.season_from, span.season_to) for span in spans})
    found = []
    for season in seasons:
        words = _say_one([span for span in spans if (span.season_from, span.season_to) == season])
        found.append(f"{season[0]}–{season[1]}: {words}" if season[0] else words)
    return "; ".join(found)


def _say_one(spans: Sequence[Span]) -> str:
    by_day: dict[int, Stretches] = {}
    for span in spans:
        by_day.setdefault(span.weekday, []).append((span.opens, span.closes))
    same: dict[str, list[int]] = {}
    for day in sorted(by_day):
        same.setdefault(say_stretches(by_day[day]), []).append(day)
    return "; ".join(f"{'、'.join(_(WEEKDAYS[day]) for day in days)} {hours}" for hours, days in same.items())
