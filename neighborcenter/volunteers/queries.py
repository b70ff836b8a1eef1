"""Questions to the volunteers' room; rows come out frozen, numbers masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.work import Read
from neighborcenter.people import finding, privacy
from neighborcenter.people.models import resident
from neighborcenter.volunteers.earned import EARNED, is_brought_in
from neighborcenter.volunteers.kinds import (
    HOLDS_PLACE,
    AssignmentRole,
    AssignmentStatus,
    HoursKind,
    HoursStatus,
    PostKind,
    ShiftStatus,
    VolunteerStatus,
)
from neighborcenter.volunteers.models.hours import notice, service_hours
from neighborcenter.volunteers.models.people import skill, volunteer, volunteer_skill
from neighborcenter.volunteers.models.shifts import assignment, post, shift
from neighborcenter.volunteers.need_queries import SERVES, serving_join


@dataclass(frozen=True, slots=True)
class VolunteerFilter:
    """Which volunteers are asked for; empty means all that have not left.  `text` as in the search box."""

    statuses: tuple[VolunteerStatus, ...] = ()
    skill_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """One volunteer on a list; the phone masked, minutes those entered here."""

    volunteer_id: int
    resident_id: int
    number: str
    name: str
    phone: str
    birth_date: date | None
    status: VolunteerStatus
    since: date
    registered_on: date
    skills: tuple[str, ...]
    minutes: int
    note: str

    @property
    def id(self) -> int:
        """The volunteer's id, as lists want it."""
        return self.volunteer_id


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift with who is on it; `gap` is how many are missing to what is wanted.

    `serves` is the title of the activity or booking it serves; `moved_note` says that it waits for an answer.
    """

    shift_id: int
    post_id: int
    post: str
    kind: PostKind
    name: str
    starts: datetime
    ends: datetime
    status: ShiftStatus
    minimum: int
    wanted: int
    maximum: int
    lead_required: bool
    open_to_take: bool
    moved_note: str
    serves: str
    people: tuple[PlaceRow, ...]

    @property
    def gap(self) -> int:
        """Places still wanted."""
        held = sum(one.role is not AssignmentRole.STANDBY for one in self.people)
        return 0 if self.status is ShiftStatus.CANCELLED else max(0, self.wanted - held)

    @property
    def free(self) -> int:
        """Places that can still be taken."""
        held = sum(one.role is not AssignmentRole.STANDBY for one in self.people)
        return 0 if self.status is ShiftStatus.CANCELLED else max(0, self.maximum - held)

    @property
    def id(self) -> int:
        """The shift's id, as lists want it."""
        return self.shift_id


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Somebody on a shift."""

    assignment_id: int
    volunteer_id: int
    name: str
    role: AssignmentRole
    status: AssignmentStatus
    pinned: bool
    source: str = "hand"
    """How the place came about: "taken" for one somebody took themselves."""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One line of the hours ledger."""

    hours_id: int
    volunteer_id: int
    number: str
    name: str
    day: date
    content: str
    place: str
    minutes: int
    kind: HoursKind
    status: HoursStatus
    reason: str
    end_reason: str
    brought_in: bool


_MINUTES = (
    sa.select(sa.func.coalesce(sa.func.sum(service_hours.c.minutes), 0))
    .where(service_hours.c.volunteer_id == volunteer.c.id, EARNED)
    .scalar_subquery()
)
_LIST = (
    sa.select(volunteer, resident.c.name, resident.c.phone, resident.c.birth_date, _MINUTES.label("minutes"))
    .join(resident, resident.c.id == volunteer.c.resident_id)
    .where(volunteer.c.center_id == sa.bindparam("center"))
    .order_by(resident.c.name_sort, volunteer.c.id)
)


def volunteers(read: Read, wanted: VolunteerFilter | None = None) -> list[VolunteerRow]:
    """The volunteers asked for, by name; found by name, initials, phone or volunteer number."""
    read.require(Permission.VOLUNTEERS_VIEW)
    asked = wanted or VolunteerFilter()
    question = _LIST
    if asked.statuses:
        question = question.where(volunteer.c.status.in_(list(asked.statuses)))
    else:
        question = question.where(volunteer.c.status != VolunteerStatus.LEFT)
    if asked.skill_id is not None:
        held = sa.select(volunteer_skill.c.volunteer_id).where(volunteer_skill.c.skill_id == asked.skill_id)
        question = question.where(volunteer.c.id.in_(held))
    if asked.text.strip():
        found = [hit.ref_id for hit in search.lookup(read, asked.text, (finding.RESIDENT,), limit=200)]
        question = question.where(
            sa.or_(
                volunteer.c.resident_id.in_(found),
                volunteer.c.number.ilike(f"%{asked.text.strip()}%"),
            )
        )
    rows = read.rows(question, {"center": read.center_id})
    skills = _skill_names(read, [row.id for row in rows])
    return [_volunteer_row(row, skills.get(row.id, ())) for row in rows]


