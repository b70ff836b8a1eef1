"""The center's own rules of rostering: added, changed, ended; a set to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work
from neighborcenter.volunteers.models.rosters import roster_rule
from neighborcenter.volunteers.roster_kinds import (
    OF_ONE_POST,
    SAID_ONLY,
    TAKEN,
    WEIGHED,
    WITH_POST,
    Level,
    Period,
    RuleKind,
)
from neighborcenter.volunteers.rostering.facts import Rule

DEFAULTS: tuple[Rule, ...] = (
    Rule(RuleKind.OVERLAP),
    Rule(RuleKind.SKILL),
    Rule(RuleKind.AVAILABILITY),
    Rule(RuleKind.OVERNIGHT, amount=11 * 60),
    Rule(RuleKind.REST, amount=60),
    Rule(RuleKind.MOST_SHIFTS, amount=1, period=Period.DAY),
    Rule(RuleKind.MOST_MINUTES, amount=24 * 60, period=Period.WEEK),
    Rule(RuleKind.DAYS_IN_ROW, amount=5),
    Rule(RuleKind.NIGHTS_IN_ROW, amount=2),
    Rule(RuleKind.OWN_MOST),
    Rule(RuleKind.APART),
    Rule(RuleKind.LEAD, Level.WARN, weight=20),
    Rule(RuleKind.EXPERIENCED, Level.WARN, weight=15),
    Rule(RuleKind.TOGETHER, Level.WARN, weight=5),
    Rule(RuleKind.TEAM, Level.WARN, weight=5),
    Rule(RuleKind.WEEKENDS, Level.WARN, amount=2, weight=5),
    Rule(RuleKind.LEAST_SHIFTS, Level.NOTE, amount=1, weight=3),
    Rule(RuleKind.WISHES, Level.NOTE, weight=2),
    Rule(RuleKind.FAIR, Level.NOTE, weight=4),
    Rule(RuleKind.KEEP, Level.NOTE, weight=3),
)
"""What a center begins with: the limits the roster products in use agree on, all of them to be changed."""

_TIMED = frozenset(
    {
        RuleKind.REST, RuleKind.OVERNIGHT, RuleKind.TRAVEL, RuleKind.MOST_SHIFTS, RuleKind.MOST_MINUTES,
        RuleKind.LEAST_MINUTES, RuleKind.DAYS_IN_ROW, RuleKind.NIGHTS_IN_ROW, RuleKind.DAYS_OFF,
        RuleKind.WEEKENDS_IN_ROW, RuleKind.TAKE_MOST, RuleKind.TAKE_FROM, RuleKind.TAKE_BY,
        RuleKind.GIVE_BACK_BY, RuleKind.LANGUAGE, RuleKind.LEAST_IN_ROW,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule and the days it holds; without a last day until it is ended."""

    rule: Rule
    valid_from: date | None = None
    valid_to: date | None = None


def add_rule(work: Work, draft: RuleDraft) -> int:
    """Add a rule; gives its id.  Raises Invalid for an amount or names that say nothing, or a level it cannot have."""
    work.require(Permission.VOLUNTEERS_WRITE)
    _refuse_odd(draft.rule)
    ref = _insert(work, draft)
    work.record(
        "roster.add_rule", "roster_rule", ref, kind=draft.rule.kind.value, level=draft.rule.level.value
    )
    return ref


def change_rule(work: Work, ref: int, rule: Rule) -> int:
    """Let a rule say something else from today on; gives the id of what holds now.

    What held before today stays as it was: the old rule ends yesterday.  Raises NotFound, Invalid.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    _refuse_odd(rule)
    today = work.clock.today()
    row = work.row(
        sa.select(roster_rule).where(roster_rule.c.id == ref, roster_rule.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("roster_rule", ref)
    if row.valid_from >= today:
        work.update(roster_rule, ref, **_values(rule))
        now = ref
    else:
        work.update(roster_rule, ref, valid_to=today - timedelta(days=1))
        now = work.insert(
            roster_rule, valid_from=today, valid_to=row.valid_to, position=row.position, **_values(rule)
        )
    work.record("roster.change_rule", "roster_rule", now, kind=rule.kind.value, level=rule.level.value)
    return now


def end_rule(work: Work, ref: int, *, last_day: date | None = None) -> None:
    """Let a rule end, with yesterday as its last day unless another is named.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    last = last_day or work.clock.today() - timedelta(days=1)
    work.update(roster_rule, ref, valid_to=last)
    work.record("roster.end_rule", "roster_rule", ref, last=last.isoformat())


