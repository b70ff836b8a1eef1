"""The queue and the matters without a window."""

from typing import Any

import pytest

from neighborcenter.catalog import queries as catalog
from neighborcenter.kit.pinyin import pinyin_keys
from neighborcenter.kit.search import put_keys
from tests.cli.conftest import Run


@pytest.fixture
def center(backend: Any, make: Any, command: Run) -> Run:
    """量血压, 残疾人证 with five working days, and a proof that is refused; 王桂兰 is registered."""
    for name, values in (("量血压", {}), ("残疾人证", {"days": 5}), ("无犯罪记录证明", {"refused": True})):
        ref = make.service(name, **values)
        with backend.work(make.actor) as work:
            put_keys(work, catalog.KIND, ref, pinyin_keys(name))
    make.resident("王桂兰", phone="13850170421")
    return command


def test_a_number_from_the_slip_to_the_visit(center: Run) -> None:
    no = center("ticket", "take")
    assert (no.code, no.codes) == (1, ["queue.none"])
    assert center("ticket", "on").data == {"on": True}
    taken = center("ticket", "take", "--service", "量血压", "--person", "王桂兰", "--key", "k1")
    assert (taken.data["code"], taken.data["ahead"]) == ("A001", 0)
    assert (
        center("ticket", "take", "--service", "量血压", "--key", "k1").data["ticket"] == taken.data["ticket"]
    )
    assert center("ticket", "call", "--window", 1).data["code"] == "A001"
    assert center("ticket", "hold", "A001", "--note", "取材料").data["status"] == "held"
    assert center("ticket", "back", "A001").data["status"] == "waiting"
    assert center("ticket", "call", "--window", 1).data["turn"] == 2
    done = center("ticket", "finish", "a001")
    assert len(done.data["visits"]) == 1
    assert [row["status"] for row in center("ticket", "list").data["tickets"]] == ["done"]
    empty = center("ticket", "call", "--window", 1)
    assert (empty.code, empty.codes) == (1, ["queue.nobody"])


def test_a_matter_from_the_counter_to_the_end(center: Run) -> None:
    refused = center("matter", "take", "--service", "无犯罪记录证明", "--name", "张阿婆")
    assert (refused.code, refused.codes) == (1, ["matters.refused"])
    taken = center("matter", "take", "--service", "残疾人证", "--person", "王桂兰", "--accept")
    assert (taken.data["status"], taken.data["missing"]) == ("accepted", [])
    number = taken.data["number"]
    asked = center("matter", "ask", number, "--paper", "户口簿")
    assert (asked.data["status"], asked.data["clock"]) == ("supplement", "paused")
    assert center("matter", "supplement", number).data["status"] == "accepted"
    assert center("matter", "hand", number, "--giver", "周敏", "--taker", "镇残联").code == 0
    assert center("matter", "finish", number, "--result", "已发证").data["clock"] == "in_time"
    assert center("matter", "rate", number, "good").code == 0
    assert center("matter", "list").data["matters"] == []
    shown = center("matter", "show", number).data
    assert [step["act"] for step in shown["course"]] == [
        "take", "accept", "ask", "supply", "hand_out", "finish", "rate",
    ]  # fmt: skip
