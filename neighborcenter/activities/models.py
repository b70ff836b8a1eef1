"""Tables of activities, their sessions, their places and the people in them."""

import sqlalchemy as sa

from neighborcenter.activities.kinds import (
    ActivityKind,
    ActivityStatus,
    Consent,
    EnrollmentKind,
    EnrollmentStatus,
    Presence,
    SeatKind,
    SessionStatus,
    SignUp,
    Source,
    TagRole,
)
from neighborcenter.kit.model import (
    IdType,
    Instant,
    LocalDate,
    LocalTime,
    center_column,
    choice_column,
    created_columns,
    flag_column,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)

activity = table(
    "activity",
    id_column(),
    center_column(),
    text_column("title"),
    choice_column("kind", ActivityKind, default=ActivityKind.OTHER),
    foreign("module_id", "service_module.id", nullable=True, index=True),
    choice_column("status", ActivityStatus, default=ActivityStatus.DRAFT),
    choice_column("sign_up", SignUp, default=SignUp.WHOLE),
    text_column("organiser"),
    text_column("lead_name"),
    text_column("summary"),
    text_column("place"),
    # One name that joins the activities of many centers on one day.
    text_column("campaign"),
    number_column("age_from", default=None, nullable=True),
    number_column("age_to", default=None, nullable=True),
    flag_column("residents_only"),
    text_column("eligibility"),
    number_column("fee_fen"),
    number_column("reduced_fen"),
    flag_column("needs_guardian", default=True),
    flag_column("needs_approval"),
    sa.Column("publish_on", LocalDate, nullable=True),
    sa.Column("sign_up_opens", LocalTime, nullable=True),
    sa.Column("sign_up_closes", LocalTime, nullable=True),
    flag_column("waiting_list", default=True),
    # Whether somebody who needs fewer places may pass a family that waits for more than are free.
    flag_column("lets_pass"),
    number_column("offer_hours", default=24),
    flag_column("certificate"),
    foreign("copied_from_id", "activity.id", nullable=True, index=True),
    sa.Column("first_day", LocalDate, nullable=True),
    sa.Column("last_day", LocalDate, nullable=True),
    text_column("cancel_reason"),
    text_column("closing_words"),
    number_column("closing_heads", default=None, nullable=True),
    number_column("closing_minutes", default=None, nullable=True),
    sa.Column("closed_at", Instant, nullable=True),
    text_column("client_key", nullable=True, default=None),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("fee_fen >= 0 AND reduced_fen >= 0", name="fee"),
    sa.UniqueConstraint("center_id", "client_key"),
    sa.Index(None, "center_id", "status", "first_day"),
    sa.Index(None, "center_id", "first_day"),
    sa.Index(None, "campaign"),
)

# Co-organisers: a group of the center, or just words.
activity_partner = table(
    "activity_partner",
    id_column(),
    foreign("activity_id", "activity.id", index=True),
    foreign("group_id", "people_group.id", nullable=True, index=True),
    text_column("words"),
    number_column("position"),
)

activity_tag = table(
    "activity_tag",
    foreign("activity_id", "activity.id"),
    foreign("tag_id", "care_tag.id", index=True),
    choice_column("role", TagRole),
    sa.PrimaryKeyConstraint("activity_id", "tag_id", "role"),
)

