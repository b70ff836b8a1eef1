"""Shifts that serve something: made for it, gone along with it, freed and given back with it.

Parts of verbs and handlers: they ask no permission, because news comes from people of other rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.kinds import ActivityStatus, SessionStatus
from neighborcenter.activities.models import activity, activity_session
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.kit.remembered import remembered
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers.drafts import PatternDraft
from neighborcenter.volunteers.fitness import problems_on_shift
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentStatus, Serves, ShiftStatus
from neighborcenter.volunteers.models.needs import need
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.records import free_shift, stored_post, stored_shift
from neighborcenter.volunteers.rules import shift_on

_GOING = (ActivityStatus.DRAFT, ActivityStatus.PUBLISHED, ActivityStatus.RUNNING)
MOST_SPLITS = 20
"""So often a series can have been split for its first booking still to be found."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that takes place and may be served: a session or a booked day."""

    ref: int
    during: TimeRange
    session: bool

    @property
    def column(self) -> sa.ColumnElement[int]:
        """The column by which shifts name it."""
        return shift.c.session_id if self.session else shift.c.occurrence_id


_SESSIONS = (
    sa.select(
        activity_session.c.id,
        activity_session.c.starts,
        activity_session.c.ends,
        activity_session.c.activity_id,
        activity.c.kind,
    )
    .join(activity, activity.c.id == activity_session.c.activity_id)
    .where(
        activity_session.c.center_id == sa.bindparam("center"),
        activity_session.c.status == SessionStatus.PLANNED,
        activity.c.status.in_(_GOING),
    )
)
_DAYS = (
    sa.select(
        occurrence.c.id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        booking.c.kind,
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(
        occurrence.c.center_id == sa.bindparam("center"),
        occurrence.c.status == OccurrenceStatus.BOOKED,
    )
)
_NEEDS = sa.select(need).where(need.c.center_id == sa.bindparam("center"), need.c.active.is_(True))
_NEED_TABLES = frozenset({"need"})


def things_of(read: Read, row: Any, since: datetime) -> list[Thing]:
    """Everything still to come that a need (`row`) hangs on; nothing for a line that is walked."""
    if row.serves is Serves.ROUTE:
        return []
    if row.serves in (Serves.ACTIVITY_KIND, Serves.ACTIVITY, Serves.SESSION):
        question = _SESSIONS.where(activity_session.c.ends > since, _hangs_on_session(row))
        found = read.rows(question, {"center": read.center_id})
        return [Thing(one.id, TimeRange(one.starts, one.ends), session=True) for one in found]
    question = _DAYS.where(occurrence.c.ends > since, _hangs_on_day(row))
    found = read.rows(question, {"center": read.center_id})
    return [Thing(one.id, TimeRange(one.starts, one.ends), session=False) for one in found]


def serve_session(work: Work, session_id: int) -> int:
    """A session takes place: what was freed with it comes back, what is missing is made; gives how many."""
    one = work.row(_SESSIONS.where(activity_session.c.id == session_id), {"center": work.center_id})
    if one is None:
        return 0
    fits = sa.or_(
        sa.and_(need.c.serves == Serves.ACTIVITY_KIND, need.c.kind == one.kind.value),
        sa.and_(need.c.serves == Serves.ACTIVITY, need.c.activity_id == one.activity_id),
        sa.and_(need.c.serves == Serves.SESSION, need.c.session_id == one.id),
    )
    wanted = work.rows(_NEEDS.where(fits), {"center": work.center_id})
    return _serve(work, Thing(one.id, TimeRange(one.starts, one.ends), session=True), wanted)


def serve_day(work: Work, occurrence_id: int, *, new: bool = False) -> int:
    """A booked day takes place: as `serve_session`; nothing while it is only asked for."""
    needs = remembered(work, "volunteers.day_needs", _NEED_TABLES, _day_needs)
    if new and not needs:
        return 0
    one = work.row(_DAYS.where(occurrence.c.id == occurrence_id), {"center": work.center_id})
    if one is None:
        return 0
    hangs_on_booking = any(row.serves is Serves.BOOKING for row in needs)
    line = _line(work, one.booking_id) if hangs_on_booking else ()
    wanted = [
        row
        for row in needs
        if (row.serves is Serves.BOOKING_KIND and row.kind == one.kind.value)
        or (row.serves is Serves.BOOKING and row.booking_id in line)
        or (row.serves is Serves.ROOM and row.room_id == one.room_id)
    ]
    return _serve(work, Thing(one.id, TimeRange(one.starts, one.ends), session=False), wanted)


def _day_needs(read: Read) -> Sequence[Any]:
    """What hangs on booked days: read at every booking, changed a few times a year."""
    days = _NEEDS.where(need.c.serves.in_((Serves.BOOKING_KIND, Serves.BOOKING, Serves.ROOM)))
    return read.rows(days, {"center": read.center_id})


def free(work: Work, thing: Thing, reason: str) -> int:
    """What is served is off: its shifts are called off with it, their people free; gives how many."""
    rows = work.rows(
        sa.select(shift.c.id).where(thing.column == thing.ref, shift.c.status == ShiftStatus.OPEN)
    )
    for row in rows:
        free_shift(work, row.id, reason)
        work.update(shift, row.id, freed=True, moved_note="", moved_starts=None, moved_ends=None)
    return len(rows)


def free_unwanted(work: Work, thing: Thing, fits: Iterable[Serves], reason: str) -> int:
    """What is served became something else: shifts of needs of these kinds, with nobody on them, go."""
    rows = work.rows(
        sa.select(shift)
        .join(need, need.c.id == shift.c.need_id)
        .where(
            thing.column == thing.ref,
            shift.c.status == ShiftStatus.OPEN,
            need.c.serves.in_(sorted(fits)),
        )
    )
    empty = [row for row in rows if not _anybody(work, row.id)]
    for row in empty:
        free_shift(work, row.id, reason)
        work.update(shift, row.id, freed=True)
    return len(empty)


def move(work: Work, thing: Thing, before: TimeRange) -> int:
    """What is served was moved: empty shifts go along, others wait with a question; gives how many wait."""
    if before == thing.during:
        return 0
    rows = work.rows(sa.select(shift).where(thing.column == thing.ref, shift.c.status == ShiftStatus.OPEN))
    asked = 0
    for row in rows:
        wanted = work.row(_NEEDS.where(need.c.id == row.need_id), {"center": work.center_id})
        if wanted is not None:
            span = span_of(wanted, thing.during)
        else:
            by = thing.during.start - before.start
            at = TimeRange(row.moved_starts or row.starts, row.moved_ends or row.ends)
            span = TimeRange(at.start + by, at.end + (thing.during.end - before.end))
        asked += take_along(
            work, row, span, f"{before.start:%Y-%m-%d %H:%M} → {thing.during.start:%Y-%m-%d %H:%M}"
        )
    return asked


def take_along(work: Work, row: Any, span: TimeRange, words: str) -> bool:
    """Let a shift go to another time when nobody is on it; else it waits with a question (gives True)."""
    settled: dict[str, Any] = {"moved_note": "", "moved_starts": None, "moved_ends": None}
    if (row.starts, row.ends) == (span.start, span.end):
        if row.moved_starts is not None:
            work.update(shift, row.id, **settled)
        return False
    if not _anybody(work, row.id):
        work.update(shift, row.id, starts=span.start, ends=span.end, **settled)
        return False
    work.update(shift, row.id, moved_note=words, moved_starts=span.start, moved_ends=span.end)
    return True


def make(work: Work, row: Any, things: Sequence[Thing]) -> int:
    """Make the shifts of a need (`row`) for things it has none for yet; gives how many."""
    column = "session_id" if things and things[0].session else "occurrence_id"
    there = {each[0] for each in work.rows(sa.select(shift.c[column]).where(shift.c.need_id == row.id))}
    made = 0
    for thing in things:
        if thing.ref in there or not valid(row, thing.during.start.date()):
            continue
        span = span_of(row, thing.during)
        insert(work, row, span, **{column: thing.ref})
        made += 1
    return made


def walks(work: Work, days: Sequence[date], off: Mapping[date, str], left_out: dict[date, str]) -> list[int]:
    """The shifts of lines to be walked on these days; days `off` are left out unless the need is also for them."""
    lines = work.rows(_NEEDS.where(need.c.serves == Serves.ROUTE), {"center": work.center_id})
    if not lines or not days:
        return []
    there = {
        (row.need_id, row.starts.date())
        for row in work.rows(
            sa.select(shift.c.need_id, shift.c.starts).where(
                shift.c.need_id.in_([row.id for row in lines]),
                shift.c.starts >= datetime.combine(days[0], datetime.min.time()),
                shift.c.starts < datetime.combine(days[-1], datetime.min.time()) + timedelta(days=1),
            )
        )
    }
    made = []
    for row in lines:
        for day in days:
            if str(day.isoweekday()) not in row.weekdays or not valid(row, day):
                continue
            if day in off and not row.on_holidays:
                left_out[day] = off[day]
            elif (row.id, day) not in there:
                made.append(insert(work, row, walk_on(row, day)))
    return made


def walk_on(row: Any, day: date) -> TimeRange:
    """When a line is walked on a day; it may end on the next."""
    return TimeRange(*shift_on(PatternDraft(row.post_id, opens=row.opens, closes=row.closes), day))


def insert(work: Work, row: Any, span: TimeRange, **served: int) -> int:
    """One shift of a need; gives its id."""
    return work.insert(
        shift,
        post_id=row.post_id,
        need_id=row.id,
        name=row.name,
        starts=span.start,
        ends=span.end,
        minimum=row.minimum,
        wanted=row.wanted,
        maximum=row.maximum,
        lead_required=row.lead_required or stored_post(work, row.post_id).lead_required,
        open_to_take=row.open_to_take,
        **served,
    )


def span_of(row: Any, during: TimeRange) -> TimeRange:
    """When a shift of a need (`row`) begins and ends for what it serves."""
    return TimeRange(
        during.start - timedelta(minutes=row.before_minutes),
        during.end + timedelta(minutes=row.after_minutes),
    )


def give_back(work: Work, shift_id: int) -> tuple[list[int], list[int]]:
    """A shift that was called off takes place after all; its people get their places back where they still can.

    Gives the volunteers who are on it again and those who cannot any more.
    """
    work.update(shift, shift_id, status=ShiftStatus.OPEN, freed=False, note="")
    row = stored_shift(work, shift_id)
    place = stored_post(work, row.post_id)
    back, gone = [], []
    for one in work.rows(
        sa.select(assignment).where(assignment.c.shift_id == shift_id, assignment.c.freed_from != "")
    ):
        against = [
            each for each in problems_on_shift(work, one.volunteer_id, row, place) if each.level == "error"
        ]
        if against:
            gone.append(one.volunteer_id)
            work.update(assignment, one.id, freed_from="")
            continue
        back.append(one.volunteer_id)
        work.update(assignment, one.id, status=AssignmentStatus(one.freed_from), reason="", freed_from="")
    return back, gone


def _serve(work: Work, thing: Thing, needs: Iterable[Any]) -> int:
    if thing.during.end <= work.clock.local():
        return 0
    wanted = {row.id: row for row in needs}
    return _bring_back(work, thing, wanted) + sum(make(work, row, [thing]) for row in wanted.values())


def _bring_back(work: Work, thing: Thing, wanted: Mapping[int, Any]) -> int:
    """Give back what was freed with a thing, by hand or for a need that still wants it."""
    rows = work.rows(
        sa.select(shift).where(
            thing.column == thing.ref, shift.c.status == ShiftStatus.CANCELLED, shift.c.freed.is_(True)
        )
    )
    back = [row for row in rows if row.need_id is None or row.need_id in wanted]
    for row in back:
        give_back(work, row.id)
        if row.need_id is not None:
            # It may come back at another time than it left.
            span = span_of(wanted[row.need_id], thing.during)
            take_along(work, row, span, f"→ {thing.during.start:%Y-%m-%d %H:%M}")
    return len(back)


def _hangs_on_session(row: Any) -> sa.ColumnElement[bool]:
    columns = {Serves.ACTIVITY_KIND: activity.c.kind, Serves.ACTIVITY: activity.c.id}
    wanted = {Serves.ACTIVITY_KIND: row.kind, Serves.ACTIVITY: row.activity_id}
    found: sa.ColumnElement[bool] = columns.get(row.serves, activity_session.c.id) == wanted.get(
        row.serves, row.session_id
    )
    return found


def _hangs_on_day(row: Any) -> sa.ColumnElement[bool]:
    if row.serves is Serves.BOOKING:
        # A series that was split is one line of bookings.
        line = sa.select(booking.c.id).where(booking.c.id == row.booking_id).cte("line", recursive=True)
        later = booking.alias("later")
        line = line.union(sa.select(later.c.id).join(line, later.c.split_from_id == line.c.id))
        return booking.c.id.in_(sa.select(line.c.id))
    is_kind = row.serves is Serves.BOOKING_KIND
    found: sa.ColumnElement[bool] = (
        booking.c.kind == row.kind if is_kind else occurrence.c.room_id == row.room_id
    )
    return found


def _line(work: Work, booking_id: int) -> list[int]:
    """A booking and those it was split from: a need that hangs on a series follows its later half."""
    found = [booking_id]
    for _each in range(MOST_SPLITS):
        earlier = work.value(sa.select(booking.c.split_from_id).where(booking.c.id == found[-1]))
        if earlier is None:
            break
        found.append(earlier)
    return found


def _anybody(work: Work, shift_id: int) -> bool:
    on_it = sa.select(assignment.c.id).where(
        assignment.c.shift_id == shift_id, assignment.c.status.in_(sorted(HOLDS_PLACE))
    )
    return work.value(on_it.limit(1)) is not None


def valid(row: Any, day: date) -> bool:
    """Whether a need (`row`) holds on a day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
