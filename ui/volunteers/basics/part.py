"""What the lists of this tab have in common: a table, a card beside it, an editor in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Sort
from ui.kit.jobs import may
from ui.kit.labels import Label, LinkLabel
from ui.kit.listing import Fits, Listing, Load
from ui.kit.table import TableView
from ui.kit.theme import px
from ui.people.panels import Panel
from ui.volunteers.ask_panel import AskPanel


class Part(QWidget):
    """One list.  Subclasses say what its card shows and what its editor asks."""

    panel_wanted = Signal(object)
    person_wanted = Signal(int)

    def __init__(
        self,
        key: str,
        title: str,
        new: str,
        columns: Sequence[Column],
        load: Load,
        text: Callable[[Any], str],
        *,
        empty: tuple[str, str, str],
        filters: Sequence[FilterChoice] = (),
        fits: Fits | None = None,
        sort: Sort | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._panel: Panel | None = None
        self._asking: AskPanel | None = None
        self._to_select: int | None = None
        self.writes = may(Permission.VOLUNTEERS_WRITE)
        self.table = TableView(
            f"volunteer.{key}",
            columns,
            Listing(load, columns, text, fits),
            filters=tuple(filters),
            empty=Empty(*empty, new if self.writes else "", self.add),
            sort=sort,
            placeholder=placeholder or _("Name or pinyin"),
            take_away=title if may(Permission.EXPORT) else "",
        )
        self.new = Button(new, "primary", "plus", "Ctrl N")
        self.new.setEnabled(self.writes)
        self.new.clicked.connect(lambda _checked=False: self.add())
        self.table.bar.add_right(self.new)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table, 1)
        self.table.opened.connect(self._on_row)
        self.table.current_changed.connect(self._on_row)
        self.table.loaded.connect(self._on_loaded)

    # -- what a list is made of ------------------------------------------------------------------------------

    def fill_card(self, panel: Panel, row: Any) -> None:
        """Put what is known into the card and its buttons below."""
        raise NotImplementedError

    def edit(self, row: Any | None) -> None:
        """Open the editor of a row, or of a new one."""
        raise NotImplementedError

    # -- the list --------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def show_row(self, ref: int) -> None:
        """Select a row as soon as it is there."""
        self._to_select = ref
        if self.table.select(ref):
            self._to_select = None

    def add(self) -> None:
        """An empty editor."""
        if self.writes:
            self.edit(None)

    def change(self) -> None:
        """The editor of the row the cursor is on."""
        row = self.table.current_row()
        if row is not None and self.writes:
            self.edit(row)

    def _on_loaded(self) -> None:
        if self._to_select is not None and self.table.select(self._to_select):
            self._to_select = None
        elif self._is_open(self._panel) and not self._is_open(self._asking):
            self._on_row(self.table.current_id())

    def _is_open(self, panel: QWidget | None) -> bool:
        return panel is not None and shiboken6.isValid(panel) and panel.isVisible()

    def _on_row(self, ref: int | None) -> None:
        row = self.table.current_row()
        if ref is None or row is None or self._is_open(self._asking) or not self.isVisible():
            return
        panel = self._panel = Panel(self.title_of(row))
        self.fill_card(panel, row)
        self.show_panel(panel)

    def title_of(self, row: Any) -> str:
        """What stands above the card."""
        return str(row.name)

    def ask(self, panel: AskPanel) -> None:
        """Show a form; afterwards the list is read again and the row it was about is shown."""
        self._asking = panel
        panel.done.connect(self._on_asked)
        self.show_panel(panel)

    def _on_asked(self, result: object) -> None:
        self._asking = self._panel = None
        self.panel_wanted.emit(None)
        if isinstance(result, int):
            self._to_select = result
        self.reload()

    def show_panel(self, panel: Panel) -> None:
        """Show a panel; its close button closes it."""
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    # -- furniture of cards ----------------------------------------------------------------------------------

    def person_row(self, panel: Panel, ref: int, name: str, note: str) -> None:
        """A name that opens the volunteer."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        link = LinkLabel(name, "body strong")
        link.clicked.connect(lambda: self.person_wanted.emit(ref))
        line.addWidget(link)
        line.addWidget(Label(note, "small", "text2", elide=True), 1)
        panel.body.addWidget(holder)

    def foot(
        self, panel: Panel, words: str, icon: str, run: Callable[[], object], *, main: bool = False
    ) -> Button:
        """A button at the foot of the card."""
        button = Button(words, "primary" if main else "secondary", icon, main=True)
        button.setEnabled(self.writes)
        button.clicked.connect(lambda _checked=False: run())
        panel.foot_row.addWidget(button, 1)
        return button

    def first_row(self) -> None:
        """Show the first row: for the picture tour."""
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.table.select(ref)
