"""A week of somebody's time, painted by mouse or keyboard: seven rows, a cell for every half hour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import clock_text, minutes_of
from neighborcenter.volunteers.drafts import AvailabilityDraft
from neighborcenter.volunteers.kinds import AvailabilityKind
from neighborcenter.volunteers.texts import word
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme, theme_changed
from ui.volunteers.looks import WEEK_LOOKS

STEP, CELLS = 30, 48
HOUR = 2
MORNING = 16
"""Cells of an hour, and where the cursor begins: at 8."""
Cell = AvailabilityKind | None
BRUSHES: tuple[Cell, ...] = (
    AvailabilityKind.CAN, AvailabilityKind.WISH, AvailabilityKind.AVOID, AvailabilityKind.CANNOT, None,
)  # fmt: skip


class WeekTimes(QWidget):
    """Drag paints with the brush; arrows walk by hours, Space paints an hour, Shift+arrow goes on painting,
    Delete clears."""

    changed = Signal()

    def __init__(self, *, writable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: list[list[Cell]] = [[None] * CELLS for _day in range(7)]
        self.brush: Cell = AvailabilityKind.CAN
        self.spot = (0, MORNING)
        self.writable = writable
        self._row = 28 if writable else 16
        self._pen: Cell = None
        self._down = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if writable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("When they can come in the week"))
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Seven rows and the hours above."""
        return QSize(px(300), self._head() + 7 * px(self._row) + px(4))

    # -- values ----------------------------------------------------------------------------------------------

    def set_times(self, stretches: Sequence[AvailabilityDraft]) -> None:
        """Show the stretches of weekdays; those of single days are no part of it."""
        self.cells = [[None] * CELLS for _day in range(7)]
        for each in stretches:
            if each.weekday is not None:
                opens, closes = minutes_of(each.opens), minutes_of(each.closes)
                for cell in range(opens // STEP, -(-closes // STEP)):
                    self.cells[each.weekday][cell] = each.kind
        self._speak()
        self.update()

    def times(self) -> list[AvailabilityDraft]:
        """The stretches painted."""
        found = []
        for day, cells in enumerate(self.cells):
            start = 0
            for at in range(1, CELLS + 1):
                if at < CELLS and cells[at] is cells[start]:
                    continue
                kind = cells[start]
                if kind is not None:
                    opens, closes = clock_text(start * STEP), clock_text(at * STEP)
                    found.append(AvailabilityDraft(kind, day, None, opens, closes))
                start = at
        return found

    def paint_cells(self, day: int, first: int, end: int, kind: Cell) -> None:
        """Paint some cells of a day."""
        for cell in range(max(0, first), min(CELLS, end)):
            self.cells[day][cell] = kind
        self._speak()
        self.changed.emit()
        self.update()

    def _speak(self) -> None:
        said = [
            f"{_(WEEKDAYS[each.weekday or 0])} {each.opens}–{each.closes} {word(each.kind)}"
            for each in self.times()
        ]
        self.setAccessibleDescription("; ".join(said) or _("Nothing said yet"))
        if not self.writable:
            self.setToolTip("\n".join(said))

    # -- geometry --------------------------------------------------------------------------------------------

    def _head(self) -> int:
        return px(18)

    def _left(self) -> float:
        return max(width_of(_(name), "note") for name in WEEKDAYS) + px(8)

    def _cell_width(self) -> float:
        return max(1.0, (self.width() - self._left() - px(2)) / CELLS)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        day = int((point.y() - self._head()) // px(self._row))
        cell = int((point.x() - self._left()) // self._cell_width())
        return (day, cell) if 0 <= day < 7 and 0 <= cell < CELLS else None

    # -- hands -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to paint; on what has the brush's color already, to clear."""
        at = self._cell_at(event.position())
        if at is not None and self.writable:
            self._down = True
            self._pen = None if self.cells[at[0]][at[1]] is self.brush else self.brush
            self.spot = (at[0], at[1] // HOUR * HOUR)
            self.paint_cells(at[0], at[1], at[1] + 1, self._pen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on, over several days as well."""
        at = self._cell_at(event.position())
        if at is not None and self._down:
            self.paint_cells(at[0], at[1], at[1] + 1, self._pen)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End."""
        self._down = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, paint, clear."""
        day, cell = self.spot
        step = {
            Qt.Key.Key_Left: (0, -HOUR), Qt.Key.Key_Right: (0, HOUR),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if not self.writable:
            super().keyPressEvent(event)
        elif step is not None:
            kind = self.cells[day][cell]
            day, cell = (day + step[0]) % 7, max(0, min(CELLS - HOUR, cell + step[1]))
            self.spot = (day, cell)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.paint_cells(day, cell, cell + HOUR, kind)
            self.update()
        elif event.key() == Qt.Key.Key_Space:
            kind = None if self.cells[day][cell] is self.brush else self.brush
            self.paint_cells(day, cell, cell + HOUR, kind)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.paint_cells(day, cell, cell + HOUR, None)
        else:
            super().keyPressEvent(event)

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
        """Bars in the color of their kind, hours above, weekdays at the left."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width, row = self._left(), self._cell_width(), px(self._row)
        for hour in range(0, 25, 6):
            x = left + hour * HOUR * width
            box = QRectF(min(x - px(12), self.width() - px(24)), 0, px(24), self._head())
            words(painter, box, str(hour), "mark", look.text3, Qt.AlignmentFlag.AlignHCenter)
        for day in range(7):
            top = self._head() + day * row
            words(painter, QRectF(0, top, left, row), _(WEEKDAYS[day]), "note", look.text2)
            inset = px(2)
            fill(painter, QRectF(left, top + inset, width * CELLS, row - 2 * inset), px(4), look.sunken)
        for each in self.times():
            start, end = minutes_of(each.opens) / STEP, minutes_of(each.closes) / STEP
            top = self._head() + (each.weekday or 0) * row
            colors = look.category(WEEK_LOOKS[each.kind])
            bar = QRectF(left + start * width, top + px(2), (end - start) * width, row - px(4))
            fill(painter, bar, px(4), colors.fill, colors.bar)
            if self.writable and bar.width() > width_of(word(each.kind), "mark") + px(8):
                words(painter, bar.adjusted(px(4), 0, 0, 0), word(each.kind), "mark", colors.text)
        painter.setPen(QPen(look.border, 0))
        for hour in (6, 12, 18):
            x = left + hour * HOUR * width
            painter.drawLine(QPointF(x, self._head()), QPointF(x, self._head() + 7 * row))
        if self.hasFocus():
            day, cell = self.spot
            box = QRectF(left + cell * width, self._head() + day * row + 1, width * HOUR, row - 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.focus, 2))
            painter.drawRoundedRect(box, px(3), px(3))
        painter.end()
