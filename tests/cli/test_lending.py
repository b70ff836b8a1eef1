"""Equipment, staff and appointments without a window."""

from typing import Any

import pytest

from neighborcenter.booking import plan_service
from neighborcenter.booking.resource_drafts import PlanDraft
from tests.cli.conftest import Run

DAY = "2027-03-03"


@pytest.fixture
def center(backend: Any, make: Any, command: Run) -> Run:
    """Two rooms open from 8 to 22, two speakers, a nurse, 量血压 every half hour for two at a time."""
    make.open_hours()
    make.room("书画室", 20)
    room = make.room("健康小屋", 6)
    with backend.work(make.actor) as work:
        plan_service.add_plan(work, PlanDraft("量血压", room, minutes=30, capacity=2, horizon_days=3650))
    assert command("resource", "add", "音响", "--quantity", 2, "--room", "书画室").code == 0
    assert command("resource", "add", "陈护士", "--staff", "--profession", "社区护士").code == 0
    return command


def book(run: Run, hours: str, *more: object, room: str = "书画室") -> Any:
    start, end = hours.split("-")
    return run(
        "book", "--room", room, "--start", f"{DAY}T{start}", "--end", f"{DAY}T{end}", "--title", "合唱",
        "--for", "老年合唱队", *more,
    )  # fmt: skip


def test_a_booking_takes_resources_and_the_refusal_names_them(center: Run) -> None:
    assert book(center, "09:00-10:00", "--resource", "音响:2", "--resource", "陈护士").code == 0
    no = book(center, "09:30-10:30", "--resource", "音响", "--also-room", "书画室", room="健康小屋")
    assert (no.code, no.codes) == (1, ["booking.clash", "booking.resource_short"])
    assert [one["name"] for one in no.data["in_the_way"] if "resource_id" in one] == ["音响"]
    free = center("free", "--from", f"{DAY}T09:00", "--to", f"{DAY}T10:00", "--people", 4)
    assert [room["name"] for room in free.data["rooms"]] == ["健康小屋"]
    assert {one["name"]: one["free"] for one in free.data["resources"]} == {"音响": 0, "陈护士": 0}
    assert (
        center("free", "--from", f"{DAY}T09:00", "--to", f"{DAY}T10:00", "--equipment", "音响").data["rooms"]
        == []
    )
    assert book(center, "12:00-13:00", "--resource", "音箱").codes == ["found.none"]


def test_between_days_the_free_stretches_are_listed(center: Run) -> None:
    book(center, "09:00-10:00")
    found = center("free", "--from", DAY, "--to", DAY, "--people", 10).data["stretches"]
    assert [(one["start"], one["end"]) for one in found] == [
        (f"{DAY}T08:00", f"{DAY}T09:00"), (f"{DAY}T10:00", f"{DAY}T22:00"),
    ]  # fmt: skip
    assert (
        len(center("free", "--from", DAY, "--to", DAY, "--people", 10, "--minutes", 90).data["stretches"])
        == 1
    )
    assert center("free", "--from", DAY, "--to", f"{DAY}T10:00").code == 1


def test_a_time_is_only_kept_for_some_minutes(center: Run) -> None:
    assert book(center, "09:00-10:00", "--hold").code == 0
    assert book(center, "09:00-10:00").code == 1
    found = center("bookings", "--from", DAY, "--to", DAY).data["occurrences"]
    assert [one["status"] for one in found] == ["requested"]


def test_who_counted_on_somebody_away_is_said(center: Run) -> None:
    book(center, "09:00-10:00", "--resource", "陈护士")
    away = center(
        "resource", "absent", "护士", "--from", f"{DAY}T08:00", "--to", f"{DAY}T18:00", "--reason", "培训"
    )
    assert [one["title"] for one in away.data["affected"]] == ["合唱"]
    listed = center("resource", "list", "--from", f"{DAY}T14:00", "--to", f"{DAY}T15:00").data["resources"]
    assert {one["name"]: one["free"] for one in listed} == {"音响": 2, "陈护士": 0}


def test_appointments_from_free_slot_to_done(center: Run) -> None:
    slots = center("appointment", "slots", "量血压", "--from", DAY, "--to", DAY).data["slots"]
    assert (slots[0]["start"], slots[0]["free"], len(slots)) == (f"{DAY}T08:00", 2, 28)
    made = center("appointment", "book", "量血压", "--start", f"{DAY}T08:00", "--for", "陈阿婆")
    assert (made.code, made.data["seat"]) == (0, 1)
    ref = made.data["appointment"]
    assert center("appointment", "no-show", ref).codes == ["booking.turnout_early"]
    for step, after in (("arrive", "arrived"), ("start", "started"), ("done", "done")):
        assert center("appointment", step, ref).data["after"] == after
    listed = center("appointment", "list", "--from", DAY).data["appointments"]
    assert [(one["who"], one["turnout"]) for one in listed] == [("陈阿婆", "done")]
    assert center("appointment", "sweep", "--day", DAY).data == {"no_shows": []}
    assert center("appointment", "cancel", ref).code == 0
    assert center("appointment", "list", "--from", DAY).data["appointments"] == []
