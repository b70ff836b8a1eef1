"""Tables of record forms, their versions and fields, and of what is entered into them."""

import sqlalchemy as sa

from neighborcenter.forms.kinds import EntryStatus, FieldKind, FormStatus, Shift, Subject, VersionStatus
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

form = table(
    "form",
    id_column(),
    center_column(),
    foreign("module_id", "service_module.id", index=True),
    text_column("key"),
    text_column("name"),
    text_column("name_en"),
    text_column("description"),
    choice_column("status", FormStatus, default=FormStatus.ACTIVE),
    number_column("position"),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "key"),
)

form_version = table(
    "form_version",
    id_column(),
    center_column(),
    foreign("form_id", "form.id"),
    number_column("number", default=1),
    choice_column("status", VersionStatus, default=VersionStatus.DRAFT),
    text_column("title"),
    choice_column("subject", Subject, default=Subject.REQUIRED),
    number_column("due_days"),
    text_column("due_by"),
    # JSON: days by the value of the choice `due_by`.
    text_column("due_steps", default="{}"),
    text_column("due_field"),
    flag_column("due_working"),
    choice_column("due_shift", Shift, default=Shift.NONE),
    text_column("due_unless"),
    flag_column("due_each"),
    text_column("due_tag"),
    sa.Column("published_at", Instant, nullable=True),
    sa.Column("published_by", IdType, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("form_id", "number"),
)

form_field = table(
    "form_field",
    id_column(),
    foreign("version_id", "form_version.id"),
    number_column("position"),
    text_column("key"),
    text_column("label"),
    text_column("label_en"),
    choice_column("kind", FieldKind, default=FieldKind.TEXT),
    flag_column("required"),
    # JSON: the list of answers.
    text_column("options", default="[]"),
    text_column("unit"),
    number_column("places"),
    text_column("low"),
    text_column("high"),
    text_column("default_value"),
    text_column("hint"),
    text_column("shown_when"),
    text_column("formula"),
    text_column("fact"),
    flag_column("ledger", default=True),
    text_column("permission"),
    flag_column("masked"),
    number_column("keep_months"),
    number_column("width"),
    text_column("usual_low"),
    text_column("usual_high"),
    text_column("counts_as"),
    sa.UniqueConstraint("version_id", "key"),
)

entry = table(
    "entry",
    id_column(),
    center_column(),
    foreign("form_id", "form.id"),
    foreign("version_id", "form_version.id", index=True),
    foreign("module_id", "service_module.id", index=True),
    sa.Column("day", LocalDate, nullable=False),
    foreign("resident_id", "resident.id", nullable=True),
    # Where the person lived on the day; the other facts do not change or are reckoned for the day.
    text_column("address"),
    text_column("grid"),
    choice_column("status", EntryStatus, default=EntryStatus.KEPT),
    text_column("void_reason"),
    # JSON by field key: decimals and days as text, money in fen.
    text_column("answers", default="{}"),
    sa.Column("next_due", LocalDate, nullable=True),
    # `next_due` while no later entry about the person has answered it: what work lists read.
    sa.Column("open_due", LocalDate, nullable=True),
    text_column("client_key", nullable=True, default=None),
    sa.Column("batch_id", IdType, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "client_key"),
    # Cover the ids of a ledger and the figures of all forms.
    sa.Index(None, "form_id", "day", "status"),
    sa.Index(None, "resident_id", "form_id", "day"),
    sa.Index(None, "center_id", "open_due", "form_id"),
)

entry_change = table(
    "entry_change",
    id_column(),
    center_column(),
    foreign("entry_id", "entry.id", index=True),
    sa.Column("day", LocalDate, nullable=False),
    sa.Column("resident_id", IdType, sa.ForeignKey("resident.id"), nullable=True, index=True),
    text_column("answers", default="{}"),
    *created_columns(),
)
