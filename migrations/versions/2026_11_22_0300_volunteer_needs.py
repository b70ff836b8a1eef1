"""volunteers: needs that hang on what the center does, lines that patrols walk."""

import sqlalchemy as sa
from alembic import op

revision = "0020_volunteer_needs"
down_revision = "0019_roster"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")
STRICT = {"sqlite_strict": True}


def upgrade() -> None:
    op.create_table(
        "patrol_route",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("spots", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_patrol_route"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_patrol_route_center_id_center"),
        sa.UniqueConstraint("center_id", "name", name="uq_patrol_route_center_id_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "need",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("serves", sa.Text(), nullable=False, server_default="activity_kind"),
        sa.Column("kind", sa.Text(), nullable=False, server_default=""),
        sa.Column("activity_id", ID, nullable=True),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("booking_id", ID, nullable=True),
        sa.Column("room_id", ID, nullable=True),
        sa.Column("route_id", ID, nullable=True),
        sa.Column("before_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("after_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("weekdays", sa.Text(), nullable=False, server_default=""),
        sa.Column("opens", sa.Text(), nullable=False, server_default=""),
        sa.Column("closes", sa.Text(), nullable=False, server_default=""),
        sa.Column("on_holidays", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("minimum", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("wanted", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("maximum", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("lead_required", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("dangerous", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("age_from", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("age_to", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("open_to_take", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("valid_from", LOCAL_DATE, nullable=True),
        sa.Column("valid_to", LOCAL_DATE, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_need_activity_id_activity", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name="fk_need_booking_id_booking", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_need_center_id_center"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_need_post_id_post"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_need_room_id_room"),
        sa.ForeignKeyConstraint(["route_id"], ["patrol_route.id"], name="fk_need_route_id_patrol_route"),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["activity_session.id"],
            name="fk_need_session_id_activity_session",
            ondelete="SET NULL",
        ),
        sa.CheckConstraint(
            "0 <= minimum AND minimum <= wanted AND wanted <= maximum", name=op.f("ck_need_counts")
        ),
        sa.CheckConstraint("before_minutes >= 0 AND after_minutes >= 0", name=op.f("ck_need_around")),
        sqlite_strict=True,
    )
    op.create_index("ix_need_activity_id", "need", ["activity_id"])
    op.create_index("ix_need_booking_id", "need", ["booking_id"])
    op.create_index("ix_need_center_id_active_serves", "need", ["center_id", "active", "serves"])
    op.create_index("ix_need_post_id", "need", ["post_id"])
    op.create_index("ix_need_room_id", "need", ["room_id"])
    op.create_index("ix_need_route_id", "need", ["route_id"])
    op.create_index("ix_need_session_id", "need", ["session_id"])
    op.create_table(
        "need_skill",
        sa.Column("need_id", ID, nullable=False),
        sa.Column("skill_id", ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("need_id", "skill_id", name="pk_need_skill"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name="fk_need_skill_need_id_need"),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name="fk_need_skill_skill_id_skill"),
        sqlite_strict=True,
    )
    op.create_index("ix_need_skill_skill_id", "need_skill", ["skill_id"])
    with op.batch_alter_table("shift", table_kwargs=STRICT) as batch:
        batch.add_column(sa.Column("need_id", ID, nullable=True))
        batch.add_column(sa.Column("session_id", ID, nullable=True))
        batch.add_column(sa.Column("moved_starts", LOCAL_TIME, nullable=True))
        batch.add_column(sa.Column("moved_ends", LOCAL_TIME, nullable=True))
        batch.add_column(sa.Column("freed", FLAG, nullable=False, server_default=sa.text("false")))
        batch.drop_constraint("fk_shift_occurrence_id_occurrence", type_="foreignkey")
        batch.create_foreign_key(
            "fk_shift_occurrence_id_occurrence", "occurrence", ["occurrence_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_foreign_key("fk_shift_need_id_need", "need", ["need_id"], ["id"])
        batch.create_foreign_key(
            "fk_shift_session_id_activity_session", "activity_session", ["session_id"], ["id"],
            ondelete="SET NULL",
        )  # fmt: skip
        batch.create_unique_constraint("uq_shift_need_id_occurrence_id", ["need_id", "occurrence_id"])
        batch.create_unique_constraint("uq_shift_need_id_session_id", ["need_id", "session_id"])
    op.create_index("ix_shift_need_id", "shift", ["need_id"])
    op.create_index("ix_shift_session_id", "shift", ["session_id"])
    with op.batch_alter_table("assignment", table_kwargs=STRICT) as batch:
        batch.add_column(sa.Column("freed_from", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("assignment", table_kwargs=STRICT) as batch:
        batch.drop_column("freed_from")
    op.drop_index("ix_shift_session_id", "shift")
    op.drop_index("ix_shift_need_id", "shift")
    with op.batch_alter_table("shift", table_kwargs=STRICT) as batch:
        batch.drop_constraint("uq_shift_need_id_session_id", type_="unique")
        batch.drop_constraint("uq_shift_need_id_occurrence_id", type_="unique")
        batch.drop_constraint("fk_shift_session_id_activity_session", type_="foreignkey")
        batch.drop_constraint("fk_shift_need_id_need", type_="foreignkey")
        batch.drop_constraint("fk_shift_occurrence_id_occurrence", type_="foreignkey")
        batch.create_foreign_key("fk_shift_occurrence_id_occurrence", "occurrence", ["occurrence_id"], ["id"])
        for name in ("freed", "moved_ends", "moved_starts", "session_id", "need_id"):
            batch.drop_column(name)
    op.drop_table("need_skill")
    op.drop_table("need")
    op.drop_table("patrol_route")
