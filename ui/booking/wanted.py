"""What the calendar is asked to show: which rooms, whose bookings, and which layers over them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from neighborcenter.booking.board import Bar
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.places import Place
from neighborcenter.kit.i18n import N_, _

ACTIVITIES = frozenset({BookingKind.ACTIVITY, BookingKind.COURSE})


class Layer(StrEnum):
    """A part of the calendar that can be switched off."""

    BOOKINGS = "bookings"
    ACTIVITIES = "activities"
    REQUESTS = "requests"
    CLOSURES = "closures"
    HOLIDAYS = "holidays"
    GHOSTS = "ghosts"
    BUFFERS = "buffers"
    HOLDS = "holds"
    RESOURCES = "resources"


LAYERS = {
    Layer.BOOKINGS: N_("Room bookings"),
    Layer.ACTIVITIES: N_("Activities and courses"),
    Layer.REQUESTS: N_("Requests waiting for an answer"),
    Layer.CLOSURES: N_("Rooms out of use"),
    Layer.HOLIDAYS: N_("Holidays and lunar days"),
    Layer.GHOSTS: N_("Suspended and left-out days"),
    Layer.BUFFERS: N_("Time to set up and clean up"),
    Layer.HOLDS: N_("Held by a colleague’s open form"),
    Layer.RESOURCES: N_("Equipment and staff as rows"),
}
USUAL = frozenset(Layer) - {Layer.RESOURCES}


@dataclass(frozen=True, slots=True)
class Whose:
    """A resident or a group whose bookings alone are wanted."""

    name: str
    resident_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the calendar is narrowed to; nothing chosen shows everything."""

    equipment: str = ""
    seats: int = 0
    kind: BookingKind | None = None
    site: int | None = None
    floor: str = ""
    whose: Whose | None = None

    @property
    def any(self) -> bool:
        """Whether rooms are left out."""
        return bool(self.equipment or self.seats or self.site or self.floor)

    def fits(self, place: Place, site_of: dict[int, int]) -> bool:
        """Whether a room is shown."""
        return (
            (not self.equipment or place.has(self.equipment))
            and place.seats >= self.seats
            and (self.site is None or site_of.get(place.room_id) == self.site)
            and (not self.floor or place.floor == self.floor)
        )

    def means(self, bar: Bar) -> bool:
        """Whether a booking is one of those asked for; of the others only that the room is taken is shown."""
        if self.kind not in (None, bar.kind):
            return False
        whose = self.whose
        if whose is None:
            return True
        if whose.group_id is not None:
            return bar.group_id == whose.group_id
        return bar.resident_id == whose.resident_id


def layer_of(bar: Bar) -> Layer:
    """The layer a booking lies in."""
    if bar.status is OccurrenceStatus.REQUESTED:
        return Layer.REQUESTS
    return Layer.ACTIVITIES if bar.kind in ACTIVITIES else Layer.BOOKINGS


def layer_name(layer: Layer) -> str:
    """The words for a layer."""
    return _(LAYERS[layer])
