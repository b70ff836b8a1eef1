"""What the rules of booking cost inside a save, among a million bookings, for somebody who books often.

The floor asks the two questions no rulebook can do without (who may not book; what was booked in the month) with
bare sqlite3 in the same file.
"""

import sqlite3
import time
from datetime import datetime, timedelta

from neighborcenter.booking import judging
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook import service, starting
from neighborcenter.booking.rulebook.book import book_of
from neighborcenter.kit.times import TimeRange
from tests.bench import Figure
from tests.bench._million import opened, p50, p99

OFTEN = 300
"""So many bookings has the resident whose quota is counted."""
ROUNDS = 300
START = datetime(2026, 11, 26, 20)


def measure(scale: float = 1.0) -> list[Figure]:
    """The verdict on one booking with every starting rule in force."""
    with opened(scale, own=True) as (backend, actor):
        with backend.work(actor) as work:
            starting.make_starting_rules(work)
            for rule in book_of(work).rules:
                if not rule.active:
                    service.switch_rule(work, rule.rule_id, active=True)
            work.connection.exec_driver_sql(
                f"UPDATE booking SET resident_id = 7 WHERE id IN (SELECT id FROM booking LIMIT {OFTEN})"
            )
        draft = BookingDraft(1, START, START + timedelta(hours=1), "合唱队排练", resident_id=7, people=8)
        floor = _floor(str(backend.paths.database))
        ours: list[float] = []
        with backend.read(actor) as read:
            place = places(read)[1]
            for _round in range(ROUNDS):
                began = time.thread_time()
                judging.judge(read, draft, place, [TimeRange(START, START + timedelta(hours=1))])
                ours.append((time.thread_time() - began) * 1000)
    value = p50(ours[20:])
    note = f"{value / floor:.1f} × the floor; p99 {p99(ours[20:]):.2f} ms; {OFTEN} bookings of one resident"
    return [Figure("rules in a save, p50", value, "ms", floor, 0.5, note)]


def _floor(file: str) -> float:
    connection = sqlite3.connect(file, isolation_level=None)
    found = []
    for _round in range(ROUNDS):
        began = time.thread_time()
        connection.execute(
            "SELECT id FROM booking_bar WHERE resident_id = 7 AND lifted_at IS NULL"
        ).fetchall()
        connection.execute(
            "SELECT o.starts, o.ends FROM booking b JOIN occurrence o ON o.booking_id = b.id WHERE b.resident_id = 7"
            " AND o.starts >= '2026-11-01 00:00:00' AND o.starts < '2026-12-01 00:00:00'"
        ).fetchall()
        found.append((time.thread_time() - began) * 1000)
    connection.close()
    return p50(found[20:])
