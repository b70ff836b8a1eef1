"""Readers of the plain files a center starts with: holidays, rooms and hours, divisions, code tables."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from neighborcenter.center.drafts import HolidayCalendar, HolidayDay, Span
from neighborcenter.kit.paths import resource
from neighborcenter.kit.times import minutes_of

_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


@dataclass(frozen=True, slots=True)
class SeedRoom:
    """A room of the example center, with the parts it can be divided into."""

    key: str
    name: str
    name_en: str
    kind: str
    floor: str
    lift: bool
    seats: int
    area: int
    equipment: tuple[str, ...]
    parts: tuple["SeedRoom", ...] = ()


@dataclass(frozen=True, slots=True)
class SeedSite:
    """A building of the example center."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """Sites, rooms and hours; `hours` by room key, the center's own under ""."""

    sites: tuple[SeedSite, ...]
    rooms: tuple[SeedRoom, ...]
    hours: dict[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: `level` province, city, county or township; `code` 2 to 9 digits."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One line of a national code table."""

    table: str
    code: str
    label: str
    label_en: str
    standard: str


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file (UTF-8, with or without a mark at the start)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def holidays(path: Path | None = None) -> HolidayCalendar:
    """The holidays the program comes with."""
    return holidays_from_toml((path or resource("seed", "holidays.toml")).read_text(encoding="utf-8"))


def holidays_from_toml(text: str) -> HolidayCalendar:
    """Holidays written as in `holidays.toml`. Raises ValueError or KeyError when the text is not of that form."""
    found = tomllib.loads(text)
    days: dict[date, HolidayDay] = {}
    for block in found.get("holiday", []):
        name, name_en = str(block["name"]), str(block.get("name_en", ""))
        for day in block.get("off", []):
            days[day] = HolidayDay(day, off=True, name=name, name_en=name_en)
        for day in block.get("worked", []):
            days[day] = HolidayDay(day, off=False, name=name, name_en=name_en)
    return HolidayCalendar(days, frozenset(int(year) for year in found["known_years"]))


def place(path: Path | None = None) -> SeedPlace:
    """The rooms and hours of the example center."""
    found = tomllib.loads((path or resource("seed", "rooms.toml")).read_text(encoding="utf-8"))
    hours: dict[str, tuple[Span, ...]] = {}
    for block in found["hours"]:
        spans = tuple(
            Span(_WEEKDAYS[day], minutes_of(block["opens"]), minutes_of(block["closes"]))
            for day in block["days"]
        )
        key = str(block.get("room", ""))
        hours[key] = hours.get(key, ()) + spans
    return SeedPlace(
        tuple(SeedSite(s["key"], s["name"], s["name_en"]) for s in found["site"]),
        tuple(_room(r) for r in found["room"]),
        hours,
    )


def _room(block: dict[str, Any], whole: dict[str, Any] | None = None) -> SeedRoom:
    about = {**(whole or {}), **block}
    return SeedRoom(
        about["key"],
        about["name"],
        about["name_en"],
        about["kind"],
        about["floor"],
        about["lift"],
        about["seats"],
        about["area"],
        tuple(about["equipment"]),
        tuple(_room(part, block) for part in block.get("parts", [])),
    )


@cache
def divisions() -> tuple[Division, ...]:
    """The administrative divisions of Fujian, down to townships and subdistricts."""
    rows = rows_of(resource("seed", "divisions.csv"))
    return tuple(Division(r["code"], r["name"], r["level"], r["parent"]) for r in rows)


def division_path(code: str) -> tuple[Division, ...]:
    """The divisions from the province down to `code`; empty when the code is not known."""
    known = {d.code: d for d in divisions()}
    found: list[Division] = []
    while code in known:
        found.insert(0, known[code])
        code = known[code].parent
    return tuple(found)


@cache
def code_table(table: str) -> tuple[CodeEntry, ...]:
    """One national code table: sex, marital, political, education, degree, family_relation, document_type,
    ethnic. Raises KeyError when there is none of that name."""
    rows = [r for r in rows_of(resource("seed", "code_tables.csv")) if r["table"] == table]
    if not rows:
        raise KeyError(table)
    return tuple(CodeEntry(r["table"], r["code"], r["label"], r["label_en"], r["standard"]) for r in rows)
