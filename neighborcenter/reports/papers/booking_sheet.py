"""场地使用单: one booking on A5 — what, where, when, for whom — with the rules of use and room to sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.texts import kind_name, status_name
from neighborcenter.center.queries import center_profile, room_row
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.people.privacy import shown_phone
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import weekday

MOST_DAYS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class BookingSheet:
    """One booking with all its days; the phone is masked."""

    number: int
    title: str
    kind: str
    status: OccurrenceStatus
    room: str
    place: str
    equipment: tuple[str, ...]
    capacity: int
    starts: datetime
    ends: datetime
    days: tuple[datetime, ...]
    who: str
    phone: str
    people: int
    note: str
    center_phone: str
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day and the time."""
        return f"{self.starts:%Y-%m-%d %H:%M}–{self.ends:%H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many days, how many people."""
        return {"days": len(self.days), "people": self.people}


def collect(read: Read, values: Values) -> BookingSheet:
    """Read the booking of an occurrence. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    row = read.row(
        sa.select(
            occurrence.c.starts,
            occurrence.c.ends,
            occurrence.c.status,
            occurrence.c.room_id,
            booking,
            people_group.c.name.label("group"),
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(people_group, people_group.c.id == booking.c.group_id, isouter=True)
        .where(occurrence.c.id == values["occurrence"], occurrence.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("occurrence", values["occurrence"], "occurrence")
    room = room_row(read, row.room_id)
    days = read.rows(
        sa.select(occurrence.c.starts)
        .where(occurrence.c.booking_id == row.id, occurrence.c.status == OccurrenceStatus.BOOKED)
        .order_by(occurrence.c.starts)
    )
    return BookingSheet(
        row.id,
        row.title,
        kind_name(row.kind),
        row.status,
        room.name if room else "",
        " ".join(part for part in (room.site, room.floor) if part) if room else "",
        room.equipment if room else (),
        room.capacity if room else 0,
        row.starts,
        row.ends,
        tuple(day.starts for day in days),
        row.group or row.who,
        shown_phone(row.phone) if row.phone else "",
        row.people,
        row.note,
        center_profile(read).phone,
        read.clock.local(),
    )


def _when(record: BookingSheet) -> str:
    day = record.starts.date()
    return f"{day} {weekday(day)} {record.starts:%H:%M}–{record.ends:%H:%M}"


def _all_days(record: BookingSheet) -> str:
    shown = ", ".join(f"{day:%m-%d}" for day in record.days[:MOST_DAYS_SHOWN])
    left = len(record.days) - MOST_DAYS_SHOWN
    return shown if left <= 0 else _("{days} and {count} more").format(days=shown, count=left)


def story(record: BookingSheet) -> tuple[Block, ...]:
    """Facts, rules, signatures."""
    pairs = [
        (_("Purpose"), record.title),
        (_("Room"), " ".join(part for part in (record.room, record.place) if part)),
        (_("Time"), _when(record)),
        (_("Used by"), record.who),
        (_("Phone"), record.phone),
        (_("Kind"), record.kind),
        (_("People"), _("{people} (room for {seats})").format(people=record.people, seats=record.capacity)),
        (_("State"), status_name(record.status)),
    ]
    if len(record.days) > 1:
        pairs.append((_("All days"), _all_days(record)))
    if record.equipment:
        pairs.append((_("In the room"), ", ".join(record.equipment)))
    if record.note:
        pairs.append((_("Remarks"), record.note))
    wide = frozenset((_("Purpose"), _("Room"), _("Time"), _("All days"), _("In the room"), _("Remarks")))
    rules = [
        _("1. Come on time; after 15 minutes the room may be given to others."),
        _("2. Keep the room clean, put the furniture back, turn off lights and machines when you leave."),
        _("3. No smoking, no open fire; leave the emergency exits clear."),
        _("4. If you cannot come, say so one day before at the front desk{phone}.").format(
            phone=f" {record.center_phone}" if record.center_phone else ""
        ),
    ]
    return (
        Title(_("Use of a room"), style=styles.Style(16, 22, styles.TITLE.face, align="center", after=6)),
        KeyValues(tuple(pairs), wide=wide, label_width=54),
        Space(4),
        Text("\n".join(rules), styles.NOTE),
        Space(6),
        Signatures((_("Used by"), _("Given out by"))),
    )


def sheets(record: BookingSheet) -> list[Sheet]:
    """Every day of the booking."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Room"), width=20),
        SheetColumn(_("Purpose"), width=24),
        SheetColumn(_("Used by"), width=20),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("People"), "number", 8),
    )
    length = record.ends - record.starts
    rows = [
        (
            day.date(),
            f"{day:%H:%M}–{day + length:%H:%M}",
            record.room,
            record.title,
            record.who,
            record.phone,
            record.people,
        )
        for day in record.days
    ]
    return [Sheet(_("Use of a room"), columns, rows, (record.title, record.covers))]
