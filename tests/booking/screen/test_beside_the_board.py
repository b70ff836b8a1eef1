"""The panel at the right of the calendar: what a refused drop asks there, and what it leaves in sight below."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from ui.booking.feed import CalendarView
from ui.booking.foot import Foot
from ui.kit.timeline.board import Slot


def booked(backend, actor):
    with backend.read(actor) as read:
        found = booking_rows(read, booking_ids(read, BookingFilter()))
    return [row for row in found if row.status is OccurrenceStatus.BOOKED]


def test_a_drop_that_a_rule_refuses_waits_for_the_reason(
    page, settle, backend, actor, make, rooms, at, limit
):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", minutes=60)
    page.reload()
    settle()
    ref = page.week.board().bars[0].id
    page.week.changeWanted.emit(ref, Slot(rooms["议事厅"], date(2026, 11, 26), 10 * 60, 12 * 60))
    settle()
    assert booked(backend, actor)[0].starts == at(25, 9)
    assert page.side.shows(page.panel)
    assert page.panel.time() == (at(26, 10), at(26, 12))
    assert page.panel.verdict.reason.hasFocus()
    page.panel.verdict.reason.setText("调解要连续进行")
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    (row,) = booked(backend, actor)
    assert (row.starts, row.ends) == (at(26, 10), at(26, 12))


def test_the_figures_below_the_board_stay_in_sight_beside_a_panel_that_lies_over_it(
    page, settle, make, rooms, at
):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.resize(700, 600)
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id)
    settle()
    assert page.foot.use.geometry().right() + page.foot.x() < page.side.x()
    page.close_side()
    settle()
    assert page.foot.use.geometry().right() > page.width() - 20


def test_figures_that_come_late_take_the_room_of_the_hints(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    foot = Foot(page)
    foot.resize(foot.sizeHint().width() + 40, 40)
    page.show()
    assert all(hint.isVisible() for hint in foot.hints)
    foot.show_view(CalendarView(count=1073, share=0.33, clashes=12), "week")
    foot.layout().activate()
    assert foot.use.width() >= foot.use.sizeHint().width()
    assert not foot.hints[-1].isVisible()
