"""What the bell says of activities: offers that lapse today, sign-ups to approve, sign-up opening or closing today."""

from __future__ import annotations

from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import enrollment_queries, queries
from neighborcenter.activities.drafts import ActivityFilter
from neighborcenter.activities.kinds import OPEN
from neighborcenter.kit.i18n import _
from ui.kit.bell import Notice

MOST = 5
"""So many of one sort stand there each by itself; the rest is counted on the page."""


def notices(read: Any) -> list[Notice]:
    """Return what needs a look. Runs in the lane."""
    if not read.may(Permission.ACTIVITIES_VIEW):
        return []
    return [*_offers(read), *_pending(read), *_windows(read)]


def _offers(read: Any) -> list[Notice]:
    today = read.clock.today()
    lapsing = [
        row
        for row in enrollment_queries.open_offers(read)
        if row.offer_expires_at is not None and read.clock.wall(row.offer_expires_at).date() <= today
    ]
    return [
        Notice(
            _("{who} has until {time} to take the place").format(
                who=row.who, time=f"{read.clock.wall(row.offer_expires_at):%H:%M}"
            ),
            row.activity, "timer", "notice", _("Look"), "activities", ("waiting", row.activity_id),
        )
        for row in lapsing[:MOST]
    ]  # fmt: skip


def _pending(read: Any) -> list[Notice]:
    waiting = enrollment_queries.pending(read)
    if not waiting:
        return []
    first = waiting[0]
    return [
        Notice(
            _("{count} sign-ups wait for approval").format(count=len(waiting)),
            first.activity, "clock", "notice", _("Look"), "activities", ("sign_ups", first.activity_id),
        )
    ]  # fmt: skip


def _windows(read: Any) -> list[Notice]:
    today = read.clock.today()
    found = []
    for row in queries.activities(
        read, ActivityFilter(statuses=tuple(str(one) for one in OPEN), first=today)
    ):
        for moment, words in (
            (row.sign_up_opens, _("Sign-up opens today {time}: {title}")),
            (row.sign_up_closes, _("Sign-up closes today {time}: {title}")),
        ):
            if moment is not None and moment.date() == today:
                found.append(
                    Notice(
                        words.format(time=f"{moment:%H:%M}", title=row.title),
                        "", "ticket", "activity", _("Open"), "activities", row.id,
                    )
                )  # fmt: skip
    return found[:MOST]
