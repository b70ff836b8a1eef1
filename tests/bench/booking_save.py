"""How long a save takes: check, rows, claim, audit line, commit with synchronous=FULL, among a million bookings.

The floor does the same inserts with bare sqlite3 in the same file, round by round in turn with ours, so that
both meet the same disk.
"""

import sqlite3
import time
from datetime import datetime, timedelta

from neighborcenter.backend import Backend
from neighborcenter.booking import service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.db import PRAGMAS
from tests.bench import Figure
from tests.bench._million import NOW, ROOMS, opened, p50, p99

ROUNDS = 400
FREE_HOUR = datetime(2026, 11, 24, 20)


def measure(scale: float = 1.0) -> list[Figure]:
    """Save of one booking, of a weekly series of 52, and of a visit."""
    with opened(scale, own=True) as (backend, actor):
        return [*_single(backend, actor), _series(backend, actor), _visit(backend, actor)]


def _slot(number: int) -> tuple[int, datetime, datetime]:
    start = FREE_HOUR + timedelta(days=number // ROOMS)
    return number % ROOMS + 1, start, start + timedelta(hours=1)


def _single(backend: Backend, actor: Actor) -> list[Figure]:
    bare = _Bare(str(backend.paths.database))
    ours: list[float] = []
    floor: list[float] = []
    processor: list[float] = []
    for number in range(ROUNDS):
        room, start, end = _slot(2 * number)
        draft = BookingDraft(room, start, end, "合唱队排练", "林秀英", people=8, client_key=f"bench-{number}")
        began, used = time.perf_counter(), time.thread_time()
        with backend.work(actor) as work:
            service.book(work, draft)
        ours.append((time.perf_counter() - began) * 1000)
        processor.append((time.thread_time() - used) * 1000)
        began = time.perf_counter()
        bare.book(*_slot(2 * number + 1))
        floor.append((time.perf_counter() - began) * 1000)
    bare.connection.close()
    least = p50(floor[20:])
    value = p50(ours[20:])
    note = f"{value / least:.1f} × the floor; p99 {p99(ours[20:]):.2f} ms; processor {p50(processor[20:]):.2f} ms"
    return [Figure("booking saved, p50", value, "ms", least, round(4 * least, 3), note)]


def _series(backend: Backend, actor: Actor) -> Figure:
    found = []
    for number in range(10):
        start = datetime(2027, 6, 1 + number, 21)
        draft = BookingDraft(
            number + 1,
            start,
            start + timedelta(minutes=45),
            "书法班",
            "林秀英",
            repeat="FREQ=WEEKLY;COUNT=52",
        )
        began = time.perf_counter()
        with backend.work(actor) as work:
            service.book(work, draft)
        found.append((time.perf_counter() - began) * 1000)
    return Figure(
        "weekly series of 52 saved, p50", p50(found), "ms", 0, 60, f"{p50(found) / 52:.2f} ms a day"
    )


def _visit(backend: Backend, actor: Actor) -> Figure:
    bare = _Bare(str(backend.paths.database))
    ours: list[float] = []
    floor: list[float] = []
    for number in range(ROUNDS // 2):
        draft = VisitDraft(service_id=number % 30 + 1, resident_id=number + 1, client_key=f"visit-{number}")
        began = time.perf_counter()
        with backend.work(actor) as work:
            desk.register_visit(work, draft)
        ours.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        bare.visit(number)
        floor.append((time.perf_counter() - began) * 1000)
    bare.connection.close()
    value, least = p50(ours[20:]), p50(floor[20:])
    note = f"{value / least:.1f} × the floor; p99 {p99(ours[20:]):.2f} ms"
    return Figure("visit registered, p50", value, "ms", least, round(4 * least, 3), note)


class _Bare:
    """The same transaction by hand: what no program over this file could go below."""

    def __init__(self, file: str) -> None:
        self.connection = sqlite3.connect(file, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)
        self.made = NOW.isoformat(sep=" ") + ".000000"

    def book(self, room: int, start: datetime, end: datetime) -> None:
        run = self.connection.execute
        s, e, since = str(start), str(end), str(start - timedelta(hours=24))
        run("BEGIN IMMEDIATE")
        taken = run(
            "SELECT id FROM claim WHERE unit_id = ? AND starts < ? AND ends > ? AND starts > ?",
            (room, e, s, since),
        ).fetchone()
        assert taken is None
        booking = run(
            "INSERT INTO booking (center_id, room_id, title, kind, who, people, created_at, client_key)"
            " VALUES (1, ?, '合唱队排练', 'hire', '林秀英', 8, ?, ?)",
            (room, self.made, f"bare-{room}-{s}"),
        ).lastrowid
        occurrence = run(
            "INSERT INTO occurrence (center_id, booking_id, room_id, starts, ends, status)"
            " VALUES (1, ?, ?, ?, ?, 'booked')",
            (booking, room, s, e),
        ).lastrowid
        run(
            "INSERT INTO claim (center_id, unit_id, starts, ends, occurrence_id) VALUES (1, ?, ?, ?, ?)",
            (room, s, e, occurrence),
        )
        self._sign(booking)
        run("COMMIT")

    def visit(self, number: int) -> None:
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        ref = run(
            "INSERT INTO visit (center_id, day, at, service_id, module_id, resident_id, heads, outcome, status,"
            " created_at, client_key) VALUES (1, ?, ?, ?, 1, ?, 1, 'done', 'kept', ?, ?)",
            (str(NOW.date()), str(NOW), number % 30 + 1, number + 1, self.made, f"bare-{number}"),
        ).lastrowid
        self._sign(ref)
        run("COMMIT")

    def _sign(self, ref: int | None) -> None:
        """What an audit line costs.  The head stays as it is: only the cost matters here."""
        self.connection.execute(
            "INSERT INTO audit_entry (center_id, at, actor, act, subject, ref_id, detail, hash)"
            " VALUES (1, ?, 'bare', 'bare', 'bench', ?, '{}', ?)",
            (self.made, ref, "0" * 64),
        )
        self.connection.execute("UPDATE audit_head SET count = count WHERE center_id = 1")
