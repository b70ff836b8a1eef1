"""What booking knows about the center's rooms: which units each consists of, and when each is open.

Remembered per connection (`kit/remembered.py`), because every save and every board needs it and it changes a
few times a month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from neighborcenter.booking.rules import Facts, RoomFact
from neighborcenter.center.drafts import OpeningFacts
from neighborcenter.center.models import RoomStatus, room, site
from neighborcenter.center.queries import opening_facts
from neighborcenter.center.rules import DayHours, hours_on, owners
from neighborcenter.kit.remembered import remembered
from neighborcenter.kit.work import Read

_TABLES = frozenset({"room", "hours", "closed_day", "holiday", "holiday_year", "setting", "site"})
_ROOMS = (
    sa.select(
        room.c.id,
        room.c.parent_id,
        room.c.name,
        room.c.capacity,
        room.c.floor,
        room.c.equipment,
        room.c.accessible,
        room.c.status,
    )
    .join(site, site.c.id == room.c.site_id)
    .where(room.c.center_id == sa.bindparam("center"))
    .order_by(site.c.position, room.c.position, room.c.id)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A room as booking sees it.  `units` are the smallest bookable rooms it consists of, itself if undivided."""

    room_id: int
    name: str
    seats: int
    floor: str
    equipment: tuple[str, ...]
    accessible: bool
    retired: bool
    parent_id: int | None
    units: tuple[int, ...]

    def has(self, equipment: str) -> bool:
        """Whether a piece of its equipment is called that, or begins so."""
        return any(one.casefold().startswith(equipment.strip().casefold()) for one in self.equipment)


@dataclass(slots=True)
class Places(Mapping[int, Place]):
    """All rooms of the center in the order of its own list, and their hours."""

    rooms: dict[int, Place]
    opening: OpeningFacts
    _special: frozenset[int] = frozenset()
    _hours: dict[tuple[int | None, date], DayHours] = field(default_factory=dict)

    def __getitem__(self, room_id: int) -> Place:
        return self.rooms[room_id]

    def __iter__(self) -> Iterator[int]:
        return iter(self.rooms)

    def __len__(self) -> int:
        return len(self.rooms)

    def facts(self, read: Read, room_id: int | None, also: Sequence[int] = ()) -> Facts:
        """The facts the rules want for a draft in this room, and the rooms taken together with it."""
        place = None if room_id is None else self.rooms.get(room_id)
        room = None if place is None else _fact(place)
        now = read.clock.local()
        if not also or place is None:
            return Facts(now, room, self.opening)
        more = tuple(self.rooms.get(ref) for ref in dict.fromkeys(also) if ref != room_id)
        facts = tuple(None if one is None else _fact(one) for one in more)
        return Facts(now, room, self.opening, facts, _seats_together([place, *(p for p in more if p)]))

    def hours(self, room_id: int, day: date) -> DayHours:
        """The hours of a room on a day; reckoned once for all rooms that simply keep the center's."""
        owner = room_id if room_id in self._special else None
        found = self._hours.get((owner, day))
        if found is None:
            found = self._hours[owner, day] = hours_on(day, self.opening, owner)
        return found

    def relatives(self, room_id: int) -> list[int]:
        """Rooms that share a unit with this one: its whole, its parts."""
        units = set(self.rooms[room_id].units)
        return [
            p.room_id for p in self.rooms.values() if p.room_id != room_id and not units.isdisjoint(p.units)
        ]


def _fact(place: Place) -> RoomFact:
    return RoomFact(place.room_id, place.name, place.seats, place.retired)


def _seats_together(rooms: Sequence[Place]) -> int:
    """The seats of several rooms; a part beside its whole adds nothing, 0 when one was never counted."""
    counted: set[int] = set()
    seats = 0
    for place in sorted(rooms, key=lambda place: -len(place.units)):
        if counted.isdisjoint(place.units):
            if not place.seats:
                return 0
            seats += place.seats
            counted.update(place.units)
    return seats


def places(read: Read) -> Places:
    """The rooms of the center with their units and hours."""
    return remembered(read, "booking.places", _TABLES, _load)


def _load(read: Read) -> Places:
    rows = read.rows(_ROOMS, {"center": read.center_id})
    parts: dict[int, list[int]] = {}
    for row in rows:
        if row.parent_id is not None:
            parts.setdefault(row.parent_id, []).append(row.id)
    seats = {row.id: row.capacity for row in rows}
    opening = opening_facts(read)
    found = {
        row.id: Place(
            room_id=row.id,
            name=row.name,
            seats=row.capacity or _combined(row.id, parts, seats),
            floor=row.floor,
            equipment=tuple(one for one in row.equipment.split("、") if one),
            accessible=row.accessible,
            retired=row.status is RoomStatus.RETIRED,
            parent_id=row.parent_id,
            units=tuple(sorted(_units(row.id, parts))),
        )
        for row in rows
    }
    own = {s.room_id for s in opening.spans if s.room_id}
    # A closed part closes its whole as well.
    own |= {ref for c in opening.closures if c.room_id for ref in owners(c.room_id, opening)}
    special = frozenset(ref for ref in found if any(one in own for one in owners(ref, opening)))
    return Places(found, opening, special)


def _units(room_id: int, parts: Mapping[int, list[int]]) -> list[int]:
    """The leaves below a room.  A retired part still counts: its floor is still in the way."""
    below = parts.get(room_id)
    return [leaf for part in below for leaf in _units(part, parts)] if below else [room_id]


def _combined(room_id: int, parts: Mapping[int, list[int]], seats: Mapping[int, int]) -> int:
    """The seats of a divided room nobody counted as a whole: those of its parts, if they were all counted."""
    below = [seats[part] or _combined(part, parts, seats) for part in parts.get(room_id, ())]
    return sum(below) if all(below) else 0
