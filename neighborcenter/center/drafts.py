"""What staff hand in about the center, and the facts its rules judge by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class DayKind(StrEnum):
    """What sort of day a day is for those who work."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


USUAL_CODE = "main"
"""The code of a center that was given none; it never stands on a paper."""


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
    """One stretch of opening: `weekday` 0 Monday … 6 Sunday; minutes from midnight.

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
    """The profile of the center. `kind`: community, village, park or joint; `town_code`: nine digits."""

    name: str
    kind: str = "community"
    town_code: str = ""
    operator: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A building or place of the center: the main one, or one of its scattered sites."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room: `capacity` is how many people at once, `accessible` whether a lift or ramp leads there."""

    name: str
    site_id: int | None = None
    capacity: int = 0
    floor: str = ""
    accessible: bool = False
    equipment: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """A whole week of hours for the center (`room_id` None) or one room, from `valid_from` on.

    Without spans a room goes back to the hours of the center.
    """

    spans: tuple[Span, ...]
    room_id: int | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class ClosureDraft:
    """Close the center or one room from `first` to `last`, both included.

    It begins on the first day at `begins` and ends on the last day at `ends`, minutes after midnight.
    """

    first: date
    last: date
    reason: str
    room_id: int | None = None
    begins: int = 0
    ends: int = 24 * 60

    @property
    def start(self) -> datetime:
        """The moment from which it is closed."""
        return datetime.combine(self.first, time()) + timedelta(minutes=self.begins)

    @property
    def end(self) -> datetime:
        """The moment from which it is open again."""
        return datetime.combine(self.last, time()) + timedelta(minutes=self.ends)


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A school term from `first` to `last`, both included; what lies between two terms is holiday."""

    name: str
    first: date
    last: date
