"""What staff hand in about the center, and the facts its rules judge by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

HOLIDAY_COLUMN = 7
"""The eighth "weekday" of the hours: public holidays. Without rows there, the center is closed on them."""


class DayKind(StrEnum):
    """What sort of day a day is for those who work."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


@dataclass(frozen=True, slots=True)
class HolidayDay:
    """A day that the yearly notice of the State Council moved: a day off, or a weekend day that is worked."""

    day: date
    off: bool
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """The moved days that are known, and the years for which all of them are known."""

    days: Mapping[date, HolidayDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        """Whether the holidays of the year of `day` were imported."""
        return day.year in self.years


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of opening: `weekday` 0 Monday … 6 Sunday, 7 public holidays; minutes from midnight.

    `season_from`/`season_to` are "MM-DD" (both days included, may wrap the year end) or empty for all year.
    """

    weekday: int
    opens: int
    closes: int
    room_id: int | None = None
    season_from: str = ""
    season_to: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the center, or one room, is closed; `start` and `end` are half-open local times."""

    start: datetime
    end: datetime
    reason: str
    room_id: int | None = None
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """All that decides whether a room is open."""

    spans: tuple[Span, ...] = ()
    closures: tuple[Closure, ...] = ()
    calendar: HolidayCalendar = field(default_factory=HolidayCalendar)
    open_on_holidays: bool = False
    makeup_days_worked: bool = True
    whole_of: Mapping[int, int] = field(default_factory=dict)
    """Part of a divisible room -> the whole: a part without hours of its own keeps those of the whole."""


@dataclass(frozen=True, slots=True)
class CenterDraft:
    """The profile of the center. `kind`: community, park, cross-village or area center."""

    name: str
    short_name: str = ""
    kind: str = "community"
    division_code: str = ""
    address: str = ""
    phone: str = ""
    operator: str = ""
    lead_person: str = ""
    opened_on: date | None = None
    area: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A building or place of the center: the main one, or one of its scattered sites."""

    name: str
    address: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room: `seats` is how many people at once, `area` square meters, `lift` whether a lift goes there."""

    name: str
    site_id: int | None = None
    kind: str = "room"
    floor: str = ""
    lift: bool = False
    seats: int = 0
    area: int = 0
    equipment: tuple[str, ...] = ()
    bookable: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """A whole week of hours for the center (`room_id` None) or one room, from `valid_from` on."""

    spans: tuple[Span, ...]
    room_id: int | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class ClosureDraft:
    """Close the center or one room from `first` to `last` (both included), or for part of one day."""

    first: date
    last: date
    reason: str
    room_id: int | None = None
    from_time: str = ""
    to_time: str = ""
