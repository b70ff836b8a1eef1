"""What a person hands in to book, move or cancel.  Times are the center's local time, without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from neighborcenter.booking.kinds import BookingKind, Scope


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


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """A change of a series, asked from one of its days; None leaves that part as it is.

    `scope` says how much is meant.  `starts_at` is the new time of day, `days_later` shifts every day in the
    week, `minutes` is the new length.  `repeat` is a new repetition, `until` a new last day; with both
    the series ends at whichever comes first.  `rooms_on` takes another room on single days.  `details` are new words.  With `skip_clashes` days that cannot follow stay as
    they are and new ones are left out; without it one of them refuses the whole change.
    """

    occurrence_id: int
    scope: Scope = Scope.ALL
    room_id: int | None = None
    starts_at: time | None = None
    days_later: int = 0
    minutes: int | None = None
    repeat: str | None = None
    until: date | None = None
    rooms_on: tuple[tuple[date, int], ...] = ()
    details: DetailsDraft | None = None
    skip_clashes: bool = False
    outside_hours: bool = False
    override: str = ""

    @property
    def touches_days(self) -> bool:
        """Whether anything but words is to change."""
        asked = (self.room_id, self.starts_at, self.minutes, self.repeat, self.until)
        return bool(self.days_later or self.rooms_on) or any(one is not None for one in asked)


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take a stretch of days, both ends included, out of many series at once.

    Of all bookings, or of those in `room_ids`, or of `booking_ids`.  They are cancelled with the reason, or go to
    `to_room_id`, or `days_later`.
    """

    first: date
    last: date
    room_ids: tuple[int, ...] = ()
    booking_ids: tuple[int, ...] = ()
    reason: str = ""
    to_room_id: int | None = None
    days_later: int = 0

    @property
    def moves(self) -> bool:
        """Whether the days go elsewhere instead of being cancelled."""
        return self.to_room_id is not None or self.days_later != 0
