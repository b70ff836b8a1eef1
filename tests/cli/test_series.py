"""series, takeout, close, reopen, calls, ics and term as scripts use them."""

import pytest


@pytest.fixture
def weekly(command, backend, actor, make):
    """Four Wednesday afternoons of the calligraphy club, from a week that is far enough away."""
    make.open_hours()
    make.room("书画室", 20)
    make.room("活动室", 30)
    done = command(
        "book", "--room", "书画室", "--start", "2030-01-02T14:00", "--end", "2030-01-02T16:00",
        "--for", "陈丽娟", "--phone", "13512345678", "--title", "书法", "--repeat", "FREQ=WEEKLY;COUNT=4",
    )  # fmt: skip
    # The clock of the commands is the machine's own; the horizon of a series is two years from its first day.
    assert done.code == 0, done.err
    return done.data


def test_a_series_is_shown_changed_and_cancelled(command, weekly):
    day = weekly["occurrences"][1]["id"]
    dry = command(
        "series", "edit", "--occurrence", day, "--scope", "following", "--time", "15:00", "--dry-run"
    )
    assert dry.code == 0
    assert [one["fate"] for one in dry.data["days"]] == ["changes"] * 3
    done = command("series", "edit", "--occurrence", day, "--scope", "following", "--time", "15:00").data
    assert done["splits"]
    assert done["changed"] != weekly["booking"]
    shown = command("series", "show", "--booking", done["changed"]).data
    assert [one["start"][-5:] for one in shown["occurrences"]] == ["15:00"] * 3
    assert command("series", "cancel", "--occurrence", day, "--scope", "all").data["cancelled"]
    words = command("series", "show", "--booking", weekly["booking"], json_wanted=False)
    assert "书法" in words.out


def test_a_closed_day_suspends_and_gives_back(command, weekly):
    line = ("close", "--from", "2030-01-09", "--reason", "停电检修")
    assert len(command(*line, "--dry-run").data["affected"]) == 1
    closed = command(*line).data
    assert len(closed["suspended"]) == 1
    listed = command("closures").data["closures"]
    assert [(one["reason"], one["suspended"]) for one in listed] == [("停电检修", 1)]
    lists = command("calls", "list").data["lists"]
    entries = command("calls", "list", "--list", lists[0]["list_id"]).data["entries"]
    assert [(one["who"], one["phone"]) for one in entries] == [("陈丽娟", "135****5678")]
    assert command("calls", "tick", "--entry", entries[0]["entry_id"], "--outcome", "told").code == 0
    assert command("calls", "list").data["lists"] == []
    assert len(command("reopen", closed["closure"], "--dry-run").data["back"]) == 1
    assert len(command("reopen", closed["closure"]).data["back"]) == 1


def test_days_are_taken_out_and_left_out_days_wait(command, weekly):
    line = ("takeout", "--from", "2030-01-07", "--to", "2030-01-13")
    assert len(command(*line, "--dry-run", "--reason", "春节").data["affected"]) == 1
    assert command(*line).codes == ["required"]
    moved = command(*line, "--to-room", "活动室").data
    assert len(moved["moved"]) == 1
    assert command("series", "waiting").data["waiting"] == []
    assert command("series", "readd", "--occurrence", weekly["occurrences"][0]["id"]).codes == [
        "series.not_left_out"
    ]


def test_a_calendar_goes_out_and_comes_in(command, weekly, tmp_path):
    file = tmp_path / "书画室.ics"
    made = command("ics", "export", file, "--room", "书画室", "--from", "2030-01-01", "--to", "2030-02-28")
    assert (made.data["events"], made.data["days"]) == (1, 4)
    assert command("ics", "import", file, "--dry-run").code == 1
    command("cancel", "--booking", weekly["booking"])
    assert command("ics", "import", file).data["added"] == 1


def test_terms_are_kept(command, backend):
    line = ("term", "add", "--name", "2026学年第一学期", "--from", "2026-08-31", "--to", "2027-01-22")
    assert command(*line).code == 0
    assert command(*line).codes[0] == "center.term_name_taken"
    assert [one["name"] for one in command("term", "list").data["terms"]] == ["2026学年第一学期"]
    change = ("term", "change", "--name", "2026学年第一学期")
    assert command(*change, "--new-name", "2026年秋季学期", "--to", "2027-01-29").code == 0
    (kept,) = command("term", "list").data["terms"]
    assert (kept["name"], kept["first"], kept["last"]) == ("2026年秋季学期", "2026-08-31", "2027-01-29")
    assert command(*change, "--to", "2027-02-05").codes == ["found.none"], "it has another name by now"
    assert command("term", "remove", "--name", "2026年秋季学期").code == 0
    assert command("term", "list").data["terms"] == []
