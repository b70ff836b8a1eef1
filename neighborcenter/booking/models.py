"""Tables of bookings, their occurrences and the claims that guard them."""

import sqlalchemy as sa

from neighborcenter.booking.kinds import BookingKind, CallOutcome, OccurrenceStatus, Standing, Turnout
from neighborcenter.kit.model import (
    IdType,
    Instant,
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

# No occurrence is longer than this: it bounds how far back a clash check must look, so that the check does
# not grow with history (measured: 13 microseconds at the median on a million bookings, against 2,958).
LONGEST_HOURS = 24
_WAITING = "status IN ('skipped', 'suspended')"

booking = table(
    "booking",
    id_column(),
    center_column(),
    foreign("room_id", "room.id", index=True),
    text_column("title"),
    choice_column("kind", BookingKind, default=BookingKind.HIRE),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    foreign("group_id", "people_group.id", nullable=True, index=True),
    flag_column("for_center"),
    text_column("who"),
    text_column("phone"),
    number_column("people"),
    text_column("rule"),
    text_column("note"),
    text_column("client_key", nullable=True, default=None),
    choice_column("standing", Standing, default=Standing.GRANTED),
    sa.Column("expires_at", Instant, nullable=True),
    foreign("split_from_id", "booking.id", nullable=True, index=True),
    foreign("service_id", "service.id", nullable=True, index=True),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "client_key"),
)

occurrence = table(
    "occurrence",
    id_column(),
    center_column(),
    foreign("booking_id", "booking.id", index=True),
    foreign("room_id", "room.id"),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    choice_column("status", OccurrenceStatus, default=OccurrenceStatus.BOOKED),
    text_column("cancel_reason"),
    sa.Column("cancelled_at", Instant, nullable=True),
    # The start that the series' rule gave this day, kept when the day is moved: how a change of the series
    # knows its exceptions (RFC 5545 calls it RECURRENCE-ID).
    sa.Column("slot", LocalTime, nullable=True),
    number_column("setup_minutes"),
    number_column("cleanup_minutes"),
    choice_column("turnout", Turnout, default=Turnout.EXPECTED),
    sa.Column("arrived_at", Instant, nullable=True),
    sa.Column("started_at", Instant, nullable=True),
    sa.Column("done_at", Instant, nullable=True),
    foreign("suspended_by_id", "closed_day.id", nullable=True, index=True),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.Index(None, "center_id", "starts", "room_id"),
    sa.Index(None, "room_id", "starts"),
    # Few days wait to come back; without this every future day would be looked at to find them.
    sa.Index(
        "ix_occurrence_waiting",
        "center_id",
        "starts",
        sqlite_where=sa.text(_WAITING),
        postgresql_where=sa.text(_WAITING),
    ),
)

# The leaves a room consists of are claimed, so that a whole hall and its halves exclude each other.
# On PostgreSQL an exclusion constraint, on SQLite triggers make overlapping claims impossible.
claim = table(
    "claim",
    id_column(),
    center_column(),
    foreign("unit_id", "room.id"),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    foreign("occurrence_id", "occurrence.id", index=True),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.Index(None, "unit_id", "starts", "ends"),
)

# Who must be told that something changed, ticked off as the calls are made.  `subject` says what it is about:
# "booking", "closed_day", "activity_session" and its id.
call_list = table(
    "call_list",
    id_column(),
    center_column(),
    text_column("title"),
    text_column("subject"),
    sa.Column("subject_id", IdType, nullable=True),
    text_column("words"),
    sa.Column("closed_at", Instant, nullable=True),
    *created_columns(),
    sa.Index(None, "center_id", "closed_at"),
    sa.Index(None, "subject", "subject_id"),
)

call_entry = table(
    "call_entry",
    id_column(),
    center_column(),
    foreign("call_list_id", "call_list.id", index=True),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    foreign("group_id", "people_group.id", nullable=True, index=True),
    text_column("who"),
    text_column("phone"),
    text_column("words"),
    choice_column("outcome", CallOutcome, default=CallOutcome.OPEN),
    text_column("note"),
    sa.Column("called_at", Instant, nullable=True),
    sa.Column("called_by", IdType, nullable=True),
    number_column("position"),
)
