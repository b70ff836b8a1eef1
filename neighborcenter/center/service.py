"""What is done about the center: its profile, sites, rooms, hours, closed days and holidays."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, rules
from neighborcenter.center import texts as texts  # teaches the sentences of this room
from neighborcenter.center.drafts import (
    CenterDraft,
    ClosureDraft,
    HolidayCalendar,
    HoursDraft,
    RoomDraft,
    SiteDraft,
)
from neighborcenter.center.events import DaysClosed, DaysReopened, RoomDivided
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
)
from neighborcenter.center.seed_files import divisions
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.search import put_keys
from neighborcenter.kit.text import Malformed, check_phone, fold, pinyin_keys
from neighborcenter.kit.times import clock_text
from neighborcenter.kit.work import Work

ROOM_KIND = "room"


def describe_center(work: Work, draft: CenterDraft, *, version: int | None = None) -> None:
    """Change the profile of the center. Raises Invalid, Stale."""
    work.require(Permission.CENTER_WRITE)
    problems = []
    if not fold(draft.name):
        problems.append(Problem("name", "center.name_missing"))
    if draft.town_code and not any(d.code == draft.town_code for d in divisions()):
        problems.append(Problem("town_code", "center.town_code", {"code": draft.town_code}))
    if draft.phone.strip():
        try:
            check_phone(draft.phone)
        except Malformed:
            problems.append(Problem("phone", "center.phone", {"phone": draft.phone}))
    refuse(problems)
    work.update(
        center,
        work.center_id,
        version=version,
        name=fold(draft.name),
        kind=draft.kind,
        town_code=draft.town_code,
        operator=fold(draft.operator),
        address=fold(draft.address),
        phone=draft.phone.strip(),
    )
    work.record("center.describe", "center", work.center_id, name=fold(draft.name))


def add_site(work: Work, draft: SiteDraft) -> int:
    """Add a building or place. Returns its id. Raises Invalid when the name is empty or taken."""
    work.require(Permission.CENTER_WRITE)
    refuse(_problems_in_site(work, draft))
    site_id = work.insert(
        site, name=fold(draft.name), address=fold(draft.address), position=_next_position(work, site)
    )
    work.record("center.add_site", "site", site_id, name=fold(draft.name))
    return site_id


def change_site(work: Work, site_id: int, draft: SiteDraft, *, version: int | None = None) -> None:
    """Rename a site or change its address. Raises Invalid, NotFound, Stale."""
    work.require(Permission.CENTER_WRITE)
    refuse(_problems_in_site(work, draft, site_id))
    work.update(site, site_id, version=version, name=fold(draft.name), address=fold(draft.address))
    work.record("center.change_site", "site", site_id, name=fold(draft.name))


def open_room(work: Work, draft: RoomDraft) -> int:
    """Add a room to a site; with a single site it may be left out. Returns its id. Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    problems = rules.problems_in_room(draft, queries.room_names(work))
    sites = queries.sites(work)
    site_id = draft.site_id or (sites[0].id if len(sites) == 1 else None)
    if site_id is None or all(s.id != site_id for s in sites):
        problems.append(Problem("site_id", "center.no_site"))
    refuse(problems)
    room_id = work.insert(room, **_room_values(draft), site_id=site_id, position=_next_position(work, room))
    put_keys(work, ROOM_KIND, room_id, pinyin_keys(fold(draft.name)))
    work.record("center.open_room", "room", room_id, name=fold(draft.name), capacity=draft.capacity)
    return room_id


