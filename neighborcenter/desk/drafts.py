"""What a person at the desk hands in about a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from neighborcenter.desk.kinds import Outcome
from neighborcenter.people.drafts import ResidentDraft


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """One service given: to a resident, to a newcomer registered in the same act, or to unnamed heads.

    `outcome` None means what the service itself says: done, or referred for a proof that must be refused.
    `at` None means now; a visit may be entered afterwards.  `sure` says that a newcomer really is another
    person than the one with the same name.  `client_key` is made once per form: saving it twice counts once.
    """

    service_id: int | None = None
    resident_id: int | None = None
    newcomer: ResidentDraft | None = None
    sure: bool = False
    visitor: str = ""
    heads: int = 1
    outcome: Outcome | None = None
    passed_to: str = ""
    note: str = ""
    at: datetime | None = None
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """How an open or passed-on matter ended; `note` None leaves the note as it is."""

    visit_id: int
    outcome: Outcome
    passed_to: str = ""
    note: str | None = None
