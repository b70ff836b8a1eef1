"""Races for a room, the last speaker, a hold and the last place: processes released by a barrier.

On SQLite and on PostgreSQL, 2, 4 and 8 writers, 1,000 rounds each (`python -m tests.bench --only race`; times the scale).
Wanted: nothing given twice, exactly one winner in every round, no error; and the negative control, with check and
guard switched off, must double.
"""

import tempfile
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from tests.bench import Figure
from tests.bench._engines import database_url, on_engines
from tests.bench._million import NOW
from tests.support.builders import Builders, found_center
from tests.support.postgres import Server
from tests.support.race import PRIZES, Outcome, race, set_up

WRITERS = (2, 4, 8)
ROUNDS = 1000


def measure(scale: float = 1.0) -> list[Figure]:
    """Rounds with anything but one winner, for each prize, number of writers and engine."""
    rounds = max(10, int(ROUNDS * scale))
    return on_engines(lambda name, server: _on(name, server, rounds))


def _on(name: str, server: Server | None, rounds: int) -> list[Figure]:
    figures = []
    for prize in PRIZES:
        for writers in WRITERS:
            outcome = _race(server, prize, f"race_{prize}_{writers}", writers, rounds)
            wrong = rounds - outcome.exactly_one + outcome.doubled + len(outcome.errors)
            note = (
                f"{outcome.doubled} doubles, {outcome.exactly_one} of {rounds} with one winner, "
                f"{len(outcome.errors)} errors"
            )
            title = f"{name}, {prize}, {writers} writers: wrong rounds"
            figures.append(Figure(title, wrong, "rounds", 0, 0.5, note))
        control = _race(server, prize, f"control_{prize}", 4, 10, off=True)
        note = "with check and guard off; it must double"
        title = f"{name}, {prize}, control: rounds that doubled"
        figures.append(Figure(title, control.doubled, "found/s", 0, 1, note))
    return figures


def _race(
    server: Server | None, prize: str, name: str, writers: int, rounds: int, *, off: bool = False
) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "data")
        url = database_url(server, name)
        backend = Backend.open(paths, url, clock=FixedClock(NOW), create=True)
        center = found_center(backend)
        make = Builders(backend, Builders.administrator(backend, center), None)
        make.open_hours()
        rooms = tuple(make.room(f"活动室 {n}") for n in range(writers + 1))
        scene = set_up(backend, center, prize, rooms, rounds)
        backend.close()
        return race(
            paths.data, url, center, scene, writers=writers, rounds=rounds, check=not off, guard=not off
        )
