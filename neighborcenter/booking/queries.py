"""Questions about bookings: lists, one card, a preview of a form's days, the use of rooms.

The board is in `board.py`, free rooms and times in `free.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import claims, rules
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.free import FreeRoom, free_rooms
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Standing, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.center.models import room
from neighborcenter.center.rules import days_off
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.model import aside
from neighborcenter.kit.phone import mask_phone
from neighborcenter.kit.problems import NotFound, Problem
from neighborcenter.kit.recurrence import Rule
from neighborcenter.kit.recurrence_text import describe
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which occurrences a list shows; `end` is not included.  `order` may begin with "-" to turn it round."""

    first: date | None = None
    end: date | None = None
    room_ids: tuple[int, ...] = ()
    kinds: tuple[BookingKind, ...] = ()
    statuses: tuple[OccurrenceStatus, ...] = ()
    text: str = ""
    resident_id: int | None = None
    group_id: int | None = None
    booking_id: int | None = None
    order: str = "starts"


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One occurrence in a list; the phone is masked."""

    occurrence_id: int
    booking_id: int
    room_id: int
    room: str
    starts: datetime
    ends: datetime
    title: str
    who: str
    phone: str
    people: int
    kind: BookingKind
    status: OccurrenceStatus
    cancel_reason: str
    series: bool


@dataclass(frozen=True, slots=True)
class CardDay:
    """One day on a booking's card."""

    occurrence_id: int
    room_id: int
    room: str
    starts: datetime
    ends: datetime
    status: OccurrenceStatus
    cancel_reason: str
    turnout: Turnout = Turnout.EXPECTED
    setup: int = 0
    cleanup: int = 0


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act in a booking's history, from the audit trail."""

    at: datetime
    actor: str
    act: str
    detail: str


