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
    """Where one day of a booking stands."""

    BOOKED = "booked"
    REQUESTED = "requested"
    """Asked for, not yet granted: it holds its room until it is answered or lapses."""
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"
    """A closure took the room; it comes back when the closure is lifted."""
    SKIPPED = "skipped"
    """A date of a series that was taken or shut when the series was booked; it may be brought back."""
    LAPSED = "lapsed"
    """A request that was declined or not answered in time."""


HOLDING = frozenset({OccurrenceStatus.BOOKED, OccurrenceStatus.REQUESTED})
"""The statuses that hold rooms, equipment and staff."""


class Turnout(StrEnum):
    """Whether those who booked came; apart from the status, because a day that was held stays held."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    STARTED = "started"
    DONE = "done"
    NO_SHOW = "no_show"


class Standing(StrEnum):
    """Where a booking as a whole stands on its way to being granted."""

    GRANTED = "granted"
    REQUESTED = "requested"
    CHECKED = "checked"
    """The first of two steps said yes."""
    DECLINED = "declined"
    LAPSED = "lapsed"


class Scope(StrEnum):
    """How much of a series an act means."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


class CallOutcome(StrEnum):
    """What became of one call on a call list."""

    OPEN = "open"
    TOLD = "told"
    NOT_REACHED = "not_reached"
    NO_NUMBER = "no_number"


class ResourceKind(StrEnum):
    """What can be had besides rooms."""

    EQUIPMENT = "equipment"
    STAFF = "staff"


class Use(StrEnum):
    """Whether something can still be had, or has been taken out of use and stays on record only."""

    OPEN = "open"
    RETIRED = "retired"


class SeatStatus(StrEnum):
    """Whether an appointment still has its place."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Fate(StrEnum):
    """What becomes of one day when its series is changed."""

    SAME = "same"
    CHANGES = "changes"
    ADDED = "added"
    COMES_BACK = "comes_back"
    DROPPED = "dropped"
    STAYS = "stays"
    """It would change and cannot: it is kept as it is."""
    LEFT_OUT = "left_out"
    """New, and cannot be had: it is noted as left out."""
    GONE = "gone"
    """Cancelled earlier, and stays so."""
