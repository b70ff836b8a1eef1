"""center: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001_center"
down_revision = None
branch_labels = None
depends_on = None

DAY = sa.Text().with_variant(sa.Date(), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "center",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="community"),
        sa.Column("town_code", sa.Text(), nullable=False, server_default=""),
        sa.Column("operator", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("zone", sa.Text(), nullable=False, server_default="Asia/Shanghai"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_center"),
        sa.UniqueConstraint("code", name="uq_center_code"),
        sqlite_strict=True,
    )
    op.create_table(
        "holiday",
        sa.Column("center_id", ID, nullable=False),
        sa.Column("day", DAY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="off"),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("center_id", "day", name="pk_holiday"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_holiday_center_id_center"),
        sqlite_strict=True,
    )
    op.create_table(
        "holiday_year",
        sa.Column("center_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("center_id", "year", name="pk_holiday_year"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_holiday_year_center_id_center"),
        sqlite_strict=True,
    )
    op.create_table(
        "site",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_site_center_id_center"),
        sa.UniqueConstraint("center_id", "name", name="uq_site_center_id_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "room",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("capacity", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("floor", sa.Text(), nullable=False, server_default=""),
        sa.Column("equipment", sa.Text(), nullable=False, server_default=""),
        sa.Column("accessible", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_room"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_room_center_id_center"),
        sa.ForeignKeyConstraint(["parent_id"], ["room.id"], name="fk_room_parent_id_room"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_room_site_id_site"),
        sa.UniqueConstraint("center_id", "name", name="uq_room_center_id_name"),
        sqlite_strict=True,
    )
    op.create_index("ix_room_parent_id", "room", ["parent_id"])
    op.create_table(
        "closed_day",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=True),
        sa.Column("day_from", DAY, nullable=False),
        sa.Column("day_to", DAY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_closed_day"),
        sa.CheckConstraint("day_from <= day_to", name=op.f("ck_closed_day_span")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_closed_day_center_id_center"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_closed_day_room_id_room"),
        sqlite_strict=True,
    )
    op.create_index("ix_closed_day_center_id_day_to", "closed_day", ["center_id", "day_to"])
    op.create_table(
        "hours",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("opens", sa.Text(), nullable=False, server_default=""),
        sa.Column("closes", sa.Text(), nullable=False, server_default=""),
        sa.Column("season_from", sa.Text(), nullable=False, server_default="01-01"),
        sa.Column("season_to", sa.Text(), nullable=False, server_default="12-31"),
        sa.Column("valid_from", DAY, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hours"),
        sa.CheckConstraint("opens < closes", name=op.f("ck_hours_span")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_hours_weekday")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_hours_center_id_center"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_hours_room_id_room"),
        sqlite_strict=True,
    )
    op.create_index("ix_hours_center_id_weekday", "hours", ["center_id", "weekday"])


def downgrade() -> None:
    op.drop_table("hours")
    op.drop_table("closed_day")
    op.drop_table("room")
    op.drop_table("site")
    op.drop_table("holiday_year")
    op.drop_table("holiday")
    op.drop_table("center")
