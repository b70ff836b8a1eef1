"""The week: rooms against seven days, each day in three bands."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.kit.theme import px, theme
from ui.kit.timeline.board import Bar, Board
from ui.kit.timeline.layout import Measures
from ui.kit.timeline.lettering import text_width
from ui.kit.timeline.pieces import band_of, lanes_of
from ui.kit.timeline.view import BoardView

# Between these the rows grow or shrink to fill the height, so that seven rooms are seen at once at 1366×768.
LEAST_LANE, LANE, MOST_LANE = 22.0, 29.5, 38.0


class WeekBoard(BoardView):
    """Rooms × days, as halls are asked for: morning, afternoon, evening."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: int | None = None

    def set_board(self, board: Board) -> None:
        """Show another week; the marks of now come with it."""
        self._now = board.now
        super().set_board(board)

    def set_now(self, minute: int | None) -> None:
        """Move the marks of now; called once a minute by the page."""
        self._now = minute
        self.viewport().update()

    def paint_over(self, painter: QPainter) -> None:
        """A short line of now in today's column, in the part of the day that runs."""
        grid, now = self.grid(), self._now
        today = next((at for at, day in enumerate(grid.board.days) if day.today), None)
        bands = grid.board.bands
        if today is None or now is None or not bands[0].start <= now <= bands[-1].end:
            return
        band = band_of(bands, now)
        x = grid.day_x(today) + grid.measures.pad_x + grid.scale(band).at(now)
        painter.setPen(QPen(theme().accent, px(1.5)))
        for row in range(len(grid.board.rooms)):
            strip = grid.band_rect(row, today, band)
            painter.drawLine(QPointF(x, strip.y + px(1)), QPointF(x, strip.bottom - px(1)))

    def measures(self) -> Measures:
        """Rows fill the height while their lanes stay readable."""
        lane = float(px(LANE))
        board = self.board()
        if board.rooms:
            free = self.viewport().height() - px(46) - len(board.rooms) * px(8)
            lane = free / sum(map(sum, lanes_of(board, self._cells)))
            lane = min(max(lane, px(LEAST_LANE)), px(MOST_LANE))
        return Measures(
            left=px(122),
            top=px(46),
            lane=lane,
            pad_x=px(3),
            pad_y=px(4),
            gap=px(2.5),
            row_min=lane * len(board.bands) + px(8),
            least=px(26),
            most=px(78),
        )

    def wish(self, bar: Bar) -> float:
        """Room for a short title; bands are not a true scale, so that words come first."""
        return text_width(bar.title, "note strong") + px(15)
