"""What a booking costs, line by line with its reason, as papers show it."""

from dataclasses import dataclass
from datetime import date

from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class Charged:
    """One line of charges in fen, with its reason in words; `counts`: it is part of what is to be paid."""

    name: str
    words: str
    fen: int
    shown: str
    counts: bool
    day: date | None = None


def charged(read: Read, booking_id: int) -> tuple[Charged, ...]:
    """The charges of a booking in the order they were made."""
    return ()
