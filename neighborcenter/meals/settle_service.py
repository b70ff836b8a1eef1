"""The end of a month: settled once, then paid; and the prepaid cards."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.meals import money_queries, records, rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.drafts import PaymentDraft, TopUpDraft
from neighborcenter.meals.kinds import EntryKind, Payer, PayMethod
from neighborcenter.meals.models import (
    meal_correction,
    meal_entry,
    meal_order,
    meal_payment,
    meal_settlement,
    meal_settlement_line,
)
from neighborcenter.people import records as people


def settle(work: Work, month: Month) -> int:
    """Settle a month that is over, once and for all; gives the settlement's id.

    Raises Invalid while it runs, while meals are unmarked, while a month before is open, or when it is settled.
    """
    work.require(Permission.MEALS_SETTLE)
    work.one_at_a_time("meals.settle")
    first = records.open_from(work)
    if first is not None and month.first < first:
        raise Invalid(Problem("month", "meals.settled_already"))
    earlier = _earlier(work, month)
    refuse(
        rules.problems_in_closing(
            month.next_first, work.clock.today(), len(money_queries.waiting(work, month)), earlier
        )
    )
    sums = money_queries.running(work, month)
    full = sum(sum(one.shares.values()) for one in sums.values())
    meals = sum(one.meals for one in sums.values())
    ref = work.insert(meal_settlement, month=month.first, meals=meals, full_fen=full)
    work.insert_many(
        meal_settlement_line,
        [
            {"settlement_id": ref, "resident_id": person, "payer": payer,
             "meals": one.meals if payer is Payer.PERSON else 0, "fen": one.shares.get(payer, 0),
             "corrected_fen": one.corrected.get(payer, 0)}
            for person, one in sorted(sums.items())
            for payer in Payer
            if payer is Payer.PERSON or one.shares.get(payer) or one.corrected.get(payer)
        ],
    )  # fmt: skip
    work.record("meals.settle", "meal_settlement", ref, month=str(month), count=meals, fen=full)
    return ref


def pay(work: Work, draft: PaymentDraft) -> int:
    """Take somebody's part of a settled month, or give back what was too much; gives the payment's id.

    From the card it leaves a line in the card's ledger.  Raises Invalid, NotFound.
    """
    work.require(Permission.MEALS_ORDER)
    row = records.stored(work, meal_settlement, draft.settlement_id)
    person = people.kept_under(work, draft.resident_id) or 0
    work.one_at_a_time(f"meals.card.{person}")
    due, paid = _due(work, row.id, person), _paid(work, row.id, person)
    balance = records.balance_of(work, person)
    refuse(rules.problems_in_payment(draft, due - paid, balance))
    fen = due - paid if draft.fen is None else draft.fen
    ref = work.insert(
        meal_payment,
        settlement_id=row.id,
        resident_id=person,
        method=draft.method,
        fen=fen,
        note=draft.note.strip(),
    )
    if draft.method is PayMethod.BALANCE:
        _enter(work, person, EntryKind.CHARGE, -fen, payment_id=ref, note=f"{row.month:%Y-%m}")
    work.record(
        "meals.paid", "meal_payment", ref, resident=person, month=f"{row.month:%Y-%m}", fen=fen,
        method=draft.method.value,
    )  # fmt: skip
    return ref


def take_back_payment(work: Work, payment_id: int) -> int:
    """Take a payment back by an opposite line; gives that line's id.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    row = records.stored(work, meal_payment, payment_id)
    work.one_at_a_time(f"meals.card.{row.resident_id}")
    mark = records.back_note(payment_id)
    if records.taken_back(row.note) is not None or _noted(work, row, mark):
        raise Invalid(Problem("", "meals.taken_back_already"))
    ref = work.insert(
        meal_payment,
        settlement_id=row.settlement_id,
        resident_id=row.resident_id,
        method=row.method,
        fen=-row.fen,
        note=mark,
    )
    if row.method is PayMethod.BALANCE:
        _enter(work, row.resident_id, EntryKind.BACK, row.fen, payment_id=ref)
    work.record("meals.payment_back", "meal_payment", payment_id, resident=row.resident_id, fen=row.fen)
    return ref


