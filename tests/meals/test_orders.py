"""Orders, standing orders, cards, merges: what staff do with them and what is refused."""

from datetime import date, datetime

import pytest

from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.kit.times import Month
from neighborcenter.meals import (
    money_queries,
    order_service,
    queries,
    rule_service,
    settle_service,
    standing_service,
)
from neighborcenter.meals.drafts import (
    EaterDraft,
    OrderDraft,
    PaymentDraft,
    RuleDraft,
    StandingDraft,
    TopUpDraft,
)
from neighborcenter.meals.kinds import Meal, OrderStatus, PayMethod, RuleKind
from neighborcenter.people import merge_service
from neighborcenter.people.drafts import MergeChoice

TOMORROW = date(2026, 11, 24)
WEEK = [date(2026, 11, day) for day in range(24, 30)]


def code(caught) -> str:
    return str(caught.value.problems[0].code)


def due(work, day: date) -> list[int]:
    return [
        row.person_fen
        for row in queries.orders(work, day, WEEK[-1])
        if row.status is not OrderStatus.CANCELLED
    ]


@pytest.mark.both_engines
def test_one_person_one_meal_one_day(work, make, price) -> None:
    who = make.resident("陈秀英")
    order_service.order(work, [OrderDraft(who, TOMORROW)])
    with pytest.raises(Invalid) as caught:
        order_service.order(work, [OrderDraft(who, TOMORROW)])
    assert code(caught) == "meals.ordered_already"
    order_service.order(work, [OrderDraft(who, TOMORROW, Meal.SUPPER)])


def test_lunch_is_ordered_until_half_past_nine(work, make, price, clock) -> None:
    who = make.resident("陈秀英")
    with pytest.raises(Invalid) as caught:
        order_service.order(work, [OrderDraft(who, date(2026, 11, 23))])
    assert code(caught) == "meals.too_late"
    clock.set(datetime(2026, 11, 23, 9, 30))
    order_service.order(work, [OrderDraft(who, date(2026, 11, 23))])


def test_a_free_meal_that_is_cancelled_goes_to_the_next_order_with_a_line_that_says_why(
    work, make, price
) -> None:
    rule_service.add_rule(
        work, RuleDraft("每月两次免费", RuleKind.FREE_TIMES, date(2026, 11, 1), age_from=70, times=2)
    )
    who = make.resident("陈秀英", birth_date=date(1950, 1, 1))
    refs = order_service.order(work, [OrderDraft(who, day) for day in WEEK[:3]])
    assert due(work, WEEK[0]) == [0, 0, 1200]
    order_service.cancel(work, refs[0])
    assert due(work, WEEK[0]) == [0, 0]
    later = [part for part in queries.parts_of(work, refs[2]) if part.reason]
    assert sum(part.fen for part in later) == 0
    assert later[0].fen == -1200
    order_service.restore(work, refs[0])
    assert due(work, WEEK[0]) == [0, 0, 1200]


def test_a_rule_changed_back_dated_corrects_and_keeps_the_days_before(work, make, price) -> None:
    first = RuleDraft("八元餐", RuleKind.FIXED, date(2026, 11, 1), age_from=60, amount_fen=800)
    ref = rule_service.add_rule(work, first)
    who = make.resident("陈秀英", birth_date=date(1950, 1, 1))
    order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, day)) for day in (2, 9, 16)])
    changed = RuleDraft("七元餐", RuleKind.FIXED, date(2026, 11, 9), age_from=60, amount_fen=700)
    rule_service.change_rule(work, ref, changed)
    assert due(work, date(2026, 11, 1)) == [800, 700, 700]


