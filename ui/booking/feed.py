"""What the boards draw, read in the lane: rooms, days with their marks, bookings, closures, figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from neighborcenter.booking import board as booking_board
from neighborcenter.booking.board import Bar as BookedBar
from neighborcenter.booking.board import BoardRoom as BookedRoom
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.texts import kind_name
from neighborcenter.center.days import DayMark, day_marks
from neighborcenter.center.drafts import Closure, DayKind
from neighborcenter.center.queries import sites
from neighborcenter.kit.i18n import N_, _, language
from neighborcenter.kit.speech import say_weekday
from neighborcenter.kit.work import Read
from ui.kit.timeline.board import DAY_MINUTES, THREE_BANDS, Band, Bar, Board, BoardDay, BoardRoom, clock_text

COLORS = {kind: "lending" if kind is BookingKind.HIRE else str(kind) for kind in BookingKind}
SHORT = {
    BookingKind.PARTY: N_("Party"),
    BookingKind.ACTIVITY: N_("Activity"),
    BookingKind.COURSE: N_("Course"),
    BookingKind.SERVICE: N_("Daily help"),
    BookingKind.HIRE: N_("Lent to residents"),
}
MARKS = {"festival": N_("fest"), "off": N_("off"), "work": N_("work")}
# Closures and held halves are no bookings: their ids are negative, so that no act can mean them.
NO_BOOKING = -1
OPEN_FROM, OPEN_TO = 8 * 60, 21 * 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the calendar is narrowed to; nothing chosen shows everything."""

    equipment: str = ""
    seats: int = 0
    kind: BookingKind | None = None
    site: int | None = None

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return bool(self.equipment or self.seats or self.kind or self.site)

    def fits(self, place: Place, site_of: dict[int, int]) -> bool:
        """Whether a room is shown."""
        return (
            (not self.equipment or place.has(self.equipment))
            and place.seats >= self.seats
            and (self.site is None or site_of.get(place.room_id) == self.site)
        )


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room as the form offers it."""

    id: int
    name: str
    seats: int
    equipment: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """Seats and the first piece of equipment."""
        return room_note(self.seats, self.equipment)


@dataclass(frozen=True, slots=True)
class Cell:
    """One room on one day of the month: how many bookings, and how much of the open time they take."""

    count: int = 0
    share: float = 0.0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Everything one look at the calendar needs."""

    board: Board = field(default_factory=Board)
    rooms: tuple[RoomChoice, ...] = ()
    cells: dict[tuple[int, date], Cell] = field(default_factory=dict)
    bookings: dict[int, int] = field(default_factory=dict)
    """Occurrence -> booking."""
    count: int = 0
    share: float = 0.0
    clashes: int = 0
    equipment: tuple[str, ...] = ()
    sites: tuple[tuple[int, str], ...] = ()


def calendar_view(read: Read, first: date, end: date, wanted: Wanted) -> CalendarView:
    """The rooms from `first` up to, not including, `end`, narrowed."""
    known = places(read)
    found_sites = sites(read)
    site_of = _site_of(read, known) if wanted.site is not None else {}
    refs = [place.room_id for place in known.values() if wanted.fits(place, site_of)]
    shown = booking_board.board(read, first, end, refs if wanted.any else None)
    days = shown.days
    marks = day_marks(read, first, end)
    today = read.clock.today()
    bars = [bar for room in shown.rooms for bar in _bars(room, known, wanted, days)]
    open_minutes = sum(room.open_minutes for room in shown.rooms)
    used = sum(room.used_minutes for room in shown.rooms)
    own = [bar for room in shown.rooms for bar in room.bars if wanted.kind in (None, bar.kind)]
    now = read.clock.local()
    board = Board(
        rooms=tuple(_room(room, known[room.room_id]) for room in shown.rooms),
        days=tuple(_day(day, marks[day], today) for day in days),
        bars=tuple(bars),
        hours=_hours(shown.rooms, days),
        bands=_bands(shown.rooms, single=len(days) == 1),
        now=now.hour * 60 + now.minute,
    )
    return CalendarView(
        board=board,
        rooms=tuple(
            RoomChoice(p.room_id, p.name, p.seats, p.equipment) for p in known.values() if not p.retired
        ),
        cells=_cells(shown.rooms, days, wanted) if len(days) > 7 else {},
        bookings={bar.occurrence_id: bar.booking_id for bar in own},
        count=len(own),
        share=min(1.0, used / open_minutes) if open_minutes else 0.0,
        clashes=len({bar.id for bar in bars if bar.clash}),
        equipment=tuple(sorted({one for place in known.values() for one in place.equipment})),
        sites=tuple((site.id, site.name) for site in found_sites) if len(found_sites) > 1 else (),
    )


def _site_of(read: Read, known: Places) -> dict[int, int]:
    del known
    from neighborcenter.center.queries import rooms  # noqa: PLC0415 - only for centers with several sites

    return {one.id: whole.site_id for whole in rooms(read, retired=True) for one in (whole, *whole.parts)}


def room_note(seats: int, equipment: tuple[str, ...]) -> str:
    """The line under a room's name."""
    parts = [_("{count} seats").format(count=seats) if seats else "", *equipment[:1]]
    return " · ".join(part for part in parts if part)


def _room(room: BookedRoom, place: Place) -> BoardRoom:
    return BoardRoom(room.room_id, room.name, room_note(room.seats, place.equipment), min(room.use, 1.0))