def begin_with_defaults(work: Work, valid_from: date | None = None) -> int:
    """Give a center without rules the set to begin with; gives how many were added."""
    work.require(Permission.VOLUNTEERS_WRITE)
    there = work.value(
        sa.select(sa.func.count()).select_from(roster_rule).where(roster_rule.c.center_id == work.center_id)
    )
    added = 0
    if not there:
        for rule in DEFAULTS:
            _insert(work, RuleDraft(rule, valid_from))
            added += 1
    work.record("roster.defaults", "roster_rule", None, added=added)
    return added


def _insert(work: Work, draft: RuleDraft) -> int:
    rule = draft.rule
    last = work.value(
        sa.select(sa.func.max(roster_rule.c.position)).where(roster_rule.c.center_id == work.center_id)
    )
    return work.insert(
        roster_rule,
        valid_from=draft.valid_from or work.clock.today(),
        valid_to=draft.valid_to,
        position=(last or 0) + 1,
        **_values(rule),
    )


def _refuse_odd(rule: Rule) -> None:
    if rule.kind in _TIMED and rule.amount < 1:
        raise Invalid(Problem("amount", "volunteers.below_one"))
    if rule.kind is RuleKind.LEAST_IN_ROW and rule.amount < 2:
        raise Invalid(Problem("amount", "roster.two_at_least"))
    if rule.kind is RuleKind.NOT_AFTER and not (rule.first_name.strip() and rule.then_name.strip()):
        raise Invalid(Problem("first_name", "volunteers.name_missing"))
    if rule.kind is RuleKind.LANGUAGE and not rule.first_name.strip():
        raise Invalid(Problem("language", "volunteers.name_missing"))
    _refuse_unnamed(rule)
    if rule.period is Period.ROLLING and rule.window < 2:
        raise Invalid(Problem("window", "volunteers.below_one"))
    if rule.weight < 0:
        raise Invalid(Problem("weight", "volunteers.below_zero"))
    if rule.level is Level.BLOCK and rule.kind in SAID_ONLY:
        raise Invalid(Problem("level", "roster.never_blocks"))
    if rule.level is Level.BLOCK and rule.post_id is not None and rule.kind not in OF_ONE_POST | TAKEN:
        raise Invalid(Problem("level", "roster.block_for_all"))


def _refuse_unnamed(rule: Rule) -> None:
    """Raises Invalid for a rule that does not say which post, whom, or which other post it is about."""
    if rule.kind in WITH_POST and rule.post_id is None:
        raise Invalid(Problem("post_id", "roster.post_missing"))
    if rule.kind is RuleKind.NEVER_AT and rule.volunteer_id is None and rule.team_id is None:
        raise Invalid(Problem("volunteer_id", "roster.who_missing"))
    if rule.kind is RuleKind.ONLY_TEAM and rule.team_id is None:
        raise Invalid(Problem("team_id", "roster.who_missing"))
    if rule.kind is RuleKind.EITHER and rule.other_post_id in (None, rule.post_id):
        raise Invalid(Problem("other_post_id", "roster.post_missing"))


def _values(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "level": Level.NOTE if rule.kind in WEIGHED else rule.level,
        "amount": rule.amount,
        "period": rule.period,
        "window_days": rule.window,
        "first_name": rule.first_name.strip(),
        "then_name": rule.then_name.strip(),
        "post_id": rule.post_id,
        "volunteer_id": rule.volunteer_id,
        "team_id": rule.team_id,
        "other_post_id": rule.other_post_id,
        "weight": rule.weight,
    }
