"""How a board is drawn: rows, headers, the room column. One tile per room row, kept until it changes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from neighborcenter.kit.i18n import _
from ui.kit.theme import Theme, px, theme
from ui.kit.timeline.bars import BarPainter
from ui.kit.timeline.board import BoardDay, BoardRoom
from ui.kit.timeline.layout import Grid, Rect
from ui.kit.timeline.lettering import qrect, text_height, text_width, write

PERCENT = 100
NEARLY_FULL = 0.85


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
    pixels = [
        scale.length / max(1, scale.end - scale.start)
        for scale in map(grid.scale, range(len(grid.board.bands)))
    ]
    for placed in grid.placed(row):
        bars.draw(placed, pixels[placed.piece.first])


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
    if day.busy is not None:
        paint_busy(painter, rect, day.busy)


def paint_busy(painter: QPainter, head: QRectF, busy: float) -> None:
    """How full a day is, as a thin strip along the foot of its head; a nearly full day in the accent."""
    look, high, side = theme(), px(3), px(6 if head.width() > px(60) else 3)
    track = QRectF(head.x() + side, head.bottom() - high - px(2), head.width() - 2 * side, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.sunken if not look.dark else look.border)
    painter.drawRoundedRect(track, high / 2, high / 2)
    if busy > 0:
        painter.setBrush(look.accent if busy >= NEARLY_FULL else look.text3)
        full = max(high, track.width() * min(busy, 1.0))
        painter.drawRoundedRect(QRectF(track.x(), track.y(), full, high), high / 2, high / 2)


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
