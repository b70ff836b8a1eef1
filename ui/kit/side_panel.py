"""The right-hand panel of the window: one thing at a time, 312 to 368 px wide."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.labels import Label
from ui.kit.paint import fill
from ui.kit.tall import TallBox
from ui.kit.theme import px, theme, theme_changed


class PanelHost(QWidget):
    """Holds what a page shows beside itself. A widget with a windowTitle gets that as head, with a close button."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self.title = Label("", "section")
        self.close_button = IconButton("x", _("Close"))
        self.close_button.clicked.connect(lambda: self.put(None))
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        self._box = QVBoxLayout(self)
        self._area = TallBox(self)
        self._box.addWidget(self._head)
        self._box.addWidget(self._area, 1)
        theme_changed.connect(self.restyle)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._box.setContentsMargins(px(16), px(12), px(16), px(16))
        self._box.setSpacing(px(8))
        self.update()

    def content(self) -> QWidget | None:
        """Return what is shown."""
        return self._content

    def put(self, widget: QWidget | None) -> None:
        """Show a widget; None closes. What was shown before is deleted."""
        before = self._area.put(widget) if widget is not self._content else None
        if before is not None:
            before.hide()
            before.setParent(None)
            before.deleteLater()
        self._content = widget
        if widget is not None:
            self.title.setText(widget.windowTitle())
            self._head.setVisible(bool(widget.windowTitle()))
            widget.show()
        self.setVisible(widget is not None)
        if widget is None:
            self.closed.emit()

    def fit(self, window_width: int) -> None:
        """Choose the width for a window: 312 on small screens, 368 on large ones."""
        self.setFixedWidth(px(312 if window_width < 1300 else 336 if window_width < 1600 else 368))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter, box = QPainter(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, box, px(12), theme().surface, theme().border)
        painter.end()
