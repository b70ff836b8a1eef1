"""Which booked days a closure, or the taking out of a week, concerns: asked before the act and inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.drafts import CallDraft
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.rules import LONGEST
from neighborcenter.center.models import room
from neighborcenter.kit.model import aside
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read
from neighborcenter.people.privacy import shown_phone


@dataclass(frozen=True, slots=True)
class AffectedDay:
    """One booked day with whom to tell; the phone is masked."""

    occurrence_id: int
    booking_id: int
    room_id: int
    room: str
    during: TimeRange
    title: str
    who: str
    phone: str
    resident_id: int | None
    group_id: int | None
    series: bool
    status: OccurrenceStatus


DAYS = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        room.c.name.label("room"),
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.status,
        booking.c.title,
        booking.c.who,
        booking.c.phone,
        booking.c.resident_id,
        booking.c.group_id,
        booking.c.rule,
    )
    .select_from(
        occurrence.join(booking, booking.c.id == occurrence.c.booking_id).join(
            room, room.c.id == occurrence.c.room_id
        )
    )
    .where(occurrence.c.center_id == sa.bindparam("center"))
    .order_by(occurrence.c.starts, occurrence.c.id)
)


def affected(
    read: Read,
    during: TimeRange,
    *,
    room_ids: Sequence[int] = (),
    booking_ids: Sequence[int] = (),
) -> tuple[AffectedDay, ...]:
    """The days not over yet that hold rooms in that time, earliest first.

    With rooms those that take any part of one of them, a whole hall for a closed half among them; with bookings
    those of these bookings.
    """
    read.require(Permission.BOOKING_VIEW)
    return days_in(read, during, room_ids=room_ids, booking_ids=booking_ids)


def days_in(
    read: Read, during: TimeRange, *, room_ids: Sequence[int] = (), booking_ids: Sequence[int] = ()
) -> tuple[AffectedDay, ...]:
    """The same inside an act that has asked for its own right."""
    wanted = DAYS.where(
        occurrence.c.status.in_(HOLDING),
        occurrence.c.starts < during.end,
        occurrence.c.starts > during.start - LONGEST,
        occurrence.c.ends > during.start,
        occurrence.c.ends > read.clock.local(),
    )
    if room_ids:
        known = places(read)
        units = sorted({unit for ref in room_ids if ref in known for unit in known[ref].units})
        # A claim may begin before its use, by the minutes to set up.
        held = sa.select(claim.c.occurrence_id).where(
            claim.c.unit_id.in_(units),
            claim.c.starts < during.end + timedelta(days=1),
            claim.c.starts > during.start - 2 * LONGEST,
        )
        wanted = wanted.where(occurrence.c.id.in_(held))
    if booking_ids:
        wanted = wanted.where(occurrence.c.booking_id.in_(booking_ids))
    return listed(read, wanted)


def by_ids(read: Read, occurrence_ids: Iterable[int]) -> tuple[AffectedDay, ...]:
    """Days by their ids, whatever their status."""
    ids = list(occurrence_ids)
    own = DAYS.where(occurrence.c.id.in_(ids))
    return listed(read, own) if ids else ()


def listed(read: Read, statement: sa.Select[*tuple[Any, ...]]) -> tuple[AffectedDay, ...]:
    """The rows of a statement made of DAYS."""
    return tuple(
        AffectedDay(
            row.id,
            row.booking_id,
            row.room_id,
            row.room,
            TimeRange(row.starts, row.ends),
            row.title,
            row.who,
            shown_phone(row.phone) if row.phone else "",
            row.resident_id,
            row.group_id,
            row.rule != "",
            row.status,
        )
        for row in read.rows(statement, {"center": read.center_id})
    )


def calls_for(read: Read, days: Iterable[AffectedDay]) -> list[CallDraft]:
    """One call for everybody whose days these are, saying which; the center does not ring itself."""
    days = list(days)
    phones = {
        row.id: row.phone
        for row in read.rows(
            sa.select(booking.c.id, booking.c.phone).where(
                aside(booking.c.center_id) == read.center_id,
                booking.c.id.in_({day.booking_id for day in days}),
            )
        )
    }
    people: dict[tuple[int | None, int | None, str, str], list[AffectedDay]] = {}
    for day in days:
        person = (day.resident_id, day.group_id, day.who, phones[day.booking_id])
        if any(person):
            people.setdefault(person, []).append(day)
    return [
        CallDraft(*person, "；".join(dict.fromkeys(f"{day.title} {_when(day)}" for day in mine)))
        for person, mine in people.items()
    ]


def _when(day: AffectedDay) -> str:
    start: datetime = day.during.start
    return f"{start:%m-%d %H:%M} {day.room}"
