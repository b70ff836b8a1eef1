"""What the boards draw, read in the lane: rooms, days with their marks, bookings, closures, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from neighborcenter.booking import board as booking_board
from neighborcenter.booking import holds
from neighborcenter.booking.board import BoardRoom as BookedRoom
from neighborcenter.booking.kinds import BookingKind, ResourceKind
from neighborcenter.booking.month import Uses, month_uses
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.resource_board import BoardResource, resource_board
from neighborcenter.booking.resource_queries import resources
from neighborcenter.center.days import DayMark, day_marks
from neighborcenter.center.drafts import DayKind
from neighborcenter.center.queries import sites
from neighborcenter.center.rules import DayHours
from neighborcenter.kit.i18n import N_, _, language
from neighborcenter.kit.speech import say_weekday
from neighborcenter.kit.times import TimeRange, days_between
from neighborcenter.kit.work import Read
from ui.booking.bars import bars_of, holds_of, minute_of, resource_bars, resource_row_id
from ui.booking.things import Thing
from ui.booking.wanted import USUAL, Layer, Wanted
from ui.kit.timeline.board import THREE_BANDS, Band, Board, BoardDay, BoardRoom

SHORT = {
    BookingKind.PARTY: N_("Party"),
    BookingKind.ACTIVITY: N_("Activity"),
    BookingKind.COURSE: N_("Course"),
    BookingKind.SERVICE: N_("Daily help"),
    BookingKind.HIRE: N_("Room hire"),
}
MARKS = {"festival": N_("fest"), "off": N_("off"), "work": N_("work")}
OPEN_FROM, OPEN_TO = 8 * 60, 21 * 60
WEEK = 7


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
    """One room on one day of the month: how many bookings, and how much of the open time is taken.

    `held`: taken only by the whole it belongs to, or by its own parts.
    """

    count: int = 0
    share: float = 0.0
    closed: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Everything one look at the calendar needs."""

    board: Board = field(default_factory=Board)
    rooms: tuple[RoomChoice, ...] = ()
    cells: dict[tuple[int, date], Cell] = field(default_factory=dict)
    count: int = 0
    share: float = 0.0
    clashes: int = 0
    equipment: tuple[str, ...] = ()
    sites: tuple[tuple[int, str], ...] = ()
    floors: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    """What a form can take besides its room."""


def calendar_view(
    read: Read, first: date, end: date, wanted: Wanted, layers: frozenset[Layer] = USUAL, own: str = ""
) -> CalendarView:
    """The rooms from `first` up to, not including, `end`, narrowed; more than a week is only counted.

    `own` is the key of the form that is open here: its hold is not shown to itself.
    """
    known = places(read)
    site_of = _site_of(read) if wanted.site is not None else {}
    refs = [place.room_id for place in known.values() if wanted.fits(place, site_of)]
    if (end - first).days > WEEK:
        return _month(read, first, end, known, wanted, layers, refs)
    shown = booking_board.board(read, first, end, refs if wanted.any else None)
    days = shown.days
    marks = day_marks(read, first, end)
    today = read.clock.today()
    bars = [bar for room in shown.rooms for bar in bars_of(room, known, wanted, layers, days)]
    if Layer.HOLDS in layers:
        window = TimeRange(datetime.combine(first, time()), datetime.combine(end, time()))
        held = holds.live(read, window)
        bars += [bar for room in shown.rooms for bar in holds_of(held, room, known, set(days), own)]
    things = resource_board(read, days) if Layer.RESOURCES in layers else ()
    bars += [bar for thing in things for bar in resource_bars(thing, set(days))]
    busy = _busy(shown.rooms, days)
    open_minutes = sum(room.open_minutes for room in shown.rooms)
    used = sum(room.used_minutes for room in shown.rooms)
    now = read.clock.local()
    board = Board(
        rooms=(
            *(_room(known[room.room_id], min(room.use, 1.0)) for room in shown.rooms),
            *(_resource(thing) for thing in things),
        ),
        days=tuple(_day(day, marks[day], today, layers, busy.get(day)) for day in days),
        bars=tuple(bars),
        hours=_hours(shown.rooms, days) | _working(things, days),
        bands=_bands(shown.rooms, single=len(days) == 1),
        now=now.hour * 60 + now.minute,
    )
    return CalendarView(
        board=board,
        count=sum(wanted.means(bar) for room in shown.rooms for bar in room.bars),
        share=min(1.0, used / open_minutes) if open_minutes else 0.0,
        clashes=len({bar.id for bar in bars if bar.clash}),
        **_choices(read, known),
    )


