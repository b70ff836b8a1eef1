"""Tables of hours, public notices, points, stars and certificates: nothing here is ever deleted."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
    Instant,
    LocalDate,
    LocalTime,
    center_column,
    choice_column,
    created_columns,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)
from neighborcenter.volunteers.kinds import (
    CertificateStatus,
    HoursKind,
    HoursStatus,
    NoticeKind,
    PointsKind,
    SignMethod,
)

service_hours = table(
    "service_hours",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id"),
    foreign("shift_id", "shift.id", nullable=True, index=True),
    foreign("post_id", "post.id", nullable=True),
    text_column("content"),
    text_column("place"),
    sa.Column("day", LocalDate, nullable=False),
    number_column("minutes"),
    number_column("planned_minutes"),
    choice_column("kind", HoursKind, default=HoursKind.RECOGNISED),
    choice_column("method", SignMethod, default=SignMethod.DESK),
    choice_column("status", HoursStatus, default=HoursStatus.DRAFT),
    text_column("reason"),
    text_column("evidence"),
    text_column("quality"),
    text_column("opinion"),
    sa.Column("reviewed_by", IdType, nullable=True),
    sa.Column("reviewed_at", Instant, nullable=True),
    sa.Column("confirmed_by", IdType, nullable=True),
    sa.Column("confirmed_at", Instant, nullable=True),
    sa.Column("notice_id", IdType, sa.ForeignKey("notice.id"), nullable=True),
    sa.Column("entered_at", Instant, nullable=True),
    sa.Column("corrects_id", IdType, sa.ForeignKey("service_hours.id"), nullable=True),
    text_column("end_reason"),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("minutes >= 0", name="minutes"),
    sa.Index(None, "volunteer_id", "day"),
    # Covers the minutes of a year.
    sa.Index(None, "center_id", "day", "status", "minutes"),
    sa.Index(None, "center_id", "status", "day"),
    sa.Index(None, "notice_id"),
    sa.Index(None, "corrects_id"),
)

# Several pairs a day: leaving in between is a new pair (the leader confirms each).
sign_in = table(
    "sign_in",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id"),
    foreign("shift_id", "shift.id", nullable=True, index=True),
    foreign("hours_id", "service_hours.id", nullable=True, index=True),
    sa.Column("came", LocalTime, nullable=False),
    sa.Column("went", LocalTime, nullable=True),
    choice_column("method", SignMethod, default=SignMethod.DESK),
    *created_columns(),
    sa.CheckConstraint("went IS NULL OR came <= went", name="span"),
    sa.Index(None, "volunteer_id", "came"),
)

notice = table(
    "notice",
    id_column(),
    center_column(),
    text_column("number"),
    choice_column("kind", NoticeKind, default=NoticeKind.HOURS),
    text_column("place"),
    sa.Column("first_day", LocalDate, nullable=False),
    sa.Column("last_day", LocalDate, nullable=False),
    sa.Column("closed_at", Instant, nullable=True),
    sa.Column("closed_by", IdType, nullable=True),
    *created_columns(),
    sa.CheckConstraint("first_day <= last_day", name="span"),
    sa.UniqueConstraint("center_id", "number"),
)

objection = table(
    "objection",
    id_column(),
    center_column(),
    foreign("notice_id", "notice.id", index=True),
    foreign("hours_id", "service_hours.id", nullable=True, index=True),
    text_column("who"),
    text_column("matter"),
    text_column("result"),
    sa.Column("settled_at", Instant, nullable=True),
    *created_columns(),
)

closed_month = table(
    "closed_month",
    sa.Column("center_id", IdType, sa.ForeignKey("center.id"), nullable=False),
    text_column("month"),
    sa.Column("closed_at", Instant, nullable=False),
    sa.Column("closed_by", IdType, nullable=True),
    number_column("minutes"),
    number_column("lines"),
    sa.PrimaryKeyConstraint("center_id", "month"),
)

# Star levels and point rules differ from place to place and year to year: tables with a first day of validity.
star_level = table(
    "star_level",
    id_column(),
    center_column(),
    sa.Column("valid_from", LocalDate, nullable=False),
    number_column("stars", default=1),
    number_column("minutes"),
    text_column("approver"),
    sa.UniqueConstraint("center_id", "valid_from", "stars"),
)

star_award = table(
    "star_award",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id"),
    number_column("stars", default=1),
    number_column("minutes"),
    sa.Column("applied_on", LocalDate, nullable=False),
    sa.Column("granted_on", LocalDate, nullable=True),
    text_column("approver"),
    sa.Column("notice_id", IdType, sa.ForeignKey("notice.id"), nullable=True),
    *created_columns(),
    sa.UniqueConstraint("volunteer_id", "stars"),
)

points_rule = table(
    "points_rule",
    id_column(),
    center_column(),
    sa.Column("valid_from", LocalDate, nullable=False),
    number_column("points_per_hour", default=1),
    # Most hours of one service that earn points; 0 for no limit.
    number_column("most_hours"),
    # Balance never grows beyond; 0 for no cap.
    number_column("cap"),
    # Entered hours somebody needs before points may be redeemed.
    number_column("redeem_from_hours"),
    # "year": points of a year lapse at its end; "": never.
    text_column("expiry"),
    sa.UniqueConstraint("center_id", "valid_from"),
)

points_entry = table(
    "points_entry",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", index=True),
    sa.Column("day", LocalDate, nullable=False),
    choice_column("kind", PointsKind, default=PointsKind.EARNED),
    number_column("points"),
    foreign("hours_id", "service_hours.id", nullable=True, index=True),
    text_column("goods"),
    text_column("note"),
    sa.Column("other_id", IdType, sa.ForeignKey("points_entry.id"), nullable=True),
    *created_columns(),
    sa.Index(None, "other_id"),
)

certificate = table(
    "certificate",
    id_column(),
    center_column(),
    foreign("volunteer_id", "volunteer.id", index=True),
    text_column("number"),
    number_column("year"),
    number_column("serial"),
    choice_column("status", CertificateStatus, default=CertificateStatus.ISSUED),
    sa.Column("first_day", LocalDate, nullable=False),
    sa.Column("last_day", LocalDate, nullable=False),
    number_column("minutes"),
    text_column("purpose"),
    text_column("responsible"),
    text_column("handler"),
    text_column("note"),
    sa.Column("issued_on", LocalDate, nullable=False),
    sa.Column("revoked_on", LocalDate, nullable=True),
    text_column("revoke_reason"),
    sa.Column("replaces_id", IdType, sa.ForeignKey("certificate.id"), nullable=True),
    sa.Column("notice_id", IdType, sa.ForeignKey("notice.id"), nullable=True),
    *created_columns(),
    sa.UniqueConstraint("center_id", "number"),
    sa.UniqueConstraint("center_id", "year", "serial"),
)

certificate_line = table(
    "certificate_line",
    foreign("certificate_id", "certificate.id"),
    foreign("hours_id", "service_hours.id", index=True),
    number_column("minutes"),
    sa.PrimaryKeyConstraint("certificate_id", "hours_id"),
)
