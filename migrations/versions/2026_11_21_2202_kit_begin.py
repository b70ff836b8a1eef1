"""kit: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0002_kit"
down_revision = "0001_center"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("actor", sa.Text(), nullable=False, server_default=""),
        sa.Column("act", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject", sa.Text(), nullable=False, server_default=""),
        sa.Column("ref_id", ID, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
        sa.Column("hash", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_audit_entry_center_id_center"),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_entry_center_id_at", "audit_entry", ["center_id", "at"])
    op.create_index(
        "ix_audit_entry_center_id_subject_ref_id", "audit_entry", ["center_id", "subject", "ref_id"]
    )
    op.create_table(
        "audit_head",
        sa.Column("center_id", ID, autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("hash", sa.Text(), nullable=False, server_default=""),
        sa.Column("seal", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("center_id", name="pk_audit_head"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_audit_head_center_id_center"),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("center_id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("center_id", "key", name="pk_setting"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_setting_center_id_center"),
        sqlite_strict=True,
    )
    op.create_table(
        "search_key",
        sa.Column("center_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("k", KEY, nullable=False),
        sa.Column("ref_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("center_id", "kind", "k", "ref_id", name="pk_search_key"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_search_key_center_id_center"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_key_ref", "search_key", ["center_id", "kind", "ref_id"])


def downgrade() -> None:
    op.drop_table("search_key")
    op.drop_table("setting")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
