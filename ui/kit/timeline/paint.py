"""How a board is drawn: bars, hatching, headers, the room column. One tile per room row, kept until it changes."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QStaticText

from neighborcenter.kit.i18n import _
from ui.kit.icons import colored
from ui.kit.theme import Category, Theme, font, px, theme
from ui.kit.timeline.board import Bar, BoardDay, BoardRoom, clock_text
from ui.kit.timeline.layout import Grid, Placed, Rect

PERCENT = 100


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

    def draw(self, placed: Placed) -> None:
        """One bar: body, edge, words, signs."""
        bar, rect = placed.piece.bar, placed.rect
        colors = self.kinds.get(bar.kind) or self.kinds["lending"]
        painter = self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        place = qrect(rect)
        if bar.faded:
            self._echo(bar, rect, colors)
            return
        painter.setBrush(colors.fill)
        painter.drawRoundedRect(place, self.round, self.round)
        if bar.kind == "closed":
            hatch(painter, place, self.look)
        if bar.clash:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.accent, px(1.5)))
            inner = place.adjusted(0.75, 0.75, -0.75, -0.75)
            painter.drawRoundedRect(inner, self.round, self.round)
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.bar)
        painter.drawRoundedRect(QRectF(rect.x, rect.y, self.edge, rect.height), self.edge / 2, self.edge / 2)
        self._words(placed, colors)

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
        for name, shown in (("triangle-alert", bar.clash), ("repeat", bar.repeat)):
            if shown and room > self.icon + self.margin + (min(title, self.least) if bar.clash else title):
                right -= self.icon
                room -= self.icon + self.margin
                self._sign(name, right, rect, self.look.accent_text if bar.clash else colors.text)
        tall = rect.height >= 2.2 * self.line
        y = rect.y + (self.tall if tall else (rect.height - self.line) / 2)
        if tall:
            write(self.painter, left, y + self.line, self._when(bar), "note", colors.text, room)
        else:
            left, room = self._time(bar, left, y, room, colors)
        write(self.painter, left, y, bar.title, "note strong", colors.text, room)

    def _time(self, bar: Bar, left: float, y: float, room: float, colors: Category) -> tuple[float, float]:
        """The starting time before the title, when both fit whole."""
        used = text_width(clock_text(bar.start), "note") + self.after_time
        if used + text_width(bar.title, "note strong") > room:
            return left, room
        write(self.painter, left, y, clock_text(bar.start), "note", colors.text, room)
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


def paint_row(painter: QPainter, grid: Grid, row: int, ratio: float) -> None:
    """The cells of one room with their bars, in content pixels."""
    look = theme()
    for column, day in enumerate(grid.board.days):
        cell = grid.cell_rect(row, column)
        painter.fillRect(qrect(cell), _ground(look, day) if len(grid.board.days) > 1 else look.surface)
        _paint_hours(painter, grid, row, column)
    _paint_lines(painter, grid, row, look, ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bars = BarPainter(painter, ratio)
    for placed in grid.placed(row):
        bars.draw(placed)


def _ground(look: Theme, day: BoardDay) -> QColor:
    if day.today:
        return _mixed(look.surface, look.tint, 0.45)
    return look.weekend if day.rest else look.surface


def _mixed(under: QColor, over: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


def _paint_hours(painter: QPainter, grid: Grid, row: int, column: int) -> None:
    """Shade what is closed; in bands only whole ones, as corners of a quarter hour would be noise."""
    board = grid.board
    opened = board.hours.get((board.rooms[row].id, board.days[column].date))
    if opened is None:
        return
    shade = QColor(theme().text)
    shade.setAlpha(10)
    single = len(board.bands) == 1
    cell = grid.cell_rect(row, column)
    for index, band in enumerate(board.bands):
        strip = cell if single else grid.band_rect(row, column, index)
        for start, end in closed_parts(opened, band.start, band.end):
            left, right = _edges(grid, strip, index, start, end)
            if single or (start, end) == (band.start, band.end):
                painter.fillRect(QRectF(left, strip.y, right - left, strip.height), shade)


def closed_parts(opened: tuple[tuple[int, int], ...], start: int, end: int) -> list[tuple[int, int]]:
    """What of start…end lies outside the opening hours."""
    parts, at = [], start
    for begin, stop in [*sorted(opened), (end, end)]:
        upto = min(max(begin, start), end)
        if upto > at:
            parts.append((at, upto))
        at = max(at, min(stop, end))
    return parts


def _edges(grid: Grid, strip: Rect, band: int, start: int, end: int) -> tuple[float, float]:
    """A stretch as shading: at the ends of the ruler it runs to the cell's border."""
    scale, shape = grid.scale(band), grid.board.bands[band]
    left = strip.x if start == shape.start else strip.x + grid.measures.pad_x + scale.at(start)
    right = strip.right if end == shape.end else strip.x + grid.measures.pad_x + scale.at(end)
    return left, right


