"""The race for one hour: processes released by a barrier, on SQLite and on PostgreSQL, 300 rounds each.

Wanted: not one double booking, exactly one winner in every round, no error; and the negative control, with
check and guard switched off, must double.
"""

import tempfile
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from tests.bench import Figure
from tests.bench._million import NOW
from tests.support.builders import Builders, found_center
from tests.support.postgres import Server, binaries
from tests.support.race import race

WRITERS = (2, 4, 8)


def measure(scale: float = 1.0) -> list[Figure]:
    """Rounds with anything but one winner, for each number of writers and each engine."""
    rounds = max(10, int(300 * scale))
    figures = _on("SQLite", None, rounds)
    if binaries() is not None:
        server = Server()
        try:
            figures += _on("PostgreSQL", server, rounds)
        finally:
            server.stop()
    return figures


def _on(name: str, server: Server | None, rounds: int) -> list[Figure]:
    figures = []
    for writers in WRITERS:
        outcome = _race(server, f"race{writers}", writers, rounds)
        wrong = rounds - outcome.exactly_one + outcome.doubled + len(outcome.errors)
        note = f"{outcome.doubled} doubles, {outcome.exactly_one} of {rounds} with one winner, {len(outcome.errors)} errors"
        figures.append(Figure(f"{name}, {writers} writers: wrong rounds", wrong, "rounds", 0, 0.5, note))
    control = _race(server, "control", 4, 10, off=True)
    note = "with check and guard off; it must double"
    figures.append(Figure(f"{name}, control: rounds that doubled", control.doubled, "found/s", 0, 1, note))
    return figures


def _race(server: Server | None, name: str, writers: int, rounds: int, *, off: bool = False):
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "data")
        url = None
        if server is not None:
            server.statement(f"CREATE DATABASE {name}")
            url = server.url(name)
        backend = Backend.open(paths, url, clock=FixedClock(NOW), create=True)
        center = found_center(backend)
        make = Builders(backend, Builders.administrator(backend, center), None)
        make.open_hours()
        room = make.room("多功能厅")
        backend.close()
        return race(
            paths.data, url, center, room, writers=writers, rounds=rounds, check=not off, guard=not off
        )
