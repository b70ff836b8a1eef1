"""What booking does when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.booking import claims
from neighborcenter.booking.kinds import OccurrenceStatus
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
        sa.select(occurrence.c.id, occurrence.c.starts, occurrence.c.ends).where(
            occurrence.c.room_id == event.room_id,
            occurrence.c.starts > since,
            occurrence.c.status == OccurrenceStatus.BOOKED,
        )
    )
    units = places(work)[event.room_id].units
    for row in rows:
        work.execute(claim.delete().where(claim.c.occurrence_id == row.id))
        claims.claim_one(work, row.id, units, TimeRange(row.starts, row.ends))


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank the copies of name and phone on the bookings and calls of somebody whose data were removed."""
    for table in (booking, call_entry):
        work.execute(
            table.update()
            .where(table.c.center_id == work.center_id, table.c.resident_id == event.resident_id)
            .values(who="", phone="")
        )
