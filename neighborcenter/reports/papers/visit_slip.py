"""办事回执: one visit on A5 to take home — what was asked, how it ended, where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.desk.kinds import Outcome
from neighborcenter.desk.models import visit
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.workbook import Sheet
from neighborcenter.reports.papers import day_book
from neighborcenter.reports.papers.day_book import DayBook, Line, lines_where
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Values
from neighborcenter.reports.slips import slip_size


@dataclass(frozen=True, slots=True)
class VisitSlip:
    """One visit; the phone is masked."""

    line: Line
    center: CenterCard
    cutoff: datetime
    size: styles.PaperSize = "A5"

    @property
    def covers(self) -> str:
        """The moment of the visit."""
        return f"{self.line.at:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Heads."""
        return {"services": 1, "visits": self.line.heads}


def collect(read: Read, values: Values) -> VisitSlip:
    """Read one visit. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    found = lines_where(read, [visit.c.id == values["visit"], visit.c.center_id == read.center_id])
    if not found:
        raise NotFound("visit", values["visit"], "visit")
    return VisitSlip(found[0], center_profile(read), read.clock.local(), slip_size(read, "A5"))


def story(record: VisitSlip) -> tuple[Block, ...]:
    """Facts, what comes next, signatures."""
    line = record.line
    pairs = [
        (_("Full name"), line.who),
        (_("Phone"), line.phone),
        (_("Matter"), line.matter),
        (_("Service module"), line.module),
        (_("Time"), record.covers),
        (_("People"), str(line.heads)),
        (_("Handled by"), line.by),
        (_("Result"), line.result),
    ]
    if line.note:
        pairs.append((_("Remarks"), line.note))
    wide = frozenset((_("Matter"), _("Result"), _("Remarks")))
    contact = "   ".join(
        part for part in (record.center.name, record.center.address, record.center.phone) if part
    )
    return (
        Title(
            _("Receipt of a visit"), style=styles.Style(16, 22, styles.TITLE.face, align="center", after=6)
        ),
        KeyValues(tuple(pairs), wide=wide, label_width=54),
        Space(4),
        Text(_what_next(line), styles.PLAIN),
        Text(contact, styles.NOTE),
        Space(4),
        Signatures((_("Visitor"), _("Handled by"))),
    )


def _what_next(line: Line) -> str:
    if line.outcome is Outcome.DONE:
        return _("The matter is settled. Keep this slip if you want to ask about it later.")
    if line.outcome is Outcome.PASSED_ON:
        to = line.passed_to or _("the office in charge")
        return _("The matter was passed on to {office}. Ask there, and show this slip.").format(office=to)
    if line.outcome is Outcome.REFERRED:
        return _("The center must not issue this proof. The remarks say where to go instead.")
    return _(
        "The matter is not finished. We will call you; you can also ask at the front desk with this slip."
    )


def sheets(record: VisitSlip) -> list[Sheet]:
    """The one line of the day book."""
    day = record.line.at.date()
    return day_book.sheets(DayBook(Days(day, day), (record.line,), record.cutoff))
