"""What a change of a series would do, day by day: the preview on the screen and the plan of the act alike.

Days that are over stay as they were.  A day that was moved by itself keeps its own time; a cancelled day stays
cancelled, also when the repetition changes (its slot is remembered); a day that was left out or suspended comes
along where it is free now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import judging, rules, series_taking, stock, taking
from neighborcenter.booking.drafts import BookingDraft, SeriesChange
from neighborcenter.booking.free import FreeRoom, free_rooms
from neighborcenter.booking.judging import Verdict
from neighborcenter.booking.kinds import Fate, OccurrenceStatus, Scope
from neighborcenter.booking.places import Places, places
from neighborcenter.booking.series_days import SeriesDay, SeriesPreview
from neighborcenter.booking.series_rows import Series, SeriesRow, series_of_day
from neighborcenter.booking.taking import Needs, Obstacles
from neighborcenter.center.rules import days_off
from neighborcenter.kit.problems import Problem, Refused
from neighborcenter.kit.recurrence import Rule
from neighborcenter.kit.recurrence_dates import DaysOff
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read

OFFERED = 3
WAITING = frozenset({OccurrenceStatus.SKIPPED, OccurrenceStatus.SUSPENDED})
GONE = frozenset({OccurrenceStatus.CANCELLED, OccurrenceStatus.LAPSED})


@dataclass(slots=True)
class _Wish:
    """One day on its way to a place: where it is, where it should go, what it takes there."""

    slot: datetime
    row: SeriesRow | None
    after: TimeRange
    room_id: int
    needs: Needs
    why: tuple[Problem, ...] = ()
    found: Obstacles = field(default_factory=Obstacles)

    @property
    def ref(self) -> int:
        return 0 if self.row is None else self.row.occurrence_id

    @property
    def unchanged(self) -> bool:
        return (
            self.row is not None
            and self.row.holds
            and (self.row.during, self.row.room_id) == (self.after, self.room_id)
        )

    @property
    def clashes(self) -> bool:
        return bool(self.found) or any(problem.level == "error" for problem in self.why)


def preview(read: Read, change: SeriesChange) -> SeriesPreview:
    """What the change would do, day by day.  Raises NotFound."""
    read.require(Permission.BOOKING_VIEW)
    kept = series_of_day(read, change.occurrence_id)
    known = places(read)
    asked = kept.row(change.occurrence_id)
    meant = _meant(kept, asked, change.scope)
    off = days_off(known.opening.calendar)
    rule, problems = _rule_after(kept, asked, change, off)
    problems += _problems_in(change, kept, meant, known)
    room_after = change.room_id or kept.room_id
    splits = _splits(kept, meant, asked, change)
    frame = SeriesPreview(
        booking_id=kept.booking_id,
        days=(),
        splits=splits,
        rule_before=kept.rule_text,
        rule_after="" if splits and change.scope is Scope.ONE else str(rule or ""),
        rest_rule=_rest(kept, asked) if splits and change.scope is not Scope.ONE else kept.rule_text,
        room_after=room_after,
        problems=tuple(problems),
    )
    if not change.touches_days or any(problem.level == "error" for problem in problems):
        return replace(frame, days=tuple(_as_it_is(row) for row in meant))
    dates = _dates(kept, asked, change, rule, off)
    coming = _coming(kept, asked, change, dates, read.clock.local())
    aimed = [*_aimed(meant, change, dates), *coming] or [_target(asked.slot, asked, change)]
    verdict = judging.judge(read, draft_of(kept, change), known[room_after], aimed, but=kept.booking_id)
    wishes, rest = _wishes(read, kept, meant, change, dates, coming, known, verdict)
    _find_clashes(read, wishes, known, change)
    found = [*(_decided(read, wish, kept) for wish in wishes), *rest]
    return replace(
        frame,
        days=tuple(sorted(found, key=lambda day: day.slot)),
        problems=(*problems, *verdict.problems, *verdict.overridden),
        verdict=verdict,
    )


def _meant(kept: Series, asked: SeriesRow, scope: Scope) -> list[SeriesRow]:
    """The days an act means, those that are over among them."""
    if scope is Scope.ONE:
        return [asked]
    return [row for row in kept.rows if scope is Scope.ALL or row.slot >= asked.slot]


def _problems_in(
    change: SeriesChange, kept: Series, meant: Sequence[SeriesRow], known: Places
) -> list[Problem]:
    problems = []
    if change.room_id is not None and (change.room_id not in known or known[change.room_id].retired):
        problems.append(Problem("room_id", "booking.room_unknown"))
    if change.minutes is not None and not 0 < change.minutes <= rules.LONGEST.total_seconds() // 60:
        hours = int(rules.LONGEST.total_seconds() // 3600)
        problems.append(Problem("minutes", "booking.too_long", {"hours": hours}))
    asks_rule = change.repeat is not None or change.until is not None
    if asks_rule and change.scope is Scope.ONE and len(kept.rows) > 1:
        problems.append(Problem("scope", "series.one_day_repeats_not"))
    if change.touches_days and not meant:
        problems.append(Problem("", "series.nothing_meant"))
    return problems


def _rule_after(
    kept: Series, asked: SeriesRow, change: SeriesChange, off: DaysOff
) -> tuple[Rule | None, list[Problem]]:
    """The repetition of the days that are meant, and what stands against it."""
    rule = kept.rule
    first = _first_slot(kept, asked, change.scope).date()
    try:
        if change.repeat is not None:
            rule = Rule.parse(change.repeat) if change.repeat.strip() else None
        elif rule is not None and change.scope is Scope.FOLLOWING and rule.count is not None:
            whole = rule.dates(kept.rows[0].slot.date(), off=off)
            rule = rule.ending(count=max(1, sum(day >= first for day in whole)))
        if rule is not None and change.until is not None:
            begins = first + timedelta(days=change.days_later)
            if change.repeat is None or _goes_beyond(rule, change.until, begins, off):
                rule = rule.ending(until=change.until)
    except Refused as refused:
        return None, list(refused.problems)
    if change.days_later and change.scope is not Scope.ONE and rule is not None and change.repeat is None:
        shifted = rule.shifted(change.days_later)
        if shifted is None:
            return rule, [Problem("days_later", "series.shift_unclear")]
        rule = shifted
    asks = change.repeat is not None or change.until is not None
    later = timedelta(days=change.days_later)
    return rule, (rule.problems(first + later, off=off) if rule is not None and asks else [])


def _goes_beyond(rule: Rule, last: date, begins: date, off: DaysOff) -> bool:
    """Whether a new repetition would run past `last`; one that ends by itself before keeps its own end."""
    return not rule.ends or any(day > last for day in rule.dates(begins, off=off))


def _first_slot(kept: Series, asked: SeriesRow, scope: Scope) -> datetime:
    return kept.rows[0].slot if scope is Scope.ALL else asked.slot


def _splits(kept: Series, meant: Sequence[SeriesRow], asked: SeriesRow, change: SeriesChange) -> bool:
    """Whether the days meant must become a booking of their own."""
    if len(meant) == len(kept.rows) or change.scope is Scope.ALL:
        return False
    if change.scope is Scope.ONE:
        return change.details is not None
    return any(row.slot < asked.slot for row in kept.rows)


def _rest(kept: Series, asked: SeriesRow) -> str:
    """The repetition left to the days before the split."""
    rule = kept.rule
    before = [row.slot.date() for row in kept.rows if row.slot < asked.slot]
    return str(rule.ending(until=before[-1])) if rule is not None and before else kept.rule_text


def _aimed(meant: Iterable[SeriesRow], change: SeriesChange, dates: set[date] | None) -> list[TimeRange]:
    """The times that are asked for in place of kept ones, for the rules of the center to judge."""
    later = _later(change)
    return [
        _target(row.slot, row, change)
        for row in meant
        if row.holds and (dates is None or _slot(row.slot + later, change).date() in dates)
    ]


def _coming(
    kept: Series, asked: SeriesRow, change: SeriesChange, dates: set[date] | None, now: datetime
) -> list[TimeRange]:
    """The days that a new repetition adds, as far as they are still to come."""
    later = _later(change)
    taken = {row.slot.date() + later for row in kept.rows} | {day + later for day in kept.apart}
    clock = change.starts_at or _first_slot(kept, asked, change.scope).time()
    length = timedelta(minutes=change.minutes or asked.during.minutes)
    begins = (datetime.combine(day, clock) for day in sorted((dates or set()) - taken))
    return [TimeRange(at, at + length) for at in begins if at >= now]


def _later(change: SeriesChange) -> timedelta:
    """By how much the slots shift; a day that is meant alone keeps its own."""
    return timedelta(days=change.days_later if change.scope is not Scope.ONE else 0)


def _target(slot: datetime, row: SeriesRow, change: SeriesChange) -> TimeRange:
    """Where a day goes.  One that was moved by itself keeps its time, unless it alone is meant."""
    if row.moved and change.scope is not Scope.ONE:
        return row.during
    alone = change.scope is Scope.ONE
    begins = row.during.start if alone else slot
    if change.starts_at is not None:
        begins = datetime.combine(begins.date(), change.starts_at)
    begins += timedelta(days=change.days_later)
    length = row.during.end - row.during.start
    if change.minutes is not None:
        length = timedelta(minutes=change.minutes)
    return TimeRange(begins, begins + length)


def _wishes(
    read: Read,
    kept: Series,
    meant: Sequence[SeriesRow],
    change: SeriesChange,
    dates: set[date] | None,
    coming: Sequence[TimeRange],
    known: Places,
    verdict: Verdict,
) -> tuple[list[_Wish], list[SeriesDay]]:
    """The days on their way, and those that go nowhere: dropped, or gone earlier."""
    now, later = read.clock.local(), _later(change)
    rooms_on = dict(change.rooms_on)
    wishes: list[_Wish] = []
    rest: list[SeriesDay] = []
    kept_needs = taking.kept_needs(read, [row.occurrence_id for row in meant])
    for row in meant:
        slot = _slot(row.slot + later, change)
        if row.during.end <= now:
            continue
        if row.status in GONE:
            rest.append(_still(row, slot, Fate.GONE))
        elif dates is not None and slot.date() not in dates:
            rest.append(_still(row, slot, Fate.DROPPED))
        else:
            room_id = rooms_on.get(slot.date()) or _room(row, kept, change)
            needs = series_taking.elsewhere(known, kept_needs[row.occurrence_id], room_id, verdict.buffer)
            wishes.append(_Wish(slot, row, _target(row.slot, row, change), room_id, needs))
    for after in coming:
        room_id = rooms_on.get(after.start.date()) or change.room_id or kept.room_id
        needs = series_taking.elsewhere(known, kept_needs[change.occurrence_id], room_id, verdict.buffer)
        wishes.append(_Wish(after.start, None, after, room_id, needs))
    return wishes, rest


def _dates(
    kept: Series, asked: SeriesRow, change: SeriesChange, rule: Rule | None, off: DaysOff
) -> set[date] | None:
    """The dates of a new repetition; None when the repetition stays and with it every date."""
    if change.repeat is None and change.until is None:
        return None
    first = _first_slot(kept, asked, change.scope).date() + timedelta(days=change.days_later)
    return {first} if rule is None else set(rule.dates(first, off=off))


def _slot(slot: datetime, change: SeriesChange) -> datetime:
    """The slot after the change: a day that is meant alone keeps its own."""
    if change.starts_at is None or change.scope is Scope.ONE:
        return slot
    return datetime.combine(slot.date(), change.starts_at)


def _room(row: SeriesRow, kept: Series, change: SeriesChange) -> int:
    """A day that went to another room by itself stays there, unless it alone is meant."""
    if change.room_id is None:
        return row.room_id
    alone = change.scope is Scope.ONE
    return change.room_id if alone or row.room_id == kept.room_id else row.room_id


def _find_clashes(read: Read, wishes: list[_Wish], known: Places, change: SeriesChange) -> None:
    """Who is in the way of each wish: other bookings, days of the series that stay, and the wishes themselves.

    A wish that clashes stays where it is and may then be in the way of another: looked at until nothing changes.
    """
    facts = {room: known.facts(read, room) for room in {wish.room_id for wish in wishes}}
    others: dict[int, Obstacles] = {}
    things = {ref for wish in wishes for ref, _ in wish.needs.resources}
    stocked = stock.things(read, things, wishes[0].after.start) if things else {}
    own = {wish.ref for wish in wishes if wish.row is not None and wish.row.holds}
    for at, wish in enumerate(wishes):
        if wish.unchanged:
            continue
        agreed = change.outside_hours
        if not any(span.contains(wish.after) for span in known.hours(wish.room_id, wish.after.day).spans):
            wish.why = tuple(rules.problems_on_day(wish.after, facts[wish.room_id], agreed=agreed))
        others[at] = taking.obstacles(
            read, wish.needs, wish.after, but=wish.ref, agreed=agreed, known=stocked
        )
    moving = set(others)
    while True:
        leaving = {wishes[at].ref for at in moving} & own
        stuck = set()
        earlier: dict[tuple[int, date], list[TimeRange]] = {}
        for at in sorted(moving):
            wish = wishes[at]
            wish.found = series_taking.without(others[at], leaving)
            if wish.clashes or _meets_earlier(wish, earlier):
                stuck.add(at)
        if not stuck:
            return
        for at in stuck:
            _say_why(wishes[at])
        moving -= stuck


def _meets_earlier(wish: _Wish, earlier: dict[tuple[int, date], list[TimeRange]]) -> bool:
    """Whether another wish before this one wants a unit of it at the same time; notes this one for the next."""
    mine = wish.needs.buffer.around(wish.after)
    spots = [(unit, day) for unit in wish.needs.units for day in mine.days()]
    meets = any(mine.overlaps(other) for spot in spots for other in earlier.get(spot, ()))
    for spot in spots:
        earlier.setdefault(spot, []).append(mine)
    return meets


def _say_why(wish: _Wish) -> None:
    if not wish.clashes:
        wish.why = (*wish.why, Problem("starts", "series.meets_itself"))


def _decided(read: Read, wish: _Wish, kept: Series) -> SeriesDay:
    row = wish.row
    rooms: Sequence[FreeRoom] = ()
    if wish.clashes:
        rooms = free_rooms(read, wish.after, kept.people, but=wish.room_id)[:OFFERED]
        fate = Fate.LEFT_OUT if row is None else Fate.STAYS
    elif row is None:
        fate = Fate.ADDED
    elif row.status in WAITING:
        fate = Fate.COMES_BACK
    else:
        fate = Fate.SAME if wish.unchanged else Fate.CHANGES
    why = tuple(problem for problem in wish.why if problem.level == "error")
    return SeriesDay(
        row.occurrence_id if row else None,
        wish.slot,
        row.during if row else None,
        row.room_id if row else None,
        wish.after,
        wish.room_id,
        fate,
        (*wish.found.problems(), *why),
        wish.found.all,
        tuple(rooms),
    )


def _still(row: SeriesRow, slot: datetime, fate: Fate) -> SeriesDay:
    return SeriesDay(row.occurrence_id, slot, row.during, row.room_id, None, None, fate)


def _as_it_is(row: SeriesRow) -> SeriesDay:
    fate = Fate.GONE if row.status in GONE else Fate.SAME
    return SeriesDay(row.occurrence_id, row.slot, row.during, row.room_id, row.during, row.room_id, fate)


def draft_of(kept: Series, change: SeriesChange) -> BookingDraft:
    """The change as a draft, for the rules of the center."""
    return BookingDraft(
        room_id=change.room_id or kept.room_id,
        title=kept.title,
        who=kept.who,
        phone=kept.phone,
        resident_id=kept.resident_id,
        group_id=kept.group_id,
        for_center=kept.for_center,
        people=kept.people,
        kind=kept.kind,
        note=kept.note,
        service_id=kept.service_id,
        outside_hours=change.outside_hours,
        override=change.override,
    )
