"""Why a service is withdrawn: one field, one button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.kit.fields import LongTextField
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.kit.theme import px
from ui.kit.widgets import Button


class WithdrawPanel(QWidget):
    """Asks for the reason; `agreed` carries it."""

    closed = Signal()
    agreed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addWidget(Label(_("Withdraw “{name}”").format(name=name), "title", wrap=True))
        box.addWidget(
            Label(
                _("The desk will no longer find it. What was done under it stays."),
                "small",
                "text2",
                wrap=True,
            )
        )
        self.reason = Field(_("Why"), LongTextField(lines=3), _("The history keeps it."), required=True)
        box.addWidget(self.reason)
        box.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        cancel = Button(_("Cancel"), "quiet")
        cancel.clicked.connect(self.closed)
        self.agree = Button(_("Withdraw"), "primary")
        self.agree.clicked.connect(self._on_agree)
        line.addWidget(cancel)
        line.addWidget(self.agree)
        box.addLayout(line)

    def begin(self) -> None:
        """Put the caret into the reason."""
        self.reason.focus()

    def _on_agree(self) -> None:
        reason = self.reason.value()
        if not reason:
            self.reason.set_problem(Problem("reason", "catalog.reason_missing"))
            self.reason.focus()
            return
        self.agreed.emit(reason)
