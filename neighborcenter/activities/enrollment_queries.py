"""Questions about sign-ups: the list of an activity, its waiting list, one slip, one person's, open offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import codes, records, waiting
from neighborcenter.activities import texts as texts  # teaches the sentences of this room
from neighborcenter.activities.kinds import LIVE, EnrollmentStatus
from neighborcenter.activities.models import activity, activity_session, enrollee, enrollment, pickup_person
from neighborcenter.activities.rows import EnrollmentRow, PersonRow, PickupRow
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.rules import age_on

_PART = 500
_guardian = resident.alias("guardian")
# What was left with the sign-up comes first, then what stands in the records of the person or the group.
PHONE = sa.func.coalesce(
    sa.func.nullif(enrollment.c.phone, ""),
    sa.func.nullif(resident.c.phone, ""),
    sa.func.nullif(resident.c.guardian_phone, ""),
    sa.func.nullif(people_group.c.phone, ""),
    "",
)
WITH_CONTACT = enrollment.join(resident, resident.c.id == enrollment.c.resident_id, isouter=True).join(
    people_group, people_group.c.id == enrollment.c.group_id, isouter=True
)
_LIST = sa.select(
    enrollment,
    PHONE.label("number"),
    activity.c.title.label("activity"),
    activity_session.c.starts.label("session_starts"),
).select_from(
    WITH_CONTACT.join(activity, activity.c.id == enrollment.c.activity_id).join(
        activity_session, activity_session.c.id == enrollment.c.session_id, isouter=True
    )
)
_PEOPLE = sa.select(
    enrollee,
    resident.c.birth_date.label("born"),
    resident.c.name.label("known_name"),
    _guardian.c.name.label("known_guardian"),
    _guardian.c.phone.label("known_phone"),
).select_from(
    enrollee.join(resident, resident.c.id == enrollee.c.resident_id, isouter=True).join(
        _guardian, _guardian.c.id == enrollee.c.guardian_id, isouter=True
    )
)


def enrollments(
    read: Read,
    activity_id: int,
    *,
    session_id: int | None = None,
    statuses: Sequence[EnrollmentStatus] = tuple(LIVE),
) -> tuple[EnrollmentRow, ...]:
    """The sign-ups of an activity (of one session, where it has its own list) in order of coming in.

    Those that ended are left out unless `statuses` names theirs.
    """
    read.require(Permission.ACTIVITIES_VIEW)
    wanted = _LIST.where(
        enrollment.c.center_id == read.center_id,
        enrollment.c.activity_id == activity_id,
        enrollment.c.status.in_(list(statuses)),
    )
    if session_id is not None:
        wanted = wanted.where(enrollment.c.session_id == session_id)
    return _rows(read, wanted.order_by(enrollment.c.id))


def waiting_list(read: Read, activity_id: int, *, session_id: int | None = None) -> tuple[EnrollmentRow, ...]:
    """Who waits, in order; `place` 1 is next."""
    found = enrollments(read, activity_id, session_id=session_id, statuses=(EnrollmentStatus.WAITING,))
    return tuple(
        sorted(found, key=lambda row: (row.session_starts is not None, row.session_starts, row.place))
    )


def enrollment_row(read: Read, enrollment_id: int) -> EnrollmentRow:
    """One sign-up.  Raises NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = _rows(
        read, _LIST.where(enrollment.c.center_id == read.center_id, enrollment.c.id == enrollment_id)
    )
    if not found:
        raise NotFound("enrollment", enrollment_id)
    return found[0]


