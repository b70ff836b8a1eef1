"""The soft shadow under a slip that floats over the window.

Painted by a widget of its own below the slip. Qt's shadow effect would have the whole window painted again whenever
the slip comes, goes or moves: a third of all painting at a busy counter.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.theme import px, theme

BLUR, DROP, STRENGTH = 18, 7, 0.22


class Shadow(QWidget):
    """Follows ``over``, a child of the same parent, wherever it is shown; the mouse goes through it."""

    def __init__(self, over: QWidget, radius: float) -> None:
        super().__init__(over.parentWidget())
        self._over, self._radius = over, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.installEventFilter(self)
        over.destroyed.connect(self.deleteLater)
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Come, go and move with what lies above."""
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ZOrderChange):
            self._follow()
        elif kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self.setVisible(kind == QEvent.Type.Show)
            self._follow()
        return False

    def _follow(self) -> None:
        reach = px(BLUR)
        self.setGeometry(self._over.geometry().adjusted(-reach, -reach, reach, reach).translated(0, px(DROP)))
        self.stackUnder(self._over)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ever smaller bodies over one another: together they fade like a blurred one."""
        painter, reach = QPainter(self), px(BLUR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        veil, steps = QColor(theme().shadow), reach // 2
        for step in range(1, steps + 1):
            veil.setAlphaF(STRENGTH * 2 * step / (steps * (steps + 1)))
            painter.setBrush(veil)
            inset = (step - 1) * 2
            radius = px(self._radius) + reach - inset
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
            )