def change_room(work: Work, room_id: int, draft: RoomDraft, *, version: int | None = None) -> None:
    """Change a room. Its parts keep their own data. Raises Invalid, NotFound, Stale."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_room(draft, queries.room_names(work, but=room_id)))
    values = _room_values(draft)
    if draft.site_id is not None:
        values["site_id"] = draft.site_id
    work.update(room, room_id, version=version, **values)
    put_keys(work, ROOM_KIND, room_id, pinyin_keys(fold(draft.name)))
    work.record("center.change_room", "room", room_id, name=fold(draft.name), capacity=draft.capacity)


def divide_room(work: Work, room_id: int, parts: tuple[RoomDraft, ...]) -> tuple[int, ...]:
    """Divide a room into parts that can be used at the same time; the whole stays usable when all are free.

    A half may be divided once more. Raises NotFound; Invalid for fewer than two parts, a quarter, names taken,
    or parts that together hold more than the whole.
    """
    work.require(Permission.CENTER_WRITE)
    whole = queries.room_row(work, room_id)
    if whole is None:
        raise NotFound("room", room_id)
    problems = []
    above = None if whole.parent_id is None else queries.room_row(work, whole.parent_id)
    if above is not None and above.parent_id is not None:
        problems.append(Problem("parts", "center.part_of_part", {"name": whole.name}))
    there = [part for part in whole.parts if part.parent_id == room_id]
    if len(parts) + len(there) < 2:
        problems.append(Problem("parts", "center.one_part"))
    taken = queries.room_names(work)
    for place, part in enumerate(parts):
        problems += [
            Problem(f"parts.{place}.{p.field}", p.code, p.params) for p in rules.problems_in_room(part, taken)
        ]
        taken |= {fold(part.name)}
    held = sum(p.capacity for p in parts) + sum(p.capacity for p in there)
    if whole.capacity and held > whole.capacity:
        problems.append(Problem("parts", "center.parts_capacity", {"parts": held, "whole": whole.capacity}))
    refuse(problems)
    made = []
    for place, part in enumerate(parts, len(there) + 1):
        part_id = work.insert(
            room, **_room_values(part), site_id=whole.site_id, parent_id=room_id, position=place
        )
        put_keys(work, ROOM_KIND, part_id, pinyin_keys(fold(part.name)))
        made.append(part_id)
    work.record("center.divide_room", "room", room_id, parts=[fold(p.name) for p in parts])
    work.publish(RoomDivided(room_id, tuple(made)))
    return tuple(made)


def retire_room(work: Work, room_id: int) -> None:
    """Take a room out of use, with its parts. What was booked stays on record. Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    _put_status(work, room_id, RoomStatus.RETIRED)
    work.record("center.retire_room", "room", room_id)


def reuse_room(work: Work, room_id: int) -> None:
    """Put a retired room, with its parts, back into use. Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    _put_status(work, room_id, RoomStatus.OPEN)
    work.record("center.reuse_room", "room", room_id)


def set_hours(work: Work, draft: HoursDraft) -> None:
    """Replace the week of the center, or of one room, that begins to hold on `valid_from`.

    Earlier weeks stay, so that last month's papers still know last month's hours. Raises Invalid, NotFound.
    """
    work.require(Permission.CENTER_WRITE)
    if draft.room_id is not None and queries.room_row(work, draft.room_id) is None:
        raise NotFound("room", draft.room_id)
    refuse(rules.problems_in_hours(draft))
    same_room = hours.c.room_id.is_(None) if draft.room_id is None else hours.c.room_id == draft.room_id
    same_day = (
        hours.c.valid_from.is_(None) if draft.valid_from is None else hours.c.valid_from == draft.valid_from
    )
    work.execute(hours.delete().where(hours.c.center_id == work.center_id, same_room, same_day))
    work.insert_many(
        hours,
        [
            {
                "room_id": draft.room_id,
                "weekday": s.weekday,
                "opens": clock_text(s.opens),
                "closes": clock_text(s.closes),
                "season_from": s.season_from or "01-01",
                "season_to": s.season_to or "12-31",
                "valid_from": draft.valid_from,
            }
            for s in draft.spans
        ],
    )
    work.record(
        "center.set_hours",
        "room" if draft.room_id else "center",
        draft.room_id or work.center_id,
        spans=len(draft.spans),
        valid_from=str(draft.valid_from or ""),
    )


def close_days(work: Work, draft: ClosureDraft) -> int:
    """Close the center or one room for some days. Returns the closure's id. Raises Invalid, NotFound."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_closure(draft))
    if draft.room_id is not None and queries.room_row(work, draft.room_id) is None:
        raise NotFound("room", draft.room_id)
    ref = work.insert(
        closed_day,
        room_id=draft.room_id,
        day_from=draft.first,
        day_to=draft.last,
        time_from=clock_text(draft.begins) if draft.begins else "",
        time_to=clock_text(draft.ends) if draft.ends < rules.DAY_MINUTES else "",
        reason=fold(draft.reason),
    )
    work.record(
        "center.close_days",
        "closed_day",
        ref,
        first=str(draft.first),
        last=str(draft.last),
        room=draft.room_id,
        reason=fold(draft.reason),
    )
    work.publish(DaysClosed(ref, draft.room_id, draft.start, draft.end, fold(draft.reason)))
    return ref


