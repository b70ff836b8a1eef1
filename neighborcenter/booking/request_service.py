"""Answering what was asked for: check, grant, decline; and letting go what nobody answered or paid in time.

A request holds its rooms until it is answered.  Granting judges it once more by the rules of today; declining
or lapsing gives the rooms back at once.  Each answer keeps its words for the printed letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import judging, taking
from neighborcenter.booking.events import BookingGranted, OccurrenceCancelled
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook.keeping import keep_answer, keep_overrides
from neighborcenter.booking.rulebook.kinds import AnswerStep, ChargeKind, ChargeState
from neighborcenter.booking.rulebook.models import booking_answer, booking_override, charge
from neighborcenter.booking.rules import said
from neighborcenter.booking.texts import STANDINGS
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work

WAITING = frozenset({Standing.REQUESTED, Standing.CHECKED})


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer did: which days it was about, and the rules' warnings."""

    booking_id: int
    standing: Standing
    occurrence_ids: tuple[int, ...]
    warnings: tuple[Problem, ...] = ()


_DAYS = (
    sa.select(
        occurrence.c.id, occurrence.c.room_id, occurrence.c.starts, occurrence.c.ends, occurrence.c.status
    )
    .where(occurrence.c.booking_id == sa.bindparam("booking"))
    .order_by(occurrence.c.starts)
)
_ASKED = (
    sa.select(booking_answer.c.steps, booking_answer.c.step, booking_answer.c.created_by)
    .where(booking_answer.c.booking_id == sa.bindparam("booking"))
    .order_by(booking_answer.c.id.desc())
)
# The start of the last day asked for: after it there is nothing left to grant.
_LAST_START = (
    sa.select(sa.func.max(occurrence.c.starts))
    .where(occurrence.c.booking_id == booking.c.id, occurrence.c.status == OccurrenceStatus.REQUESTED)
    .scalar_subquery()
)
_LATE_REQUESTS = (
    sa.select(booking.c.id)
    .join(booking_answer, booking_answer.c.booking_id == booking.c.id)
    .where(
        booking_answer.c.center_id == sa.bindparam("center"),
        booking_answer.c.open.is_(True),
        booking.c.standing.in_(WAITING),
        sa.or_(
            booking.c.expires_at <= sa.bindparam("now", type_=booking.c.expires_at.type),
            sa.bindparam("local", type_=occurrence.c.starts.type) >= _LAST_START,
        ),
    )
)
_UNPAID = (
    sa.select(charge.c.booking_id)
    .where(
        charge.c.center_id == sa.bindparam("center"),
        charge.c.state == ChargeState.OPEN,
        charge.c.due_on < sa.bindparam("today", type_=charge.c.due_on.type),
        charge.c.lapses.is_(True),
        sa.exists().where(
            occurrence.c.booking_id == charge.c.booking_id,
            occurrence.c.status.in_(HOLDING),
            occurrence.c.starts > sa.bindparam("local", type_=occurrence.c.starts.type),
        ),
    )
    .group_by(charge.c.booking_id)
    .having(sa.func.sum(charge.c.fen) > 0)
)


def check(work: Work, booking_id: int, words: str = "") -> Answered:
    """Say yes as the first of two.  Raises NotFound, Invalid when it waits for no such step."""
    work.require(Permission.BOOKING_APPROVE)
    row, days = _waiting(work, booking_id)
    if row.standing is Standing.CHECKED or _steps(work, booking_id) < 2:
        raise Invalid(Problem("", "booking.request_checked"))
    work.update(booking, booking_id, standing=Standing.CHECKED)
    keep_answer(work, booking_id, step=AnswerStep.CHECKED, words=words.strip())
    work.record("booking.check", "booking", booking_id, title=row.title, words=words.strip())
    return Answered(booking_id, Standing.CHECKED, tuple(day.id for day in days))


