"""What the rulebook does when bookings change: strikes for not coming, charges of days that go."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.booking.events import OccurrenceBooked, OccurrenceCancelled, TurnoutChanged
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.rulebook import bar_service, charge_service
from neighborcenter.booking.rulebook.book import book_of
from neighborcenter.booking.rulebook.kinds import ChargeState, RuleKind
from neighborcenter.booking.rulebook.models import booking_bar, booking_strike, charge, receipt
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten

_OF_DAY = (charge.c.occurrence_id == sa.bindparam("day"),)
_DROP = charge.update().where(*_OF_DAY, charge.c.state == ChargeState.OPEN).values(state=ChargeState.DROPPED)
_ASK_AGAIN = (
    charge.update()
    .where(
        *_OF_DAY, charge.c.state == ChargeState.DROPPED, charge.c.settled_at.is_(None), charge.c.note == ""
    )
    .values(state=ChargeState.OPEN)
)


def on_turnout(work: Work, event: TurnoutChanged) -> None:
    """Nobody came: a strike, and what the rules make of it; taken back with the turnout.  Late ends cost."""
    if event.after is Turnout.NO_SHOW:
        bar_service.after_no_show(
            work, event.occurrence_id, resident_id=event.resident_id, group_id=event.group_id
        )
    elif event.before is Turnout.NO_SHOW:
        bar_service.take_back(work, event.occurrence_id, resident_id=event.resident_id)
    if event.after is Turnout.DONE and event.appointment_id is None:
        charge_service.charge_overtime(work, event.occurrence_id)


def on_cancelled(work: Work, event: OccurrenceCancelled) -> None:
    """What was not paid yet for the day is not asked for any more; cancelling late may count."""
    work.execute(_DROP, {"day": event.occurrence_id})
    if any(rule.active for rule in book_of(work).of_kind(RuleKind.CANCEL_BY)):
        bar_service.after_late_cancel(work, event.occurrence_id)


def on_booked(work: Work, event: OccurrenceBooked) -> None:
    """A day came back: so do its charges, and what was held against somebody goes."""
    if "booking" in work.changes:
        return  # It was made just now: there is nothing to come back.
    if work.execute(_ASK_AGAIN, {"day": event.occurrence_id}).rowcount:
        work.touched("charge")
    bar_service.take_back(work, event.occurrence_id)


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank the copies of name and phone of somebody whose data were removed."""
    mine = booking_bar.c.resident_id == event.resident_id
    work.execute(booking_bar.update().where(mine).values(who="", phone=""))
    work.execute(
        booking_strike.update().where(booking_strike.c.resident_id == event.resident_id).values(phone="")
    )
    bookings = sa.text("SELECT id FROM booking WHERE resident_id = :resident").bindparams(
        resident=event.resident_id
    )
    ids = [row[0] for row in work.rows(bookings)]
    if ids:
        work.execute(receipt.update().where(receipt.c.booking_id.in_(ids)).values(payer=""))
