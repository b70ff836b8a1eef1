"""Questions about equipment and staff: the list, one of them whole, what has it when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import stock
from neighborcenter.booking.kinds import ResourceKind, Use
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import (
    occurrence_resource,
    occurrence_room,
    resource,
    resource_absence,
    resource_claim,
    working_hours,
)
from neighborcenter.center.drafts import Span
from neighborcenter.center.models import room
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.text import fold
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A thing or a person of the list.  `resident` and `account` are the names behind the links."""

    id: int
    kind: ResourceKind
    name: str
    quantity: int
    profession: str
    resident_id: int | None
    resident: str
    account_id: int | None
    account: str
    room_id: int | None
    room: str
    note: str
    retired: bool
    version: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One time somebody or something is away."""

    id: int
    resource_id: int
    name: str
    starts: datetime
    ends: datetime
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """One day that has a resource: how many, what for, where, whose."""

    occurrence_id: int
    booking_id: int
    resource_id: int
    name: str
    count: int
    starts: datetime
    ends: datetime
    title: str
    who: str
    room: str


@dataclass(frozen=True, slots=True)
class FreeThing:
    """How many of a resource are free for the whole of a time; for staff 1 or 0."""

    resource_id: int
    kind: ResourceKind
    name: str
    quantity: int
    free: int
    why: str = ""
    """The code of the sentence that says why none is free."""


_ROWS = (
    sa.select(
        resource.c.id,
        resource.c.kind,
        resource.c.name,
        resource.c.quantity,
        resource.c.profession,
        resource.c.resident_id,
        sa.func.coalesce(resident.c.name, "").label("resident"),
        resource.c.account_id,
        sa.func.coalesce(account.c.name, "").label("account"),
        resource.c.room_id,
        sa.func.coalesce(room.c.name, "").label("room"),
        resource.c.note,
        resource.c.status,
        resource.c.version,
    )
    .outerjoin(resident, resident.c.id == resource.c.resident_id)
    .outerjoin(account, account.c.id == resource.c.account_id)
    .outerjoin(room, room.c.id == resource.c.room_id)
    .where(resource.c.center_id == sa.bindparam("center"))
    .order_by(resource.c.kind, resource.c.position, resource.c.id)
)
_HOURS = (
    sa.select(working_hours)
    .join(resource, resource.c.id == working_hours.c.resource_id)
    .where(resource.c.center_id == sa.bindparam("center"))
    .order_by(working_hours.c.weekday, working_hours.c.opens)
)
_ABSENCES = (
    sa.select(
        resource_absence.c.id,
        resource_absence.c.resource_id,
        resource.c.name,
        resource_absence.c.starts,
        resource_absence.c.ends,
        resource_absence.c.quantity,
        resource_absence.c.reason,
    )
    .join(resource, resource.c.id == resource_absence.c.resource_id)
    .where(
        resource.c.center_id == sa.bindparam("center"),
        resource_absence.c.ends > sa.bindparam("since", type_=resource_absence.c.ends.type),
    )
    .order_by(resource_absence.c.starts, resource_absence.c.id)
)
_USES = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        resource.c.id.label("resource_id"),
        resource.c.name,
        sa.func.count().label("count"),
        occurrence.c.starts,
        occurrence.c.ends,
        booking.c.title,
        booking.c.who,
        room.c.name.label("room"),
    )
    .select_from(
        resource_claim.join(resource, resource.c.id == resource_claim.c.resource_id)
        .join(occurrence, occurrence.c.id == resource_claim.c.occurrence_id)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == occurrence.c.room_id)
    )
    .group_by(
        occurrence.c.id,
        occurrence.c.booking_id,
        resource.c.id,
        resource.c.name,
        occurrence.c.starts,
        occurrence.c.ends,
        booking.c.title,
        booking.c.who,
        room.c.name,
    )
    .order_by(occurrence.c.starts, resource.c.id)
)
_ASKED = (
    sa.select(occurrence_resource.c.occurrence_id, resource.c.name, occurrence_resource.c.quantity)
    .join(resource, resource.c.id == occurrence_resource.c.resource_id)
    .where(occurrence_resource.c.occurrence_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(resource.c.kind, resource.c.position)
)
_ALSO = (
    sa.select(occurrence_room.c.occurrence_id, room.c.name)
    .join(room, room.c.id == occurrence_room.c.room_id)
    .where(occurrence_room.c.occurrence_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(room.c.position)
)


def resources(read: Read, *, retired: bool = False, kind: ResourceKind | None = None) -> list[ResourceRow]:
    """Equipment, then staff, in the center's order; `retired`: those no longer in use as well."""
    read.require(Permission.BOOKING_VIEW)
    bound = {"center": read.center_id}
    hours: dict[int, list[Span]] = {}
    for row in read.rows(_HOURS, bound):
        hours.setdefault(row.resource_id, []).append(stock.spans_of(row))
    return [
        _row(row, tuple(hours.get(row.id, ())))
        for row in read.rows(_ROWS, bound)
        if (retired or row.status is Use.OPEN) and (kind is None or row.kind is kind)
    ]


