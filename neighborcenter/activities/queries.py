"""Questions about activities and their sessions: lists, one card, what is on.

The lists of people are in `enrollment_queries`, the door in `checkin_queries`, figures in
`statistics` and `campaign_queries`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import counting, places, records
from neighborcenter.activities import texts as texts  # teaches the sentences of this room
from neighborcenter.activities.drafts import ActivityDraft, ActivityFilter, PartnerDraft
from neighborcenter.activities.kinds import (
    OPEN,
    ActivityStatus,
    EnrollmentStatus,
    SessionStatus,
    SignUp,
    TagRole,
)
from neighborcenter.activities.models import (
    activity,
    activity_feedback,
    activity_photo,
    activity_session,
    activity_tag,
    enrollee,
    enrollment,
)
from neighborcenter.activities.rows import (
    ActivityCard,
    ActivityRow,
    FeedbackRow,
    HistoryRow,
    PartnerRow,
    PhotoRow,
    PlaceRow,
    SessionRow,
)
from neighborcenter.booking.models import occurrence
from neighborcenter.center.models import room
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.search import lookup
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import care_tag, people_group, resident

SEARCH_KIND = "activity"
HISTORY = 40
COLUMNS = (
    "kind", "module_id", "sign_up", "age_from", "age_to", "residents_only", "fee_fen", "reduced_fen",
    "needs_guardian", "needs_approval", "publish_on", "sign_up_opens", "sign_up_closes", "waiting_list",
    "lets_pass", "offer_hours", "certificate",
)  # fmt: skip
WORDS = ("title", "organiser", "lead_name", "summary", "place", "campaign", "eligibility")
_LIST = sa.select(activity, service_module.c.name.label("module")).select_from(
    activity.join(service_module, service_module.c.id == activity.c.module_id, isouter=True)
)
_SESSIONS = sa.select(
    activity_session,
    activity.c.title.label("activity"),
    activity.c.kind,
    activity.c.sign_up,
    activity.c.place.label("usual_place"),
    occurrence.c.room_id,
    room.c.name.label("room"),
).select_from(
    activity_session.join(activity, activity.c.id == activity_session.c.activity_id)
    .join(occurrence, occurrence.c.id == activity_session.c.occurrence_id, isouter=True)
    .join(room, room.c.id == occurrence.c.room_id, isouter=True)
)


def activities(read: Read, wanted: ActivityFilter | None = None, limit: int = 2_000) -> list[ActivityRow]:
    """The activities a list shows, sorted; at most `limit`, the newest of them when there are more."""
    read.require(Permission.ACTIVITIES_VIEW)
    wanted = wanted or ActivityFilter()
    found = read.rows(
        _LIST.where(*_conditions(read, wanted))
        .order_by(activity.c.first_day.desc(), activity.c.id.desc())
        .limit(limit)
    )
    rows = _rows(read, found)
    if wanted.places_left:
        rows = [row for row in rows if row.left > 0]
    if wanted.sign_up_open:
        rows = [row for row in rows if row.sign_up_open]
    name = wanted.order.removeprefix("-")
    key = _ORDERS.get(name, _ORDERS["first_day"])
    return sorted(rows, key=key, reverse=wanted.order.startswith("-"))


_ORDERS: dict[str, Any] = {
    "first_day": lambda row: (row.next_starts or datetime.combine(row.first_day or date.max, time()), row.id),
    "title": lambda row: (row.title, row.id),
    "kind": lambda row: (row.kind, row.id),
    "status": lambda row: (list(ActivityStatus).index(row.status), row.id),
    "module": lambda row: (row.module, row.id),
    "taken": lambda row: (row.taken, row.id),
    "left": lambda row: (row.left, row.id),
    "waiting": lambda row: (row.waiting, row.id),
}


def activity_rows(read: Read, ids: Sequence[int]) -> list[ActivityRow]:
    """The activities with these ids, in their order."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = read.rows(_LIST.where(activity.c.id.in_(list(ids)), activity.c.center_id == read.center_id))
    by_id = {row.id: row for row in _rows(read, found)}
    return [by_id[ref] for ref in ids if ref in by_id]


