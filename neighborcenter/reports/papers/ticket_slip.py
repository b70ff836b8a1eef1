"""排队小票: one number on A6 or on the roll — big, with how many go before and how long that takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.desk.queue import queries
from neighborcenter.desk.queue.codes import slip_code
from neighborcenter.desk.queue.queries import TicketRow, Wait
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.codes import Code
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.slips import slip_size

_CODE = styles.Style(54, 64, Face.SANS_BOLD, align="center", after=2)
_LINE = styles.Style(styles.WU_HAO, 17, Face.SANS, align="center")
_NOTE = replace(styles.NOTE, align="center")


@dataclass(frozen=True, slots=True)
class TicketSlip:
    """One number.  No name stands on it: slips are left lying about."""

    row: TicketRow
    wait: Wait
    center: CenterCard
    cutoff: datetime
    size: styles.PaperSize = "A6"

    @property
    def covers(self) -> str:
        """When it was taken."""
        return f"{self.row.taken_at:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many go before."""
        return {"ahead": self.wait.ahead}


def collect(read: Read, values: Values) -> TicketSlip:
    """Read one number. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    row = queries.ticket_row(read, values["ticket"])
    return TicketSlip(
        row,
        queries.expected_wait(read, row.id),
        center_profile(read),
        read.clock.local(),
        slip_size(read, "A6"),
    )


def story(record: TicketSlip) -> tuple[Block, ...]:
    """The number, what for, how long, where to wait."""
    row, wait = record.row, record.wait
    what = " · ".join(part for part in (row.service or row.group, row.priority) if part)
    when = f"{say_date(row.taken_at.date())} {row.taken_at:%H:%M}"
    before = _("{ahead} before you, about {minutes} minutes") if wait.ahead else _("Nobody is before you")
    return (
        Title(_("Number slip"), style=styles.Style(14, 20, styles.TITLE.face, align="center", after=4)),
        Text(row.code, _CODE),
        Text(what, _LINE),
        Text(before.format(ahead=wait.ahead, minutes=wait.minutes), _LINE),
        Text(when, _LINE),
        Code(slip_code(row.taken_at.date(), row.code), 24 * styles.MM),
        Text(_("Watch the display and listen for the number. Whoever missed the call asks at the counter."), _NOTE),
    )  # fmt: skip


def sheets(record: TicketSlip) -> list[Sheet]:
    """The one number."""
    columns = (
        SheetColumn(_("Ticket number"), width=12),
        SheetColumn(_("What for"), width=24),
        SheetColumn(_("Time"), width=20),
        SheetColumn(_("Before"), width=10),
    )
    row = record.row
    lines = [(row.code, row.service or row.group, record.covers, record.wait.ahead)]
    return [Sheet(_("Number slip"), columns, lines, (row.code, record.covers))]
