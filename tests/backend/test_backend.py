"""The back office opens, keeps whole acts, and both engines agree."""

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend, metadata
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import NotAllowed, Unavailable
from neighborcenter.people.models import resident
from tests.support.builders import Builders

pytestmark = pytest.mark.both_engines


def test_an_act_is_kept_with_its_audit_line(backend: Backend, actor: Actor, make: Builders) -> None:
    ref = make.resident("王堃")
    with backend.work(actor) as work:
        work.update(resident, ref, phone="13905950001")
        work.record("people.change", "resident", ref)
    with backend.read(actor) as read:
        assert read.value(sa.select(resident.c.phone).where(resident.c.id == ref)) == "13905950001"
        assert backend.chain.findings(read.connection, actor.center_id) == []


def test_an_act_that_fails_leaves_nothing_behind(backend: Backend, actor: Actor) -> None:
    with pytest.raises(NotAllowed), backend.work(actor) as work:
        work.insert(resident, name="陈丽娟")
        raise NotAllowed("people.write")
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).select_from(resident)) == 0


def test_a_view_does_not_change_while_it_is_looked_at(backend: Backend, actor: Actor, make: Builders) -> None:
    """Two questions of one reading fit together although another window writes between them."""
    count = sa.select(sa.func.count()).select_from(resident)
    with backend.read(actor) as read:
        before = read.value(count)
        make.resident("王桂兰")
        assert read.value(count) == before
    with backend.read(actor) as read:
        assert read.value(count) == before + 1


def test_builders_make_one_of_everything(make: Builders, backend: Backend, actor: Actor) -> None:
    make.visit(resident=make.resident())
    make.booking(times=3)
    make.group()
    make.account()
    make.open_hours()
    with backend.read(actor) as read:
        for name in ("visit", "occurrence", "claim", "people_group", "hours", "service_module"):
            assert read.value(sa.select(sa.func.count()).select_from(metadata.tables[name])) > 0


def test_database_without_a_file_is_said_to_be_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(Unavailable) as caught:
        Backend.open(Paths(tmp_path_factory.mktemp("none")))
    assert caught.value.code == "db.missing"
