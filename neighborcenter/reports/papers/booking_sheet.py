"""场地使用单: one booking on A5 — what, where, when, for whom — with the rules of use and room to sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import HOLDING
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.texts import kind_name, status_name
from neighborcenter.center.queries import center_profile, room_row
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_where, one_booked
from neighborcenter.reports.charged import Charged, charged
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import full_day, listed_days

MOST_DAYS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class BookingSheet:
    """One booked day with all days of its booking; the phone is masked."""

    day: Booked
    days: tuple[Booked, ...]
    equipment: tuple[str, ...]  # what stands in the room anyway
    capacity: int
    charges: tuple[Charged, ...]
    center_phone: str
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day and the time."""
        return f"{self.day.starts:%Y-%m-%d} {self.day.time}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many days, how many people."""
        return {"days": len(self.days), "people": self.day.people}


def collect(read: Read, values: Values) -> BookingSheet:
    """Read the booking of an occurrence. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    day = one_booked(read, values["occurrence"])
    if day is None:
        raise NotFound("occurrence", values["occurrence"], "occurrence")
    rooms = [found for ref in sorted(day.room_ids) if (found := room_row(read, ref)) is not None]
    return BookingSheet(
        day,
        booked_where(read, occurrence.c.booking_id == day.booking_id, occurrence.c.status.in_(HOLDING)),
        tuple(dict.fromkeys(thing for room in rooms for thing in room.equipment)),
        sum(room.capacity for room in rooms),
        charged(read, day.booking_id),
        center_profile(read).phone,
        read.clock.local(),
    )


def _when(record: BookingSheet) -> str:
    day = record.day.starts.date()
    return f"{full_day(day)} {record.day.time}"


def _all_days(record: BookingSheet) -> str:
    shown = listed_days([day.starts.date() for day in record.days[:MOST_DAYS_SHOWN]])
    left = len(record.days) - MOST_DAYS_SHOWN
    return shown if left <= 0 else _("{days} and {count} more").format(days=shown, count=left)


def _pairs(record: BookingSheet) -> list[tuple[str, str]]:
    day = record.day
    pairs = [
        (_("Purpose"), day.title),
        (_("Room"), " ".join(part for part in (day.rooms, day.place) if part)),
        (_("Time"), _when(record)),
        (_("Used by"), day.who),
        (_("Phone"), day.phone),
        (_("Kind"), kind_name(day.kind)),
        (_("People"), _("{people} (room for {seats})").format(people=day.people, seats=record.capacity)),
        (_("State"), status_name(day.status)),
    ]
    if len(record.days) > 1:
        pairs.append((_("All days"), _all_days(record)))
    if day.setup_minutes or day.cleanup_minutes:
        words = _("{before} min before, {after} min after")
        pairs.append(
            (_("Set up and clean"), words.format(before=day.setup_minutes, after=day.cleanup_minutes))
        )
    if day.brought:
        pairs.append((_("Brought along"), _(", ").join(one.words for one in day.brought)))
    if record.equipment:
        pairs.append((_("In the room"), _(", ").join(record.equipment)))
    if record.charges:
        lines = "\n".join(f"{one.name} {one.shown}  {one.words}" for one in record.charges)
        pairs.append((_("Charges"), lines))
    if day.note:
        pairs.append((_("Remarks"), day.note))
    return pairs


def _rules(record: BookingSheet) -> list[str]:
    phone = f" {record.center_phone}" if record.center_phone else ""
    return [
        _("1. Come on time; after 15 minutes the room may be given to others."),
        _("2. Keep the room clean, put the furniture back, turn off lights and machines when you leave."),
        _("3. No smoking, no open fire; leave the emergency exits clear."),
        _("4. If you cannot come, say so one day before at the front desk{phone}.").format(phone=phone),
    ]


def story(record: BookingSheet) -> tuple[Block, ...]:
    """Facts, rules, signatures."""
    wide = frozenset(
        (
            _("Purpose"), _("Room"), _("Time"), _("All days"), _("Set up and clean"), _("Brought along"),
            _("In the room"), _("Charges"), _("Remarks"),
        )
    )  # fmt: skip
    return (
        Title(_("Use of a room"), style=styles.Style(16, 22, styles.TITLE.face, align="center", after=6)),
        KeyValues(tuple(_pairs(record)), wide=wide, label_width=54),
        Space(4),
        Text("\n".join(_rules(record)), styles.NOTE),
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
    rows = [
        (day.starts.date(), day.time, day.rooms, day.title, day.who, day.phone, day.people)
        for day in record.days
    ]
    return [Sheet(_("Use of a room"), columns, rows, (record.day.title, record.covers))]
