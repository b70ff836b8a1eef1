"""The lock screen: nothing of the work is to be seen, one large field opens it again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from ui.accounts.entering import enter
from ui.accounts.sign_in import CenteredCard, SecretField
from ui.kit.buttons import Button
from ui.kit.chips import Avatar
from ui.kit.form import Field
from ui.kit.labels import Label


class LockScreen(CenteredCard):
    """Shown instead of the window. Work and drafts stay as they were."""

    opened = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login, self._center_id = "", 0
        self.face = Avatar("", 72, "activity")
        self.name = Label("", "name")
        self.note = Label(_("Locked. Everything stays as you left it."), "small", "text2", wrap=True)
        self.password = Field(_("Password"), SecretField())
        self.button = Button(_("Unlock"), "primary", "lock-open", "↵", main=True)
        self.other = Button(_("Someone else signs in"), "quiet")
        self.inside.addWidget(self.face, 0, Qt.AlignmentFlag.AlignHCenter)
        for line in (self.name, self.note):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.inside.addWidget(line)
        for part in (self.password, self.button, self.other):
            self.inside.addWidget(part)
        self.button.clicked.connect(self._on_open)
        self.password.editor.returnPressed.connect(self._on_open)
        self.other.clicked.connect(self.other_wanted)

    def lock(self, name: str, login: str, center_id: int) -> None:
        """Show whose work this is."""
        self._login, self._center_id = login, center_id
        self.face.set_name(name)
        self.name.setText(name)
        self.begin()

    def begin(self) -> None:
        """Put the caret into the empty field."""
        self.password.set_value("")
        self.password.focus()

    def _on_open(self) -> None:
        typed = self.password.value()
        if not typed or self.button.busy:
            return
        self.button.set_busy(True)
        enter(self, self._center_id, self._login, typed, self._on_answer).finally_(
            lambda: self.button.set_busy(False)
        ).start()

    def _on_answer(self, answer: Any) -> None:
        if answer.problem is not None:
            self.password.editor.selectAll()
            self.password.focus()
            self.password.set_problem(answer.problem)
            return
        self.password.set_value("")
        self.opened.emit()
