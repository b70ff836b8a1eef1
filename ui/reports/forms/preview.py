"""A grid of a form as one sees it: texts, merged cells, and in color what is filled with what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.reports.fill.layout import Grid, Place
from neighborcenter.reports.fill.spots import Spot
from neighborcenter.reports.fill.xlsx_read import address, column_letters
from neighborcenter.reports.kinds import SpotKind
from ui.kit.theme import font, px, theme, theme_changed

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_ROWS = 200


class GridModel(QAbstractTableModel):
    """The texts of a grid; where something is filled, what."""

    def __init__(self, name_of: Callable[[Spot], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = Grid("", ())
        self._name_of = name_of
        self._filled: dict[Place, Spot] = {}

    def show_grid(self, grid: Grid, spots: Sequence[Spot]) -> None:
        """Another grid, or other places of the same."""
        self.beginResetModel()
        self.grid = grid
        self._filled = {}
        for spot in spots:
            if spot.place != grid.name:
                continue
            if spot.kind is SpotKind.COLUMN:
                head = next(
                    (
                        one
                        for one in spots
                        if one.kind is SpotKind.LIST and (one.place, one.row) == (spot.place, spot.row)
                    ),
                    None,
                )
                for row in range(spot.row + 1, (head.last if head else spot.row) + 1):
                    self._filled[row, spot.column] = spot
            elif spot.kind is SpotKind.CELL:
                self._filled[spot.row, spot.column] = spot
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else min(len(self.grid.rows), MOST_ROWS)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.grid.width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = (index.row(), index.column())
        spot = self._filled.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            if spot is not None and (spot.kind is SpotKind.CELL or index.row() == spot.row + 1):
                return f"⟨{self._name_of(spot)}⟩"
            return self.grid.rows[place[0]][place[1]]
        if role == Qt.ItemDataRole.BackgroundRole and spot is not None:
            return QColor(theme().category("service").fill)
        if role == Qt.ItemDataRole.ForegroundRole and spot is not None:
            return QColor(theme().category("service").text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.grid.rows[place[0]][place[1]] or _("blank")
            filled = _("filled with {field}").format(field=self._name_of(spot)) if spot else ""
            return " ".join(part for part in (address(*place), words, filled) if part)
        return None


class FormPreview(QTableView):
    """The grid; arrows walk, Enter or a click asks what a cell is filled with. `asked` carries row and column."""

    asked = Signal(int, int)

    def __init__(self, name_of: Callable[[Spot], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = GridModel(name_of, self)
        self.setModel(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("The form"))
        self.setProperty("scrolls", "the office's own sheet, as wide as the office made it")
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._ask(now))
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.setFont(font("small"))
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.horizontalHeader().setDefaultSectionSize(px(104))
        self.horizontalHeader().setFont(font("note"))
        self.verticalHeader().setFont(font("note"))

    def show_grid(self, grid: Grid, spots: Sequence[Spot]) -> None:
        """Show a grid with its places; the cell in hand stays in hand."""
        at = self.currentIndex()
        place = (at.row(), at.column()) if at.isValid() and self.cells.grid.name == grid.name else None
        quiet = QSignalBlocker(self.selectionModel())
        self.clearSpans()
        self.cells.show_grid(grid, spots)
        for top, left, bottom, right in grid.merges:
            if bottom < MOST_ROWS and (bottom > top or right > left):
                self.setSpan(top, left, bottom - top + 1, right - left + 1)
        if place is not None:
            self.setCurrentIndex(self.cells.index(*place))
        quiet.unblock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks again about the cell in hand."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _ask(self, index: AnyIndex) -> None:
        if index.isValid():
            self.asked.emit(*self.cells.grid.anchor(index.row(), index.column()))
