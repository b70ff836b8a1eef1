"""activity: from planning to the door without a window."""

from datetime import date, timedelta

import pytest

from neighborcenter.kit.clock import Clock
from neighborcenter.kit.pinyin import pinyin_keys
from neighborcenter.kit.search import put_keys
from tests.cli.conftest import Run


@pytest.fixture
def house(center: Run, make, backend) -> Run:
    """A room and three residents."""
    make.open_hours()
    room = make.room("书画室", 20)
    with backend.work(make.actor) as work:
        put_keys(work, "room", room, pinyin_keys("书画室", person=False))
    for name in ("王桂兰", "陈丽娟", "黄志明"):
        make.resident(name, birth_date=date(1960, 5, 1), phone="13805951234")
    return center


@pytest.fixture
def today() -> date:
    return Clock().today()


@pytest.fixture
def course(house: Run, today: date) -> Run:
    """A course of one place, today and in a week, whatever the hour it is now."""
    day = today.isoformat()
    assert (
        house(
            "activity", "create", "--title", "书法班", "--kind", "course", "--seats", 1, "--fee", "12.50"
        ).code
        == 0
    )
    words = ("--start", f"{day}T21:00", "--end", f"{day}T22:00", "--repeat", "FREQ=WEEKLY;COUNT=2")
    assert house("activity", "session", "sfb", "--room", "书画室", *words).code == 0
    assert house("activity", "publish", "书法班").data["status"] == "published"
    return house


def test_a_course_is_planned_with_its_room(course: Run, today: date) -> None:
    shown = course("activity", "show", "书法班").data["activity"]
    assert [one["room"] for one in shown["sessions"]] == ["书画室", "书画室"]
    assert shown["fee_fen"] == 1250
    booked = course("bookings", "--from", today, "--to", today).data["occurrences"]
    assert [one["title"] for one in booked] == ["书法班"]


def test_its_sessions_go_out_as_a_calendar(course: Run, today: date, tmp_path) -> None:
    file = tmp_path / "书法班.ics"
    later = today + timedelta(days=2)
    words = ("--start", f"{later}T09:00", "--end", f"{later}T10:00", "--for", "王桂兰", "--title", "喜宴")
    assert course("book", "--room", "书画室", *words).code == 0
    made = course("ics", "export", file, "--activity", "书法班", "--from", today)
    assert made.data["days"] == 2
    assert "SUMMARY:书法班" in file.read_text("utf-8")
    assert "喜宴" not in file.read_text("utf-8")


def test_the_second_waits_and_gets_the_place_of_the_first(course: Run) -> None:
    first = course("activity", "enroll", "书法班", "--person", "王桂兰").data
    second = course("activity", "enroll", "书法班", "--person", "陈丽娟").data
    assert (first["status"], second["status"], second["place"]) == ("enrolled", "waiting", 1)
    left = course("activity", "leave", first["code"], "--reason", "生病").data
    assert [(one["sign_up"], one["status"]) for one in left["promoted"]] == [(second["sign_up"], "offered")]
    assert course("activity", "accept", second["code"]).data["status"] == "enrolled"
    again = course("activity", "leave", first["code"])
    assert (again.code, again.codes) == (1, ["activities.not_live"])


def test_an_offer_is_declined_and_a_sweep_finds_nothing_more(course: Run) -> None:
    first = course("activity", "enroll", "书法班", "--person", "王桂兰").data
    second = course("activity", "enroll", "书法班", "--person", "陈丽娟").data
    course("activity", "leave", first["code"])
    assert course("activity", "decline", second["code"]).code == 0
    assert course("activity", "sweep").data == {"lapsed": 0, "promoted": []}
    assert course("activity", "offer", second["code"]).codes == ["activities.not_waiting"]


