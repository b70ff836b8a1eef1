"""The window: places, keys, palette, panel, look, lock, what it remembers."""

from __future__ import annotations

import sys
import types
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Unavailable
from ui.kit import presence
from ui.kit.actions import ActionSpec, clashes
from ui.kit.bell import Notice
from ui.kit.errors import Errors
from ui.kit.jobs import Command, Query
from ui.kit.page import Page
from ui.kit.places import PageSpec
from ui.kit.theme import mode, theme
from ui.window import MainWindow


class VisitsPage(Page):
    key = "visits"
    title = "Visits"
    watches = frozenset({"visit"})

    def __init__(self):
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)
        self.reads = 0
        self.booked = 0
        self.opened = None

    def reload(self):
        self.reads += 1

    def begin(self):
        self.line.setFocus()

    def open(self, target):
        self.opened = target

    def action_specs(self):
        return (ActionSpec("visits.book", "Book a room", "calendar-plus", "F3", run=self.book),)

    def book(self):
        self.booked += 1

    def remember(self):
        return {"typed": self.line.text()}

    def recall(self, state):
        self.line.setText(state.get("typed", ""))


class OtherPage(VisitsPage):
    key = "other"
    title = "Other"
    watches = frozenset({"other"})

    def action_specs(self):
        return ()


@pytest.fixture
def places():
    module = types.ModuleType("ui_test_places")
    module.__spec__ = types.SimpleNamespace(name="ui_test_places")
    module.VisitsPage, module.OtherPage = VisitsPage, OtherPage
    sys.modules["ui_test_places"] = module
    yield (
        PageSpec("visits", "Front desk", "concierge-bell", Permission.DESK_VIEW, "ui_test_places"),
        PageSpec("other", "Calendar", "calendar-days", Permission.BOOKING_VIEW, "ui_test_places"),
        PageSpec("absent", "Reports", "chart-column", Permission.REPORTS_VIEW, "ui.nowhere.page"),
    )
    del sys.modules["ui_test_places"]


@pytest.fixture
def window(desk, station, places, qtbot, tmp_path, settle):
    made = MainWindow(station, Errors(tmp_path), places)
    qtbot.addWidget(made)
    made.show()
    made.start()
    settle()
    yield made
    made.leave()


def test_only_places_that_exist_stand_in_the_rail(window):
    assert list(window.specs) == ["visits", "other"]


def test_a_place_one_may_not_enter_is_not_offered(desk, station, places, qtbot, tmp_path):
    desk.actor = Actor(1, "小陈", 1, frozenset({str(Permission.DESK_VIEW)}))
    made = MainWindow(station, Errors(tmp_path), places)
    qtbot.addWidget(made)
    assert list(made.specs) == ["visits"]


def test_a_page_is_built_when_it_is_first_opened_and_kept(window, qtbot):
    assert list(window.pages) == ["visits"]
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current().key == "other"
    first = window.pages["visits"]
    window.go_back()
    assert window.current() is first


def test_a_hidden_page_reads_again_only_when_it_is_shown(window, desk, settle):
    window.open_page("other")
    page, reads = window.pages["visits"], window.pages["visits"].reads
    Command(window, lambda work: work.touched("visit")).start()
    settle()
    assert page.reads == reads
    window.open_page("visits")
    assert page.reads == reads + 1
    Command(window, lambda work: work.touched("other")).start()
    settle()
    assert page.reads == reads + 1


def test_the_bell_asks_the_rooms_once_while_it_rests_and_forgets_nothing(
    window, places, desk, settle, monkeypatch, qtbot
):
    found = []
    sys.modules["ui_test_places"].ask = lambda _read: list(found)
    monkeypatch.setattr("ui.pages.NOTICE_SOURCES", ("ui_test_places:ask",))
    window._bell_rests.stop()
    Command(window, lambda work: work.touched("visit")).start()
    settle()
    found.append(Notice("一条待办", page="other"))
    Command(window, lambda work: work.touched("visit")).start()
    settle()
    assert window.top.notices() == 0
    window._bell_rests.setInterval(0)
    window._bell_rests.start()
    qtbot.waitUntil(lambda: window.top.notices() == 1)


