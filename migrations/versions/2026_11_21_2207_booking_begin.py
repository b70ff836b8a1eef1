"""booking: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0007_booking"
down_revision = "0006_catalog"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "booking",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="hire"),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("for_center", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("people", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("rule", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_booking"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_booking_center_id_center"),
        sa.ForeignKeyConstraint(["group_id"], ["people_group.id"], name="fk_booking_group_id_people_group"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_booking_resident_id_resident"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_booking_room_id_room"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_booking_center_id_client_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_booking_group_id", "booking", ["group_id"])
    op.create_index("ix_booking_resident_id", "booking", ["resident_id"])
    op.create_index("ix_booking_room_id", "booking", ["room_id"])
    op.create_table(
        "occurrence",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("booking_id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=False),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default="booked"),
        sa.Column("cancel_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_occurrence_span")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_occurrence_booking_id_booking"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_occurrence_center_id_center"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_occurrence_room_id_room"),
        sqlite_strict=True,
    )
    op.create_index("ix_occurrence_booking_id", "occurrence", ["booking_id"])
    op.create_index(
        "ix_occurrence_center_id_starts_room_id", "occurrence", ["center_id", "starts", "room_id"]
    )
    op.create_index("ix_occurrence_room_id_starts", "occurrence", ["room_id", "starts"])
    op.create_table(
        "claim",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("occurrence_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_claim_span")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_claim_center_id_center"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_claim_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["room.id"], name="fk_claim_unit_id_room"),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_occurrence_id", "claim", ["occurrence_id"])
    op.create_index("ix_claim_unit_id_starts_ends", "claim", ["unit_id", "starts", "ends"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE claim ADD CONSTRAINT claim_overlap "
            "EXCLUDE USING gist (unit_id WITH =, tsrange(starts, ends) WITH &&)"
        )
        op.execute(
            "ALTER TABLE claim ADD CONSTRAINT ck_claim_too_long CHECK (ends <= starts + interval '24 hours')"
        )


def downgrade() -> None:
    op.drop_table("claim")
    op.drop_table("occurrence")
    op.drop_table("booking")
