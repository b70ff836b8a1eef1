"""Tables of residents, their households, their groups and what to mind about them."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
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
from neighborcenter.people.kinds import GroupKind, IdKind, ResidentStatus, Sex

household = table(
    "household",
    id_column(),
    center_column(),
    text_column("community"),
    text_column("building"),
    text_column("door"),
    text_column("note"),
    *created_columns(),
    *version_columns(),
    sa.Index(None, "center_id", "building", "door"),
    sa.Index(None, "center_id", "community", "building", "door"),
)

resident = table(
    "resident",
    id_column(),
    center_column(),
    text_column("name"),
    text_column("name_sort"),
    choice_column("sex", Sex, default=Sex.UNKNOWN),
    sa.Column("birth_date", LocalDate, nullable=True),
    choice_column("id_kind", IdKind, default=IdKind.NONE),
    text_column("id_number"),
    text_column("phone"),
    text_column("phone2"),
    text_column("community"),
    text_column("building"),
    text_column("door"),
    foreign("household_id", "household.id", nullable=True, index=True),
    flag_column("household_head"),
    text_column("alert"),
    text_column("note"),
    sa.Column("guardian_id", IdType, sa.ForeignKey("resident.id"), nullable=True),
    text_column("guardian_name"),
    text_column("guardian_phone"),
    choice_column("status", ResidentStatus, default=ResidentStatus.ACTIVE),
    sa.Column("merged_into_id", IdType, sa.ForeignKey("resident.id"), nullable=True),
    sa.Column("batch_id", IdType, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.Index(None, "center_id", "id_number"),
    sa.Index(None, "center_id", "phone"),
    sa.Index(None, "center_id", "status", "name_sort"),
    # Ledgers sorted by people enter here.
    sa.Index(None, "center_id", "name_sort"),
    sa.Index(None, "center_id", "building", "door"),
    sa.Index(None, "batch_id"),
    # Counts the people of every grid without reading them.
    sa.Index("ix_resident_grid", "center_id", "status", "community", "sex", "birth_date"),
    sa.Index(None, "guardian_id"),
    sa.Index(None, "merged_into_id"),
)

care_tag = table(
    "care_tag",
    id_column(),
    center_column(),
    text_column("name"),
    text_column("color", default="service"),
    flag_column("sensitive"),
    flag_column("active", default=True),
    number_column("position"),
    sa.UniqueConstraint("center_id", "name"),
)

resident_tag = table(
    "resident_tag",
    foreign("resident_id", "resident.id"),
    foreign("tag_id", "care_tag.id", index=True),
    sa.PrimaryKeyConstraint("resident_id", "tag_id"),
)

people_group = table(
    "people_group",
    id_column(),
    center_column(),
    text_column("name"),
    choice_column("kind", GroupKind, default=GroupKind.CLUB),
    foreign("leader_id", "resident.id", nullable=True, index=True),
    text_column("leader_name"),
    text_column("phone"),
    number_column("size"),
    text_column("note"),
    flag_column("active", default=True),
    sa.Column("batch_id", IdType, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.Index(None, "center_id", "name"),
)

group_member = table(
    "group_member",
    foreign("group_id", "people_group.id"),
    foreign("resident_id", "resident.id", index=True),
    sa.PrimaryKeyConstraint("group_id", "resident_id"),
)
