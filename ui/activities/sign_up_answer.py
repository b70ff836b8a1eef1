"""What stands for or against a sign-up: places left, the fee, warnings to go on past, refusals with a way out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.activities.looks import money
from ui.activities.reading import Outlook
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import may
from ui.kit.labels import Icon, Label
from ui.kit.theme import px


class Answer(QWidget):
    """Lines that appear while the form is filled, before anybody presses Enter."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(4))
        self._reason = TextField(_("Why this is an exception"))
        self.reason_field = Field(_("Exception"), self._reason)
        self.facts = Label("", "small", "text2", wrap=True)
        self.again = Label("", "small strong", "notice.text", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.facts)
        box.addLayout(self._lines)
        box.addWidget(self.again)
        box.addWidget(self.reason_field)
        self._reason.changed.connect(self.changed)
        self._clear()

    def _clear(self) -> None:
        self.facts.hide()
        self.again.hide()
        self.reason_field.hide()

    def show_outlook(self, found: Outlook) -> None:
        """Places, fee, and all that stands against it."""
        parts = [found.places]
        if found.fee_fen:
            parts.append(_("Fee {fee}").format(fee=money(found.fee_fen)))
        self.facts.setText(" · ".join(part for part in parts if part))
        self.facts.setVisible(bool(self.facts.text()))
        self.show_problems(found.problems)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """These sentences, with an icon each; what may be overridden asks for the reason."""
        self._problems = tuple(problems)
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for problem in self._problems:
            self._lines.addWidget(_Line(problem, soft=_soft(problem)))
        self.again.hide()
        overridable = any(_overridable(problem) for problem in self._problems)
        self.reason_field.setVisible(overridable and may(Permission.ACTIVITIES_WRITE))

    def insist(self) -> None:
        """The warnings were seen; the next press goes on."""
        self.again.setText(_("Press Enter again to sign up all the same."))
        self.again.show()

    def reason(self) -> str:
        """Why the rules are set aside; empty while nothing asks for it."""
        return self._reason.value() if not self.reason_field.isHidden() else ""

    def begin_reason(self) -> None:
        """Put the caret where the way out is."""
        if not self.reason_field.isHidden():
            self._reason.setFocus()

    @property
    def blocked(self) -> bool:
        """Whether something stands against it that nobody has answered."""
        hard = [problem for problem in self._problems if not _soft(problem)]
        answered = bool(self.reason())
        return any(not (answered and _overridable(problem)) for problem in hard)

    @property
    def warns(self) -> bool:
        """Whether something has to be seen first."""
        return any(_soft(problem) for problem in self._problems)

    def words(self) -> str:
        """Everything against it as one stretch of words."""
        return " ".join(speak(problem) for problem in self._problems)


def _soft(problem: Problem) -> bool:
    """Going on is enough."""
    return problem.level != "error" or bool(problem.params.get("sure"))


def _overridable(problem: Problem) -> bool:
    """A reason is needed, which is kept."""
    return bool(problem.params.get("override"))


class _Line(QWidget):
    def __init__(self, problem: Problem, *, soft: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        color = "notice.text" if soft else "accent_text"
        row.addWidget(Icon("triangle-alert" if soft else "circle-alert", color, 16))
        row.addWidget(Label(speak(problem), "small strong", color, wrap=True), 1)
