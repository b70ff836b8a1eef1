"""The service catalog comes in from a list; proofs that must be refused are recognized; all of it goes out again."""

from pathlib import Path

import pytest

from neighborcenter.backend import Backend
from neighborcenter.catalog import queries
from neighborcenter.catalog.queries import ServiceFilter
from neighborcenter.data.importers.services import ServiceImporter
from neighborcenter.data.importing import Outcome, import_file, undo_import
from neighborcenter.kit.actor import Actor
from tests.support.builders import Builders

LIST = (
    "便民服务事项清单,,,,,\n"
    "事项名称,所属模块,办理方式,办理时限,所需材料,收费\n"
    "社保卡补换,事有所办,代办,7 个工作日,1.身份证原件；2.近期照片（非必要）,免费\n"
    "量血压,病有所医,办理,当场,,免费\n"
    "开具无犯罪记录证明,事有所办,办理,,,\n"
    "打印复印,没有的模块,办理,当场,,\n"
)


@pytest.fixture
def outcome(backend: Backend, actor: Actor, make: Builders, tmp_path: Path) -> Outcome:
    for name in ("事有所办", "病有所医"):
        make.module(name)
    path = tmp_path / "服务清单.csv"
    path.write_bytes(LIST.encode("gb18030"))
    return import_file(backend, actor, ServiceImporter(), path, skip_bad=True)


def test_services_come_in_with_their_papers(backend: Backend, actor: Actor, outcome: Outcome) -> None:
    assert (outcome.added, [(r.row, r.column) for r in outcome.refused]) == (3, [(6, "所属模块")])
    with backend.read(actor) as read:
        found = {row.name: row for row in queries.services(read, ServiceFilter())}
        papers = queries.papers(read, found["社保卡补换"].id)
    assert found["社保卡补换"].days == 7
    assert found["量血压"].on_the_spot
    assert [(p.name, p.need) for p in papers] == [("身份证", "unknown"), ("近期照片", "optional")]


def test_a_proof_that_must_not_be_issued_becomes_a_referral(
    backend: Backend, actor: Actor, outcome: Outcome
) -> None:
    with backend.read(actor) as read:
        row = next(r for r in queries.services(read, ServiceFilter()) if "无犯罪" in r.name)
        card = queries.guide_card(read, row.id)
    assert row.refused
    assert row.handling == "referral"
    assert card is not None
    assert "police station" in card.refer_to


@pytest.mark.both_engines
def test_a_list_of_services_is_taken_back(backend: Backend, actor: Actor, outcome: Outcome) -> None:
    assert outcome.batch is not None
    with backend.work(actor) as work:
        assert undo_import(work, outcome.batch, {"services": ServiceImporter()}) == 3
    with backend.read(actor) as read:
        assert queries.services(read, ServiceFilter()) == ()
