"""catalog: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0006_catalog"
down_revision = "0005_modules"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "service",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("module_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("name_en", sa.Text(), nullable=False, server_default=""),
        sa.Column("category", sa.Text(), nullable=False, server_default=""),
        sa.Column("handling", sa.Text(), nullable=False, server_default="direct"),
        sa.Column("department", sa.Text(), nullable=False, server_default=""),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("on_the_spot", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("fee", sa.Text(), nullable=False, server_default=""),
        sa.Column("window_hours", sa.Text(), nullable=False, server_default=""),
        sa.Column("eligibility", sa.Text(), nullable=False, server_default=""),
        sa.Column("steps", sa.Text(), nullable=False, server_default=""),
        sa.Column("refused", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("refusal", sa.Text(), nullable=False, server_default=""),
        sa.Column("refer_to", sa.Text(), nullable=False, server_default=""),
        sa.Column("to_confirm", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("status", sa.Text(), nullable=False, server_default="draft"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_service_center_id_center"),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_service_module_id_service_module"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_service_center_id_name", "service", ["center_id", "name"])
    op.create_index("ix_service_center_id_status", "service", ["center_id", "status"])
    op.create_index("ix_service_module_id", "service", ["module_id"])
    op.create_table(
        "service_paper",
        sa.Column("id", ID, nullable=False),
        sa.Column("service_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("need", sa.Text(), nullable=False, server_default="unknown"),
        sa.Column("copies", sa.Text(), nullable=False, server_default=""),
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_service_paper"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_service_paper_service_id_service"),
        sqlite_strict=True,
    )
    op.create_index("ix_service_paper_service_id", "service_paper", ["service_id"])
    op.create_table(
        "service_revision",
        sa.Column("id", ID, nullable=False),
        sa.Column("service_id", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("actor", sa.Text(), nullable=False, server_default=""),
        sa.Column("change", sa.Text(), nullable=False, server_default=""),
        sa.Column("content", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_service_revision"),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_service_revision_service_id_service"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_service_revision_service_id", "service_revision", ["service_id"])


def downgrade() -> None:
    op.drop_table("service_revision")
    op.drop_table("service_paper")
    op.drop_table("service")
