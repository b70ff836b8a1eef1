"""Bookings taken along to another day or room: where each would land, and what stands against it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from neighborcenter.booking import claims, rules
from neighborcenter.booking.places import places
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read
from ui.kit.timeline.board import Bar, Slot
from ui.kit.timeline.choice import lined_up
from ui.kit.timeline.ghost import Ghost


@dataclass(frozen=True, slots=True)
class Clip:
    """What was cut or copied."""

    bars: tuple[Bar, ...]
    cut: bool

    @property
    def ids(self) -> frozenset[int]:
        """The occurrences."""
        return frozenset(bar.id for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where one of them would be: its room and time, and in `against` why it cannot go there."""

    bar: Bar
    room_id: int
    room: str
    during: TimeRange
    against: str = ""

    def ghost(self, leaving: frozenset[int]) -> Ghost:
        """Its outline on the board."""
        start = self.during.start.hour * 60 + self.during.start.minute
        slot = Slot(self.room_id, self.during.start.date(), start, start + self.during.minutes)
        return Ghost(slot, self.bar.title, leaving=leaving)


def landings(read: Read, clip: Clip, slot: Slot) -> tuple[Landing, ...]:
    """Where a clip would land at a place, in order of time."""
    return judged(read, lined_up(clip.bars, slot), clip.ids if clip.cut else frozenset())


def judged(
    read: Read, wanted: Sequence[tuple[Bar, Slot]], leaving: frozenset[int] = frozenset()
) -> tuple[Landing, ...]:
    """What stands against each place; the occurrences in `leaving` are not in anybody's way."""
    known = places(read)
    found: list[Landing] = []
    for bar, slot in wanted:
        place, during = known[slot.room], range_of(slot)
        problems = [
            *rules.problems_with_room(known.facts(read, slot.room)),
            *rules.problems_on_day(during, known.facts(read, slot.room)),
        ]
        taken = [t for t in claims.in_the_way(read, place.units, during) if t.occurrence_id not in leaving]
        inside = [
            other.bar.title
            for other in found
            if other.during.overlaps(during) and not set(known[other.room_id].units).isdisjoint(place.units)
        ]
        if taken:
            against = _("taken by {name}").format(name=taken[0].title)
        elif inside:
            against = _("taken by {name}").format(name=inside[0])
        else:
            against = next((speak(one) for one in problems if one.level == "error"), "")
        found.append(Landing(bar, place.room_id, place.name, during, against))
    return tuple(found)


def range_of(slot: Slot) -> TimeRange:
    """A stretch of the board as local times."""
    midnight = datetime.combine(slot.date, datetime.min.time())
    return TimeRange(midnight + timedelta(minutes=slot.start), midnight + timedelta(minutes=slot.end))
