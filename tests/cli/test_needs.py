"""Needs and single shifts by commands: wanted, open, taken, standing by, moved along."""

from datetime import datetime, timedelta

import pytest

from neighborcenter.activities import queries as activities
from neighborcenter.activities import service, session_service
from neighborcenter.activities.drafts import ActivityDraft, SessionMoveDraft, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.volunteers import post_service, volunteer_service
from neighborcenter.volunteers.drafts import PostDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import VolunteerStatus
from tests.support.builders import Builders

SATURDAY = datetime(2026, 11, 28, 9)


@pytest.fixture
def clinic(backend, actor):
    """Posts, two volunteers, and a free clinic on a Saturday; gives the id of its session."""
    make = Builders(backend, actor, None)
    people = [make.resident(name) for name in ("王桂兰", "陈丽娟", "林建国")]
    with backend.work(actor) as work:
        post_service.add_post(work, PostDraft("义诊登记"))
        volunteer_service.add_skill(work, "血压测量")
        for ref in people:
            volunteer_service.register(work, VolunteerDraft(ref), status=VolunteerStatus.ACTIVE)
        ref = service.create(work, ActivityDraft(title="周末义诊", kind=ActivityKind.CLINIC))
        session_service.add_sessions(work, SessionsDraft(ref, SATURDAY, SATURDAY + timedelta(hours=2)))
        return activities.sessions(work, ref)[0].id


def test_from_a_need_to_a_standby_who_steps_in(command, backend, actor, clinic):
    wanted = command(
        "need", "add", "--post", "义诊登记", "--activity-kind", "clinic", "--before", 30, "--wanted", 1,
        "--skill", "血压测量=1", "--open-to-take",
    ).data  # fmt: skip
    assert wanted["shifts"] == 1
    (listed,) = command("need", "list").data["needs"]
    assert (listed["hangs_on"], listed["skills"], listed["coming"]) == ("义诊", {"血压测量": 1}, 1)
    (open_one,) = command("shift", "list", "--open").data["shifts"]
    ref = open_one["shift_id"]
    assert open_one["starts"].startswith("2026-11-28T08:30")
    command("shift", "take", ref, "王桂兰")
    assert command("shift", "take", ref, "陈丽娟").codes == ["volunteers.shift_full"]
    command("shift", "standby", ref, "陈丽娟")
    assert command("shift", "call-in", ref, "林建国").codes == ["volunteers.not_standby"]
    said = command("shift", "call-in", ref, "陈丽娟", "--instead-of", "王桂兰")
    assert said.codes == ["volunteers.reason_missing"]
    command("shift", "call-in", ref, "陈丽娟", "--instead-of", "王桂兰", "--reason", "发烧")
    with backend.work(actor) as work:
        session_service.move_session(work, SessionMoveDraft(clinic, starts=SATURDAY + timedelta(days=1)))
    assert [one["shift_id"] for one in command("shift", "list", "--asking").data["shifts"]] == [ref]
    assert len(command("shift", "follow", ref).data["stay"]) == 1
    assert command("shift", "stay", ref).codes == ["volunteers.not_asking"]
    shown = command("shift", "list", json_wanted=False).out
    assert "2026-11-29 08:30" in shown
    assert "陈丽娟" in shown


def test_a_line_a_shift_called_off_and_a_need_that_ends(command, clinic):
    command("need", "route", "沿溪步道", "--spot", "东门", "--spot", "溪边步道")
    line = command(
        "need", "add", "--post", "义诊登记", "--route", "沿溪步道", "--days", "24", "--at", "19:30-21:00"
    )
    assert line.data["shifts"] == 0
    command("need", "add", "--post", "义诊登记", "--activity", "周末义诊", "--session", "2026-11-28")
    assert command("need", "fill").data == {"shifts": 0}
    (one,) = command("shift", "list").data["shifts"]
    command("shift", "open", one["shift_id"])
    command("shift", "cancel", one["shift_id"], "--reason", "专家来不了")
    assert command("shift", "list").data["shifts"] == []
    command("shift", "restore", one["shift_id"])
    dry = command("need", "change", 2, "--before", 45, "--maximum", 3, "--lead", "--dry-run").data
    assert (dry["moved"], [each["fate"] for each in dry["shifts"]]) == (1, ["moves"])
    assert command("need", "change", 2, "--before", 45, "--maximum", 3, "--lead").data == dry
    assert command("need", "change", 2, "--maximum", 3).data["shifts"] == []
    (one,) = command("shift", "list").data["shifts"]
    assert (one["starts"][:16], one["maximum"]) == ("2026-11-28T08:15", 3)
    assert command("need", "end", 2, "--dry-run").data["dropped"] == 1
    ended = command("need", "end", 2).data
    assert (ended["need"], ended["dropped"], ended["kept"]) == (2, 1, 0)
    assert command("need", "resume", 2).data == {"need": 2, "made": 1}
    assert command("need", "add", "--post", "没有", "--room", "大厅").codes != []
