"""A place in the rail: what it watches, when it reads, what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.changes import touches


class Stop(NamedTuple):
    """One picture of the tour: the end of its file name, and what opens it. `open` may return a window."""

    name: str
    open: Callable[[], object]


class Page(QWidget):
    """Base of every page. Override `reload`, and name in `watches` the tables it shows.

    A page that is hidden when a table changes only notes that it is stale and reads again when it is shown.
    A page whose own Command made the change reads again as well, unless it sets `ignores_own_changes`.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    watches: ClassVar[frozenset[str]] = frozenset()
    ignores_own_changes: ClassVar[bool] = False

    panel_wanted = Signal(object)
    """A widget for the right-hand panel, or None to close it."""
    go_to = Signal(str, object)
    """Key of another page, and what it shall open there."""
    note_changed = Signal(str)
    """The small words beside the title."""
    actions_changed = Signal()
    """`action_specs` answers differently now."""
    badge_changed = Signal(int)
    """The number on the rail; 0 hides it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        self._panels = 0
        self.note = ""
        self.main_button: Button | None = None
        """The red button of the page, if it gives way to the one of an open panel: one red thing at a time."""

    def reload(self) -> None:
        """Read again what is shown. Called when shown stale, and when a watched table changed."""

    def begin(self) -> None:
        """Put the caret where work starts. Called each time the page is shown."""

    def open(self, target: Any) -> None:
        """Open what another page or the palette asked for (for example an id)."""

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be done here; the window makes keys, F1 sheet and palette rows from it."""
        return ()

    def person_at_hand(self) -> int | None:
        """Return the id of the resident the page is about right now: a sheet opened from here begins with them."""
        return None

    def remember(self) -> dict[str, Any]:
        """Return plain values (filter, day, tab) kept until the next start."""
        return {}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""

    def tour_stops(self) -> Sequence[Stop]:
        """Return what the picture tour shall open here besides the page itself: panels, dialogs, other views."""
        return ()

    def show_panel(self, widget: QWidget) -> None:
        """Show a widget in the right-hand panel."""
        self.panel_wanted.emit(widget)
        if self.main_button is not None:
            self._panels += 1
            self.main_button.set_kind("tinted")
            widget.destroyed.connect(self._on_panel_gone)

    def _on_panel_gone(self) -> None:
        self._panels -= 1
        if not self._panels and self.main_button is not None and shiboken6.isValid(self.main_button):
            self.main_button.set_kind("primary")

    def close_panel(self) -> None:
        """Close the right-hand panel."""
        self.panel_wanted.emit(None)

    def open_page(self, key: str, target: Any = None) -> None:
        """Go to another page."""
        self.go_to.emit(key, target)

    def set_note(self, text: str) -> None:
        """Change the small words beside the title."""
        self.note = text
        self.note_changed.emit(text)

    def mark_stale(self) -> None:
        """Read again now if visible, otherwise when shown next."""
        if self.isVisible():
            self._stale = False
            self.reload()
        else:
            self._stale = True

    def on_changed(self, tables: frozenset[str], initiator: object) -> None:
        """Hear of touched tables."""
        if self.ignores_own_changes and initiator is self:
            return
        if touches(tables, self.watches):
            self.mark_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again if something changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()
