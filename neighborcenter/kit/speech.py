"""What people at a desk type for days, times and lengths, understood without asking back. Pure.

Days: ``今天 明 周三 x3 下周三 11.25 25日 +7 2026-11-25``; times: ``9 930 14:30 下午2``; ranges: ``14+2 9-11 下午2-4``;
lengths: ``2 1.5 90分 半天``; all together: ``x3 14+2``. Full-width digits and signs count as their plain twins.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from neighborcenter.kit.i18n import N_, _, language
from neighborcenter.kit.times import Month

Lean = Literal["future", "past"]

HALF_DAY = 4 * 60
DAY = 24 * 60

_WEEKDAYS = {
    **{sign: number for number, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for sign in signs},
}  # fmt: skip
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEAR = {
    "今天": 0, "今日": 0, "今": 0, "jt": 0, "today": 0,
    "明天": 1, "明日": 1, "明": 1, "mt": 1, "tomorrow": 1,
    "后天": 2, "后": 2, "ht": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "昨": -1, "zt": -1, "yesterday": -1, "前天": -2,
}  # fmt: skip
_WEEK = re.compile(
    r"(?P<shift>下下个?|下个?|本|这|上个?|xx|x)?(?:周|星期|礼拜|z)?(?P<day>[一二三四五六日天1-7])$"
)
_PART_OF_DAY = {
    "凌晨": 0, "早上": 0, "早": 0, "上午": 0, "am": 0, "中午": 12, "下午": 12, "傍晚": 12, "晚上": 12, "晚": 12, "pm": 12,
}  # fmt: skip
_PARTS = "|".join(sorted(_PART_OF_DAY, key=len, reverse=True))
_TIME = re.compile(
    rf"(?P<part>{_PARTS})?(?P<hour>\d{{1,2}})(?:(?P<sign>[:点时h])(?P<minute>\d{{1,2}}|半|[一三]刻)?分?|(?P<tail>\d\d))?(?P<after>am|pm)?$"
)
_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>个半小时|个小时|小时|个钟|h|分钟|分|min|m)?$")
# The three bands halls are asked for; rooms with other hours pass their own.
BANDS = {"上午": (8 * 60, 12 * 60), "下午": (14 * 60, 18 * 60), "晚上": (18 * 60, 21 * 60)}

_WEEKDAY_NAMES = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_ENGLISH_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class When:
    """What was understood: a day, and minutes since its midnight. ``end`` may be 1440, the next midnight."""

    day: date
    start: int | None = None
    end: int | None = None

    @property
    def starts(self) -> datetime | None:
        """Local start without zone, if a time was said."""
        return None if self.start is None else _moment(self.day, self.start)

    @property
    def ends(self) -> datetime | None:
        """Local end without zone, if an end or a length was said."""
        return None if self.end is None else _moment(self.day, self.end)


def plain(text: str) -> str:
    """Full-width signs made plain, letters small, outer spaces gone."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def parse_date(text: str, today: date, lean: Lean = "future") -> date | None:
    """The day meant, or None. Days without a year or month lean to the future (bookings) or the past (records).

    ``周三`` is the coming Wednesday, today included; ``x3`` is Wednesday of next week (weeks begin on Monday).
    """
    said = plain(text).replace(" ", "")
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    for reading in (_by_distance, _by_week, _by_full_date, _by_month_and_day, _by_day):
        found = reading(said, today, lean)
        if found is not None:
            return found
    return None


def parse_time(text: str) -> int | None:
    """Minutes since midnight, or None. A bare 1 to 6 is taken as afternoon, as nobody comes at two in the
    morning; write 02 or 2:00 to be literal."""
    match = _TIME.match(plain(text).replace(" ", ""))
    if match is None:
        return None
    hour, minute = int(match["hour"]), _minute(match)
    part = match["part"] or match["after"]
    if part:
        if _PART_OF_DAY[part] == 12 and hour < 12 and not (part == "中午" and hour in (11, 10)):
            hour += 12
    elif 1 <= hour <= 6 and len(match["hour"]) == 1 and match["sign"] != ":":
        hour += 12
    if minute > 59 or hour * 60 + minute > DAY:
        return None
    return hour * 60 + minute


def parse_length(text: str) -> int | None:
    """Minutes of a length, or None: ``2`` and ``1.5`` are hours, ``90`` (above 12) is minutes, ``半天`` four hours."""
    said = plain(text).replace(" ", "")
    if said in ("半天", "bt"):
        return HALF_DAY
    if said in ("半小时", "半个小时", "半"):
        return 30
    if said in ("一天", "全天", "1天"):
        return 2 * HALF_DAY
    match = _LENGTH.match(said)
    if match is None:
        return None
    number, unit = float(match["number"]), match["unit"] or ""
    if unit == "个半小时":
        number, unit = number + 0.5, "h"
    in_minutes = unit in ("分钟", "分", "min", "m") or (not unit and number > 12)
    minutes = round(number if in_minutes else number * 60)
    return minutes if 0 < minutes <= DAY else None