def _choices(read: Read, known: Places) -> dict[str, Any]:
    """What the form and the filter offer."""
    own = sites(read)
    used = [place for place in known.values() if not place.retired]
    return {
        "rooms": tuple(RoomChoice(p.room_id, p.name, p.seats, p.equipment) for p in used),
        "equipment": tuple(sorted({one for place in used for one in place.equipment})),
        "sites": tuple((site.id, site.name) for site in own) if len(own) > 1 else (),
        "things": things_of(read, used),
        "floors": tuple(sorted({place.floor for place in used if place.floor})),
    }


def things_of(read: Read, rooms: Sequence[Place]) -> tuple[Thing, ...]:
    """Equipment, staff and the rooms themselves, as the form offers them besides its room."""
    carried = tuple(
        Thing(str(one.kind), one.id, one.name, one.quantity, one.profession) for one in resources(read)
    )
    return carried + tuple(
        Thing("room", place.room_id, place.name, 1, room_note(place.seats, place.equipment))
        for place in rooms
    )


def _month(
    read: Read,
    first: date,
    end: date,
    known: Places,
    wanted: Wanted,
    layers: frozenset[Layer],
    refs: Sequence[int],
) -> CalendarView:
    """The month: counts and shares by room and day, no single bar."""
    whose = wanted.whose
    uses = month_uses(
        read, first, end, kind=wanted.kind,
        resident_id=whose.resident_id if whose else None, group_id=whose.group_id if whose else None,
    )  # fmt: skip
    days = days_between(first, end)
    marks = day_marks(read, first, end)
    today = read.clock.today()
    rooms = [known[ref] for ref in refs if not known[ref].retired or any((ref, day) in uses for day in days)]
    cells: dict[tuple[int, date], Cell] = {}
    opened: dict[date, int] = dict.fromkeys(days, 0)
    used: dict[date, int] = dict.fromkeys(days, 0)
    own: dict[int, list[int]] = {room.room_id: [0, 0] for room in rooms}
    for room in rooms:
        relatives = known.relatives(room.room_id)
        for day in days:
            minutes_open = sum(span.minutes for span in known.hours(room.room_id, day).spans)
            cell, minutes = _cell(uses, room.room_id, relatives, day, minutes_open)
            cells[room.room_id, day] = cell
            opened[day] += minutes_open
            used[day] += minutes
            own[room.room_id][0] += minutes
            own[room.room_id][1] += minutes_open
    busy = {day: min(1.0, used[day] / opened[day]) for day in days if opened[day]}
    whole = sum(opened.values())
    board = Board(
        rooms=tuple(_room(room, _share(*own[room.room_id])) for room in rooms),
        days=tuple(_day(day, marks[day], today, layers, busy.get(day)) for day in days),
    )
    return CalendarView(
        board=board,
        cells=cells,
        count=sum(cell.count for cell in cells.values()),
        share=_share(sum(used.values()), whole),
        **_choices(read, known),
    )


def _cell(
    uses: Mapping[tuple[int, date], Uses], room: int, relatives: Sequence[int], day: date, minutes_open: int
) -> tuple[Cell, int]:
    own = uses.get((room, day), Uses())
    held = sum(uses[ref, day].minutes for ref in relatives if (ref, day) in uses)
    minutes = min(own.minutes + held, minutes_open) if minutes_open else own.minutes + held
    share = _share(minutes, minutes_open)
    return Cell(own.count, share, closed=not minutes_open, held=bool(held and not own.count)), minutes