def _paint_lines(painter: QPainter, grid: Grid, row: int, look: Theme, ratio: float) -> None:
    """Hairlines on device pixels; with a single band also the hours."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt takes it by place
    top, bottom = grid.tops[row], grid.tops[row] + grid.heights[row]
    hair = 1 / ratio
    if len(grid.board.bands) == 1:
        band, scale = grid.board.bands[0], grid.scale(0)
        faint = _mixed(look.surface, look.border, 0.55)
        for hour in range(-(-band.start // 60), band.end // 60 + 1):
            x = grid.day_x(0) + grid.measures.pad_x + scale.at(hour * 60)
            painter.fillRect(QRectF(x, top, hair, bottom - top), faint)
    for column in range(len(grid.board.days)):
        painter.fillRect(QRectF(grid.day_x(column), top, hair, bottom - top), look.border)
    painter.fillRect(QRectF(0, bottom - hair, grid.width, hair), look.border)


def paint_room(painter: QPainter, grid: Grid, row: int) -> None:
    """The room column of one row: name, seats, use, names of the bands."""
    look, room = theme(), grid.board.rooms[row]
    y, height, left = grid.tops[row], grid.heights[row], grid.measures.left
    painter.fillRect(QRectF(0, y, left, height), look.surface)
    named = [band for band in grid.board.bands if band.name]
    beside = max((text_width(_(band.name), "note") for band in named), default=0.0)
    space = left - px(14) - px(6) - (beside + px(10) if named else 0)
    line, small = text_height("body strong", px(100)), text_height("note", px(100))
    top = y + min(px(12), max(px(3), (height - line - 2 * small - px(2)) / 2))
    write(painter, px(14), top, room.name, "body strong", look.text, space)
    low = height < line + 2 * small + px(6)
    if not low or room.share is None:
        write(painter, px(14), top + line, room.note, "note", look.text2, space)
    if room.share is not None and low:
        _paint_share(painter, room, px(14), top + line, space)
    elif room.share is not None:
        _paint_share(
            painter, room, px(14), min(y + height - px(16) - small / 2, top + line + small + px(14)), space
        )
    if len(named) > 1:
        for index, band in enumerate(grid.board.bands):
            strip = grid.band_rect(row, 0, index)
            name = _(band.name)
            width = text_width(name, "note")
            write(
                painter,
                left - px(8) - width,
                strip.y + (grid.measures.lane - small) / 2,
                name,
                "note",
                look.text3,
                400,
            )
    hair = 1 / painter.device().devicePixelRatioF()
    painter.fillRect(QRectF(0, y + height - hair, left, hair), look.border)


def _paint_share(painter: QPainter, room: BoardRoom, x: float, y: float, space: float) -> None:
    look = theme()
    words = f"{round((room.share or 0) * PERCENT)}%"
    width = text_width(words, "note")
    track = min(px(46), space - width - px(6))
    high = px(5)
    middle = y + text_height("note", px(100)) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    if track > px(12):
        painter.setBrush(look.sunken)
        painter.drawRoundedRect(QRectF(x, middle - high / 2, track, high), high / 2, high / 2)
        if room.share:
            painter.setBrush(look.text3)
            share = min(room.share, 1.0)
            painter.drawRoundedRect(
                QRectF(x, middle - high / 2, max(high, track * share), high), high / 2, high / 2
            )
    write(painter, x + max(track, 0) + px(6), y, words, "note", look.text2, space)


def paint_day_head(painter: QPainter, rect: QRectF, day: BoardDay, ratio: float) -> None:
    """The head of one day: number, weekday, lunar day or feast, and the sign for rest or work."""
    look = theme()
    ground = look.tint if day.today else look.weekend if day.rest else look.surface
    painter.fillRect(rect, ground)
    painter.fillRect(QRectF(rect.x(), rect.y(), 1 / ratio, rect.height()), look.border)
    line = text_height("note", px(100))
    x, middle = rect.x() + px(7 if rect.width() < px(84) else 11), rect.center().y()
    ink = look.accent_text if day.today else look.text
    # Narrow columns of the large sizes: a smaller number, and of the weekday its last sign.
    narrow = rect.width() < px(84)
    role = "section" if narrow else "title"
    big = text_height(role, px(100))
    used = write(painter, x, middle - big / 2, day.number, role, ink, rect.width() - px(14))
    x += used + px(5 if narrow else 9)
    room = rect.right() - x - px(2)
    weekday = day.weekday if text_width(day.weekday, "note strong") <= room else day.weekday[-1:]
    week = write(painter, x, middle - line, weekday, "note strong", ink, room)
    if day.mark and room > week + px(24):
        _paint_mark(painter, x + week + px(6), middle - line, day, line)
    strong = bool(day.feast)
    under = look.accent_text if strong or day.today else look.text2
    if not narrow or text_width(day.feast or day.lunar, "note") <= room:
        write(painter, x, middle, day.feast or day.lunar, "note", under, room)


def _paint_mark(painter: QPainter, x: float, y: float, day: BoardDay, line: float) -> None:
    """节 · 休 · 班: words on a small chip, so that color is not the only sign."""
    colors = theme().category("party" if day.rest else "notice")
    width = text_width(day.mark, "mark")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.fill)
    painter.drawRoundedRect(QRectF(x, y + px(1), width + px(6), line - px(2)), px(4), px(4))
    top = y + (line - text_height("mark", px(100))) / 2
    write(painter, x + px(3), top, day.mark, "mark", colors.text, 400)


def paint_frame(painter: QPainter, rect: QRectF) -> None:
    """Round the corners of a board: the page's ground outside, a hairline along the edge."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outside = QPainterPath()
    outside.addRect(rect)
    inner = QPainterPath()
    inner.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(12), px(12))
    painter.fillPath(outside.subtracted(inner), look.bg)
    painter.setPen(QPen(look.border, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(inner)
