"""The roll: everybody who helps with everything a list that leaves the program says; it can be read in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.work import Read
from neighborcenter.people import privacy
from neighborcenter.people.kinds import IdKind, Sex
from neighborcenter.people.models import resident
from neighborcenter.volunteers.drafts import AvailabilityDraft
from neighborcenter.volunteers.earned import BROUGHT, EARNED
from neighborcenter.volunteers.kinds import HoursKind, VolunteerStatus
from neighborcenter.volunteers.models.hours import points_entry, service_hours
from neighborcenter.volunteers.models.people import (
    availability,
    skill,
    team,
    team_member,
    volunteer,
    volunteer_skill,
)
from neighborcenter.volunteers.queries import VolunteerFilter, volunteers


@dataclass(frozen=True, slots=True)
class RollRow:
    """One volunteer, numbers masked; `earned` and `brought` are minutes by kind."""

    number: str
    name: str
    sex: Sex
    birth_date: date | None
    id_kind: IdKind
    id_number: str
    phone: str
    status: VolunteerStatus
    registered_on: date
    party_member: bool
    skills: tuple[str, ...]
    teams: tuple[str, ...]
    times: tuple[AvailabilityDraft, ...]
    fields: str
    languages: str
    work_unit: str
    contact_name: str
    contact_relation: str
    contact_phone: str
    wanted_shifts: int
    most_shifts: int
    earned: Mapping[HoursKind, int]
    brought: Mapping[HoursKind, int]
    points: int
    note: str


def roll(read: Read, wanted: VolunteerFilter | None = None) -> Iterator[RollRow]:
    """The volunteers asked for, by name; six questions, however many there are.  Raises NotAllowed."""
    read.require(Permission.VOLUNTEERS_VIEW)
    order = [row.volunteer_id for row in volunteers(read, wanted)]
    rows = {
        row.id: row
        for row in read.rows(
            sa.select(
                volunteer, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.id_kind,
                resident.c.id_number, resident.c.phone,
            )
            .join(resident, resident.c.id == volunteer.c.resident_id)
            .where(volunteer.c.center_id == read.center_id)
        )
    }  # fmt: skip
    skills = _names(read, volunteer_skill, skill, volunteer_skill.c.skill_id, skill.c.position)
    teams = _names(read, team_member, team, team_member.c.team_id, team.c.name)
    times = _times(read)
    earned, brought = _minutes(read, EARNED), _minutes(read, BROUGHT)
    points = {
        row[0]: int(row[1])
        for row in read.rows(
            sa.select(points_entry.c.volunteer_id, sa.func.sum(points_entry.c.points))
            .where(points_entry.c.center_id == read.center_id)
            .group_by(points_entry.c.volunteer_id)
        )
    }
    for ref in order:
        row = rows[ref]
        yield RollRow(
            row.number, row.name, row.sex, row.birth_date, row.id_kind, privacy.shown_id(row.id_number),
            privacy.shown_phone(row.phone), row.status, row.registered_on, row.party_member,
            tuple(skills.get(ref, ())), tuple(teams.get(ref, ())), tuple(times.get(ref, ())), row.fields,
            row.languages, row.work_unit, row.contact_name, row.contact_relation,
            privacy.shown_phone(row.contact_phone), row.wanted_shifts, row.most_shifts, earned.get(ref, {}),
            brought.get(ref, {}), points.get(ref, 0), row.note,
        )  # fmt: skip


def _names(
    read: Read, held: sa.Table, named: sa.Table, column: sa.Column[Any], order: sa.Column[Any]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for ref, name in read.rows(
        sa.select(held.c.volunteer_id, named.c.name)
        .join(named, named.c.id == column)
        .where(named.c.center_id == read.center_id)
        .order_by(order, named.c.id)
    ):
        found[ref].append(name)
    return found


def _times(read: Read) -> dict[int, list[AvailabilityDraft]]:
    found: dict[int, list[AvailabilityDraft]] = defaultdict(list)
    for row in read.rows(
        sa.select(availability)
        .where(availability.c.center_id == read.center_id, availability.c.weekday.is_not(None))
        .order_by(availability.c.weekday, availability.c.opens)
    ):
        found[row.volunteer_id].append(
            AvailabilityDraft(row.kind, row.weekday, row.day, row.opens, row.closes)
        )
    return found


def _minutes(read: Read, which: sa.ColumnElement[bool]) -> dict[int, dict[HoursKind, int]]:
    found: dict[int, dict[HoursKind, int]] = defaultdict(dict)
    for row in read.rows(
        sa.select(
            service_hours.c.volunteer_id,
            service_hours.c.kind,
            sa.func.sum(service_hours.c.minutes).label("minutes"),
        )
        .where(service_hours.c.center_id == read.center_id, which)
        .group_by(service_hours.c.volunteer_id, service_hours.c.kind)
    ):
        found[row.volunteer_id][row.kind] = int(row.minutes)
    return found
