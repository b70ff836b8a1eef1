"""Things that go out and come back, things found, and the end of a shift — on both engines."""

from datetime import datetime, timedelta

import pytest

from neighborcenter.booking import resource_queries, resource_service
from neighborcenter.booking.resource_drafts import ResourceDraft
from neighborcenter.desk.counter import handover_service, loan_service, queries, thing_service
from neighborcenter.desk.counter.drafts import (
    HandoverDraft,
    LoanDraft,
    NoticeDraft,
    ThingDraft,
    ThingEndDraft,
)
from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.desk.matters import queries as matters
from neighborcenter.desk.matters import service as matter_service
from neighborcenter.desk.matters.drafts import MatterDraft
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.times import TimeRange
from neighborcenter.people import merge_service

pytestmark = pytest.mark.both_engines
EVENING = datetime(2026, 11, 23, 17, 0)


@pytest.fixture
def chair(make) -> int:
    """Two wheelchairs."""
    with make._work() as work:
        return resource_service.add_resource(work, ResourceDraft("轮椅", quantity=2))


def free(read, resource_id: int, starts: datetime, ends: datetime) -> int:
    found = resource_queries.free_things(read, TimeRange(starts, ends))
    return next(one.free for one in found if one.resource_id == resource_id)


def code_of(refused: pytest.ExceptionInfo[Invalid]) -> str:
    return refused.value.problems[0].code


def test_what_is_out_is_not_promised_to_a_booking_until_it_is_due(work, chair, clock):
    lent = loan_service.lend(work, LoanDraft(chair, EVENING, who="张阿婆", client_key="k"))
    now = clock.local()
    assert free(work, chair, now, EVENING) == 1
    assert free(work, chair, EVENING, EVENING + timedelta(hours=1)) == 2
    assert (
        loan_service.lend(work, LoanDraft(chair, EVENING, who="张阿婆", client_key="k")).loan_id
        == lent.loan_id
    )
    clock.set(now + timedelta(hours=2))
    loan_service.give_back(work, lent.loan_id, "完好")
    assert free(work, chair, clock.local(), EVENING) == 2
    loan_service.out_again(work, lent.loan_id)
    assert [row.id for row in queries.loans(work)] == [lent.loan_id]
    assert free(work, chair, clock.local(), EVENING) == 1


def test_no_more_go_out_than_there_are_and_overdue_ones_still_count(work, chair, clock):
    loan_service.lend(work, LoanDraft(chair, EVENING, quantity=2, who="张阿婆"))
    tomorrow = EVENING + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        loan_service.lend(work, LoanDraft(chair, tomorrow, who="林伯"))
    assert code_of(refused) == "counter.not_so_many"
    clock.set(datetime(2026, 11, 24, 9, 0))
    with pytest.raises(Invalid) as refused:
        loan_service.lend(work, LoanDraft(chair, tomorrow, who="林伯"))
    assert code_of(refused) == "counter.not_so_many"
    row = queries.loans(work)[0]
    assert (row.overdue, row.days_overdue) == (True, 1)


def test_a_loan_made_longer_keeps_its_own_piece(work, chair, clock):
    lent = loan_service.lend(work, LoanDraft(chair, EVENING, quantity=2, who="张阿婆"))
    later = EVENING + timedelta(days=2)
    assert loan_service.extend(work, lent.loan_id, later) == EVENING
    assert free(work, chair, EVENING, later) == 0


def test_something_found_is_given_back_on_proof_only(work):
    ref = thing_service.add_thing(
        work, ThingDraft(ThingKind.FOUND, "黑色钱包", "一楼大厅", kept_at="前台抽屉")
    )
    with pytest.raises(Invalid) as refused:
        thing_service.end_thing(work, ThingEndDraft(ref, ThingStatus.GIVEN_BACK, "吴国立"))
    assert code_of(refused) == "counter.proof_missing"
    thing_service.end_thing(work, ThingEndDraft(ref, ThingStatus.GIVEN_BACK, "吴国立", "说出卡号后四位"))
    assert queries.things(work) == []
    thing_service.reopen_thing(work, ref)
    assert [row.kept_until for row in queries.things(work)] == [datetime(2027, 11, 23).date()]


