"""Dates and times as Excel, WPS or a person writes them into a cell."""

import re
from datetime import date, datetime, time, timedelta

from neighborcenter.data.sheets import Cell
from neighborcenter.kit.fold import fold

_DATE = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
_TIME = re.compile(r"^(上午|早上|下午|晚上|晚)?(\d{1,2})(?:[:：点时.](\d{1,2})?分?)?(?::\d{2})?$")
MOST_DIGITS = 6
_EXCEL_EPOCH = date(1899, 12, 30)


def cell_date(cell: Cell) -> date | None:
    """The day a cell means; a bare number is 19520308 or Excel's day count. None when it is no date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 19_000_101 <= cell <= 21_001_231:
            cell = str(int(cell))
        elif 1 <= cell < 100_000:
            return _EXCEL_EPOCH + timedelta(days=int(cell))
        else:
            return None
    text = fold(str(cell or "")).replace(" ", "")
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = _DATE.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def is_count(text: str) -> bool:
    """Whether a text is a number of people or seats that a database can hold."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def cell_time(cell: Cell) -> time | None:
    """The time of day a cell means: 14:30, 下午 2 点, or Excel's fraction of a day. None when it is none."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86_400
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    found = _TIME.match(fold(str(cell or "")).replace(" ", ""))
    if found is None:
        return None
    hour, minute = int(found[2]), int(found[3] or 0)
    if found[1] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
