"""The threads that do jobs, one after the other each."""

from __future__ import annotations

import queue
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread


class LaneThread(QThread):
    """Takes job numbers from a queue and has them done; the empty number ends it."""

    def __init__(self, parent: QObject, name: str, do: Callable[[int], None]) -> None:
        super().__init__(parent)
        self.setObjectName(f"lane-{name}")
        self._do = do
        self.waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self.last: list[Callable[[], object]] = []

    def run(self) -> None:
        """Do jobs until the empty number comes; then tidy up what belongs to this thread."""
        while (number := self.waiting.get()) is not None:
            self._do(number)
        for tidy in self.last:
            tidy()
