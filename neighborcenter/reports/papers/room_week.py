"""门口周表: a room's week for its door, large enough to read standing; names of persons are not published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.texts import kind_name
from neighborcenter.center import texts as center_texts  # teaches the sentences about closed days
from neighborcenter.center.queries import center_profile, hours_of_week, room_row
from neighborcenter.center.rules import DayHours
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound, speak
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.people.privacy import public_name
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import weekday

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


def collect(read: Read, values: Values) -> RoomWeek:
    """Read the week. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    monday: date = values["week"]
    room = room_row(read, values["room"])
    if room is None:
        raise NotFound("room", values["room"], "room")
    profile = center_profile(read)
    units = [part.id for part in room.parts if not part.parts] or [room.id]
    by_day = _uses(read, units, monday)
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


def _uses(read: Read, units: list[int], monday: date) -> dict[date, list[Use]]:
    start = datetime.combine(monday, time.min)
    rows = read.rows(
        sa.select(
            occurrence.c.id,
            occurrence.c.starts,
            occurrence.c.ends,
            booking.c.title,
            booking.c.kind,
            booking.c.who,
            booking.c.resident_id,
            people_group.c.name.label("group"),
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(people_group, people_group.c.id == booking.c.group_id, isouter=True)
        .where(
            occurrence.c.center_id == read.center_id,
            occurrence.c.starts >= start,
            occurrence.c.starts < start + timedelta(days=7),
            occurrence.c.status == OccurrenceStatus.BOOKED,
            sa.exists().where(claim.c.occurrence_id == occurrence.c.id, claim.c.unit_id.in_(units)),
        )
        .order_by(occurrence.c.starts, occurrence.c.id)
    )
    found: dict[date, list[Use]] = {}
    for row in rows:
        who = row.group or (public_name(row.who) if row.resident_id is not None else row.who)
        found.setdefault(row.starts.date(), []).append(
            Use(row.starts, row.ends, row.title, kind_name(row.kind), who)
        )
    return found


def story(record: RoomWeek) -> tuple[Block, ...]:
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
    title = Title(record.room, "   ".join(part for part in (record.covers, record.place) if part), HEADLINE)
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


def sheets(record: RoomWeek) -> list[Sheet]:
    """The uses of the week."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Weekday"), width=10),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("What is on"), width=30),
        SheetColumn(_("Kind"), width=14),
        SheetColumn(_("Used by whom"), width=20),
        SheetColumn(_("Length (hours)"), "decimal", 8),
    )
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
    return [Sheet(record.room, columns, rows, (record.room, record.covers), totals)]
