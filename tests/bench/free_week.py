"""What is free: fifty rooms over a week among a million bookings, with and without equipment; slots of a week.

The floor is reading the same claims by bare sqlite3.
"""

import sqlite3
from datetime import datetime, timedelta

from neighborcenter.booking import appointment_queries, free, plan_service, resource_service
from neighborcenter.booking.resource_drafts import PlanDraft, ResourceDraft
from neighborcenter.kit.times import TimeRange
from tests.bench import Figure
from tests.bench._million import opened, p50, p99, times

MONDAY = datetime(2026, 11, 23)
_BARE = (
    "SELECT unit_id, starts, ends FROM claim WHERE unit_id BETWEEN 1 AND 50 AND starts < ? AND starts > ?"
    " ORDER BY unit_id, starts"
)


def measure(scale: float = 1.0) -> list[Figure]:
    """Free stretches of all rooms in a week; rooms free at an hour with equipment; free slots of two weeks."""
    with opened(scale, own=True) as (backend, actor):
        with backend.work(actor) as work:
            resource_service.add_resource(work, ResourceDraft("音响", quantity=2))
            resource_service.add_resource(work, ResourceDraft("折叠椅", quantity=120))
            plan = plan_service.add_plan(work, PlanDraft("量血压", 1, minutes=15, capacity=3))
        bare = sqlite3.connect(backend.paths.database)
        week = (str(MONDAY + timedelta(days=7)), str(MONDAY - timedelta(days=1)))
        floor = p50(times(lambda _n: bare.execute(_BARE, week).fetchall(), 40))
        bare.close()

        def hour(number: int) -> TimeRange:
            start = MONDAY + timedelta(days=number % 7, hours=20)
            return TimeRange(start, start + timedelta(hours=1))

        with backend.read(actor) as read:
            gaps = times(lambda _n: free.free_stretches(read, MONDAY.date(), 7, 10), 40)
            things = times(lambda n: free.free_rooms(read, hour(n), 10, ("音响", "折叠椅:40")), 100)
            day = MONDAY.date()
            slots = times(
                lambda _n: appointment_queries.free_slots(read, plan, day, day + timedelta(days=13)), 40
            )
    return [
        Figure(
            "free stretches, 50 rooms, a week, p50", p50(gaps), "ms", floor, 20, f"p99 {p99(gaps):.1f} ms"
        ),
        Figure("free rooms with equipment, p50", p50(things), "ms", 0, 10, f"p99 {p99(things):.2f} ms"),
        Figure("free slots of two weeks, p50", p50(slots), "ms", 0, 20, f"p99 {p99(slots):.1f} ms"),
    ]
