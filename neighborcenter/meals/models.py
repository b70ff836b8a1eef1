"""Tables of the canteen.  Money is in fen.

What an order costs stands in `meal_share` as it was fixed at the order; a later change is a line of
`meal_correction` and never a changed share, so that every amount can be followed back.
"""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    Instant,
    LocalDate,
    center_column,
    choice_column,
    created_columns,
    flag_column,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)
from neighborcenter.meals.kinds import EntryKind, Meal, OrderStatus, Payer, PayMethod, RuleKind

meal_menu = table(
    "meal_menu",
    id_column(),
    center_column(),
    sa.Column("day", LocalDate, nullable=False),
    choice_column("meal", Meal),
    text_column("dishes"),
    number_column("price_fen"),
    text_column("note"),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("price_fen >= 0", name="price"),
    sa.UniqueConstraint("center_id", "day", "meal"),
)

# A rule of price. A change from some day on ends the row and begins another that names the first of its line.
meal_rule = table(
    "meal_rule",
    id_column(),
    center_column(),
    text_column("name"),
    choice_column("kind", RuleKind),
    number_column("position"),
    sa.Column("valid_from", LocalDate, nullable=False),
    sa.Column("valid_to", LocalDate, nullable=True),
    number_column("age_from", default=None, nullable=True),
    number_column("age_to", default=None, nullable=True),
    foreign("tag_id", "care_tag.id", nullable=True, index=True),
    # The meals it holds for, separated by commas; empty: all.
    text_column("meals"),
    # The fixed price, or the sum of a month.
    number_column("amount_fen"),
    number_column("percent"),
    number_column("times"),
    # Who bears the sum of the month.
    choice_column("covered_by", Payer, default=Payer.VILLAGE),
    # Who bears what no share names.
    choice_column("rest_by", Payer, default=Payer.VILLAGE),
    text_column("source"),
    foreign("first_id", "meal_rule.id", nullable=True, index=True),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("amount_fen >= 0 AND times >= 0 AND percent BETWEEN 0 AND 100", name="numbers"),
    sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days"),
    sa.Index(None, "center_id", "valid_from"),
)

meal_rule_share = table(
    "meal_rule_share",
    foreign("rule_id", "meal_rule.id"),
    number_column("position"),
    choice_column("payer", Payer),
    number_column("fen", default=None, nullable=True),
    number_column("percent", default=None, nullable=True),
    sa.PrimaryKeyConstraint("rule_id", "position"),
    sa.CheckConstraint("(fen IS NULL) <> (percent IS NULL)", name="one"),
)

# What is usual for somebody; an order begins with it.
meal_eater = table(
    "meal_eater",
    foreign("resident_id", "resident.id"),
    center_column(),
    text_column("diet"),
    flag_column("deliver"),
    text_column("address"),
    text_column("line"),
    text_column("fetched_by"),
    sa.PrimaryKeyConstraint("resident_id"),
    sa.Index(None, "center_id"),
)

meal_standing = table(
    "meal_standing",
    id_column(),
    center_column(),
    foreign("resident_id", "resident.id", index=True),
    choice_column("meal", Meal),
    # 1 is Monday; separated by commas.
    text_column("weekdays", default="1,2,3,4,5"),
    sa.Column("first_day", LocalDate, nullable=False),
    sa.Column("last_day", LocalDate, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.Index(None, "center_id", "last_day"),
)

meal_order = table(
    "meal_order",
    id_column(),
    center_column(),
    foreign("resident_id", "resident.id"),
    sa.Column("day", LocalDate, nullable=False),
    choice_column("meal", Meal),
    choice_column("status", OrderStatus, default=OrderStatus.ORDERED),
    # Whether a meal that nobody fetched is paid for.
    flag_column("charged", default=True),
    flag_column("deliver"),
    text_column("address"),
    text_column("line"),
    foreign("volunteer_id", "volunteer.id", nullable=True, index=True),
    text_column("deliverer"),
    text_column("fetched_by"),
    text_column("diet"),
    text_column("note"),
    # Who the person was when the price was fixed: full years on the day, and the tags between commas.
    number_column("age", default=None, nullable=True),
    text_column("tags"),
    number_column("full_fen"),
    foreign("rule_id", "meal_rule.id", nullable=True, index=True),
    foreign("standing_id", "meal_standing.id", nullable=True, index=True),
    sa.Column("served_at", Instant, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("full_fen >= 0", name="full"),
    sa.Index(None, "center_id", "day"),
    sa.Index(None, "resident_id", "day"),
)

# One person, one meal, one day: an order that stands holds this place.
meal_place = table(
    "meal_place",
    foreign("resident_id", "resident.id"),
    sa.Column("day", LocalDate, nullable=False),
    choice_column("meal", Meal),
    foreign("order_id", "meal_order.id", index=True),
    sa.PrimaryKeyConstraint("resident_id", "day", "meal"),
)

meal_share = table(
    "meal_share",
    foreign("order_id", "meal_order.id"),
    choice_column("payer", Payer),
    number_column("fen"),
    sa.PrimaryKeyConstraint("order_id", "payer"),
)

meal_correction = table(
    "meal_correction",
    id_column(),
    center_column(),
    foreign("order_id", "meal_order.id", index=True),
    # The first day of the month it counts in: the order's own, or the first still open.
    sa.Column("month", LocalDate, nullable=False),
    choice_column("payer", Payer),
    number_column("fen"),
    foreign("rule_id", "meal_rule.id", nullable=True, index=True),
    text_column("reason"),
    *created_columns(),
    sa.Index(None, "center_id", "month"),
)

# A month that is closed is never changed.
meal_settlement = table(
    "meal_settlement",
    id_column(),
    center_column(),
    sa.Column("month", LocalDate, nullable=False),
    number_column("meals"),
    number_column("full_fen"),
    *created_columns(),
    sa.UniqueConstraint("center_id", "month"),
)

meal_settlement_line = table(
    "meal_settlement_line",
    id_column(),
    foreign("settlement_id", "meal_settlement.id", index=True),
    foreign("resident_id", "resident.id", index=True),
    choice_column("payer", Payer),
    number_column("meals"),
    number_column("fen"),
    # The part of it that corrects months closed before.
    number_column("corrected_fen"),
)

meal_payment = table(
    "meal_payment",
    id_column(),
    center_column(),
    foreign("settlement_id", "meal_settlement.id", index=True),
    foreign("resident_id", "resident.id", index=True),
    choice_column("method", PayMethod),
    number_column("fen"),
    text_column("note"),
    *created_columns(),
)

# The ledger of prepaid cards: the balance is its sum.
meal_entry = table(
    "meal_entry",
    id_column(),
    center_column(),
    foreign("resident_id", "resident.id", index=True),
    choice_column("kind", EntryKind),
    number_column("fen"),
    text_column("method"),
    foreign("payment_id", "meal_payment.id", nullable=True, index=True),
    text_column("note"),
    sa.Column("day", LocalDate, nullable=False),
    *created_columns(),
    sa.Index(None, "center_id", "resident_id"),
)