def find_activities(read: Read, typed: str, limit: int = 8, *, open_only: bool = False) -> list[ActivityRow]:
    """What the search box finds: by characters, pinyin or initials; open ones before those that are over."""
    read.require(Permission.ACTIVITIES_VIEW)
    hits = lookup(read, typed, (SEARCH_KIND,), limit * 4)
    rows = activity_rows(read, [hit.ref_id for hit in hits])
    if open_only:
        rows = [row for row in rows if row.status in OPEN and row.next_starts is not None]
    return sorted(rows, key=lambda row: row.status not in OPEN or row.next_starts is None)[:limit]


def _conditions(read: Read, wanted: ActivityFilter) -> list[sa.ColumnElement[bool]]:
    conditions = [activity.c.center_id == read.center_id]
    if wanted.text.strip():
        text = wanted.text.strip()
        ids = [hit.ref_id for hit in lookup(read, text, (SEARCH_KIND,), 200)]
        words = [
            column.contains(text, autoescape=True)
            for column in (activity.c.title, activity.c.organiser, activity.c.campaign, activity.c.lead_name)
        ]
        conditions.append(sa.or_(activity.c.id.in_(ids), *words))
    if wanted.kinds:
        conditions.append(activity.c.kind.in_(wanted.kinds))
    if wanted.statuses:
        conditions.append(activity.c.status.in_([ActivityStatus(one) for one in wanted.statuses]))
    if wanted.module_id is not None:
        conditions.append(activity.c.module_id == wanted.module_id)
    if wanted.first is not None:
        conditions.append(sa.or_(activity.c.last_day >= wanted.first, activity.c.last_day.is_(None)))
    if wanted.end is not None:
        conditions.append(sa.or_(activity.c.first_day < wanted.end, activity.c.first_day.is_(None)))
    if wanted.campaign:
        conditions.append(activity.c.campaign == wanted.campaign)
    if wanted.resident_id is not None:
        conditions.append(
            activity.c.id.in_(
                sa.select(enrollment.c.activity_id)
                .join(enrollee, enrollee.c.enrollment_id == enrollment.c.id)
                .where(enrollee.c.resident_id == wanted.resident_id)
            )
        )
    return conditions


def _rows(read: Read, found: Sequence[Any]) -> list[ActivityRow]:
    now = read.clock.local()
    counts = counting.of_activities(read, [row.id for row in found])
    coming = counting.next_sessions(read, [row.id for row in found], now)
    rows = []
    for row in found:
        one, following = counts[row.id], coming.get(row.id)
        place = "" if following is None else (following.room or following.place)
        rows.append(
            ActivityRow(
                id=row.id, title=row.title, kind=row.kind, status=row.status, sign_up=row.sign_up,
                module_id=row.module_id, module=row.module or "", organiser=row.organiser,
                campaign=row.campaign, first_day=row.first_day, last_day=row.last_day,
                next_session_id=following.id if following is not None else None,
                next_starts=following.starts if following is not None else None,
                next_ends=following.ends if following is not None else None,
                place=place or row.place, sessions=one.sessions, capacity=one.capacity, taken=one.taken,
                waiting=one.waiting, fee_fen=row.fee_fen, sign_up_opens=row.sign_up_opens,
                sign_up_closes=row.sign_up_closes,
                sign_up_open=following is not None and _is_open(row, now),
            )
        )  # fmt: skip
    return rows


def _is_open(row: Any, now: datetime) -> bool:
    return (
        row.status in OPEN
        and row.sign_up is not SignUp.NONE
        and (row.sign_up_opens is None or row.sign_up_opens <= now)
        and (row.sign_up_closes is None or now < row.sign_up_closes)
    )


