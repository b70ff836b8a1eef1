"""Questions about campaigns: one name that joins the activities of many centers."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import counting
from neighborcenter.activities.kinds import ActivityStatus
from neighborcenter.activities.models import activity
from neighborcenter.activities.rows import CampaignRow
from neighborcenter.center.models import center
from neighborcenter.kit.work import Read


def campaigns(read: Read) -> list[str]:
    """The names of campaigns this center takes part in, the latest first."""
    read.require(Permission.ACTIVITIES_VIEW)
    latest = sa.func.max(activity.c.id)
    return [
        row[0]
        for row in read.rows(
            sa.select(activity.c.campaign)
            .where(activity.c.center_id == read.center_id, activity.c.campaign != "")
            .group_by(activity.c.campaign)
            .order_by(latest.desc())
        )
    ]


def campaign(read: Read, name: str) -> list[CampaignRow]:
    """What every center of this database does for a campaign: figures only, no people."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = read.rows(
        sa.select(activity, center.c.name.label("center"))
        .join(center, center.c.id == activity.c.center_id)
        .where(activity.c.campaign == name, activity.c.status != ActivityStatus.DRAFT)
        .order_by(center.c.name, activity.c.first_day, activity.c.id)
    )
    counts = counting.of_activities(read, [row.id for row in found])
    came = counting.heads_of(read, [row.id for row in found])
    return [
        CampaignRow(
            row.center_id, row.center, row.id, row.title, row.status, row.first_day, counts[row.id].capacity,
            counts[row.id].taken, came.get(row.id, 0),
        )
        for row in found
    ]  # fmt: skip
