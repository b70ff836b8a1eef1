"""Things that go out over the counter and come back.

What is lent is equipment of the center; while it is out it counts as away, so that no booking is promised it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import resource_queries, resource_service
from neighborcenter.booking.resource_drafts import AbsenceDraft
from neighborcenter.booking.resource_models import resource
from neighborcenter.booking.resource_service import Affected
from neighborcenter.desk.counter import rules
from neighborcenter.desk.counter.drafts import LoanDraft
from neighborcenter.desk.counter.models import loan
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work
from neighborcenter.people import queries as people
from neighborcenter.people import records

LOCK = "desk.loans"


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan, and the booked days that had counted on the thing."""

    loan_id: int
    affected: tuple[Affected, ...] = ()
    again: bool = False


def lend(work: Work, draft: LoanDraft) -> Lent:
    """Let something go out.  The same `client_key` again gives the first loan.

    Raises Invalid (not so many there, nobody named, no day), NotFound for an unknown resident.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    if draft.client_key:
        earlier = work.value(
            sa.select(loan.c.id).where(
                loan.c.center_id == work.center_id, loan.c.client_key == draft.client_key
            )
        )
        if earlier is not None:
            return Lent(int(earlier), again=True)
    now = work.clock.local()
    person = records.kept_under(work, draft.resident_id)
    refuse(rules.problems_in_loan(draft, now=now, free=free_until(work, draft.resource_id, draft.due_at)))
    if draft.resource_id is None or draft.due_at is None:
        raise Invalid(Problem("due_at", "counter.due_missing"))
    who = people.resident_name(work, person) if person is not None else draft.who.strip()
    away = AbsenceDraft(draft.resource_id, now, draft.due_at, draft.quantity, _("lent"))
    absent = resource_service.put_absent(work, away)
    ref = work.insert(
        loan,
        resource_id=draft.resource_id,
        quantity=draft.quantity,
        resident_id=person,
        who=who,
        phone=draft.phone.strip(),
        lent_at=now,
        due_at=draft.due_at,
        deposit_fen=draft.deposit_fen,
        note=draft.note.strip(),
        absence_id=absent.absence_id,
        client_key=draft.client_key or None,
    )
    work.record(
        "counter.lend", "loan", ref, resource=draft.resource_id, quantity=draft.quantity, resident=person
    )
    return Lent(ref, absent.affected)


def give_back(work: Work, loan_id: int, condition: str = "", *, deposit_back: bool = True) -> None:
    """It is back, in what condition; the deposit goes back with it.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = _stored(work, loan_id)
    if row.returned_at is not None:
        raise Invalid(Problem("loan", "counter.back_already"))
    now = work.clock.local()
    work.update(
        loan,
        loan_id,
        returned_at=now,
        condition=condition.strip(),
        deposit_back=deposit_back and row.deposit_fen > 0,
        absence_id=None,
    )
    if row.absence_id is not None:
        resource_service.come_back(work, row.absence_id, now)
    work.record("counter.give_back", "loan", loan_id, resource=row.resource_id, condition=condition.strip())


def out_again(work: Work, loan_id: int) -> None:
    """Take a return back that was a slip of the hand.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = _stored(work, loan_id)
    if row.returned_at is None:
        raise Invalid(Problem("loan", "counter.not_back"))
    work.update(
        loan, loan_id, returned_at=None, condition="", deposit_back=False, absence_id=_away_again(work, row)
    )
    work.record("counter.out_again", "loan", loan_id, resource=row.resource_id)


def extend(work: Work, loan_id: int, due_at: datetime) -> datetime:
    """Let it be out longer; gives when it was due before.  Raises NotFound, Invalid when it is needed by then."""
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = _stored(work, loan_id)
    if row.returned_at is not None:
        raise Invalid(Problem("loan", "counter.back_already"))
    now = work.clock.local()
    if row.absence_id is not None:
        work.update(loan, loan_id, absence_id=None)
        resource_service.end_absence(work, row.absence_id)
    # Its own pieces are not there; leave them out of the count of what is free.
    free = free_until(work, row.resource_id, due_at, but=loan_id)
    wanted = LoanDraft(row.resource_id, due_at, row.quantity, None, row.who or "-")
    refuse(rules.problems_in_loan(wanted, now=now, free=free))
    away = AbsenceDraft(row.resource_id, row.lent_at, due_at, row.quantity, _("lent"))
    work.update(loan, loan_id, due_at=due_at, absence_id=resource_service.put_absent(work, away).absence_id)
    work.record("counter.extend", "loan", loan_id, due=str(due_at))
    before: datetime = row.due_at
    return before


def free_until(read: Read, resource_id: int | None, due_at: datetime | None, *, but: int = 0) -> int | None:
    """How many of a thing can go out until then; None for nothing that could be lent.

    Things that should be back and are not are still out, although nobody counts on their absence any more.
    """
    now = read.clock.local()
    if resource_id is None:
        return None
    if due_at is None or due_at <= now:
        return int(
            read.value(
                sa.select(resource.c.quantity).where(
                    resource.c.id == resource_id, resource.c.center_id == read.center_id
                )
            )
            or 0
        )
    free = {one.resource_id: one.free for one in resource_queries.free_things(read, TimeRange(now, due_at))}
    if resource_id not in free:
        return None
    late = read.value(
        sa.select(sa.func.coalesce(sa.func.sum(loan.c.quantity), 0)).where(
            loan.c.resource_id == resource_id,
            loan.c.returned_at.is_(None),
            loan.c.due_at <= now,
            loan.c.id != but,
        )
    )
    return max(0, free[resource_id] - int(late))


def _away_again(work: Work, row: Any) -> int | None:
    """The absence of something that is out after all; None when its time is over."""
    if row.due_at <= work.clock.local():
        return None
    away = AbsenceDraft(row.resource_id, row.lent_at, row.due_at, row.quantity, _("lent"))
    return resource_service.put_absent(work, away).absence_id


def _stored(work: Work, loan_id: int) -> Any:
    row = work.row(sa.select(loan).where(loan.c.center_id == work.center_id, loan.c.id == loan_id))
    if row is None:
        raise NotFound("loan", loan_id)
    return row
