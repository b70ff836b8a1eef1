"""What the bell says about bookings: people to ring, and left-out days that are free again."""

from __future__ import annotations

from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import calls, waiting
from neighborcenter.kit.i18n import _
from ui.kit.bell import Notice


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.BOOKING_WRITE):
        return []
    found = [
        Notice(
            _("{count} people to ring: {title}").format(count=one.left, title=one.title),
            one.words,
            "phone",
            "notice",
            _("Show"),
            "settings",
            "settings.calls",
        )
        for one in calls.open_lists(read)
        if one.left
    ]
    free = waiting.free_again(read)
    if free:
        found.append(
            Notice(
                _("{count} left-out days are free again").format(count=free),
                _("They were taken or closed when their series was booked."),
                "calendar-check",
                "service",
                _("Show"),
                "settings",
                "settings.waiting",
            )
        )
    return found
