"""Booked days with everything a paper says about them: rooms, times, who, what is brought along, who helps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.appointment_models import appointment_slot
from neighborcenter.booking.kinds import (
    HOLDING,
    BookingKind,
    OccurrenceStatus,
    ResourceKind,
    Standing,
    Turnout,
)
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.resource_models import occurrence_resource, occurrence_room, resource
from neighborcenter.center.models import room, site
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import DAY
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.people.privacy import public_name, shown_phone

BETWEEN_SLOTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Brought:
    """A thing or a person asked for besides the room; `stands` is the room a thing is kept in."""

    resource_id: int
    name: str
    kind: ResourceKind
    quantity: int
    stands: str = ""

    @property
    def words(self) -> str:
        """音响 ×2, or 社区护士."""
        return self.name if self.kind is ResourceKind.STAFF else f"{self.name} ×{self.quantity}"


@dataclass(frozen=True, slots=True)
class Booked:
    """One booked day; the phone is masked. `who` is the group, else the words of the booking."""

    occurrence_id: int
    booking_id: int
    room_id: int
    room: str
    place: str
    starts: datetime
    ends: datetime
    setup_minutes: int
    cleanup_minutes: int
    status: OccurrenceStatus
    turnout: Turnout
    standing: Standing
    title: str
    kind: BookingKind
    who: str
    person: bool  # `who` is a resident and not a group
    phone: str
    people: int
    note: str
    series: bool
    also_rooms: tuple[tuple[int, str], ...] = ()
    brought: tuple[Brought, ...] = field(default=())
    plan_id: int | None = None  # of what is given by appointment, when it is a slot of that
    slots: tuple[int, ...] = ()  # the occurrences of slots put together in one line

    @property
    def refs(self) -> tuple[int, ...]:
        """The occurrences it stands for: its own, or all slots put together."""
        return self.slots or (self.occurrence_id,)

    @property
    def time(self) -> str:
        """09:00–11:00."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def rooms(self) -> str:
        """Its room and those taken along."""
        return _(", ").join((self.room, *(name for _ref, name in self.also_rooms)))

    @property
    def room_ids(self) -> frozenset[int]:
        """The same as ids."""
        return frozenset((self.room_id, *(ref for ref, _name in self.also_rooms)))

    @property
    def things(self) -> tuple[Brought, ...]:
        """Equipment asked for."""
        return tuple(one for one in self.brought if one.kind is ResourceKind.EQUIPMENT)

    @property
    def helpers(self) -> tuple[Brought, ...]:
        """Staff asked for."""
        return tuple(one for one in self.brought if one.kind is ResourceKind.STAFF)

    @property
    def public_who(self) -> str:
        """The group, or a person's name as a public notice shows it."""
        return public_name(self.who) if self.person else self.who


_DAYS = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.setup_minutes,
        occurrence.c.cleanup_minutes,
        occurrence.c.status,
        occurrence.c.turnout,
        booking.c.standing,
        booking.c.title,
        booking.c.kind,
        booking.c.who,
        booking.c.resident_id,
        booking.c.phone,
        booking.c.people,
        booking.c.note,
        booking.c.rule,
        people_group.c.name.label("group"),
        appointment_slot.c.plan_id,
        room.c.name.label("room"),
        room.c.floor,
        site.c.name.label("site"),
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .join(room, room.c.id == occurrence.c.room_id)
    .join(site, site.c.id == room.c.site_id)
    .join(people_group, people_group.c.id == booking.c.group_id, isouter=True)
    .join(appointment_slot, appointment_slot.c.occurrence_id == occurrence.c.id, isouter=True)
    .order_by(occurrence.c.starts, room.c.position, occurrence.c.id)
)


def booked_where(read: Read, *conditions: sa.ColumnElement[bool]) -> tuple[Booked, ...]:
    """Days that meet the conditions, by time and room; whatever their state, unless a condition says so."""
    rows = read.rows(_DAYS.where(occurrence.c.center_id == read.center_id, *conditions))
    refs = [row.id for row in rows]
    also, brought = _also_rooms(read, refs), _brought(read, refs)
    return tuple(_booked(row, also.get(row.id, ()), brought.get(row.id, ())) for row in rows)


