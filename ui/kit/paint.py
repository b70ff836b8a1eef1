"""Painting shared by widgets and row delegates: chips, key caps, faces, badges, bars and hatching."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.kit import rare
from ui.kit.icons import paint_icon
from ui.kit.theme import Category, font, mode, px, theme


def fill(painter: QPainter, rect: QRectF, radius: float, color: QColor, edge: QColor | None = None) -> None:
    """A rounded body with, if wanted, a hairline of one device pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(color)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(edge, 1))
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def outline(painter: QPainter, rect: QRectF, radius: float, color: QColor, width: float = 2) -> None:
    """A rounded outline lying inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str | QFont = "body",
    color: QColor | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text, vertically centered, cut with … where it does not fit."""
    rare.ensure(text)
    painter.save()
    made = role if isinstance(role, QFont) else font(role)
    painter.setFont(made)
    painter.setPen(color or theme().text)
    if width_of(text, role) > rect.width():
        text = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


def paragraph(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str = "body",
    color: QColor | None = None,
    lines: int = 2,
) -> None:
    """Text over several lines from the top of `rect`; what is left after the last one is cut with …."""
    rare.ensure(text)
    made = font(role)
    layout = QTextLayout(text, made)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        starts.append(line.textStart())
    layout.endLayout()
    high = rect.height() / lines
    for at, start in enumerate(starts[:lines]):
        last = at == lines - 1 or at == len(starts) - 1
        piece = text[start:] if last else text[start : starts[at + 1]]
        row = QRectF(rect.left(), rect.top() + at * high, rect.width(), high)
        words(painter, row, piece.strip(), role, color)


def width_of(text: str, role: str | QFont = "body") -> float:
    """How wide one line of text is, in pixels."""
    if isinstance(role, QFont):
        return QFontMetricsF(role).horizontalAdvance(text)
    return _width_of(text, role, mode())


@lru_cache(maxsize=2048)
def _width_of(text: str, role: str, _mode: str) -> float:
    """Layouts ask for the same buttons and keys hundreds of times while one page is laid out."""
    rare.ensure(text)
    return QFontMetricsF(font(role)).horizontalAdvance(text)


def chip_width(text: str, icon: str | None = None) -> float:
    """How wide ``chip`` will be."""
    return width_of(text, "note strong") + px(18) + (px(18) if icon else 0)


def chip(painter: QPainter, at: QPointF, text: str, kind: str, icon: str | None = None) -> float:
    """A chip (icon + word) in a category's colors, its left edge at ``at`` and centered on its y; returns its width."""
    look = theme().category(kind)
    height, width = px(22), chip_width(text, icon)
    rect = QRectF(at.x(), at.y() - height / 2, width, height)
    fill(painter, rect, height / 2, look.fill)
    left = rect.left() + px(9)
    if icon:
        paint_icon(painter, icon, look.text, QRectF(left - px(1), rect.center().y() - px(7), px(14), px(14)))
        left += px(18)
    words(painter, QRectF(left, rect.top(), rect.right() - left, height), text, "note strong", look.text)
    return width


def key_cap_width(keys: str) -> float:
    """How wide ``key_cap`` will be."""
    return max(width_of(keys, "mark strong") + px(12), float(px(22)))


def key_cap(painter: QPainter, rect: QRectF, keys: str, *, on_accent: bool = False) -> None:
    """A key as engraved on a keyboard, filling ``rect``."""
    if on_accent:
        veil = QColor(theme().on_accent)
        veil.setAlphaF(0.22)
        fill(painter, rect, px(4), veil)
        words(painter, rect, keys, "mark strong", theme().on_accent, Qt.AlignmentFlag.AlignHCenter)
        return
    fill(painter, rect, px(4), theme().surface, theme().border)
    words(painter, rect, keys, "mark strong", theme().text2, Qt.AlignmentFlag.AlignHCenter)


def row_ground(painter: QPainter, option: QStyleOptionViewItem, row: int, *, keep: bool = False) -> QRectF:
    """What lies under a row of a list: a ring where the keys are, a tint under the mouse, a hairline above.

    With ``keep`` the chosen row stays tinted while the caret is elsewhere.  Returns where the row may paint.
    """
    rect, look, state = QRectF(option.rect).adjusted(0, 1, 0, -1), theme(), option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen and state & QStyle.StateFlag.State_HasFocus:
        outline(painter, rect, px(8), look.focus)
    elif state & QStyle.StateFlag.State_MouseOver or (keep and chosen):
        fill(painter, rect, px(8), look.hover)
    if row:
        painter.fillRect(QRectF(rect.left() + px(8), rect.top() - 1, rect.width() - px(16), 1), look.border)
    return rect


def avatar(painter: QPainter, rect: QRectF, letter: str, kind: str = "lending") -> None:
    """A round face with one character of the name."""
    look = theme().category(kind)
    fill(painter, rect, rect.height() / 2, look.fill)
    made = font("body strong")
    made.setPixelSize(max(round(rect.height() * 0.42), 9))
    words(painter, rect, letter, made, look.text, Qt.AlignmentFlag.AlignHCenter)


def badge(painter: QPainter, center: QPointF, count: int) -> None:
    """A number on the accent color; 100 and more read 99+."""
    text = "99+" if count > 99 else str(count)
    height = px(17)
    width = max(height, width_of(text, "mark strong") + px(9))
    rect = QRectF(center.x() - width / 2, center.y() - height / 2, width, height)
    fill(painter, rect, height / 2, theme().accent)
    words(painter, rect, text, "mark strong", theme().on_accent, Qt.AlignmentFlag.AlignHCenter)


def mark(
    painter: QPainter, rect: QRectF, look: Category, *, hatched: bool = False, radius: float = 4
) -> None:
    """The body of a booking or roster mark: pale fill, bar at the left, hatched when nothing may happen there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QPainterPath()
    body.addRoundedRect(rect, px(radius), px(radius))
    painter.fillPath(body, look.fill)
    if hatched:
        painter.setClipPath(body)
        painter.fillRect(rect, QBrush(hatch(look.bar)))
        painter.setClipping(False)
    bar = px(3.5) if px(3.5) > 3 else 3.5
    painter.setBrush(look.bar)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), bar, rect.height()), bar / 2, bar / 2)
    painter.restore()


def hatch(color: QColor) -> QPixmap:
    """A tile of thin slanted lines."""
    side = px(8)
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    faint = QColor(color)
    faint.setAlphaF(0.35)
    painter.setPen(QPen(faint, 1.2))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0))
    painter.end()
    return tile


def dot(painter: QPainter, center: QPointF, *, free: bool) -> None:
    """Filled leaf-green dot: free. Hollow ring: in use. Shape, not color, carries the meaning."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = px(4)
    if free:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().category("service").bar)
    else:
        painter.setPen(QPen(theme().text3, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius -= 1
    painter.drawEllipse(center, radius, radius)
    painter.restore()
