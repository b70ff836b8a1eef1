"""The bookings of the shown days as a list: search, sort, filter, copy, export, print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from ui.booking.columns import COLUMNS, BookingSource, filters
from ui.booking.feed import RoomChoice
from ui.booking.leaving import export_rows, print_rows
from ui.booking.span import Span
from ui.kit.columns import Column, Empty, Sort
from ui.kit.jobs import may
from ui.kit.table import TableView


class ListView(QWidget):
    """Made when it is first shown, so that a calendar that stays a board costs nothing."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.source = BookingSource()
        self.table: TableView | None = None
        self._rooms: tuple[RoomChoice, ...] = ()

    def show_span(self, span: Span, rooms: tuple[RoomChoice, ...]) -> None:
        """The bookings from the first to the last shown day."""
        self.source.first, self.source.end = span.first, span.end
        self._rooms = rooms or self._rooms
        if self.table is None:
            self.table = self._made()
            self._layout.addWidget(self.table)
        self.table.reload()

    def focus(self) -> None:
        """Put the caret on the rows. (A focus proxy would hide the search line from Tab.)"""
        if self.table is not None:
            self.table.grid.setFocus()

    def _made(self) -> TableView:
        table = TableView(
            "bookings",
            COLUMNS,
            self.source,
            filters=filters(self._rooms),
            empty=Empty(N_("No bookings on these days"), N_("Press F3 to book a room."), "calendar-days"),
            sort=Sort("starts"),
            placeholder=_("Search title, name, phone, room"),
            export=self._on_export if may(Permission.EXPORT) else None,
            print_rows=self._on_print,
        )
        table.opened.connect(self.opened)
        return table

    def _on_export(self, kind: str, ids: Sequence[int], columns: Sequence[Column]) -> None:
        export_rows(self, kind, self.source, ids, columns)

    def _on_print(self, ids: Sequence[int], columns: Sequence[Column]) -> None:
        print_rows(self, self.source, ids, columns)
