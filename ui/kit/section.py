"""A section of the settings: cards under one another in a scrolling column of readable width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.page import Page
from ui.kit.theme import px, theme_changed

COLUMN = 900


class Section(Page):
    """Base of the sections. Fill with `add`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QWidget()
        self.box = QVBoxLayout(self._column)
        self.box.addStretch(1)
        self._area.setWidget(self._column)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._area)
        theme_changed.connect(self.restyle_column)
        self.restyle_column()

    def restyle_column(self) -> None:
        """Take sizes of the theme again."""
        self.box.setContentsMargins(0, 0, px(8), px(16))
        self.box.setSpacing(px(16))
        self._column.setMaximumWidth(px(COLUMN))

    def add_foot(self, widget: QWidget) -> None:
        """Put the main button below the column, in sight while the cards scroll."""
        self._outer.addWidget(widget)
        widget.setMaximumWidth(px(COLUMN))

    def add(self, widget: QWidget) -> None:
        """Put a card under the others."""
        self.box.insertWidget(self.box.count() - 1, widget)


def row_of(*widgets: QWidget, stretch_first: bool = True) -> QHBoxLayout:
    """Put widgets beside one another; free room stands before them, or after."""
    row = QHBoxLayout()
    row.setSpacing(px(8))
    if stretch_first:
        row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    if not stretch_first:
        row.addStretch(1)
    return row
