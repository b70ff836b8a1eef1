"""Activities and courses: made, changed, published, copied, cancelled, finished, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import following, places, queries, records, rules, session_service, waiting
from neighborcenter.activities import texts as texts  # teaches the sentences of this room
from neighborcenter.activities.drafts import ActivityDraft, ClosingDraft
from neighborcenter.activities.events import ActivityKindChanged, SessionCalledOff
from neighborcenter.activities.kinds import OPEN, ActivityStatus, SessionStatus, SignUp, TagRole
from neighborcenter.activities.models import (
    activity,
    activity_feedback,
    activity_partner,
    activity_photo,
    activity_session,
    activity_tag,
    enrollment,
    seat_pool,
)
from neighborcenter.activities.waiting import Promoted
from neighborcenter.kit.pinyin import pinyin_keys
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.search import put_keys
from neighborcenter.kit.work import Work
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import care_tag, people_group


@dataclass(frozen=True, slots=True)
class CalledOff:
    """An activity that was cancelled: its sessions, and the call list of those to be told."""

    activity_id: int
    session_ids: tuple[int, ...]
    call_list_id: int | None


def create(work: Work, draft: ActivityDraft) -> int:
    """Add an activity as a draft; returns its id.  The same `client_key` again gives the first one.

    Raises Invalid, NotFound for a module, group or tag that does not exist.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    if draft.client_key:
        work.one_at_a_time(draft.client_key)
        again = work.value(
            sa.select(activity.c.id).where(
                activity.c.center_id == work.center_id, activity.c.client_key == draft.client_key
            )
        )
        if again is not None:
            return int(again)
    _check(work, draft)
    ref = work.insert(activity, **_values(draft), client_key=draft.client_key or None)
    _put_parts(work, ref, draft)
    if draft.sign_up is not SignUp.NONE:
        places.make(work, records.Scope(ref), draft.places)
    put_keys(work, queries.SEARCH_KIND, ref, pinyin_keys(draft.title.strip(), person=False))
    work.record("activities.create", "activity", ref, title=draft.title.strip(), kind=str(draft.kind))
    return ref


def change(
    work: Work, activity_id: int, draft: ActivityDraft, *, version: int | None = None
) -> tuple[Promoted, ...]:
    """Change an activity.  Its places follow `draft.places`; more of them go to those who wait.

    Raises NotFound, Stale, Invalid: also for fewer places than are given, or another way of signing up once
    somebody did.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    records.hold(work, activity_id)
    row = records.stored(work, activity_id)
    _check(work, draft)
    if draft.sign_up is not row.sign_up and _anybody(work, activity_id):
        raise Invalid(Problem("sign_up", "activities.sign_up_fixed"))
    work.update(activity, activity_id, version=version, **_values(draft))
    for table in (activity_partner, activity_tag):
        work.execute(table.delete().where(table.c.activity_id == activity_id))
    _put_parts(work, activity_id, draft)
    if draft.sign_up is not row.sign_up:
        _begin_lists(work, activity_id, draft)
    elif draft.sign_up is not SignUp.NONE:
        gone = dict.fromkeys(places.pools(work, records.Scope(activity_id)), 0)
        places.resize(work, records.Scope(activity_id), {**gone, **draft.places})
    put_keys(work, queries.SEARCH_KIND, activity_id, pinyin_keys(draft.title.strip(), person=False))
    work.record("activities.change", "activity", activity_id, title=draft.title.strip())
    if draft.kind is not row.kind:
        work.publish(ActivityKindChanged(activity_id, row.kind, draft.kind))
    return waiting.settle(work, records.stored(work, activity_id), records.Scope(activity_id))


def publish(work: Work, activity_id: int) -> None:
    """Open an activity for sign-up; one that was finished by mistake too.

    Raises NotFound, Invalid when it has no session yet.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, activity_id)
    records.want_status(row, ActivityStatus.DRAFT, ActivityStatus.FINISHED)
    if not records.sessions_in(work, records.Scope(activity_id)):
        raise Invalid(Problem("", "activities.no_sessions", {"title": row.title}))
    work.update(activity, activity_id, status=ActivityStatus.PUBLISHED, cancel_reason="", closed_at=None)
    work.record("activities.publish", "activity", activity_id, title=row.title, before=str(row.status))


