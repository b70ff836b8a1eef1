"""A scripted morning: so many visitors, three windows, each window a process of its own on one database.

Every window gives numbers, calls whoever is next and finishes them until the hall is empty. What must hold
afterwards is counted by plain SQL: every visitor has one number, was called once and left one visit behind.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.desk.queue import calling_service, queries, service, setup_service
from neighborcenter.desk.queue.drafts import FinishDraft, TicketDraft, WindowDraft
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.work import Work

PATIENCE = 180
WINDOWS = 3


@dataclass(frozen=True)
class Morning:
    """What came of it: rows by plain SQL, the slowest act in milliseconds, answers that were no refusal."""

    visitors: int
    tickets: int
    numbers: int
    calls: int
    called: int
    visits: int
    done: int
    slowest_ms: float
    errors: tuple[str, ...]
    again: int = 0
    """Who was put aside and called a second time."""

    @property
    def wrong(self) -> int:
        """How many things do not stand as they should."""
        figures = (self.tickets, self.numbers, self.calls - self.again, self.called, self.visits, self.done)
        return sum(1 for figure in figures if figure != self.visitors) + len(self.errors)


def set_up(backend: Backend, center_id: int) -> None:
    """The queue with three windows, each calling everybody."""
    with backend.work(system_actor(center_id)) as work:
        setup_service.switch(work, on=True)
        for number in range(2, WINDOWS + 1):
            setup_service.add_window(work, WindowDraft(number))


def morning(
    data: Path, url: str | None, center_id: int, service_id: int, visitors: int, *, check: bool = True
) -> Morning:
    """Let the three windows work through the visitors.  `check` off takes away the lock that all acts share."""
    context: Any = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload(["tests.support.morning"])
    barrier, results = context.Barrier(WINDOWS), context.Queue()
    shares = shares_of(visitors)
    processes = [
        context.Process(
            target=_window,
            args=(str(data), url, center_id, service_id, n, shares[n], check, barrier, results),
        )
        for n in range(WINDOWS)
    ]
    for process in processes:
        process.start()
    answers = [results.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    slowest = max(worst for worst, _ in answers)
    return Morning(visitors, *counted(data, url), slowest, tuple(e for _, found in answers for e in found))


def shares_of(visitors: int) -> list[int]:
    """How many visitors come to each window."""
    return [visitors // WINDOWS + (n < visitors % WINDOWS) for n in range(WINDOWS)]


def _window(
    data: str, url: str | None, center_id: int, service_id: int, place: int, share: int, check: bool,
    barrier: Any, results: Any,
) -> None:  # fmt: skip
    if not check:
        Work.one_at_a_time = lambda *_args: None  # type: ignore[assignment,method-assign]
    backend = Backend.open(Paths(Path(data)), url, clock=Clock())
    actor = system_actor(center_id)
    errors: list[str] = []
    slowest = 0.0
    with backend.read(actor) as read:
        window_id = queries.windows(read)[place].id
    barrier.wait(PATIENCE)
    left = share
    while True:
        began = time.perf_counter()
        try:
            if left:
                with backend.work(actor) as work:
                    service.take(work, TicketDraft(service_id=service_id, client_key=f"{place}-{left}"))
                left -= 1
            with backend.work(actor) as work:
                called = calling_service.call_next(work, window_id)
            with backend.work(actor) as work:
                service.finish(work, FinishDraft(called.ticket_id))
        except Invalid as refused:
            if refused.problems[0].code == "queue.nobody" and not left:
                break
        except Exception as error:  # every other answer is a finding
            errors.append(f"{type(error).__name__}: {error}")
            if len(errors) > 50:
                break
        slowest = max(slowest, (time.perf_counter() - began) * 1000)
    backend.close()
    results.put((slowest, errors))


_COUNTS = (
    "SELECT COUNT(*) FROM ticket",
    "SELECT COUNT(*) FROM (SELECT DISTINCT day, code FROM ticket) AS codes",
    "SELECT COUNT(*) FROM ticket_call",
    "SELECT COUNT(*) FROM (SELECT DISTINCT ticket_id FROM ticket_call) AS called",
    "SELECT COUNT(*) FROM visit WHERE status = 'kept'",
    "SELECT COUNT(*) FROM ticket WHERE status = 'done' AND visit_id IS NOT NULL",
)


def counted(data: Path, url: str | None) -> tuple[int, ...]:
    """The figures of a morning, in the order of `Morning`."""
    engine = sa.create_engine(url or f"sqlite:///{Paths(data).database}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        found = tuple(int(connection.exec_driver_sql(words).scalar_one()) for words in _COUNTS)
    engine.dispose()
    return found
