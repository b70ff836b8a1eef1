"""Tables of the "1+6+X" service modules."""

from enum import StrEnum

import sqlalchemy as sa

from neighborcenter.kit.model import (
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


class ModuleNumber(StrEnum):
    """Its place in the model: Party-building leads, the six, and what the neighborhood wants besides."""

    ONE = "1"
    SIX = "6"
    X = "X"


class ModuleStatus(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


service_module = table(
    "service_module",
    id_column(),
    center_column(),
    choice_column("number", ModuleNumber, default=ModuleNumber.X),
    text_column("key"),
    text_column("name"),
    text_column("name_en"),
    text_column("description"),
    text_column("color", default="service"),
    flag_column("fixed"),
    text_column("operator"),
    sa.Column("operator_since", LocalDate, nullable=True),
    sa.Column("operator_until", LocalDate, nullable=True),
    foreign("lead_id", "resident.id", nullable=True, index=True),
    text_column("lead_name"),
    text_column("lead_phone"),
    choice_column("status", ModuleStatus, default=ModuleStatus.OPEN),
    sa.Column("opened_on", LocalDate, nullable=True),
    number_column("position"),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
)

module_place = table(
    "module_place",
    id_column(),
    foreign("module_id", "service_module.id", index=True),
    foreign("site_id", "site.id", nullable=True),
    foreign("room_id", "room.id", nullable=True, index=True),
)
