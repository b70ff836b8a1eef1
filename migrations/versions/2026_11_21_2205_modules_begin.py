"""modules: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0005_modules"
down_revision = "0004_people"
branch_labels = None
depends_on = None

DAY = sa.Text().with_variant(sa.Date(), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "service_module",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False, server_default="X"),
        sa.Column("key", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("name_en", sa.Text(), nullable=False, server_default=""),
        sa.Column("description", sa.Text(), nullable=False, server_default=""),
        sa.Column("color", sa.Text(), nullable=False, server_default="service"),
        sa.Column("fixed", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("operator", sa.Text(), nullable=False, server_default=""),
        sa.Column("operator_since", DAY, nullable=True),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("lead_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("lead_phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("opened_on", DAY, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_service_module"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_service_module_center_id_center"),
        sa.ForeignKeyConstraint(["lead_id"], ["resident.id"], name="fk_service_module_lead_id_resident"),
        sa.UniqueConstraint("center_id", "name", name="uq_service_module_center_id_name"),
        sqlite_strict=True,
    )
    op.create_index("ix_service_module_lead_id", "service_module", ["lead_id"])
    op.create_table(
        "module_place",
        sa.Column("id", ID, nullable=False),
        sa.Column("module_id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=True),
        sa.Column("room_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_module_place"),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_module_place_module_id_service_module"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_module_place_room_id_room"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_module_place_site_id_site"),
        sqlite_strict=True,
    )
    op.create_index("ix_module_place_module_id", "module_place", ["module_id"])
    op.create_index("ix_module_place_room_id", "module_place", ["room_id"])


def downgrade() -> None:
    op.drop_table("module_place")
    op.drop_table("service_module")
