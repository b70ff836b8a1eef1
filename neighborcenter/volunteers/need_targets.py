"""What a new need may hang on: kinds, and what is planned in the coming weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import ActivityKind, SessionStatus
from neighborcenter.activities.models import activity, activity_session
from neighborcenter.activities.texts import kind_name as activity_kind_name
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.texts import kind_name as use_name
from neighborcenter.center.queries import rooms
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.need_queries import routes
from neighborcenter.volunteers.texts import word

AHEAD = timedelta(days=60)
"""So far ahead single sessions and bookings are offered."""
MOST = 300
"""So many of each at most, the next first."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something a need may hang on: the value of a kind or an id, and its words."""

    serves: Serves
    key: str | int
    name: str

    @property
    def words(self) -> str:
        """Kind of activity · free clinic."""
        return f"{word(self.serves)} · {self.name}"


def targets(read: Read) -> list[Target]:
    """Everything a new need may hang on; a handful of questions."""
    read.require(Permission.VOLUNTEERS_VIEW)
    found = [Target(Serves.ACTIVITY_KIND, each.value, activity_kind_name(each)) for each in ActivityKind]
    found += [Target(Serves.BOOKING_KIND, each.value, use_name(each)) for each in BookingKind]
    found += _activities(read)
    found += _bookings(read)
    found += [Target(Serves.ROOM, one.id, one.name) for whole in rooms(read) for one in (whole, *whole.parts)]
    found += [Target(Serves.ROUTE, one.route_id, one.name) for one in routes(read)]
    return found


def _activities(read: Read) -> list[Target]:
    """Activities with a session to come, then their single sessions."""
    now = read.clock.local()
    rows = read.rows(
        sa.select(
            activity_session.c.id, activity_session.c.starts, activity.c.id.label("of"), activity.c.title
        )
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .where(
            activity_session.c.center_id == read.center_id,
            activity_session.c.status == SessionStatus.PLANNED,
            activity_session.c.starts > now,
            activity_session.c.starts < now + AHEAD,
        )
        .order_by(activity_session.c.starts, activity_session.c.id)
        .limit(MOST)
    )
    whole = {row.of: Target(Serves.ACTIVITY, row.of, row.title) for row in rows}
    return [
        *whole.values(),
        *(
            Target(Serves.SESSION, row.id, f"{row.title} {say_date(row.starts.date())} {row.starts:%H:%M}")
            for row in rows
        ),
    ]


def _bookings(read: Read) -> list[Target]:
    """Bookings with a day to come, each named by its next one."""
    now = read.clock.local()
    coming = (
        sa.select(occurrence.c.booking_id, sa.func.min(occurrence.c.starts).label("starts"))
        .where(
            occurrence.c.center_id == read.center_id,
            occurrence.c.status == OccurrenceStatus.BOOKED,
            occurrence.c.starts > now,
            occurrence.c.starts < now + AHEAD,
        )
        .group_by(occurrence.c.booking_id)
        .subquery()
    )
    rows = read.rows(
        sa.select(booking.c.id, booking.c.title, coming.c.starts)
        .join(coming, coming.c.booking_id == booking.c.id)
        .order_by(coming.c.starts, booking.c.id)
        .limit(MOST)
    )
    return [
        Target(Serves.BOOKING, row.id, f"{row.title} {say_date(row.starts.date())} {row.starts:%H:%M}")
        for row in rows
    ]
