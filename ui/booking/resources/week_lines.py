"""The hours of a week to be typed, one line for each weekday; an empty line is a day off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from neighborcenter.center.drafts import Span
from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.i18n import _
from ui.booking.resources.week_text import read_stretches, say_stretches
from ui.kit.buttons import Button
from ui.kit.inputs import LineEdit
from ui.kit.labels import Label
from ui.kit.section import row_of
from ui.kit.theme import px, theme_changed

WORKDAYS = range(5)


class WeekLines(QWidget):
    """An editor of the spans of one week."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[LineEdit] = []
        self._grid = QGridLayout()
        for day, name in enumerate(WEEKDAYS):
            line = LineEdit()
            line.setPlaceholderText(_("Not on this day") if day else _("e.g. 9:00–12:00, 14:00–17:00"))
            line.setAccessibleName(_("Hours on {weekday}").format(weekday=_(name)))
            line.textEdited.connect(lambda _text: self.changed.emit())
            line.editingFinished.connect(lambda at=line: self._tidy(at))
            label = Label(_(name), "body", "text2")
            label.setBuddy(line)
            self._grid.addWidget(label, day, 0)
            self._grid.addWidget(line, day, 1)
            self.lines.append(line)
        self._grid.setColumnStretch(1, 1)
        self.workdays = Button(_("Monday’s hours to Friday"), "quiet", "copy")
        self.workdays.clicked.connect(self._spread)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._grid)
        box.addLayout(row_of(self.workdays, stretch_first=False))
        self.setFocusProxy(self.lines[0])
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(4))

    def value(self) -> tuple[Span, ...]:
        """Return the hours that can be read."""
        found = []
        for day, line in enumerate(self.lines):
            try:
                found += [Span(day, opens, closes) for opens, closes in read_stretches(line.text())]
            except ValueError:
                continue
        return tuple(found)

    def set_value(self, value: tuple[Span, ...] | None) -> None:
        """Show hours without telling anybody."""
        spans = value or ()
        for day, line in enumerate(self.lines):
            line.setText(say_stretches((s.opens, s.closes) for s in spans if s.weekday == day))
            line.set_state("")

    def trouble(self) -> str:
        """The first line that cannot be read."""
        for day, line in enumerate(self.lines):
            try:
                read_stretches(line.text())
            except ValueError:
                return _("{weekday}: write the hours like 9:00–12:00, 14:00–17:00.").format(
                    weekday=_(WEEKDAYS[day])
                )
        return ""

    def set_state(self, state: str) -> None:
        """Mark the lines that cannot be read."""
        for line in self.lines:
            try:
                read_stretches(line.text())
                line.set_state("")
            except ValueError:
                line.set_state(state)

    def _tidy(self, line: LineEdit) -> None:
        try:
            line.setText(say_stretches(read_stretches(line.text())))
        except ValueError:
            return

    def _spread(self) -> None:
        for day in WORKDAYS:
            self.lines[day].setText(self.lines[0].text())
        self.changed.emit()