def test_what_was_kept_its_whole_year_is_cleared_in_one_act_and_taken_back_in_one(work, clock):
    def kept(what: str, at: datetime, kind: ThingKind = ThingKind.FOUND) -> int:
        return thing_service.add_thing(work, ThingDraft(kind, what, at=at, who="张阿婆"))

    year_ago = datetime(2025, 11, 23, 9, 0)
    old, older = kept("黑色钱包", year_ago), kept("单只耳环", datetime(2024, 2, 29, 9, 0))
    young = kept("雨伞", year_ago + timedelta(days=1))
    lost = kept("老花镜", year_ago, ThingKind.LOST)
    assert {row.id for row in queries.things(work) if row.clears} == {old, older}
    for wrong in (young, lost):
        with pytest.raises(Invalid) as refused:
            thing_service.clear_things(work, [old, wrong], "双沟派出所")
        assert code_of(refused) == "counter.still_kept"
    done = thing_service.clear_things(work, [old, older], "双沟派出所")
    settled = {row.id: row for row in queries.things(work, kept=False)}
    assert [(settled[ref].status, settled[ref].claimed_by) for ref in done] == [
        (ThingStatus.HANDED_ON, "双沟派出所")
    ] * 2
    thing_service.keep_again(work, done)
    assert {row.id for row in queries.things(work)} == {old, older, young, lost}


def test_words_hang_from_their_first_day_to_their_last(work, clock):
    first = clock.today()
    ref = thing_service.hang_notice(work, NoticeDraft("电梯检修，请走楼梯", first, first, on_display=True))
    assert [row.id for row in queries.notices(work)] == [ref]
    thing_service.take_notice_down(work, ref)
    assert queries.notices(work) == []
    thing_service.take_notice_down(work, ref, down=False)
    clock.set(clock.local() + timedelta(days=1))
    assert queries.notices(work) == []


def test_a_handover_keeps_what_was_open_and_somebody_else_signs(backend, actor, make, chair):
    service_id = make.service("残疾人证", days=5)
    with backend.work(actor) as work:
        done = matter_service.take_in(work, MatterDraft(service_id, who="吴国立", accept=True))
        loan_service.lend(work, LoanDraft(chair, EVENING, who="张阿婆"))
        ref = handover_service.hand_over(work, HandoverDraft("沈洁", cash_fen=12_050, words="电梯下午检修"))
        matter_service.finish(work, done.matter_id)
        with pytest.raises(Invalid) as refused:
            handover_service.sign(work, ref)
        assert code_of(refused) == "counter.own_signature"
    other = Actor(make.account(name="沈洁"), "沈洁", actor.center_id, actor.permissions)
    with backend.work(other) as work:
        handover_service.sign(work, ref)
        row = queries.handover(work, ref)
        assert (row.giver, row.taker, row.signed, row.cash_fen) == ("林晓", "沈洁", True, 12_050)
        assert [one["number"] for one in row.content["matters"]] == ["2026-0001"]
        assert [one["what"] for one in row.content["loans"]] == ["轮椅"]
        with pytest.raises(Invalid):
            handover_service.sign(work, ref)


def test_a_resident_whose_data_go_is_gone_from_matters_loans_and_handovers(work, make, chair):
    person = make.resident("王桂兰", phone="13805070427")
    done = matter_service.take_in(
        work, MatterDraft(make.service("残疾人证"), person, phone="13805070427", note="女儿陪同")
    )
    loan_service.lend(work, LoanDraft(chair, EVENING, resident_id=person))
    ref = handover_service.hand_over(work, HandoverDraft("沈洁"))
    merge_service.forget(work, person, "本人要求")
    assert "王桂兰" not in str(queries.handover(work, ref))
    assert "王桂兰" not in str(matters.matter_card(work, done.matter_id))
    assert "王桂兰" not in str(queries.loans(work))
