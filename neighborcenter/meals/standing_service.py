"""Standing orders: made, ended, and entered as orders for the days ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries as center
from neighborcenter.center.drafts import DayKind
from neighborcenter.center.rules import day_kind
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.meals import order_service, placing, records, rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.drafts import OrderDraft, StandingDraft
from neighborcenter.meals.kinds import OrderStatus
from neighborcenter.meals.models import meal_order, meal_standing
from neighborcenter.people import records as people

DAYS_AHEAD = 13
"""How far standing orders are entered by themselves: this week and the next."""


def add_standing(work: Work, draft: StandingDraft) -> int:
    """Let somebody eat on the same weekdays until it is ended; gives its id.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    refuse(rules.problems_in_standing(draft, work.clock.today()))
    person = people.kept_under(work, draft.resident_id)
    if any(_overlaps(row, draft) for row in _of(work, person, draft)):
        raise Invalid(Problem("weekdays", "meals.standing_twice"))
    weekdays = tuple(sorted(set(draft.weekdays)))
    ref = work.insert(
        meal_standing,
        resident_id=person,
        meal=draft.meal,
        weekdays=",".join(str(day) for day in weekdays),
        first_day=draft.first_day,
        last_day=draft.last_day,
    )
    work.record(
        "meals.standing", "meal_standing", ref, resident=person, kind=draft.meal.value,
        first=draft.first_day.isoformat(),
    )  # fmt: skip
    return ref


def end_standing(work: Work, standing_id: int, last_day: date) -> tuple[date | None, tuple[int, ...]]:
    """End a standing order; what it ordered after that day and can still be cancelled is cancelled.

    Gives the last day it had, and the orders that were cancelled.  Raises Invalid, NotFound.
    """
    work.require(Permission.MEALS_ORDER)
    row = records.stored(work, meal_standing, standing_id)
    if row.last_day is not None and row.last_day < work.clock.today():
        raise Invalid(Problem("last_day", "meals.standing_over"))
    before: date | None = row.last_day
    # A standing order that never began still ends on the day it would have begun.
    work.update(meal_standing, standing_id, last_day=max(last_day, row.first_day - timedelta(days=1)))
    cancelled = placing.cancel_standing(work, standing_id, last_day, records.cutoff_of(work, row.meal))
    work.record(
        "meals.standing_ended", "meal_standing", standing_id, resident=row.resident_id,
        last=last_day.isoformat(), cancelled=len(cancelled),
    )  # fmt: skip
    return before, cancelled


def resume_standing(work: Work, standing_id: int, last_day: date | None, order_ids: Sequence[int]) -> None:
    """Take back an ending: the last day it had, and the orders it cancelled.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_ORDER)
    row = records.stored(work, meal_standing, standing_id)
    work.update(meal_standing, standing_id, last_day=last_day)
    for ref in order_ids:
        order_service.restore(work, ref)
    work.record("meals.standing_resumed", "meal_standing", standing_id, resident=row.resident_id)


def lay_out(work: Work, until: date | None = None) -> int:
    """Enter the orders of all standing orders up to a day (two weeks); gives how many are new.

    Public holidays, days already cancelled and meals whose time is over are left out.
    """
    work.require(Permission.MEALS_ORDER)
    today = work.clock.today()
    until = min(until or today + timedelta(days=DAYS_AHEAD), today + timedelta(days=rules.AHEAD_DAYS))
    drafts = _missing(work, today, until)
    made = placing.place(work, drafts, OrderStatus.ORDERED) if drafts else ()
    if made:
        work.record("meals.laid_out", "meal_order", None, count=len(made), until=until.isoformat())
    return len(made)


def _missing(work: Work, today: date, until: date) -> list[OrderDraft]:
    standing = work.rows(
        sa.select(meal_standing)
        .where(
            meal_standing.c.center_id == work.center_id,
            meal_standing.c.first_day <= until,
            sa.or_(meal_standing.c.last_day.is_(None), meal_standing.c.last_day >= today),
        )
        .order_by(meal_standing.c.id)
    )
    if not standing:
        return []
    days = _open_days(work, today, until)
    known = {
        (row.standing_id, row.day)
        for row in work.rows(
            sa.select(meal_order.c.standing_id, meal_order.c.day).where(
                meal_order.c.center_id == work.center_id,
                meal_order.c.day >= today,
                meal_order.c.day <= until,
                meal_order.c.standing_id.is_not(None),
            )
        )
    }
    wanted = [
        OrderDraft(row.resident_id, day, row.meal, standing_id=row.id)
        for row in standing
        for day in days
        if (row.id, day) not in known and _holds(row, day)
    ]
    return _possible(work, wanted)


def _possible(work: Work, wanted: list[OrderDraft]) -> list[OrderDraft]:
    """Those whose meal can still be ordered, has a price, and is not ordered already."""
    held = placing.taken(work, [(one.resident_id or 0, one.day, one.meal) for one in wanted])
    now, found = work.clock.local(), []
    spots = {(one.day, one.meal) for one in wanted}
    minutes = {meal: records.cutoff_of(work, meal) for _day, meal in spots}
    prices = {(day, meal): records.price_of(work, day, meal) for day, meal in spots}
    for one in wanted:
        spot = (one.resident_id or 0, one.day, one.meal)
        late = now > rules.cutoff(one.day, minutes[one.meal])
        if spot not in held and not late and prices[one.day, one.meal] is not None:
            held.add(spot)
            found.append(one)
    return found


def _open_days(work: Work, first: date, last: date) -> list[date]:
    calendar = center.holiday_calendar(work)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [day for day in days if day_kind(day, calendar) is not DayKind.HOLIDAY]


def _holds(row: Any, day: date) -> bool:
    if day < row.first_day or (row.last_day is not None and day > row.last_day):
        return False
    return str(day.isoweekday()) in row.weekdays.split(",")


def _of(work: Work, person: int | None, draft: StandingDraft) -> list[Any]:
    return list(
        work.rows(
            sa.select(meal_standing).where(
                meal_standing.c.center_id == work.center_id,
                meal_standing.c.resident_id == person,
                meal_standing.c.meal == draft.meal,
            )
        )
    )


def _overlaps(row: Any, draft: StandingDraft) -> bool:
    if row.last_day is not None and row.last_day < draft.first_day:
        return False
    if draft.last_day is not None and draft.last_day < row.first_day:
        return False
    return bool({int(day) for day in row.weekdays.split(",")} & set(draft.weekdays))
