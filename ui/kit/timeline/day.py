"""One day: rooms against the clock on a true scale, with the hours above and the line of now."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from ui.kit.theme import px, theme
from ui.kit.timeline.board import Board
from ui.kit.timeline.layout import Measures
from ui.kit.timeline.lettering import text_height, write
from ui.kit.timeline.paint import paint_busy
from ui.kit.timeline.view import BoardView


class DayBoard(BoardView):
    """Rooms as rows, hours as columns. Hand it a board with one day and one band."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: int | None = None

    def set_board(self, board: Board) -> None:
        """Show another day; the line of now comes with it."""
        self._now = board.now
        super().set_board(board)

    def measures(self) -> Measures:
        """Rows share the height between 48 and 96 design pixels."""
        board = self.board()
        free = self.viewport().height() - px(46)
        high = min(max(free / max(1, len(board.rooms)), px(52)), px(96))
        return Measures(
            left=px(132),
            top=px(46),
            lane=px(30),
            pad_x=px(10),
            pad_y=px(6),
            gap=px(3),
            row_min=high,
            least=px(20),
        )

    def paint_head(self, painter: QPainter, height: float) -> None:
        """The hours."""
        look, grid = theme(), self.grid()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_corner(painter, height)
        band, scale = grid.board.bands[0], grid.scale(0)
        hours = range(-(-band.start // 60), band.end // 60 + 1)
        every = 1 if scale.length / max(1, len(hours)) > px(44) else 2
        y = height - text_height("note", px(100)) - px(6)
        for hour in hours[::every]:
            x = grid.day_x(0) + grid.measures.pad_x + scale.at(hour * 60)
            if x + px(30) < grid.width:
                write(painter, x - px(3), y, f"{hour}:00", "note", look.text3, px(60))
        painter.fillRect(QRectF(0, height - 1, grid.width, 1), look.border)
        self._paint_now(painter, height - px(6), height, head=True)

    def _paint_corner(self, painter: QPainter, height: float) -> None:
        """The word for rooms, and below it the lunar day or feast, the sign for rest or work, how full the day is."""
        look, grid = theme(), self.grid()
        day = grid.board.days[0] if grid.board.days else None
        words = " · ".join(part for part in (day.feast or day.lunar, day.mark) if part) if day else ""
        line, room = text_height("small strong", px(100)), grid.measures.left - px(20)
        top = (height - line * (2 if words else 1)) / 2 - px(1)
        write(painter, px(14), top, _("Rooms"), "small strong", look.text2, room)
        if day is not None and words:
            ink = look.accent_text if day.feast or day.mark else look.text3
            write(painter, px(14), top + line, words, "note", ink, room)
        if day is not None and day.busy is not None:
            paint_busy(painter, QRectF(px(8), 0, grid.measures.left - px(12), height), day.busy)

    def paint_over(self, painter: QPainter) -> None:
        """The line of now, through all rows."""
        self._paint_now(painter, self.grid().measures.top, self.grid().height)

    def _paint_now(self, painter: QPainter, top: float, bottom: float, *, head: bool = False) -> None:
        grid = self.grid()
        now, days = self._now, grid.board.days
        band = grid.board.bands[0]
        if now is None or not days or not days[0].today or not band.start <= now <= band.end:
            return
        look = theme()
        x = grid.day_x(0) + grid.measures.pad_x + grid.scale(0).at(now)
        painter.setPen(QPen(look.accent, px(1.5)))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if head:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.accent)
            painter.drawEllipse(QPointF(x, bottom - px(3)), px(3.5), px(3.5))

    def set_now(self, minute: int | None) -> None:
        """Move the line of now; called once a minute by the page. Nothing else is drawn again."""
        self._now = minute
        self._head = None
        self.viewport().update()
