"""News that the center tells to the rooms above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoomDivided:
    """A room was divided into parts, or got further ones."""

    room_id: int
    part_ids: tuple[int, ...]
