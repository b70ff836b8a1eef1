"""规则例外台账: every rule that was set aside in a range of days — the rule as it stood, why, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.queries import OverrideRow, overrides
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class Override:
    """One rule set aside, at the center's time."""

    row: OverrideRow
    at: datetime


@dataclass(frozen=True, slots=True)
class OverrideList:
    """The rules set aside in a range of days, oldest first."""

    days: Days
    lines: tuple[Override, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The days in words."""
        return self.days.words()

    @property
    def totals(self) -> Mapping[str, float]:
        """Rules set aside, and the bookings they were set aside for."""
        return {"overrides": len(self.lines), "bookings": len({one.row.booking_id for one in self.lines})}


def collect(read: Read, values: Values) -> OverrideList:
    """Read the list. Raises NotAllowed."""
    read.require(Permission.BOOKING_VIEW)
    days: Days = values["days"]
    rows = reversed(overrides(read, days.first, days.last))
    lines = tuple(Override(row, read.clock.wall(row.at)) for row in rows)
    return OverrideList(days, lines, read.clock.local())


def story(record: OverrideList) -> tuple[Block, ...]:
    """One table."""
    columns = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Set aside at"), 92, "center", fixed=True),
        Column(_("Rule as it stood"), 2.6, wrap=True),
        Column(_("Reason"), 2.0, wrap=True),
        Column(_("Set aside by"), 56, fixed=True),
        Column(_("Booking"), 1.6, wrap=True),
        Column(_("Used by whom"), 1.1, wrap=True),
        Column(_("Time of use"), 92, "center", fixed=True),
    )
    rows = [
        (
            str(number),
            f"{one.at:%Y-%m-%d %H:%M}",
            one.row.sentence,
            one.row.reason,
            one.row.by,
            f"{one.row.room} {one.row.title}",
            one.row.who,
            f"{one.row.starts:%Y-%m-%d %H:%M}",
        )
        for number, one in enumerate(record.lines, 1)
    ]
    return (
        Title(_("Rules set aside"), record.covers),
        Table(columns, rows, empty=_("No rule was set aside in these days.")),
        Signatures((_("Head of the unit"), _("Checked by"), _("Date"))),
    )


def sheets(record: OverrideList) -> list[Sheet]:
    """The same lines."""
    columns = (
        SheetColumn(_("Set aside at"), "datetime", 18),
        SheetColumn(_("Rule as it stood"), width=44),
        SheetColumn(_("Reason"), width=34),
        SheetColumn(_("Set aside by"), width=12),
        SheetColumn(_("Room"), width=18),
        SheetColumn(_("Booking"), width=24),
        SheetColumn(_("Used by whom"), width=18),
        SheetColumn(_("Time of use"), "datetime", 18),
    )
    rows = [
        (
            one.at.replace(tzinfo=None),
            one.row.sentence,
            one.row.reason,
            one.row.by,
            one.row.room,
            one.row.title,
            one.row.who,
            one.row.starts,
        )
        for one in record.lines
    ]
    return [Sheet(_("Rules set aside"), columns, rows, (_("Rules set aside"), record.covers))]
