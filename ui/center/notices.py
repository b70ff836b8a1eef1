"""What the bell says about the center: a year whose holidays are not imported, days that are closed soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_day
from ui.kit.bell import Notice

HOLIDAYS_FROM_MONTH = 11
"""The notice of the State Council for the next year came on 4 November 2025."""
SOON = timedelta(days=7)


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.CENTER_VIEW):
        return []
    today = read.clock.today()
    found = [
        Notice(
            _("The holidays of {year} are not imported").format(year=row.year),
            _("Until then weekends count as days off and every other day as worked."),
            "calendar-range",
            "notice",
            _("Import"),
            "settings",
            "settings.holidays",
        )
        for row in queries.holiday_years(read)
        if not row.known and (row.year == today.year or today.month >= HOLIDAYS_FROM_MONTH)
    ]
    found += [
        Notice(
            _("Closed from {first}: {room}").format(
                first=say_day(row.first, read.clock.today()), room=row.room or _("The whole center")
            ),
            row.reason,
            "calendar-off",
            "closed",
            _("Show"),
            "settings",
            "settings.closures",
        )
        for row in queries.closed_days(read)
        if row.first - today <= SOON
    ]
    return found
