"""How one module stands: figures of this month and the last, its rooms today, who is on duty, what is due."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from neighborcenter.activities.kinds import ActivityStatus, SessionStatus
from neighborcenter.activities.models import activity, activity_session
from neighborcenter.center.models import room
from neighborcenter.center.queries import opening_facts
from neighborcenter.center.rules import hours_on
from neighborcenter.desk.kinds import Outcome
from neighborcenter.desk.models import visit
from neighborcenter.kit.times import Month, days_between
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import module_place, service_module
from neighborcenter.people.models import resident
from neighborcenter.reports.counting import clipped, kept_between
from neighborcenter.reports.module_means import Means, means
from neighborcenter.volunteers.kinds import AssignmentStatus, ShiftStatus
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, post, shift

AHEAD = 7
MOST_DUTY = 6
SOON = 60
"""Days before the end of a contract from which it is due."""
OPEN_FOR = 92
"""Days back in which a matter that was left open is looked for."""


@dataclass(frozen=True, slots=True)
class MonthOf:
    """One month of a module, as far as it has gone. `means`: whom it reached, how satisfied, money."""

    month: Month
    visits: int
    sessions: int
    means: Means


@dataclass(frozen=True, slots=True)
class RoomToday:
    """One of its rooms with today's hours; none when it is shut."""

    id: int
    name: str
    spans: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Somebody on duty in one of its rooms in the days ahead."""

    volunteer_id: int
    name: str
    post: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class ModuleNow:
    """Everything; `hours` are the hours its rooms (or the center, when it has none) were open this month."""

    this_month: MonthOf
    last_month: MonthOf
    hours: float
    rooms: tuple[RoomToday, ...]
    duty: tuple[DutyRow, ...]
    duty_more: int
    open_matters: int
    contract_ends: date | None


def module_now(read: Read, ref: int) -> ModuleNow:
    """How a module stands. What the actor may not see of visits and rosters is left out."""
    read.require("modules.view")
    today = read.clock.today()
    month = Month.of(today)
    places = read.rows(
        sa.select(room.c.id, room.c.name)
        .join(module_place, module_place.c.room_id == room.c.id)
        .where(module_place.c.module_id == ref)
        .order_by(room.c.position, room.c.id)
    )
    facts = opening_facts(read)
    rooms = tuple(
        RoomToday(
            row.id, row.name, tuple((one.start, one.end) for one in hours_on(today, facts, row.id).spans)
        )
        for row in places
    )
    duty, more = _duty(read, [row.id for row in places]) if read.may("volunteers.view") else ((), 0)
    own = read.row(
        sa.select(service_module.c.operator_until, service_module.c.key).where(
            service_module.c.id == ref, service_module.c.center_id == read.center_id
        )
    )
    until, key = (None, "") if own is None else (own.operator_until, own.key)
    return ModuleNow(
        _month(read, ref, key, month),
        _month(read, ref, key, month.previous()),
        _hours(read, [row.id for row in places], month),
        rooms,
        duty,
        more,
        _open(read, ref, today),
        until if until is not None and until <= today + timedelta(days=SOON) else None,
    )


def _month(read: Read, ref: int, key: str, month: Month) -> MonthOf:
    where = [*kept_between(read, month.first, month.next_first), visit.c.module_id == ref]
    row = read.row(
        sa.select(
            sa.func.coalesce(sa.func.sum(visit.c.heads), 0).label("visits"),
        ).where(*where)
    )
    start, stop = clipped(month.first, month.next_first, read.clock.local())
    sessions = read.value(
        sa.select(sa.func.count())
        .select_from(activity_session.join(activity, activity.c.id == activity_session.c.activity_id))
        .where(
            activity_session.c.center_id == read.center_id,
            activity_session.c.starts >= start,
            activity_session.c.ends <= stop,
            activity_session.c.status.in_((SessionStatus.PLANNED, SessionStatus.HELD)),
            activity.c.status.not_in((ActivityStatus.DRAFT, ActivityStatus.CANCELLED)),
            activity.c.module_id == ref,
        )
    )
    assert row is not None
    return MonthOf(month, int(row.visits), int(sessions or 0), means(read, ref, key, month))


def _hours(read: Read, room_ids: list[int], month: Month) -> float:
    """Hours of the month in which one of the rooms was open, up to now; rooms open together count once."""
    facts, (start, stop) = opening_facts(read), clipped(month.first, month.next_first, read.clock.local())
    wanted: list[int | None] = [*room_ids] or [None]
    minutes = 0
    for day in days_between(month.first, month.next_first):
        if datetime.combine(day, time()) >= stop or start >= stop:
            break
        spans = sorted(
            (one.start, min(one.end, stop))
            for ref in wanted
            for one in hours_on(day, facts, ref).spans
            if one.start < stop
        )
        last = start
        for begin, end in spans:
            minutes += max(0, int((end - max(begin, last)).total_seconds() // 60))
            last = max(last, end)
    return minutes / 60


def _duty(read: Read, room_ids: list[int]) -> tuple[tuple[DutyRow, ...], int]:
    if not room_ids:
        return (), 0
    now = read.clock.local()
    rows = read.rows(
        sa.select(
            assignment.c.volunteer_id,
            resident.c.name,
            post.c.name.label("post"),
            shift.c.starts,
            shift.c.ends,
        )
        .join(shift, shift.c.id == assignment.c.shift_id)
        .join(post, post.c.id == shift.c.post_id)
        .join(volunteer, volunteer.c.id == assignment.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(
            shift.c.center_id == read.center_id,
            shift.c.starts < now + timedelta(days=AHEAD),
            shift.c.starts > now - timedelta(days=1),
            shift.c.ends > now,
            shift.c.status == ShiftStatus.OPEN,
            assignment.c.status.in_(
                (AssignmentStatus.PLANNED, AssignmentStatus.CONFIRMED, AssignmentStatus.PRESENT)
            ),
            post.c.room_id.in_(room_ids),
        )
        .order_by(shift.c.starts, assignment.c.id)
    )
    found = tuple(DutyRow(*row) for row in rows[:MOST_DUTY])
    return found, len(rows) - len(found)


def _open(read: Read, ref: int, today: date) -> int:
    return int(
        read.value(
            sa.select(sa.func.count()).where(
                *kept_between(read, today - timedelta(days=OPEN_FOR), today + timedelta(days=1)),
                visit.c.module_id == ref,
                visit.c.outcome == Outcome.OPEN,
            )
        )
        or 0
    )
