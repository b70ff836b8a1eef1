"""The rows behind a figure, in the right-hand panel; Enter or a double click opens one."""

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
from neighborcenter.reports.figures import number_words
from neighborcenter.reports.rows import Behind, BehindRow
from ui.kit.labels import Label
from ui.kit.paint import fill, words
from ui.kit.theme import px, theme, theme_changed

AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole) + 1


class _Rows(QAbstractListModel):
    def __init__(self, rows: tuple[BehindRow, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

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

    def __init__(self, behind: Behind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.behind = behind
        self.setWindowTitle(behind.title)
        rate = behind.measure == "rate"
        total = number_words(behind.total, rate=rate) if rate else f"{behind.total:,.1f}".removesuffix(".0")
        self.sum = Label(
            _("{count} rows, together {total}").format(count=len(behind.rows), total=total), "small", "text2"
        )
        self.heads = Label(" · ".join(behind.columns), "note", "text3", wrap=True)
        self.list = QListView()
        self.list.setModel(_Rows(behind.rows, self))
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
        self.nothing.setVisible(not behind.rows)
        self.list.setVisible(bool(behind.rows))
        if not behind.rows:
            layout.addStretch(1)
        theme_changed.connect(self.list.viewport().update)

    def _on_activated(self, index: QModelIndex) -> None:
        row: BehindRow = index.data(_ROW)
        self.opened.emit(row.kind, row.ref)
