"""The menu of the week: set, removed, copied from the week before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.times import week_of
from neighborcenter.kit.work import Work
from neighborcenter.meals import rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.drafts import MenuDraft
from neighborcenter.meals.models import meal_menu
from neighborcenter.meals.records import stored


def set_menu(work: Work, draft: MenuDraft) -> int:
    """Say what a meal of a day is and costs; meals ordered before keep their price.  Raises Invalid."""
    work.require(Permission.MEALS_WRITE)
    refuse(rules.problems_in_menu(draft))
    values: dict[str, Any] = {
        "dishes": draft.dishes.strip(),
        "price_fen": draft.price_fen,
        "note": draft.note.strip(),
    }
    ref = _ref(work, draft)
    if ref is None:
        ref = work.insert(meal_menu, day=draft.day, meal=draft.meal, **values)
    else:
        work.update(meal_menu, ref, **values)
    work.record(
        "meals.menu", "meal_menu", ref, day=draft.day.isoformat(), kind=draft.meal.value, fen=draft.price_fen
    )
    return ref


def remove_menu(work: Work, menu_id: int) -> MenuDraft:
    """Take a meal off the menu; gives what it was.  Orders stay.  Raises NotFound."""
    work.require(Permission.MEALS_WRITE)
    row = stored(work, meal_menu, menu_id)
    work.delete(meal_menu, menu_id)
    work.record("meals.menu_removed", "meal_menu", menu_id, day=row.day.isoformat(), kind=row.meal.value)
    return MenuDraft(row.day, row.meal, row.dishes, row.price_fen, row.note)


def copy_week(work: Work, monday: date) -> tuple[int, ...]:
    """Fill what is empty in a week with the menu of the week before; gives the meals that were filled."""
    work.require(Permission.MEALS_WRITE)
    first = week_of(monday)[0]
    before = first - timedelta(days=7)
    rows = work.rows(
        sa.select(meal_menu).where(
            meal_menu.c.center_id == work.center_id,
            meal_menu.c.day >= before,
            meal_menu.c.day < first + timedelta(days=7),
        )
    )
    taken = {(row.day, row.meal) for row in rows}
    fresh = [
        {"day": row.day + timedelta(days=7), "meal": row.meal, "dishes": row.dishes,
         "price_fen": row.price_fen, "note": row.note}
        for row in rows
        if row.day < first and (row.day + timedelta(days=7), row.meal) not in taken
    ]  # fmt: skip
    made = tuple(work.insert(meal_menu, **one) for one in fresh)
    work.record("meals.menu_copied", "meal_menu", None, monday=first.isoformat(), count=len(made))
    return made


def _ref(work: Work, draft: MenuDraft) -> int | None:
    found = work.value(
        sa.select(meal_menu.c.id).where(
            meal_menu.c.center_id == work.center_id,
            meal_menu.c.day == draft.day,
            meal_menu.c.meal == draft.meal,
        )
    )
    return None if found is None else int(found)
