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
    assert center("ticket", "take", "--service", "量血压").data["code"] == "A002"
    assert center("ticket", "withdraw", "A002").data["status"] == "taken_back"
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


def test_a_wheelchair_goes_out_and_comes_back(center: Run) -> None:
    assert center("resource", "add", "轮椅", "--quantity", 1).code == 0
    due = ("--due", "2026-11-25T17:30")
    lent = center("loan", "lend", "轮椅", *due, "--person", "王桂兰", "--deposit", "200", "--key", "k")
    assert (lent.data["who"], lent.data["deposit_fen"], lent.data["affected"]) == ("王桂兰", 20_000, [])
    ref = lent.data["loan"]
    assert center("loan", "lend", "轮椅", *due, "--name", "林伯", "--key", "k").data["loan"] == ref
    refused = center("loan", "lend", "轮椅", *due, "--name", "林伯")
    assert (refused.code, refused.codes) == (1, ["counter.not_so_many"])
    assert center("loan", "extend", ref, "--due", "2026-11-26T17:30").data["due"] == "2026-11-26T17:30"
    assert center("loan", "back", ref, "--condition", "完好").data["deposit_back"] is True
    assert center("loan", "list").data["loans"] == []
    assert [one["condition"] for one in center("loan", "list", "--all").data["loans"]] == ["完好"]


def test_what_was_found_is_given_back_or_cleared_after_its_year(center: Run) -> None:
    fresh = center("thing", "add", "雨伞", "--place", "书画室").data["thing"]
    old = center("thing", "add", "黑色钱包", "--at", "2025-11-20T09:00").data["thing"]
    center("thing", "add", "老花镜", "--lost", "--name", "张阿婆", "--at", "2025-01-01T09:00")
    assert center("thing", "end", fresh, "--as", "given_back", "--to", "吴国立").codes == [
        "counter.proof_missing"
    ]
    listed = center("thing", "list", "--ended").data["things"]
    assert [(one["thing"], one["kept_until"]) for one in listed] == [(old, "2026-11-20")]
    assert center("thing", "clear", "--to", "双沟派出所").data == {"cleared": [old]}
    again = center("thing", "clear", "--to", "双沟派出所")
    assert (again.code, again.codes) == (1, ["counter.nothing_to_clear"])
    assert center("thing", "reopen", old).data["status"] == "kept"


def test_a_shift_is_handed_over_and_signed_by_somebody_else(center: Run) -> None:
    given = center("handover", "give", "--to", "沈洁", "--cash", "120.50", "--words", "电梯下午检修")
    assert (given.data["cash_fen"], given.data["signed"]) == (12_050, False)
    ref = given.data["handover"]
    own = center("handover", "sign", ref)
    assert (own.code, own.codes) == (1, ["counter.own_signature"])
    assert center("handover", "show", ref).data["content"]["matters"] == []
    assert [one["taker"] for one in center("handover", "list").data["handovers"]] == ["沈洁"]
