"""The race for the last place: processes released by a barrier, on SQLite and on PostgreSQL, 1,000 rounds each.

Wanted: not one place given twice, exactly one winner in every round, no error; and the negative control, with
check and keys switched off, must double.
"""

import tempfile
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from tests.activities.conftest import Program
from tests.bench import Figure
from tests.bench._million import NOW
from tests.support import seat_race
from tests.support.builders import Builders, found_center
from tests.support.postgres import Server, binaries

WRITERS = (2, 4, 8)


def measure(scale: float = 1.0) -> list[Figure]:
    """Rounds with anything but one winner, for each number of writers and each engine."""
    rounds = max(5, int(1_000 * scale))
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
        outcome = _race(server, f"seats{writers}", writers, rounds)
        wrong = rounds - outcome.exactly_one + outcome.doubled + len(outcome.errors)
        note = f"{outcome.doubled} doubles, {outcome.exactly_one} of {rounds} with one winner, {len(outcome.errors)} errors"
        figures.append(Figure(f"{name}, {writers} writers: wrong rounds", wrong, "rounds", 0, 0.5, note))
    control = _race(server, "control", 4, 10, off=True)
    note = "with check and keys off; it must double"
    figures.append(Figure(f"{name}, control: places given twice", control.doubled, "found/s", 0, 1, note))
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
        actor = Builders.administrator(backend, center)
        goals = []
        with backend.work(actor) as work:
            program = Program(work, Builders(backend, actor, work))
            goals = [[program.activity(seats=1)] * writers for _ in range(rounds)]
        backend.close()
        return seat_race.race(paths.data, url, center, goals, seat_race.enroll, check=not off, guard=not off)
