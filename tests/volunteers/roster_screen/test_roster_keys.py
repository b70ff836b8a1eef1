"""Next week's roster by keyboard: copied, its gaps filled, published and printed in twenty chords."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from neighborcenter.volunteers.kinds import AssignmentRole
from tests.volunteers.roster_screen.conftest import AWAY, MONDAY, NEXT
from ui.kit import messages
from ui.kit.actions import clashes
from ui.kit.printing import PrintPreview
from ui.volunteers.roster import specs
from ui.volunteers.roster.gap_panel import GapPanel
from ui.volunteers.roster.list_panel import ListPanel

Key, Mod = Qt.Key, Qt.KeyboardModifier


def test_next_week_in_twenty_chords(window: Any, corner: Any, settle: Any, hand: Any, qtbot: Any) -> None:
    place = int(window.places.digit("volunteers"))
    hand.press(Key(Key.Key_0 + place), Mod.ControlModifier)
    settle()
    hand.press(Key.Key_Right, Mod.AltModifier)
    settle()
    hand.press(Key.Key_D, Mod.ControlModifier)
    settle()
    assert corner.empty(NEXT) == len(AWAY)
    for _gap in AWAY:
        hand.press(Key.Key_Down, Mod.ControlModifier)
        hand.press(Key.Key_Return, times=2)
    hand.press(Key.Key_Return, Mod.ControlModifier)
    settle()
    assert corner.empty(NEXT) == 0
    told = window.panel.content()
    assert isinstance(told, ListPanel)
    assert {name for name, _what in told.rows} == {
        name for names in corner.names(NEXT).values() for name in names
    }
    hand.press(Key.Key_P, Mod.ControlModifier)
    settle()
    (paper,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview) and one.isVisible()
    ]
    assert paper.paper is not None
    paper.close()
    assert hand.chords <= 20


def test_the_copy_says_who_was_left_out_and_why(tab: Any, corner: Any, settle: Any) -> None:
    tab.step(1)
    settle()
    tab.copy_week()
    settle()
    toast = messages._last.toast
    assert toast is not None
    assert "19" in toast.text.text()
    assert all(name in toast.detail.text() for name in AWAY[:3])
    assert corner.empty(NEXT) == 5
    tab.acts.undo()
    settle()
    assert corner.names(NEXT) == {}


def test_who_may_not_come_stands_last_with_the_reason(tab: Any, corner: Any, settle: Any) -> None:
    tab.step(1)
    settle()
    tab.openings.make_shifts()
    settle()
    shift = next(one for one in tab.roster.facts.shifts if one.day == NEXT and one.post == "大厅引导")
    tab.open_gap(shift.shift_id)
    panel = tab.panel()
    assert isinstance(panel, GapPanel)
    items = panel.list.items
    assert items[0].data.possible
    blocked = [one for one in items if not one.data.possible]
    assert {one.title for one in blocked} == set(AWAY[:3])
    assert all(one.note for one in blocked)
    panel.list.take(items.index(blocked[0]))
    settle()
    assert corner.names(NEXT) == {}


def test_delete_undo_redo(tab: Any, corner: Any, settle: Any, hand: Any) -> None:
    before = corner.names()
    tab.grid.go_to(0, 0)
    hand.press(Key.Key_Delete)
    assert tab.grid.part().volunteer_id is None
    settle()
    assert len(corner.names()) == len(before) - 1
    hand.press(Key.Key_Z, Mod.ControlModifier)
    settle()
    assert corner.names() == before
    hand.press(Key.Key_Y, Mod.ControlModifier)
    settle()
    assert len(corner.names()) == len(before) - 1


def test_two_acts_go_back_one_after_the_other(tab: Any, corner: Any, settle: Any, hand: Any) -> None:
    before = corner.names()
    for column in (0, 1):
        tab.grid.go_to(0, column)
        hand.press(Key.Key_Delete)
        settle()
    for _time in range(2):
        hand.press(Key.Key_Z, Mod.ControlModifier)
        settle()
    assert corner.names() == before


def test_space_pins_and_lets_go(tab: Any, corner: Any, settle: Any, hand: Any) -> None:
    tab.grid.go_to(0, 0)
    hand.press(Key.Key_Space)
    settle()
    assert sum(place.pinned for place in corner.facts().places) == 1
    assert tab.grid.part().pinned
    hand.press(Key.Key_Space)
    settle()
    assert not any(place.pinned for place in corner.facts().places)


def test_initials_typed_into_a_cell_find_a_name(tab: Any, corner: Any, settle: Any, hand: Any) -> None:
    tab.grid.go_to(0, 0)
    for key in (Key.Key_C, Key.Key_W, Key.Key_B):
        hand.press(key)
    hand.press(Key.Key_Return)
    settle()
    assert corner.names()["大厅引导", 0] == ["王桂兰", "蔡文斌"]
    assert QApplication.focusWidget() is tab.grid


def test_in_a_persons_row_letters_find_a_post(tab: Any, corner: Any, settle: Any, hand: Any) -> None:
    tab.switch_view()
    rows = tab.grid.layout_shown.rows
    row = next(at for at, one in enumerate(rows) if one.title == "周海燕")
    tab.grid.go_to(row, 0)
    for key in (Key.Key_T, Key.Key_S, Key.Key_J):
        hand.press(key)
    hand.press(Key.Key_Return)
    settle()
    assert "周海燕" in corner.names()["图书角", 0]


def test_lead_and_standby(tab: Any, corner: Any, settle: Any) -> None:
    tab.grid.go_to(0, 0)
    tab.open_cell()
    panel = tab.panel()
    panel.role_wanted.emit(AssignmentRole.STANDBY)
    settle()
    assert ("大厅引导", 0) not in corner.names()
    assert [part.standby for part in tab.grid.cell().parts] == [True, False]
    tab.acts.undo()
    settle()
    assert corner.names()["大厅引导", 0] == ["王桂兰"]


def test_weeks_and_months_by_key(tab: Any, settle: Any, hand: Any) -> None:
    hand.press(Key.Key_Right, Mod.AltModifier)
    settle()
    assert tab.first == NEXT
    hand.press(Key.Key_Left, Mod.AltModifier)
    settle()
    assert tab.first == MONDAY
    tab.span.set_current("month")
    tab.set_span("month")
    settle()
    assert (tab.first.day, len(tab.roster.days)) == (1, 30)
    tab.step(1)
    settle()
    assert len(tab.roster.days) == 31


def test_no_key_is_taken_twice(tab: Any) -> None:
    assert clashes(specs.specs(tab)) == []


def test_the_month_on_show_is_printed_as_a_month(tab: Any, settle: Any, qtbot: Any) -> None:
    tab.set_span("month")
    settle()
    tab.openings.paper()
    settle()
    (shown,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview) and one.isVisible()
    ]
    assert shown.paper.sizes
    assert all(size.height() > size.width() for size in shown.paper.sizes)
    shown.ways.chosen.emit("A3")
    settle()
    assert [round(size.width() / 72 * 25.4) for size in shown.paper.sizes] == [420]
    shown.close()
