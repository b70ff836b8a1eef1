"""What people write into a paper before it is printed; the forms of other offices and what was handed in."""

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
from neighborcenter.reports.kinds import SpotKind

report_note = table(
    "report_note",
    id_column(),
    center_column(),
    text_column("report"),
    text_column("period"),
    text_column("place"),
    text_column("body"),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "report", "period", "place"),
)

foreign_template = table(
    "foreign_template",
    id_column(),
    center_column(),
    text_column("name"),
    text_column("office"),
    text_column("kind"),
    text_column("file_name"),
    # Base 64: the same on both databases, in every backup, and a form weighs some tens of kilobytes.
    text_column("content"),
    text_column("sha256"),
    flag_column("active", default=True),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "name"),
)

foreign_spot = table(
    "foreign_spot",
    id_column(),
    foreign("template_id", "foreign_template.id", index=True),
    choice_column("kind", SpotKind, default=SpotKind.CELL),
    text_column("field"),
    text_column("heading"),
    text_column("place"),
    number_column("row_no"),
    number_column("column_no"),
    number_column("last_row"),
    number_column("down"),
    number_column("across"),
    number_column("position"),
)

foreign_return = table(
    "foreign_return",
    id_column(),
    center_column(),
    foreign("template_id", "foreign_template.id"),
    sa.Column("first_day", LocalDate, nullable=False),
    sa.Column("last_day", LocalDate, nullable=False),
    text_column("people"),
    text_column("file_name"),
    number_column("files", default=1),
    number_column("rows"),
    number_column("fresh"),
    number_column("changed"),
    number_column("left_out"),
    flag_column("only_changed"),
    flag_column("whole"),
    # What was handed in, as digests by record: enough to say what changed since, too little to read.
    text_column("digests"),
    flag_column("undone"),
    *created_columns(),
    sa.Index(None, "template_id", "id"),
)
