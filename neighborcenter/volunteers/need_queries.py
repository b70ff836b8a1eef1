"""Questions about needs, patrol lines, and shifts that wait: for people, for an answer, for somebody to take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.activities.models import activity, activity_session
from neighborcenter.activities.texts import kind_name as activity_kind_name
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.texts import kind_name as use_name
from neighborcenter.center.models import room
from neighborcenter.kit.work import Read
from neighborcenter.volunteers.drafts import NeedDraft
from neighborcenter.volunteers.kinds import Serves, ShiftStatus
from neighborcenter.volunteers.models.needs import need, need_skill, patrol_route
from neighborcenter.volunteers.models.people import skill
from neighborcenter.volunteers.models.shifts import post, shift


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need on a list: `draft` as it was handed in, `hangs_on` in words, its shifts still to come."""

    need_id: int
    version: int
    post: str
    hangs_on: str
    skills: tuple[tuple[str, int], ...]
    draft: NeedDraft
    active: bool
    coming: int

    @property
    def id(self) -> int:
        """The need's id, as lists want it."""
        return self.need_id


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A line that patrols walk; its spots in order."""

    route_id: int
    version: int
    name: str
    spots: tuple[str, ...]
    note: str
    active: bool = True

    @property
    def id(self) -> int:
        """The line's id, as lists want it."""
        return self.route_id


@dataclass(frozen=True, slots=True)
class AskingRow:
    """A shift that waits for an answer because what it serves was moved."""

    shift_id: int
    post: str
    serves: str
    starts: datetime
    ends: datetime
    moved_starts: datetime
    moved_ends: datetime


_SESSION = activity_session.alias("served_session")
_OF_SESSION = activity.alias("served_activity")
_DAY = occurrence.alias("served_day")
_OF_DAY = booking.alias("served_booking")
SERVES = sa.func.coalesce(_OF_SESSION.c.title, _OF_DAY.c.title, "")
"""The title of what a shift serves, in a question over `serving_join`."""


def serving_join(source: sa.FromClause) -> sa.FromClause:
    """`source` (with `shift` in it) joined to what its shifts serve."""
    return (
        source.join(_SESSION, _SESSION.c.id == shift.c.session_id, isouter=True)
        .join(_OF_SESSION, _OF_SESSION.c.id == _SESSION.c.activity_id, isouter=True)
        .join(_DAY, _DAY.c.id == shift.c.occurrence_id, isouter=True)
        .join(_OF_DAY, _OF_DAY.c.id == _DAY.c.booking_id, isouter=True)
    )


def needs(read: Read, *, ended: bool = False) -> list[NeedRow]:
    """The needs of the center, by post and what they hang on; `ended` ones only when asked for."""
    read.require(Permission.VOLUNTEERS_VIEW)
    coming = (
        sa.select(sa.func.count())
        .where(
            shift.c.need_id == need.c.id,
            shift.c.status == ShiftStatus.OPEN,
            shift.c.starts >= read.clock.local(),
        )
        .scalar_subquery()
    )
    met = activity_session.alias("met")
    of_session = activity.alias("of_session")
    question = (
        sa.select(
            need, post.c.name.label("post"), activity.c.title.label("activity"), met.c.starts.label("met"),
            of_session.c.title.label("of_session"), booking.c.title.label("booking"),
            room.c.name.label("room"), patrol_route.c.name.label("line"), coming.label("coming"),
        )
        .join(post, post.c.id == need.c.post_id)
        .join(activity, activity.c.id == need.c.activity_id, isouter=True)
        .join(met, met.c.id == need.c.session_id, isouter=True)
        .join(of_session, of_session.c.id == met.c.activity_id, isouter=True)
        .join(booking, booking.c.id == need.c.booking_id, isouter=True)
        .join(room, room.c.id == need.c.room_id, isouter=True)
        .join(patrol_route, patrol_route.c.id == need.c.route_id, isouter=True)
        .where(need.c.center_id == read.center_id)
        .order_by(post.c.position, need.c.serves, need.c.id)
    )  # fmt: skip
    if not ended:
        question = question.where(need.c.active.is_(True))
    asked = _skills(read)
    return [_need_row(row, asked.get(row.id, [])) for row in read.rows(question)]


def routes(read: Read, *, retired: bool = False) -> list[RouteRow]:
    """The lines that patrols walk; those out of use only when asked for."""
    read.require(Permission.VOLUNTEERS_VIEW)
    question = sa.select(patrol_route).where(patrol_route.c.center_id == read.center_id)
    if not retired:
        question = question.where(patrol_route.c.active.is_(True))
    return [
        RouteRow(
            row.id,
            row.version,
            row.name,
            tuple(each.strip() for each in row.spots.splitlines() if each.strip()),
            row.note,
            row.active,
        )
        for row in read.rows(question.order_by(patrol_route.c.position))
    ]


def asking(read: Read, since: date) -> list[AskingRow]:
    """The shifts from a day on that wait for an answer because what they serve was moved, earliest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(
            shift.c.id, post.c.name, SERVES.label("serves"), shift.c.starts, shift.c.ends,
            shift.c.moved_starts, shift.c.moved_ends,
        )
        .select_from(serving_join(shift.join(post, post.c.id == shift.c.post_id)))
        .where(
            shift.c.center_id == read.center_id,
            shift.c.status == ShiftStatus.OPEN,
            shift.c.moved_starts.is_not(None),
            shift.c.starts >= datetime.combine(since, datetime.min.time()),
        )
        .order_by(shift.c.starts, shift.c.id)
    )  # fmt: skip
    return [AskingRow(*tuple(row)) for row in rows]


def _skills(read: Read) -> dict[int, list[tuple[int, str, int]]]:
    found: dict[int, list[tuple[int, str, int]]] = {}
    for row in read.rows(
        sa.select(need_skill.c.need_id, skill.c.id, skill.c.name, need_skill.c["count"].label("how_many"))
        .join(skill, skill.c.id == need_skill.c.skill_id)
        .where(skill.c.center_id == read.center_id)
        .order_by(skill.c.position)
    ):
        found.setdefault(row.need_id, []).append((row.id, row.name, row.how_many))
    return found


def _need_row(row: Any, asked: list[tuple[int, str, int]]) -> NeedRow:
    names = NeedDraft.__dataclass_fields__.keys() - {"skills"}
    draft = NeedDraft(
        **{name: getattr(row, name) for name in names}, skills=tuple((ref, count) for ref, _, count in asked)
    )
    return NeedRow(
        row.id, row.version, row.post, _hangs_on(row), tuple((name, count) for _, name, count in asked),
        draft, row.active, row.coming,
    )  # fmt: skip


def _hangs_on(row: Any) -> str:
    """What a need hangs on, in words."""
    match row.serves:
        case Serves.ACTIVITY_KIND:
            return activity_kind_name(ActivityKind(row.kind))
        case Serves.BOOKING_KIND:
            return use_name(BookingKind(row.kind))
        case Serves.SESSION:
            return f"{row.of_session or ''} {row.met:%Y-%m-%d %H:%M}" if row.met else ""
        case Serves.ROUTE:
            return f"{row.line or ''} {row.opens}–{row.closes}"
        case _:
            return row.activity or row.booking or row.room or ""
