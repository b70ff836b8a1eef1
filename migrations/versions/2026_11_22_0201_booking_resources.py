"""booking: equipment, staff, extra rooms, appointments, holds."""

import sqlalchemy as sa
from alembic import op

revision = "0012_booking_resources"
down_revision = "0011_booking_standing"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")
BOOKED = sa.text("status = 'booked'")

TABLES = (
    "appointment", "appointment_slot", "plan_resource", "hold_unit", "hold", "occurrence_resource",
    "occurrence_room", "resource_claim", "resource_absence", "working_hours", "appointment_plan", "resource",
)  # fmt: skip


def upgrade() -> None:
    _resources()
    _plans()
    _claims()
    _holds()
    _appointments()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE resource_claim ADD CONSTRAINT resource_overlap EXCLUDE USING gist "
            "(resource_id WITH =, unit_no WITH =, tsrange(starts, ends) WITH &&)"
        )
        op.execute(
            "ALTER TABLE resource_claim ADD CONSTRAINT ck_resource_claim_too_long "
            "CHECK (ends <= starts + interval '24 hours')"
        )
        op.execute(
            "ALTER TABLE hold_unit ADD CONSTRAINT hold_overlap "
            "EXCLUDE USING gist (unit_id WITH =, tsrange(starts, ends) WITH &&)"
        )


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _resources() -> None:
    op.create_table(
        "resource",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="equipment"),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("quantity", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("profession", sa.Text(), nullable=False, server_default=""),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("room_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_resource"),
        sa.CheckConstraint(
            "quantity >= 1 AND (kind = 'equipment' OR quantity = 1)", name=op.f("ck_resource_quantity")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_resource_account_id_account"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_resource_center_id_center"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_resource_resident_id_resident"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_resource_room_id_room"),
        sa.UniqueConstraint("center_id", "name", name="uq_resource_center_id_name"),
        sa.UniqueConstraint("id", "quantity", name="uq_resource_id_quantity"),
        sqlite_strict=True,
    )
    op.create_index("ix_resource_account_id", "resource", ["account_id"])
    op.create_index("ix_resource_resident_id", "resource", ["resident_id"])
    op.create_index("ix_resource_room_id", "resource", ["room_id"])


