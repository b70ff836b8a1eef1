"""The threads that do jobs, one after the other each, and the readings that wait to be handed to them."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

PAINT_FIRST_MS = 8
"""What follows from an act is read once its answer is painted: Qt gathers for 5 ms what is to be painted."""


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


class Readings(QObject):
    """Readings asked for on the main thread, held until it has done what it is at.

    Lane and painter share the interpreter and would wait for each other: three windows on two processors stood
    still for 70 ms while an act's answer was painted and the page read what the act had changed, and for 37 ms
    when one came after the other; what the act changed was on the screen in half the time.
    """

    _asked = Signal()

    def __init__(self, parent: QObject, hand_in: Callable[[Iterable[int]], None]) -> None:
        super().__init__(parent)
        self._hand_in = hand_in
        self._held: list[int] = []
        self._behind: list[int] = []
        self._following = False
        self._asked.connect(self._release, Qt.ConnectionType.QueuedConnection)
        self._painted = QTimer(self, singleShot=True, interval=PAINT_FIRST_MS)
        self._painted.timeout.connect(self._release_behind)

    def hold(self, number: int) -> None:
        """Keep a reading until the event loop is reached, or until what it follows from is painted."""
        if self._following:
            self._behind.append(number)
            return
        self._held.append(number)
        if len(self._held) == 1:
            self._asked.emit()

    @contextmanager
    def after_painting(self) -> Iterator[None]:
        """What is asked for within follows from an act whose answer is painted first."""
        self._following = True
        try:
            yield
        finally:
            self._following = False
            if self._behind and not self._painted.isActive():
                self._painted.start()

    def _release(self) -> None:
        held, self._held = self._held, []
        self._hand_in(held)

    def _release_behind(self) -> None:
        behind, self._behind = self._behind, []
        self._hand_in(behind)
