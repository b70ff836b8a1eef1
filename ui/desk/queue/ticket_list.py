"""The list of numbers: in line in the order of calling, then those put aside or not there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from neighborcenter.kit.i18n import _
from ui.desk.queue.views import TicketLine
from ui.kit.paint import chip, chip_width, row_ground, width_of, words
from ui.kit.theme import px, theme, theme_changed

AnyIndex = QModelIndex | QPersistentModelIndex
_CODE_WIDE = 62


def minutes_text(minutes: int) -> str:
    """ "9 min"."""
    return _("{count} min").format(count=minutes)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[TicketLine, ...] = ()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.code
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                line.code,
                line.who,
                line.what,
                line.priority,
                line.state_text,
                minutes_text(line.minutes),
            )
            return ", ".join(part for part in parts if part)
        return None


class _TicketPainter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(px(200), px(58))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rows: _Lines = index.model()  # type: ignore[assignment]
        line, look = rows.lines[index.row()], theme()
        rect = row_ground(painter, option, index.row(), keep=True)
        upper = QRectF(rect.left() + px(8), rect.top() + px(6), rect.width() - px(16), px(23))
        lower = upper.translated(0, px(23))
        code = QRectF(upper.left(), upper.top(), px(_CODE_WIDE), upper.height())
        aside = line.state != "waiting"
        words(painter, code, line.code, "section", look.text2 if aside else look.text)
        kind = _("First") if line.first else _("Usual")
        words(
            painter, code.translated(0, px(23)), kind, "note strong" if line.first else "note",
            look.accent_text if line.first else look.text2,
        )  # fmt: skip
        right = self._right(painter, upper, line)
        left = upper.left() + px(_CODE_WIDE)
        wide = min(width_of(line.who, "body strong"), right - left)
        words(
            painter, QRectF(left, upper.top(), wide + 1, upper.height()), line.who, "body strong", look.text
        )
        room = right - left - wide - px(8)
        if line.priority and chip_width(line.priority) <= room:
            chip(painter, QPointF(left + wide + px(8), upper.center().y()), line.priority, "notice")
        words(
            painter,
            QRectF(left, lower.top(), lower.right() - left, lower.height()),
            line.what,
            "small",
            look.text2,
        )

    def _right(self, painter: QPainter, upper: QRectF, line: TicketLine) -> float:
        """The wait, amber from eight minutes on; what became of a number that left the line.  Gives its left edge."""
        look = theme()
        if line.state != "waiting":
            icon = "pause" if line.state == "held" else "user-x"
            wide = chip_width(line.state_text, icon)
            chip(painter, QPointF(upper.right() - wide, upper.center().y()), line.state_text, "closed", icon)
            return upper.right() - wide - px(6)
        text = minutes_text(line.minutes)
        ink = look.category("notice").text if line.late else look.text2
        role = "small strong" if line.late else "small"
        words(painter, upper, text, role, ink, Qt.AlignmentFlag.AlignRight)
        return upper.right() - width_of(text, role) - px(6)


class TicketList(QListView):
    """Enter calls the number out of its turn; the menu holds what else can be done."""

    call_wanted = Signal(object)
    menu_wanted = Signal(object, object)  # the line, where

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_TicketPainter(self))
        self.setAccessibleName(_("Numbers in line"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.doubleClicked.connect(lambda _index: self._call())
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._lines.layoutChanged.emit()

    @property
    def lines(self) -> tuple[TicketLine, ...]:
        """The numbers on show."""
        return self._lines.lines

    def show_lines(self, lines: tuple[TicketLine, ...]) -> None:
        """Show these, keeping the one that was chosen."""
        if lines == self._lines.lines:
            return
        kept = self.current()
        self._lines.beginResetModel()
        self._lines.lines = lines
        self._lines.endResetModel()
        for row, line in enumerate(lines):
            if kept is not None and line.id == kept.id:
                self.setCurrentIndex(self._lines.index(row, 0))

    def current(self) -> TicketLine | None:
        """The chosen number."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter calls; the menu key opens the menu."""
        line = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self._call()
        elif event.key() == Qt.Key.Key_Menu and line is not None:
            place = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(line, self.viewport().mapToGlobal(place))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the number under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(self._lines.lines[index.row()], event.globalPos())

    def _call(self) -> None:
        line = self.current()
        if line is not None:
            self.call_wanted.emit(line)
