"""Several programs that want the same last place, or the same freed one, at the same moment.

Like `race.py`: each writer is a process with its own open back office, released by a barrier round after round.
`check` and `guard` switch off the lock and the counting, and the keys of the table, to show that the race would
find what they prevent.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities import enroll_service, places, records, signing, waiting, waiting_service
from neighborcenter.activities.drafts import EnrollDraft, PersonDraft
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.backend import Backend
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Clash, Invalid
from neighborcenter.kit.work import Work

NOW = datetime(2026, 11, 23, 10, 15)
PATIENCE = 120
"""Seconds for one step of a race, and beyond one second a round for the whole of it."""


@dataclass(frozen=True)
class Outcome:
    """What came of a race: how many won each round, doubled places, and answers that were no refusal."""

    winners: tuple[int, ...]
    doubled: int
    errors: tuple[str, ...]

    @property
    def exactly_one(self) -> int:
        """Rounds with exactly one winner."""
        return sum(1 for count in self.winners if count == 1)


def enroll(work: Work, goal: int) -> bool:
    """Sign somebody up for the one place of activity `goal`; a win is a place, not a turn in line."""
    done = enroll_service.enroll(work, EnrollDraft(goal, people=(PersonDraft(name="居民"),)))
    return done.status is EnrollmentStatus.ENROLLED


def accept(work: Work, goal: int) -> bool:
    """Take the offer of sign-up `goal`."""
    waiting_service.accept(work, goal)
    return True


def offer(work: Work, goal: int) -> bool:
    """Give the one free place to sign-up `goal`, out of turn: every writer to another who waits."""
    waiting_service.offer(work, goal, "情况特殊")
    return True


def race(
    data: Path,
    url: str | None,
    center_id: int,
    goals: list[list[int]],
    act: Callable[[Work, int], bool],
    *,
    check: bool = True,
    guard: bool = True,
) -> Outcome:
    """Let one process for each column of `goals` do `act` in every row at the same moment."""
    context = multiprocessing.get_context("spawn")
    writers = len(goals[0])
    barrier = context.Barrier(writers)
    results: Any = context.Queue()
    if not guard:
        _drop_guard(data, url)
    processes = [
        context.Process(
            target=_write,
            args=(str(data), url, center_id, [row[number] for row in goals], act, check, barrier, results),
        )
        for number in range(writers)
    ]
    for process in processes:
        process.start()
    answers = [results.get(timeout=PATIENCE + len(goals)) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    won = [number for numbers, _ in answers for number in numbers]
    errors = tuple(error for _, found in answers for error in found)
    return Outcome(tuple(won.count(n) for n in range(len(goals))), _doubled(data, url), errors)


def _write(
    data: str,
    url: str | None,
    center_id: int,
    goals: list[int],
    act: Callable[[Work, int], bool],
    check: bool,
    barrier: Any,
    results: Any,
) -> None:
    if not check:
        _forget_the_check()
    backend = Backend.open(Paths(Path(data)), url, clock=FixedClock(NOW))
    actor = system_actor(center_id)
    won, errors = [], []
    with backend.read(actor) as read:
        read.value(sa.text("SELECT 1"))
    for number, goal in enumerate(goals):
        barrier.wait(PATIENCE)
        try:
            with backend.work(actor) as work:
                winner = act(work, goal)
            if winner:
                won.append(number)
        except (Clash, Invalid):
            pass
        except Exception as error:  # every other answer is a finding of the race
            errors.append(f"{type(error).__name__}: {error}")
    backend.close()
    results.put((won, errors))


def _forget_the_check() -> None:
    """As a program that counted before the lock would see it: every place is free."""
    records.hold = lambda *_args: None  # type: ignore[assignment]
    signing.waits = lambda *_args: 0  # type: ignore[assignment]
    waiting.settle = lambda *_args: ()  # type: ignore[assignment]
    places.free_of = lambda found: {kind: pool.capacity for kind, pool in found.items()}  # type: ignore[assignment]


def _engine(data: Path, url: str | None) -> sa.Engine:
    return sa.create_engine(url or f"sqlite:///{Paths(data).database}", poolclass=sa.NullPool)


def _drop_guard(data: Path, url: str | None) -> None:
    """Make the table of places one without keys and checks."""
    engine = _engine(data, url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE seat")
        connection.exec_driver_sql(
            "CREATE TABLE seat (pool_id BIGINT, no INTEGER, capacity INTEGER, enrollment_id BIGINT)"
        )
    engine.dispose()


def _doubled(data: Path, url: str | None) -> int:
    """Places beyond what there is, counted by plain SQL."""
    engine = _engine(data, url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT COALESCE(SUM(given - capacity), 0) FROM (SELECT p.capacity, COUNT(s.no) AS given"
            " FROM seat_pool p JOIN seat s ON s.pool_id = p.id GROUP BY p.id, p.capacity) AS pools"
            " WHERE given > capacity"
        ).scalar_one()
    engine.dispose()
    return int(found)
