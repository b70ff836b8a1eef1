"""Everything about one volunteer at once: what the card of a person shows and what the editor begins with."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people import privacy
from neighborcenter.people.models import resident
from neighborcenter.people.rules import age_on
from neighborcenter.volunteers import points, points_service
from neighborcenter.volunteers.drafts import AvailabilityDraft, HeldSkillDraft, VolunteerDraft
from neighborcenter.volunteers.earned import BROUGHT
from neighborcenter.volunteers.kinds import Bond, HoursKind, HoursStatus, VolunteerStatus
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import (
    availability,
    leave,
    policy,
    policy_member,
    skill,
    team,
    team_member,
    volunteer,
    volunteer_bond,
    volunteer_skill,
    volunteer_status,
)
from neighborcenter.volunteers.note_queries import NoteLine, notes

SOON_DAYS = 60
"""A proof that runs out within so many days is pointed out."""


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill somebody holds; `needs_proof` without `confirmed` does not count on a roster."""

    held: HeldSkillDraft
    name: str
    needs_proof: bool


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Days somebody is away, or with `everybody` nobody is asked."""

    leave_id: int
    first: date
    last: date
    reason: str
    everybody: bool


@dataclass(frozen=True, slots=True)
class TieLine:
    """What was said of another volunteer."""

    other_id: int
    name: str
    bond: Bond
    reason: str


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """An insurance policy that covers somebody."""

    number: str
    insurer: str
    covered_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One change of standing."""

    status: VolunteerStatus
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class VolunteerCard:
    """One volunteer with everything the center knows; phones masked, minutes by status of the hours.

    `brought` are the minutes from elsewhere by kind; they are no part of `minutes`.
    """

    volunteer_id: int
    resident_id: int
    number: str
    name: str
    phone: str
    age: int | None
    status: VolunteerStatus
    since: date
    registered_on: date
    has_id_number: bool
    draft: VolunteerDraft
    skills: tuple[SkillLine, ...]
    availability: tuple[AvailabilityDraft, ...]
    leave: tuple[LeaveLine, ...]
    ties: tuple[TieLine, ...]
    teams: tuple[str, ...]
    policies: tuple[PolicyLine, ...]
    standing: tuple[StandingLine, ...]
    minutes: dict[HoursStatus, int]
    brought: dict[HoursKind, int]
    stars: int
    stars_granted: int
    points: int
    notes: tuple[NoteLine, ...] = ()


def volunteer_card(read: Read, ref: int) -> VolunteerCard:
    """The card of one volunteer.  Raises NotFound."""
    read.require(Permission.VOLUNTEERS_VIEW)
    row = _stored(read, ref)
    today = read.clock.today()
    reached, granted = points_service.stars_reached(read, ref)
    return VolunteerCard(
        volunteer_id=ref,
        resident_id=row.resident_id,
        number=row.number,
        name=row.name,
        phone=privacy.shown_phone(row.phone),
        age=None if row.birth_date is None else age_on(row.birth_date, today),
        status=row.status,
        since=row.since,
        registered_on=row.registered_on,
        has_id_number=bool(row.id_number),
        draft=_draft(row),
        skills=_skills(read, ref),
        availability=_availability(read, ref),
        leave=_leave(read, ref, today),
        ties=_ties(read, ref),
        teams=_teams(read, ref),
        policies=_policies(read, ref, today),
        standing=_standing(read, ref),
        minutes=_minutes(read, ref),
        brought=_brought(read, ref),
        stars=reached,
        stars_granted=granted,
        points=points.balance(read, ref),
        notes=tuple(notes(read, ref)),
    )


def volunteer_form(read: Read, ref: int) -> tuple[VolunteerDraft, int, str]:
    """What the editor of a volunteer begins with: the draft, its version, the name.  Raises NotFound."""
    read.require(Permission.VOLUNTEERS_VIEW)
    row = _stored(read, ref)
    return _draft(row), row.version, row.name


