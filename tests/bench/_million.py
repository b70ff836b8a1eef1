"""A database with a million bookings and a million visits, built once per machine in well under a minute.

The rows are made by SQL alone (recursive counting), with triggers and foreign keys off while it lasts; the
guards are put back and the keys checked at the end.  50 rooms, twelve one-hour bookings a day from 8 to 20
on 1,667 days from 2025-01-01; the hour from 20 to 21 stays free for new ones.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from neighborcenter.backend import Backend, install_guards
from neighborcenter.kit import migrate
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths

ROOMS = 50
SERVICES = 30
NOW = datetime(2026, 11, 23, 10, 15)
CENTER = 1
_COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1) "
_MADE = "'2026-11-23 02:15:00.000000'"
_DAY = "date('2025-01-01', (i / 600) || ' days')"
_START = f"{_DAY} || printf(' %02d:00:00', 8 + (i / 50) % 12)"
_END = f"{_DAY} || printf(' %02d:00:00', 9 + (i / 50) % 12)"
_VISIT_DAY = "date('2022-12-01', (i * 7919 % 1453) || ' days')"

_FIXED = f"""
INSERT INTO center (id, code, name, created_at) VALUES (1, '350582001', '双沟社区邻里中心', {_MADE});
INSERT INTO site (id, center_id, name) VALUES (1, 1, '主楼');
INSERT INTO service_module (id, center_id, number, key, name, created_at)
  VALUES (1, 1, '1', 'one', '党群服务', {_MADE});
"""
_COUNTED = (
    ("rooms", "INSERT INTO room (id, center_id, site_id, name, capacity, position)"
     " SELECT i + 1, 1, 1, '活动室 ' || (i + 1), 10 + i * 2, i FROM n"),
    ("hours", "INSERT INTO hours (center_id, weekday, opens, closes) SELECT 1, i, '08:00', '22:00' FROM n"),
    ("services", "INSERT INTO service (id, center_id, module_id, name, status, created_at)"
     f" SELECT i + 1, 1, 1, '事项 ' || (i + 1), 'published', {_MADE} FROM n"),
    ("residents", "INSERT INTO resident (id, center_id, name, phone, building, door, created_at)"
     f" SELECT i + 1, 1, '居民 ' || (i + 1), '138' || printf('%08d', i), i % 200 || ' 幢', '301', {_MADE} FROM n"),
    ("bookings", "INSERT INTO booking (id, center_id, room_id, title, kind, who, people, created_at)"
     " SELECT i + 1, 1, i % 50 + 1, '合唱队排练 ' || (i % 997),"
     " CASE i % 5 WHEN 0 THEN 'party' WHEN 1 THEN 'course' WHEN 2 THEN 'activity' WHEN 3 THEN 'service'"
     f" ELSE 'hire' END, '林秀英', 12, {_MADE} FROM n"),
    ("bookings", "INSERT INTO occurrence (id, center_id, booking_id, room_id, starts, ends, status)"
     f" SELECT i + 1, 1, i + 1, i % 50 + 1, {_START}, {_END}, 'booked' FROM n"),
    ("bookings", "INSERT INTO claim (id, center_id, unit_id, starts, ends, occurrence_id)"
     f" SELECT i + 1, 1, i % 50 + 1, {_START}, {_END}, i + 1 FROM n"),
    ("visits", "INSERT INTO visit (id, center_id, day, at, service_id, module_id, resident_id, heads, outcome,"
     " status, created_at)"
     f" SELECT i + 1, 1, {_VISIT_DAY}, {_VISIT_DAY} || printf(' %02d:%02d:00', 8 + i % 9, i % 60),"
     " (i * 31 % 30) + 1, 1, CASE WHEN i % 5 = 0 THEN NULL ELSE (i * 7919 % :residents) + 1 END, 1,"
     f" CASE i % 9 WHEN 0 THEN 'passed_on' ELSE 'done' END, 'kept', {_MADE} FROM n"),
)  # fmt: skip


def built(scale: float) -> Paths:
    """The installation with a million times `scale` bookings and visits; kept between runs."""
    home = Path(tempfile.gettempdir()) / f"neighborcenter-bench-{os.getuid()}"
    folder = home / f"million-{scale:g}-{migrate.head()}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _build(Paths(folder), scale)
        (folder / "complete").touch()
    return Paths(folder)


@contextmanager
def opened(scale: float, *, own: bool = False) -> Iterator[tuple[Backend, Actor]]:
    """The back office open on it; with `own` on a copy that may be written to."""
    paths = built(scale)
    with tempfile.TemporaryDirectory() as copy:
        if own:
            shutil.copytree(paths.data, Path(copy) / "data")
            paths = Paths(Path(copy) / "data")
        backend = Backend.open(paths, clock=FixedClock(NOW))
        try:
            yield backend, system_actor(CENTER)
        finally:
            backend.close()


def times(act: Callable[[int], object], rounds: int, *, processor: bool = True) -> list[float]:
    """Milliseconds of each round, by the thread's processor time or by the clock."""
    now = time.thread_time if processor else time.perf_counter
    act(0)
    found = []
    for number in range(1, rounds + 1):
        began = now()
        act(number)
        found.append((now() - began) * 1000)
    return found


def p50(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)


def p99(values: list[float]) -> float:
    """All but one in a hundred are at most this."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def _build(paths: Paths, scale: float) -> None:
    backend = Backend.open(paths, clock=FixedClock(NOW), create=True)
    backend.close()
    million = max(600, int(1_000_000 * scale))
    counts = {
        "rooms": ROOMS, "hours": 7, "services": SERVICES, "bookings": million, "visits": million,
        "residents": max(100, million // 5),
    }  # fmt: skip
    connection = sqlite3.connect(paths.database, isolation_level=None)
    connection.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA foreign_keys=OFF;")
    for name, table in connection.execute(
        "SELECT name, tbl_name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        if table in ("claim", "occurrence", "booking", "visit"):
            connection.execute(f"DROP TRIGGER {name}")
    connection.executescript("BEGIN;" + _FIXED)
    for name, statement in _COUNTED:
        into, _, rest = statement.partition(" SELECT ")
        params = {"count": counts[name], "residents": counts["residents"]}
        used = {key: value for key, value in params.items() if key == "count" or f":{key}" in statement}
        connection.execute(f"{into} {_COUNT} SELECT {rest}", used)
    connection.execute("COMMIT")
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    backend = Backend.open(paths, clock=FixedClock(NOW))
    with backend.engine.execution_options(write=True).begin() as again:
        install_guards(again)
    backend.close()
