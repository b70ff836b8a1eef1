"""What a month of meals is made of: the meals behind one person's part, and the days behind every payer's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals import records
from neighborcenter.meals.kinds import Meal, OrderStatus, Payer
from neighborcenter.meals.models import meal_correction, meal_order, meal_rule, meal_share


@dataclass(frozen=True, slots=True)
class LineRow:
    """What one meal adds to somebody's own part of a month: its price then, and its corrections that fall into it.

    `late`: a meal of a month settled before; only its correction counts here.
    """

    order_id: int
    day: date
    meal: Meal
    status: OrderStatus
    rule: str
    fen: int
    late: bool


def lines_of(read: Read, month: Month, resident_id: int) -> tuple[LineRow, ...]:
    """The meals behind somebody's own part of a month, by day; their sum is that part.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    mine = (
        meal_order.c.center_id == read.center_id,
        meal_order.c.resident_id == resident_id,
        records.counts(),
    )
    base = sa.select(
        meal_order.c.id, meal_order.c.day, meal_order.c.meal, meal_order.c.status, meal_rule.c.name
    ).outerjoin(meal_rule, meal_rule.c.id == meal_order.c.rule_id)
    prices = base.add_columns(meal_share.c.fen).join(meal_share, meal_share.c.order_id == meal_order.c.id)
    corrections = base.add_columns(meal_correction.c.fen).join(
        meal_correction, meal_correction.c.order_id == meal_order.c.id
    )
    found: dict[int, LineRow] = {}
    for query in (
        prices.where(
            *mine, meal_order.c.day >= month.first, meal_order.c.day < month.next_first,
            meal_share.c.payer == Payer.PERSON,
        ),
        corrections.where(
            *mine, meal_correction.c.month == month.first, meal_correction.c.payer == Payer.PERSON
        ),
    ):  # fmt: skip
        for row in read.rows(query):
            before = found.get(row.id)
            fen = row.fen + (0 if before is None else before.fen)
            late = row.day < month.first
            found[row.id] = LineRow(row.id, row.day, row.meal, row.status, row.name or "", fen, late)
    places = {meal: at for at, meal in enumerate(Meal)}
    return tuple(sorted(found.values(), key=lambda one: (one.day, places[one.meal])))


@dataclass(frozen=True, slots=True)
class DayRow:
    """What the meals of one day come to, payer by payer, in fen.

    `day` None: corrections of months settled before, which count in this one.
    """

    day: date | None
    meals: int
    shares: Mapping[Payer, int]

    @property
    def full_fen(self) -> int:
        """What all payers bear together."""
        return sum(self.shares.values())


def days_of(read: Read, month: Month) -> tuple[DayRow, ...]:
    """A month day by day, corrections of earlier months last; the sums are those of `month_money`.

    Raises NotAllowed.
    """
    read.require(Permission.MEALS_VIEW)
    inside = (
        meal_order.c.center_id == read.center_id, meal_order.c.day >= month.first,
        meal_order.c.day < month.next_first, records.counts(),
    )  # fmt: skip
    counted = read.rows(
        sa.select(meal_order.c.day, sa.func.count().label("meals")).where(*inside).group_by(meal_order.c.day)
    )
    meals: dict[date | None, int] = {row.day: row.meals for row in counted}
    shares: dict[date | None, dict[Payer, int]] = defaultdict(lambda: defaultdict(int))
    for what, conditions in (
        (meal_share, inside),
        (meal_correction, (meal_correction.c.center_id == read.center_id,
                           meal_correction.c.month == month.first, records.counts())),
    ):  # fmt: skip
        for row in read.rows(
            sa.select(meal_order.c.day, what.c.payer, sa.func.sum(what.c.fen).label("fen"))
            .join(what, what.c.order_id == meal_order.c.id)
            .where(*conditions)
            .group_by(meal_order.c.day, what.c.payer)
        ):
            shares[row.day if row.day >= month.first else None][row.payer] += int(row.fen)
    days = sorted({*meals, *shares}, key=lambda day: (day is None, day or month.first))
    return tuple(DayRow(day, meals.get(day, 0), dict(shares[day])) for day in days)
