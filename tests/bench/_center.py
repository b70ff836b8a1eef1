"""A center after four years: a million visits, half a million form entries, 100,000 bookings, 20,000 people.

It is the demonstration center grown by SQL alone: what happened in its months is laid back over the years day by
day, so that every ledger has rows that look like rows. Built once per machine and kept between runs. The resident
`busiest` has more rows than anybody else.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from neighborcenter.backend import Backend, install_guards
from neighborcenter.kit import migrate
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from tests.bench._demo import demo_folder
from tests.bench.people_search import _fill

DAYS = 1453
"""How far back visits, entries and uses of rooms go."""
_N = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)"
_BACK = "'-' || (i * 7919 % 1453) || ' days'"
# Every two hundredth row is about one person: 5,000 visits and 2,500 entries are more than anybody will have.
_WHO = "CASE WHEN i % 200 = 0 THEN :busiest WHEN i % 5 = 0 THEN NULL ELSE i * 7919 % :people + 1 END"

# Name, rows of a full center, and how they are made: `:count`, `:people`, `:busiest`, `:today` may be named.
_GROWN: tuple[tuple[str, int, str], ...] = (
    ("visits", 1_000_000, f"""{_N},
      s AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id, module_id FROM service)
      INSERT INTO visit (center_id, day, at, service_id, module_id, resident_id, visitor, heads, outcome, passed_to, status, created_at, created_by)
      SELECT 1, date(:today, {_BACK}), date(:today, {_BACK}) || printf(' %02d:%02d:00.000000', 8 + i % 9, i % 60),
       s.id, s.module_id, {_WHO}, CASE WHEN i % 5 = 0 AND i % 200 > 0 THEN '来访者 ' || (i % 997) ELSE '' END, 1 + (i % 31 = 0),
       CASE i % 9 WHEN 0 THEN 'passed_on' ELSE 'done' END, CASE i % 9 WHEN 0 THEN '镇便民中心' ELSE '' END, 'kept',
       date(:today, {_BACK}) || ' 02:15:00.000000', i % 3 + 1
      FROM n JOIN s ON s.place = i * 31 % (SELECT count(*) FROM service)"""),
    ("entries", 500_000, f"""{_N}, e AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, * FROM entry)
      INSERT INTO entry (center_id, form_id, version_id, module_id, day, resident_id, address, grid, answers, next_due, created_at, created_by)
      SELECT 1, form_id, version_id, module_id, date(:today, {_BACK}),
       CASE WHEN e.resident_id IS NULL THEN NULL WHEN i % 200 = 0 THEN :busiest ELSE i * 7919 % :people + 1 END,
       address, grid, answers, CASE WHEN next_due IS NULL THEN NULL ELSE date(:today, {_BACK}, '+15 days') END,
       date(:today, {_BACK}) || ' 02:15:00.000000', i % 3 + 1
      FROM n JOIN e ON e.place = i * 31 % (SELECT count(*) FROM entry WHERE id <= :entries)"""),
    ("bookings", 100_000, f"""{_N}, b AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, * FROM booking),
      r AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM room
       WHERE id NOT IN (SELECT parent_id FROM room WHERE parent_id IS NOT NULL))
      INSERT INTO booking (id, center_id, room_id, title, kind, resident_id, group_id, who, phone, people, created_at)
      SELECT 1000000 + i, 1, r.id, title, kind, CASE WHEN i % 200 = 0 THEN :busiest ELSE i * 7919 % :people + 1 END,
       group_id, who, phone, people, created_at
      FROM n JOIN b ON b.place = i % (SELECT count(*) FROM booking WHERE id < 1000000)
      JOIN r ON r.place = i % (SELECT count(*) FROM r)"""),
    ("occurrences", 100_000, f"""{_N}, r AS (SELECT count(*) AS rooms FROM room WHERE id NOT IN (SELECT parent_id FROM room WHERE parent_id IS NOT NULL)),
      t AS (SELECT i, 8 + i / rooms % 12 AS hour, date(:today, '-' || (120 + i / rooms / 12) || ' days') AS day FROM n, r)
      INSERT INTO occurrence (id, center_id, booking_id, room_id, starts, ends, status)
      SELECT 1000000 + i, 1, b.id, b.room_id, day || printf(' %02d:00:00.000000', hour), day || printf(' %02d:00:00.000000', hour + 1),
       CASE WHEN i % 40 = 0 THEN 'cancelled' ELSE 'booked' END FROM t JOIN booking b ON b.id = 1000000 + i"""),
    ("claims", 1, """INSERT INTO claim (center_id, unit_id, starts, ends, occurrence_id)
      SELECT 1, room_id, starts, ends, id FROM occurrence WHERE id >= 1000000 AND status = 'booked'"""),
    ("machines", 1, """INSERT INTO occurrence_resource (occurrence_id, resource_id, quantity)
      SELECT o.id, r.id, 1 FROM occurrence o JOIN resource r ON r.kind = 'equipment' AND r.id = o.id % 10 + 1
      WHERE o.id >= 1000000 AND o.status = 'booked'"""),
    ("sessions", 4_000, f"""{_N}, a AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM activity)
      INSERT INTO activity_session (id, center_id, activity_id, starts, ends, status, heads, created_at)
      SELECT 1000000 + i, 1, a.id, date(:today, {_BACK}) || ' 09:00:00.000000', date(:today, {_BACK}) || ' 10:30:00.000000',
       'held', 12, date(:today, {_BACK}) || ' 02:15:00.000000'
      FROM n JOIN a ON a.place = i % (SELECT count(*) FROM activity)"""),
    ("attendance", 100_000, f"""{_N} INSERT INTO attendance (center_id, session_id, resident_id, name, at, created_at)
      SELECT 1, s.id, p.id, p.name, s.starts, s.created_at
      FROM n JOIN activity_session s ON s.id = 1000000 + i % :sessions
      JOIN resident p ON p.id = CASE WHEN i % 200 = 0 THEN :busiest ELSE i * 7919 % :people + 1 END"""),
    ("enrollments", 50_000, f"""{_N}, a AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM activity)
      INSERT INTO enrollment (id, center_id, activity_id, resident_id, who, seats, status, created_at)
      SELECT 1000000 + i, 1, a.id, p.id, p.name, 1, 'enrolled', date(:today, {_BACK}) || ' 02:15:00.000000'
      FROM n JOIN a ON a.place = i % (SELECT count(*) FROM activity)
      JOIN resident p ON p.id = CASE WHEN i % 200 = 0 THEN :busiest ELSE i * 7919 % :people + 1 END"""),
    ("enrollees", 1, """INSERT INTO enrollee (center_id, enrollment_id, resident_id, name)
      SELECT 1, id, resident_id, who FROM enrollment WHERE id >= 1000000"""),
    ("volunteers", 600, f"""{_N} INSERT INTO volunteer (id, center_id, resident_id, number, status, since, registered_on, created_at)
      SELECT 1000000 + i, 1, i * 31 % :people + 1, printf('V%05d', 50000 + i), 'active', :today, :today, :today || ' 02:15:00.000000' FROM n"""),
    ("service hours", 100_000, f"""{_N}, p AS (SELECT min(id) AS id FROM post)
      INSERT INTO service_hours (center_id, volunteer_id, post_id, content, day, minutes, status, created_at)
      SELECT 1, 1000000 + i % :volunteers, p.id, '文明劝导', date(:today, {_BACK}), 60 + i % 90, 'entered',
       date(:today, {_BACK}) || ' 02:15:00.000000' FROM n, p"""),
    ("shifts", 20_000, f"""{_N}, p AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM post)
      INSERT INTO shift (id, center_id, post_id, starts, ends, created_at)
      SELECT 1000000 + i, 1, p.id, date(:today, {_BACK}) || ' 08:30:00.000000', date(:today, {_BACK}) || ' 11:30:00.000000',
       :today || ' 02:15:00.000000' FROM n JOIN p ON p.place = i % (SELECT count(*) FROM post)"""),
    ("assignments", 40_000, f"""{_N} INSERT INTO assignment (center_id, shift_id, volunteer_id, status, created_at)
      SELECT 1, 1000000 + i / 2, 1000000 + i % :volunteers, 'present', :today || ' 02:15:00.000000' FROM n
      WHERE 1000000 + i / 2 IN (SELECT id FROM shift)"""),
    ("feedback", 10_000, f"""{_N} INSERT INTO activity_feedback (center_id, activity_id, score, words, created_at)
      SELECT 1, a.id, 3 + i % 3, '讲得清楚', date(:today, {_BACK}) || ' 02:15:00.000000'
      FROM n JOIN activity a ON a.id = i % (SELECT count(*) FROM activity) + 1"""),
    ("repairs", 2_000, f"""{_N} INSERT INTO resource_absence (center_id, resource_id, starts, ends, reason, created_at, created_by)
      SELECT 1, r.id, date(:today, {_BACK}) || ' 08:00:00.000000', date(:today, {_BACK}, '+2 days') || ' 18:00:00.000000',
       '换电池', date(:today, {_BACK}) || ' 02:15:00.000000', 1
      FROM n JOIN resource r ON r.id = i % 10 + 1"""),
    ("tags", 6_000, f"""{_N} INSERT OR IGNORE INTO resident_tag (resident_id, tag_id)
      SELECT i * 7919 % :people + 1, t.id FROM n JOIN care_tag t ON t.id = i % (SELECT count(*) FROM care_tag) + 1"""),
    ("audit lines", 300_000, f"""{_N}
      INSERT INTO audit_entry (center_id, at, account_id, actor, act, subject, ref_id)
      SELECT 1, date(:today, {_BACK}) || ' 02:15:00.000000', 1, '周敏', 'people.update_resident', 'resident',
       CASE WHEN i % 200 = 0 THEN :busiest ELSE i * 7919 % :people + 1 END FROM n"""),
)  # fmt: skip
_HOMES = """
INSERT INTO household (id, center_id, community, building, door, created_at)
  SELECT 1000000 + min(id), 1, min(community), building, door, min(created_at) FROM resident
  WHERE household_id IS NULL AND building <> '' GROUP BY building, door;
