"""The month: rooms against days, each cell the number of bookings on a ground as deep as the use is high."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from neighborcenter.kit.i18n import _
from ui.booking.feed import CalendarView, Cell
from ui.kit.paint import width_of, words
from ui.kit.theme import px, theme, theme_changed
from ui.kit.timeline.bars import hatch
from ui.kit.timeline.board import BoardDay
from ui.kit.timeline.paint import paint_busy, paint_frame

CENTER = Qt.AlignmentFlag.AlignHCenter


class MonthGrid(QAbstractScrollArea):
    """Every cell opens its day."""

    dayWanted = Signal(object)
    stepWanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = CalendarView()
        self._row, self._column = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # noqa: FBT003 - Qt's order
        self.setAccessibleName(_("Rooms by day of the month"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        theme_changed.connect(self.refresh)

    def set_view(self, view: CalendarView) -> None:
        """Show another month; the cursor begins today."""
        fresh = [day.date for day in view.board.days] != [day.date for day in self._view.board.days]
        self._view = view
        if fresh:
            self._column = next((at for at, day in enumerate(view.board.days) if day.today), 0)
        self._row = min(self._row, max(0, len(view.board.rooms) - 1))
        self.refresh()

    def refresh(self) -> None:
        """Work out the heights again."""
        whole = self._head() + self._line() * len(self._view.board.rooms)
        self.verticalScrollBar().setRange(0, max(0, round(whole - self.viewport().height())))
        self.verticalScrollBar().setPageStep(max(1, self.viewport().height()))
        self.setAccessibleDescription(self.sentence())
        self.viewport().update()

    def _head(self) -> float:
        return float(px(54))

    def _line(self) -> float:
        rooms = max(1, len(self._view.board.rooms))
        return min(max((self.viewport().height() - self._head()) / rooms, px(36)), px(96))

    def _left(self) -> float:
        return float(px(122))

    def _wide(self) -> float:
        return (self.viewport().width() - self._left()) / max(1, len(self._view.board.days))

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column under a point; row -1 is the head."""
        column = int((point.x() - self._left()) // self._wide()) if point.x() >= self._left() else -1
        if not 0 <= column < len(self._view.board.days):
            return None
        if point.y() < self._head():
            return -1, column
        row = int((point.y() - self._head() + self.verticalScrollBar().value()) // self._line())
        return (row, column) if 0 <= row < len(self._view.board.rooms) else None

    def cell(self, row: int, column: int) -> Cell:
        """What one cell shows."""
        board = self._view.board
        return self._view.cells.get((board.rooms[row].id, board.days[column].date), Cell())

    def day(self) -> date | None:
        """The day the cursor stands on."""
        days = self._view.board.days
        return days[self._column].date if self._column < len(days) else None

    def sentence(self) -> str:
        """The cursor's cell in words."""
        board = self._view.board
        if not board.rooms or self._column >= len(board.days):
            return _("No rooms to show")
        return self._words(self._row, self._column)

    def _words(self, row: int, column: int) -> str:
        board, cell = self._view.board, self.cell(row, column)
        parts = {"day": board.days[column].label, "room": board.rooms[row].name}
        if cell.closed and not cell.count:
            return _("{day}, {room}, closed").format(**parts)
        if cell.held:
            return _("{day}, {room}, held by the other part of the hall").format(**parts)
        return _("{day}, {room}, {count} bookings, {share}% used").format(
            **parts, count=cell.count, share=round(cell.share * 100)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head and the visible rows."""
        painter, look, board = QPainter(self.viewport()), theme(), self._view.board
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.surface)
        top = self.verticalScrollBar().value()
        line, head = self._line(), self._head()
        for row in range(len(board.rooms)):
            y = head + row * line - top
            if y + line > head and y < self.viewport().height():
                self._paint_row(painter, row, y, line)
        painter.fillRect(QRectF(0, 0, self.viewport().width(), head), look.surface)
        words(painter, QRectF(px(14), 0, self._left(), head), _("Rooms"), "small strong", look.text2)
        for column, day in enumerate(board.days):
            place = QRectF(self._left() + column * self._wide(), 0, self._wide(), head)
            self._paint_head(painter, place, day)
        painter.fillRect(QRectF(0, head - 1, self.viewport().width(), 1), look.border)
        paint_frame(painter, QRectF(self.viewport().rect()))

    def _paint_head(self, painter: QPainter, place: QRectF, day: BoardDay) -> None:
        """Number, weekday or sign, lunar day where the column is wide enough, and how full the day is."""
        look = theme()
        if day.today or day.rest:
            painter.fillRect(place, look.tint if day.today else look.weekend)
        ink = look.accent_text if day.today or day.mark else look.text
        lines = [(day.number, "small strong", ink), (day.mark or day.weekday[-1:], "mark", look.text3)]
        moon = day.feast or day.lunar
        if moon and width_of(moon, "mark") <= place.width() - px(2):
            lines.append((moon, "mark", look.accent_text if day.feast else look.text3))
        top = px(5) if len(lines) < 3 else px(2)
        for text, role, color in lines:
            high = px(20 if role == "small strong" else 14)
            words(painter, QRectF(place.x(), top, place.width(), high), text, role, color, CENTER)
            top += high
        if day.busy is not None:
            paint_busy(painter, place, day.busy)

    def _paint_row(self, painter: QPainter, row: int, y: float, line: float) -> None:
        look, board = theme(), self._view.board
        words(
            painter,
            QRectF(px(14), y, self._left() - px(18), line),
            board.rooms[row].name,
            "small strong",
            look.text,
        )
        for column, day in enumerate(board.days):
            place = QRectF(self._left() + column * self._wide(), y, self._wide(), line)
            if day.rest:
                painter.fillRect(place, look.weekend)
            cell = self.cell(row, column)
            inner = place.adjusted(px(1.5), px(3), -px(1.5), -px(3))
            painter.setPen(Qt.PenStyle.NoPen)
            if cell.count or cell.held:
                shade = QColor(look.category("closed" if cell.held else "activity").bar)
                shade.setAlphaF(0.10 + 0.30 * cell.share)
                painter.setBrush(shade)
                painter.drawRoundedRect(inner, px(4), px(4))
            if cell.count:
                words(painter, inner, str(cell.count), "small strong", look.text, CENTER)
            elif cell.held:
                hatch(painter, inner, look, 50)
            elif cell.closed:
                words(painter, inner, "–", "small", look.text3, CENTER)
            if self.hasFocus() and (row, column) == (self._row, self._column):
                painter.setPen(look.focus)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(inner, px(4), px(4))
        painter.fillRect(QRectF(0, y + line - 1, self.viewport().width(), 1), look.border)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press opens the day."""
        found = self.cell_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._row, self._column = max(found[0], 0), found[1]
            self.dayWanted.emit(self._view.board.days[found[1]].date)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens the day, page keys turn the month."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._row = min(max(self._row + step[0], 0), max(0, len(self._view.board.rooms) - 1))
            self._column = min(max(self._column + step[1], 0), max(0, len(self._view.board.days) - 1))
            self.refresh()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.day() is not None
        ):
            self.dayWanted.emit(self.day())
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepWanted.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say a cell in words when the pointer rests on it."""
        if isinstance(event, QHelpEvent):
            found = self.cell_at(QPointF(event.pos()))
            text = self._words(*found) if found is not None and found[0] >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: object) -> None:
        """The rows follow the size."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def sizeHint(self) -> QSize:
        """Room for a month."""
        return QSize(px(900), px(600))
