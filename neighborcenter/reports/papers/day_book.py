"""来访接待台账: every service of a day or a range, in the order it was given; phones masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.desk.kinds import Outcome
from neighborcenter.desk.models import visit
from neighborcenter.desk.texts import OUTCOMES
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.reports.counting import kept_between
from neighborcenter.reports.paper.blocks import Block, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Check, Values


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the day book; the phone is masked."""

    id: int
    at: datetime
    who: str
    phone: str
    matter: str
    module: str
    heads: int
    outcome: Outcome
    passed_to: str
    note: str
    by: str

    @property
    def result(self) -> str:
        """办结, or 转办 街道办事处."""
        return " ".join(word for word in (_(OUTCOMES[self.outcome]), self.passed_to) if word)


@dataclass(frozen=True, slots=True)
class DayBook:
    """The day book of a range of days."""

    days: Days
    lines: tuple[Line, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The days in words."""
        return self.days.words()

    @property
    def totals(self) -> Mapping[str, float]:
        """Services, heads, and heads without a name."""
        return {"services": len(self.lines), "visits": sum(line.heads for line in self.lines)}


def lines_where(
    read: Read, conditions: list[sa.ColumnElement[bool]], limit: int | None = None
) -> tuple[Line, ...]:
    """Lines of the day book that meet the conditions, in the order of time."""
    statement = (
        sa.select(
            visit.c.id,
            visit.c.at,
            visit.c.visitor,
            visit.c.heads,
            visit.c.outcome,
            visit.c.passed_to,
            visit.c.note,
            resident.c.name.label("resident"),
            resident.c.phone,
            service.c.name.label("matter"),
            service_module.c.name.label("module"),
            account.c.name.label("by"),
        )
        .join(service, service.c.id == visit.c.service_id)
        .join(service_module, service_module.c.id == visit.c.module_id)
        .join(resident, resident.c.id == visit.c.resident_id, isouter=True)
        .join(account, account.c.id == visit.c.created_by, isouter=True)
        .where(*conditions)
        .order_by(visit.c.at, visit.c.id)
        .limit(limit)
    )
    return tuple(_line(row) for row in read.rows(statement))


def _line(row: sa.Row[Any]) -> Line:
    return Line(
        row.id,
        row.at,
        row.resident or row.visitor or _("not named"),
        shown_phone(row.phone) if row.phone else "",
        row.matter,
        row.module,
        row.heads,
        row.outcome,
        row.passed_to,
        row.note,
        row.by or "",
    )


def collect(read: Read, values: Values) -> DayBook:
    """Read the lines. Raises NotAllowed."""
    read.require(Permission.REPORTS_VIEW)
    days: Days = values["days"]
    return DayBook(days, lines_where(read, kept_between(read, days.first, days.end)), read.clock.local())


def story(record: DayBook) -> tuple[Block, ...]:
    """One table; the day is printed where it changes."""
    heads = _("Person-times")
    columns = (
        Column(_("No."), 30, "center", fixed=True),
        Column(_("Time"), 82, "center", fixed=True),
        Column(_("Full name"), 62, fixed=True),
        Column(_("Phone"), 70, "center", fixed=True),
        Column(_("Matter"), 2.6, wrap=True),
        Column(_("Service module"), 1.5),
        Column(heads, max(34, 8 + 5 * len(heads)), "right", fixed=True),
        Column(_("Result"), 1.5, wrap=True),
        Column(_("Remarks"), 2.0, wrap=True),
        Column(_("Handled by"), 50, fixed=True),
    )
    rows = []
    # The title says the one day of most books.
    shown = record.days.first if record.days.first == record.days.last else None
    for number, line in enumerate(record.lines, 1):
        day = line.at.date()
        when = f"{line.at:%H:%M}" if day == shown else f"{line.at:%Y-%m-%d %H:%M}"
        shown = day
        rows.append(
            (
                str(number),
                when,
                line.who,
                line.phone,
                line.matter,
                line.module,
                str(line.heads),
                line.result,
                line.note,
                line.by,
            )
        )
    totals = (
        "",
        _("Total"),
        "",
        "",
        _("{count} services").format(count=len(rows)),
        "",
        f"{record.totals['visits']:,.0f}",
        "",
        "",
        "",
    )
    return (
        Title(_("Visitors' book"), record.covers),
        Table(columns, rows, totals if rows else (), empty=_("No visit was registered in these days.")),
        Signatures((_("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: DayBook) -> list[Sheet]:
    """The same lines."""
    columns = (
        SheetColumn(_("No."), "number", 8),
        SheetColumn(_("Time"), "datetime", 18),
        SheetColumn(_("Full name"), width=12),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("Matter"), width=30),
        SheetColumn(_("Service module"), width=18),
        SheetColumn(_("Person-times"), "number", 10),
        SheetColumn(_("Result"), width=18),
        SheetColumn(_("Remarks"), width=30),
        SheetColumn(_("Handled by"), width=12),
    )
    rows = [
        (number, one.at, one.who, one.phone, one.matter, one.module, one.heads, one.result, one.note, one.by)
        for number, one in enumerate(record.lines, 1)
    ]
    totals = (None, _("Total"), "", "", "", "", int(record.totals["visits"]), "", "", "")
    return [Sheet(_("Visitors' book"), columns, rows, (_("Visitors' book"), record.covers), totals)]


def checks(record: DayBook) -> tuple[Check, ...]:
    """Lines without a result."""
    waiting = sum(line.outcome is Outcome.OPEN for line in record.lines)
    if not waiting:
        return ()
    return (Check(_("Not finished yet: {count}.").format(count=waiting), "open"),)
