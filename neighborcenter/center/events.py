"""News that the center tells to the rooms above."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RoomDivided:
    """A room was divided into parts, or got further ones."""

    room_id: int
    part_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DaysClosed:
    """Days were declared closed, for one room or (None) for the whole center; both ends are closed days."""

    closure_id: int
    room_id: int | None
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class DaysReopened:
    """A closure was lifted; told before its row goes."""

    closure_id: int
    room_id: int | None
    first: date
    last: date
