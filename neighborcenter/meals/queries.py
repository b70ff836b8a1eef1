"""Questions about the canteen: the menu of a week, the orders of some days, who eats, standing orders, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.meals import records
from neighborcenter.meals.drafts import EaterDraft, RuleDraft, ShareDraft
from neighborcenter.meals.kinds import Meal, OrderStatus, Payer, RuleKind
from neighborcenter.meals.models import (
    meal_correction,
    meal_eater,
    meal_menu,
    meal_order,
    meal_rule,
    meal_share,
    meal_standing,
)
from neighborcenter.meals.texts import sentence_of
from neighborcenter.people.models import care_tag, resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.volunteers.models.people import volunteer


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One meal of one day; `menu_id` None: nothing is on the menu."""

    id: int
    menu_id: int | None
    day: date
    meal: Meal
    dishes: str = ""
    price_fen: int = 0
    note: str = ""


def menu_of_week(read: Read, monday: date) -> tuple[MenuRow, ...]:
    """The twenty-one meals of a week in their order; `id` counts them from 1.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    rows = read.rows(
        sa.select(meal_menu).where(
            meal_menu.c.center_id == read.center_id,
            meal_menu.c.day >= monday,
            meal_menu.c.day < monday + timedelta(days=7),
        )
    )
    known = {(row.day, row.meal): row for row in rows}
    found: list[MenuRow] = []
    for at in range(7):
        day = monday + timedelta(days=at)
        for meal in Meal:
            row = known.get((day, meal))
            no = len(found) + 1
            found.append(
                MenuRow(no, None, day, meal)
                if row is None
                else MenuRow(no, row.id, day, meal, row.dishes, row.price_fen, row.note)
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order, with what it costs now and why.  Fen; the phone masked."""

    id: int
    resident_id: int
    name: str
    name_sort: str
    phone: str
    day: date
    meal: Meal
    status: OrderStatus
    charged: bool
    deliver: bool
    address: str
    line: str
    deliverer: str
    fetched_by: str
    diet: str
    note: str
    standing: bool
    full_fen: int
    person_fen: int
    rule: str
    corrected: bool


