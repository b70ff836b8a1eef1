"""Tables of what is taken besides the room: more rooms, equipment, staff; and what is held while a form is open.

Interchangeable things are numbered from 1 to how many there are, and every promise is a claim on a number: two
claims of one number may not overlap, and no number above the quantity exists.  So the schema itself makes "one
more than there is" impossible, as it makes two bookings of one room.
"""

import sqlalchemy as sa

from neighborcenter.booking.kinds import ResourceKind, Use
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

resource = table(
    "resource",
    id_column(),
    center_column(),
    choice_column("kind", ResourceKind, default=ResourceKind.EQUIPMENT),
    text_column("name"),
    number_column("quantity", default=1),
    text_column("profession"),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    foreign("account_id", "account.id", nullable=True, index=True),
    foreign("room_id", "room.id", nullable=True, index=True),
    text_column("note"),
    choice_column("status", Use, default=Use.OPEN),
    number_column("position"),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("quantity >= 1 AND (kind = 'equipment' OR quantity = 1)", name="quantity"),
    sa.UniqueConstraint("center_id", "name"),
    sa.UniqueConstraint("id", "quantity"),
)

# The week in which somebody works, or in which a service gives appointments; rows as in `hours`.
working_hours = table(
    "working_hours",
    id_column(),
    center_column(),
    foreign("resource_id", "resource.id", nullable=True, index=True),
    foreign("plan_id", "appointment_plan.id", nullable=True, index=True),
    number_column("weekday"),
    text_column("opens"),
    text_column("closes"),
    text_column("season_from"),
    text_column("season_to"),
    sa.Column("valid_from", LocalDate, nullable=True),
    sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    sa.CheckConstraint("opens < closes", name="span"),
    sa.CheckConstraint("(resource_id IS NULL) <> (plan_id IS NULL)", name="owner"),
)

# Somebody is away, or so many pieces are being repaired.
resource_absence = table(
    "resource_absence",
    id_column(),
    center_column(),
    foreign("resource_id", "resource.id"),
    number_column("quantity", default=1),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    text_column("reason"),
    *created_columns(),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.CheckConstraint("quantity >= 1", name="quantity"),
    sa.Index(None, "resource_id", "ends"),
)

# `quantity` repeats that of the resource and follows it: a quantity cannot shrink below a number in use.
resource_claim = table(
    "resource_claim",
    id_column(),
    center_column(),
    sa.Column("resource_id", IdType, nullable=False),
    number_column("unit_no", default=None),
    number_column("quantity", default=None),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    foreign("occurrence_id", "occurrence.id", index=True),
    sa.ForeignKeyConstraint(
        ["resource_id", "quantity"], ["resource.id", "resource.quantity"], onupdate="CASCADE"
    ),
    sa.CheckConstraint("unit_no BETWEEN 1 AND quantity", name="unit_no"),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.Index(None, "resource_id", "starts", "ends"),
    sa.Index(None, "resource_id", "unit_no", "starts", "ends"),
)

# What a day asked for besides its room; kept when the day is cancelled or suspended, so that it can come back
# as it was.
occurrence_room = table(
    "occurrence_room",
    foreign("occurrence_id", "occurrence.id"),
    foreign("room_id", "room.id", index=True),
    sa.PrimaryKeyConstraint("occurrence_id", "room_id"),
)

occurrence_resource = table(
    "occurrence_resource",
    foreign("occurrence_id", "occurrence.id"),
    foreign("resource_id", "resource.id", index=True),
    number_column("quantity", default=1),
    sa.PrimaryKeyConstraint("occurrence_id", "resource_id"),
    sa.CheckConstraint("quantity >= 1", name="quantity"),
)

# A time that somebody has a form open for.  It lasts minutes, is renewed by the form and ends by the clock.
hold = table(
    "hold",
    id_column(),
    center_column(),
    text_column("key"),
    foreign("room_id", "room.id"),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    foreign("account_id", "account.id", nullable=True),
    text_column("who"),
    text_column("words"),
    sa.Column("expires_at", Instant, nullable=False),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.UniqueConstraint("center_id", "key"),
)

hold_unit = table(
    "hold_unit",
    id_column(),
    sa.Column("hold_id", IdType, sa.ForeignKey("hold.id", ondelete="CASCADE"), nullable=False, index=True),
    foreign("unit_id", "room.id"),
    sa.Column("starts", LocalTime, nullable=False),
    sa.Column("ends", LocalTime, nullable=False),
    sa.CheckConstraint("starts < ends", name="span"),
    sa.Index(None, "unit_id", "starts", "ends"),
)
