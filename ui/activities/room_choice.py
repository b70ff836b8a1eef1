"""Which rooms are free at all the times a session or series asks for, as choices of a field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from neighborcenter.activities import rules
from neighborcenter.activities.drafts import SessionsDraft
from neighborcenter.booking.free import free_on_all
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read

MOST_DAYS = 60
"""So many days of a series are looked at while the form is filled; the save looks at all of them."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What is free, the best fit first, and how many times were looked at."""

    choices: tuple[tuple[int, str], ...]
    times: int


def rooms_for(read: Read, draft: SessionsDraft, people: int) -> Rooms:
    """Rooms free at every time of the draft that seat so many people."""
    ranges = rules.ranges_in(draft)
    return _offered(read, ranges, people)


def rooms_at(read: Read, starts: datetime, ends: datetime, people: int) -> Rooms:
    """Rooms free at one time that seat so many people."""
    return _offered(read, [TimeRange(starts, ends)] if starts < ends else [], people)


def _offered(read: Read, ranges: list[TimeRange], people: int) -> Rooms:
    rooms = free_on_all(read, ranges[:MOST_DAYS], people)
    words = tuple(
        (
            one.room_id,
            _("{room}, {seats} seats").format(room=one.name, seats=one.seats) if one.seats else one.name,
        )
        for one in rooms
    )
    return Rooms(words, len(ranges))
