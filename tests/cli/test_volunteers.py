"""The volunteers' room by commands: from registration to a certificate."""

from datetime import date, datetime
from pathlib import Path

import pytest

from neighborcenter.volunteers import post_service, volunteer_service
from neighborcenter.volunteers.drafts import PatternDraft, PostDraft, ShiftDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import PostKind, VolunteerStatus
from neighborcenter.volunteers.rostering import rule_service
from tests.support.builders import Builders


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


def test_a_week_is_copied_proposed_adopted_checked_and_published(command, backend, actor, make, tmp_path):
    with backend.work(actor) as work:
        corner = volunteers_corner(work, make)
    monday = "2026-W48"
    proposed = command(
        "roster", "propose", "--week", monday, "--seconds", 5, "--out", tmp_path / "周.xlsx", "--adopt"
    ).data
    assert proposed["proved"]
    assert {row["name"] for row in proposed["places"]} <= {"王桂兰", "陈丽娟"}
    assert (tmp_path / "周.xlsx").stat().st_size > 4_000
    night = [gap for gap in proposed["gaps"] if gap["shift"] == corner]
    assert any("保险" in why for why in night[0]["why"])
    assert command("roster", "check", "--week", monday).code == 0
    told = command("roster", "publish", "--week", monday).data["told"]
    assert {row["name"] for row in told} == {row["name"] for row in proposed["places"]}
    assert command("roster", "publish", "--week", monday).data["told"] == []
    assert command("roster", "copy", "--week", "2026-W49").data["placed"] == len(proposed["places"])
    assert command("roster", "check", "--week", "48").code == 2


def volunteers_corner(work, make) -> int:
    """Two people, a desk in the mornings and a patrol one night; gives the patrol's shift."""
    rule_service.begin_with_defaults(work, date(2026, 1, 1))
    desk = post_service.add_post(work, PostDraft("大厅引导"))
    patrol = post_service.add_post(work, PostDraft("夜间巡防", PostKind.PATROL, dangerous=True))
    inside = Builders(make.backend, make.actor, work)
    for name, born in (("王桂兰", date(1961, 3, 8)), ("陈丽娟", date(1988, 7, 2))):
        resident = inside.resident(name, birth_date=born)
        volunteer_service.register(work, VolunteerDraft(resident), status=VolunteerStatus.ACTIVE)
    for day in (0, 2, 4):
        post_service.add_pattern(work, PatternDraft(desk, "早班", day, "08:00", "11:00"))
    post_service.make_shifts(work, date(2026, 11, 23), date(2026, 12, 7))
    return post_service.add_shift(
        work, ShiftDraft(patrol, datetime(2026, 11, 27, 20), datetime(2026, 11, 27, 22))
    )


def test_a_week_is_printed_for_the_wall(command, backend, actor, make, tmp_path):
    with backend.work(actor) as work:
        volunteers_corner(work, make)
    done = command("roster", "print", "--week", "2026-W48", "--out", tmp_path / "w.pdf").data
    assert (done["pages"], done["figures"][0]["shifts"]) == (1, 4)
    assert (tmp_path / "w.pdf").read_bytes().startswith(b"%PDF")
    several = command(
        "roster", "print", "--week", "2026-W48", "--weeks", 2, "--paper", "A3", "--out", tmp_path / "w.pdf"
    ).data
    assert [Path(file).name for file in several["files"]] == ["w-2026-11-23.pdf", "w-2026-11-30.pdf"]
    assert command("roster", "print", "--week", "2026-W48", "--out", tmp_path / "w.doc").code == 1
    month = command(
        "roster", "print", "--month", "2026-11", "--paper", "A3", "--out", tmp_path / "m.pdf"
    ).data
    assert (month["pages"], month["files"]) == (1, [str(tmp_path / "m.pdf")])
    assert month["figures"][0]["shifts"] > done["figures"][0]["shifts"]
    duty = ("roster", "print", "--kind", "duty", "--out", tmp_path / "d.pdf")
    assert command(*duty, "--week", "2026-W48").data["pages"] == 1
    assert command(*duty, "--month", "2026-11").codes == ["required"]