def parse_range(text: str, bands: dict[str, tuple[int, int]] | None = None) -> tuple[int, int | None] | None:
    """(start, end) in minutes since midnight, end None when only a start was said; None if not understood.

    ``14+2`` adds a length, ``9-11`` names the end, ``上午`` is the whole band.
    """
    said = plain(text)
    known = BANDS if bands is None else bands
    if said.replace(" ", "") in known:
        return known[said.replace(" ", "")]
    tight = re.sub(r"\s*([+\-~–—到至])\s*", r"\1", said)
    for sign in re.finditer(r"[+\-~–—到至]", tight):
        head, tail = tight[: sign.start()], tight[sign.end() :]
        start = parse_time(head)
        if start is None:
            continue
        end = _end_from(start, tail, plus=sign.group() == "+", afternoon=_says_afternoon(head))
        if end is not None:
            return start, end
    start = parse_time(tight)
    return None if start is None else (start, None)


def parse_when(text: str, today: date, lean: Lean = "future", day: date | None = None,
               bands: dict[str, tuple[int, int]] | None = None) -> When | None:  # fmt: skip
    """A day with or without times, or times alone on ``day`` (else today); None if any part is not understood.

    The split between day and time is tried at every space, then without one: ``周三下午2-4``.
    """
    said = plain(text)
    if not said:
        return None
    # "9-11" is a morning, not 11 September: with a dash the hours win wherever they make sense.
    if re.fullmatch(r"\d{1,4}-\d{1,4}", said) and (hours := parse_range(said, bands)):
        return When(day or today, *hours)
    whole = parse_date(said, today, lean)
    if whole is not None and not _reads_as_time(said):
        return When(whole)
    for cut in [*(m.start() for m in re.finditer(r" ", said)), *range(len(said) - 1, 0, -1)]:
        head, tail = said[:cut].strip(), said[cut:].strip()
        if not head or not tail or (head[-1].isdigit() and tail[0].isdigit() and said[cut] != " "):
            continue
        first, times = parse_date(head, today, lean), parse_range(tail, bands)
        if first is not None and times is not None:
            return When(first, *times)
    times = parse_range(said, bands)
    if times is not None:
        return When(day or today, *times)
    return When(whole) if whole is not None else None


def say_weekday(day: date) -> str:
    """Mon or 周一."""
    return _(_WEEKDAY_NAMES[day.weekday()])


def say_date(day: date, today: date | None = None) -> str:
    """12月2日 周三, in the language in use; with the year when it is another one than today's."""
    words = {"weekday": say_weekday(day), **_parts(day)}
    if today is not None and day.year != today.year:
        return _("{weekday} {day} {month} {year}").format(**words)
    return _("{weekday} {day} {month}").format(**words)


def say_day(day: date, today: date | None = None) -> str:
    """12月2日, 2 Dec: where the weekday says nothing; with the year when it is another one than today's."""
    if today is not None and day.year != today.year:
        return _("{day} {month} {year}").format(**_parts(day))
    return _("{day} {month}").format(**_parts(day))


def say_days(first: date, last: date, today: date | None = None) -> str:
    """12月2日 – 5日, 12月30日 – 2027年1月3日; 2 – 5 Dec: the month is said once."""
    if first == last:
        return say_day(first, today)
    if (first.year, first.month) != (last.year, last.month):
        return f"{say_day(first, today)} – {say_day(last, today)}"
    words = {**_parts(last), "first": first.day}
    if today is not None and last.year != today.year:
        return _("{first} – {day} {month} {year}").format(**words)
    return _("{first} – {day} {month}").format(**words)


def say_moment(at: datetime, today: date | None = None) -> str:
    """12月2日 14:30."""
    return f"{say_day(at.date(), today)} {at:%H:%M}"


def say_month(month: Month) -> str:
    """2026年12月, Dec 2026."""
    words = _parts(month.first)
    return _("{month} {year}").format(month=words["month"], year=words["year"])


def _parts(day: date) -> dict[str, str | int]:
    # Chinese counts the months, English names them: the one word a translation cannot swap for a number.
    month = str(day.month) if language() == "zh_CN" else _ENGLISH_MONTHS[day.month - 1]
    return {"day": day.day, "month": month, "year": day.year}


