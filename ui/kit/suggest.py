"""The list under a search box: 6 to 8 rows, the first one chosen already, hit characters colored and bold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from neighborcenter.kit.matching import matched
from ui.kit import rare
from ui.kit.icons import paint_icon
from ui.kit.inputs import PinyinLineEdit
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import font, px, theme, theme_changed

ROWS = 8
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row: a name, a line below it, the word for its kind, its icon on a category's plate, and its object."""

    title: str
    note: str = ""
    kind: str = ""
    icon: str = "user"
    category: str = "lending"
    beside: str = ""
    data: Any = None


@dataclass(frozen=True, slots=True)
class NewOne:
    """The last row: make a new record with what was typed. Never chosen by itself when other rows exist."""

    text: str
    typed: str


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[Suggestion | NewOne] = []
        self.query = ""

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        item = self.items[index.row()]
        if isinstance(item, NewOne):
            return item.text
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        return ", ".join(part for part in (item.title, item.kind, item.note) if part)


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item = index.model().items[index.row()]  # type: ignore[attr-defined]
        return QSize(px(200), px(38 if isinstance(item, NewOne) else 46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rows: _Rows = index.model()  # type: ignore[assignment]
        item, look = rows.items[index.row()], theme()
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            fill(painter, rect, px(8), look.hover)
        if isinstance(item, NewOne):
            side = px(18)
            paint_icon(painter, "plus", look.accent_text,
                       QRectF(rect.left() + px(16), rect.center().y() - side / 2, side, side))  # fmt: skip
            words(painter, rect.adjusted(px(52), 0, -px(12), 0), item.text, "body strong", look.accent_text)
            return
        self._paint_plate(painter, rect, item)
        right = self._paint_right(painter, rect, item, index.row(), chosen=chosen)
        left = rect.left() + px(52)
        middle = rect.center().y()
        upper = (
            QRectF(left, middle - px(20), right - left, px(20))
            if item.note
            else QRectF(left, rect.top(), right - left, rect.height())
        )
        used = self._paint_title(painter, upper, item.title, rows.query)
        if item.beside:
            words(painter, upper.adjusted(used + px(8), 0, 0, 0), item.beside, "small", look.text3)
        if item.note:
            words(painter, QRectF(left, middle, right - left, px(19)), item.note, "small", look.text2)

    def _paint_plate(self, painter: QPainter, rect: QRectF, item: Suggestion) -> None:
        look = theme().category(item.category)
        plate = QRectF(rect.left() + px(9), rect.center().y() - px(16), px(32), px(32))
        fill(painter, plate, px(8), look.fill)
        inset = px(7)
        paint_icon(painter, item.icon, look.text, plate.adjusted(inset, inset, -inset, -inset))

    def _paint_right(
        self, painter: QPainter, rect: QRectF, item: Suggestion, row: int, *, chosen: bool
    ) -> float:
        look, right = theme(), rect.right() - px(12)
        side = px(16)
        if chosen:
            paint_icon(
                painter,
                "corner-down-left",
                look.text2,
                QRectF(right - side, rect.center().y() - side / 2, side, side),
            )
        elif row < 9:
            words(painter, QRectF(right - side, rect.top(), side, rect.height()), str(row + 1), "small", look.text2,
                  Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        right -= side + px(8)
        if not item.kind:
            return right
        right -= px(4)
        wide = width_of(item.kind, "small") + 2
        words(painter, QRectF(right - wide, rect.top(), wide, rect.height()), item.kind, "small", look.text2)
        return right - wide - px(8)

    def _paint_title(self, painter: QPainter, rect: QRectF, title: str, query: str) -> float:
        """The name, its hit characters colored and bold; returns how wide it came out."""
        rare.ensure(title)
        hits, left = set(matched(title, query)), rect.left()
        for place, char in enumerate(title):
            made = font("body bold" if place in hits else "body strong")
            wide = QFontMetricsF(made).horizontalAdvance(char)
            if left + wide > rect.right():
                words(painter, QRectF(left, rect.top(), px(14), rect.height()), "…", made)
                break
            painter.setFont(made)
            painter.setPen(theme().accent_text if place in hits else theme().text)
            painter.drawText(
                QRectF(left, rect.top(), wide + 1, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), char
            )
            left += wide
        return left - rect.left()


class SuggestList(QListView):
    """Rows for a ``PinyinLineEdit``; the caret stays in the box and the list follows its keys.

    As a popup it floats below the box; otherwise put it into a layout. Up and Down walk, Enter takes the row,
    1 to 9 take a row when the box holds letters and the IME is at rest, Esc closes the popup.
    """

    chosen = Signal(object)  # the Suggestion
    created = Signal(str)  # what was typed, for a new record

    def __init__(self, box: PinyinLineEdit, *, popup: bool = True, rows: int = ROWS) -> None:
        super().__init__(box.window() if popup else box.parentWidget())
        self.box, self._popup, self._most = box, popup, rows
        # Words of the last row for what was typed; empty words mean no such row.
        self.new_text: Callable[[str], str] | None = None
        # Where figures mean something else (how many), they do not take a row.
        self.digits_take = True
        self._above: list[QWidget] = []  # what carries the box while the popup is open
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(box.accessibleName())
        self.setMouseTracking(True)
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(lambda index: self.take(index.row()))
        box.installEventFilter(self)
        theme_changed.connect(self.restyle)
        self.restyle()
        if popup:
            self.hide()

    @property
    def items(self) -> list[Suggestion | NewOne]:
        """The rows on show."""
        return list(self._rows.items)

    def set_items(self, items: list[Suggestion], query: str = "") -> None:
        """Show these rows for what was typed; the first is chosen. No rows and no new record: nothing to show."""
        rows: list[Suggestion | NewOne] = list(items[: self._most])
        new = self.new_text(query) if self.new_text is not None and query else ""
        if new:
            rows.append(NewOne(new, query))
        self._rows.beginResetModel()
        self._rows.items, self._rows.query = rows, query
        self._rows.endResetModel()
        if rows and items:
            self.setCurrentIndex(self._rows.index(0, 0))
        self.updateGeometry()
        if self._popup:
            if self.parentWidget() is not self.box.window():
                self.setParent(self.box.window())
            self._place()
            self.setVisible(bool(rows) and self.box.hasFocus())
            self.raise_()

    def take(self, row: int | None = None) -> bool:
        """Choose a row (else the current one); False when there is none."""
        place = self.currentIndex().row() if row is None else row
        if not 0 <= place < len(self._rows.items):
            return False
        item = self._rows.items[place]
        if self._popup:
            self.hide()
        if isinstance(item, NewOne):
            self.created.emit(item.typed)
        else:
            self.chosen.emit(item)
        return True

    def restyle(self) -> None:
        edge = px(5) if self._popup else 0
        self.setViewportMargins(edge, edge, edge, edge)
        if self._popup:
            self.setStyleSheet(
                f"SuggestList {{ border: 1px solid {theme().border.name()}; border-radius: {px(10)}px; }}"
            )
        self._rows.layoutChanged.emit()
        self.updateGeometry()

    def wanted_height(self) -> int:
        """How high all rows are together."""
        heights = sum(self.sizeHintForRow(row) for row in range(len(self._rows.items)))
        return heights + (px(10) + 2 if self._popup else 0)

    def sizeHint(self) -> QSize:
        return QSize(px(260), self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Stay below the box whatever grows above it meanwhile."""
        super().showEvent(event)
        above = self.box.parentWidget() if self._popup else None
        while above is not None and not above.isWindow():
            self._above.append(above)
            above.installEventFilter(self)
            above = above.parentWidget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing to follow any more."""
        super().hideEvent(event)
        for above in self._above:
            above.removeEventFilter(self)
        self._above.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if self._above and moved and (watched is self.box or watched in self._above):
            self._place()
            return False
        if watched is not self.box:
            return bool(super().eventFilter(watched, event))
        if event.type() == QEvent.Type.FocusOut and self._popup:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if self.box.composing or not self._rows.items or (self._popup and not self.isVisible()):
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            place = (max(self.currentIndex().row(), -1) + step) % len(self._rows.items)
            self.setCurrentIndex(self._rows.index(place, 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            return self.take()
        if key == Qt.Key.Key_Escape and self._popup:
            self.hide()
            return True
        digit = key - Qt.Key.Key_0
        typed = self.box.text()
        # Digits belong to phone and house numbers too: they pick only behind letters or characters.
        if (
            self.digits_take
            and plain
            and 1 <= digit <= 9
            and typed
            and not any(char.isdigit() for char in typed)
        ):
            return self.take(digit - 1)
        return False

    def _place(self) -> None:
        corner = self.box.mapTo(self.window(), QPoint(0, self.box.height() + px(4)))
        height = min(self.wanted_height(), max(self.window().height() - corner.y() - px(8), px(60)))
        self.setGeometry(corner.x(), corner.y(), max(self.box.width(), px(220)), height)