def top_up(work: Work, draft: TopUpDraft) -> int:
    """Put money onto a prepaid card, or with a negative sum pay it out; gives the line's id.  Raises Invalid."""
    work.require(Permission.MEALS_ORDER)
    person = people.kept_under(work, draft.resident_id)
    work.one_at_a_time(f"meals.card.{person}")
    refuse(rules.problems_in_top_up(draft, 0 if person is None else records.balance_of(work, person)))
    kind = EntryKind.TOP_UP if draft.fen > 0 else EntryKind.REFUND
    ref = _enter(work, person or 0, kind, draft.fen, method=draft.method.value, note=draft.note.strip())
    work.record("meals.top_up", "meal_entry", ref, resident=person, fen=draft.fen, method=draft.method.value)
    return ref


def take_back_top_up(work: Work, entry_id: int) -> int:
    """Take a top-up or a paying out back by an opposite line; gives that line's id.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    row = records.stored(work, meal_entry, entry_id)
    work.one_at_a_time(f"meals.card.{row.resident_id}")
    mark = records.back_note(entry_id)
    again = work.value(
        sa.select(meal_entry.c.id).where(
            meal_entry.c.resident_id == row.resident_id, meal_entry.c.note == mark
        )
    )
    if (
        again is not None
        or records.taken_back(row.note) is not None
        or row.kind not in (EntryKind.TOP_UP, EntryKind.REFUND)
    ):
        raise Invalid(Problem("", "meals.taken_back_already"))
    balance = records.balance_of(work, row.resident_id)
    if row.fen > balance:
        raise Invalid(Problem("fen", "meals.balance_short", {"balance": yuan(balance)}))
    kind = EntryKind.REFUND if row.fen > 0 else EntryKind.TOP_UP
    ref = _enter(work, row.resident_id, kind, -row.fen, method=row.method, note=mark)
    work.record("meals.top_up_back", "meal_entry", entry_id, resident=row.resident_id, fen=row.fen)
    return ref


def _enter(work: Work, person: int, kind: EntryKind, fen: int, **values: Any) -> int:
    return work.insert(meal_entry, resident_id=person, kind=kind, fen=fen, day=work.clock.today(), **values)


def _due(work: Work, settlement_id: int, person: int) -> int:
    line = meal_settlement_line
    return int(
        work.value(
            sa.select(sa.func.coalesce(sa.func.sum(line.c.fen), 0)).where(
                line.c.settlement_id == settlement_id,
                line.c.resident_id == person,
                line.c.payer == Payer.PERSON,
            )
        )
    )


def _paid(work: Work, settlement_id: int, person: int) -> int:
    return int(
        work.value(
            sa.select(sa.func.coalesce(sa.func.sum(meal_payment.c.fen), 0)).where(
                meal_payment.c.settlement_id == settlement_id, meal_payment.c.resident_id == person
            )
        )
    )


def _noted(work: Work, row: Any, mark: str) -> bool:
    return (
        work.value(
            sa.select(meal_payment.c.id).where(
                meal_payment.c.settlement_id == row.settlement_id,
                meal_payment.c.resident_id == row.resident_id,
                meal_payment.c.note == mark,
            )
        )
        is not None
    )


def _earlier(work: Work, month: Month) -> str:
    """The first month before this one that has meals or corrections and is open; empty for none."""
    first = records.open_from(work)
    found = []
    for column, what in ((meal_order.c.day, meal_order), (meal_correction.c.month, meal_correction)):
        conditions = [what.c.center_id == work.center_id, column < month.first]
        if first is not None:
            conditions.append(column >= first)
        day = work.row(sa.select(column).where(*conditions).order_by(column).limit(1))
        found += [] if day is None else [day[0]]
    return str(Month.of(min(found))) if found else ""
