"""Three columns as drawn for 1440 pixels; on narrow screens and in large type the right one moves behind a tab."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import Segmented
from ui.kit.theme import px, theme_changed

# Below this many design pixels three columns would each be too narrow.
_THREE = 1090


class Columns(QWidget):
    """Day, work, and rooms; when narrow, day and rooms share the left column."""

    def __init__(self, day: QWidget, middle: list[QWidget], right: list[QWidget]) -> None:
        super().__init__()
        self._day = day
        self.tabs = Segmented(
            [("day", _("Who came")), ("rooms", _("Rooms and notices"))], "day", _("Left column")
        )
        self.tabs.hide()
        self.tabs.chosen.connect(self.fit)
        inside = QWidget()
        self._right = QVBoxLayout(inside)
        self._right.setContentsMargins(0, 0, 0, 0)
        for place, card in enumerate(right):
            self._right.addWidget(card, place)
        self.side = QScrollArea()
        self.side.setWidget(inside)
        self.side.setWidgetResizable(True)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left, self._middle = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(self.tabs)
        self._left.addWidget(day, 1)
        for place, card in enumerate(middle):
            self._middle.addWidget(card, place)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        # The shares of 1316 pixels as drawn: 296, 620, 368.
        self._row.addLayout(self._left, 296)
        self._row.addLayout(self._middle, 620)
        self._row.addWidget(self.side, 368)
        theme_changed.connect(self.fit)
        self.fit()

    @property
    def narrow(self) -> bool:
        """Whether the rooms are behind the tab."""
        return self.width() < px(_THREE)

    def fit(self) -> None:
        """Put everything where the width allows."""
        for layout in (self._row, self._middle, self._right, self._left):
            layout.setSpacing(px(16))
        narrow = self.narrow
        if narrow and self._row.indexOf(self.side) >= 0:
            self._row.removeWidget(self.side)
            self._left.addWidget(self.side, 1)
        elif not narrow and self._left.indexOf(self.side) >= 0:
            self._left.removeWidget(self.side)
            self._row.addWidget(self.side, 368)
        self._day.setMinimumWidth(px(232))
        self._day.setMaximumWidth(px(296))
        self.side.setMinimumWidth(px(232 if narrow else 296))
        self.side.setMaximumWidth(px(340 if narrow else 368))
        self.tabs.setVisible(narrow)
        self._day.setVisible(not narrow or self.tabs.current == "day")
        self.side.setVisible(not narrow or self.tabs.current == "rooms")

    def minimumSizeHint(self) -> QSize:
        """Small: the columns find their own way of being narrow."""
        return QSize(px(720), px(420))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
