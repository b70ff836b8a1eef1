"""Booking the same again at another time or room: what was copied on the calendar and put down elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.service import Booked
from neighborcenter.kit.model import aside
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """One booked day, and where the same shall be booked again."""

    occurrence_id: int
    room_id: int
    starts: datetime
    ends: datetime


_SOURCES = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
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
    .where(
        aside(occurrence.c.center_id) == sa.bindparam("center"),
        occurrence.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)


def copy_days(work: Work, copies: Sequence[CopyDraft]) -> tuple[Booked, ...]:
    """Book each day once more where it was put down, as a booking of its own; all or none.

    Raises NotFound, and what `service.book` raises for the first that cannot be booked.
    """
    work.require(Permission.BOOKING_WRITE)
    ids = {"center": work.center_id, "ids": [copy.occurrence_id for copy in copies]}
    sources = {row.id: row for row in work.rows(_SOURCES, ids)}
    made = []
    for copy in copies:
        row = sources.get(copy.occurrence_id)
        if row is None:
            raise NotFound("occurrence", copy.occurrence_id)
        draft = BookingDraft(
            room_id=copy.room_id,
            starts=copy.starts,
            ends=copy.ends,
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
        )
        booked = service.book(work, draft)
        work.record("booking.copy", "booking", booked.booking_id, source=row.booking_id, title=row.title)
        made.append(booked)
    return tuple(made)
