"""The week: rooms against seven days, each day in three bands."""

from __future__ import annotations

from ui.kit.theme import px
from ui.kit.timeline.board import Bar
from ui.kit.timeline.layout import Measures
from ui.kit.timeline.lettering import text_width
from ui.kit.timeline.pieces import lanes_of
from ui.kit.timeline.view import BoardView

# Between these the rows grow or shrink to fill the height, so that seven rooms are seen at once at 1366×768.
LEAST_LANE, LANE, MOST_LANE = 22.0, 29.5, 38.0


class WeekBoard(BoardView):
    """Rooms × days, as halls are asked for: morning, afternoon, evening."""

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
