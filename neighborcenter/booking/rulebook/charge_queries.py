"""Questions about money: lines of charges, receipts, what is still to be paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.rulebook.kinds import ChargeKind, ChargeState
from neighborcenter.booking.rulebook.models import charge, receipt
from neighborcenter.booking.rulebook.queries import between
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A line of charges with its booking; amounts in fen."""

    id: int
    booking_id: int
    title: str
    who: str
    kind: ChargeKind
    fen: int
    words: str
    state: ChargeState
    due_on: date | None
    day: datetime | None
    settled_at: datetime | None
    receipt: str
    note: str
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt as it is printed."""

    id: int
    number: str
    booking_id: int
    fen: int
    method: str
    payer: str
    at: datetime
    by: str
    lines: tuple[ChargeRow, ...]


@dataclass(frozen=True, slots=True)
class ChargeFilter:
    """Which lines: of one booking, in which states, made from `first` to `last`, both included."""

    booking_id: int | None = None
    states: tuple[ChargeState, ...] = ()
    first: date | None = None
    last: date | None = None


def charges(read: Read, wanted: ChargeFilter = ChargeFilter()) -> list[ChargeRow]:
    """Lines of charges, those due first on top."""
    read.require(Permission.BOOKING_VIEW)
    where = [
        charge.c.center_id == read.center_id,
        *between(read, charge.c.created_at, wanted.first, wanted.last),
    ]
    if wanted.booking_id is not None:
        where.append(charge.c.booking_id == wanted.booking_id)
    if wanted.states:
        where.append(charge.c.state.in_(wanted.states))
    rows = read.rows(_CHARGES.where(*where).order_by(charge.c.due_on.is_(None), charge.c.due_on, charge.c.id))
    return [_charge_row(r) for r in rows]


def booking_receipts(read: Read, booking_id: int) -> list[ReceiptRow]:
    """The receipts of a booking with their lines, oldest first."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(
        sa.select(receipt, account.c.name.label("by"))
        .outerjoin(account, account.c.id == receipt.c.created_by)
        .where(receipt.c.center_id == read.center_id, receipt.c.booking_id == booking_id)
        .order_by(receipt.c.id)
    )
    lines: dict[int, list[ChargeRow]] = {}
    for r in read.rows(
        _CHARGES.where(charge.c.booking_id == booking_id, charge.c.receipt_id.is_not(None)).order_by(
            charge.c.id
        )
    ):
        lines.setdefault(r.receipt_id, []).append(_charge_row(r))
    return [
        ReceiptRow(
            r.id, _number(r.year, r.number), r.booking_id, r.fen, r.method.value, r.payer, r.created_at, r.by or "",
            tuple(lines.get(r.id, ())),
        )
        for r in rows
    ]  # fmt: skip


def open_fen(read: Read, booking_ids: Sequence[int]) -> dict[int, int]:
    """What is still to be paid for these bookings, in fen; those with nothing open are left out."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(
        sa.select(charge.c.booking_id, sa.func.sum(charge.c.fen))
        .where(charge.c.booking_id.in_(list(booking_ids)), charge.c.state == ChargeState.OPEN)
        .group_by(charge.c.booking_id)
    )
    return {row[0]: int(row[1]) for row in rows}


_CHARGES = (
    sa.select(
        charge,
        booking.c.title,
        booking.c.who,
        occurrence.c.starts.label("day"),
        receipt.c.year,
        receipt.c.number,
    )
    .select_from(
        charge.join(booking, booking.c.id == charge.c.booking_id)
        .outerjoin(occurrence, occurrence.c.id == charge.c.occurrence_id)
        .outerjoin(receipt, receipt.c.id == charge.c.receipt_id)
    )
)  # fmt: skip


def _charge_row(r: Any) -> ChargeRow:
    number = "" if r.receipt_id is None else _number(r.year, r.number)
    return ChargeRow(
        r.id, r.booking_id, r.title, r.who, r.kind, r.fen, r.words, r.state, r.due_on, r.day, r.settled_at, number,
        r.note, r.receipt_id,
    )  # fmt: skip


def _number(year: int, number: int) -> str:
    return f"{year}-{number:04d}"