activity_session = table(
    "activity_session",
    id_column(),
    center_column(),
    foreign("activity_id", "activity.id"),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    # Its room is the room of this booked day; without one it meets at `place`.
    foreign("occurrence_id", "occurrence.id", nullable=True, index=True),
    text_column("title"),
    text_column("place"),
    choice_column("status", SessionStatus, default=SessionStatus.PLANNED),
    text_column("cancel_reason"),
    # How many came, where they were counted and not named.
    number_column("heads"),
    text_column("note"),
    sa.Column("held_at", Instant, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.CheckConstraint("heads >= 0", name="heads"),
    sa.Index(None, "activity_id", "starts"),
    sa.Index(None, "center_id", "starts"),
)

# The places of one kind: of the whole activity (session_id empty; with sign-up by session a pattern for new
# sessions), or of one session.
seat_pool = table(
    "seat_pool",
    id_column(),
    center_column(),
    foreign("activity_id", "activity.id"),
    foreign("session_id", "activity_session.id", nullable=True),
    choice_column("kind", SeatKind, default=SeatKind.SEAT),
    number_column("capacity"),
    sa.CheckConstraint("capacity >= 0", name="capacity"),
    # What `seat` refers to, so that a pool can never be made smaller than the places given.
    sa.UniqueConstraint("id", "capacity"),
    sa.Index(
        "uq_seat_pool_whole",
        "activity_id",
        "kind",
        unique=True,
        sqlite_where=sa.text("session_id IS NULL"),
        postgresql_where=sa.text("session_id IS NULL"),
    ),
    sa.Index(
        "uq_seat_pool_session",
        "session_id",
        "kind",
        unique=True,
        sqlite_where=sa.text("session_id IS NOT NULL"),
        postgresql_where=sa.text("session_id IS NOT NULL"),
    ),
)

enrollment = table(
    "enrollment",
    id_column(),
    center_column(),
    foreign("activity_id", "activity.id"),
    foreign("session_id", "activity_session.id", nullable=True),
    choice_column("kind", EnrollmentKind, default=EnrollmentKind.PERSON),
    # Who signed up and is told of changes: the person, one of the family, or nobody known.
    foreign("resident_id", "resident.id", nullable=True, index=True),
    foreign("group_id", "people_group.id", nullable=True, index=True),
    text_column("who"),
    text_column("phone"),
    number_column("seats"),
    number_column("wheelchairs"),
    number_column("helpers"),
    choice_column("status", EnrollmentStatus, default=EnrollmentStatus.ENROLLED),
    choice_column("source", Source, default=Source.DESK),
    number_column("priority"),
    # The order among those who wait with the same priority.
    number_column("position"),
    sa.Column("offered_at", Instant, nullable=True),
    sa.Column("offer_expires_at", Instant, nullable=True),
    number_column("fee_fen"),
    text_column("fee_reason"),
    sa.Column("paid_at", Instant, nullable=True),
    text_column("note"),
    sa.Column("ended_at", Instant, nullable=True),
    text_column("end_reason"),
    # What it was before it ended, so that an end by mistake can be taken back.
    text_column("ended_from"),
    foreign("moved_from_id", "enrollment.id", nullable=True, index=True),
    text_column("client_key", nullable=True, default=None),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint(
        "seats >= 0 AND wheelchairs >= 0 AND helpers >= 0 AND seats + wheelchairs + helpers > 0", name="wants"
    ),
    sa.UniqueConstraint("center_id", "client_key"),
    sa.Index(None, "activity_id", "status", "position"),
    sa.Index(None, "session_id", "status", "position"),
    sa.Index(None, "center_id", "status", "offer_expires_at"),
    sa.Index(None, "center_id", "created_at"),
)

# A place that is held: past the service, too, it can be neither given twice nor lie beyond the capacity.
seat = table(
    "seat",
    sa.Column("pool_id", IdType, nullable=False),
    number_column("no", default=None),
    number_column("capacity", default=None),
    foreign("enrollment_id", "enrollment.id", index=True),
    sa.PrimaryKeyConstraint("pool_id", "no"),
    sa.ForeignKeyConstraint(
        ["pool_id", "capacity"], ["seat_pool.id", "seat_pool.capacity"], onupdate="CASCADE"
    ),
    sa.CheckConstraint("no >= 1 AND no <= capacity", name="no"),
)

# The people of a sign-up; a group is one row with its headcount.
enrollee = table(
    "enrollee",
    id_column(),
    center_column(),
    foreign("enrollment_id", "enrollment.id", index=True),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    text_column("name"),
    sa.Column("birth_date", LocalDate, nullable=True),
    number_column("heads", default=1),
    choice_column("seat_kind", SeatKind, default=SeatKind.SEAT),
    foreign("guardian_id", "resident.id", nullable=True, index=True),
    text_column("guardian_name"),
    text_column("guardian_phone"),
    text_column("guardian_relation"),
    choice_column("consent", Consent, default=Consent.NONE),
    text_column("consent_words"),
    sa.Column("consent_at", Instant, nullable=True),
    sa.Column("consent_by", IdType, nullable=True),
    text_column("care_note"),
    sa.CheckConstraint("heads > 0", name="heads"),
)

# Who may fetch a child.
pickup_person = table(
    "pickup_person",
    id_column(),
    foreign("enrollee_id", "enrollee.id", index=True),
    text_column("name"),
    text_column("phone"),
    text_column("relation"),
    number_column("position"),
)

attendance = table(
    "attendance",
    id_column(),
    center_column(),
    foreign("session_id", "activity_session.id"),
    # Empty for people who came without signing up to an activity that keeps no list.
    foreign("enrollee_id", "enrollee.id", nullable=True, index=True),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    text_column("name"),
    number_column("heads", default=1),
    choice_column("presence", Presence, default=Presence.PRESENT),
    sa.Column("at", LocalTime, nullable=False),
    flag_column("walk_in"),
    sa.Column("picked_up_at", LocalTime, nullable=True),
    text_column("picked_up_by"),
    text_column("note"),
    *created_columns(),
    sa.CheckConstraint("heads > 0", name="heads"),
    sa.UniqueConstraint("session_id", "enrollee_id"),
)

activity_feedback = table(
    "activity_feedback",
    id_column(),
    center_column(),
    foreign("activity_id", "activity.id", index=True),
    foreign("session_id", "activity_session.id", nullable=True, index=True),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    number_column("score", default=None),
    text_column("words"),
    *created_columns(),
    sa.CheckConstraint("score BETWEEN 1 AND 5", name="score"),
)

activity_photo = table(
    "activity_photo",
    id_column(),
    center_column(),
    foreign("activity_id", "activity.id", index=True),
    foreign("session_id", "activity_session.id", nullable=True, index=True),
    # Inside the attachments folder, named by its contents.
    text_column("file"),
    text_column("caption"),
    *created_columns(),
)
