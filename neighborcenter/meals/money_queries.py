"""What a month of meals comes to, person by person and payer by payer; balances and their ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals import records
from neighborcenter.meals.kinds import EntryKind, OrderStatus, Payer, PayMethod
from neighborcenter.meals.models import (
    meal_correction,
    meal_entry,
    meal_order,
    meal_payment,
    meal_settlement,
    meal_settlement_line,
    meal_share,
)
from neighborcenter.people.models import resident


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """What one person's meals of a month come to, and what is paid of the person's own part.  Fen."""

    id: int
    name: str
    meals: int
    shares: Mapping[Payer, int]
    corrected_fen: int
    paid_fen: int
    balance_fen: int

    @property
    def full_fen(self) -> int:
        """What all payers bear together."""
        return sum(self.shares.values())

    @property
    def due_fen(self) -> int:
        """What the person bears."""
        return self.shares.get(Payer.PERSON, 0)

    @property
    def open_fen(self) -> int:
        """What the person has not paid yet; below zero: the person gets it back."""
        return self.due_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """A month: running, or settled once and for all."""

    month: Month
    settlement_id: int | None
    closed_at: datetime | None
    people: tuple[PersonMonth, ...]
    waiting: int
    """Meals that are neither eaten nor marked."""
    waiting_from: date | None
    """The day of the first of them."""

    @property
    def is_closed(self) -> bool:
        """Whether it is settled."""
        return self.settlement_id is not None

    @property
    def payers(self) -> dict[Payer, int]:
        """What every payer bears."""
        found = dict.fromkeys(Payer, 0)
        for one in self.people:
            for payer, fen in one.shares.items():
                found[payer] += fen
        return found

    @property
    def meals(self) -> int:
        """How many meals."""
        return sum(one.meals for one in self.people)

    @property
    def open_fen(self) -> int:
        """What people still owe."""
        return sum(one.open_fen for one in self.people)


@dataclass(slots=True)
class Sum:
    """One person's month while it is added up."""

    meals: int = 0
    corrected: dict[Payer, int] = field(default_factory=lambda: defaultdict(int))
    shares: dict[Payer, int] = field(default_factory=lambda: defaultdict(int))


