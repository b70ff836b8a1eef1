"""Words on a board: shaped once, cut to their place, kept. A full week writes four thousand of them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText

from ui.kit.theme import font, px
from ui.kit.timeline.layout import Rect


def qrect(rect: Rect) -> QRectF:
    """A layout place as Qt wants it."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


@lru_cache(maxsize=20_000)
def _shaped(text: str, role: str, size: int, room: int) -> tuple[QStaticText, float]:
    """A text cut to `room` pixels, shaped once, with its width. `size` is only part of the key: fonts scale."""
    del size
    face = font(role)
    metrics = QFontMetricsF(face)
    shown = _cut(text, metrics, room)
    made = QStaticText(shown)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=face)
    return made, metrics.horizontalAdvance(shown)


def _cut(text: str, metrics: QFontMetricsF, room: int) -> str:
    """The text as far as it fits; where dots would leave fewer than three signs, the signs are kept instead."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if len(shown) > 3:
        return shown
    while text and metrics.horizontalAdvance(text) > room:
        text = text[:-1]
    return text


def text_width(text: str, role: str) -> float:
    """The width of a line in a role."""
    return _shaped(text, role, px(100), 4000)[1]


@lru_cache(maxsize=200)
def text_height(role: str, size: int) -> float:
    """The line height of a role at the current size mode."""
    del size
    return QFontMetricsF(font(role)).height()


def write(painter: QPainter, x: float, y: float, text: str, role: str, color: QColor, room: float) -> float:
    """Write one line with its top left at x, y, cut to `room`; returns the width used."""
    if room < px(6) or not text:
        return 0.0
    shaped, width = _shaped(text, role, px(100), int(room))
    painter.setFont(font_of(role))
    painter.setPen(color)
    painter.drawStaticText(QPointF(x, y), shaped)
    return width


def font_of(role: str) -> QFont:
    """The font of a role, kept per size mode."""
    return _font_of(role, px(100))


@lru_cache(maxsize=60)
def _font_of(role: str, size: int) -> QFont:
    del size
    return font(role)
