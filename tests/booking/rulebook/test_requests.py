"""Asked for, checked, granted, declined, lapsed: what holds the room, who answers, what is kept."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.booking import request_service, service
from neighborcenter.booking.kinds import OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.rulebook import bar_service, charge_queries, charge_service, queries
from neighborcenter.booking.rulebook.drafts import BarDraft
from neighborcenter.booking.rulebook.kinds import AnswerStep, Basis, ChargeState, PayMethod
from neighborcenter.booking.rulebook.models import charge, receipt
from neighborcenter.booking.rulebook.terms import (
    Approval,
    Deposit,
    Expiry,
    Fee,
    Length,
    PayBy,
    Reduction,
)
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed

pytestmark = pytest.mark.both_engines


def standing(work, booking_id) -> Standing:
    return work.value(sa.select(booking.c.standing).where(booking.c.id == booking_id))


def claims(work) -> int:
    return work.value(sa.select(sa.func.count()).select_from(claim))


def refused(act) -> str:
    with pytest.raises(Invalid) as caught:
        act()
    return caught.value.problems[0].code


def test_one_step_grants_and_keeps_the_words(work, draft) -> None:
    asked = service.book(work, replace(draft, ask=True)).booking_id
    (row,) = queries.requests(work)
    assert (row.id, row.room, row.days, row.steps) == (asked, "书法室", 1, 1)
    request_service.grant(work, asked, "欢迎，请于当天领取钥匙")
    assert standing(work, asked) is Standing.GRANTED
    assert not queries.requests(work)
    assert [(a.step, a.words, a.by) for a in queries.answers(work, asked)] == [
        (AnswerStep.ASKED, "", "林晓"),
        (AnswerStep.GRANTED, "欢迎，请于当天领取钥匙", "林晓"),
    ]
    assert refused(lambda: request_service.grant(work, asked)) == "booking.request_answered"
    (answered,) = queries.answered(work, date(2026, 11, 23))
    assert (answered.id, answered.why, answered.standing) == (
        asked,
        "欢迎，请于当天领取钥匙",
        Standing.GRANTED,
    )
    assert not queries.answered(work, date(2026, 11, 24))


def test_two_steps_want_two_people(backend, make, actor, draft, house) -> None:
    from neighborcenter.booking.rulebook import service as rules
    from neighborcenter.booking.rulebook.drafts import RuleDraft
    from neighborcenter.booking.rulebook.kinds import RuleKind

    second = Actor(make.account(name="吴敏"), "吴敏", actor.center_id, actor.permissions)
    with backend.work(actor) as work:
        rules.add_rule(work, RuleDraft(RuleKind.APPROVAL, Approval(2)))
        asked = service.book(work, draft).booking_id
        assert refused(lambda: request_service.grant(work, asked)) == "booking.request_first"
        request_service.check(work, asked, "材料齐全")
        assert refused(lambda: request_service.check(work, asked)) == "booking.request_checked"
        assert refused(lambda: request_service.grant(work, asked)) == "booking.request_same_hand"
    with backend.work(second) as work:
        assert request_service.grant(work, asked).standing is Standing.GRANTED
    with backend.read(actor) as read:
        assert [a.step for a in queries.answers(read, asked)] == [
            AnswerStep.ASKED,
            AnswerStep.CHECKED,
            AnswerStep.GRANTED,
        ]


def test_declining_says_why_and_frees_the_room_at_once(work, draft) -> None:
    asked = service.book(work, replace(draft, ask=True)).booking_id
    assert refused(lambda: request_service.decline(work, asked, " ")) == "booking.decline_why"
    request_service.decline(work, asked, "当天有党建活动")
    assert standing(work, asked) is Standing.DECLINED
    assert claims(work) == 0
    day = work.row(sa.select(occurrence))
    assert (day.status, day.cancel_reason) == (OccurrenceStatus.LAPSED, "当天有党建活动")
    assert service.book(work, replace(draft, title="党员学习")).booking_id


def test_the_desk_does_not_answer(backend, make, draft, house, actor) -> None:
    with backend.work(make.actor_as("front_desk")) as work:
        asked = service.book(work, replace(draft, ask=True)).booking_id
    with pytest.raises(NotAllowed), backend.work(make.actor_as("coordinator")) as work:
        request_service.grant(work, asked)


def test_granting_asks_the_rules_of_today_but_not_for_notice_again(
    work, make, draft, set_rule, clock
) -> None:
    from neighborcenter.booking.rulebook.terms import Notice

    resident = make.resident("林秀英")
    set_rule(Notice(2))
    asked = service.book(work, replace(draft, who="", resident_id=resident, ask=True)).booking_id
    clock.set(datetime(2026, 11, 25, 20))
    bar_service.add_bar(work, BarDraft(resident_id=resident, until=date(2026, 12, 31), reason="两次未到"))
    assert refused(lambda: request_service.grant(work, asked)) == "booking.barred"
    assert request_service.grant(work, asked, override="已经谈过话").standing is Standing.GRANTED
    assert [o.reason for o in queries.overrides(work)] == ["已经谈过话"]


def test_what_was_set_aside_when_it_was_asked_for_stays_so(work, draft, set_rule) -> None:
    set_rule(Length(0, 60))
    asked = service.book(work, replace(draft, ask=True, override="区里借用")).booking_id
    assert request_service.grant(work, asked).standing is Standing.GRANTED
    assert len(queries.overrides(work)) == 1


def test_requests_lapse_by_the_clock_and_never_later_than_their_start(work, draft, set_rule, clock) -> None:
    set_rule(Expiry(24))
    set_rule(Approval())
    soon = service.book(work, draft).booking_id
    assert request_service.lapse_due(work) == []
    clock.set(datetime(2026, 11, 24, 10, 15))
    assert refused(lambda: request_service.grant(work, soon)) == "booking.request_late"
    assert request_service.lapse_due(work) == [soon]
    assert (standing(work, soon), claims(work)) == (Standing.LAPSED, 0)
    assert request_service.lapse_due(work) == []


def test_a_request_without_an_end_lapses_when_its_day_has_begun(work, draft, clock) -> None:
    asked = service.book(work, replace(draft, ask=True, repeat="FREQ=WEEKLY;COUNT=2")).booking_id
    clock.set(datetime(2026, 11, 26, 9, 30))
    assert request_service.lapse_due(work) == []
    clock.set(datetime(2026, 12, 3, 9))
    assert request_service.lapse_due(work) == [asked]


def test_declining_a_longer_day_leaves_the_rest_of_the_series_granted(work, draft, set_rule) -> None:
    from neighborcenter.booking import move_service
    from neighborcenter.booking.drafts import MoveDraft

    done = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=3"))
    set_rule(Approval())
    move_service.move_occurrence(work, MoveDraft(done.occurrence_ids[1], ends=datetime(2026, 12, 3, 13)))
    assert standing(work, done.booking_id) is Standing.REQUESTED
    request_service.decline(work, done.booking_id, "后面有课")
    assert standing(work, done.booking_id) is Standing.GRANTED
    statuses = [r.status for r in work.rows(sa.select(occurrence.c.status).order_by(occurrence.c.starts))]
    assert statuses == [OccurrenceStatus.BOOKED, OccurrenceStatus.LAPSED, OccurrenceStatus.BOOKED]


def test_what_is_not_paid_in_time_lapses_and_what_is_paid_stays(work, draft, set_rule, clock) -> None:
    set_rule(Fee(5000, Basis.TIME))
    set_rule(PayBy(1))
    unpaid = service.book(
        work, replace(draft, starts=datetime(2026, 11, 27, 9), ends=datetime(2026, 11, 27, 10))
    )
    paid = service.book(
        work, replace(draft, starts=datetime(2026, 11, 28, 9), ends=datetime(2026, 11, 28, 10))
    )
    charge_service.pay(work, paid.booking_id)
    clock.set(datetime(2026, 11, 24, 20))
    assert request_service.lapse_due(work) == []
    clock.set(datetime(2026, 11, 25, 8))
    assert request_service.lapse_due(work) == [unpaid.booking_id]
    assert standing(work, paid.booking_id) is Standing.GRANTED
    assert work.value(sa.select(charge.c.state).where(charge.c.booking_id == unpaid.booking_id)) is (
        ChargeState.DROPPED
    )


def test_a_request_is_paid_after_it_was_granted(work, draft, set_rule, clock) -> None:
    set_rule(Fee(5000, Basis.TIME))
    set_rule(PayBy(2))
    asked = service.book(work, replace(draft, ask=True)).booking_id
    assert charge_queries.charges(work)[0].due_on is None
    clock.set(datetime(2026, 11, 24, 9))
    request_service.grant(work, asked)
    assert charge_queries.charges(work)[0].due_on == date(2026, 11, 26)


def test_receipts_are_numbered_without_gaps_and_begin_anew_each_year(work, draft, set_rule, clock) -> None:
    set_rule(Fee(5000, Basis.TIME))
    days = (datetime(2026, 12, 31, 9), datetime(2027, 1, 5, 9))
    first, second = (
        service.book(work, replace(draft, starts=day, ends=day.replace(hour=10))).booking_id for day in days
    )
    assert charge_service.pay(work, first, PayMethod.WECHAT).printed == "2026-0001"
    assert refused(lambda: charge_service.pay(work, first)) == "booking.charge_none"
    assert charge_service.refund(work, first, 2000, "提前结束").printed == "2026-0002"
    assert refused(lambda: charge_service.refund(work, first, 3001, "再退")) == "booking.charge_too_much"
    assert charge_service.refund(work, first, 3000, "停电").number == 3
    clock.set(datetime(2027, 1, 4, 9))
    assert charge_service.pay(work, second).printed == "2027-0001"
    assert [r.fen for r in work.rows(sa.select(receipt.c.fen).order_by(receipt.c.id))] == [
        5000,
        -2000,
        -3000,
        5000,
    ]


def test_a_deposit_goes_back_whole_or_less_what_is_kept(work, draft, set_rule) -> None:
    set_rule(Deposit(20000))
    one = service.book(work, draft).booking_id
    (line,) = charge_queries.charges(work)
    assert refused(lambda: charge_service.return_deposit(work, line.id)) == "booking.charge_state"
    charge_service.pay(work, one)
    assert refused(lambda: charge_service.refund(work, one, 1, "押金")) == "booking.charge_too_much"
    assert refused(lambda: charge_service.return_deposit(work, line.id, 5000)) == "booking.charge_why"
    back = charge_service.return_deposit(work, line.id, 5000, "损坏椅子一把")
    assert back.fen == -15000
    states = [(c.kind.value, c.fen, c.state) for c in charge_queries.charges(work)]
    assert states == [("deposit", 20000, ChargeState.KEPT), ("refund", -15000, ChargeState.RETURNED)]


def test_what_is_free_is_settled_at_once_with_its_reason(work, draft, set_rule) -> None:
    set_rule(Fee(5000, Basis.TIME))
    set_rule(Reduction(100), note="本社区居民免费")
    free = service.book(work, draft).booking_id
    rows = charge_queries.charges(work)
    assert [(r.fen, r.state) for r in rows] == [(5000, ChargeState.PAID), (-5000, ChargeState.PAID)]
    assert charge_queries.open_fen(work, [free]) == {}


def test_extras_are_charged_and_lines_dropped_with_a_reason(work, draft, set_rule) -> None:
    set_rule(Fee(5000, Basis.TIME))
    one = service.book(work, draft).booking_id
    charge_service.add_extra(work, one, 3000, "补配钥匙")
    assert charge_queries.open_fen(work, [one]) == {one: 8000}
    (fee, extra) = charge_queries.charges(work)
    charge_service.drop_charge(work, fee.id, "公益活动")
    assert charge_service.pay(work, one).fen == 3000
    assert refused(lambda: charge_service.drop_charge(work, extra.id, "误登")) == "booking.charge_state"
    (given,) = charge_queries.booking_receipts(work, one)
    assert [(line.words, line.fen) for line in given.lines] == [("补配钥匙", 3000)]


def test_cancelling_a_day_drops_its_charge_and_bringing_it_back_asks_for_it_again(
    backend, actor, draft
) -> None:
    from neighborcenter.booking import cancel_service
    from neighborcenter.booking.rulebook import service as rules
    from neighborcenter.booking.rulebook.drafts import RuleDraft
    from neighborcenter.booking.rulebook.kinds import RuleKind

    with backend.work(actor) as work:
        rules.add_rule(work, RuleDraft(RuleKind.FEE, Fee(5000, Basis.TIME)))
        done = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=2"))
    with backend.work(actor) as work:
        gone = cancel_service.cancel_occurrence(work, done.occurrence_ids[0])
        assert charge_queries.open_fen(work, [done.booking_id]) == {done.booking_id: 5000}
    with backend.work(actor) as work:
        cancel_service.restore(work, gone.occurrence_ids)
        assert charge_queries.open_fen(work, [done.booking_id]) == {done.booking_id: 10000}
