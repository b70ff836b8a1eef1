"""The board for screen readers: a table whose cells are the bars, each with its sentence, its place and its press.

Qt asks the factory once for every board; the interfaces live as long as their widget and keep no bar, only the
place in its list.
"""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from ui.kit.timeline.board import Bar, Board
from ui.kit.timeline.choice import Choice
from ui.kit.timeline.cursor import Cursor
from ui.kit.timeline.layout import Grid
from ui.kit.timeline.sentences import bar_sentence


class Seen(Protocol):
    """What a board must be able to say of itself."""

    choice: Choice

    def board(self) -> Board: ...
    def grid(self) -> Grid: ...
    def cursor_place(self) -> Cursor: ...


_kept: dict[int, SpokenBoard] = {}


class SpokenBoard(QAccessibleWidget):
    """All bars of a board, row by row."""

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas, QAccessible.Role.Table)
        self.canvas = canvas
        self.seen: Seen = canvas
        self._cells: list[SpokenBar] = []

    def bars(self) -> tuple[Bar, ...]:
        """The bars that can be reached, in the order of the board."""
        return self.seen.board().bars

    def childCount(self) -> int:
        return len(self.bars())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        while len(self._cells) <= index:
            self._cells.append(SpokenBar(self, len(self._cells)))
        return self._cells[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.index if isinstance(child, SpokenBar) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        local = self.canvas.viewport().mapFromGlobal(QPoint(x, y))
        grid = self.canvas.grid()
        hit = grid.hit(local.x(), local.y() + self.canvas.verticalScrollBar().value())
        return self.child(self.bars().index(hit.bar)) if hit.bar is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        place = self.canvas.cursor_place().bar
        at = next((at for at, bar in enumerate(self.bars()) if bar.id == place), None)
        return None if at is None else self.child(at)


class SpokenBar(QAccessibleInterface):
    """One bar: its sentence, where it stands on the screen, whether it is chosen."""

    def __init__(self, owner: SpokenBoard, index: int) -> None:
        super().__init__()
        self.owner, self.index = owner, index

    def bar(self) -> Bar | None:
        """The bar at this place now."""
        bars = self.owner.bars()
        return bars[self.index] if self.index < len(bars) else None

    def isValid(self) -> bool:
        return self.bar() is not None

    def object(self) -> QObject:
        return None  # type: ignore[return-value]  # Qt: a part of a widget has no object of its own

    def window(self) -> QWindow:
        return self.owner.window()

    def parent(self) -> QAccessibleInterface:
        return self.owner

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        del index
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        del x, y
        return None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        del child
        return -1

    def rect(self) -> QRect:
        bar, canvas = self.bar(), self.owner.canvas
        row = canvas.board().room_at(bar.room) if bar is not None else None
        if bar is None or row is None:
            return QRect()
        grid, offset = canvas.grid(), canvas.verticalScrollBar().value()
        for placed in grid.placed(row):
            if placed.piece.bar is bar:
                place = placed.rect
                corner = canvas.viewport().mapToGlobal(QPoint(int(place.x), int(place.y) - offset))
                return QRect(corner.x(), corner.y(), int(place.width), int(place.height))
        return QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        made, bar, canvas = QAccessible.State(), self.bar(), self.owner.canvas
        made.focusable = made.selectable = True
        made.readOnly = bar is not None and bar.fixed
        made.selected = bar is not None and bar.id in canvas.choice.refs
        made.focused = bar is not None and canvas.cursor_place().bar == bar.id
        return made

    def text(self, kind: QAccessible.Text) -> str:
        bar = self.bar()
        if bar is None:
            return ""
        if kind == QAccessible.Text.Name:
            return bar_sentence(self.owner.canvas.board(), bar)
        return bar.title if kind == QAccessible.Text.Value else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is written through a screen reader."""


def speak_for(key: str, thing: QObject) -> QAccessibleInterface | None:
    """The factory Qt asks: an interface for boards, nothing for all else."""
    del key
    if not isinstance(thing, tuple(_boards)):
        return None
    made = SpokenBoard(thing)
    _kept[id(thing)] = made
    thing.destroyed.connect(lambda _gone=None, ref=id(thing): _kept.pop(ref, None))
    return made


def speaks(board: type) -> None:
    """Let the boards of a class speak; the factory is installed once per program."""
    if not _boards:
        QAccessible.installFactory(speak_for)
    _boards.add(board)


_boards: set[type] = set()
