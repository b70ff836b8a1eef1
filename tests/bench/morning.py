"""A morning of 200 visitors at three windows, three processes on one database, SQLite and PostgreSQL.

Wanted: nobody's number lost, doubled or called twice, and no act that keeps a window waiting for a second.
"""

import tempfile
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.paths import Paths
from tests.bench import Figure
from tests.support.builders import Builders, found_center
from tests.support.morning import Morning, morning, set_up
from tests.support.postgres import Server, binaries

VISITORS = 200


def measure(scale: float = 1.0) -> list[Figure]:
    """Wrong rows after the morning, and the slowest act, for each engine."""
    visitors = max(9, int(VISITORS * scale))
    figures = _figures("SQLite", _run(None, visitors))
    if binaries() is not None:
        server = Server()
        try:
            figures += _figures("PostgreSQL", _run(server, visitors))
        finally:
            server.stop()
    return figures


def _figures(name: str, outcome: Morning) -> list[Figure]:
    note = f"{outcome.visitors} visitors, {outcome.calls} calls, {len(outcome.errors)} errors"
    return [
        Figure(f"{name}, morning at three windows: wrong rows", outcome.wrong, "rows", 0, 0.5, note),
        Figure(f"{name}, morning at three windows: slowest act", outcome.slowest_ms, "ms", 0, 1000, note),
    ]


def _run(server: Server | None, visitors: int) -> Morning:
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "data")
        url = None
        if server is not None:
            server.statement("CREATE DATABASE morning")
            url = server.url("morning")
        backend = Backend.open(paths, url, clock=Clock(), create=True)
        center = found_center(backend)
        make = Builders(backend, Builders.administrator(backend, center), None)
        set_up(backend, center)
        service_id = make.service("打印复印")
        backend.close()
        return morning(paths.data, url, center, service_id, visitors)
