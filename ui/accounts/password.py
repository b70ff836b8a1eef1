"""A person's own new password: asked for at the first sign-in, or chosen from the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.drafts import PasswordChange
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.accounts.sign_in import CenteredCard, SecretField
from ui.kit.buttons import Button
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.later import later

if TYPE_CHECKING:
    from neighborcenter.accounts import service
else:
    service = later("neighborcenter.accounts.service")


class PasswordPage(CenteredCard):
    """Old password, new password, and the new one again."""

    changed = Signal()
    left = Signal()

    def __init__(self, *, forced: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        why = _("The first password was chosen by someone else. Choose your own now.") if forced else ""
        title = Label(_("Change my password"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.inside.addWidget(title)
        if why:
            self.inside.addWidget(Label(why, "small", "text2", wrap=True))
        self.form = Form()
        self.form.add("old", Field(_("Present password"), SecretField()))
        self.form.add(
            "password",
            Field(_("New password"), SecretField(), _("At least 8 characters, letters and digits")),
        )
        self.form.add("again", Field(_("New password again"), SecretField()))
        self.button = Button(_("Change password"), "primary", main=True)
        self.cancel = Button(_("Sign out") if forced else _("Back"), "quiet")
        for part in (self.form, self.button, self.cancel):
            self.inside.addWidget(part)
        self.button.clicked.connect(self._on_change)
        self.cancel.clicked.connect(self.left)

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.form.focus_first()

    def _on_change(self) -> None:
        values = self.form.values()
        if values["password"] != values["again"]:
            self.form.set_problems([Problem("again", "accounts.again")])
            return
        change = PasswordChange(values["old"], values["password"])
        self.button.set_busy(True)
        Command(self, lambda work: service.change_password(work, change)).then(
            lambda _result: self.changed.emit()
        ).failed(self.form.set_problems).finally_(lambda: self.button.set_busy(False)).start()
