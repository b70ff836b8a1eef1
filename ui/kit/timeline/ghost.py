"""What floats above the bars: the outline of a new booking, a bar on its way, the keyboard's place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neighborcenter.kit.i18n import _
from ui.kit.icons import paint_icon
from ui.kit.theme import px, theme
from ui.kit.timeline.board import Bar, Slot, clock_text
from ui.kit.timeline.cursor import Cursor
from ui.kit.timeline.layout import Grid, Rect
from ui.kit.timeline.lettering import qrect, text_height, text_width, write
from ui.kit.timeline.sentences import when_text


@dataclass(frozen=True, slots=True)
class Ghost:
    """A stretch that is not booked (yet). `moving` is the bar that would go there, `leaving` go with it.

    Only a `told` one says its new time.
    """

    slot: Slot
    title: str = ""
    moving: int | None = None
    leaving: frozenset[int] = frozenset()
    told: bool = True


def places(grid: Grid, room: int, day: int, start: int, end: int, bar: int | None) -> list[Rect]:
    """Where a stretch is drawn: a bar's own place if it stands there, otherwise its strips."""
    if bar is not None:
        found = [p.rect for p in grid.placed(room) if p.piece.bar.id == bar]
        shown = grid.board.bar(bar)
        if (
            found
            and shown
            and (shown.start, shown.end) == (start, end)
            and grid.board.days[day].date == shown.date
        ):
            return found
    return grid.range_rects(room, day, start, end)


def paint_cursor(painter: QPainter, grid: Grid, cursor: Cursor) -> list[QRectF]:
    """The blue ring of the keyboard's place; returns what was painted over."""
    look = theme()
    painted = []
    for rect in places(grid, cursor.room, cursor.day, cursor.start, cursor.end, cursor.bar):
        ring = qrect(rect).adjusted(-1, -1, 1, 1)
        painter.setPen(QPen(look.focus, px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush if cursor.bar else _see_through(look.halo, 130))
        painter.drawRoundedRect(ring, px(5), px(5))
        painted.append(ring.adjusted(-4, -4, 4, 4))
    return painted


def paint_chosen(painter: QPainter, grid: Grid, bars: Iterable[Bar]) -> list[QRectF]:
    """A firm ring and a tick on every chosen bar."""
    look = theme()
    painted = []
    for bar in bars:
        row = grid.board.room_at(bar.room)
        for placed in grid.placed(row) if row is not None else ():
            if placed.piece.bar.id != bar.id:
                continue
            ring = qrect(placed.rect).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(look.focus, px(1.5)))
            painter.setBrush(_see_through(look.halo, 90))
            painter.drawRoundedRect(ring, px(5), px(5))
            side = px(14)
            corner = QRectF(ring.right() - side * 0.7, ring.top() - side * 0.3, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.focus)
            painter.drawEllipse(corner)
            inset = px(2.5)
            paint_icon(painter, "check", look.surface, corner.adjusted(inset, inset, -inset, -inset))
            painted.append(ring.adjusted(-side, -side, side, side))
    return painted


def paint_ghost(painter: QPainter, grid: Grid, ghost: Ghost, top: float) -> list[QRectF]:
    """The outline with its title, and a bubble with the new time; amber where somebody is in the way."""
    board = grid.board
    room, day = board.room_at(ghost.slot.room), board.day_at(ghost.slot.date)
    if room is None or day is None:
        return []
    painted = _veil(painter, grid, ghost)
    look = theme()
    against = warning(grid, ghost)
    taken = bool(against)
    edge = look.category("notice").bar if taken else look.accent
    rects = grid.range_rects(room, day, ghost.slot.start, ghost.slot.end)
    for at, exact in enumerate(rects):
        rect = _widened(grid, room, day, exact, ghost.title) if at == 0 else exact
        place = qrect(rect)
        painter.setPen(QPen(edge, px(1.5)))
        painter.setBrush(look.surface)
        painter.drawRoundedRect(place, px(5), px(5))
        if at == 0:
            words = ghost.title or clock_text(ghost.slot.start)
            ink = look.category("notice").text if taken else look.accent_text
            y = rect.y + (rect.height - text_height("note strong", px(100))) / 2
            write(painter, rect.x + px(6), y, words, "note strong", ink, rect.width - px(8))
        painted.append(place.adjusted(-4, -4, 4, 4))
    if ghost.told and (ghost.moving is not None or not ghost.title):
        painted.append(_bubble(painter, grid, ghost, against, (rects[-1], top)))
    return painted


