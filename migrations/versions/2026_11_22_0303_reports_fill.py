"""reports: the forms of other offices, what their places are pointed at, and what was handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0023_reports_fill"
down_revision = "0022_forms"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")


def upgrade() -> None:
    """Three tables, and the day until which a module's operator has its contract."""
    op.create_table(
        "foreign_template",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("office", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("file_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("content", sa.Text(), nullable=False, server_default=""),
        sa.Column("sha256", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_foreign_template"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_foreign_template_center_id_center"),
        sa.UniqueConstraint("center_id", "name", name="uq_foreign_template_center_id_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "foreign_return",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("template_id", ID, nullable=False),
        sa.Column("first_day", LOCAL_DATE, nullable=False),
        sa.Column("last_day", LOCAL_DATE, nullable=False),
        sa.Column("people", sa.Text(), nullable=False, server_default=""),
        sa.Column("file_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("files", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("rows", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fresh", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("changed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("left_out", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("only_changed", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("whole", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("digests", sa.Text(), nullable=False, server_default=""),
        sa.Column("undone", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_foreign_return"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_foreign_return_center_id_center"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["foreign_template.id"], name="fk_foreign_return_template_id_foreign_template"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_foreign_return_template_id_id", "foreign_return", ["template_id", "id"])
    op.create_table(
        "foreign_spot",
        sa.Column("id", ID, nullable=False),
        sa.Column("template_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="cell"),
        sa.Column("field", sa.Text(), nullable=False, server_default=""),
        sa.Column("heading", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("row_no", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("column_no", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_row", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("down", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("across", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_foreign_spot"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["foreign_template.id"], name="fk_foreign_spot_template_id_foreign_template"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_foreign_spot_template_id", "foreign_spot", ["template_id"])
    op.add_column("service_module", sa.Column("operator_until", LOCAL_DATE, nullable=True))


def downgrade() -> None:
    """What was filled in stays with whoever received it."""
    op.drop_column("service_module", "operator_until")
    op.drop_table("foreign_spot")
    op.drop_table("foreign_return")
    op.drop_table("foreign_template")