def _row(row: Any, spans: tuple[Span, ...]) -> ResourceRow:
    return ResourceRow(
        id=row.id,
        kind=row.kind,
        name=row.name,
        quantity=row.quantity,
        profession=row.profession,
        resident_id=row.resident_id,
        resident=row.resident,
        account_id=row.account_id,
        account=row.account,
        room_id=row.room_id,
        room=row.room,
        note=row.note,
        retired=row.status is Use.RETIRED,
        version=row.version,
        spans=spans,
    )


def resource_row(read: Read, resource_id: int) -> ResourceRow:
    """One of them, retired or not.  Raises NotFound."""
    found = next((row for row in resources(read, retired=True) if row.id == resource_id), None)
    if found is None:
        raise NotFound("resource", resource_id)
    return found


def find_resources(read: Read, typed: str) -> list[ResourceRow]:
    """Those in use whose name or profession fits what was typed: characters, pinyin or initials."""
    wanted = fold(typed)
    return [
        row
        for row in resources(read)
        if not wanted or matched(row.name, wanted) or matched(row.profession, wanted)
    ]


def absences(read: Read, resource_id: int | None = None, since: datetime | None = None) -> list[AbsenceRow]:
    """Absences that are not over (or end after `since`), earliest first; of one resource or of all."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(_ABSENCES, {"center": read.center_id, "since": since or read.clock.local()})
    return [AbsenceRow(*tuple(row)) for row in rows if resource_id in (None, row.resource_id)]


def uses(read: Read, during: TimeRange, resource_ids: Sequence[int] = ()) -> list[UseRow]:
    """Which days have equipment or staff in that time, by time: the calendar of things and people."""
    read.require(Permission.BOOKING_VIEW)
    statement = _USES.where(
        resource_claim.c.center_id == read.center_id,
        resource_claim.c.starts < during.end,
        resource_claim.c.ends > during.start,
    )
    if resource_ids:
        statement = statement.where(resource_claim.c.resource_id.in_(resource_ids))
    return [UseRow(*tuple(row)) for row in read.rows(statement)]


def free_things(read: Read, during: TimeRange, *, but: int = 0) -> list[FreeThing]:
    """How many of everything in use are free for the whole of that time; `but` leaves out one occurrence."""
    read.require(Permission.BOOKING_VIEW)
    rows = resources(read)
    known = stock.things(read, (row.id for row in rows), during.start)
    found = []
    for row in rows:
        thing = known[row.id]
        lack = stock.lacking(read, [(row.id, 1)], during, but, known=known)
        free = 0 if lack else stock.left(thing, stock.promises(read, row.id, during, but), during)
        found.append(FreeThing(row.id, row.kind, row.name, row.quantity, free, lack[0].code if lack else ""))
    return found


def of_occurrences(read: Read, occurrence_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """What days asked for besides their rooms, in words: occurrence id -> (name, how many)."""
    found: dict[int, list[tuple[str, int]]] = {}
    for row in read.rows(_ASKED, {"ids": list(occurrence_ids)}):
        found.setdefault(row.occurrence_id, []).append((row.name, row.quantity))
    return found


def rooms_of_occurrences(read: Read, occurrence_ids: Sequence[int]) -> dict[int, list[str]]:
    """The rooms that days take besides the one they stand under: occurrence id -> names."""
    found: dict[int, list[str]] = {}
    for row in read.rows(_ALSO, {"ids": list(occurrence_ids)}):
        found.setdefault(row.occurrence_id, []).append(row.name)
    return found
