"""A name in the hand: where it would go, and what the rules say about it there, at every move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.texts import said
from ui.kit.icons import paint_icon
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme
from ui.volunteers.roster.layout import Part
from ui.volunteers.roster.moving import drop, overfull, would_say

if TYPE_CHECKING:
    from ui.volunteers.roster.grid import RosterGrid

BEGINS = 5
"""Pixels the mouse must go before a press is a drag."""


class Slip(QWidget):
    """The name beside the mouse, with the verdict in words below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name, self._why, self._icon = "", "", ""
        self.hide()

    def show_at(self, where: QPoint, name: str, why: str, icon: str) -> None:
        """Say something beside the mouse."""
        self._name, self._why, self._icon = name, why, icon
        wide = max(width_of(name, "small strong"), width_of(why, "note")) + px(44)
        self.resize(int(min(wide, px(380))), px(46 if why else 28))
        beside = where + QPoint(px(14), px(10))
        self.move(
            min(beside.x(), self._room.width() - self.width()),
            min(beside.y(), self._room.height() - self.height()),
        )
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A small card."""
        painter, look, box = QPainter(self), theme(), QRectF(self.rect())
        fill(painter, box, px(6), look.surface, look.outline)
        left = box.left() + px(8)
        if self._icon:
            color = look.accent_text if self._icon == "circle-alert" else look.category("notice").bar
            paint_icon(painter, self._icon, color, QRectF(left, box.top() + px(6), px(16), px(16)))
            left += px(20)
        room = box.right() - left - px(6)
        words(painter, QRectF(left, box.top() + px(3), room, px(22)), self._name, "small strong", look.text)
        if self._why:
            words(painter, QRectF(left, box.top() + px(24), room, px(18)), self._why, "note", look.text2)
        painter.end()


class Dragging:
    """One drag of a grid."""

    def __init__(self, grid: RosterGrid) -> None:
        self._grid = grid
        self._slip = Slip(grid.viewport())
        self._from = QPoint()
        self._part: Part | None = None
        self._changes: tuple[Placing, ...] = ()
        self._cell: tuple[int, int, bool] | None = None
        self.active = False

    @property
    def pressed(self) -> bool:
        """Whether a line is under the pressed mouse."""
        return self._part is not None

    def begin(self, where: QPoint, part: Part) -> None:
        """The mouse went down on a line."""
        self._from, self._part, self._changes, self._cell = where, part, (), None

    def move(self, where: QPoint, *, copy: bool) -> None:
        """The mouse is here: judge the cell below it, unless it is the one judged last."""
        grid, part = self._grid, self._part
        shown = grid.layout_shown
        if part is None or shown is None:
            return
        if not self.active and (where - self._from).manhattanLength() < px(BEGINS):
            return
        self.active = True
        index = grid.indexAt(where)
        days = shown.roster.days
        if not index.isValid() or index.column() >= len(days):
            self._cell, self._changes = None, ()
            self._say(where, "", "")
            return
        here = (index.row(), index.column(), copy)
        if here != self._cell:
            self._cell = here
            self._changes = drop(shown, part, index.row(), days[index.column()], copy=copy)
        self._judge(where)

    def _judge(self, where: QPoint) -> None:
        shown = self._grid.layout_shown
        assert shown is not None
        if not self._changes:
            self._mark(allowed=None)
            self._say(where, "", "")
            return
        found = would_say(shown.roster, self._changes)
        full = overfull(shown.roster, self._changes)
        blocks = [each for each in found if each.level == "block"]
        if full or blocks:
            self._mark(allowed=False)
            self._say(where, said(blocks[0]) if blocks else _("the shift is full"), "circle-alert")
            return
        self._mark(allowed=True)
        warned = [each for each in found if each.level == "warn"]
        self._say(where, said(warned[0]) if warned else "", "triangle-alert" if warned else "")

    def _mark(self, *, allowed: bool | None) -> None:
        grid = self._grid
        before = grid.painter_of_cells.drop
        after = None if allowed is None or self._cell is None else (*self._cell[:2], allowed)
        grid.painter_of_cells.drop = after
        for cell in {one[:2] for one in (before, after) if one is not None and before != after}:
            grid.viewport().update(grid.visualRect(grid.table.index(*cell)))
        if allowed is not None and not allowed:
            grid.viewport().setCursor(Qt.CursorShape.ForbiddenCursor)
        else:
            grid.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _say(self, where: QPoint, why: str, icon: str) -> None:
        if self._part is not None:
            self._slip.show_at(where, self._part.text, why, icon)

    def end(self) -> tuple[Placing, ...]:
        """The mouse let go, or the drag was given up: what it means, if it may be done."""
        allowed = self._grid.painter_of_cells.drop
        changes = self._changes if self.active and allowed is not None and allowed[2] else ()
        if self._part is not None:
            self._slip.hide()
            self._mark(allowed=None)
            self._grid.viewport().unsetCursor()
        self._part, self._cell, self._changes, self.active = None, None, (), False
        return changes