def back_to_draft(work: Work, activity_id: int) -> None:
    """Take an activity back from sign-up while nobody has signed up.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, activity_id)
    records.want_status(row, ActivityStatus.PUBLISHED)
    if _anybody(work, activity_id):
        raise Invalid(Problem("", "activities.has_people", {"title": row.title}))
    work.update(activity, activity_id, status=ActivityStatus.DRAFT)
    work.record("activities.back_to_draft", "activity", activity_id, title=row.title)


def cancel(work: Work, activity_id: int, reason: str) -> CalledOff:
    """Cancel an activity with every session still to come, free the rooms, and make one call list.

    Raises NotFound, Invalid also without a reason.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    records.hold(work, activity_id)
    row = records.stored(work, activity_id)
    records.want_status(row, ActivityStatus.DRAFT, *OPEN)
    if not reason.strip():
        raise Invalid(Problem("reason", "activities.reason_missing"))
    now = work.clock.local()
    coming = [
        one
        for one in records.sessions_in(work, records.Scope(activity_id))
        if one.status in records.COMING and one.ends > now
    ]
    list_id = following.called_off(work, row, coming, SessionStatus.CANCELLED, reason, all_of_it=True)
    following.free_rooms(work, coming, reason)
    work.update(activity, activity_id, status=ActivityStatus.CANCELLED, cancel_reason=reason.strip())
    work.record(
        "activities.cancel", "activity", activity_id, title=row.title, sessions=len(coming),
        reason=reason.strip(), calls=list_id,
    )  # fmt: skip
    return CalledOff(activity_id, tuple(one.id for one in coming), list_id)


def uncancel(work: Work, activity_id: int, session_ids: Sequence[int]) -> None:
    """Take a cancelling back: the activity is open again, and these sessions with their rooms.

    Raises NotFound, Invalid, and Clash when a room has been given to others.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, activity_id)
    records.want_status(row, ActivityStatus.CANCELLED)
    work.update(activity, activity_id, status=ActivityStatus.PUBLISHED, cancel_reason="")
    for session_id in session_ids:
        session_service.restore_session(work, session_id)
    work.record("activities.uncancel", "activity", activity_id, title=row.title, sessions=len(session_ids))


def finish(work: Work, draft: ClosingDraft) -> None:
    """Close an activity with its summary; may be said again to correct it.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, draft.activity_id)
    records.want_status(row, *OPEN, ActivityStatus.FINISHED)
    for name in ("heads", "minutes"):
        if (getattr(draft, name) or 0) < 0:
            raise Invalid(Problem(name, "activities.places", {"most": rules.MOST_PLACES}))
    work.update(
        activity,
        draft.activity_id,
        status=ActivityStatus.FINISHED,
        closing_words=draft.words.strip(),
        closing_heads=draft.heads,
        closing_minutes=draft.minutes,
        closed_at=work.clock.now(),
    )
    work.record("activities.finish", "activity", draft.activity_id, title=row.title, heads=draft.heads)


