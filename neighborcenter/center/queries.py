"""Questions about the center: profile, rooms with their parts, hours, closed days, what a day is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import rules
from neighborcenter.center.drafts import Closure, HolidayCalendar, HolidayDay, OpeningFacts, Span
from neighborcenter.center.models import (
    DayKind,
    RoomStatus,
    center,
    closed_day,
    holiday,
    holiday_year,
    hours,
    room,
    site,
    term,
)
from neighborcenter.center.seed_files import division_path
from neighborcenter.center.settings import MAKEUP_DAYS_WORKED, OPEN_ON_HOLIDAYS
from neighborcenter.kit import settings
from neighborcenter.kit.search import lookup
from neighborcenter.kit.times import minutes_of
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class CenterCard:
    """The profile; `town` is the township with its county and city, "" when not set."""

    id: int
    name: str
    kind: str
    town_code: str
    town: str
    operator: str
    address: str
    phone: str
    version: int


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A building or place."""

    id: int
    name: str
    address: str
    version: int


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room; `parts` of a divisible one (with the parts of its parts), `parent_id` of a part."""

    id: int
    site_id: int
    site: str
    parent_id: int | None
    name: str
    capacity: int
    floor: str
    accessible: bool
    equipment: tuple[str, ...]
    note: str
    retired: bool
    version: int
    parts: tuple["RoomRow", ...] = ()


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Closed days, of the center (`room_id` None) or one room."""

    id: int
    room_id: int | None
    room: str
    first: date
    last: date
    reason: str
    time_from: str = ""
    time_to: str = ""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A school term; both ends are days of it."""

    id: int
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """What is known of a year: days off and make-up days, where they come from; `known` False: not yet."""

    year: int
    known: bool
    off: tuple[HolidayDay, ...] = ()
    worked: tuple[HolidayDay, ...] = ()
    source: str = ""
    imported_at: datetime | None = None


def center_profile(read: Read) -> CenterCard:
    """The profile of the center of this actor."""
    found = read.row(sa.select(center).where(center.c.id == read.center_id))
    if found is None:
        raise LookupError(f"center {read.center_id}")
    path = division_path(found.town_code)
    return CenterCard(
        found.id,
        found.name,
        str(found.kind.value),
        found.town_code,
        "".join(d.name for d in path[1:]),
        found.operator,
        found.address,
        found.phone,
        found.version,
    )


def sites(read: Read) -> tuple[SiteRow, ...]:
    """The sites in the center's order."""
    found = read.rows(
        sa.select(site).where(site.c.center_id == read.center_id).order_by(site.c.position, site.c.id)
    )
    return tuple(SiteRow(r.id, r.name, r.address, r.version) for r in found)


def rooms(read: Read, *, retired: bool = False) -> tuple[RoomRow, ...]:
    """Whole rooms in the center's order, each with its parts. `retired`: those no longer used as well."""
    read.require(Permission.CENTER_VIEW)
    return _rooms(read, retired=retired)


def room_row(read: Read, room_id: int) -> RoomRow | None:
    """One room or part, retired or not; None when there is none."""
    for whole in _rooms(read, retired=True):
        for one in (whole, *whole.parts):
            if one.id == room_id:
                return one
    return None


def find_rooms(read: Read, typed: str, limit: int = 8) -> tuple[RoomRow, ...]:
    """Rooms and parts in use whose name fits what was typed: characters, pinyin or initials; best first."""
    read.require(Permission.CENTER_VIEW)
    known = {one.id: one for whole in _rooms(read, retired=False) for one in (whole, *whole.parts)}
    hits = lookup(read, typed, ("room",), limit)
    return tuple(known[hit.ref_id] for hit in hits if hit.ref_id in known)


def room_names(read: Read, *, but: int | None = None) -> frozenset[str]:
    """Names in use, without that of the room `but`."""
    found = read.rows(sa.select(room.c.id, room.c.name).where(room.c.center_id == read.center_id))
    return frozenset(r.name for r in found if r.id != but)


def opening_facts(read: Read) -> OpeningFacts:
    """Everything that decides whether a room is open: six small reads, for a form or a board at a time."""
    parts = read.rows(
        sa.select(room.c.id, room.c.parent_id).where(
            room.c.center_id == read.center_id, room.c.parent_id.is_not(None)
        )
    )
    return OpeningFacts(
        spans=hours_rows(read),
        closures=tuple(_closures(read)),
        calendar=holiday_calendar(read),
        open_on_holidays=settings.get(read, OPEN_ON_HOLIDAYS),
        makeup_days_worked=settings.get(read, MAKEUP_DAYS_WORKED),
        whole_of={r.id: r.parent_id for r in parts},
    )


def hours_rows(read: Read) -> tuple[Span, ...]:
    """All spans of the center and its rooms, as kept."""
    found = read.rows(
        sa.select(hours)
        .where(hours.c.center_id == read.center_id)
        .order_by(hours.c.room_id, hours.c.weekday, hours.c.opens)
    )
    return tuple(
        Span(
            r.weekday,
            minutes_of(r.opens),
            minutes_of(r.closes),
            r.room_id,
            "" if _all_year(r) else r.season_from,
            "" if _all_year(r) else r.season_to,
            r.valid_from,
        )
        for r in found
    )