def _day(day: date, mark: DayMark, today: date) -> BoardDay:
    lunar = mark.lunar if language() == "zh_CN" else ""
    sign = MARKS.get(mark.mark, "")
    return BoardDay(
        date=day,
        number=str(day.day),
        weekday=say_weekday(day),
        lunar=lunar,
        label=_("{weekday} {day}").format(weekday=say_weekday(day), day=day.day),
        mark=_(sign) if sign else "",
        feast=mark.name if mark.mark == "festival" else "",
        rest=mark.kind in (DayKind.WEEKEND, DayKind.HOLIDAY),
        today=day == today,
    )


def _hours(
    rooms: Iterable[BookedRoom], days: list[date]
) -> dict[tuple[int, date], tuple[tuple[int, int], ...]]:
    return {
        (room.room_id, day): tuple((_minute(span.start, day), _minute(span.end, day)) for span in hours.spans)
        for room in rooms
        for day, hours in zip(days, room.hours, strict=True)
    }


def _minute(moment: datetime, day: date) -> int:
    """Minutes after the midnight that begins `day`, kept inside the day."""
    minutes = int((moment - datetime.combine(day, time())).total_seconds() // 60)
    return min(max(minutes, 0), DAY_MINUTES)


def _bands(rooms: Iterable[BookedRoom], *, single: bool) -> tuple[Band, ...]:
    """Three bands of the usual day, or one ruler from the first opening to the last closing and booking."""
    if not single:
        return THREE_BANDS
    marks = [OPEN_FROM, OPEN_TO]
    for room in rooms:
        for hours in room.hours:
            marks += [_minute(at, hours.day) for span in hours.spans for at in (span.start, span.end)]
            marks += [_minute(at, hours.day) for bar in room.bars for at in (bar.starts, bar.ends)]
    return (Band("", min(marks) // 60 * 60, -(-max(marks) // 60) * 60),)


def _bars(room: BookedRoom, known: Places, wanted: Wanted, days: list[date]) -> Iterable[Bar]:
    shown = set(days)
    for booked in room.bars:
        if wanted.kind in (None, booked.kind):
            yield from _parts(booked, room, known, shown)
    for held in room.held:
        for day, start, end in _cut(held, shown):
            words = _("{title} ({room})").format(title=held.title, room=known[held.room_id].name)
            parts = {
                "weekday": say_weekday(day),
                "day": day.day,
                "start": clock_text(start),
                "end": clock_text(end),
            }
            yield Bar(
                NO_BOOKING - held.occurrence_id, room.room_id, day, start, end, held.title, "closed", fixed=True,
                faded=True, sentence=_("{weekday} {day}, {start}–{end}, {words}").format(words=words, **parts),
            )  # fmt: skip
    place = known[room.room_id]
    for number, closure in enumerate(known.opening.closures):
        if closure.room_id in (None, room.room_id, place.parent_id):
            yield from _closed(closure, number, room.room_id, days)


def _parts(booked: BookedBar, room: BookedRoom, known: Places, days: set[date]) -> Iterable[Bar]:
    """A booking as bars: one for each day it touches."""
    clash = any(
        closure.room_id in (None, room.room_id, room.parent_id)
        and closure.start < booked.ends
        and booked.starts < closure.end
        for closure in known.opening.closures
    )
    for day, start, end in _cut(booked, days):
        yield Bar(
            booked.occurrence_id, room.room_id, day, start, end, booked.title, COLORS[booked.kind],
            repeat=booked.series, clash=clash,
            fixed=(start, end) != (_minute(booked.starts, day), _minute(booked.ends, day))
            or booked.starts.date() != booked.ends.date(),
            sentence=_sentence(booked, room.name, day, start, end),
        )  # fmt: skip


def _sentence(booked: BookedBar, room: str, day: date, start: int, end: int) -> str:
    parts = {
        "weekday": say_weekday(day), "day": day.day, "start": clock_text(start), "end": clock_text(end),
        "room": room, "title": booked.title, "who": booked.who or booked.title, "kind": kind_name(booked.kind),
    }  # fmt: skip
    if booked.series:
        return _("{weekday} {day}, {start}–{end}, {room}, {title}, {who}, {kind}, repeats").format(**parts)
    return _("{weekday} {day}, {start}–{end}, {room}, {title}, {who}, {kind}").format(**parts)


def _cut(booked: BookedBar, days: set[date]) -> Iterable[tuple[date, int, int]]:
    day = booked.starts.date()
    while datetime.combine(day, time()) < booked.ends:
        start, end = _minute(booked.starts, day), _minute(booked.ends, day)
        if day in days and end > start:
            yield day, start, end
        day += timedelta(days=1)


def _closed(closure: Closure, number: int, room: int, days: list[date]) -> Iterable[Bar]:
    for at, day in enumerate(days):
        start, end = _minute(closure.start, day), _minute(closure.end, day)
        if end > start:
            ref = -(1_000_000_000 + number * 100_000 + at)
            yield Bar(ref, room, day, start, end, closure.reason or _("Out of use"), "closed", fixed=True)


def _cells(rooms: Iterable[BookedRoom], days: list[date], wanted: Wanted) -> dict[tuple[int, date], Cell]:
    """The month: counts and shares by room and day."""
    found: dict[tuple[int, date], Cell] = {}
    for room in rooms:
        counts: dict[date, int] = {}
        minutes: dict[date, int] = {}
        for bar in room.bars:
            if wanted.kind in (None, bar.kind):
                day = bar.starts.date()
                counts[day] = counts.get(day, 0) + 1
                minutes[day] = minutes.get(day, 0) + int((bar.ends - bar.starts).total_seconds() // 60)
        for day, hours in zip(days, room.hours, strict=True):
            opened = sum(span.minutes for span in hours.spans)
            share = min(1.0, minutes.get(day, 0) / opened) if opened else 0.0
            found[room.room_id, day] = Cell(counts.get(day, 0), share, closed=not opened)
    return found
