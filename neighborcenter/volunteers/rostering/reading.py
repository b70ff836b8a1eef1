"""Reading the facts of a roster from the database: a handful of questions, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.times import minutes_of
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.kinds import HOLDS_PLACE, ROSTERED, AssignmentRole, ShiftStatus
from neighborcenter.volunteers.models.needs import need, need_skill
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
)
from neighborcenter.volunteers.models.rosters import roster_rule
from neighborcenter.volunteers.models.shifts import assignment, post, post_skill, shift
from neighborcenter.volunteers.rostering.facts import (
    Facts,
    PersonFact,
    PlaceFact,
    Rule,
    ShiftFact,
    Stretch,
)

BACK = timedelta(days=31)
"""How far before the range shifts are looked at: a month's limits and runs of days begin there."""
MEMORY = timedelta(days=92)
"""Fairness remembers the last three months."""

_SHIFT = (
    sa.select(
        shift.c.id, shift.c.post_id, post.c.name.label("post"), shift.c.name, shift.c.starts, shift.c.ends,
        shift.c.minimum, shift.c.wanted, shift.c.maximum, shift.c.lead_required, post.c.dangerous,
        post.c.age_from, post.c.age_to, post.c.place, post.c.priority, shift.c.need_id,
        need.c.dangerous.label("need_dangerous"), need.c.age_from.label("need_age_from"),
        need.c.age_to.label("need_age_to"),
    )
    .join(post, post.c.id == shift.c.post_id)
    .join(need, need.c.id == shift.c.need_id, isouter=True)
    .where(
        shift.c.center_id == sa.bindparam("center"),
        shift.c.status == ShiftStatus.OPEN,
        shift.c.starts >= sa.bindparam("first", type_=shift.c.starts.type),
        shift.c.starts < sa.bindparam("end", type_=shift.c.starts.type),
    )
    .order_by(post.c.position, shift.c.starts, shift.c.id)
)  # fmt: skip
_PLACES = (
    sa.select(
        assignment.c.id, assignment.c.shift_id, assignment.c.volunteer_id, assignment.c.role,
        assignment.c.pinned, assignment.c.published_at,
    )
    .join(shift, shift.c.id == assignment.c.shift_id)
    .where(
        shift.c.center_id == sa.bindparam("center"),
        shift.c.status == ShiftStatus.OPEN,
        assignment.c.status.in_(sorted(HOLDS_PLACE)),
        assignment.c.role != AssignmentRole.STANDBY,
        shift.c.starts >= sa.bindparam("first", type_=shift.c.starts.type),
        shift.c.starts < sa.bindparam("end", type_=shift.c.starts.type),
    )
    .order_by(shift.c.starts, assignment.c.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Skills:
    """Skills asked for, id -> how many: by post and by need."""

    posts: Mapping[int, Mapping[int, int]]
    needs: Mapping[int, Mapping[int, int]]

    def of(self, row: Any) -> Mapping[int, int]:
        """What a shift asks for: what its post and its need ask, the higher count of both."""
        post_asks, need_asks = self.posts.get(row.post_id, {}), self.needs.get(row.need_id or 0, {})
        if not need_asks:
            return post_asks
        return {ref: max(post_asks.get(ref, 0), need_asks.get(ref, 0)) for ref in {**post_asks, **need_asks}}


def roster_facts(read: Read, first: date, end: date, *, on: date | None = None) -> Facts:
    """The facts of the days from `first` up to, not including, `end`, with the rules that hold `on` a day.

    Without a day they are those of the first day that is not over yet.  Everybody who may be put on a roster is among the people, and whoever is on a shift of the range already.
    """
    read.require(Permission.VOLUNTEERS_VIEW)
    held_on = on or max(first, min(read.clock.today(), end - timedelta(days=1)))
    skills_needed = _Skills(
        _counted(read, post_skill, post_skill.c.post_id, post),
        _counted(read, need_skill, need_skill.c.need_id, need),
    )
    bounds = {"center": read.center_id, "first": _midnight(first), "end": _midnight(end)}
    shifts = [_shift(row, skills_needed) for row in read.rows(_SHIFT, bounds)]
    places = [
        PlaceFact(row.shift_id, row.volunteer_id, row.role, row.pinned, row.published_at is not None, row.id)
        for row in read.rows(_PLACES, bounds)
    ]
    return Facts(
        first,
        end,
        tuple(shifts),
        tuple(_people(read, first, {place.volunteer_id for place in places}, skills_needed)),
        tuple((row.volunteer_id, row.other_id, row.bond) for row in _own(read, volunteer_bond)),
        frozenset(row.id for row in _own(read, team) if row.as_a_whole and row.active),
        rules_on(read, held_on),
        tuple(places),
        {row.id: row.name for row in _own(read, skill)},
    )


def rules_on(read: Read, day: date) -> tuple[Rule, ...]:
    """The roster rules that hold on a day, in the center's order."""
    other = post.alias()
    rows = read.rows(
        sa.select(roster_rule, resident.c.name, team.c.name.label("team"), other.c.name.label("other"))
        .join(volunteer, volunteer.c.id == roster_rule.c.volunteer_id, isouter=True)
        .join(resident, resident.c.id == volunteer.c.resident_id, isouter=True)
        .join(team, team.c.id == roster_rule.c.team_id, isouter=True)
        .join(other, other.c.id == roster_rule.c.other_post_id, isouter=True)
        .where(
            roster_rule.c.center_id == read.center_id,
            roster_rule.c.active.is_(True),
            roster_rule.c.valid_from <= day,
            sa.or_(roster_rule.c.valid_to.is_(None), roster_rule.c.valid_to >= day),
        )
        .order_by(roster_rule.c.position, roster_rule.c.id)
    )
    return tuple(
        Rule(
            row.kind,
            row.level,
            row.amount,
            row.period,
            row.window_days,
            row.first_name,
            row.then_name,
            row.post_id,
            row.weight,
            row.id,
            row.volunteer_id,
            row.team_id,
            row.other_post_id,
            row.name or row.team or "",
            row.other or "",
        )
        for row in rows
    )


def _people(read: Read, first: date, on_it: set[int], skills_needed: _Skills) -> list[PersonFact]:
    held = _grouped(read, volunteer_skill)
    stretches = _grouped(read, availability)
    away = _grouped(read, leave)
    everybody = [(row.first_day, row.last_day) for row in away.get(None, ())]
    insured = _insured(read)
    teams, leads = _teams(read)
    earlier = _earlier(read, first, skills_needed)
    served = _served(read, first)
    proved = {row.id: row.needs_proof for row in _own(read, skill)}
    rows = read.rows(
        sa.select(volunteer, resident.c.name, resident.c.birth_date, resident.c.sex)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            volunteer.c.center_id == read.center_id,
            sa.or_(volunteer.c.status.in_(sorted(ROSTERED)), volunteer.c.id.in_(sorted(on_it))),
        )
        .order_by(resident.c.name_sort, volunteer.c.id)
    )
    return [
        PersonFact(
            volunteer_id=row.id,
            name=row.name,
            status=row.status,
            born=row.birth_date,
            guardian_agreed=row.guardian_consent_on is not None,
            may_lead=row.id in leads,
            skills={
                each.skill_id: (each.proficiency, each.valid_until)
                for each in held.get(row.id, ())
                if each.confirmed_at is not None or not proved.get(each.skill_id, False)
            },
            stretches=tuple(
                Stretch(each.kind, minutes_of(each.opens), minutes_of(each.closes), each.weekday, each.day)
                for each in stretches.get(row.id, ())
            ),
            away=(*everybody, *((each.first_day, each.last_day) for each in away.get(row.id, ()))),
            insured=tuple(insured.get(row.id, ())),
            wanted=row.wanted_shifts,
            most=row.most_shifts,
            teams=frozenset(teams.get(row.id, ())),
            served=served.get(row.id, 0),
            earlier=tuple(earlier.get(row.id, ())),
            sex=row.sex,
            languages=row.languages,
        )
        for row in rows
    ]


def _shift(row: Any, skills_needed: _Skills) -> ShiftFact:
    task = rules.Task(row.post, row.starts.date(), row.dangerous, row.age_from, row.age_to)
    if row.need_id is not None:
        task = rules.narrowed(
            task, dangerous=row.need_dangerous, age_from=row.need_age_from, age_to=row.need_age_to
        )
    return ShiftFact(
        row.id, row.post_id, row.post, row.name, row.starts, row.ends, row.minimum, row.wanted, row.maximum,
        row.lead_required, task.dangerous, task.age_from, task.age_to, row.place, row.priority,
        skills_needed.of(row),
    )  # fmt: skip


def _counted(
    read: Read, table: sa.Table, owner: sa.ColumnElement[int], home: sa.Table
) -> dict[int, dict[int, int]]:
    needed: dict[int, dict[int, int]] = defaultdict(dict)
    for row in read.rows(
        sa.select(owner.label("owner"), table.c.skill_id, table.c["count"].label("how_many"))
        .join(home, home.c.id == owner)
        .where(home.c.center_id == read.center_id)
    ):
        needed[row.owner][row.skill_id] = row.how_many
    return dict(needed)


def _own(read: Read, table: sa.Table) -> Sequence[Any]:
    return read.rows(sa.select(table).where(table.c.center_id == read.center_id).order_by(table.c.id))


def _grouped(read: Read, table: sa.Table) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = defaultdict(list)
    for row in _own(read, table):
        found[row.volunteer_id].append(row)
    return dict(found)


def _insured(read: Read) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in read.rows(
        sa.select(policy_member, policy.c.valid_from, policy.c.valid_to)
        .join(policy, policy.c.id == policy_member.c.policy_id)
        .where(policy.c.center_id == read.center_id)
    ):
        found[row.volunteer_id].append((max(row.covered_from, row.valid_from), row.valid_to))
    return dict(found)


def _teams(read: Read) -> tuple[dict[int, list[int]], set[int]]:
    """Teams of each person, and everybody who may lead."""
    teams: dict[int, list[int]] = defaultdict(list)
    leads: set[int] = set()
    for row in read.rows(
        sa.select(team_member, team.c.lead_id)
        .join(team, team.c.id == team_member.c.team_id)
        .where(team.c.center_id == read.center_id, team.c.active.is_(True))
    ):
        teams[row.volunteer_id].append(row.team_id)
        if row.may_lead or row.lead_id == row.volunteer_id:
            leads.add(row.volunteer_id)
    return dict(teams), leads


def _earlier(read: Read, first: date, skills_needed: _Skills) -> dict[int, list[ShiftFact]]:
    """What everybody works in the month before the range: runs, rest and a month's limits begin there."""
    bounds = {"center": read.center_id, "first": _midnight(first - BACK), "end": _midnight(first)}
    shifts = {row.id: _shift(row, skills_needed) for row in read.rows(_SHIFT, bounds)}
    found: dict[int, list[ShiftFact]] = defaultdict(list)
    for row in read.rows(_PLACES, bounds):
        found[row.volunteer_id].append(shifts[row.shift_id])
    return dict(found)


def _served(read: Read, first: date) -> dict[int, int]:
    rows = read.rows(
        sa.select(assignment.c.volunteer_id, sa.func.count())
        .join(shift, shift.c.id == assignment.c.shift_id)
        .where(
            shift.c.center_id == read.center_id,
            shift.c.starts >= _midnight(first - MEMORY),
            shift.c.starts < _midnight(first),
            assignment.c.status.in_(sorted(HOLDS_PLACE)),
        )
        .group_by(assignment.c.volunteer_id)
    )
    return {row[0]: row[1] for row in rows}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
