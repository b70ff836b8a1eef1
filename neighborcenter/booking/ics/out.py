"""Bookings as an iCalendar file: one room, one person or group, one booking, or the whole center.

A series is one event with RRULE, EXDATE and RECURRENCE-ID where these say the same; else its days stand one by
one.  Names leave masked unless the person who asks may see residents; phones never leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import series_rows
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.series_rows import Series, SeriesRow
from neighborcenter.booking.texts import kind_name
from neighborcenter.center.models import center
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import DAY
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.privacy import hand_out, public_name

# The library types every value as one of thirty classes.
Event = Any

MOST = 20_000
"""More days than this in one file is a mistake of choosing."""
PRODUCT = "-//neighborcenter//zh_CN"


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """Which bookings a file shall hold, from `first` to `last`, both included; nothing chosen: all of them.

    `occurrence_ids` are single days, as the sessions of an activity have them.
    """

    first: date
    last: date
    room_id: int | None = None
    resident_id: int | None = None
    group_id: int | None = None
    booking_ids: tuple[int, ...] = ()
    occurrence_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file and how many booked days it tells of."""

    data: bytes
    events: int
    days: int


def calendar_file(work: Work, wanted: CalendarWish, name: str = "") -> CalendarFile:
    """The chosen bookings as a file; the trail notes that a list left the program.

    Raises NotAllowed, Invalid when nothing is booked then or the days stand the wrong way round.
    """
    work.require(Permission.EXPORT)
    if wanted.last < wanted.first:
        raise Invalid(Problem("last", "center.days_backwards", {"first": wanted.first, "last": wanted.last}))
    ids = _days(work, wanted)
    if not ids:
        raise Invalid(Problem("first", "series.nothing_booked"))
    if len(ids) > MOST:
        raise Invalid(Problem("last", "ics.too_many", {"count": len(ids), "most": MOST}))
    hand_out(work, "occurrence", len(ids), "ics", ("title", "who", "room"))
    return written(work, ids, name)


def written(read: Read, occurrence_ids: dict[int, list[int]], name: str) -> CalendarFile:
    """A file of these days, given by booking."""
    from icalendar import Calendar  # noqa: PLC0415 - 0.2 s to load, wanted rarely

    zone = _zone(read)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    writer = _Writer(read, zone)
    events = [event for ref, ids in occurrence_ids.items() for event in writer.events(ref, set(ids))]
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return CalendarFile(bytes(calendar.to_ical()), len(events), sum(map(len, occurrence_ids.values())))


def _zone(read: Read) -> ZoneInfo:
    return ZoneInfo(read.value(sa.select(center.c.zone).where(center.c.id == read.center_id)))


