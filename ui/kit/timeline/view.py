"""A board one can touch: what pointer and keys do becomes an intent; nothing is decided here."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip

from ui.kit.theme import px
from ui.kit.timeline import cursor as walk
from ui.kit.timeline.board import Bar, Slot
from ui.kit.timeline.canvas import BoardCanvas
from ui.kit.timeline.cursor import Cursor
from ui.kit.timeline.drag import Drag
from ui.kit.timeline.keys import keyboard
from ui.kit.timeline.layout import Hit
from ui.kit.timeline.pieces import band_of
from ui.kit.timeline.sentences import bar_sentence

CURSORS = {
    "slot": Qt.CursorShape.CrossCursor,
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "bar": Qt.CursorShape.PointingHandCursor,
    "day": Qt.CursorShape.PointingHandCursor,
}


class BoardView(BoardCanvas):
    """Rooms against time. Hand it a Board; it answers with intents and keeps nothing but the cursor."""

    # -- pointer -------------------------------------------------------------------------------------

    def hit_at(self, point: QPointF) -> Hit:
        """What lies under a viewport point; the head never scrolls."""
        y = point.y()
        if y >= self._grid.measures.top:
            y += self.verticalScrollBar().value()
        return self._grid.hit(point.x(), y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag, put the cursor there, or ask for the day whose head was pressed."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self.hit_at(event.position())
        if hit.zone == "day":
            self.dayWanted.emit(self._board.days[hit.day].date)
        if hit.day < 0 or hit.room < 0:
            return
        if hit.bar is not None:
            self.move_cursor(Cursor(hit.room, hit.day, hit.bar.start, hit.bar.end, hit.bar.id))
        else:
            self.move_cursor(self._free_at(hit))
        if self._choosing(hit, event.modifiers()):
            return
        if not self.read_only and not (hit.bar and hit.bar.fixed):
            y = event.position().y() + self.verticalScrollBar().value()
            self._drag = Drag(self._grid, hit, event.position().x(), y)

    def _choosing(self, hit: Hit, pressed: Qt.KeyboardModifier) -> bool:
        """Ctrl chooses one more, Shift all up to here; a plain press elsewhere lets the chosen go."""
        bar = hit.bar
        if bar is not None and pressed & Qt.KeyboardModifier.ControlModifier:
            self.choose(lambda choice: choice.toggle(bar))
        elif bar is not None and pressed & Qt.KeyboardModifier.ShiftModifier:
            self.choose(lambda choice: choice.reach(self._board, bar))
        else:
            if bar is None or bar.id not in self.choice.refs:
                self.choose(lambda choice: choice.clear())
                self.choice.anchor = bar.id if bar is not None and bar.id > 0 else None
            return False
        return True

    def _free_at(self, hit: Hit) -> Cursor:
        band = band_of(self._board.bands, int(hit.minute))
        near = walk.nearest(self._board, hit.room, hit.day, band, int(hit.minute))
        if near.bar is None and near.start <= hit.minute:
            start = max(near.start, int(hit.minute) // 30 * 30)
            gap = [s for s in walk.stops(self._board, hit.room, hit.day, band) if s.bar and s.start >= start]
            limit = min([self._board.bands[band].end, *(s.start for s in gap)])
            return replace(near, start=start, end=max(start + 15, min(start + walk.OFFERED, limit)))
        return near if near.bar is None else Cursor(hit.room, hit.day, int(hit.minute), int(hit.minute) + 60)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the drag on, or show what pressing here would do."""
        if self._drag is None:
            self.viewport().setCursor(
                CURSORS.get(self.hit_at(event.position()).zone, Qt.CursorShape.ArrowCursor)
            )
            return
        y = event.position().y() + self.verticalScrollBar().value()
        fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._repaint_ghosts()
        self._drag.moved(event.position().x(), y, fine=fine)
        self._repaint_ghosts()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag: a drawn stretch is a wish to book, a carried bar a wish to move, a click opens."""
        drag, self._drag = self._drag, None
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._repaint_ghosts()
        if drag.slot is None:
            if drag.bar is not None:
                self.openWanted.emit(drag.bar.id)
        elif drag.bar is None:
            self.createWanted.emit(drag.slot)
        elif _slot_of(drag.bar) != drag.slot:
            self.changeWanted.emit(drag.bar.id, drag.slot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks on empty time are a wish to book what the cursor offers there."""
        hit = self.hit_at(event.position())
        if hit.zone == "slot" and not self.read_only:
            self.createWanted.emit(self._cursor.slot(self._board))

    # -- keys, focus and the rest --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keyboard twin of everything the pointer can do."""
        if not keyboard(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show and say the keyboard's place."""
        super().focusInEvent(event)
        self._announce()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the keyboard's place; a move that was not confirmed is forgotten."""
        super().focusOutEvent(event)
        self._staged = None
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the page for a menu; by keyboard it opens at the cursor."""
        if not self._board.rooms or not self._board.days:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self._grid.range_rects(
                self._cursor.room, self._cursor.day, self._cursor.start, self._cursor.end
            )[0]
            local = QPoint(int(place.x), int(place.bottom) - self.verticalScrollBar().value())
            where = self.viewport().mapToGlobal(local)
        self.menuWanted.emit(self._cursor.bar, self._cursor.slot(self._board), where)

    def viewportEvent(self, event: object) -> bool:
        """Say a bar's whole sentence when the pointer rests on it."""
        if isinstance(event, QHelpEvent):
            bar = self.hit_at(QPointF(event.pos())).bar
            QToolTip.showText(
                event.globalPos(), bar_sentence(self._board, bar) if bar else "", self.viewport()
            )
            return True
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows follow the size."""
        super().resizeEvent(event)
        self.refresh()

    def sizeHint(self) -> QSize:
        """Room for a week."""
        return QSize(px(900), px(600))


def _slot_of(bar: Bar) -> Slot:
    return Slot(bar.room, bar.date, bar.start, bar.end)
