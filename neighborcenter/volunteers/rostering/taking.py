"""The center's rules about places people take themselves (抢单): how many, until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers.kinds import HOLDS_PLACE
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.roster_kinds import TAKEN, Level, RuleKind
from neighborcenter.volunteers.rostering.facts import Rule
from neighborcenter.volunteers.rostering.place_checks import period_spans
from neighborcenter.volunteers.rostering.reading import rules_on

SOURCE = "taken"
"""How a place is marked that somebody took themselves."""


def problems_of_taking(read: Read, row: Any, volunteer_id: int) -> list[Problem]:
    """What stands against somebody taking a place on a shift (`row`); warnings among it."""
    problems = []
    for rule in rules_on(read, row.starts.date()):
        if rule.kind not in TAKEN or rule.post_id not in (None, row.post_id):
            continue
        found = _most if rule.kind is RuleKind.TAKE_MOST else _by
        problem = found(read, rule, row, volunteer_id)
        if problem is not None:
            problems.append(problem)
    return problems


def _by(read: Read, rule: Rule, row: Any, _volunteer_id: int) -> Problem | None:
    if row.starts - read.clock.local() >= timedelta(minutes=rule.amount):
        return None
    return Problem("shift_id", "roster.take_by", {"hours": f"{rule.amount / 60:g}"}, _level(rule))


def _most(read: Read, rule: Rule, row: Any, volunteer_id: int) -> Problem | None:
    """The most places taken in any period the shift lies in."""
    count = 0
    for first, last in period_spans(rule, row.starts.date()):
        midnight = datetime.min.time()
        taken = (
            sa.select(sa.func.count())
            .select_from(assignment.join(shift, shift.c.id == assignment.c.shift_id))
            .where(
                assignment.c.volunteer_id == volunteer_id,
                assignment.c.source == SOURCE,
                assignment.c.status.in_(sorted(HOLDS_PLACE)),
                shift.c.starts >= datetime.combine(first, midnight),
                shift.c.starts < datetime.combine(last, midnight) + timedelta(days=1),
            )
        )
        if rule.post_id is not None:
            taken = taken.where(shift.c.post_id == rule.post_id)
        count = max(count, int(read.value(taken)))
    if count < rule.amount:
        return None
    name = read.value(
        sa.select(resident.c.name)
        .join(volunteer, volunteer.c.resident_id == resident.c.id)
        .where(volunteer.c.id == volunteer_id)
    )
    params = {"name": name or "", "count": count, "most": rule.amount}
    return Problem("volunteer_id", "roster.take_most", params, _level(rule))


def _level(rule: Rule) -> Any:
    return "error" if rule.level is Level.BLOCK else "warning"
