"""How long a series of 52 takes to be looked at and changed, among a million bookings with everything on.

The floor is the 52 checks of who is in the way, without which no answer is possible.
"""

import time
from datetime import datetime, timedelta

from neighborcenter.backend import Backend
from neighborcenter.booking import claims, series_service, service
from neighborcenter.booking.drafts import BookingDraft, SeriesChange
from neighborcenter.booking.kinds import Scope
from neighborcenter.booking.series import preview
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.times import TimeRange
from tests.bench import Figure
from tests.bench._million import opened, p50

ROUNDS = 10
LATER = datetime(2026, 11, 24, 21, 0).time()


def measure(scale: float = 1.0) -> list[Figure]:
    """Preview and act: every day an hour later, and all days from the tenth on."""
    with opened(scale, own=True) as (backend, actor):
        asked = [_booked(backend, actor, number) for number in range(ROUNDS)]
        return [_preview(backend, actor, asked), _changed(backend, actor, asked)]


def _booked(backend: Backend, actor: Actor, number: int) -> tuple[int, ...]:
    start = datetime(2026, 11, 24 + number % 5, 20)
    draft = BookingDraft(
        number + 1,
        start,
        start + timedelta(minutes=45),
        "书法班",
        "林秀英",
        repeat="FREQ=WEEKLY;COUNT=52",
        outside_hours=True,
    )
    with backend.work(actor) as work:
        return service.book(work, draft).occurrence_ids


def _preview(backend: Backend, actor: Actor, asked: list[tuple[int, ...]]) -> Figure:
    ours, floor = [], []
    for number, days in enumerate(asked):
        change = SeriesChange(days[0], Scope.ALL, starts_at=LATER, outside_hours=True)
        start = datetime(2026, 11, 24 + number % 5, 21)
        with backend.read(actor) as read:
            preview(read, change)
            began = time.perf_counter()
            found = preview(read, change)
            ours.append((time.perf_counter() - began) * 1000)
            assert len(found.days) == 52
            began = time.perf_counter()
            for week in range(52):
                at = start + timedelta(weeks=week)
                claims.in_the_way(read, [number + 1], TimeRange(at, at + timedelta(minutes=45)))
            floor.append((time.perf_counter() - began) * 1000)
    least = p50(floor)
    return Figure("series of 52 looked at before a change, p50", p50(ours), "ms", least, 60, "")


def _changed(backend: Backend, actor: Actor, asked: list[tuple[int, ...]]) -> Figure:
    ours = []
    for days in asked:
        change = SeriesChange(days[10], Scope.FOLLOWING, starts_at=LATER, outside_hours=True)
        began = time.perf_counter()
        with backend.work(actor) as work:
            series_service.change_series(work, change)
        ours.append((time.perf_counter() - began) * 1000)
    return Figure("series of 52 split and moved, p50", p50(ours), "ms", 0, 120, "")
