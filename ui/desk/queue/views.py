"""What the queue shows, as plain values: made in the lane by `reading.py`, painted by the panels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ui.desk.views import Pick

LONG_WAIT = 8
"""Minutes from which a wait is marked."""


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One number: in line, put aside, or not there when called."""

    id: int
    code: str
    who: str
    what: str
    minutes: int
    priority: str
    first: bool
    state: str
    state_text: str
    resident_id: int | None = None
    heads: int = 1
    pick: Pick | None = None
    since: datetime | None = None

    @property
    def late(self) -> bool:
        """Whether the wait is to be marked."""
        return self.state == "waiting" and self.minutes >= LONG_WAIT


@dataclass(frozen=True, slots=True)
class WindowLine:
    """Another window: who sits there and what they have."""

    id: int
    number: int
    name: str
    state: str
    text: str
    mine: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group that gives numbers."""

    id: int
    prefix: str
    name: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue of today as one window sees it."""

    on: bool = False
    window_id: int | None = None
    window: int = 0
    line: tuple[TicketLine, ...] = ()
    aside: tuple[TicketLine, ...] = ()
    at_hand: TicketLine | None = None
    windows: tuple[WindowLine, ...] = ()
    groups: tuple[GroupChoice, ...] = ()
    priorities: tuple[tuple[int, str, str], ...] = ()
    callable: int = 0
    mean_wait: int = 0
    done: int = 0
    mean_serving: float = 0.0

    @property
    def seated(self) -> bool:
        """Whether this person works at a window."""
        return self.window_id is not None


@dataclass(frozen=True, slots=True)
class ShownCall:
    """One line of the display."""

    code: str
    window: int
    at: datetime
    times: int
    open: bool


@dataclass(frozen=True, slots=True)
class DisplayView:
    """What the hall sees: the latest calls, how many wait, and the center's words."""

    center: str = ""
    calls: tuple[ShownCall, ...] = ()
    waiting: int = 0
    notices: tuple[str, ...] = ()
    speak: bool = True
