"""What becomes of the shifts of a need when it is changed or ended: worked out first and shown, then done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.times import TimeRange, days_between
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.models import resident
from neighborcenter.volunteers import rules, serving
from neighborcenter.volunteers.days_off import days_off
from neighborcenter.volunteers.drafts import NeedDraft
from neighborcenter.volunteers.fitness import candidate
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentRole, Serves, ShiftStatus
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.records import free_shift, stored_need, stored_post, stored_shift

_WEEK = timedelta(days=7)
_LAWFUL = ("post_id", "dangerous", "age_from", "age_to")
"""What of a need decides by law who may stand on its shifts."""


class Fate(StrEnum):
    """What becomes of one shift."""

    NEW = "new"
    """Made, or back after it was called off with the need."""
    GOES = "goes"
    STAYS = "stays"
    """The need wants it no more, but people are on it."""
    MOVES = "moves"
    ASKS = "asks"
    """It belongs to another time, and people are on it: it waits for an answer."""
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift and what becomes of it: when it is (`before`) and will be (`after`), who is on it.

    `cannot` names those on it whom the law would then keep from it.
    """

    fate: Fate
    before: TimeRange | None
    after: TimeRange | None
    people: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    shift_id: int | None = None
    served: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day to list it under."""
        span = self.before or self.after
        return date.min if span is None else span.start.date()


@dataclass(frozen=True, slots=True)
class _Held:
    """A coming shift with everybody on it: (volunteer id, name, whether only standing by)."""

    row: Any
    people: tuple[tuple[int, str, bool], ...]

    @property
    def span(self) -> TimeRange:
        return TimeRange(self.row.starts, self.row.ends)

    @property
    def count(self) -> int:
        """How many places are taken; standbys take none."""
        return sum(not aside for _ref, _name, aside in self.people)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for _ref, name, _aside in self.people)


def preview(read: Read, ref: int, draft: NeedDraft | None) -> tuple[Turn, ...]:
    """What changing a need to `draft`, or ending it (None), would do to its shifts.  Raises NotFound, Invalid."""
    read.require(Permission.VOLUNTEERS_VIEW)
    if draft is not None:
        refuse(rules.problems_in_need(draft))
    return plan(read, stored_need(read, ref), draft)


def plan(read: Read, row: Any, draft: Any) -> tuple[Turn, ...]:
    """The same for the verbs, by the stored row of the need, which may be the `draft` as well; earliest first."""
    coming = _coming(read, row.id)
    if draft is None:
        turns = [
            Turn(
                Fate.STAYS if each.count else Fate.GOES,
                each.span,
                None,
                each.names,
                shift_id=each.row.id,
            )
            for each in coming
        ]
    else:
        things = {(one.session, one.ref): one for one in serving.things_of(read, draft, read.clock.local())}
        turns = [
            turn
            for each in coming
            for turn in [_turn(read, row, draft, each, _span(draft, each.row, things))]
            if turn is not None
        ]
        turns += _new(read, row.id, draft, things)
    return tuple(sorted(turns, key=lambda one: (one.day, one.shift_id or 0)))


def carry_out(work: Work, ref: int, turns: Sequence[Turn]) -> None:
    """Do to the shifts what was worked out; the need holds its new values already."""
    row = stored_need(work, ref)
    for turn in turns:
        if turn.fate is Fate.STAYS:
            continue
        if turn.shift_id is None:
            if turn.after is not None:
                serving.insert(work, row, turn.after, **turn.served)
            continue
        if turn.fate is Fate.GOES or turn.after is None:
            free_shift(work, turn.shift_id, "")
            work.update(shift, turn.shift_id, freed=True)
            continue
        if turn.fate is Fate.NEW:
            serving.give_back(work, turn.shift_id)
        if turn.values:
            work.update(shift, turn.shift_id, **turn.values)
        one = stored_shift(work, turn.shift_id)
        words = f"{one.starts:%Y-%m-%d %H:%M} → {turn.after.start:%Y-%m-%d %H:%M}"
        serving.take_along(work, one, turn.after, words)


def _turn(read: Read, row: Any, draft: Any, each: _Held, span: TimeRange | None) -> Turn | None:
    """What becomes of one coming shift; None when nothing does."""
    one = each.row
    if span is None:
        fate = Fate.STAYS if each.count else Fate.GOES
        return Turn(fate, each.span, None, each.names, shift_id=one.id)
    values = _values(read, row, draft, one, each.count)
    cannot = _cannot(read, row, draft, each, span)
    asks = (one.moved_starts, one.moved_ends)
    if span == each.span:
        fate = Fate.CHANGES
        if not values and not cannot and asks == (None, None):
            return None
    elif each.people:
        fate = Fate.ASKS
        if not values and asks == (span.start, span.end):
            return None
    else:
        fate = Fate.MOVES
    return Turn(fate, each.span, span, each.names, cannot, one.id, values=values)


def _values(read: Read, row: Any, draft: Any, one: Any, held: int) -> dict[str, Any]:
    """What of a shift changes with its need; what was decided on the shift itself stays."""
    values: dict[str, Any] = {
        name: getattr(draft, name)
        for name in ("post_id", "name", "open_to_take")
        if getattr(draft, name) != getattr(row, name)
    }
    counts = (draft.minimum, draft.wanted, draft.maximum)
    if counts != (row.minimum, row.wanted, row.maximum):
        values |= {"minimum": counts[0], "wanted": counts[1], "maximum": max(counts[2], held)}
    lead = draft.lead_required or stored_post(read, draft.post_id).lead_required
    if lead != (row.lead_required or stored_post(read, row.post_id).lead_required):
        values["lead_required"] = lead
    return {name: value for name, value in values.items() if value != getattr(one, name)}


def _cannot(read: Read, row: Any, draft: Any, each: _Held, span: TimeRange) -> tuple[str, ...]:
    """Whom the law keeps from the shift once the need asks what it will ask."""
    if not each.people or all(getattr(draft, name) == getattr(row, name) for name in _LAWFUL):
        return ()
    place, day = stored_post(read, draft.post_id), span.start.date()
    task = rules.narrowed(
        rules.Task(place.name, day, place.dangerous, place.age_from, place.age_to),
        dangerous=draft.dangerous,
        age_from=draft.age_from,
        age_to=draft.age_to,
    )
    return tuple(
        name
        for ref, name, _aside in each.people
        if any(problem.level == "error" for problem in rules.problems_with(candidate(read, ref, day), task))
    )


def _new(
    read: Read,
    ref: int,
    draft: Any,
    things: Mapping[tuple[bool, int], serving.Thing],
) -> Iterator[Turn]:
    """Shifts the need wants and has not: those called off with it come back, the others are made."""
    known = read.rows(
        sa.select(shift)
        .where(
            shift.c.need_id == ref,
            sa.or_(
                shift.c.ends > read.clock.local(),
                shift.c.session_id.in_([ref for session, ref in things if session]),
                shift.c.occurrence_id.in_([ref for session, ref in things if not session]),
            ),
        )
        .order_by(shift.c.id)
    )
    if draft.serves is Serves.ROUTE:
        yield from _new_walks(read, draft, known)
        return
    there = {(one.session_id is not None, one.session_id or one.occurrence_id): one for one in known}
    for key, thing in things.items():
        one, span = there.get(key), serving.span_of(draft, thing.during)
        if not serving.valid(draft, thing.during.start.date()):
            continue
        if one is None:
            column = "session_id" if thing.session else "occurrence_id"
            yield Turn(Fate.NEW, None, span, served={column: thing.ref})
        elif one.status is ShiftStatus.CANCELLED and one.freed:
            yield Turn(Fate.NEW, None, span, shift_id=one.id)


def _new_walks(read: Read, draft: Any, known: Sequence[Any]) -> Iterator[Turn]:
    """Walks of the weeks that were made already; those of later weeks are made with their week."""
    there = {
        one.starts.date(): one for one in sorted(known, key=lambda each: each.status is ShiftStatus.OPEN)
    }
    mondays = sorted({day - timedelta(days=day.weekday()) for day in there})
    if not mondays:
        return
    off = days_off(read, mondays[0], mondays[-1] + _WEEK)
    for day in (day for monday in mondays for day in days_between(monday, monday + _WEEK)):
        one, span = there.get(day), serving.walk_on(draft, day)
        wanted = str(day.isoweekday()) in draft.weekdays and serving.valid(draft, day)
        if not wanted or span.start <= read.clock.local() or (day in off and not draft.on_holidays):
            continue
        if one is None:
            yield Turn(Fate.NEW, None, span)
        elif one.status is ShiftStatus.CANCELLED and one.freed:
            yield Turn(Fate.NEW, None, span, shift_id=one.id)


def _span(draft: Any, one: Any, things: Mapping[tuple[bool, int], serving.Thing]) -> TimeRange | None:
    """When a shift of the need belongs; None when the need does not want it."""
    day: date = one.starts.date()
    if draft.serves is Serves.ROUTE:
        span = serving.walk_on(draft, day) if str(day.isoweekday()) in draft.weekdays else None
        return span if serving.valid(draft, day) else None
    thing = things.get((one.session_id is not None, one.session_id or one.occurrence_id or 0))
    if thing is None or not serving.valid(draft, thing.during.start.date()):
        return None
    return serving.span_of(draft, thing.during)


def _coming(read: Read, ref: int) -> list[_Held]:
    """The open shifts of a need that have not begun, each with who is on it; two questions."""
    rows = read.rows(
        sa.select(shift)
        .where(
            shift.c.need_id == ref,
            shift.c.status == ShiftStatus.OPEN,
            shift.c.starts > read.clock.local(),
        )
        .order_by(shift.c.starts)
    )
    people: dict[int, list[tuple[int, str, bool]]] = {row.id: [] for row in rows}
    for one in read.rows(
        sa.select(assignment.c.shift_id, assignment.c.volunteer_id, assignment.c.role, resident.c.name)
        .join(volunteer, volunteer.c.id == assignment.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(assignment.c.shift_id.in_(list(people)), assignment.c.status.in_(sorted(HOLDS_PLACE)))
        .order_by(resident.c.name_sort, assignment.c.id)
    ):
        people[one.shift_id].append((one.volunteer_id, one.name, one.role is AssignmentRole.STANDBY))
    return [_Held(row, tuple(people[row.id])) for row in rows]
