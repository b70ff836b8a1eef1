"""What the center's rules say to the form: the fee with its reason, that an answer is needed, and the way past a rule.

Problems that belong to a field stand beside it; here stands the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.labels import Icon, Label
from ui.kit.theme import px, theme_changed

WORST = {"error": 0, "warning": 1}


class VerdictBox(QWidget):
    """Hidden while the rules have nothing to say."""

    changed = Signal()
    """Another reason was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._layout.addLayout(self._lines)
        self.reason = TextField(_("Why the rule is set aside"))
        self.reason_field = Field(_("Book anyway, because"), self.reason)
        self._layout.addWidget(self.reason_field)
        self.reason.changed.connect(self.changed)
        self.reason_field.hide()
        self._shown: list[QWidget] = []
        self._words: tuple[tuple[str, str, str], ...] = ()
        self.hide()
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size mode."""
        self._layout.setSpacing(px(8))
        self._lines.setSpacing(px(4))

    def clear(self) -> None:
        """Nothing was judged yet."""
        self.reason.set_value("")
        self.say(())

    def say(self, lines: Sequence[tuple[str, str, str]], *, aside: bool = False) -> None:
        """Show lines of (icon, color, words); `aside` offers to set a rule aside with a reason."""
        offered = aside or bool(self.reason.value())
        self.reason_field.setVisible(offered)
        self.setVisible(bool(lines) or offered)
        if tuple(lines) == self._words:
            return
        self._words = tuple(lines)
        for old in self._shown:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = [self._line(*line) for line in lines]
        for line in self._shown:
            self._lines.addWidget(line)

    @property
    def words(self) -> str:
        """Everything it says now."""
        return "\n".join(words for _icon, _color, words in self._words)

    @staticmethod
    def _line(icon: str, color: str, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(Icon(icon, color, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(words, "small", color, wrap=True), 1)
        return made


def beside(fields: Mapping[str, Field], problems: Sequence[Problem]) -> list[Problem]:
    """Put every problem beside its field, the worst one where a field has several; returns those without a field."""
    left: list[Problem] = []
    worst: dict[Field, Problem] = {}
    for problem in problems:
        field = fields.get(problem.field)
        if field is None or field.isHidden():
            left.append(problem)
        elif field not in worst or WORST[problem.level] < WORST[worst[field].level]:
            if field in worst:
                left.append(worst[field])
            worst[field] = problem
        else:
            left.append(problem)
    for field in dict.fromkeys(fields.values()):
        field.set_problem(worst.get(field))
    return left


def problem_line(problem: Problem) -> tuple[str, str, str]:
    """A problem as a line of the box."""
    if problem.level == "error":
        return "circle-alert", "accent_text", speak(problem)
    return "triangle-alert", "notice.text", speak(problem)
