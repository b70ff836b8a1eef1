"""Fixing the prices of orders, and correcting fixed ones by lines that can be followed back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read, Work
from neighborcenter.meals import records
from neighborcenter.meals.kinds import Payer
from neighborcenter.meals.models import meal_correction, meal_order, meal_share
from neighborcenter.meals.pricing import Eaten, Priced, price_month
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident

Key = tuple[int, Month]
"""One person, one month: what monthly rules look at."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many orders cost something else now, and by how much more the people pay together, in fen."""

    orders: int = 0
    person_fen: int = 0


def reprice(work: Work, keys: Iterable[Key], reason: str = "") -> Corrected:
    """Fix what has no price yet and correct what costs something else now; says what was corrected.

    Part of verbs.  A settled month gets no line: its corrections count in the first month that is open.
    """
    wanted = set(keys)
    if not wanted:
        return Corrected()
    orders = _orders(work, wanted)
    first = min(month.first for _person, month in wanted)
    rules = records.rules_of(work, first)
    known = _known(work, [row.id for rows in orders.values() for row in rows])
    open_from = records.open_from(work)
    shares: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    changed = 0
    for (_person, month), rows in orders.items():
        counts_in = month.first if open_from is None else max(month.first, open_from)
        for row, priced in zip(rows, price_month([_eaten(row) for row in rows], rules), strict=True):
            before = known.get(row.id)
            if before is None:
                shares += [
                    {"order_id": row.id, "payer": one, "fen": fen} for one, fen in _kept(priced).items()
                ]
            else:
                found = _differences(before, priced)
                changed += bool(found)
                lines += [
                    {"order_id": row.id, "month": counts_in, "payer": payer, "fen": fen,
                     "rule_id": priced.rule_id, "reason": reason}
                    for payer, fen in found.items()
                ]  # fmt: skip
            if row.rule_id != priced.rule_id:
                work.execute(
                    meal_order.update().where(meal_order.c.id == row.id).values(rule_id=priced.rule_id)
                )
    work.insert_many(meal_share, shares)
    work.insert_many(meal_correction, lines)
    more = sum(line["fen"] for line in lines if line["payer"] is Payer.PERSON)
    return Corrected(changed, more)


def months_since(read: Read, since: date) -> set[Key]:
    """Every person and month with a meal on or after a day; whose data were removed are left in peace."""
    rows = read.rows(
        sa.select(meal_order.c.resident_id, meal_order.c.day)
        .join(resident, resident.c.id == meal_order.c.resident_id)
        .where(
            meal_order.c.center_id == read.center_id,
            meal_order.c.day >= since,
            resident.c.status != ResidentStatus.REMOVED,
        )
        .distinct()
    )
    return {(row.resident_id, Month.of(row.day)) for row in rows}


def _orders(work: Work, keys: set[Key]) -> dict[Key, list[Any]]:
    """The orders that count, by person and month, in the order in which they were made."""
    people = sorted({person for person, _month in keys})
    first = min(month.first for _person, month in keys)
    end = max(month.next_first for _person, month in keys)
    found: dict[Key, list[Any]] = defaultdict(list)
    for part in records.in_parts(people):
        for row in work.rows(
            sa.select(
                meal_order.c.id, meal_order.c.resident_id, meal_order.c.day, meal_order.c.meal,
                meal_order.c.full_fen, meal_order.c.age, meal_order.c.tags, meal_order.c.rule_id,
            )
            .where(
                meal_order.c.center_id == work.center_id, meal_order.c.resident_id.in_(part),
                meal_order.c.day >= first, meal_order.c.day < end, records.counts(),
            )
            .order_by(meal_order.c.id)
        ):  # fmt: skip
            key = (row.resident_id, Month.of(row.day))
            if key in keys:
                found[key].append(row)
    return found


def _eaten(row: Any) -> Eaten:
    tags = frozenset(int(one) for one in row.tags.split(",") if one)
    return Eaten(row.id, row.day, row.meal, row.full_fen, row.age, tags)


def _known(work: Work, ids: list[int]) -> dict[int, dict[Payer, int]]:
    """What each order costs whom by now; orders without a price are not in it."""
    found: dict[int, dict[Payer, int]] = {}
    for part in records.in_parts(ids):
        for what in (meal_share, meal_correction):
            for row in work.rows(
                sa.select(what.c.order_id, what.c.payer, what.c.fen).where(what.c.order_id.in_(part))
            ):
                parts = found.setdefault(row.order_id, defaultdict(int))
                parts[row.payer] += row.fen
    return found


def _kept(priced: Priced) -> dict[Payer, int]:
    """What is written down: the person's part always, so that a free meal has its price too."""
    return {Payer.PERSON: priced.person_fen} | dict(priced.shares)


def _differences(before: dict[Payer, int], priced: Priced) -> dict[Payer, int]:
    after = priced.shares
    payers = [payer for payer in Payer if payer in before or payer in after]
    deltas = {payer: after.get(payer, 0) - before.get(payer, 0) for payer in payers}
    return {payer: fen for payer, fen in deltas.items() if fen}
