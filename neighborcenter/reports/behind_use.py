"""The booked days behind every figure of use: of a room, a kind, a group, a purpose, a day, and of the whole.

Keys: "held", "cancelled" and "missed" count days, "people_expected" heads; "used", "room:ID", "kind:course", "group:ID" ("group:" for
those without one), "purpose:TITLE", "fee:1" (for a fee; "fee:0" free) and "use_day:2026-11-03" count hours as `booking/use.py` does; "rate" has
every room with its share.
"""

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import Places, places
from neighborcenter.booking.resource_models import occurrence_room
from neighborcenter.booking.rules import LONGEST
from neighborcenter.booking.texts import kind_name, status_name
from neighborcenter.booking.use import CHARGED, reckon
from neighborcenter.center.models import room
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_moment
from neighborcenter.kit.times import DAY
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.reports.counting import clipped
from neighborcenter.reports.rows import Behind, BehindRow

WHOLE: dict[str, str] = {
    "held": N_("Room bookings held"),
    "cancelled": N_("Room bookings cancelled"),
    "missed": N_("Nobody came"),
    "people_expected": N_("People expected"),
    "used": N_("Hours used"),
    "rate": N_("Use of rooms"),
}
PARTS = frozenset({"room", "kind", "group", "purpose", "use_day", "fee"})


def _days_in(held: sa.FromClause, room_id: sa.ColumnElement[int]) -> sa.Select[Any]:
    """Booked days with the room they hold: their own, or one taken along."""
    return sa.select(
        occurrence.c.id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.status,
        occurrence.c.turnout,
        occurrence.c.cancel_reason,
        room_id.label("room_id"),
        booking.c.title,
        booking.c.who,
        booking.c.kind,
        booking.c.people,
        people_group.c.name.label("group"),
        room.c.name.label("room"),
    ).select_from(
        held.join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == room_id)
        .join(people_group, people_group.c.id == booking.c.group_id, isouter=True)
    )


_OWN = _days_in(occurrence, occurrence.c.room_id)
_ALSO = _days_in(
    occurrence.join(occurrence_room, occurrence_room.c.occurrence_id == occurrence.c.id),
    occurrence_room.c.room_id,
)


def fee_name(*, paid: bool) -> str:
    """What uses for a fee and free ones are called."""
    return _("For a fee") if paid else _("Without a fee")


def behind_use(read: Read, key: str, first: date, end: date) -> Behind | None:
    """The rows of a figure of use from `first` up to, not including, `end`; None when the key is none of them.

    Raises ValueError when the part named is no id, kind or day.
    """
    name, _colon, ref = key.partition(":")
    if name == "rate":
        return _rooms(read, first, end)
    if name in ("held", "cancelled", "missed", "people_expected"):
        return _days(read, name, first, end)
    if name == "used" or name in PARTS:
        return _hours(read, name, ref, first, end)
    return None


def _part(
    read: Read, name: str, ref: str, known: Places
) -> tuple[str, list[sa.ColumnElement[bool]], dict[int, float]]:
    """What a part of the use is called, the condition of its days, and what an hour in each room counts."""
    weights = {room_id: float(len(place.units)) for room_id, place in known.items()}
    if name == "room":
        place = known.get(int(ref))
        if place is None:
            raise ValueError(ref)
        inside = {room_id: len(set(one.units) & set(place.units)) for room_id, one in known.items()}
        weights = {room_id: count / len(place.units) for room_id, count in inside.items() if count}
        return place.name, [room.c.id.in_(list(weights))], weights
    if name == "kind":
        kind = BookingKind(ref)
        return kind_name(kind), [booking.c.kind == kind], weights
    if name == "group":
        if not ref:
            return _("Not booked by a group"), [booking.c.group_id.is_(None)], weights
        title = read.value(sa.select(people_group.c.name).where(people_group.c.id == int(ref)))
        return str(title or ""), [booking.c.group_id == int(ref)], weights
    if name == "purpose":
        return ref, [booking.c.title == ref], weights
    if name == "use_day":
        day = datetime.combine(date.fromisoformat(ref), time())
        return ref, [occurrence.c.starts >= day, occurrence.c.starts < day + DAY], weights
    if name == "fee":
        paid = bool(int(ref))
        fen = sa.literal_column(f"({CHARGED.format(day='occurrence.id', booking='booking.id')})", sa.Integer)
        return fee_name(paid=paid), [fen > 0 if paid else fen <= 0], weights
    return _(WHOLE["used"]), [], weights


