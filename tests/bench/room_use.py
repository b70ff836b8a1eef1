"""The use of rooms in a month of 18,600 bookings of a million; the floor fetches the same days as bare rows."""

import sqlite3
from datetime import date, datetime

from neighborcenter.booking.use import Heap, reckon, tallies
from tests.bench import Figure
from tests.bench._million import opened, p50, times

_BARE = (
    "SELECT room_id, unixepoch(starts), unixepoch(ends), turnout FROM occurrence WHERE center_id = 1"
    " AND starts < ? AND starts > ? AND status = 'booked' ORDER BY starts"
)
_HEAPS: tuple[Heap, ...] = ("kind", "group", "purpose", "day")


def measure(scale: float = 1.0) -> list[Figure]:
    """A month by room; the same with its heaps by kind, group, purpose and day."""
    month, end = date(2025, 1, 1), date(2025, 2, 1)
    upto = datetime(2026, 11, 1)
    with opened(scale) as (backend, actor):
        bare = sqlite3.connect(backend.paths.database)
        bounds = (f"{end} 00:00:00", "2024-12-31 00:00:00")
        floor = p50(times(lambda _n: bare.execute(_BARE, bounds).fetchall(), 10))
        bare.close()
        with backend.read(actor) as read:
            rooms = times(lambda _n: reckon(read, month, end, upto=upto), 10)
            count = reckon(read, month, end, upto=upto).total.times

            def everything(_number: int) -> None:
                reckon(read, month, end, upto=upto)
                for by in _HEAPS:
                    tallies(read, month, end, by, upto=upto)

            whole = times(everything, 10)
    return [
        Figure("use of rooms in a month, p50", p50(rooms), "ms", floor, 100, f"{count:,} bookings"),
        Figure("and by kind, group, purpose, day", p50(whole), "ms", floor, 250),
    ]
