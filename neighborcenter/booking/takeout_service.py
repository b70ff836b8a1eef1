"""Taking some days out of many series at once: a week of works, the days of an election, the Spring Festival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import affected, calls, rules, series_taking, taking
from neighborcenter.booking.affected import AffectedDay
from neighborcenter.booking.drafts import MoveDraft, TakeOut
from neighborcenter.booking.events import OccurrenceCancelled
from neighborcenter.booking.free import FreeRoom, free_rooms
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.move_service import Moved, move_occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.series_days import InTheWay
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import DAY, TimeRange
from neighborcenter.kit.work import Read, Work

OFFERED = 3


@dataclass(frozen=True, slots=True)
class OutDay:
    """One day that is meant: cancelled (`after` None) or moved there; what stands in its way then."""

    day: AffectedDay
    after: TimeRange | None = None
    room_after: int | None = None
    taken: tuple[InTheWay, ...] = ()
    shut: tuple[Problem, ...] = ()
    other_rooms: tuple[FreeRoom, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether it can be done to this day."""
        return not self.taken and not self.shut


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was done.  `cancelled` goes to `restore` to take it back, each of `moved` is moved back by hand."""

    cancelled: tuple[int, ...]
    moved: tuple[Moved, ...]
    left: tuple[OutDay, ...]
    call_list_id: int | None


def preview_take_out(read: Read, wanted: TakeOut) -> tuple[OutDay, ...]:
    """Every booked day that is meant, and whether it could go where it should.  Raises Invalid."""
    read.require(Permission.BOOKING_VIEW)
    problem = _problem_in(wanted)
    if problem is not None:
        raise Invalid(problem)
    during = TimeRange(datetime.combine(wanted.first, time()), datetime.combine(wanted.last + DAY, time()))
    days = affected.days_in(read, during, room_ids=wanted.room_ids, booking_ids=wanted.booking_ids)
    if not wanted.moves:
        return tuple(OutDay(day) for day in days)
    known = places(read)
    needs = taking.kept_needs(read, [day.occurrence_id for day in days])
    found = []
    for day in days:
        room_id = wanted.to_room_id or day.room_id
        after = day.during.shift(timedelta(days=wanted.days_later))
        mine = needs[day.occurrence_id]
        there = series_taking.elsewhere(known, mine, room_id, mine.buffer)
        taken = taking.obstacles(read, there, after, but=day.occurrence_id).all
        shut = tuple(
            problem
            for problem in rules.problems_on_day(after, known.facts(read, room_id))
            if problem.level == "error"
        )
        rooms: tuple[FreeRoom, ...] = ()
        if taken or shut:
            rooms = tuple(free_rooms(read, after, but=room_id)[:OFFERED])
        found.append(OutDay(day, after, room_id, taken, shut, rooms))
    return tuple(found)


def take_out(work: Work, wanted: TakeOut) -> TakenOut:
    """Cancel or move every booked day that is meant; a day that cannot go where it should stays and is named.

    Whoever booked is put on a call list.  Raises Invalid when nothing is booked then.
    """
    work.require(Permission.BOOKING_CANCEL)
    series_taking.lock_rooms(work, ())
    days = preview_take_out(work, wanted)
    if not days:
        raise Invalid(Problem("first", "series.nothing_booked"))
    cancelled: tuple[int, ...] = ()
    moved: list[Moved] = []
    left: list[OutDay] = []
    if wanted.moves:
        for one in days:
            if not one.possible or one.after is None:
                left.append(one)
                continue
            there = MoveDraft(one.day.occurrence_id, one.room_after, one.after.start, one.after.end)
            moved.append(move_occurrence(work, there))
    else:
        cancelled = _cancel(work, [one.day for one in days], wanted.reason.strip())
    touched = {*cancelled, *(one.occurrence_id for one in moved)}
    wanted_calls = affected.calls_for(work, (one.day for one in days if one.day.occurrence_id in touched))
    list_id = None
    if wanted_calls:
        title = _("{first} to {last}: days taken out").format(first=wanted.first, last=wanted.last)
        list_id = calls.keep_list(
            work, title=title, subject="take_out", subject_id=None, words=wanted.reason, entries=wanted_calls
        )
    work.record(
        "booking.take_out",
        "booking",
        None,
        first=str(wanted.first),
        last=str(wanted.last),
        cancelled=list(cancelled),
        moved=[one.occurrence_id for one in moved],
        left=len(left),
        reason=wanted.reason.strip(),
    )
    return TakenOut(cancelled, tuple(moved), tuple(left), list_id)


def _problem_in(wanted: TakeOut) -> Problem | None:
    if wanted.last < wanted.first:
        return Problem("last", "center.days_backwards", {"first": wanted.first, "last": wanted.last})
    if not wanted.moves and not wanted.reason.strip():
        return Problem("reason", "required")
    return None


def _cancel(work: Work, days: list[AffectedDay], reason: str) -> tuple[int, ...]:
    ids = [day.occurrence_id for day in days]
    work.execute(
        occurrence.update()
        .where(occurrence.c.id.in_(ids))
        .values(status=OccurrenceStatus.CANCELLED, cancel_reason=reason, cancelled_at=work.clock.now())
    )
    taking.give_back(work, ids)
    for day in days:
        work.publish(OccurrenceCancelled(day.occurrence_id, day.booking_id, day.room_id, day.during, reason))
    return tuple(ids)
