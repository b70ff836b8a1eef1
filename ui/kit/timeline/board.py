"""What a board shows, as plain frozen data: rooms, days, bars, opening hours and the bands of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from neighborcenter.kit.i18n import N_

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the day asked for as one: morning, afternoon, evening. Minutes since midnight, half-open."""

    name: str
    start: int
    end: int


THREE_BANDS = (
    Band(N_("AM"), 8 * 60, 12 * 60),
    Band(N_("PM"), 12 * 60, 18 * 60),
    Band(N_("Eve"), 18 * 60, 22 * 60),
)


@dataclass(frozen=True, slots=True)
class BoardRoom:
    """One row: a room, the line under its name, and how much of its open time is booked (0 to 1)."""

    id: int
    name: str
    note: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One column: a date with the words shown for it. `mark` is the short holiday sign, `feast` its name.

    `busy` is how full the day is, 0 to 1; None where nothing is open.
    """

    date: date
    number: str
    weekday: str
    lunar: str = ""
    label: str = ""
    mark: str = ""
    feast: str = ""
    rest: bool = False
    today: bool = False
    busy: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one room on one day. `kind` is a color category; minutes since midnight, half-open.

    A `fixed` bar is not moved; a `faded` one only echoes a booking drawn elsewhere (the other part of a hall),
    whose id is `echo_of`.
    `status` is "asked" (waits for an answer), "held" (somebody is filling in a form), "ghost" (holds nothing, may
    come back) or empty. `before` and `after` are minutes that are held as well, to set up and to clean up.
    """

    id: int
    room: int
    date: date
    start: int
    end: int
    title: str
    kind: str = "lending"
    status: str = ""
    repeat: bool = False
    clash: bool = False
    fixed: bool = False
    faded: bool = False
    sentence: str = ""
    before: int = 0
    after: int = 0
    echo_of: int | None = None

    @property
    def holds(self) -> bool:
        """Whether nobody else can have the room then."""
        return self.status != "ghost"

    def meets(self, slot: Slot) -> bool:
        """Whether it stands in the way of a stretch, its time to set up and clean up included."""
        return (
            self.holds
            and (self.room, self.date) == (slot.room, slot.date)
            and self.start - self.before < slot.end
            and slot.start < self.end + self.after
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time in a room on a day: what an intent is about."""

    room: int
    date: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything a board draws. `hours` maps (room id, date) to open stretches; a missing key means open."""

    rooms: tuple[BoardRoom, ...] = ()
    days: tuple[BoardDay, ...] = ()
    bars: tuple[Bar, ...] = ()
    hours: Mapping[tuple[int, date], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    bands: tuple[Band, ...] = THREE_BANDS
    now: int | None = None

    def bar(self, ref: int) -> Bar | None:
        """The bar with this id, or None when it is not on the board."""
        return next((bar for bar in self.bars if bar.id == ref), None)

    def room_at(self, ref: int) -> int | None:
        """The row of a room id."""
        return next((row for row, room in enumerate(self.rooms) if room.id == ref), None)

    def day_at(self, day: date) -> int | None:
        """The column of a date."""
        return next((column for column, shown in enumerate(self.days) if shown.date == day), None)


def clock_text(minute: int) -> str:
    """Minutes since midnight as people write them: 8:30, 14:00, 24:00."""
    return f"{minute // 60}:{minute % 60:02d}"
