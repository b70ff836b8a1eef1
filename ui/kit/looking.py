"""Something the program looks after by itself while people work: first a while after entering, then again and again."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, QTimer


class Looking(QObject):
    """Calls `look` by the clock. What it needs of the back office is loaded in the lane it works in."""

    first_look: ClassVar[int] = 60_000
    """How long after entering it looks for the first time (ms): the first screens come first."""
    every_look: ClassVar[int] = 600_000

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(self.first_look)

    def _on_time(self) -> None:
        self._timer.setInterval(self.every_look)
        self.look()

    def look(self) -> None:
        """Do what is due. Called in the thread of the window: start a task, never wait."""
        raise NotImplementedError
