"""What rosters are made from, as lists with everything their editors begin with: teams, posts, policies, days off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.models import room
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers.drafts import PatternDraft, PolicyDraft, PostDraft
from neighborcenter.volunteers.kinds import ROSTERED, Rhythm
from neighborcenter.volunteers.models.people import (
    leave,
    policy,
    policy_member,
    skill,
    team,
    team_member,
    volunteer,
)
from neighborcenter.volunteers.models.shifts import post, post_skill, shift_pattern


@dataclass(frozen=True, slots=True)
class Member:
    """A volunteer on a list of a team or a policy; `since` is the first day of cover."""

    volunteer_id: int
    name: str
    number: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with who belongs to it, the lead among them."""

    id: int
    name: str
    lead_id: int | None
    as_a_whole: bool
    note: str
    active: bool
    version: int
    members: tuple[Member, ...]

    @property
    def lead(self) -> str:
        """The name of the lead."""
        return next((one.name for one in self.members if one.volunteer_id == self.lead_id), "")

    @property
    def count(self) -> int:
        """How many belong to it."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy with whom it covers."""

    id: int
    draft: PolicyDraft
    version: int
    members: tuple[Member, ...]

    @property
    def number(self) -> str:
        """Its number."""
        return self.draft.number

    @property
    def valid_to(self) -> date:
        """The last day of cover."""
        return self.draft.valid_to or date.max

    @property
    def count(self) -> int:
        """How many are covered."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its weekly shifts and the names of the skills it asks for."""

    id: int
    draft: PostDraft
    room: str
    skills: tuple[str, ...]
    week: tuple[PatternDraft, ...]
    active: bool
    version: int

    @property
    def name(self) -> str:
        """What it is called."""
        return self.draft.name

    @property
    def shifts(self) -> int:
        """How many shifts it has every week."""
        return sum(one.rhythm is Rhythm.WEEKLY for one in self.week)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days on which nobody is asked."""

    id: int
    first: date
    last: date
    reason: str


def teams(read: Read) -> list[TeamRow]:
    """All teams, those in use first, by name."""
    read.require(Permission.VOLUNTEERS_VIEW)
    members = _members(read, team_member, team_member.c.team_id)
    rows = read.rows(
        sa.select(team)
        .where(team.c.center_id == read.center_id)
        .order_by(team.c.active.desc(), team.c.name, team.c.id)
    )
    return [
        TeamRow(
            row.id, row.name, row.lead_id, row.as_a_whole, row.note, row.active, row.version,
            tuple(members.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip


def policies(read: Read) -> list[PolicyRow]:
    """All policies, the one that holds longest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    members = _members(read, policy_member, policy_member.c.policy_id, policy_member.c.covered_from)
    rows = read.rows(
        sa.select(policy)
        .where(policy.c.center_id == read.center_id)
        .order_by(policy.c.valid_to.desc(), policy.c.id.desc())
    )
    return [
        PolicyRow(row.id, _draft(PolicyDraft, row), row.version, tuple(members.get(row.id, ())))
        for row in rows
    ]


def policies_running_out(read: Read, until: date) -> list[tuple[int, str, date]]:
    """Policies that hold today, end up to a day, and are followed by none: id, number, last day."""
    read.require(Permission.VOLUNTEERS_VIEW)
    today, after = read.clock.today(), policy.alias()
    followed = sa.exists(
        sa.select(1).where(after.c.center_id == policy.c.center_id, after.c.valid_to > policy.c.valid_to)
    )
    rows = read.rows(
        sa.select(policy.c.id, policy.c.number, policy.c.valid_to).where(
            policy.c.center_id == read.center_id,
            policy.c.valid_to >= today,
            policy.c.valid_to <= until,
            sa.not_(followed),
        )
    )
    return [(row.id, row.number, row.valid_to) for row in rows]


def uninsured(read: Read) -> list[Member]:
    """Who may be put on a roster and is covered by no policy today, by name."""
    read.require(Permission.VOLUNTEERS_VIEW)
    today = read.clock.today()
    covered = (
        sa.select(policy_member.c.volunteer_id)
        .join(policy, policy.c.id == policy_member.c.policy_id)
        .where(
            policy.c.center_id == read.center_id,
            policy.c.valid_from <= today,
            policy.c.valid_to >= today,
            policy_member.c.covered_from <= today,
        )
    )
    rows = read.rows(
        sa.select(volunteer.c.id, volunteer.c.number, resident.c.name)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            volunteer.c.center_id == read.center_id,
            volunteer.c.status.in_(sorted(ROSTERED)),
            volunteer.c.id.not_in(covered),
        )
        .order_by(resident.c.name_sort, volunteer.c.id)
    )
    return [Member(row.id, row.name, row.number) for row in rows]


def post_rows(read: Read) -> list[PostRow]:
    """All posts, those in use first, in the center's order."""
    read.require(Permission.VOLUNTEERS_VIEW)
    weeks: dict[int, list[PatternDraft]] = defaultdict(list)
    for row in read.rows(
        sa.select(shift_pattern)
        .where(shift_pattern.c.center_id == read.center_id)
        .order_by(shift_pattern.c.weekday, shift_pattern.c.opens)
    ):
        weeks[row.post_id].append(_draft(PatternDraft, row))
    skills: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for row in read.rows(
        sa.select(post_skill, skill.c.name)
        .join(skill, skill.c.id == post_skill.c.skill_id)
        .where(skill.c.center_id == read.center_id)
        .order_by(skill.c.position)
    ):
        skills[row.post_id].append((row.skill_id, row._mapping["count"], row.name))
    rows = read.rows(
        sa.select(post, room.c.name.label("room"))
        .join(room, room.c.id == post.c.room_id, isouter=True)
        .where(post.c.center_id == read.center_id)
        .order_by(post.c.active.desc(), post.c.position, post.c.id)
    )
    return [
        PostRow(
            row.id,
            _draft(PostDraft, row, skills=tuple((ref, count) for ref, count, _name in skills[row.id])),
            row.room or "",
            tuple(name if count == 1 else f"{name} ×{count}" for _ref, count, name in skills[row.id]),
            tuple(weeks[row.id]),
            row.active,
            row.version,
        )
        for row in rows
    ]


def days_off(read: Read) -> list[DaysOff]:
    """Days from today on on which nobody is asked, the next first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(leave)
        .where(
            leave.c.center_id == read.center_id,
            leave.c.volunteer_id.is_(None),
            leave.c.last_day >= read.clock.today(),
        )
        .order_by(leave.c.first_day, leave.c.id)
    )
    return [DaysOff(row.id, row.first_day, row.last_day, row.reason) for row in rows]


def _draft(made: Any, row: Any, **more: Any) -> Any:
    known = {one.name for one in fields(made)} - set(more)
    return made(**{name: getattr(row, name) for name in known}, **more)


def _members(
    read: Read, table: sa.Table, column: sa.Column[Any], since: sa.Column[Any] | None = None
) -> dict[int, Sequence[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    for row in read.rows(
        sa.select(
            column.label("list"),
            volunteer.c.id,
            volunteer.c.number,
            resident.c.name,
            (sa.null() if since is None else since).label("since"),
        )
        .join(volunteer, volunteer.c.id == table.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer.c.center_id == read.center_id)
        .order_by(resident.c.name_sort, volunteer.c.id)
    ):
        found[row.list].append(Member(row.id, row.name, row.number, row.since))
    return dict(found)
