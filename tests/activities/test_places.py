"""Past every service the database itself keeps places from being given twice or lying beyond the capacity."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.activities.models import seat, seat_pool

pytestmark = pytest.mark.both_engines


@pytest.fixture
def full(backend, actor, make):
    """A pool of two, both given, kept."""
    from tests.activities.conftest import Program

    with backend.work(actor) as work:
        program = Program(work, type(make)(backend, actor, work))
        activity = program.activity(seats=2)
        one = program.sign_up(activity).enrollment_id
        program.sign_up(activity)
    with backend.read(actor) as read:
        pool = read.value(sa.select(seat_pool.c.id).where(seat_pool.c.activity_id == activity))
    return pool, one


def refused(backend, statement) -> bool:
    engine = backend.engine.execution_options(write=True)
    try:
        with engine.begin() as connection:
            connection.execute(statement)
    except IntegrityError:
        return True
    return False


def test_a_number_is_given_once(backend, full) -> None:
    pool, one = full
    assert refused(backend, seat.insert().values(pool_id=pool, no=2, capacity=2, enrollment_id=one))


def test_no_number_lies_beyond_the_capacity(backend, full) -> None:
    pool, one = full
    assert refused(backend, seat.insert().values(pool_id=pool, no=3, capacity=2, enrollment_id=one))


def test_a_capacity_cannot_be_made_up(backend, full) -> None:
    pool, one = full
    assert refused(backend, seat.insert().values(pool_id=pool, no=3, capacity=3, enrollment_id=one))


def test_a_pool_cannot_shrink_below_what_is_given(backend, full) -> None:
    pool, _one = full
    assert refused(backend, seat_pool.update().where(seat_pool.c.id == pool).values(capacity=1))


def test_a_pool_that_grows_takes_its_places_along(backend, actor, full) -> None:
    pool, _one = full
    assert not refused(backend, seat_pool.update().where(seat_pool.c.id == pool).values(capacity=5))
    with backend.read(actor) as read:
        assert {row[0] for row in read.rows(sa.select(seat.c.capacity))} == {5}
