"""What the volunteers' room does when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.booking.events import OccurrenceCancelled, OccurrenceMoved
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged
from neighborcenter.volunteers.kinds import ShiftStatus
from neighborcenter.volunteers.models.hours import (
    certificate,
    points_entry,
    service_hours,
    sign_in,
)
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.records import free_shift

_SERVING = sa.select(shift.c.id).where(
    shift.c.occurrence_id == sa.bindparam("occurrence"), shift.c.status == ShiftStatus.OPEN
)


def on_occurrence_cancelled(work: Work, event: OccurrenceCancelled) -> None:
    """What a shift served is off: its people are free again."""
    for row in work.rows(_SERVING, {"occurrence": event.occurrence_id}):
        free_shift(work, row.id, event.reason)


def on_occurrence_moved(work: Work, event: OccurrenceMoved) -> None:
    """What a shift serves was moved: the shift waits with a question, nobody is moved unasked."""
    words = f"{event.before.start:%Y-%m-%d %H:%M} → {event.after.start:%Y-%m-%d %H:%M}"
    for row in work.rows(_SERVING, {"occurrence": event.occurrence_id}):
        work.update(shift, row.id, moved_note=words)


def on_residents_merged(work: Work, event: ResidentsMerged) -> None:
    """Two volunteers turned out to be one person: everything goes to the one registered first."""
    rows = work.rows(
        sa.select(volunteer.c.id)
        .where(volunteer.c.center_id == work.center_id, volunteer.c.resident_id == event.keep)
        .order_by(volunteer.c.registered_on, volunteer.c.id)
    )
    if len(rows) < 2:
        return
    kept = rows[0].id
    for row in rows[1:]:
        _drop_doubles(work, kept, row.id)
        for table in (service_hours, sign_in, points_entry, certificate, assignment):
            work.execute(table.update().where(table.c.volunteer_id == row.id).values(volunteer_id=kept))
        work.update(volunteer, row.id, resident_id=event.drop, status="left")
    work.touched("volunteer")


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank what the volunteers' room knows of somebody whose data were removed; hours stay as figures."""
    work.execute(
        volunteer.update()
        .where(volunteer.c.center_id == work.center_id, volunteer.c.resident_id == event.resident_id)
        .values(
            languages="",
            fields="",
            health_limits="",
            work_unit="",
            party_member=False,
            contact_name="",
            contact_relation="",
            contact_phone="",
            guardian_consent="",
            note="",
            status="left",
        )
    )


def _drop_doubles(work: Work, kept: int, gone: int) -> None:
    """Places the one that goes holds on shifts where the other stands already."""
    both = sa.select(assignment.c.shift_id).where(assignment.c.volunteer_id == kept)
    work.execute(
        assignment.delete().where(assignment.c.volunteer_id == gone, assignment.c.shift_id.in_(both))
    )
