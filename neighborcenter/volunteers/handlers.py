"""What the volunteers' room does when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.events import (
    ActivityKindChanged,
    SessionCalledOff,
    SessionMoved,
    SessionPlanned,
)
from neighborcenter.activities.models import activity_session
from neighborcenter.booking.events import (
    BookingGranted,
    BookingKindChanged,
    OccurrenceBooked,
    OccurrenceCancelled,
    OccurrenceMoved,
    OccurrenceSuspended,
)
from neighborcenter.booking.models import occurrence
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged
from neighborcenter.volunteers import serving
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.models.hours import (
    certificate,
    points_entry,
    service_hours,
    sign_in,
    star_award,
)
from neighborcenter.volunteers.models.people import (
    leave,
    policy_member,
    team_member,
    volunteer,
    volunteer_note,
    volunteer_skill,
)
from neighborcenter.volunteers.models.rosters import roster_rule
from neighborcenter.volunteers.models.shifts import assignment

_ALL = (service_hours, sign_in, points_entry, certificate, assignment, leave, volunteer_note, roster_rule)
"""Tables whose rows all go along when two volunteers become one."""
_ONCE: tuple[tuple[sa.Table, sa.ColumnElement[Any]], ...] = (
    (volunteer_skill, volunteer_skill.c.skill_id),
    (team_member, team_member.c.team_id),
    (policy_member, policy_member.c.policy_id),
    (star_award, star_award.c.stars),
)
"""Tables that know a volunteer once for each of these."""


def on_occurrence_booked(work: Work, event: OccurrenceBooked) -> None:
    """A day was booked or came back: the shifts it wants are made or given back."""
    made = serving.serve_day(work, event.occurrence_id, new=event.new)
    _told(work, "occurrence", event.occurrence_id, made)


def on_booking_granted(work: Work, event: BookingGranted) -> None:
    """What was asked for is booked now: its days get the shifts they want."""
    days = sa.select(occurrence.c.id).where(occurrence.c.booking_id == event.booking_id)
    made = sum(serving.serve_day(work, row.id) for row in work.rows(days))
    _told(work, "booking", event.booking_id, made)


def on_booking_kind_changed(work: Work, event: BookingKindChanged) -> None:
    """Another kind of use wants other people; places already given stay."""
    days = sa.select(occurrence.c.id, occurrence.c.starts, occurrence.c.ends).where(
        occurrence.c.booking_id == event.booking_id, occurrence.c.ends > work.clock.local()
    )
    made = 0
    for row in work.rows(days):
        thing = serving.Thing(row.id, TimeRange(row.starts, row.ends), session=False)
        serving.free_unwanted(work, thing, [Serves.BOOKING_KIND], "")
        made += serving.serve_day(work, row.id)
    _told(work, "booking", event.booking_id, made)


def on_occurrence_cancelled(work: Work, event: OccurrenceCancelled | OccurrenceSuspended) -> None:
    """What a shift served is off, or closed for a while: its people are free until it comes back."""
    serving.free(work, serving.Thing(event.occurrence_id, event.during, session=False), event.reason)


def on_occurrence_moved(work: Work, event: OccurrenceMoved) -> None:
    """What a shift serves was moved: the shift waits with a question, nobody is moved unasked."""
    serving.move(work, serving.Thing(event.occurrence_id, event.after, session=False), event.before)


def on_session_planned(work: Work, event: SessionPlanned) -> None:
    """A session was planned or takes place after all: the shifts it wants are made or given back."""
    _told(work, "activity_session", event.session_id, serving.serve_session(work, event.session_id))


def on_session_called_off(work: Work, event: SessionCalledOff) -> None:
    """A session does not take place: its people are free until it comes back."""
    now = work.clock.local()
    thing = serving.Thing(event.session_id, TimeRange(now, now + timedelta(hours=1)), session=True)
    serving.free(work, thing, event.reason)


def on_session_moved(work: Work, event: SessionMoved) -> None:
    """A session was moved: as for a booked day."""
    serving.move(work, serving.Thing(event.session_id, event.after, session=True), event.before)


def on_activity_kind_changed(work: Work, event: ActivityKindChanged) -> None:
    """An activity of another kind wants other people; places already given stay."""
    coming = sa.select(activity_session.c.id, activity_session.c.starts, activity_session.c.ends).where(
        activity_session.c.activity_id == event.activity_id, activity_session.c.ends > work.clock.local()
    )
    made = 0
    for row in work.rows(coming):
        thing = serving.Thing(row.id, TimeRange(row.starts, row.ends), session=True)
        serving.free_unwanted(work, thing, [Serves.ACTIVITY_KIND], "")
        made += serving.serve_session(work, row.id)
    _told(work, "activity", event.activity_id, made)


def _told(work: Work, subject: str, ref: int, made: int) -> None:
    if made:
        work.record("volunteers.serve", subject, ref, shifts=made)


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
        for table, column in _ONCE:
            _join(work, table, column, kept, row.id)
        for table in _ALL:
            work.execute(table.update().where(table.c.volunteer_id == row.id).values(volunteer_id=kept))
        work.update(volunteer, row.id, resident_id=event.drop, status="left")
    work.touched("volunteer")


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank what the volunteers' room knows of somebody whose data were removed; hours stay as figures."""
    gone = sa.select(volunteer.c.id).where(
        volunteer.c.center_id == work.center_id, volunteer.c.resident_id == event.resident_id
    )
    work.execute(volunteer_note.delete().where(volunteer_note.c.volunteer_id.in_(gone)))
    work.execute(roster_rule.delete().where(roster_rule.c.volunteer_id.in_(gone)))
    work.execute(
        service_hours.update().where(service_hours.c.volunteer_id.in_(gone)).values(quality="", opinion="")
    )
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


def _join(work: Work, table: sa.Table, column: sa.ColumnElement[Any], kept: int, gone: int) -> None:
    """What only the one that goes has, the other has now."""
    there = {row[0] for row in work.rows(sa.select(column).where(table.c.volunteer_id == kept))}
    work.execute(
        table.update()
        .where(table.c.volunteer_id == gone, column.not_in(sorted(there)))
        .values(volunteer_id=kept)
    )
