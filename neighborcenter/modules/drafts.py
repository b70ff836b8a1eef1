"""What staff hand in about a service module."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ModuleDraft:
    """A module: `number` "1", "6" or "X"; `lead_id` a resident, or only a name; `color` a category of the
    theme; `key` of the template it was made from."""

    name: str
    number: str = "X"
    name_en: str = ""
    description: str = ""
    color: str = "service"
    operator: str = ""
    lead_id: int | None = None
    lead_name: str = ""
    lead_phone: str = ""
    opened_on: date | None = None
    planned: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class PlacesDraft:
    """Where a module is at home: rooms, and whole sites."""

    room_ids: tuple[int, ...] = ()
    site_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """A new operator (village, park committee, state firm, third party …) from `since` on; its contract ends
    on `until`, None when it has no end. The same operator with another end is a contract drawn out."""

    operator: str
    since: date
    lead_name: str | None = None
    lead_phone: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """What the rules know of a module that exists."""

    id: int
    number: str
    name: str
    status: str
    operator: str
    operator_since: date | None
    operator_until: date | None = None