def grant(work: Work, booking_id: int, words: str = "", override: str = "") -> Answered:
    """Grant what was asked for, after the rules of today were asked once more.

    Raises NotFound; Invalid when it is not waiting, was not checked first where the rules want two, was
    checked by the same person, or a rule stands against it that `override` does not set aside.
    """
    work.require(Permission.BOOKING_APPROVE)
    row, days = _waiting(work, booking_id)
    _refuse_order(work, row)
    verdict = _judged_again(work, row, days, override)
    ids = [day.id for day in days]
    work.execute(occurrence.update().where(occurrence.c.id.in_(ids)).values(status=OccurrenceStatus.BOOKED))
    work.update(booking, booking_id, standing=Standing.GRANTED, expires_at=None)
    if verdict.days_to_pay:
        due = work.clock.today() + timedelta(days=verdict.days_to_pay)
        work.execute(_open_charges(booking_id).values(due_on=due))
    keep_overrides(work, booking_id, verdict.overridden, override)
    keep_answer(work, booking_id, step=AnswerStep.GRANTED, words=words.strip())
    work.record("booking.grant", "booking", booking_id, title=row.title, occurrences=ids, words=words.strip())
    work.publish(BookingGranted(booking_id))
    return Answered(booking_id, Standing.GRANTED, tuple(ids), verdict.problems)


def decline(work: Work, booking_id: int, words: str) -> Answered:
    """Say no, and why; the rooms are free at once.  Raises NotFound, Invalid."""
    work.require(Permission.BOOKING_APPROVE)
    row, days = _waiting(work, booking_id)
    if not words.strip():
        raise Invalid(Problem("words", "booking.decline_why"))
    standing = _let_go(work, row, days, Standing.DECLINED, words.strip())
    work.record(
        "booking.decline", "booking", booking_id, title=row.title, occurrences=[day.id for day in days],
        words=words.strip(),
    )  # fmt: skip
    return Answered(booking_id, standing, tuple(day.id for day in days))


def lapse_due(work: Work) -> list[int]:
    """Let go every request that was not answered and every booking that was not paid in time.

    Returns the ids of the bookings.  Called when the program opens, before answering, and by a scheduled job.
    """
    work.require(Permission.BOOKING_WRITE)
    late, unpaid = _late(work), _unpaid(work)
    lapsed = []
    for ref, words in [(r, _("Not answered in time")) for r in late] + [
        (r, _("Not paid in time")) for r in unpaid
    ]:
        row = _row(work, ref)
        days = [day for day in work.rows(_DAYS, {"booking": ref}) if _can_lapse(work, row, day)]
        if not days:
            continue
        _let_go(work, row, days, Standing.LAPSED, words)
        work.record(
            "booking.lapse",
            "booking",
            ref,
            title=row.title,
            occurrences=[day.id for day in days],
            reason=words,
        )
        lapsed.append(ref)
    return lapsed


def is_anything_due(read: Read) -> bool:
    """Whether `lapse_due` would find something; two questions by an index each."""
    return bool(_late(read) or _unpaid(read))


def _late(read: Read) -> list[int]:
    bounds = {"center": read.center_id, "now": read.clock.now(), "local": read.clock.local()}
    return [ref for (ref,) in read.rows(_LATE_REQUESTS, bounds)]


def _unpaid(read: Read) -> list[int]:
    now = read.clock.local()
    bounds = {"center": read.center_id, "today": now.date(), "local": now}
    return [ref for (ref,) in read.rows(_UNPAID, bounds)]


def _can_lapse(work: Work, row: Any, day: Any) -> bool:
    """A request loses what is asked for; a granted booking that is not paid loses what lies ahead."""
    if row.standing in WAITING:
        return bool(day.status is OccurrenceStatus.REQUESTED)
    return bool(day.status in HOLDING and day.starts > work.clock.local())


