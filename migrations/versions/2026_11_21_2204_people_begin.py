"""people: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0004_people"
down_revision = "0003_accounts"
branch_labels = None
depends_on = None

DAY = sa.Text().with_variant(sa.Date(), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "care_tag",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("color", sa.Text(), nullable=False, server_default="service"),
        sa.Column("sensitive", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_care_tag"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_care_tag_center_id_center"),
        sa.UniqueConstraint("center_id", "name", name="uq_care_tag_center_id_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "household",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("community", sa.Text(), nullable=False, server_default=""),
        sa.Column("building", sa.Text(), nullable=False, server_default=""),
        sa.Column("door", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_household_center_id_center"),
        sqlite_strict=True,
    )
    op.create_index("ix_household_center_id_building_door", "household", ["center_id", "building", "door"])
    op.create_table(
        "resident",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("name_sort", sa.Text(), nullable=False, server_default=""),
        sa.Column("sex", sa.Text(), nullable=False, server_default="unknown"),
        sa.Column("birth_date", DAY, nullable=True),
        sa.Column("id_kind", sa.Text(), nullable=False, server_default="none"),
        sa.Column("id_number", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone2", sa.Text(), nullable=False, server_default=""),
        sa.Column("community", sa.Text(), nullable=False, server_default=""),
        sa.Column("building", sa.Text(), nullable=False, server_default=""),
        sa.Column("door", sa.Text(), nullable=False, server_default=""),
        sa.Column("household_id", ID, nullable=True),
        sa.Column("household_head", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("alert", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("guardian_id", ID, nullable=True),
        sa.Column("guardian_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("guardian_phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="active"),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_resident"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_resident_center_id_center"),
        sa.ForeignKeyConstraint(["guardian_id"], ["resident.id"], name="fk_resident_guardian_id_resident"),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name="fk_resident_household_id_household"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["resident.id"], name="fk_resident_merged_into_id_resident"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_resident_batch_id", "resident", ["batch_id"])
    op.create_index("ix_resident_center_id_building_door", "resident", ["center_id", "building", "door"])
    op.create_index("ix_resident_center_id_id_number", "resident", ["center_id", "id_number"])
    op.create_index("ix_resident_center_id_phone", "resident", ["center_id", "phone"])
    op.create_index(
        "ix_resident_center_id_status_name_sort", "resident", ["center_id", "status", "name_sort"]
    )
    op.create_index("ix_resident_guardian_id", "resident", ["guardian_id"])
    op.create_index("ix_resident_household_id", "resident", ["household_id"])
    op.create_index("ix_resident_merged_into_id", "resident", ["merged_into_id"])
    op.create_table(
        "people_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="club"),
        sa.Column("leader_id", ID, nullable=True),
        sa.Column("leader_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("size", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people_group"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_people_group_center_id_center"),
        sa.ForeignKeyConstraint(["leader_id"], ["resident.id"], name="fk_people_group_leader_id_resident"),
        sqlite_strict=True,
    )
    op.create_index("ix_people_group_center_id_name", "people_group", ["center_id", "name"])
    op.create_index("ix_people_group_leader_id", "people_group", ["leader_id"])
    op.create_table(
        "resident_tag",
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("tag_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("resident_id", "tag_id", name="pk_resident_tag"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_resident_tag_resident_id_resident"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["care_tag.id"], name="fk_resident_tag_tag_id_care_tag"),
        sqlite_strict=True,
    )
    op.create_index("ix_resident_tag_tag_id", "resident_tag", ["tag_id"])
    op.create_table(
        "group_member",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "resident_id", name="pk_group_member"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name="fk_group_member_group_id_people_group"
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_group_member_resident_id_resident"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_group_member_resident_id", "group_member", ["resident_id"])


def downgrade() -> None:
    op.drop_table("group_member")
    op.drop_table("resident_tag")
    op.drop_table("people_group")
    op.drop_table("resident")
    op.drop_table("household")
    op.drop_table("care_tag")
