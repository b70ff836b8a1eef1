"""What the days of a series take, and whether they can have it somewhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from neighborcenter.booking import claims
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.judging import Buffer
from neighborcenter.booking.places import Places, places
from neighborcenter.booking.series_rows import SeriesRow
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Needs:
    """What one day takes: the units of its rooms, and the time around it."""

    units: tuple[int, ...]
    buffer: Buffer


def needs_of(known: Places, room_id: int, buffer: Buffer) -> Needs:
    """What a day in this room takes."""
    return Needs(known[room_id].units, buffer)


def kept_needs(read: Read, rows: Iterable[SeriesRow]) -> dict[int, Needs]:
    """What days that are kept take, or took before they were cancelled or suspended."""
    known = places(read)
    return {
        row.occurrence_id: needs_of(known, row.room_id, Buffer(row.setup_minutes, row.cleanup_minutes))
        for row in rows
    }


def lock(work: Work, needs: Iterable[Needs]) -> None:
    """Let no other desk take any of it until this act is kept."""
    claims.hold(work, sorted({unit for one in needs for unit in one.units}))


def lock_rooms(work: Work, room_ids: Sequence[int]) -> None:
    """Let no other desk take these rooms, or without any all rooms, until this act is kept."""
    known = places(work)
    chosen = room_ids or list(known)
    claims.hold(work, sorted({unit for ref in chosen if ref in known for unit in known[ref].units}))


def in_the_way(read: Read, needs: Needs, during: TimeRange, but: Collection[int] = ()) -> list[Taken]:
    """Who holds any of it at that time, apart from the days `but`."""
    found = claims.in_the_way(read, needs.units, needs.buffer.around(during))
    return [one for one in found if one.occurrence_id not in but]


def take(work: Work, occurrence_id: int, needs: Needs, during: TimeRange) -> None:
    """Claim all of it for one day.  Raises Clash when the schema finds what the check did not."""
    claims.claim_one(work, occurrence_id, needs.units, needs.buffer.around(during))


def give_back(work: Work, occurrence_ids: Sequence[int]) -> None:
    """Give back all that these days hold."""
    claims.drop(work, occurrence_ids)
