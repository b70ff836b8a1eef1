"""The short rest after the last letter or click, before something is asked about what was filled in."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

_made: WeakSet[Pause] = WeakSet()


class Pause(QTimer):
    """Calls `then` once after so many milliseconds without another `start()`.

    Whoever waits for an answer to be on the screen has to know of it (`ui.kit.rest`): looking for timers among the
    thousands of parts of a window takes longer than most answers do.
    """

    def __init__(self, parent: QObject, milliseconds: int, then: Callable[[], object]) -> None:
        super().__init__(parent, singleShot=True, interval=milliseconds)
        self.timeout.connect(then)
        _made.add(self)


def running() -> list[Pause]:
    """The pauses that have begun and not ended."""
    return [pause for pause in list(_made) if isValid(pause) and pause.isActive()]
