"""What a booking can take besides its room, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be taken besides: `kind` is "room", "equipment" or "staff", `quantity` how many there are."""

    kind: str
    id: int
    name: str
    quantity: int = 1
    note: str = ""

    @property
    def icon(self) -> str:
        """Its picture."""
        return {"room": "door-open", "staff": "user-round"}.get(self.kind, "package")


@dataclass(frozen=True, slots=True)
class Extras:
    """What was chosen: rooms by id, and (resource id, how many)."""

    rooms: tuple[int, ...] = ()
    resources: tuple[tuple[int, int], ...] = ()
