"""News from the volunteers' room, heard inside the same unit of work."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VolunteerLeft:
    """Somebody rests or has left from a day on; their coming shifts need others."""

    volunteer_id: int
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftFreed:
    """A shift was cancelled, because what it served was, or by hand."""

    shift_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class HoursEntered:
    """Hours passed their public notice and count from now on."""

    hours_id: int
    volunteer_id: int
    minutes: int
