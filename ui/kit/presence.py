"""Who sits before the screen, and on which day: the idle clock and the words for today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import language
from ui.kit.jobs import Task
from ui.kit.top_bar import day_words, lunar_day

LOCK_AFTER_MS = 10 * 60 * 1000
"""Ten minutes without a key or a click hide the screen: residents stand before it."""

LUNAR_AFTER_MS = 300
"""The lunar day costs 60 ms of loading, which the first page of the morning has better use for."""

_SIGNS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod}
)


class IdleWatch(QObject):
    """Tells when nobody has touched the window for a while.

    It listens to the native window and not to the application: that one only sees what comes from keyboard and
    mouse, where a filter on the application would run Python for every paint and timer event.
    """

    idle = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QObject | None = None
        self._timer = QTimer(self, singleShot=True, interval=LOCK_AFTER_MS)
        self._timer.timeout.connect(self.idle)

    def begin(self) -> None:
        """Start to count; call when the window has been shown."""
        handle = self._window.window().windowHandle()
        if handle is not None and self._watched is not handle:
            handle.installEventFilter(self)
            self._watched = handle
        self._timer.start()

    def stop(self) -> None:
        """Stop counting."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count anew after any sign of a person."""
        if event.type() in _SIGNS and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)


class Today(QObject):
    """The words for today beside the title; they change at midnight and gain the lunar day when it is known."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._day = date.min
        self.words = ""
        self._timer = QTimer(self, interval=60_000)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Say today and go on looking once a minute."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def look(self) -> None:
        """Look whether another day has begun."""
        day = self._today()
        if day != self._day:
            self._day, self.words = day, day_words(day)
            self.changed.emit()
            if language() == "zh_CN":
                QTimer.singleShot(LUNAR_AFTER_MS, self, lambda: self._ask_lunar(day))

    def _ask_lunar(self, day: date) -> None:
        Task(self, lambda: lunar_day(day)).then(self._on_lunar).start()

    def _on_lunar(self, words: str) -> None:
        self.words = f"{day_words(self._day)} · {words}"
        self.changed.emit()
