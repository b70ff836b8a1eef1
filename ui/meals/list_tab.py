"""What the tabs that are one list have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Sort
from ui.kit.jobs import may
from ui.kit.tabbed import Tab
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.meals.listing import Listed


class ListTab(Tab):
    """A head line, a list below it, forms in the panel."""

    table: TableView
    source: Listed

    def place(
        self, key: str, columns: Sequence[Column], source: Listed, empty: Empty, placeholder: str, title: str,
        *, filters: Sequence[FilterChoice] = (), sort: Sort | None = None,
    ) -> QHBoxLayout:  # fmt: skip
        """Build the list; gives the line above it."""
        self.source = source
        self.table = TableView(
            f"meals.{key}", columns, source, filters=filters, empty=empty, sort=sort,
            placeholder=placeholder, take_away=title if may(Permission.EXPORT) else "",
        )  # fmt: skip
        head = QHBoxLayout()
        head.setSpacing(px(10))
        self.box.addLayout(head)
        self.box.addWidget(self.table, 1)
        return head

    def put_main(
        self, words: str, icon: str, permission: Permission, run: Any, key: str = "Ctrl N"
    ) -> Button:
        """The red button of the tab, at the right of the list's bar."""
        button = self.main_button = Button(words, "primary", icon, key)
        button.setEnabled(may(permission))
        button.clicked.connect(lambda _checked=False: run())
        self.table.bar.add_right(button)
        return button

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def row(self) -> Any | None:
        """The row the cursor is on."""
        return self.table.current_row()

    def ask(self, panel: Any) -> None:
        """Show a form; it goes when it is done."""
        panel.done.connect(lambda _done: self.close_panel())
        self.show_panel(panel)

    def list_specs(self) -> tuple[ActionSpec, ...]:
        """What every list can."""
        return (
            ActionSpec("meals.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("meals.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def choose_first(self) -> None:
        """Put the cursor on the first row (for the tour)."""
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)
