"""Call lists: who is told, by which number, and when a list is done."""

import pytest
import sqlalchemy as sa

from neighborcenter.booking import call_service, calls, privacy
from neighborcenter.booking.drafts import CallDraft
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.problems import Invalid, NotFound

pytestmark = pytest.mark.both_engines


@pytest.fixture
def list_id(work, make):
    choir = make.group("夕阳红合唱队", phone="13600001111")
    xiuying = make.resident("林秀英", phone="13799887766")
    child = make.resident("王小明", guardian_phone="13811112222")
    return call_service.make_list(
        work,
        title="多功能厅停电",
        subject="closed_day",
        subject_id=7,
        words="11月26日停电，场地暂停使用。",
        entries=[
            CallDraft(resident_id=xiuying, words="书法班"),
            CallDraft(group_id=choir),
            CallDraft(resident_id=child, who="王小明"),
            CallDraft(who="陈先生", phone="13512345678"),
            CallDraft(who="社区办"),
        ],
    )


def test_every_number_is_found_where_it_is_kept_and_shown_masked(work, list_id):
    found = [(entry.who, entry.phone, entry.outcome) for entry in calls.entries(work, list_id)]
    assert found == [
        ("林秀英", "137****7766", CallOutcome.OPEN),
        ("夕阳红合唱队", "136****1111", CallOutcome.OPEN),
        ("王小明", "138****2222", CallOutcome.OPEN),
        ("陈先生", "135****5678", CallOutcome.OPEN),
        ("社区办", "", CallOutcome.NO_NUMBER),
    ]


def test_a_whole_number_asks_for_a_reason_and_leaves_a_line(work, list_id):
    numbers = [entry.entry_id for entry in calls.entries(work, list_id)][:4]
    shown = [privacy.reveal_call_phone(work, entry, "通知停电") for entry in numbers]
    assert shown == ["13799887766", "13600001111", "13811112222", "13512345678"]
    with pytest.raises(Invalid):
        privacy.reveal_call_phone(work, numbers[0], " ")


def test_a_list_is_done_when_nobody_is_left_and_open_again_when_a_call_is_taken_back(work, list_id):
    one = calls.open_lists(work)[0]
    assert (one.list_id, one.calls, one.left) == (list_id, 5, 4)
    waiting = [entry.entry_id for entry in calls.entries(work, list_id)][:4]
    for entry in waiting[:3]:
        call_service.tick(work, entry, CallOutcome.TOLD)
    call_service.tick(work, waiting[3], CallOutcome.NOT_REACHED, "下午再打")
    assert calls.open_lists(work)[0].left == 1
    call_service.tick(work, waiting[3], CallOutcome.TOLD)
    assert calls.open_lists(work) == ()
    assert calls.closed_lists(work)[0].list_id == list_id
    assert calls.entries(work, list_id)[3].note == "下午再打"
    call_service.tick(work, waiting[0], CallOutcome.OPEN)
    assert calls.open_lists(work)[0].left == 1
    assert calls.entries(work, list_id)[0].called_at is None


def test_a_list_can_be_put_aside_and_taken_up(work, list_id):
    call_service.put_aside(work, list_id)
    assert calls.open_lists(work) == ()
    call_service.take_up(work, list_id)
    assert calls.call_list_row(work, list_id).closed_at is None
    assert calls.list_about(work, "closed_day", 7) == list_id


def test_a_list_needs_a_title_and_somebody(work):
    with pytest.raises(Invalid):
        call_service.make_list(work, title="停电", subject="", subject_id=None, words="", entries=[])
    with pytest.raises(Invalid):
        call_service.make_list(
            work, title=" ", subject="", subject_id=None, words="", entries=[CallDraft(who="陈先生")]
        )
    with pytest.raises(NotFound):
        call_service.tick(work, 99, CallOutcome.TOLD)


def test_the_trail_names_the_call_and_never_the_number(backend, actor, make):
    with backend.work(actor) as work:
        made = call_service.make_list(
            work,
            title="改期",
            subject="booking",
            subject_id=1,
            words="",
            entries=[CallDraft(who="陈先生", phone="13512345678")],
        )
        entry = calls.entries(work, made)[0].entry_id
        call_service.tick(work, entry, CallOutcome.TOLD)
        privacy.reveal_call_phone(work, entry, "通知改期")
    with backend.read(actor) as read:
        lines = read.rows(sa.select(audit_entry.c.act, audit_entry.c.detail).order_by(audit_entry.c.id))
    acts = [line.act for line in lines if line.act.startswith("calls.")]
    assert acts == ["calls.make", "calls.tick", "calls.reveal_phone"]
    assert not any("13512345678" in line.detail for line in lines)
