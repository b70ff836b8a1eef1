"""reports: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0010_reports"
down_revision = "0009_data"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "report_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("report", sa.Text(), nullable=False, server_default=""),
        sa.Column("period", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("body", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_report_note"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_report_note_center_id_center"),
        sa.UniqueConstraint(
            "center_id", "report", "period", "place", name="uq_report_note_center_id_report_period_place"
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("report_note")