def reopen_days(work: Work, ref: int) -> None:
    """Take a closure back. Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    closure = next((one for one in queries.opening_facts(work).closures if one.ref == ref), None)
    if closure is None:
        raise NotFound("closed_day", ref)
    work.publish(DaysReopened(ref, closure.room_id, closure.start, closure.end))
    work.delete(closed_day, ref)
    work.record("center.reopen_days", "closed_day", ref)


def import_holidays(work: Work, calendar: HolidayCalendar, source: str = "") -> tuple[int, ...]:
    """Replace the holidays of the years in `calendar`; `source` says where they come from.

    Returns the years. Raises Invalid when it holds no year.
    """
    work.require(Permission.CENTER_WRITE)
    if not calendar.years:
        raise Invalid(Problem("text", "center.holidays_empty"))
    years = tuple(sorted(calendar.years))
    own = holiday.c.center_id == work.center_id
    for year in years:
        work.execute(holiday.delete().where(own, holiday.c.day.between(date(year, 1, 1), date(year, 12, 31))))
        work.execute(
            holiday_year.delete().where(
                holiday_year.c.center_id == work.center_id, holiday_year.c.year == year
            )
        )
    work.insert_many(
        holiday,
        [
            {"day": moved.day, "kind": DayKind.OFF if moved.off else DayKind.WORK, "name": moved.name}
            for moved in calendar.days.values()
            if moved.day.year in calendar.years
        ],
    )
    work.insert_many(
        holiday_year, [{"year": year, "source": source, "imported_at": work.clock.now()} for year in years]
    )
    work.record("center.import_holidays", "center", work.center_id, years=list(years), source=source)
    return years


def _problems_in_site(work: Work, draft: SiteDraft, but: int | None = None) -> list[Problem]:
    name = fold(draft.name)
    if not name:
        return [Problem("name", "required")]
    if any(s.name == name and s.id != but for s in queries.sites(work)):
        return [Problem("name", "center.site_name_taken", {"name": name})]
    return []


def _room_values(draft: RoomDraft) -> dict[str, Any]:
    return {
        "name": fold(draft.name),
        "capacity": draft.capacity,
        "floor": fold(draft.floor),
        "accessible": draft.accessible,
        "equipment": "、".join(fold(e) for e in draft.equipment if fold(e)),
        "note": draft.note.strip(),
    }


def _put_status(work: Work, room_id: int, status: RoomStatus) -> None:
    work.update(room, room_id, status=status)
    row = queries.room_row(work, room_id)
    for one in (row, *(row.parts if row else ())):
        if one is None:
            continue
        if one.id != room_id:
            work.update(room, one.id, status=status)
        put_keys(work, ROOM_KIND, one.id, pinyin_keys(one.name) if status is RoomStatus.OPEN else ())


def _next_position(work: Work, table: sa.Table) -> int:
    highest = work.value(sa.select(sa.func.max(table.c.position)).where(table.c.center_id == work.center_id))
    return int(highest or 0) + 1
