"""What the center decides about its canteen, prices put right for one person, and what waits for somebody."""

from datetime import date, datetime

import pytest

from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.kit.times import Month
from neighborcenter.meals import (
    canteen_queries,
    canteen_service,
    correction_service,
    money_queries,
    month_queries,
    order_service,
    queries,
    rule_service,
    settle_service,
)
from neighborcenter.meals.drafts import CanteenDraft, OrderDraft, PaymentDraft, RuleDraft, TopUpDraft
from neighborcenter.meals.kinds import Meal, OrderStatus, PayMethod, RuleKind
from neighborcenter.people.models import care_tag, resident, resident_tag

FIRST = date(2026, 11, 1)
TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


def decided(**prices: int) -> CanteenDraft:
    cutoffs = {Meal.BREAKFAST: -240, Meal.LUNCH: 600, Meal.SUPPER: 930}
    return CanteenDraft(cutoffs, {meal: prices.get(meal, 0) for meal in Meal})


def test_what_is_decided_holds_for_the_next_order_and_not_for_the_last(work, make, clock) -> None:
    who = make.resident("陈秀英")
    canteen_service.decide(work, decided(lunch=1200))
    order_service.order(work, [OrderDraft(who, TOMORROW)])
    before = canteen_service.decide(work, decided(lunch=1500))
    assert before.prices[Meal.LUNCH] == 1200
    clock.set(datetime(2026, 11, 25, 9, 55))
    order_service.order(work, [OrderDraft(who, date(2026, 11, 25))])
    orders = queries.orders(work, TOMORROW, date(2026, 11, 25))
    assert [one.full_fen for one in orders] == [1200, 1500]
    clock.set(datetime(2026, 11, 26, 10, 1))
    with pytest.raises(Invalid) as caught:
        order_service.order(work, [OrderDraft(who, date(2026, 11, 26))])
    assert caught.value.problems[0].code == "meals.too_late"


def test_an_hour_nobody_named_stands_beside_its_field_and_nothing_is_kept(work, make) -> None:
    draft = CanteenDraft(
        {**decided().cutoffs, Meal.SUPPER: None}, {**decided().prices, Meal.LUNCH: 2_000_000}
    )
    with pytest.raises(Invalid) as caught:
        canteen_service.decide(work, draft)
    assert {one.field for one in caught.value.problems} == {"cutoff_supper", "price_lunch"}
    assert canteen_queries.canteen(work).prices[Meal.LUNCH] == 0


def test_the_desk_orders_but_does_not_decide(backend, make) -> None:
    with backend.work(make.actor_as("front_desk")) as work:
        with pytest.raises(NotAllowed):
            canteen_service.decide(work, decided(lunch=1))
        with pytest.raises(NotAllowed):
            correction_service.correct_person(work, 1, FIRST, "生日更正")


@pytest.mark.both_engines
def test_a_birthday_put_right_corrects_what_was_eaten_since_and_is_taken_back(
    work, make, price, clock
) -> None:
    rule_service.add_rule(work, RuleDraft("八元餐", RuleKind.FIXED, FIRST, age_from=60, amount_fen=800))
    who = make.resident("陈秀英", birth_date=date(1980, 1, 1))
    order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, day)) for day in (2, 9, 16)])
    work.update(resident, who, birth_date=date(1950, 1, 1))
    done = correction_service.correct_person(work, who, date(2026, 11, 9), "生日登记错误")
    assert (done.corrected.orders, done.corrected.person_fen) == (2, -800)
    orders = queries.orders(work, FIRST, TODAY)
    assert [one.person_fen for one in orders] == [1200, 800, 800]
    reasons = {part.reason for one in orders[1:] for part in queries.parts_of(work, one.id) if part.reason}
    assert reasons == {"生日登记错误"}
    again = correction_service.correct_person(work, who, date(2026, 11, 9), "再看一次")
    assert again.corrected.orders == 0, "what is right is not corrected twice"
    correction_service.take_back_correction(work, who, done.before)
    assert [one.person_fen for one in queries.orders(work, FIRST, TODAY)] == [1200, 1200, 1200]


