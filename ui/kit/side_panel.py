"""The right-hand panel of the window: one thing at a time, 312 to 368 px wide.

Beside a page as long as the page keeps 560 px; in narrower windows it lies over the page instead of squeezing it.
A widget may name a `foot` (its main button): that stays in sight while the rest scrolls.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.labels import Label
from ui.kit.paint import fill
from ui.kit.tall import TallBox
from ui.kit.theme import px, theme, theme_changed

LEAST_PAGE = 560


class PanelHost(QWidget):
    """Holds what a page shows beside itself. A widget with a windowTitle gets that as head, with a close button."""

    closed = Signal()
    left = Signal()
    """It closed with the caret in it: without a word Qt would carry that to whatever is next, the rail's foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._foot: QWidget | None = None
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
        held = self._has_focus()
        before = self._area.put(widget) if widget is not self._content else None
        if before is not None:
            self._drop_foot()
            before.hide()
            before.setParent(None)
            before.deleteLater()
        self._content = widget
        if widget is not None:
            self.title.setText(widget.windowTitle())
            self._head.setVisible(bool(widget.windowTitle()))
            widget.show()
            self._show_foot(getattr(widget, "foot", None))
        self.setVisible(widget is not None)
        if widget is None:
            self.closed.emit()
            if held:
                self.left.emit()
        elif held and not self._has_focus():
            wanted = widget.focusWidget() or self.close_button
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _show_foot(self, foot: QWidget | None) -> None:
        if foot is not None and foot is not self._foot:
            self._drop_foot()
            self._foot = foot
            self._box.addWidget(foot)
            foot.show()

    def _drop_foot(self) -> None:
        if self._foot is not None:
            self._box.removeWidget(self._foot)
            self._foot.hide()
            self._foot.deleteLater()
            self._foot = None

    def fit(self, window_width: int) -> None:
        """Choose the width for a window: 312 on small screens, 368 on large ones."""
        self.setFixedWidth(px(312 if window_width < 1300 else 336 if window_width < 1600 else 368))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter, box = QPainter(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, box, px(12), theme().surface, theme().border)
        painter.end()


class Beside(QWidget):
    """A page and the panel: side by side, or the panel over the page."""

    def __init__(self, page: QWidget, panel: PanelHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._panel = page, panel
        for part in (page, panel):
            part.setParent(self)
        panel.installEventFilter(self)
        theme_changed.connect(self.lay)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay both out anew."""
        super().resizeEvent(event)
        self._panel.fit(self.window().width())
        self.lay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel comes or goes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.lay()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """What the page needs; the panel can lie over it."""
        return self._page.minimumSizeHint() + QSize(px(48), px(24))

    def lay(self) -> None:
        """Give both their places."""
        room = self.rect().adjusted(px(24), 0, -px(24), -px(24))
        page = QRect(room)
        if not self._panel.isHidden():
            width = min(self._panel.width(), room.width())
            self._panel.setGeometry(room.right() - width + 1, room.top(), width, room.height())
            if room.width() - width - px(16) >= px(LEAST_PAGE):
                page.setRight(room.right() - width - px(16))
            self._panel.raise_()
        self._page.setGeometry(page)
