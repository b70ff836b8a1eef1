"""A morning of 200 visitors at three windows, three processes on one database, SQLite and PostgreSQL.

First by the services alone, as fast as they go; then by three whole programs with keys under their fingers. Wanted:
nobody's number lost, doubled or called twice, no act that keeps a window waiting for a second, and no window that
stands still for 50 ms of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from neighborcenter.backend import Backend
from neighborcenter.catalog import queries as catalog
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.pinyin import pinyin_keys
from neighborcenter.kit.search import put_keys
from tests.bench import Figure
from tests.bench._engines import database_url, on_engines
from tests.support.builders import Builders, found_center
from tests.support.morning import Morning, counted, morning, set_up, shares_of
from tests.support.postgres import Server

VISITORS = 200
RESIDENTS = 400
STOP_MS = 50
ROOT = Path(__file__).resolve().parents[2]


class Hall(NamedTuple):
    """Where the morning takes place."""

    data: Path
    url: str | None
    center_id: int
    service_id: int
    accounts: tuple[int, ...]


def measure(scale: float = 1.0) -> list[Figure]:
    """Wrong rows, the slowest act and the longest stop of a window, for each engine."""
    visitors = max(9, int(VISITORS * scale))
    return on_engines(lambda name, server: _figures(name, server, visitors))


def _figures(name: str, server: Server | None, visitors: int) -> list[Figure]:
    with _hall(server, "bare") as hall:
        bare = morning(hall.data, hall.url, hall.center_id, hall.service_id, visitors)
    with _hall(server, "whole") as hall:
        answers = windows(hall, visitors)
        figures = counted(hall.data, hall.url)
    errors = tuple(error for answer in answers for error in answer["errors"])
    aside = sum(answer["aside"] for answer in answers)
    whole = Morning(visitors, *figures, max(answer["act most"] for answer in answers), errors, aside)
    worst = max(answers, key=lambda answer: answer["longest"])
    half = max(answer["act half"] for answer in answers)
    last = max(answer["act 95"] for answer in answers)
    above = sum(answer["above"] for answer in answers)
    shared = max(answer["longest as it was"] for answer in answers)
    long = sum(answer["above as it was"] for answer in answers)
    clock = max(answer["longest by the clock"] for answer in answers)
    return [
        Figure(f"{name}, services at three windows: wrong rows", bare.wrong, "rows", 0, 0.5, _note(bare)),
        Figure(f"{name}, services at three windows: slowest act", bare.slowest_ms, "ms", 0, 1000, _note(bare)),
        Figure(f"{name}, three programs: wrong rows", whole.wrong, "rows", 0, 0.5, _note(whole)),
        Figure(f"{name}, three programs: longest stop of a window", worst["longest"], "ms", 0, STOP_MS, worst["step"]),
        Figure(f"{name}, three programs: stops above {STOP_MS} ms", above, "", 0, 0.5, "at full speed"),
        Figure(f"{name}, three programs: longest stop on the shared processor", shared, "ms", 0, 0, f"{long} above {STOP_MS} ms; {clock:.0f} ms by the clock"),
        Figure(f"{name}, three programs: key to screen, 95 of 100", last, "ms", 0, 0, f"half within {half:.0f} ms"),
    ]  # fmt: skip


def _note(outcome: Morning) -> str:
    errors = f", first error: {outcome.errors[0][:300]}" if outcome.errors else ""
    return f"{outcome.visitors} visitors, {outcome.calls} calls, {len(outcome.errors)} errors{errors}"


@contextmanager
def _hall(server: Server | None, name: str) -> Iterator[Hall]:
    """A center with residents, one service, three windows with somebody at each."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "data")
        url = database_url(server, name)
        backend = Backend.open(paths, url, clock=Clock(), create=True)
        center = found_center(backend)
        make = Builders(backend, Builders.administrator(backend, center), None)
        set_up(backend, center)
        service_id = make.service("量血压")
        with backend.work(make.actor) as work:
            put_keys(work, catalog.KIND, service_id, pinyin_keys("量血压"))
        for named in ("王桂兰", "林秀梅", "陈美华"):
            make.resident(named)
        for _each in range(RESIDENTS):
            make.resident()
        accounts = tuple(make.account(name=person) for person in ("周敏", "吴敏", "陈敏"))
        backend.close()
        yield Hall(paths.data, url, center, service_id, accounts)


def windows(hall: Hall, visitors: int) -> list[dict[str, Any]]:
    """Three whole programs at work on one database; what each has to say.  Raises RuntimeError when one breaks."""
    processes = []
    for place, share in enumerate(shares_of(visitors)):
        line = [
            sys.executable, "-m", "tests.bench._morning_child", str(hall.data), hall.url or "-",
            str(hall.accounts[place]), str(place), str(share),
        ]  # fmt: skip
        processes.append(
            subprocess.Popen(
                line, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
        )  # fmt: skip
    try:
        for process in processes:
            assert process.stdout is not None
            if process.stdout.readline().strip() != "ready":
                raise RuntimeError(f"a window did not open: {process.communicate()[1][-3000:]}")
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [_answer(process) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def _answer(process: "subprocess.Popen[str]") -> dict[str, Any]:
    out, err = process.communicate(timeout=1800)
    if process.returncode:
        raise RuntimeError(f"a window ended with {process.returncode}: {err[-3000:]}")
    found: dict[str, Any] = json.loads(out)
    return found
