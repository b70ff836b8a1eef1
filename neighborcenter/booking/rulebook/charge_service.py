"""Money: taking it, giving it back, keeping a deposit, adding and dropping lines.  Amounts are whole fen.

Receipts are numbered from 1 in each year, without gaps: the number is taken in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.rulebook import book, fees
from neighborcenter.booking.rulebook.kinds import ChargeKind, ChargeState, PayMethod
from neighborcenter.booking.rulebook.models import charge, receipt
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.rulebook.sentences import sentence
from neighborcenter.booking.rulebook.terms import Fee
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was given: its number within the year ("2026-0007" as printed) and its amount."""

    receipt_id: int
    year: int
    number: int
    fen: int

    @property
    def printed(self) -> str:
        """The number as it is printed."""
        return f"{self.year}-{self.number:04d}"


_OPEN = (
    sa.select(charge.c.id, charge.c.fen)
    .where(charge.c.booking_id == sa.bindparam("booking"), charge.c.state == ChargeState.OPEN)
    .order_by(charge.c.id)
)
_LAST = sa.select(sa.func.max(receipt.c.number)).where(
    receipt.c.center_id == sa.bindparam("center"), receipt.c.year == sa.bindparam("year")
)
# What came in for fees and extras less what went back: no more can be given back.
_TAKEN = sa.select(sa.func.coalesce(sa.func.sum(charge.c.fen), 0)).where(
    charge.c.booking_id == sa.bindparam("booking"),
    charge.c.state == ChargeState.PAID,
    charge.c.kind != ChargeKind.DEPOSIT,
)


def pay(
    work: Work, booking_id: int, method: PayMethod = PayMethod.CASH, charge_ids: Sequence[int] = ()
) -> Receipt:
    """Take the money for the lines named, or for all that is open.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    row = _booking(work, booking_id)
    lines = [
        line for line in work.rows(_OPEN, {"booking": booking_id}) if not charge_ids or line.id in charge_ids
    ]
    fen = sum(line.fen for line in lines)
    if not lines or fen <= 0:
        raise Invalid(Problem("", "booking.charge_none"))
    given = _receipt(work, row, fen, method)
    for line in lines:
        _settle(work, line.id, ChargeState.PAID, given.receipt_id)
    work.record("booking.pay", "booking", booking_id, receipt=given.printed, fen=fen, method=method.value)
    return given


def refund(work: Work, booking_id: int, fen: int, words: str, method: PayMethod = PayMethod.CASH) -> Receipt:
    """Give money back, and say why; at most what came in and has not gone back.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_CANCEL)
    row = _booking(work, booking_id)
    if fen <= 0:
        raise Invalid(Problem("fen", "booking.charge_amount"))
    if not words.strip():
        raise Invalid(Problem("words", "booking.charge_why"))
    work.one_at_a_time(f"receipt:{booking_id}")
    most = int(work.value(_TAKEN, {"booking": booking_id}))
    if fen > most:
        raise Invalid(Problem("fen", "booking.charge_too_much", {"most": yuan(most)}))
    given = _receipt(work, row, -fen, method)
    _line(work, booking_id, ChargeKind.REFUND, -fen, words, given.receipt_id)
    work.record("booking.refund", "booking", booking_id, receipt=given.printed, fen=fen, reason=words.strip())
    return given


def return_deposit(
    work: Work, charge_id: int, kept: int = 0, words: str = "", method: PayMethod = PayMethod.CASH
) -> Receipt | None:
    """Give a deposit back, whole or less what is kept for a reason; None when all of it is kept.

    Raises NotFound, Invalid for a deposit that was not paid or went back already.
    """
    work.require(Permission.BOOKING_CANCEL)
    line = _charge(work, charge_id)
    if line.kind is not ChargeKind.DEPOSIT or line.state is not ChargeState.PAID:
        raise Invalid(Problem("", "booking.charge_state", {"state": word(line.state)}))
    if not 0 <= kept <= line.fen:
        raise Invalid(Problem("kept", "booking.charge_too_much", {"most": yuan(line.fen)}))
    if kept and not words.strip():
        raise Invalid(Problem("words", "booking.charge_why"))
    state = ChargeState.KEPT if kept else ChargeState.RETURNED
    work.update(
        charge, charge_id, state=state, note=words.strip(), settled_at=work.clock.now(),
        settled_by=work.actor.account_id,
    )  # fmt: skip
    given = None
    if kept < line.fen:
        given = _receipt(work, _booking(work, line.booking_id), kept - line.fen, method)
        said = words.strip() or _("Deposit given back")
        ref = _line(work, line.booking_id, ChargeKind.REFUND, kept - line.fen, said, given.receipt_id)
        # It is no part of what came in for fees.
        work.update(charge, ref, state=ChargeState.RETURNED)
    work.record(
        "booking.deposit_back",
        "booking",
        line.booking_id,
        fen=line.fen - kept,
        kept=kept,
        reason=words.strip(),
    )
    return given


