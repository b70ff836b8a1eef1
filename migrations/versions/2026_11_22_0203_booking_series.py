"""booking: terms, exceptions of series, closures."""

import sqlalchemy as sa
from alembic import op

revision = "0014_booking_series"
down_revision = "0013_booking_rulebook"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
WAITING = "status IN ('skipped', 'suspended')"


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("day_from", LOCAL_DATE, nullable=False),
        sa.Column("day_to", LOCAL_DATE, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_term_center_id_center"),
        sa.CheckConstraint("day_from <= day_to", name="ck_term_span"),
        sa.UniqueConstraint("center_id", "name", name="uq_term_center_id_name"),
        sqlite_strict=True,
    )
    for name in ("time_from", "time_to"):
        op.add_column("closed_day", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "ix_occurrence_waiting",
        "occurrence",
        ["center_id", "starts"],
        sqlite_where=sa.text(WAITING),
        postgresql_where=sa.text(WAITING),
    )


def downgrade() -> None:
    op.drop_index("ix_occurrence_waiting", "occurrence")
    for name in ("time_to", "time_from"):
        op.drop_column("closed_day", name)
    op.drop_table("term")