def _hours(read: Read, name: str, ref: str, first: date, end: date) -> Behind:
    """Days held, each counting the hours of it that lie in the span, once for every unit they count for."""
    start, stop = clipped(first, end, read.clock.local())
    title, wanted, weights = _part(read, name, ref, places(read))
    held = [
        occurrence.c.center_id == read.center_id,
        occurrence.c.starts < stop,
        occurrence.c.starts > start - LONGEST,
        occurrence.c.ends > start,
        occurrence.c.status == OccurrenceStatus.BOOKED,
        occurrence.c.turnout != Turnout.NO_SHOW,
        *wanted,
    ]
    rows = [*read.rows(_OWN.where(*held)), *read.rows(_ALSO.where(*held))]
    found = []
    for row in sorted(rows, key=lambda one: (one.starts, one.id)):
        if row.room_id not in weights:
            continue
        length = min(row.ends, stop) - max(row.starts, start)
        hours = length.total_seconds() / 3600 * weights[row.room_id]
        cells = (*_cells(row), kind_name(row.kind), f"{hours:,.1f}")
        found.append(BehindRow("occurrence", row.id, cells, hours))
    columns = (_("Time"), _("Room"), _("Purpose"), _("Used by whom"), _("Kind"), _("Hours"))
    return Behind(title, columns, tuple(found), "hours")


def _cells(row: Any) -> tuple[str, str, str, str]:
    when = f"{say_moment(row.starts)}–{row.ends:%H:%M}"
    return when, row.room, row.title, row.group or row.who


def _days(read: Read, name: str, first: date, end: date) -> Behind:
    """Days that start in the span: held, cancelled, or with nobody there."""
    start, stop = clipped(first, end, read.clock.local())
    states = {
        "held": [occurrence.c.status == OccurrenceStatus.BOOKED, occurrence.c.turnout != Turnout.NO_SHOW],
        "cancelled": [occurrence.c.status == OccurrenceStatus.CANCELLED],
        "people_expected": [
            occurrence.c.status == OccurrenceStatus.BOOKED,
            occurrence.c.turnout != Turnout.NO_SHOW,
        ],
        "missed": [occurrence.c.status == OccurrenceStatus.BOOKED, occurrence.c.turnout == Turnout.NO_SHOW],
    }
    heads = name == "people_expected"
    rows = read.rows(
        _OWN.where(
            occurrence.c.center_id == read.center_id,
            occurrence.c.starts >= start,
            occurrence.c.starts < stop,
            *states[name],
        ).order_by(occurrence.c.starts, occurrence.c.id)
    )
    return Behind(
        _(WHOLE[name]),
        (_("Time"), _("Room"), _("Purpose"), _("Used by whom"), _("People") if heads else _("State")),
        tuple(
            BehindRow(
                "occurrence",
                row.id,
                (*_cells(row), str(row.people) if heads else row.cancel_reason or status_name(row.status)),
                row.people if heads else 1,
            )
            for row in rows
        ),
    )


def _rooms(read: Read, first: date, end: date) -> Behind:
    """Every room with its hours; each counts by its share of all open hours, so that the sum is the rate."""
    found = reckon(read, first, end)
    opened = found.total.open or 1
    return Behind(
        _(WHOLE["rate"]),
        (_("Room"), _("Hours used"), _("Hours open"), _("Rate of use")),
        tuple(
            BehindRow(
                "room",
                use.room_id,
                (
                    use.room,
                    f"{use.used / 60:,.1f}",
                    f"{use.open / 60:,.1f}",
                    "—" if use.rate is None else f"{use.rate:.1%}",
                ),
                use.used_open / opened,
            )
            for use in found.rooms
        ),
        "rate",
    )
