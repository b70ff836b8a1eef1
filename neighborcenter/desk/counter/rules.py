"""What may go out, what may be given back, and what a handover needs: pure decisions.

Things found are kept for one year from the public notice and belong to the state after that (Civil Code 318);
the program says when that year is over, it does not decide.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from neighborcenter.desk.counter.drafts import (
    HandoverDraft,
    LoanDraft,
    NoticeDraft,
    ThingDraft,
    ThingEndDraft,
)
from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.kit.problems import Problem

LONGEST_LOAN = timedelta(days=366)


def problems_in_loan(draft: LoanDraft, *, now: datetime, free: int | None) -> list[Problem]:
    """What stands against lending; `free`: how many are there for the whole time, None for no such thing."""
    found = []
    if draft.resource_id is None or free is None:
        found.append(Problem("resource_id", "counter.thing_missing"))
    elif draft.quantity < 1:
        found.append(Problem("quantity", "counter.quantity"))
    elif draft.quantity > free:
        found.append(Problem("quantity", "counter.not_so_many", {"free": free}))
    if draft.resident_id is None and not draft.who.strip():
        found.append(Problem("who", "counter.who_missing"))
    if draft.due_at is None:
        found.append(Problem("due_at", "counter.due_missing"))
    elif draft.due_at <= now:
        found.append(Problem("due_at", "counter.due_past"))
    elif draft.due_at - now > LONGEST_LOAN:
        found.append(Problem("due_at", "counter.due_far"))
    if draft.deposit_fen < 0:
        found.append(Problem("deposit_fen", "counter.money"))
    return found


def days_overdue(due_at: datetime, now: datetime) -> int:
    """Whole days past the due day; 0 on the day itself."""
    return max(0, (now.date() - due_at.date()).days)


def is_overdue(due_at: datetime, returned_at: datetime | None, now: datetime) -> bool:
    """Whether a loan that is still out should be back."""
    return returned_at is None and now > due_at


def problems_in_thing(draft: ThingDraft, now: datetime) -> list[Problem]:
    """What stands against noting something found or lost."""
    found = []
    if not draft.what.strip():
        found.append(Problem("what", "required"))
    if draft.at is not None and draft.at > now:
        found.append(Problem("at", "desk.future"))
    if draft.kind is ThingKind.LOST and not draft.who.strip():
        found.append(Problem("who", "required"))
    return found


def problems_in_end(draft: ThingEndDraft) -> list[Problem]:
    """Giving back names who takes it and on what proof."""
    if draft.status is ThingStatus.KEPT:
        return [Problem("status", "counter.not_an_end")]
    if draft.status is ThingStatus.CLOSED:
        return []
    found = []
    if not draft.claimed_by.strip():
        found.append(Problem("claimed_by", "required"))
    if draft.status is ThingStatus.GIVEN_BACK and not draft.proof.strip():
        found.append(Problem("proof", "counter.proof_missing"))
    return found


def kept_until(at: datetime) -> date:
    """The day on which the year of keeping ends."""
    day = at.date()
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, month=3, day=1)


def may_be_cleared(kind: ThingKind, status: ThingStatus, at: datetime, today: date) -> bool:
    """Whether something found has been kept its whole year and nobody came for it."""
    return kind is ThingKind.FOUND and status is ThingStatus.KEPT and kept_until(at) <= today


def problems_in_clearing(to: str, count: int) -> list[Problem]:
    """Clearing says to whom the things go, and there are some."""
    found = []
    if not to.strip():
        found.append(Problem("to", "required"))
    if count == 0:
        found.append(Problem("things", "counter.nothing_to_clear"))
    return found


def problems_in_notice(draft: NoticeDraft) -> list[Problem]:
    """What stands against hanging words out."""
    found = []
    if not draft.words.strip():
        found.append(Problem("words", "required"))
    if draft.last < draft.first:
        words = {"first": draft.first, "last": draft.last}
        found.append(Problem("last", "center.days_backwards", words))
    return found


def problems_in_handover(draft: HandoverDraft, me: int | None) -> list[Problem]:
    """Somebody else takes over; cash is not negative."""
    found = []
    if draft.to_id is None and not draft.taker.strip():
        found.append(Problem("taker", "required"))
    if draft.to_id is not None and draft.to_id == me:
        found.append(Problem("taker", "counter.to_oneself"))
    if draft.cash_fen < 0:
        found.append(Problem("cash_fen", "counter.money"))
    return found
