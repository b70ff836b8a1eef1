"""The course of a matter on both engines: one visit, one promise, every step on paper."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.catalog.models import Need, service_paper
from neighborcenter.desk import queries as desk
from neighborcenter.desk.kinds import Outcome
from neighborcenter.desk.matters import hand_service, queries, service
from neighborcenter.desk.matters.drafts import AskDraft, HandDraft, MatterDraft, PaperDraft, RateDraft
from neighborcenter.desk.matters.kinds import Act, MatterStatus, Satisfaction
from neighborcenter.desk.matters.queries import MatterFilter
from neighborcenter.desk.queue import calling_service, setup_service
from neighborcenter.desk.queue import service as queue
from neighborcenter.desk.queue.drafts import FinishDraft, TicketDraft
from neighborcenter.desk.queue.queries import windows
from neighborcenter.kit.problems import Invalid

pytestmark = pytest.mark.both_engines
ALL = (PaperDraft("身份证", there=True), PaperDraft("一寸照片", there=True))


@pytest.fixture
def card(make) -> int:
    """老年人优待证: two papers needed, one more of use, 5 working days."""
    ref = make.service("老年人优待证", days=5, department="民政办")
    with make._work() as work:
        for place, (name, need) in enumerate(
            (("身份证", Need.NECESSARY), ("一寸照片", Need.NECESSARY), ("户口簿", Need.OPTIONAL))
        ):
            work.insert(service_paper, service_id=ref, position=place, name=name, need=need, copies="1 份")
    return ref


def code_of(refused: pytest.ExceptionInfo[Invalid]) -> str:
    return refused.value.problems[0].code


def test_taken_in_with_everything_it_is_accepted_and_promised(work, make, card):
    person = make.resident("王桂兰")
    done = service.take_in(work, MatterDraft(card, person, papers=ALL, accept=True))
    assert (done.number, done.status, done.due) == ("2026-0001", MatterStatus.ACCEPTED, date(2026, 11, 30))
    visits = desk.visit_rows(work, desk.visit_ids(work))
    assert [(row.visit_id, row.visitor, row.outcome) for row in visits] == [
        (done.visit_id, "王桂兰", Outcome.OPEN)
    ]
    service.finish(work, done.matter_id, "已发证")
    assert desk.visit_rows(work, desk.visit_ids(work))[0].outcome is Outcome.DONE
    row = queries.matter_rows(work, [done.matter_id])[0]
    assert (row.status, row.clock.clock.value) == (MatterStatus.DONE, "in_time")
    assert [step.act for step in queries.matter_card(work, row.id).steps] == [
        Act.TAKE,
        Act.ACCEPT,
        Act.FINISH,
    ]


def test_with_a_paper_missing_it_waits_and_says_which(work, card):
    draft = MatterDraft(card, who="张阿婆", papers=ALL[:1], accept=True)
    done = service.take_in(work, draft)
    assert (done.status, done.due, done.missing) == (MatterStatus.RECEIVED, None, ("一寸照片",))
    with pytest.raises(Invalid) as refused:
        service.accept(work, done.matter_id)
    assert code_of(refused) == "matters.papers_missing"
    assert service.accept(work, done.matter_id, incomplete=True) == date(2026, 11, 30)


def test_asked_for_papers_the_clock_stands_still(work, card, clock):
    done = service.take_in(work, MatterDraft(card, who="张阿婆", papers=ALL, accept=True))
    clock.set(datetime(2026, 11, 25, 9, 0))
    service.ask(work, AskDraft(done.matter_id, ("户口簿", "委托书"), by=date(2026, 12, 4)))
    card_then = queries.matter_card(work, done.matter_id)
    assert card_then.row.clock.clock.value == "paused"
    assert card_then.missing == ("户口簿", "委托书")
    clock.set(datetime(2026, 12, 4, 9, 0))
    # Three working days were left on the Wednesday: Monday, Tuesday, Wednesday after the Friday.
    assert service.supply(work, done.matter_id) == date(2026, 12, 9)
    assert queries.matter_rows(work, [done.matter_id])[0].status is MatterStatus.ACCEPTED


def test_a_promise_that_had_run_out_stays_late(work, card, clock):
    done = service.take_in(work, MatterDraft(card, who="张阿婆", papers=ALL, accept=True))
    clock.set(datetime(2026, 12, 2, 9, 0))
    service.ask(work, AskDraft(done.matter_id, ("户口簿",)))
    clock.set(datetime(2026, 12, 3, 9, 0))
    assert service.supply(work, done.matter_id) == date(2026, 11, 30)
    assert queries.matter_ids(work, MatterFilter(due="overdue")) == [done.matter_id]
    assert queries.counts(work).overdue == 1


def test_agency_work_goes_out_and_comes_back_both_signed(work, card):
    done = service.take_in(work, MatterDraft(card, who="张阿婆", papers=ALL, accept=True))
    out = HandDraft(done.matter_id, "周敏", "镇民政办 李科", "身份证复印件、照片")
    hand_service.hand_over(work, out)
    with pytest.raises(Invalid) as refused:
        hand_service.hand_over(work, out)
    assert code_of(refused) == "matters.away_already"
    assert queries.matter_ids(work, MatterFilter(away=True)) == [done.matter_id]
    hand_service.hand_over(work, HandDraft(done.matter_id, "镇民政办 李科", "周敏", "优待证", back=True))
    steps = [step for step in queries.matter_card(work, done.matter_id).steps if step.giver]
    assert [(step.giver, step.taker) for step in steps] == [
        ("周敏", "镇民政办 李科"),
        ("镇民政办 李科", "周敏"),
    ]
    with pytest.raises(Invalid):
        hand_service.hand_over(work, HandDraft(done.matter_id, "周敏", "", back=True))


def test_a_proof_that_must_be_refused_is_not_taken_in(work, make):
    proof = make.service("无犯罪记录证明", refused=True, refer_to="派出所")
    with pytest.raises(Invalid) as refused:
        service.take_in(work, MatterDraft(proof, who="张阿婆"))
    assert code_of(refused) == "matters.refused"
    assert desk.visit_ids(work) == []


def test_returned_with_a_reason_rated_and_taken_up_again(work, card):
    done = service.take_in(work, MatterDraft(card, who="张阿婆", papers=ALL, accept=True))
    with pytest.raises(Invalid) as refused:
        service.send_back(work, done.matter_id, " ")
    assert code_of(refused) == "matters.reason_missing"
    with pytest.raises(Invalid):
        service.rate(work, RateDraft(done.matter_id, Satisfaction.GOOD))
    service.send_back(work, done.matter_id, "不满 60 周岁")
    assert desk.visit_rows(work, desk.visit_ids(work))[0].outcome is Outcome.REFERRED
    service.rate(work, RateDraft(done.matter_id, Satisfaction.FAIR, "说得清楚"))
    assert queries.matter_rows(work, [done.matter_id])[0].satisfaction is Satisfaction.FAIR
    service.reopen(work, done.matter_id)
    row = queries.matter_rows(work, [done.matter_id])[0]
    assert (row.status, row.satisfaction) == (MatterStatus.ACCEPTED, None)


def test_pressed_twice_there_is_one_matter_and_one_visit(work, card):
    draft = MatterDraft(card, who="张阿婆", client_key="k7")
    first, again = service.take_in(work, draft), service.take_in(work, draft)
    assert (again.matter_id, again.again) == (first.matter_id, True)
    assert len(desk.visit_ids(work)) == 1


def test_a_number_whose_matter_is_taken_in_ends_without_a_second_visit(work, card, make):
    setup_service.switch(work, on=True)
    person = make.resident("王桂兰")
    taken = queue.take(work, TicketDraft(resident_id=person))
    calling_service.call_next(work, windows(work)[0].id)
    service.take_in(work, MatterDraft(card, person, papers=ALL, ticket_id=taken.ticket_id))
    queue.finish(work, FinishDraft(taken.ticket_id))
    assert len(desk.visit_ids(work)) == 1


def test_the_list_finds_by_number_name_and_service_and_sorts_what_is_due_first(work, card, make):
    slow = make.service("残疾人证", days=20)
    late = service.take_in(work, MatterDraft(slow, who="吴国立", accept=True))
    soon = service.take_in(work, MatterDraft(card, who="张阿婆", papers=ALL, accept=True))
    never = service.take_in(work, MatterDraft(make.service("咨询"), who="林伯", accept=True))
    assert queries.matter_ids(work) == [soon.matter_id, late.matter_id, never.matter_id]
    assert queries.matter_ids(work, MatterFilter(order="-number"))[0] == never.matter_id
    for text, found in (("2026-0001", late), ("阿婆", soon), ("咨询", never)):
        assert queries.matter_ids(work, MatterFilter(text=text)) == [found.matter_id]


def test_merging_two_residents_moves_their_matters(work, card, make):
    from neighborcenter.people import merge_service
    from neighborcenter.people.drafts import MergeChoice

    keep, drop = make.resident("王桂兰"), make.resident("王桂兰")
    done = service.take_in(work, MatterDraft(card, drop, papers=ALL))
    merge_service.merge(work, MergeChoice(keep, drop))
    assert [row.id for row in queries.of_resident(work, keep)] == [done.matter_id]
    assert work.value(sa.text("SELECT resident_id FROM matter")) == keep
