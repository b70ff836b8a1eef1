"""Ordering by keys alone, the figures of the board, the menu, and a month that is settled and paid."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.kit.times import Month
from neighborcenter.meals import money_queries, order_service, queries
from neighborcenter.meals.drafts import OrderDraft
from neighborcenter.meals.kinds import Meal, OrderStatus
from ui.kit import messages
from ui.meals import month_tab

TOMORROW = date(2026, 11, 24)


def orders(make, day=TOMORROW):
    with make.backend.read(make.actor) as read:
        return queries.orders(read, day, day)


def test_a_meal_is_ordered_by_name_day_enter_and_taken_back(page, make, settle) -> None:
    tab = page.tab("day")
    box = tab.box_of_orders
    box.begin()
    QTest.keyClicks(box.picker.box, "cxy")
    settle()
    QTest.keyClick(box.picker.box, Qt.Key.Key_Return)
    settle()
    box.day.selectAll()
    QTest.keyClicks(box.day, "11.24")
    QTest.keyClick(box.day, Qt.Key.Key_Return)
    settle()
    (order,) = orders(make)
    assert (order.name, order.meal, order.person_fen, order.rule) == ("陈秀英", Meal.LUNCH, 0, "每月两次免费")
    assert tab.day == TOMORROW, "the board goes to the day that was ordered for"
    assert tab.figures["ordered"].text().endswith("1")
    assert messages.undo_last()
    settle()
    assert [one.status for one in orders(make)] == [OrderStatus.CANCELLED]


def test_what_is_refused_stands_beside_its_field(page, make, canteen, settle, clock) -> None:
    with make.backend.work(make.actor) as work:
        order_service.order(work, [OrderDraft(canteen, TOMORROW)])
    tab = page.tab("day")
    box = tab.box_of_orders
    QTest.keyClicks(box.picker.box, "cxy")
    settle()
    QTest.keyClick(box.picker.box, Qt.Key.Key_Return)
    box.show_day(TOMORROW)
    box.submit()
    settle()
    assert box.fields["resident_id"].problem.code == "meals.ordered_already"
    assert len(orders(make)) == 1


def test_a_figure_opens_its_rows_and_marking_is_undone(page, make, canteen, settle) -> None:
    today = date(2026, 11, 23)
    with make.backend.work(make.actor) as work:
        order_service.note_eaten(work, [OrderDraft(canteen, today)])
    settle()
    tab = page.tab("day")
    tab.show_day(today)
    settle()
    tab.figures["served"].clicked.emit()
    settle()
    assert tab.table.model.rowCount() == 1
    tab.narrow({"status": OrderStatus.SERVED})
    settle()
    tab.table.select(orders(make, today)[0].id)
    tab.do("not_fetched")
    settle()
    assert orders(make, today)[0].status is OrderStatus.NOT_FETCHED
    assert messages.undo_last()
    settle()
    assert orders(make, today)[0].status is OrderStatus.SERVED


def test_a_month_is_settled_and_paid(page, make, canteen, settle, clock, monkeypatch) -> None:
    with make.backend.work(make.actor) as work:
        order_service.note_eaten(work, [OrderDraft(canteen, date(2026, 11, day)) for day in (2, 3, 4, 5)])
    clock.set(datetime(2026, 12, 2, 9))
    monkeypatch.setattr(month_tab, "ask", lambda *_words, **_looks: True)
    page.show_tab("month")
    settle()
    tab = page.tab("month")
    tab.open(Month(2026, 11))
    settle()
    tab.settle()
    settle()
    assert tab.money.is_closed
    assert tab.money.people[0].due_fen == 2400
    tab.choose_first()
    tab.pay()
    settle()
    panel = page.window().panel.content()
    panel.submit()
    settle()
    with make.backend.read(make.actor) as read:
        paid = money_queries.month_money(read, Month(2026, 11)).people[0]
    assert (paid.paid_fen, paid.open_fen) == (2400, 0)


def test_a_menu_is_set_and_shown(page, make, settle) -> None:
    page.show_tab("menu")
    settle()
    tab = page.tab("menu")
    tab.table.select(2)
    tab.edit()
    settle()
    panel = page.window().panel.content()
    panel.form.fields["dishes"].set_value("卤面、青菜")
    panel.submit()
    settle()
    assert tab.table.model.row_at(1).dishes == "卤面、青菜"
    assert tab.table.model.row_at(1).price_fen == 1200, "the usual price is offered"
