"""A page that is one list: the table fills it, is read again with it, and the caret begins in its filter line."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ui.kit.page import Page
from ui.kit.table import TableView


class ListPage(Page):
    """Base of the pages and sections that are one list. Call `place` at the end of `__init__`."""

    table: TableView

    def place(self, table: TableView) -> None:
        """Let the table fill the page."""
        self.table = table
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(table)

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """Put the caret into the filter line."""
        self.table.bar.line.setFocus()

    def go_to_first(self) -> None:
        """Choose the first row (for the tour)."""
        self.table.grid.go_to_line(0)