def _row(work: Work, booking_id: int) -> Any:
    row = work.row(
        sa.select(booking).where(booking.c.id == booking_id, booking.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("booking", booking_id)
    return row


def _waiting(work: Work, booking_id: int) -> tuple[Any, list[Any]]:
    """The booking and the days that wait.  Raises NotFound, Invalid when there is nothing to answer any more."""
    row = _row(work, booking_id)
    if row.standing not in WAITING:
        raise Invalid(Problem("", "booking.request_answered", {"standing": _(STANDINGS[row.standing])}))
    if row.expires_at is not None and row.expires_at <= work.clock.now():
        when = said(work.clock.wall(row.expires_at))
        raise Invalid(Problem("", "booking.request_late", {"when": when}))
    days = [d for d in work.rows(_DAYS, {"booking": booking_id}) if d.status is OccurrenceStatus.REQUESTED]
    return row, days


def _steps(work: Work, booking_id: int) -> int:
    """How many steps were asked for, the last time it was asked."""
    rows = work.rows(_ASKED, {"booking": booking_id})
    return next((row.steps for row in rows if row.step is AnswerStep.ASKED), 1)


def _refuse_order(work: Work, row: Any) -> None:
    if _steps(work, row.id) < 2:
        return
    if row.standing is not Standing.CHECKED:
        raise Invalid(Problem("", "booking.request_first"))
    checked = next(r for r in work.rows(_ASKED, {"booking": row.id}) if r.step is AnswerStep.CHECKED)
    if checked.created_by is not None and checked.created_by == work.actor.account_id:
        raise Invalid(Problem("", "booking.request_same_hand"))


def _judged_again(work: Work, row: Any, days: Sequence[Any], override: str) -> judging.Verdict:
    """What the rules say today.  What was set aside when it was asked for stays set aside.  Raises Invalid."""
    draft = replace(judging.draft_of(row), override=override)
    ranges = [TimeRange(day.starts, day.ends) for day in days]
    place = places(work)[days[0].room_id]
    verdict = judging.judge(work, draft, place, ranges, but=row.id)
    aside = {
        ref for (ref,) in work.rows(
            sa.select(booking_override.c.rule_id).where(booking_override.c.booking_id == row.id)
        )
    }  # fmt: skip
    problems = tuple(
        problem
        for problem in verdict.problems
        if problem.params.get("rule_id") not in aside and not problem.params.get("asks")
    )
    refuse(problems)
    return replace(verdict, problems=problems)


def _let_go(work: Work, row: Any, days: Sequence[Any], standing: Standing, words: str) -> Standing:
    """Give the rooms of these days back.  A booking that keeps other days stays granted.  Returns its standing."""
    ids = [day.id for day in days]
    work.execute(
        occurrence.update()
        .where(occurrence.c.id.in_(ids))
        .values(status=OccurrenceStatus.LAPSED, cancel_reason=words, cancelled_at=work.clock.now())
    )
    taking.give_back(work, ids)
    others = [d for d in work.rows(_DAYS, {"booking": row.id}) if d.id not in ids and d.status in HOLDING]
    after = Standing.GRANTED if others else standing
    work.update(booking, row.id, standing=after, expires_at=None)
    dropped: sa.ColumnElement[bool] = charge.c.occurrence_id.in_(ids)
    if not others:
        dropped = sa.true()
    work.execute(_open_charges(row.id).where(dropped).values(state=ChargeState.DROPPED, note=words))
    step = AnswerStep.DECLINED if standing is Standing.DECLINED else AnswerStep.LAPSED
    keep_answer(work, row.id, step=step, words=words)
    for day in days:
        during = TimeRange(day.starts, day.ends)
        work.publish(OccurrenceCancelled(day.id, row.id, day.room_id, during, words))
    return after


def _open_charges(booking_id: int) -> sa.Update:
    return charge.update().where(
        charge.c.booking_id == booking_id,
        charge.c.state == ChargeState.OPEN,
        charge.c.kind != ChargeKind.REFUND,
    )
