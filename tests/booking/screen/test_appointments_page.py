"""The page of appointments and its sheet: booked, taken in, here, moved, cancelled, each with its way back."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from neighborcenter.booking import appointment_queries as queries
from neighborcenter.booking import appointment_service as service
from neighborcenter.booking import plan_service
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.resource_drafts import AppointmentDraft, PlanDraft
from neighborcenter.center.drafts import Span
from tests.booking.stock import make_stock
from ui.booking.appointments.card import AppointmentCard, CancelPanel
from ui.booking.appointments.page import AppointmentsPage
from ui.booking.appointments.sheet import AppointmentSheet, open_sheet
from ui.kit.changes import Changes
from ui.kit.messages import undo_last

MONDAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 10)
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def haircut(backend, actor, rooms) -> int:
    """理发: one at a time, half an hour, on Monday from 9 to 12; it is 10:15."""
    with backend.work(actor) as work:
        things = make_stock(work)
        return plan_service.add_plan(
            work,
            PlanDraft(
                "理发", rooms["议事厅"], 30, resources=((things.barber, 1),), spans=(Span(0, 540, 720),)
            ),
        )


@pytest.fixture
def pressure(backend, actor, rooms) -> int:
    """量血压: three at a time, twenty minutes, on Monday afternoon."""
    with backend.work(actor) as work:
        return plan_service.add_plan(
            work, PlanDraft("量血压", rooms["舞蹈室"], 20, 3, spans=(Span(0, 840, 900),))
        )


@pytest.fixture
def give(backend, actor):
    def made(plan: int, starts: datetime, who: str = "陈阿婆", **more) -> int:
        with backend.work(actor) as work:
            draft = AppointmentDraft(plan, starts, who=who, phone="13900001111", **more)
            return service.make_appointment(work, draft).appointment_id

    return made


@pytest.fixture
def day(qtbot, desk, haircut, pressure, settle) -> AppointmentsPage:
    """The page of today, in a window of its own so that a sheet can lie over it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 760)
    page = AppointmentsPage(window)
    page.setGeometry(window.rect())
    changes = Changes(desk, page)
    changes.changed.connect(page.on_changed)
    page.outside, page.home, page.panels = changes, window, []
    page.panel_wanted.connect(lambda panel: page.panels.append(panel) if panel else page.panels.clear())
    window.show()
    window.activateWindow()
    settle()
    return page


def lines(page) -> list[tuple[str, str]]:
    model = page.table.model
    rows = [model.row_at(at) for at in range(model.rowCount())]
    return [(f"{row.starts:%H:%M}", row.who) for row in rows]


def sheet_of(page) -> AppointmentSheet:
    return next(one for one in page.window().findChildren(AppointmentSheet) if one.isVisible())


def rows_of(backend, actor):
    with backend.read(actor) as read:
        return queries.appointments(read, MONDAY, MONDAY, cancelled=True)


def test_day_shows_who_comes_and_what_is_free(day, haircut, pressure, give, settle):
    give(pressure, datetime(2026, 11, 23, 14))
    give(haircut, datetime(2026, 11, 23, 11), "林依妹")
    day.reload()
    settle()
    assert lines(day) == [
        ("10:30", ""), ("11:00", "林依妹"), ("11:30", ""),
        ("14:00", "陈阿婆"), ("14:00", ""), ("14:20", ""), ("14:40", ""),
    ]  # fmt: skip
    assert day.figures["free"].text().endswith(" 10")
    day.figures["expected"].clicked.emit()
    settle()
    assert lines(day) == [("11:00", "林依妹"), ("14:00", "陈阿婆")]


def test_enter_on_a_free_slot_books_it_and_undo_takes_it_back(day, settle, backend, actor):
    day.table.grid.go_to_line(0)
    day.table.opened.emit(day.table.current_id())
    settle()
    sheet = sheet_of(day)
    sheet.who.box.setText("郑秀英")
    settle()
    QTest.keyClick(sheet.who.box, Key.Key_Return)
    settle()
    phone = sheet.focusWidget()
    QTest.keyClicks(phone, "13800002222")
    QTest.keyClick(phone, Key.Key_Return)
    settle()
    assert ("10:30", "郑秀英") in lines(day)
    assert rows_of(backend, actor)[0].phone == "138****2222"
    undo_last()
    settle()
    assert ("10:30", "郑秀英") not in lines(day)
    assert [row.cancelled for row in rows_of(backend, actor)] == [True]


