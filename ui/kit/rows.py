"""RowModel: all ids of a list, and the rows of the part that is looked at.

A list of 1,000,000 rows costs 8 MB (one 64-bit number each) and no row is read before it comes near the window.
Rows arrive in pages of 100 through the quick lane; a row that is not there yet is drawn as a pale bar.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.kit.columns import Column, Mark, RowSource, Sort, Where
from ui.kit.jobs import Query

PAGE = 100
KEEP_PAGES = 60

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowModel(QAbstractTableModel):
    """Ids of everything, rows of a window. Feed it with `load`."""

    loaded = Signal()
    """After the ids have arrived and the first rows with them."""
    count_changed = Signal(int)

    def __init__(self, columns: Sequence[Column], source: RowSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.source = source
        self.ids: array[int] = array("q")
        self.is_loaded = False
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._top: Callable[[], int] = lambda: 0
        self._round = 0

    def look_from(self, top: Callable[[], int]) -> None:
        """Ask this function for the first visible row, to read the right rows with the ids."""
        self._top = top

    def load(self, where: Where, sort: Sort | None) -> None:
        """Read the list again; what is shown stays until the answer is here."""
        source, top = self.source, max(0, self._top() - PAGE // 2)

        def read_all(read: Any) -> tuple[array[int], int, dict[int, Any]]:
            ids = array("q", source.ids(read, where, sort))
            start = min(top, max(0, len(ids) - PAGE)) // PAGE * PAGE
            wanted = list(ids[start : start + 2 * PAGE])
            return ids, start, {row.id: row for row in source.rows(read, wanted)} if wanted else {}

        Query(self, read_all, key="list", lane="quick").then(self._on_loaded).start()

    def _on_loaded(self, answer: tuple[array[int], int, dict[int, Any]]) -> None:
        ids, start, rows = answer
        same = ids == self.ids
        if not same:
            self.beginResetModel()
        self._round += 1
        self.ids = ids
        self._pages.clear()
        self._asked.clear()
        for page in (start // PAGE, start // PAGE + 1):
            if page * PAGE < len(ids):
                self._pages[page] = rows
        self.is_loaded = True
        if same:
            self._tell_changed(0, len(ids) - 1)
        else:
            self.endResetModel()
            self.count_changed.emit(len(ids))
        self.loaded.emit()

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def row_at(self, row: int) -> Any | None:
        """Return the row, or None while it is on its way."""
        if not 0 <= row < len(self.ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        return page.get(self.ids[row])

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        wanted = list(self.ids[number * PAGE : (number + 1) * PAGE])
        source, round_ = self.source, self._round
        (
            Query(self, lambda read: source.rows(read, wanted), key=("rows", number), lane="quick")
            .then(lambda rows: self._on_rows(round_, number, rows))
            .start()
        )

    def _on_rows(self, round_: int, number: int, rows: Sequence[Any]) -> None:
        if round_ != self._round:
            return
        self._asked.discard(number)
        self._pages[number] = {row.id: row for row in rows}
        while len(self._pages) > KEEP_PAGES:
            self._pages.popitem(last=False)
        self._tell_changed(number * PAGE, min(len(self.ids), (number + 1) * PAGE) - 1)

    def id_at(self, row: int) -> int | None:
        """Return the id in a line of the list."""
        return self.ids[row] if 0 <= row < len(self.ids) else None

    def line_of(self, ref: int) -> int | None:
        """Return the line of an id (a straight search: 1,000,000 ids take about 10 ms)."""
        try:
            return self.ids.index(ref)
        except ValueError:
            return None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Number of matching rows."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, alignment, sentence for reading aloud, row or id."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        column = self.columns[index.column()]
        if role == ID_ROLE:
            return self.ids[index.row()]
        if role == ROW_ROLE:
            return row
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(row)
        return None

    def sentence(self, row: Any) -> str:
        """Return the whole row as one sentence, for screen readers."""
        parts = [(column.name(), column.text(row)) for column in self.columns if not column.hidden]
        return "; ".join(f"{name} {text}" for name, text in parts if text)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].name() if 0 <= section < len(self.columns) else None
        return None


def cell_texts(columns: Sequence[Column], row: Any) -> list[str]:
    """Return one row as texts, for TSV."""
    return [column.text(row).replace("\t", " ").replace("\n", " ") for column in columns]


def is_mark(value: object) -> bool:
    """Return True for a cell that is drawn as a chip."""
    return isinstance(value, Mark)