def shifts(read: Read, first: datetime, end: datetime, *, cancelled: bool = False) -> list[ShiftRow]:
    """The shifts that begin from `first` up to, not including, `end`, with who is on them, by post and time."""
    read.require(Permission.VOLUNTEERS_VIEW)
    question = (
        sa.select(shift, post.c.name.label("post"), post.c.kind, SERVES.label("serves"))
        .select_from(serving_join(shift.join(post, post.c.id == shift.c.post_id)))
        .where(shift.c.center_id == read.center_id, shift.c.starts >= first, shift.c.starts < end)
        .order_by(post.c.position, shift.c.starts, shift.c.id)
    )
    if not cancelled:
        question = question.where(shift.c.status == ShiftStatus.OPEN)
    rows = read.rows(question)
    people = _on_shifts(read, first, end)
    return [
        ShiftRow(
            row.id,
            row.post_id,
            row.post,
            row.kind,
            row.name,
            row.starts,
            row.ends,
            row.status,
            row.minimum,
            row.wanted,
            row.maximum,
            row.lead_required,
            row.open_to_take,
            row.moved_note,
            row.serves,
            tuple(people.get(row.id, ())),
        )
        for row in rows
    ]


def hours(
    read: Read,
    first: date,
    end: date,
    *,
    statuses: Sequence[HoursStatus] = (),
    volunteer_id: int | None = None,
) -> list[HoursRow]:
    """Lines of hours of the days from `first` up to, not including, `end`, oldest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    question = (
        sa.select(service_hours, volunteer.c.number, resident.c.name)
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            service_hours.c.center_id == read.center_id,
            service_hours.c.day >= first,
            service_hours.c.day < end,
        )
        .order_by(service_hours.c.day, service_hours.c.id)
    )
    if statuses:
        question = question.where(service_hours.c.status.in_(list(statuses)))
    if volunteer_id is not None:
        question = question.where(service_hours.c.volunteer_id == volunteer_id)
    return [
        HoursRow(
            row.id,
            row.volunteer_id,
            row.number,
            row.name,
            row.day,
            row.content,
            row.place,
            row.minutes,
            row.kind,
            row.status,
            row.reason,
            row.end_reason,
            is_brought_in(row),
        )
        for row in read.rows(question)
    ]


def notices_hanging(read: Read) -> list[tuple[int, str, date]]:
    """Notices not taken down yet: id, number, last day."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(notice.c.id, notice.c.number, notice.c.last_day)
        .where(notice.c.center_id == read.center_id, notice.c.closed_at.is_(None))
        .order_by(notice.c.last_day)
    )
    return [(row.id, row.number, row.last_day) for row in rows]


def skills(read: Read) -> list[tuple[int, str, bool]]:
    """The center's list of skills: id, name, whether a proof is needed."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(skill.c.id, skill.c.name, skill.c.needs_proof)
        .where(skill.c.center_id == read.center_id, skill.c.active.is_(True))
        .order_by(skill.c.position)
    )
    return [(row.id, row.name, row.needs_proof) for row in rows]


def posts(read: Read) -> list[tuple[int, str, PostKind]]:
    """The posts in use: id, name, kind, in the center's order."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(post.c.id, post.c.name, post.c.kind)
        .where(post.c.center_id == read.center_id, post.c.active.is_(True))
        .order_by(post.c.position)
    )
    return [(row.id, row.name, row.kind) for row in rows]


def _on_shifts(read: Read, first: datetime, end: datetime) -> dict[int, list[PlaceRow]]:
    found: dict[int, list[PlaceRow]] = {}
    for row in read.rows(
        sa.select(assignment, resident.c.name)
        .join(shift, shift.c.id == assignment.c.shift_id)
        .join(volunteer, volunteer.c.id == assignment.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            shift.c.center_id == read.center_id,
            shift.c.starts >= first,
            shift.c.starts < end,
            assignment.c.status.in_(sorted(HOLDS_PLACE)),
        )
        .order_by(assignment.c.role, resident.c.name_sort)
    ):
        found.setdefault(row.shift_id, []).append(
            PlaceRow(row.id, row.volunteer_id, row.name, row.role, row.status, row.pinned, row.source)
        )
    return found


def _skill_names(read: Read, volunteer_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for row in read.rows(
        sa.select(volunteer_skill.c.volunteer_id, skill.c.name)
        .join(skill, skill.c.id == volunteer_skill.c.skill_id)
        .where(volunteer_skill.c.center_id == read.center_id)
        .order_by(skill.c.position)
    ):
        found.setdefault(row.volunteer_id, []).append(row.name)
    return {ref: tuple(found.get(ref, ())) for ref in volunteer_ids}


def _volunteer_row(row: Any, skills_of: tuple[str, ...]) -> VolunteerRow:
    return VolunteerRow(
        row.id, row.resident_id, row.number, row.name, privacy.shown_phone(row.phone), row.birth_date,
        row.status, row.since, row.registered_on, skills_of, int(row.minutes), row.note,
    )  # fmt: skip
