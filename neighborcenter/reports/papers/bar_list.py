"""暂停预约名单: who may not book at present or was warned, why, and until when; for the desk, not for the wall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.queries import BarRow, bars
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class BarList:
    """Who may not book today; phones are masked."""

    bars: tuple[BarRow, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return f"{self.cutoff:%Y-%m-%d}"

    @property
    def totals(self) -> Mapping[str, float]:
        """How many."""
        return {"bars": len(self.bars)}


def collect(read: Read, _values: Values) -> BarList:
    """Read the list. Raises NotAllowed."""
    read.require(Permission.BOOKING_VIEW)
    return BarList(tuple(bars(read)), read.clock.local())


def story(record: BarList) -> tuple[Block, ...]:
    """One table."""
    columns = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Full name"), 1.2, wrap=True),
        Column(_("Phone"), 72, "center", fixed=True),
        Column(_("What follows"), 1.0, wrap=True),
        Column(_("From day"), 64, "center", fixed=True),
        Column(_("Until day"), 64, "center", fixed=True),
        Column(_("Reason"), 2.2, wrap=True),
    )
    rows = [
        (str(number), one.who, one.phone, word(one.effect), str(one.since), _until(one), one.reason)
        for number, one in enumerate(record.bars, 1)
    ]
    note = _("Only for those who take bookings. A bar is lifted by whoever answers requests, with a reason.")
    return (
        Title(_("Who may not book"), record.covers),
        Table(columns, rows, empty=_("Everybody may book.")),
        Text(note, styles.NOTE),
    )


def _until(one: BarRow) -> str:
    return str(one.until) if one.until else _("for good")


def sheets(record: BarList) -> list[Sheet]:
    """The same lines."""
    columns = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("What follows"), width=14),
        SheetColumn(_("From day"), "date", 12),
        SheetColumn(_("Until day"), width=12),
        SheetColumn(_("Reason"), width=50),
    )
    rows = [(one.who, one.phone, word(one.effect), one.since, _until(one), one.reason) for one in record.bars]
    return [Sheet(_("Who may not book"), columns, rows, (_("Who may not book"), record.covers))]
