"""The bars of one room: its bookings and requests, what holds it from elsewhere, ghosts and closures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from neighborcenter.booking.board import Bar as BookedBar
from neighborcenter.booking.board import BoardRoom as BookedRoom
from neighborcenter.booking.holds import Hold
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.places import Places
from neighborcenter.booking.resource_board import BoardResource
from neighborcenter.booking.texts import kind_name, status_name
from neighborcenter.center.drafts import Closure
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_weekday
from ui.booking.wanted import Layer, Wanted, layer_of
from ui.kit.timeline.board import DAY_MINUTES, Bar, clock_text

COLORS = {kind: "lending" if kind is BookingKind.HIRE else str(kind) for kind in BookingKind}
# The look of a day that is not simply booked: category and icon of its chip.
STATES = {
    OccurrenceStatus.REQUESTED: ("notice", "clock"),
    OccurrenceStatus.CANCELLED: ("closed", "x"),
    OccurrenceStatus.SUSPENDED: ("closed", "pause"),
    OccurrenceStatus.SKIPPED: ("closed", "minus"),
    OccurrenceStatus.LAPSED: ("closed", "timer"),
}
# Closures and held halves are no bookings: their ids are negative, so that no act can mean them.
NO_BOOKING = -1
CLOSED, HELD, PROMISED, AWAY = 1_000_000_000, 2_000_000_000_000, 3_000_000_000_000, 4_000_000_000_000


def bars_of(
    room: BookedRoom, known: Places, wanted: Wanted, layers: frozenset[Layer], days: list[date]
) -> Iterable[Bar]:
    """Everything that lies in one room's row."""
    shown = set(days)
    for booked in room.bars:
        if wanted.means(booked) and layer_of(booked) in layers:
            yield from _parts(booked, room, known, layers, shown)
        else:
            yield from _echoes(booked, room.room_id, _("Taken"), shown)
    for held in room.held:
        words = _("{title} ({room})").format(title=held.title, room=known[held.room_id].name)
        yield from _echoes(held, room.room_id, words, shown)
    if Layer.GHOSTS in layers:
        for ghost in room.ghosts:
            if wanted.means(ghost):
                yield from _ghosts(ghost, room, shown)
    if Layer.CLOSURES in layers:
        for number, closure in enumerate(known.opening.closures):
            if closure.room_id in (None, room.room_id, known[room.room_id].parent_id):
                yield from _closed(closure, number, room.room_id, days)


def _parts(
    booked: BookedBar, room: BookedRoom, known: Places, layers: frozenset[Layer], days: set[date]
) -> Iterable[Bar]:
    """A booking as bars: one for each day it touches."""
    clash = any(
        closure.room_id in (None, room.room_id, room.parent_id)
        and closure.start < booked.ends
        and booked.starts < closure.end
        for closure in known.opening.closures
    )
    asked = booked.status is OccurrenceStatus.REQUESTED
    edges = (booked.setup, booked.cleanup) if Layer.BUFFERS in layers else (0, 0)
    for day, start, end in cut(booked.starts, booked.ends, days):
        yield Bar(
            booked.occurrence_id, room.room_id, day, start, end, booked.title, COLORS[booked.kind],
            status="asked" if asked else "", repeat=booked.series, clash=clash,
            fixed=(start, end) != (minute_of(booked.starts, day), minute_of(booked.ends, day))
            or booked.starts.date() != booked.ends.date(),
            sentence=_sentence(booked, room.name, day, start, end), before=edges[0], after=edges[1],
        )  # fmt: skip


def _sentence(booked: BookedBar, room: str, day: date, start: int, end: int) -> str:
    parts = {
        "weekday": say_weekday(day), "day": day.day, "start": clock_text(start), "end": clock_text(end),
        "room": room, "title": booked.title, "who": booked.who or booked.title, "kind": kind_name(booked.kind),
    }  # fmt: skip
    if booked.series:
        words = _("{weekday} {day}, {start}–{end}, {room}, {title}, {who}, {kind}, repeats").format(**parts)
    else:
        words = _("{weekday} {day}, {start}–{end}, {room}, {title}, {who}, {kind}").format(**parts)
    if booked.status is not OccurrenceStatus.BOOKED:
        words = _("{sentence}, {state}").format(sentence=words, state=status_name(booked.status))
    if booked.setup or booked.cleanup:
        words = _("{sentence}, {before} min to set up, {after} min to clean up").format(
            sentence=words, before=booked.setup, after=booked.cleanup
        )
    return words


