"""What may be booked: pure decisions over a draft and the facts the service or the form looked up.

Where the rules come from: half-open times and "the earliest booking wins" are what the halls of the region
print on their notices; hours and closed days are the center's own.  The longest use of 24 hours also keeps
the search for clashes short however long the history (see `claim` in models.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.center.drafts import OpeningFacts
from neighborcenter.center.rules import days_off, problems_in_time
from neighborcenter.kit.problems import Problem, Refused
from neighborcenter.kit.recurrence import DaysOff, Rule
from neighborcenter.kit.recurrence_dates import PLAIN
from neighborcenter.kit.times import TimeRange

LONGEST = timedelta(hours=24)
"""No occurrence is longer; a longer use is booked day by day."""

MOVES: Mapping[OccurrenceStatus, frozenset[OccurrenceStatus]] = {
    OccurrenceStatus.BOOKED: frozenset({OccurrenceStatus.CANCELLED, OccurrenceStatus.SUSPENDED}),
    OccurrenceStatus.REQUESTED: frozenset(
        {
            OccurrenceStatus.BOOKED,
            OccurrenceStatus.CANCELLED,
            OccurrenceStatus.SUSPENDED,
            OccurrenceStatus.LAPSED,
        }
    ),
    OccurrenceStatus.CANCELLED: frozenset({OccurrenceStatus.BOOKED}),
    OccurrenceStatus.SUSPENDED: frozenset({OccurrenceStatus.BOOKED, OccurrenceStatus.CANCELLED}),
    OccurrenceStatus.SKIPPED: frozenset({OccurrenceStatus.BOOKED, OccurrenceStatus.CANCELLED}),
    OccurrenceStatus.LAPSED: frozenset({OccurrenceStatus.BOOKED}),
}
"""From which status to which.  What does not hold its room comes back only while the room is still free."""


@dataclass(frozen=True, slots=True)
class RoomFact:
    """What the rules need to know of a room; 0 seats means that nobody counted them."""

    room_id: int
    name: str
    seats: int = 0
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What was looked up: the clock, the room (None: no such room here) and the opening facts."""

    now: datetime
    room: RoomFact | None
    opening: OpeningFacts = field(default_factory=OpeningFacts)
    also: tuple[RoomFact | None, ...] = ()
    """The rooms taken together with it."""
    parts: int = 0
    """How many people all the rooms seat together, when there are several; 0: nobody counted them."""


def can_move(before: OccurrenceStatus, after: OccurrenceStatus) -> bool:
    """Whether an occurrence may go from one status to the other."""
    return after in MOVES[before]


def problems_in(draft: BookingDraft, facts: Facts) -> list[Problem]:
    """Everything that stands against a draft, each beside its field; cheap enough for every keystroke.

    Clashes are not judged here: only the database knows them, and only under its write lock.  In a
    series single days are judged by `problems_on_day`, because they may be left out.
    """
    problems = [*_problems_in_words(draft), *_problems_in_room(draft, facts)]
    during, wrong = range_of(draft.starts, draft.ends)
    problems += wrong
    rule, wrong = rule_of(draft)
    problems += wrong
    if during is None:
        return problems
    if during.start < facts.now:
        problems.append(Problem("starts", "booking.past", {"start": said(during.start)}, "warning"))
    if wrong:
        return problems
    if rule is None:
        return problems + problems_on_day(during, facts, agreed=draft.outside_hours)
    off = days_off(facts.opening.calendar)
    bounds = rule.problems(during.day, off=off)
    if not bounds and (first := rule.dates(during.day, 1, off=off)[0]) != during.day:
        begins = {"begins": first.isoformat()}
        problems.append(Problem("repeat", "booking.first_day_left_out", begins, "warning"))
    return problems + bounds


def problems_on_day(during: TimeRange, facts: Facts, *, agreed: bool = False) -> list[Problem]:
    """What stands against one stretch of time: a closed day, or hours when the room is shut.

    `agreed` turns them into warnings: somebody holds the key and said so.
    """
    level: Literal["warning"] | None = "warning" if agreed else None
    found = []
    for room in (facts.room, *facts.also):
        for problem in problems_in_time(during, facts.opening, None if room is None else room.room_id):
            said_so = replace(problem, field="starts", level=level or problem.level)
            if said_so not in found:
                found.append(said_so)
    return found