def test_a_correction_needs_a_reason_and_a_day_within_the_year(work, make, price) -> None:
    who = make.resident("陈秀英")
    for since, reason, code in (
        (FIRST, "  ", "meals.reason_missing"),
        (None, "补卡", "meals.day_missing"),
        (date(2025, 11, 1), "补卡", "meals.since_too_far"),
    ):
        with pytest.raises(Invalid) as caught:
            correction_service.correct_person(work, who, since, reason)
        assert [one.code for one in caught.value.problems] == [code]


@pytest.mark.both_engines
def test_a_tag_shown_after_the_month_was_settled_counts_in_the_next_line_by_line(
    work, make, price, clock
) -> None:
    tag = work.insert(care_tag, name="低保户", color="service", position=99)
    rule_service.add_rule(work, RuleDraft("低保免费", RuleKind.FREE, FIRST, tag_id=tag))
    who = make.resident("陈秀英")
    order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, day)) for day in (2, 3)])
    clock.set(datetime(2026, 12, 2, 14))
    settle_service.settle(work, Month(2026, 11))
    order_service.note_eaten(work, [OrderDraft(who, date(2026, 12, 1))])
    work.execute(resident_tag.insert().values(resident_id=who, tag_id=tag))
    correction_service.correct_person(work, who, FIRST, "补交低保证")
    for month, lines in (
        (11, [(1200, False), (1200, False)]),
        (12, [(-1200, True), (-1200, True), (0, False)]),
    ):
        found = month_queries.lines_of(work, Month(2026, month), who)
        assert [(one.fen, one.late) for one in found] == lines
        (person,) = money_queries.month_money(work, Month(2026, month)).people
        assert person.due_fen == sum(one.fen for one in found)


@pytest.mark.both_engines
def test_the_bell_tells_what_closes_what_is_unmarked_and_what_is_unsettled(work, make, price, clock) -> None:
    assert (canteen_queries.unmarked(work), canteen_queries.unsettled(work)) == (None, None)
    who = make.resident("陈秀英")
    order_service.order(work, [OrderDraft(who, TOMORROW), OrderDraft(who, TOMORROW, Meal.SUPPER)])
    assert canteen_queries.closing(work) == ()
    clock.set(datetime(2026, 11, 24, 9))
    (one,) = canteen_queries.closing(work)
    assert (one.meal, one.ordered, one.until) == (Meal.LUNCH, 1, datetime(2026, 11, 24, 9, 30))
    clock.set(datetime(2026, 12, 1, 8))
    late = canteen_queries.unmarked(work)
    assert late is not None
    assert (late.first, late.meals) == (TOMORROW, 2)
    assert canteen_queries.unsettled(work) == Month(2026, 11)
    order_service.mark(work, [one.id for one in queries.orders(work, TOMORROW, TOMORROW)], OrderStatus.SERVED)
    settle_service.settle(work, Month(2026, 11))
    assert (canteen_queries.unmarked(work), canteen_queries.unsettled(work)) == (None, None)


@pytest.mark.both_engines
def test_a_top_up_by_mistake_is_taken_back_once(work, make) -> None:
    who = make.resident("陈秀英")
    wrong = settle_service.top_up(work, TopUpDraft(who, 20000))
    settle_service.take_back_top_up(work, wrong)
    assert money_queries.balances_of(work)[who] == 0
    with pytest.raises(Invalid) as caught:
        settle_service.take_back_top_up(work, wrong)
    assert caught.value.problems[0].code == "meals.taken_back_already"


def test_a_top_up_that_was_spent_is_not_taken_back(work, make, price, clock) -> None:
    who = make.resident("陈秀英")
    order_service.note_eaten(work, [OrderDraft(who, date(2026, 11, 2))])
    clock.set(datetime(2026, 12, 1, 9))
    month = settle_service.settle(work, Month(2026, 11))
    entry = settle_service.top_up(work, TopUpDraft(who, 2000))
    settle_service.pay(work, PaymentDraft(month, who, PayMethod.BALANCE))
    with pytest.raises(Invalid) as caught:
        settle_service.take_back_top_up(work, entry)
    assert caught.value.problems[0].code == "meals.balance_short"
