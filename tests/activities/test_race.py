"""Desks that press Save at the same moment for the last place, or answer one offer: one wins, never two.

The long races, a thousand rounds of 2, 4 and 8 desks, are a measure: `python -m tests.bench --only seat_race`.
"""

import pytest

from neighborcenter.activities import enroll_service
from neighborcenter.activities.kinds import EnrollmentStatus
from tests.activities.conftest import Program
from tests.support import seat_race
from tests.support.seat_race import race

pytestmark = pytest.mark.both_engines


@pytest.fixture
def run(database, center_id, paths):
    def start(goals, act, **options):
        return race(paths.data, database, center_id, goals, act, **options)

    return start


@pytest.fixture
def prepare(backend, actor, make):
    """So many activities with one place each; with `offered` their one place is offered to who waited first."""

    def made(rounds: int, waiting: int = 0, *, offered: bool = False) -> list[list[int]]:
        goals = []
        for _ in range(rounds):
            with backend.work(actor) as work:
                program = Program(work, type(make)(backend, actor, work))
                activity = program.activity(seats=1, offer_hours=24)
                if not waiting:
                    goals.append([activity])
                    continue
                first = program.sign_up(activity)
                line = [program.sign_up(activity).enrollment_id for _ in range(waiting)]
                left = enroll_service.leave(work, first.enrollment_id)
                assert [one.status for one in left.promoted] == [EnrollmentStatus.OFFERED]
                goals.append(line)
        return goals

    return made


@pytest.mark.parametrize("writers", [2, 8])
def test_one_writer_gets_the_last_place(run, prepare, writers) -> None:
    goals = [row * writers for row in prepare(12)]
    outcome = run(goals, seat_race.enroll)
    assert outcome.errors == ()
    assert outcome.exactly_one == 12
    assert outcome.doubled == 0


def test_one_answer_takes_the_offer(run, prepare) -> None:
    goals = [[row[0]] * 4 for row in prepare(8, waiting=1)]
    outcome = run(goals, seat_race.accept)
    assert outcome.errors == ()
    assert outcome.exactly_one == 8
    assert outcome.doubled == 0


def test_a_free_place_is_offered_to_one(run, backend, actor, make) -> None:
    """One place is free because a family of two waits in front; each desk gives it to another single."""
    goals = []
    for _ in range(8):
        with backend.work(actor) as work:
            program = Program(work, type(make)(backend, actor, work))
            activity = program.activity(seats=2, offer_hours=24)
            program.sign_up(activity)
            program.family(activity, program.person(), program.person())
            goals.append([program.sign_up(activity).enrollment_id for _ in range(4)])
    outcome = run(goals, seat_race.offer)
    assert outcome.errors == ()
    assert outcome.exactly_one == 8
    assert outcome.doubled == 0


@pytest.mark.parametrize(("check", "guard"), [(True, False), (False, True)])
def test_the_check_alone_and_the_guard_alone_hold(run, prepare, check, guard) -> None:
    goals = [row * 4 for row in prepare(10)]
    outcome = run(goals, seat_race.enroll, check=check, guard=guard)
    assert outcome.errors == ()
    assert outcome.exactly_one == 10
    assert outcome.doubled == 0


def test_with_both_switched_off_the_race_doubles(run, prepare) -> None:
    """The negative control: without it the tests above would prove nothing."""
    goals = [row * 4 for row in prepare(5)]
    outcome = run(goals, seat_race.enroll, check=False, guard=False)
    assert outcome.doubled > 0
