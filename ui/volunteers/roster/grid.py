"""The grid: cells by day, a cursor that walks through names, keys and mouse that do the same."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.theme import px, theme_changed
from ui.volunteers.roster.dragging import Dragging
from ui.volunteers.roster.layout import Cell, Layout, Part
from ui.volunteers.roster.model import RosterModel
from ui.volunteers.roster.painting import TOTAL, CellPainter, DayHead, RowHead, line_at, row_height

NARROW, WIDE = 62, 64
Mod = Qt.KeyboardModifier
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class RosterGrid(QTableView):
    """Shows a layout. What a hand wants is told by signals; the tab does it."""

    entered_part = Signal()
    """Enter: open what the cursor stands on."""
    delete_wanted = Signal()
    pin_wanted = Signal()
    typed = Signal(str)
    pasted = Signal(str)
    dropped = Signal(object)
    """Changes of places."""
    step_wanted = Signal(int)
    """Alt+← and Alt+→."""
    moved = Signal()
    """The cursor stands elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RosterModel(self)
        self.painter_of_cells = CellPainter(self)
        self.days_head, self.rows_head = DayHead(self), RowHead(self)
        self.setModel(self.table)
        self.setItemDelegate(self.painter_of_cells)
        self.setHorizontalHeader(self.days_head)
        self.setVerticalHeader(self.rows_head)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        self.setAccessibleName(_("Roster"))
        self.drag = Dragging(self)
        self._part = 0
        theme_changed.connect(self.restyle)

    # -- what is shown ----------------------------------------------------------------------------------------

    @property
    def layout_shown(self) -> Layout | None:
        """The layout; None before the first reading."""
        return self.table.layout_shown

    def show_layout(self, layout: Layout, today: date) -> None:
        """Show rows; the cursor stays at the same row and day where there is one."""
        kept, part = self._kept(), self._part
        self.painter_of_cells.today = self.days_head.today = today
        self.table.show_layout(layout)
        self.restyle()
        row, column = self._found(kept, layout)
        if layout.rows:
            self.go_to(row, column, part)

    def _kept(self) -> tuple[str, int, str, date | None]:
        shown, index = self.layout_shown, self.currentIndex()
        if shown is None or not index.isValid() or index.row() >= len(shown.rows):
            return "", 0, "", None
        row = shown.rows[index.row()]
        days = shown.roster.days
        return row.kind, row.ref, row.note, days[min(index.column(), len(days) - 1)]

    @staticmethod
    def _found(kept: tuple[str, int, str, date | None], layout: Layout) -> tuple[int, int]:
        rows = [at for at, row in enumerate(layout.rows) if (row.kind, row.ref, row.note) == kept[:3]]
        days = layout.roster.days
        return rows[0] if rows else 0, days.index(kept[3]) if kept[3] in days else 0

    def refresh(self) -> None:
        """Places changed: the same rows, painted anew, as high as they now must be."""
        self.table.refresh()
        self._set_heights()
        self._set_part(self._part)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.rows_head.setFixedWidth(self.rows_head.sizeHint().width())
        self._set_heights()
        self._set_widths()

    def _set_heights(self) -> None:
        shown = self.layout_shown
        for row in range(self.table.rowCount()):
            assert shown is not None
            wanted = row_height(shown.lines(row), note=bool(shown.rows[row].note or shown.total(row)[1]))
            if self.rowHeight(row) != wanted:
                self.setRowHeight(row, wanted)

    def _set_widths(self) -> None:
        days = self.table.columnCount() - 1
        if days < 1:
            return
        least = px(WIDE if days <= 7 else NARROW)
        self.setProperty("scrolls", "a month" if days > 7 else "")
        room = self.viewport().width() - px(TOTAL)
        for column in range(days):
            self.setColumnWidth(column, max(least, room * (column + 1) // days - room * column // days))
        self.setColumnWidth(days, px(TOTAL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days share the room."""
        super().resizeEvent(event)
        self._set_widths()

    # -- the cursor -------------------------------------------------------------------------------------------

    def cell(self) -> Cell:
        """The cell under the cursor."""
        return self.table.cell(self.currentIndex())

    def day(self) -> date | None:
        """The day under the cursor; None on the sums."""
        shown, column = self.layout_shown, self.currentIndex().column()
        return shown.roster.days[column] if shown and 0 <= column < len(shown.roster.days) else None

    def part(self) -> Part | None:
        """The line under the cursor."""
        parts = self.cell().parts
        return parts[min(self._part, len(parts) - 1)] if parts else None

    def chosen_parts(self) -> list[Part]:
        """The people of all chosen cells, or of one cell the line under the cursor."""
        chosen = self.selectedIndexes()
        if len(chosen) > 1:
            return [part for index in chosen for part in self.table.cell(index).parts if part.pair]
        part = self.part()
        return [part] if part is not None and part.pair else []

    def go_to(self, row: int, column: int, part: int = 0) -> None:
        """Put the cursor somewhere."""
        self.setCurrentIndex(self.table.index(row, column))
        self._set_part(part)

    def go_to_shift(self, shift_id: int, volunteer_id: int | None = None) -> bool:
        """Put the cursor on somebody's place, or on the gap of a shift."""
        shown = self.layout_shown
        place = shown.place_of(shift_id, volunteer_id) if shown else None
        if shown is None or place is None:
            return False
        row, day = place
        parts = shown.cell(row, day).parts
        at = [
            n for n, one in enumerate(parts) if one.shift_id == shift_id and one.volunteer_id == volunteer_id
        ]
        self.go_to(row, shown.roster.days.index(day), at[0] if at else 0)
        return True

    def _set_part(self, part: int) -> None:
        self._part = max(0, min(part, len(self.cell().parts) - 1))
        self.painter_of_cells.part = self._part
        self.viewport().update(self.visualRect(self.currentIndex()))
        self.moved.emit()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cursor went to another cell: its first line."""
        super().currentChanged(current, previous)
        self._part = self.painter_of_cells.part = 0
        self.moved.emit()

    # -- keys -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Alt+← and Alt+→ turn weeks here; elsewhere they belong to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and step_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, delete, pin, paste, copy, type."""
        key, mod = event.key(), event.modifiers() & ~Mod.KeypadModifier
        if step_of(event):
            self.step_wanted.emit(step_of(event))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.delete_wanted.emit()
        elif mod == Mod.NoModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and mod == Mod.NoModifier:
            self.entered_part.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and mod == Mod.NoModifier:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Space and mod == Mod.NoModifier:
            self.pin_wanted.emit()
        elif key == Qt.Key.Key_Escape and self.drag.active:
            self.drag.end()
        elif (
            mod in (Mod.NoModifier, Mod.ShiftModifier) and event.text().strip() and event.text().isprintable()
        ):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        index, parts = self.currentIndex(), self.cell().parts
        if index.isValid() and 0 <= self._part + step < len(parts):
            self._set_part(self._part + step)
            return
        row = index.row() + step
        if 0 <= row < self.table.rowCount():
            self.selectionModel().setCurrentIndex(
                self.table.index(row, max(0, index.column())),
                QItemSelectionModel.SelectionFlag.ClearAndSelect,
            )
            if step < 0:
                self._set_part(len(self.cell().parts) - 1)

    def copy(self) -> None:
        """The chosen cells as a block for a spreadsheet."""
        chosen = sorted(self.selectedIndexes(), key=lambda one: (one.row(), one.column()))
        lines: dict[int, list[str]] = {}
        for index in chosen:
            lines.setdefault(index.row(), []).append(str(index.data() or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    # -- mouse ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The line pressed is the one under the cursor; a drag may begin."""
        super().mousePressEvent(event)
        where = event.position().toPoint()
        index = self.indexAt(where)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            line = line_at(self.visualRect(index), where.y())
            self._set_part(line)
            if line < len(self.cell().parts):
                self.drag.begin(where, self.cell().parts[line])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the name."""
        if self.drag.pressed:
            self.drag.move(event.position().toPoint(), copy=bool(event.modifiers() & Mod.ControlModifier))
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the name go."""
        changes = self.drag.end()
        super().mouseReleaseEvent(event)
        if changes:
            self.dropped.emit(changes)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same as Enter."""
        super().mouseDoubleClickEvent(event)
        self.drag.end()
        self.entered_part.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A drag does not outlive the focus."""
        if not QApplication.mouseButtons():
            self.drag.end()
        super().focusOutEvent(event)

    def corner_of_cursor(self) -> QPoint:
        """Where a menu or a box for the cell under the cursor opens."""
        return self.visualRect(self.currentIndex()).bottomLeft()


def step_of(event: QEvent) -> int:
    """Which way Alt with an arrow turns the weeks; 0 for every other key."""
    if not isinstance(event, QKeyEvent) or event.modifiers() & ~Mod.KeypadModifier != Mod.AltModifier:
        return 0
    return _STEPS.get(event.key(), 0)