def say_minutes(minutes: int) -> str:
    """14:30; 1440 reads 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def say_when(when: When, today: date | None = None) -> str:
    """12月2日 周三 14:00–16:00, as far as it was said."""
    parts = [say_date(when.day, today)]
    if when.start is not None:
        parts.append(say_minutes(when.start) + ("" if when.end is None else f"–{say_minutes(when.end)}"))
    return " ".join(parts)


def say_length(minutes: int) -> str:
    """2 h, 1.5 h or 50 min in the language in use."""
    if minutes >= 60 and minutes % 30 == 0:
        return _("{hours} h").format(hours=f"{minutes / 60:g}")
    return _("{minutes} min").format(minutes=minutes)


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _minute(match: re.Match[str]) -> int:
    text = match["minute"] or match["tail"] or "0"
    return {"半": 30, "一刻": 15, "三刻": 45}.get(text) or int(text) if text != "0" else 0


def _says_afternoon(text: str) -> bool:
    return any(part in text for part, shift in _PART_OF_DAY.items() if shift == 12)


def _end_from(start: int, tail: str, *, plus: bool, afternoon: bool) -> int | None:
    if plus:
        length = parse_length(tail)
        end = None if length is None else start + length
    else:
        end = parse_time(tail)
        if end is not None and end <= start and (afternoon or start >= 12 * 60) and end + 12 * 60 <= DAY:
            end += 12 * 60
    return end if end is not None and start < end <= DAY else None


def _reads_as_time(said: str) -> bool:
    """Whether a bare text is rather a time than a day: 14:30 and 14点 are, 25 and 11-25 are not."""
    return bool(re.search(r"[:点时]", said))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_distance(said: str, today: date, _lean: Lean) -> date | None:
    match = re.match(r"(?P<sign>[+-])(?P<days>\d{1,3})$|(?P<later>\d{1,3})天(?P<way>后|前)$", said)
    if match is None:
        return None
    days = int(match["days"] or match["later"])
    return today + timedelta(days=-days if match["sign"] == "-" or match["way"] == "前" else days)


def _by_week(said: str, today: date, lean: Lean) -> date | None:
    english = re.match(r"(?P<next>next|last)?(?P<day>mon|tue|wed|thu|fri|sat|sun)[a-z]*$", said)
    if english:
        number, shift = (
            _ENGLISH_DAYS.index(english["day"]),
            {"next": "下", "last": "上"}.get(english["next"] or "", ""),
        )
    else:
        match = _WEEK.match(said)
        if match is None or said in _WEEKDAYS:  # a bare 3 or 三 is no weekday
            return None
        number, shift = _WEEKDAYS[match["day"]], (match["shift"] or "").rstrip("个")
    monday = today - timedelta(days=today.weekday())
    weeks = {"下": 1, "x": 1, "下下": 2, "xx": 2, "上": -1}.get(shift, 0)
    found = monday + timedelta(days=number, weeks=weeks)
    if not shift and lean == "future" and found < today:
        found += timedelta(weeks=1)
    if not shift and lean == "past" and found > today:
        found -= timedelta(weeks=1)
    return found


def _by_full_date(said: str, _today: date, _lean: Lean) -> date | None:
    match = re.match(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$|(\d{4})(\d\d)(\d\d)$", said)
    if match is None:
        return None
    return _safe(*(int(part) for part in match.groups() if part))


def _by_month_and_day(said: str, today: date, lean: Lean) -> date | None:
    match = re.match(r"(\d{1,2})(?:[-./](\d{1,2})|月(\d{1,2})[日号]?)$", said)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2] or match[3])
    years = range(today.year, today.year + 9) if lean == "future" else range(today.year, today.year - 9, -1)
    for year in years:  # nine years reach a 29 February even across 2100
        found = _safe(year, month, day)
        if found is not None and (found >= today if lean == "future" else found <= today):
            return found
    return None


def _by_day(said: str, today: date, lean: Lean) -> date | None:
    if said == "月底":
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    match = re.match(r"(?P<month>下个?月|本月|上个?月)?(?P<day>\d{1,2})[日号]?$", said)
    if match is None:
        return None
    step = 1 if lean == "future" else -1
    named = (match["month"] or "").replace("个", "")
    first = {"下月": 1, "上月": -1, "本月": 0}.get(named, 0)
    for distance in [first] if named else [step * months for months in range(4)]:
        months = today.year * 12 + today.month - 1 + distance
        found = _safe(months // 12, months % 12 + 1, int(match["day"]))
        if found is not None and (named or (found >= today if lean == "future" else found <= today)):
            return found
    return None
