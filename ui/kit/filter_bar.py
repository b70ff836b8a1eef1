"""The line above a list: type to narrow it, choose answers, take them away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.columns import FilterChoice, Where
from ui.kit.icons import paint_icon
from ui.kit.theme import control_height, px, theme, theme_changed
from ui.kit.widgets import Button


class SearchLine(QLineEdit):
    """A line whose words are known while a Chinese input method is still composing them.

    `query_changed` carries the text with the pre-edit string in its place, without the separators that pinyin
    input methods put between syllables.
    """

    query_changed = Signal(str)
    walked = Signal(int)
    """An arrow or page key that belongs to the list below: the Qt key."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self._last = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._tell)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Leave room for the magnifying glass, as large as the theme has it."""
        self.setTextMargins(px(26), 0, 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the magnifying glass before the words: Qt's own icons do not grow with the type."""
        super().paintEvent(event)
        side, painter = px(18), QPainter(self)
        paint_icon(painter, "search", theme().text3, QRectF(px(11), (self.height() - side) / 2, side, side))
        painter.end()

    def query(self) -> str:
        """Return what has been typed, composed or not."""
        text, place = self.text(), self.cursorPosition()
        composed = self._preedit.replace("'", "").replace(" ", "")
        return (text[:place] + composed + text[place:]).strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Read the pre-edit string: QLineEdit itself says nothing while it changes."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def is_composing(self) -> bool:
        """True while the input method owns Enter, digits and arrows."""
        return bool(self._preedit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand arrows to the list; Esc empties the line first."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.walked.emit(key)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        query = self.query()
        if query != self._last:
            self._last = query
            self.query_changed.emit(query)


class FilterChip(Button):
    """One question: "Status" while everything is shown, "Status: open ×" once an answer is chosen."""

    changed = Signal()

    def __init__(self, choice: FilterChoice, parent: QWidget | None = None) -> None:
        super().__init__(_(choice.title), kind="secondary", parent=parent)
        self.choice = choice
        self.value: Any = None
        self.clicked.connect(self._on_clicked)
        self._say()

    def set_value(self, value: Any) -> None:
        """Choose an answer; None shows everything."""
        if value != self.value:
            self.value = value
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        title = _(self.choice.title)
        if self.value is None:
            self.setText(title)
            self.set_icon("chevron-down")
            return
        words = next((text for value, text in self.choice.answers() if value == self.value), str(self.value))
        self.setText(_("{question}: {answer}").format(question=title, answer=words))
        self.set_icon("x")

    def _on_clicked(self) -> None:
        if self.value is not None:
            self.set_value(None)
        else:
            self.menu_of_answers().popup(self.mapToGlobal(QPoint(0, self.height() + px(4))))

    def menu_of_answers(self) -> QMenu:
        """Build the menu of answers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in self.choice.answers():
            menu.addAction(words).triggered.connect(lambda _checked=False, v=value: self.set_value(v))
        return menu


class FilterBar(QWidget):
    """Search line, filter chips, one button that takes everything away, and room for the page's own buttons."""

    where_changed = Signal(object)
    walked = Signal(int)
    entered = Signal()

    def __init__(
        self, choices: Sequence[FilterChoice] = (), placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line = SearchLine(placeholder or _("Filter this list: characters, pinyin or initials"), self)
        self.chips = [FilterChip(choice, self) for choice in choices]
        self.clear_button = Button(_("Clear"), kind="quiet", icon="x", parent=self)
        self.clear_button.hide()
        self._left, self._right = QWidget(self), QWidget(self)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.addWidget(self._left, 1)
        self._outer.addWidget(self._right)
        self._tools = QHBoxLayout(self._right)
        self._tools.addStretch(1)
        self._row = QHBoxLayout(self._left)
        self._row.addWidget(self.line, 4)
        for chip in self.chips:
            self._row.addWidget(chip)
            chip.changed.connect(self._on_changed)
        self._row.addWidget(self.clear_button)
        self._row.addStretch(1)
        self.line.query_changed.connect(self._on_changed)
        self.line.walked.connect(self.walked)
        self.line.returnPressed.connect(self.entered)
        self.clear_button.clicked.connect(self.clear)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        for row in (self._outer, self._row, self._tools):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(8))
        self.line.setMinimumWidth(px(160))
        self.line.setMaximumWidth(px(300))
        self.line.setFixedHeight(control_height())
        self._fold()

    def add_left(self, widget: QWidget) -> None:
        """Put something of the page before the search line, counted when the bar folds."""
        self._row.insertWidget(0, widget)
        self._fold()

    def add_right(self, widget: QWidget) -> None:
        """Put a button of the page at the right end."""
        self._tools.addWidget(widget)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand in a line of their own."""
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """A bar that got its width before it came into sight folds now."""
        super().showEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two parts."""
        hint = super().minimumSizeHint()
        parts = (self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(min(hint.width(), max(parts)), hint.height())

    def _fold(self) -> None:
        needed = self._left.minimumSizeHint().width() + px(8) + self._right.sizeHint().width()
        two_lines = self._tools.count() > 1 and self.isVisible() and needed > self.width()
        direction = QBoxLayout.Direction.TopToBottom if two_lines else QBoxLayout.Direction.LeftToRight
        if self._outer.direction() != direction:
            self._outer.setDirection(direction)

    def where(self) -> Where:
        """Return what the list is narrowed to."""
        answers = {chip.choice.key: chip.value for chip in self.chips if chip.value is not None}
        return Where(self.line.query(), answers)

    def set_where(self, where: Where) -> None:
        """Show and use these words and answers."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own name
        self.line.setText(where.text)
        for chip in self.chips:
            chip.set_value(where.get(chip.choice.key))
        self.blockSignals(False)  # noqa: FBT003 - Qt's own name
        self._on_changed()

    def clear(self) -> None:
        """Show everything again."""
        self.set_where(Where())
        self.line.setFocus()

    def _on_changed(self) -> None:
        where = self.where()
        self.clear_button.setVisible(not where.is_empty())
        self._fold()
        self.where_changed.emit(where)
