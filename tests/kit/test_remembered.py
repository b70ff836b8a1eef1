"""What a connection remembers: never longer than it is true."""

import pytest
import sqlalchemy as sa

from neighborcenter.center.models import hours, room
from neighborcenter.kit.remembered import remembered

pytestmark = pytest.mark.both_engines
TABLES = frozenset({"room"})


@pytest.fixture
def names():
    """Loads the names of the rooms and counts how often it did."""
    loads = []

    def load(read):
        loads.append(1)
        return [row.name for row in read.rows(sa.select(room.c.name).order_by(room.c.id))]

    def ask(read):
        return remembered(read, "test.names", TABLES, load)

    ask.loads = loads
    return ask


def test_the_second_question_loads_nothing(backend, actor, make, names):
    make.room("书法室")
    for _ in range(3):
        with backend.read(actor) as read:
            assert names(read) == ["书法室"]
    assert len(names.loads) == 1


def test_another_programs_change_is_seen_and_another_programs_booking_costs_no_load(
    backend, actor, make, database, paths, names
):
    from neighborcenter.backend import Backend

    make.room("书法室")
    other = Backend.open(paths, database, clock=backend.clock)
    with backend.read(actor) as read:
        names(read)
    with other.work(actor) as work:
        work.insert(hours, weekday=0, opens="08:00", closes="12:00")
    with backend.read(actor) as read:
        assert names(read) == ["书法室"]
    assert len(names.loads) == 1
    with other.work(actor) as work:
        work.execute(room.update().values(name="国画室"))
    other.close()
    with backend.read(actor) as read:
        assert names(read) == ["国画室"]


def test_ones_own_change_is_seen_at_once_and_forgotten_with_a_rollback(backend, actor, make, names):
    make.room("书法室")
    with backend.read(actor) as read:
        names(read)
    with pytest.raises(RuntimeError), backend.work(actor) as work:
        work.execute(room.update().values(name="国画室"))
        assert names(work) == ["国画室"]
        raise RuntimeError
    with backend.read(actor) as read:
        assert names(read) == ["书法室"]
    with backend.work(actor) as work:
        work.execute(room.update().values(name="国画室"))
    with backend.read(actor) as read:
        assert names(read) == ["国画室"]