def find_by_code(read: Read, typed: str) -> EnrollmentRow:
    """The sign-up of a typed or scanned slip.  Raises Invalid for what is no code, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    ref = codes.enrollment_of(typed)
    if ref is None:
        raise Invalid(Problem("code", "activities.code_wrong", {"code": typed.strip()}))
    return enrollment_row(read, ref)


def of_resident(
    read: Read, resident_id: int, *, live_only: bool = False, limit: int = 200
) -> tuple[EnrollmentRow, ...]:
    """The sign-ups a resident is in, the newest first."""
    read.require(Permission.ACTIVITIES_VIEW)
    mine = sa.select(enrollee.c.enrollment_id).where(enrollee.c.resident_id == resident_id)
    wanted = _LIST.where(enrollment.c.center_id == read.center_id, enrollment.c.id.in_(mine))
    if live_only:
        wanted = wanted.where(enrollment.c.status.in_(LIVE))
    return _rows(read, wanted.order_by(enrollment.c.id.desc()).limit(limit))


def open_offers(read: Read) -> tuple[EnrollmentRow, ...]:
    """The offers of the whole center that wait for an answer, the one that ends first first."""
    read.require(Permission.ACTIVITIES_VIEW)
    return _rows(
        read,
        _LIST.where(
            enrollment.c.center_id == read.center_id, enrollment.c.status == EnrollmentStatus.OFFERED
        ).order_by(enrollment.c.offer_expires_at, enrollment.c.id),
    )


def pending(read: Read) -> tuple[EnrollmentRow, ...]:
    """The sign-ups of the whole center that wait for approval, oldest first."""
    read.require(Permission.ACTIVITIES_VIEW)
    return _rows(
        read,
        _LIST.where(
            enrollment.c.center_id == read.center_id, enrollment.c.status == EnrollmentStatus.PENDING
        ).order_by(enrollment.c.id),
    )


def _rows(read: Read, wanted: sa.Select[Any]) -> tuple[EnrollmentRow, ...]:
    found = read.rows(wanted)
    people = people_rows(read, [row.id for row in found])
    line: dict[int, int] = {}
    waiting_in = {records.scope_of(row) for row in found if row.status is EnrollmentStatus.WAITING}
    for scope in waiting_in:
        line |= {one.id: place for place, one in enumerate(waiting.line(read, scope), 1)}
    return tuple(
        EnrollmentRow(
            id=row.id, version=row.version, code=codes.code_of(row.id), activity_id=row.activity_id,
            activity=row.activity, session_id=row.session_id, session_starts=row.session_starts,
            kind=row.kind, who=row.who, phone=shown_phone(row.number) if row.number else "",
            resident_id=row.resident_id, group_id=row.group_id, people=people.get(row.id, ()),
            seats=row.seats, wheelchairs=row.wheelchairs, helpers=row.helpers, status=row.status,
            source=row.source, priority=row.priority, place=line.get(row.id, 0),
            offer_expires_at=row.offer_expires_at, fee_fen=row.fee_fen, fee_reason=row.fee_reason,
            paid_at=row.paid_at, note=row.note, created_at=row.created_at, ended_at=row.ended_at,
            end_reason=row.end_reason,
        )
        for row in found
    )  # fmt: skip


def people_rows(read: Read, enrollment_ids: Sequence[int]) -> dict[int, tuple[PersonRow, ...]]:
    """The people of sign-ups, phones masked."""
    today = read.clock.today()
    found: dict[int, list[PersonRow]] = {}
    for start in range(0, len(enrollment_ids), _PART):
        part = list(enrollment_ids[start : start + _PART])
        rows = read.rows(_PEOPLE.where(enrollee.c.enrollment_id.in_(part)).order_by(enrollee.c.id))
        pickups = pickups_of(read, part)
        for row in rows:
            found.setdefault(row.enrollment_id, []).append(_person(row, today, pickups.get(row.id, ())))
    return {ref: tuple(people) for ref, people in found.items()}


def pickups_of(read: Read, enrollment_ids: Sequence[int]) -> dict[int, tuple[PickupRow, ...]]:
    """Who may fetch the children of these sign-ups, by enrollee; phones masked."""
    found: dict[int, list[PickupRow]] = {}
    for row in read.rows(
        sa.select(pickup_person)
        .join(enrollee, enrollee.c.id == pickup_person.c.enrollee_id)
        .where(enrollee.c.enrollment_id.in_(list(enrollment_ids)))
        .order_by(pickup_person.c.position)
    ):
        phone = shown_phone(row.phone) if row.phone else ""
        found.setdefault(row.enrollee_id, []).append(PickupRow(row.name, phone, row.relation))
    return {ref: tuple(rows) for ref, rows in found.items()}


def _person(row: Any, today: date, pickups: tuple[PickupRow, ...]) -> PersonRow:
    born = row.birth_date or row.born
    phone = row.guardian_phone or row.known_phone or ""
    return PersonRow(
        enrollee_id=row.id, resident_id=row.resident_id, name=row.known_name or row.name,
        age=None if born is None else age_on(born, today), heads=row.heads, seat_kind=row.seat_kind,
        guardian_id=row.guardian_id, guardian=row.known_guardian or row.guardian_name,
        guardian_phone=shown_phone(phone) if phone else "", guardian_relation=row.guardian_relation,
        consent=row.consent, consent_words=row.consent_words, consent_at=row.consent_at,
        care_note=row.care_note, pickups=pickups,
    )  # fmt: skip
