"""The rules a new center begins with: what halls of the region print on their notices.

All are editable examples.  What would surprise on the first day is there but switched off; a manager switches
it on with one key.
"""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook.book import book_of
from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.kinds import (
    Aside,
    Basis,
    Effect,
    Level,
    Party,
    Per,
    Period,
    RuleKind,
    Streak,
)
from neighborcenter.booking.rulebook.service import add_rule
from neighborcenter.booking.rulebook.terms import (
    Approval,
    BufferTerms,
    CancelBy,
    Deposit,
    Expiry,
    Fee,
    Horizon,
    Length,
    Notice,
    PayBy,
    Penalty,
    Purpose,
    Quota,
    Reduction,
    Row,
    Scope,
    Who,
)
from neighborcenter.kit.work import Work

_HIRE = Scope(kinds=(BookingKind.HIRE,))
_SINGLE_HIRE = Scope(kinds=(BookingKind.HIRE,), parties=(Party.RESIDENT, Party.OUTSIDER))

# In force from the first day: they refuse nothing.
BEGINNING: tuple[RuleDraft, ...] = (
    RuleDraft(RuleKind.EXPIRY, Expiry(48)),
    RuleDraft(RuleKind.CANCEL_BY, CancelBy(24, counts=False), _HIRE),
)
# There to be switched on.
OFFERED: tuple[RuleDraft, ...] = (
    RuleDraft(RuleKind.WHO, Who((Party.RESIDENT, Party.GROUP)), _HIRE),
    RuleDraft(RuleKind.PURPOSE, Purpose(4), _HIRE),
    RuleDraft(RuleKind.NOTICE, Notice(1), _SINGLE_HIRE, Level.WARN),
    RuleDraft(RuleKind.HORIZON, Horizon(30), _SINGLE_HIRE),
    RuleDraft(RuleKind.LENGTH, Length(30, 240), _HIRE),
    RuleDraft(RuleKind.QUOTA, Quota(2, per=Per.HOUSEHOLD, period=Period.MONTH), _HIRE),
    RuleDraft(RuleKind.ROW, Row(2, Streak.USES, Per.PERSON), _HIRE),
    RuleDraft(RuleKind.BUFFER, BufferTerms(0, 15), _HIRE),
    RuleDraft(RuleKind.APPROVAL, Approval(1, people=50), _HIRE, aside=Aside.APPROVE),
    RuleDraft(RuleKind.FEE, Fee(5000, Basis.HOUR, overtime_fen=5000), Scope(parties=(Party.OUTSIDER,))),
    RuleDraft(RuleKind.DEPOSIT, Deposit(20000), Scope(parties=(Party.OUTSIDER,))),
    RuleDraft(RuleKind.REDUCTION, Reduction(100), Scope(parties=(Party.RESIDENT, Party.GROUP))),
    RuleDraft(RuleKind.PAY_BY, PayBy(3)),
    RuleDraft(RuleKind.PENALTY, Penalty(1, 12, Effect.WARNING, 90), _HIRE),
    RuleDraft(RuleKind.PENALTY, Penalty(2, 12, Effect.BAR, 30), _HIRE, aside=Aside.APPROVE),
)


def make_starting_rules(work: Work) -> None:
    """Set the rules a new center begins with, unless it has some."""
    work.require(Permission.BOOKING_RULES)
    if book_of(work).rules:
        return
    for draft in BEGINNING:
        add_rule(work, draft)
    for draft in OFFERED:
        add_rule(work, _off(draft))


def _off(draft: RuleDraft) -> RuleDraft:
    return RuleDraft(draft.kind, draft.terms, draft.scope, draft.level, draft.aside, active=False)
