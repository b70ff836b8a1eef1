"""What the papers of activities read: the activity, when it meets, who is on its list. Phones are masked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.activities.codes import code_of
from neighborcenter.activities.kinds import (
    ActivityKind,
    EnrollmentKind,
    EnrollmentStatus,
    SeatKind,
    SessionStatus,
    SignUp,
)
from neighborcenter.activities.models import activity, activity_session, enrollee, enrollment, pickup_person
from neighborcenter.booking.models import occurrence
from neighborcenter.center.models import room
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.rules import age_on


@dataclass(frozen=True, slots=True)
class Heading:
    """What every paper of an activity says at its top."""

    id: int
    title: str
    kind: ActivityKind
    sign_up: SignUp
    organiser: str
    lead: str
    place: str
    first_day: date | None
    last_day: date | None
    certificate: bool

    @property
    def days(self) -> str:
        """2026-11-01 – 2026-11-30, the one day, or nothing while no day is set."""
        if self.first_day is None:
            return ""
        last = self.last_day or self.first_day
        return str(self.first_day) if last == self.first_day else f"{self.first_day} – {last}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One time it meets."""

    id: int
    starts: datetime
    ends: datetime
    title: str
    place: str
    status: SessionStatus

    @property
    def when(self) -> str:
        """12月2日 周三 14:00–16:00."""
        return f"{say_date(self.starts.date())} {self.starts:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list; a group is one with its headcount."""

    id: int
    enrollment_id: int
    name: str
    heads: int
    age: int | None
    seat_kind: SeatKind
    kind: EnrollmentKind
    who: str
    phone: str
    guardian: str
    guardian_phone: str
    pickups: tuple[str, ...]
    care_note: str
    status: EnrollmentStatus
    priority: int
    position: int
    fee_fen: int
    signed_up_at: datetime

    @property
    def reach(self) -> str:
        """Whom to call: the guardian of a child, else whoever signed up."""
        if self.guardian:
            return f"{self.guardian} {self.guardian_phone}".strip()
        return self.phone


def heading(read: Read, activity_id: int) -> Heading:
    """The activity. Raises NotFound."""
    row = read.row(
        sa.select(activity).where(activity.c.id == activity_id, activity.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("activity", activity_id, "activity")
    return Heading(
        row.id, row.title, row.kind, row.sign_up, row.organiser, row.lead_name, row.place, row.first_day,
        row.last_day, row.certificate,
    )  # fmt: skip


def meetings(read: Read, activity_id: int, *, session_id: int | None = None) -> tuple[Meeting, ...]:
    """Every time it meets that was not cancelled, or the one asked for. Raises NotFound."""
    wanted = (
        sa.select(activity_session, room.c.name.label("room"), activity.c.place.label("usual"))
        .join(activity, activity.c.id == activity_session.c.activity_id)
        .join(occurrence, occurrence.c.id == activity_session.c.occurrence_id, isouter=True)
        .join(room, room.c.id == occurrence.c.room_id, isouter=True)
        .where(activity_session.c.activity_id == activity_id, activity.c.center_id == read.center_id)
        .order_by(activity_session.c.starts, activity_session.c.id)
    )
    if session_id is not None:
        wanted = wanted.where(activity_session.c.id == session_id)
    else:
        wanted = wanted.where(activity_session.c.status != SessionStatus.CANCELLED)
    found = tuple(
        Meeting(row.id, row.starts, row.ends, row.title, row.room or row.place or row.usual, row.status)
        for row in read.rows(wanted)
    )
    if session_id is not None and not found:
        raise NotFound("activity_session", session_id, "session")
    return found


def activity_of(read: Read, session_id: int) -> int:
    """The activity that a session belongs to. Raises NotFound."""
    found = read.value(
        sa.select(activity_session.c.activity_id).where(
            activity_session.c.id == session_id, activity_session.c.center_id == read.center_id
        )
    )
    if found is None:
        raise NotFound("activity_session", session_id, "session")
    return int(found)


def people(
    read: Read,
    activity_id: int,
    statuses: Collection[EnrollmentStatus] = (EnrollmentStatus.ENROLLED,),
    *,
    session_id: int | None = None,
    enrollment_id: int | None = None,
) -> tuple[Person, ...]:
    """Who is on the list in the order of names; `session_id` leaves out who signed up for another session."""
    wanted = _wanted(activity_id).where(
        enrollment.c.center_id == read.center_id, enrollment.c.status.in_(tuple(statuses))
    )
    if session_id is not None:
        wanted = wanted.where(
            sa.or_(enrollment.c.session_id.is_(None), enrollment.c.session_id == session_id)
        )
    if enrollment_id is not None:
        wanted = wanted.where(enrollment.c.id == enrollment_id)
    rows = read.rows(wanted)
    pickups = _pickups(read, activity_id)
    today = read.clock.today()
    found = [_person(read, row, pickups.get(row.id, ()), today) for row in rows]
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), one.id)))


def _wanted(activity_id: int) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(
            enrollee.c.id,
            enrollee.c.enrollment_id,
            enrollee.c.heads,
            enrollee.c.seat_kind,
            enrollee.c.guardian_name,
            enrollee.c.guardian_phone,
            enrollee.c.care_note,
            enrollee.c.name,
            sa.func.coalesce(enrollee.c.birth_date, resident.c.birth_date).label("born"),
            enrollment.c.kind,
            enrollment.c.who,
            enrollment.c.phone,
            enrollment.c.status,
            enrollment.c.priority,
            enrollment.c.position,
            enrollment.c.fee_fen,
            enrollment.c.created_at,
            resident.c.name.label("resident"),
            resident.c.phone.label("own_phone"),
            people_group.c.name.label("group_name"),
        )
        .join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
        .join(resident, resident.c.id == enrollee.c.resident_id, isouter=True)
        .join(people_group, people_group.c.id == enrollment.c.group_id, isouter=True)
        .where(enrollment.c.activity_id == activity_id)
    )


def _pickups(read: Read, activity_id: int) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for row in read.rows(
        sa.select(pickup_person)
        .join(enrollee, enrollee.c.id == pickup_person.c.enrollee_id)
        .join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
        .where(enrollment.c.activity_id == activity_id)
        .order_by(pickup_person.c.enrollee_id, pickup_person.c.position)
    ):
        words = " ".join(part for part in (row.name, row.relation, shown_phone(row.phone)) if part)
        found[row.enrollee_id] = (*found.get(row.enrollee_id, ()), words)
    return found


def _person(read: Read, row: sa.Row[tuple[object, ...]], pickups: tuple[str, ...], today: date) -> Person:
    phone = row.phone or row.own_phone or ""
    return Person(
        row.id,
        row.enrollment_id,
        row.resident or row.name or row.group_name or row.who,
        row.heads,
        None if row.born is None else age_on(row.born, today),
        row.seat_kind,
        row.kind,
        row.group_name or row.who,
        shown_phone(phone) if phone else "",
        row.guardian_name,
        shown_phone(row.guardian_phone) if row.guardian_phone else "",
        pickups,
        row.care_note,
        row.status,
        row.priority,
        row.position,
        row.fee_fen,
        read.clock.wall(row.created_at),
    )


def door_code(enrollment_id: int) -> str:
    """What the code on slip and badge says: read at the door, or typed."""
    return code_of(enrollment_id)


def money_words(fen: int) -> str:
    """¥1,280.00."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"
