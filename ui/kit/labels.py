"""Words on the screen that keep their role and token through every switch of look."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit import rare
from ui.kit.focus import ring
from ui.kit.icons import pixmap
from ui.kit.theme import font, px, theme, theme_changed


class Label(QLabel):
    """Text in a type role ("body", "small strong"…) and a color token. ``elide`` cuts it with … when it is short
    of room, and shows the whole as a tip; otherwise it keeps its width."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "text",
        *,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role, self._color, self._elide = role, color, elide
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        rare.ensure(text)
        theme_changed.connect(self.restyle)
        self.restyle()

    def setText(self, text: str) -> None:
        rare.ensure(text)
        super().setText(text)

    def set_look(self, role: str | None = None, color: str | None = None) -> None:
        """Change role or color token."""
        self._role, self._color = role or self._role, color or self._color
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(self._role))
        look = QPalette(self.palette())
        look.setColor(QPalette.ColorRole.WindowText, theme().color(self._color))
        self.setPalette(look)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(px(28), hint.width()), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        measure = self.fontMetrics()
        shown = measure.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(theme().color(self._color))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class Icon(QLabel):
    """One icon in a token's color, hidden from screen readers: the words beside it speak."""

    def __init__(
        self, name: str, color: str = "text2", size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)
        self.restyle()

    def set_icon(self, name: str, color: str | None = None) -> None:
        """Show another icon; no name shows none."""
        self._name, self._color = name, color or self._color
        self.restyle()

    def restyle(self) -> None:
        self.setPixmap(pixmap(self._name, self._color, self._size) if self._name else QPixmap())


class LinkLabel(Label):
    """A word to press, in the accent color: opens the list behind a number."""

    clicked = Signal()

    def __init__(self, text: str = "", role: str = "small strong", parent: QWidget | None = None) -> None:
        super().__init__(text, role, "accent_text", parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)
        ring(self, 4)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if text else Qt.FocusPolicy.NoFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
