"""One act is kept as a whole or not at all, under one lock, with its line in the trail."""

import threading

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.center.models import site
from neighborcenter.kit import settings
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.problems import NotAllowed, NotFound, Stale, Unavailable
from neighborcenter.kit.settings import Setting
from neighborcenter.kit.work import Work
from neighborcenter.people.models import household

pytestmark = pytest.mark.both_engines

GREETING = Setting("test.greeting", "你好", "Greeting")


def lines(backend: Backend) -> list[str]:
    with backend.engine.connect() as connection:
        return list(connection.scalars(sa.select(audit_entry.c.act).order_by(audit_entry.c.id)))


def test_what_one_act_writes_is_there_for_the_next(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        ref = work.insert(site, name="东店站")
        work.record("center.add_site", "site", ref)
    with backend.read(actor) as read:
        assert read.value(sa.select(site.c.name).where(site.c.id == ref)) == "东店站"
    assert lines(backend)[-1] == "center.add_site"
    assert work.changes == {"site", "audit_entry"}


def test_an_act_that_fails_leaves_nothing_behind_not_even_its_audit_line(
    backend: Backend, actor: Actor
) -> None:
    before = lines(backend)
    with pytest.raises(RuntimeError), backend.work(actor) as work:
        work.insert(site, name="不该留下")
        work.record("center.add_site", "site", 1)
        raise RuntimeError("the power went")
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).where(site.c.name == "不该留下")) == 0
    assert lines(backend) == before


def test_who_and_when_are_filled_in_by_the_unit_of_work(work: Work) -> None:
    ref = work.insert(household, building="5", door="302")
    row = work.row(sa.select(household).where(household.c.id == ref))
    assert row is not None
    assert row.center_id == work.center_id
    assert row.created_by == work.actor.account_id
    assert row.created_at == work.clock.now()


def test_a_second_desk_that_saw_an_older_state_is_told(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        ref = work.insert(household, building="5", door="302")
    with backend.work(actor) as work:
        work.update(household, ref, version=1, door="303")
    with pytest.raises(Stale), backend.work(actor) as work:
        work.update(household, ref, version=1, door="304")


def test_a_row_of_another_center_is_not_found(work: Work) -> None:
    ref = work.insert(household, building="5", door="302")
    work.center_id += 1
    with pytest.raises(NotFound):
        work.update(household, ref, door="1")
    work.center_id -= 1


def test_an_actor_without_the_right_is_refused(backend: Backend, center_id: int) -> None:
    nobody = Actor(None, "来客", center_id)
    with backend.work(nobody) as work, pytest.raises(NotAllowed):
        work.require("people.write")


def test_a_listener_that_fails_undoes_the_whole_act(backend: Backend, actor: Actor) -> None:
    def object_to(_work: Work, _event: str) -> None:
        raise RuntimeError("no")

    backend.bus.subscribe(str, object_to)
    with pytest.raises(RuntimeError), backend.work(actor) as work:
        work.insert(site, name="听众反对")
        work.publish("news")
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).where(site.c.name == "听众反对")) == 0


def test_settings_are_typed_and_have_defaults(work: Work) -> None:
    assert settings.get(work, GREETING) == "你好"
    settings.put(work, GREETING, "早上好")
    settings.put(work, GREETING, "下午好")
    assert settings.get(work, GREETING) == "下午好"


def test_another_program_writing_is_noticed(backend: Backend, actor: Actor, database: str | None) -> None:
    other = Backend.open(backend.paths, database, clock=backend.clock)
    try:
        backend.outside_changes()
        assert not backend.outside_changes()
        with other.work(actor) as work:
            work.insert(site, name="另一窗口")
            work.record("center.add_site")
        assert backend.outside_changes()
        assert not backend.outside_changes()
    finally:
        other.close()


def test_eight_desks_adding_at_once_lose_nothing(backend: Backend, actor: Actor) -> None:
    troubles: list[Exception] = []

    def desk(number: int) -> None:
        for turn in range(10):
            try:
                with backend.work(actor) as work:
                    work.insert(site, name=f"站 {number}-{turn}")
                    work.record("center.add_site")
            except Exception as error:
                troubles.append(error)

    desks = [threading.Thread(target=desk, args=(n,)) for n in range(8)]
    for each in desks:
        each.start()
    for each in desks:
        each.join()
    assert not troubles
    with backend.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).where(site.c.name.like("站 %"))) == 80
        assert backend.chain.findings(read.connection, read.center_id) == []


def test_a_database_that_is_not_there_is_said_in_a_sentence(paths, engine: str) -> None:
    if engine == "sqlite":
        with pytest.raises(Unavailable) as caught:
            Backend.open(paths)
        assert caught.value.code == "db.missing"