def _share(part: int, whole: int) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _site_of(read: Read) -> dict[int, int]:
    from neighborcenter.center.queries import rooms  # noqa: PLC0415 - only for centers with several sites

    return {one.id: whole.site_id for whole in rooms(read, retired=True) for one in (whole, *whole.parts)}


def room_note(seats: int, equipment: tuple[str, ...]) -> str:
    """The line under a room's name."""
    parts = [_("{count} seats").format(count=seats) if seats else "", *equipment[:1]]
    return " · ".join(part for part in parts if part)


def _room(place: Place, share: float) -> BoardRoom:
    return BoardRoom(place.room_id, place.name, room_note(place.seats, place.equipment), share)


def _resource(thing: BoardResource) -> BoardRoom:
    row = thing.row
    staff = row.kind is ResourceKind.STAFF
    note = row.profession or _("On the staff") if staff else _("{count} pieces").format(count=row.quantity)
    return BoardRoom(resource_row_id(row.id), row.name, note)


def _working(
    things: Sequence[BoardResource], days: Sequence[date]
) -> dict[tuple[int, date], tuple[tuple[int, int], ...]]:
    """The hours of staff; what has none of its own can always be had."""
    return {
        (resource_row_id(thing.row.id), day): spans
        for thing in things
        if thing.hours is not None
        for day, spans in zip(days, thing.hours, strict=True)
    }


def _day(
    day: date, mark: DayMark, today: date, layers: frozenset[Layer], busy: float | None = None
) -> BoardDay:
    marked = Layer.HOLIDAYS in layers
    lunar = mark.lunar if marked and language() == "zh_CN" else ""
    sign = MARKS.get(mark.mark, "") if marked else ""
    label = _("{weekday} {day}").format(weekday=say_weekday(day), day=day.day)
    return BoardDay(
        date=day,
        number=str(day.day),
        weekday=say_weekday(day),
        lunar=lunar,
        label=label,
        mark=_(sign) if sign else "",
        feast=mark.name if marked and mark.mark == "festival" else "",
        rest=mark.kind in (DayKind.WEEKEND, DayKind.HOLIDAY),
        today=day == today,
        busy=busy,
    )


def _busy(rooms: Sequence[BookedRoom], days: Sequence[date]) -> dict[date, float]:
    """How full each day is: minutes used of minutes open, all shown rooms together; closed days are left out."""
    used: dict[date, int] = dict.fromkeys(days, 0)
    opened: dict[date, int] = dict.fromkeys(days, 0)
    for room in rooms:
        for bar in (*room.bars, *room.held):
            day = bar.starts.date()
            if day in used:
                used[day] += minute_of(bar.ends, day) - minute_of(bar.starts, day)
        for day, hours in zip(days, room.hours, strict=True):
            opened[day] += sum(span.minutes for span in hours.spans)
    return {day: min(1.0, used[day] / opened[day]) for day in days if opened[day]}


def _hours(
    rooms: Iterable[BookedRoom], days: Sequence[date]
) -> dict[tuple[int, date], tuple[tuple[int, int], ...]]:
    return {
        (room.room_id, day): _spans(hours, day)
        for room in rooms
        for day, hours in zip(days, room.hours, strict=True)
    }


def _spans(hours: DayHours, day: date) -> tuple[tuple[int, int], ...]:
    return tuple((minute_of(span.start, day), minute_of(span.end, day)) for span in hours.spans)


def _bands(rooms: Iterable[BookedRoom], *, single: bool) -> tuple[Band, ...]:
    """Three bands of the usual day, or one ruler from the first opening to the last closing and booking."""
    if not single:
        return THREE_BANDS
    marks = [OPEN_FROM, OPEN_TO]
    for room in rooms:
        for hours in room.hours:
            marks += [minute_of(at, hours.day) for span in hours.spans for at in (span.start, span.end)]
            marks += [minute_of(at, hours.day) for bar in room.bars for at in (bar.starts, bar.ends)]
    return (Band("", min(marks) // 60 * 60, -(-max(marks) // 60) * 60),)
