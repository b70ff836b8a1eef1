"""The list at the door: large rows, a ring that becomes a tick, who came when. The caret stays in the search box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from ui.kit.icons import paint_icon
from ui.kit.paint import chip, chip_width, fill, outline, words
from ui.kit.theme import px, theme, theme_changed

AnyIndex = QModelIndex | QPersistentModelIndex
ROW = 52


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One line: `state` is "present", "excused" or "" while nobody has come; marks are (words, category, icon)."""

    key: tuple[str, int]
    enrollee_id: int | None
    attendance_id: int | None
    name: str
    note: str
    code: str
    heads: int
    state: str
    at: str
    marks: tuple[tuple[str, str, str], ...] = ()
    pickups: tuple[str, ...] = ()
    fetched: bool = False

    @property
    def came(self) -> bool:
        """Whether this line is ticked."""
        return self.state == "present"

    def sentence(self) -> str:
        """The line as it is read aloud."""
        state = (
            _("came {at}").format(at=self.at)
            if self.came
            else _("excused")
            if self.state
            else _("not here yet")
        )
        return ", ".join(
            part for part in (self.name, self.note, state, *(mark[0] for mark in self.marks)) if part
        )


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[DoorLine] = []

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        return line.sentence() if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(px(240), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: DoorLine = index.model().lines[index.row()]  # type: ignore[attr-defined]
        look, box = theme(), QRectF(option.rect).adjusted(px(4), 1, -px(4), -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill(painter, box, px(10), look.tint, look.tint_border)
        side = px(26)
        ring = QRectF(box.left() + px(12), box.center().y() - side / 2, side, side)
        self._ring(painter, ring, line)
        right = box.right() - px(14)
        if line.at:
            words(
                painter, QRectF(right - px(70), box.top(), px(70), box.height()), line.at, "body strong",
                look.text2, Qt.AlignmentFlag.AlignRight,
            )  # fmt: skip
        right -= px(80)
        for text, kind, icon in reversed(line.marks):
            wide = chip_width(text, icon)
            right -= wide
            chip(painter, QPointF(right, box.center().y()), text, kind, icon)
            right -= px(8)
        left = ring.right() + px(14)
        ink = look.text3 if line.state == "excused" else look.text
        upper = QRectF(left, box.top() + px(5), right - left, px(24))
        if not line.note:
            upper = QRectF(left, box.top(), right - left, box.height())
        words(painter, upper, line.name, "section", ink)
        if line.note:
            words(
                painter,
                QRectF(left, upper.bottom() - px(1), right - left, px(20)),
                line.note,
                "small",
                look.text2,
            )

    @staticmethod
    def _ring(painter: QPainter, ring: QRectF, line: DoorLine) -> None:
        look = theme()
        if line.came:
            fill(painter, ring, ring.height() / 2, look.category("service").bar)
            inner = ring.adjusted(px(4), px(4), -px(4), -px(4))
            paint_icon(painter, "check", look.surface, inner)
            return
        outline(painter, ring, ring.height() / 2, look.outline, 2)
        if line.state == "excused":
            paint_icon(painter, "minus", look.text2, ring.adjusted(px(5), px(5), -px(5), -px(5)))


class DoorList(QListView):
    """Who is expected. Up and Down walk, Enter and space tick; the search box hands its keys over."""

    ticked = Signal(object)
    """The DoorLine that was pressed."""
    excused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._all: list[DoorLine] = []
        self._typed, self._only = "", ""
        self._model = _Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(_("Who is expected"))
        self.clicked.connect(lambda _index: self.tick())
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Rows change their height with the size of the letters."""
        self._model.layoutChanged.emit()

    @property
    def lines(self) -> list[DoorLine]:
        """The lines in sight."""
        return list(self._model.lines)

    def show_lines(self, lines: Sequence[DoorLine]) -> None:
        """Show these; the cursor stays on the same person until that one is ticked."""
        before = self.current()
        states = {line.key: line.state for line in lines}
        self._all = list(lines)
        # Whoever has just been ticked is done with: the cursor goes on to the next who is not here.
        stays = before is not None and self._typed == "" and states.get(before.key) == before.state
        self._narrow(before.key if stays and before is not None else None)

    def narrow(self, typed: str, only: str | None = None) -> None:
        """Show those whose name or code fits; `only` is "", "missing" or "present"."""
        self._typed = typed
        if only is not None:
            self._only = only
        self._narrow(None)

    def _narrow(self, keep: tuple[str, int] | None) -> None:
        found = [line for line in self._all if self._fits(line)]
        if self._typed:
            # Whoever is not here yet comes first: those are looked for.
            found.sort(key=lambda line: (line.state != "", not _starts(line, self._typed)))
        first = next((at for at, line in enumerate(found) if not line.state), 0)
        place = next((at for at, line in enumerate(found) if line.key == keep), first)
        self._model.beginResetModel()
        self._model.lines = found
        self._model.endResetModel()
        if found:
            self.setCurrentIndex(self._model.index(place, 0))

    def _fits(self, line: DoorLine) -> bool:
        if self._only == "missing" and line.state:
            return False
        if self._only == "present" and not line.came:
            return False
        typed = self._typed
        if not typed:
            return True
        code = typed.upper()
        return bool(matched(line.name, typed)) or bool(line.code and line.code.upper().endswith(code))

    def current(self) -> DoorLine | None:
        """The line under the cursor."""
        row = self.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def walk(self, steps: int) -> None:
        """Move the cursor."""
        count = len(self._model.lines)
        if count:
            row = max(0, min(count - 1, self.currentIndex().row() + steps))
            self.setCurrentIndex(self._model.index(row, 0))

    def tick(self) -> bool:
        """Tick the line under the cursor, or take its tick back; False when there is none."""
        line = self.current()
        if line is None:
            return False
        self.ticked.emit(line)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space tick; E excuses with Alt, as bare letters belong to the input method."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tick()
        else:
            super().keyPressEvent(event)


def _starts(line: DoorLine, typed: str) -> bool:
    hit = matched(line.name, typed)
    return bool(hit) and hit[0] == 0
