"""The queue under the fingers: F2 calls, the person and what they came for stand there, Ctrl+Enter calls the next."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from neighborcenter.desk import queries as visits
from neighborcenter.desk.queue import calling_service, queries, service, setup_service
from neighborcenter.desk.queue.drafts import PriorityDraft, TicketDraft
from neighborcenter.desk.queue.kinds import TicketStatus
from tests.desk.test_screen import ALT, CTRL, Fingers, desk, offer  # noqa: F401 - fixtures
from ui.desk import looking_up
from ui.desk.counter import lend, take_in
from ui.desk.queue.display import CallDisplay
from ui.desk.queue.sheets import NumberSheet
from ui.desk.queue.speaking import Voice, spoken
from ui.desk.queue.views import DisplayView, ShownCall
from ui.kit import messages
from ui.kit.printing import PrintPreview


@pytest.fixture
def hall(desk, backend, actor):  # noqa: F811 - the fixture above
    """The same desk with a queue; 林晓 sits at window 1."""
    with backend.work(actor) as work:
        setup_service.switch(work, on=True)
        calling_service.sit_down(work, queries.windows(work)[0].id)
    desk.reload()
    desk.idle()
    return desk


@pytest.fixture
def line(hall, backend, actor):
    """Two people: 王桂兰 for 量血压, then somebody without a name."""
    with backend.read(actor) as read:
        service_id = next(pick.id for pick in looking_up.find(read, "lxy") if pick.kind == "service")
        person = next(pick.id for pick in looking_up.find(read, "wgl") if pick.kind == "resident")
    with backend.work(actor) as work:
        service.take(work, TicketDraft(service_id=service_id, resident_id=person))
        service.take(work, TicketDraft(heads=2))
    hall.reload()
    hall.idle()
    return hall


def statuses(backend, actor):
    with backend.read(actor) as read:
        return {row.code: row.status for row in queries.tickets(read)}


def press(page, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    hands = Fingers(qtbot, page)
    hands.press(key, modifier)
    page.idle()


def test_the_queue_stands_in_the_left_column_only_while_it_is_on(hall, backend, actor):
    assert hall.columns.tabs.current == "queue"
    assert hall.queue.panel.isVisible()
    with backend.work(actor) as work:
        setup_service.switch(work, on=False)
    hall.reload()
    hall.idle()
    assert not hall.queue.panel.isVisible()
    assert hall.day.isVisible()


def test_with_a_number_a_visit_takes_two_keys_and_the_next_is_called(line, qtbot, backend, actor):
    press(line, qtbot, Qt.Key.Key_F2)
    assert line.card.person.name == "王桂兰"
    assert [pick.title for pick in line.what.services] == ["量血压"]
    assert line.queue.strip.isVisible()
    press(line, qtbot, Qt.Key.Key_Return, CTRL)
    assert statuses(backend, actor) == {"A001": TicketStatus.DONE, "A002": TicketStatus.CALLED}
    assert line.queue.ticket.code == "A002"
    assert line.card.heads.count == 2
    with backend.read(actor) as read:
        rows = visits.visit_rows(read, visits.visit_ids(read))
    assert [(row.visitor, row.service) for row in rows] == [("王桂兰", "量血压")]


def test_undo_puts_the_next_back_and_the_visit_counts_no_longer(line, qtbot, backend, actor):
    press(line, qtbot, Qt.Key.Key_F2)
    press(line, qtbot, Qt.Key.Key_Return, CTRL)
    assert messages.undo_last()
    line.idle()
    assert statuses(backend, actor) == {"A001": TicketStatus.HELD, "A002": TicketStatus.WAITING}
    with backend.read(actor) as read:
        assert visits.visit_ids(read) == []


def test_who_is_not_there_goes_to_the_list_below_and_can_be_called_again(line, qtbot, backend, actor):
    press(line, qtbot, Qt.Key.Key_F2)
    press(line, qtbot, Qt.Key.Key_M, ALT)
    assert [row.code for row in line.queue.view.aside] == ["A001"]
    assert line.queue.ticket is None
    line.queue.call_line(line.queue.view.aside[0])
    line.idle()
    assert line.queue.ticket.code == "A001"


def test_put_aside_counts_nothing_and_frees_the_window(line, qtbot, backend, actor):
    press(line, qtbot, Qt.Key.Key_F2)
    press(line, qtbot, Qt.Key.Key_G, ALT)
    assert statuses(backend, actor)["A001"] is TicketStatus.HELD
    with backend.read(actor) as read:
        assert visits.visit_ids(read) == []


def test_a_number_is_given_from_the_keyboard(hall, qtbot, backend, actor):
    hall.queue.give_number()
    number = hall.window().findChildren(NumberSheet)[0]
    hall.idle()
    qtbot.keyClicks(number.what.box, "lxy")
    qtbot.keyClick(number.what.box, Qt.Key.Key_Return)
    hall.idle()
    number.submit()
    hall.idle()
    with backend.read(actor) as read:
        assert [(row.code, row.service) for row in queries.tickets(read)] == [("A001", "量血压")]


def begin_number(hall, qtbot):
    """The sheet for a number, 量血压 chosen in it."""
    hall.queue.give_number()
    number = hall.window().findChildren(NumberSheet)[0]
    qtbot.keyClicks(number.what.box, "lxy")
    hall.idle()
    qtbot.keyClick(number.what.box, Qt.Key.Key_Return)
    hall.idle()


def test_a_number_given_by_mistake_is_taken_back_with_ctrl_z(hall, qtbot, backend, actor):
    begin_number(hall, qtbot)
    press(hall, qtbot, Qt.Key.Key_Return)
    assert [line.code for line in hall.queue.view.line] == ["A001"]
    press(hall, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hall.queue.view.line == ()


def test_a_number_that_was_called_meanwhile_is_not_taken_back(hall, qtbot, backend, actor):
    begin_number(hall, qtbot)
    press(hall, qtbot, Qt.Key.Key_Return)
    with backend.work(actor) as work:
        calling_service.call_next(work, queries.windows(work)[0].id)
    press(hall, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert statuses(backend, actor) == {"A001": TicketStatus.CALLED}
    toasts = hall.window().findChildren(messages.Toast)
    assert [toast.text.text() for toast in toasts if toast.isVisible()] == [
        "A001 was not taken back: a window has called it."
    ]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_number_in_line_is_taken_back_from_its_menu(line, backend, actor):
    first, _second = line.queue.view.line
    line.queue.panel.list.menu_wanted.emit(first, line.queue.panel.list.mapToGlobal(QPoint()))
    menu = QApplication.activePopupWidget()
    (undo,) = [action for action in menu.actions() if "Given by mistake" in action.text()]
    undo.trigger()
    menu.close()
    line.idle()
    assert [row.code for row in line.queue.view.line] == ["A002"]
    with backend.read(actor) as read:
        assert [row.code for row in queries.tickets(read)] == ["A002"]


def test_a_number_and_its_slip_by_one_chord(hall, qtbot):
    begin_number(hall, qtbot)
    press(hall, qtbot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [line.code for line in hall.queue.view.line] == ["A001"]
    (preview,) = hall.window().findChildren(PrintPreview)
    qtbot.waitUntil(lambda: preview.paper is not None)
    preview.close()


def test_the_caret_stands_in_the_sheet_whenever_it_opens_and_goes_back(hall, qtbot):
    for _time in range(3):
        hall.what.clear()
        hall.serve(None)
        hall.queue.give_number()
        hall.idle()
        number = hall.window().findChildren(NumberSheet)[-1]
        assert QApplication.focusWidget() is number.what.box
        number.leave()
        hall.idle()
        assert QApplication.focusWidget() is hall.what.box


def a_sheet_lies_ready(hall, qtbot):
    """The next sheet for a number has been built; it is not to be seen."""
    qtbot.waitUntil(lambda: hall.window().findChildren(NumberSheet) != [])
    (ready,) = hall.window().findChildren(NumberSheet)
    assert not ready.isVisible()
    return ready


def test_the_sheet_that_lies_ready_takes_the_keys_at_once(hall, qtbot):
    ready = a_sheet_lies_ready(hall, qtbot)
    hall.queue.give_number()
    assert ready.isVisible()
    assert QApplication.focusWidget() is ready.what.box
    begin = QApplication.focusWidget()
    qtbot.keyClicks(begin, "lxy")
    hall.idle()
    qtbot.keyClick(begin, Qt.Key.Key_Return)
    hall.idle()
    press(hall, qtbot, Qt.Key.Key_Return)
    assert [line.what for line in hall.queue.view.line] == ["量血压"]
    assert a_sheet_lies_ready(hall, qtbot) is not ready


def test_the_sheet_that_lies_ready_offers_what_the_center_decided_since(hall, qtbot, backend, actor):
    a_sheet_lies_ready(hall, qtbot)
    with backend.work(actor) as work:
        setup_service.add_priority(work, PriorityDraft("现役军人"))
    hall.reload()
    hall.idle()
    hall.queue.give_number()
    (shown,) = [sheet for sheet in hall.window().findChildren(NumberSheet) if sheet.isVisible()]
    assert "现役军人" in [chip.text() for chip in shown.priorities]


def test_papers_taken_in_for_a_number_count_one_visit(line, qtbot, backend, actor):
    press(line, qtbot, Qt.Key.Key_F2)
    sheet = take_in.open_sheet(line.window(), line.person_at_hand())
    line.idle()
    qtbot.keyClicks(sheet.what.box, "lxy")
    qtbot.keyClick(sheet.what.box, Qt.Key.Key_Return)
    line.idle()
    sheet.submit()
    line.idle()
    with backend.read(actor) as read:
        rows = visits.visit_rows(read, visits.visit_ids(read))
    assert [(row.visitor, row.outcome.value) for row in rows] == [("王桂兰", "open")]


def test_lending_without_a_thing_says_so_beside_the_field(hall):
    sheet = lend.open_sheet(hall.window())
    hall.idle()
    sheet.submit()
    assert sheet.form.values()["quantity"] == 1
    assert not sheet.isHidden()
    sheet.leave()


def test_the_display_shows_the_newest_big_and_a_machine_without_speech_stays_silent(hall, qtbot):
    display = CallDisplay(lambda _read: ())
    qtbot.addWidget(display)
    now = hall.queue._now()
    display.show_view(DisplayView("双沟社区邻里中心", (ShownCall("A018", 2, now, 1, True),), 3))
    assert "A018" in display.accessibleDescription()
    display.resize(640, 360)
    assert not display.grab().isNull()
    assert spoken("A018", 2, chinese=True).count("一") == 1
    assert Voice().say("请 A 零 一 八 号") in (True, False)
    display.close()
