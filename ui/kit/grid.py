"""The grid of a list: rows painted whole (hover, selection, focus), a quiet header, the keyboard complete.

Every visible row is painted in one go by `RowPainter` instead of cell by cell through a delegate, so that the
selected row can be one rounded shape, and so that scrolling stays cheap.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.kit.columns import Column, Mark, Sort
from ui.kit.icons import paint_icon
from ui.kit.rows import RowModel
from ui.kit.theme import font, px, theme

ROW_HEIGHT = 40
HEADER_HEIGHT = 36


class GridHeader(QHeaderView):
    """Column titles in note type; a click sorts, an arrow says which way."""

    sort_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sort: Sort | None = None
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(24))
        self.setStretchLastSection(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionClicked.connect(self._on_clicked)

    def columns(self) -> list[Column]:
        """Return the columns of the list."""
        model = self.model()
        return model.columns if isinstance(model, RowModel) else []

    def _on_clicked(self, section: int) -> None:
        key = self.columns()[section].sort_key
        if key is None:
            return
        down = self.sort is not None and self.sort.key == key and not self.sort.descending
        self.sort = Sort(key, down)
        self.viewport().update()
        self.sort_wanted.emit(self.sort)

    def sizeHint(self) -> Any:
        """Keep the header at its own height in every size mode."""
        hint = super().sizeHint()
        hint.setHeight(px(HEADER_HEIGHT))
        return hint

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title."""
        columns = self.columns()
        if not rect.isValid() or section >= len(columns):
            return
        look, column = theme(), columns[section]
        sorted_by = self.sort is not None and self.sort.key == column.sort_key
        painter.save()
        painter.setFont(font("note strong") if sorted_by else font("note"))
        painter.setPen(look.text if sorted_by else look.text3)
        inner = QRectF(rect).adjusted(px(12), 0, -px(8), 0)
        if sorted_by and self.sort is not None:
            side = px(14)
            words = QFontMetrics(painter.font()).horizontalAdvance(column.name())
            left = (
                inner.right() - side
                if column.align == "right"
                else min(inner.left() + words + px(4), inner.right() - side)
            )
            box = QRectF(left, inner.center().y() - side / 2, side, side)
            paint_icon(painter, "arrow-down" if self.sort.descending else "arrow-up", look.text, box)
            if column.align == "right":
                inner.adjust(0, 0, -side - px(4), 0)
        flags = _flags(column) | Qt.TextFlag.TextSingleLine
        text = QFontMetrics(painter.font()).elidedText(
            column.name(), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, int(flags), text)
        painter.setPen(QPen(look.border, 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


def _flags(column: Column) -> Qt.AlignmentFlag:
    side = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}.get(
        column.align, Qt.AlignmentFlag.AlignHCenter
    )
    return side | Qt.AlignmentFlag.AlignVCenter


class RowPainter:
    """Paints whole rows. Made once per paint event: fonts and colors are looked up once."""

    def __init__(self, view: Grid, painter: QPainter) -> None:
        self.view, self.painter, self.look = view, painter, theme()
        self.body, self.strong, self.note = font("body"), font("body strong"), font("note strong")
        self.metrics = {True: QFontMetrics(self.strong), False: QFontMetrics(self.body)}
        self.note_metrics = QFontMetrics(self.note)
        self.pad = px(12)

    def ground(self, box: QRectF, *, selected: bool, hovered: bool, focused: bool) -> None:
        """Paint what lies under the words of one row."""
        shape = box.adjusted(px(4), 1, -px(4), -1)
        painter, look = self.painter, self.look
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.tint if selected else look.hover)
            painter.drawRoundedRect(shape, px(8), px(8))
        else:
            painter.setPen(QPen(look.border, 0))
            painter.drawLine(
                QPointF(shape.left() + px(8), box.bottom()), QPointF(shape.right() - px(8), box.bottom())
            )
        if selected:
            painter.setBrush(look.accent)
            bar = QRectF(shape.left(), shape.top() + px(8), 3.5, shape.height() - px(16))
            painter.drawRoundedRect(bar, 1.75, 1.75)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.focus, 2))
            painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), px(7), px(7))

    def waiting(self, box: QRectF) -> None:
        """Paint a row whose words are still on their way."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.look.sunken)
        height = px(12)
        bar = QRectF(
            box.left() + px(16), box.center().y() - height / 2, min(box.width() * 0.4, 320.0), height
        )
        self.painter.drawRoundedRect(bar, px(4), px(4))

    def cell(self, box: QRectF, column: Column, value: object) -> None:
        """Paint one cell."""
        inner = box.adjusted(self.pad, 0, -px(8), 0)
        if inner.width() < 4:
            return
        if isinstance(value, Mark):
            self.mark(inner, value)
            return
        text = str(value)
        if not text:
            return
        metrics = self.metrics[column.strong]
        painter = self.painter
        painter.setFont(self.strong if column.strong else self.body)
        painter.setPen(self.look.text if column.strong or column.align == "right" else self.look.text2)
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, int(_flags(column)) | int(Qt.TextFlag.TextSingleLine), text)

    def mark(self, inner: QRectF, mark: Mark) -> None:
        """Paint a chip: words on the pale body of its kind, with an icon."""
        if not mark.text:
            return
        painter, colors = self.painter, self.look.category(mark.category)
        height, side = px(24), px(14) if mark.icon else 0
        width = self.note_metrics.horizontalAdvance(mark.text) + px(20) + (side + px(4) if side else 0)
        chip = QRectF(inner.left(), inner.center().y() - height / 2, min(width, inner.width()), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.fill)
        painter.drawRoundedRect(chip, height / 2, height / 2)
        left = chip.left() + px(10)
        if side:
            paint_icon(
                painter, mark.icon, colors.text, QRectF(left, chip.center().y() - side / 2, side, side)
            )
            left += side + px(4)
        painter.setFont(self.note)
        painter.setPen(colors.text)
        room = QRectF(left, chip.top(), chip.right() - left - px(6), chip.height())
        text = self.note_metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, int(room.width()) + 2)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), text)


class Grid(QTableView):
    """The scrolling part of a list."""

    typed = Signal(str)
    """A letter typed on the list: it belongs to the filter line."""
    opened = Signal(int)
    """Enter or double click on a row; its id."""
    room_changed = Signal()
    """The rows have more or less width than before."""

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = -1
        self._under_header = GridHeader(self)
        self.setHorizontalHeader(self._under_header)
        self.setModel(model)
        model.look_from(lambda: max(0, self.rowAt(0)))
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        # A read-only list keeps the input method off, or a typed letter would open its candidate window
        # instead of reaching keyPressEvent.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.doubleClicked.connect(self._on_double_clicked)
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another width to share."""
        super().resizeEvent(event)
        self.room_changed.emit()

    @property
    def header(self) -> GridHeader:
        """The column titles."""
        return self._under_header

    def rows_model(self) -> RowModel:
        """Return the model with its own type."""
        model = self.model()
        assert isinstance(model, RowModel)
        return model

    def restyle(self) -> None:
        """Take sizes and colors of the theme again."""
        vertical = self.verticalHeader()
        vertical.setDefaultSectionSize(px(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(px(ROW_HEIGHT))
        self.viewport().update()
        self._under_header.viewport().update()
        self._under_header.setFixedHeight(px(HEADER_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible rows whole."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme().surface)
        model = self.rows_model()
        count, height = model.rowCount(), self.verticalHeader().defaultSectionSize()
        if not count or height <= 0:
            painter.end()
            return
        rows = RowPainter(self, painter)
        offset = self.verticalOffset()
        first = max(0, (offset + event.rect().top()) // height)
        last = min(count - 1, (offset + event.rect().bottom()) // height)
        chosen = self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        left = -self.horizontalOffset()
        full = max(self.viewport().width(), self._under_header.length())
        cells = [
            (column, self.columnViewportPosition(place), self.columnWidth(place))
            for place, column in enumerate(model.columns)
            if not self.isColumnHidden(place)
        ]
        for line in range(first, last + 1):
            top = line * height - offset
            box = QRectF(left, top, full, height)
            selected = chosen.isRowSelected(line, QModelIndex())
            rows.ground(box, selected=selected, hovered=line == self._hovered, focused=line == current)
            row = model.row_at(line)
            if row is None:
                rows.waiting(box)
                continue
            for column, start, width in cells:
                rows.cell(QRectF(start, top, width, height), column, column.value(row))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the hovered row when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, and let the row now under the pointer be the hovered one."""
        super().wheelEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def _hover(self, line: int) -> None:
        if line == self._hovered:
            return
        before, self._hovered = self._hovered, line
        for changed in (before, line):
            if changed >= 0:
                self._update_row(changed)

    def _update_row(self, line: int) -> None:
        height = self.verticalHeader().defaultSectionSize()
        top = line * height - self.verticalOffset()
        self.viewport().update(0, top, self.viewport().width(), height + 1)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Repaint both rows whole: their focus frame spans all columns."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self._update_row(index.row())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        ref = self.rows_model().id_at(index.row())
        if ref is not None:
            self.opened.emit(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, Home and End jump, letters go to the filter line."""
        key, held = event.key(), event.modifiers()
        plain = not held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            ref = self.rows_model().id_at(self.currentIndex().row())
            if ref is not None:
                self.opened.emit(ref)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self.go_to_line(0 if key == Qt.Key.Key_Home else self.rows_model().rowCount() - 1)
        elif plain and key != Qt.Key.Key_Space and event.text() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            # Not QTableView's own: it would swallow Ctrl+C and search by letter through 1,000,000 rows.
            if key == Qt.Key.Key_C and held & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters narrow the list instead of jumping in it."""

    def go_to_line(self, line: int) -> None:
        """Select one line and scroll to it."""
        if not 0 <= line < self.rows_model().rowCount():
            return
        index = self.rows_model().index(line, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)
