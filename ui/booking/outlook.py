"""What would come of a draft if it were saved now: the room that fits, who is in the way, the ways out.

Read in the lane on every pause of typing, so that the form shows the answer before anybody asks. The service
judges again under its write lock.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from neighborcenter.booking import holds, judging, plans, rules, taking
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.free import Alternative, free_on_all, free_rooms, nearest_times
from neighborcenter.booking.judging import Verdict
from neighborcenter.booking.kinds import Standing
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.booking.rulebook.wording import Wording
from neighborcenter.booking.rules import Facts
from neighborcenter.booking.taking import Needs, Obstacles
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
    taken: str = ""
    shut: Problem | None = None

    @property
    def free(self) -> bool:
        """Whether the day can be booked."""
        return not self.taken and self.shut is None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The answer: the draft with its room filled in, and all that stands beside or against it."""

    draft: BookingDraft
    problems: tuple[Problem, ...] = ()
    found: Obstacles = field(default_factory=Obstacles)
    ways: tuple[Alternative, ...] = ()
    days: tuple[DayLook, ...] = ()
    seats: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    fees: tuple[tuple[str, int, str], ...] = ()
    """What is to be paid: the word for it, fen, and the rule's sentence."""

    @property
    def blocked(self) -> bool:
        """Whether saving would be refused: somebody is in the way, or a rule says no."""
        if self.days:
            return not any(day.free for day in self.days) or self._errors
        return bool(self.found) or self._errors

    @property
    def _errors(self) -> bool:
        return any(problem.level == "error" for problem in (*self.problems, *self.verdict.problems))

    @property
    def aside(self) -> bool:
        """Whether a reason would set a rule aside that stands against it."""
        return any(p.level == "error" and bool(p.params.get("override")) for p in self.verdict.problems)

    @property
    def asks(self) -> bool:
        """Whether it would become a request that waits for an answer."""
        return self.draft.ask or self.verdict.standing is not Standing.GRANTED

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
    facts = known.facts(read, draft.room_id, draft.also_rooms)
    problems = tuple(p for p in rules.problems_in(draft, facts) if p.code not in NOT_YET)
    if place is None or during is None or not ranges:
        return Outlook(draft, problems)
    # While the first field is being typed the rules do not ask for words that are still to come.
    verdict = judging.judge(read, draft, place, ranges, but_day=but)
    fees = _fees(read, verdict)
    heard = tuple(p for p in verdict.problems if p.field != "title" or draft.title.strip())
    verdict = replace(verdict, problems=heard)
    needs = taking.needs_of(known, draft, place, verdict.buffer)
    if draft.repeat:
        days = _days(read, draft, facts, needs, ranges)
        rooms = (
            []
            if all(day.free for day in days)
            else free_on_all(read, ranges, draft.people, but=place.room_id)
        )
        ways = tuple(Alternative(r.room_id, r.name, during.start, during.end) for r in rooms[:3])
        return Outlook(draft, problems, ways=ways, days=days, seats=place.seats, verdict=verdict, fees=fees)
    found = taking.obstacles(
        read, needs, during, but=but, but_key=draft.client_key, agreed=draft.outside_hours
    )
    ways = _ways(read, known, place, draft, during, problems, found, needs, but)
    return Outlook(draft, problems, found, ways, seats=place.seats, verdict=verdict, fees=fees)


def _fees(read: Read, verdict: Verdict) -> tuple[tuple[str, int, str], ...]:
    """The charges of all days together, one line for each kind and rule."""
    sums: dict[tuple[str, str], int] = {}
    wording = Wording(read)
    for line in verdict.charges:
        key = (word(line.kind), wording.sentence(line.rule))
        sums[key] = sums.get(key, 0) + line.fen
    return tuple((name, fen, why) for (name, why), fen in sums.items())


def _ways(
    read: Read,
    known: Places,
    place: Place,
    draft: BookingDraft,
    during: TimeRange,
    problems: tuple[Problem, ...],
    found: Obstacles,
    needs: Needs,
    but: int,
) -> tuple[Alternative, ...]:
    """The ways out of what stands in the way, of closed hours, of too few seats."""
    tight = any(problem.code == "booking.over_capacity" for problem in problems)
    shut = any(problem.level == "error" and problem.field == "starts" for problem in problems)
    if not (found or shut or tight):
        return ()
    ways = plans.ways_round(read, place, during, found, draft.people, needs, but)
    if tight and not found and not shut:
        # The room is free but small: other hours of the same room help nobody.
        ways = tuple(way for way in ways if way.room_id != place.room_id)
        ways += _later_today(
            read, known, during, draft.people, {place.room_id, *(way.room_id for way in ways)}
        )
    ways = tuple(w for w in ways if not _held(read, known[w.room_id], TimeRange(w.starts, w.ends), draft))
    return _mixed(ways, place.room_id)


def _best_room(read: Read, ranges: list[TimeRange], draft: BookingDraft) -> int | None:
    """The smallest room that seats the group and is free on every day.

    When none is, the largest free one, so that the seats are what is wrong; when nothing is free at all the
    room that would fit, so that the person in the way is named and the other hours are offered.
    """
    known = places(read)
    rooms = free_on_all(read, ranges, draft.people)
    # Nobody is offered what a colleague is just booking, unless there is nothing else.
    rooms = [r for r in rooms if not _held(read, known[r.room_id], ranges[0], draft)] or rooms
    if not rooms:
        rooms = sorted(free_rooms(read, ranges[0]), key=lambda room: -room.seats)
    if rooms:
        return next((room for room in rooms if room.seats), rooms[0]).room_id
    fitting = [place for place in known.values() if not place.retired]
    fitting.sort(key=lambda place: (place.seats < draft.people, place.seats))
    return fitting[0].room_id if fitting else None


def _held(read: Read, place: Place, during: TimeRange, draft: BookingDraft) -> bool:
    """Whether a colleague has a form open for that room and time."""
    return bool(holds.in_the_way(read, place.units, during, draft.client_key))


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


def _days(
    read: Read, draft: BookingDraft, facts: Facts, needs: Needs, ranges: list[TimeRange]
) -> tuple[DayLook, ...]:
    """Each day of a series judged by itself."""
    found = []
    for during in ranges:
        problems = rules.problems_on_day(during, facts, agreed=draft.outside_hours)
        shut = next((problem for problem in problems if problem.level == "error"), None)
        taken = ""
        if shut is None:
            in_the_way = taking.obstacles(
                read, needs, during, but_key=draft.client_key, agreed=draft.outside_hours
            )
            names = [one.title for one in in_the_way.taken] + [one.title for one in in_the_way.held]
            taken = next(iter([*names, *(one.title or one.name for one in in_the_way.lacking)]), "")
        found.append(DayLook(during, taken, shut))
    return tuple(found)
