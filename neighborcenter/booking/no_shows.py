"""How often somebody did not come: hires and appointments together; what the rules of the center count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.kinds import SeatStatus, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class NoShow:
    """One time somebody did not come."""

    occurrence_id: int
    title: str
    starts: datetime


def no_shows(
    read: Read, since: datetime, *, resident_id: int | None = None, group_id: int | None = None
) -> list[NoShow]:
    """The times since then that a resident, or a group, did not come; earliest first."""
    what = (occurrence.c.id, booking.c.title, occurrence.c.starts)
    hires = (
        sa.select(*what)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(
            booking.c.center_id == read.center_id,
            booking.c.resident_id == resident_id
            if resident_id is not None
            else booking.c.group_id == group_id,
            occurrence.c.turnout == Turnout.NO_SHOW,
            occurrence.c.starts >= since,
        )
    )
    rows = list(read.rows(hires)) if resident_id is not None or group_id is not None else []
    if resident_id is not None:
        places = (
            sa.select(*what)
            .join(booking, booking.c.id == occurrence.c.booking_id)
            .join(appointment, appointment.c.occurrence_id == occurrence.c.id)
            .where(
                appointment.c.center_id == read.center_id,
                appointment.c.resident_id == resident_id,
                appointment.c.status == SeatStatus.BOOKED,
                appointment.c.turnout == Turnout.NO_SHOW,
                occurrence.c.starts >= since,
            )
        )
        rows += read.rows(places)
    return sorted((NoShow(*tuple(row)) for row in rows), key=lambda one: one.starts)
