"""meals: the menu, rules of price, orders with what each payer bears, settlements, prepaid cards; their rights."""

import sqlalchemy as sa
from alembic import op

revision = "0024_meals"
down_revision = "0023_reports_fill"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")

FRONT_DESK = ("meals.view", "meals.order")
COORDINATOR = (*FRONT_DESK, "meals.write")
MANAGER = (*COORDINATOR, "meals.settle")
RIGHTS = {"front_desk": FRONT_DESK, "coordinator": COORDINATOR, "manager": MANAGER, "administrator": MANAGER}


def upgrade() -> None:
    op.create_table(
        "meal_menu",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("meal", sa.Text(), nullable=False),
        sa.Column("dishes", sa.Text(), nullable=False, server_default=""),
        sa.Column("price_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_menu"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_menu_center_id_center"),
        sa.UniqueConstraint("center_id", "day", "meal", name="uq_meal_menu_center_id_day_meal"),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_meal_menu_price")),
        sqlite_strict=True,
    )
    op.create_table(
        "meal_settlement",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("month", LOCAL_DATE, nullable=False),
        sa.Column("meals", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("full_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_settlement"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_settlement_center_id_center"),
        sa.UniqueConstraint("center_id", "month", name="uq_meal_settlement_center_id_month"),
        sqlite_strict=True,
    )
    op.create_table(
        "meal_rule",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("valid_from", LOCAL_DATE, nullable=False),
        sa.Column("valid_to", LOCAL_DATE, nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("tag_id", ID, nullable=True),
        sa.Column("meals", sa.Text(), nullable=False, server_default=""),
        sa.Column("amount_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("percent", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("times", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("covered_by", sa.Text(), nullable=False, server_default="village"),
        sa.Column("rest_by", sa.Text(), nullable=False, server_default="village"),
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("first_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_rule"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_rule_center_id_center"),
        sa.ForeignKeyConstraint(["first_id"], ["meal_rule.id"], name="fk_meal_rule_first_id_meal_rule"),
        sa.ForeignKeyConstraint(["tag_id"], ["care_tag.id"], name="fk_meal_rule_tag_id_care_tag"),
        sa.CheckConstraint(
            "amount_fen >= 0 AND times >= 0 AND percent BETWEEN 0 AND 100", name=op.f("ck_meal_rule_numbers")
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_meal_rule_days")),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_rule_center_id_valid_from", "meal_rule", ["center_id", "valid_from"])
    op.create_index("ix_meal_rule_first_id", "meal_rule", ["first_id"])
    op.create_index("ix_meal_rule_tag_id", "meal_rule", ["tag_id"])
    op.create_table(
        "meal_eater",
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("diet", sa.Text(), nullable=False, server_default=""),
        sa.Column("deliver", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("line", sa.Text(), nullable=False, server_default=""),
        sa.Column("fetched_by", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("resident_id", name="pk_meal_eater"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_eater_center_id_center"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_meal_eater_resident_id_resident"),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_eater_center_id", "meal_eater", ["center_id"])
    op.create_table(
        "meal_payment",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("settlement_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_payment"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_payment_center_id_center"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_meal_payment_resident_id_resident"
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["meal_settlement.id"], name="fk_meal_payment_settlement_id_meal_settlement"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_payment_resident_id", "meal_payment", ["resident_id"])
    op.create_index("ix_meal_payment_settlement_id", "meal_payment", ["settlement_id"])
    op.create_table(
        "meal_rule_share",
        sa.Column("rule_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("rule_id", "position", name="pk_meal_rule_share"),
        sa.ForeignKeyConstraint(["rule_id"], ["meal_rule.id"], name="fk_meal_rule_share_rule_id_meal_rule"),
        sa.CheckConstraint("(fen IS NULL) <> (percent IS NULL)", name=op.f("ck_meal_rule_share_one")),
        sqlite_strict=True,
    )
    op.create_table(
        "meal_settlement_line",
        sa.Column("id", ID, nullable=False),
        sa.Column("settlement_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("meals", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("corrected_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_meal_settlement_line"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_meal_settlement_line_resident_id_resident"
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["meal_settlement.id"],
            name="fk_meal_settlement_line_settlement_id_meal_settlement",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_settlement_line_resident_id", "meal_settlement_line", ["resident_id"])
    op.create_index("ix_meal_settlement_line_settlement_id", "meal_settlement_line", ["settlement_id"])
    op.create_table(
        "meal_standing",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("meal", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.Text(), nullable=False, server_default="1,2,3,4,5"),
        sa.Column("first_day", LOCAL_DATE, nullable=False),
        sa.Column("last_day", LOCAL_DATE, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_standing"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_standing_center_id_center"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_meal_standing_resident_id_resident"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_standing_center_id_last_day", "meal_standing", ["center_id", "last_day"])
    op.create_index("ix_meal_standing_resident_id", "meal_standing", ["resident_id"])
    op.create_table(
        "meal_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("method", sa.Text(), nullable=False, server_default=""),
        sa.Column("payment_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_entry"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_entry_center_id_center"),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["meal_payment.id"], name="fk_meal_entry_payment_id_meal_payment"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_meal_entry_resident_id_resident"),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_entry_center_id_resident_id", "meal_entry", ["center_id", "resident_id"])
    op.create_index("ix_meal_entry_payment_id", "meal_entry", ["payment_id"])
    op.create_index("ix_meal_entry_resident_id", "meal_entry", ["resident_id"])
    op.create_table(
        "meal_order",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("meal", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default="ordered"),
        sa.Column("charged", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("deliver", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("line", sa.Text(), nullable=False, server_default=""),
        sa.Column("volunteer_id", ID, nullable=True),
        sa.Column("deliverer", sa.Text(), nullable=False, server_default=""),
        sa.Column("fetched_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("diet", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False, server_default=""),
        sa.Column("full_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("rule_id", ID, nullable=True),
        sa.Column("standing_id", ID, nullable=True),
        sa.Column("served_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_order"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_order_center_id_center"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_meal_order_resident_id_resident"),
        sa.ForeignKeyConstraint(["rule_id"], ["meal_rule.id"], name="fk_meal_order_rule_id_meal_rule"),
        sa.ForeignKeyConstraint(
            ["standing_id"], ["meal_standing.id"], name="fk_meal_order_standing_id_meal_standing"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_meal_order_volunteer_id_volunteer"
        ),
        sa.CheckConstraint("full_fen >= 0", name=op.f("ck_meal_order_full")),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_order_center_id_day", "meal_order", ["center_id", "day"])
    op.create_index("ix_meal_order_resident_id_day", "meal_order", ["resident_id", "day"])
    op.create_index("ix_meal_order_rule_id", "meal_order", ["rule_id"])
    op.create_index("ix_meal_order_standing_id", "meal_order", ["standing_id"])
    op.create_index("ix_meal_order_volunteer_id", "meal_order", ["volunteer_id"])
    op.create_table(
        "meal_correction",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("month", LOCAL_DATE, nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("rule_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_meal_correction"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_meal_correction_center_id_center"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["meal_order.id"], name="fk_meal_correction_order_id_meal_order"
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["meal_rule.id"], name="fk_meal_correction_rule_id_meal_rule"),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_correction_center_id_month", "meal_correction", ["center_id", "month"])
    op.create_index("ix_meal_correction_order_id", "meal_correction", ["order_id"])
    op.create_index("ix_meal_correction_rule_id", "meal_correction", ["rule_id"])
    op.create_table(
        "meal_place",
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("meal", sa.Text(), nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("resident_id", "day", "meal", name="pk_meal_place"),
        sa.ForeignKeyConstraint(["order_id"], ["meal_order.id"], name="fk_meal_place_order_id_meal_order"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_meal_place_resident_id_resident"),
        sqlite_strict=True,
    )
    op.create_index("ix_meal_place_order_id", "meal_place", ["order_id"])
    op.create_table(
        "meal_share",
        sa.Column("order_id", ID, nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("order_id", "payer", name="pk_meal_share"),
        sa.ForeignKeyConstraint(["order_id"], ["meal_order.id"], name="fk_meal_share_order_id_meal_order"),
        sqlite_strict=True,
    )
    for key, rights in RIGHTS.items():
        for right in rights:
            op.execute(
                sa.text(
                    "INSERT INTO role_permission (role_id, permission) "
                    "SELECT id, :right FROM role WHERE key = :key AND builtin"
                    + (" = 1" if op.get_bind().dialect.name == "sqlite" else "")
                ).bindparams(right=right, key=key)
            )


def downgrade() -> None:
    for right in MANAGER:
        op.execute(sa.text("DELETE FROM role_permission WHERE permission = :right").bindparams(right=right))
    op.drop_table("meal_share")
    op.drop_table("meal_place")
    op.drop_table("meal_correction")
    op.drop_table("meal_order")
    op.drop_table("meal_entry")
    op.drop_table("meal_standing")
    op.drop_table("meal_settlement_line")
    op.drop_table("meal_rule_share")
    op.drop_table("meal_payment")
    op.drop_table("meal_eater")
    op.drop_table("meal_rule")
    op.drop_table("meal_settlement")
    op.drop_table("meal_menu")
