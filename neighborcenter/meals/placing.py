"""Putting orders into their places: who eats, what is usual for them, what the meal costs.  Part of verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import sqlalchemy as sa

from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.meals import records, repricing, rules
from neighborcenter.meals.drafts import OrderDraft
from neighborcenter.meals.kinds import Meal, OrderStatus
from neighborcenter.meals.models import meal_eater, meal_order, meal_place
from neighborcenter.people import records as people
from neighborcenter.people.models import resident, resident_tag
from neighborcenter.people.queries import address_text
from neighborcenter.people.rules import age_on

Place = tuple[int, date, Meal]


@dataclass(frozen=True, slots=True)
class Eater:
    """Who somebody is and what is usual for them."""

    birth_date: date | None
    home: str
    tags: str
    diet: str = ""
    deliver: bool = False
    address: str = ""
    line: str = ""
    fetched_by: str = ""


def place(work: Work, drafts: Sequence[OrderDraft], status: OrderStatus) -> tuple[int, ...]:
    """Make the orders, all or none, and fix their prices.  Raises Invalid, NotFound."""
    drafts = [replace(one, resident_id=people.kept_under(work, one.resident_id)) for one in drafts]
    if not drafts or any(one.resident_id is None for one in drafts):
        raise Invalid(Problem("resident_id", "meals.person_missing"))
    wanted = [(one.resident_id or 0, one.day, one.meal) for one in drafts]
    held = taken(work, wanted)
    known = eaters(work, sorted({person for person, _day, _meal in wanted}))
    price = cache(lambda day, meal: records.price_of(work, day, meal))
    first, minutes = records.open_from(work), cache(lambda meal: records.cutoff_of(work, meal))
    made = []
    for one, spot in zip(drafts, wanted, strict=True):
        facts = rules.OrderFacts(
            work.clock.local(), minutes(one.meal), price(one.day, one.meal), first, taken=spot in held
        )
        refuse(rules.problems_in_order(one, facts, afterwards=status is OrderStatus.SERVED))
        held.add(spot)
        made.append(_insert(work, one, known[spot[0]], facts.price_fen or 0, status))
    take(work, [(*spot, ref) for spot, ref in zip(wanted, made, strict=True)])
    repricing.reprice(work, {(person, Month.of(day)) for person, day, _meal in wanted})
    return tuple(made)


def _insert(work: Work, one: OrderDraft, who: Eater, price_fen: int, status: OrderStatus) -> int:
    deliver = who.deliver if one.deliver is None else one.deliver
    return work.insert(
        meal_order,
        resident_id=one.resident_id,
        day=one.day,
        meal=one.meal,
        status=status,
        deliver=deliver,
        address=(who.address or who.home) if deliver else "",
        line=who.line if deliver else "",
        fetched_by=(who.fetched_by if one.fetched_by is None else one.fetched_by).strip(),
        diet=(who.diet if one.diet is None else one.diet).strip(),
        note=one.note.strip(),
        age=None if who.birth_date is None else age_on(who.birth_date, one.day),
        tags=who.tags,
        full_fen=price_fen,
        standing_id=one.standing_id,
        served_at=work.clock.now() if status is OrderStatus.SERVED else None,
    )


def taken(work: Work, wanted: Sequence[Place]) -> set[Place]:
    """Which of the places are held by an order already."""
    if not wanted:
        return set()
    people_wanted = sorted({person for person, _day, _meal in wanted})
    first, last = min(day for _p, day, _m in wanted), max(day for _p, day, _m in wanted)
    found: set[Place] = set()
    for part in records.in_parts(people_wanted):
        rows = work.rows(
            sa.select(meal_place.c.resident_id, meal_place.c.day, meal_place.c.meal).where(
                meal_place.c.resident_id.in_(part), meal_place.c.day >= first, meal_place.c.day <= last
            )
        )
        found |= {(row.resident_id, row.day, row.meal) for row in rows}
    return found & set(wanted)


def take(work: Work, places: Sequence[tuple[int, date, Meal, int]]) -> None:
    """Hold places for orders."""
    names = ("resident_id", "day", "meal", "order_id")
    work.insert_many(meal_place, [dict(zip(names, one, strict=True)) for one in places])


def eaters(work: Work, ids: Sequence[int]) -> dict[int, Eater]:
    """Who these people are, with what is usual for them."""
    tags: dict[int, list[int]] = {}
    found: dict[int, Eater] = {}
    for part in records.in_parts(ids):
        for row in work.rows(sa.select(resident_tag).where(resident_tag.c.resident_id.in_(part))):
            tags.setdefault(row.resident_id, []).append(row.tag_id)
        habits = {
            row.resident_id: row
            for row in work.rows(sa.select(meal_eater).where(meal_eater.c.resident_id.in_(part)))
        }
        for row in work.rows(
            sa.select(
                resident.c.id,
                resident.c.birth_date,
                resident.c.community,
                resident.c.building,
                resident.c.door,
            ).where(resident.c.id.in_(part))
        ):
            home = address_text(row.community, row.building, row.door)
            carried = ",".join(str(tag) for tag in sorted(tags.get(row.id, ())))
            one = Eater(row.birth_date, home, carried)
            usual = habits.get(row.id)
            if usual is not None:
                one = replace(
                    one, diet=usual.diet, deliver=usual.deliver, address=usual.address, line=usual.line,
                    fetched_by=usual.fetched_by,
                )  # fmt: skip
            found[row.id] = one
    return found


def home_of(work: Work, resident_id: int) -> str:
    """The address somebody lives at."""
    return eaters(work, [resident_id])[resident_id].home


@dataclass(frozen=True, slots=True)
class Known:
    """What an order knows of its eater, by which its price was found."""

    order_id: int
    age: int | None
    tags: str


def look_again(work: Work, resident_id: int, since: date) -> tuple[tuple[Known, ...], set[repricing.Key]]:
    """Write today's facts about a person into the orders since a day; gives what stood there, and the months."""
    who = eaters(work, [resident_id])[resident_id]
    rows = work.rows(
        sa.select(meal_order.c.id, meal_order.c.day, meal_order.c.age, meal_order.c.tags).where(
            meal_order.c.center_id == work.center_id,
            meal_order.c.resident_id == resident_id,
            meal_order.c.day >= since,
        )
    )
    for row in rows:
        age = None if who.birth_date is None else age_on(who.birth_date, row.day)
        work.execute(meal_order.update().where(meal_order.c.id == row.id).values(age=age, tags=who.tags))
    before = tuple(Known(row.id, row.age, row.tags) for row in rows)
    return before, {(resident_id, Month.of(row.day)) for row in rows}


