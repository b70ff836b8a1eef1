"""How long a sign-up takes among a thousand activities and a hundred thousand sign-ups.

The floor does the same inserts (sign-up, person, place, audit line) with bare sqlite3 in the same file, round by
round in turn with ours, so that both meet the same disk.
"""

import sqlite3
import tempfile
import time
from pathlib import Path

from neighborcenter.activities import enroll_service, queries, service, session_service
from neighborcenter.activities.drafts import ActivityDraft, EnrollDraft, PersonDraft, SessionsDraft
from neighborcenter.activities.kinds import SeatKind
from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.db import PRAGMAS
from neighborcenter.kit.paths import Paths
from tests.bench import Figure
from tests.bench._million import NOW, p50, p99
from tests.support.builders import found_center

ROUNDS = 200
ACTIVITIES = 1_000
_MADE = "'2026-11-01 02:15:00.000000'"
_COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1) "
_ROWS = (
    "INSERT INTO resident (id, center_id, name, birth_date, phone, created_at) SELECT i + 1, 1, '居民 ' || i,"
    f" '1970-01-01', '138' || printf('%08d', i), {_MADE} FROM n",
    "INSERT INTO activity (id, center_id, title, status, first_day, last_day, created_at) SELECT i + 1, 1,"
    f" '书法班 ' || i, 'published', date('2026-01-01', i || ' days'), date('2026-03-01', i || ' days'), {_MADE} FROM n",
    "INSERT INTO activity_session (center_id, activity_id, starts, ends, created_at) SELECT 1, i / 8 + 1,"
    " date('2026-01-01', (i / 8 + 7 * (i % 8)) || ' days') || ' 09:00:00',"
    f" date('2026-01-01', (i / 8 + 7 * (i % 8)) || ' days') || ' 11:00:00', {_MADE} FROM n",
    "INSERT INTO seat_pool (id, center_id, activity_id, kind, capacity) SELECT i + 1, 1, i + 1, 'seat', 120 FROM n",
    "INSERT INTO enrollment (id, center_id, activity_id, resident_id, who, seats, position, created_at)"
    f" SELECT i + 1, 1, i / 100 + 1, i + 1, '居民 ' || i, 1, i % 100 + 1, {_MADE} FROM n",
    "INSERT INTO enrollee (id, center_id, enrollment_id, resident_id, name) SELECT i + 1, 1, i + 1, i + 1,"
    " '居民 ' || i FROM n",
    "INSERT INTO seat (pool_id, no, capacity, enrollment_id) SELECT i / 100 + 1, i % 100 + 1, 120, i + 1 FROM n",
)
_EACH = (100, 1, 8, 1, 100, 100, 100)


def measure(scale: float = 1.0) -> list[Figure]:
    """One sign-up, the list of all activities, and the card of a full one."""
    with tempfile.TemporaryDirectory() as folder:
        backend = Backend.open(Paths(Path(folder) / "data"), clock=FixedClock(NOW), create=True)
        actor = system_actor(found_center(backend))
        _fill(backend, max(50, int(ACTIVITIES * scale)))
        figures = [*_sign_ups(backend, actor), _list(backend, actor)]
        backend.close()
    return figures


def _fill(backend: Backend, activities: int) -> None:
    connection = sqlite3.connect(str(backend.paths.database))
    for statement, each in zip(_ROWS, _EACH, strict=True):
        columns, rows = statement.split(" SELECT ", 1)
        connection.execute(f"{columns} {_COUNT} SELECT {rows}", {"count": activities * each})
    connection.commit()
    connection.close()


def _sign_ups(backend: Backend, actor: Actor) -> list[Figure]:
    with backend.work(actor) as work:
        ref = service.create(work, ActivityDraft(title="八段锦", places={SeatKind.SEAT: 2 * ROUNDS + 10}))
        start = NOW.replace(day=28, hour=9)
        session_service.add_sessions(
            work, SessionsDraft(ref, start, start.replace(hour=11), repeat="FREQ=WEEKLY;COUNT=10")
        )
        service.publish(work, ref)
    bare = _Bare(str(backend.paths.database), ref)
    ours: list[float] = []
    floor: list[float] = []
    wall: list[float] = []
    for number in range(ROUNDS):
        draft = EnrollDraft(ref, people=(PersonDraft(resident_id=number + 1),), sure=True)
        began, used = time.perf_counter(), time.thread_time()
        with backend.work(actor) as work:
            enroll_service.enroll(work, draft)
        wall.append((time.perf_counter() - began) * 1000)
        ours.append((time.thread_time() - used) * 1000)
        used = time.thread_time()
        bare.enroll(2 * ROUNDS + 10 - number)
        floor.append((time.thread_time() - used) * 1000)
    bare.connection.close()
    note = f"p99 {p99(ours[20:]):.1f} ms; by the clock {p50(wall[20:]):.1f} ms"
    return [Figure("sign-up saved, processor p50", p50(ours[20:]), "ms", p50(floor[20:]), 12, note)]


def _list(backend: Backend, actor: Actor) -> Figure:
    found = []
    for _ in range(5):
        used = time.thread_time()
        with backend.read(actor) as read:
            rows = queries.activities(read)
        found.append((time.thread_time() - used) * 1000)
    return Figure(
        "list of all activities, processor", p50(found), "ms", 0, 400, f"{len(rows)} rows with places counted"
    )


class _Bare:
    """The least a sign-up could be: four inserts and a commit."""

    def __init__(self, file: str, activity: int) -> None:
        self.connection = sqlite3.connect(file, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)
        self.activity = activity
        self.pool, self.capacity = self.connection.execute(
            "SELECT id, capacity FROM seat_pool WHERE activity_id = ?", (activity,)
        ).fetchone()

    def enroll(self, place: int) -> None:
        """Sign resident number `place` up in that place."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        made = "2026-11-23 02:15:00.000000"
        ref = run(
            "INSERT INTO enrollment (center_id, activity_id, resident_id, who, seats, position, created_at)"
            " VALUES (1, ?, ?, '居民', 1, ?, ?)",
            (self.activity, place, place, made),
        ).lastrowid
        run(
            "INSERT INTO enrollee (center_id, enrollment_id, resident_id, name) VALUES (1, ?, ?, '居民')",
            (ref, place),
        )
        run("INSERT INTO seat VALUES (?, ?, ?, ?)", (self.pool, place, self.capacity, ref))
        run("COMMIT")
