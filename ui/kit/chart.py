"""The charts of the papers on the screen: the same code draws here, in the colors of the theme."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from neighborcenter.reports.paper.charts import Chart
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import Align, Point
from ui.kit.focus import ring
from ui.kit.theme import font, px, theme, theme_changed

# Names of the palette of paper -> tokens of the theme.
TOKENS = {
    "ink": "text",
    "soft": "text2",
    "faint": "text3",
    "rule": "outline",
    "hair": "border",
    "band": "sunken",
    "head": "sunken",
    "paper": "surface",
    "accent": "party.bar",
    "compare": "text3",
    "before": "outline",
    "part-1": "party.bar",
    "part-2": "service.bar",
    "part-3": "notice.bar",
    "part-4": "activity.bar",
    "part-5": "course.bar",
    "part-6": "lending.bar",
    "part-7": "closed.bar",
    "part-8": "outline",
}
_ALIGN = {"left": 0.0, "center": 0.5, "right": 1.0}


def _color(name: str) -> QColor:
    if name in ("accent-mid", "accent-pale"):
        # Between the bar and the ground, so that the marked bar stands out in both palettes.
        bar, ground = theme().color("party.bar"), theme().surface
        share = 0.55 if name == "accent-mid" else 0.25
        return QColor.fromRgbF(
            bar.redF() * share + ground.redF() * (1 - share),
            bar.greenF() * share + ground.greenF() * (1 - share),
            bar.blueF() * share + ground.blueF() * (1 - share),
        )
    return theme().color(TOKENS[name])


class ScreenPainter:
    """The strokes of `neighborcenter/reports/paper/painter.py` on a QPainter; points are pixels of the theme."""

    def __init__(self, painter: QPainter | None) -> None:
        self._painter = painter
        self._fonts: dict[tuple[float, bool], QFont] = {}

    def _font(self, size: float, face: Face) -> QFont:
        heavy = face in (Face.SANS_BOLD, Face.SERIF_BOLD)
        if (size, heavy) not in self._fonts:
            chosen = QFont(font("note strong" if heavy else "note"))
            # 8 pt on paper reads like 12 px on the screen: the chart is drawn at 1.5 times its points.
            chosen.setPixelSize(max(px(11), round(px(size * 1.45))))
            self._fonts[(size, heavy)] = chosen
        return self._fonts[(size, heavy)]

    @property
    def _to(self) -> QPainter:
        assert self._painter is not None, "measuring only"
        return self._painter

    def text(self, x: float, y: float, words: str, *, size: float, face: Face = Face.SANS, color: str = "ink",
             align: Align = "left") -> None:  # fmt: skip
        """Write one line."""
        x -= self.text_width(words, size=size, face=face) * _ALIGN[align]
        self._to.setFont(self._font(size, face))
        self._to.setPen(_color(color))
        self._to.drawText(QPointF(x, y), words)

    def text_width(self, words: str, *, size: float, face: Face = Face.SANS) -> float:
        """The width of `words` in pixels."""
        return QFontMetricsF(self._font(size, face)).horizontalAdvance(words)

    def line(self, points: Sequence[Point], *, color: str = "rule", width: float = 0.5,
             dash: Sequence[float] = ()) -> None:  # fmt: skip
        """A line through `points`."""
        pen = QPen(_color(color), max(1.0, px(width)))
        if dash:
            pen.setDashPattern(list(dash))
        self._to.setPen(pen)
        self._to.drawPolyline(QPolygonF([QPointF(*point) for point in points]))

    def box(self, x: float, y: float, w: float, h: float, *, fill: str = "", stroke: str = "",
            width: float = 0.5) -> None:  # fmt: skip
        """A rectangle."""
        if fill:
            self._to.fillRect(QRectF(x, y, w, h), _color(fill))
        if stroke:
            self._to.setPen(QPen(_color(stroke), max(1.0, px(width))))
            self._to.setBrush(Qt.BrushStyle.NoBrush)
            self._to.drawRect(QRectF(x, y, w, h))

    def shape(self, points: Sequence[Point], *, fill: str) -> None:
        """A filled polygon."""
        self._to.setPen(Qt.PenStyle.NoPen)
        self._to.setBrush(_color(fill))
        self._to.drawPolygon(QPolygonF([QPointF(*point) for point in points]))

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str = "") -> None:
        """A filled circle."""
        self._to.setPen(QPen(_color(stroke), 1.0) if stroke else Qt.PenStyle.NoPen)
        self._to.setBrush(_color(fill))
        self._to.drawEllipse(QPointF(x, y), radius, radius)


class ChartView(QWidget):
    """A chart that can be pressed: `pressed` carries the number of the bar. Arrow keys walk, Enter presses."""

    pressed = Signal(int)

    def __init__(self, name: str, height: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Any = None
        self._count = 0
        self._at = -1
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        ring(self, 6)
        theme_changed.connect(self.restyle)

    def set_chart(self, chart: Chart, count: int) -> None:
        """Show a chart of `count` bars; its numbers are read aloud as the description."""
        self._chart, self._count, self._at = chart, count, -1
        self.setAccessibleDescription("; ".join(chart.outline()))
        self.update()

    def restyle(self) -> None:
        """Follow the theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as wanted, as wide as there is room."""
        return QSize(px(200), px(self._height))

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(px(4), px(2), -px(6), -px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, and a pale stripe under the bar that the keys are on."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        self._chart.draw(ScreenPainter(painter), area.x(), area.y(), area.width(), area.height())
        painter.end()

    def index_at(self, place: QPointF) -> int | None:
        """Which bar stands at a place in the widget."""
        if self._chart is None or not hasattr(self._chart, "index_at"):
            return None
        area = self._area()
        pen = ScreenPainter(None)
        found: int | None = self._chart.index_at(
            pen, place.x() - area.x(), place.y() - area.y(), area.width(), area.height()
        )
        return found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed, its numbers as a tip."""
        at = self.index_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if at is None else self._chart.outline()[at])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the bar."""
        at = self.index_at(event.position())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a bar, Enter presses it."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self._count:
            self._at = max(0, min(self._count - 1, self._at + steps[Qt.Key(event.key())]))
            self.setToolTip(self._chart.outline()[self._at])
            self.setAccessibleDescription(self._chart.outline()[self._at])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.pressed.emit(self._at)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the tip."""
        self.setToolTip("")
        super().leaveEvent(event)
