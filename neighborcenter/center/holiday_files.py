"""Reading the holidays of a year: the notice itself as text, a list, or a file of either."""

import re
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

from neighborcenter.center.drafts import HolidayCalendar, HolidayDay
from neighborcenter.center.seed_files import holidays_from_toml
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import DAY

_OFF = {"休", "放假", "假", "节", "off", "holiday", "休息"}
_WORK = {"班", "上班", "补班", "work", "workday", "调休上班"}
_LINE = re.compile(r"^[一二三四五六七八九十]+、\s*([^：:]{1,12})[：:](.+)$")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")


def holidays_from_text(text: str) -> HolidayCalendar:
    """Read the text of the yearly notice, or lines such as "2027-01-01, 元旦, 休".

    Raises Invalid naming the line that cannot be read.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(_LINE.match(line) for line in lines):
        return _from_notice(text, lines)
    return _from_rows([re.split(r"[\t,，;；]", line) for line in lines])


def holidays_from_file(path: Path) -> HolidayCalendar:
    """Read TOML (as the program's own), CSV, TXT or XLSX. Raises Invalid; OSError when it cannot be opened."""
    kind = path.suffix.lower()
    try:
        if kind == ".toml":
            return holidays_from_toml(path.read_text(encoding="utf-8-sig"))
        if kind in (".csv", ".tsv", ".txt"):
            return holidays_from_text(_decoded(path.read_bytes()))
        if kind in (".xlsx", ".xls"):
            return _from_rows(_sheet(path))
    except (KeyError, ValueError, tomllib.TOMLDecodeError) as error:
        raise Invalid(Problem("file", "center.holiday_file", {"name": path.name})) from error
    raise Invalid(Problem("file", "center.holiday_file", {"name": path.name}))


def _decoded(raw: bytes) -> str:
    """Chinese Windows saves lists as GB18030 as often as UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def _sheet(path: Path) -> list[list[str]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - heavy, loaded on first use

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    shown = []
    for row in rows:
        cells = [c.date().isoformat() if isinstance(c, datetime) else str(c).strip() for c in row]
        if any(cells):
            shown.append(cells)
    return shown


def _from_rows(rows: list[list[str]]) -> HolidayCalendar:
    """Rows of day, name, off or work; a heading without a day is passed over."""
    days: dict[date, HolidayDay] = {}
    for number, cells in enumerate(rows, 1):
        cells = [c.strip() for c in cells]
        day = _day_in(cells[0])
        if day is None and number == 1:
            continue
        words = [c for c in cells[1:] if c]
        marks = [w for w in words if w.lower() in _OFF | _WORK]
        names = [w for w in words if w not in marks]
        if day is None or not words:
            raise Invalid(
                Problem("text", "center.holidays_unreadable", {"line": number, "text": ",".join(cells)})
            )
        off = not marks or marks[0].lower() in _OFF
        days[day] = HolidayDay(day, off, names[0] if names else "")
    if not days:
        raise Invalid(Problem("text", "center.holidays_empty"))
    return HolidayCalendar(days, frozenset(day.year for day in days))


def _day_in(text: str) -> date | None:
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?", text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _from_notice(text: str, lines: list[str]) -> HolidayCalendar:
    """ "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。" """
    told = re.search(r"(20\d{2})\s*年", text)
    if told is None:
        raise Invalid(Problem("text", "center.holidays_no_year"))
    year = int(told[1])
    days: dict[date, HolidayDay] = {}
    for number, line in enumerate(lines, 1):
        found = _LINE.match(line)
        if found is None:
            continue
        name, rest = found[1].strip(), re.sub(r"[（(][^）)]*[）)]|\s", "", found[2])
        try:
            for sentence in re.split(r"[。；;]", rest):
                for day, off in _sentence(sentence, year):
                    days[day] = HolidayDay(day, off, name)
        except ValueError as error:
            raise Invalid(
                Problem("text", "center.holidays_unreadable", {"line": number, "text": line})
            ) from error
    if not days:
        raise Invalid(Problem("text", "center.holidays_empty"))
    return HolidayCalendar(days, frozenset({year}))


def _sentence(sentence: str, year: int) -> list[tuple[date, bool]]:
    """The days of "10月1日至7日放假" or "9月20日、10月10日上班". Raises ValueError for days that do not exist."""
    off = "放假" in sentence or "休息" in sentence
    if not off and "上班" not in sentence:
        return []
    days: list[date] = []
    month: int | None = None
    for piece in re.split(r"[、，,]", sentence):
        ends = []
        for found in _DAY.finditer(piece):
            month = int(found[2]) if found[2] else month
            if month is None:
                raise ValueError(piece)
            ends.append(date(int(found[1]) if found[1] else year, month, int(found[3])))
        if len(ends) == 2 and re.search(r"至|到|—|-|~", piece):
            start, stop = ends
            if stop < start:
                start = start.replace(year=start.year - 1)  # 除夕 of the year before
            days += [start + timedelta(days=n) for n in range((stop - start) // DAY + 1)]
        else:
            days += ends
    return [(day, off) for day in days]