def _widened(grid: Grid, room: int, day: int, rect: Rect, title: str) -> Rect:
    """Room for the title to the right, at most as much as a short bar gets, never out of the cell."""
    wish = min(text_width(title, "note strong") + px(13), max(grid.measures.most, rect.width))
    limit = grid.cell_rect(room, day).right - grid.measures.pad_x
    return Rect(rect.x, rect.y, max(rect.width, min(wish, limit - rect.x)), rect.height)


def in_the_way(grid: Grid, ghost: Ghost) -> Bar | None:
    """The first other bar of the same room that stands in the way."""
    own = grid.board.bar(ghost.moving) if ghost.moving is not None else None
    slot = ghost.slot
    if own is not None:
        slot = Slot(slot.room, slot.date, slot.start - own.before, slot.end + own.after)
    leaving = {ghost.moving, *ghost.leaving}
    here = (grid.cells or {}).get((slot.room, slot.date), ())
    found = (piece.bar for piece in here if piece.bar.meets(slot))
    others = (bar for bar in found if bar.id not in leaving and bar.echo_of not in leaving - {None})
    return min(others, key=lambda bar: bar.start, default=None)


def shut(grid: Grid, slot: Slot) -> bool:
    """Whether the room is not open for the whole stretch."""
    opened = grid.board.hours.get((slot.room, slot.date))
    return opened is not None and not any(start <= slot.start and slot.end <= end for start, end in opened)


def warning(grid: Grid, ghost: Ghost) -> str:
    """What stands against a stretch as it floats there, in a few words; empty when nothing does."""
    bar = in_the_way(grid, ghost)
    if bar is not None:
        return _("taken by {name}").format(name=bar.title)
    return _("not open then") if shut(grid, ghost.slot) else ""


def _veil(painter: QPainter, grid: Grid, ghost: Ghost) -> list[QRectF]:
    """Pale the bar that is being carried, at its old place."""
    bar = grid.board.bar(ghost.moving) if ghost.moving is not None else None
    row = grid.board.room_at(bar.room) if bar else None
    if bar is None or row is None:
        return []
    veiled = [qrect(p.rect) for p in grid.placed(row) if p.piece.bar.id == bar.id]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_see_through(theme().surface, 150))
    for place in veiled:
        painter.drawRoundedRect(place, px(5), px(5))
    return veiled


def _bubble(
    painter: QPainter, grid: Grid, ghost: Ghost, against: str, place_of: tuple[Rect, float]
) -> QRectF:
    """A dark label under the ghost (above it in the last rows): the new time, and what stands against it."""
    look, (rect, top) = theme(), place_of
    words = when_text(grid.board, ghost.slot)
    if against:
        words = _("{sentence}, {words}").format(sentence=words, words=against)
    high = text_height("note", px(100)) + px(10)
    width = text_width(words, "note strong") + px(20)
    x = min(max(rect.x, grid.measures.left), grid.width - width - px(4))
    y = rect.bottom + px(5)
    if y + high > grid.height:
        y = rect.y - high - px(5)
    y = max(y, top + grid.measures.top)
    place = QRectF(x, y, width, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.toast)
    painter.drawRoundedRect(place, px(6), px(6))
    write(painter, x + px(10), y + px(5), words, "note strong", look.toast_text, width)
    return place


def _see_through(color: QColor, alpha: int) -> QColor:
    made = QColor(color)
    made.setAlpha(alpha)
    return made
