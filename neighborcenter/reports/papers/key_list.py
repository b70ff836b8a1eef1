"""钥匙交接单: which key goes out when, to whom, and when it came back; signed by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_on, together
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import full_day

BLANKS = 4  # for keys that go out without a booking


@dataclass(frozen=True, slots=True)
class KeyList:
    """The keys of a day."""

    day: date
    days: tuple[Booked, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return str(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """How many times a key goes out."""
        return {"keys": sum(len(one.room_ids) for one in self.days)}


def collect(read: Read, values: Values) -> KeyList:
    """Read the day. Raises NotAllowed."""
    read.require(Permission.BOOKING_VIEW)
    day: date = values["day"]
    booked = together(booked_on(read, day, day, frozenset({OccurrenceStatus.BOOKED})))
    return KeyList(day, booked, read.clock.local())


def _lines(record: KeyList) -> list[tuple[str, str, str, str, str]]:
    """Time, room, purpose, who, phone: a line for every key, also where a booking takes several rooms."""
    return [
        (_key_time(one), room, one.title, one.who, one.phone)
        for one in record.days
        for room in (one.room, *(name for _ref, name in one.also_rooms))
    ]


def _key_time(one: Booked) -> str:
    """From when the room is set up until it is cleaned again."""
    return (
        one.time
        if not one.setup_minutes
        else _("{time} (key {minutes} min earlier)").format(time=one.time, minutes=one.setup_minutes)
    )


def story(record: KeyList) -> tuple[Block, ...]:
    """One table; the last columns are written by hand."""
    columns = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Time"), 84, "center", wrap=True, fixed=True),
        Column(_("Key of the room"), 1.3, wrap=True),
        Column(_("Purpose"), 1.5, wrap=True),
        Column(_("Who takes it"), 1.3, wrap=True),
        Column(_("Phone"), 68, "center", fixed=True),
        Column(_("Taken at"), 0.8),
        Column(_("Signature"), 1.0),
        Column(_("Back at"), 0.8),
        Column(_("Received by"), 1.0),
        Column(_("Remarks"), 1.0),
    )
    rows = [(str(number), *line, "", "", "", "", "") for number, line in enumerate(_lines(record), 1)]
    table = Table(columns, rows, row_height=27.0, blanks=BLANKS, empty=_("Nothing is booked on this day."))
    rule = _("Keys are handed to the person named, with a signature, and come back the same day.")
    return (
        Title(_("List of keys"), full_day(record.day)),
        table,
        Text(rule, styles.NOTE),
        Signatures((_("On duty in the morning"), _("On duty in the afternoon"), _("On duty in the evening"))),
    )


def sheets(record: KeyList) -> list[Sheet]:
    """The same lines with empty columns to type into."""
    columns = (
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Key of the room"), width=20),
        SheetColumn(_("Purpose"), width=24),
        SheetColumn(_("Who takes it"), width=18),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("Taken at"), width=10),
        SheetColumn(_("Back at"), width=10),
        SheetColumn(_("Received by"), width=12),
    )
    rows = [(*line, "", "", "") for line in _lines(record)]
    return [Sheet(_("List of keys"), columns, rows, (_("List of keys"), record.covers))]
