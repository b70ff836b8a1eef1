"""What a paper asks for, above it: month, week, days, room, service …"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from neighborcenter.kit.speech import say_month
from neighborcenter.reports.choices import Option
from neighborcenter.reports.params import Days, problems_in
from neighborcenter.reports.report import Param, Report
from ui.kit.fields import ChoiceField
from ui.kit.flow import FlowLayout
from ui.kit.labels import Label
from ui.kit.moments import DateField
from ui.kit.spoken import spoken_date, spoken_days
from ui.kit.steps import Steps
from ui.kit.theme import px


class StepField(QWidget):
    """A month or a week with a step back and a step forth."""

    changed = Signal()

    def __init__(self, label: str, step: Callable[[Any, int], Any], show: Callable[[Any], str]) -> None:
        super().__init__()
        self._value: Any = None
        self._step, self._show = step, show
        self.steps = Steps(_("Earlier"), _("Later"))
        self.words = Label("", "body strong")
        self.words.setAccessibleName(label)
        self.steps.stepped.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        for part in (self.steps, self.words):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> Any:
        """The month, or the Monday."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value without telling anybody."""
        self._value = value
        self.words.setText(self._show(value))
        self.words.setMinimumWidth(self.words.sizeHint().width() + px(12))

    def _go(self, step: int) -> None:
        self.set_value(self._step(self._value, step))
        self.changed.emit()


class DaysField(QWidget):
    """First and last day."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.first, self.last = DateField(today, "past"), DateField(today, "past")
        self.first.setAccessibleName(_("From this day on"))
        self.last.setAccessibleName(_("Up to this day"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        for part in (self.first, Label("–", "body", "text2"), self.last):
            layout.addWidget(part)
        for box in (self.first, self.last):
            box.setFixedWidth(px(150))
            box.editingFinished.connect(self.changed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> Days | None:
        """The range, or None when a day is not understood."""
        first, last = self.first.value(), self.last.value()
        return Days(first, last) if first is not None and last is not None else None

    def set_value(self, value: Days | None) -> None:
        """Show a range without telling anybody."""
        self.first.set_value(value.first if value else None)
        self.last.set_value(value.last if value else None)


class Named(QWidget):
    """A field behind its name; both go to the next line together."""

    def __init__(self, label: str, field: QWidget) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(10))
        layout.addWidget(Label(label, "small", "text2"))
        layout.addWidget(field)


class ParamsForm(QWidget):
    """The parameters of one report, in as many lines as they need. `changed` tells that the paper has to be made again."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.report: Report | None = None
        self.fields: dict[str, Any] = {}
        self.trouble = Label("", "small", "accent_text")
        self._box = FlowLayout(self, gap=10)

    def ask(self, report: Report, values: Mapping[str, Any], options: Mapping[str, Sequence[Option]]) -> None:
        """Show the fields of a report; what must be chosen begins with the first there is."""
        while self._box.count():
            item = self._box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.trouble:
                widget.hide()
                widget.deleteLater()
        self.report, self.fields = report, {}
        for param in report.params:
            field = self._field(param, options.get(param.key, ()))
            value = values.get(param.key)
            if value is None and not param.optional and options.get(param.key):
                value = options[param.key][0].ref
            field.set_value(value)
            field.changed.connect(self._on_changed)
            self.fields[param.key] = field
            self._box.addWidget(field if param.kind in ("month", "day") else Named(_(param.label), field))
        self._box.addWidget(self.trouble)
        self._say()

    def _field(self, param: Param, options: Sequence[Option]) -> Any:
        if param.kind == "month":
            return StepField(_(param.label), lambda month, step: month.plus(step), say_month)
        if param.kind == "week":
            return StepField(_(param.label), lambda day, step: day + timedelta(days=7 * step), _week)
        if param.kind == "day":
            return StepField(_(param.label), lambda day, step: day + timedelta(days=step), _day)
        if param.kind == "days":
            return DaysField(self._today)
        choices = [(one.ref, one.name) for one in options]
        field = ChoiceField(
            choices, _("All of them") if param.optional else _("Choose"), optional=param.optional
        )
        field.setMinimumWidth(px(220))
        field.setAccessibleName(_(param.label))
        return field

    def values(self) -> dict[str, Any]:
        """What was chosen."""
        return {key: field.value() for key, field in self.fields.items()}

    def problem(self) -> str:
        """What is missing or wrong, in words; "" when the paper can be made."""
        if self.report is None:
            return ""
        found = problems_in(self.report, self.values())
        return speak(found[0]) if found else ""

    def _on_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.trouble.setText(self.problem())
        self.trouble.setVisible(bool(self.trouble.text()))


def _day(day: date) -> str:
    return spoken_date(day)


def _week(monday: date) -> str:
    return spoken_days(monday, monday + timedelta(days=6))
