"""The use of rooms: named cases, and a reckoning minute by minute from the sentences of the rule."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighborcenter.booking import cancel_service, service
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Turnout
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.use import reckon, tallies
from neighborcenter.center.models import closed_day, hours

MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
LATER = datetime(2026, 12, 24)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


@pytest.fixture
def week(work, house, draft):
    """Whole and halves of the hall, a room; one day cancelled, one to which nobody came."""
    plans = (
        (house.hall, "主题党日", BookingKind.PARTY, at(25, 14), at(25, 17), 80),
        (house.east, "亲子阅读", BookingKind.HIRE, at(24, 9), at(24, 10), 18),
        (house.west, "健康讲座", BookingKind.HIRE, at(24, 9, 30), at(24, 11), 18),
        (house.calligraphy, "合唱队排练", BookingKind.COURSE, at(26, 9), at(26, 11), 18),
        (house.calligraphy, "茶艺课", BookingKind.HIRE, at(27, 9), at(27, 10), 18),
        (house.calligraphy, "越剧社", BookingKind.HIRE, at(28, 9), at(28, 12), 14),
    )
    made = {}
    for room, title, kind, starts, ends, people in plans:
        made[title] = service.book(
            work,
            replace(draft, room_id=room, title=title, kind=kind, starts=starts, ends=ends, people=people),
        )
    cancel_service.cancel_booking(work, made["茶艺课"].booking_id, "停电")
    work.update(occurrence, made["越剧社"].occurrence_ids[0], turnout=Turnout.NO_SHOW)
    return made


@pytest.mark.both_engines
def test_halls_are_the_mean_of_their_parts_and_absent_people_use_nothing(work, house, week):
    found = reckon(work, MONDAY, NEXT, upto=LATER)
    rooms = {use.room_id: use for use in found.rooms}
    assert set(rooms) == {house.east, house.west, house.calligraphy, house.small}
    assert (rooms[house.calligraphy].used, rooms[house.calligraphy].times) == (120, 1)
    assert rooms[house.calligraphy].missed == 1
    assert (rooms[house.east].used, rooms[house.west].used) == (240, 270)
    # Half the hall for 60 minutes, the other half for 90, the whole for 180: 255 minutes of the hall.
    assert [(hall.room_id, hall.used, hall.times) for hall in found.halls] == [(house.hall, 255, 3)]
    assert rooms[house.small].rate == 0
    assert (found.total.times, found.total.used, found.total.missed) == (4, 630, 1)


@pytest.mark.both_engines
def test_every_heap_adds_up_to_the_same_hours(work, house, week):
    total = reckon(work, MONDAY, NEXT, upto=LATER).total
    for by in ("kind", "group", "purpose", "day"):
        heaps = tallies(work, MONDAY, NEXT, by, upto=LATER).values()
        assert sum(heap.minutes for heap in heaps) == total.used
        assert sum(heap.times for heap in heaps) == total.times
        assert sum(heap.missed for heap in heaps) == total.missed
    kinds = tallies(work, MONDAY, NEXT, "kind", upto=LATER)
    assert next(iter(kinds)) is BookingKind.PARTY, "most hours first"
    assert (kinds[BookingKind.PARTY].minutes, kinds[BookingKind.PARTY].people) == (360, 80)
    assert (kinds[BookingKind.HIRE].missed, kinds[BookingKind.HIRE].missed_minutes) == (1, 180)
    assert BookingKind.SERVICE not in kinds


@pytest.mark.both_engines
def test_a_night_counts_in_both_months_and_once_as_a_time(work, house, draft):
    service.book(
        work,
        replace(draft, starts=at(30, 20), ends=datetime(2026, 12, 1, 2), outside_hours=True),
    )
    november = reckon(work, date(2026, 11, 1), date(2026, 12, 1), upto=LATER).total
    december = reckon(work, date(2026, 12, 1), date(2027, 1, 1), upto=LATER).total
    assert (november.used, november.used_open, november.times) == (240, 120, 1)
    assert (december.used, december.used_open, december.times) == (120, 0, 0)


def test_what_lies_ahead_has_not_been_used(work, house, draft):
    service.book(work, replace(draft, starts=at(24, 9), ends=at(24, 12)))
    assert reckon(work, MONDAY, NEXT).total.used == 0
    running = reckon(work, MONDAY, NEXT, upto=at(24, 10)).total
    assert running.used == 60
    assert running.open == 4 * (14 + 2) * 60


# -- minute by minute --------------------------------------------------------------------------------------

FIRST = date(2026, 9, 28)  # a Monday; the summer hours of the small room end within its week
DAYS = 5
ROOMS = ("东厅", "西厅", "书画室")
WEEK = {  # weekday -> hours of the center
    0: ((510, 720), (840, 1080)),
    1: ((510, 720), (840, 1260)),
    2: ((510, 720),),
    3: ((540, 1320),),
    4: ((510, 1050),),
}
SUMMER, WINTER = (420, 660), (540, 1020)


@pytest.fixture
def ground(work, make):
    """A hall of two halves with the hours of the center, and a room with seasons of its own."""
    hall = make.room("多功能厅", 100)
    ids = {
        "多功能厅": hall,
        "东厅": make.room("东厅", 50, parent=hall),
        "西厅": make.room("西厅", 50, parent=hall),
    }
    ids["书画室"] = make.room("书画室", 20)
    for weekday, spans in WEEK.items():
        for opens, closes in spans:
            work.insert(hours, weekday=weekday, opens=_clock(opens), closes=_clock(closes))
    seasons = ((SUMMER, "07-01", "09-30"), (WINTER, "01-01", "12-31"))
    for weekday in range(7):
        for (opens, closes), first, last in seasons:
            work.insert(
                hours, room_id=ids["书画室"], weekday=weekday, opens=_clock(opens), closes=_clock(closes),
                season_from=first, season_to=last,
            )  # fmt: skip
    return ids


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


_DAY = 24 * 60
_STAY = st.tuples(
    st.sampled_from((*ROOMS, "多功能厅")),
    st.integers(-8 * 60, DAYS * _DAY),  # minutes since the first midnight: may begin the evening before
    st.integers(1, 10 * 60),
    st.sampled_from(("booked", "booked", "booked", "cancelled", "suspended", "no_show")),
)
_CLOSED = st.tuples(st.sampled_from((None, "多功能厅", "东厅", "书画室")), st.integers(0, DAYS - 1))


@settings(max_examples=40)
@given(
    stays=st.lists(_STAY, max_size=8),
    closed=st.lists(_CLOSED, max_size=2),
    upto=st.integers(0, (DAYS + 1) * _DAY),
)
def test_the_use_is_what_a_count_of_minutes_says(work, ground, stays, closed, upto):
    work.execute(occurrence.delete())
    work.execute(closed_day.delete())
    start = datetime.combine(FIRST, time())
    kept = _without_overlap(stays)
    for room, begin, length, state in kept:
        ref = work.insert(booking, room_id=ground[room], title=room, kind=BookingKind.HIRE, people=1)
        status = OccurrenceStatus.BOOKED if state == "no_show" else OccurrenceStatus(state)
        work.insert(
            occurrence, booking_id=ref, room_id=ground[room], status=status,
            starts=start + timedelta(minutes=begin), ends=start + timedelta(minutes=begin + length),
            turnout=Turnout.NO_SHOW if state == "no_show" else Turnout.EXPECTED,
        )  # fmt: skip
    for room, day in closed:
        when = FIRST + timedelta(days=day)
        work.insert(closed_day, room_id=ground.get(room), day_from=when, day_to=when, reason="检修")
    work.changes |= {"closed_day", "hours", "room"}

    end, now = FIRST + timedelta(days=DAYS), start + timedelta(minutes=upto)
    found = reckon(work, FIRST, end, upto=now)
    counted = {use.room: (use.used, use.used_open, use.open) for use in found.rooms}
    assert counted == {room: _count(room, kept, closed, upto) for room in ROOMS}
    assert found.total.used == sum(used for used, _open, _all in counted.values())
    for by in ("kind", "purpose", "day"):
        heaps = tallies(work, FIRST, end, by, upto=now).values()
        assert sum(heap.minutes for heap in heaps) == found.total.used
        assert sum(heap.times for heap in heaps) == found.total.times


def _units(room: str | None) -> tuple[str, ...]:
    return ("东厅", "西厅") if room == "多功能厅" else ROOMS if room is None else (room,)


def _without_overlap(stays):
    """Those that the guards of the database would let stand side by side."""
    taken: set[tuple[str, int]] = set()
    kept = []
    for room, begin, length, state in stays:
        wanted = {(unit, minute) for unit in _units(room) for minute in range(begin, begin + length)}
        if not wanted & taken:
            taken |= wanted
            kept.append((room, begin, length, state))
    return kept


def _count(room, stays, closed, upto):
    """Minutes used, used while open, and open, each looked at by itself."""
    used = used_open = opened = 0
    shut = {day for where, day in closed if room in _units(where)}
    for minute in range(min(upto, DAYS * _DAY)):
        day, clock = divmod(minute, _DAY)
        when = FIRST + timedelta(days=day)
        spans = WEEK[day] if room != "书画室" else (SUMMER if when.month == 9 else WINTER,)
        is_open = day not in shut and any(first <= clock < last for first, last in spans)
        is_used = any(
            state == "booked" and room in _units(where) and begin <= minute < begin + length
            for where, begin, length, state in stays
        )
        opened += is_open
        used += is_used
        used_open += is_open and is_used
    return used, used_open, opened
