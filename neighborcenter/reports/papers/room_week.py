"""门口周表: a room's week for its door, large enough to read standing; names of persons are not published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.places import places
from neighborcenter.booking.texts import kind_name
from neighborcenter.center import texts as center_texts  # teaches the sentences about closed days
from neighborcenter.center.queries import CenterCard, RoomRow, center_profile, hours_of_week, room_row, rooms
from neighborcenter.center.rules import DayHours
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound, speak
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_on, together
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Text, Title
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import span_words, weekday

assert center_texts
SHEET: styles.PaperSize = "A4-landscape"
HEADLINE = Style(30, 38, styles.TITLE.face, align="center", after=4)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of the room; `who` is a group, or a person's name as a public notice shows it."""

    starts: datetime
    ends: datetime
    title: str
    kind: str
    who: str

    @property
    def time(self) -> str:
        """09:00–11:00."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its hours in words, and what is on."""

    day: date
    hours: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class RoomWeek:
    """A week at one door."""

    center: str
    phone: str
    room: str
    place: str
    days: tuple[Day, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """Monday to Sunday."""
        return f"{self.days[0].day} – {self.days[-1].day}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Uses and hours of the week."""
        uses = [use for day in self.days for use in day.uses]
        minutes = sum((use.ends - use.starts).total_seconds() / 60 for use in uses)
        return {"times": len(uses), "hours": round(minutes / 60, 1)}


@dataclass(frozen=True, slots=True)
class RoomWeeks:
    """A week at one door, or at every door behind which something is on."""

    weeks: tuple[RoomWeek, ...]
    monday: date
    cutoff: datetime

    @property
    def covers(self) -> str:
        """Monday to Sunday."""
        return f"{self.monday} – {self.monday + timedelta(days=6)}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Those of the doors together."""
        return {
            "times": sum(week.totals["times"] for week in self.weeks),
            "hours": round(sum(week.totals["hours"] for week in self.weeks), 1),
        }


def collect(read: Read, values: Values) -> RoomWeeks:
    """Read the week of a room, or of every room that is used. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    monday: date = values["week"]
    if values.get("room") is not None:
        room = room_row(read, values["room"])
        if room is None:
            raise NotFound("room", values["room"], "room")
        return RoomWeeks(_weeks(read, [room], monday), monday, read.clock.local())
    doors = [unit for whole in rooms(read) for unit in (whole.parts or (whole,)) if not unit.parts]
    used = tuple(one for one in _weeks(read, doors, monday) if one.totals["times"])
    return RoomWeeks(used, monday, read.clock.local())


def _weeks(read: Read, doors: Sequence[RoomRow], monday: date) -> tuple[RoomWeek, ...]:
    booked = together(
        booked_on(read, monday, monday + timedelta(days=6), frozenset({OccurrenceStatus.BOOKED}))
    )
    profile = center_profile(read)
    return tuple(_week(read, door, monday, booked, profile) for door in doors)


def _week(read: Read, room: RoomRow, monday: date, booked: Sequence[Booked], profile: CenterCard) -> RoomWeek:
    known = places(read)
    units = set(known[room.id].units)
    by_day: dict[date, list[Use]] = {}
    for one in booked:
        if any(not units.isdisjoint(known[ref].units) for ref in one.room_ids):
            use = Use(one.starts, one.ends, one.title, kind_name(one.kind), one.public_who)
            by_day.setdefault(one.starts.date(), []).append(use)
    days = tuple(
        Day(
            one.day,
            ", ".join(f"{span.start:%H:%M}–{span.end:%H:%M}" for span in one.spans) or _why_closed(one),
            tuple(by_day.get(one.day, ())),
        )
        for one in hours_of_week(read, monday, room.id)
    )
    place = " ".join(part for part in (room.site, room.floor) if part)
    return RoomWeek(profile.name, profile.phone, room.name, place, days, read.clock.local())


def _why_closed(day: DayHours) -> str:
    """The holiday or the reason of a closure; of an ordinary free day only that it is one."""
    if day.reason is None or day.reason.code == "center.closed_weekday":
        return _("closed on this day")
    return day.holiday or speak(day.reason)


def story(record: RoomWeeks) -> tuple[Block, ...]:
    """One sheet for each door."""
    if not record.weeks:
        return Title(_("Week at the door"), record.covers), Text(
            _("Nothing is booked in this week."), styles.PLAIN
        )
    found: list[Block] = []
    for week in record.weeks:
        found += [*([PageBreak()] if found else []), *_sheet(week)]
    return tuple(found)


def _sheet(record: RoomWeek) -> tuple[Block, ...]:
    """A large title and one line per use; a day without one says that the room is free."""
    columns = (
        Column(_("Day"), 122, "center", fixed=True),
        Column(_("Open hours"), 116, "center", fixed=True, wrap=True),
        Column(_("Time"), 104, "center", fixed=True),
        Column(_("What is on"), 2.4, wrap=True),
        Column(_("Kind"), 1.1, wrap=True),
        Column(_("Used by whom"), 1.5, wrap=True),
    )
    rows: list[tuple[str, ...]] = []
    for day in record.days:
        name = _("{month}-{day} {weekday}").format(
            month=day.day.month, day=day.day.day, weekday=weekday(day.day)
        )
        if not day.uses:
            rows.append((name, day.hours, "—", _("Nothing booked"), "", ""))
        for at, use in enumerate(day.uses):
            head = (name, day.hours) if at == 0 else ("", "")
            rows.append((*head, use.time, use.title, use.kind, use.who))
    foot = _("To book this room ask at the front desk.")
    if record.phone:
        foot = _("To book this room ask at the front desk or call {phone}.").format(phone=record.phone)
    title = Title(
        record.room,
        "   ".join(
            part for part in (span_words(record.days[0].day, record.days[-1].day), record.place) if part
        ),
        HEADLINE,
    )
    return _on_one_page(title, columns, rows, Text(foot, styles.PLAIN))


def _on_one_page(
    title: Title, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]], foot: Text
) -> tuple[Block, ...]:
    """As large as one sheet allows: a door has room for one. Only a very full week goes on to a second."""
    width, height = type_area(SHEET)
    room = height - title.height(width) - foot.height(width)
    for size in (13.0, 12.0, 11.0, 10.0, 9.0):
        tallest = min(44.0, max(2 * size, 330.0 / len(rows)))
        for row_height in (tallest, 2 * size, 1.6 * size):
            table = Table(columns, rows, row_height=row_height, size=size)
            if table.height(width) <= room:
                return title, table, foot
    return title, Table(columns, rows, row_height=20.0, size=11), foot


def sheets(record: RoomWeeks) -> list[Sheet]:
    """The uses of the week, a sheet for each door."""
    return [_uses_sheet(week) for week in record.weeks] or [Sheet(_("Week at the door"), _columns(), ())]


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Weekday"), width=10),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("What is on"), width=30),
        SheetColumn(_("Kind"), width=14),
        SheetColumn(_("Used by whom"), width=20),
        SheetColumn(_("Length (hours)"), "decimal", 8),
    )


def _uses_sheet(record: RoomWeek) -> Sheet:
    rows = [
        (
            day.day,
            weekday(day.day),
            use.time,
            use.title,
            use.kind,
            use.who,
            (use.ends - use.starts).total_seconds() / 3600,
        )
        for day in record.days
        for use in day.uses
    ]
    totals = (_("Total"), "", "", "", "", "", record.totals["hours"])
    return Sheet(record.room, _columns(), rows, (record.room, record.covers), totals)
