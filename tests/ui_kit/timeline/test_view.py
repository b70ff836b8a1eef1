"""A board under the hand and the keyboard: it says what was meant and changes nothing."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ui.kit.theme import set_mode, set_palette
from ui.kit.timeline.board import Band, Bar, Board, BoardDay, BoardRoom, Slot
from ui.kit.timeline.cursor import Cursor
from ui.kit.timeline.day import DayBoard
from ui.kit.timeline.ghost import Ghost
from ui.kit.timeline.week import WeekBoard

Key, Mod = Qt.Key, Qt.KeyboardModifier
DAYS = tuple(
    BoardDay(date(2026, 11, 23 + i), str(23 + i), "周一", label=f"{23 + i} 日", today=i == 0)
    for i in range(7)
)
ROOMS = (BoardRoom(1, "多功能厅", "80 座 · 投影", 0.7), BoardRoom(2, "书画室", "24 座"))
CHOIR = Bar(7, 1, DAYS[0].date, 9 * 60, 11 * 60, "合唱排练", "activity", repeat=True)
CLEAN = Bar(8, 2, DAYS[4].date, 8 * 60, 22 * 60, "消毒保养", "closed", fixed=True)
CLASH = Bar(9, 1, DAYS[2].date, 9 * 60, 11 * 60, "物业恳谈", "lending", clash=True)


@pytest.fixture
def week(qtbot):
    view = WeekBoard()
    qtbot.addWidget(view)
    view.resize(1000, 400)
    view.set_board(Board(ROOMS, DAYS, (CHOIR, CLEAN, CLASH), {(2, DAYS[6].date): ()}))
    view.show()
    view.setFocus()
    view.said = []
    for name in ("createWanted", "openWanted", "cancelWanted", "dayWanted", "stepWanted"):
        getattr(view, name).connect(lambda what, name=name: view.said.append((name, what)))
    view.changeWanted.connect(lambda ref, slot: view.said.append(("changeWanted", ref, slot)))
    view.menuWanted.connect(lambda ref, slot, _where: view.said.append(("menuWanted", ref, slot)))
    return view


def middle(view, ref) -> QPointF:
    bar = view.board().bar(ref)
    rect = next(p.rect for p in view.grid().placed(view.board().room_at(bar.room)) if p.piece.bar.id == ref)
    return QPointF(rect.x + rect.width / 2, rect.y + 8)


def mouse(view, kind, point, pressed=Qt.KeyboardModifier.NoModifier):
    held = (
        Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    )
    event = QMouseEvent(
        kind, point, view.viewport().mapToGlobal(point), Qt.MouseButton.LeftButton, held, pressed
    )
    QApplication.sendEvent(view.viewport(), event)


def drag(view, start, end, *, release=True):
    mouse(view, QMouseEvent.Type.MouseButtonPress, start)
    mouse(view, QMouseEvent.Type.MouseMove, (start + end) / 2)
    mouse(view, QMouseEvent.Type.MouseMove, end)
    if release:
        mouse(view, QMouseEvent.Type.MouseButtonRelease, end)


def test_drawing_on_free_time_is_a_wish_to_book(week):
    rect = week.grid().range_rects(0, 3, 9 * 60, 11 * 60)[0]
    drag(week, QPointF(rect.x, rect.y + 9), QPointF(rect.right, rect.y + 9))
    assert week.said == [("createWanted", Slot(1, DAYS[3].date, 540, 660))]


def test_carrying_a_bar_is_a_wish_to_move_and_escape_forgets_it(week, qtbot):
    # Taken hold of at ten and let go at ten: a bar is drawn a little narrower than its hours, one pixel is minutes.
    own, target = (week.grid().range_rects(*at, 9 * 60, 11 * 60)[0] for at in ((0, 0), (1, 3)))
    here = QPointF(own.x + own.width / 2, middle(week, 7).y())
    there = QPointF(target.x + target.width / 2, target.y + 9)
    drag(week, here, there, release=False)
    week.grab()
    qtbot.keyClick(week, Key.Key_Escape)
    mouse(week, QMouseEvent.Type.MouseButtonRelease, there)
    assert week.said == []
    drag(week, here, there)
    assert week.said == [("changeWanted", 7, Slot(2, DAYS[3].date, 540, 660))]
    assert week.board().bar(7) == CHOIR


def test_a_click_opens_a_bar_and_a_closure_cannot_be_carried(week):
    drag(week, middle(week, 8), middle(week, 8) + QPointF(-300, 0))
    assert week.said == []
    mouse(week, QMouseEvent.Type.MouseButtonPress, middle(week, 7))
    mouse(week, QMouseEvent.Type.MouseButtonRelease, middle(week, 7))
    assert week.said == [("openWanted", 7)]


def test_pressing_a_day_head_asks_for_that_day(week):
    mouse(week, QMouseEvent.Type.MouseButtonPress, QPointF(week.grid().day_x(2) + 20, 12))
    assert week.said == [("dayWanted", DAYS[2].date)]


def test_two_clicks_on_free_time_book_what_is_offered(week):
    rect = week.grid().range_rects(0, 3, 9 * 60, 10 * 60)[0]
    point = QPointF(rect.x + 2, rect.y + 9)
    mouse(week, QMouseEvent.Type.MouseButtonPress, point)
    mouse(week, QMouseEvent.Type.MouseButtonRelease, point)
    mouse(week, QMouseEvent.Type.MouseButtonDblClick, point)
    assert week.said == [("createWanted", Slot(1, DAYS[3].date, 540, 660))]


def test_a_press_on_the_line_of_a_widened_bar_keeps_a_sound_cursor(week):
    rect = week.grid().range_rects(0, 0, 660, 675)[0]
    mouse(week, QMouseEvent.Type.MouseButtonPress, QPointF(rect.x + 30, rect.y + 9))
    place = week.cursor_place()
    assert place.end > place.start


def test_the_keyboard_books_a_free_stretch_made_longer(week, qtbot):
    qtbot.keyClick(week, Key.Key_Home)
    week.move_cursor(Cursor(0, 1, 540, 600))
    qtbot.keyClick(week, Key.Key_Right, Mod.ShiftModifier)
    qtbot.keyClick(week, Key.Key_Down, Mod.ShiftModifier)
    qtbot.keyClick(week, Key.Key_Right, Mod.ControlModifier)
    qtbot.keyClick(week, Key.Key_Return)
    assert week.said == [("createWanted", Slot(1, DAYS[1].date, 555, 690))]


def test_the_keyboard_moves_a_bar_only_after_enter(week, qtbot):
    week.select(7)
    qtbot.keyClick(week, Key.Key_Right, Mod.ControlModifier)
    assert week.said == []
    assert "9:15" in week.sentence()
    week.grab()
    qtbot.keyClick(week, Key.Key_Escape)
    qtbot.keyClick(week, Key.Key_Return)
    assert week.said.pop() == ("openWanted", 7)
    qtbot.keyClick(week, Key.Key_Right, Mod.ControlModifier | Mod.AltModifier)
    qtbot.keyClick(week, Key.Key_Right, Mod.ShiftModifier)
    qtbot.keyClick(week, Key.Key_Return)
    assert week.said == [("changeWanted", 7, Slot(1, DAYS[0].date, 545, 680))]


def test_space_chooses_enter_shows_and_delete_cancels_the_bar_under_the_cursor(week, qtbot):
    week.select(7)
    qtbot.keyClick(week, Key.Key_Space)
    assert week.choice.refs == {7}
    qtbot.keyClick(week, Key.Key_Return)
    qtbot.keyClick(week, Key.Key_Delete)
    assert week.said == [("openWanted", 7), ("cancelWanted", 7)]
    week.said.clear()
    week.move_cursor(Cursor(0, 1, 540, 600))
    qtbot.keyClick(week, Key.Key_Space)
    qtbot.keyClick(week, Key.Key_Delete)
    assert week.said == []
    qtbot.keyClick(week, Key.Key_Escape)
    assert week.choice.refs == set()


def test_arrows_walk_and_page_keys_turn_the_week(week, qtbot):
    week.move_cursor(Cursor(0, 0, 480, 540))
    qtbot.keyClick(week, Key.Key_Right)
    assert week.cursor_place().bar == 7
    qtbot.keyClick(week, Key.Key_Down)
    assert week.cursor_place().start >= 720
    qtbot.keyClick(week, Key.Key_End)
    assert week.cursor_place().day == 6
    qtbot.keyClick(week, Key.Key_PageDown)
    qtbot.keyClick(week, Key.Key_PageUp)
    assert week.said == [("stepWanted", 1), ("stepWanted", -1)]


def test_a_closure_is_not_moved_by_keys_and_a_reader_may_change_nothing(week, qtbot):
    week.select(8)
    qtbot.keyClick(week, Key.Key_Right, Mod.ControlModifier)
    qtbot.keyClick(week, Key.Key_Return)
    assert week.said == [("openWanted", 8)]
    week.said.clear()
    week.read_only = True
    week.move_cursor(Cursor(0, 1, 540, 600))
    qtbot.keyClick(week, Key.Key_Return)
    week.select(7)
    qtbot.keyClick(week, Key.Key_Delete)
    qtbot.keyClick(week, Key.Key_Right, Mod.ShiftModifier)
    assert week.said == []


def test_every_place_has_a_full_sentence(week):
    week.select(7)
    assert week.accessibleDescription() == week.sentence()
    for words in ("23 日", "9:00", "11:00", "多功能厅", "合唱排练"):
        assert words in week.sentence()
    week.move_cursor(Cursor(1, 3, 540, 600))
    assert "书画室" in week.sentence()
    empty = WeekBoard()
    assert empty.sentence()


def test_the_input_method_is_off_on_the_board(week):
    assert not week.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not week.viewport().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_menu_key_asks_for_a_menu_at_the_cursor(week):
    week.select(7)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(week.viewport(), event)
    assert week.said == [("menuWanted", 7, Slot(1, DAYS[0].date, 540, 660))]


def test_the_cursor_stays_on_its_bar_when_another_desk_moves_it(week):
    week.select(7)
    moved = Bar(7, 2, DAYS[3].date, 840, 900, "合唱排练")
    week.set_board(Board(ROOMS, DAYS, (moved,)))
    assert week.cursor_place() == Cursor(1, 3, 840, 900, 7)


def test_the_preview_of_a_form_is_drawn_and_taken_away(week):
    before = week.grab().toImage()
    week.set_preview(Ghost(Slot(1, DAYS[3].date, 840, 960), "合唱队"))
    assert week.grab().toImage() != before
    week.set_preview()
    assert week.grab().toImage() == before


def test_every_look_and_size_can_be_painted(week, qtbot):
    day = DayBoard()
    qtbot.addWidget(day)
    day.resize(900, 500)
    day.set_board(
        Board(ROOMS, DAYS[:1], (CHOIR,), {(1, DAYS[0].date): ((510, 1260),)}, (Band("", 480, 1320),), now=615)
    )
    for palette in ("dark", "light"):
        for mode in ("elder", "standard"):
            set_palette(palette)
            set_mode(mode)
            assert not week.grab().isNull()
            assert not day.grab().isNull()
    before = day.grab().toImage()
    day.set_now(700)
    assert day.grab().toImage() != before


def test_a_higher_board_scrolls_to_its_cursor(qtbot):
    view = WeekBoard()
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.set_board(Board(tuple(BoardRoom(i, f"书画室 {i}") for i in range(1, 21)), DAYS, ()))
    view.show()
    view.move_cursor(Cursor(19, 0, 1080, 1200))
    assert view.verticalScrollBar().value() > 0
    view.move_cursor(Cursor(0, 0, 480, 600))
    assert view.verticalScrollBar().value() == 0
    view.resize(800, 260)
    assert not view.grab().isNull()