def sessions(read: Read, activity_id: int) -> tuple[SessionRow, ...]:
    """Every session of an activity, in order."""
    read.require(Permission.ACTIVITIES_VIEW)
    return _session_rows(
        read,
        _SESSIONS.where(
            activity_session.c.activity_id == activity_id, activity_session.c.center_id == read.center_id
        ),
    )


def sessions_between(
    read: Read, first: date, end: date, *, room_ids: Sequence[int] = (), drafts: bool = False
) -> tuple[SessionRow, ...]:
    """The sessions of every activity from `first` to before `end`: for boards and the day at the desk.

    Those of drafts are left out unless asked for.
    """
    read.require(Permission.ACTIVITIES_VIEW)
    wanted = _SESSIONS.where(
        activity_session.c.center_id == read.center_id,
        activity_session.c.starts >= datetime.combine(first, time()),
        activity_session.c.starts < datetime.combine(end, time()),
    )
    if room_ids:
        wanted = wanted.where(occurrence.c.room_id.in_(list(room_ids)))
    if not drafts:
        wanted = wanted.where(activity.c.status != ActivityStatus.DRAFT)
    return _session_rows(read, wanted)


def session_row(read: Read, session_id: int) -> SessionRow:
    """One session.  Raises NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    row = records.stored_session(read, session_id)
    return next(one for one in sessions(read, row.activity_id) if one.id == session_id)


def _session_rows(read: Read, wanted: sa.Select[Any]) -> tuple[SessionRow, ...]:
    found = read.rows(wanted.order_by(activity_session.c.starts, activity_session.c.id))
    counts = counting.of_sessions(read, found)
    numbers: dict[int, int] = {}
    rows = []
    for row in found:
        numbers[row.activity_id] = numbers.get(row.activity_id, 0) + 1
        one = counts[row.id]
        rows.append(
            SessionRow(
                id=row.id, activity_id=row.activity_id, number=numbers[row.activity_id],
                activity=row.activity, kind=row.kind, title=row.title, starts=row.starts, ends=row.ends,
                room_id=row.room_id, room=row.room or "", place=row.place or row.usual_place,
                status=row.status, cancel_reason=row.cancel_reason, occurrence_id=row.occurrence_id,
                capacity=one.capacity, taken=one.taken, waiting=one.waiting, expected=one.expected,
                present=one.present + row.heads, note=row.note,
            )
        )  # fmt: skip
    return tuple(rows)


def activity_card(read: Read, activity_id: int) -> ActivityCard:
    """Everything about one activity but its lists of people.  Raises NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    row = records.stored(read, activity_id)
    form, version = activity_form(read, activity_id)
    pools = places.pools(read, records.Scope(activity_id))
    status = counting.by_status(read, activity_id)
    met = sessions(read, activity_id)
    now = read.clock.local()
    open_now = _is_open(row, now) and any(
        one.ends > now and one.status is SessionStatus.PLANNED for one in met
    )
    kept = {name: getattr(row, name) for name in (*COLUMNS, *WORDS)}
    return ActivityCard(
        **kept,
        id=row.id, version=version, status=row.status,
        module=str(read.value(sa.select(service_module.c.name).where(service_module.c.id == row.module_id)) or ""),
        partners=partners(read, activity_id),
        eligible_tags=form.eligible_tags, reduced_tags=form.reduced_tags, free_tags=form.free_tags,
        tag_names=_tag_names(read, activity_id),
        places=tuple(PlaceRow(one.pool_id, one.kind, one.capacity, one.taken) for one in pools.values()),
        sign_up_open=open_now, copied_from_id=row.copied_from_id, first_day=row.first_day,
        last_day=row.last_day, cancel_reason=row.cancel_reason, closing_words=row.closing_words,
        closing_heads=row.closing_heads, closing_minutes=row.closing_minutes, closed_at=row.closed_at,
        enrolled=status.get(EnrollmentStatus.ENROLLED, 0), pending=status.get(EnrollmentStatus.PENDING, 0),
        waiting=status.get(EnrollmentStatus.WAITING, 0), offered=status.get(EnrollmentStatus.OFFERED, 0),
        sessions=met, photos=photos(read, activity_id), history=_history(read, activity_id),
    )  # fmt: skip