def _plans() -> None:
    op.create_table(
        "appointment_plan",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("service_id", ID, nullable=True),
        sa.Column("room_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="30"),
        sa.Column("pause_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("capacity", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("notice_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("horizon_days", sa.Integer(), nullable=False, server_default="30"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_appointment_plan"),
        sa.CheckConstraint(
            "pause_minutes >= 0 AND notice_minutes >= 0 AND horizon_days >= 0",
            name=op.f("ck_appointment_plan_bounds"),
        ),
        sa.CheckConstraint("minutes BETWEEN 5 AND 720", name=op.f("ck_appointment_plan_minutes")),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_appointment_plan_capacity")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_appointment_plan_center_id_center"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_appointment_plan_room_id_room"),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_appointment_plan_service_id_service"
        ),
        sa.UniqueConstraint("center_id", "name", name="uq_appointment_plan_center_id_name"),
        sqlite_strict=True,
    )
    op.create_index("ix_appointment_plan_room_id", "appointment_plan", ["room_id"])
    op.create_index("ix_appointment_plan_service_id", "appointment_plan", ["service_id"])
    op.create_table(
        "working_hours",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=True),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("opens", sa.Text(), nullable=False, server_default=""),
        sa.Column("closes", sa.Text(), nullable=False, server_default=""),
        sa.Column("season_from", sa.Text(), nullable=False, server_default=""),
        sa.Column("season_to", sa.Text(), nullable=False, server_default=""),
        sa.Column("valid_from", LOCAL_DATE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_working_hours"),
        sa.CheckConstraint("opens < closes", name=op.f("ck_working_hours_span")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_working_hours_weekday")),
        sa.CheckConstraint("(resource_id IS NULL) <> (plan_id IS NULL)", name=op.f("ck_working_hours_owner")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_working_hours_center_id_center"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["appointment_plan.id"], name="fk_working_hours_plan_id_appointment_plan"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name="fk_working_hours_resource_id_resource"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_working_hours_plan_id", "working_hours", ["plan_id"])
    op.create_index("ix_working_hours_resource_id", "working_hours", ["resource_id"])
    op.create_table(
        "resource_absence",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_resource_absence"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_resource_absence_span")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_resource_absence_quantity")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_resource_absence_center_id_center"),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name="fk_resource_absence_resource_id_resource"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_resource_absence_resource_id_ends", "resource_absence", ["resource_id", "ends"])


def _claims() -> None:
    op.create_table(
        "resource_claim",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("unit_no", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("occurrence_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resource_claim"),
        sa.CheckConstraint("unit_no BETWEEN 1 AND quantity", name=op.f("ck_resource_claim_unit_no")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_resource_claim_span")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_resource_claim_center_id_center"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_resource_claim_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id", "quantity"],
            ["resource.id", "resource.quantity"],
            name="fk_resource_claim_resource_id_quantity_resource",
            onupdate="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_resource_claim_occurrence_id", "resource_claim", ["occurrence_id"])
    op.create_index(
        "ix_resource_claim_resource_id_starts_ends", "resource_claim", ["resource_id", "starts", "ends"]
    )
    op.create_index(
        "ix_resource_claim_resource_id_unit_no_starts_ends",
        "resource_claim",
        ["resource_id", "unit_no", "starts", "ends"],
    )
    op.create_table(
        "occurrence_room",
        sa.Column("occurrence_id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("occurrence_id", "room_id", name="pk_occurrence_room"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_occurrence_room_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_occurrence_room_room_id_room"),
        sqlite_strict=True,
    )
    op.create_index("ix_occurrence_room_room_id", "occurrence_room", ["room_id"])
    op.create_table(
        "occurrence_resource",
        sa.Column("occurrence_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("occurrence_id", "resource_id", name="pk_occurrence_resource"),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_occurrence_resource_quantity")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_occurrence_resource_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name="fk_occurrence_resource_resource_id_resource"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_occurrence_resource_resource_id", "occurrence_resource", ["resource_id"])


def _holds() -> None:
    op.create_table(
        "hold",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, server_default=""),
        sa.Column("room_id", ID, nullable=False),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_hold_span")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_hold_account_id_account"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_hold_center_id_center"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_hold_room_id_room"),
        sa.UniqueConstraint("center_id", "key", name="uq_hold_center_id_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "hold_unit",
        sa.Column("id", ID, nullable=False),
        sa.Column("hold_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hold_unit"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_hold_unit_span")),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["hold.id"], name="fk_hold_unit_hold_id_hold", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["room.id"], name="fk_hold_unit_unit_id_room"),
        sqlite_strict=True,
    )
    op.create_index("ix_hold_unit_hold_id", "hold_unit", ["hold_id"])
    op.create_index("ix_hold_unit_unit_id_starts_ends", "hold_unit", ["unit_id", "starts", "ends"])


def _appointments() -> None:
    op.create_table(
        "plan_resource",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("plan_id", "resource_id", name="pk_plan_resource"),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_plan_resource_quantity")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["appointment_plan.id"], name="fk_plan_resource_plan_id_appointment_plan"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name="fk_plan_resource_resource_id_resource"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_plan_resource_resource_id", "plan_resource", ["resource_id"])
    op.create_table(
        "appointment_slot",
        sa.Column("occurrence_id", ID, nullable=False, autoincrement=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("occurrence_id", name="pk_appointment_slot"),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_appointment_slot_capacity")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_appointment_slot_center_id_center"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_appointment_slot_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["appointment_plan.id"], name="fk_appointment_slot_plan_id_appointment_plan"
        ),
        sa.UniqueConstraint("occurrence_id", "capacity", name="uq_appointment_slot_occurrence_id_capacity"),
        sqlite_strict=True,
    )
    op.create_index("ix_appointment_slot_plan_id", "appointment_slot", ["plan_id"])
    op.create_table(
        "appointment",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("occurrence_id", ID, nullable=False),
        sa.Column("seat_no", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("walk_in", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("status", sa.Text(), nullable=False, server_default="booked"),
        sa.Column("turnout", sa.Text(), nullable=False, server_default="expected"),
        sa.Column("arrived_at", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.CheckConstraint("seat_no BETWEEN 1 AND capacity", name=op.f("ck_appointment_seat_no")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_appointment_center_id_center"),
        sa.ForeignKeyConstraint(
            ["occurrence_id", "capacity"],
            ["appointment_slot.occurrence_id", "appointment_slot.capacity"],
            name="fk_appointment_occurrence_id_capacity_appointment_slot",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_appointment_resident_id_resident"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_appointment_center_id_client_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_appointment_occurrence_id", "appointment", ["occurrence_id"])
    op.create_index("ix_appointment_resident_id", "appointment", ["resident_id"])
    op.create_index(
        "uq_appointment_seat",
        "appointment",
        ["occurrence_id", "seat_no"],
        unique=True,
        sqlite_where=BOOKED,
        postgresql_where=BOOKED,
    )
