"""The name under which a booking stands on boards and papers."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group, resident

_NAMES = tuple(
    (
        field,
        table,
        sa.select(table.c.name).where(
            table.c.id == sa.bindparam("ref"), table.c.center_id == sa.bindparam("center")
        ),
    )
    for field, table in (("resident_id", resident), ("group_id", people_group))
)


def name_of(read: Read, draft: BookingDraft) -> str:
    """The words that stand on the board: as typed, else the name of the resident or group."""
    if draft.who.strip():
        return draft.who.strip()
    for field, table, question in _NAMES:
        ref = getattr(draft, field)
        if ref is not None:
            name = read.value(question, {"ref": ref, "center": read.center_id})
            if name is None:
                raise NotFound(table.name, ref, field)
            return str(name)
    return ""
