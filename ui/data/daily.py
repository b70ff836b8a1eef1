"""Lets the backup of the day happen while people work, and keeps quiet about it unless it fails."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer

from ui.kit.jobs import Task, runner

_log = logging.getLogger("ui.data")
FIRST_LOOK = 120_000
"""Two minutes after entering (ms): the morning rush comes first."""
EVERY_LOOK = 600_000


class DailyBackup(QObject):
    """Looks every ten minutes whether the backup of the day is still missing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_LOOK)

    def look(self) -> None:
        """Make the backup in the lane of slow papers, so that no write and no search waits for it."""
        self._timer.setInterval(EVERY_LOOK)
        backend = runner().backend
        if backend is None:
            return

        def act() -> object:
            from neighborcenter.data.daily import back_up_if_due  # noqa: PLC0415 - not needed to start

            return back_up_if_due(backend)

        Task(self, act, lane="paper").broken(self._on_trouble).start()

    def _on_trouble(self, error: BaseException) -> None:
        """The notice “the last backup is old” comes by itself; here only the reason is kept."""
        _log.warning("the daily backup was not made: %s", error)
