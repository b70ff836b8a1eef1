"""Chips one after the other, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.kit.chips import Chip
from ui.kit.shown import set_shown
from ui.kit.theme import px, theme_changed


class ChipFlow(QWidget):
    """Hand it chips; those that were there and are not any more are let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[Chip] = []
        theme_changed.connect(self._place)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these."""
        for chip in self.chips:
            if chip not in chips:
                chip.hide()
                chip.deleteLater()
        self.chips = list(chips)
        for chip in self.chips:
            if chip.parent() is not self:
                chip.setParent(self)
                chip.show()
        set_shown(self, bool(self.chips))
        self._place()

    def _place(self) -> None:
        gap, x, y, line = px(6), 0, 0, px(28)
        for chip in self.chips:
            if chip.isHidden():
                continue
            size = chip.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + line + gap
            chip.setGeometry(x, y, min(size.width(), max(self.width(), px(60))), size.height())
            x += size.width() + gap
        self.setFixedHeight(y + line if self.chips else 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """The lines follow the width."""
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.height())
