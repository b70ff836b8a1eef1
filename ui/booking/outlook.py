"""What would come of a draft if it were saved now: the room that fits, who is in the way, the ways out.

Read in the lane on every pause of typing, so that the form shows the answer before anybody asks. The service
judges again under its write lock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from neighborcenter.booking import claims, rules
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.free import Alternative, free_on_all, free_rooms, nearest_times, ways_out
from neighborcenter.booking.places import Places, places
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read

# Words are asked for when saving, not while the first field is being typed.
NOT_YET = frozenset(
    {"booking.title_missing", "booking.who_missing", "booking.time_missing", "booking.room_missing"}
)
# A year of a daily class: every day beyond would only make the answer slower, not wiser.
MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class DayLook:
    """One day of a series: free, or why not."""

    during: TimeRange
    taken: Taken | None = None
    shut: Problem | None = None

    @property
    def free(self) -> bool:
        """Whether the day can be booked."""
        return self.taken is None and self.shut is None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The answer: the draft with its room filled in, and all that stands beside or against it."""

    draft: BookingDraft
    problems: tuple[Problem, ...] = ()
    taken: tuple[Taken, ...] = ()
    ways: tuple[Alternative, ...] = ()
    days: tuple[DayLook, ...] = ()
    seats: int = 0

    @property
    def blocked(self) -> bool:
        """Whether saving would be refused: somebody is in the way, or a rule says no."""
        if self.days:
            return not any(day.free for day in self.days) or self._errors
        return bool(self.taken) or self._errors

    @property
    def _errors(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)

    @property
    def skipped(self) -> int:
        """How many days of a series would be left out."""
        return sum(not day.free for day in self.days)


def outlook(read: Read, draft: BookingDraft, *, choose: bool, but: int = 0) -> Outlook:
    """Look at a draft. `choose` lets the best free room be taken; `but` is the occurrence being moved itself."""
    known = places(read)
    during, _wrong = rules.range_of(draft.starts, draft.ends)
    ranges = rules.ranges_of(draft)[:MOST_DAYS]
    if choose and during is not None:
        draft = replace(draft, room_id=_best_room(read, ranges or [during], draft))
    place = known.get(draft.room_id) if draft.room_id is not None else None
    facts = known.facts(read, draft.room_id)
    problems = tuple(p for p in rules.problems_in(draft, facts) if p.code not in NOT_YET)
    if place is None or during is None:
        return Outlook(draft, problems)
    if draft.repeat:
        days = _days(read, draft, known, ranges)
        rooms = (
            free_on_all(read, ranges, draft.people, but=place.room_id)[:3]
            if not all(d.free for d in days)
            else []
        )
        ways = tuple(Alternative(r.room_id, r.name, during.start, during.end) for r in rooms)
        return Outlook(draft, problems, ways=ways, days=tuple(days), seats=place.seats)
    taken = tuple(claims.in_the_way(read, place.units, during, but))
    tight = any(problem.code == "booking.over_capacity" for problem in problems)
    shut = any(problem.level == "error" and problem.field == "starts" for problem in problems)
    ways = ways_out(read, place.room_id, during, draft.people) if taken or shut or tight else ()
    if tight and not taken and not shut:
        # The room is free but small: other hours of the same room help nobody.
        ways = tuple(way for way in ways if way.room_id != place.room_id)
        ways += _later_today(
            read, known, during, draft.people, {place.room_id, *(way.room_id for way in ways)}
        )
    return Outlook(draft, problems, taken, _mixed(ways, place.room_id), seats=place.seats)


def _best_room(read: Read, ranges: list[TimeRange], draft: BookingDraft) -> int | None:
    """The smallest room that seats the group and is free on every day.

    When none is, the largest free one, so that the seats are what is wrong; when nothing is free at all the
    room that would fit, so that the person in the way is named and the other hours are offered.
    """
    rooms = free_on_all(read, ranges, draft.people)
    if not rooms:
        rooms = sorted(free_rooms(read, ranges[0]), key=lambda room: -room.seats)
    if rooms:
        return next((room for room in rooms if room.seats), rooms[0]).room_id
    fitting = [place for place in places(read).values() if not place.retired]
    fitting.sort(key=lambda place: (place.seats < draft.people, place.seats))
    return fitting[0].room_id if fitting else None


def _later_today(
    read: Read, known: Places, during: TimeRange, people: int, but: set[int]
) -> tuple[Alternative, ...]:
    """Larger rooms that are taken now but free at another hour of the same day, nearest hour first."""
    found = []
    for place in known.values():
        if place.room_id not in but and not place.retired and place.seats >= people:
            found += [
                Alternative(place.room_id, place.name, free.start, free.end)
                for free in nearest_times(read, place.room_id, during, days=0, limit=1)
            ]
    return tuple(sorted(found, key=lambda way: abs(way.starts - during.start)))


def _mixed(ways: tuple[Alternative, ...], own: int) -> tuple[Alternative, ...]:
    """Three ways at most, with at least one other hour of the wanted room when there is one."""
    rooms = [way for way in ways if way.room_id != own]
    hours = [way for way in ways if way.room_id == own]
    return tuple([*rooms[: 3 - min(1, len(hours))], *hours][:3])


def _days(read: Read, draft: BookingDraft, known: Places, ranges: list[TimeRange]) -> list[DayLook]:
    """Each day of a series judged by itself."""
    place = known[draft.room_id or 0]
    facts = known.facts(read, place.room_id)
    found = []
    for during in ranges:
        problems = rules.problems_on_day(during, facts, agreed=draft.outside_hours)
        shut = next((problem for problem in problems if problem.level == "error"), None)
        taken = None if shut else next(iter(claims.in_the_way(read, place.units, during)), None)
        found.append(DayLook(during, taken, shut))
    return found
