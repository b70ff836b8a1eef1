"""The card at the right of the calendar: one of a few parts at a time, 312 to 368 design pixels wide."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.cards import Card
from ui.kit.theme import mode, px

# The page's width at which the side may be wider; measured on the page, which is 124 px narrower than the window.
NARROW, WIDE = 1180, 1480


class Side(Card):
    """Hidden while no part is shown."""

    turned = Signal()
    """Another part, or none, is on show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._stack = QStackedWidget()
        self.add(self._stack, 1)
        self.hide()

    def hold(self, *parts: QWidget) -> None:
        """Take the parts in; none is shown yet."""
        for part in parts:
            self._stack.addWidget(part)

    def show_part(self, part: QWidget | None) -> None:
        """Show one part; None hides the side."""
        if part is not None:
            self._stack.setCurrentWidget(part)
        self.setVisible(part is not None)
        self.turned.emit()

    def shows(self, part: QWidget | None) -> bool:
        """Whether this part is on show; None asks whether nothing is."""
        if part is None:
            return self.isHidden()
        return not self.isHidden() and self._stack.currentWidget() is part

    def fit(self, page_width: int) -> None:
        """300 on small screens, up to 368 on larger ones."""
        self.setFixedWidth(
            px(300 if page_width < NARROW or mode() == "elder" else 312 if page_width < WIDE else 368)
        )
