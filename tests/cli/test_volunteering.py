"""Points, stars, teams, policies, posts and the import of volunteers by commands."""

from pathlib import Path

import pytest

LIST = "姓名,手机号码,志愿者编号,信用时长,荣誉时长,专业特长\n王桂兰,13805951234,3505820021,320,12,急救\n陈丽娟,13905951234,3505820022,8,,\n"


@pytest.fixture
def brought(command, make, clock, monkeypatch, tmp_path: Path) -> None:
    """Two volunteers from a platform's list; the commands' clock stands in November 2026."""
    monkeypatch.setattr("neighborcenter.backend.Clock", lambda: clock)
    path = tmp_path / "志愿汇.csv"
    path.write_text(LIST, "utf-8-sig")
    done = command("import", "volunteers", path).data
    assert (done["added"], done["refused"]) == (2, [])


def test_stars_and_points_of_who_came_with_a_list(command, brought) -> None:
    reached = command("star", "list", "--state", "reached").data["volunteers"]
    assert [(row["name"], row["reached"], row["brought"]) for row in reached] == [("王桂兰", 2, 19_200)]
    award = command("star", "apply", "王桂兰", 2).data["award"]
    assert command("star", "grant", "王桂兰", "--by", "市志愿者协会").data == {"award": award}
    assert command("points", "adjust", "王桂兰", "--by=5", "--reason", "旧卡转入").data["left"] == 5
    line = command("points", "redeem", "王桂兰", 3, "--for", "大米一袋").data["line"]
    command("points", "back", line)
    assert command("points", "give", "王桂兰", 5, "--to", "陈丽娟").data["left"] == 0
    kinds = [row["kind"] for row in command("points", "list", "--volunteer", "王桂兰").data["lines"]]
    assert kinds == ["given", "adjusted", "redeemed", "adjusted"]
    table = ("star", "table", "--hours", 5, 10, "--by", "街道")
    assert command(*table, "--from", "2026-11-01").codes == ["volunteers.stars_decided"]
    command(*table, "--from", "2027-03-01")
    tables = command(*table, "--from", "2027-04-01", "--instead-of", "2027-03-01").data["tables"]
    assert [one["valid_from"] for one in tables] == ["2027-04-01", None]
    assert len(command("star", "table", "--drop", "2027-04-01").data["tables"]) == 1
    rules = command("points", "rule", "--from", "2027-01-01", "--per-hour", 2, "--yearly").data["rules"]
    assert (rules[0]["points_per_hour"], rules[0]["expiry"]) == (2, "year")


def test_what_belongs_to_a_record(command, brought) -> None:
    ref = command("record", "add", "王桂兰", "training", "--title", "急救培训", "--minutes", 180).data["note"]
    assert command("record", "add", "王桂兰", "award", "--title", " ").codes == ["volunteers.title_missing"]
    (note,) = command("record", "list", "--volunteer", "王桂兰").data["notes"]
    assert (note["note"], note["kind"], note["minutes"]) == (ref, "training", 180)
    command("record", "drop", ref)
    assert command("record", "list").data["notes"] == []


def test_teams_policies_and_posts(command, brought) -> None:
    command("team", "set", "红马甲巡防队", "--member", "陈丽娟")
    command("team", "set", "红马甲巡防队", "--lead", "王桂兰")
    (team,) = command("team", "list").data["teams"]
    assert [one["name"] for one in team["members"]] == ["王桂兰"]
    command("policy", "add", "PICC-1", "--from", "2026-01-01", "--to", "2026-12-31", "--member", "王桂兰")
    assert command("policy", "cover", "PICC-1", "--everybody").data == {"added": 1}
    assert command("policy", "list").data["uninsured"] == []
    week = "周一至周六 08:30-11:30; 周五 22:00-06:00"
    assert (
        command("post", "add", "大厅引导", "--wanted", 2, "--skill", "急救", "--week", week).data["shifts"]
        == 7
    )
    assert command("post", "add", "门岗", "--week", "看情况").codes == ["import.week"]
    (post,) = command("post", "list").data["posts"]
    assert ("22:00", "06:00") in {(one["opens"], one["closes"]) for one in post["week"]}


def test_the_roll_goes_out_and_the_list_goes_back(command, brought, tmp_path: Path) -> None:
    assert command("export", "volunteers", tmp_path / "名册.xlsx").data["rows"] == 2
    again = command("import", "volunteers", tmp_path / "名册.xlsx", "--dry-run").data
    assert (again["added"], again["updated"], again["refused"]) == (0, 0, [])
    assert command("import", "undo", 1).data["removed"] == 2
    assert command("volunteer", "list").data["volunteers"] == []
