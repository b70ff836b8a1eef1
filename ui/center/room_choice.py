"""The center as a whole, or one of its rooms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.theme import control_height, theme_changed


class RoomChoice(QComboBox):
    """An editor whose value is a room's id, or None for the center."""

    changed = Signal()

    def __init__(self, whole: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole or _("The center")
        self.addItem(self._whole, None)
        self.activated.connect(lambda _place: self.changed.emit())
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.setFixedHeight(control_height())

    def offer(self, rooms: Sequence[tuple[int, str]]) -> None:
        """Offer these rooms; the choice stays if it is among them."""
        chosen = self.value()
        self.clear()
        self.addItem(self._whole, None)
        for ref, name in rooms:
            self.addItem(name, ref)
        self.set_value(chosen)

    def value(self) -> int | None:
        """Return the room's id."""
        found = self.currentData()
        return int(found) if found is not None else None

    def set_value(self, value: int | None) -> None:
        """Show a choice without telling anybody."""
        self.setCurrentIndex(max(0, self.findData(value)) if value is not None else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change the choice."""
        event.ignore()

    def live_hint(self) -> str:
        """Nothing to help with."""
        return ""

    def trouble(self) -> str:
        """Whatever is chosen can be understood."""
        return ""

    def set_state(self, state: str) -> None:
        """Show the border of an error or a warning."""
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)
