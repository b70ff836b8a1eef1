"""One person on the screen: prices put right, the month behind the sum; the palette and the bell that lead there."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from neighborcenter.kit.times import Month
from neighborcenter.meals import money_queries, order_service, queries, rule_service, settle_service
from neighborcenter.meals.drafts import OrderDraft, PaymentDraft, RuleDraft
from neighborcenter.meals.kinds import Meal, PayMethod, RuleKind
from neighborcenter.people.models import resident
from ui.kit import messages
from ui.kit.labels import Label
from ui.meals import finder, notices
from ui.pages import PAGES

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


@pytest.fixture
def eaten(make, canteen) -> int:
    """陈秀英 ate four lunches: two free, two at 12 yuan; gives her id."""
    with make.backend.work(make.actor) as work:
        order_service.note_eaten(work, [OrderDraft(canteen, date(2026, 11, day)) for day in (2, 3, 4, 5)])
    return canteen


def paid(make) -> list[int]:
    with make.backend.read(make.actor) as read:
        return [one.person_fen for one in queries.orders(read, date(2026, 11, 1), TODAY)]


def test_prices_of_a_person_are_put_right_with_a_reason_and_taken_back(page, make, eaten, settle) -> None:
    with make.backend.work(make.actor) as work:
        rule_service.add_rule(work, RuleDraft("90 岁免费", RuleKind.FREE, date(2026, 11, 1), age_from=90))
        work.update(resident, eaten, birth_date=date(1930, 3, 8))
    page.show_tab("eaters")
    settle()
    tab = page.tab("eaters")
    tab.choose_first()
    tab.show_card()
    settle()
    page.window().panel.content().correct.emit()
    settle()
    panel = page.window().panel.content()
    panel.submit()
    settle()
    assert panel.form.fields["reason"].problem.code == "meals.reason_missing"
    assert paid(make) == [0, 0, 1200, 1200]
    panel.form.fields["reason"].set_value("生日登记错误")
    panel.submit()
    settle()
    assert paid(make) == [0, 0, 0, 0]
    assert messages.undo_last()
    settle()
    assert paid(make) == [0, 0, 1200, 1200]


def test_the_panel_of_an_order_acts_on_its_own_order(page, make, eaten, settle) -> None:
    tab = page.tab("day")
    tab.show_day(date(2026, 11, 4))
    settle()
    tab.show_order(tab.table.model.id_at(0))
    settle()
    page.window().panel.content().wanted.emit("correct")
    settle()
    panel = page.window().panel.content()
    assert panel.form.fields["since"].value() == date(2026, 11, 1)


def test_a_persons_sum_opens_its_meals_and_its_payments(page, make, eaten, settle, clock) -> None:
    clock.set(datetime(2026, 12, 2, 9))
    with make.backend.work(make.actor) as work:
        ref = settle_service.settle(work, Month(2026, 11))
        settle_service.pay(work, PaymentDraft(ref, eaten, PayMethod.CASH, 1000))
    page.show_tab("month")
    settle()
    tab = page.tab("month")
    tab.open(Month(2026, 11))
    settle()
    tab.choose_first()
    tab.show_person()
    settle()
    panel = page.window().panel.content()
    words = [label.text() for label in panel.findChildren(Label)]
    assert [one for one in words if " Nov" in one and "Lunch" in one] == [
        "Mon 2 Nov Lunch · 每月两次免费", "Tue 3 Nov Lunch · 每月两次免费", "Wed 4 Nov Lunch", "Thu 5 Nov Lunch",
    ]  # fmt: skip
    assert "¥14.00" in words, "what is still to pay"
    with make.backend.read(make.actor) as read:
        (payment,) = money_queries.payments_of(read, ref, eaten)
    panel.take_back.emit(payment)
    settle()
    assert tab.money.people[0].paid_fen == 0
    assert messages.undo_last()
    settle()
    assert tab.money.people[0].paid_fen == 1000


def test_the_palette_finds_who_eats_and_opens_the_order(page, make, canteen, settle) -> None:
    with make.backend.work(make.actor) as work:
        (ref,) = order_service.order(work, [OrderDraft(canteen, TOMORROW)])
    with make.backend.read(make.actor) as read:
        (found,) = finder.found_meals(read, "cxy", 5)
        assert finder.found_meals(read, "zzz", 5) == []
    assert (found.id, found.day) == (ref, TOMORROW)
    page.open(("day", (found.day, found.id)))
    settle()
    assert page.tab("day").day == TOMORROW
    assert page.window().panel.content().title.text() == "陈秀英"


def test_the_palette_names_every_part_of_the_page(page, settle) -> None:
    spec = next(one for one in PAGES if one.key == "meals")
    assert {key for key, _title in spec.parts} <= {key for key, _title, _made in page.TABS}
    for key, _title in spec.parts:
        page.open(key)
        settle()
        assert page.tabs.current == key
    offered = {one.target for one in page.window()._commands if one.page == "meals"}
    assert {"day", "month"} <= offered


def test_a_meal_is_ordered_for_the_person_another_page_is_about(page, make, canteen, settle) -> None:
    finder.open_sheet(page.window(), canteen)
    settle()
    box = page.tab("day").box_of_orders
    assert box.picker.value().resident_id == canteen
    box.show_day(TOMORROW)
    box.submit()
    settle()
    with make.backend.read(make.actor) as read:
        assert [one.name for one in queries.orders(read, TOMORROW, TOMORROW)] == ["陈秀英"]


def test_the_bell_leads_to_what_waits(page, make, canteen, settle, clock) -> None:
    with make.backend.work(make.actor) as work:
        order_service.order(work, [OrderDraft(canteen, TOMORROW)])
    clock.set(datetime(2026, 11, 24, 9))
    with make.backend.read(make.actor) as read:
        (closing,) = notices.notices(read)
    assert "09:30" in closing.text
    page.open(closing.target)
    settle()
    assert page.tab("day").table.bar.where().get("meal") is Meal.LUNCH
    clock.set(datetime(2026, 12, 1, 9))
    with make.backend.read(make.actor) as read:
        assert [one.target[0] for one in notices.notices(read)] == ["day", "month"]
    with make.backend.read(make.actor_as("front_desk")) as read:
        assert [one.target[0] for one in notices.notices(read)] == ["day"], (
            "who does not settle is not asked to"
        )
