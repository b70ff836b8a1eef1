"""What a person hands in about equipment, staff and appointments.  Times are the center's local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.center.drafts import Span


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """A kind of thing with how many there are, or one person of the staff.

    `spans` is the week in which somebody works (minutes from midnight); without it they can always be had.
    `room_id` is where it usually stands or sits.  A person may be linked to a resident or to an account.
    """

    name: str
    kind: ResourceKind = ResourceKind.EQUIPMENT
    quantity: int = 1
    profession: str = ""
    resident_id: int | None = None
    account_id: int | None = None
    room_id: int | None = None
    note: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """Somebody is away, or so many pieces of something are, from `starts` to `ends`."""

    resource_id: int
    starts: datetime | None = None
    ends: datetime | None = None
    quantity: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What can be had by appointment: how long, how many at once, where, with whom, and when.

    `pause_minutes` lie between two slots; `notice_minutes` before the slot it can no longer be booked ahead;
    `horizon_days` is how far ahead it can be.  `resources` are taken by each slot.
    """

    name: str
    room_id: int | None = None
    minutes: int = 30
    capacity: int = 1
    pause_minutes: int = 0
    notice_minutes: int = 0
    horizon_days: int = 30
    service_id: int | None = None
    note: str = ""
    resources: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """A place in a slot for a resident, or for somebody known by name and number only.

    `client_key` is made once when the form opens: saving the same form twice gives one place.
    """

    plan_id: int
    starts: datetime | None = None
    resident_id: int | None = None
    who: str = ""
    phone: str = ""
    note: str = ""
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """The same booking again on another day, once; None leaves room or length as they are."""

    occurrence_id: int
    starts: datetime
    room_id: int | None = None
    outside_hours: bool = False
    override: str = ""
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class HoursVersion:
    """The week that holds from a day on; None: from the beginning."""

    spans: tuple[Span, ...]
    valid_from: date | None = None
