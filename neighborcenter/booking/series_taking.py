"""What the days of a series take, and whether they can have it somewhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from neighborcenter.booking import claims, taking
from neighborcenter.booking.judging import Buffer
from neighborcenter.booking.places import Places, places
from neighborcenter.booking.taking import Needs, Obstacles
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work


def elsewhere(known: Places, needs: Needs, room_id: int, buffer: Buffer) -> Needs:
    """The same equipment, staff and further rooms, under another room and with other time around."""
    if (needs.room_ids[0], needs.buffer) == (room_id, buffer):
        return needs
    return taking.rooms_needed(known, (room_id, *needs.room_ids[1:]), needs.resources, buffer)


def lock_rooms(work: Work, room_ids: Sequence[int]) -> None:
    """Let no other desk take these rooms, or without any all rooms, until this act is kept."""
    known = places(work)
    chosen = room_ids or list(known)
    claims.hold(work, sorted({unit for ref in chosen if ref in known for unit in known[ref].units}))


def without(found: Obstacles, occurrence_ids: Collection[int]) -> Obstacles:
    """What is left in the way when these days go elsewhere."""
    left = tuple(one for one in found.taken if one.occurrence_id not in occurrence_ids)
    return found if len(left) == len(found.taken) else replace(found, taken=left)


def take_all(work: Work, days: Mapping[int, tuple[Needs, TimeRange]]) -> None:
    """Claim for many days (occurrence id -> what and when), those that take the same at once.  Raises Clash."""
    alike: dict[Needs, dict[int, TimeRange]] = {}
    for ref, (needs, during) in days.items():
        alike.setdefault(needs, {})[ref] = during
    for needs, times in alike.items():
        taking.take_many(work, needs, times)
