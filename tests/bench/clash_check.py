"""How long it takes to know whether a room is free, among a million bookings; the floor is bare sqlite3."""

import sqlite3
from datetime import datetime, timedelta

from neighborcenter.booking import claims, free
from neighborcenter.booking.places import places
from neighborcenter.kit.times import TimeRange
from tests.bench import Figure
from tests.bench._million import ROOMS, opened, p50, p99, times

ROUNDS = 2000
_BARE = "SELECT occurrence_id FROM claim WHERE unit_id = ? AND starts < ? AND ends > ? AND starts > ?"


def measure(scale: float = 1.0) -> list[Figure]:
    """Slot taken, slot free, all rooms free at an hour, the ways out of a clash."""
    days = max(1, int(1_000_000 * scale) // 600)
    first = datetime(2025, 1, 1)

    def hour(number: int, clock: int) -> TimeRange:
        start = first + timedelta(days=number * 37 % days, hours=clock)
        return TimeRange(start, start + timedelta(hours=1))

    with opened(scale) as (backend, actor):
        bare = sqlite3.connect(backend.paths.database)

        def least(number: int) -> None:
            during = hour(number, 9)
            bounds = (
                number % ROOMS + 1,
                str(during.end),
                str(during.start),
                str(during.start - timedelta(hours=24)),
            )
            bare.execute(_BARE, bounds).fetchall()

        floor = p50(times(least, ROUNDS))
        bare.close()
        with backend.read(actor) as read:
            known = places(read)
            taken = times(lambda n: claims.in_the_way(read, known[n % ROOMS + 1].units, hour(n, 9)), ROUNDS)
            empty = times(lambda n: claims.in_the_way(read, known[n % ROOMS + 1].units, hour(n, 20)), ROUNDS)
            rooms = times(lambda n: free.free_rooms(read, hour(n, 20), 30), 100)
            out = times(lambda n: free.ways_out(read, n % ROOMS + 1, hour(n, 9), 30), 50)
    return [
        Figure("clash check, slot taken, p50", p50(taken), "ms", floor, 0.5, f"p99 {p99(taken):.3f} ms"),
        Figure("clash check, slot free, p50", p50(empty), "ms", floor, 0.5, f"p99 {p99(empty):.3f} ms"),
        Figure("free rooms among 50, p50", p50(rooms), "ms", 0, 10, f"p99 {p99(rooms):.2f} ms"),
        Figure("ways out of a clash, p50", p50(out), "ms", 0, 50, f"p99 {p99(out):.2f} ms"),
    ]