def month_money(read: Read, month: Month) -> MonthMoney:
    """What a month comes to: as it was settled, else as it stands now.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    row = read.row(
        sa.select(meal_settlement.c.id, meal_settlement.c.created_at).where(
            meal_settlement.c.center_id == read.center_id, meal_settlement.c.month == month.first
        )
    )
    sums = running(read, month) if row is None else _settled(read, row.id)
    paid = {} if row is None else _paid(read, row.id)
    names, balances = _names(read, list(sums)), balances_of(read)
    people = tuple(
        PersonMonth(
            ref, names[ref][0], one.meals, dict(one.shares), sum(one.corrected.values()), paid.get(ref, 0),
            balances.get(ref, 0),
        )
        for ref, one in sorted(sums.items(), key=lambda pair: (names[pair[0]][1], pair[0]))
    )  # fmt: skip
    open_meals = waiting(read, month)
    return MonthMoney(
        month, None if row is None else row.id, None if row is None else row.created_at, people,
        len(open_meals), open_meals[0] if open_meals else None,
    )  # fmt: skip


def running(read: Read, month: Month) -> dict[int, Sum]:
    """A month as it stands: fixed prices of the meals that count, and corrections that fall into it."""
    found: dict[int, Sum] = defaultdict(Sum)
    within = (
        meal_order.c.center_id == read.center_id,
        meal_order.c.day >= month.first,
        meal_order.c.day < month.next_first,
        records.counts(),
    )
    for row in read.rows(
        sa.select(meal_order.c.resident_id, sa.func.count().label("meals"))
        .where(*within)
        .group_by(meal_order.c.resident_id)
    ):
        found[row.resident_id].meals = row.meals
    for row in read.rows(
        sa.select(meal_order.c.resident_id, meal_share.c.payer, sa.func.sum(meal_share.c.fen).label("fen"))
        .join(meal_share, meal_share.c.order_id == meal_order.c.id)
        .where(*within)
        .group_by(meal_order.c.resident_id, meal_share.c.payer)
    ):
        found[row.resident_id].shares[row.payer] += int(row.fen)
    for row in read.rows(
        sa.select(
            meal_order.c.resident_id,
            meal_correction.c.payer,
            (meal_order.c.day < month.first).label("late"),
            sa.func.sum(meal_correction.c.fen).label("fen"),
        )
        .join(meal_order, meal_order.c.id == meal_correction.c.order_id)
        .where(
            meal_correction.c.center_id == read.center_id,
            meal_correction.c.month == month.first,
            records.counts(),
        )
        .group_by(meal_order.c.resident_id, meal_correction.c.payer, sa.text("late"))
    ):
        one = found[row.resident_id]
        one.shares[row.payer] += int(row.fen)
        if row.late:
            one.corrected[row.payer] += int(row.fen)
    return found


def waiting(read: Read, month: Month) -> tuple[date, ...]:
    """The days of the meals of a month that are neither eaten nor marked, in order."""
    rows = read.rows(
        sa.select(meal_order.c.day)
        .where(
            meal_order.c.center_id == read.center_id,
            meal_order.c.day >= month.first,
            meal_order.c.day < month.next_first,
            meal_order.c.status == OrderStatus.ORDERED,
        )
        .order_by(meal_order.c.day)
    )
    return tuple(row.day for row in rows)


def _settled(read: Read, settlement_id: int) -> dict[int, Sum]:
    found: dict[int, Sum] = defaultdict(Sum)
    for row in read.rows(
        sa.select(meal_settlement_line).where(meal_settlement_line.c.settlement_id == settlement_id)
    ):
        one = found[row.resident_id]
        one.meals += row.meals
        one.shares[row.payer] += row.fen
        one.corrected[row.payer] += row.corrected_fen
    return found


def _paid(read: Read, settlement_id: int) -> dict[int, int]:
    rows = read.rows(
        sa.select(meal_payment.c.resident_id, sa.func.sum(meal_payment.c.fen).label("fen"))
        .where(meal_payment.c.settlement_id == settlement_id)
        .group_by(meal_payment.c.resident_id)
    )
    return {row.resident_id: int(row.fen) for row in rows}


def _names(read: Read, ids: list[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for part in records.in_parts(ids):
        for row in read.rows(
            sa.select(resident.c.id, resident.c.name, resident.c.name_sort).where(resident.c.id.in_(part))
        ):
            found[row.id] = (row.name, row.name_sort)
    return found


def balances_of(read: Read) -> dict[int, int]:
    """What is on every card: the sum of its ledger."""
    rows = read.rows(
        sa.select(meal_entry.c.resident_id, sa.func.sum(meal_entry.c.fen).label("fen"))
        .where(meal_entry.c.center_id == read.center_id)
        .group_by(meal_entry.c.resident_id)
    )
    return {row.resident_id: int(row.fen) for row in rows}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a card's ledger, with the balance after it."""

    id: int
    day: date
    kind: EntryKind
    fen: int
    method: str
    note: str
    after_fen: int


def ledger_of(read: Read, resident_id: int) -> tuple[EntryRow, ...]:
    """The ledger of one card, newest first.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    rows = read.rows(
        sa.select(meal_entry)
        .where(meal_entry.c.center_id == read.center_id, meal_entry.c.resident_id == resident_id)
        .order_by(meal_entry.c.id)
    )
    found, balance = [], 0
    for row in rows:
        balance += row.fen
        found.append(EntryRow(row.id, row.day, row.kind, row.fen, row.method, row.note, balance))
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment of a settled month."""

    id: int
    method: PayMethod
    fen: int
    note: str
    day: date
    takes_back: int | None
    """The payment this one takes back."""


def payments_of(read: Read, settlement_id: int, resident_id: int) -> tuple[PaymentRow, ...]:
    """What somebody paid of a month, in order.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    rows = read.rows(
        sa.select(meal_payment)
        .where(
            meal_payment.c.settlement_id == settlement_id,
            meal_payment.c.resident_id == resident_id,
            meal_payment.c.center_id == read.center_id,
        )
        .order_by(meal_payment.c.id)
    )
    return tuple(
        PaymentRow(
            row.id, row.method, row.fen, row.note, read.clock.wall(row.created_at).date(),
            records.taken_back(row.note),
        )
        for row in rows
    )  # fmt: skip
