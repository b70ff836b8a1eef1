"""booking: the center's rules, charges, answers, bars."""

import sqlalchemy as sa
from alembic import op

revision = "0013_booking_rulebook"
down_revision = "0012_booking_resources"
branch_labels = None
depends_on = None

DAY = sa.Text().with_variant(sa.Date(), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def number(name: str, default: str = "0") -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def created() -> list[sa.Column]:
    return [
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
    ]


def refer(name: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}_{target}")


def own(name: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        refer(name, "center_id", "center"),
    ]


def begin() -> list[sa.Column]:
    return [sa.Column("id", ID, nullable=False), sa.Column("center_id", ID, nullable=False)]


def link(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "booking_rule",
        *begin(),
        sa.Column("kind", sa.Text(), nullable=False),
        text("level", "block"),
        text("aside", "override"),
        text("terms", "{}"),
        text("scope", "{}"),
        text("words"),
        sa.Column("valid_from", DAY, nullable=True),
        sa.Column("valid_to", DAY, nullable=True),
        number("position"),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        text("note"),
        text("source"),
        *created(),
        number("version", "1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        *own("booking_rule"),
        sqlite_strict=True,
    )
    op.create_index("ix_booking_rule_center_id_position", "booking_rule", ["center_id", "position"])
    op.create_table(
        "booking_override",
        *begin(),
        link("booking_id"),
        link("rule_id", nullable=True),
        text("sentence"),
        text("reason"),
        *created(),
        *own("booking_override"),
        refer("booking_override", "booking_id", "booking"),
        refer("booking_override", "rule_id", "booking_rule"),
        sqlite_strict=True,
    )
    op.create_index("ix_booking_override_booking_id", "booking_override", ["booking_id"])
    op.create_index("ix_booking_override_rule_id", "booking_override", ["rule_id"])
    op.create_index(
        "ix_booking_override_center_id_created_at", "booking_override", ["center_id", "created_at"]
    )
    op.create_table(
        "receipt",
        *begin(),
        number("year"),
        number("number"),
        link("booking_id"),
        number("fen"),
        text("method", "cash"),
        text("payer"),
        *created(),
        *own("receipt"),
        refer("receipt", "booking_id", "booking"),
        sa.UniqueConstraint("center_id", "year", "number", name="uq_receipt_center_id_year_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_receipt_booking_id", "receipt", ["booking_id"])
    _charges()
    _answers_and_bars()


def _charges() -> None:
    op.create_table(
        "charge",
        *begin(),
        link("booking_id"),
        link("occurrence_id", nullable=True),
        link("rule_id", nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        number("fen"),
        text("words"),
        text("state", "open"),
        sa.Column("due_on", DAY, nullable=True),
        sa.Column("lapses", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("settled_by", ID, nullable=True),
        link("receipt_id", nullable=True),
        text("note"),
        *created(),
        *own("charge"),
        refer("charge", "booking_id", "booking"),
        refer("charge", "occurrence_id", "occurrence"),
        refer("charge", "rule_id", "booking_rule"),
        refer("charge", "receipt_id", "receipt"),
        sqlite_strict=True,
    )
    for column in ("booking_id", "occurrence_id", "rule_id", "receipt_id"):
        op.create_index(f"ix_charge_{column}", "charge", [column])
    op.create_index("ix_charge_center_id_state_due_on", "charge", ["center_id", "state", "due_on"])


def _answers_and_bars() -> None:
    op.create_table(
        "booking_answer",
        *begin(),
        link("booking_id"),
        sa.Column("step", sa.Text(), nullable=False),
        number("steps", "1"),
        text("words"),
        sa.Column("open", FLAG, nullable=False, server_default=sa.text("false")),
        *created(),
        *own("booking_answer"),
        refer("booking_answer", "booking_id", "booking"),
        sqlite_strict=True,
    )
    op.create_index("ix_booking_answer_booking_id", "booking_answer", ["booking_id"])
    op.create_index("ix_booking_answer_center_id_open", "booking_answer", ["center_id", "open"])
    op.create_table(
        "booking_strike",
        *begin(),
        link("occurrence_id"),
        link("resident_id", nullable=True),
        link("group_id", nullable=True),
        text("phone"),
        text("kind", "no_show"),
        sa.Column("day", DAY, nullable=False),
        *created(),
        *own("booking_strike"),
        refer("booking_strike", "occurrence_id", "occurrence"),
        refer("booking_strike", "resident_id", "resident"),
        refer("booking_strike", "group_id", "people_group"),
        sa.UniqueConstraint(
            "occurrence_id", "resident_id", name="uq_booking_strike_occurrence_id_resident_id"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_booking_strike_resident_id_day", "booking_strike", ["resident_id", "day"])
    op.create_index("ix_booking_strike_group_id_day", "booking_strike", ["group_id", "day"])
    op.create_index("ix_booking_strike_center_id_phone_day", "booking_strike", ["center_id", "phone", "day"])
    op.create_table(
        "booking_bar",
        *begin(),
        link("resident_id", nullable=True),
        link("group_id", nullable=True),
        text("who"),
        text("phone"),
        text("effect", "bar"),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        text("reason"),
        link("rule_id", nullable=True),
        link("strike_id", nullable=True),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.Column("lifted_by", ID, nullable=True),
        text("lifted_reason"),
        *created(),
        *own("booking_bar"),
        refer("booking_bar", "resident_id", "resident"),
        refer("booking_bar", "group_id", "people_group"),
        refer("booking_bar", "rule_id", "booking_rule"),
        refer("booking_bar", "strike_id", "booking_strike"),
        sqlite_strict=True,
    )
    for column in ("resident_id", "group_id", "rule_id", "strike_id"):
        op.create_index(f"ix_booking_bar_{column}", "booking_bar", [column])
    op.create_index("ix_booking_bar_center_id_phone", "booking_bar", ["center_id", "phone"])
    op.create_index("ix_booking_bar_center_id_lifted_at", "booking_bar", ["center_id", "lifted_at"])


def downgrade() -> None:
    for table in (
        "booking_bar", "booking_strike", "booking_answer", "charge", "receipt", "booking_override",
        "booking_rule",
    ):  # fmt: skip
        op.drop_table(table)
