"""Whether those who booked came: arrived, started, ended, did not come; for hires as for appointments.

Apart from the status: a day that was held stays held.  Each step keeps its moment, and can be taken back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.events import TurnoutChanged
from neighborcenter.booking.kinds import OccurrenceStatus, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.rules import said
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work

MOMENTS = {Turnout.ARRIVED: "arrived_at", Turnout.STARTED: "started_at", Turnout.DONE: "done_at"}
"""Which step keeps which moment."""

_ONE = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.starts,
        occurrence.c.status,
        occurrence.c.turnout,
        occurrence.c.arrived_at,
        occurrence.c.started_at,
        occurrence.c.done_at,
        booking.c.title,
        booking.c.resident_id,
        booking.c.group_id,
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(occurrence.c.center_id == sa.bindparam("center"), occurrence.c.id == sa.bindparam("id"))
)


def arrive(work: Work, occurrence_id: int) -> Turnout:
    """They are here.  Returns what stood there before.  Raises NotFound, Invalid for a day that is not held."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, occurrence_id, Turnout.ARRIVED)


def start(work: Work, occurrence_id: int) -> Turnout:
    """They have begun.  Returns what stood there before.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, occurrence_id, Turnout.STARTED)


def finish(work: Work, occurrence_id: int) -> Turnout:
    """They have ended and the room is free again.  Returns what stood there before.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, occurrence_id, Turnout.DONE)


def no_show(work: Work, occurrence_id: int) -> Turnout:
    """Nobody came.  Returns what stood there before.  Raises NotFound, Invalid also before its beginning."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, occurrence_id, Turnout.NO_SHOW)


def put_back(work: Work, occurrence_id: int, turnout: Turnout = Turnout.EXPECTED) -> Turnout:
    """Take a step back: what stood there before.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, occurrence_id, turnout)


def moments(row: Any, turnout: Turnout, now: datetime) -> dict[str, Any]:
    """The moments to keep with a step: its own is now, earlier ones stay, later ones go."""
    steps = list(MOMENTS)
    if turnout not in MOMENTS:
        return dict.fromkeys(MOMENTS.values())
    reached = steps.index(turnout)
    return {
        name: (getattr(row, name) or (now if place == reached else None)) if place <= reached else None
        for place, name in enumerate(MOMENTS.values())
    }


def _put(work: Work, occurrence_id: int, turnout: Turnout) -> Turnout:
    row = work.row(_ONE, {"center": work.center_id, "id": occurrence_id})
    if row is None:
        raise NotFound("occurrence", occurrence_id)
    if row.status is not OccurrenceStatus.BOOKED:
        raise Invalid(Problem("", "booking.turnout_not_held"))
    if turnout is Turnout.NO_SHOW and row.starts > work.clock.local():
        raise Invalid(Problem("", "booking.turnout_early", {"start": said(row.starts)}))
    before: Turnout = row.turnout
    if before is turnout:
        return before
    work.update(occurrence, occurrence_id, turnout=turnout, **moments(row, turnout, work.clock.now()))
    work.record(
        f"booking.{turnout.value}", "occurrence", occurrence_id, booking=row.booking_id, title=row.title,
        before=before.value,
    )  # fmt: skip
    work.publish(
        TurnoutChanged(occurrence_id, row.booking_id, before, turnout, row.resident_id, row.group_id)
    )
    return before
