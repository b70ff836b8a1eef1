"""rule, request, charge, override, bar: a year of a hall without a window."""

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def hall(make) -> None:
    make.open_hours()
    make.room("书画室", 20)
    make.resident("林秀英")


def book(command: Run, start: str, end: str, *more: str):
    words = ("--room", "书画室", "--for", "林秀英", "--title", "书法练习", "--people", "8")
    return command("book", "--start", start, "--end", end, *words, *more)


def test_rules_are_set_listed_tried_and_ended(command: Run, hall: None) -> None:
    set_ = command(
        "--lang",
        "zh_CN",
        "rule",
        "add",
        "length",
        "--set",
        "most=60",
        "--scope",
        "rooms=书画室",
        "--source",
        "管理办法",
    )
    assert set_.code == 0
    assert set_.data["sentence"] == "书画室：一次不超过 1 小时"
    assert command("rule", "list").data["rules"][-1]["terms"]["most"] == 60
    trial = ("rule", "try", "--room", "书画室", "--for", "林秀英")
    tried = command(*trial, "--start", "2099-12-03T09:00", "--end", "2099-12-03T11:00")
    assert [p["code"] for p in tried.data["problems"]] == ["booking.rule_length"]
    assert book(command, "2099-12-03T09:00", "2099-12-03T11:00").codes == ["booking.rule_length"]
    assert command("rule", "end", set_.data["id"]).code == 0
    assert command("rule", "list").data["rules"] == []
    assert command("rule", "show", set_.data["id"]).data["today"] is False


@pytest.mark.parametrize(
    "words",
    [
        ("quota", "--set", "mostt=2"),
        ("quota", "--set", "per=village"),
        ("length", "--set", "most=5000"),
        ("opening", "--set", "opens=9"),
        ("blocked", "--scope", "season_from=07-01"),
    ],
)
def test_a_rule_that_says_nonsense_is_refused(command: Run, hall: None, words: tuple[str, ...]) -> None:
    refused = command("rule", "add", *words)
    assert refused.code == 1
    assert refused.codes[0].startswith("booking.rule_")


def test_a_request_is_granted_paid_and_refunded(command: Run, hall: None) -> None:
    command("rule", "add", "approval")
    command("rule", "add", "fee", "--set", "fen=5000", "--set", "basis=hour")
    asked = book(command, "2099-12-03T09:00", "2099-12-03T11:00").data["booking"]
    (row,) = command("request", "list").data["requests"]
    assert (row["id"], row["standing"]) == (asked, "requested")
    assert command("request", "grant", asked, "--words", "准时归还钥匙").data["standing"] == "granted"
    assert command("charge", "list").data["open_fen"] == 10000
    assert command("charge", "pay", asked, "--method", "wechat").data["fen"] == 10000
    assert (
        command("charge", "refund", asked, "--amount", "20.5", "--reason", "停电半小时").data["fen"] == -2050
    )
    assert command("charge", "pay", asked).codes == ["booking.charge_none"]
    assert len(command("charge", "list", "--booking", asked).data["charges"]) == 2
    assert command("request", "lapse").data["lapsed"] == []


def test_a_request_is_declined_with_words(command: Run, hall: None) -> None:
    command("rule", "add", "approval", "--set", "steps=2")
    asked = book(command, "2099-12-03T09:00", "2099-12-03T11:00").data["booking"]
    assert command("request", "grant", asked).codes == ["booking.request_first"]
    assert command("request", "check", asked).data["standing"] == "checked"
    assert command("request", "decline", asked).codes == ["booking.decline_why"]
    assert command("request", "decline", asked, "--words", "当天停电检修").data["standing"] == "declined"
    assert book(command, "2099-12-03T09:00", "2099-12-03T11:00").code == 0


def test_bars_are_set_listed_and_lifted(command: Run, hall: None) -> None:
    bar = command("bar", "add", "--for", "林秀英", "--until", "2099-12-31", "--reason", "两次未到").data[
        "bar"
    ]
    assert book(command, "2099-12-03T09:00", "2099-12-03T10:00").codes == ["booking.barred"]
    assert command("bar", "list").data["bars"][0]["who"] == "林秀英"
    assert command("bar", "lift", bar, "--reason", "住院有证明").code == 0
    assert command("bar", "list").data["bars"] == []


def test_overrides_are_listed_with_the_sentence_that_stood(command: Run, hall: None, backend, actor) -> None:
    from datetime import datetime

    from neighborcenter.booking import service
    from neighborcenter.booking.drafts import BookingDraft

    command("rule", "add", "length", "--set", "most=30", "--words", "一次半小时")
    start, end = datetime(2099, 12, 3, 9), datetime(2099, 12, 3, 10)
    with backend.work(actor) as work:
        service.book(work, BookingDraft(1, start, end, "书法练习", "陈老师", override="区里借用"))
    (row,) = command("override", "list").data["overrides"]
    assert (row["reason"], row["by"], row["sentence"]) == ("区里借用", "林晓", "一次半小时")
