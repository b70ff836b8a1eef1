"""volunteers: the rules of rostering."""

import sqlalchemy as sa
from alembic import op

revision = "0019_roster"
down_revision = "0018_reports_usage"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "roster_rule",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="overlap"),
        sa.Column("level", sa.Text(), nullable=False, server_default="warn"),
        sa.Column("amount", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("period", sa.Text(), nullable=False, server_default="week"),
        sa.Column("window_days", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("first_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("then_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("post_id", ID, nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("valid_from", LOCAL_DATE, nullable=False),
        sa.Column("valid_to", LOCAL_DATE, nullable=True),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_roster_rule"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_roster_rule_center_id_center"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_roster_rule_post_id_post"),
        sqlite_strict=True,
    )
    op.create_index("ix_roster_rule_center_id_position", "roster_rule", ["center_id", "position"])
    op.create_index("ix_roster_rule_post_id", "roster_rule", ["post_id"])


def downgrade() -> None:
    op.drop_table("roster_rule")
