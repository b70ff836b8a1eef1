"""Speed of the month's figures on a center with a million visits over three years."""

import random
import sqlite3
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.times import Month
from neighborcenter.reports.figures import month_figures
from neighborcenter.reports.press import press
from tests.bench import Figure
from tests.support.builders import Builders, found_center

NOW = datetime(2026, 11, 23, 10, 15)
FIRST = date(2024, 1, 1)
INSTANT = "2026-11-23 00:00:00.000000"


def fill(folder: Path, visits: int) -> None:
    """A center with 9 modules, 60 services, 15 rooms and `visits` visits in the order they came."""
    backend = Backend.open(Paths(folder), clock=FixedClock(NOW), create=True)
    center_id = found_center(backend)
    make = Builders(backend, Builders.administrator(backend, center_id), None)
    modules = [make.module(f"模块 {at}") for at in range(9)]
    services = [make.service(f"服务 {at}", module=modules[at % 9]) for at in range(60)]
    rooms = [make.room(f"活动室 {at}") for at in range(15)]
    people = [make.resident() for _at in range(200)]
    make.open_hours()
    file = Paths(folder).database
    backend.close()
    chance = random.Random(1)
    span = (NOW.date() - FIRST).days
    moments = sorted(
        datetime.combine(FIRST + timedelta(days=chance.randrange(span)), datetime.min.time())
        + timedelta(hours=8 + chance.randrange(10), minutes=chance.randrange(60))
        for _at in range(visits)
    )
    with sqlite3.connect(file) as connection:
        connection.executemany(
            "INSERT INTO visit (center_id, day, at, service_id, module_id, resident_id, heads, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(center_id, moment, services, modules, people, chance) for moment in moments),
        )
        _book(connection, center_id, rooms)
        connection.execute("ANALYZE")


def _row(center_id: int, moment: datetime, services, modules, people, chance) -> tuple[object, ...]:
    at = chance.randrange(60)
    person = None if chance.random() < 0.3 else chance.choice(people)
    heads = 1 if person else 1 + chance.randrange(4)
    return (center_id, str(moment.date()), str(moment), services[at], modules[at % 9], person, heads, INSTANT)


def _book(connection: sqlite3.Connection, center_id: int, rooms: list[int]) -> None:
    """Three uses of every room a day for the last fourteen months."""
    connection.execute(
        "INSERT INTO booking (id, center_id, room_id, title, created_at) VALUES (1, ?, ?, '书法班', ?)",
        (center_id, rooms[0], INSTANT),
    )
    ref = 0
    for back in range(430):
        day = NOW.date() - timedelta(days=back)
        for room in rooms:
            for hour in (9, 14, 18):
                ref += 1
                span = (f"{day} {hour:02d}:00:00", f"{day} {hour + 2:02d}:00:00")
                connection.execute(
                    "INSERT INTO occurrence (id, center_id, booking_id, room_id, starts, ends) VALUES (?, ?, 1, ?, ?, ?)",
                    (ref, center_id, room, *span),
                )
                connection.execute(
                    "INSERT INTO claim (center_id, unit_id, starts, ends, occurrence_id) VALUES (?, ?, ?, ?, ?)",
                    (center_id, room, *span, ref),
                )


def measure(scale: float = 1.0) -> list[Figure]:
    """The best of five readings of October 2026; CPU milliseconds of this process."""
    visits = max(1000, int(1_000_000 * scale))
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), visits)
        backend = Backend.open(Paths(Path(folder)), clock=FixedClock(NOW))
        actor = Builders.administrator(backend, backend.centers()[0][0])
        best = float("inf")
        with backend.read(actor) as read:
            for _round in range(5):
                start = time.process_time()
                month_figures(read, Month(2026, 10))
                best = min(best, time.process_time() - start)
            start = time.process_time()
            printed = press(read, "month_summary", {"month": Month(2026, 10)}).pdf()
            paper = time.process_time() - start
        backend.close()
    note = f"{visits} visits, 15 rooms, three months compared"
    return [
        Figure("month figures", best * 1000, "ms", 0, 100, note),
        Figure(
            "month summary as PDF", paper, "s", 0, 1.0, f"{printed.pages} pages, fonts loaded the first time"
        ),
    ]
