"""The door: who came, who excused themselves, who came without signing up, who fetched the children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import codes, enroll_service, places, records, rules, telling, waiting
from neighborcenter.activities.drafts import EnrollDraft, PersonDraft, WalkInDraft
from neighborcenter.activities.kinds import (
    LIVE,
    ActivityStatus,
    EnrollmentKind,
    EnrollmentStatus,
    Presence,
    SessionStatus,
    SignUp,
    Source,
)
from neighborcenter.activities.models import activity, attendance, enrollee, enrollment
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import records as people
from neighborcenter.people.models import resident


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Who was checked in: hand the ids to `undo` to take it back.  `already` were here before."""

    attendance_ids: tuple[int, ...]
    names: tuple[str, ...]
    already: tuple[str, ...] = ()


def check_in(
    work: Work, session_id: int, enrollee_ids: Sequence[int], *, at: datetime | None = None
) -> CheckedIn:
    """Note that these people came; whoever is here already stays as they are.

    `at` for what is entered afterwards.  Raises NotFound, Invalid when somebody is not signed up for the
    session, it was cancelled, or its day has not come.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one, row = _door(work, session_id)
    return _check_in(work, one, row, enrollee_ids, at)


def check_in_code(work: Work, session_id: int, typed: str, *, at: datetime | None = None) -> CheckedIn:
    """Check in everybody on a scanned slip.  Raises Invalid for what is no code, and what `check_in` raises."""
    work.require(Permission.ACTIVITIES_ENROLL)
    one, row = _door(work, session_id)
    ref = codes.enrollment_of(typed)
    if ref is None:
        raise Invalid(Problem("code", "activities.code_wrong", {"code": typed.strip()}))
    ids = [who.id for who in records.people_of(work, [ref]).get(ref, [])]
    if not ids:
        raise NotFound("enrollment", typed.strip(), "code")
    return _check_in(work, one, row, ids, at)


def walk_in(work: Work, draft: WalkInDraft) -> CheckedIn:
    """Let somebody in who did not sign up: signed up and checked in at once while a place is free.

    Where nobody signs up the person or the number of heads is counted; so it is once the session has begun and
    people with a place did not come.  Raises NotFound, Invalid when it is full, the person is signed up or
    here already.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one, row = _door(work, draft.session_id)
    if not 1 <= draft.heads <= rules.MOST_HEADS:
        raise Invalid(Problem("heads", "activities.heads", {"most": rules.MOST_HEADS}))
    at = draft.at or work.clock.local()
    resident_id = people.kept_under(work, draft.resident_id)
    if row.sign_up is SignUp.NONE or _seats_stay_empty(work, one, row, draft, at):
        return _count(work, one, row, draft, resident_id, at)
    group = resident_id is None and draft.heads > 1
    signed = enroll_service.enroll(
        work,
        EnrollDraft(
            activity_id=row.id,
            session_id=one.id if records.by_session(row) else None,
            kind=EnrollmentKind.GROUP if group else EnrollmentKind.PERSON,
            people=() if group else (_person(draft, resident_id),),
            heads=draft.heads if group else 0,
            who=draft.name,
            source=Source.WALK_IN,
            sure=True,
        ),
    )
    if signed.status is EnrollmentStatus.WAITING:
        raise Invalid(Problem("", "activities.full", {"title": row.title}))
    if signed.status is EnrollmentStatus.PENDING:
        work.update(enrollment, signed.enrollment_id, status=EnrollmentStatus.ENROLLED)
    ids = [who.id for who in records.people_of(work, [signed.enrollment_id])[signed.enrollment_id]]
    return _check_in(work, one, row, ids, at, walk_in=True)


