"""The inspection on the screen: the big numbers, then one table for every question; each line opens its rows."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from neighborcenter.kit.i18n import N_
from neighborcenter.reports.figures import Compared
from neighborcenter.reports.inspection.record import Headline, Inspection, Part, words
from ui.kit.labels import Label
from ui.kit.theme import font, px, theme_changed
from ui.reports.figure_board import FigureBoard, FigureTile

AnyIndex = QModelIndex | QPersistentModelIndex
TILES = 9


class _Lines(QAbstractTableModel):
    """The lines of a part and its total."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.part: Part | None = None

    def show_part(self, part: Part) -> None:
        self.beginResetModel()
        self.part = part
        self.endResetModel()

    def key(self, row: int) -> str:
        """What a line opens."""
        return self.part.lines[row].key if self.part is not None and row < len(self.part.lines) else ""

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if self.part is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.part.lines) + bool(self.part.totals)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if self.part is None or (parent is not None and parent.isValid()) else len(self.part.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.part is None or orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.part.heads[section].title
        if role == Qt.ItemDataRole.FontRole:
            return font("note")
        return self._stands(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.part is None:
            return None
        last = index.row() >= len(self.part.lines)
        cells = self.part.totals if last else self.part.lines[index.row()].cells
        if role == Qt.ItemDataRole.DisplayRole:
            cell = cells[index.column()]
            return "" if last and cell is None else words(cell)
        if role == Qt.ItemDataRole.FontRole and last:
            return font("body strong")
        if role == Qt.ItemDataRole.ToolTipRole and not self.part.heads[index.column()].number:
            return words(cells[index.column()])
        return self._stands(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _stands(self, column: int) -> int:
        assert self.part is not None
        side = Qt.AlignmentFlag.AlignRight if self.part.heads[column].number else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class PartTable(QTableView):
    """One question, as tall as its lines; a press or Enter on a line asks for its rows."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = _Lines(self)
        self.setModel(self.lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(lambda index: self._ask(index.row()))
        theme_changed.connect(self.restyle)

    def show_part(self, part: Part) -> None:
        """Show a question."""
        self.lines.show_part(part)
        self.setAccessibleName(part.title)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again; the table is as tall as its lines."""
        self.setFont(font("body"))
        # The heads begin where the words below them begin.
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {margin}px; }}")
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.horizontalHeader().setFixedHeight(px(32))
        self.setFixedHeight(px(32) * (self.lines.rowCount() + 1) + px(4))
        self._spread()

    def resizeEvent(self, event: Any) -> None:
        """Share the width out among the columns."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        part = self.lines.part
        if part is None:
            return
        whole = sum(head.width for head in part.heads)
        for at, head in enumerate(part.heads):
            self.setColumnWidth(at, int(self.viewport().width() * head.width / whole))

    def wheelEvent(self, event: Any) -> None:
        """The page scrolls, not the table."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the rows of the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._ask(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _ask(self, row: int) -> None:
        key = self.lines.key(row)
        if key:
            self.asked.emit(key)


class InspectionBoard(FigureBoard):
    """Tiles and tables (keys of figures: see `reports/behind.py`)."""

    called = N_("Inspection")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([FigureTile(compared=False) for _at in range(TILES)], parent)
        self.parts: dict[str, PartTable] = {}

    def show_record(self, record: Inspection) -> None:
        """Show a period."""
        for tile, one in zip(self.tiles, record.headlines, strict=True):
            tile.set_figure(_figure(one))
        for part in record.parts:
            if part.key not in self.parts:
                table = self.parts[part.key] = PartTable()
                table.asked.connect(self.asked)
                inside = QWidget()
                box = QVBoxLayout(inside)
                box.setContentsMargins(0, 0, 0, 0)
                box.addWidget(Label(part.note, "small", "text2", wrap=True))
                box.addWidget(table)
                self.add_card(part.title, inside)
            self.parts[part.key].show_part(part)


def _figure(one: Headline) -> Compared:
    return Compared(one.key, one.label, one.unit, one.value, None, None, one.decimals)
