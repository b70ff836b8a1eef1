"""The name under which a booking stands on boards and papers."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group, resident


def name_of(read: Read, draft: BookingDraft) -> str:
    """The words that stand on the board: as typed, else the name of the resident or group."""
    if draft.who.strip():
        return draft.who.strip()
    for table, ref, field in (
        (resident, draft.resident_id, "resident_id"),
        (people_group, draft.group_id, "group_id"),
    ):
        if ref is not None:
            name = read.value(
                sa.select(table.c.name).where(table.c.id == ref, table.c.center_id == read.center_id)
            )
            if name is None:
                raise NotFound(table.name, ref, field)
            return str(name)
    return ""
