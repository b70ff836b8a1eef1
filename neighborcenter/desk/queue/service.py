"""Taking a number, and what ends it: finished with its visit, gone away, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.desk.queue import priorities, rules, settings
from neighborcenter.desk.queue.drafts import FinishDraft, TicketDraft
from neighborcenter.desk.queue.kinds import AT_A_WINDOW, CallEnd, TicketStatus
from neighborcenter.desk.queue.models import queue_group, queue_service, ticket
from neighborcenter.desk.queue.queries import expected_wait
from neighborcenter.desk.queue.records import (
    LOCK,
    end_call,
    refuse_move,
    stored_group,
    stored_ticket,
)
from neighborcenter.desk.service import Registered
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.settings import get
from neighborcenter.kit.work import Work
from neighborcenter.people import records as people


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was given.  `again`: this press had given it before."""

    ticket_id: int
    code: str
    ahead: int
    minutes: int
    priority: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """A number that is done, and its visits."""

    ticket_id: int
    code: str
    visits: tuple[Registered, ...]
    waited: int
    served: int


def take(work: Work, draft: TicketDraft) -> Taken:
    """Give the next number of a group.  The same `client_key` again gives the first number.

    Raises Invalid (queue switched off, no group), NotFound for an unknown resident, service or rule.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    earlier = _taken_before(work, draft)
    if earlier is not None:
        return earlier
    if not get(work, settings.QUEUE_ON):
        raise Invalid(Problem("", "queue.none"))
    person = people.kept_under(work, draft.resident_id)
    refuse(rules.problems_in_ticket(draft, named=person is not None))
    group = _group(work, draft)
    priority = priorities.of(work, person, draft.rule_id)
    now = work.clock.local()
    number = 1 + int(
        work.value(
            sa.select(sa.func.coalesce(sa.func.max(ticket.c.number), 0)).where(
                ticket.c.center_id == work.center_id,
                ticket.c.day == now.date(),
                ticket.c.group_id == group.id,
            )
        )
    )
    code = rules.code_of(group.prefix, number)
    ref = work.insert(
        ticket,
        day=now.date(),
        group_id=group.id,
        line_id=group.id,
        number=number,
        code=code,
        service_id=draft.service_id,
        resident_id=person,
        visitor=draft.visitor.strip() if person is None else "",
        heads=draft.heads,
        rule_id=priority.rule_id,
        priority=priority.shown,
        rank=priority.rank,
        taken_at=now,
        line_at=now,
        note=draft.note.strip(),
        client_key=draft.client_key or None,
    )
    work.record("queue.take", "ticket", ref, code=code, group=group.name, resident=person)
    wait = expected_wait(work, ref)
    return Taken(ref, code, wait.ahead, wait.minutes, priority.shown)


def finish(work: Work, draft: FinishDraft) -> Finished:
    """Count what was done and let the person go: the visit and the end of the ticket are one act.

    Without `visits` the service the ticket was taken for.  A visit without a person is that of whoever the
    ticket names.  Raises NotFound, Invalid.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, draft.ticket_id)
    refuse_move("finish", row)
    # A number whose matter was taken in has its visit already.
    visits = () if row.visit_id is not None and not draft.visits else _visits(row, draft.visits)
    done = tuple(desk.register_visit(work, each) for each in visits)
    now = work.clock.local()
    served = row.served + end_call(work, row, CallEnd.DONE, now)
    work.update(
        ticket,
        row.id,
        status=TicketStatus.DONE,
        ended_at=now,
        served=served,
        started_at=row.started_at or row.called_at,
        visit_id=done[0].visit_id if done else row.visit_id,
        resident_id=row.resident_id or (done[0].resident_id if done else None),
        service_id=row.service_id or (visits[0].service_id if visits else None),
    )
    work.record(
        "queue.finish", "ticket", row.id, code=row.code, visits=[one.visit_id for one in done], served=served
    )
    return Finished(row.id, row.code, done, row.waited, served)


