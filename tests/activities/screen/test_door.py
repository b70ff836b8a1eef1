"""The door under the fingers: initials, scanners, walk-ins, undo, eighty children."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.activities import checkin_queries
from neighborcenter.activities.codes import code_of
from neighborcenter.activities.kinds import Presence
from ui.activities.walk_in import WalkInSheet
from ui.kit import messages

Key, Mod = Qt.Key, Qt.KeyboardModifier
TODAY = datetime(2026, 11, 23, 10, 0)
CHILDREN = ("陈子涵", "陈梓轩", "黄雨桐", "林浩然", "许诗涵", "张宇航")


@pytest.fixture
def door(window: Any, town: Any, settle: Any) -> Any:
    """The door of today's camp with six children, the caret in its box."""
    town.activity("夏令营", seats=80, starts=TODAY, age_to=80)
    for name in CHILDREN:
        town.child("夏令营", name, "王桂兰")
    window.open_page("activities", ("door", town.activities["夏令营"]))
    settle()
    tab = window.pages["activities"].view.tab()
    assert tab.line.hasFocus()
    return tab


def present(backend: Any, actor: Any, tab: Any) -> list[str]:
    with backend.read(actor) as read:
        rows = checkin_queries.door(read, tab.session_id)
    return sorted(row.name for row in rows if row.presence is Presence.PRESENT)


def test_initials_and_enter_tick_a_child_and_the_counts_run_along(door, hand, settle, backend, actor) -> None:
    hand.type("lhr⏎")
    settle()
    assert present(backend, actor, door) == ["林浩然"]
    assert door.line.text() == ""
    assert (door.here.number.text(), door.missing.number.text(), door.expected.number.text()) == (
        "1",
        "5",
        "6",
    )
    hand.type("hyt ")
    settle()
    assert present(backend, actor, door) == ["林浩然", "黄雨桐"]


def test_names_that_begin_alike_are_told_apart_by_the_arrows(door, hand, settle, backend, actor) -> None:
    hand.type("chen")
    settle()
    names = [line.name for line in door.list.lines]
    assert sorted(names) == ["陈子涵", "陈梓轩"]
    hand.press(Key.Key_Down).type("⏎")
    settle()
    assert present(backend, actor, door) == [names[1]]


def test_enter_alone_goes_down_the_list_and_never_takes_a_tick_back(
    door, hand, settle, backend, actor
) -> None:
    for _child in CHILDREN:
        hand.type("⏎")
        settle()
    assert len(present(backend, actor, door)) == 6
    hand.type("⏎")
    settle()
    assert len(present(backend, actor, door)) == 6


def test_ctrl_z_takes_the_last_tick_back(door, hand, settle, backend, actor) -> None:
    hand.type("lhr⏎")
    settle()
    hand.press(Key.Key_Z, Mod.ControlModifier)
    settle()
    assert present(backend, actor, door) == []


def test_delete_takes_the_tick_of_the_line_back(door, hand, settle, backend, actor) -> None:
    hand.type("lhr⏎")
    settle()
    door.list.walk(-10)
    while door.list.current().name != "林浩然":
        hand.press(Key.Key_Down)
    hand.press(Key.Key_Delete)
    settle()
    assert present(backend, actor, door) == []


def test_a_scanned_slip_ticks_everybody_on_it(door, settle, town, backend, actor) -> None:
    code = code_of(town.sign_up("夏令营", "王桂兰")[0])
    for key in code:
        QTest.keyClick(door.line, key)
    QTest.keyClick(door.line, Key.Key_Return)
    settle()
    assert present(backend, actor, door) == ["王桂兰"]


def test_a_wrong_code_stays_in_sight_and_ticks_nobody(door, settle, backend, actor) -> None:
    door.line.scanned.emit("A0000999")
    settle()
    assert present(backend, actor, door) == []
    assert door.said.text()
    assert door.line.property("state") == "error"


def test_whoever_is_not_on_the_list_comes_in_as_a_walk_in(door, hand, settle, window, backend, actor) -> None:
    hand.type("wgl")
    settle()
    assert door.list.lines == []
    hand.type("⏎")
    settle()
    sheet = next(one for one in window.findChildren(WalkInSheet) if one.isVisible())
    sheet.who.list.take(0)
    settle()
    sheet.save.click()
    settle()
    assert "王桂兰" in present(backend, actor, door)
    assert door.walk_ins.number.text() == "1"


def test_who_comes_late_is_marked(door, hand, settle, clock) -> None:
    clock.set(datetime(2026, 11, 23, 10, 25))
    hand.type("lhr⏎")
    settle()
    line = next(line for line in door.list.lines if line.name == "林浩然")
    assert any("25" in mark[0] for mark in line.marks)


def test_excused_children_are_not_missing(door, hand, settle) -> None:
    hand.type("zyh")
    settle()
    hand.press(Key.Key_E, Mod.AltModifier)
    settle()
    assert door.missing.number.text() == "5"


def test_figures_open_the_rows_behind_them(door, hand, settle) -> None:
    hand.type("lhr⏎")
    settle()
    door.missing.link.clicked.emit()
    assert len(door.list.lines) == 5
    door.here.link.clicked.emit()
    assert [line.name for line in door.list.lines] == ["林浩然"]


def test_without_the_right_nobody_is_ticked(door, hand, settle, backend, actor, make) -> None:
    from neighborcenter.accounts.permissions import Permission
    from ui.kit import jobs

    jobs.runner().actor = make.actor_as("front_desk", without=(Permission.ACTIVITIES_ENROLL,))
    hand.type("lhr⏎")
    settle()
    assert present(backend, actor, door) == []


@pytest.fixture(autouse=True)
def _no_toast_left() -> Any:
    yield
    messages.clear_toast()
