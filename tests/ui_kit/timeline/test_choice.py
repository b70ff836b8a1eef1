"""Several bars at once: which are chosen, where they go together, what a screen reader hears of them."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.kit.theme import apply_theme
from ui.kit.timeline.board import Bar, Board, BoardDay, BoardRoom, Slot
from ui.kit.timeline.choice import Choice, carried, lined_up
from ui.kit.timeline.ghost import Ghost, in_the_way, warning
from ui.kit.timeline.week import WeekBoard

MONDAY = date(2026, 11, 23)
Key, Mod = Qt.Key, Qt.KeyboardModifier


def bar(ref, room, day, start, title="合唱排练", **more):
    return Bar(ref, room, MONDAY + timedelta(day), start * 60, start * 60 + 120, title, **more)


BOARD = Board(
    rooms=(BoardRoom(1, "议事厅"), BoardRoom(2, "舞蹈室"), BoardRoom(3, "多功能厅")),
    days=tuple(BoardDay(MONDAY + timedelta(n), str(23 + n), "周一", today=n == 0) for n in range(7)),
    bars=(
        bar(1, 1, 0, 9), bar(2, 1, 1, 14, "越剧社"), bar(3, 2, 1, 9, "太极"), bar(4, 3, 3, 9, "调解"),
        bar(-9, 3, 0, 9, "合唱排练", faded=True, fixed=True, echo_of=1), bar(5, 2, 4, 9, "书法", status="ghost"),
    ),
    hours={(1, MONDAY): ((8 * 60, 18 * 60),)},
)  # fmt: skip


@pytest.fixture
def week(qtbot):
    apply_theme(QApplication.instance())
    made = WeekBoard()
    qtbot.addWidget(made)
    made.resize(1040, 620)
    made.said = []
    made.changeWanted.connect(lambda ref, slot: made.said.append((ref, slot)))
    made.takeWanted.connect(lambda bars, cut: made.said.append(([b.id for b in bars], cut)))
    made.putWanted.connect(lambda slot: made.said.append(slot))
    made.set_board(BOARD)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.setFocus()
    return made


def middle(week, ref):
    shown = BOARD.bar(ref)
    place = next(p.rect for p in week.grid().placed(BOARD.room_at(shown.room)) if p.piece.bar.id == ref)
    return QPoint(int(place.x + place.width / 2), int(place.y + place.height / 2))


# -- choosing ---------------------------------------------------------------------------------------


def test_a_range_takes_the_rooms_and_days_between_and_no_echoes():
    choice = Choice()
    choice.toggle(BOARD.bar(1))
    choice.reach(BOARD, BOARD.bar(3))
    assert choice.refs == {1, 2, 3}
    choice.reach(BOARD, BOARD.bar(4))
    assert -9 not in choice.refs
    assert [b.id for b in choice.bars(BOARD)] == [1, 3, 2, 4]
    choice.toggle(BOARD.bar(2))
    assert 2 not in choice.refs


def test_closures_and_echoes_cannot_be_chosen():
    choice = Choice()
    choice.toggle(BOARD.bar(-9))
    assert choice.refs == set()
    choice.everything(BOARD)
    assert choice.refs == {1, 2, 3, 4, 5}
    assert choice.clear()
    assert not choice.clear()


def test_ctrl_and_shift_clicks_choose_and_a_plain_one_lets_go(week, qtbot):
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(week.viewport(), left, Mod.ControlModifier, middle(week, 1))
    qtbot.mouseClick(week.viewport(), left, Mod.ShiftModifier, middle(week, 2))
    assert week.choice.refs == {1, 2}
    qtbot.mouseClick(week.viewport(), left, Mod.ControlModifier, middle(week, 4))
    assert week.choice.refs == {1, 2, 4}
    qtbot.mouseClick(week.viewport(), left, Mod.NoModifier, middle(week, 3))
    assert week.choice.refs == set()


def test_cut_copy_and_paste_say_what_and_where(week, qtbot):
    week.select(1)
    qtbot.keyClick(week, Key.Key_C, Mod.ControlModifier)
    qtbot.keyClick(week, Key.Key_Space)
    week.select(2)
    qtbot.keyClick(week, Key.Key_Space)
    qtbot.keyClick(week, Key.Key_X, Mod.ControlModifier)
    qtbot.keyClick(week, Key.Key_V, Mod.ControlModifier)
    place = week.cursor_place().slot(BOARD)
    assert week.said == [([1], False), ([1, 2], True), place]


def test_what_is_gone_from_the_board_is_not_chosen_any_more(week):
    week.choose(lambda choice: choice.everything(BOARD))
    week.set_board(Board(BOARD.rooms, BOARD.days, BOARD.bars[:2]))
    assert week.choice.refs == {1, 2}


# -- going together ---------------------------------------------------------------------------------


def test_what_is_carried_together_keeps_its_distances():
    led = BOARD.bar(1)
    going = carried(BOARD, [led, BOARD.bar(3)], led, Slot(2, MONDAY + timedelta(2), 600, 720))
    assert [slot for _bar, slot in going] == [
        Slot(2, MONDAY + timedelta(2), 600, 720),
        Slot(3, MONDAY + timedelta(3), 600, 720),
    ]
    assert [b.id for b, _slot in carried(BOARD, [led, BOARD.bar(4)], led, Slot(2, MONDAY, 540, 660))] == [1]


def test_a_single_one_is_put_down_at_the_time_several_keep_theirs():
    on = Slot(3, MONDAY + timedelta(4), 14 * 60, 16 * 60)
    assert lined_up([BOARD.bar(1)], on) == [(BOARD.bar(1), on)]
    one_room = [slot for _bar, slot in lined_up([BOARD.bar(2), BOARD.bar(1)], on)]
    assert one_room == [Slot(3, on.date, 540, 660), Slot(3, on.date + timedelta(1), 840, 960)]
    rooms = [slot.room for _bar, slot in lined_up([BOARD.bar(1), BOARD.bar(3)], on)]
    assert rooms == [1, 2]
    assert lined_up([], on) == []


def test_a_chosen_bar_takes_the_others_along(week, qtbot):
    week.choose(lambda choice: choice.refs.update({1, 2}))
    start = middle(week, 1)
    QTest.mousePress(week.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, start)
    QTest.mouseMove(week.viewport(), start + QPoint(int(week.grid().column), 0))
    assert len(week._ghosts()) == 2
    week.grab()
    qtbot.keyClick(week, Key.Key_Escape)
    QTest.mouseRelease(week.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, start + QPoint(200, 0))
    assert week.said == []


# -- what stands against a ghost --------------------------------------------------------------------


def test_the_one_in_the_way_is_named_while_it_floats(week):
    grid = week.grid()
    ghost = Ghost(Slot(1, MONDAY + timedelta(1), 13 * 60, 15 * 60), "合唱排练", moving=1)
    assert in_the_way(grid, ghost).title == "越剧社"
    assert "越剧社" in warning(grid, ghost)
    assert warning(grid, Ghost(Slot(1, MONDAY, 17 * 60, 19 * 60))) == "not open then"
    assert warning(grid, Ghost(Slot(2, MONDAY, 17 * 60, 19 * 60))) == ""


def test_ones_own_echo_those_leaving_and_ghosts_are_in_nobodys_way(week):
    grid = week.grid()
    assert in_the_way(grid, Ghost(Slot(3, MONDAY, 540, 660), moving=1)) is None
    leaving = Ghost(Slot(1, MONDAY + timedelta(1), 840, 960), moving=1, leaving=frozenset({1, 2}))
    assert in_the_way(grid, leaving) is None
    assert in_the_way(grid, Ghost(Slot(2, MONDAY + timedelta(4), 540, 660))) is None


# -- heard ------------------------------------------------------------------------------------------


def test_a_screen_reader_reaches_every_bar_with_its_sentence_and_place(week):
    week.select(1)
    board = QAccessible.queryAccessibleInterface(week)
    assert board.role() == QAccessible.Role.Table
    assert board.childCount() == len(BOARD.bars)
    first = board.child(0)
    assert "合唱排练" in first.text(QAccessible.Text.Name)
    assert "议事厅" in first.text(QAccessible.Text.Name)
    assert first.state().focused
    assert first.rect().width() > 10
    place = week.viewport().mapToGlobal(middle(week, 2))
    found = board.childAt(place.x(), place.y())
    assert board.indexOfChild(found) == 1
    assert board.focusChild() is first


def test_the_choice_is_heard(week, qtbot):
    board = QAccessible.queryAccessibleInterface(week)
    week.select(2)
    qtbot.keyClick(week, Key.Key_Space)
    assert board.child(1).state().selected
    week.set_board(Board(BOARD.rooms, BOARD.days, BOARD.bars[:1]))
    assert board.childCount() == 1
    assert not board.child(0).state().selected
    assert board.child(5) is None
    assert week.hit_at(QPointF(5, 100)).zone == "room"