def test_at_the_door_by_slip_and_by_person(course: Run, today: date) -> None:
    slip = course("activity", "enroll", "书法班", "--person", "王桂兰").data["code"]
    done = course("activity", "checkin", "书法班", "--session", today, "--code", slip)
    assert done.data["names"] == ["王桂兰"]
    assert course("activity", "checkin", "书法班", "--session", today, "--person", "王桂兰").data[
        "already"
    ] == ["王桂兰"]
    wrong = slip[:-1] + str((int(slip[-1]) + 1) % 10)
    refused = course("activity", "checkin", "书法班", "--session", today, "--code", wrong)
    assert (refused.code, refused.codes) == (1, ["activities.code_wrong"])


def test_a_transfer_and_the_call_list_of_a_cancelled_session(course: Run, today: date) -> None:
    day = (today + timedelta(days=3)).isoformat()
    course("activity", "create", "--title", "合唱团", "--seats", 5)
    course(
        "activity", "session", "合唱团", "--start", f"{day}T09:00", "--end", f"{day}T10:00", "--place", "门厅"
    )
    course("activity", "publish", "合唱团")
    slip = course("activity", "enroll", "书法班", "--person", "王桂兰").data["code"]
    moved = course("activity", "transfer", slip, "--to", "合唱团", "--reason", "时间不合").data
    assert moved["status"] == "enrolled"
    off = course("activity", "cancel", "合唱团", "--session", day, "--reason", "台风")
    assert (len(off.data["cancelled"]), off.data["call_list"] is not None) == (1, True)


def test_a_refusal_says_whether_going_on_or_a_reason_helps(house: Run, today: date) -> None:
    day = (today + timedelta(days=3)).isoformat()
    house("activity", "create", "--title", "少儿国画", "--seats", 5, "--age-to", 12, "--residents-only")
    house(
        "activity",
        "session",
        "少儿国画",
        "--start",
        f"{day}T09:00",
        "--end",
        f"{day}T10:00",
        "--place",
        "门厅",
    )
    house("activity", "publish", "少儿国画")
    old = house("activity", "enroll", "少儿国画", "--person", "王桂兰")
    assert (old.code, old.data["problems"][0]["params"]["sure"]) == (1, True)
    assert house("activity", "enroll", "少儿国画", "--person", "王桂兰", "--sure").code == 0
    words = (
        "activity",
        "enroll",
        "少儿国画",
        "--name",
        "李小海",
        "--born",
        "2017-02-01",
        "--guardian",
        "李海",
        "--consent",
        "paper",
    )
    stranger = house(*words)
    assert stranger.data["problems"][0]["params"]["override"]
    assert house(*words, "--override", "书记同意").data["status"] == "enrolled"


def test_lists_find_and_export(course: Run, tmp_path) -> None:
    course("activity", "enroll", "书法班", "--person", "王桂兰")
    listed = course("activity", "list").data["activities"]
    assert [(one["title"], one["taken"]) for one in listed] == [("书法班", 1)]
    assert course("activity", "list", "--left").data["activities"] == []
    hits = course("find", "sfb", "--kind", "activities").data["hits"]
    assert [(one["kind"], one["label"]) for one in hits] == [("activities", "书法班")]
    assert course("export", "activities", tmp_path / "a.xlsx").data["rows"] == 1
    assert course("export", "enrollments", tmp_path / "b.csv").data["rows"] == 1
    assert "13805951234" not in (tmp_path / "b.csv").read_text("utf-8-sig")
    people = course("activity", "show", "书法班", "--people").data["sign_ups"]
    assert people[0]["phone"] == "138****1234"


def test_lines_that_cannot_be_read(house: Run) -> None:
    for words in (
        ("activity",),
        ("activity", "fly"),
        ("activity", "create", "--title", "a", "--fee", "12.555"),
        ("activity", "create", "--title", "a", "--kind", "castle"),
        ("activity", "checkin", "书法班", "--session", "1"),
    ):
        assert house(*words).code == 2
    assert house("activity", "show", "没有这个").codes == ["found.none"]
    assert house("activity", "publish", "没有这个").code == 1
