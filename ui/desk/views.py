"""What the front desk shows, as plain values: made in the lane by ``reading.py``, painted by the panels."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One registered visit of today."""

    id: int
    at: datetime
    who: str
    what: str
    heads: int
    outcome: str
    outcome_text: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class DayView:
    """How the day goes so far: heads received, acts, passed on; heads by hour; the visits, newest first."""

    heads: int = 0
    acts: int = 0
    passed_on: int = 0
    by_hour: tuple[tuple[int, int], ...] = ()
    visits: tuple[VisitLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonView:
    """The person being served. Phone and ID number are masked."""

    id: int
    name: str
    about: str
    tags: tuple[tuple[str, str], ...]
    address: str
    phone: str
    id_number: str
    alert: str
    recent: tuple[tuple[date, str, str], ...] = ()
    coming: tuple[tuple[datetime, str, str], ...] = ()
    pending: tuple[tuple[str, str, int, bool], ...] = ()
    """Matters in hand and things lent: words, how it stands, the matter's id (0: a loan), whether it presses."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One row under the box: a resident, a service or a room."""

    kind: str
    id: int
    title: str
    note: str = ""
    refused: bool = False
    refusal: str = ""
    refer_to: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking of today on a room's strip."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One room today: bookings in minutes since midnight; closed means not open at all today."""

    id: int
    name: str
    taken: tuple[Taken, ...] = ()
    closed: bool = False

    def busy_at(self, minute: int) -> bool:
        """Whether somebody uses it now."""
        return any(one.start <= minute < one.end for one in self.taken)


@dataclass(frozen=True, slots=True)
class Heed:
    """Something that needs a look, and the page that sees to it."""

    text: str
    note: str
    icon: str
    kind: str
    verb: str = ""
    page: str = ""
    target: Any = None


@dataclass(frozen=True, slots=True)
class SideView:
    """The right-hand column: rooms between two hours, and what to heed."""

    rooms: tuple[RoomLine, ...] = ()
    first: int = 8 * 60
    last: int = 21 * 60
    now: time = field(default_factory=time)
    heeds: tuple[Heed, ...] = ()
