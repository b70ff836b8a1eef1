"""What a person does with the program's window: page objects over the real screens."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tests.support.window import rest
from ui.app import Program

Key, Mod = Qt.Key, Qt.KeyboardModifier


class Screen:
    """The running program, its keyboard and its patience."""

    def __init__(self, program: Program, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.program, self.qtbot, self.patch = program, qtbot, monkeypatch

    @property
    def window(self) -> Any:
        """The main window."""
        return self.program.window

    @property
    def page(self) -> Any:
        """The open page."""
        return self.window.current()

    def activate(self) -> None:
        """Come back to the program's window from another one."""
        self.program.frame.activateWindow()
        self.qtbot.waitUntil(self.program.frame.isActiveWindow)

    def settle(self) -> None:
        """Wait until pauses of typing are over, the lanes are empty and every answer has arrived."""
        rest(self.qtbot)

    def type(self, keys: str | Iterable[Any], modifier: Mod = Mod.NoModifier) -> None:
        """Press keys one after the other, each where the caret then is."""
        for key in keys:
            where = QApplication.focusWidget() or self.program.frame
            QTest.keyClick(where, key, modifier)

    def press(self, key: Any, modifier: Mod = Mod.NoModifier) -> None:
        """Press one key and wait for what comes of it."""
        self.type([key], modifier)
        self.settle()

    def until(self, what: Any) -> None:
        """Wait for something."""
        self.qtbot.waitUntil(what, timeout=60_000)
        self.settle()

    def choose_file(self, path: Path) -> None:
        """Answer the next file dialogs with this file."""
        answer = staticmethod(lambda *_a, **_k: (str(path), ""))
        self.patch.setattr(QFileDialog, "getOpenFileName", answer)
        self.patch.setattr(QFileDialog, "getSaveFileName", answer)

    def shows(self, widget: QWidget) -> bool:
        """Whether this is the screen in the frame."""
        return self.program.frame.currentWidget() is widget

    # -- doors -----------------------------------------------------------------------------------------------

    def found(self, name: str, person: str, login: str, password: str) -> None:
        """The first-run page: fill in what it asks for and press its button."""
        page: Any = self.program.frame.currentWidget()
        page.form.set_values({"name": name, "person": person})
        for key, text in (("login", login), ("password", password), ("again", password)):
            page.form.fields[key].focus()
            self.type(text)
        page.button.click()
        self.until(lambda: self.shows(self.program.sign_in))

    def sign_in(self, login: str, password: str) -> None:
        """By keys, Enter at the end."""
        self.program.sign_in.login.focus()
        self.program.sign_in.login.editor.selectAll()
        self.type([*login, Key.Key_Return, *password, Key.Key_Return])
        self.until(lambda: self.window is not None and self.shows(self.window))

    def lock_and_unlock(self, password: str) -> None:
        """Ctrl+L, and back."""
        self.press(Key.Key_L, Mod.ControlModifier)
        assert self.shows(self.program.lock_screen)
        self.type([*password, Key.Key_Return])
        self.until(lambda: self.shows(self.window))

    # -- pages -----------------------------------------------------------------------------------------------

    def go(self, digit: int) -> Any:
        """Ctrl and a digit: another place."""
        self.type([Key(Key.Key_0 + digit)], Mod.ControlModifier)
        self.settle()
        return self.page

    def bring_in(self, kind: str, path: Path, *, skip_bad: bool = False) -> str:
        """Settings, Imports: choose kind and file, look at the trial, take it. Returns what the trial said."""
        self.go(0)
        self.page.open("settings.imports")
        self.settle()
        self.press(Key.Key_N, Mod.ControlModifier)
        panel = self.window.panel.content()
        panel.kind.set_value(kind)
        self.choose_file(path)
        panel.pick.click()
        self.settle()
        said = str(panel.result.text())
        if skip_bad:
            assert not panel.go.isEnabled()
            panel.skip_bad.click()
        assert panel.go.isEnabled(), said
        panel.go.click()
        self.settle()
        return said
