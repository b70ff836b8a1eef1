"""What staff do with bookings: book one day or a series.

Order of a save: the form's key (saved before?), the rules again with fresh facts, the rooms held, the check
that names who is in the way, the center's own rules, the rows, the claims behind which the database itself
stands guard, the audit line.  Moving, changing words, cancelling and series have files of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import holds, judging, request_service, rules, taking, whereabouts
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.events import OccurrenceBooked
from neighborcenter.booking.judging import Verdict
from neighborcenter.booking.kinds import OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.naming import name_of
from neighborcenter.booking.places import Place, places
from neighborcenter.booking.plans import Plan, Skipped, keep_skipped, plan
from neighborcenter.booking.taking import Needs
from neighborcenter.center.rules import days_off
from neighborcenter.kit.problems import Clash, Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people import records


@dataclass(frozen=True, slots=True)
class Kept:
    """One day that was booked."""

    occurrence_id: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """What `book` did.  `again`: this form had been saved before; nothing was added."""

    booking_id: int
    occurrences: tuple[Kept, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Problem, ...] = ()
    again: bool = False

    @property
    def occurrence_ids(self) -> tuple[int, ...]:
        """The ids of the days booked, in order of time."""
        return tuple(kept.occurrence_id for kept in self.occurrences)


_BY_KEY = sa.select(booking.c.id, booking.c.room_id, booking.c.title).where(
    booking.c.center_id == sa.bindparam("center"), booking.c.client_key == sa.bindparam("key")
)
_DUE = sa.select(booking.c.id).where(
    booking.c.id.in_(sa.bindparam("ids", expanding=True)),
    booking.c.standing.in_(request_service.WAITING),
    booking.c.expires_at <= sa.bindparam("now", type_=booking.c.expires_at.type),
)
_DAYS_OF = (
    sa.select(occurrence.c.id, occurrence.c.starts, occurrence.c.ends)
    .where(
        occurrence.c.booking_id == sa.bindparam("booking"),
        occurrence.c.status != OccurrenceStatus.SKIPPED,
    )
    .order_by(occurrence.c.starts)
)


def book(work: Work, draft: BookingDraft) -> Booked:
    """Book one day or a series; the same `client_key` again changes nothing and gives the first result.

    Raises Invalid when a rule stands against it, and Clash when a day is taken (`in_the_way`: Taken, Hold or
    Lacking; `alternatives`: Alternative) unless `skip_clashes` leaves such days out and at least one is free.
    """
    work.require(Permission.BOOKING_WRITE)
    known = places(work)
    facts = known.facts(work, draft.room_id, draft.also_rooms)
    problems = rules.problems_in(draft, facts)
    place = known.get(draft.room_id) if draft.room_id is not None else None
    needs = None
    if place is not None and None not in facts.also:
        needs = taking.needs_of(known, draft, place)
        taking.lock(work, (needs,))
    earlier = _saved_before(work, draft)
    if earlier is not None:
        return earlier
    refuse(problems)
    if place is None or needs is None:
        raise NotFound("room", draft.room_id)
    try:
        days, needs, verdict = _judged(work, draft, place, facts, needs)
    except Clash as clash:
        if not _late_ones_let_go(work, clash):
            raise
        days, needs, verdict = _judged(work, draft, place, facts, needs)
    refuse(verdict.problems)
    booking_id = _insert(work, draft, place, verdict)
    kept = _keep(work, booking_id, needs, days.ranges, verdict)
    judging.keep(work, booking_id, draft, verdict)
    keep_skipped(work, booking_id, needs, days.skipped)
    if draft.client_key:
        holds.release(work, draft.client_key)
    work.record(
        "booking.book",
        "booking",
        booking_id,
        room="、".join(known[ref].name for ref in needs.room_ids),
        starts=rules.said(kept[0].starts),
        ends=rules.said(kept[0].ends),
        title=draft.title.strip(),
        days=len(kept),
        skipped=len(days.skipped),
    )
    for day in kept:
        during = TimeRange(day.starts, day.ends)
        work.publish(OccurrenceBooked(day.occurrence_id, booking_id, place.room_id, during, new=True))
    warnings = (*problems, *verdict.problems, *verdict.overridden)
    twice = whereabouts.double(work, draft.resident_id, days.ranges, but=booking_id)
    return Booked(booking_id, tuple(kept), tuple(days.skipped), (*warnings, *twice))


def _late_ones_let_go(work: Work, clash: Clash) -> bool:
    """Whether requests in the way, whose time to be answered was over, have lapsed just now."""
    ids = {one.booking_id for one in clash.in_the_way if isinstance(one, Taken)}
    due = bool(ids) and work.value(_DUE, {"ids": sorted(ids), "now": work.clock.now()}) is not None
    return due and not ids.isdisjoint(request_service.lapse_due(work))


def _judged(
    work: Work, draft: BookingDraft, place: Place, facts: rules.Facts, needs: Needs
) -> tuple[Plan, Needs, Verdict]:
    """The days that can be kept, with the time the rules put around them, and what the rules say to them."""
    ranges = rules.ranges_of(draft, days_off(facts.opening.calendar))
    verdict = judging.judge(work, draft, place, ranges)
    if verdict.buffer != needs.buffer:
        needs = replace(needs, buffer=verdict.buffer)
        taking.refuse_length(needs, ranges)
    days = plan(work, draft, place, facts, needs)
    if days.skipped:
        # What is left out counts for no quota and costs nothing.
        verdict = judging.judge(work, draft, place, days.ranges)
    if draft.hold_minutes > 0:
        until = work.clock.now() + timedelta(minutes=draft.hold_minutes)
        verdict = replace(verdict, standing=Standing.REQUESTED, expires_at=until)
    elif draft.ask and verdict.standing is Standing.GRANTED:
        verdict = replace(verdict, standing=Standing.REQUESTED)
    return days, needs, verdict


def _insert(work: Work, draft: BookingDraft, place: Place, verdict: Verdict) -> int:
    return work.insert(
        booking,
        room_id=place.room_id,
        title=draft.title.strip(),
        kind=draft.kind,
        resident_id=records.kept_under(work, draft.resident_id),
        group_id=draft.group_id,
        for_center=draft.for_center,
        who=name_of(work, draft),
        phone=draft.phone.strip(),
        people=draft.people,
        rule=str(rules.rule_of(draft)[0] or ""),
        note=draft.note.strip(),
        client_key=draft.client_key or None,
        standing=verdict.standing,
        expires_at=verdict.expires_at,
        service_id=draft.service_id,
    )


def _saved_before(work: Work, draft: BookingDraft) -> Booked | None:
    if not draft.client_key:
        return None
    work.one_at_a_time(draft.client_key)
    row = work.row(_BY_KEY, {"center": work.center_id, "key": draft.client_key})
    if row is None:
        return None
    days = [Kept(*tuple(day)) for day in work.rows(_DAYS_OF, {"booking": row.id})]
    if (row.room_id, row.title) != (draft.room_id, draft.title.strip()):
        raise Invalid(Problem("", "booking.key_reused"))
    return Booked(row.id, tuple(days), again=True)


def _keep(
    work: Work, booking_id: int, needs: Needs, ranges: Sequence[TimeRange], verdict: Verdict
) -> list[Kept]:
    asked = verdict.standing in (Standing.REQUESTED, Standing.CHECKED)
    fixed = {
        "booking_id": booking_id,
        "room_id": needs.room_ids[0],
        "status": OccurrenceStatus.REQUESTED if asked else OccurrenceStatus.BOOKED,
        "setup_minutes": needs.buffer.setup,
        "cleanup_minutes": needs.buffer.cleanup,
    }
    if len(ranges) == 1:
        during = ranges[0]
        ref = work.insert(occurrence, starts=during.start, ends=during.end, **fixed)
        taking.note(work, (ref,), needs)
        taking.take(work, ref, needs, during)
        return [Kept(ref, during.start, during.end)]
    work.insert_many(occurrence, [{"starts": during.start, "ends": during.end, **fixed} for during in ranges])
    kept = [Kept(*tuple(day)) for day in work.rows(_DAYS_OF, {"booking": booking_id})]
    taking.note(work, [day.occurrence_id for day in kept], needs)
    taking.take_many(work, needs, {day.occurrence_id: TimeRange(day.starts, day.ends) for day in kept})
    return kept
