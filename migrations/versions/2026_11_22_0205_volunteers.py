"""volunteers: people and posts."""

import sqlalchemy as sa
from alembic import op

revision = "0016_volunteers"
down_revision = "0015_activities"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "policy",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False, server_default=""),
        sa.Column("insurer", sa.Text(), nullable=False, server_default=""),
        sa.Column("cover", sa.Text(), nullable=False, server_default=""),
        sa.Column("valid_from", LOCAL_DATE, nullable=False),
        sa.Column("valid_to", LOCAL_DATE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_policy_center_id_center"),
        sa.UniqueConstraint("center_id", "number", name="uq_policy_center_id_number"),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_policy_span")),
        sqlite_strict=True,
    )
    op.create_table(
        "skill",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("needs_proof", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_skill"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_skill_center_id_center"),
        sa.UniqueConstraint("center_id", "name", name="uq_skill_center_id_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "post",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="duty"),
        sa.Column("room_id", ID, nullable=True),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("route", sa.Text(), nullable=False, server_default=""),
        sa.Column("equipment", sa.Text(), nullable=False, server_default=""),
        sa.Column("dangerous", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("lead_required", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("counts", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("age_from", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("age_to", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("minimum", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("wanted", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("maximum", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_post_center_id_center"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_post_room_id_room"),
        sa.UniqueConstraint("center_id", "name", name="uq_post_center_id_name"),
        sa.CheckConstraint(
            "0 <= minimum AND minimum <= wanted AND wanted <= maximum", name=op.f("ck_post_counts")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "volunteer",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False, server_default=""),
        sa.Column("from_outside", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("status", sa.Text(), nullable=False, server_default="recruit"),
        sa.Column("since", LOCAL_DATE, nullable=False),
        sa.Column("registered_on", LOCAL_DATE, nullable=False),
        sa.Column("languages", sa.Text(), nullable=False, server_default=""),
        sa.Column("fields", sa.Text(), nullable=False, server_default=""),
        sa.Column("health_limits", sa.Text(), nullable=False, server_default=""),
        sa.Column("work_unit", sa.Text(), nullable=False, server_default=""),
        sa.Column("party_member", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("contact_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("contact_relation", sa.Text(), nullable=False, server_default=""),
        sa.Column("contact_phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("guardian_consent_on", LOCAL_DATE, nullable=True),
        sa.Column("guardian_consent", sa.Text(), nullable=False, server_default=""),
        sa.Column("consent_scope", sa.Text(), nullable=False, server_default=""),
        sa.Column("consent_at", INSTANT, nullable=True),
        sa.Column("wanted_shifts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("most_shifts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("batch_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_volunteer_center_id_center"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_volunteer_resident_id_resident"),
        sa.UniqueConstraint("center_id", "number", name="uq_volunteer_center_id_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_volunteer_batch_id", "volunteer", ["batch_id"])
    op.create_index("ix_volunteer_center_id_status", "volunteer", ["center_id", "status"])
    op.create_index("ix_volunteer_resident_id", "volunteer", ["resident_id"])
    op.create_table(
        "availability",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="can"),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day", LOCAL_DATE, nullable=True),
        sa.Column("opens", sa.Text(), nullable=False, server_default="00:00"),
        sa.Column("closes", sa.Text(), nullable=False, server_default="24:00"),
        sa.PrimaryKeyConstraint("id", name="pk_availability"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_availability_center_id_center"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_availability_volunteer_id_volunteer"
        ),
        sa.CheckConstraint("(weekday IS NULL) <> (day IS NULL)", name=op.f("ck_availability_weekday_or_day")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_availability_weekday")),
        sa.CheckConstraint("opens < closes", name=op.f("ck_availability_span")),
        sqlite_strict=True,
    )
    op.create_index("ix_availability_volunteer_id", "availability", ["volunteer_id"])
    op.create_table(
        "leave",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=True),
        sa.Column("first_day", LOCAL_DATE, nullable=False),
        sa.Column("last_day", LOCAL_DATE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_leave"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_leave_center_id_center"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name="fk_leave_volunteer_id_volunteer"),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_leave_span")),
        sqlite_strict=True,
    )
    op.create_index("ix_leave_center_id_last_day", "leave", ["center_id", "last_day"])
    op.create_index("ix_leave_volunteer_id", "leave", ["volunteer_id"])
    op.create_table(
        "policy_member",
        sa.Column("policy_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("covered_from", LOCAL_DATE, nullable=False),
        sa.PrimaryKeyConstraint("policy_id", "volunteer_id", name="pk_policy_member"),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name="fk_policy_member_policy_id_policy"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_policy_member_volunteer_id_volunteer"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_member_volunteer_id", "policy_member", ["volunteer_id"])
    op.create_table(
        "post_skill",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("skill_id", ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("post_id", "skill_id", name="pk_post_skill"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_post_skill_post_id_post"),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name="fk_post_skill_skill_id_skill"),
        sqlite_strict=True,
    )
    op.create_index("ix_post_skill_skill_id", "post_skill", ["skill_id"])
    op.create_table(
        "team",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("as_a_whole", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_team_center_id_center"),
        sa.ForeignKeyConstraint(["lead_id"], ["volunteer.id"], name="fk_team_lead_id_volunteer"),
        sa.UniqueConstraint("center_id", "name", name="uq_team_center_id_name"),
        sqlite_strict=True,
    )
    op.create_index("ix_team_lead_id", "team", ["lead_id"])
    op.create_table(
        "volunteer_bond",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("bond", sa.Text(), nullable=False, server_default="together"),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_bond"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_volunteer_bond_center_id_center"),
        sa.ForeignKeyConstraint(["other_id"], ["volunteer.id"], name="fk_volunteer_bond_other_id_volunteer"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_volunteer_bond_volunteer_id_volunteer"
        ),
        sa.UniqueConstraint("volunteer_id", "other_id", name="uq_volunteer_bond_volunteer_id_other_id"),
        sa.CheckConstraint("volunteer_id < other_id", name=op.f("ck_volunteer_bond_once")),
        sqlite_strict=True,
    )
    op.create_index("ix_volunteer_bond_other_id", "volunteer_bond", ["other_id"])
    op.create_index("ix_volunteer_bond_volunteer_id", "volunteer_bond", ["volunteer_id"])
    op.create_table(
        "volunteer_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("body", sa.Text(), nullable=False, server_default=""),
        sa.Column("issuer", sa.Text(), nullable=False, server_default=""),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_note"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_volunteer_note_center_id_center"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_volunteer_note_volunteer_id_volunteer"
        ),
        sa.CheckConstraint(
            "kind IN ('training', 'award', 'praise', 'complaint')", name=op.f("ck_volunteer_note_kind")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_volunteer_note_volunteer_id", "volunteer_note", ["volunteer_id"])
    op.create_table(
        "volunteer_skill",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("skill_id", ID, nullable=False),
        sa.Column("proficiency", sa.Text(), nullable=False, server_default="able"),
        sa.Column("proof", sa.Text(), nullable=False, server_default=""),
        sa.Column("valid_until", LOCAL_DATE, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("confirmed_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_skill"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_volunteer_skill_center_id_center"),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name="fk_volunteer_skill_skill_id_skill"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_volunteer_skill_volunteer_id_volunteer"
        ),
        sa.UniqueConstraint("volunteer_id", "skill_id", name="uq_volunteer_skill_volunteer_id_skill_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_volunteer_skill_skill_id", "volunteer_skill", ["skill_id"])
    op.create_table(
        "volunteer_status",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default="recruit"),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_status"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_volunteer_status_center_id_center"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_volunteer_status_volunteer_id_volunteer"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_volunteer_status_volunteer_id", "volunteer_status", ["volunteer_id"])
    op.create_table(
        "team_member",
        sa.Column("team_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("may_lead", FLAG, nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("team_id", "volunteer_id", name="pk_team_member"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_team_member_team_id_team"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_team_member_volunteer_id_volunteer"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_team_member_volunteer_id", "team_member", ["volunteer_id"])


def downgrade() -> None:
    op.drop_table("team_member")
    op.drop_table("volunteer_status")
    op.drop_table("volunteer_skill")
    op.drop_table("volunteer_note")
    op.drop_table("volunteer_bond")
    op.drop_table("team")
    op.drop_table("post_skill")
    op.drop_table("policy_member")
    op.drop_table("leave")
    op.drop_table("availability")
    op.drop_table("volunteer")
    op.drop_table("post")
    op.drop_table("skill")
    op.drop_table("policy")
