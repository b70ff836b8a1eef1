"""Forms: an editor with its label and the line below it, and many of them over the fields of one draft.

While typing the line below only helps ("4 digits to go"); it complains on leaving the field or when a rule
said no. A complaint has an icon, words and the border, and is the field's spoken description.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.problems import Problem, speak
from ui.kit.labels import Icon, Label
from ui.kit.theme import px, theme_changed


@runtime_checkable
class Editor(Protocol):
    """What a Field needs of the widget inside it. All editors in ``fields.py`` and ``moments.py`` are such."""

    changed: Any  # Signal()

    def value(self) -> Any:
        """A plain value for the draft; None when empty."""

    def set_value(self, value: Any) -> None:
        """Show a value without telling anybody."""

    def live_hint(self) -> str:
        """Help while typing, or what was understood; empty for none."""

    def trouble(self) -> str:
        """A sentence when what stands there cannot be understood; empty when it can."""

    def set_state(self, state: str) -> None:
        """Border and icon: "", "error", "warning"."""


def beside_fields(button: QWidget) -> QWidget:
    """A button that stands in a row with fields, level with their boxes and not with their labels."""
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(4))
    layout.addWidget(Label(" ", "small strong"))
    layout.addWidget(button)
    place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return place


class Field(QWidget):
    """Label, editor, and one line below: help, warning or error."""

    changed = Signal()
    left = Signal()

    def __init__(self, label: str, editor: QWidget, hint: str = "", *, required: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.editor: Any = editor
        self._hint = hint
        self._problem: Problem | None = None
        self._complaint = ""
        self.label = Label(f"{label} *" if required else label, "small strong", "text2")
        self.label.setBuddy(_inner(editor))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(4))
        self._layout.addWidget(self.label)
        self._layout.addWidget(editor)
        below = QHBoxLayout()
        below.setSpacing(px(4))
        self._mark = Icon("", size=14)
        self._line = Label("", "note", "text2", wrap=True)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._line, 1)
        self._layout.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inner = _inner(editor)
        inner.setAccessibleName(label)
        inner.installEventFilter(self)
        editor.changed.connect(self._on_changed)  # type: ignore[attr-defined]
        theme_changed.connect(self.restyle)
        self._show()

    @property
    def problem(self) -> Problem | None:
        """The problem shown now."""
        return self._problem

    @property
    def text_below(self) -> str:
        """The line below the editor as it reads now."""
        return self._line.text()

    def set_problem(self, problem: Problem | None) -> None:
        """Show what a rule says about this field; None takes it away."""
        self._problem, self._complaint = problem, ""
        self._show()

    def set_hint(self, hint: str) -> None:
        """Another lasting hint."""
        self._hint = hint
        self._show()

    def check(self) -> bool:
        """Whether what stands there can be understood; if not it says so below."""
        self._complaint = self.editor.trouble()
        self._show()
        return not self._complaint

    def value(self) -> Any:
        """The editor's value."""
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        """Show a value; complaints about the old one go."""
        self.editor.set_value(value)
        self.set_problem(None)

    def focus(self) -> None:
        """Put the caret here."""
        _inner(self.editor).setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        self._layout.setSpacing(px(4))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.editor.isVisible():
            self.check()
            self.left.emit()
        return False

    def _on_changed(self) -> None:
        self._problem, self._complaint = None, ""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        state, text = "", self.editor.live_hint() or self._hint
        if self._problem is not None:
            state, text = self._problem.level, speak(self._problem)
        elif self._complaint:
            state, text = "error", self._complaint
        self._line.setText(text)
        self._line.set_look(
            "note strong" if state else "note",
            {"error": "accent_text", "warning": "notice.text"}.get(state, "text2"),
        )
        self._mark.set_icon(
            {"error": "circle-alert", "warning": "triangle-alert"}.get(state, ""),
            {"error": "accent_text", "warning": "notice.text"}.get(state),
        )
        self._mark.setVisible(bool(state))
        self._line.setVisible(bool(text))
        self.editor.set_state(state)
        _inner(self.editor).setAccessibleDescription(text)


def _inner(editor: QWidget) -> QWidget:
    return editor.focusProxy() or editor


class Form(QWidget):
    """Fields over one draft, by the names of its attributes. One or two columns, reading order is tab order."""

    changed = Signal()

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._columns, self._next = columns, 0
        self._start: dict[str, Any] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        theme_changed.connect(self.restyle)
        self.restyle()

    def share(self, *weights: int) -> None:
        """Columns of other widths, where one holds figures and the next one words."""
        for column, weight in enumerate(weights):
            self._grid.setColumnStretch(column, weight)

    def add(self, name: str, field: Field, *, wide: bool = False) -> Field:
        """The next field, for draft attribute ``name``; ``wide`` spans all columns."""
        if wide and self._next % self._columns:
            self._next += self._columns - self._next % self._columns
        row, column = divmod(self._next, self._columns)
        span = self._columns if wide else 1
        self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next += span
        self.fields[name] = field
        self._start[name] = field.value()
        field.changed.connect(self.changed)
        return field

    def values(self) -> dict[str, Any]:
        """Plain values by draft attribute: ``BookingDraft(**form.values())``."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values by draft attribute; names without a field are passed over. The form is clean afterwards."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
        self._start = self.values()

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was set."""
        return self.values() != self._start

    def check(self) -> bool:
        """Whether every field can be understood; the first that cannot gets the caret."""
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].focus()
        return not wrong

    def set_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Each problem beside its field, errors before warnings; the first faulty field gets the caret.

        A problem in "lines.2.name" lands at "lines" when there is no such field. Returns those without one.
        """
        homeless: list[Problem] = []
        shown: dict[str, Problem] = {}
        for problem in sorted(problems, key=lambda one: one.level != "error"):
            name = problem.field if problem.field in self.fields else problem.field.split(".")[0]
            if name in self.fields:
                shown.setdefault(name, problem)
            else:
                homeless.append(problem)
        for name, field in self.fields.items():
            field.set_problem(shown.get(name))
        faulty = [name for name in self.fields if name in shown and shown[name].level == "error"]
        if faulty:
            self.fields[faulty[0]].focus()
        return homeless

    def clear_problems(self) -> None:
        """Take all complaints away."""
        self.set_problems(())

    def focus_first(self) -> None:
        """Put the caret into the first field."""
        if self.fields:
            next(iter(self.fields.values())).focus()

    def restyle(self) -> None:
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(14))
