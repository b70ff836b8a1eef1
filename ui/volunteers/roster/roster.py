"""The roster as the window holds it: facts, who stands where, what the rules say — changed at once, then stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import days_between
from neighborcenter.volunteers import queries
from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus, AvailabilityKind
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.board import Board, Finding
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.checks import about_place, about_shift
from neighborcenter.volunteers.rostering.facts import Facts, PersonFact, PlaceFact, ShiftFact
from neighborcenter.volunteers.rostering.reading import roster_facts

Pair = tuple[int, int]
"""Ids of a shift and of a volunteer."""
_HARDEST = tuple(Level)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place as the grid shows it."""

    role: AssignmentRole
    status: AssignmentStatus
    pinned: bool = False
    published: bool = False


class Roster:
    """A range of days. `apply` changes it in place, so that the grid is never behind the hand."""

    def __init__(self, facts: Facts, seats: dict[Pair, Seat]) -> None:
        self.facts = facts
        self.board = Board(facts)
        self.seats = dict(seats)
        self.days = days_between(facts.first, facts.end)
        self.of_place: dict[Pair, list[Finding]] = {}
        self.of_shift: dict[int, list[Finding]] = {}
        self._standby: dict[int, list[int]] = defaultdict(list)
        for (shift_id, who), seat in self.seats.items():
            if seat.role is AssignmentRole.STANDBY:
                self._standby[shift_id].append(who)
        for shift_id, refs in self.board.on.items():
            self._judge_shift(shift_id)
            for who in refs:
                self._judge_place(shift_id, who)

    # -- who stands where -------------------------------------------------------------------------------------

    def on(self, shift_id: int) -> list[int]:
        """Everybody on a shift, standbys last."""
        return [*self.board.on.get(shift_id, ()), *self._standby.get(shift_id, ())]

    def missing(self, shift_id: int) -> int:
        """Places still wanted."""
        return self.board.missing(self.board.shifts[shift_id])

    def below_minimum(self, shift_id: int) -> bool:
        """Whether even the least is not there."""
        short = len(self.board.on[shift_id]) < self.board.shifts[shift_id].minimum
        return short and self.missing(shift_id) > 0

    def gaps(self) -> list[ShiftFact]:
        """Shifts that want more people, in order of time."""
        found = [each for each in self.facts.shifts if self.missing(each.shift_id)]
        return sorted(found, key=lambda each: (each.starts, each.post, each.shift_id))

    def name(self, volunteer_id: int) -> str:
        """Somebody's name; empty for one who left the roster meanwhile."""
        person = self.board.people.get(volunteer_id)
        return person.name if person is not None else ""

    def placing(self, pair: Pair) -> Placing:
        """The place as it stands, in the words of an act."""
        seat = self.seats.get(pair)
        if seat is None:
            return Placing(*pair, AssignmentStatus.REMOVED)
        return Placing(*pair, seat.status, seat.role, seat.pinned)

    # -- changes ----------------------------------------------------------------------------------------------

    def apply(self, changes: Iterable[Placing]) -> None:
        """Make these places stand; what the rules say is judged anew where it may have changed."""
        shifts: set[int] = set()
        people: set[int] = set()
        for each in changes:
            if each.shift_id not in self.board.shifts:
                continue  # taken back from another week
            self._take_off(each.shift_id, each.volunteer_id)
            if each.holds:
                self._put(each)
            shifts.add(each.shift_id)
            people.add(each.volunteer_id)
        for who in people & set(self.board.works):
            for work in self.board.works[who]:
                shifts.add(work.shift_id)
        for shift_id in shifts & set(self.board.on):
            self._judge_shift(shift_id)
            for who in self.board.on[shift_id]:
                self._judge_place(shift_id, who)

    def _take_off(self, shift_id: int, who: int) -> None:
        seat = self.seats.pop((shift_id, who), None)
        self.of_place.pop((shift_id, who), None)
        if seat is None:
            return
        if seat.role is AssignmentRole.STANDBY:
            self._standby[shift_id].remove(who)
        elif who in self.board.on.get(shift_id, ()):
            self.board.take_off(shift_id, who)

    def _put(self, each: Placing) -> None:
        pair = (each.shift_id, each.volunteer_id)
        self.seats[pair] = Seat(each.role, each.status, each.pinned, each.published_at is not None)
        if each.role is AssignmentRole.STANDBY:
            self._standby[each.shift_id].append(each.volunteer_id)
        else:
            self.board.put(*pair)

    def facts_now(self) -> Facts:
        """The facts with the places as they stand here."""
        return self.facts.with_places(
            PlaceFact(*pair, seat.role, seat.pinned, seat.published)
            for pair, seat in sorted(self.seats.items())
            if seat.role is not AssignmentRole.STANDBY
        )

    # -- what the rules say -----------------------------------------------------------------------------------

    def against(self, shift_id: int, volunteer_id: int) -> list[Finding]:
        """What would stand against somebody there: asked while a name is dragged."""
        shift, person = self.board.shifts.get(shift_id), self.board.people.get(volunteer_id)
        return [] if shift is None or person is None else about_place(self.board, shift, person)

    def level(self, pair: Pair) -> Level | None:
        """The hardest thing said about a place."""
        return hardest(self.of_place.get(pair, ()))

    def _judge_place(self, shift_id: int, who: int) -> None:
        self.of_place[shift_id, who] = about_place(
            self.board, self.board.shifts[shift_id], self.board.people[who]
        )

    def _judge_shift(self, shift_id: int) -> None:
        self.of_shift[shift_id] = about_shift(self.board, self.board.shifts[shift_id])


