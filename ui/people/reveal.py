"""Showing a full phone or ID number: asks why, shows it for half a minute, masks it again."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.people import privacy
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.flow import FlowLayout
from ui.kit.form import Field
from ui.kit.jobs import Command, may
from ui.kit.messages import Question
from ui.kit.widgets import IconButton
from ui.people.panels import Fact

# How long a full value stays in sight.
SECONDS = 30
REASONS = (
    N_("Calling the resident"),
    N_("Handling a matter for the resident"),
    N_("Checking identity"),
    N_("Emergency"),
)


def ask_reason(owner: QWidget, what: str) -> str:
    """Ask why the full value is needed. "" when the person thinks better of it."""
    question = Question(
        owner,
        _("Show the full {what}?").format(what=what),
        _("Show in full"),
        _("Who looked, at what and why is written into the audit trail."),
        kind="primary",
        icon="eye",
    )
    box = TextField(_("Reason"))
    chips = QWidget()
    flow = FlowLayout(chips)
    for reason in REASONS:
        chip = Chip(_(reason), checkable=False)
        chip.clicked.connect(lambda _checked=False, words=_(reason): _take(box, question, words))
        flow.addWidget(chip)
    question.body.addWidget(chips)
    question.body.addWidget(Field(_("Reason"), box, required=True))
    question.yes.setEnabled(False)
    box.changed.connect(lambda: question.yes.setEnabled(len(box.value()) > 1))
    box.returnPressed.connect(question.yes.click)
    box.setFocus()
    return box.value() if question.exec() == QDialog.DialogCode.Accepted else ""


def _take(box: TextField, question: Question, words: str) -> None:
    box.setText(words)
    question.accept()


class SecretFact(Fact):
    """A masked value with an eye. The eye asks for a reason, then the value shows for half a minute."""

    def __init__(
        self,
        name: str,
        masked: str,
        reveal: Callable[[Any, str], str],
        ask: Callable[[QWidget, str], str] = ask_reason,
    ) -> None:
        self.eye = IconButton("eye", _("Show in full"), 30)
        super().__init__(name, masked, self.eye)
        self._name, self._masked, self._reveal, self._ask = name, masked, reveal, ask
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.hide_value)
        self.eye.clicked.connect(self._on_eye)
        if not may(Permission.PEOPLE_REVEAL):
            self.eye.setEnabled(False)
            self.eye.setToolTip(_("Your role may not see full numbers. An administrator can change roles."))

    @property
    def shown(self) -> bool:
        """Whether the full value is in sight."""
        return self._timer.isActive()

    def hide_value(self) -> None:
        """Hide the value again."""
        self._timer.stop()
        self._say(self._masked)
        self.eye.set_icon("eye")
        self.eye.set_name(_("Show in full"))

    def _on_eye(self) -> None:
        if self.shown:
            self.hide_value()
            return
        reason = self._ask(self, self._name)
        if reason:
            reveal = self._reveal
            Command(self, lambda work: reveal(work, reason)).then(self._on_value).start()

    def _on_value(self, value: str) -> None:
        self._say(value)
        self.eye.set_icon("eye-off")
        self.eye.set_name(_("Hide"))
        self._timer.start()

    def _say(self, value: str) -> None:
        self.value.setText(value)
        self.value.setAccessibleName(f"{self._name}: {value}")


def resident_secret(name: str, masked: str, resident_id: int, field: str) -> SecretFact:
    """A masked field of a resident."""
    return SecretFact(name, masked, lambda work, reason: privacy.reveal(work, resident_id, field, reason))


def group_secret(name: str, masked: str, group_id: int) -> SecretFact:
    """The masked phone of a group."""
    return SecretFact(name, masked, lambda work, reason: privacy.reveal_group_phone(work, group_id, reason))
