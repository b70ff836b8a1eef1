"""How long the data of the board take: a week of 50 full rooms is 4,200 bars; the floor fetches bare rows."""

import sqlite3
from datetime import date, timedelta

from neighborcenter.booking import queries
from neighborcenter.booking.board import board
from neighborcenter.booking.month import month_uses
from neighborcenter.booking.queries import BookingFilter
from tests.bench import Figure
from tests.bench._million import opened, p50, p99, times

_BARE = (
    "SELECT o.id, o.booking_id, o.room_id, o.starts, o.ends, b.title, b.who, b.kind, b.people, b.rule"
    " FROM occurrence o JOIN booking b ON b.id = o.booking_id"
    " WHERE o.center_id = 1 AND o.starts < ? AND o.starts > ? AND o.ends > ? AND o.status = 'booked'"
    " ORDER BY o.starts"
)

_COUNTED = (
    "SELECT o.room_id, substr(o.starts, 1, 10), COUNT(*) FROM occurrence o JOIN booking b ON b.id = o.booking_id"
    " WHERE o.center_id = 1 AND o.starts >= ? AND o.starts < ? AND o.status = 'booked'"
    " GROUP BY o.room_id, substr(o.starts, 1, 10)"
)


def measure(scale: float = 1.0) -> list[Figure]:
    """Week, day and month of the board; ids and a window of the list."""
    weeks = max(1, int(1_000_000 * scale) // 4200)
    first = date(2025, 1, 6)

    def monday(number: int) -> date:
        return first + timedelta(weeks=number * 7 % max(1, weeks - 6))

    with opened(scale) as (backend, actor):
        bare = sqlite3.connect(backend.paths.database)

        def least(number: int) -> None:
            start = monday(number)
            bounds = (
                f"{start + timedelta(days=7)} 00:00:00",
                f"{start - timedelta(days=1)} 00:00:00",
                f"{start} 00:00:00",
            )
            bare.execute(_BARE, bounds).fetchall()

        def counted(number: int) -> None:
            start = monday(number)
            bounds = (f"{start} 00:00:00", f"{start + timedelta(days=30)} 00:00:00")
            bare.execute(_COUNTED, bounds).fetchall()

        floor, month_floor = p50(times(least, 20)), p50(times(counted, 10))
        bare.close()
        with backend.read(actor) as read:
            shown = board(read, first, first + timedelta(days=7))
            bars = sum(len(row.bars) for row in shown.rooms)
            week = times(lambda n: board(read, monday(n), monday(n) + timedelta(days=7)), 40)
            day = times(lambda n: board(read, monday(n), monday(n) + timedelta(days=1)), 40)
            month = times(lambda n: month_uses(read, monday(n), monday(n) + timedelta(days=30)), 10)
            wanted = BookingFilter(first=first, end=first + timedelta(days=30))
            ids = queries.booking_ids(read, wanted)
            listed = times(lambda _n: queries.booking_ids(read, wanted), 10)
            window = times(lambda n: queries.booking_rows(read, ids[n * 60 : n * 60 + 60]), 40)
    return [
        Figure("week of 50 rooms, p50", p50(week), "ms", floor, 20, f"{bars:,} bars; p99 {p99(week):.1f} ms"),
        Figure("day of 50 rooms, p50", p50(day), "ms", 0, 8),
        Figure("month of 50 rooms counted, p50", p50(month), "ms", month_floor, 60),
        Figure("ids of a month's list, p50", p50(listed), "ms", 0, 120, f"{len(ids):,} rows"),
        Figure("60 rows of a list, p50", p50(window), "ms", 0, 5),
    ]
