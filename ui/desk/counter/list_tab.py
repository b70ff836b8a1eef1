"""What the short lists of the counter have in common: a table read whole, a main button, forms beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice
from ui.kit.jobs import may
from ui.kit.listing import Fits, Listing
from ui.kit.page import Stop
from ui.kit.tabbed import Tab
from ui.kit.table import TableView
from ui.volunteers.ask_panel import AskPanel


class ListTab(Tab):
    """Give it what to read and what the main button does; a subclass adds its acts."""

    def __init__(
        self,
        key: str,
        columns: Sequence[Column],
        load: Callable[[Any], Sequence[Any]],
        text: Callable[[Any], str],
        *,
        empty: Empty,
        placeholder: str,
        name: str,
        new: tuple[str, str, str],
        filters: Sequence[FilterChoice] = (),
        fits: Fits | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.table = TableView(
            f"desk.{key}",
            columns,
            Listing(load, columns, text, fits),
            filters=tuple(filters),
            empty=empty,
            placeholder=placeholder,
            take_away=name if may(Permission.EXPORT) else "",
        )
        words, picture, shortcut = new
        self.new = self.main_button = Button(words, "primary", picture, shortcut)
        self.new.setEnabled(may(Permission.DESK_SERVE))
        self.new.clicked.connect(lambda _checked=False: self.add())
        self.table.bar.add_right(self.new)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(lambda _ref: self.open_row())

    def add(self) -> None:
        """What the main button does."""

    def open_row(self) -> None:
        """What Enter on a row does."""

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """An id chooses its row."""
        if isinstance(target, int):
            self.table.select(target)

    def ask(self, panel: AskPanel) -> None:
        """Show a form; it closes when it is done."""
        panel.done.connect(self._on_done)
        self.show_panel(panel)

    def _on_done(self, _result: object) -> None:
        self.close_panel()
        self.table.reload()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What every list can do."""
        return (
            ActionSpec(f"{self._key}.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec(f"{self._key}.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """What the main button opens."""
        return (Stop("new", self.add), Stop("closed", self.close_panel))
