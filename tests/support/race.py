"""Several programs that want the same room at the same moment: released by a barrier, round after round.

Each writer is a process of its own with its own open back office, as two windows or two desks are.  `check`
and `guard` switch off what stands between them and a double booking, to show that the race would find it.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking import claims, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.guards import GUARDS
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Clash

FIRST = datetime(2026, 11, 24, 9)
NOW = datetime(2026, 11, 23, 10, 15)
PATIENCE = 120


@dataclass(frozen=True)
class Outcome:
    """What came of a race."""

    rounds: int
    winners: dict[int, int]
    doubled: int
    errors: tuple[str, ...]

    @property
    def exactly_one(self) -> int:
        """Rounds with exactly one winner."""
        return sum(1 for n in range(self.rounds) if self.winners.get(n, 0) == 1)


def slot(number: int) -> tuple[datetime, datetime]:
    """The hour all writers want in a round: one an hour, ten a day."""
    start = FIRST + timedelta(days=number // 10, hours=number % 10)
    return start, start + timedelta(hours=1)


def race(
    data: Path,
    url: str | None,
    center_id: int,
    room_id: int,
    *,
    writers: int,
    rounds: int,
    check: bool = True,
    guard: bool = True,
) -> Outcome:
    """Let so many processes book the same hour, so many times.  The room must be empty and open 8 to 22."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(writers)
    results: Any = context.Queue()
    if not guard:
        _drop_guard(data, url)
    processes = [
        context.Process(
            target=_write, args=(str(data), url, center_id, room_id, number, rounds, check, barrier, results)
        )
        for number in range(writers)
    ]
    for process in processes:
        process.start()
    answers = [results.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    winners = Counter(number for won, _ in answers for number in won)
    errors = tuple(error for _, found in answers for error in found)
    return Outcome(rounds, dict(winners), _doubled(data, url), errors)


def _write(
    data: str,
    url: str | None,
    center_id: int,
    room_id: int,
    writer: int,
    rounds: int,
    check: bool,
    barrier: Any,
    results: Any,
) -> None:
    if not check:
        claims.in_the_way = lambda *_args, **_more: []  # type: ignore[assignment]
        claims.hold = lambda *_args: None  # type: ignore[assignment]
    backend = Backend.open(Paths(Path(data)), url, clock=FixedClock(NOW))
    actor: Actor = system_actor(center_id)
    won, errors = [], []
    with backend.read(actor) as read:
        read.value(sa.text("SELECT 1"))
    for number in range(rounds):
        start, end = slot(number)
        draft = BookingDraft(room_id, start, end, title=f"第 {writer} 窗口", who="前台")
        barrier.wait(PATIENCE)
        try:
            with backend.work(actor) as work:
                service.book(work, draft)
            won.append(number)
        except Clash:
            pass
        except Exception as error:  # every other answer is a finding of the race
            errors.append(f"{type(error).__name__}: {error}")
    backend.close()
    results.put((won, errors))


def _engine(data: Path, url: str | None) -> sa.Engine:
    return sa.create_engine(url or f"sqlite:///{Paths(data).database}", poolclass=sa.NullPool)


def _drop_guard(data: Path, url: str | None) -> None:
    engine = _engine(data, url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE claim DROP CONSTRAINT claim_overlap")
        else:
            for one in GUARDS:
                connection.exec_driver_sql(f"DROP TRIGGER {one.name}")
    engine.dispose()


def _doubled(data: Path, url: str | None) -> int:
    """Pairs of claims of one unit that overlap, counted by plain SQL."""
    engine = _engine(data, url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT COUNT(*) FROM claim a JOIN claim b ON a.unit_id = b.unit_id AND a.id < b.id"
            " AND a.starts < b.ends AND b.starts < a.ends"
        ).scalar_one()
    engine.dispose()
    return int(found)
