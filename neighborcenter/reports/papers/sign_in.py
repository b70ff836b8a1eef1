"""签到表: who came to a booked day, signed by hand; names of those who have an appointment stand there already.

20 to 25 lines a page, 9 mm and more each, so that a hand signature fits; lines left over are crossed out at the
end by whoever closes the sheet. The phone column is filled by hand: a sheet that lies open shows no number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.kinds import OccurrenceStatus, SeatStatus
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_on, one_booked, together
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import full_day

ROW = 9.2 * styles.MM
FIRST_PAGE, OTHER_PAGES = 20, 23  # lines that fit below the head, and on pages after it


@dataclass(frozen=True, slots=True)
class Expected:
    """A booked day with the people known to come."""

    day: Booked
    names: tuple[str, ...]

    @property
    def lines(self) -> int:
        """How many lines to print: all who are expected, and the page filled up."""
        wanted = max(len(self.names), min(self.day.people, 400))
        over = max(0, wanted - FIRST_PAGE)
        return FIRST_PAGE + -(-over // OTHER_PAGES) * OTHER_PAGES


@dataclass(frozen=True, slots=True)
class SignIn:
    """The sheets of one booked day, or of all of a day."""

    center: str
    when: date
    expected: tuple[Expected, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day, and the time when it is one booking."""
        only = self.expected[0].day if len(self.expected) == 1 else None
        return f"{self.when} {only.time}" if only else str(self.when)

    @property
    def totals(self) -> Mapping[str, float]:
        """Bookings, people expected, names known."""
        return {
            "times": len(self.expected),
            "people": sum(one.day.people for one in self.expected),
            "names": sum(len(one.names) for one in self.expected),
        }


def collect(read: Read, values: Values) -> SignIn:
    """Read one booked day, or all of a day. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    if "day" in values:
        when: date = values["day"]
        days = together(booked_on(read, when, when, frozenset({OccurrenceStatus.BOOKED})))
    else:
        one = one_booked(read, values["occurrence"])
        if one is None:
            raise NotFound("occurrence", values["occurrence"], "occurrence")
        when, days = one.starts.date(), (one,)
    names = _names(read, [ref for one in days for ref in one.refs])
    expected = tuple(
        Expected(one, tuple(name for ref in one.refs for name in names.get(ref, ()))) for one in days
    )
    return SignIn(center_profile(read).name, when, expected, read.clock.local())


def _names(read: Read, refs: list[int]) -> dict[int, tuple[str, ...]]:
    """Who has a place in an appointment, by its number."""
    found: dict[int, list[str]] = {}
    for row in read.rows(
        sa.select(appointment.c.occurrence_id, appointment.c.who)
        .where(appointment.c.occurrence_id.in_(refs), appointment.c.status == SeatStatus.BOOKED)
        .order_by(appointment.c.occurrence_id, appointment.c.seat_no)
    ):
        found.setdefault(row.occurrence_id, []).append(row.who)
    return {ref: tuple(names) for ref, names in found.items()}


def story(record: SignIn) -> tuple[Block, ...]:
    """One sheet for each booked day."""
    if not record.expected:
        return (
            Title(_("Sign-in sheet"), str(record.when)),
            Text(_("Nothing is booked on this day."), styles.PLAIN),
        )
    found: list[Block] = []
    for one in record.expected:
        found += [*([PageBreak()] if found else []), *_sheet(record, one)]
    return tuple(found)


def _sheet(record: SignIn, one: Expected) -> tuple[Block, ...]:
    day = one.day.starts.date()
    pairs = (
        (_("Purpose"), one.day.title),
        (_("Time"), f"{full_day(day)} {one.day.time}"),
        (_("Room"), " ".join(part for part in (one.day.rooms, one.day.place) if part)),
        (_("Organizer"), one.day.who or record.center),
    )
    columns = (
        Column(_("No."), 28, "center", fixed=True),
        Column(_("Full name"), 1.1),
        Column(_("Sex"), 30, "center", fixed=True),
        Column(_("Unit or community"), 1.5),
        Column(_("Phone"), 1.3),
        Column(_("Came at"), 0.7, "center"),
        Column(_("Left at"), 0.7, "center"),
        Column(_("Own signature"), 1.2),
        Column(_("Remarks"), 0.9),
    )
    rows = [
        (str(number + 1), one.names[number] if number < len(one.names) else "", *[""] * 7)
        for number in range(one.lines)
    ]
    return (
        Title(_("Sign-in sheet")),
        KeyValues(pairs, label_width=54),
        Table(columns, rows, row_height=ROW),
        Signatures((_("Person in charge"), _("Filled in by"))),
    )


def sheets(record: SignIn) -> list[Sheet]:
    """The names that are known, with columns to type into."""
    columns = (
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Purpose"), width=24),
        SheetColumn(_("No."), "number", 8),
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Came at"), width=10),
        SheetColumn(_("Left at"), width=10),
        SheetColumn(_("Remarks"), width=20),
    )
    rows = [
        (
            one.day.time,
            one.day.title,
            number + 1,
            one.names[number] if number < len(one.names) else "",
            "",
            "",
            "",
        )
        for one in record.expected
        for number in range(max(len(one.names), one.day.people))
    ]
    return [Sheet(_("Sign-in sheet"), columns, rows, (_("Sign-in sheet"), record.covers))]
