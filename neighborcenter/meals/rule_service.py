"""Rules of price: added, changed from some day on, ended.  A day that lies back corrects what was ordered since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem, Stale, refuse
from neighborcenter.kit.work import Work
from neighborcenter.meals import repricing, rules
from neighborcenter.meals import texts as texts  # teaches the sentences of this room
from neighborcenter.meals.drafts import RuleDraft
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.models import meal_correction, meal_order, meal_rule, meal_rule_share
from neighborcenter.meals.records import stored


def add_rule(work: Work, draft: RuleDraft) -> int:
    """Add a rule; meals ordered since its first day are corrected.  Raises Invalid."""
    work.require(Permission.MEALS_WRITE)
    refuse(rules.problems_in_rule(draft, draft.valid_from, work.clock.today()))
    ref = _keep(work, draft, None)
    count = _correct(work, draft.valid_from, draft.name)
    work.record(
        "meals.rule", "meal_rule", ref, name=draft.name.strip(), valid_from=draft.valid_from.isoformat(),
        changed=count,
    )  # fmt: skip
    return ref


def change_rule(work: Work, rule_id: int, draft: RuleDraft, *, version: int | None = None) -> int:
    """Let a rule read otherwise from the draft's first day on; gives the id of the rule that holds from then.

    A first day after the rule's own ends it the day before and begins another of the same line, so that the months
    before keep what held in them.  Meals ordered since are corrected.  Raises Invalid, NotFound, Stale.
    """
    work.require(Permission.MEALS_WRITE)
    row = stored(work, meal_rule, rule_id)
    since = draft.valid_from
    refuse(rules.problems_in_rule(draft, since, work.clock.today()))
    if row.valid_to is not None and since > row.valid_to:
        raise Invalid(Problem("valid_from", "meals.rule_ended"))
    if since > row.valid_from:
        work.update(meal_rule, rule_id, version=version, valid_to=since - timedelta(days=1))
        ref = _keep(work, draft, row.first_id or row.id)
    else:
        _rewrite(work, rule_id, draft, version)
        ref = rule_id
    count = _correct(work, since, draft.name)
    work.record(
        "meals.rule_changed",
        "meal_rule",
        ref,
        name=draft.name.strip(),
        since=since.isoformat(),
        changed=count,
    )
    return ref


def end_rule(work: Work, rule_id: int, last_day: date | None) -> date | None:
    """Let a rule hold up to a day, or with None without end; gives the last day before.  Raises Invalid, NotFound."""
    work.require(Permission.MEALS_WRITE)
    row = stored(work, meal_rule, rule_id)
    today = work.clock.today()
    if last_day is not None:
        if last_day < row.valid_from:
            raise Invalid(Problem("last_day", "meals.ends_before"))
        if (today - last_day).days > rules.BACK_DAYS:
            raise Invalid(Problem("last_day", "meals.too_far_back", {"days": rules.BACK_DAYS}))
    before: date | None = row.valid_to
    work.update(meal_rule, rule_id, valid_to=last_day)
    touched = [day for day in (before, last_day) if day is not None]
    count = _correct(work, min(touched) + timedelta(days=1), row.name) if touched else 0
    work.record(
        "meals.rule_ended", "meal_rule", rule_id, name=row.name,
        until="" if last_day is None else last_day.isoformat(), changed=count,
    )  # fmt: skip
    return before


def remove_rule(work: Work, rule_id: int) -> str:
    """Take a rule away as if it had never been; meals priced by it are corrected.  Gives its name.

    Corrections it made stay and still say its name.  Raises NotFound, Stale when it has been changed since.
    """
    work.require(Permission.MEALS_WRITE)
    row = stored(work, meal_rule, rule_id)
    _drop(work, rule_id)
    count = _correct(work, row.valid_from, row.name)
    work.record("meals.rule_removed", "meal_rule", rule_id, name=row.name, changed=count)
    return str(row.name)


def restore_rule(work: Work, rule_id: int, now_id: int, before: RuleDraft) -> None:
    """Let a rule read as `before` again; `now_id` holds since it was changed.  Raises NotFound, Stale."""
    work.require(Permission.MEALS_WRITE)
    now = stored(work, meal_rule, now_id)
    if now_id == rule_id:
        _rewrite(work, rule_id, before)
    else:
        _drop(work, now_id)
        work.update(meal_rule, rule_id, valid_to=before.valid_to)
    since = min(now.valid_from, before.valid_from) if now_id == rule_id else now.valid_from
    count = _correct(work, since, before.name)
    work.record("meals.rule_restored", "meal_rule", rule_id, name=before.name, changed=count)


def _rewrite(work: Work, rule_id: int, draft: RuleDraft, version: int | None = None) -> None:
    work.update(meal_rule, rule_id, version=version, **_values(draft))
    work.execute(meal_rule_share.delete().where(meal_rule_share.c.rule_id == rule_id))
    _keep_shares(work, rule_id, draft)


def _drop(work: Work, rule_id: int) -> None:
    """Remove the row; a later one of its line means that somebody has changed it since."""
    row = stored(work, meal_rule, rule_id)
    later = sa.select(meal_rule.c.id).where(
        meal_rule.c.first_id == (row.first_id or rule_id), meal_rule.c.valid_from > row.valid_from
    )
    if work.value(later) is not None:
        raise Stale("meal_rule", rule_id)
    for table in (meal_order, meal_correction):
        work.execute(table.update().where(table.c.rule_id == rule_id).values(rule_id=None))
    work.execute(meal_rule_share.delete().where(meal_rule_share.c.rule_id == rule_id))
    work.delete(meal_rule, rule_id)


def _values(draft: RuleDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "kind": draft.kind,
        "position": draft.position,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "age_from": draft.age_from,
        "age_to": draft.age_to,
        "tag_id": draft.tag_id,
        "meals": ",".join(meal for meal in Meal if meal in draft.meals),
        "amount_fen": draft.amount_fen,
        "percent": draft.percent,
        "times": draft.times,
        "covered_by": draft.covered_by,
        "rest_by": draft.rest_by,
        "source": draft.source.strip(),
    }


def _keep(work: Work, draft: RuleDraft, first_id: int | None) -> int:
    if not draft.position:
        highest = work.value(
            sa.select(sa.func.max(meal_rule.c.position)).where(meal_rule.c.center_id == work.center_id)
        )
        draft = replace(draft, position=int(highest or 0) + 1)
    ref = work.insert(meal_rule, **_values(draft), first_id=first_id)
    _keep_shares(work, ref, draft)
    return ref


def _keep_shares(work: Work, ref: int, draft: RuleDraft) -> None:
    work.insert_many(
        meal_rule_share,
        [
            {"rule_id": ref, "position": at, "payer": one.payer, "fen": one.fen, "percent": one.percent}
            for at, one in enumerate(draft.shares)
        ],
    )


def _correct(work: Work, since: date, reason: str) -> int:
    return repricing.reprice(work, repricing.months_since(work, since), reason.strip()).orders
