"""When the center and its rooms are open, and which days are worked. Pure: facts come as arguments.

Public holidays and make-up days follow the yearly notice of the State Council. It appears in November for the
next year, so a year may be unknown: then weekends are assumed to be free, all other days worked, and every
answer says that it is not certain.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from neighborcenter.center.drafts import (
    Closure,
    ClosureDraft,
    DayKind,
    HolidayCalendar,
    HoursDraft,
    OpeningFacts,
    RoomDraft,
    Span,
    TermDraft,
)
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.recurrence_dates import DaysOff
from neighborcenter.kit.times import DAY, TimeRange, clock_text

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one day: `spans` in order; when empty, `reason` says why. `certain` is False in a year
    whose holidays are not imported."""

    day: date
    kind: DayKind
    spans: tuple[TimeRange, ...]
    reason: Problem | None
    holiday: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A count of working days; `unknown_years` are those whose holidays are not imported."""

    count: int
    unknown_years: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.unknown_years


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day counted in working days; `unknown_years` as above."""

    day: date
    unknown_years: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.unknown_years


# --- days -------------------------------------------------------------------------------------------------


def day_kind(day: date, calendar: HolidayCalendar) -> DayKind:
    """What sort of day it is. In a year that is not known, weekends and working days only."""
    moved = calendar.days.get(day)
    if moved is not None:
        return DayKind.HOLIDAY if moved.off else DayKind.MAKEUP
    return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY


def is_working_day(day: date, calendar: HolidayCalendar) -> bool:
    """Whether offices work on that day."""
    return day_kind(day, calendar) in (DayKind.WORKDAY, DayKind.MAKEUP)


def working_days_between(start: date, end: date, calendar: HolidayCalendar) -> WorkingDays:
    """Working days after `start` up to and including `end` (the first day does not count: Civil Code 201).

    Negative when `end` is before `start`.
    """
    if end < start:
        back = working_days_between(end, start, calendar)
        return WorkingDays(-back.count, back.unknown_years)
    count, day = 0, start
    while day < end:
        day += DAY
        count += is_working_day(day, calendar)
    return WorkingDays(count, _unknown(start, end, calendar))


def add_working_days(start: date, days: int, calendar: HolidayCalendar) -> DueDay:
    """The day on which `days` working days after `start` end; the first day does not count (Civil Code 201).

    With 0 days: `start` itself when it is worked, else the next day that is. Raises ValueError below 0.
    """
    if days < 0:
        raise ValueError("working days are counted forward")
    day = start
    while days > 0:
        day += DAY
        days -= is_working_day(day, calendar)
    while not is_working_day(day, calendar):
        day += DAY
    return DueDay(day, _unknown(start, day, calendar))


def _unknown(start: date, end: date, calendar: HolidayCalendar) -> tuple[int, ...]:
    return tuple(year for year in range(start.year, end.year + 1) if year not in calendar.years)


# --- hours ------------------------------------------------------------------------------------------------


def in_season(day: date, season_from: str, season_to: str) -> bool:
    """Whether `day` lies in "MM-DD" to "MM-DD", both included; the season may wrap the year end."""
    if not season_from or not season_to:
        return True
    mark = f"{day.month:02d}-{day.day:02d}"
    if season_from <= season_to:
        return season_from <= mark <= season_to
    return mark >= season_from or mark <= season_to


def week_plan(spans: Iterable[Span], day: date, room_id: int | None) -> tuple[Span, ...]:
    """The spans of the whole week that hold on `day` for this room (None: the center itself).

    Of several versions the newest one that already holds counts. A season that holds replaces the
    all-year week altogether, so that "summer: mornings only" needs no other row.
    """
    own = [s for s in spans if s.room_id == room_id and (s.valid_from is None or s.valid_from <= day)]
    newest = max((s.valid_from or date.min for s in own), default=None)
    plan = [s for s in own if (s.valid_from or date.min) == newest]
    seasonal = [s for s in plan if s.season_from and in_season(day, s.season_from, s.season_to)]
    return tuple(seasonal or [s for s in plan if not s.season_from])


