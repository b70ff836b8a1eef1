"""What staff do at the front desk: register a visit in one act, take it back, say how a matter ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import ServiceStatus, service
from neighborcenter.desk import rules
from neighborcenter.desk.drafts import OutcomeDraft, VisitDraft
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people import records
from neighborcenter.people import service as people


@dataclass(frozen=True, slots=True)
class Registered:
    """What `register_visit` did.  `again`: this form had been saved before; nothing was counted twice."""

    visit_id: int
    resident_id: int | None
    outcome: Outcome
    refer_to: str = ""
    warnings: tuple[Problem, ...] = ()
    again: bool = False


_SERVICE = sa.select(
    service.c.id, service.c.module_id, service.c.name, service.c.status, service.c.refused, service.c.refer_to
).where(service.c.center_id == sa.bindparam("center"), service.c.id == sa.bindparam("id"))
_BY_KEY = sa.select(visit.c.id, visit.c.resident_id, visit.c.service_id, visit.c.outcome).where(
    visit.c.center_id == sa.bindparam("center"), visit.c.client_key == sa.bindparam("key")
)
_ONE = (
    sa.select(
        visit.c.id, visit.c.status, visit.c.outcome, visit.c.passed_to, service.c.name, service.c.refused
    )
    .join(service, service.c.id == visit.c.service_id)
    .where(visit.c.center_id == sa.bindparam("center"), visit.c.id == sa.bindparam("id"))
)


def register_visit(work: Work, draft: VisitDraft) -> Registered:
    """Count one service given, and register the newcomer it was given to in the same act.

    The same `client_key` again changes nothing and gives the first result.  A proof that must be refused is
    counted as a referral.  Raises Invalid, NotFound for an unknown resident, and what registering a resident
    raises (Clash when somebody of that name and phone is known and the desk is not `sure`).
    """
    work.require(Permission.DESK_SERVE)
    found = _service(work, draft.service_id)
    earlier = _saved_before(work, draft, found)
    if earlier is not None:
        return earlier
    now = work.clock.local()
    problems = rules.problems_in(draft, rules.Facts(now, found))
    refuse(problems)
    if found is None:
        raise NotFound("service", draft.service_id)
    at = draft.at or now
    outcome = rules.outcome_of(draft, found)
    person = _person(work, draft)
    ref = work.insert(
        visit,
        day=at.date(),
        at=at,
        service_id=found.service_id,
        module_id=found.module_id,
        resident_id=person,
        visitor=draft.visitor.strip() if person is None else "",
        heads=draft.heads,
        outcome=outcome,
        passed_to=draft.passed_to.strip() if outcome is Outcome.PASSED_ON else found.refer_to_if(outcome),
        note=draft.note.strip(),
        status=VisitStatus.KEPT,
        client_key=draft.client_key or None,
    )
    work.record(
        "desk.visit",
        "visit",
        ref,
        service=found.name,
        resident=person,
        heads=draft.heads,
        outcome=outcome.value,
    )
    return Registered(ref, person, outcome, found.refer_to_if(outcome), tuple(problems))


def undo_visit(work: Work, visit_id: int) -> None:
    """Take a visit back: it stays in the day book, struck out, and counts nowhere.

    A newcomer registered with it stays registered.  Raises NotFound, Invalid when it was taken back already.
    """
    work.require(Permission.DESK_SERVE)
    row = _one(work, visit_id)
    if row.status is VisitStatus.UNDONE:
        raise Invalid(Problem("", "desk.taken_back"))
    work.update(visit, visit_id, status=VisitStatus.UNDONE)
    work.record("desk.undo_visit", "visit", visit_id, service=row.name)


def restore_visit(work: Work, visit_id: int) -> None:
    """Count a visit again that was taken back.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = _one(work, visit_id)
    if row.status is VisitStatus.KEPT:
        raise Invalid(Problem("", "desk.not_taken_back"))
    work.update(visit, visit_id, status=VisitStatus.KEPT)
    work.record("desk.restore_visit", "visit", visit_id, service=row.name)


def set_outcome(work: Work, draft: OutcomeDraft) -> Outcome:
    """Say how a matter ended or to whom it went; gives the outcome before, to take it back.

    Raises NotFound, Invalid for a move that makes no sense or a visit that was taken back.
    """
    work.require(Permission.DESK_SERVE)
    row = _one(work, draft.visit_id)
    if row.status is VisitStatus.UNDONE:
        raise Invalid(Problem("", "desk.taken_back"))
    before: Outcome = row.outcome
    refuse(rules.problems_in_move(before, draft.outcome, draft.passed_to, refused=row.refused))
    values: dict[str, Any] = {"outcome": draft.outcome}
    if draft.outcome is Outcome.PASSED_ON:
        values["passed_to"] = draft.passed_to.strip()
    if draft.note is not None:
        values["note"] = draft.note.strip()
    work.update(visit, draft.visit_id, **values)
    work.record(
        "desk.outcome",
        "visit",
        draft.visit_id,
        service=row.name,
        before=before.value,
        after=draft.outcome.value,
        passed_to=values.get("passed_to", ""),
    )
    return before


def _service(work: Work, service_id: int | None) -> rules.ServiceFact | None:
    if service_id is None:
        return None
    row = work.row(_SERVICE, {"center": work.center_id, "id": service_id})
    if row is None:
        return None
    published = row.status is ServiceStatus.PUBLISHED
    return rules.ServiceFact(row.id, row.module_id, row.name, published, row.refused, row.refer_to)


def _saved_before(work: Work, draft: VisitDraft, found: rules.ServiceFact | None) -> Registered | None:
    if not draft.client_key:
        return None
    work.one_at_a_time(draft.client_key)
    row = work.row(_BY_KEY, {"center": work.center_id, "key": draft.client_key})
    if row is None:
        return None
    if row.service_id != draft.service_id:
        raise Invalid(Problem("", "desk.key_reused"))
    refer_to = found.refer_to_if(row.outcome) if found is not None else ""
    return Registered(row.id, row.resident_id, row.outcome, refer_to, again=True)


def _person(work: Work, draft: VisitDraft) -> int | None:
    """The resident served; a newcomer is registered first."""
    if draft.newcomer is not None:
        return people.register(work, draft.newcomer, sure=draft.sure)
    return records.kept_under(work, draft.resident_id)


def _one(work: Work, visit_id: int) -> sa.Row[*tuple[Any, ...]]:
    row = work.row(_ONE, {"center": work.center_id, "id": visit_id})
    if row is None:
        raise NotFound("visit", visit_id)
    return row
