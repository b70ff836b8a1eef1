"""Tables that let a whole import be taken back."""

from enum import StrEnum

import sqlalchemy as sa

from neighborcenter.kit.model import (
    IdType,
    Instant,
    center_column,
    choice_column,
    created_columns,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
)


class ChangeKind(StrEnum):
    ADDED = "added"
    UPDATED = "updated"


import_batch = table(
    "import_batch",
    id_column(),
    center_column(),
    text_column("kind"),
    text_column("file_name"),
    text_column("sha256"),
    number_column("rows"),
    number_column("added"),
    number_column("updated"),
    number_column("refused"),
    sa.Column("undone_at", Instant, nullable=True),
    *created_columns(),
)

import_change = table(
    "import_change",
    id_column(),
    foreign("batch_id", "import_batch.id", index=True),
    choice_column("change", ChangeKind, default=ChangeKind.ADDED),
    sa.Column("ref_id", IdType, nullable=False),
    text_column("before"),
)