@dataclass(frozen=True, slots=True)
class BookingCard:
    """Everything about one booking.  The phone is masked; `privacy.reveal_phone` gives it whole, with a reason."""

    booking_id: int
    room_id: int
    room: str
    title: str
    kind: BookingKind
    resident_id: int | None
    group_id: int | None
    for_center: bool
    who: str
    phone: str
    people: int
    rule: str
    repetition: str
    note: str
    version: int
    created_at: datetime
    days: tuple[CardDay, ...]
    history: tuple[HistoryLine, ...]
    standing: Standing = Standing.GRANTED
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PreviewDay:
    """One day a form asks for: free when nothing stands against it."""

    starts: datetime
    ends: datetime
    problems: tuple[Problem, ...] = ()
    taken: tuple[Taken, ...] = ()
    other_rooms: tuple[FreeRoom, ...] = ()

    @property
    def free(self) -> bool:
        """Whether this day could be booked as it is."""
        return not self.taken and all(problem.level != "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Preview:
    """The days of a form with their clashes, the months left out, and the repetition in words."""

    days: tuple[PreviewDay, ...]
    skipped_months: tuple[Month, ...] = ()
    repetition: str = ""

    @property
    def free_days(self) -> int:
        """How many days could be booked."""
        return sum(day.free for day in self.days)


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody to ring because a day was moved or cancelled."""

    occurrence_id: int
    starts: datetime
    room: str
    title: str
    who: str
    phone: str


TAIL = 4

_ORDERS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "starts": (occurrence.c.starts, occurrence.c.id),
    "room": (room.c.position, room.c.name, occurrence.c.starts, occurrence.c.id),
    "title": (booking.c.title, occurrence.c.starts, occurrence.c.id),
    "who": (booking.c.who, occurrence.c.starts, occurrence.c.id),
    "people": (booking.c.people, occurrence.c.starts, occurrence.c.id),
    "kind": (booking.c.kind, occurrence.c.starts, occurrence.c.id),
    "status": (occurrence.c.status, occurrence.c.starts, occurrence.c.id),
}
_JOINED = occurrence.join(booking, booking.c.id == occurrence.c.booking_id).join(
    room, room.c.id == occurrence.c.room_id
)
_ROWS = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        room.c.name,
        occurrence.c.starts,
        occurrence.c.ends,
        booking.c.title,
        booking.c.who,
        booking.c.phone,
        booking.c.people,
        booking.c.kind,
        occurrence.c.status,
        occurrence.c.cancel_reason,
        booking.c.rule,
    )
    .select_from(_JOINED)
    .where(
        aside(occurrence.c.center_id) == sa.bindparam("center"),
        occurrence.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)
_DAYS = (
    sa.select(
        occurrence.c.id,
        occurrence.c.room_id,
        room.c.name,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.status,
        occurrence.c.cancel_reason,
        occurrence.c.turnout,
        occurrence.c.setup_minutes,
        occurrence.c.cleanup_minutes,
    )
    .join(room, room.c.id == occurrence.c.room_id)
    .where(occurrence.c.booking_id == sa.bindparam("booking"))
    .order_by(occurrence.c.starts)
)
_CARD = (
    sa.select(booking, room.c.name.label("room"))
    .join(room, room.c.id == booking.c.room_id)
    .where(booking.c.center_id == sa.bindparam("center"), booking.c.id == sa.bindparam("booking"))
)


def booking_ids(read: Read, wanted: BookingFilter = BookingFilter()) -> list[int]:
    """The ids of the occurrences a list shows, in its order."""
    read.require(Permission.BOOKING_VIEW)
    names = _ORDERS.get(wanted.order.removeprefix("-"), _ORDERS["starts"])
    turned = wanted.order.startswith("-")
    statement = (
        sa.select(occurrence.c.id)
        .select_from(_JOINED)
        .where(*_conditions(read, wanted))
        .order_by(*(name.desc() if turned else name for name in names))
    )
    return [row[0] for row in read.rows(statement)]


def booking_rows(read: Read, occurrence_ids: Sequence[int]) -> list[BookingRow]:
    """The rows of a window of a list, in the order of the ids; ids that are gone are left out."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(_ROWS, {"center": read.center_id, "ids": list(occurrence_ids)})
    found = {row.id: _booking_row(row) for row in rows}
    return [found[ref] for ref in occurrence_ids if ref in found]


def booking_card(read: Read, booking_id: int) -> BookingCard:
    """One booking with all its days and its history.  Raises NotFound."""
    read.require(Permission.BOOKING_VIEW)
    row = read.row(_CARD, {"center": read.center_id, "booking": booking_id})
    if row is None:
        raise NotFound("booking", booking_id)
    days = tuple(CardDay(*tuple(day)) for day in read.rows(_DAYS, {"booking": booking_id}))
    return BookingCard(
        booking_id=row.id,
        room_id=row.room_id,
        room=row.room,
        title=row.title,
        kind=row.kind,
        resident_id=row.resident_id,
        group_id=row.group_id,
        for_center=row.for_center,
        who=row.who,
        phone=mask_phone(row.phone),
        people=row.people,
        rule=row.rule,
        repetition=describe(Rule.parse(row.rule)) if row.rule else "",
        note=row.note,
        version=row.version,
        created_at=row.created_at,
        days=days,
        history=_history(read, booking_id, [day.occurrence_id for day in days]),
        standing=row.standing,
        expires_at=row.expires_at,
    )


def dates_preview(read: Read, draft: BookingDraft) -> Preview:
    """Every day the form asks for with what stands against it and the rooms free instead.

    Empty while room or time are missing or the repetition cannot be read.
    """
    read.require(Permission.BOOKING_VIEW)
    known = places(read)
    place = None if draft.room_id is None else known.get(draft.room_id)
    if place is None:
        return Preview(())
    facts = known.facts(read, draft.room_id)
    days = []
    for during in rules.ranges_of(draft, days_off(known.opening.calendar)):
        problems = tuple(rules.problems_on_day(during, facts, agreed=draft.outside_hours))
        taken = tuple(claims.in_the_way(read, place.units, during))
        rooms = free_rooms(read, during, draft.people, but=place.room_id)[:3] if taken else []
        days.append(PreviewDay(during.start, during.end, problems, taken, tuple(rooms)))
    rule, _ = rules.rule_of(draft)
    if rule is None or draft.starts is None:
        return Preview(tuple(days))
    skipped = tuple(rule.skipped_months(draft.starts.date()))
    return Preview(tuple(days), skipped, describe(rule))


def people_to_ring(read: Read, occurrence_ids: Sequence[int]) -> list[CallRow]:
    """Whom to tell after days were moved or cancelled, by time; phones are masked."""
    read.require(Permission.BOOKING_WRITE)
    rows = read.rows(
        _ROWS.order_by(occurrence.c.starts), {"center": read.center_id, "ids": list(occurrence_ids)}
    )
    return [CallRow(r.id, r.starts, r.name, r.title, r.who, mask_phone(r.phone)) for r in rows]


def _booking_row(row: Any) -> BookingRow:
    return BookingRow(
        occurrence_id=row.id,
        booking_id=row.booking_id,
        room_id=row.room_id,
        room=row.name,
        starts=row.starts,
        ends=row.ends,
        title=row.title,
        who=row.who,
        phone=mask_phone(row.phone),
        people=row.people,
        kind=row.kind,
        status=row.status,
        cancel_reason=row.cancel_reason,
        series=row.rule != "",
    )


def _conditions(read: Read, wanted: BookingFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [occurrence.c.center_id == read.center_id]
    if wanted.first is not None:
        found.append(occurrence.c.starts >= datetime.combine(wanted.first, time()))
    if wanted.end is not None:
        found.append(occurrence.c.starts < datetime.combine(wanted.end, time()))
    for column, values in (
        (occurrence.c.room_id, wanted.room_ids),
        (booking.c.kind, wanted.kinds),
        (occurrence.c.status, wanted.statuses),
    ):
        if values:
            found.append(column.in_(values))
    for column, value in (
        (booking.c.resident_id, wanted.resident_id),
        (booking.c.group_id, wanted.group_id),
        (booking.c.id, wanted.booking_id),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.text.strip():
        text = wanted.text.strip()
        fields = (booking.c.title, booking.c.who, booking.c.note, room.c.name)
        # A phone is found whole or by the four places every list shows: digit by digit it could be guessed.
        phone = booking.c.phone == text
        if len(text) == TAIL and text.isdecimal():
            phone |= booking.c.phone.endswith(text)
        found.append(sa.or_(phone, *(field.icontains(text, autoescape=True) for field in fields)))
    return found


def _history(read: Read, booking_id: int, occurrence_ids: Sequence[int]) -> tuple[HistoryLine, ...]:
    line = audit_entry.c
    statement = (
        sa.select(line.at, line.actor, line.act, line.detail)
        .where(
            line.center_id == read.center_id,
            sa.or_(
                sa.and_(line.subject == "booking", line.ref_id == booking_id),
                sa.and_(line.subject == "occurrence", line.ref_id.in_(occurrence_ids)),
            ),
        )
        .order_by(line.id)
    )
    return tuple(HistoryLine(*tuple(row)) for row in read.rows(statement))