@pytest.mark.both_engines
def test_standing_orders_are_entered_once_and_end(work, make, price) -> None:
    who = make.resident("陈秀英")
    order_service.set_eater(work, EaterDraft(who, diet="低盐", deliver=True, line="东线"))
    ref = standing_service.add_standing(work, StandingDraft(who, Meal.LUNCH, TOMORROW))
    assert standing_service.lay_out(work, date(2026, 11, 30)) == 5
    assert standing_service.lay_out(work, date(2026, 11, 30)) == 0
    row = queries.orders(work, TOMORROW, TOMORROW)[0]
    assert (row.diet, row.line, row.standing) == ("低盐", "东线", True)
    assert row.address.startswith("双沟社区"), "delivered to where the person lives"
    order_service.cancel(work, row.id)
    assert standing_service.lay_out(work, date(2026, 11, 30)) == 0, "a cancelled day does not come back"
    before, cancelled = standing_service.end_standing(work, ref, date(2026, 11, 26))
    assert (before, len(cancelled)) == (None, 2)
    standing_service.resume_standing(work, ref, before, cancelled)
    ordered = [row.day for row in queries.orders(work, date(2026, 11, 26), date(2026, 11, 30))]
    assert ordered == [date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)]
    assert standing_service.lay_out(work, date(2026, 12, 1)) == 1, "it goes on"


@pytest.mark.both_engines
def test_a_card_is_the_sum_of_its_ledger(work, make, price, clock) -> None:
    who = make.resident("陈秀英")
    order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, day)) for day in (2, 3)])
    clock.set(datetime(2026, 12, 1, 9))
    month = settle_service.settle(work, Month(2026, 11))
    with pytest.raises(Invalid) as caught:
        settle_service.pay(work, PaymentDraft(month, who, PayMethod.BALANCE))
    assert code(caught) == "meals.balance_short"
    settle_service.top_up(work, TopUpDraft(who, 5000))
    paid = settle_service.pay(work, PaymentDraft(month, who, PayMethod.BALANCE))
    assert money_queries.balances_of(work)[who] == 2600
    settle_service.take_back_payment(work, paid)
    with pytest.raises(Invalid):
        settle_service.take_back_payment(work, paid)
    ledger = money_queries.ledger_of(work, who)
    assert [one.after_fen for one in ledger] == [5000, 2600, 5000]
    with pytest.raises(Invalid):
        settle_service.top_up(work, TopUpDraft(who, -5001))


def test_a_settled_month_takes_nothing_more(work, make, price, clock) -> None:
    who = make.resident("陈秀英")
    (ref,) = order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, 2))])
    order_service.order(work, [OrderDraft(who, TOMORROW)])
    clock.set(datetime(2026, 12, 1, 9))
    with pytest.raises(Invalid) as caught:
        settle_service.settle(work, Month(2026, 11))
    assert code(caught) == "meals.still_ordered"
    order_service.mark(work, [queries.orders(work, TOMORROW, TOMORROW)[0].id], OrderStatus.NOT_FETCHED)
    settle_service.settle(work, Month(2026, 11))
    for act in (
        lambda: order_service.mark(work, [ref], OrderStatus.NOT_FETCHED),
        lambda: order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, 3))]),
        lambda: settle_service.settle(work, Month(2026, 11)),
    ):
        with pytest.raises(Invalid):
            act()
    assert money_queries.month_money(work, Month(2026, 11)).people[0].due_fen == 2400


@pytest.mark.both_engines
def test_two_records_of_one_person_eat_one_lunch(work, make, price) -> None:
    one, other = make.resident("陈秀英"), make.resident("陈秀英")
    order_service.order(
        work, [OrderDraft(one, TOMORROW), OrderDraft(other, TOMORROW), OrderDraft(other, WEEK[1])]
    )
    merge_service.merge(work, MergeChoice(one, other))
    standing = [row for row in queries.orders(work, TOMORROW, WEEK[1]) if row.status is OrderStatus.ORDERED]
    assert [(row.resident_id, row.day) for row in standing] == [(one, TOMORROW), (one, WEEK[1])]


def test_the_desk_does_not_settle(backend, make) -> None:
    with backend.work(make.actor_as("front_desk")) as work, pytest.raises(NotAllowed):
        settle_service.settle(work, Month(2026, 10))