def excuse(work: Work, session_id: int, enrollee_id: int, note: str = "") -> int:
    """Note that somebody said they would not come; returns the id to take it back with.

    Raises NotFound, Invalid when they are here or not signed up.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = records.stored_session(work, session_id)
    row = records.stored(work, one.activity_id)
    who = _expected(work, one, [enrollee_id])[0]
    if (here := _known(work, one.id, [enrollee_id])) and here[0].presence is Presence.PRESENT:
        raise Invalid(_already(here[0]))
    if here:
        ref = int(here[0].id)
        work.update(attendance, ref, note=note.strip())
    else:
        ref = work.insert(
            attendance, session_id=one.id, enrollee_id=who.id, resident_id=who.resident_id, name=who.name,
            heads=who.heads, presence=Presence.EXCUSED, at=work.clock.local(), note=note.strip(),
        )  # fmt: skip
    work.record("activities.excuse", "activity_session", one.id, title=row.title, enrollee=who.id)
    return ref


def undo(work: Work, attendance_ids: Sequence[int]) -> None:
    """Take check-ins or excuses back; what a walk-in was signed up for with it, too.  Raises NotFound."""
    work.require(Permission.ACTIVITIES_ENROLL)
    for ref in attendance_ids:
        _undo(work, ref)
    work.record("activities.undo_check_in", "attendance", None, ids=list(attendance_ids))


def _undo(work: Work, ref: int) -> None:
    signed = work.row(
        sa.select(enrollment)
        .join(enrollee, enrollee.c.enrollment_id == enrollment.c.id)
        .join(attendance, attendance.c.enrollee_id == enrollee.c.id)
        .where(attendance.c.id == ref, attendance.c.walk_in.is_(True), enrollment.c.status.in_(LIVE))
    )
    work.delete(attendance, ref)
    if signed is not None and signed.source is Source.WALK_IN:
        records.hold(work, signed.activity_id)
        waiting.end(work, signed, EnrollmentStatus.LEFT)
        waiting.settle(work, records.stored(work, signed.activity_id), records.scope_of(signed))


def pick_up(work: Work, attendance_id: int, by: str, *, at: datetime | None = None) -> None:
    """Note who fetched a child and when; with empty words it is taken back.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_ENROLL)
    here = work.row(
        sa.select(attendance).where(
            attendance.c.id == attendance_id, attendance.c.center_id == work.center_id
        )
    )
    if here is None:
        raise NotFound("attendance", attendance_id)
    if here.presence is not Presence.PRESENT:
        raise Invalid(Problem("", "activities.not_here", {"name": here.name}))
    gone = by.strip() != ""
    when = (at or work.clock.local()) if gone else None
    work.update(attendance, attendance_id, picked_up_by=by.strip(), picked_up_at=when)
    work.record("activities.pick_up", "attendance", attendance_id, fetched=gone)


def _door(work: Work, session_id: int) -> tuple[records.Row, records.Row]:
    """The session and its activity, when people may be let in."""
    one = records.stored_session(work, session_id)
    records.hold(work, one.activity_id)
    row = records.stored(work, one.activity_id)
    records.want_status(row, ActivityStatus.PUBLISHED, ActivityStatus.RUNNING, ActivityStatus.FINISHED)
    if one.status in (SessionStatus.CANCELLED, SessionStatus.SUSPENDED):
        raise Invalid(Problem("", "activities.session_over"))
    if one.starts.date() > work.clock.today():
        params = {"title": row.title, "starts": telling.said(one.starts)}
        raise Invalid(Problem("", "activities.not_there_yet", params))
    return one, row


def _check_in(
    work: Work,
    one: records.Row,
    row: records.Row,
    enrollee_ids: Sequence[int],
    at: datetime | None,
    *,
    walk_in: bool = False,
) -> CheckedIn:
    when = at or work.clock.local()
    expected = _expected(work, one, enrollee_ids)
    known = {here.enrollee_id: here for here in _known(work, one.id, enrollee_ids)}
    kept, names, already = [], [], []
    for who in expected:
        here = known.get(who.id)
        if here is not None and here.presence is Presence.PRESENT:
            already.append(who.name)
            continue
        if here is not None:
            work.update(attendance, here.id, presence=Presence.PRESENT, at=when)
            kept.append(int(here.id))
        else:
            kept.append(
                work.insert(
                    attendance, session_id=one.id, enrollee_id=who.id, resident_id=who.resident_id,
                    name=who.name, heads=who.heads, presence=Presence.PRESENT, at=when, walk_in=walk_in,
                )
            )  # fmt: skip
        names.append(who.name)
    _running(work, row)
    work.record(
        "activities.check_in", "activity_session", one.id, title=row.title, came=len(kept), walk_in=walk_in
    )
    return CheckedIn(tuple(kept), tuple(names), tuple(already))


