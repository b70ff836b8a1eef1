"""What the bell says about requests: how many wait, and how many lines should have been paid."""

from __future__ import annotations

from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import queries
from neighborcenter.kit.i18n import _
from ui.kit.bell import Notice


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.BOOKING_APPROVE):
        return []
    waiting = queries.requests_waiting(read)
    if not waiting:
        return []
    return [
        Notice(
            _("{count} wait for an answer").format(count=waiting),
            _("A request holds its room until it is answered or lapses."),
            "badge-check",
            "notice",
            _("Answer"),
            "requests",
            "requests",
        )
    ]
