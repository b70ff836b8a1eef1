"""Which days of a draft can be kept, which are left out, and what stands in the way.

Read under the lock of a save; the days themselves are kept by `service.book`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.booking import rules
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.free import Alternative, FreeRoom, free_on_all, free_rooms, ways_out
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.places import Place, places
from neighborcenter.booking.stock import things
from neighborcenter.booking.taking import MANY, Needs, Obstacles, note, obstacles, rooms_needed
from neighborcenter.center.rules import days_off
from neighborcenter.kit.problems import Clash, Invalid, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work

_SKIPPED = sa.select(occurrence.c.id).where(
    occurrence.c.booking_id == sa.bindparam("booking"), occurrence.c.status == OccurrenceStatus.SKIPPED
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """One day of a series that was left out: why, and which rooms are free then."""

    starts: datetime
    ends: datetime
    reason: Problem
    other_rooms: tuple[FreeRoom, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The days to keep and the days that are left out."""

    ranges: list[TimeRange]
    skipped: list[Skipped]


def plan(work: Work, draft: BookingDraft, place: Place, facts: rules.Facts, needs: Needs) -> Plan:
    """Which days to keep and which to leave out, for all that each of them takes.  Raises Invalid or Clash."""
    ranges = rules.ranges_of(draft, days_off(facts.opening.calendar))
    key, agreed = draft.client_key, draft.outside_hours
    if len(ranges) == 1 and not draft.repeat:
        found = obstacles(work, needs, ranges[0], but_key=key, agreed=agreed)
        if found:
            raise clash(work, place, ranges[0], found, draft.people, needs)
        return Plan(ranges, [])
    known = things(work, (ref for ref, _ in needs.resources), ranges[0].start) if ranges else {}
    free: list[TimeRange] = []
    shut: list[tuple[TimeRange, Problem]] = []
    clashing: list[tuple[TimeRange, Obstacles]] = []
    for during in ranges:
        problems = rules.problems_on_day(during, facts, agreed=agreed)
        error = next((problem for problem in problems if problem.level == "error"), None)
        if error is not None:
            shut.append((during, error))
            continue
        found = obstacles(work, needs, during, but_key=key, agreed=agreed, known=known)
        if found:
            clashing.append((during, found))
        else:
            free.append(during)
    if not draft.skip_clashes:
        if clashing:
            raise _series_clash(work, place, draft, ranges, [found for _, found in clashing])
        refuse([problem for _, problem in shut])
    if not free:
        raise Invalid(Problem("starts", "booking.nothing_left", {"count": len(ranges)}))
    return Plan(free, _skipped(work, draft, place, shut, clashing))


def _skipped(
    work: Work,
    draft: BookingDraft,
    place: Place,
    shut: Sequence[tuple[TimeRange, Problem]],
    clashing: Sequence[tuple[TimeRange, Obstacles]],
) -> list[Skipped]:
    skipped = [Skipped(during.start, during.end, problem) for during, problem in shut]
    for during, found in clashing:
        rooms = free_rooms(work, during, draft.people, but=place.room_id)
        skipped.append(Skipped(during.start, during.end, found.problems()[0], tuple(rooms[:3])))
    return sorted(skipped, key=lambda day: day.starts)


def keep_skipped(work: Work, booking_id: int, needs: Needs, skipped: Sequence[Skipped]) -> None:
    """Note the days a new series had to leave out, so that they can be brought back when they are free."""
    if not skipped:
        return
    work.insert_many(
        occurrence,
        [
            {
                "booking_id": booking_id,
                "room_id": needs.room_ids[0],
                "starts": day.starts,
                "ends": day.ends,
                "status": OccurrenceStatus.SKIPPED,
                "cancel_reason": reason_in(day.reason),
                "setup_minutes": needs.buffer.setup,
                "cleanup_minutes": needs.buffer.cleanup,
            }
            for day in skipped
        ],
    )
    if not needs.plain:
        kept = work.rows(_SKIPPED, {"booking": booking_id})
        note(work, [row.id for row in kept], needs)


def reason_in(problem: Problem) -> str:
    """What a day that is left out says of why: the use that is in the way, the reason of the closure."""
    params = problem.params
    return str(params.get("title") or params.get("reason") or params.get("holiday") or "")


def clash(
    work: Read, place: Place, during: TimeRange, found: Obstacles, people: int, needs: Needs, but: int = 0
) -> Clash:
    """The refusal of one time: everything that is in the way, and the ways out."""
    return Clash(
        *found.problems()[:MANY],
        *_around(needs, during),
        in_the_way=found.all,
        alternatives=ways_round(work, place, during, found, people, needs, but),
    )


def ways_round(
    read: Read, place: Place, during: TimeRange, found: Obstacles, people: int, needs: Needs, but: int = 0
) -> tuple[Alternative, ...]:
    """Other rooms at that time when only rooms are in the way, and other times at which everything can be had."""
    if needs.plain:
        return ways_out(read, place.room_id, during, people, others=not found.lacking)
    more = needs.room_ids[1:]

    def suits(room_id: int, when: TimeRange) -> bool:
        wanted = rooms_needed(places(read), (room_id, *more), needs.resources, needs.buffer)
        return not obstacles(read, wanted, when, but=but)

    return ways_out(
        read, place.room_id, during, people, others=not found.lacking, buffer=needs.buffer, suits=suits
    )


def _around(needs: Needs, during: TimeRange) -> list[Problem]:
    """Say that more time is wanted than was typed, when the rules add some."""
    claimed = needs.buffer.around(during)
    if claimed == during:
        return []
    params = {"start": f"{claimed.start:%H:%M}", "end": f"{claimed.end:%H:%M}"}
    return [Problem("starts", "booking.time_around", params, "warning")]


def _series_clash(
    work: Work, place: Place, draft: BookingDraft, ranges: Sequence[TimeRange], found: Sequence[Obstacles]
) -> Clash:
    """For a series the ways out are rooms that are free on every one of its days."""
    first = ranges[0]
    rooms = free_on_all(work, ranges, draft.people, but=place.room_id)[:3]
    in_the_way = tuple(one for each in found for one in each.all)
    return Clash(
        *(one.problem() for one in in_the_way[:MANY]),
        in_the_way=in_the_way,
        alternatives=tuple(Alternative(r.room_id, r.name, first.start, first.end) for r in rooms),
    )
