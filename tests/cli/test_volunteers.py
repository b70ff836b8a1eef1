"""The volunteers' room by commands: from registration to a certificate."""

from datetime import datetime

import pytest


@pytest.fixture
def noon(clock, monkeypatch):
    """The commands' clock stands where the test puts it."""

    def set_to(*when: int) -> None:
        clock.set(datetime(*when))

    monkeypatch.setattr("neighborcenter.backend.Clock", lambda: clock)
    return set_to


def test_from_registration_to_certificate(command, make, noon):
    make.resident("王桂兰", id_number="35058219610308002X", phone="13805951234")
    known = command("volunteer", "register", "--person", "王桂兰", "--status", "active").data
    assert known["number"] == "V2026-0001"
    assert command("volunteer", "register", "--person", "王桂兰").codes == ["volunteers.known_already"]
    line = command(
        "hours", "add", "--volunteer", "V2026-0001", "--came", "2026-11-20T08:00", "--went", "2026-11-20T11:00",
        "--content", "大厅引导",
    ).data["hours"]  # fmt: skip
    assert command("hours", "confirm", line).data == {"confirmed": 1}
    hung = command("notice", "hang", "hours", "--place", "社区宣传栏").data
    assert hung["last"] == "2026-11-26"
    assert command("notice", "take-down", hung["notice"]).codes == ["volunteers.notice_hangs"]
    noon(2026, 11, 27, 9)
    assert command("notice", "take-down", hung["notice"]).data == {"entered": [line], "disputed": []}
    issued = command(
        "certificate", "issue", "--volunteer", "王桂兰", "--from", "2026-11-01", "--to", "2026-11-30",
        "--responsible", "林晓", "--handler", "吴敏",
    ).data  # fmt: skip
    assert (issued["number"], issued["minutes"]) == ("350582001-2026-0001", 180)
    command("certificate", "revoke", issued["number"], "--reason", "姓名写错")
    register = command("certificate", "list").data["certificates"]
    assert [row["revoke_reason"] for row in register] == ["姓名写错"]
    listed = command("volunteer", "list", json_wanted=False).out
    assert "王桂兰" in listed
    assert "3.0" in listed


def test_back_filled_hours_are_not_reviewed_by_who_entered_them(command, make, noon):
    make.resident("陈丽娟")
    command("volunteer", "register", "--person", "陈丽娟", "--status", "active")
    line = command(
        "hours", "add", "--volunteer", "陈丽娟", "--day", "2026-11-20", "--minutes", 60, "--content", "探访",
        "--reason", "忘记签退",
    ).data["hours"]  # fmt: skip
    assert command("hours", "confirm", line).codes == ["volunteers.review_first"]
    assert command("hours", "review", line).codes == ["volunteers.own_review"]
    assert command("hours", "list", "--month", "2026-11").data["hours"][0]["minutes"] == 60
    assert command("hours", "list", "--volunteer", "没有这个人").codes == ["found.none"]
