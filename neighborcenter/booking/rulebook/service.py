"""What managers do with rules: set, change, switch, order, end.

A rule that has been in force is never rewritten: a change ends it the day before and sets a new one, so that
what was decided by it can still be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import book
from neighborcenter.booking.rulebook.checks import problems_in
from neighborcenter.booking.rulebook.drafts import BookingRule, RuleDraft
from neighborcenter.booking.rulebook.models import booking_rule
from neighborcenter.booking.rulebook.sentences import sentence
from neighborcenter.booking.rulebook.terms import written
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work


def add_rule(work: Work, draft: RuleDraft) -> int:
    """Set a rule, last in order.  Returns its id.  Raises Invalid."""
    work.require(Permission.BOOKING_RULES)
    refuse(problems_in(draft))
    ref = work.insert(booking_rule, position=_next_position(work), **_values(draft))
    work.record("booking.rule_set", "booking_rule", ref, rule=_said(work, draft), since=draft.valid_from)
    return ref


def change_rule(
    work: Work, rule_id: int, draft: RuleDraft, since: date | None = None, *, version: int | None = None
) -> int:
    """Change a rule from a day on (None: from today).  Returns the id of the rule that holds then.

    A rule not in force before that day is changed in place; one that was is ended the day before and followed
    by a new one.  Raises NotFound, Stale, Invalid (also for a rule that has ended).
    """
    work.require(Permission.BOOKING_RULES)
    before = _rule(work, rule_id)
    since = since or work.clock.today()
    refuse(problems_in(draft))
    if before.valid_to is not None and before.valid_to < since:
        raise Invalid(Problem("valid_from", "booking.rule_over"))
    ref = rule_id
    if (before.valid_from is not None and before.valid_from >= since) or not before.active:
        work.update(booking_rule, rule_id, version=version, **_values(draft))
    elif _decides_the_same(before, draft):
        work.update(
            booking_rule, rule_id, version=version, words=draft.words, note=draft.note, source=draft.source,
            active=draft.active, valid_to=draft.valid_to,
        )  # fmt: skip
    else:
        work.update(booking_rule, rule_id, version=version, valid_to=since - timedelta(days=1))
        later = max(since, draft.valid_from) if draft.valid_from is not None else since
        ref = work.insert(booking_rule, position=before.position, **_values(replace(draft, valid_from=later)))
    work.record(
        "booking.rule_change", "booking_rule", ref, before=_said(work, before), rule=_said(work, draft),
        since=since, follows=rule_id if ref != rule_id else None,
    )  # fmt: skip
    return ref


def end_rule(work: Work, rule_id: int, last: date | None = None) -> None:
    """Let a rule hold for the last time on that day (None: yesterday).  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_RULES)
    before = _rule(work, rule_id)
    last = last or work.clock.today() - timedelta(days=1)
    if before.valid_to is not None and before.valid_to < last:
        raise Invalid(Problem("valid_to", "booking.rule_over"))
    work.update(booking_rule, rule_id, valid_to=last)
    work.record("booking.rule_end", "booking_rule", rule_id, rule=_said(work, before), last=last)


def switch_rule(work: Work, rule_id: int, *, active: bool) -> None:
    """Put a rule in force or out of it for the time being.  Raises NotFound."""
    work.require(Permission.BOOKING_RULES)
    before = _rule(work, rule_id)
    work.update(booking_rule, rule_id, active=active)
    work.record("booking.rule_switch", "booking_rule", rule_id, rule=_said(work, before), active=active)


def reopen_rule(work: Work, rule_id: int, last: date | None) -> None:
    """Take an ending back: the rule holds up to that day again (None: without end).  Raises NotFound."""
    work.require(Permission.BOOKING_RULES)
    before = _rule(work, rule_id)
    work.update(booking_rule, rule_id, valid_to=last)
    work.record("booking.rule_end", "booking_rule", rule_id, rule=_said(work, before), last=last)


def order_rules(work: Work, rule_ids: Sequence[int]) -> None:
    """Put the rules in this order; of several fees that could hold the first one does.  Raises NotFound."""
    work.require(Permission.BOOKING_RULES)
    for position, rule_id in enumerate(rule_ids):
        work.update(booking_rule, rule_id, position=position)
    work.record("booking.rule_order", "booking_rule", None, rules=list(rule_ids))


def _rule(work: Work, rule_id: int) -> BookingRule:
    row = work.row(
        sa.select(booking_rule).where(
            booking_rule.c.id == rule_id, booking_rule.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("booking_rule", rule_id)
    return book.rule_of(row)


def _values(draft: RuleDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "level": draft.level,
        "aside": draft.aside,
        "terms": written(draft.terms),
        "scope": written(draft.scope),
        "words": draft.words.strip(),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "active": draft.active,
        "note": draft.note.strip(),
        "source": draft.source.strip(),
    }


def _decides_the_same(before: BookingRule, draft: RuleDraft) -> bool:
    """Whether only words around the rule changed, or when it ends."""
    names = ("kind", "terms", "scope", "level", "aside", "valid_from")
    return all(getattr(before, name) == getattr(draft, name) for name in names)


def _next_position(work: Work) -> int:
    last = work.value(
        sa.select(sa.func.max(booking_rule.c.position)).where(booking_rule.c.center_id == work.center_id)
    )
    return 0 if last is None else int(last) + 1


def _said(work: Work, draft: RuleDraft) -> str:
    return sentence(draft, book.names(work, draft))
