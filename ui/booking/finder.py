"""Bookings in the palette: what is still to come and fits the typed words, the next one first."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from neighborcenter.kit.work import Read
from ui.booking.acts import when_words


@dataclass(frozen=True, slots=True)
class FoundBooking:
    """One day of a booking; the calendar opens at its id."""

    id: int
    title: str
    note: str


def found_bookings(read: Read, typed: str, limit: int) -> list[FoundBooking]:
    """Booked days from today on whose title, person, phone or room holds the words; each booking once."""
    wanted = BookingFilter(first=read.clock.today(), statuses=(OccurrenceStatus.BOOKED,), text=typed)
    found: dict[int, FoundBooking] = {}
    # A weekly class fills many days: three times as many as asked for still give enough different bookings.
    for row in booking_rows(read, booking_ids(read, wanted)[: limit * 3]):
        note = f"{when_words(row.starts, row.ends)} · {row.room}"
        found.setdefault(row.booking_id, FoundBooking(row.occurrence_id, row.title, note))
    return list(found.values())[:limit]
