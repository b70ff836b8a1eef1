"""What is kept with a booking because the rules say so: overrides, charges, and that it was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from neighborcenter.booking.kinds import HOLDING
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.rulebook.fees import Charge
from neighborcenter.booking.rulebook.kinds import AnswerStep, ChargeKind, ChargeState
from neighborcenter.booking.rulebook.models import booking_answer, booking_override, charge
from neighborcenter.booking.rulebook.terms import Fee, Scope
from neighborcenter.booking.rulebook.wording import Wording
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work

_DAYS_OF = sa.select(occurrence.c.id, occurrence.c.starts).where(
    occurrence.c.booking_id == sa.bindparam("booking"), occurrence.c.status.in_(sorted(HOLDING))
)
_OF_DAYS = charge.c.occurrence_id.in_(sa.bindparam("days", expanding=True))
_DROP_DAYS = (
    charge.update()
    .where(
        _OF_DAYS,
        charge.c.state == ChargeState.OPEN,
        charge.c.kind.in_([ChargeKind.FEE, ChargeKind.REDUCTION]),
    )
    .values(state=ChargeState.DROPPED)
)
_PAID_DAYS = (
    sa.select(charge.c.occurrence_id)
    .distinct()
    .where(_OF_DAYS, charge.c.state == ChargeState.PAID, charge.c.kind == ChargeKind.FEE)
)
_UNPAID = charge.c.state.in_([ChargeState.OPEN, ChargeState.DROPPED])

_CLOSE = (
    booking_answer.update()
    .where(booking_answer.c.booking_id == sa.bindparam("booking"), booking_answer.c.open.is_(True))
    .values(open=False)
)


def keep_overrides(work: Work, booking_id: int, overridden: Sequence[Problem], reason: str) -> None:
    """One line for each rule that was set aside: its sentence as it stands today, and why."""
    if not overridden:
        return
    sentences = [str(problem.params["rule"]) for problem in overridden]
    work.insert_many(
        booking_override,
        [
            {
                "booking_id": booking_id,
                "rule_id": problem.params.get("rule_id"),
                "sentence": sentence,
                "reason": reason.strip(),
            }
            for problem, sentence in zip(overridden, sentences, strict=True)
        ],
    )
    work.record("booking.override", "booking", booking_id, rules=sentences, reason=reason.strip())


def keep_charges(
    work: Work,
    booking_id: int,
    lines: Sequence[Charge],
    days_to_pay: int,
    *,
    granted: bool,
    anew: Sequence[int] | None = None,
) -> None:
    """The lines a booking is charged with; with `anew` only those of these days, in place of what they were asked for.

    A day that is paid stays paid: what another room costs more or less is settled by hand, with an extra or a refund.
    What is only asked for has no day to pay by until it is granted.
    """
    if anew is not None and not anew:
        return
    days = {}
    if lines or anew is not None:
        days = {row.starts: row.id for row in work.rows(_DAYS_OF, {"booking": booking_id})}
    if anew is not None:
        paid = {row.occurrence_id for row in work.rows(_PAID_DAYS, {"days": list(anew)})}
        work.execute(_DROP_DAYS, {"days": list(anew)})
        meant = set(anew) - paid
        lines = [line for line in lines if line.use is not None and days.get(line.use.start) in meant]
    if not lines:
        return
    wording = Wording(work)
    free = _free_of_charge(lines)
    due = work.clock.today() + timedelta(days=days_to_pay) if granted and days_to_pay else None
    work.insert_many(
        charge,
        [
            {
                "booking_id": booking_id,
                "occurrence_id": None if line.use is None else days.get(line.use.start),
                "rule_id": line.rule.rule_id,
                "kind": line.kind,
                "fen": line.fen,
                "words": charge_words(line, wording),
                "due_on": due,
                "lapses": days_to_pay > 0,
                "state": ChargeState.PAID if line.use in free else ChargeState.OPEN,
                "settled_at": work.clock.now() if line.use in free else None,
            }
            for line in lines
        ],
    )


@dataclass(frozen=True, slots=True)
class KeptCharge:
    """A line that is not paid, as it stood before its day was changed."""

    id: int
    booking_id: int
    state: ChargeState


def unpaid_of(work: Work, days: Sequence[int]) -> tuple[KeptCharge, ...]:
    """The lines of these days that are not paid, to be put back by an undo."""
    asked = sa.select(charge.c.id, charge.c.booking_id, charge.c.state).where(_OF_DAYS, _UNPAID)
    return tuple(KeptCharge(*tuple(row)) for row in work.rows(asked, {"days": list(days)}))


def follow(work: Work, days: Sequence[int], booking_id: int) -> None:
    """Days went over to another booking: so does what is asked for them; what was paid stays with its receipt."""
    moved = charge.update().where(_OF_DAYS, charge.c.state == ChargeState.OPEN)
    work.execute(moved.values(booking_id=booking_id), {"days": list(days)})


def put_back(work: Work, days: Sequence[int], kept: Sequence[KeptCharge]) -> None:
    """Undo: what was asked for these days since is dropped, what was asked before is asked again."""
    known = {one.id for one in kept}
    for one in unpaid_of(work, days):
        if one.id not in known:
            work.update(charge, one.id, state=ChargeState.DROPPED)
    for one in kept:
        work.execute(
            charge.update()
            .where(charge.c.id == one.id, _UNPAID)
            .values(booking_id=one.booking_id, state=one.state)
        )


def _free_of_charge(lines: Sequence[Charge]) -> set[TimeRange | None]:
    """The days, or None for the whole booking, whose reductions leave nothing to pay."""
    left: dict[TimeRange | None, int] = {}
    for line in lines:
        left[line.use] = left.get(line.use, 0) + line.fen
    return {use for use, fen in left.items() if fen == 0}


def charge_words(line: Charge, wording: Wording) -> str:
    """Why the line is charged, as it is printed: what the rule asks, and how often it counts.

    A reduction says for whom it is; a fee says what is paid and nothing of overtime.
    """
    rule = line.rule
    if line.kind is not ChargeKind.REDUCTION:
        terms = replace(rule.terms, overtime_fen=0) if isinstance(rule.terms, Fee) else rule.terms
        rule = replace(rule, scope=Scope(), words="", terms=terms)
    said = rule.note.strip() or wording.sentence(rule)
    return _("{rule} × {count}").format(rule=said, count=line.quantity) if line.quantity > 1 else said


def keep_answer(
    work: Work, booking_id: int, *, step: AnswerStep = AnswerStep.ASKED, steps: int = 1, words: str = ""
) -> None:
    """One step on the way of a request, with its words for the printed answer; being asked opens it."""
    if step is not AnswerStep.CHECKED:
        work.execute(_CLOSE, {"booking": booking_id})
    asked = step is AnswerStep.ASKED
    work.insert(booking_answer, booking_id=booking_id, step=step, steps=steps, words=words, open=asked)
