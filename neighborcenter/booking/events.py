"""News from booking, heard inside the same unit of work by activities, volunteers and whoever else cares."""

from dataclasses import dataclass

from neighborcenter.booking.kinds import BookingKind, Turnout
from neighborcenter.kit.times import TimeRange


@dataclass(frozen=True, slots=True)
class OccurrenceBooked:
    """A day was booked, or a cancelled one came back; nothing can hang on a `new` day yet."""

    occurrence_id: int
    booking_id: int
    room_id: int
    during: TimeRange
    new: bool = False


@dataclass(frozen=True, slots=True)
class OccurrenceCancelled:
    """A day was cancelled; its room is free from now on."""

    occurrence_id: int
    booking_id: int
    room_id: int
    during: TimeRange
    reason: str


@dataclass(frozen=True, slots=True)
class OccurrenceMoved:
    """A day went to another time, another room, or both."""

    occurrence_id: int
    booking_id: int
    room_before: int
    room_after: int
    before: TimeRange
    after: TimeRange


@dataclass(frozen=True, slots=True)
class TurnoutChanged:
    """Whether those who booked came was noted, or taken back; `resident_id` and `group_id` are whom it counts for."""

    occurrence_id: int
    booking_id: int
    before: Turnout
    after: Turnout
    resident_id: int | None = None
    group_id: int | None = None
    appointment_id: int | None = None


@dataclass(frozen=True, slots=True)
class OccurrenceSuspended:
    """A closure took the room of a day; it comes back (OccurrenceBooked) when the closure is lifted."""

    occurrence_id: int
    booking_id: int
    room_id: int
    during: TimeRange
    reason: str


@dataclass(frozen=True, slots=True)
class BookingGranted:
    """What was asked for was granted: its days are booked from now on."""

    booking_id: int


@dataclass(frozen=True, slots=True)
class BookingKindChanged:
    """A booking turned out to be for another kind of use."""

    booking_id: int
    before: BookingKind
    after: BookingKind
