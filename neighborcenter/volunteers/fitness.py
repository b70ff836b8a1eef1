"""What is known of people on the day of a task, looked up for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.problems import NotFound, Problem
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.kinds import HOLDS_PLACE, ShiftStatus
from neighborcenter.volunteers.models.needs import need
from neighborcenter.volunteers.models.people import (
    leave,
    policy,
    policy_member,
    skill,
    volunteer,
    volunteer_skill,
)
from neighborcenter.volunteers.models.shifts import assignment, post, shift

_PERSON = (
    sa.select(
        volunteer.c.id,
        volunteer.c.number,
        volunteer.c.status,
        volunteer.c.guardian_consent_on,
        resident.c.name,
        resident.c.birth_date,
    )
    .join(resident, resident.c.id == volunteer.c.resident_id)
    .where(volunteer.c.center_id == sa.bindparam("center"), volunteer.c.id == sa.bindparam("id"))
)
_INSURED = (
    sa.select(policy.c.id)
    .join(policy_member, policy_member.c.policy_id == policy.c.id)
    .where(
        policy_member.c.volunteer_id == sa.bindparam("id"),
        policy_member.c.covered_from <= sa.bindparam("day", type_=policy.c.valid_to.type),
        policy.c.valid_from <= sa.bindparam("day", type_=policy.c.valid_to.type),
        policy.c.valid_to >= sa.bindparam("day", type_=policy.c.valid_to.type),
    )
    .limit(1)
)
_AWAY = (
    sa.select(leave.c.reason, leave.c.last_day)
    .where(
        leave.c.center_id == sa.bindparam("center"),
        sa.or_(leave.c.volunteer_id == sa.bindparam("id"), leave.c.volunteer_id.is_(None)),
        leave.c.first_day <= sa.bindparam("last", type_=leave.c.first_day.type),
        leave.c.last_day >= sa.bindparam("day", type_=leave.c.first_day.type),
    )
    .limit(1)
)
_ELSEWHERE = (
    sa.select(shift.c.id, shift.c.starts, shift.c.ends, post.c.name)
    .select_from(
        assignment.join(shift, shift.c.id == assignment.c.shift_id).join(post, post.c.id == shift.c.post_id)
    )
    .where(
        assignment.c.volunteer_id == sa.bindparam("id"),
        assignment.c.status.in_(sorted(HOLDS_PLACE)),
        shift.c.status == ShiftStatus.OPEN,
        shift.c.starts < sa.bindparam("ends", type_=shift.c.ends.type),
        shift.c.ends > sa.bindparam("starts", type_=shift.c.starts.type),
        shift.c.id != sa.bindparam("but"),
    )
    .order_by(shift.c.starts)
)
_NEED = sa.select(need.c.dangerous, need.c.age_from, need.c.age_to).where(need.c.id == sa.bindparam("need"))
_HELD = sa.select(volunteer_skill.c.skill_id, skill.c.needs_proof, volunteer_skill).join(
    skill, skill.c.id == volunteer_skill.c.skill_id
)


def candidate(read: Read, volunteer_id: int, day: date, last: date | None = None) -> rules.Candidate:
    """What the law asks about somebody on a day, or up to a `last` day.  Raises NotFound."""
    row = read.row(_PERSON, {"center": read.center_id, "id": volunteer_id})
    if row is None:
        raise NotFound("volunteer", volunteer_id, "volunteer_id")
    insured = all(
        read.value(_INSURED, {"id": volunteer_id, "day": each}) is not None
        for each in sorted({day, last or day})
    )
    agreed = row.guardian_consent_on is not None and row.guardian_consent_on <= day
    return rules.Candidate(row.name, row.birth_date, agreed, row.status, insured)


def law_on_shift(read: Read, volunteer_id: int, row: Any, place: Any) -> list[Problem]:
    """What the law says about somebody on a shift (`row`) of a post: age, guardian, insurance to its last minute."""
    day = row.starts.date()
    person = candidate(read, volunteer_id, day, rules.last_day_of(row.ends))
    task = rules.Task(place.name, day, place.dangerous, place.age_from, place.age_to)
    asked = None if row.need_id is None else read.row(_NEED, {"need": row.need_id})
    if asked is not None:
        task = rules.narrowed(task, dangerous=asked.dangerous, age_from=asked.age_from, age_to=asked.age_to)
    return rules.problems_with(person, task)


def problems_on_shift(read: Read, volunteer_id: int, row: Any, place: Any) -> list[Problem]:
    """Everything that stands against somebody on a shift (`row`) of a post (`place`): law, leave, other shifts."""
    day, last = row.starts.date(), rules.last_day_of(row.ends)
    problems = law_on_shift(read, volunteer_id, row, place)
    person = candidate(read, volunteer_id, day)
    away = read.row(_AWAY, {"center": read.center_id, "id": volunteer_id, "day": day, "last": last})
    if away is not None:
        params = {"name": person.name, "until": away.last_day.isoformat()}
        problems.append(Problem("volunteer_id", "volunteers.on_leave", params))
    problems += [
        Problem(
            "volunteer_id",
            "volunteers.elsewhere",
            {
                "name": person.name,
                "post": other.name,
                "start": f"{other.starts:%m-%d %H:%M}",
                "end": f"{other.ends:%H:%M}",
            },
        )
        for other in read.rows(
            _ELSEWHERE, {"id": volunteer_id, "starts": row.starts, "ends": row.ends, "but": row.id}
        )
    ]
    return problems


def skills_of(read: Read, volunteer_ids: Sequence[int], day: date) -> dict[int, dict[int, Any]]:
    """Per volunteer the skills that count on a day: not run out, and confirmed where a proof is needed."""
    found: dict[int, dict[int, Any]] = {ref: {} for ref in volunteer_ids}
    for row in read.rows(_HELD.where(volunteer_skill.c.volunteer_id.in_(list(volunteer_ids)))):
        run_out = row.valid_until is not None and row.valid_until < day
        if not run_out and (row.confirmed_at is not None or not row.needs_proof):
            found[row.volunteer_id][row.skill_id] = row.proficiency
    return found
