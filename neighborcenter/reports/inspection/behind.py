"""The rows behind the figures of the inspection that no other paper has.

Keys: "offered" and "offered:MODULE" (services), "open_days" and "open_weekday:0" (days), "rota:ROOM" (uses and
shifts), "machine:ID" (bookings), "staff" and "staff:PROFESSION", "duty" (places of shifts), "volunteer_hours"
(lines of hours), "feedback" and "score:5".
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.models import activity, activity_feedback
from neighborcenter.booking.kinds import ResourceKind, Use
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import occurrence_resource, resource
from neighborcenter.catalog.models import ServiceStatus, service
from neighborcenter.catalog.texts import HANDLINGS
from neighborcenter.center.models import room
from neighborcenter.kit.i18n import _
from neighborcenter.kit.recurrence_text import WEEKDAYS
from neighborcenter.kit.speech import say_day, say_moment
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import people_group, resident
from neighborcenter.reports.inspection import questions
from neighborcenter.reports.rows import Behind, BehindRow
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, post, shift

Rows = Callable[[Read, str, date, date, int | None], Behind]


def behind_inspection(
    read: Read, name: str, ref: str, first: date, end: date, most: int | None
) -> Behind | None:
    """The rows of one figure, or None when the key is not one of these. Raises ValueError for a bad number."""
    found = _ROWS.get(name)
    return None if found is None else found(read, ref, first, end, most)


def _offered(read: Read, ref: str, _first: date, _end: date, _most: int | None) -> Behind:
    wanted = (
        sa.select(
            service.c.id,
            service.c.name,
            service.c.handling,
            service.c.department,
            service_module.c.name.label("module"),
        )
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.center_id == read.center_id, service.c.status == ServiceStatus.PUBLISHED)
        .order_by(service_module.c.position, service.c.position, service.c.id)
    )
    if ref:
        wanted = wanted.where(service.c.module_id == int(ref))
    rows = tuple(
        BehindRow("service", row.id, (row.name, row.module, _(HANDLINGS[row.handling]), row.department), 1)
        for row in read.rows(wanted)
    )
    return Behind(_("Services offered"), (_("Service"), _("Module"), _("Handling"), _("Department")), rows)


def _days(read: Read, ref: str, first: date, end: date, _most: int | None) -> Behind:
    opened = questions.open_days(read, first, end)
    rows = tuple(
        BehindRow(
            "day",
            one.day.toordinal(),
            (
                str(one.day), _(WEEKDAYS[one.day.weekday()]),
                " ".join(f"{start:%H:%M}–{stop:%H:%M}" for start, stop in one.ranges), f"{one.minutes / 60:,.1f}",
            ),
            1,
        )
        for one in opened
        if not ref or one.day.weekday() == int(ref)
    )  # fmt: skip
    return Behind(_("Days open"), (_("Day"), _("Weekday"), _("Hours"), _("Hours open")), rows)


def _rota(read: Read, ref: str, first: date, end: date, _most: int | None) -> Behind:
    place = int(ref)
    title = read.value(sa.select(room.c.name).where(room.c.id == place)) or _("In no room of its own")
    uses = read.rows(
        sa.select(
            occurrence.c.id, occurrence.c.starts, occurrence.c.ends, people_group.c.name, booking.c.title
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(people_group, people_group.c.id == booking.c.group_id)
        .where(*questions.held_within(read, first, end), occurrence.c.room_id == place)
        .order_by(occurrence.c.starts, occurrence.c.id)
    )
    shifts = _duty_rows(read, first, end, post.c.room_id == place if place else post.c.room_id.is_(None))
    rows = [
        BehindRow("occurrence", row.id, (_when(row), row.name, row.title, _("Use of the room")), 1)
        for row in uses
    ]
    return Behind(str(title), (_("Time"), _("Who"), _("Purpose"), _("Kind")), (*rows, *shifts))


def _when(row: Any) -> str:
    return f"{say_moment(row.starts)}–{row.ends:%H:%M}"


def _duty_rows(
    read: Read, first: date, end: date, *more: sa.ColumnElement[bool], most: int | None = None
) -> tuple[BehindRow, ...]:
    rows = read.rows(
        sa.select(
            assignment.c.id, shift.c.starts, shift.c.ends, post.c.name.label("post"), resident.c.name,
            assignment.c.volunteer_id,
        )
        .join(shift, shift.c.id == assignment.c.shift_id)
        .join(post, post.c.id == shift.c.post_id)
        .join(volunteer, volunteer.c.id == assignment.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*questions.on_duty(read, first, end), *more)
        .order_by(shift.c.starts, assignment.c.id)
        .limit(most)
    )  # fmt: skip
    return tuple(
        BehindRow("volunteer", row.volunteer_id, (_when(row), row.name, row.post, _("On duty")), 1)
        for row in rows
    )


def _duty(read: Read, _ref: str, first: date, end: date, most: int | None) -> Behind:
    columns = (_("Time"), _("Who"), _("Post"), _("Kind"))
    places = questions.duty(read, first, end)["places"]
    rows = _duty_rows(read, first, end, most=most)
    return Behind(_("Volunteers on duty"), columns, rows, "count", places, places)


def _machine(read: Read, ref: str, first: date, end: date, _most: int | None) -> Behind:
    title = read.value(sa.select(resource.c.name).where(resource.c.id == int(ref)))
    rows = read.rows(
        sa.select(
            occurrence.c.id, occurrence.c.starts, occurrence.c.ends, booking.c.title, booking.c.who,
            room.c.name.label("room"), occurrence_resource.c.quantity,
        )
        .join(occurrence, occurrence.c.id == occurrence_resource.c.occurrence_id)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == occurrence.c.room_id)
        .where(*questions.held_within(read, first, end), occurrence_resource.c.resource_id == int(ref))
        .order_by(occurrence.c.starts, occurrence.c.id)
    )  # fmt: skip
    return Behind(
        str(title or ""),
        (_("Time"), _("Room"), _("Purpose"), _("Used by whom"), _("Pieces")),
        tuple(
            BehindRow("occurrence", row.id, (_when(row), row.room, row.title, row.who, str(row.quantity)), 1)
            for row in rows
        ),
    )


def _staff(read: Read, ref: str, _first: date, _end: date, _most: int | None) -> Behind:
    wanted = (
        sa.select(resource.c.id, resource.c.name, resource.c.profession)
        .where(
            resource.c.center_id == read.center_id,
            resource.c.kind == ResourceKind.STAFF,
            resource.c.status == Use.OPEN,
        )
        .order_by(resource.c.position, resource.c.id)
    )
    rows = tuple(
        BehindRow("resource", row.id, (row.name, row.profession), 1)
        for row in read.rows(wanted)
        if not ref or row.profession == ref
    )
    return Behind(_("People of the staff"), (_("Full name"), _("Profession")), rows)


def _hours(read: Read, _ref: str, first: date, end: date, most: int | None) -> Behind:
    rows = read.rows(
        sa.select(
            service_hours.c.volunteer_id, service_hours.c.day, service_hours.c.content, service_hours.c.minutes,
            resident.c.name, post.c.name.label("post"),
        )
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
        .where(*questions.served(read, first, end))
        .order_by(service_hours.c.day, service_hours.c.id)
        .limit(most)
    )  # fmt: skip
    many, minutes = questions.lines_of_hours(read, first, end)
    return Behind(
        _("Hours of volunteers"),
        (_("Day"), _("Full name"), _("Service"), _("Hours")),
        tuple(
            BehindRow(
                "volunteer",
                row.volunteer_id,
                (say_day(row.day), row.name, row.content or row.post or "", f"{row.minutes / 60:,.1f}"),
                row.minutes / 60,
            )
            for row in rows
        ),
        "hours",
        many,
        minutes / 60,
    )


def _feedback(read: Read, ref: str, first: date, end: date, _most: int | None) -> Behind:
    wanted = (
        sa.select(
            activity_feedback.c.activity_id, activity_feedback.c.score, activity_feedback.c.words,
            activity_feedback.c.created_at, activity.c.title,
        )
        .join(activity, activity.c.id == activity_feedback.c.activity_id)
        .where(*questions.said(read, first, end))
        .order_by(activity_feedback.c.id)
    )  # fmt: skip
    if ref:
        wanted = wanted.where(activity_feedback.c.score == int(ref))
    rows = tuple(
        BehindRow(
            "activity",
            row.activity_id,
            (
                say_day(read.clock.wall(row.created_at).date()),
                row.title,
                _("{score} of 5").format(score=row.score),
                row.words,
            ),
            1,
        )
        for row in read.rows(wanted)
    )
    return Behind(_("Satisfaction"), (_("Day"), _("Activity"), _("Score"), _("What they said")), rows)


_ROWS: dict[str, Rows] = {
    "offered": _offered, "open_days": _days, "open_weekday": _days, "rota": _rota, "machine": _machine,
    "staff": _staff, "duty": _duty, "volunteer_hours": _hours, "feedback": _feedback, "score": _feedback,
}  # fmt: skip
