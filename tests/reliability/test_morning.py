"""A morning at three windows on one database: nobody's number is lost, doubled or called twice.

NEIGHBORCENTER_MORNING_VISITORS=200 runs the full morning; `python -m tests.bench --only morning` measures it.
"""

import os

import pytest

from tests.support.morning import morning, set_up

pytestmark = pytest.mark.both_engines
VISITORS = int(os.environ.get("NEIGHBORCENTER_MORNING_VISITORS", "24"))


@pytest.fixture
def hall(database, backend, center_id, paths, make):
    set_up(backend, center_id)
    service_id = make.service("打印复印")

    def run(visitors: int, **options):
        return morning(paths.data, database, center_id, service_id, visitors, **options)

    return run


def test_three_windows_serve_everybody_once(hall):
    outcome = hall(VISITORS)
    assert outcome.errors == ()
    assert outcome.wrong == 0, outcome


def test_without_the_lock_the_schema_still_lets_nobody_be_served_twice(hall, engine):
    """SQLite takes one writer at a time anyway; on PostgreSQL the keys of the tables refuse what slips through.

    Only the lock keeps a window from calling somebody whom another has just finished with.
    """
    outcome = hall(12, check=False)
    assert outcome.numbers == outcome.tickets
    assert outcome.visits == outcome.done
    assert all("UniqueViolation" in error or "Stale" in error for error in outcome.errors)
