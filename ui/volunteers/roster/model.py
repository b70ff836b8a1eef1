"""The grid's table: a layout's rows, the days, and a last column with the sums."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from ui.volunteers.roster.layout import Cell, Layout

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
TOTAL_ROLE = int(Qt.ItemDataRole.UserRole) + 2
AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EMPTY = Cell()


class RosterModel(QAbstractTableModel):
    """Shows a layout; empty until the first one has been read."""

    layout_shown: Layout | None = None

    def show_layout(self, layout: Layout | None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.layout_shown = layout
        self.endResetModel()

    def refresh(self) -> None:
        """The places changed, the rows did not."""
        if self.layout_shown is not None and self.rowCount():
            self.layout_shown.refresh()
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """As many as the layout has."""
        return 0 if parent.isValid() or self.layout_shown is None else len(self.layout_shown.rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """The days and the sums."""
        if parent.isValid() or self.layout_shown is None:
            return 0
        return len(self.layout_shown.roster.days) + 1

    def is_total(self, column: int) -> bool:
        """Whether a column is that of the sums."""
        return self.layout_shown is not None and column == len(self.layout_shown.roster.days)

    def cell(self, index: AnyIndex) -> Cell:
        """What stands in a cell; empty outside the days."""
        shown = self.layout_shown
        if shown is None or not index.isValid() or self.is_total(index.column()):
            return _EMPTY
        return shown.cell(index.row(), shown.roster.days[index.column()])

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, a sentence for reading aloud, what the rules say, or the cell itself."""
        shown = self.layout_shown
        if shown is None or not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index)
        if self.is_total(index.column()):
            total = shown.total(index.row())
            if role == TOTAL_ROLE:
                return total
            spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return " ".join(part for part in total if part) if spoken else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(", ").join(part.text for part in self.cell(index).parts if part.pair)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown.sentence(index.row(), shown.roster.days[index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(shown.why(self.cell(index))) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The day, or who or what the row is."""
        shown = self.layout_shown
        if shown is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            row = shown.rows[section] if section < len(shown.rows) else None
            return " ".join(part for part in (row.title, row.note) if part) if row else None
        if self.is_total(section):
            return _("In all")
        return say_date(shown.roster.days[section]) if section < len(shown.roster.days) else None
