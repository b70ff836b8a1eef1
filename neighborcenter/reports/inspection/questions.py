"""The questions behind the inspection, each a bounded statement or two over the days asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.models import activity_feedback
from neighborcenter.booking.kinds import OccurrenceStatus, ResourceKind, Turnout, Use
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import occurrence_resource, resource
from neighborcenter.catalog.models import Handling, ServiceStatus, service
from neighborcenter.center.queries import opening_facts
from neighborcenter.center.rules import hours_on
from neighborcenter.kit.times import days_between
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.reports.counting import clipped
from neighborcenter.reports.figures import instant_of
from neighborcenter.volunteers.kinds import AssignmentStatus, HoursStatus, ShiftStatus
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.shifts import assignment, post, shift

Offers = dict[int, dict[Handling, int]]
"""How many services of a module are handled in which way."""
HELD = (OccurrenceStatus.BOOKED,)
STOOD = (AssignmentStatus.PLANNED, AssignmentStatus.CONFIRMED, AssignmentStatus.PRESENT)
"""Places of the roster that count as on duty; who was absent or excused does not."""


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One day with opening hours, as far as the clock has gone."""

    day: date
    ranges: tuple[tuple[datetime, datetime], ...]

    @property
    def minutes(self) -> int:
        """How long it was open."""
        return sum(int((end - start).total_seconds() // 60) for start, end in self.ranges)


@dataclass(slots=True)
class RoomRota:
    """Who is on the rota of a room: units and groups with their times, duty posts with shifts and people."""

    units: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    people: int = 0


def open_days(read: Read, first: date, end: date) -> list[OpenDay]:
    """The days on which the center was open, by its hours, seasons, holidays and closures, up to now."""
    facts, (start, stop) = opening_facts(read), clipped(first, end, read.clock.local())
    found = []
    for day in days_between(first, end):
        if datetime.combine(day, time()) >= stop:
            break
        ranges = [(one.start, min(one.end, stop)) for one in hours_on(day, facts).spans if one.start < stop]
        if ranges:
            found.append(OpenDay(day, tuple(ranges)))
    return found if start < stop else []


def offered(read: Read) -> Offers:
    """Services on offer now: by module, by how they are handled."""
    found: dict[int, dict[Handling, int]] = {}
    for row in read.rows(
        sa.select(service.c.module_id, service.c.handling, sa.func.count().label("many"))
        .where(service.c.center_id == read.center_id, service.c.status == ServiceStatus.PUBLISHED)
        .group_by(service.c.module_id, service.c.handling)
    ):
        found.setdefault(row.module_id, {})[row.handling] = row.many
    return found


def held_within(read: Read, first: date, end: date) -> list[sa.ColumnElement[bool]]:
    """Booked days of the span that were held."""
    start, stop = clipped(first, end, read.clock.local())
    return [
        occurrence.c.center_id == read.center_id,
        occurrence.c.starts >= start,
        occurrence.c.starts < stop,
        occurrence.c.status.in_(HELD),
        occurrence.c.turnout != Turnout.NO_SHOW,
    ]


def on_duty(read: Read, first: date, end: date) -> list[sa.ColumnElement[bool]]:
    """Places of shifts of the span that somebody took and kept."""
    start, stop = clipped(first, end, read.clock.local())
    return [
        shift.c.center_id == read.center_id,
        shift.c.starts >= start,
        shift.c.starts < stop,
        shift.c.status == ShiftStatus.OPEN,
        assignment.c.status.in_(STOOD),
    ]


def rotas(read: Read, first: date, end: date) -> dict[int | None, RoomRota]:
    """Who used and who stood in each room; None is duty in no room of its own."""
    found: dict[int | None, RoomRota] = {}
    for row in read.rows(
        sa.select(occurrence.c.room_id, people_group.c.name, sa.func.count().label("times"))
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(people_group, people_group.c.id == booking.c.group_id)
        .where(*held_within(read, first, end))
        .group_by(occurrence.c.room_id, people_group.c.name)
        .order_by(sa.desc("times"), people_group.c.name)
    ):
        found.setdefault(row.room_id, RoomRota()).units[row.name] = row.times
    for row in read.rows(
        sa.select(
            post.c.room_id,
            post.c.name,
            sa.func.count(sa.distinct(shift.c.id)).label("shifts"),
            sa.func.count().label("people"),
        )
        .join(shift, shift.c.post_id == post.c.id)
        .join(assignment, assignment.c.shift_id == shift.c.id)
        .where(*on_duty(read, first, end))
        .group_by(post.c.room_id, post.c.name)
        .order_by(sa.desc("shifts"), post.c.name)
    ):
        one = found.setdefault(row.room_id, RoomRota())
        one.posts[row.name] = row.shifts
        one.people += row.people
    return found


def machines(read: Read, first: date, end: date) -> list[Any]:
    """Every piece of equipment: how often and how long it was in use, in pieces."""
    minutes = {
        "sqlite": "(unixepoch(occurrence.ends) - unixepoch(occurrence.starts)) / 60",
        "postgresql": "CAST(extract(epoch FROM occurrence.ends - occurrence.starts) AS integer) / 60",
    }[read.dialect]
    used = (
        sa.select(
            occurrence_resource.c.resource_id,
            sa.func.count().label("times"),
            sa.func.sum(occurrence_resource.c.quantity).label("pieces"),
            sa.func.sum(sa.literal_column(minutes, sa.Integer)).label("minutes"),
        )
        .join(occurrence, occurrence.c.id == occurrence_resource.c.occurrence_id)
        .where(*held_within(read, first, end))
        .group_by(occurrence_resource.c.resource_id)
        .subquery()
    )
    return list(
        read.rows(
            sa.select(
                resource.c.id,
                resource.c.name,
                resource.c.quantity,
                used.c.times,
                used.c.pieces,
                used.c.minutes,
            )
            .join(used, used.c.resource_id == resource.c.id, isouter=True)
            .where(
                resource.c.center_id == read.center_id,
                resource.c.kind == ResourceKind.EQUIPMENT,
                sa.or_(resource.c.status == Use.OPEN, used.c.times.is_not(None)),
            )
            .order_by(resource.c.position, resource.c.id)
        )
    )


def staff(read: Read) -> list[Any]:
    """Who works at the center, by profession."""
    return list(
        read.rows(
            sa.select(resource.c.profession, sa.func.count().label("many"))
            .where(
                resource.c.center_id == read.center_id,
                resource.c.kind == ResourceKind.STAFF,
                resource.c.status == Use.OPEN,
            )
            .group_by(resource.c.profession)
            .order_by(sa.desc("many"), resource.c.profession)
        )
    )


def duty(read: Read, first: date, end: date) -> Mapping[str, int]:
    """Shifts that somebody stood, places taken, different people, and the minutes of service on record."""
    row = read.row(
        sa.select(
            sa.func.count(sa.distinct(shift.c.id)).label("shifts"),
            sa.func.count(assignment.c.id).label("places"),
            sa.func.count(sa.distinct(assignment.c.volunteer_id)).label("people"),
        )
        .join(assignment, assignment.c.shift_id == shift.c.id)
        .where(*on_duty(read, first, end))
    )
    assert row is not None
    _lines, minutes = lines_of_hours(read, first, end)
    return {"shifts": row.shifts, "places": row.places, "people": row.people, "minutes": minutes}


def lines_of_hours(read: Read, first: date, end: date) -> tuple[int, int]:
    """How many lines of volunteer hours of the span count, and their minutes."""
    row = read.row(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(service_hours.c.minutes), 0)).where(
            *served(read, first, end)
        )
    )
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def served(read: Read, first: date, end: date) -> list[sa.ColumnElement[bool]]:
    """Lines of volunteer hours of the span that count."""
    return [
        service_hours.c.center_id == read.center_id,
        service_hours.c.day >= first,
        service_hours.c.day < end,
        service_hours.c.status.not_in((HoursStatus.CORRECTED, HoursStatus.VOIDED)),
    ]


def said(read: Read, first: date, end: date) -> list[sa.ColumnElement[bool]]:
    """Feedback given in the span."""
    return [
        activity_feedback.c.center_id == read.center_id,
        activity_feedback.c.created_at >= instant_of(read, first),
        activity_feedback.c.created_at < instant_of(read, end),
    ]


def scores(read: Read, first: date, end: date) -> dict[int, int]:
    """How often each score from 1 to 5 was given."""
    rows = read.rows(
        sa.select(activity_feedback.c.score, sa.func.count().label("times"))
        .where(*said(read, first, end))
        .group_by(activity_feedback.c.score)
    )
    return {row.score: row.times for row in rows}
