"""Orders: made, cancelled, taken back, marked as eaten or not fetched, handed to who carries them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import settings
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.meals import placing, records, repricing, rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.drafts import CarryDraft, EaterDraft, OrderDraft
from neighborcenter.meals.kinds import OrderStatus
from neighborcenter.meals.models import meal_eater, meal_order, meal_place
from neighborcenter.meals.settings import CHARGE_NOT_FETCHED
from neighborcenter.people import records as people


def order(work: Work, drafts: Sequence[OrderDraft]) -> tuple[int, ...]:
    """Order meals, all or none; gives the ids.  The price is fixed with each.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    made = placing.place(work, drafts, OrderStatus.ORDERED)
    work.record(
        "meals.order", "meal_order", made[0] if len(made) == 1 else None, count=len(made),
        resident=drafts[0].resident_id if len({one.resident_id for one in drafts}) == 1 else None,
        first=min(one.day for one in drafts).isoformat(), last=max(one.day for one in drafts).isoformat(),
    )  # fmt: skip
    return made


def note_eaten(work: Work, drafts: Sequence[OrderDraft]) -> tuple[int, ...]:
    """Enter meals that were eaten without an order, today or on a day of a month still open; gives the ids.

    Raises Invalid, NotFound.
    """
    work.require(Permission.MEALS_ORDER)
    if any(one.day < work.clock.today() for one in drafts):
        work.require(Permission.MEALS_WRITE)
    made = placing.place(work, drafts, OrderStatus.SERVED)
    work.record("meals.noted", "meal_order", made[0] if len(made) == 1 else None, count=len(made))
    return made


def cancel(work: Work, order_id: int) -> None:
    """Cancel an order while the kitchen has not begun; free meals of the month move up.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    row = _open_order(work, order_id)
    refuse(rules.problems_in_move(row.status, OrderStatus.CANCELLED, row.day, work.clock.today()))
    minutes = records.cutoff_of(work, row.meal)
    if not work.may(Permission.MEALS_WRITE):
        refuse(rules.problems_in_cancel(row.day, minutes, work.clock.local()))
    work.update(meal_order, order_id, status=OrderStatus.CANCELLED)
    work.execute(meal_place.delete().where(meal_place.c.order_id == order_id))
    repricing.reprice(work, [(row.resident_id, Month.of(row.day))], _("Order canceled"))
    work.record(
        "meals.cancel", "meal_order", order_id, resident=row.resident_id, day=row.day.isoformat(),
        kind=row.meal.value,
    )  # fmt: skip


def restore(work: Work, order_id: int) -> None:
    """Take a cancellation back.  Raises Invalid when the meal was ordered anew meanwhile, NotFound."""
    work.require(Permission.MEALS_ORDER)
    row = _open_order(work, order_id)
    if row.status is not OrderStatus.CANCELLED:
        raise Invalid(Problem("", "meals.wrong_move"))
    if placing.taken(work, [(row.resident_id, row.day, row.meal)]):
        raise Invalid(Problem("resident_id", "meals.ordered_already"))
    work.update(meal_order, order_id, status=OrderStatus.ORDERED)
    placing.take(work, [(row.resident_id, row.day, row.meal, order_id)])
    repricing.reprice(work, [(row.resident_id, Month.of(row.day))], _("Order taken up again"))
    work.record(
        "meals.restore", "meal_order", order_id, resident=row.resident_id, day=row.day.isoformat(),
        kind=row.meal.value,
    )  # fmt: skip


def mark(work: Work, order_ids: Sequence[int], status: OrderStatus) -> tuple[tuple[int, OrderStatus], ...]:
    """Say that meals were eaten, not fetched, or neither yet; gives what each was before, to take it back.

    Raises Invalid for a move that makes no sense or a settled month, NotFound.
    """
    work.require(Permission.MEALS_ORDER)
    if not order_ids:
        raise Invalid(Problem("", "meals.nothing_chosen"))
    today, charged = work.clock.today(), True
    if status is OrderStatus.NOT_FETCHED:
        charged = settings.get(work, CHARGE_NOT_FETCHED)
    before = []
    touched: set[repricing.Key] = set()
    for ref in order_ids:
        row = _open_order(work, ref)
        if row.status is status:
            continue
        if status is OrderStatus.CANCELLED:
            raise Invalid(Problem("", "meals.wrong_move"))
        refuse(rules.problems_in_move(row.status, status, row.day, today))
        if row.status is OrderStatus.CANCELLED:
            raise Invalid(Problem("", "meals.wrong_move"))
        served = work.clock.now() if status is OrderStatus.SERVED else None
        work.update(meal_order, ref, status=status, charged=charged, served_at=served)
        before.append((ref, row.status))
        if row.charged != charged:
            touched.add((row.resident_id, Month.of(row.day)))
    repricing.reprice(work, touched, _("Meal not charged"))
    work.record("meals.mark", "meal_order", order_ids[0] if len(order_ids) == 1 else None,
                count=len(before), status=status.value)  # fmt: skip
    return tuple(before)


def unmark(work: Work, before: Sequence[tuple[int, OrderStatus]]) -> None:
    """Put orders back to what `mark` found.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    for status in {was for _ref, was in before}:
        mark(work, [ref for ref, was in before if was is status], status)


