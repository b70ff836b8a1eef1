"""A week of opening hours to paint with the mouse or the keyboard: seven rows, a cell for every quarter hour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import clock_text
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme, theme_changed

FIRST, LAST, STEP = 6 * 60, 22 * 60, 15
CELLS = (LAST - FIRST) // STEP
ROW, HEAD = 34, 24
Spans = dict[int, list[tuple[int, int]]]


class WeekGrid(QWidget):
    """Open cells are filled. Drag fills or clears; arrows walk, Space fills or clears the half hour, Shift+arrow
    goes on filling."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = [[False] * CELLS for _day in range(7)]
        self._brush: bool | None = None
        self.spot = (0, (9 * 60 - FIRST) // STEP)
        self.writable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Opening hours of the week"))
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.setFixedHeight(px(HEAD) + 7 * px(ROW) + px(4))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for quarter hours to be hit."""
        return QSize(px(760), px(HEAD) + 7 * px(ROW))

    # -- values ----------------------------------------------------------------------------------------------

    def set_spans(self, spans: Spans) -> None:
        """Show hours: weekday → list of (opens, closes) in minutes of the day."""
        self.cells = [[False] * CELLS for _day in range(7)]
        for day, of_day in spans.items():
            for opens, closes in of_day:
                for cell in range(CELLS):
                    start = FIRST + cell * STEP
                    if opens <= start and start + STEP <= closes:
                        self.cells[day][cell] = True
        self._speak()
        self.update()

    def spans(self) -> Spans:
        """Return the hours painted."""
        found: Spans = {}
        for day, cells in enumerate(self.cells):
            start = None
            for cell, is_open in enumerate([*cells, False]):
                if is_open and start is None:
                    start = FIRST + cell * STEP
                elif not is_open and start is not None:
                    found.setdefault(day, []).append((start, FIRST + cell * STEP))
                    start = None
        return found

    def text_of(self, day: int) -> str:
        """Return a day's hours in words."""
        of_day = self.spans().get(day, [])
        return "  ".join(f"{clock_text(opens)}–{clock_text(closes)}" for opens, closes in of_day) or _(
            "Closed"
        )

    def _speak(self) -> None:
        self.setAccessibleDescription(
            "; ".join(f"{_(WEEKDAYS[day])} {self.text_of(day)}" for day in range(7))
        )

    # -- geometry --------------------------------------------------------------------------------------------

    def _left(self) -> float:
        return max(width_of(_(name), "body") for name in WEEKDAYS) + px(14)

    def _cell_width(self) -> float:
        return (self.width() - self._left() - px(240)) / CELLS

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        day = int((point.y() - px(HEAD)) // px(ROW))
        cell = int((point.x() - self._left()) // self._cell_width())
        return (day, cell) if 0 <= day < 7 and 0 <= cell < CELLS else None

    # -- hands -----------------------------------------------------------------------------------------------

    def _put(self, day: int, cell: int, *, is_open: bool) -> None:
        if self.cells[day][cell] != is_open:
            self.cells[day][cell] = is_open
            self._speak()
            self.changed.emit()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to fill or to clear."""
        at = self._cell_at(event.position())
        if at is not None and self.writable:
            self.spot, self._brush = at, not self.cells[at[0]][at[1]]
            self._put(*at, is_open=self._brush)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        at = self._cell_at(event.position())
        if at is None or self._brush is None:
            return
        day = self.spot[0]
        for cell in range(min(at[1], self.spot[1]), max(at[1], self.spot[1]) + 1):
            self._put(day, cell, is_open=self._brush)
        self.spot = (day, at[1])

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End."""
        self._brush = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, fill, clear."""
        day, cell = self.spot
        step = {
            Qt.Key.Key_Left: (0, -2),
            Qt.Key.Key_Right: (0, 2),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))
        if step is not None:
            filling = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.writable
            state = self.cells[day][cell]
            day, cell = (day + step[0]) % 7, max(0, min(CELLS - 2, cell + step[1]))
            self.spot = (day, cell)
            if filling:
                self._fill_half_hour(is_open=state)
            self.update()
        elif event.key() == Qt.Key.Key_Space and self.writable:
            self._fill_half_hour(is_open=not self.cells[day][cell])
        else:
            super().keyPressEvent(event)

    def _fill_half_hour(self, *, is_open: bool) -> None:
        day, cell = self.spot
        for place in (cell, min(CELLS - 1, cell + 1)):
            self._put(day, place, is_open=is_open)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        super().focusOutEvent(event)
        self.update()

    # -- picture ---------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint hours as bars, hour lines, and the day's hours in words at the right."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width = self._left(), self._cell_width()
        colors = look.category("service")
        for hour in range(FIRST // 60, LAST // 60 + 1):
            x = left + (hour * 60 - FIRST) / STEP * width
            if hour % 2 == 0:
                box = QRectF(x - px(16), 0, px(32), px(HEAD - 4))
                words(painter, box, str(hour), "mark", look.text3, Qt.AlignmentFlag.AlignHCenter)
            painter.setPen(QPen(look.border, 0))
            painter.drawLine(QPointF(x, px(HEAD)), QPointF(x, px(HEAD) + 7 * px(ROW)))
        for day in range(7):
            top = px(HEAD) + day * px(ROW)
            words(painter, QRectF(0, top, left - px(8), px(ROW)), _(WEEKDAYS[day]), "body", look.text)
            track = QRectF(left, top + px(5), width * CELLS, px(ROW - 10))
            fill(painter, track, px(5), look.sunken)
            for opens, closes in self.spans().get(day, []):
                start = left + (opens - FIRST) / STEP * width
                bar = QRectF(start, track.top(), (closes - opens) / STEP * width, track.height())
                fill(painter, bar, px(5), colors.fill, colors.bar)
            said = QRectF(track.right() + px(12), top, self.width() - track.right() - px(12), px(ROW))
            words(painter, said, self.text_of(day), "note", look.text2)
        if self.hasFocus():
            day, cell = self.spot
            box = QRectF(left + cell * width, px(HEAD) + day * px(ROW) + px(3), width * 2, px(ROW - 6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.focus, 2))
            painter.drawRoundedRect(box, px(4), px(4))
        painter.end()
