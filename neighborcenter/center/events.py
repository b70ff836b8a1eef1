"""News that the center tells to the rooms above."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RoomDivided:
    """A room was divided into parts, or got further ones."""

    room_id: int
    part_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DaysClosed:
    """Closed from `start` up to `end` (local times), one room or (None) the whole center."""

    closure_id: int
    room_id: int | None
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DaysReopened:
    """A closure was lifted; told before its row goes."""

    closure_id: int
    room_id: int | None
    start: datetime
    end: datetime