def carry(work: Work, draft: CarryDraft) -> tuple[CarryDraft, ...]:
    """Say who takes meals to their doors; gives who it was before, to take it back.

    Orders eaten at the canteen are refused.  Raises Invalid, NotFound.
    """
    work.require(Permission.MEALS_ORDER)
    refuse(rules.problems_in_carry(draft))
    before = []
    for ref in draft.order_ids:
        row = _open_order(work, ref)
        if not row.deliver:
            raise Invalid(Problem("", "meals.not_delivered"))
        work.update(meal_order, ref, volunteer_id=draft.volunteer_id, deliverer=draft.deliverer.strip())
        before.append(CarryDraft((ref,), row.volunteer_id, row.deliverer))
    work.record(
        "meals.carry", "meal_order", None, count=len(draft.order_ids), volunteer=draft.volunteer_id,
        name=draft.deliverer.strip(),
    )  # fmt: skip
    return tuple(before)


def set_eater(work: Work, draft: EaterDraft, *, orders_too: bool = True) -> None:
    """Keep what is usual for somebody; orders of today and later follow unless told otherwise.  Raises NotFound."""
    work.require(Permission.MEALS_ORDER)
    person = people.kept_under(work, draft.resident_id)
    values: dict[str, Any] = {
        "diet": draft.diet.strip(),
        "deliver": draft.deliver,
        "address": draft.address.strip(),
        "line": draft.line.strip(),
        "fetched_by": draft.fetched_by.strip(),
    }
    done = work.execute(meal_eater.update().where(meal_eater.c.resident_id == person).values(**values))
    if done.rowcount == 0:
        work.insert(meal_eater, resident_id=person, **values)
    if orders_too:
        if draft.deliver and not values["address"]:
            values["address"] = placing.home_of(work, person or 0)
        work.execute(
            meal_order.update()
            .where(
                meal_order.c.center_id == work.center_id,
                meal_order.c.resident_id == person,
                meal_order.c.day >= work.clock.today(),
                meal_order.c.status == OrderStatus.ORDERED,
            )
            .values(**values)
        )
    work.record("meals.eater", "resident", person, resident=person)


def _open_order(work: Work, ref: int) -> Any:
    """An order of a month that is not settled.  Raises NotFound, Invalid."""
    row = records.stored(work, meal_order, ref)
    first = records.open_from(work)
    if first is not None and row.day < first:
        raise Invalid(Problem("", "meals.month_closed", {"month": f"{row.day:%Y-%m}"}))
    return row
