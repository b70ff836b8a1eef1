"""Letters typed into a cell: a small box over it that finds a name, or in a person's row a post."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.texts import said
from ui.kit.inputs import PinyinLineEdit
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import px
from ui.volunteers.roster.grid import RosterGrid
from ui.volunteers.roster.layout import Layout
from ui.volunteers.roster.moving import offered

ROWS = 8


class CellEditor(PinyinLineEdit):
    """Lives as long as the caret stands in it. Enter takes the first, Esc gives up."""

    chosen = Signal(object)
    """The Placing that was meant."""

    def __init__(self, grid: RosterGrid, layout: Layout, row: int, day: date, typed: str) -> None:
        super().__init__(_("Name or initials"), parent=grid.viewport())
        self._grid, self._layout, self._row, self._day = grid, layout, row, day
        self.setAccessibleName(_("Who comes here"))
        self.list = SuggestList(self, rows=ROWS)
        self.list.chosen.connect(self._on_chosen)
        self.queryChanged.connect(self._on_query)
        self._lay(grid.visualRect(grid.currentIndex()))
        self.show()
        self.setFocus()
        self.setText(typed)
        self.setCursorPosition(len(typed))

    def _lay(self, cell: QRect) -> None:
        wide = max(cell.width(), px(180))
        left = min(cell.left(), self._grid.viewport().width() - wide)
        self.setGeometry(left, cell.top(), wide, self.sizeHint().height())

    def _on_query(self, query: str) -> None:
        self.list.set_items(
            [self._suggestion(*one) for one in offered(self._layout, self._row, self._day, query)[:ROWS]]
            if query
            else [],
            query,
        )

    def _suggestion(self, place: Placing, name: str, note: str) -> Suggestion:
        found = self._layout.roster.against(place.shift_id, place.volunteer_id)
        blocks = [each for each in found if each.level == "block"]
        warned = [each for each in found if each.level == "warn"]
        why = said((blocks or warned)[0]) if blocks or warned else ""
        icon, kind = (
            ("ban", "closed") if blocks else ("triangle-alert", "notice") if warned else ("user", "service")
        )
        return Suggestion(name, " · ".join(one for one in (note, why) if one), "", icon, kind, data=place)

    def _on_chosen(self, item: Suggestion) -> None:
        place = item.data
        self._leave()
        self.chosen.emit(place)

    def _leave(self) -> None:
        self.list.hide()
        self._grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The caret went elsewhere: the box goes away."""
        super().focusOutEvent(event)
        if not self.isHidden():
            self.hide()
            QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        self.list.deleteLater()
        self.deleteLater()


def editor_of(grid: QWidget) -> CellEditor | None:
    """The box that is open over a grid."""
    return next((one for one in grid.findChildren(CellEditor) if not one.isHidden()), None)
