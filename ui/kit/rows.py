"""RowModel: all ids of a list, and the rows of the part that is looked at.

A list of 1,000,000 rows costs 8 MB (one 64-bit number each) and no row is read before it comes near the window.
Rows arrive in pages of 100 through the quick lane; a row that is not there yet is drawn as a pale bar.

A source that can be read in parts gives the first few hundred ids at once; the next ones follow when one scrolls
near their end, and how many there are in all is counted meanwhile.
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
FIRST_PART = 400
LARGEST_PART = 10_000
"""Ids read at once by scrolling on: each part is as long as all before it, up to this."""
KEEP_PAGES = 60

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


_Answer = tuple["array[int]", int, dict[int, Any], bool]


def _part(
    source: RowSource, read: Any, where: Where, sort: Sort | None, after: int | None, count: int
) -> Sequence[int] | None:
    part = getattr(source, "part", None)
    return None if part is None else part(read, where, sort, after, count)


class RowModel(QAbstractTableModel):
    """Ids of everything, rows of a window. Feed it with `load`."""

    loaded = Signal()
    """After the ids have arrived and the first rows with them."""
    count_changed = Signal(int)
    counted = Signal(int)
    """How many rows there are in all, when only a part of their ids has been read."""

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
        self.has_more = False
        self._fetching = False
        self._sought: tuple[Where, Sort | None] = (Where(), None)

    def look_from(self, top: Callable[[], int]) -> None:
        """Ask this function for the first visible row, to read the right rows with the ids."""
        self._top = top

    def load(self, where: Where, sort: Sort | None) -> None:
        """Read the list again; what is shown stays until the answer is here."""
        source, top = self.source, max(0, self._top() - PAGE // 2)
        known = len(self.ids) if (where, sort) == self._sought else 0
        first = max(FIRST_PART, top + 3 * PAGE, min(known, LARGEST_PART))
        self._sought = (where, sort)

        def read_all(read: Any) -> _Answer:
            part = _part(source, read, where, sort, None, first)
            ids = array("q", source.ids(read, where, sort) if part is None else part)
            start = min(top, max(0, len(ids) - PAGE)) // PAGE * PAGE
            wanted = list(ids[start : start + 2 * PAGE])
            rows = {row.id: row for row in source.rows(read, wanted)} if wanted else {}
            return ids, start, rows, part is not None and len(part) == first

        Query(self, read_all, key="list", lane="quick").then(self._on_loaded).start()

    def _on_loaded(self, answer: _Answer) -> None:
        ids, start, rows, more = answer
        same = ids == self.ids
        if not same:
            self.beginResetModel()
        self._round += 1
        self.ids, self.has_more, self._fetching = ids, more, False
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
        if more:
            self._count()

    def _count(self) -> None:
        """Ask how many there are, behind the rows that are looked at."""
        count, (where, _sort), round_ = getattr(self.source, "count", None), self._sought, self._round
        if count is not None:
            Query(self, lambda read: count(read, where), key="count", lane="work").then(
                lambda many: self.counted.emit(many) if many is not None and round_ == self._round else None
            ).start()

    def canFetchMore(self, _parent: _Index = _NOWHERE) -> bool:
        """Whether there are ids that have not been read."""
        return self.has_more and not self._fetching

    def fetchMore(self, _parent: _Index = _NOWHERE) -> None:
        """Read the next ids; the view asks when its end is near."""
        if not self.canFetchMore():
            return
        self._fetching = True
        source, (where, sort), round_ = self.source, self._sought, self._round
        after, count = self.ids[-1], min(LARGEST_PART, len(self.ids))
        (
            Query(self, lambda read: _part(source, read, where, sort, after, count), key="part", lane="quick")
            .then(lambda part: self._on_part(round_, part or (), count))
            .start()
        )

    def _on_part(self, round_: int, part: Sequence[int], asked: int) -> None:
        if round_ != self._round:
            return
        at = len(self.ids)
        # A page that was only half there when it was read is read again.
        self._pages.pop(at // PAGE, None)
        if part:
            self.beginInsertRows(_NOWHERE, at, at + len(part) - 1)
            self.ids.extend(part)
            self.endInsertRows()
        # Only now: whoever hears of the rows may ask for more behind the last of them.
        self._fetching, self.has_more = False, len(part) == asked
        self.count_changed.emit(len(self.ids))

    def with_all(self, run: Callable[[list[int]], object]) -> None:
        """Do it with the ids of the whole list; those that were not read yet are read first."""
        if not self.has_more:
            run(list(self.ids))
            return
        source, (where, sort) = self.source, self._sought
        Query(self, lambda read: list(source.ids(read, where, sort)), key="all", lane="work").then(
            run
        ).start()

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

    def rows_read(self, most: int) -> list[Any]:
        """Return some of the rows that are here already, at most so many; nothing is read for it."""
        return [row for page in self._pages.values() for row in page.values()][:most]

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
