"""The rows behind a figure, in the right-hand panel; Enter or a double click opens one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import Month
from neighborcenter.reports.behind import rows_behind
from neighborcenter.reports.figures import number_words
from neighborcenter.reports.params import Days
from neighborcenter.reports.rows import Behind, BehindRow
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.kit.paint import fill, words
from ui.kit.shown import set_shown
from ui.kit.theme import px, theme, theme_changed

AnyIndex = QModelIndex | QPersistentModelIndex
AT_FIRST = 500
"""Rows that are read at once; ten times as many when one scrolls to their end."""
_ROW = int(Qt.ItemDataRole.UserRole) + 1


class _Rows(QAbstractListModel):
    ended = Signal()

    def __init__(self, behind: Behind, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self.many = behind.rows, behind.count
        self.awaits = True

    def add(self, rows: tuple[BehindRow, ...]) -> None:
        """Go on with the rows behind those that are known."""
        known = len(self._rows)
        self.beginInsertRows(QModelIndex(), known, max(known, len(rows) - 1))
        self._rows = rows
        self.endInsertRows()

    def canFetchMore(self, _parent: AnyIndex | None = None) -> bool:
        """Whether there are rows that have not been read."""
        return self.awaits and len(self._rows) < self.many

    def fetchMore(self, _parent: AnyIndex | None = None) -> None:
        """Ask for them once."""
        self.awaits = False
        self.ended.emit()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "  ".join(cell for cell in row.cells if cell)
        return row if role == _ROW else None


class _Look(QStyledItemDelegate):
    """Two lines: what it is about, and the rest below."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(px(120), px(50))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: BehindRow = index.data(_ROW)
        look, box = theme(), QRectF(option.rect)
        state = option.state
        body = box.adjusted(0, px(1), -px(4), -px(1))
        if state & QStyle.StateFlag.State_Selected:
            fill(painter, body, px(8), look.tint, look.tint_border)
        elif state & QStyle.StateFlag.State_MouseOver:
            fill(painter, body, px(8), look.hover)
        line = body.adjusted(px(8), px(4), -px(8), -px(4))
        half = line.height() / 2
        above = "  ".join(cell for cell in row.cells[:2] if cell)
        below = "  ".join(cell for cell in row.cells[2:] if cell)
        words(painter, QRectF(line.x(), line.y(), line.width(), half), above, "body", look.text)
        words(painter, QRectF(line.x(), line.y() + half, line.width(), half), below, "small", look.text2)


class BehindPanel(QWidget):
    """A list of rows with their sum, which is the figure. `opened` carries ("visit", id) and the like."""

    opened = Signal(str, int)
    ended = Signal(int)
    """The last of so many rows is in sight, and there are more."""

    def __init__(self, behind: Behind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.behind = behind
        self.setWindowTitle(behind.title)
        rate = behind.measure == "rate"
        total = number_words(behind.total, rate=rate) if rate else f"{behind.total:,.1f}".removesuffix(".0")
        self.sum = Label(
            _("{count} rows, together {total}").format(count=f"{behind.count:,}", total=total),
            "small",
            "text2",
        )
        self.heads = Label(" · ".join(behind.columns), "note", "text3", wrap=True)
        self.list = QListView()
        self.rows = _Rows(behind, self)
        self.rows.ended.connect(lambda: self.ended.emit(len(self.behind.rows)))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Look(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(behind.title)
        self.list.activated.connect(self._on_activated)
        self.nothing = Label(_("Nothing was counted here."), "body", "text2", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        for part in (self.sum, self.heads):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)
        set_shown(self.nothing, not behind.rows)
        set_shown(self.list, bool(behind.rows))
        if not behind.rows:
            layout.addStretch(1)
        theme_changed.connect(self.list.viewport().update)

    def add(self, behind: Behind) -> None:
        """Go on with the rows that were asked for."""
        if len(behind.rows) > len(self.behind.rows):
            self.behind = behind
            self.rows.add(behind.rows)
            self.rows.awaits = True

    def _on_activated(self, index: QModelIndex) -> None:
        row: BehindRow = index.data(_ROW)
        self.opened.emit(row.kind, row.ref)


def open_behind(
    owner: QWidget, figure: str, days: Month | Days, shown: Callable[[BehindPanel], object]
) -> None:
    """Read the first rows behind a figure and hand their panel to `shown`; it reads on as one scrolls."""

    def ask(most: int, widget: QWidget, then: Callable[[Behind], object]) -> None:
        Query(widget, lambda read: rows_behind(read, figure, days, most), key="behind").then(then).start()

    def made(behind: Behind) -> None:
        panel = BehindPanel(behind)
        panel.ended.connect(lambda known: ask(known * 10, panel, panel.add))
        shown(panel)

    ask(AT_FIRST, owner, made)
