"""Whether those with an appointment came, and the sweep of those who did not."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.appointment_queries import appointment_row, appointments
from neighborcenter.booking.events import TurnoutChanged
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.rules import said
from neighborcenter.booking.turnout_service import moments
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work


def arrive(work: Work, appointment_id: int) -> Turnout:
    """They are here.  Returns what stood there before.  Raises NotFound, Invalid for a cancelled appointment."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, appointment_id, Turnout.ARRIVED)


def start(work: Work, appointment_id: int) -> Turnout:
    """Their turn has come.  Returns what stood there before.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, appointment_id, Turnout.STARTED)


def finish(work: Work, appointment_id: int) -> Turnout:
    """It is done.  Returns what stood there before.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, appointment_id, Turnout.DONE)


def no_show(work: Work, appointment_id: int) -> Turnout:
    """They did not come.  Returns what stood there before.  Raises NotFound, Invalid also before its beginning."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, appointment_id, Turnout.NO_SHOW)


def put_back(work: Work, appointment_id: int, turnout: Turnout = Turnout.EXPECTED) -> Turnout:
    """Take a step back: what stood there before.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_WRITE)
    return _put(work, appointment_id, turnout)


def sweep_no_shows(work: Work, day: date) -> tuple[int, ...]:
    """Note for everybody whose slot of that day is over and who was still expected that they did not come.

    Returns their appointments, so that it can be taken back.
    """
    work.require(Permission.BOOKING_WRITE)
    now = work.clock.local()
    gone = [
        row.id for row in appointments(work, day, day) if row.turnout is Turnout.EXPECTED and row.ends <= now
    ]
    for ref in gone:
        _put(work, ref, Turnout.NO_SHOW)
    return tuple(gone)


def _put(work: Work, appointment_id: int, turnout: Turnout) -> Turnout:
    row: Any = appointment_row(work, appointment_id)
    if row.cancelled:
        raise Invalid(Problem("", "booking.appointment_cancelled"))
    if turnout is Turnout.NO_SHOW and row.starts > work.clock.local():
        raise Invalid(Problem("", "booking.turnout_early", {"start": said(row.starts)}))
    before: Turnout = row.turnout
    if before is turnout:
        return before
    work.update(appointment, row.id, turnout=turnout, **moments(row, turnout, work.clock.now()))
    work.record(
        f"booking.appointment_{turnout.value}", "appointment", row.id, plan=row.plan, starts=said(row.starts),
        before=before.value,
    )  # fmt: skip
    booking_id = work.value(sa.select(occurrence.c.booking_id).where(occurrence.c.id == row.occurrence_id))
    work.publish(
        TurnoutChanged(row.occurrence_id, booking_id, before, turnout, row.resident_id, appointment_id=row.id)
    )
    return before
