"""Taking one day of a booking to another time or room."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import claims, rules
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.events import OccurrenceMoved
from neighborcenter.booking.kinds import HOLDING
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.plans import clash
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an occurrence was and is: enough to move it back."""

    occurrence_id: int
    booking_id: int
    room_before: int
    room_after: int
    before: TimeRange
    after: TimeRange
    warnings: tuple[Problem, ...] = ()


_ONE = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.slot,
        occurrence.c.status,
        booking.c.title,
        booking.c.people,
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(occurrence.c.center_id == sa.bindparam("center"), occurrence.c.id == sa.bindparam("id"))
)


def move_occurrence(work: Work, draft: MoveDraft) -> Moved:
    """Take one day to another time or room; its series stays where it is.

    Raises NotFound, Invalid for a cancelled day or a rule, Clash when the new place is taken.
    """
    work.require(Permission.BOOKING_WRITE)
    row = work.row(_ONE, {"center": work.center_id, "id": draft.occurrence_id})
    if row is None:
        raise NotFound("occurrence", draft.occurrence_id)
    if row.status not in HOLDING:
        raise Invalid(Problem("", "booking.cancelled_moves_not"))
    before = TimeRange(row.starts, row.ends)
    starts = draft.starts or before.start
    ends = draft.ends or starts + (before.end - before.start)
    after, wrong = rules.range_of(starts, ends)
    refuse(wrong)
    known = places(work)
    facts = known.facts(work, draft.room_id or row.room_id)
    if after is None or facts.room is None:
        raise NotFound("room", draft.room_id)
    problems = rules.problems_in_move(before, after, facts, agreed=draft.outside_hours)
    refuse(problems)
    place = known[facts.room.room_id]
    moved = Moved(row.id, row.booking_id, row.room_id, place.room_id, before, after, tuple(problems))
    if (row.room_id, before) == (place.room_id, after):
        return moved
    claims.hold(work, sorted({*place.units, *known[row.room_id].units}))
    taken = claims.in_the_way(work, place.units, after, but=row.id)
    if taken:
        raise clash(work, place, after, taken, row.people)
    claims.drop(work, [row.id])
    # Where the rule of its series put it is remembered, so that a change of the series knows it was moved.
    slot = row.slot or before.start
    work.update(occurrence, row.id, room_id=place.room_id, starts=after.start, ends=after.end, slot=slot)
    claims.claim_one(work, row.id, place.units, after)
    work.record(
        "booking.move",
        "occurrence",
        row.id,
        booking=row.booking_id,
        title=row.title,
        before=[known[row.room_id].name, rules.said(before.start), rules.said(before.end)],
        after=[place.name, rules.said(after.start), rules.said(after.end)],
    )
    work.publish(OccurrenceMoved(row.id, row.booking_id, row.room_id, place.room_id, before, after))
    return moved
