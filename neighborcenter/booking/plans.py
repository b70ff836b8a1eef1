"""Which days of a draft can be kept, which are left out, and what stands in the way.

Read under the lock of a save; the days themselves are kept by `service.book`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.booking import claims, rules
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.free import Alternative, FreeRoom, free_on_all, free_rooms, ways_out
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.places import Place
from neighborcenter.center.rules import days_off
from neighborcenter.kit.problems import Clash, Invalid, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work

MANY = 20
"""More clashes than this are counted, not listed one by one, in what is thrown."""


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


def plan(work: Work, draft: BookingDraft, place: Place, facts: rules.Facts) -> Plan:
    """Which days to keep and which to leave out.  Raises Invalid or Clash."""
    ranges = rules.ranges_of(draft, days_off(facts.opening.calendar))
    if len(ranges) == 1 and not draft.repeat:
        taken = claims.in_the_way(work, place.units, ranges[0])
        if taken:
            raise clash(work, place, ranges[0], taken, draft.people)
        return Plan(ranges, [])
    free: list[TimeRange] = []
    shut: list[tuple[TimeRange, Problem]] = []
    clashing: list[tuple[TimeRange, list[Taken]]] = []
    for during in ranges:
        problems = rules.problems_on_day(during, facts, agreed=draft.outside_hours)
        error = next((problem for problem in problems if problem.level == "error"), None)
        if error is not None:
            shut.append((during, error))
            continue
        taken = claims.in_the_way(work, place.units, during)
        if taken:
            clashing.append((during, taken))
        else:
            free.append(during)
    if not draft.skip_clashes:
        if clashing:
            raise _series_clash(work, place, draft, ranges, [t for _, found in clashing for t in found])
        refuse([problem for _, problem in shut])
    if not free:
        raise Invalid(Problem("starts", "booking.nothing_left", {"count": len(ranges)}))
    return Plan(free, _skipped(work, draft, place, shut, clashing))


def _skipped(
    work: Work,
    draft: BookingDraft,
    place: Place,
    shut: Sequence[tuple[TimeRange, Problem]],
    clashing: Sequence[tuple[TimeRange, list[Taken]]],
) -> list[Skipped]:
    skipped = [Skipped(during.start, during.end, problem) for during, problem in shut]
    for during, taken in clashing:
        rooms = free_rooms(work, during, draft.people, but=place.room_id)
        skipped.append(Skipped(during.start, during.end, taken[0].problem(), tuple(rooms[:3])))
    return sorted(skipped, key=lambda day: day.starts)


def keep_skipped(work: Work, booking_id: int, room_id: int, skipped: Sequence[Skipped]) -> None:
    """Note the days a new series had to leave out, so that they can be brought back when they are free."""
    work.insert_many(
        occurrence,
        [
            {
                "booking_id": booking_id,
                "room_id": room_id,
                "starts": day.starts,
                "ends": day.ends,
                "status": OccurrenceStatus.SKIPPED,
                "cancel_reason": reason_in(day.reason),
            }
            for day in skipped
        ],
    )


def reason_in(problem: Problem) -> str:
    """What a day that is left out says of why: the use that is in the way, the reason of the closure."""
    params = problem.params
    return str(params.get("title") or params.get("reason") or params.get("holiday") or "")


def clash(work: Work, place: Place, during: TimeRange, taken: Sequence[Taken], people: int) -> Clash:
    """The refusal of one time: who is in the way, and the ways out."""
    return Clash(
        *(found.problem() for found in taken[:MANY]),
        in_the_way=tuple(taken),
        alternatives=ways_out(work, place.room_id, during, people),
    )


def _series_clash(
    work: Work, place: Place, draft: BookingDraft, ranges: Sequence[TimeRange], taken: Sequence[Taken]
) -> Clash:
    """For a series the ways out are rooms that are free on every one of its days."""
    first = ranges[0]
    rooms = free_on_all(work, ranges, draft.people, but=place.room_id)[:3]
    return Clash(
        *(found.problem() for found in taken[:MANY]),
        in_the_way=tuple(taken),
        alternatives=tuple(Alternative(r.room_id, r.name, first.start, first.end) for r in rooms),
    )
