"""Which activities, sessions and sign-ups a paper may be made of: the newest and the next ones."""

from datetime import timedelta

import sqlalchemy as sa

from neighborcenter.activities.codes import code_of
from neighborcenter.activities.models import activity, activity_session, enrollment
from neighborcenter.kit.speech import say_day, say_moment
from neighborcenter.kit.work import Read

MOST = 200

Found = tuple[int, str, str]
"""Id, name, and the heading it stands under."""


def activities(read: Read) -> tuple[Found, ...]:
    """The latest activities, those still to come among them."""
    signed = sa.exists().where(enrollment.c.activity_id == activity.c.id)
    rows = read.rows(
        sa.select(activity.c.id, activity.c.title, activity.c.first_day, signed.label("signed"))
        .where(activity.c.center_id == read.center_id)
        .order_by(activity.c.first_day.desc(), activity.c.id.desc())
        .limit(MOST)
    )
    today = read.clock.today()
    # Whoever comes for a paper mostly wants what is going on or just over and has people on its list.
    rows = sorted(rows, key=lambda row: (row.first_day is not None and row.first_day > today, not row.signed))
    said = [say_day(row.first_day, today) if row.first_day else "" for row in rows]
    return tuple((row.id, f"{day} {row.title}".strip(), "") for row, day in zip(rows, said, strict=True))


def sessions(read: Read) -> tuple[Found, ...]:
    """Sessions from a week ago on."""
    since = read.clock.local() - timedelta(days=7)
    rows = read.rows(
        sa.select(activity_session.c.id, activity_session.c.starts, activity.c.title)
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .where(activity_session.c.center_id == read.center_id, activity_session.c.starts >= since)
        .order_by(activity_session.c.starts, activity_session.c.id)
        .limit(MOST)
    )
    now = read.clock.local()
    rows = sorted(rows, key=lambda row: row.starts.date() < now.date())
    return tuple((row.id, f"{say_moment(row.starts)} {row.title}", f"{row.starts:%Y-%m-%d}") for row in rows)


def sign_ups(read: Read) -> tuple[Found, ...]:
    """The latest sign-ups."""
    rows = read.rows(
        sa.select(enrollment.c.id, enrollment.c.who, activity.c.title)
        .join(activity, activity.c.id == enrollment.c.activity_id)
        .where(enrollment.c.center_id == read.center_id)
        .order_by(enrollment.c.id.desc())
        .limit(MOST)
    )
    return tuple((row.id, f"{code_of(row.id)} {row.who} {row.title}", row.title) for row in rows)
