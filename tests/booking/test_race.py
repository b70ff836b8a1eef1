"""Two desks press Save at the same moment: one gets it, the other is told, and never both.

For a room, the last speaker, a hold and the last place of an appointment.  NEIGHBORCENTER_RACE_ROUNDS runs more
rounds; the full table of 2, 4 and 8 writers is `python -m tests.bench --only race`.
"""

import os

import pytest

from tests.support.race import PRIZES, race, set_up

pytestmark = pytest.mark.both_engines
ROUNDS = int(os.environ.get("NEIGHBORCENTER_RACE_ROUNDS", "12"))


@pytest.fixture
def run(database, backend, center_id, paths, make):
    def start(prize: str, *, writers: int, rounds: int, **options):
        make.open_hours()
        rooms = tuple(make.room(f"活动室 {n}") for n in range(writers + 1))
        scene = set_up(backend, center_id, prize, rooms, rounds)
        return race(paths.data, database, center_id, scene, writers=writers, rounds=rounds, **options)

    return start


@pytest.mark.parametrize(
    ("prize", "writers"), [("room", 2), ("room", 8), *((prize, 3) for prize in PRIZES[1:])]
)
def test_one_writer_wins_every_round(run, prize, writers):
    outcome = run(prize, writers=writers, rounds=ROUNDS)
    assert outcome.errors == ()
    assert outcome.exactly_one == ROUNDS
    assert outcome.doubled == 0


def _is_try_again(error: str) -> bool:
    return "db.locked" in error or "deadlock detected" in error


@pytest.mark.parametrize(
    ("prize", "check", "guard"), [("room", True, False), *((prize, False, True) for prize in PRIZES)]
)
def test_the_check_alone_and_the_guard_alone_hold(run, prize, check, guard):
    outcome = run(prize, writers=3, rounds=10, check=check, guard=guard)
    # Without the lock that the check takes, PostgreSQL may end a crossing of two exclusions as a deadlock: one
    # desk is told to try again, which is a refusal like another.
    assert [error for error in outcome.errors if check or not _is_try_again(error)] == []
    assert outcome.exactly_one == 10
    assert outcome.doubled == 0


@pytest.mark.parametrize("prize", PRIZES)
def test_with_both_switched_off_the_race_doubles(run, prize):
    """The negative control: without it the tests above would prove nothing."""
    outcome = run(prize, writers=3, rounds=8, check=False, guard=False)
    assert outcome.doubled > 0
