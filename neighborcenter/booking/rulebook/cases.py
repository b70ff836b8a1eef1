"""The facts of one booking that rules are held against, and which rules mean it.  No database, no clock, no text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import Party, Per, Repetition
from neighborcenter.booking.rulebook.terms import Scope
from neighborcenter.kit.times import TimeRange, day_range


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom a booking is, with what is known of them when rules ask for it."""

    party: Party
    resident_id: int | None = None
    group_id: int | None = None
    groups: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()

    def is_among(self, groups: Iterable[int], tags: Iterable[int]) -> bool:
        """Whether it is one of these groups, a member of one, or bears one of the tags."""
        return not (self.groups.isdisjoint(groups) and self.tags.isdisjoint(tags))


@dataclass(frozen=True, slots=True)
class Past:
    """A use that is kept already; `holds` is False for a cancelled one.  `rooms` as in `Case`."""

    during: TimeRange
    rooms: frozenset[int]
    kind: BookingKind
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """One booking before the rules.

    `rooms` are the rooms asked for and the wholes they are parts of.  `kept` are the days of a booking that
    is changed, so that what stays as it was is not judged again.  `free_days` are weekends and holidays.
    """

    now: datetime
    whom: Whom
    kind: BookingKind
    title: str
    people: int
    seats: int
    rooms: frozenset[int]
    uses: tuple[TimeRange, ...]
    series: bool = False
    kept: tuple[TimeRange, ...] = ()
    free_days: frozenset[date] = frozenset()
    past: Mapping[Per, tuple[Past, ...]] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[TimeRange, ...]:
        """The uses that are new: not kept already at the very same time."""
        return tuple(use for use in self.uses if use not in self.kept)


def means(rule: BookingRule, case: Case, use: TimeRange) -> bool:
    """Whether a rule is in force on the day of the use and means this room, kind, party, hour and season."""
    return rule.holds_on(use.day) and means_booking(rule.scope, case) and means_time(rule.scope, use)


def means_booking(scope: Scope, case: Case) -> bool:
    """The part of a scope that is the same for all days of a booking."""
    if scope.rooms and case.rooms.isdisjoint(scope.rooms):
        return False
    if scope.kinds and case.kind not in scope.kinds:
        return False
    if scope.repeat is not Repetition.ANY and (scope.repeat is Repetition.SERIES) != case.series:
        return False
    return means_whom(scope, case.whom)


def means_whom(scope: Scope, whom: Whom) -> bool:
    """The center's own use is meant only when it is named."""
    if scope.groups or scope.tags:
        if whom.is_among(scope.groups, scope.tags):
            return True
        return bool(scope.parties) and whom.party in scope.parties
    if scope.parties:
        return whom.party in scope.parties
    return whom.party is not Party.CENTER


def means_time(scope: Scope, use: TimeRange) -> bool:
    """Whether a use touches the weekdays, the season and the hours of a scope; each of its days is looked at."""
    if not (scope.weekdays or scope.season_from or scope.opens or scope.closes):
        return True
    for day in use.days():
        if scope.weekdays and day.weekday() not in scope.weekdays:
            continue
        if not in_season(day, scope.season_from, scope.season_to):
            continue
        hours = window(day, scope.opens, scope.closes)
        if any(use.overlaps(part) for part in hours):
            return True
    return False


def in_season(day: date, season_from: str, season_to: str) -> bool:
    """Whether a day lies in "MM-DD" to "MM-DD", both included; a season may wrap the end of the year."""
    if not season_from or not season_to:
        return True
    mark = f"{day:%m-%d}"
    if season_from <= season_to:
        return season_from <= mark <= season_to
    return mark >= season_from or mark <= season_to


def window(day: date, opens: str, closes: str) -> tuple[TimeRange, ...]:
    """The hours of a scope on one day; a window may wrap midnight (22:00–06:00)."""
    opens, closes = opens or "00:00", closes or "24:00"
    if opens < closes:
        return (day_range(day, opens, closes),)
    parts = [day_range(day, opens, "24:00")] if opens < "24:00" else []
    return (*parts, day_range(day, "00:00", closes)) if closes > "00:00" else tuple(parts)


def by_day(use: TimeRange) -> list[tuple[date, timedelta]]:
    """How much of a use falls on each day it touches."""
    found = []
    for day in use.days():
        part = use.clipped(day_range(day))
        if part is not None:
            found.append((day, part.end - part.start))
    return found
