"""How long a save takes: check, rows, claim, audit line, commit with synchronous=FULL, among a million bookings.

The floor does the same inserts with bare sqlite3 in the same file, round by round in turn with ours, so that
both meet the same disk.
"""

import sqlite3
import time
from dataclasses import replace
from datetime import datetime, timedelta

from neighborcenter.backend import Backend
from neighborcenter.booking import resource_service, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind, ResourceKind
from neighborcenter.booking.resource_drafts import ResourceDraft
from neighborcenter.booking.rulebook.service import add_rule
from neighborcenter.booking.rulebook.starting import BEGINNING, OFFERED
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.db import PRAGMAS
from tests.bench import Figure
from tests.bench._million import NOW, ROOMS, opened, p50, p99

ROUNDS = 400
FREE_HOUR = datetime(2026, 11, 24, 20)


def measure(scale: float = 1.0) -> list[Figure]:
    """Save of one booking, of a weekly series of 52, of a visit; then the same bookings with every rule on."""
    with opened(scale, own=True) as (backend, actor):
        plain = [*_single(backend, actor), _series(backend, actor, 0), _visit(backend, actor)]
        with backend.work(actor) as work:
            for rule in (*BEGINNING, *OFFERED):
                add_rule(work, replace(rule, note="bench"))
        return [*plain, _ruled(backend, actor), _loaded(backend, actor), _series(backend, actor, 10)]


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


def _ruled(backend: Backend, actor: Actor) -> Figure:
    """One booking of a resident, judged by all the rules a center is offered: quotas, rows, notice, buffers, fees."""
    processor: list[float] = []
    for number in range(ROUNDS // 2):
        room, start, end = _slot(number + 1000)
        draft = BookingDraft(
            room, start, end, "合唱队排练", resident_id=number + 1, people=8, client_key=f"ruled-{number}"
        )
        used = time.thread_time()
        with backend.work(actor) as work:
            service.book(work, draft)
        processor.append((time.thread_time() - used) * 1000)
    note = f"p99 {p99(processor[20:]):.2f} ms"
    return Figure("booking saved with every rule on, processor p50", p50(processor[20:]), "ms", 0, 2, note)


def _loaded(backend: Backend, actor: Actor) -> Figure:
    """One booking with two rooms, a speaker, forty chairs and somebody of the staff."""
    with backend.work(actor) as work:
        speaker = resource_service.add_resource(work, ResourceDraft("音响", quantity=2))
        chairs = resource_service.add_resource(work, ResourceDraft("折叠椅", quantity=120))
        barber = resource_service.add_resource(work, ResourceDraft("理发师", ResourceKind.STAFF))
    processor: list[float] = []
    for number in range(100):
        start = datetime(2028, 1, 3, 20) + timedelta(days=number)
        wanted = BookingDraft(
            1,
            start,
            start + timedelta(hours=1),
            "义剪",
            for_center=True,
            kind=BookingKind.SERVICE,
            also_rooms=(2,),
            resources=((speaker, 1), (chairs, 40), (barber, 1)),
        )
        used = time.thread_time()
        with backend.work(actor) as work:
            service.book(work, wanted)
        processor.append((time.thread_time() - used) * 1000)
    return Figure(
        "booking with two rooms and 42 things saved, processor p50", p50(processor[10:]), "ms", 0, 6, ""
    )


def _series(backend: Backend, actor: Actor, first_room: int) -> Figure:
    found = []
    for number in range(10):
        start = datetime(2027, 6, 1 + number, 21)
        draft = BookingDraft(
            first_room + number + 1,
            start,
            start + timedelta(minutes=45),
            "书法班",
            for_center=True,
            kind=BookingKind.COURSE,
            repeat="FREQ=WEEKLY;COUNT=52",
        )
        began = time.perf_counter()
        with backend.work(actor) as work:
            service.book(work, draft)
        found.append((time.perf_counter() - began) * 1000)
    name = "weekly series of 52 saved" + (" with every rule on" if first_room else "")
    return Figure(f"{name}, p50", p50(found), "ms", 0, 60, f"{p50(found) / 52:.2f} ms a day")


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
