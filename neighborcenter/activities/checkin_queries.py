"""Questions about the door and about attendance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import codes, queries, records
from neighborcenter.activities.enrollment_queries import pickups_of
from neighborcenter.activities.kinds import EnrollmentStatus, Presence, SeatKind, SessionStatus
from neighborcenter.activities.models import activity_session, attendance, enrollee, enrollment
from neighborcenter.activities.rows import AttendanceRow, AttendanceSheet, DoorFigures, DoorRow, PickupRow
from neighborcenter.kit.pinyin import pinyin_keys, sort_key
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.people.rules import age_on

_guardian = resident.alias("guardian")
_PEOPLE = sa.select(
    enrollee,
    enrollment.c.who,
    enrollment.c.fee_fen,
    enrollment.c.paid_at,
    resident.c.birth_date.label("born"),
    resident.c.name.label("known_name"),
    _guardian.c.name.label("known_guardian"),
).select_from(
    enrollee.join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
    .join(resident, resident.c.id == enrollee.c.resident_id, isouter=True)
    .join(_guardian, _guardian.c.id == enrollee.c.guardian_id, isouter=True)
)


def door(read: Read, session_id: int) -> tuple[DoorRow, ...]:
    """Everybody expected at a session and everybody who came, in alphabetical order of their names.

    `pinyin` holds what may be typed to find a name (its spellings and initials, apart by blanks).
    """
    read.require(Permission.ACTIVITIES_VIEW)
    one = records.stored_session(read, session_id)
    came = read.rows(sa.select(attendance).where(attendance.c.session_id == session_id))
    by_enrollee = {here.enrollee_id: here for here in came if here.enrollee_id is not None}
    expected = read.rows(
        _PEOPLE.where(
            enrollment.c.activity_id == one.activity_id,
            sa.or_(enrollment.c.session_id.is_(None), enrollment.c.session_id == session_id),
            sa.or_(
                enrollment.c.status == EnrollmentStatus.ENROLLED,
                # Whoever came and left the course later was here all the same.
                enrollee.c.id.in_(list(by_enrollee)),
            ),
        )
    )
    pickups = pickups_of(read, sorted({who.enrollment_id for who in expected}))
    rows = [
        _expected_row(read, one, who, by_enrollee.get(who.id), pickups.get(who.id, ())) for who in expected
    ]
    rows += [_unlisted_row(one, here) for here in came if here.enrollee_id is None]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name), row.enrollee_id or 0)))


def door_figures(rows: tuple[DoorRow, ...]) -> DoorFigures:
    """The door at a glance, in heads."""
    present = sum(row.heads for row in rows if row.presence is Presence.PRESENT)
    return DoorFigures(
        expected=sum(row.heads for row in rows if not row.walk_in),
        present=present,
        excused=sum(row.heads for row in rows if row.presence is Presence.EXCUSED),
        walk_ins=sum(row.heads for row in rows if row.walk_in),
        missing=sum(row.heads for row in rows if row.presence is None),
    )


def attendance_sheet(read: Read, activity_id: int) -> AttendanceSheet:
    """Names down, the sessions that began across: came, excused, or neither."""
    read.require(Permission.ACTIVITIES_VIEW)
    now = read.clock.local()
    off = (SessionStatus.CANCELLED, SessionStatus.SUSPENDED)
    met = tuple(
        one
        for one in queries.sessions(read, activity_id)
        if one.status not in off and (one.starts <= now or one.present)
    )
    cells: dict[int, dict[int, Presence]] = {}
    for here in read.rows(
        sa.select(attendance.c.enrollee_id, attendance.c.session_id, attendance.c.presence)
        .join(activity_session, activity_session.c.id == attendance.c.session_id)
        .where(activity_session.c.activity_id == activity_id, attendance.c.enrollee_id.is_not(None))
    ):
        cells.setdefault(here.enrollee_id, {})[here.session_id] = here.presence
    people = read.rows(
        _PEOPLE.where(
            enrollment.c.activity_id == activity_id,
            enrollment.c.center_id == read.center_id,
            sa.or_(enrollment.c.status == EnrollmentStatus.ENROLLED, enrollee.c.id.in_(list(cells))),
        )
    )
    rows = []
    for who in people:
        mine = cells.get(who.id, {})
        came = sum(presence is Presence.PRESENT for presence in mine.values())
        line = tuple(mine.get(one.id) for one in met)
        rows.append(AttendanceRow(who.id, who.resident_id, who.known_name or who.name, who.heads, line, came))
    return AttendanceSheet(
        met, tuple(sorted(rows, key=lambda row: (sort_key(row.name), row.enrollee_id or 0)))
    )


def no_shows(read: Read, session_id: int) -> tuple[DoorRow, ...]:
    """Who had a place at a session that is over, and neither came nor said so."""
    read.require(Permission.ACTIVITIES_VIEW)
    one = records.stored_session(read, session_id)
    if one.ends > read.clock.local():
        return ()
    return tuple(row for row in door(read, session_id) if row.presence is None)


def _expected_row(read: Read, one: Any, who: Any, here: Any, pickups: tuple[PickupRow, ...]) -> DoorRow:
    name = who.known_name or who.name
    born = who.birth_date or who.born
    return DoorRow(
        session_id=one.id, enrollee_id=who.id, enrollment_id=who.enrollment_id,
        attendance_id=None if here is None else here.id, resident_id=who.resident_id, name=name,
        pinyin=typed_as(name), with_whom="" if who.who == name else who.who,
        code=codes.code_of(who.enrollment_id), heads=who.heads, seat_kind=who.seat_kind,
        age=None if born is None else age_on(born, read.clock.today()),
        guardian=who.known_guardian or who.guardian_name, care_note=who.care_note, pickups=pickups,
        presence=None if here is None else here.presence, at=None if here is None else here.at,
        minutes_late=_late(one, here), walk_in=here is not None and here.walk_in,
        picked_up_at=None if here is None else here.picked_up_at,
        picked_up_by="" if here is None else here.picked_up_by,
        unpaid_fen=who.fee_fen if who.paid_at is None else 0,
    )  # fmt: skip


def _unlisted_row(one: Any, here: Any) -> DoorRow:
    return DoorRow(
        session_id=one.id, enrollee_id=None, enrollment_id=None, attendance_id=here.id,
        resident_id=here.resident_id, name=here.name, pinyin=typed_as(here.name), with_whom="", code="",
        heads=here.heads, seat_kind=SeatKind.SEAT, age=None, guardian="", care_note="", pickups=(),
        presence=here.presence, at=here.at, minutes_late=_late(one, here), walk_in=True, picked_up_at=None,
        picked_up_by="", unpaid_fen=0,
    )  # fmt: skip


def typed_as(name: str) -> str:
    """What may be typed to find a name, apart by blanks."""
    return " ".join(sorted({key[1:] for key in pinyin_keys(name)}))


def _late(one: Any, here: Any) -> int:
    if here is None or here.presence is not Presence.PRESENT:
        return 0
    at: datetime = here.at
    return max(0, int((at - one.starts).total_seconds() // 60))