def remove(work: Work, activity_id: int) -> None:
    """Remove a draft that nobody signed up for, with its rooms.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, activity_id)
    records.want_status(row, ActivityStatus.DRAFT)
    if _anybody(work, activity_id):
        raise Invalid(Problem("", "activities.has_people", {"title": row.title}))
    sessions = records.sessions_in(work, records.Scope(activity_id))
    work.execute(
        activity_session.update()
        .where(activity_session.c.activity_id == activity_id)
        .values(status=SessionStatus.CANCELLED)
    )
    following.free_rooms(work, sessions, "")
    for one in sessions:
        work.publish(SessionCalledOff(one.id, activity_id, ""))
    for table in (
        activity_partner, activity_tag, seat_pool, activity_feedback, activity_photo, activity_session,
    ):  # fmt: skip
        work.execute(table.delete().where(table.c.activity_id == activity_id))
    work.execute(
        activity.update().where(activity.c.copied_from_id == activity_id).values(copied_from_id=None)
    )
    put_keys(work, queries.SEARCH_KIND, activity_id, ())
    work.delete(activity, activity_id)
    work.record("activities.remove", "activity", activity_id, title=row.title)


def copy(work: Work, activity_id: int, *, title: str = "") -> int:
    """A new draft like this one, without its sessions and its windows: last year's activity again.

    Raises NotFound.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    form, _version = queries.activity_form(work, activity_id)
    draft = replace(form, publish_on=None, sign_up_opens=None, sign_up_closes=None)
    ref = create(work, replace(draft, title=title.strip() or draft.title))
    work.update(activity, ref, copied_from_id=activity_id)
    work.record("activities.copy", "activity", ref, came_from=activity_id)
    return ref


def _values(draft: ActivityDraft) -> dict[str, Any]:
    plain = {name: getattr(draft, name) for name in queries.COLUMNS}
    return plain | {name: getattr(draft, name).strip() for name in queries.WORDS}


def _check(work: Work, draft: ActivityDraft) -> None:
    refuse(rules.problems_in(draft))
    if draft.module_id is not None:
        _want(work, service_module, {draft.module_id}, "module_id")
    tags = {*draft.eligible_tags, *draft.reduced_tags, *draft.free_tags}
    if tags:
        _want(work, care_tag, tags, "eligible_tags")
    groups = {one.group_id for one in draft.partners if one.group_id is not None}
    if groups:
        _want(work, people_group, groups, "partners")


def _want(work: Work, table: sa.Table, ids: set[int], field: str) -> None:
    """Raises NotFound unless every id is a row of this center."""
    there = {
        row[0]
        for row in work.rows(
            sa.select(table.c.id).where(table.c.id.in_(ids), table.c.center_id == work.center_id)
        )
    }
    for missing in sorted(ids - there):
        raise NotFound(table.name, missing, field)


def _put_parts(work: Work, activity_id: int, draft: ActivityDraft) -> None:
    work.insert_many(
        activity_partner,
        [
            {
                "activity_id": activity_id,
                "group_id": one.group_id,
                "words": one.words.strip(),
                "position": place,
            }
            for place, one in enumerate(draft.partners)
            if one.group_id is not None or one.words.strip()
        ],
    )
    roles = (
        (TagRole.ELIGIBLE, draft.eligible_tags),
        (TagRole.REDUCED, draft.reduced_tags),
        (TagRole.FREE, draft.free_tags),
    )
    work.insert_many(
        activity_tag,
        [
            {"activity_id": activity_id, "tag_id": tag, "role": role}
            for role, tags in roles
            for tag in dict.fromkeys(tags)
        ],
    )


def _begin_lists(work: Work, activity_id: int, draft: ActivityDraft) -> None:
    """Make the lists anew for another way of signing up; nobody is in them."""
    work.execute(seat_pool.delete().where(seat_pool.c.activity_id == activity_id))
    if draft.sign_up is SignUp.NONE:
        return
    places.make(work, records.Scope(activity_id), draft.places)
    if draft.sign_up is SignUp.SESSION:
        for one in records.sessions_in(work, records.Scope(activity_id)):
            places.make(work, records.Scope(activity_id, one.id), draft.places)


def _anybody(work: Work, activity_id: int) -> bool:
    return (
        work.value(sa.select(enrollment.c.id).where(enrollment.c.activity_id == activity_id).limit(1))
        is not None
    )
