"""The stored rows as the verbs of this room handle them, and the facts an act begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit import settings
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals.kinds import Meal, OrderStatus
from neighborcenter.meals.models import (
    meal_entry,
    meal_menu,
    meal_order,
    meal_rule,
    meal_rule_share,
    meal_settlement,
)
from neighborcenter.meals.pricing import Rule, Share
from neighborcenter.meals.settings import CUTOFFS, PRICES

PART = 500
"""Ids in one statement."""
BACK = "↩"
"""A line that takes another back has this and the other's number as its note."""


def stored(read: Read, what: sa.Table, ref: int) -> Any:
    """The whole row of this center.  Raises NotFound."""
    row = read.row(sa.select(what).where(what.c.id == ref, what.c.center_id == read.center_id))
    if row is None:
        raise NotFound(what.name, ref)
    return row


def in_parts(ids: Sequence[int]) -> list[Sequence[int]]:
    """Ids in pieces that one statement takes."""
    return [ids[at : at + PART] for at in range(0, len(ids), PART)]


def back_note(ref: int) -> str:
    """The note of a line that takes another back."""
    return f"{BACK} {ref}"


def taken_back(note: str) -> int | None:
    """The line that a line with this note takes back; None when it takes none back."""
    found = re.fullmatch(rf"{BACK} (\d+)", note)
    return int(found[1]) if found is not None else None


def counts() -> sa.ColumnElement[bool]:
    """Orders that cost something: they stand, were eaten, or nobody fetched them and they are charged."""
    return sa.or_(
        meal_order.c.status.in_((OrderStatus.ORDERED, OrderStatus.SERVED)),
        sa.and_(meal_order.c.status == OrderStatus.NOT_FETCHED, meal_order.c.charged.is_(True)),
    )


def open_from(read: Read) -> date | None:
    """The first day of the first month after the settled ones; None when none is settled."""
    last = read.value(
        sa.select(sa.func.max(meal_settlement.c.month)).where(meal_settlement.c.center_id == read.center_id)
    )
    return None if last is None else Month.of(_day(last)).next_first


def _day(value: date | str) -> date:
    """The largest day comes back from SQLite as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def price_of(read: Read, day: date, meal: Meal) -> int | None:
    """The price on the menu, else the usual one; None when nobody said one."""
    on_menu = read.value(
        sa.select(meal_menu.c.price_fen).where(
            meal_menu.c.center_id == read.center_id, meal_menu.c.day == day, meal_menu.c.meal == meal
        )
    )
    if on_menu is not None:
        return int(on_menu)
    return settings.get(read, PRICES[meal]) or None


def cutoff_of(read: Read, meal: Meal) -> int:
    """Minutes after midnight until which the meal is ordered."""
    return settings.get(read, CUTOFFS[meal])


def rules_of(read: Read, since: date | None = None) -> list[Rule]:
    """The rules of the center in their order, those among them that ended before `since` left out."""
    conditions = [meal_rule.c.center_id == read.center_id]
    if since is not None:
        conditions.append(sa.or_(meal_rule.c.valid_to.is_(None), meal_rule.c.valid_to >= since))
    rows = read.rows(sa.select(meal_rule).where(*conditions).order_by(meal_rule.c.position, meal_rule.c.id))
    shares: dict[int, list[Share]] = {}
    for part in in_parts([row.id for row in rows]):
        for one in read.rows(
            sa.select(meal_rule_share)
            .where(meal_rule_share.c.rule_id.in_(part))
            .order_by(meal_rule_share.c.rule_id, meal_rule_share.c.position)
        ):
            shares.setdefault(one.rule_id, []).append(Share(one.payer, one.fen, one.percent))
    return [_rule(row, tuple(shares.get(row.id, ()))) for row in rows]


def _rule(row: Any, shares: tuple[Share, ...]) -> Rule:
    return Rule(
        row.id, row.first_id or row.id, row.kind, row.valid_from, row.valid_to, row.age_from, row.age_to,
        row.tag_id, meals_of(row.meals), row.amount_fen, row.percent, row.times, row.covered_by, row.rest_by,
        shares,
    )  # fmt: skip


def meals_of(text: str) -> frozenset[Meal]:
    """The meals a rule holds for, from how they are kept."""
    return frozenset(Meal(one) for one in text.split(",") if one)


def balance_of(read: Read, resident_id: int) -> int:
    """What is on somebody's card: the sum of its ledger."""
    return int(
        read.value(
            sa.select(sa.func.coalesce(sa.func.sum(meal_entry.c.fen), 0)).where(
                meal_entry.c.center_id == read.center_id, meal_entry.c.resident_id == resident_id
            )
        )
    )