def proofs_running_out(read: Read, until: date) -> list[tuple[int, str, str, date]]:
    """Confirmed proofs of people who have not left that end up to a day: volunteer, name, skill, last day."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(volunteer.c.id, resident.c.name, skill.c.name.label("skill"), volunteer_skill.c.valid_until)
        .join(volunteer, volunteer.c.id == volunteer_skill.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .join(skill, skill.c.id == volunteer_skill.c.skill_id)
        .where(
            volunteer_skill.c.center_id == read.center_id,
            volunteer_skill.c.valid_until.is_not(None),
            volunteer_skill.c.valid_until <= until,
            volunteer.c.status != VolunteerStatus.LEFT,
        )
        .order_by(volunteer_skill.c.valid_until, volunteer.c.id)
        .limit(50)
    )
    return [(row.id, row.name, row.skill, row.valid_until) for row in rows]


def _stored(read: Read, ref: int) -> Any:
    row = read.row(
        sa.select(volunteer, resident.c.name, resident.c.phone, resident.c.birth_date, resident.c.id_number)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer.c.id == ref, volunteer.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("volunteer", ref, "volunteer_id")
    return row


def _draft(row: Any) -> VolunteerDraft:
    known = {one.name for one in fields(VolunteerDraft)} - {"newcomer"}
    kept = {name: getattr(row, name) for name in known}
    return VolunteerDraft(**kept | {"contact_phone": privacy.shown_phone(row.contact_phone)})


def _skills(read: Read, ref: int) -> tuple[SkillLine, ...]:
    rows = read.rows(
        sa.select(volunteer_skill, skill.c.name, skill.c.needs_proof)
        .join(skill, skill.c.id == volunteer_skill.c.skill_id)
        .where(volunteer_skill.c.volunteer_id == ref)
        .order_by(skill.c.position)
    )
    return tuple(
        SkillLine(
            HeldSkillDraft(
                ref, row.skill_id, row.proficiency, row.proof, row.valid_until, row.confirmed_at is not None
            ),
            row.name,
            row.needs_proof,
        )
        for row in rows
    )


def _availability(read: Read, ref: int) -> tuple[AvailabilityDraft, ...]:
    rows = read.rows(
        sa.select(availability)
        .where(availability.c.volunteer_id == ref)
        .order_by(availability.c.weekday, availability.c.day, availability.c.opens)
    )
    return tuple(AvailabilityDraft(row.kind, row.weekday, row.day, row.opens, row.closes) for row in rows)


def _leave(read: Read, ref: int, today: date) -> tuple[LeaveLine, ...]:
    rows = read.rows(
        sa.select(leave)
        .where(
            leave.c.center_id == read.center_id,
            sa.or_(leave.c.volunteer_id == ref, leave.c.volunteer_id.is_(None)),
            leave.c.last_day >= today,
        )
        .order_by(leave.c.first_day)
    )
    return tuple(
        LeaveLine(row.id, row.first_day, row.last_day, row.reason, row.volunteer_id is None) for row in rows
    )


def _ties(read: Read, ref: int) -> tuple[TieLine, ...]:
    other = sa.case(
        (volunteer_bond.c.volunteer_id == ref, volunteer_bond.c.other_id), else_=volunteer_bond.c.volunteer_id
    )
    rows = read.rows(
        sa.select(volunteer.c.id, resident.c.name, volunteer_bond.c.bond, volunteer_bond.c.reason)
        .join(volunteer, volunteer.c.id == other)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            volunteer_bond.c.center_id == read.center_id,
            sa.or_(volunteer_bond.c.volunteer_id == ref, volunteer_bond.c.other_id == ref),
        )
        .order_by(resident.c.name_sort)
    )
    return tuple(TieLine(row.id, row.name, row.bond, row.reason) for row in rows)


def _teams(read: Read, ref: int) -> tuple[str, ...]:
    rows = read.rows(
        sa.select(team.c.name)
        .join(team_member, team_member.c.team_id == team.c.id)
        .where(team_member.c.volunteer_id == ref, team.c.active.is_(True))
        .order_by(team.c.name)
    )
    return tuple(row.name for row in rows)


def _policies(read: Read, ref: int, today: date) -> tuple[PolicyLine, ...]:
    rows = read.rows(
        sa.select(policy, policy_member.c.covered_from)
        .join(policy_member, policy_member.c.policy_id == policy.c.id)
        .where(policy_member.c.volunteer_id == ref, policy.c.valid_to >= today)
        .order_by(policy.c.valid_to.desc())
    )
    return tuple(PolicyLine(row.number, row.insurer, row.covered_from, row.valid_to) for row in rows)


def _standing(read: Read, ref: int) -> tuple[StandingLine, ...]:
    rows = read.rows(
        sa.select(volunteer_status)
        .where(volunteer_status.c.volunteer_id == ref)
        .order_by(volunteer_status.c.day.desc(), volunteer_status.c.id.desc())
    )
    return tuple(StandingLine(row.status, row.day, row.reason) for row in rows)


def _minutes(read: Read, ref: int) -> dict[HoursStatus, int]:
    rows = read.rows(
        sa.select(service_hours.c.status, sa.func.sum(service_hours.c.minutes).label("minutes"))
        .where(service_hours.c.volunteer_id == ref, sa.not_(BROUGHT))
        .group_by(service_hours.c.status)
    )
    return {row.status: int(row.minutes) for row in rows}


def _brought(read: Read, ref: int) -> dict[HoursKind, int]:
    rows = read.rows(
        sa.select(service_hours.c.kind, sa.func.sum(service_hours.c.minutes).label("minutes"))
        .where(service_hours.c.volunteer_id == ref, BROUGHT)
        .group_by(service_hours.c.kind)
    )
    return {row.kind: int(row.minutes) for row in rows}
