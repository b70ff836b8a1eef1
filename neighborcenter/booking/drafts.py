"""What a person hands in to book, move or cancel.  Times are the center's local time, without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from neighborcenter.booking.kinds import BookingKind


@dataclass(frozen=True, slots=True)
class BookingDraft:
    """One booking or, with `repeat` (RRULE text), a series of the same hours.

    Who it is for: a resident, a group, the center itself, or just the words in `who`.
    `client_key` is made once when the form opens: saving the same form twice books once.
    With `skip_clashes` the days that are taken or closed are left out and reported; without it one of
    them refuses the whole series.  `outside_hours` says that somebody agreed to open up specially.
    `also_rooms` are taken together with the room, `resources` are (resource id, how many).  With `override`,
    the reason in words, a rule of the center that allows it is set aside.  `ask` books as a request that
    waits for an answer; with `hold_minutes` it waits so long and then lapses by itself.
    """

    room_id: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    title: str = ""
    who: str = ""
    phone: str = ""
    resident_id: int | None = None
    group_id: int | None = None
    for_center: bool = False
    people: int = 0
    kind: BookingKind = BookingKind.HIRE
    note: str = ""
    repeat: str = ""
    skip_clashes: bool = False
    outside_hours: bool = False
    client_key: str = ""
    also_rooms: tuple[int, ...] = ()
    resources: tuple[tuple[int, int], ...] = ()
    service_id: int | None = None
    override: str = ""
    ask: bool = False
    hold_minutes: int = 0


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Another time, another room, or both, for one occurrence; None leaves that part as it is.

    With a new start alone the length is kept.
    """

    occurrence_id: int
    room_id: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    outside_hours: bool = False
    override: str = ""


@dataclass(frozen=True, slots=True)
class DetailsDraft:
    """The words of a booking: nothing here touches a room or a time.  None leaves a field as it is.

    With `relink` whom it is for is taken as it stands here: a resident or group that is not named is let go.
    `version` is the state the person saw; a newer one raises Stale.
    """

    booking_id: int
    version: int | None = None
    title: str | None = None
    who: str | None = None
    phone: str | None = None
    resident_id: int | None = None
    group_id: int | None = None
    people: int | None = None
    kind: BookingKind | None = None
    note: str | None = None
    relink: bool = False
    for_center: bool | None = None


@dataclass(frozen=True, slots=True)
class CallDraft:
    """Somebody who must be told, and what to say.  Without a phone that of the resident or group is rung."""

    resident_id: int | None = None
    group_id: int | None = None
    who: str = ""
    phone: str = ""
    words: str = ""
