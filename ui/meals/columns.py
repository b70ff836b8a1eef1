"""What the lists of the canteen show."""

from __future__ import annotations

from typing import Any

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import N_, _
from neighborcenter.meals.kinds import Meal, OrderStatus, Payer
from neighborcenter.meals.texts import day_words, weekdays_words, word
from ui.kit.columns import Column, FilterChoice, Mark, Where

LOOKS: dict[OrderStatus, tuple[str, str]] = {
    OrderStatus.ORDERED: ("lending", "clock"),
    OrderStatus.SERVED: ("service", "check"),
    OrderStatus.NOT_FETCHED: ("notice", "triangle-alert"),
    OrderStatus.CANCELLED: ("closed", "x"),
}


def status_mark(row: Any) -> Mark:
    """The chip of where an order stands."""
    return Mark(word(row.status), *LOOKS[row.status])


def how(row: Any) -> str:
    """Where the meal is eaten: at the canteen, at the door, or fetched by somebody."""
    if row.deliver:
        return _("To the door: {address}").format(address=row.address) if row.address else _("To the door")
    if row.fetched_by:
        return _("Fetched by {name}").format(name=row.fetched_by)
    return _("At the canteen")


def payer_column(payer: Payer, title: str) -> Column:
    """What one payer bears of a person's month."""
    return Column(
        str(payer), title, 104, align="right", show=lambda row: money(row.shares.get(payer, 0)), sort=None
    )


def money(fen: int) -> str:
    """An amount; nothing for nothing."""
    return yuan(fen) if fen else ""


ORDER_COLUMNS = (
    Column("meal", N_("Meal"), 76, show=lambda row: word(row.meal)),
    Column("name", N_("Name"), 110, strong=True),
    Column("status", N_("State"), 126, show=status_mark),
    Column("deliver", N_("How it is eaten"), 226, show=how, stretch=True),
    Column("line", N_("Delivery line"), 90),
    Column("deliverer", N_("Delivered by"), 110),
    Column("diet", N_("Diet"), 100),
    Column("person_fen", N_("The person pays"), 118, align="right", show=lambda row: yuan(row.person_fen)),
    Column("rule", N_("By rule"), 150),
    Column("full_fen", N_("Full price"), 96, align="right", show=lambda row: yuan(row.full_fen), hidden=True),
    Column("phone", N_("Phone"), 120, sort=None, hidden=True),
    Column("note", N_("Note"), 130, sort=None, hidden=True),
)
MENU_COLUMNS = (
    Column("day", N_("Day"), 130, show=lambda row: day_words(row.day), strong=True),
    Column("meal", N_("Meal"), 90, show=lambda row: word(row.meal)),
    Column("dishes", N_("Dishes"), 360, stretch=True),
    Column("price_fen", N_("Price"), 100, align="right", show=lambda row: money(row.price_fen)),
    Column("note", N_("Note"), 160),
)
EATER_COLUMNS = (
    Column("name", N_("Name"), 110, strong=True),
    Column("phone", N_("Phone"), 130, sort=None),
    Column("meals", N_("Meals in 31 days"), 120, align="right", show=lambda row: row.meals or ""),
    Column("balance_fen", N_("On the card"), 110, align="right", show=lambda row: money(row.balance_fen)),
    Column("diet", N_("Diet"), 110),
    Column("deliver", N_("How it is eaten"), 240, show=how, stretch=True),
    Column("line", N_("Delivery line"), 90),
)
STANDING_COLUMNS = (
    Column("name", N_("Name"), 120, strong=True),
    Column("meal", N_("Meal"), 90, show=lambda row: word(row.meal)),
    Column("weekdays", N_("Weekdays"), 180, show=lambda row: weekdays_words(row.weekdays), stretch=True, sort=None),
    Column("first_day", N_("First day"), 120, show=lambda row: row.first_day.isoformat()),
    Column("last_day", N_("Last day"), 120, show=lambda row: row.last_day.isoformat() if row.last_day else ""),
)  # fmt: skip
RULE_COLUMNS = (
    Column("name", N_("Rule"), 210, strong=True),
    Column("sentence", N_("What it says"), 380, stretch=True, sort=None),
    Column("valid_from", N_("Valid from"), 100, show=lambda row: row.valid_from.isoformat()),
    Column("valid_to", N_("Until"), 100, show=lambda row: row.valid_to.isoformat() if row.valid_to else ""),
    Column("kind", N_("Kind"), 130, show=lambda row: word(row.kind), hidden=True),
    Column("source", N_("Source"), 140, sort=None, hidden=True),
)
MONEY_COLUMNS = (
    Column("name", N_("Name"), 110, strong=True),
    Column("meals", N_("Servings"), 80, align="right"),
    Column("full_fen", N_("Full price"), 104, align="right", show=lambda row: yuan(row.full_fen)),
    payer_column(Payer.GOVERNMENT, N_("Government")),
    payer_column(Payer.VILLAGE, N_("Village")),
    payer_column(Payer.CHARITY, N_("Charity")),
    payer_column(Payer.OPERATOR, N_("Canteen")),
    Column("due_fen", N_("The person"), 104, align="right", show=lambda row: yuan(row.due_fen)),
    Column("paid_fen", N_("Paid"), 100, align="right", show=lambda row: money(row.paid_fen)),
    Column("open_fen", N_("Still to pay"), 100, align="right", show=lambda row: money(row.open_fen)),
    Column("balance_fen", N_("On the card"), 100, align="right", show=lambda row: money(row.balance_fen), hidden=True),
)  # fmt: skip


def order_filters() -> tuple[FilterChoice, ...]:
    """The questions above the orders of a day."""
    return (
        FilterChoice("meal", N_("Meal"), [(meal, word(meal)) for meal in Meal]),
        FilterChoice("status", N_("State"), [(status, word(status)) for status in OrderStatus]),
        FilterChoice(
            "deliver", N_("How it is eaten"), [(True, _("To the door")), (False, _("At the canteen"))]
        ),
    )


def order_fits(row: Any, where: Where) -> bool:
    """Whether an order fits the chips."""
    return all(
        where.get(key) is None or getattr(row, key) == where.get(key) for key in ("meal", "status", "deliver")
    )


def money_fits(row: Any, where: Where) -> bool:
    """Whether a person's month fits the chips."""
    payer, state = where.get("payer"), where.get("open")
    if payer is not None and not row.shares.get(payer):
        return False
    return state is None or bool(row.open_fen) == state


def money_filters() -> tuple[FilterChoice, ...]:
    """The questions above a month."""
    return (
        FilterChoice("payer", N_("Borne by"), [(payer, word(payer)) for payer in Payer]),
        FilterChoice("open", N_("State"), [(True, _("Still to pay")), (False, _("Paid"))]),
    )
