"""门口日表: what is on today, for the hall and for each door, large enough to read from two meters.

Letters of 10 mm are read at two meters (28 pt and more); names of persons are not published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.places import places
from neighborcenter.booking.texts import kind_name
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_on, together
from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Space, Text, Title
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import full_day

SHEET: styles.PaperSize = "A4-landscape"
ROOM = Style(46, 56, styles.TITLE.face, align="center", after=2)
DAY = Style(24, 34, styles.TITLE.face, color="soft", align="center", after=8)
HALL = Style(34, 44, styles.TITLE.face, align="center", after=2)


@dataclass(frozen=True, slots=True)
class Door:
    """One door with what is on behind it, in order of time."""

    room: str
    place: str
    days: tuple[Booked, ...]


@dataclass(frozen=True, slots=True)
class DoorDay:
    """A day at the doors: the whole center first, unless one room was asked for."""

    center: str
    phone: str
    day: date
    doors: tuple[Door, ...]
    whole: bool
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return str(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """Uses, each counted once, and the doors that have some."""
        uses = {one.occurrence_id for door in self.doors for one in door.days}
        return {"times": len(uses), "doors": sum(bool(door.days) for door in self.doors)}

    @property
    def uses(self) -> tuple[Booked, ...]:
        """Every use once, in order of time."""
        found = {one.occurrence_id: one for door in self.doors for one in door.days}
        return tuple(sorted(found.values(), key=lambda one: (one.starts, one.room, one.occurrence_id)))


def collect(read: Read, values: Values) -> DoorDay:
    """Read the day. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    known, wanted = places(read), values.get("room")
    if wanted is not None and wanted not in known:
        raise NotFound("room", wanted, "room")
    day: date = values["day"]
    booked = together(booked_on(read, day, day, frozenset({OccurrenceStatus.BOOKED})))
    doors = []
    for place in known.values():
        if (place.room_id != wanted) if wanted is not None else place.units != (place.room_id,):
            continue
        units = set(place.units)
        inside = tuple(
            one for one in booked if any(not units.isdisjoint(known[ref].units) for ref in one.room_ids)
        )
        if inside or wanted is not None:
            doors.append(Door(place.name, place.floor, inside))
    profile = center_profile(read)
    return DoorDay(profile.name, profile.phone, day, tuple(doors), wanted is None, read.clock.local())


def story(record: DoorDay) -> tuple[Block, ...]:
    """The sheet for the hall, then one for each door."""
    found: list[Block] = list(_hall(record)) if record.whole else []
    for door in record.doors:
        found += [*([PageBreak()] if found else []), *_door(record, door)]
    return tuple(found)


def _when(day: date) -> str:
    return full_day(day)


def _hall(record: DoorDay) -> tuple[Block, ...]:
    """Everything at the center, by time: where to go."""
    rows = [(one.time, one.title, one.rooms, _floor(one)) for one in record.uses]
    title = Title(_("Today at the center"), _when(record.day), HALL)
    width, height = type_area(SHEET)
    room = height - title.height(width)
    table = Table((), [])
    # A busy day stands closer together before it goes on to a second sheet.
    for size, air in (
        (26.0, 2.1),
        (22.0, 2.1),
        (20.0, 2.1),
        (18.0, 2.1),
        (16.0, 2.1),
        (14.0, 2.1),
        (14.0, 1.75),
        (12.0, 1.75),
    ):
        columns = (
            Column(_("Time"), _time_width(size), "center", fixed=True),
            Column(_("What is on"), 2.3, wrap=True),
            Column(_("Room"), 1.6, wrap=True),
            Column(_("Floor"), 0.6, "center"),
        )
        table = Table(
            columns, rows, row_height=air * size, size=size, empty=_("Nothing is booked on this day.")
        )
        if table.height(width) <= room:
            break
    return title, table


def _floor(one: Booked) -> str:
    return one.place.rpartition(" ")[2] if " " in one.place else ""


def _door(record: DoorDay, door: Door) -> tuple[Block, ...]:
    """One door: its name, and each use in letters as large as the sheet has room for."""
    heads: tuple[Block, ...] = (Title(door.room, style=ROOM), Title(_when(record.day), style=DAY))
    foot = Text(_("To book this room ask at the front desk."), styles.PLAIN)
    if record.phone:
        words = _("To book this room ask at the front desk or call {phone}.").format(phone=record.phone)
        foot = Text(words, styles.PLAIN)
    width, height = type_area(SHEET)
    room = height - sum(block.height(width) for block in (*heads, foot)) - 6
    if not door.days:
        free = Style(34, 46, styles.TITLE.face, align="center", after=4)
        return (*heads, Space(room * 0.3), Title(_("Nothing booked"), style=free), Space(room * 0.2), foot)
    return (*heads, _uses(door.days, width, room), foot)


def _uses(days: Sequence[Booked], width: float, room: float) -> Table:
    rows = [(one.time, one.title, one.public_who or kind_name(one.kind)) for one in days]
    table = Table((), [])
    for size in (32.0, 28.0, 24.0, 20.0, 17.0, 14.0, 12.0):
        columns = (
            Column(_("Time"), _time_width(size), "center", fixed=True),
            Column(_("What is on"), 2.2, wrap=True),
            Column(_("Used by"), 1.3, wrap=True),
        )
        table = Table(columns, rows, row_height=2 * size, size=size)
        if table.height(width) <= room:
            break
    return table


def _time_width(size: float) -> float:
    return fonts.width("00:00–00:00", fonts.Face.SANS, size) + 16


def sheets(record: DoorDay) -> list[Sheet]:
    """Every use of the day once."""
    columns = (
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Room"), width=24),
        SheetColumn(_("What is on"), width=30),
        SheetColumn(_("Kind"), width=14),
        SheetColumn(_("Used by whom"), width=20),
        SheetColumn(_("People"), "number", 8),
    )
    rows = [
        (one.time, one.rooms, one.title, kind_name(one.kind), one.public_who, one.people)
        for one in record.uses
    ]
    return [Sheet(_("Day at the door"), columns, rows, (_("Day at the door"), _when(record.day)))]
