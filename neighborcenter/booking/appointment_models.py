"""Tables of appointments: what can be had by appointment, the slots that were given out, the places in them.

A slot that somebody has is an ordinary occurrence, so that its room and its staff are guarded like any other.
The places in it are numbered, and a number can be given once: a last place cannot be given twice.
"""

import sqlalchemy as sa

from neighborcenter.booking.kinds import SeatStatus, Turnout, Use
from neighborcenter.kit.model import (
    IdType,
    Instant,
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

appointment_plan = table(
    "appointment_plan",
    id_column(),
    center_column(),
    foreign("service_id", "service.id", nullable=True, index=True),
    foreign("room_id", "room.id", index=True),
    text_column("name"),
    number_column("minutes", default=30),
    number_column("pause_minutes"),
    number_column("capacity", default=1),
    number_column("notice_minutes"),
    number_column("horizon_days", default=30),
    text_column("note"),
    choice_column("status", Use, default=Use.OPEN),
    number_column("position"),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("minutes BETWEEN 5 AND 720", name="minutes"),
    sa.CheckConstraint("capacity >= 1", name="capacity"),
    sa.CheckConstraint("pause_minutes >= 0 AND notice_minutes >= 0 AND horizon_days >= 0", name="bounds"),
    sa.UniqueConstraint("center_id", "name"),
)

plan_resource = table(
    "plan_resource",
    foreign("plan_id", "appointment_plan.id"),
    foreign("resource_id", "resource.id", index=True),
    number_column("quantity", default=1),
    sa.PrimaryKeyConstraint("plan_id", "resource_id"),
    sa.CheckConstraint("quantity >= 1", name="quantity"),
)

appointment_slot = table(
    "appointment_slot",
    sa.Column("occurrence_id", IdType, sa.ForeignKey("occurrence.id"), primary_key=True, autoincrement=False),
    center_column(),
    foreign("plan_id", "appointment_plan.id", index=True),
    number_column("capacity", default=1),
    sa.CheckConstraint("capacity >= 1", name="capacity"),
    sa.UniqueConstraint("occurrence_id", "capacity"),
)

appointment = table(
    "appointment",
    id_column(),
    center_column(),
    sa.Column("occurrence_id", IdType, nullable=False, index=True),
    number_column("seat_no", default=None),
    number_column("capacity", default=None),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    text_column("who"),
    text_column("phone"),
    text_column("note"),
    flag_column("walk_in"),
    choice_column("status", SeatStatus, default=SeatStatus.BOOKED),
    choice_column("turnout", Turnout, default=Turnout.EXPECTED),
    sa.Column("arrived_at", Instant, nullable=True),
    sa.Column("started_at", Instant, nullable=True),
    sa.Column("done_at", Instant, nullable=True),
    text_column("cancel_reason"),
    sa.Column("cancelled_at", Instant, nullable=True),
    text_column("client_key", nullable=True, default=None),
    *created_columns(),
    *version_columns(),
    sa.ForeignKeyConstraint(
        ["occurrence_id", "capacity"],
        ["appointment_slot.occurrence_id", "appointment_slot.capacity"],
        onupdate="CASCADE",
    ),
    sa.CheckConstraint("seat_no BETWEEN 1 AND capacity", name="seat_no"),
    sa.UniqueConstraint("center_id", "client_key"),
    sa.Index(
        "uq_appointment_seat",
        "occurrence_id",
        "seat_no",
        unique=True,
        sqlite_where=sa.text("status = 'booked'"),
        postgresql_where=sa.text("status = 'booked'"),
    ),
)
