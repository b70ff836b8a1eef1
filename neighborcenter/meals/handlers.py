"""What the canteen does when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.meals import records, repricing
from neighborcenter.meals.kinds import OrderStatus
from neighborcenter.meals.models import meal_eater, meal_order, meal_place, meal_standing
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged


def on_residents_merged(work: Work, event: ResidentsMerged) -> None:
    """One person eats one lunch: of two open orders for a meal the one that lost its place is cancelled.

    What was eaten twice stays as it was.  Monthly rules are looked at anew for the one person.
    """
    first = records.open_from(work)
    rows = work.rows(
        sa.select(
            meal_order.c.id, meal_order.c.day, meal_order.c.meal, meal_order.c.status, meal_place.c.order_id
        )
        .outerjoin(meal_place, meal_place.c.order_id == meal_order.c.id)
        .where(
            meal_order.c.center_id == work.center_id,
            meal_order.c.resident_id == event.keep,
            meal_order.c.status != OrderStatus.CANCELLED,
        )
    )
    for row in rows:
        if row.order_id is None and row.status is OrderStatus.ORDERED:
            work.update(meal_order, row.id, status=OrderStatus.CANCELLED)
            work.record(
                "meals.merged_away", "meal_order", row.id, day=row.day.isoformat(), kind=row.meal.value
            )
    months = {Month.of(row.day) for row in rows if first is None or row.day >= first}
    repricing.reprice(work, {(event.keep, month) for month in months}, _("Two records were one person"))


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank addresses and diets of somebody whose data were removed, and end what is ordered; money stays."""
    ref = event.resident_id
    today = work.clock.today()
    work.execute(meal_eater.delete().where(meal_eater.c.resident_id == ref))
    work.execute(
        meal_standing.delete().where(
            meal_standing.c.resident_id == ref,
            ~sa.exists().where(meal_order.c.standing_id == meal_standing.c.id),
        )
    )
    work.execute(
        meal_standing.update()
        .where(meal_standing.c.resident_id == ref)
        .values(last_day=sa.case((meal_standing.c.first_day > today, meal_standing.c.first_day), else_=today))
    )
    coming = sa.select(meal_order.c.id).where(
        meal_order.c.resident_id == ref, meal_order.c.day > today, meal_order.c.status == OrderStatus.ORDERED
    )
    work.execute(meal_place.delete().where(meal_place.c.order_id.in_(coming)))
    work.execute(
        meal_order.update()
        .where(meal_order.c.resident_id == ref, meal_order.c.day > today)
        .where(meal_order.c.status == OrderStatus.ORDERED)
        .values(status=OrderStatus.CANCELLED)
    )
    work.execute(
        meal_order.update()
        .where(meal_order.c.resident_id == ref)
        .values(address="", fetched_by="", diet="", note="", tags="", age=None)
    )
