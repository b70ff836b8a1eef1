"""Lets offers on waiting lists end in time while people work, without anybody asking for it."""

from __future__ import annotations

import logging

from neighborcenter.kit.actor import system_actor
from ui.kit.jobs import Task, runner
from ui.kit.looking import Looking

_log = logging.getLogger("ui.activities")


class Sweeper(Looking):
    """Looks every ten minutes for offers that ended and places that are free."""

    first_look = 60_000  # a minute after entering (ms): the first screens come first
    every_look = 600_000

    def look(self) -> None:
        """Sweep every center of this database as the program itself; other windows see it by themselves."""
        backend = runner().backend
        if backend is None:
            return

        def act() -> object:
            from neighborcenter.activities.waiting_service import sweep  # noqa: PLC0415 - not needed to start

            for center_id, _code, _name in backend.centers():
                with backend.work(system_actor(center_id)) as work:
                    sweep(work)
            return None

        Task(self, act, lane="paper").broken(self._on_trouble).start()

    def _on_trouble(self, error: BaseException) -> None:
        """The next look tries again; here only the reason is kept."""
        _log.warning("ended offers were not swept up: %s", error)