def hardest(found: Iterable[Finding]) -> Level | None:
    """The hardest level among findings."""
    levels = {each.level for each in found}
    return next((level for level in _HARDEST if level in levels), None)


def shade_of(person: PersonFact, day: date) -> str:
    """How a day stands with somebody: "leave", "cannot", "avoid", "wish", "not_offered" or ""."""
    if any(first <= day <= last for first, last in person.away):
        return "leave"
    said = {each.kind for each in person.stretches if day in (each.day,) or each.weekday == day.weekday()}
    for kind, shade in (
        (AvailabilityKind.CANNOT, "cannot"),
        (AvailabilityKind.WISH, "wish"),
        (AvailabilityKind.AVOID, "avoid"),
    ):
        if kind in said:
            return shade
    offers = any(each.kind is AvailabilityKind.CAN for each in person.stretches)
    return "not_offered" if offers and AvailabilityKind.CAN not in said else ""


def read_roster(read: Any, first: date, end: date) -> Roster:
    """Read a range and judge it. Runs in the lane."""
    facts = roster_facts(read, first, end)
    published = {(each.shift_id, each.volunteer_id) for each in facts.places if each.published}
    seats = {
        (row.shift_id, one.volunteer_id): Seat(
            one.role, one.status, one.pinned, (row.shift_id, one.volunteer_id) in published
        )
        for row in queries.shifts(read, _midnight(first), _midnight(end))
        for one in row.people
        if one.status not in (AssignmentStatus.REMOVED, AssignmentStatus.EXCUSED, AssignmentStatus.ABSENT)
    }
    return Roster(facts, seats)


def figures(roster: Roster) -> str:
    """The sums of a range in words."""
    gaps = roster.gaps()
    blocks = sum(each.level is Level.BLOCK for found in roster.of_place.values() for each in found)
    fresh = sum(not seat.published for seat in roster.seats.values())
    parts = [
        _("{count} shifts").format(count=len(roster.facts.shifts)),
        _("{count} gaps").format(count=len(gaps)) if gaps else _("no gaps"),
    ]
    if blocks:
        parts.append(_("{count} against a rule").format(count=blocks))
    if fresh:
        parts.append(_("{count} not published").format(count=fresh))
    return " · ".join(parts)


def changed(places: Sequence[Placing], **values: Any) -> tuple[Placing, ...]:
    """The same places with other values."""
    return tuple(replace(each, **values) for each in places)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