def _echoes(booked: BookedBar, room: int, words: str, days: set[date]) -> Iterable[Bar]:
    """Pale stripes where the room cannot be had, though the booking itself is drawn elsewhere or not at all."""
    own = booked.room_id == room
    starts = booked.starts - timedelta(minutes=booked.setup)
    ends = booked.ends + timedelta(minutes=booked.cleanup)
    for day, start, end in cut(starts, ends, days):
        parts = {
            "weekday": say_weekday(day), "day": day.day, "start": clock_text(start), "end": clock_text(end),
        }  # fmt: skip
        yield Bar(
            NO_BOOKING - booked.occurrence_id, room, day, start, end, words if own else booked.title, "closed",
            fixed=True, faded=True, echo_of=booked.occurrence_id,
            sentence=_("{weekday} {day}, {start}–{end}, {words}").format(words=words, **parts),
        )  # fmt: skip


def _ghosts(ghost: BookedBar, room: BookedRoom, days: set[date]) -> Iterable[Bar]:
    """A day that holds nothing but may come back."""
    for day, start, end in cut(ghost.starts, ghost.ends, days):
        yield Bar(
            ghost.occurrence_id, room.room_id, day, start, end, ghost.title, COLORS[ghost.kind], status="ghost",
            fixed=True, sentence=_sentence(ghost, room.name, day, start, end),
        )  # fmt: skip


def holds_of(
    held: Iterable[Hold], room: BookedRoom, known: Places, days: set[date], own: str = ""
) -> Iterable[Bar]:
    """What colleagues have a form open for, with their names; one's own form shows itself."""
    units = set(known[room.room_id].units)
    for hold in held:
        if hold.key == own or units.isdisjoint(known[hold.room_id].units):
            continue
        title = _("{who} is filling in a form").format(who=hold.who)
        for day, start, end in cut(hold.starts, hold.ends, days):
            ref = -(HELD + hold.hold_id)
            yield Bar(ref, room.room_id, day, start, end, title, "closed", status="held", fixed=True)


def resource_bars(thing: BoardResource, days: set[date]) -> Iterable[Bar]:
    """What a piece of equipment or a person is promised to, and when it is away."""
    room, many = resource_row_id(thing.row.id), thing.row.quantity > 1
    for one in thing.promised:
        title = f"{one.title} ×{one.count}" if many else one.title
        for day, start, end in cut(one.starts, one.ends, days):
            ref = -(PROMISED + one.occurrence_id)
            yield Bar(
                ref, room, day, start, end, title, COLORS[one.kind], fixed=True, echo_of=one.occurrence_id
            )
    for number, (during, count, reason) in enumerate(thing.away):
        words = reason or _("Away")
        for day, start, end in cut(during.start, during.end, days):
            ref = -(AWAY + thing.row.id * 1_000 + number)
            title = f"{words} ×{count}" if many else words
            yield Bar(ref, room, day, start, end, title, "closed", fixed=True)


def resource_row_id(resource_id: int) -> int:
    """The id of a resource's row; rooms have the ids above zero."""
    return -resource_id


def _closed(closure: Closure, number: int, room: int, days: list[date]) -> Iterable[Bar]:
    for at, day in enumerate(days):
        start, end = minute_of(closure.start, day), minute_of(closure.end, day)
        if end > start:
            ref = -(CLOSED + number * 100_000 + at)
            yield Bar(ref, room, day, start, end, closure.reason or _("Out of use"), "closed", fixed=True)


def cut(starts: datetime, ends: datetime, days: set[date]) -> Iterable[tuple[date, int, int]]:
    """A stretch of time as parts of the shown days: the day, first and last minute."""
    day = starts.date()
    while datetime.combine(day, time()) < ends:
        start, end = minute_of(starts, day), minute_of(ends, day)
        if day in days and end > start:
            yield day, start, end
        day += timedelta(days=1)


def minute_of(moment: datetime, day: date) -> int:
    """Minutes after the midnight that begins `day`, kept inside the day."""
    minutes = int((moment - datetime.combine(day, time())).total_seconds() // 60)
    return min(max(minutes, 0), DAY_MINUTES)
