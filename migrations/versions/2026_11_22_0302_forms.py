"""forms: record forms of the center and their entries."""

import sqlalchemy as sa
from alembic import op

revision = "0022_forms"
down_revision = "0021_desk_queue"
branch_labels = None
depends_on = None

RIGHTS = {
    "front_desk": ("forms.view", "forms.write"),
    "coordinator": ("forms.view", "forms.write"),
    "manager": ("forms.view", "forms.write", "forms.design"),
    "administrator": ("forms.view", "forms.write", "forms.design"),
}
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "form",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("module_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("name_en", sa.Text(), nullable=False, server_default=""),
        sa.Column("description", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="active"),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_form"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_form_center_id_center"),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_form_module_id_service_module"
        ),
        sa.UniqueConstraint("center_id", "key", name="uq_form_center_id_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_form_module_id", "form", ["module_id"])
    op.create_table(
        "form_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("form_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("status", sa.Text(), nullable=False, server_default="draft"),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("subject", sa.Text(), nullable=False, server_default="required"),
        sa.Column("due_days", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("due_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("due_steps", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("due_field", sa.Text(), nullable=False, server_default=""),
        sa.Column("due_working", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("due_shift", sa.Text(), nullable=False, server_default="none"),
        sa.Column("due_unless", sa.Text(), nullable=False, server_default=""),
        sa.Column("due_each", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("due_tag", sa.Text(), nullable=False, server_default=""),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("published_by", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_form_version"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_form_version_center_id_center"),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name="fk_form_version_form_id_form"),
        sa.UniqueConstraint("form_id", "number", name="uq_form_version_form_id_number"),
        sqlite_strict=True,
    )
    op.create_table(
        "entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("form_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("module_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("address", sa.Text(), nullable=False, server_default=""),
        sa.Column("grid", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="kept"),
        sa.Column("void_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("answers", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("next_due", LOCAL_DATE, nullable=True),
        sa.Column("open_due", LOCAL_DATE, nullable=True),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_entry_center_id_center"),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name="fk_entry_form_id_form"),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_entry_module_id_service_module"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_entry_resident_id_resident"),
        sa.ForeignKeyConstraint(["version_id"], ["form_version.id"], name="fk_entry_version_id_form_version"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_entry_center_id_client_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_center_id_open_due_form_id", "entry", ["center_id", "open_due", "form_id"])
    op.create_index("ix_entry_form_id_day_status", "entry", ["form_id", "day", "status"])
    op.create_index("ix_entry_module_id", "entry", ["module_id"])
    op.create_index("ix_entry_resident_id_form_id_day", "entry", ["resident_id", "form_id", "day"])
    op.create_index("ix_entry_version_id", "entry", ["version_id"])
    op.create_table(
        "form_field",
        sa.Column("id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("key", sa.Text(), nullable=False, server_default=""),
        sa.Column("label", sa.Text(), nullable=False, server_default=""),
        sa.Column("label_en", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="text"),
        sa.Column("required", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("options", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("unit", sa.Text(), nullable=False, server_default=""),
        sa.Column("places", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("low", sa.Text(), nullable=False, server_default=""),
        sa.Column("high", sa.Text(), nullable=False, server_default=""),
        sa.Column("default_value", sa.Text(), nullable=False, server_default=""),
        sa.Column("hint", sa.Text(), nullable=False, server_default=""),
        sa.Column("shown_when", sa.Text(), nullable=False, server_default=""),
        sa.Column("formula", sa.Text(), nullable=False, server_default=""),
        sa.Column("fact", sa.Text(), nullable=False, server_default=""),
        sa.Column("ledger", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("permission", sa.Text(), nullable=False, server_default=""),
        sa.Column("masked", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("keep_months", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("width", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_form_field"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["form_version.id"], name="fk_form_field_version_id_form_version"
        ),
        sa.UniqueConstraint("version_id", "key", name="uq_form_field_version_id_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "entry_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("answers", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entry_change"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_entry_change_center_id_center"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_entry_change_entry_id_entry"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_entry_change_resident_id_resident"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_change_entry_id", "entry_change", ["entry_id"])
    op.create_index("ix_entry_change_resident_id", "entry_change", ["resident_id"])
    builtin = "builtin = 1" if op.get_bind().dialect.name == "sqlite" else "builtin"
    for key, rights in RIGHTS.items():
        for right in rights:
            op.execute(
                sa.text(
                    "INSERT INTO role_permission (role_id, permission) "
                    f"SELECT id, :right FROM role WHERE key = :key AND {builtin}"
                ).bindparams(right=right, key=key)
            )


def downgrade() -> None:
    op.execute("DELETE FROM role_permission WHERE permission LIKE 'forms.%'")
    op.drop_table("entry_change")
    op.drop_table("form_field")
    op.drop_table("entry")
    op.drop_table("form_version")
    op.drop_table("form")
