"""The waiting list at work: offers that ended lapse, places that are free go to whoever is next.

Parts of the verbs, always under the lock of the activity.  Only sign-ups that still wait are ever asked:
whoever left, declined or let an offer lapse has a final status and never comes back by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities import places, queue, records
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.models import enrollment
from neighborcenter.activities.rules import offer_until
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Promoted:
    """Somebody who got a place from the waiting list; with an offer, until when it is held."""

    enrollment_id: int
    who: str
    status: EnrollmentStatus
    until: datetime | None = None


_BY_SCOPE = (True, False)
_LINE = {
    whole: sa.select(enrollment)
    .where(records.bound(enrollment.c, whole=whole), enrollment.c.status == EnrollmentStatus.WAITING)
    .order_by(enrollment.c.priority.desc(), enrollment.c.position, enrollment.c.id)
    for whole in _BY_SCOPE
}
_LAST = {
    whole: sa.select(sa.func.max(enrollment.c.position)).where(records.bound(enrollment.c, whole=whole))
    for whole in _BY_SCOPE
}
_LATE = {
    whole: sa.select(enrollment)
    .where(
        records.bound(enrollment.c, whole=whole),
        enrollment.c.status == EnrollmentStatus.OFFERED,
        enrollment.c.offer_expires_at <= sa.bindparam("now", type_=enrollment.c.offer_expires_at.type),
    )
    .order_by(enrollment.c.id)
    for whole in _BY_SCOPE
}


def line(read: Read, scope: records.Scope) -> list[records.Row]:
    """Who waits, in order."""
    return list(read.rows(_LINE[scope.whole], scope.params))


def last_position(read: Read, scope: records.Scope) -> int:
    """The highest place ever given in a list: newcomers stand behind it."""
    return int(read.value(_LAST[scope.whole], scope.params) or 0)


def settle(work: Work, row: Any, scope: records.Scope) -> tuple[Promoted, ...]:
    """Let what ended lapse and give what is free; `row` is the activity.  Returns who got a place."""
    lapse(work, scope)
    sessions = records.sessions_in(work, scope)
    now = work.clock.local()
    if not records.takes_people(row, sessions, now):
        return ()
    waiting = line(work, scope)
    if not waiting:
        return ()
    found = places.pools(work, scope)
    standing = [queue.InLine(one.id, records.wants_of(one)) for one in waiting]
    winners = queue.who_gets(standing, places.free_of(found), lets_pass=row.lets_pass)
    until = _until(work, row, sessions, now)
    by_id = {one.id: one for one in waiting}
    return tuple(give(work, row, by_id[ref], until) for ref in winners)


def give(work: Work, row: Any, one: Any, until: datetime | None) -> Promoted:
    """Give one waiting sign-up its places, as an offer when there is an end."""
    scope = records.scope_of(one)
    places.take(work, places.pools(work, scope), one.id, records.wants_of(one))
    status = granted(row) if until is None else EnrollmentStatus.OFFERED
    values: dict[str, Any] = {"status": status}
    if until is not None:
        values |= {"offered_at": work.clock.now(), "offer_expires_at": until}
    work.update(enrollment, one.id, **values)
    act = "activities.promote" if until is None else "activities.offer"
    work.record(act, "enrollment", one.id, activity=row.title, places=sum(records.wants_of(one).values()))
    return Promoted(one.id, one.who, status, until)


def offer_end(work: Work, row: Any, scope: records.Scope) -> datetime | None:
    """Until when an offer made now is held; None where places are given at once."""
    return _until(work, row, records.sessions_in(work, scope), work.clock.local())


def granted(row: Any) -> EnrollmentStatus:
    """What somebody is who has a place: signed up, or waiting for approval where the activity asks for it."""
    return EnrollmentStatus.PENDING if row.needs_approval else EnrollmentStatus.ENROLLED


def end(work: Work, one: Any, status: EnrollmentStatus, reason: str = "") -> None:
    """End a sign-up for good and give its places back."""
    places.release(work, [one.id])
    work.update(
        enrollment,
        one.id,
        status=status,
        ended_at=work.clock.now(),
        end_reason=reason.strip(),
        ended_from=str(one.status),
        offer_expires_at=None,
    )


def lapse(work: Work, scope: records.Scope) -> int:
    """End the offers of a list whose time is over; returns how many."""
    late = work.rows(_LATE[scope.whole], {**scope.params, "now": work.clock.now()})
    for one in late:
        end(work, one, EnrollmentStatus.LAPSED)
        work.record("activities.lapse", "enrollment", one.id)
    return len(late)


def _until(work: Work, row: Any, sessions: list[records.Row], now: datetime) -> datetime | None:
    if row.offer_hours <= 0:
        return None
    local = offer_until(now, row.offer_hours, records.begins(sessions, now))
    return work.clock.now() + (local - now)
