"""What booking does when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.booking import claims
from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.models import booking, call_entry, claim, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.rules import LONGEST
from neighborcenter.center.events import RoomDivided
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten


def on_room_divided(work: Work, event: RoomDivided) -> None:
    """Claim the new parts for what is still booked in the whole.

    Until now those bookings claimed the room itself, so a part could have been given away under them.
    """
    since = work.clock.local() - LONGEST
    rows = work.rows(
        sa.select(claim.c.id, claim.c.occurrence_id, claim.c.starts, claim.c.ends).where(
            claim.c.unit_id == event.room_id, claim.c.starts > since
        )
    )
    units = places(work)[event.room_id].units
    for row in rows:
        work.execute(claim.delete().where(claim.c.id == row.id))
        claims.claim_one(work, row.occurrence_id, units, TimeRange(row.starts, row.ends))


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank the copies of name and phone of somebody whose data were removed."""
    for table in (booking, call_entry):
        work.execute(
            table.update()
            .where(table.c.center_id == work.center_id, table.c.resident_id == event.resident_id)
            .values(who="", phone="")
        )
    work.execute(
        appointment.update()
        .where(appointment.c.center_id == work.center_id, appointment.c.resident_id == event.resident_id)
        .values(who="", phone="", note="")
    )
    # A slot with one place stands on the board under the name of who has it.
    slots = (
        sa.select(occurrence.c.booking_id)
        .join(appointment, appointment.c.occurrence_id == occurrence.c.id)
        .where(appointment.c.resident_id == event.resident_id)
    )
    work.execute(booking.update().where(booking.c.id.in_(slots)).values(who=""))
