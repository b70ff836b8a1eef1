"""A sheet: one question asked over whatever page is open, without leaving it. There is at most one.

Esc or a press beside it takes it away; the caret goes back to where it was.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.labels import Label
from ui.kit.paint import fill
from ui.kit.tall import TallBox
from ui.kit.theme import px, theme, theme_changed
from ui.kit.widgets import IconButton

WIDTH = 600
TOP, LEAST_TOP = 64, 12


class Sheet(QWidget):
    """Lies over a window; put widgets into `body`, the buttons into `foot`."""

    left = Signal()

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.setAccessibleName(title)
        self._card = QWidget(self)
        self._outer = QVBoxLayout(self._card)
        head = QHBoxLayout()
        self.title = Label(title, "section")
        self.note = Label("", "small", "text2", elide=True)
        self.close_button = IconButton("x", _("Close"), 32)
        self.close_button.clicked.connect(lambda _checked=False: self.leave())
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(self.close_button)
        self._outer.addLayout(head)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = TallBox(self._card)
        self._area.put(inner)
        self._outer.addWidget(self._area, 1)
        self.foot = QHBoxLayout()
        self._outer.addLayout(self.foot)
        inner.installEventFilter(self)
        theme_changed.connect(self.restyle)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(px(20), px(14), px(20), px(18))
        self._outer.setSpacing(px(12))
        # Room for the halo of a focused field, which is painted around it.
        self.body.setContentsMargins(px(4), px(4), px(8), px(4))
        self.body.setSpacing(px(12))
        self.foot.setSpacing(px(8))
        self._place()

    def open(self) -> None:
        """Show it over the window."""
        self._before = self._window.focusWidget()
        self._window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Take it away for good; the caret goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self._window.removeEventFilter(self)
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.left.emit()
        self.deleteLater()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(px(WIDTH), self.width() - px(48))
        margins = self._outer.contentsMargins()
        inner = self._area.widget()
        body = self.body.heightForWidth(width - margins.left() - margins.right()) if inner is not None else 0
        tall = max(body, self.body.sizeHint().height())
        rest = margins.top() + margins.bottom() + 2 * self._outer.spacing()
        head, foot = self._outer.itemAt(0), self._outer.itemAt(2)
        rest += sum(part.sizeHint().height() for part in (head, foot) if part is not None)
        # Nearer to the edge where the window is too low for all of it.
        top = max(
            px(LEAST_TOP), min(px(TOP), self.height() // 12, (self.height() - tall - rest - px(4)) // 2)
        )
        before = self._card.geometry()
        self._card.setGeometry(
            (self.width() - width) // 2, top, width, min(tall + rest + px(4), self.height() - 2 * top)
        )
        # Only where the card was or is: the scrim lets the page show through, all of which would be painted again.
        if self._card.geometry() != before:
            self.update(before.united(self._card.geometry()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size and the sheet's own content."""
        kind = event.type()
        grown = kind == QEvent.Type.LayoutRequest and watched is not self._window
        if grown or (kind == QEvent.Type.Resize and watched is self._window and self.isVisible()):
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; other keys do not reach the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the card closes."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint scrim and card."""
        painter, look = QPainter(self), theme()
        scrim = QColor(look.bg if look.dark else look.text)
        scrim.setAlpha(150 if look.dark else 60)
        painter.fillRect(self.rect(), scrim)
        fill(painter, QRectF(self._card.geometry()), px(14), look.surface, look.border)
        painter.end()