def hours_on(day: date, facts: OpeningFacts, room_id: int | None = None) -> DayHours:
    """The hours of the center or a room on one day, with closures taken out."""
    kind = day_kind(day, facts.calendar)
    moved = facts.calendar.days.get(day)
    holiday = moved.name if moved is not None and moved.off else ""
    certain = facts.calendar.knows(day)
    plan = _plan_of(day, facts, room_id)
    planned = _on_kind(plan, day, kind, facts)
    if not planned:
        reason = (
            Problem("start", "center.holiday", {"day": day, "holiday": holiday})
            if kind is DayKind.HOLIDAY
            else Problem("start", "center.closed_weekday", {"day": day})
        )
        return DayHours(day, kind, (), reason, holiday, certain)
    midnight = datetime.combine(day, time.min)
    ranges = _merged(
        TimeRange(midnight + timedelta(minutes=s.opens), midnight + timedelta(minutes=s.closes))
        for s in planned
    )
    shut = [c for c in facts.closures if concerns(c, room_id, facts)]
    left = _without(ranges, shut)
    shut_by: Problem | None = None
    if not left:
        why = next(c for c in shut if any(c.start < r.end and r.start < c.end for r in ranges))
        shut_by = Problem("start", "center.closed_day", {"day": day, "reason": why.reason})
    return DayHours(day, kind, left, shut_by, holiday, certain)


def problems_in_time(wanted: TimeRange, facts: OpeningFacts, room_id: int | None = None) -> list[Problem]:
    """Why the room is not open for the whole of `wanted`; empty when it is.

    A year whose holidays are not imported gives a warning, not an error.
    """
    days = [hours_on(d, facts, room_id) for d in wanted.days()]
    open_ranges = _merged(r for day in days for r in day.spans)
    found: list[Problem] = []
    if not any(r.start <= wanted.start and wanted.end <= r.end for r in open_ranges):
        found.append(_why_shut(wanted, days, facts, room_id))
    unknown = sorted({day.day.year for day in days if not day.certain})
    found += [Problem("start", "center.year_unknown", {"year": year}, "warning") for year in unknown]
    return found


def is_open(wanted: TimeRange, facts: OpeningFacts, room_id: int | None = None) -> bool:
    """Whether the room is open for the whole of `wanted`."""
    return all(p.level != "error" for p in problems_in_time(wanted, facts, room_id))


def _plan_of(day: date, facts: OpeningFacts, room_id: int | None) -> tuple[Span, ...]:
    """The room's own week, else that of the whole it is a part of, else the center's."""
    for owner in owners(room_id, facts):
        if plan := week_plan(facts.spans, day, owner):
            return plan
    return week_plan(facts.spans, day, None)


def owners(room_id: int | None, facts: OpeningFacts) -> list[int]:
    """The room, the whole it is a part of, and the whole of that: whose hours and closures hold for it."""
    found: list[int] = []
    while room_id is not None and room_id not in found:
        found.append(room_id)
        room_id = facts.whole_of.get(room_id)
    return found


def _on_kind(plan: Sequence[Span], day: date, kind: DayKind, facts: OpeningFacts) -> list[Span]:
    by_day: dict[int, list[Span]] = {}
    for span in plan:
        by_day.setdefault(span.weekday, []).append(span)
    if kind is DayKind.HOLIDAY:
        return by_day.get(day.weekday(), []) if facts.open_on_holidays else []
    if kind is DayKind.MAKEUP and facts.makeup_days_worked:
        # The notice makes it an ordinary working day; a center open at weekends with shorter hours then
        # keeps the longer ones: those of the first weekday that has any.
        return next((by_day[n] for n in range(5) if n in by_day), by_day.get(day.weekday(), []))
    return by_day.get(day.weekday(), [])


def concerns(closure: Closure, room_id: int | None, facts: OpeningFacts) -> bool:
    """Whether a closure shuts this room: the whole center, the room itself, the whole it is a part of, or a part
    of it, because a hall cannot be used as a whole while a half is closed."""
    if closure.room_id is None or closure.room_id in owners(room_id, facts):
        return True
    return room_id is not None and room_id in owners(closure.room_id, facts)