def booked_on(
    read: Read, first: date, last: date, statuses: frozenset[OccurrenceStatus] = HOLDING
) -> tuple[Booked, ...]:
    """Days in one of the states that touch `first` to `last`, both included."""
    start, end = datetime.combine(first, time()), datetime.combine(last, time()) + DAY
    return booked_where(
        read,
        occurrence.c.starts < end,
        occurrence.c.starts > start - timedelta(hours=24),
        occurrence.c.ends > start,
        occurrence.c.status.in_(statuses),
    )


def together(days: Sequence[Booked]) -> tuple[Booked, ...]:
    """The same days with the slots of one appointment plan put together where no more than an hour lies between.

    For doors, keys and setting up a morning of appointments is one use of the room.
    """
    found: list[Booked] = []
    last: dict[tuple[int, int], int] = {}
    for one in days:
        key = (one.plan_id or 0, one.room_id)
        at = last.get(key) if one.plan_id is not None else None
        if at is not None and one.starts - found[at].ends <= BETWEEN_SLOTS:
            before = found[at]
            found[at] = replace(
                before,
                ends=max(before.ends, one.ends),
                people=before.people + one.people,
                who="",
                phone="",
                slots=(*before.refs, one.occurrence_id),
            )
            continue
        last[key] = len(found)
        found.append(one if one.plan_id is None else replace(one, who="", phone="", person=False))
    return tuple(found)


def one_booked(read: Read, occurrence_id: int) -> Booked | None:
    """One day."""
    found = booked_where(read, occurrence.c.id == occurrence_id)
    return found[0] if found else None


def _also_rooms(read: Read, refs: Sequence[int]) -> Mapping[int, tuple[tuple[int, str], ...]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for row in _of_days(
        read,
        sa.select(occurrence_room.c.occurrence_id, room.c.id, room.c.name)
        .join(room, room.c.id == occurrence_room.c.room_id)
        .order_by(room.c.position, room.c.id),
        occurrence_room.c.occurrence_id,
        refs,
    ):
        found.setdefault(row.occurrence_id, []).append((row.id, row.name))
    return {ref: tuple(rooms) for ref, rooms in found.items()}


def _brought(read: Read, refs: Sequence[int]) -> Mapping[int, tuple[Brought, ...]]:
    found: dict[int, list[Brought]] = {}
    for row in _of_days(
        read,
        sa.select(
            occurrence_resource.c.occurrence_id,
            occurrence_resource.c.quantity,
            resource.c.id,
            resource.c.name,
            resource.c.kind,
            room.c.name.label("stands"),
        )
        .join(resource, resource.c.id == occurrence_resource.c.resource_id)
        .join(room, room.c.id == resource.c.room_id, isouter=True)
        .order_by(resource.c.kind, resource.c.position, resource.c.id),
        occurrence_resource.c.occurrence_id,
        refs,
    ):
        one = Brought(row.id, row.name, row.kind, row.quantity, row.stands or "")
        found.setdefault(row.occurrence_id, []).append(one)
    return {ref: tuple(all_of_it) for ref, all_of_it in found.items()}


def _of_days(
    read: Read, statement: sa.Select[Any], column: sa.ColumnElement[int], refs: Sequence[int]
) -> list[Any]:
    """The rows of these days, asked for in handfuls: a statement takes only so many numbers."""
    return [
        row
        for at in range(0, len(refs), 500)
        for row in read.rows(statement.where(column.in_(refs[at : at + 500])))
    ]


def _booked(row: Any, also: tuple[tuple[int, str], ...], brought: tuple[Brought, ...]) -> Booked:
    return Booked(
        row.id,
        row.booking_id,
        row.room_id,
        row.room,
        " ".join(part for part in (row.site, row.floor) if part),
        row.starts,
        row.ends,
        row.setup_minutes,
        row.cleanup_minutes,
        row.status,
        row.turnout,
        row.standing,
        row.title,
        row.kind,
        row.group or row.who,
        row.group is None and row.resident_id is not None,
        shown_phone(row.phone) if row.phone else "",
        row.people,
        row.note,
        row.rule != "",
        also,
        brought,
        row.plan_id,
    )
