"""The same booking again on another day: for the clipboard."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import service, taking
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_drafts import CopyDraft
from neighborcenter.booking.service import Booked
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Work


def copy_occurrence(work: Work, draft: CopyDraft) -> Booked:
    """Book once more what one day had, with all its rooms and things, at another time or in another room.

    Raises NotFound, and whatever `service.book` refuses.
    """
    work.require(Permission.BOOKING_WRITE)
    row = work.row(
        sa.select(
            occurrence.c.id,
            occurrence.c.room_id,
            occurrence.c.starts,
            occurrence.c.ends,
            booking.c.title,
            booking.c.who,
            booking.c.phone,
            booking.c.resident_id,
            booking.c.group_id,
            booking.c.for_center,
            booking.c.people,
            booking.c.kind,
            booking.c.note,
            booking.c.service_id,
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(occurrence.c.id == draft.occurrence_id, occurrence.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("occurrence", draft.occurrence_id)
    needs = taking.kept_needs(work, [row.id])[row.id]
    made = service.book(
        work,
        BookingDraft(
            room_id=draft.room_id or row.room_id,
            starts=draft.starts,
            ends=draft.starts + (row.ends - row.starts),
            title=row.title,
            who=row.who,
            phone=row.phone,
            resident_id=row.resident_id,
            group_id=row.group_id,
            for_center=row.for_center,
            people=row.people,
            kind=row.kind,
            note=row.note,
            service_id=row.service_id,
            outside_hours=draft.outside_hours,
            override=draft.override,
            client_key=draft.client_key,
            also_rooms=needs.room_ids[1:],
            resources=needs.resources,
        ),
    )
    work.record("booking.copy", "booking", made.booking_id, copied_from=draft.occurrence_id)
    return made