def _merged(ranges: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    """Touching and overlapping ranges joined, in order."""
    joined: list[TimeRange] = []
    for r in sorted(ranges, key=lambda r: r.start):
        if joined and r.start <= joined[-1].end:
            joined[-1] = TimeRange(joined[-1].start, max(joined[-1].end, r.end))
        else:
            joined.append(r)
    return tuple(joined)


def _without(ranges: Iterable[TimeRange], closures: Sequence[Closure]) -> tuple[TimeRange, ...]:
    left = list(ranges)
    for closure in closures:
        cut: list[TimeRange] = []
        for r in left:
            if closure.end <= r.start or r.end <= closure.start:
                cut.append(r)
                continue
            if r.start < closure.start:
                cut.append(TimeRange(r.start, closure.start))
            if closure.end < r.end:
                cut.append(TimeRange(closure.end, r.end))
        left = cut
    return tuple(left)


def _why_shut(
    wanted: TimeRange, days: Sequence[DayHours], facts: OpeningFacts, room_id: int | None
) -> Problem:
    for closure in facts.closures:
        if concerns(closure, room_id, facts) and closure.start < wanted.end and wanted.start < closure.end:
            return Problem(
                "start", "center.closed_day", {"day": wanted.start.date(), "reason": closure.reason}
            )
    for day in days:
        if day.reason is not None:
            return day.reason
    first = days[0]
    opens = ", ".join(f"{r.start:%H:%M}–{clock_text(_minute_in_day(r, first.day))}" for r in first.spans)
    return Problem("start", "center.outside_hours", {"day": first.day, "hours": opens})


def _minute_in_day(r: TimeRange, day: date) -> int:
    return int((r.end - datetime.combine(day, time.min)).total_seconds() // 60)


# --- what staff hand in -----------------------------------------------------------------------------------


def problems_in_hours(draft: HoursDraft) -> list[Problem]:
    """Spans the wrong way round, overlapping, or with half a season."""
    found: list[Problem] = []
    for place, span in enumerate(draft.spans):
        where = f"spans.{place}"
        if not 0 <= span.weekday <= 6:
            found.append(Problem(where, "center.no_such_weekday", {"weekday": span.weekday}))
        if not 0 <= span.opens < span.closes <= DAY_MINUTES:
            found.append(
                Problem(
                    where,
                    "center.hours_backwards",
                    {"opens": clock_text(span.opens), "closes": clock_text(span.closes)},
                )
            )
        if bool(span.season_from) != bool(span.season_to):
            found.append(Problem(where, "center.half_season"))
        found += [
            Problem(where, "center.bad_season", {"mark": mark})
            for mark in (span.season_from, span.season_to)
            if mark and not is_day_mark(mark)
        ]
        for other in draft.spans[:place]:
            same = (other.weekday, other.season_from, other.season_to) == (
                span.weekday,
                span.season_from,
                span.season_to,
            )
            if same and other.opens < span.closes and span.opens < other.closes:
                found.append(
                    Problem(
                        where,
                        "center.hours_overlap",
                        {
                            "first": f"{clock_text(other.opens)}–{clock_text(other.closes)}",
                            "second": f"{clock_text(span.opens)}–{clock_text(span.closes)}",
                        },
                    )
                )
    return found


def is_day_mark(mark: str) -> bool:
    try:
        date.fromisoformat(f"2024-{mark}")  # a leap year, so that 02-29 passes
    except ValueError:
        return False
    return True


def problems_in_closure(draft: ClosureDraft) -> list[Problem]:
    """A closure needs a reason, because people will ask, and its days in order."""
    found: list[Problem] = []
    if not draft.reason.strip():
        found.append(Problem("reason", "required"))
    if draft.last < draft.first:
        found.append(Problem("last", "center.days_backwards", {"first": draft.first, "last": draft.last}))
    elif draft.end <= draft.start:
        clock = {"opens": clock_text(draft.begins), "closes": clock_text(draft.ends)}
        found.append(Problem("ends", "center.hours_backwards", clock))
    return found


def problems_in_term(draft: TermDraft, others: Mapping[str, tuple[date, date]]) -> list[Problem]:
    """A term needs a name of its own, its days in order, and no day of another term."""
    found: list[Problem] = []
    name = draft.name.strip()
    if not name:
        found.append(Problem("name", "required"))
    elif name in others:
        found.append(Problem("name", "center.term_name_taken", {"name": name}))
    if draft.last < draft.first:
        found.append(Problem("last", "center.days_backwards", {"first": draft.first, "last": draft.last}))
    for other, (first, last) in others.items():
        if draft.first <= last and first <= draft.last:
            found.append(
                Problem("first", "center.terms_overlap", {"name": other, "first": first, "last": last})
            )
    return found


def days_off(calendar: HolidayCalendar) -> DaysOff:
    """The moved days as a repetition wants them."""
    return DaysOff(
        frozenset(day for day, moved in calendar.days.items() if moved.off),
        frozenset(day for day, moved in calendar.days.items() if not moved.off),
    )


def problems_in_room(draft: RoomDraft, taken_names: frozenset[str]) -> list[Problem]:
    """A room needs a name of its own and a sensible size."""
    found: list[Problem] = []
    name = draft.name.strip()
    if not name:
        found.append(Problem("name", "required"))
    elif name in taken_names:
        found.append(Problem("name", "center.room_name_taken", {"name": name}))
    if not 0 <= draft.capacity <= 5000:
        found.append(Problem("capacity", "center.capacity", {"capacity": draft.capacity}))
    return found
