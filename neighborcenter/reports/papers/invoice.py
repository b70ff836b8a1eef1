"""场地费用通知单: what is to be paid for a booking and why, line by line with the rule it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.kinds import ChargeState
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.center.queries import CenterCard, center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, one_booked
from neighborcenter.reports.capital import capital
from neighborcenter.reports.charged import Charged, charged, total
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import day_words, full_day

HEAD = styles.Style(18, 24, styles.TITLE.face, align="center", after=6)


@dataclass(frozen=True, slots=True)
class Invoice:
    """The charges of a booking; the phone is masked."""

    day: Booked
    lines: tuple[Charged, ...]
    center: CenterCard
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The booking and the day of the paper."""
        return f"{self.cutoff:%Y-%m-%d} {self.day.title}"

    @property
    def due(self) -> date | None:
        """The first day by which something is to be paid."""
        days = [line.due_on for line in self.lines if line.state is ChargeState.OPEN and line.due_on]
        return min(days, default=None)

    @property
    def totals(self) -> Mapping[str, float]:
        """All of it, what is paid and what is open, in fen."""
        return {
            "fen": total(self.lines),
            "open_fen": total(self.lines, ChargeState.OPEN),
            "paid_fen": total(self.lines, ChargeState.PAID),
        }


def collect(read: Read, values: Values) -> Invoice:
    """Read the charges of an occurrence's booking. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    day = one_booked(read, values["occurrence"])
    if day is None:
        raise NotFound("occurrence", values["occurrence"], "occurrence")
    return Invoice(day, charged(read, day.booking_id), center_profile(read), read.clock.local())


def story(record: Invoice) -> tuple[Block, ...]:
    """Who pays for what, the lines with their reasons, the sum in figures and in capitals."""
    day = record.day
    pairs = (
        (_("Used by"), day.who),
        (_("Phone"), day.phone),
        (_("Purpose"), day.title),
        (_("Room"), day.rooms),
        (_("Time"), f"{full_day(day.starts.date())} {day.time}"),
        (_("Date"), day_words(record.cutoff.date())),
    )
    wide = frozenset((_("Time"),))
    heads: tuple[Block, ...] = (
        Title(_("Notice of charges"), style=HEAD),
        KeyValues(pairs, wide=wide, label_width=54),
    )
    if not record.lines:
        return (*heads, Space(8), Text(_("The room is lent free of charge."), styles.PLAIN))
    return (
        *heads,
        Space(6),
        lines_table(record.lines),
        Space(4),
        Text(_asked(record), styles.PLAIN),
        *((Text(_how(record), styles.NOTE),) if total(record.lines, ChargeState.OPEN) > 0 else ()),
        Signatures((_("Handled by"), _("Paid by"), _("Date"))),
    )


def lines_table(lines: tuple[Charged, ...]) -> Table:
    """Charges with their reasons and the sum."""
    columns = (
        Column(_("Charge"), 44, "center", fixed=True),
        Column(_("Day"), 60, "center", fixed=True),
        Column(_("Reason"), 2.6, wrap=True),
        Column(_("Amount"), 62, "right", fixed=True),
        Column(_("State"), 64, wrap=True, fixed=True),
    )
    rows = [
        (line.name, f"{line.day:%Y-%m-%d}" if line.day else "—", line.words, line.shown, line.where)
        for line in lines
    ]
    return Table(columns, rows, (_("Total"), "", "", yuan(total(lines)), ""), row_height=20.0)


def _asked(record: Invoice) -> str:
    left = total(record.lines, ChargeState.OPEN)
    if left <= 0:
        return _("Nothing is left to pay.")
    words = _("To pay: {amount} (in capitals: {capitals})").format(amount=yuan(left), capitals=capital(left))
    if record.due is None:
        return words
    return words + "\n" + _("Pay by {day}.").format(day=day_words(record.due))


def _how(record: Invoice) -> str:
    phone = record.center.phone
    where = _("Pay at the front desk and keep the receipt.")
    return f"{where} {phone}".strip()


def sheets(record: Invoice) -> list[Sheet]:
    """The lines; amounts in yuan."""
    columns = (
        SheetColumn(_("Charge"), width=12),
        SheetColumn(_("Day"), width=12),
        SheetColumn(_("Reason"), width=50),
        SheetColumn(_("Amount (yuan)"), "money", 14),
        SheetColumn(_("State"), width=20),
    )
    rows = [
        (line.name, f"{line.day:%Y-%m-%d}" if line.day else "", line.words, line.fen / 100, line.where)
        for line in record.lines
    ]
    totals = (_("Total"), "", "", total(record.lines) / 100, "")
    return [Sheet(_("Notice of charges"), columns, rows, (record.day.title, record.covers), totals)]
