"""Weekly times in words, as people and platforms write them: 周末上午, 周一至周五 14:00-17:30, 愿意 周六 09:00–11:00."""

from __future__ import annotations

import re

from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.fold import fold
from neighborcenter.kit.i18n import translate
from neighborcenter.kit.times import clock_text, minutes_of
from neighborcenter.volunteers.drafts import AvailabilityDraft
from neighborcenter.volunteers.kinds import AvailabilityKind
from neighborcenter.volunteers.texts import WORDS

DAYS = "一二三四五六日"
_SPAN = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[-–—~至到]\s*([0-9]{1,2}:[0-9]{2})")
_RANGE = re.compile(
    r"(?:周|星期|礼拜)([一二三四五六日天])\s*[-–—~至到]\s*(?:周|星期|礼拜)?([一二三四五六日天])"
)
_LISTED = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天、,和及]+)")
_PARTS = {
    "全天": ("08:00", "21:30"),
    "上午": ("08:00", "12:00"),
    "下午": ("14:00", "18:00"),
    "晚上": ("18:30", "21:30"),
    "晚间": ("18:30", "21:30"),
    "夜间": ("18:30", "21:30"),
}
_GROUPS = {
    "工作日": range(5), "平日": range(5), "周末": (5, 6), "双休": (5, 6), "每天": range(7), "每日": range(7),
    "天天": range(7), "任意时间": range(7), "随时": range(7),
}  # fmt: skip


def times_in(text: str, *, nights: bool = False) -> tuple[AvailabilityDraft, ...] | None:
    """The weekly times a text means, in the words of people or of our own lists.  None when unreadable.

    A span over midnight ends with its day; with `nights` (shifts) its end is that of the next day, as written.
    """
    found: list[AvailabilityDraft] = []
    for part in re.split(r"[;；\n]+", text):
        if part.strip():
            stretches = _stretches(fold(part).strip(), nights=nights)
            if not stretches:
                return None
            found += stretches
    return tuple(found)


def times_words(times: tuple[AvailabilityDraft, ...]) -> str:
    """Weekly times in words that `times_in` reads again."""
    heap: dict[tuple[AvailabilityKind, int], list[str]] = {}
    for each in times:
        if each.weekday is not None:
            heap.setdefault((each.kind, each.weekday), []).append(f"{each.opens}–{each.closes}")
    return "; ".join(
        " ".join(
            part
            for part in (
                "" if kind is AvailabilityKind.CAN else translate(WORDS[kind]),
                translate(WEEKDAYS[day]),
                ", ".join(spans),
            )
            if part
        )
        for (kind, day), spans in heap.items()
    )


def _stretches(part: str, *, nights: bool) -> list[AvailabilityDraft]:
    kind = AvailabilityKind.CAN
    for one in AvailabilityKind:
        for words in (translate(WORDS[one]), WORDS[one]):
            if part.startswith(words):
                kind, part = one, part.removeprefix(words).strip()
    days = _days(part)
    spans = [_span(*span, nights=nights) for span in _SPAN.findall(part)]
    spans = spans or [hours for word, hours in _PARTS.items() if word in part]
    if not days and not spans:
        return []
    return [
        AvailabilityDraft(kind, day, None, opens, closes)
        for day in (days or range(7))
        for opens, closes in (spans or [_PARTS["全天"]])
    ]


def _days(part: str) -> list[int]:
    days: set[int] = set()
    for word, group in _GROUPS.items():
        if word in part:
            days |= set(group)
    for first, last in _RANGE.findall(part):
        start, stop = _day(first), _day(last)
        days |= {day % 7 for day in range(start, stop + (1 if stop >= start else 8))}
    days |= {day for day, name in enumerate(WEEKDAYS) if translate(name) in part or name in part}
    for listed in _LISTED.findall(part):
        days |= {_day(sign) for sign in listed if sign in f"{DAYS}天"}
    return sorted(days)


def _day(sign: str) -> int:
    return DAYS.index("日" if sign == "天" else sign)


def _span(opens: str, closes: str, *, nights: bool) -> tuple[str, str]:
    """A span in its one form; one over midnight ends with the day, one that is no time is the whole day."""
    try:
        start, stop = minutes_of(opens.zfill(5)), minutes_of(closes.zfill(5))
    except ValueError:
        return _PARTS["全天"]
    return clock_text(start), clock_text(stop if start < stop or nights else 24 * 60)