def know_as_before(work: Work, resident_id: int, before: Sequence[Known]) -> set[repricing.Key]:
    """Put back what `look_again` found; gives the months it touches.  Orders of anybody else are left alone."""
    days = {}
    for part in records.in_parts([one.order_id for one in before]):
        for row in work.rows(
            sa.select(meal_order.c.id, meal_order.c.day).where(
                meal_order.c.center_id == work.center_id,
                meal_order.c.resident_id == resident_id,
                meal_order.c.id.in_(part),
            )
        ):
            days[row.id] = row.day
    for one in before:
        if one.order_id in days:
            work.execute(
                meal_order.update().where(meal_order.c.id == one.order_id).values(age=one.age, tags=one.tags)
            )
    return {(resident_id, Month.of(day)) for day in days.values()}


def cancel_standing(work: Work, standing_id: int, last_day: date, minutes: int) -> tuple[int, ...]:
    """Cancel what a standing order ordered after a day and the kitchen has not begun; gives the orders."""
    now = work.clock.local()
    rows = [
        row
        for row in work.rows(
            sa.select(meal_order.c.id, meal_order.c.resident_id, meal_order.c.day).where(
                meal_order.c.center_id == work.center_id,
                meal_order.c.standing_id == standing_id,
                meal_order.c.day > last_day,
                meal_order.c.status == OrderStatus.ORDERED,
            )
        )
        if now <= rules.cutoff(row.day, minutes)
    ]
    for row in rows:
        work.update(meal_order, row.id, status=OrderStatus.CANCELLED)
        work.execute(meal_place.delete().where(meal_place.c.order_id == row.id))
    repricing.reprice(work, {(row.resident_id, Month.of(row.day)) for row in rows})
    return tuple(row.id for row in rows)
