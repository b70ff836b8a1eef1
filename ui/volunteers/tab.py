"""What the tabs of the volunteers' page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.page import Page, Stop
from ui.kit.theme import px, theme_changed


class Tab(QWidget):
    """One tab of the page, built when it is first shown."""

    panel_wanted = Signal(object)
    """A widget for the right-hand panel, or None to close it."""
    tab_wanted = Signal(str, object)
    """Another tab, and what to show there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main_button: Button | None = None
        """The red button of the tab; it gives way to the one of an open panel."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        theme_changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.box.setSpacing(px(10))

    def reload(self) -> None:
        """Read what the tab shows."""

    def begin(self) -> None:
        """Put the caret where work starts."""

    def open(self, target: Any) -> None:
        """Show what another page asked for."""

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here, beside what the page offers."""
        return ()

    def tour_stops(self) -> Sequence[Stop]:
        """What the picture tour opens here besides the tab itself."""
        return ()

    def remember(self) -> dict[str, Any]:
        """Plain values kept until the next start."""
        return {}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""

    def show_panel(self, panel: Any) -> None:
        """Show a panel; its close button closes it."""
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    def close_panel(self) -> None:
        """Close the right-hand panel."""
        self.panel_wanted.emit(None)

    def page(self) -> Page | None:
        """The page this tab stands in."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        return above
