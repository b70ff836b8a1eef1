"""A pad to sign on: with the mouse, a finger or a pen; by keyboard the name alone is typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.forms.values import signed_by, strokes_of
from neighborcenter.kit.i18n import _
from ui.kit.fields import TextField
from ui.kit.paint import fill
from ui.kit.theme import px, theme
from ui.kit.widgets import IconButton

Stroke = list[tuple[int, int]]
LEAST = 4
"""Thousandths of the width between two points that are kept."""


class Pad(QWidget):
    """The white field; strokes in thousandths of its width."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[Stroke] = []
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Field to sign in"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and a third as tall."""
        return QSize(px(240), px(84))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self.strokes.append([self._point(event.position())])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        if not self.strokes:
            return
        point, last = self._point(event.position()), self.strokes[-1][-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= LEAST:
            self.strokes[-1].append(point)
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The stroke is done."""
        self.changed.emit()

    def _point(self, at: QPointF) -> tuple[int, int]:
        share = 1000 / max(1, self.width())
        return round(max(0.0, at.x()) * share), round(max(0.0, at.y()) * share)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field and the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(
            painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), theme().sunken, theme().border
        )
        painter.setPen(QPen(theme().text, px(2)))
        share = self.width() / 1000
        for stroke in self.strokes:
            painter.drawPolyline(QPolygonF([QPointF(x * share, y * share) for x, y in stroke]))
        painter.end()


class SignatureField(QWidget):
    """A name and what was drawn; the value is "name|x,y x,y;x,y …"."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(_("Name of who signs"))
        self.pad = Pad()
        again = IconButton("eraser", _("Sign again"), 28)
        again.clicked.connect(lambda _checked=False: self.wipe())
        line = QHBoxLayout()
        line.setSpacing(px(6))
        line.addWidget(self.name, 1)
        line.addWidget(again)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addLayout(line)
        box.addWidget(self.pad)
        self.setFocusProxy(self.name)
        self.name.changed.connect(self.changed)
        self.pad.changed.connect(self.changed)

    def wipe(self) -> None:
        """Take the strokes away."""
        self.pad.strokes = []
        self.pad.update()
        self.changed.emit()

    def value(self) -> str | None:
        """Name and strokes; None when there is neither."""
        drawn = ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in self.pad.strokes)
        name = self.name.value().replace("|", " ")
        return f"{name}|{drawn}" if name or drawn else None

    def set_value(self, value: str | None) -> None:
        """Show a signature without telling anybody."""
        self.name.set_value(signed_by(value or ""))
        self.pad.strokes = strokes_of(value or "")
        self.pad.update()

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.name.set_state(state)
