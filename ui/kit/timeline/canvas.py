"""How a board is shown: tiles, ghosts, the keyboard's place.

Every room row is a tile, painted once and kept until its content changes. A drag frame copies the tiles
under the old and the new ghost and draws the ghost; nothing else is painted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.theme import px, theme, theme_changed
from ui.kit.timeline import cursor as walk
from ui.kit.timeline.board import Bar, Board
from ui.kit.timeline.choice import Choice, carried
from ui.kit.timeline.cursor import Cursor
from ui.kit.timeline.drag import Drag
from ui.kit.timeline.ghost import Ghost, paint_chosen, paint_cursor, paint_ghost
from ui.kit.timeline.layout import Grid, Measures
from ui.kit.timeline.lettering import write
from ui.kit.timeline.paint import paint_day_head, paint_frame, paint_room, paint_row
from ui.kit.timeline.pieces import Cells, cells_of
from ui.kit.timeline.sentences import bar_sentence, slot_sentence
from ui.kit.timeline.spoken import speaks


class BoardCanvas(QAbstractScrollArea):
    """A board that is seen and has a keyboard's place; what hands do to it is in `view.py`."""

    createWanted = Signal(object)
    """A Slot that was drawn, or chosen by Enter."""
    changeWanted = Signal(object, object)
    """A bar's id and the Slot it should move or stretch to."""
    openWanted = Signal(object)
    """A bar's id: show its details."""
    cancelWanted = Signal(object)
    """A bar's id: Delete was pressed on it."""
    dayWanted = Signal(object)
    """A date whose head was pressed."""
    stepWanted = Signal(int)
    """-1 or +1: the stretch before or after the shown one."""
    menuWanted = Signal(object, object, QPoint)
    """A bar's id or None, the Slot under the pointer, the place on the screen."""
    cursorChanged = Signal(object)
    """The Slot the keyboard stands on."""
    chosenChanged = Signal(int)
    """How many bars are chosen now."""
    takeWanted = Signal(object, bool)
    """Bars to remember for putting down elsewhere, and whether they leave their place (cut)."""
    putWanted = Signal(object)
    """The Slot where what was taken shall be put down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speaks(BoardCanvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # noqa: FBT003 - Qt's order
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # noqa: FBT003
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Rooms and bookings"))
        self.read_only = False
        self._board = Board()
        self._cells: Cells = {}
        self._grid = Grid(self._board, 100)
        self._tiles: dict[int, QPixmap] = {}
        self._head: QPixmap | None = None
        self._cursor = Cursor()
        self._staged: Cursor | None = None
        self._drag: Drag | None = None
        self._preview: tuple[Ghost, ...] = ()
        self.choice = Choice()
        self._painted: list[QRectF] = []
        theme_changed.connect(self.refresh)

    # -- what is shown -------------------------------------------------------------------------------

    def measures(self) -> Measures:
        """Sizes for the current size mode and viewport; boards override."""
        return Measures()

    def wish(self, bar: Bar) -> float:
        """How wide a bar would like to be; without a wish time alone decides."""
        del bar
        return 0.0

    def board(self) -> Board:
        """What is shown."""
        return self._board

    def set_board(self, board: Board) -> None:
        """Show another board; the cursor stays on its bar or time, a running drag ends without effect."""
        first = not self._board.rooms
        self._board = board
        self._cells = cells_of(board)
        self._drag = self._staged = None
        self.choice.refs &= {bar.id for bar in board.bars}
        self._cursor = walk.first_free(board) if first else walk.kept(board, self._cursor)
        self.refresh()

    def refresh(self) -> None:
        """Work out the places again and draw everything anew."""
        self._grid = Grid(
            self._board, max(self.viewport().width(), 200), self.measures(), self.wish, self._cells
        )
        self._tiles.clear()
        self._head = None
        bar = self.verticalScrollBar()
        shown = self.viewport().height() - self._grid.measures.top
        bar.setPageStep(max(1, int(shown)))
        bar.setSingleStep(px(30))
        bar.setRange(0, max(0, round(self._grid.height - self.viewport().height())))
        self.viewport().update()

    def grid(self) -> Grid:
        """The places of everything, in content pixels."""
        return self._grid

    def set_preview(self, *ghosts: Ghost) -> None:
        """Show the outlines of what is about to be booked; none hides them."""
        self._repaint_ghosts()
        self._preview = ghosts
        self._repaint_ghosts()

    def choose(self, act: Callable[[Choice], object]) -> None:
        """Change which bars are chosen, and tell."""
        before = set(self.choice.refs)
        act(self.choice)
        if self.choice.refs != before:
            self.viewport().update()
            self.chosenChanged.emit(len(self.choice.refs))

    # -- the keyboard's place ------------------------------------------------------------------------

    def cursor_place(self) -> Cursor:
        """Where the keyboard stands; while a bar is being moved by keys, where it would go."""
        return self._staged or self._cursor

    def select(self, ref: int) -> bool:
        """Put the cursor on a bar and scroll it into view; False when it is not shown."""
        found = walk.on_bar(self._board, ref)
        if found is not None:
            self.move_cursor(found)
        return found is not None

    def move_cursor(self, cursor: Cursor, *, staged: bool = False) -> None:
        """Put the keyboard somewhere else, say where that is, and keep it visible."""
        if not self._board.rooms or not self._board.days:
            return
        if staged:
            self._staged = cursor
        else:
            self._staged, self._cursor = None, cursor
        scroll_to(self, cursor)
        self._repaint_ghosts()
        self._announce()
        self.cursorChanged.emit(cursor.slot(self._board))

    def drop_staged(self) -> bool:
        """Forget a keyboard move that was not confirmed; False when there was none."""
        had = self._staged is not None
        self._staged = None
        self._repaint_ghosts()
        return had

    def stop_drag(self) -> bool:
        """End a running drag without effect; False when there was none."""
        had = self._drag is not None
        self._repaint_ghosts()
        self._drag = None
        return had

    def sentence(self) -> str:
        """The place of the keyboard in words, as a screen reader says it."""
        place = self.cursor_place()
        if not self._board.rooms or not self._board.days:
            return _("No rooms to show")
        bar = self._board.bar(place.bar) if place.bar is not None and self._staged is None else None
        return bar_sentence(self._board, bar) if bar else slot_sentence(self._board, place.slot(self._board))

    def _announce(self) -> None:
        words = self.sentence()
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the tiles that are due, then the ghosts, then the head that never scrolls."""
        painter = QPainter(self.viewport())
        area, offset = event.rect(), self.verticalScrollBar().value()
        grid, head = self._grid, int(self._grid.measures.top)
        painter.fillRect(area, theme().surface)
        for row in self._rows_in(area.top() + offset, area.bottom() + offset):
            painter.drawPixmap(QPointF(0, round(grid.tops[row]) - offset), self.tile(row))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRect(0, head, self.viewport().width(), self.viewport().height()))
        painter.translate(0, -offset)
        self.paint_over(painter)
        self._paint_ghosts(painter)
        painter.translate(0, offset)
        painter.setClipping(False)
        if area.top() < head:
            painter.drawPixmap(QPoint(0, 0), self._head_tile())
        paint_frame(painter, QRectF(self.viewport().rect()))

    def paint_over(self, painter: QPainter) -> None:
        """Draw something above the bars, in content pixels; the day board adds the now-line."""

    def _rows_in(self, top: float, bottom: float) -> range:
        first, last = self._grid.room_at(max(top, self._grid.measures.top)), self._grid.room_at(bottom)
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else len(self._grid.tops) - 1) + 1)

    def tile(self, row: int) -> QPixmap:
        """The picture of one room row, painted now if it is not there yet."""
        if row not in self._tiles:
            top, bottom = round(self._grid.tops[row]), round(self._grid.tops[row] + self._grid.heights[row])
            made = self._blank(bottom - top)
            painter = QPainter(made)
            painter.translate(0, -top)
            paint_row(painter, self._grid, row, made.devicePixelRatio())
            paint_room(painter, self._grid, row)
            painter.end()
            self._tiles[row] = made
        return self._tiles[row]

    def _blank(self, height: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self._grid.width * ratio), max(1, round(height * ratio)))
        made.setDevicePixelRatio(ratio)
        made.fill(theme().surface)
        return made

    def _head_tile(self) -> QPixmap:
        if self._head is None:
            height = int(self._grid.measures.top)
            self._head = self._blank(height)
            painter = QPainter(self._head)
            self.paint_head(painter, float(height))
            painter.end()
        return self._head

    def paint_head(self, painter: QPainter, height: float) -> None:
        """The line above the rows: the word for rooms, then the days."""
        look, grid = theme(), self._grid
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        write(
            painter, px(14), (height - px(18)) / 2, _("Rooms"), "small strong", look.text2, grid.measures.left
        )
        for column, day in enumerate(self._board.days):
            place = QRectF(grid.day_x(column), 0, grid.column, height)
            paint_day_head(painter, place, day, self.devicePixelRatioF())
        painter.fillRect(QRectF(0, height - 1, grid.width, 1), look.border)

    def _ghosts(self) -> list[Ghost]:
        """What floats above the bars now, the keyboard's place excepted."""
        if self._drag and self._drag.slot:
            led, slot = self._drag.bar, self._drag.slot
        elif self._staged:
            led = self._board.bar(self._staged.bar) if self._staged.bar is not None else None
            slot = self._staged.slot(self._board)
        else:
            return list(self._preview)
        if led is None:
            return [*self._preview, Ghost(slot)]
        going = self.choice.bars(self._board) if led.id in self.choice.refs else [led]
        leaving = frozenset(bar.id for bar in going)
        return [
            *self._preview,
            *(
                Ghost(where, bar.title, bar.id, leaving, told=bar.id == led.id)
                for bar, where in carried(self._board, going, led, slot)
            ),
        ]

    def _paint_ghosts(self, painter: QPainter) -> None:
        painted: list[QRectF] = []
        if self.hasFocus() and self._board.rooms and self._board.days and not self._drag:
            painted += paint_cursor(painter, self._grid, self.cursor_place())
        painted += paint_chosen(
            painter, self._grid, self.choice.bars(self._board) if self.choice.refs else ()
        )
        for ghost in self._ghosts():
            painted += paint_ghost(painter, self._grid, ghost, float(self.verticalScrollBar().value()))
        self._painted = painted

    def _repaint_ghosts(self) -> None:
        """Ask only for the places where a ghost is or will be. The bubble is wider than its ghost."""
        offset = self.verticalScrollBar().value()
        places = list(self._painted)
        cursors = [self.cursor_place()] if self._board.rooms and self._board.days else []
        for slot in [*(ghost.slot for ghost in self._ghosts()), *(at.slot(self._board) for at in cursors)]:
            room, day = self._board.room_at(slot.room), self._board.day_at(slot.date)
            if room is not None and day is not None:
                places.append(QRectF(*_box(self._grid, room, day)))
        for place in places:
            margin = px(40)
            dirty = place.adjusted(-px(4), -margin, px(4), margin).translated(0, -offset)
            self.viewport().update(dirty.toAlignedRect())


def _box(grid: Grid, room: int, day: int) -> tuple[float, float, float, float]:
    cell = grid.cell_rect(room, day)
    return cell.x, cell.y, cell.width, cell.height


def scroll_to(canvas: BoardCanvas, cursor: Cursor) -> None:
    """Bring a row wholly into view."""
    grid = canvas.grid()
    top, height = grid.tops[cursor.room], grid.heights[cursor.room]
    bar, head = canvas.verticalScrollBar(), grid.measures.top
    if top - bar.value() < head:
        bar.setValue(int(top - head))
    elif top + height - bar.value() > canvas.viewport().height():
        bar.setValue(int(top + height - canvas.viewport().height()) + 1)
