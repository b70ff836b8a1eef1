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
    """Queue or day, work, and rooms; when narrow, all but the work share the left column behind tabs.

    `queue` is there while people take numbers only (`use_queue`).
    """

    def __init__(
        self, day: QWidget, middle: list[QWidget], right: list[QWidget], queue: QWidget | None = None
    ) -> None:
        super().__init__()
        self._day, self._queue, self._queued = day, queue, False
        self.tabs = self._made_tabs()
        self.tabs.hide()
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
        if queue is not None:
            self._left.addWidget(queue, 1)
        self._left.addWidget(day, 1)
        for place, card in enumerate(middle):
            self._middle.addWidget(card, place)
        # Takes nothing while a card stretches; holds the first one up when it stands alone.
        self._middle.addStretch(0)
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

    def use_queue(self, *, on: bool) -> None:
        """Put the queue into the left column, or take it away."""
        if on == self._queued:
            return
        self._queued = on
        self._make_tabs_anew()

    def _choices(self) -> list[tuple[str, str]]:
        found = [("day", _("Who came"))]
        if self._queued:
            found.insert(0, ("queue", _("Waiting")))
        if self.narrow:
            found.append(("rooms", _("Rooms")))
        return found

    def _made_tabs(self) -> Segmented:
        choices = self._choices()
        made = Segmented(choices, choices[0][0], _("Left column"))
        made.chosen.connect(self.fit)
        return made

    def _make_tabs_anew(self) -> None:
        """The tabs follow what is in the left column; the one that was open stays open if it is still there."""
        before, self.tabs = self.tabs, self._made_tabs()
        if before.current in dict(self._choices()) and len(before.keys) > 1:
            self.tabs.set_current(before.current)
        if self._queued and "queue" not in before.keys:
            self.tabs.set_current("queue")
        self._left.replaceWidget(before, self.tabs)
        before.hide()
        before.deleteLater()
        self.fit()

    def fit(self) -> None:
        """Put everything where the width allows."""
        for layout in (self._row, self._middle, self._right, self._left):
            layout.setSpacing(px(16))
        narrow = self.narrow
        choices = self._choices()
        if self.tabs.keys != [key for key, _words in choices]:
            self._make_tabs_anew()
            return
        if narrow and self._row.indexOf(self.side) >= 0:
            self._row.removeWidget(self.side)
            self._left.addWidget(self.side, 1)
        elif not narrow and self._left.indexOf(self.side) >= 0:
            self._left.removeWidget(self.side)
            self._row.addWidget(self.side, 368)
        for part in (self._day, self._queue):
            if part is not None:
                part.setMinimumWidth(px(232))
                part.setMaximumWidth(px(296))
        self.side.setMinimumWidth(px(232 if narrow else 296))
        self.side.setMaximumWidth(px(340 if narrow else 368))
        self.tabs.setVisible(len(choices) > 1)
        current = self.tabs.current
        self._day.setVisible(current == "day")
        if self._queue is not None:
            self._queue.setVisible(current == "queue")
        self.side.setVisible(not narrow or current == "rooms")

    def minimumSizeHint(self) -> QSize:
        """Small: the columns find their own way of being narrow."""
        return QSize(px(720), px(420))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
