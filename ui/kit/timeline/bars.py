"""How one bar is drawn: body, edge, words, signs; what waits, is held or may come back looks like it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neighborcenter.kit.i18n import _
from ui.kit.icons import colored
from ui.kit.theme import Category, Theme, px, theme
from ui.kit.timeline.board import Bar, clock_text
from ui.kit.timeline.layout import Placed, Rect
from ui.kit.timeline.lettering import qrect, text_height, text_width, write

# What a bar's state looks like beside its words, so that the dashed edge is not the only sign.
SIGNS = {"asked": "clock", "held": "lock", "ghost": "pause"}


def hatch(painter: QPainter, place: QRectF, look: Theme, strength: int = 80) -> None:
    """Stripes over something out of use. Drawn as lines: a pixmap brush on a doubled screen lost later text."""
    shade = QColor(look.category("closed").bar)
    shade.setAlpha(strength)
    painter.save()
    painter.setClipRect(place.adjusted(1, 1, -1, -1), Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(shade, px(1.2)))
    step, height = px(8), place.height()
    at = place.left() - height
    while at < place.right():
        painter.drawLine(QPointF(at, place.bottom()), QPointF(at + height, place.top()))
        at += step
    painter.restore()


class BarPainter:
    """Draws bars onto one painter; holds what would be asked for four thousand times."""

    def __init__(self, painter: QPainter, ratio: float) -> None:
        self.painter = painter
        self.ratio = ratio
        self.look = theme()
        self.kinds: dict[str, Category] = self.look.categories
        self.edge = px(3.5)
        self.round = px(5)
        self.inset = px(9)
        self.icon = px(14)
        self.line = text_height("note strong", px(100))
        self.least, self.after_time, self.margin, self.tall = px(30), px(5), px(3), px(6)

    def draw(self, placed: Placed, pixels: float = 0.0) -> None:
        """One bar: body, edge, words, signs. `pixels` is the width of a minute, for the time beside it."""
        bar, rect = placed.piece.bar, placed.rect
        colors = self.kinds.get(bar.kind) or self.kinds["lending"]
        painter = self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        place = qrect(rect)
        if bar.faded:
            self._echo(bar, rect, colors)
            return
        if bar.before or bar.after:
            self._edges(bar, rect, pixels, colors)
        if bar.status:
            self._outline(bar, place, colors)
        else:
            painter.setBrush(colors.fill)
            painter.drawRoundedRect(place, self.round, self.round)
        if bar.kind == "closed" and not bar.status:
            hatch(painter, place, self.look)
        if bar.clash:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.accent, px(1.5)))
            inner = place.adjusted(0.75, 0.75, -0.75, -0.75)
            painter.drawRoundedRect(inner, self.round, self.round)
            painter.setPen(Qt.PenStyle.NoPen)
        if bar.status not in ("ghost", "held"):
            painter.setBrush(colors.bar)
            edge = QRectF(rect.x, rect.y, self.edge, rect.height)
            painter.drawRoundedRect(edge, self.edge / 2, self.edge / 2)
        self._words(placed, colors)

    def _outline(self, bar: Bar, place: QRectF, colors: Category) -> None:
        """Not (yet, or any longer) a booking: a dashed edge; a request keeps its color, the others lose it."""
        asked = bar.status == "asked"
        ink = colors.bar if asked else self.look.outline
        body = QColor(colors.fill if asked else self.look.surface)
        body.setAlphaF(0.6)
        self.painter.setBrush(body)
        self.painter.setPen(QPen(ink, px(1.2), Qt.PenStyle.DashLine))
        inner = place.adjusted(0.75, 0.75, -0.75, -0.75)
        self.painter.drawRoundedRect(inner, self.round, self.round)
        self.painter.setPen(Qt.PenStyle.NoPen)

    def _edges(self, bar: Bar, rect: Rect, pixels: float, colors: Category) -> None:
        """The time to set up and to clean up: a thin line on either side, closed by a small stop."""
        middle, high = rect.y + rect.height / 2, px(2)
        self.painter.setBrush(colors.bar)
        for wide, left in ((bar.before * pixels, True), (bar.after * pixels, False)):
            if wide:
                x = rect.x - wide if left else rect.right
                stop = x if left else x + wide - high
                self.painter.drawRect(QRectF(x, middle - high / 2, wide, high))
                self.painter.drawRect(QRectF(stop, middle - px(5), high, px(10)))

    def _echo(self, bar: Bar, rect: Rect, colors: Category) -> None:
        """A booking that is drawn elsewhere: pale stripes, and its title only where it fits whole."""
        painter, place = self.painter, qrect(rect)
        pale = QColor(colors.fill)
        pale.setAlphaF(0.45)
        painter.setBrush(pale)
        painter.drawRoundedRect(place, self.round, self.round)
        hatch(painter, place, self.look, 36)
        room = rect.width - 2 * self.margin - self.edge
        if text_width(bar.title, "note") <= room:
            y = rect.y + (min(rect.height, 2 * self.line) - self.line) / 2
            write(painter, rect.x + self.inset, y, bar.title, "note", self.look.text3, room)

    def _words(self, placed: Placed, colors: Category) -> None:
        bar, rect = placed.piece.bar, placed.rect
        left, room = rect.x + self.inset, rect.width - self.inset - self.margin
        right = rect.right - self.margin
        title = text_width(bar.title, "note strong")
        ghost = bar.status == "ghost"
        ink = self.look.text3 if ghost else self.look.text2 if bar.status == "held" else colors.text
        state = SIGNS.get(bar.status, "")
        for name, shown in (("triangle-alert", bar.clash), (state, bool(state)), ("repeat", bar.repeat)):
            if shown and room > self.icon + self.margin + (min(title, self.least) if bar.clash else title):
                right -= self.icon
                room -= self.icon + self.margin
                self._sign(name, right, rect, self.look.accent_text if bar.clash else ink)
        tall = rect.height >= 2.2 * self.line
        y = rect.y + (self.tall if tall else (rect.height - self.line) / 2)
        if tall:
            write(self.painter, left, y + self.line, self._when(bar), "note", ink, room)
        else:
            left, room = self._time(bar, left, y, room, ink)
        write(self.painter, left, y, bar.title, "note strong", ink, room)

    def _time(self, bar: Bar, left: float, y: float, room: float, ink: QColor) -> tuple[float, float]:
        """The starting time before the title, when both fit whole."""
        used = text_width(clock_text(bar.start), "note") + self.after_time
        if used + text_width(bar.title, "note strong") > room:
            return left, room
        write(self.painter, left, y, clock_text(bar.start), "note", ink, room)
        return left + used, room - used

    @staticmethod
    def _when(bar: Bar) -> str:
        if bar.end - bar.start >= 12 * 60:
            return _("All day")
        return f"{clock_text(bar.start)} – {clock_text(bar.end)}"

    def _sign(self, name: str, x: float, rect: Rect, color: QColor) -> None:
        picture = colored(name, color, self.icon, self.ratio)
        self.painter.drawPixmap(
            QPointF(x, rect.y + (min(rect.height, 2 * self.line) - self.icon) / 2), picture
        )
