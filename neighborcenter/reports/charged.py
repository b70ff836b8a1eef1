"""What a booking costs, line by line with its reason, and what was paid: as papers show it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.booking.models import booking
from neighborcenter.booking.rulebook.charge_queries import (
    ChargeFilter,
    ChargeRow,
    ReceiptRow,
    booking_receipts,
    charges,
)
from neighborcenter.booking.rulebook.kinds import ChargeKind, ChargeState
from neighborcenter.booking.rulebook.models import receipt
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class Charged:
    """One line of charges in fen, with its reason in words and where it stands."""

    kind: ChargeKind
    name: str
    words: str
    fen: int
    state: ChargeState
    due_on: date | None
    day: datetime | None
    receipt: str

    @property
    def shown(self) -> str:
        """¥1,280.00."""
        return yuan(self.fen)

    @property
    def where(self) -> str:
        """To pay, or paid with the number of the receipt."""
        return " ".join(part for part in (word(self.state), self.receipt) if part)


def charged(read: Read, booking_id: int) -> tuple[Charged, ...]:
    """The charges of a booking in the order they were made; those no longer asked for are left out."""
    rows = sorted(charges(read, ChargeFilter(booking_id)), key=lambda row: row.id)
    return tuple(_line(row) for row in rows if row.state is not ChargeState.DROPPED)


def total(lines: tuple[Charged, ...], *states: ChargeState) -> int:
    """The lines in one of the states together, in fen; in any when none is named."""
    return sum(line.fen for line in lines if not states or line.state in states)


def one_receipt(read: Read, receipt_id: int) -> tuple[ReceiptRow, str, tuple[Charged, ...]]:
    """A receipt, what its booking is called, and its lines. Raises NotFound."""
    row = read.row(
        sa.select(receipt.c.booking_id, booking.c.title)
        .join(booking, booking.c.id == receipt.c.booking_id)
        .where(receipt.c.id == receipt_id, receipt.c.center_id == read.center_id)
    )
    found = [] if row is None else booking_receipts(read, row.booking_id)
    for one in found:
        if one.id == receipt_id and row is not None:
            return one, row.title, tuple(_line(line) for line in one.lines)
    raise NotFound("receipt", receipt_id, "receipt")


def _line(row: ChargeRow) -> Charged:
    return Charged(row.kind, word(row.kind), row.words, row.fen, row.state, row.due_on, row.day, row.receipt)
