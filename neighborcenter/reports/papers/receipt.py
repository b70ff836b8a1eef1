"""收据: money taken or given back, with its number, the lines it settles, and the sum in capitals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.charge_queries import ReceiptRow
from neighborcenter.booking.rulebook.kinds import PayMethod
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.capital import capital
from neighborcenter.reports.charged import Charged, one_receipt
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import day_words


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt with the lines it settles."""

    receipt: ReceiptRow
    purpose: str
    lines: tuple[Charged, ...]
    center: CenterCard
    at: datetime  # center-local
    cutoff: datetime

    @property
    def number(self) -> str:
        """Without gaps within a year."""
        return self.receipt.number

    @property
    def headline(self) -> str:
        """Receipt, or what was given back."""
        return _("Receipt of payment") if self.receipt.fen >= 0 else _("Receipt of a refund")

    @property
    def covers(self) -> str:
        """Its number."""
        return self.receipt.number

    @property
    def totals(self) -> Mapping[str, float]:
        """The sum in fen."""
        return {"fen": self.receipt.fen}


def collect(read: Read, values: Values) -> Receipt:
    """Read one receipt. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    found, purpose, lines = one_receipt(read, values["receipt"])
    at = read.clock.wall(found.at)
    return Receipt(found, purpose, lines, center_profile(read), at, read.clock.local())


def story(record: Receipt) -> tuple[Block, ...]:
    """Number, payer, lines, the sum twice, seal and signatures."""
    one = record.receipt
    pairs = (
        (_("Number of the receipt"), one.number),
        (_("Date"), day_words(record.at.date())),
        (_("Paid by") if one.fen >= 0 else _("Given back to"), one.payer),
        (_("Way of payment"), word(PayMethod(one.method))),
        (_("Purpose"), record.purpose),
    )
    columns = (
        Column(_("Charge"), 46, "center", fixed=True),
        Column(_("Reason"), 2.6, wrap=True),
        Column(_("Amount"), 72, "right", fixed=True),
    )
    rows = [(line.name, line.words, line.shown) for line in record.lines]
    return (
        Title(record.headline, style=styles.Style(18, 24, styles.TITLE.face, align="center", after=6)),
        KeyValues(pairs, wide=frozenset((_("Purpose"),)), label_width=62),
        Space(6),
        Table(columns, rows, (_("Total"), "", yuan(one.fen)), row_height=20.0),
        Space(4),
        Text(_("In capitals: {capitals}").format(capitals=capital(one.fen)), styles.PLAIN),
        Space(6),
        Signatures((_("Received by (seal)"), _("Handled by"))),
        Text(
            "   ".join(part for part in (record.center.name, record.center.phone, one.by) if part),
            styles.NOTE,
        ),
    )


def sheets(record: Receipt) -> list[Sheet]:
    """The lines; amounts in yuan."""
    columns = (
        SheetColumn(_("Charge"), width=12),
        SheetColumn(_("Reason"), width=50),
        SheetColumn(_("Amount (yuan)"), "money", 14),
    )
    rows = [(line.name, line.words, line.fen / 100) for line in record.lines]
    totals = (_("Total"), "", record.receipt.fen / 100)
    return [Sheet(record.headline, columns, rows, (record.headline, record.number), totals)]