def test_served_resident_gets_the_next_free_place_by_initials(day, make, settle, backend, actor):
    person = make.resident("王桂兰", phone="13805070427")
    sheet = open_sheet(day.window(), person)
    settle()
    QTest.keyClicks(sheet.what.box, "lxy")
    QTest.keyClick(sheet.what.box, Key.Key_Return)
    settle()
    QTest.keyClick(sheet, Key.Key_2, Mod.AltModifier)
    settle()
    QTest.keyClick(sheet.save, Key.Key_Return)
    settle()
    (row,) = rows_of(backend, actor)
    assert (row.who, row.resident_id, f"{row.starts:%H:%M}") == ("王桂兰", person, "14:20")


def test_resident_elsewhere_is_warned_of_before(day, make, rooms, pressure, settle):
    person = make.resident("王桂兰", phone="13805070427")
    make.booking(
        room=rooms["多功能厅"], starts=datetime(2026, 11, 23, 14), title="合唱排练",
        resident_id=person,
    )  # fmt: skip
    sheet = open_sheet(day.window(), person, pressure)
    settle()
    assert "合唱排练" in sheet.trouble.text()
    assert not sheet.trouble.isHidden()


def test_walk_in_takes_the_running_slot(day, haircut, settle, backend, actor):
    sheet = open_sheet(day.window(), plan=haircut)
    settle()
    sheet.who.box.setText("老陈")
    settle()
    sheet.who._newcomer.phone.set_value("13800002222")
    QTest.keyClick(sheet, Key.Key_Return, Mod.ControlModifier)
    settle()
    (row,) = rows_of(backend, actor)
    assert (row.walk_in, row.turnout, row.starts) == (True, Turnout.ARRIVED, TEN)


def test_one_key_says_they_are_here_and_undo_takes_it_back(day, haircut, give, settle, backend, actor):
    ref = give(haircut, datetime(2026, 11, 23, 10, 30))
    day.reload()
    settle()
    day.table.select(ref)
    day.hand.turn(Turnout.ARRIVED)
    settle()
    assert rows_of(backend, actor)[0].turnout is Turnout.ARRIVED
    undo_last()
    settle()
    assert rows_of(backend, actor)[0].turnout is Turnout.EXPECTED


def test_card_offers_the_steps_and_a_step_that_stands_is_taken_back(
    day, haircut, give, settle, backend, actor
):
    ref = give(haircut, datetime(2026, 11, 23, 11))
    day.open(ref)
    settle()
    card = day.panels[-1]
    assert isinstance(card, AppointmentCard)
    assert not card.chips[Turnout.NO_SHOW].isEnabled()
    card.chips[Turnout.ARRIVED].click()
    settle()
    day.hand.turn(Turnout.ARRIVED)
    settle()
    assert rows_of(backend, actor)[0].turnout is Turnout.EXPECTED


def test_move_to_another_slot_and_back(day, haircut, give, settle, backend, actor):
    ref = give(haircut, datetime(2026, 11, 23, 10, 30))
    day.reload()
    settle()
    day.table.select(ref)
    day.hand.move()
    settle()
    sheet = sheet_of(day)
    QTest.keyClick(sheet.save, Key.Key_Return)
    settle()
    assert rows_of(backend, actor)[0].starts == datetime(2026, 11, 23, 11)
    undo_last()
    settle()
    assert rows_of(backend, actor)[0].starts == datetime(2026, 11, 23, 10, 30)


def test_cancel_keeps_the_reason_and_can_be_brought_back(day, haircut, give, settle, backend, actor):
    ref = give(haircut, datetime(2026, 11, 23, 10, 30))
    day.reload()
    settle()
    day.table.select(ref)
    day.hand.cancel()
    panel = day.panels[-1]
    assert isinstance(panel, CancelPanel)
    panel.reason.set_value("来电说不来")
    QTest.keyClick(panel.reason, Key.Key_Return)
    settle()
    assert rows_of(backend, actor)[0].cancel_reason == "来电说不来"
    assert lines(day)[0] == ("10:30", "")
    undo_last()
    settle()
    assert lines(day)[0] == ("10:30", "陈阿婆")


def test_slot_lost_to_another_desk_is_said_and_others_are_offered(day, haircut, give, settle):
    sheet = open_sheet(day.window(), plan=haircut)
    settle()
    sheet.who.box.setText("老陈")
    settle()
    sheet.who._newcomer.phone.set_value("13800002222")
    give(haircut, datetime(2026, 11, 23, 10, 30))
    sheet.submit()
    settle()
    assert not sheet.refusal.isHidden()
    assert sheet.slots.value().starts == datetime(2026, 11, 23, 11)


def test_another_day_is_chosen_in_the_month(day, haircut, settle):
    sheet = open_sheet(day.window(), plan=haircut)
    settle()
    sheet.slots.dayWanted.emit(date(2026, 11, 30))
    settle()
    assert sheet.slots.value().starts == datetime(2026, 11, 30, 9)
