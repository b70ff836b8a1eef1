"""booking: standing, turnout, buffers and call lists; the rights of new rooms for the roles every center has."""

import sqlalchemy as sa
from alembic import op

revision = "0011_booking_standing"
down_revision = "0010_reports"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
STRICT = {"sqlite_strict": True}
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")

FRONT_DESK = ("activities.view", "activities.enroll", "volunteers.view")
COORDINATOR = (
    *FRONT_DESK, "booking.override", "activities.write", "volunteers.write", "volunteers.hours",
)  # fmt: skip
MANAGER = (*COORDINATOR, "booking.approve", "booking.rules", "volunteers.review")
RIGHTS = {
    "front_desk": FRONT_DESK,
    "coordinator": COORDINATOR,
    "manager": MANAGER,
    "administrator": MANAGER,
}


def upgrade() -> None:
    with op.batch_alter_table("booking", table_kwargs=STRICT) as batch:
        batch.add_column(sa.Column("standing", sa.Text(), nullable=False, server_default="granted"))
        batch.add_column(sa.Column("expires_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("split_from_id", ID, nullable=True))
        batch.add_column(sa.Column("service_id", ID, nullable=True))
        batch.create_foreign_key("fk_booking_split_from_id_booking", "booking", ["split_from_id"], ["id"])
        batch.create_foreign_key("fk_booking_service_id_service", "service", ["service_id"], ["id"])
    op.create_index("ix_booking_split_from_id", "booking", ["split_from_id"])
    op.create_index("ix_booking_service_id", "booking", ["service_id"])
    with op.batch_alter_table("occurrence", table_kwargs=STRICT) as batch:
        batch.add_column(sa.Column("slot", LOCAL_TIME, nullable=True))
        batch.add_column(sa.Column("setup_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("cleanup_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("turnout", sa.Text(), nullable=False, server_default="expected"))
        batch.add_column(sa.Column("arrived_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("started_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("done_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("suspended_by_id", ID, nullable=True))
        batch.create_foreign_key(
            "fk_occurrence_suspended_by_id_closed_day", "closed_day", ["suspended_by_id"], ["id"]
        )
    op.create_index("ix_occurrence_suspended_by_id", "occurrence", ["suspended_by_id"])
    op.create_table(
        "call_list",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_call_list"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_call_list_center_id_center"),
        sqlite_strict=True,
    )
    op.create_index("ix_call_list_center_id_closed_at", "call_list", ["center_id", "closed_at"])
    op.create_index("ix_call_list_subject_subject_id", "call_list", ["subject", "subject_id"])
    op.create_table(
        "call_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("call_list_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("outcome", sa.Text(), nullable=False, server_default="open"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("called_at", INSTANT, nullable=True),
        sa.Column("called_by", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_call_entry"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_call_entry_center_id_center"),
        sa.ForeignKeyConstraint(
            ["call_list_id"], ["call_list.id"], name="fk_call_entry_call_list_id_call_list"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_call_entry_resident_id_resident"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name="fk_call_entry_group_id_people_group"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_call_entry_call_list_id", "call_entry", ["call_list_id"])
    op.create_index("ix_call_entry_resident_id", "call_entry", ["resident_id"])
    op.create_index("ix_call_entry_group_id", "call_entry", ["group_id"])
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
    op.drop_table("call_entry")
    op.drop_table("call_list")
    op.drop_index("ix_occurrence_suspended_by_id", "occurrence")
    with op.batch_alter_table("occurrence", table_kwargs=STRICT) as batch:
        batch.drop_constraint("fk_occurrence_suspended_by_id_closed_day", type_="foreignkey")
        for name in (
            "suspended_by_id", "done_at", "started_at", "arrived_at", "turnout", "cleanup_minutes",
            "setup_minutes", "slot",
        ):  # fmt: skip
            batch.drop_column(name)
    op.drop_index("ix_booking_service_id", "booking")
    op.drop_index("ix_booking_split_from_id", "booking")
    with op.batch_alter_table("booking", table_kwargs=STRICT) as batch:
        batch.drop_constraint("fk_booking_service_id_service", type_="foreignkey")
        batch.drop_constraint("fk_booking_split_from_id_booking", type_="foreignkey")
        for name in ("service_id", "split_from_id", "expires_at", "standing"):
            batch.drop_column(name)
