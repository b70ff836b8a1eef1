"""How long a full board takes to paint, in processor time. Run as a program: prints the times beside a bare floor.

The floor draws the same number of rounded rectangles and ready-made texts without any of our code.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QApplication

from ui.booking.feed import CalendarView, Cell
from ui.booking.month_grid import MonthGrid
from ui.kit.theme import apply_theme
from ui.kit.timeline.board import Bar, Board, BoardDay, BoardRoom, Slot
from ui.kit.timeline.drag import Drag
from ui.kit.timeline.week import WeekBoard

MONDAY = date(2026, 11, 23)
TITLES = [
    "合唱排练",
    "国画班",
    "广场舞",
    "测压义诊",
    "少儿舞蹈",
    "越剧社",
    "瑜伽",
    "书法",
    "午餐供应",
    "议事日",
    "茶座",
    "绘本",
]
KINDS = ["party", "activity", "course", "service", "lending"]


def full_board(rooms: int = 50, each: int = 12) -> Board:
    """Every room booked `each` times on each of seven days."""
    pick = random.Random(7)
    days = tuple(
        BoardDay(MONDAY + timedelta(i), str(23 + i), "周一", "十五", rest=i > 4, today=i == 0)
        for i in range(7)
    )
    bars: list[Bar] = []
    for room in range(rooms):
        for day in days:
            for index in range(each):
                start = 8 * 60 + index * 70
                title, kind = pick.choice(TITLES), pick.choice(KINDS)
                repeat = pick.random() < 0.4
                bars.append(
                    Bar(len(bars) + 1, room + 1, day.date, start, start + 60, title, kind, repeat=repeat)
                )
    shown = tuple(BoardRoom(i + 1, f"议事厅 {i + 1}", "16 座 · 屏", 0.4) for i in range(rooms))
    return Board(shown, days, tuple(bars))


def milliseconds(act: Callable[[], object], rounds: int = 7) -> float:
    """The median time of an act."""
    taken = []
    for _round in range(rounds):
        began = time.thread_time()
        act()
        taken.append((time.thread_time() - began) * 1000)
    return statistics.median(taken)


def floor(count: int, width: int) -> float:
    """The bare cost of as many bodies, edges and texts on a pixmap of the same width."""
    canvas = QPixmap(width, 4800)
    text = QStaticText("合唱排练")
    fill, edge = QColor("#DCEBEA"), QColor("#1D5655")

    def draw() -> None:
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(count):
            x, y = (index % 28) * width / 28, (index // 28) * 30.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(x, y, 40, 27), 5, 5)
            painter.setBrush(edge)
            painter.drawRoundedRect(QRectF(x, y, 3.5, 27), 1.75, 1.75)
            painter.setPen(edge)
            painter.drawStaticText(QPointF(x + 8, y + 5), text)
        painter.end()

    draw()
    return milliseconds(draw)


def month(rooms: int) -> float:
    """A whole month of full rooms, all rows in view."""
    days = tuple(BoardDay(MONDAY + timedelta(i), str(1 + i), "周一", "十五", busy=i / 31) for i in range(31))
    shown = tuple(BoardRoom(i + 1, f"议事厅 {i + 1}") for i in range(rooms))
    cells = {(room.id, day.date): Cell(12, 0.8) for room in shown for day in days}
    grid = MonthGrid()
    grid.resize(1300, rooms * 40 + 60)
    grid.set_view(CalendarView(board=Board(shown, days), cells=cells))
    grid.show()
    QApplication.processEvents()
    taken = milliseconds(grid.grab)
    grid.close()
    return taken


def measure() -> dict[str, float]:
    """Milliseconds: a cold and a warm full board, one screenful, a drag frame, the floor."""
    view = WeekBoard()
    view.resize(1040, 760)
    board = full_board()
    view.set_board(board)
    view.show()
    QApplication.processEvents()

    def whole() -> None:
        view.refresh()
        for row in range(len(board.rooms)):
            view.tile(row)

    began = time.thread_time()
    whole()
    cold = (time.thread_time() - began) * 1000
    view.refresh()
    screenful = milliseconds(lambda: (view.refresh(), view.grab()))
    view.grab()
    hit = view.hit_at(QPointF(400, 200))
    drag = Drag(view.grid(), hit, 400, 200)
    view._drag = drag
    steps = iter(range(100_000))

    def frame() -> None:
        view._repaint_ghosts()
        drag.slot = Slot(1 + next(steps) % 3, MONDAY + timedelta(2), 540, 660)
        view._repaint_ghosts()
        view.viewport().repaint()

    found = {
        "board cold": cold,
        "board warm": milliseconds(whole),
        "screenful": screenful,
        "drag frame": milliseconds(frame, 60),
        "month": month(len(board.rooms)),
        "floor": floor(len(board.bars), 1040),
        "month floor": floor(len(board.rooms) * 31, 1040),
    }
    view._drag = None
    view.close()
    return found


if __name__ == "__main__":
    app = QApplication([])
    apply_theme(app)
    for name, value in measure().items():
        print(f"{name:12} {value:7.1f} ms")