def _days(read: Read, wanted: CalendarWish) -> dict[int, list[int]]:
    """The chosen days by booking, in order of time."""
    conditions = [
        occurrence.c.center_id == read.center_id,
        occurrence.c.status.in_(HOLDING),
        occurrence.c.starts >= datetime.combine(wanted.first, time()),
        occurrence.c.starts < datetime.combine(wanted.last + DAY, time()),
    ]
    for column, value in (
        (occurrence.c.room_id, wanted.room_id),
        (booking.c.resident_id, wanted.resident_id),
        (booking.c.group_id, wanted.group_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.occurrence_ids is not None:
        conditions.append(occurrence.c.id.in_(wanted.occurrence_ids))
    if wanted.booking_ids:
        conditions.append(booking.c.id.in_(wanted.booking_ids))
    rows = read.rows(
        sa.select(occurrence.c.id, occurrence.c.booking_id)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(*conditions)
        .order_by(occurrence.c.starts, occurrence.c.id)
        .limit(MOST + 1)
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row.booking_id, []).append(row.id)
    return found


class _Writer:
    """Turns bookings into events."""

    def __init__(self, read: Read, zone: ZoneInfo) -> None:
        self._read = read
        self._zone = zone
        self._places = places(read)
        self._open_names = read.may(Permission.PEOPLE_VIEW)
        self._now = read.clock.now()

    def events(self, booking_id: int, chosen: set[int]) -> list[Event]:
        """The events of one booking: a repeating one with its exceptions, or the days one by one."""
        kept = series_rows.series(self._read, booking_id)
        rows = [row for row in kept.rows if row.occurrence_id in chosen]
        dates = self._dates(kept, rows)
        if dates is None:
            return [self._event(kept, row, f"day-{row.occurrence_id}") for row in rows]
        return self._repeating(kept, rows, dates)

    def _dates(self, kept: Series, rows: Sequence[SeriesRow]) -> list[date] | None:
        """The dates of a rule that says what the days say; None when the days are better told one by one."""
        rule = kept.rule
        if rule is None or not rule.is_standard or len(rows) < 2:
            return None
        dates = rule.dates(kept.rows[0].slot.date())
        mine = [row.slot.date() for row in rows]
        if len(set(mine)) != len(mine) or not set(mine) <= set(dates):
            return None
        return dates if 2 * len(mine) >= len(dates) else None

    def _repeating(self, kept: Series, rows: Sequence[SeriesRow], dates: Sequence[date]) -> list[Event]:
        usual = next((row for row in rows if not row.moved and row.room_id == kept.room_id), rows[0])
        clock, length = usual.slot.time(), usual.during.end - usual.during.start
        uid = f"booking-{kept.booking_id}"
        by_date = {row.slot.date(): row for row in rows}
        master = self._event(kept, usual, uid)
        first = datetime.combine(dates[0], clock, self._zone)
        master["dtstart"].dt, master["dtend"].dt = first, first + length
        master.add("rrule", self._rrule(kept, clock))
        gone = [datetime.combine(day, clock, self._zone) for day in dates if day not in by_date]
        if gone:
            master.add("exdate", gone)
        found = [master]
        for day, row in by_date.items():
            same = (row.during.start, row.during.end - row.during.start, row.room_id, row.status)
            if same != (datetime.combine(day, clock), length, usual.room_id, usual.status):
                change = self._event(kept, row, uid)
                change.add("recurrence-id", datetime.combine(day, clock, self._zone))
                found.append(change)
        return found

    def _rrule(self, kept: Series, clock: time) -> dict[str, Any]:
        """The rule; with UNTIL as the moment in UTC that RFC 5545 asks for beside a zone."""
        from icalendar import vRecur  # noqa: PLC0415 - 0.2 s to load, wanted rarely

        rule = kept.rule
        if rule is None:
            raise LookupError("a single booking has no rule")
        found: dict[str, Any] = vRecur.from_ical(str(rule.ending(count=rule.count)))
        if rule.until is not None:
            found["UNTIL"] = [datetime.combine(rule.until, clock, self._zone).astimezone(ZoneInfo("UTC"))]
        return found

    def _event(self, kept: Series, row: SeriesRow, uid: str) -> Event:
        import icalendar  # noqa: PLC0415 - 0.2 s to load, wanted rarely

        event: Event = icalendar.Event()
        event.add("uid", f"{uid}@neighborcenter")
        event.add("dtstamp", self._now)
        event.add("dtstart", row.during.start.replace(tzinfo=self._zone))
        event.add("dtend", row.during.end.replace(tzinfo=self._zone))
        event.add("summary", kept.title)
        event.add("location", self._places[row.room_id].name)
        event.add("categories", [kind_name(kept.kind)])
        event.add("status", "TENTATIVE" if row.status is OccurrenceStatus.REQUESTED else "CONFIRMED")
        who = self._who(kept)
        if who:
            event.add("x-neighborcenter-who", who)
            event.add("description", who)
        if kept.people:
            event.add("x-neighborcenter-people", str(kept.people))
        return event

    def _who(self, kept: Series) -> str:
        if not kept.who or kept.group_id is not None or self._open_names:
            return kept.who
        return public_name(kept.who)


def days_by_booking(read: Read, occurrence_ids: Iterable[int]) -> dict[int, list[int]]:
    """Days by their bookings: what the file of an activity is made of."""
    found: dict[int, list[int]] = {}
    for row in series_rows.rows(read, list(occurrence_ids)):
        if row.holds:
            found.setdefault(row.booking_id, []).append(row.occurrence_id)
    return found
