"""What a booking is for, and where one day of it stands: words for drafts, rules, tables and screens."""

from enum import StrEnum


class BookingKind(StrEnum):
    """What the room is used for; the calendar colors by it."""

    PARTY = "party"
    ACTIVITY = "activity"
    COURSE = "course"
    SERVICE = "service"
    HIRE = "hire"


class OccurrenceStatus(StrEnum):
    """Where one day of a booking stands; only a booked one holds its room."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    """How much of a series an act means."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"
