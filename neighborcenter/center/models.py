"""Tables of the center, its places and its calendar."""

from enum import StrEnum

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
    Instant,
    LocalDate,
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


class CenterKind(StrEnum):
    """Community and park types stand side by side in Jinjiang and Shishi; villages also build jointly."""

    COMMUNITY = "community"
    VILLAGE = "village"
    PARK = "park"
    JOINT = "joint"


class RoomStatus(StrEnum):
    OPEN = "open"
    RETIRED = "retired"


class DayKind(StrEnum):
    """What the State Council's yearly notice makes of a day: a day off, or a weekend day that is worked."""

    OFF = "off"
    WORK = "work"


center = table(
    "center",
    id_column(),
    text_column("code"),
    text_column("name"),
    choice_column("kind", CenterKind, default=CenterKind.COMMUNITY),
    text_column("town_code"),
    text_column("operator"),
    text_column("address"),
    text_column("phone"),
    text_column("zone", default="Asia/Shanghai"),
    sa.Column("created_at", Instant, nullable=False),
    *version_columns(),
    sa.UniqueConstraint("code"),
)

site = table(
    "site",
    id_column(),
    center_column(),
    text_column("name"),
    text_column("address"),
    number_column("position"),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
)

room = table(
    "room",
    id_column(),
    center_column(),
    foreign("site_id", "site.id"),
    sa.Column("parent_id", IdType, sa.ForeignKey("room.id"), nullable=True),
    text_column("name"),
    number_column("capacity"),
    text_column("floor"),
    text_column("equipment"),
    flag_column("accessible"),
    text_column("note"),
    number_column("position"),
    choice_column("status", RoomStatus, default=RoomStatus.OPEN),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
    sa.Index(None, "parent_id"),
)

# One row is one span of one weekday; several rows a day make lunch breaks and evening sessions.
# season_from and season_to are "MM-DD" and may wrap the turn of the year; times are "HH:MM".
hours = table(
    "hours",
    id_column(),
    center_column(),
    foreign("room_id", "room.id", nullable=True),
    number_column("weekday"),
    text_column("opens"),
    text_column("closes"),
    text_column("season_from", default="01-01"),
    text_column("season_to", default="12-31"),
    sa.Column("valid_from", LocalDate, nullable=True),
    sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    sa.CheckConstraint("opens < closes", name="span"),
    sa.Index(None, "center_id", "weekday"),
)

closed_day = table(
    "closed_day",
    id_column(),
    center_column(),
    foreign("room_id", "room.id", nullable=True),
    sa.Column("day_from", LocalDate, nullable=False),
    sa.Column("day_to", LocalDate, nullable=False),
    # "HH:MM" on the first and on the last day; empty: from the morning, until midnight.
    text_column("time_from"),
    text_column("time_to"),
    text_column("reason"),
    *created_columns(),
    sa.CheckConstraint("day_from <= day_to", name="span"),
    sa.Index(None, "center_id", "day_to"),
)

# School terms: what repeats "in term time" keeps their days, and A/B weeks are counted from their first week.
term = table(
    "term",
    id_column(),
    center_column(),
    text_column("name"),
    sa.Column("day_from", LocalDate, nullable=False),
    sa.Column("day_to", LocalDate, nullable=False),
    *created_columns(),
    sa.CheckConstraint("day_from <= day_to", name="span"),
    sa.UniqueConstraint("center_id", "name"),
)

holiday = table(
    "holiday",
    sa.Column("center_id", IdType, sa.ForeignKey("center.id"), nullable=False),
    sa.Column("day", LocalDate, nullable=False),
    choice_column("kind", DayKind, default=DayKind.OFF),
    text_column("name"),
    sa.PrimaryKeyConstraint("center_id", "day"),
)

holiday_year = table(
    "holiday_year",
    sa.Column("center_id", IdType, sa.ForeignKey("center.id"), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    text_column("source"),
    sa.Column("imported_at", Instant, nullable=False),
    sa.PrimaryKeyConstraint("center_id", "year"),
)
