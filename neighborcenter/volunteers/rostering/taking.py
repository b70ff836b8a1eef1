"""The center's rules about places people take themselves (抢单): how many, from when, until when, given back when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers.kinds import HOLDS_PLACE
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.facts import Rule
from neighborcenter.volunteers.rostering.place_checks import period_spans
from neighborcenter.volunteers.rostering.reading import rules_on

SOURCE = "taken"
"""How a place is marked that somebody took themselves."""


def problems_of_taking(read: Read, row: Any, volunteer_id: int) -> list[Problem]:
    """What stands against somebody taking a place on a shift (`row`); warnings among it."""
    problems = []
    for rule in rules_on(read, row.starts.date()):
        check = _CHECKS.get(rule.kind)
        problem = (
            check(read, rule, row, volunteer_id)
            if check is not None and rule.post_id in (None, row.post_id)
            else None
        )
        if problem is not None:
            problems.append(problem)
    return problems


def problems_of_giving_back(read: Read, row: Any) -> list[Problem]:
    """What stands against giving a place on a shift (`row`) back now that somebody took themselves."""
    left = row.starts - read.clock.local()
    return [
        Problem("shift_id", "roster.give_back_by", {"hours": f"{rule.amount / 60:g}"}, _level(rule))
        for rule in rules_on(read, row.starts.date())
        if rule.kind is RuleKind.GIVE_BACK_BY
        and rule.post_id in (None, row.post_id)
        and left < timedelta(minutes=rule.amount)
    ]


def _from(read: Read, rule: Rule, row: Any, _volunteer_id: int) -> Problem | None:
    """From the morning of the day so many days before."""
    opens = row.starts.date() - timedelta(days=rule.amount)
    if read.clock.today() >= opens:
        return None
    return Problem("shift_id", "roster.take_from", {"day": opens.isoformat()}, _level(rule))


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


_CHECKS: Mapping[RuleKind, Callable[[Read, Rule, Any, int], Problem | None]] = {
    RuleKind.TAKE_MOST: _most,
    RuleKind.TAKE_FROM: _from,
    RuleKind.TAKE_BY: _by,
}
