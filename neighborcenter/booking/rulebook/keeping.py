"""What is kept with a booking because the rules say so: overrides, charges, and that it was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

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
    occurrence.c.booking_id == sa.bindparam("booking")
)
_DROP_DAY = (
    charge.update()
    .where(
        charge.c.occurrence_id == sa.bindparam("day"),
        charge.c.state == ChargeState.OPEN,
        charge.c.kind.in_([ChargeKind.FEE, ChargeKind.REDUCTION]),
    )
    .values(state=ChargeState.DROPPED)
)

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
    occurrence_id: int | None = None,
) -> None:
    """The lines a booking is charged with; of a day that was moved, what is not paid yet is reckoned anew.

    What is only asked for has no day to pay by until it is granted.
    """
    if occurrence_id is not None:
        work.execute(_DROP_DAY, {"day": occurrence_id})
        lines = [line for line in lines if line.use is not None]
    if not lines:
        return
    wording = Wording(work)
    days = {row.starts: row.id for row in work.rows(_DAYS_OF, {"booking": booking_id})}
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