def orders(
    read: Read, first: date, last: date, resident_id: int | None = None, meal: Meal | None = None
) -> tuple[OrderRow, ...]:
    """The orders of some days, by day, meal and name.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    conditions = [
        meal_order.c.center_id == read.center_id, meal_order.c.day >= first, meal_order.c.day <= last
    ]  # fmt: skip
    if resident_id is not None:
        conditions.append(meal_order.c.resident_id == resident_id)
    if meal is not None:
        conditions.append(meal_order.c.meal == meal)
    carrier = resident.alias("carrier")
    rows = read.rows(
        sa.select(
            meal_order,
            resident.c.name,
            resident.c.name_sort,
            resident.c.phone,
            meal_rule.c.name.label("rule"),
            carrier.c.name.label("carrier"),
        )
        .join(resident, resident.c.id == meal_order.c.resident_id)
        .outerjoin(meal_rule, meal_rule.c.id == meal_order.c.rule_id)
        .outerjoin(volunteer, volunteer.c.id == meal_order.c.volunteer_id)
        .outerjoin(carrier, carrier.c.id == volunteer.c.resident_id)
        .where(*conditions)
    )
    costs = _person_fen(read, conditions)
    places = {meal: at for at, meal in enumerate(Meal)}
    ordered = sorted(rows, key=lambda row: (row.day, places[row.meal], row.name_sort, row.id))
    return tuple(_order_row(row, *costs.get(row.id, (row.full_fen, False))) for row in ordered)


def _order_row(row: Any, person_fen: int, corrected: bool) -> OrderRow:
    return OrderRow(
        row.id, row.resident_id, row.name, row.name_sort, shown_phone(row.phone), row.day, row.meal,
        row.status, row.charged, row.deliver, row.address, row.line, row.carrier or row.deliverer,
        row.fetched_by, row.diet, row.note, row.standing_id is not None, row.full_fen, person_fen,
        row.rule or "", corrected,
    )  # fmt: skip


def _person_fen(read: Read, conditions: Sequence[sa.ColumnElement[bool]]) -> dict[int, tuple[int, bool]]:
    """What the person pays of each order, corrections counted; and whether there were any."""
    found: dict[int, tuple[int, bool]] = {}
    for what in (meal_share, meal_correction):
        for row in read.rows(
            sa.select(what.c.order_id, sa.func.sum(what.c.fen).label("fen"))
            .join(meal_order, meal_order.c.id == what.c.order_id)
            .where(*conditions, what.c.payer == Payer.PERSON)
            .group_by(what.c.order_id)
        ):
            fen, corrected = found.get(row.order_id, (0, False))
            found[row.order_id] = (fen + int(row.fen), corrected or what is meal_correction)
    return found


@dataclass(frozen=True, slots=True)
class BriefRow:
    """Who eats what when, and no more: for type-ahead."""

    id: int
    name: str
    day: date
    meal: Meal
    status: OrderStatus


def brief(read: Read, first: date, last: date) -> tuple[BriefRow, ...]:
    """The orders of some days that stand, by day and name.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    rows = read.rows(
        sa.select(meal_order.c.id, resident.c.name, meal_order.c.day, meal_order.c.meal, meal_order.c.status)
        .join(resident, resident.c.id == meal_order.c.resident_id)
        .where(
            meal_order.c.center_id == read.center_id, meal_order.c.day >= first, meal_order.c.day <= last,
            meal_order.c.status != OrderStatus.CANCELLED,
        )
        .order_by(meal_order.c.day, resident.c.name_sort, meal_order.c.id)
    )  # fmt: skip
    return tuple(BriefRow(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of what an order costs: fixed at the order (no reason), or corrected later."""

    payer: Payer
    fen: int
    month: date | None
    reason: str


def parts_of(read: Read, order_id: int) -> tuple[PartRow, ...]:
    """How the price of an order came about, line by line.  Raises NotAllowed, NotFound."""
    read.require(Permission.MEALS_VIEW)
    records.stored(read, meal_order, order_id)
    fixed = read.rows(
        sa.select(meal_share.c.payer, meal_share.c.fen).where(meal_share.c.order_id == order_id)
    )
    later = read.rows(
        sa.select(meal_correction)
        .where(meal_correction.c.order_id == order_id)
        .order_by(meal_correction.c.id)
    )
    payers = list(Payer)
    return (
        *(
            PartRow(row.payer, row.fen, None, "")
            for row in sorted(fixed, key=lambda row: payers.index(row.payer))
        ),
        *(PartRow(row.payer, row.fen, row.month, row.reason) for row in later),
    )


def latest_order(read: Read, resident_id: int, day: date, meal: Meal) -> int:
    """The order of one person for one meal that stands.  Raises NotFound."""
    found = read.value(
        sa.select(meal_order.c.id)
        .where(
            meal_order.c.center_id == read.center_id,
            meal_order.c.resident_id == resident_id,
            meal_order.c.day == day,
            meal_order.c.meal == meal,
            meal_order.c.status != OrderStatus.CANCELLED,
        )
        .order_by(meal_order.c.id.desc())
    )
    if found is None:
        raise NotFound("meal_order", f"{day} {meal}", "person")
    return int(found)


@dataclass(frozen=True, slots=True)
class EaterRow:
    """Somebody who eats here: habits, standing orders, meals of the last 31 days, the card.  Fen."""

    id: int
    name: str
    name_sort: str
    phone: str
    diet: str
    deliver: bool
    address: str
    line: str
    fetched_by: str
    meals: int
    last_day: date | None
    balance_fen: int


def eaters(read: Read, balances: dict[int, int]) -> tuple[EaterRow, ...]:
    """Everybody with habits, a card, or a meal in the last 31 days, by name.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    since = read.clock.today() - timedelta(days=31)
    eaten = {
        row.resident_id: row
        for row in read.rows(
            sa.select(
                meal_order.c.resident_id,
                sa.func.count().label("meals"),
                sa.type_coerce(sa.func.max(meal_order.c.day), meal_order.c.day.type).label("last"),
            )
            .where(
                meal_order.c.center_id == read.center_id,
                meal_order.c.day >= since,
                meal_order.c.status != OrderStatus.CANCELLED,
            )
            .group_by(meal_order.c.resident_id)
        )
    }
    habits = {
        row.resident_id: row
        for row in read.rows(sa.select(meal_eater).where(meal_eater.c.center_id == read.center_id))
    }
    ids = sorted({*eaten, *habits, *balances})
    found = []
    for part in records.in_parts(ids):
        for row in read.rows(
            sa.select(resident.c.id, resident.c.name, resident.c.name_sort, resident.c.phone).where(
                resident.c.id.in_(part)
            )
        ):
            usual, ate = habits.get(row.id), eaten.get(row.id)
            found.append(
                EaterRow(
                    id=row.id,
                    name=row.name,
                    name_sort=row.name_sort,
                    phone=shown_phone(row.phone),
                    diet="" if usual is None else usual.diet,
                    deliver=usual is not None and usual.deliver,
                    address="" if usual is None else usual.address,
                    line="" if usual is None else usual.line,
                    fetched_by="" if usual is None else usual.fetched_by,
                    meals=0 if ate is None else ate.meals,
                    last_day=None if ate is None else ate.last,
                    balance_fen=balances.get(row.id, 0),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.name_sort, one.id)))


def eater_form(read: Read, resident_id: int) -> EaterDraft:
    """What is usual for somebody, for the editor.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    row = read.row(sa.select(meal_eater).where(meal_eater.c.resident_id == resident_id))
    if row is None:
        return EaterDraft(resident_id)
    return EaterDraft(resident_id, row.diet, row.deliver, row.address, row.line, row.fetched_by)


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One standing order."""

    id: int
    resident_id: int
    name: str
    name_sort: str
    meal: Meal
    weekdays: tuple[int, ...]
    first_day: date
    last_day: date | None


def standing_orders(read: Read) -> tuple[StandingRow, ...]:
    """The standing orders that have not ended, by name.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    rows = read.rows(
        sa.select(meal_standing, resident.c.name, resident.c.name_sort)
        .join(resident, resident.c.id == meal_standing.c.resident_id)
        .where(
            meal_standing.c.center_id == read.center_id,
            sa.or_(meal_standing.c.last_day.is_(None), meal_standing.c.last_day >= read.clock.today()),
            sa.or_(meal_standing.c.last_day.is_(None), meal_standing.c.last_day >= meal_standing.c.first_day),
        )
        .order_by(resident.c.name_sort, meal_standing.c.id)
    )
    return tuple(
        StandingRow(
            row.id, row.resident_id, row.name, row.name_sort, row.meal,
            tuple(int(day) for day in row.weekdays.split(",")), row.first_day, row.last_day,
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule with its sentence."""

    id: int
    version: int
    name: str
    kind: RuleKind
    sentence: str
    valid_from: date
    valid_to: date | None
    source: str
    position: int
    draft: RuleDraft


def price_rules(read: Read, *, ended: bool = False) -> tuple[RuleRow, ...]:
    """The rules of price in their order, ended ones too when asked for.  Raises NotAllowed."""
    read.require(Permission.MEALS_VIEW)
    pure = {one.id: one for one in records.rules_of(read, None if ended else read.clock.today())}
    rows = read.rows(
        sa.select(meal_rule, care_tag.c.name.label("tag"))
        .outerjoin(care_tag, care_tag.c.id == meal_rule.c.tag_id)
        .where(meal_rule.c.center_id == read.center_id)
        .order_by(meal_rule.c.position, meal_rule.c.id)
    )
    found = []
    for row in rows:
        rule = pure.get(row.id)
        if rule is None:
            continue
        draft = RuleDraft(
            row.name, row.kind, row.valid_from, row.valid_to, row.age_from, row.age_to, row.tag_id,
            tuple(meal for meal in Meal if meal in rule.meals), row.amount_fen, row.percent, row.times,
            row.covered_by, row.rest_by,
            tuple(ShareDraft(one.payer, one.fen, one.percent) for one in rule.shares), row.source,
            row.position,
        )  # fmt: skip
        found.append(
            RuleRow(
                row.id, row.version, row.name, row.kind, sentence_of(rule, row.tag or ""), row.valid_from,
                row.valid_to, row.source, row.position, draft,
            )
        )  # fmt: skip
    return tuple(found)
