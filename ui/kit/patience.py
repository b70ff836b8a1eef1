"""Keys pressed while an answer is on its way wait for it, so that no hand is too fast for the disk.

`F4 bdj⏎ ⏎` is typed in one go; between the keys the back office is asked three times. The last Enter must mean
the sign-up, not whatever had the caret when it was pressed.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class Patience(QObject):
    """Holds back the keys of some widgets while it is waiting, and gives them to the caret afterwards."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._kept: list[QKeyEvent] = []
        self._waits: set[str] = set()

    def watch(self, *widgets: QWidget) -> None:
        """Hold back the keys of these, too. Asked before filters installed earlier."""
        for widget in widgets:
            widget.installEventFilter(self)

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self._waits)

    def wait(self, what: str) -> None:
        """An answer that later keys depend on was asked for."""
        self._waits.add(what)

    def go_on(self, what: str) -> None:
        """It came: what was typed meanwhile goes where the caret is now."""
        self._waits.discard(what)
        while self._kept and not self._waits:
            target = QApplication.focusWidget()
            event = self._kept.pop(0)
            if target is not None:
                QCoreApplication.sendEvent(target, event)

    def forget(self) -> None:
        """What was typed is not wanted any more."""
        self._kept.clear()
        self._waits.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep key presses while waiting; Esc gives up."""
        if not self._waits or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
            return False
        self._kept.append(event.clone())
        return True