def problems_in_move(before: TimeRange, after: TimeRange, facts: Facts, *, agreed: bool) -> list[Problem]:
    """What stands against moving a booked occurrence there."""
    problems = [*_problems_in_length(after), *problems_with_room(facts)]
    if after.start < facts.now and after != before:
        problems.append(Problem("starts", "booking.past", {"start": said(after.start)}, "warning"))
    return problems + problems_on_day(after, facts, agreed=agreed)


def problems_with_room(facts: Facts) -> list[Problem]:
    """Whether the room exists and is still in use."""
    if facts.room is None:
        return [Problem("room_id", "booking.room_unknown")]
    if facts.room.retired:
        return [Problem("room_id", "booking.room_retired", {"room": facts.room.name})]
    if any(room is None for room in facts.also):
        return [Problem("also_rooms", "booking.room_unknown")]
    return [
        Problem("also_rooms", "booking.room_retired", {"room": room.name})
        for room in facts.also
        if room is not None and room.retired
    ]


def rule_of(draft: BookingDraft) -> tuple[Rule | None, list[Problem]]:
    """The repetition of a draft, read; None without one or when it cannot be read."""
    if not draft.repeat.strip():
        return None, []
    try:
        return Rule.parse(draft.repeat), []
    except Refused as refused:
        return None, list(refused.problems)


def range_of(starts: datetime | None, ends: datetime | None) -> tuple[TimeRange | None, list[Problem]]:
    """The time asked for, or what is wrong with it; a range may come with the problem of being too long."""
    if starts is None or ends is None:
        missing = [name for name, value in (("starts", starts), ("ends", ends)) if value is None]
        return None, [Problem(name, "booking.time_missing") for name in missing]
    if ends <= starts:
        return None, [Problem("ends", "booking.ends_before_start")]
    during = TimeRange(starts, ends)
    return during, _problems_in_length(during)


def ranges_of(draft: BookingDraft, off: DaysOff = PLAIN) -> list[TimeRange]:
    """Every stretch of time a draft asks for, in order; empty while it cannot be said.

    `off` are the holidays and make-up days that some repetitions go by.
    """
    during, wrong = range_of(draft.starts, draft.ends)
    rule, unread = rule_of(draft)
    if during is None or wrong or unread:
        return []
    return [during] if rule is None else [during.on(day) for day in rule.dates(during.day, off=off)]


def said(moment: datetime) -> str:
    """How a local time stands in a sentence."""
    return f"{moment:%Y-%m-%d %H:%M}"


def _problems_in_words(draft: BookingDraft) -> list[Problem]:
    problems = []
    if not draft.title.strip():
        problems.append(Problem("title", "booking.title_missing"))
    if not (draft.who.strip() or draft.resident_id or draft.group_id or draft.for_center):
        problems.append(Problem("who", "booking.who_missing"))
    if draft.people < 0:
        problems.append(Problem("people", "booking.people_below_zero"))
    if any(count < 1 for _, count in draft.resources):
        problems.append(Problem("resources", "booking.resource_none"))
    return problems


def _problems_in_room(draft: BookingDraft, facts: Facts) -> list[Problem]:
    if draft.room_id is None:
        return [Problem("room_id", "booking.room_missing")]
    problems = problems_with_room(facts)
    room = facts.room
    seats = facts.parts if facts.also else 0 if room is None else room.seats
    if room is not None and not problems and 0 < seats < draft.people:
        names = "、".join(one.name for one in (room, *facts.also) if one is not None)
        params = {"room": names, "seats": seats, "people": draft.people}
        return [Problem("people", "booking.over_capacity", params, "warning")]
    return problems


def _problems_in_length(during: TimeRange) -> list[Problem]:
    if during.end - during.start > LONGEST:
        return [Problem("ends", "booking.too_long", {"hours": int(LONGEST.total_seconds() // 3600)})]
    return []
