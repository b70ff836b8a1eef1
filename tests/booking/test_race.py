"""Two desks press Save at the same moment: one gets the room, the other is told, and never both."""

import pytest

from tests.support.race import race

pytestmark = pytest.mark.both_engines


@pytest.fixture
def run(database, backend, center_id, paths, house):
    def start(**options):
        return race(paths.data, database, center_id, house.calligraphy, **options)

    return start


@pytest.mark.parametrize("writers", [2, 8])
def test_one_writer_wins_every_hour(run, writers):
    outcome = run(writers=writers, rounds=40)
    assert outcome.errors == ()
    assert outcome.exactly_one == 40
    assert outcome.doubled == 0


def _is_try_again(error: str) -> bool:
    return "db.locked" in error or "deadlock detected" in error


@pytest.mark.parametrize(("check", "guard"), [(True, False), (False, True)])
def test_the_check_alone_and_the_guard_alone_hold(run, check, guard):
    outcome = run(writers=4, rounds=25, check=check, guard=guard)
    # Without the lock that the check takes, PostgreSQL may end a crossing of two exclusions as a deadlock: one
    # desk is told to try again, which is a refusal like another.
    assert [error for error in outcome.errors if check or not _is_try_again(error)] == []
    assert outcome.exactly_one == 25
    assert outcome.doubled == 0


def test_with_both_switched_off_the_race_doubles(run):
    """The negative control: without it the tests above would prove nothing."""
    outcome = run(writers=4, rounds=10, check=False, guard=False)
    assert outcome.doubled > 0
