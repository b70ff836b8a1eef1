"""What can be chosen for a paper: rooms, services, bookings, visits, people who work here, closures."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from neighborcenter.booking.appointment_queries import appointments
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import resource
from neighborcenter.booking.rulebook.models import receipt
from neighborcenter.catalog.models import service
from neighborcenter.center.models import closed_day, room
from neighborcenter.center.queries import rooms
from neighborcenter.desk.models import visit
from neighborcenter.kit.speech import say_day, say_moment
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import care_tag
from neighborcenter.people.privacy import sees_sensitive
from neighborcenter.reports import activity_choices, desk_choices, form_choices, volunteer_choices
from neighborcenter.reports.report import Param


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `group` is the heading it stands under."""

    ref: int
    name: str
    group: str = ""


_OF_ROOMS = {
    "activity": activity_choices.activities,
    "session": activity_choices.sessions,
    "enrollment": activity_choices.sign_ups,
    "shift": volunteer_choices.shifts,
    "volunteer": volunteer_choices.volunteers,
    "notice": volunteer_choices.notices,
    "certificate": volunteer_choices.certificates,
    "policy": volunteer_choices.policies,
    "paper": volunteer_choices.papers,
    "phones": volunteer_choices.phones,
    "form": form_choices.forms,
    "entry": form_choices.entries,
    "measured": form_choices.measured,
    "ticket": desk_choices.tickets,
    "matter": desk_choices.matters,
    "loan": desk_choices.loans,
    "handover": desk_choices.handovers,
}


def options(read: Read, param: Param) -> tuple[Option, ...]:
    """What can be chosen for a parameter that names a record; () for days."""
    if param.kind == "room":
        return tuple(
            Option(one.id, one.name, one.site) for whole in rooms(read) for one in (whole, *whole.parts)
        )
    if param.kind == "service":
        return _services(read)
    if param.kind == "tag":
        rows = read.rows(
            sa.select(care_tag.c.id, care_tag.c.name)
            .where(care_tag.c.center_id == read.center_id, care_tag.c.active.is_(True))
            .where(sa.true() if sees_sensitive(read) else care_tag.c.sensitive.is_(False))
            .order_by(care_tag.c.position, care_tag.c.id)
        )
        return tuple(Option(row.id, row.name) for row in rows)
    if param.kind == "occurrence":
        return _occurrences(read)
    if param.kind == "visit":
        return _visits(read)
    if param.kind == "staff":
        return _staff(read)
    if param.kind == "closure":
        return _closures(read)
    if param.kind in _OF_ROOMS:
        return tuple(Option(*found) for found in _OF_ROOMS[param.kind](read))
    if param.kind == "appointment":
        return _appointments(read)
    if param.kind == "receipt":
        return _receipts(read)
    return ()


def _staff(read: Read) -> tuple[Option, ...]:
    rows = read.rows(
        sa.select(resource.c.id, resource.c.name, resource.c.profession)
        .where(resource.c.center_id == read.center_id, resource.c.kind == ResourceKind.STAFF)
        .order_by(resource.c.position, resource.c.id)
    )
    return tuple(Option(row.id, row.name, row.profession) for row in rows)


def _appointments(read: Read) -> tuple[Option, ...]:
    """Whoever comes today or in the next two weeks."""
    today = read.clock.today()
    rows = appointments(read, today, today + timedelta(days=14))
    return tuple(Option(row.id, f"{say_moment(row.starts)} {row.who}", row.plan) for row in rows)


def _receipts(read: Read) -> tuple[Option, ...]:
    """The two hundred latest receipts."""
    rows = read.rows(
        sa.select(receipt.c.id, receipt.c.year, receipt.c.number, receipt.c.payer, booking.c.title)
        .join(booking, booking.c.id == receipt.c.booking_id)
        .where(receipt.c.center_id == read.center_id)
        .order_by(receipt.c.year.desc(), receipt.c.number.desc())
        .limit(200)
    )
    return tuple(Option(row.id, f"{row.year}-{row.number:04d} {row.payer} {row.title}") for row in rows)


def _closures(read: Read) -> tuple[Option, ...]:
    """The hundred latest closures, the next ones among them."""
    rows = read.rows(
        sa.select(closed_day, room.c.name.label("room"))
        .join(room, room.c.id == closed_day.c.room_id, isouter=True)
        .where(closed_day.c.center_id == read.center_id)
        .order_by(closed_day.c.day_from.desc(), closed_day.c.id.desc())
        .limit(100)
    )
    today = read.clock.today()
    return tuple(
        Option(
            row.id,
            " ".join(part for part in (say_day(row.day_from, today), row.room or "", row.reason) if part),
        )
        for row in rows
    )


def _services(read: Read) -> tuple[Option, ...]:
    rows = read.rows(
        sa.select(service.c.id, service.c.name, service_module.c.name.label("module"))
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.center_id == read.center_id)
        .order_by(service_module.c.position, service.c.position, service.c.id)
    )
    return tuple(Option(row.id, row.name, row.module) for row in rows)


def _occurrences(read: Read) -> tuple[Option, ...]:
    """Bookings from a week ago on, the next two hundred of them; where there are none, the latest."""
    since = read.clock.local() - timedelta(days=7)
    every = (
        sa.select(occurrence.c.id, occurrence.c.starts, booking.c.title)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(occurrence.c.center_id == read.center_id)
        .limit(200)
    )
    rows = read.rows(every.where(occurrence.c.starts >= since).order_by(occurrence.c.starts, occurrence.c.id))
    rows = rows or read.rows(every.order_by(occurrence.c.starts.desc(), occurrence.c.id))
    today = read.clock.today()
    rows = sorted(rows, key=lambda row: row.starts.date() < today)
    return tuple(
        Option(row.id, f"{say_moment(row.starts)} {row.title}", f"{row.starts:%Y-%m-%d}") for row in rows
    )


def _visits(read: Read) -> tuple[Option, ...]:
    """The two hundred latest visits."""
    rows = read.rows(
        sa.select(visit.c.id, visit.c.at, visit.c.visitor, service.c.name)
        .join(service, service.c.id == visit.c.service_id)
        .where(visit.c.center_id == read.center_id)
        .order_by(visit.c.at.desc(), visit.c.id.desc())
        .limit(200)
    )
    return tuple(
        Option(row.id, f"{say_moment(row.at)} {row.name} {row.visitor}".strip(), f"{row.at:%Y-%m-%d}")
        for row in rows
    )
