"""All that one day takes: its rooms, equipment and staff, checked together and claimed together.

What is claimed is the time of the use with the minutes to set up and to clean up around it; what is shown is
the time of the use.  Everything that claims for a day goes through here: booking, moving, bringing back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from neighborcenter.booking import claims, holds, stock
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.holds import Hold
from neighborcenter.booking.judging import Buffer
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.resource_models import occurrence_resource, occurrence_room
from neighborcenter.booking.rules import LONGEST
from neighborcenter.booking.stock import Lacking
from neighborcenter.kit.problems import Clash, Invalid, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work

MANY = 20
"""More obstacles than this are counted, not listed one by one, in what is thrown."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What one day takes.  `room_ids` begins with the room it stands under; `units` are all their parts."""

    room_ids: tuple[int, ...]
    units: tuple[int, ...]
    resources: tuple[tuple[int, int], ...] = ()
    buffer: Buffer = field(default_factory=Buffer)

    @property
    def plain(self) -> bool:
        """One room and nothing else, without time around it: nearly every booking."""
        return len(self.room_ids) == 1 and not self.resources and self.buffer == Buffer()


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands in the way of one time: other uses, forms that are open, things and people that lack."""

    taken: tuple[Taken, ...] = ()
    held: tuple[Hold, ...] = ()
    lacking: tuple[Lacking, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.taken or self.held or self.lacking)

    @property
    def all(self) -> tuple[Taken | Hold | Lacking, ...]:
        """Everything, rooms first."""
        return (*self.taken, *self.held, *self.lacking)

    def problems(self) -> list[Problem]:
        """The sentences, each beside its field."""
        return [one.problem() for one in self.all]


def needs_of(known: Places, draft: BookingDraft, place: Place, buffer: Buffer | None = None) -> Needs:
    """What every day of a draft takes.  Rooms that do not exist were refused before."""
    wanted = dict(draft.resources) if len(dict(draft.resources)) == len(draft.resources) else _summed(draft)
    if not draft.also_rooms:
        return Needs((place.room_id,), place.units, tuple(sorted(wanted.items())), buffer or Buffer())
    return rooms_needed(
        known, (place.room_id, *draft.also_rooms), tuple(sorted(wanted.items())), buffer or Buffer()
    )


def rooms_needed(
    known: Places, room_ids: Iterable[int], resources: tuple[tuple[int, int], ...], buffer: Buffer
) -> Needs:
    """Several rooms and their parts; a room named twice, or with its whole, is taken once."""
    rooms = tuple(dict.fromkeys(room_ids))
    units = tuple(sorted({unit for room in rooms for unit in known[room].units}))
    return Needs(rooms, units, resources, buffer)


def kept_needs(read: Read, occurrence_ids: Sequence[int]) -> dict[int, Needs]:
    """What days that are kept take, or took before they were cancelled or suspended."""
    known = places(read)
    ids = {"ids": list(occurrence_ids)}
    rooms: dict[int, list[int]] = {}
    for ref, room_id in read.rows(_ROOMS, ids):
        rooms.setdefault(ref, []).append(room_id)
    wanted: dict[int, list[tuple[int, int]]] = {}
    for ref, resource_id, quantity in read.rows(_RESOURCES, ids):
        wanted.setdefault(ref, []).append((resource_id, quantity))
    return {
        row.id: rooms_needed(
            known,
            (row.room_id, *rooms.get(row.id, ())),
            tuple(wanted.get(row.id, ())),
            Buffer(row.setup_minutes, row.cleanup_minutes),
        )
        for row in read.rows(_DAYS, ids)
    }


def lock(work: Work, needs: Iterable[Needs]) -> None:
    """Let no other desk take any of it until this act is kept; rooms before things, each by their ids."""
    wanted = list(needs)
    claims.hold(work, sorted({unit for one in wanted for unit in one.units}))
    stock.lock(work, {ref for one in wanted for ref, _ in one.resources})


def obstacles(
    read: Read,
    needs: Needs,
    during: TimeRange,
    *,
    but: int = 0,
    but_key: str = "",
    agreed: bool = False,
    known: Mapping[int, stock.Thing] | None = None,
) -> Obstacles:
    """What stands in the way of taking it all at that time.

    `but` one occurrence, `but_key` the form that asks; `agreed`: somebody agreed to work outside their hours;
    `known`: the things of `stock.things`, when many times are asked for.
    """
    claimed = needs.buffer.around(during)
    taken = claims.in_the_way(read, needs.units, claimed, but)
    if taken and len(needs.room_ids) > 1:
        taken = _named(read, needs, taken)
    return Obstacles(
        tuple(taken),
        tuple(holds.in_the_way(read, needs.units, claimed, but_key)),
        tuple(stock.lacking(read, needs.resources, claimed, but, known=known, agreed=agreed)),
    )


def refuse_length(needs: Needs, ranges: Iterable[TimeRange]) -> None:
    """Raise Invalid when a use with the time around it is longer than any claim may be."""
    around = needs.buffer.setup + needs.buffer.cleanup
    if around and any(needs.buffer.around(r).end - needs.buffer.around(r).start > LONGEST for r in ranges):
        hours = int(LONGEST.total_seconds() // 3600)
        raise Invalid(Problem("ends", "booking.too_long_around", {"hours": hours, "minutes": around}))


def note(work: Work, occurrence_ids: Sequence[int], needs: Needs) -> None:
    """Keep what the days asked for besides their room."""
    rooms = needs.room_ids[1:]
    if rooms:
        work.insert_many(
            occurrence_room,
            [{"occurrence_id": ref, "room_id": room} for ref in occurrence_ids for room in rooms],
        )
    if needs.resources:
        work.insert_many(
            occurrence_resource,
            [
                {"occurrence_id": ref, "resource_id": resource, "quantity": count}
                for ref in occurrence_ids
                for resource, count in needs.resources
            ],
        )


def take(work: Work, occurrence_id: int, needs: Needs, during: TimeRange) -> None:
    """Claim all of it for one day.  Raises Clash when the schema finds what the check did not."""
    claimed = needs.buffer.around(during)
    claims.claim_one(work, occurrence_id, needs.units, claimed)
    if needs.resources:
        with claims.refusing_overlaps():
            stock.claim(work, occurrence_id, needs.resources, claimed)


def take_many(work: Work, needs: Needs, days: Mapping[int, TimeRange]) -> None:
    """Claim the same for many days (occurrence id -> its time) at once.  Raises Clash."""
    claimed = [(ref, needs.buffer.around(during)) for ref, during in days.items()]
    claims.claim_many(work, needs.units, claimed)
    if needs.resources:
        with claims.refusing_overlaps():
            for ref, during in claimed:
                stock.claim(work, ref, needs.resources, during)


def give_back(work: Work, occurrence_ids: Sequence[int]) -> None:
    """Give back all that these days hold; what they asked for stays on record."""
    claims.drop(work, occurrence_ids)


def take_again(work: Work, days: Mapping[int, TimeRange]) -> None:
    """Claim once more what days asked for that come back (occurrence id -> its time), all or none.

    Raises Clash naming everything that has been given to others meanwhile.
    """
    needs = kept_needs(work, list(days))
    lock(work, needs.values())
    found = [obstacles(work, needs[ref], during, but=ref, agreed=True) for ref, during in days.items()]
    refuse(found)
    for ref, during in days.items():
        take(work, ref, needs[ref], during)


def refuse(found: Iterable[Obstacles]) -> None:
    """Raise Clash when anything stands in the way."""
    in_the_way = tuple(one for each in found for one in each.all)
    if in_the_way:
        raise Clash(*(one.problem() for one in in_the_way[:MANY]), in_the_way=in_the_way)


def _summed(draft: BookingDraft) -> dict[int, int]:
    wanted: dict[int, int] = {}
    for ref, count in draft.resources:
        wanted[ref] = wanted.get(ref, 0) + count
    return wanted


def _named(read: Read, needs: Needs, taken: Sequence[Taken]) -> list[Taken]:
    """With several rooms a use is named by the room of ours that it takes, when it stands under another."""
    known = places(read)
    mine = set(needs.units)
    found = []
    for one in taken:
        place = known.get(one.room_id)
        if place is not None and mine.isdisjoint(place.units):
            others = kept_needs(read, [one.occurrence_id])[one.occurrence_id]
            shared = next((ref for ref in needs.room_ids if set(known[ref].units) & set(others.units)), None)
            found.append(one if shared is None else replace(one, room=known[shared].name))
        else:
            found.append(one)
    return found


_DAYS = sa.select(
    occurrence.c.id, occurrence.c.room_id, occurrence.c.setup_minutes, occurrence.c.cleanup_minutes
).where(occurrence.c.id.in_(sa.bindparam("ids", expanding=True)))
_ROOMS = sa.select(occurrence_room.c.occurrence_id, occurrence_room.c.room_id).where(
    occurrence_room.c.occurrence_id.in_(sa.bindparam("ids", expanding=True))
)
_RESOURCES = sa.select(
    occurrence_resource.c.occurrence_id, occurrence_resource.c.resource_id, occurrence_resource.c.quantity
).where(occurrence_resource.c.occurrence_id.in_(sa.bindparam("ids", expanding=True)))