def unfinish(work: Work, ticket_id: int) -> None:
    """Take the end of a ticket back: its visit counts no longer, the person waits put aside.

    Visits beyond the first are taken back by whoever undoes the act.  Raises NotFound, Invalid.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("unfinish", row)
    values: dict[str, Any] = {"status": TicketStatus.HELD, "ended_at": None}
    kept = work.row(sa.select(visit.c.status, visit.c.outcome).where(visit.c.id == row.visit_id))
    # The visit of a matter that was taken in stays with the matter.
    if kept is not None and kept.outcome is not Outcome.OPEN:
        values["visit_id"] = None
        if kept.status is VisitStatus.KEPT:
            desk.undo_visit(work, row.visit_id)
    work.update(ticket, ticket_id, **values)
    work.record("queue.unfinish", "ticket", ticket_id, code=row.code)


def leave(work: Work, ticket_id: int) -> TicketStatus:
    """Somebody went away without being served; gives where the ticket stood, to take it back.

    Raises NotFound, Invalid.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("leave", row)
    now = work.clock.local()
    if row.status in AT_A_WINDOW:
        end_call(work, row, CallEnd.LEFT, now)
    work.update(ticket, ticket_id, status=TicketStatus.LEFT, window_id=None, ended_at=now)
    work.record("queue.leave", "ticket", ticket_id, code=row.code)
    before: TicketStatus = row.status
    return before


def take_back(work: Work, ticket_id: int) -> None:
    """A number given by mistake counts nowhere and is given to nobody else; one that was ever called stays.

    Raises NotFound, Invalid.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("take_back", row)
    work.update(
        ticket, ticket_id, status=TicketStatus.TAKEN_BACK, window_id=None, ended_at=work.clock.local(),
        client_key=None,
    )  # fmt: skip
    work.record("queue.take_back", "ticket", ticket_id, code=row.code)


def set_person(work: Work, ticket_id: int, resident_id: int | None) -> None:
    """Say who holds a number, when that is seen at the window only.  Raises NotFound."""
    work.require(Permission.DESK_SERVE)
    row = stored_ticket(work, ticket_id)
    person = people.kept_under(work, resident_id)
    heads = 1 if person is not None else row.heads
    work.update(ticket, ticket_id, resident_id=person, heads=heads)
    work.record("queue.person", "ticket", ticket_id, code=row.code, resident=person)


def _taken_before(work: Work, draft: TicketDraft) -> Taken | None:
    if not draft.client_key:
        return None
    row = work.row(
        sa.select(ticket.c.id, ticket.c.code, ticket.c.priority).where(
            ticket.c.center_id == work.center_id, ticket.c.client_key == draft.client_key
        )
    )
    if row is None:
        return None
    wait = expected_wait(work, row.id)
    return Taken(row.id, row.code, wait.ahead, wait.minutes, row.priority, again=True)


def _group(work: Work, draft: TicketDraft) -> Any:
    """The group that gives the number: as said, that of the service, else the first."""
    group_id = draft.group_id
    if group_id is None and draft.service_id is not None:
        group_id = work.value(
            sa.select(queue_service.c.group_id)
            .join(queue_group, queue_group.c.id == queue_service.c.group_id)
            .where(
                queue_service.c.service_id == draft.service_id,
                queue_group.c.center_id == work.center_id,
                queue_group.c.active.is_(True),
            )
        )
    if group_id is None:
        group_id = work.value(
            sa.select(queue_group.c.id)
            .where(queue_group.c.center_id == work.center_id, queue_group.c.active.is_(True))
            .order_by(queue_group.c.position, queue_group.c.id)
        )
    if group_id is None:
        raise Invalid(Problem("group_id", "queue.no_group"))
    found = stored_group(work, group_id)
    if not found.active:
        raise Invalid(Problem("group_id", "queue.group_closed", {"name": found.name}))
    return found


def _visits(row: Any, wanted: tuple[VisitDraft, ...]) -> tuple[VisitDraft, ...]:
    """What is counted, with the person and the heads of the ticket where the draft names none."""
    if not wanted:
        if row.service_id is None:
            raise Invalid(Problem("service_id", "queue.what_missing", {"code": row.code}))
        wanted = (VisitDraft(service_id=row.service_id, heads=row.heads),)
    filled = []
    for each in wanted:
        if each.resident_id is None and each.newcomer is None and not each.visitor and row.resident_id:
            each = replace(each, resident_id=row.resident_id, heads=1)
        elif each.resident_id is None and each.newcomer is None and not each.visitor:
            each = replace(each, visitor=row.visitor)
        filled.append(each)
    return tuple(filled)