def hours_of_week(read: Read, monday: date, room_id: int | None = None) -> tuple[rules.DayHours, ...]:
    """The hours of seven days from `monday`, with holidays and closures applied."""
    facts = opening_facts(read)
    return tuple(rules.hours_on(monday + timedelta(days=n), facts, room_id) for n in range(7))


def closed_days(read: Read, since: date | None = None) -> tuple[ClosureRow, ...]:
    """Closures that end on `since` (default: today) or later, in order."""
    read.require(Permission.CENTER_VIEW)
    found = read.rows(
        sa.select(closed_day, room.c.name.label("room"))
        .join(room, room.c.id == closed_day.c.room_id, isouter=True)
        .where(
            closed_day.c.center_id == read.center_id,
            closed_day.c.day_to >= (since or read.clock.today()),
        )
        .order_by(closed_day.c.day_from, closed_day.c.id)
    )
    return tuple(
        ClosureRow(r.id, r.room_id, r.room or "", r.day_from, r.day_to, r.reason, r.time_from, r.time_to)
        for r in found
    )


def terms(read: Read) -> tuple[TermRow, ...]:
    """The school terms in order of time."""
    read.require(Permission.CENTER_VIEW)
    found = read.rows(sa.select(term).where(term.c.center_id == read.center_id).order_by(term.c.day_from))
    return tuple(TermRow(r.id, r.name, r.day_from, r.day_to) for r in found)


def holiday_calendar(read: Read) -> HolidayCalendar:
    """The moved days that are known, and the years that are."""
    days = read.rows(sa.select(holiday).where(holiday.c.center_id == read.center_id))
    years = read.rows(sa.select(holiday_year.c.year).where(holiday_year.c.center_id == read.center_id))
    return HolidayCalendar(
        {r.day: HolidayDay(r.day, r.kind is DayKind.OFF, r.name) for r in days},
        frozenset(r.year for r in years),
    )


def holiday_years(read: Read) -> tuple[HolidayYear, ...]:
    """Every imported year, and this and the next one in any case, so that a missing one is seen."""
    calendar = holiday_calendar(read)
    noted = {
        r.year: r
        for r in read.rows(sa.select(holiday_year).where(holiday_year.c.center_id == read.center_id))
    }
    this = read.clock.today().year
    found = []
    for year in sorted({*noted, this, this + 1}):
        moved = sorted((d for d in calendar.days.values() if d.day.year == year), key=lambda d: d.day)
        row = HolidayYear(
            year,
            year in noted,
            tuple(d for d in moved if d.off),
            tuple(d for d in moved if not d.off),
        )
        if year in noted:
            row = replace(row, source=noted[year].source, imported_at=noted[year].imported_at)
        found.append(row)
    return tuple(found)


def _rooms(read: Read, *, retired: bool) -> tuple[RoomRow, ...]:
    wanted = sa.select(room, site.c.name.label("site")).join(site, site.c.id == room.c.site_id)
    wanted = wanted.where(room.c.center_id == read.center_id)
    if not retired:
        wanted = wanted.where(room.c.status == RoomStatus.OPEN)
    parts: dict[int, list[RoomRow]] = {}
    wholes: list[RoomRow] = []
    for r in read.rows(wanted.order_by(site.c.position, room.c.position, room.c.id)):
        row = _room(r)
        if row.parent_id is None:
            wholes.append(row)
        else:
            parts.setdefault(row.parent_id, []).append(row)
    return tuple(replace(whole, parts=_below(whole.id, parts)) for whole in wholes)


def _below(room_id: int, parts: Mapping[int, Sequence[RoomRow]]) -> tuple[RoomRow, ...]:
    """All parts of a room, each followed by its own parts."""
    return tuple(
        one
        for part in parts.get(room_id, ())
        for one in (replace(part, parts=_below(part.id, parts)), *_below(part.id, parts))
    )


def _room(r: sa.Row[Any]) -> RoomRow:
    return RoomRow(
        r.id,
        r.site_id,
        r.site,
        r.parent_id,
        r.name,
        r.capacity,
        r.floor,
        r.accessible,
        tuple(e for e in r.equipment.split("、") if e),
        r.note,
        r.status is RoomStatus.RETIRED,
        r.version,
    )


def _closures(read: Read) -> list[Closure]:
    found = read.rows(sa.select(closed_day).where(closed_day.c.center_id == read.center_id))
    return [
        Closure(
            *_closed_between(r),
            r.reason,
            r.room_id,
            r.id,
        )
        for r in found
    ]


def _closed_between(r: sa.Row[Any]) -> tuple[datetime, datetime]:
    """From when to when a closure holds; without times whole days."""
    start = datetime.combine(r.day_from, time.min) + timedelta(minutes=minutes_of(r.time_from or "00:00"))
    return start, datetime.combine(r.day_to, time.min) + timedelta(minutes=minutes_of(r.time_to or "24:00"))


def _all_year(r: sa.Row[Any]) -> bool:
    return (r.season_from, r.season_to) == ("01-01", "12-31")
