"""A time that somebody has a form open for: others see whose it is and cannot snatch it.

A hold lasts two minutes and is renewed while the form is open; nobody has to take it back, it ends by the
clock.  It is no booking and leaves no line in the trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import claims
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_models import hold as hold_table
from neighborcenter.booking.resource_models import hold_unit
from neighborcenter.booking.rules import LONGEST, said
from neighborcenter.center.models import room
from neighborcenter.kit.problems import Clash, Invalid, NotFound, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work

LASTS = timedelta(minutes=2)
"""How long a hold stands without being renewed: a form that was left behind does not block the hall."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A time kept for a form.  `who` has it open, `words` say what for."""

    hold_id: int
    key: str
    room_id: int
    room: str
    starts: datetime
    ends: datetime
    who: str
    words: str
    account_id: int | None
    expires_at: datetime

    @property
    def title(self) -> str:
        """What stands on the board."""
        return self.words or self.who

    def problem(self) -> Problem:
        """The sentence beside the start of the form."""
        params = {"room": self.room, "start": said(self.starts), "end": f"{self.ends:%H:%M}", "who": self.who}
        return Problem("starts", "booking.held", params)


_FIELDS = sa.select(
    hold_table.c.id,
    hold_table.c.key,
    hold_table.c.room_id,
    room.c.name,
    hold_table.c.starts,
    hold_table.c.ends,
    hold_table.c.who,
    hold_table.c.words,
    hold_table.c.account_id,
    hold_table.c.expires_at,
).join(room, room.c.id == hold_table.c.room_id)
_OVERLAPPING = (
    hold_unit.c.unit_id.in_(sa.bindparam("units", expanding=True)),
    hold_unit.c.starts < sa.bindparam("ends", type_=hold_unit.c.ends.type),
    hold_unit.c.starts > sa.bindparam("since", type_=hold_unit.c.starts.type),
    hold_unit.c.ends > sa.bindparam("starts", type_=hold_unit.c.starts.type),
)
_IN_THE_WAY = _FIELDS.where(
    hold_table.c.id.in_(sa.select(hold_unit.c.hold_id).where(*_OVERLAPPING)),
    hold_table.c.expires_at > sa.bindparam("now", type_=hold_table.c.expires_at.type),
).order_by(hold_table.c.starts)
_LIVE = _FIELDS.where(
    hold_table.c.center_id == sa.bindparam("center"),
    hold_table.c.expires_at > sa.bindparam("now", type_=hold_table.c.expires_at.type),
    hold_table.c.starts < sa.bindparam("end", type_=hold_table.c.starts.type),
    hold_table.c.ends > sa.bindparam("start", type_=hold_table.c.ends.type),
).order_by(hold_table.c.starts)
_BY_KEY = _FIELDS.where(
    hold_table.c.center_id == sa.bindparam("center"), hold_table.c.key == sa.bindparam("key")
)
_GONE = hold_table.delete().where(
    hold_table.c.center_id == sa.bindparam("center"),
    sa.or_(
        hold_table.c.key == sa.bindparam("key"),
        hold_table.c.expires_at <= sa.bindparam("now", type_=hold_table.c.expires_at.type),
    ),
)


def hold(work: Work, room_id: int, during: TimeRange, *, key: str, words: str) -> Hold:
    """Keep a room for an open form, or keep it longer; the form's earlier time (same `key`) is let go.

    Raises NotFound, Invalid for a time that cannot be booked, Clash when the room is taken or held by another.
    """
    work.require(Permission.BOOKING_WRITE)
    place = places(work).get(room_id)
    if place is None:
        raise NotFound("room", room_id, "room_id")
    if during.end - during.start > LONGEST:
        raise Invalid(Problem("ends", "booking.too_long", {"hours": int(LONGEST.total_seconds() // 3600)}))
    claims.hold(work, place.units)
    taken = claims.in_the_way(work, place.units, during)
    if taken:
        raise Clash(*(found.problem() for found in taken), in_the_way=tuple(taken))
    others = in_the_way(work, place.units, during, key)
    if others:
        raise Clash(*(found.problem() for found in others), in_the_way=tuple(others))
    work.execute(_GONE, {"center": work.center_id, "key": key, "now": work.clock.now()})
    expires = work.clock.now() + LASTS
    with claims.refusing_overlaps():
        ref = work.insert(
            hold_table,
            key=key,
            room_id=room_id,
            starts=during.start,
            ends=during.end,
            account_id=work.actor.account_id,
            who=work.actor.name,
            words=words.strip(),
            expires_at=expires,
        )
        work.insert_many(
            hold_unit,
            [
                {"hold_id": ref, "unit_id": unit, "starts": during.start, "ends": during.end}
                for unit in place.units
            ],
        )
    return Hold(
        ref, key, room_id, place.name, during.start, during.end, work.actor.name, words.strip(),
        work.actor.account_id, expires,
    )  # fmt: skip


def release(work: Work, key: str) -> None:
    """Let go of what a form held; without effect when it held nothing."""
    work.require(Permission.BOOKING_WRITE)
    work.execute(_GONE, {"center": work.center_id, "key": key, "now": work.clock.now()})


def in_the_way(read: Read, units: Sequence[int], during: TimeRange, but_key: str = "") -> list[Hold]:
    """The holds of other forms on one of the units during that time, earliest first."""
    bounds = {"starts": during.start, "ends": during.end, "since": during.start - LONGEST}
    rows = read.rows(_IN_THE_WAY, {"units": list(units), "now": read.clock.now(), **bounds})
    found = (Hold(*tuple(row)) for row in rows)
    return [one for one in found if not but_key or one.key != but_key]


def live(read: Read, during: TimeRange) -> list[Hold]:
    """Every hold that stands now and touches that time: what the calendar shows."""
    read.require(Permission.BOOKING_VIEW)
    bounds = {"center": read.center_id, "now": read.clock.now(), "start": during.start, "end": during.end}
    return [Hold(*tuple(row)) for row in read.rows(_LIVE, bounds)]


def of_form(read: Read, key: str) -> Hold | None:
    """What a form holds, though it may have run out."""
    row = read.row(_BY_KEY, {"center": read.center_id, "key": key})
    return None if row is None else Hold(*tuple(row))
