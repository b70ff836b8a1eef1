"""volunteers: shifts, hours, public notices, points, stars and certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0017_volunteer_hours"
down_revision = "0016_volunteers"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "closed_month",
        sa.Column("center_id", ID, nullable=False),
        sa.Column("month", sa.Text(), nullable=False, server_default=""),
        sa.Column("closed_at", INSTANT, nullable=False),
        sa.Column("closed_by", ID, nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("lines", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("center_id", "month", name="pk_closed_month"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_closed_month_center_id_center"),
        sqlite_strict=True,
    )
    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.Text(), nullable=False, server_default="hours"),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("first_day", LOCAL_DATE, nullable=False),
        sa.Column("last_day", LOCAL_DATE, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("closed_by", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_notice_center_id_center"),
        sa.UniqueConstraint("center_id", "number", name="uq_notice_center_id_number"),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_notice_span")),
        sqlite_strict=True,
    )
    op.create_table(
        "points_rule",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("valid_from", LOCAL_DATE, nullable=False),
        sa.Column("points_per_hour", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("most_hours", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("cap", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("redeem_from_hours", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("expiry", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_points_rule"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_points_rule_center_id_center"),
        sa.UniqueConstraint("center_id", "valid_from", name="uq_points_rule_center_id_valid_from"),
        sqlite_strict=True,
    )
    op.create_table(
        "star_level",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("valid_from", LOCAL_DATE, nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("approver", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_star_level"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_star_level_center_id_center"),
        sa.UniqueConstraint(
            "center_id", "valid_from", "stars", name="uq_star_level_center_id_valid_from_stars"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "certificate",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False, server_default=""),
        sa.Column("year", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("serial", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("status", sa.Text(), nullable=False, server_default="issued"),
        sa.Column("first_day", LOCAL_DATE, nullable=False),
        sa.Column("last_day", LOCAL_DATE, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("purpose", sa.Text(), nullable=False, server_default=""),
        sa.Column("responsible", sa.Text(), nullable=False, server_default=""),
        sa.Column("handler", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("issued_on", LOCAL_DATE, nullable=False),
        sa.Column("revoked_on", LOCAL_DATE, nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("replaces_id", ID, nullable=True),
        sa.Column("notice_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_certificate_center_id_center"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_certificate_notice_id_notice"),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name="fk_certificate_replaces_id_certificate"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_certificate_volunteer_id_volunteer"
        ),
        sa.UniqueConstraint("center_id", "year", "serial", name="uq_certificate_center_id_year_serial"),
        sa.UniqueConstraint("center_id", "number", name="uq_certificate_center_id_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_certificate_volunteer_id", "certificate", ["volunteer_id"])
    op.create_table(
        "shift_pattern",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("weekday", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("opens", sa.Text(), nullable=False, server_default=""),
        sa.Column("closes", sa.Text(), nullable=False, server_default=""),
        sa.Column("valid_from", LOCAL_DATE, nullable=True),
        sa.Column("valid_to", LOCAL_DATE, nullable=True),
        sa.Column("on_holidays", FLAG, nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("id", name="pk_shift_pattern"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_shift_pattern_center_id_center"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_shift_pattern_post_id_post"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_shift_pattern_weekday")),
        sqlite_strict=True,
    )
    op.create_index("ix_shift_pattern_post_id", "shift_pattern", ["post_id"])
    op.create_table(
        "star_award",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("applied_on", LOCAL_DATE, nullable=False),
        sa.Column("granted_on", LOCAL_DATE, nullable=True),
        sa.Column("approver", sa.Text(), nullable=False, server_default=""),
        sa.Column("notice_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_star_award"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_star_award_center_id_center"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_star_award_notice_id_notice"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_star_award_volunteer_id_volunteer"
        ),
        sa.UniqueConstraint("volunteer_id", "stars", name="uq_star_award_volunteer_id_stars"),
        sqlite_strict=True,
    )
    op.create_table(
        "shift",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("starts", LOCAL_TIME, nullable=False),
        sa.Column("ends", LOCAL_TIME, nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("minimum", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("wanted", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("maximum", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("lead_required", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("open_to_take", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("occurrence_id", ID, nullable=True),
        sa.Column("moved_note", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_shift"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_shift_center_id_center"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_shift_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_shift_post_id_post"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_shift_span")),
        sa.CheckConstraint(
            "0 <= minimum AND minimum <= wanted AND wanted <= maximum", name=op.f("ck_shift_counts")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_shift_center_id_starts", "shift", ["center_id", "starts"])
    op.create_index("ix_shift_occurrence_id", "shift", ["occurrence_id"])
    op.create_index("ix_shift_post_id_starts", "shift", ["post_id", "starts"])
    op.create_table(
        "assignment",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("shift_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False, server_default="member"),
        sa.Column("status", sa.Text(), nullable=False, server_default="planned"),
        sa.Column("pinned", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("source", sa.Text(), nullable=False, server_default="hand"),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_assignment_center_id_center"),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name="fk_assignment_shift_id_shift"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_assignment_volunteer_id_volunteer"
        ),
        sa.UniqueConstraint("shift_id", "volunteer_id", name="uq_assignment_shift_id_volunteer_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_assignment_volunteer_id", "assignment", ["volunteer_id"])
    op.create_table(
        "service_hours",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("shift_id", ID, nullable=True),
        sa.Column("post_id", ID, nullable=True),
        sa.Column("content", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("planned_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("kind", sa.Text(), nullable=False, server_default="recognised"),
        sa.Column("method", sa.Text(), nullable=False, server_default="desk"),
        sa.Column("status", sa.Text(), nullable=False, server_default="draft"),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("evidence", sa.Text(), nullable=False, server_default=""),
        sa.Column("quality", sa.Text(), nullable=False, server_default=""),
        sa.Column("opinion", sa.Text(), nullable=False, server_default=""),
        sa.Column("reviewed_by", ID, nullable=True),
        sa.Column("reviewed_at", INSTANT, nullable=True),
        sa.Column("confirmed_by", ID, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("notice_id", ID, nullable=True),
        sa.Column("entered_at", INSTANT, nullable=True),
        sa.Column("corrects_id", ID, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_service_hours"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_service_hours_center_id_center"),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["service_hours.id"], name="fk_service_hours_corrects_id_service_hours"
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_service_hours_notice_id_notice"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_service_hours_post_id_post"),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name="fk_service_hours_shift_id_shift"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_service_hours_volunteer_id_volunteer"
        ),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_service_hours_minutes")),
        sqlite_strict=True,
    )
    op.create_index("ix_service_hours_center_id_day", "service_hours", ["center_id", "day"])
    op.create_index("ix_service_hours_center_id_status_day", "service_hours", ["center_id", "status", "day"])
    op.create_index("ix_service_hours_corrects_id", "service_hours", ["corrects_id"])
    op.create_index("ix_service_hours_notice_id", "service_hours", ["notice_id"])
    op.create_index("ix_service_hours_shift_id", "service_hours", ["shift_id"])
    op.create_index("ix_service_hours_volunteer_id_day", "service_hours", ["volunteer_id", "day"])
    op.create_table(
        "certificate_line",
        sa.Column("certificate_id", ID, nullable=False),
        sa.Column("hours_id", ID, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("certificate_id", "hours_id", name="pk_certificate_line"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name="fk_certificate_line_certificate_id_certificate"
        ),
        sa.ForeignKeyConstraint(
            ["hours_id"], ["service_hours.id"], name="fk_certificate_line_hours_id_service_hours"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_certificate_line_hours_id", "certificate_line", ["hours_id"])
    op.create_table(
        "objection",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("notice_id", ID, nullable=False),
        sa.Column("hours_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("matter", sa.Text(), nullable=False, server_default=""),
        sa.Column("result", sa.Text(), nullable=False, server_default=""),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_objection_center_id_center"),
        sa.ForeignKeyConstraint(
            ["hours_id"], ["service_hours.id"], name="fk_objection_hours_id_service_hours"
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_objection_notice_id_notice"),
        sqlite_strict=True,
    )
    op.create_index("ix_objection_hours_id", "objection", ["hours_id"])
    op.create_index("ix_objection_notice_id", "objection", ["notice_id"])
    op.create_table(
        "points_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="earned"),
        sa.Column("points", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("hours_id", ID, nullable=True),
        sa.Column("goods", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("other_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_points_entry"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_points_entry_center_id_center"),
        sa.ForeignKeyConstraint(
            ["hours_id"], ["service_hours.id"], name="fk_points_entry_hours_id_service_hours"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["points_entry.id"], name="fk_points_entry_other_id_points_entry"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_points_entry_volunteer_id_volunteer"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_points_entry_hours_id", "points_entry", ["hours_id"])
    op.create_index("ix_points_entry_other_id", "points_entry", ["other_id"])
    op.create_index("ix_points_entry_volunteer_id", "points_entry", ["volunteer_id"])
    op.create_table(
        "sign_in",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("shift_id", ID, nullable=True),
        sa.Column("hours_id", ID, nullable=True),
        sa.Column("came", LOCAL_TIME, nullable=False),
        sa.Column("went", LOCAL_TIME, nullable=True),
        sa.Column("method", sa.Text(), nullable=False, server_default="desk"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_sign_in_center_id_center"),
        sa.ForeignKeyConstraint(["hours_id"], ["service_hours.id"], name="fk_sign_in_hours_id_service_hours"),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name="fk_sign_in_shift_id_shift"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name="fk_sign_in_volunteer_id_volunteer"),
        sa.CheckConstraint("went IS NULL OR came <= went", name=op.f("ck_sign_in_span")),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_hours_id", "sign_in", ["hours_id"])
    op.create_index("ix_sign_in_shift_id", "sign_in", ["shift_id"])
    op.create_index("ix_sign_in_volunteer_id_came", "sign_in", ["volunteer_id", "came"])


def downgrade() -> None:
    op.drop_table("sign_in")
    op.drop_table("points_entry")
    op.drop_table("objection")
    op.drop_table("certificate_line")
    op.drop_table("service_hours")
    op.drop_table("assignment")
    op.drop_table("shift")
    op.drop_table("star_award")
    op.drop_table("shift_pattern")
    op.drop_table("certificate")
    op.drop_table("star_level")
    op.drop_table("points_rule")
    op.drop_table("notice")
    op.drop_table("closed_month")