UPDATE resident SET household_id = (SELECT h.id FROM household h WHERE h.center_id = 1
   AND h.building = resident.building AND h.door = resident.door AND h.id >= 1000000)
  WHERE household_id IS NULL;
"""
_GRIDS = ("霞美里", "桂花里", "花城苑", "滨江小区", "文昌巷", "新港路", "东门", "西郊")


@dataclass(frozen=True, slots=True)
class Grown:
    """The installation, its last day, and the resident with the most rows."""

    paths: Paths
    today: date
    busiest: int


def built(scale: float) -> Grown:
    """The center with a million times `scale` visits and the rest in proportion; kept between runs."""
    plain = demo_folder()
    folder = plain.parent / f"center-{scale:g}-{migrate.head()}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(plain, folder)
        (folder / "complete").unlink()
        _grow(Paths(folder), scale)
        (folder / "complete").touch()
    today, busiest = _facts(Paths(folder))
    return Grown(Paths(folder), today, busiest)


@contextmanager
def opened(scale: float) -> Iterator[tuple[Backend, Actor, Grown]]:
    """The back office open on it, at noon of its last day."""
    grown = built(scale)
    backend = Backend.open(grown.paths, clock=FixedClock(datetime.combine(grown.today, time(12))))
    try:
        yield backend, system_actor(1), grown
    finally:
        backend.close()


def _facts(paths: Paths) -> tuple[date, int]:
    connection = sqlite3.connect(paths.database)
    try:
        (today,) = connection.execute("SELECT max(day) FROM visit").fetchone()
        return date.fromisoformat(today), 7
    finally:
        connection.close()


def _grow(paths: Paths, scale: float) -> None:
    people = max(1_000, int(20_000 * scale))
    after = _facts_of_people(paths)
    _fill(paths.database, people - after, after)
    today, busiest = _facts(paths)
    connection = sqlite3.connect(paths.database, isolation_level=None)
    connection.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA foreign_keys=OFF;")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("BEGIN")
    for at, grid in enumerate(_GRIDS):
        connection.execute(
            "UPDATE resident SET community = ? WHERE community = '' AND id % 8 = ?", (grid, at)
        )
    connection.executescript(_HOMES)
    counts = {name: max(1, int(rows * scale)) for name, rows, _made in _GROWN}
    known = {
        "people": people, "busiest": busiest, "today": today.isoformat(),
        "entries": connection.execute("SELECT max(id) FROM entry").fetchone()[0],
        "sessions": counts["sessions"], "volunteers": counts["volunteers"],
    }  # fmt: skip
    for name, _rows, statement in _GROWN:
        wanted = {**known, "count": counts[name]}
        connection.execute(statement, {key: value for key, value in wanted.items() if f":{key}" in statement})
    if connection.in_transaction:
        connection.execute("COMMIT")
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    backend = Backend.open(paths)
    with backend.engine.execution_options(write=True).begin() as again:
        install_guards(again)
    backend.close()


def _facts_of_people(paths: Paths) -> int:
    connection = sqlite3.connect(paths.database)
    try:
        return int(connection.execute("SELECT max(id) FROM resident").fetchone()[0])
    finally:
        connection.close()
