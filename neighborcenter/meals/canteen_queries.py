"""What the center decided about its canteen, and what waits for somebody there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import settings
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.meals import records, rules
from neighborcenter.meals.drafts import CanteenDraft
from neighborcenter.meals.kinds import Meal, OrderStatus
from neighborcenter.meals.models import meal_order
from neighborcenter.meals.settings import CHARGE_NOT_FETCHED, CUTOFFS, PRICES

NEAR = timedelta(hours=1)
"""So long before orders close the kitchen wants to know."""


def canteen(read: Read) -> CanteenDraft:
    """What the center decided, or what is usual.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    return CanteenDraft(
        {meal: settings.get(read, CUTOFFS[meal]) for meal in Meal},
        {meal: settings.get(read, PRICES[meal]) for meal in Meal},
        settings.get(read, CHARGE_NOT_FETCHED),
    )


@dataclass(frozen=True, slots=True)
class Closing:
    """A meal whose orders close within the hour."""

    day: date
    meal: Meal
    until: datetime
    ordered: int


def closing(read: Read) -> tuple[Closing, ...]:
    """The meals of today and tomorrow that close soon, with how many are ordered.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    now, today = read.clock.local(), read.clock.today()
    found = []
    for meal in Meal:
        for day in (today, today + timedelta(days=1)):
            until = rules.cutoff(day, records.cutoff_of(read, meal))
            if now <= until <= now + NEAR and (count := _ordered(read, day, meal)):
                found.append(Closing(day, meal, until, count))
    return tuple(sorted(found, key=lambda one: one.until))


def _ordered(read: Read, day: date, meal: Meal) -> int:
    return int(
        read.value(
            sa.select(sa.func.count()).where(
                meal_order.c.center_id == read.center_id, meal_order.c.day == day, meal_order.c.meal == meal,
                meal_order.c.status == OrderStatus.ORDERED,
            )
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Meals of days gone by that are neither eaten nor marked."""

    first: date
    meals: int


def unmarked(read: Read) -> Unmarked | None:
    """What nobody marked up to yesterday in the months still open; None when all is.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    since, today = records.open_from(read), read.clock.today()
    conditions = [
        meal_order.c.center_id == read.center_id, meal_order.c.day < today,
        meal_order.c.status == OrderStatus.ORDERED,
    ]  # fmt: skip
    if since is not None:
        conditions.append(meal_order.c.day >= since)
    row = read.row(
        sa.select(
            sa.type_coerce(sa.func.min(meal_order.c.day), meal_order.c.day.type).label("first"),
            sa.func.count().label("meals"),
        ).where(*conditions)
    )
    return None if row is None or not row.meals else Unmarked(row.first, row.meals)


def unsettled(read: Read) -> Month | None:
    """The first month that is over, has meals and is not settled.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    since = records.open_from(read)
    this_month = Month.of(read.clock.today())
    conditions = [
        meal_order.c.center_id == read.center_id,
        meal_order.c.day < this_month.first,
        records.counts(),
    ]
    if since is not None:
        conditions.append(meal_order.c.day >= since)
    row = read.row(
        sa.select(sa.type_coerce(sa.func.min(meal_order.c.day), meal_order.c.day.type).label("first")).where(
            *conditions
        )
    )
    return None if row is None or row.first is None else Month.of(row.first)
