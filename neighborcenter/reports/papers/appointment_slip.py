"""预约单: one appointment on A5 to take home — what, when, where, with whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import appointment_queries as queries
from neighborcenter.booking import resource_queries
from neighborcenter.booking.appointment_queries import AppointmentRow
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import listed


@dataclass(frozen=True, slots=True)
class AppointmentSlip:
    """One appointment; the phone is masked."""

    row: AppointmentRow
    staff: tuple[str, ...]
    bring: str
    center: CenterCard
    cutoff: datetime

    @property
    def covers(self) -> str:
        """From when to when."""
        return f"{self.row.starts:%Y-%m-%d %H:%M}–{self.row.ends:%H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """One person."""
        return {"people": 1}


def collect(read: Read, values: Values) -> AppointmentSlip:
    """Read one appointment. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    row = queries.appointment_row(read, values["appointment"])
    plan = queries.plan_row(read, row.plan_id)
    wanted = {ref for ref, _count in plan.plan.resources}
    people = resource_queries.resources(read, retired=True)
    staff = tuple(one.name for one in people if one.id in wanted and one.kind is ResourceKind.STAFF)
    return AppointmentSlip(row, staff, plan.note, center_profile(read), read.clock.local())


def story(record: AppointmentSlip) -> tuple[Block, ...]:
    """Facts, what to mind, the center."""
    row = record.row
    when = f"{say_date(row.starts.date())} {row.starts:%H:%M}–{row.ends:%H:%M}"
    pairs = (
        (_("Full name"), row.who),
        (_("Phone"), row.phone),
        (_("Appointment"), row.plan),
        (_("Time"), when),
        (_("Venue"), row.room),
        (_("With"), listed(list(record.staff))),
        (_("Seat number"), str(row.seat_no) if row.capacity > 1 else ""),
        (_("Remarks"), record.bring),
    )
    wide = frozenset((_("Appointment"), _("Time"), _("Remarks")))
    contact = "   ".join(p for p in (record.center.name, record.center.address, record.center.phone) if p)
    title = styles.Style(16, 22, styles.TITLE.face, align="center", after=6)
    return (
        Title(_("Appointment slip"), style=title),
        KeyValues(tuple(pair for pair in pairs if pair[1]), wide=wide, label_width=54),
        Space(4),
        Text(_("Come a few minutes early. Whoever cannot come calls beforehand."), styles.PLAIN),
        Text(contact, styles.NOTE),
    )


def sheets(record: AppointmentSlip) -> list[Sheet]:
    """The one appointment."""
    columns = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("Appointment"), width=20),
        SheetColumn(_("Time"), width=26),
        SheetColumn(_("Venue"), width=16),
        SheetColumn(_("With"), width=16),
    )
    row = record.row
    lines = [(row.who, row.plan, record.covers, row.room, listed(list(record.staff)))]
    return [Sheet(_("Appointment slip"), columns, lines, (row.plan, record.covers))]
