"""Lets go, while people work, what nobody answered or paid in time: its rooms are free again without anybody looking."""

from __future__ import annotations

from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from ui.kit.jobs import Command, Query, may, runner
from ui.kit.looking import Looking
from ui.kit.messages import toast


class Lapsing(Looking):
    """Looks every five minutes; it writes only when something is due."""

    first_look = 20_000  # twenty seconds after entering (ms): the first page comes first
    every_look = 300_000

    def look(self) -> None:
        """Ask whether anything is due, and let it go."""
        if runner().backend is None or runner().actor is None or not may(Permission.BOOKING_WRITE):
            return
        Query(self, _due, key="due", lane="quick").then(self._on_due).start()

    def _on_due(self, due: bool) -> None:
        if due:
            Command(self, _lapse).then(self._on_lapsed).start()

    def _on_lapsed(self, lapsed: list[int]) -> None:
        if lapsed:
            toast(_("Lapsed: {count}").format(count=len(lapsed)))


def _due(read: Any) -> bool:
    from neighborcenter.booking.request_service import is_anything_due  # noqa: PLC0415 - not needed to start

    return is_anything_due(read)


def _lapse(work: Any) -> list[int]:
    from neighborcenter.booking.request_service import lapse_due  # noqa: PLC0415 - not needed to start

    return lapse_due(work)
