"""desk: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0008_desk"
down_revision = "0007_booking"
branch_labels = None
depends_on = None

DAY = sa.Text().with_variant(sa.Date(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("day", DAY, nullable=False),
        sa.Column("at", LOCAL_TIME, nullable=False),
        sa.Column("service_id", ID, nullable=False),
        sa.Column("module_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("visitor", sa.Text(), nullable=False, server_default=""),
        sa.Column("heads", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("outcome", sa.Text(), nullable=False, server_default="done"),
        sa.Column("passed_to", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="kept"),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        sa.CheckConstraint("heads > 0", name=op.f("ck_visit_heads")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_visit_center_id_center"),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_visit_module_id_service_module"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_visit_resident_id_resident"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_visit_service_id_service"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_visit_center_id_client_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_center_id_at", "visit", ["center_id", "at"])
    op.create_index(
        "ix_visit_month",
        "visit",
        ["center_id", "status", "day", "module_id", "service_id", "heads", "resident_id", "outcome", "at"],
    )
    op.create_index("ix_visit_resident_id_day", "visit", ["resident_id", "day"])


def downgrade() -> None:
    op.drop_table("visit")
