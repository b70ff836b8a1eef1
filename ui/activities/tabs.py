"""What the tabs of one activity have in common: they show a card, and may ask for the right-hand panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.activities.rows import ActivityCard
from ui.kit.actions import ActionSpec
from ui.kit.page import Page


class Tab(QWidget):
    """One tab. `card` is None until the activity has been read."""

    panel_wanted = Signal(object)
    """A widget for the right-hand panel, or None to close it."""
    tab_wanted = Signal(str, object)
    """Another tab, and what to show there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: ActivityCard | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)

    def show_card(self, card: ActivityCard) -> None:
        """Show this activity, or the same one read again."""
        self.card = card
        self.reload()

    def reload(self) -> None:
        """Read what the tab shows."""

    def begin(self) -> None:
        """Put the caret where work starts."""

    def open(self, target: Any) -> None:
        """Show one of the rows."""

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here, beside what the page offers."""
        return ()

    def page(self) -> Page | None:
        """The page this tab stands in."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        return above
