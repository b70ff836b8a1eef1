"""What staff hand in about things lent, things found, notices and the end of a shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """Something goes out over the counter.  `deposit_fen` in fen."""

    resource_id: int | None = None
    due_at: datetime | None = None
    quantity: int = 1
    resident_id: int | None = None
    who: str = ""
    phone: str = ""
    deposit_fen: int = 0
    note: str = ""
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class ThingDraft:
    """Something found here, or missed by somebody."""

    kind: ThingKind = ThingKind.FOUND
    what: str = ""
    place: str = ""
    at: datetime | None = None
    kept_at: str = ""
    who: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThingEndDraft:
    """How it ended: given back to whom on what proof, handed on to where, or closed."""

    thing_id: int
    status: ThingStatus
    claimed_by: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """Words for the counter, both days included; `on_display` shows them to the hall as well."""

    words: str
    first: date
    last: date
    on_display: bool = False


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """The end of a shift: to whom, the cash in fen, and what the next must know."""

    taker: str = ""
    to_id: int | None = None
    cash_fen: int = 0
    cash_note: str = ""
    words: str = ""
