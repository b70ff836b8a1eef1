"""Questions about the counter: what is out, what was found, what hangs, how shifts were handed over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.resource_models import resource
from neighborcenter.desk.counter import rules
from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.desk.counter.models import counter_notice, found_thing, loan, shift_handover
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.privacy import shown_phone


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A thing that is out or was; phone masked, money in fen."""

    id: int
    resource_id: int
    what: str
    quantity: int
    resident_id: int | None
    who: str
    phone: str
    lent_at: datetime
    due_at: datetime
    returned_at: datetime | None
    deposit_fen: int
    deposit_back: bool
    note: str
    condition: str
    by: str
    overdue: bool
    days_overdue: int


@dataclass(frozen=True, slots=True)
class ThingRow:
    """Something found or lost; phone masked."""

    id: int
    kind: ThingKind
    what: str
    place: str
    at: datetime
    kept_at: str
    who: str
    phone: str
    status: ThingStatus
    ended_at: datetime | None
    claimed_by: str
    proof: str
    note: str
    kept_until: date
    by: str
    clears: bool = False
    """Whether it was kept its whole year: it may be handed on."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Words at the counter."""

    id: int
    words: str
    first: date
    last: date
    on_display: bool
    active: bool
    by: str


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A shift that was handed over; `content` is what was open then, as it was written down."""

    id: int
    at: datetime
    giver: str
    taker: str
    to_id: int | None
    signed_at: datetime | None
    cash_fen: int
    cash_note: str
    words: str
    content: Mapping[str, Any]

    @property
    def signed(self) -> bool:
        """Whether whoever took over has signed."""
        return self.signed_at is not None


_LOANS = (
    sa.select(loan, resource.c.name.label("what"), sa.func.coalesce(account.c.name, "").label("by"))
    .join(resource, resource.c.id == loan.c.resource_id)
    .outerjoin(account, account.c.id == loan.c.created_by)
    .where(loan.c.center_id == sa.bindparam("center"))
)


def loans(
    read: Read,
    *,
    out: bool = True,
    resident_id: int | None = None,
    since: date | None = None,
    loan_id: int | None = None,
) -> list[LoanRow]:
    """What is out, the most overdue first; with `out` False what came back as well (since a day), newest first."""
    read.require(Permission.DESK_VIEW)
    statement = _LOANS
    if loan_id is not None:
        statement = statement.where(loan.c.id == loan_id)
    elif out:
        statement = statement.where(loan.c.returned_at.is_(None))
    elif since is not None:
        midnight = datetime.combine(since, datetime.min.time())
        statement = statement.where(sa.or_(loan.c.returned_at.is_(None), loan.c.returned_at >= midnight))
    if resident_id is not None:
        statement = statement.where(loan.c.resident_id == resident_id)
    order = (loan.c.due_at, loan.c.id) if out else (loan.c.lent_at.desc(), loan.c.id.desc())
    now = read.clock.local()
    return [_loan(row, now) for row in read.rows(statement.order_by(*order), {"center": read.center_id})]


def loan_row(read: Read, loan_id: int) -> LoanRow:
    """One loan.  Raises NotFound."""
    found = loans(read, loan_id=loan_id)
    if not found:
        raise NotFound("loan", loan_id)
    return found[0]


def things(read: Read, *, kept: bool = True) -> list[ThingRow]:
    """What was found and lost, the newest first; only what is not settled unless `kept` is False."""
    read.require(Permission.DESK_VIEW)
    statement = (
        sa.select(found_thing, sa.func.coalesce(account.c.name, "").label("by"))
        .outerjoin(account, account.c.id == found_thing.c.created_by)
        .where(found_thing.c.center_id == read.center_id)
        .order_by(found_thing.c.at.desc(), found_thing.c.id.desc())
    )
    if kept:
        statement = statement.where(found_thing.c.status == ThingStatus.KEPT)
    today = read.clock.today()
    return [_thing(row, today) for row in read.rows(statement)]


def notices(read: Read, *, today: bool = True) -> list[NoticeRow]:
    """The words that hang today, or all of them, the newest first."""
    read.require(Permission.DESK_VIEW)
    statement = (
        sa.select(counter_notice, sa.func.coalesce(account.c.name, "").label("by"))
        .outerjoin(account, account.c.id == counter_notice.c.created_by)
        .where(counter_notice.c.center_id == read.center_id)
        .order_by(counter_notice.c.first.desc(), counter_notice.c.id.desc())
    )
    if today:
        day = read.clock.today()
        statement = statement.where(
            counter_notice.c.active.is_(True), counter_notice.c.first <= day, counter_notice.c.last >= day
        )
    return [
        NoticeRow(row.id, row.words, row.first, row.last, row.on_display, row.active, row.by)
        for row in read.rows(statement)
    ]


def handovers(read: Read, limit: int = 100) -> list[HandoverRow]:
    """The latest handovers, the newest first."""
    read.require(Permission.DESK_VIEW)
    rows = read.rows(
        sa.select(shift_handover)
        .where(shift_handover.c.center_id == read.center_id)
        .order_by(shift_handover.c.at.desc(), shift_handover.c.id.desc())
        .limit(limit)
    )
    return [_handover(row) for row in rows]


def handover(read: Read, handover_id: int) -> HandoverRow:
    """One handover.  Raises NotFound."""
    read.require(Permission.DESK_VIEW)
    row = read.row(
        sa.select(shift_handover).where(
            shift_handover.c.center_id == read.center_id, shift_handover.c.id == handover_id
        )
    )
    if row is None:
        raise NotFound("shift_handover", handover_id)
    return _handover(row)


def _loan(row: Any, now: datetime) -> LoanRow:
    late = rules.is_overdue(row.due_at, row.returned_at, now)
    return LoanRow(
        row.id, row.resource_id, row.what, row.quantity, row.resident_id, row.who, shown_phone(row.phone),
        row.lent_at, row.due_at, row.returned_at, row.deposit_fen, row.deposit_back, row.note, row.condition,
        row.by, late, rules.days_overdue(row.due_at, now) if late else 0,
    )  # fmt: skip


def _thing(row: Any, today: date) -> ThingRow:
    return ThingRow(
        row.id, row.kind, row.what, row.place, row.at, row.kept_at, row.who, shown_phone(row.phone),
        row.status, row.ended_at, row.claimed_by, row.proof, row.note, rules.kept_until(row.at), row.by,
        rules.may_be_cleared(row.kind, row.status, row.at, today),
    )  # fmt: skip


def _handover(row: Any) -> HandoverRow:
    return HandoverRow(
        row.id, row.at, row.giver, row.taker, row.to_id, row.signed_at, row.cash_fen, row.cash_note,
        row.words, json.loads(row.content or "{}"),
    )  # fmt: skip