def _count(
    work: Work, one: records.Row, row: records.Row, draft: WalkInDraft, resident_id: int | None, at: datetime
) -> CheckedIn:
    """Count somebody where nobody signs up."""
    name = draft.name.strip()
    if resident_id is not None:
        here = work.row(
            sa.select(attendance).where(
                attendance.c.session_id == one.id, attendance.c.resident_id == resident_id
            )
        )
        name = str(work.value(sa.select(resident.c.name).where(resident.c.id == resident_id)))
        if here is not None:
            raise Invalid(_already(here))
    ref = work.insert(
        attendance,
        session_id=one.id,
        resident_id=resident_id,
        name=name,
        heads=draft.heads,
        at=at,
        walk_in=True,
    )
    _running(work, row)
    work.record("activities.walk_in", "activity_session", one.id, title=row.title, heads=draft.heads)
    return CheckedIn((ref,), (name,))


def _seats_stay_empty(
    work: Work, one: records.Row, row: records.Row, draft: WalkInDraft, at: datetime
) -> bool:
    """Whether all places are given, the session has begun, and there is room because people did not come."""
    pools = places.pools(work, records.Scope(row.id, one.id if records.by_session(row) else None))
    mine = pools.get(draft.seat_kind)
    if mine is None or mine.free >= draft.heads or at < one.starts:
        return False
    here = work.value(
        sa.select(sa.func.sum(attendance.c.heads)).where(
            attendance.c.session_id == one.id, attendance.c.presence == Presence.PRESENT
        )
    )
    return int(here or 0) + draft.heads <= sum(pool.capacity for pool in pools.values())


def _person(draft: WalkInDraft, resident_id: int | None) -> PersonDraft:
    """Whoever stands at the door; a minor's guardian is there or on record, which the desk answers for."""
    if resident_id is None and not draft.name.strip():
        raise Invalid(Problem("name", "activities.name_missing"))
    return PersonDraft(
        resident_id=resident_id,
        name=draft.name,
        seat_kind=draft.seat_kind,
        guardian_name=draft.guardian_name,
        guardian_phone=draft.guardian_phone,
    )


def _expected(work: Work, one: records.Row, enrollee_ids: Sequence[int]) -> list[Any]:
    """The people with a place in this session, in the order asked for.  Raises NotFound, Invalid."""
    found = {
        who.id: who
        for who in work.rows(
            sa.select(
                enrollee.c.id,
                enrollee.c.resident_id,
                enrollee.c.name,
                enrollee.c.heads,
                enrollment.c.status,
                enrollment.c.activity_id,
                enrollment.c.session_id,
            )
            .join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
            .where(enrollee.c.id.in_(list(enrollee_ids)), enrollee.c.center_id == work.center_id)
        )
    }
    for ref in enrollee_ids:
        who = found.get(ref)
        if who is None:
            raise NotFound("enrollment", ref)
        mine = who.activity_id == one.activity_id and who.session_id in (None, one.id)
        if not mine or who.status is not EnrollmentStatus.ENROLLED:
            raise Invalid(Problem("", "activities.not_expected", {"name": who.name}))
    return [found[ref] for ref in dict.fromkeys(enrollee_ids)]


def _known(work: Work, session_id: int, enrollee_ids: Sequence[int]) -> list[records.Row]:
    return list(
        work.rows(
            sa.select(attendance).where(
                attendance.c.session_id == session_id, attendance.c.enrollee_id.in_(list(enrollee_ids))
            )
        )
    )


def _already(here: Any) -> Problem:
    return Problem("", "activities.already_here", {"name": here.name, "at": f"{here.at:%H:%M}"})


def _running(work: Work, row: records.Row) -> None:
    if row.status is ActivityStatus.PUBLISHED:
        work.update(activity, row.id, status=ActivityStatus.RUNNING)