def activity_form(read: Read, activity_id: int) -> tuple[ActivityDraft, int]:
    """An activity as a form fills it, and the version seen.  Raises NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    row = records.stored(read, activity_id)
    tags: dict[TagRole, list[int]] = {role: [] for role in TagRole}
    for tag in read.rows(sa.select(activity_tag).where(activity_tag.c.activity_id == activity_id)):
        tags[tag.role].append(tag.tag_id)
    pools = places.pools(read, records.Scope(activity_id))
    draft = ActivityDraft(
        **{name: getattr(row, name) for name in (*COLUMNS, *WORDS)},
        partners=tuple(
            PartnerDraft(one.group_id, one.words) for one in records.partners_of(read, activity_id)
        ),
        eligible_tags=tuple(tags[TagRole.ELIGIBLE]),
        reduced_tags=tuple(tags[TagRole.REDUCED]),
        free_tags=tuple(tags[TagRole.FREE]),
        places={kind: pool.capacity for kind, pool in pools.items()},
    )
    return draft, row.version


def photos(read: Read, activity_id: int) -> tuple[PhotoRow, ...]:
    """The photos of an activity, oldest first."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = read.rows(
        sa.select(activity_photo)
        .where(activity_photo.c.activity_id == activity_id, activity_photo.c.center_id == read.center_id)
        .order_by(activity_photo.c.id)
    )
    return tuple(PhotoRow(one.id, one.session_id, one.file, one.caption, one.created_at) for one in found)


def feedback(read: Read, activity_id: int) -> tuple[FeedbackRow, ...]:
    """What people said afterwards, newest first."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = read.rows(
        sa.select(activity_feedback, resident.c.name)
        .join(resident, resident.c.id == activity_feedback.c.resident_id, isouter=True)
        .where(
            activity_feedback.c.activity_id == activity_id, activity_feedback.c.center_id == read.center_id
        )
        .order_by(activity_feedback.c.id.desc())
    )
    return tuple(
        FeedbackRow(
            one.id, one.session_id, one.resident_id, one.name or "", one.score, one.words, one.created_at
        )
        for one in found
    )


def partners(read: Read, activity_id: int) -> tuple[PartnerRow, ...]:
    """Who else organises it, in the order in which they were named."""
    rows = records.partners_of(read, activity_id)
    ids = [one.group_id for one in rows if one.group_id is not None]
    names = {
        row.id: row.name
        for row in read.rows(
            sa.select(people_group.c.id, people_group.c.name).where(people_group.c.id.in_(ids))
        )
    }
    return tuple(PartnerRow(one.group_id, names.get(one.group_id, one.words)) for one in rows)


def _tag_names(read: Read, activity_id: int) -> tuple[tuple[int, str], ...]:
    rows = read.rows(
        sa.select(care_tag.c.id, care_tag.c.name)
        .where(
            care_tag.c.id.in_(
                sa.select(activity_tag.c.tag_id).where(activity_tag.c.activity_id == activity_id)
            )
        )
        .order_by(care_tag.c.position, care_tag.c.id)
    )
    return tuple((row.id, row.name) for row in rows)


def _history(read: Read, activity_id: int) -> tuple[HistoryRow, ...]:
    rows = read.rows(
        sa.select(audit_entry.c.at, audit_entry.c.actor, audit_entry.c.act, audit_entry.c.detail)
        .where(
            audit_entry.c.center_id == read.center_id,
            audit_entry.c.subject == "activity",
            audit_entry.c.ref_id == activity_id,
        )
        .order_by(audit_entry.c.id.desc())
        .limit(HISTORY)
    )
    return tuple(HistoryRow(*tuple(row)) for row in rows)
