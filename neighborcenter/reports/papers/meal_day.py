"""助餐日表: what the kitchen cooks, who brings what to which door, who signs for the meal."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.meals import queries
from neighborcenter.meals.kinds import Meal, OrderStatus
from neighborcenter.meals.queries import MenuRow, OrderRow
from neighborcenter.meals.texts import word
from neighborcenter.people.models import resident
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Section, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteer_facts import phones_of
from neighborcenter.reports.words import full_day


@dataclass(frozen=True, slots=True)
class MealDay:
    """The meals of a day that stand, and what is on the menu."""

    day: date
    orders: tuple[OrderRow, ...]
    menu: tuple[MenuRow, ...]
    phones: Mapping[int, str]
    """By resident, shown as the paper was asked to."""
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return full_day(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """How many meals, and how many of them go to a door."""
        return {"meals": len(self.orders), "delivered": sum(one.deliver for one in self.orders)}

    def of(self, meal: Meal) -> list[OrderRow]:
        """The orders of one meal."""
        return [one for one in self.orders if one.meal is meal]


def collect(read: Read, values: Values) -> MealDay:
    """Read the day.  Raises NotAllowed, also for whole phones without the right to see them."""
    read.require(Permission.MEALS_VIEW)
    how = phones_of(values)
    if how is Phones.WHOLE:
        read.require(Permission.PEOPLE_REVEAL)
    day: date = values["day"]
    orders = tuple(one for one in queries.orders(read, day, day) if one.status is not OrderStatus.CANCELLED)
    menu = tuple(one for one in queries.menu_of_week(read, day) if one.day == day and one.menu_id is not None)
    shown = {one.resident_id: "" if how is Phones.NONE else one.phone for one in orders}
    if how is Phones.WHOLE:
        rows = read.rows(sa.select(resident.c.id, resident.c.phone).where(resident.c.id.in_(sorted(shown))))
        shown |= {row.id: row.phone for row in rows}
    return MealDay(day, orders, menu, shown, read.clock.local())


def _diet(one: OrderRow) -> str:
    return " ".join(part for part in (one.diet, one.note) if part)


# -- the kitchen -----------------------------------------------------------------------------------------------


def _kitchen_rows(record: MealDay) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for meal in Meal:
        found = record.of(meal)
        if found:
            door = sum(one.deliver for one in found)
            special = sum(bool(one.diet) for one in found)
            rows.append(
                (
                    word(meal),
                    str(len(found)),
                    str(len(found) - door),
                    str(door),
                    str(len(found) - special),
                    str(special),
                )
            )
    return rows


def _diet_rows(record: MealDay) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for meal in Meal:
        counted = Counter(one.diet for one in record.of(meal) if one.diet)
        for diet, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
            names = _(", ").join(one.name for one in record.of(meal) if one.diet == diet)
            rows.append((word(meal), diet, str(count), names))
    return rows


def kitchen(record: MealDay) -> tuple[Block, ...]:
    """How many, what, and for whom something else."""
    menu = [(word(one.meal), one.dishes, yuan(one.price_fen)) for one in record.menu]
    notes = [(word(one.meal), one.name, one.note) for one in record.orders if one.note]
    blocks: list[Block] = [
        Title(_("Kitchen sheet"), record.covers),
        Table(_kitchen_columns(), _kitchen_rows(record), empty=_("Nobody has ordered for this day"), row_height=24),
        Section(_("On the menu")),
        Table((Column(_("Meal"), 70, "center", fixed=True), Column(_("Dishes"), 3, wrap=True),
               Column(_("Price"), 80, "right", fixed=True)), menu, empty=_("Nothing is on the menu")),
        Section(_("Diets")),
        Table((Column(_("Meal"), 70, "center", fixed=True), Column(_("Diet"), 1.2), Column(_("How many"), 60, "center", fixed=True),
               Column(_("For whom"), 3, wrap=True)), _diet_rows(record), empty=_("No special diets")),
    ]  # fmt: skip
    if notes:
        blocks += [
            Section(_("Notes")),
            Table((Column(_("Meal"), 70, "center", fixed=True), Column(_("Name"), 1), Column(_("Note"), 3, wrap=True)), notes),
        ]  # fmt: skip
    return (*blocks, Signatures((_("Cook"), _("Checked by"))))


def _kitchen_columns() -> tuple[Column, ...]:
    titles = (
        _("Meal"),
        _("Ordered"),
        _("At the canteen"),
        _("To the door"),
        _("Usual food"),
        _("Special diet"),
    )
    return tuple(Column(title, 1, "center") for title in titles)


def kitchen_sheets(record: MealDay) -> list[Sheet]:
    """The counts, and the diets."""
    counts = tuple(SheetColumn(column.title, width=12) for column in _kitchen_columns())
    diets = tuple(
        SheetColumn(title, width=18) for title in (_("Meal"), _("Diet"), _("How many"), _("For whom"))
    )
    head = (_("Kitchen sheet"), record.covers)
    return [
        Sheet(_("Kitchen sheet"), counts, _kitchen_rows(record), head),
        Sheet(_("Diets"), diets, _diet_rows(record), head),
    ]


# -- delivery --------------------------------------------------------------------------------------------------


def _lines(record: MealDay) -> list[tuple[tuple[str, str], list[OrderRow]]]:
    """Meals for doors by line, address after address."""
    going = sorted(
        (one for one in record.orders if one.deliver),
        key=lambda one: (one.line, one.meal.value, one.address, one.name_sort),
    )
    return [(key, list(found)) for key, found in groupby(going, key=lambda one: (one.line, word(one.meal)))]


def _delivery_rows(record: MealDay, found: list[OrderRow]) -> list[tuple[str, ...]]:
    return [
        (str(no), one.address, one.name, record.phones[one.resident_id], _diet(one), one.deliverer, "", "")
        for no, one in enumerate(found, 1)
    ]


def _delivery_titles() -> tuple[str, ...]:
    return (
        _("No."), _("Address"), _("Name"), _("Phone"), _("Diet"), _("Delivered by"), _("Brought at"), _("Signature"),
    )  # fmt: skip


def delivery(record: MealDay) -> tuple[Block, ...]:
    """A table for every line, each on a page of its own, signed by who takes it out."""
    widths = (26.0, 2.4, 1.0, 78.0, 1.2, 1.0, 60.0, 80.0)
    columns = tuple(
        Column(title, width, "left" if width < 10 else "center", wrap=width < 10, fixed=width >= 10)
        for title, width in zip(_delivery_titles(), widths, strict=True)
    )
    blocks: list[Block] = []
    for (line, meal), found in _lines(record):
        if blocks:
            blocks.append(PageBreak())
        where = line or _("Without a line")
        below = f"{record.covers}  {meal}  {where}  " + _("Meals: {count}").format(count=len(found))
        blocks += [
            Title(_("Delivery sheet"), below),
            Table(columns, _delivery_rows(record, found), row_height=27),
            Signatures((_("Handed out by"), _("Delivered by"))),
        ]
    return tuple(blocks) or (
        Title(_("Delivery sheet"), record.covers),
        Text(_("Nothing goes to a door on this day."), styles.NOTE),
    )


def delivery_sheets(record: MealDay) -> list[Sheet]:
    """All lines under each other."""
    columns = (
        SheetColumn(_("Delivery line"), width=14),
        SheetColumn(_("Meal"), width=8),
        *(SheetColumn(title, width=16) for title in _delivery_titles()),
    )
    rows = [
        (line, meal, *row) for (line, meal), found in _lines(record) for row in _delivery_rows(record, found)
    ]
    return [Sheet(_("Delivery sheet"), columns, rows, (_("Delivery sheet"), record.covers))]


# -- signing ---------------------------------------------------------------------------------------------------


def _sign_titles() -> tuple[str, ...]:
    return (
        _("No."),
        _("Name"),
        _("Diet"),
        _("The person pays"),
        _("By rule"),
        _("Fetched by whom"),
        _("Signature"),
    )


def _sign_rows(found: list[OrderRow]) -> list[tuple[str, ...]]:
    return [
        (str(no), one.name, _diet(one), yuan(one.person_fen), one.rule, one.fetched_by, "")
        for no, one in enumerate(found, 1)
    ]


def sign_off(record: MealDay) -> tuple[Block, ...]:
    """A list for every meal eaten or fetched at the canteen, each on a page of its own with who was on duty."""
    widths = (26.0, 1.0, 1.1, 56.0, 2.3, 0.9, 76.0)
    columns = tuple(
        Column(title, width, "left" if width < 10 else "center", wrap=width < 10, fixed=width >= 10)
        for title, width in zip(_sign_titles(), widths, strict=True)
    )
    blocks: list[Block] = []
    sign = Signatures((_("On duty"), _("Checked by")))
    for meal in Meal:
        found = [one for one in record.of(meal) if not one.deliver]
        if found:
            if blocks:
                blocks.append(PageBreak())
            below = f"{record.covers}  {word(meal)}  " + _("Meals: {count}").format(count=len(found))
            blocks += [
                Title(_("Meals signed for"), below),
                Table(columns, _sign_rows(found), row_height=24, blanks=4),
                sign,
            ]
    return tuple(blocks) or (
        Title(_("Meals signed for"), record.covers), Table(columns, [], blanks=12, row_height=24), sign,
    )  # fmt: skip


def sign_off_sheets(record: MealDay) -> list[Sheet]:
    """The same lines."""
    columns = (SheetColumn(_("Meal"), width=8), *(SheetColumn(title, width=14) for title in _sign_titles()))
    rows = [
        (word(meal), *row)
        for meal in Meal
        for row in _sign_rows([one for one in record.of(meal) if not one.deliver])
    ]
    return [Sheet(_("Meals signed for"), columns, rows, (_("Meals signed for"), record.covers))]
