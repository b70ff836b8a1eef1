"""The race for the last place, and for the offer of a place that came free: processes released by a barrier, on SQLite
and on PostgreSQL, 1,000 rounds each.

Wanted: not one place given twice, exactly one winner in every round, no error; and the negative control, with
check and keys switched off, must double.
"""

import tempfile
from pathlib import Path
from typing import Any

from neighborcenter.backend import Backend
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from tests.activities.conftest import Program
from tests.bench import Figure
from tests.bench._engines import database_url, on_engines
from tests.bench._million import NOW
from tests.support import seat_race
from tests.support.builders import Builders, found_center
from tests.support.postgres import Server

WRITERS = (2, 4, 8)


def measure(scale: float = 1.0) -> list[Figure]:
    """Rounds with anything but one winner, for each number of writers and each engine."""
    rounds = max(5, int(1_000 * scale))
    return on_engines(lambda name, server: _on(name, server, rounds))


def _on(name: str, server: Server | None, rounds: int) -> list[Figure]:
    figures = []
    for act in (seat_race.enroll, seat_race.offer):
        for writers in WRITERS:
            outcome = _race(server, f"{act.__name__}{writers}", act, writers, rounds)
            wrong = rounds - outcome.exactly_one + outcome.doubled + len(outcome.errors)
            note = (
                f"{outcome.doubled} doubles, {outcome.exactly_one} of {rounds} with one winner, "
                f"{len(outcome.errors)} errors"
            )
            title = f"{name}, {act.__name__}, {writers} writers: wrong rounds"
            figures.append(Figure(title, wrong, "rounds", 0, 0.5, note))
    control = _race(server, "control", seat_race.enroll, 4, 10, off=True)
    note = "with check and keys off; it must double"
    figures.append(Figure(f"{name}, control: places given twice", control.doubled, "found/s", 0, 1, note))
    return figures


def _race(server: Server | None, name: str, act: Any, writers: int, rounds: int, *, off: bool = False):
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "data")
        url = database_url(server, name)
        backend = Backend.open(paths, url, clock=FixedClock(NOW), create=True)
        center = found_center(backend)
        actor = Builders.administrator(backend, center)
        goals = []
        for _round in range(rounds):
            with backend.work(actor) as work:
                program = Program(work, Builders(backend, actor, work))
                made = _offered if act is seat_race.offer else _last_seat
                goals.append(made(program, writers))
        backend.close()
        return seat_race.race(paths.data, url, center, goals, act, check=not off, guard=not off)


def _last_seat(program: Program, writers: int) -> list[int]:
    return [program.activity(seats=1)] * writers


def _offered(program: Program, writers: int) -> list[int]:
    """One place is free because a family of two waits in front; each desk gives it to another who waits."""
    activity = program.activity(seats=2, offer_hours=24)
    program.sign_up(activity)
    program.family(activity, program.person(), program.person())
    return [program.sign_up(activity).enrollment_id for _desk in range(writers)]
