"""accounts: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0003_accounts"
down_revision = "0002_kit"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("login", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("password_hash", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("must_change", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("locked_until", INSTANT, nullable=True),
        sa.Column("last_sign_in", INSTANT, nullable=True),
        sa.Column("password_changed_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_account_center_id_center"),
        sa.UniqueConstraint("center_id", "login", name="uq_account_center_id_login"),
        sqlite_strict=True,
    )
    op.create_table(
        "role",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("builtin", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_role_center_id_center"),
        sa.UniqueConstraint("center_id", "key", name="uq_role_center_id_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "account_role",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("role_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "role_id", name="pk_account_role"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_role_account_id_account"),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name="fk_account_role_role_id_role"),
        sqlite_strict=True,
    )
    op.create_index("ix_account_role_role_id", "account_role", ["role_id"])
    op.create_table(
        "role_permission",
        sa.Column("role_id", ID, nullable=False),
        sa.Column("permission", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("role_id", "permission", name="pk_role_permission"),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name="fk_role_permission_role_id_role"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("role_permission")
    op.drop_table("account_role")
    op.drop_table("role")
    op.drop_table("account")