def add_extra(work: Work, booking_id: int, fen: int, words: str) -> int:
    """Charge something besides: damage, a key that was lost.  Returns the line's id.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    _booking(work, booking_id)
    if fen <= 0:
        raise Invalid(Problem("fen", "booking.charge_amount"))
    if not words.strip():
        raise Invalid(Problem("words", "booking.charge_why"))
    ref = work.insert(charge, booking_id=booking_id, kind=ChargeKind.EXTRA, fen=fen, words=words.strip())
    work.record("booking.extra", "booking", booking_id, fen=fen, words=words.strip())
    return ref


def drop_charge(work: Work, charge_id: int, words: str) -> None:
    """Ask for a line no longer, and say why.  Raises NotFound, Invalid when it is settled."""
    work.require(Permission.BOOKING_OVERRIDE)
    line = _charge(work, charge_id)
    if line.state is not ChargeState.OPEN:
        raise Invalid(Problem("", "booking.charge_state", {"state": word(line.state)}))
    if not words.strip():
        raise Invalid(Problem("words", "booking.charge_why"))
    work.update(charge, charge_id, state=ChargeState.DROPPED, note=words.strip())
    work.record("booking.charge_drop", "booking", line.booking_id, fen=line.fen, reason=words.strip())


def charge_overtime(work: Work, occurrence_id: int) -> int:
    """Charge a day that ended late by its fee rule, by the full hour; gives fen, 0 when nothing is due."""
    work.require(Permission.BOOKING_WRITE)
    row = work.row(
        sa.select(
            occurrence.c.booking_id, occurrence.c.ends, occurrence.c.done_at, charge.c.rule_id
        )
        .join(charge, charge.c.occurrence_id == occurrence.c.id)
        .where(occurrence.c.id == occurrence_id, charge.c.kind == ChargeKind.FEE)
    )  # fmt: skip
    if row is None or row.done_at is None or row.rule_id is None:
        return 0
    rule = book.book_of(work).rule(row.rule_id)
    if rule is None or not isinstance(rule.terms, Fee):
        return 0
    over = int((work.clock.wall(row.done_at) - row.ends).total_seconds() // 60)
    fen = fees.overtime(rule.terms, over)
    if fen:
        said = _("{minutes} minutes beyond the end: {rule}").format(
            minutes=over, rule=sentence(rule, book.names(work, rule))
        )
        work.insert(
            charge, booking_id=row.booking_id, occurrence_id=occurrence_id, rule_id=rule.rule_id,
            kind=ChargeKind.EXTRA, fen=fen, words=said,
        )  # fmt: skip
        work.record("booking.extra", "booking", row.booking_id, fen=fen, words=said)
    return fen


def _booking(work: Work, booking_id: int) -> Any:
    row = work.row(
        sa.select(booking.c.id, booking.c.who).where(
            booking.c.id == booking_id, booking.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("booking", booking_id)
    return row


def _charge(work: Work, charge_id: int) -> Any:
    row = work.row(sa.select(charge).where(charge.c.id == charge_id, charge.c.center_id == work.center_id))
    if row is None:
        raise NotFound("charge", charge_id)
    return row


def _receipt(work: Work, row: Any, fen: int, method: PayMethod) -> Receipt:
    year = work.clock.today().year
    work.one_at_a_time(f"receipt:{year}")
    number = int(work.value(_LAST, {"center": work.center_id, "year": year}) or 0) + 1
    ref = work.insert(
        receipt, year=year, number=number, booking_id=row.id, fen=fen, method=method, payer=row.who
    )
    return Receipt(ref, year, number, fen)


def _line(work: Work, booking_id: int, kind: ChargeKind, fen: int, words: str, receipt_id: int) -> int:
    return work.insert(
        charge, booking_id=booking_id, kind=kind, fen=fen, words=words.strip(), state=ChargeState.PAID,
        settled_at=work.clock.now(), settled_by=work.actor.account_id, receipt_id=receipt_id,
    )  # fmt: skip


def _settle(work: Work, charge_id: int, state: ChargeState, receipt_id: int) -> None:
    work.update(
        charge, charge_id, state=state, settled_at=work.clock.now(), settled_by=work.actor.account_id,
        receipt_id=receipt_id,
    )  # fmt: skip
