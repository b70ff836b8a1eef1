"""activities: its first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0015_activities"
down_revision = "0014_booking_series"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")

INDEXES = (
    ("activity", ("campaign",)),
    ("activity", ("center_id", "first_day")),
    ("activity", ("center_id", "status", "first_day")),
    ("activity", ("copied_from_id",)),
    ("activity", ("module_id",)),
    ("activity_partner", ("activity_id",)),
    ("activity_partner", ("group_id",)),
    ("activity_tag", ("tag_id",)),
    ("activity_session", ("activity_id", "starts")),
    ("activity_session", ("center_id", "starts")),
    ("activity_session", ("occurrence_id",)),
    ("enrollment", ("activity_id", "status", "position")),
    ("enrollment", ("center_id", "status", "offer_expires_at")),
    ("enrollment", ("group_id",)),
    ("enrollment", ("moved_from_id",)),
    ("enrollment", ("resident_id",)),
    ("enrollment", ("session_id", "status", "position")),
    ("seat", ("enrollment_id",)),
    ("enrollee", ("enrollment_id",)),
    ("enrollee", ("guardian_id",)),
    ("enrollee", ("resident_id",)),
    ("pickup_person", ("enrollee_id",)),
    ("attendance", ("enrollee_id",)),
    ("attendance", ("resident_id",)),
    ("activity_feedback", ("activity_id",)),
    ("activity_feedback", ("resident_id",)),
    ("activity_feedback", ("session_id",)),
    ("activity_photo", ("activity_id",)),
    ("activity_photo", ("session_id",)),
)


def created() -> list[sa.Column]:
    return [sa.Column("created_at", INSTANT, nullable=False), sa.Column("created_by", ID, nullable=True)]


def changed() -> list[sa.Column]:
    return [
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
    ]


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="other"),
        sa.Column("module_id", ID, nullable=True),
        sa.Column("status", sa.Text(), nullable=False, server_default="draft"),
        sa.Column("sign_up", sa.Text(), nullable=False, server_default="whole"),
        sa.Column("organiser", sa.Text(), nullable=False, server_default=""),
        sa.Column("lead_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("summary", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("campaign", sa.Text(), nullable=False, server_default=""),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("residents_only", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("eligibility", sa.Text(), nullable=False, server_default=""),
        sa.Column("fee_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("reduced_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("needs_guardian", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("needs_approval", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("publish_on", LOCAL_DATE, nullable=True),
        sa.Column("sign_up_opens", LOCAL_TIME, nullable=True),
        sa.Column("sign_up_closes", LOCAL_TIME, nullable=True),
        sa.Column("waiting_list", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("lets_pass", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="24"),
        sa.Column("certificate", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("copied_from_id", ID, nullable=True),
        sa.Column("first_day", LOCAL_DATE, nullable=True),
        sa.Column("last_day", LOCAL_DATE, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("closing_words", sa.Text(), nullable=False, server_default=""),
        sa.Column("closing_heads", sa.Integer(), nullable=True),
        sa.Column("closing_minutes", sa.Integer(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("client_key", sa.Text(), nullable=True),
        *created(),
        *changed(),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sa.CheckConstraint("fee_fen >= 0 AND reduced_fen >= 0", name=op.f("ck_activity_fee")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_activity_center_id_center"),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["activity.id"], name="fk_activity_copied_from_id_activity"
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_activity_module_id_service_module"
        ),
        sa.UniqueConstraint("center_id", "client_key", name="uq_activity_center_id_client_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "activity_partner",
        sa.Column("id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_activity_partner"),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_activity_partner_activity_id_activity"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name="fk_activity_partner_group_id_people_group"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "activity_tag",
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("tag_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "tag_id", "role", name="pk_activity_tag"),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_activity_tag_activity_id_activity"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["care_tag.id"], name="fk_activity_tag_tag_id_care_tag"),
        sqlite_strict=True,
    )
    op.create_table(
        "activity_session",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("occurrence_id", ID, nullable=True),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="planned"),
        sa.Column("cancel_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("heads", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("held_at", INSTANT, nullable=True),
        *created(),
        *changed(),
        sa.PrimaryKeyConstraint("id", name="pk_activity_session"),
        sa.CheckConstraint("heads >= 0", name=op.f("ck_activity_session_heads")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_activity_session_span")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_activity_session_activity_id_activity"
        ),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_activity_session_center_id_center"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_activity_session_occurrence_id_occurrence"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "seat_pool",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False, server_default="seat"),
        sa.Column("capacity", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_seat_pool"),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_seat_pool_capacity")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_seat_pool_activity_id_activity"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_seat_pool_center_id_center"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["activity_session.id"], name="fk_seat_pool_session_id_activity_session"
        ),
        sa.UniqueConstraint("id", "capacity", name="uq_seat_pool_id_capacity"),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_seat_pool_session",
        "seat_pool",
        ["session_id", "kind"],
        unique=True,
        sqlite_where=sa.text("session_id IS NOT NULL"),
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )
    op.create_index(
        "uq_seat_pool_whole",
        "seat_pool",
        ["activity_id", "kind"],
        unique=True,
        sqlite_where=sa.text("session_id IS NULL"),
        postgresql_where=sa.text("session_id IS NULL"),
    )
    op.create_table(
        "enrollment",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False, server_default="person"),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("seats", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wheelchairs", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("helpers", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("status", sa.Text(), nullable=False, server_default="enrolled"),
        sa.Column("source", sa.Text(), nullable=False, server_default="desk"),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("offered_at", INSTANT, nullable=True),
        sa.Column("offer_expires_at", INSTANT, nullable=True),
        sa.Column("fee_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fee_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("paid_at", INSTANT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("ended_from", sa.Text(), nullable=False, server_default=""),
        sa.Column("moved_from_id", ID, nullable=True),
        sa.Column("client_key", sa.Text(), nullable=True),
        *created(),
        *changed(),
        sa.PrimaryKeyConstraint("id", name="pk_enrollment"),
        sa.CheckConstraint(
            "seats >= 0 AND wheelchairs >= 0 AND helpers >= 0 AND seats + wheelchairs + helpers > 0",
            name=op.f("ck_enrollment_wants"),
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_enrollment_activity_id_activity"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_enrollment_center_id_center"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name="fk_enrollment_group_id_people_group"
        ),
        sa.ForeignKeyConstraint(
            ["moved_from_id"], ["enrollment.id"], name="fk_enrollment_moved_from_id_enrollment"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_enrollment_resident_id_resident"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["activity_session.id"], name="fk_enrollment_session_id_activity_session"
        ),
        sa.UniqueConstraint("center_id", "client_key", name="uq_enrollment_center_id_client_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "seat",
        sa.Column("pool_id", ID, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("pool_id", "no", name="pk_seat"),
        sa.CheckConstraint("no >= 1 AND no <= capacity", name=op.f("ck_seat_no")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name="fk_seat_enrollment_id_enrollment"
        ),
        sa.ForeignKeyConstraint(
            ["pool_id", "capacity"],
            ["seat_pool.id", "seat_pool.capacity"],
            name="fk_seat_pool_id_seat_pool",
            onupdate="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "enrollee",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("enrollment_id", ID, nullable=False),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("birth_date", LOCAL_DATE, nullable=True),
        sa.Column("heads", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("seat_kind", sa.Text(), nullable=False, server_default="seat"),
        sa.Column("guardian_id", ID, nullable=True),
        sa.Column("guardian_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("guardian_phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("guardian_relation", sa.Text(), nullable=False, server_default=""),
        sa.Column("consent", sa.Text(), nullable=False, server_default="none"),
        sa.Column("consent_words", sa.Text(), nullable=False, server_default=""),
        sa.Column("consent_at", INSTANT, nullable=True),
        sa.Column("consent_by", ID, nullable=True),
        sa.Column("care_note", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_enrollee"),
        sa.CheckConstraint("heads > 0", name=op.f("ck_enrollee_heads")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_enrollee_center_id_center"),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name="fk_enrollee_enrollment_id_enrollment"
        ),
        sa.ForeignKeyConstraint(["guardian_id"], ["resident.id"], name="fk_enrollee_guardian_id_resident"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_enrollee_resident_id_resident"),
        sqlite_strict=True,
    )
    op.create_table(
        "pickup_person",
        sa.Column("id", ID, nullable=False),
        sa.Column("enrollee_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("relation", sa.Text(), nullable=False, server_default=""),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_pickup_person"),
        sa.ForeignKeyConstraint(
            ["enrollee_id"], ["enrollee.id"], name="fk_pickup_person_enrollee_id_enrollee"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "attendance",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("enrollee_id", ID, nullable=True),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("heads", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("presence", sa.Text(), nullable=False, server_default="present"),
        sa.Column("at", LOCAL_TIME, nullable=False),
        sa.Column("walk_in", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("picked_up_at", LOCAL_TIME, nullable=True),
        sa.Column("picked_up_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        sa.CheckConstraint("heads > 0", name=op.f("ck_attendance_heads")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_attendance_center_id_center"),
        sa.ForeignKeyConstraint(["enrollee_id"], ["enrollee.id"], name="fk_attendance_enrollee_id_enrollee"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_attendance_resident_id_resident"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["activity_session.id"], name="fk_attendance_session_id_activity_session"
        ),
        sa.UniqueConstraint("session_id", "enrollee_id", name="uq_attendance_session_id_enrollee_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "activity_feedback",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_activity_feedback"),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_activity_feedback_score")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_activity_feedback_activity_id_activity"
        ),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_activity_feedback_center_id_center"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_activity_feedback_resident_id_resident"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["activity_session.id"], name="fk_activity_feedback_session_id_activity_session"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "activity_photo",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=True),
        sa.Column("file", sa.Text(), nullable=False, server_default=""),
        sa.Column("caption", sa.Text(), nullable=False, server_default=""),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_activity_photo"),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_activity_photo_activity_id_activity"
        ),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_activity_photo_center_id_center"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["activity_session.id"], name="fk_activity_photo_session_id_activity_session"
        ),
        sqlite_strict=True,
    )
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def downgrade() -> None:
    for name in (
        "activity_photo", "activity_feedback", "attendance", "pickup_person", "enrollee", "seat",
        "enrollment", "seat_pool", "activity_session", "activity_tag", "activity_partner", "activity",
    ):  # fmt: skip
        op.drop_table(name)
