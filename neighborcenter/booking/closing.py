"""Closing and reopening as the desk does it: the act of the center, and what it did to the bookings."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.booking import affected, calls, closures
from neighborcenter.booking.affected import AffectedDay
from neighborcenter.booking.closures import Return
from neighborcenter.center import rules as center_rules
from neighborcenter.center import service as center
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Closed:
    """A closure and what it suspended; `call_list_id` is None when nobody has to be told."""

    closure_id: int
    suspended: tuple[AffectedDay, ...]
    call_list_id: int | None


@dataclass(frozen=True, slots=True)
class Reopened:
    """What came back when a closure was lifted, and what could not and why."""

    back: tuple[AffectedDay, ...]
    left: tuple[Return, ...]


def preview_close(read: Read, draft: ClosureDraft) -> tuple[AffectedDay, ...]:
    """The days a closure would suspend.  Raises Invalid for a draft that cannot be meant."""
    refuse(problem for problem in center_rules.problems_in_closure(draft) if problem.field != "reason")
    room_ids = () if draft.room_id is None else (draft.room_id,)
    return affected.affected(read, TimeRange(draft.start, draft.end), room_ids=room_ids)


def close(work: Work, draft: ClosureDraft) -> Closed:
    """Close days or hours of the center or a room.  Raises NotAllowed, Invalid, NotFound."""
    ref = center.close_days(work, draft)
    return Closed(ref, closures.suspended_by(work, ref), calls.list_about(work, closures.SUBJECT, ref))


def reopen(work: Work, closure_id: int) -> Reopened:
    """Lift a closure.  Raises NotAllowed, NotFound."""
    expected = closures.returns(work, closure_id)
    center.reopen_days(work, closure_id)
    back = tuple(one.day for one in expected if one.comes_back)
    return Reopened(back, tuple(one for one in expected if not one.comes_back))
