"""The bell: things that need a look, each leading to the place where it can be settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.cards import IconPlate
from ui.kit.labels import Label
from ui.kit.paint import fill
from ui.kit.theme import px, theme, theme_changed


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at. `page` and `target` say where it is settled, `verb` is the word on the button."""

    text: str
    note: str = ""
    icon: str = "info"
    category: str = "notice"
    verb: str = ""
    page: str = ""
    target: Any = None


class BellPanel(QWidget):
    """The list of notices, for the right-hand panel."""

    go_to = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these notices."""
        while (entry := self._box.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.deleteLater()
        for notice in notices:
            self._box.addWidget(self._line(notice))
        if not notices:
            self._box.addWidget(Label(_("Nothing needs a look right now."), "small", "text2"))
        self._box.addStretch(1)

    def _line(self, notice: Notice) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, px(6), 0, px(6))
        row.setSpacing(px(10))
        row.addWidget(IconPlate(notice.icon, notice.category), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        for text, role, color in ((notice.text, "body strong", "text"), (notice.note, "small", "text2")):
            if text:
                label = Label(text, role, color)
                label.setWordWrap(True)
                column.addWidget(label)
        row.addLayout(column, 1)
        if notice.verb and notice.page:
            button = Button(notice.verb)
            button.clicked.connect(lambda _checked=False: self.go_to.emit(notice.page, notice.target))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


class PanelHost(QWidget):
    """The right-hand panel of the window: one widget at a time, 312 to 368 px wide."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._content: QWidget | None = None
        theme_changed.connect(self.restyle)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(px(16), px(16), px(16), px(16))
        self.update()

    def content(self) -> QWidget | None:
        """Return what is shown."""
        return self._content

    def put(self, widget: QWidget | None) -> None:
        """Show a widget; None closes. A widget taken away is deleted unless it is put back by its page."""
        if self._content is not None and self._content is not widget:
            self._box.removeWidget(self._content)
            self._content.hide()
            self._content.setParent(None)
            self._content.deleteLater()
        self._content = widget
        if widget is not None:
            self._box.addWidget(widget)
            widget.show()
        self.setVisible(widget is not None)
        if widget is None:
            self.closed.emit()

    def fit(self, window_width: int) -> None:
        """Choose the width for a window: 312 on small screens, 368 on large ones."""
        self.setFixedWidth(px(312 if window_width < 1300 else 336 if window_width < 1600 else 368))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        fill(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(12), theme().surface,
             theme().border)
        painter.end()
