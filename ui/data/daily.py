"""Lets the backup of the day happen while people work, and keeps quiet about it unless it fails."""

from __future__ import annotations

import logging

from ui.kit.jobs import Task, runner
from ui.kit.looking import Looking

_log = logging.getLogger("ui.data")


class DailyBackup(Looking):
    """Looks every ten minutes whether the backup of the day is still missing."""

    first_look = 120_000  # two minutes after entering (ms): the morning rush comes first
    every_look = 600_000

    def look(self) -> None:
        """Make the backup in the lane of slow papers, so that no write and no search waits for it."""
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
