"""Why something is called off, signed off or put out of turn: what will happen, one field, one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.fields import LongTextField
from ui.kit.flow import FlowLayout
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.people.panels import Panel


class ReasonPanel(Panel):
    """Asks for a reason; `then` is called with it."""

    def __init__(
        self,
        title: str,
        what: str,
        verb: str,
        then: Callable[[str], object],
        *,
        usual: tuple[str, ...] = (),
        needed: bool = True,
    ) -> None:
        super().__init__(title)
        self._then, self._needed = then, needed
        if what:
            self.body.addWidget(Label(what, "small", "text2", wrap=True))
        self.reason = Field(_("Why"), LongTextField(lines=3), _("It is kept with the act."), required=needed)
        self.body.addWidget(self.reason)
        if usual:
            flow = FlowLayout()
            for words in usual:
                chip = Chip(words, checkable=False)
                chip.clicked.connect(lambda _checked=False, w=words: self.reason.set_value(w))
                flow.addWidget(chip)
            self.body.addLayout(flow)
        self.body.addStretch(1)
        back = Button(_("Cancel"), "quiet", key="Esc")
        back.clicked.connect(lambda _checked=False: self.closed.emit())
        self.agree = Button(verb, "primary", key="Ctrl ↵")
        self.agree.clicked.connect(lambda _checked=False: self.submit())
        self.foot_row.addWidget(back)
        self.foot_row.addWidget(self.agree, 1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QTimer.singleShot(0, self, self.reason.focus)

    def submit(self) -> None:
        """Go on, if a reason stands there."""
        words = self.reason.value()
        if self._needed and not words:
            self.reason.set_problem(Problem("reason", "activities.reason_missing"))
            self.reason.focus()
            return
        self._then(words)
