"""借用单: what went out over the counter, to whom, until when; both sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.desk.counter import queries
from neighborcenter.desk.counter.queries import LoanRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.slips import slip_size
from neighborcenter.reports.words import moment_words


@dataclass(frozen=True, slots=True)
class LoanSlip:
    """One loan; the phone is masked."""

    row: LoanRow
    center: CenterCard
    cutoff: datetime
    size: styles.PaperSize = "A5"

    @property
    def covers(self) -> str:
        """From when until when."""
        return f"{self.row.lent_at:%Y-%m-%d %H:%M} – {self.row.due_at:%Y-%m-%d %H:%M}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Pieces, and the deposit in fen."""
        return {"pieces": self.row.quantity, "deposit_fen": self.row.deposit_fen}


def collect(read: Read, values: Values) -> LoanSlip:
    """Read one loan. Raises NotAllowed, NotFound."""
    read.require(Permission.DESK_VIEW)
    return LoanSlip(
        queries.loan_row(read, values["loan"]),
        center_profile(read),
        read.clock.local(),
        slip_size(read, "A5"),
    )


def story(record: LoanSlip) -> tuple[Block, ...]:
    """Facts, what is agreed, signatures."""
    row = record.row
    money = f"¥{row.deposit_fen // 100:,}.{row.deposit_fen % 100:02d}" if row.deposit_fen else ""
    back = moment_words(row.returned_at) if row.returned_at is not None else ""
    pairs = (
        (_("What is lent"), row.what),
        (_("Pieces"), str(row.quantity)),
        (_("Full name"), row.who),
        (_("Phone"), row.phone),
        (_("Lent"), moment_words(row.lent_at)),
        (_("Due back"), moment_words(row.due_at)),
        (_("Deposit"), money),
        (_("Returned"), back),
        (_("Condition"), row.condition),
        (_("Remarks"), row.note),
    )
    contact = "   ".join(p for p in (record.center.name, record.center.address, record.center.phone) if p)
    title = styles.Style(16, 22, styles.TITLE.face, align="center", after=6)
    return (
        Title(_("Loan slip"), style=title),
        KeyValues(tuple(pair for pair in pairs if pair[1]), label_width=58),
        Space(4),
        Text(_("What is lent comes back on time and whole. A deposit is given back with it."), styles.PLAIN),
        Text(contact, styles.NOTE),
        Signatures((_("Who takes it"), _("Handled by"))),
    )


def sheets(record: LoanSlip) -> list[Sheet]:
    """The one loan."""
    row = record.row
    titles = (_("What is lent"), _("Pieces"), _("Full name"), _("Due back"))
    columns = tuple(SheetColumn(title, width=18) for title in titles)
    line = (row.what, row.quantity, row.who, f"{row.due_at:%Y-%m-%d %H:%M}")
    return [Sheet(_("Loan slip"), columns, [line], (record.covers,))]
