"""What staff hand in about a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neighborcenter.desk.matters.kinds import Delivery, Satisfaction


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """One paper of the list: whether it lies on the table."""

    name: str
    there: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatterDraft:
    """A matter is taken in.

    `papers` None takes the list of the service with nothing ticked off; names that the list lacks are added.
    `agent` is somebody who comes for the resident.  `accept` accepts at once when nothing necessary is missing.
    `ticket_id`: the number that is being served; its visit is the matter's.
    """

    service_id: int | None = None
    resident_id: int | None = None
    who: str = ""
    phone: str = ""
    agent: str = ""
    agent_phone: str = ""
    agent_relation: str = ""
    papers: tuple[PaperDraft, ...] | None = None
    delivery: Delivery = Delivery.PICK_UP
    note: str = ""
    accept: bool = False
    ticket_id: int | None = None
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class AskDraft:
    """Papers are missing: which, by when, in what words."""

    matter_id: int
    papers: tuple[str, ...] = ()
    words: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class HandDraft:
    """Papers change hands, to the office that decides (`back` False) or from it; both sign on the sheet."""

    matter_id: int
    giver: str = ""
    taker: str = ""
    papers: str = ""
    words: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class RateDraft:
    """What the resident said in the end."""

    matter_id: int
    satisfaction: Satisfaction
    opinion: str = ""