def test_a_key_of_the_page_works_only_while_it_is_open(window, qtbot):
    page = window.pages["visits"]
    QTest.keyClick(page.line, Qt.Key.Key_F3)
    assert page.booked == 1
    window.open_page("other")
    QTest.keyClick(window.current().line, Qt.Key.Key_F3)
    assert page.booked == 1


def test_the_palette_opens_places_by_a_few_letters(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_box.isVisible()
    window.palette_box.line.setText("cal")
    QTest.keyClick(window.palette_box.line, Qt.Key.Key_Return)
    assert window.current().key == "other"
    assert not window.palette_box.isVisible()


def test_the_palette_offers_what_was_chosen_last(window, qtbot):
    window.palette_box.open()
    window.palette_box.line.setText(">dark")
    QTest.keyClick(window.palette_box.line, Qt.Key.Key_Return)
    assert theme().dark
    window.palette_box.open()
    assert window.palette_box.model.entries[0].id == "window.look"
    QTest.keyClick(window.palette_box.line, Qt.Key.Key_Escape)
    assert not window.palette_box.isVisible()


def test_the_key_sheet_lists_page_and_window_keys(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_F1)
    lines = dict(window.sheet.lines())
    assert lines["Book a room"] == "F3"
    assert lines["Lock the screen"] == "Ctrl L"
    QTest.keyClick(window.sheet, Qt.Key.Key_Escape)
    assert not window.sheet.isVisible()


def test_no_key_is_used_twice(window):
    assert clashes([*window.own, *window.pages["visits"].action_specs()]) == []


def test_the_panel_holds_one_thing_and_escape_closes_it(window, qtbot):
    window.current().show_panel(QLabel("合唱队"))
    assert window.panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.panel.isVisible()


def test_the_caret_leaves_a_closed_panel_for_the_page(window, qtbot):
    page = window.current()
    for close in (page.close_panel, window.panel.close_button.click):
        words = QLineEdit()
        page.show_panel(words)
        words.setFocus()
        close()
        assert window.focusWidget() is page.line
    words = QLineEdit()
    page.show_panel(words)
    words.setFocus()
    page.show_panel(QLabel("合唱队"))
    assert window.panel.isAncestorOf(window.focusWidget())


@pytest.mark.expects_log
def test_a_shortage_is_a_banner_and_a_bug_a_report_without_numbers(window, settle, tmp_path):
    def full(work):
        raise Unavailable("db.full")

    def broken(read):
        raise KeyError("350102194802304125")

    Command(window, full).start()
    settle()
    assert window.banners.isVisible()
    Query(window, broken).start()
    settle()
    report = next(tmp_path.glob("crash-*.txt")).read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "350102194802304125" not in report


def test_size_and_look_are_remembered_on_this_pc(window, station):
    QTest.keyClick(
        window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert (station.mode, mode()) == ("large", "large")
    window.switch_look()
    assert station.palette == "dark"


def test_what_a_page_remembers_survives_the_program(window, station, places, qtbot, tmp_path, settle):
    window.current().line.setText("王桂兰")
    window.leave()
    again = MainWindow(station, Errors(tmp_path), places)
    qtbot.addWidget(again)
    again.start()
    settle()
    assert again.current().line.text() == "王桂兰"
    again.leave()


def test_the_lunar_day_stands_beside_the_title_in_chinese_only(window, qtbot, settle, monkeypatch):
    settle()
    assert "十月" not in window.top.note.text()
    monkeypatch.setattr(presence, "language", lambda: "zh_CN")
    window.today._day = date.min
    window.today.look()
    qtbot.waitUntil(lambda: "十月十五" in window.top.note.text())
