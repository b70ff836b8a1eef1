"""What people write into a paper before it is printed."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    center_column,
    created_columns,
    id_column,
    table,
    text_column,
    version_columns,
)

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
