"""The stored ticket, window and group as the verbs of this room handle them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.desk.queue.kinds import CallEnd, TicketStatus
from neighborcenter.desk.queue.models import (
    desk_window,
    queue_group,
    ticket,
    ticket_call,
    window_group,
)
from neighborcenter.desk.queue.rules import Waiting, problem_in_move
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read, Work

LOCK = "desk.queue"
"""What every act of the queue names, so that PostgreSQL does them one after the other as SQLite does."""

_TICKET = sa.select(ticket).where(
    ticket.c.center_id == sa.bindparam("center"), ticket.c.id == sa.bindparam("id")
)
_BY_CODE = sa.select(ticket.c.id).where(
    ticket.c.center_id == sa.bindparam("center"),
    ticket.c.day == sa.bindparam("day", type_=ticket.c.day.type),
    ticket.c.code == sa.bindparam("code"),
    ticket.c.status != TicketStatus.TAKEN_BACK,
)
_WINDOW = sa.select(desk_window).where(
    desk_window.c.center_id == sa.bindparam("center"), desk_window.c.id == sa.bindparam("id")
)
_GROUPS_OF = sa.select(window_group.c.group_id).where(window_group.c.window_id == sa.bindparam("id"))
_LINE = sa.select(ticket.c.id, ticket.c.line_id, ticket.c.rank, ticket.c.line_at, ticket.c.window_id).where(
    ticket.c.center_id == sa.bindparam("center"),
    ticket.c.day == sa.bindparam("day", type_=ticket.c.day.type),
    ticket.c.status == TicketStatus.WAITING,
)
_OPEN_CALL = sa.select(ticket_call).where(ticket_call.c.open_ticket_id == sa.bindparam("id"))
_AT_WINDOW = (
    sa.select(ticket.c.id, ticket.c.code)
    .join(ticket_call, ticket_call.c.open_ticket_id == ticket.c.id)
    .where(ticket_call.c.open_window_id == sa.bindparam("id"))
)


def stored_ticket(work: Read, ticket_id: int) -> Any:
    """A ticket's row.  Raises NotFound."""
    row = work.row(_TICKET, {"center": work.center_id, "id": ticket_id})
    if row is None:
        raise NotFound("ticket", ticket_id)
    return row


def ticket_of_code(read: Read, code: str, day: date | None = None) -> int:
    """The id of a number as it is called, of today unless a day is named.  Raises Invalid."""
    wanted = code.strip().upper()
    found = read.value(_BY_CODE, {"center": read.center_id, "day": day or read.clock.today(), "code": wanted})
    if found is None:
        raise Invalid(Problem("ticket", "queue.ticket_unknown", {"code": wanted}))
    return int(found)


def stored_window(work: Read, window_id: int) -> Any:
    """A window's row.  Raises NotFound."""
    row = work.row(_WINDOW, {"center": work.center_id, "id": window_id})
    if row is None:
        raise NotFound("desk_window", window_id)
    return row


def stored_group(work: Read, group_id: int) -> Any:
    """A group's row.  Raises NotFound."""
    row = work.row(
        sa.select(queue_group).where(queue_group.c.center_id == work.center_id, queue_group.c.id == group_id)
    )
    if row is None:
        raise NotFound("queue_group", group_id)
    return row


def groups_of(read: Read, window_id: int) -> tuple[int, ...]:
    """The groups a window calls; none named means all."""
    return tuple(row.group_id for row in read.rows(_GROUPS_OF, {"id": window_id}))


def line(read: Read, day: date) -> list[Waiting]:
    """Everybody who stands in line on a day, in no order."""
    rows = read.rows(_LINE, {"center": read.center_id, "day": day})
    return [Waiting(row.id, row.line_id, row.rank, row.line_at, row.window_id) for row in rows]


def refuse_move(act: str, row: Any) -> None:
    """Raises Invalid when the act is not possible where the ticket stands."""
    problem = problem_in_move(act, row.code, row.status, row.turn)
    if problem is not None:
        raise Invalid(problem)


def at_window(read: Read, window_id: int) -> Any | None:
    """The ticket a window has at hand (id, code), or None."""
    return read.row(_AT_WINDOW, {"id": window_id})


def open_call(work: Read, ticket_id: int) -> Any | None:
    """The call that is going on for a ticket, or None."""
    return work.row(_OPEN_CALL, {"id": ticket_id})


def end_call(work: Work, row: Any, result: CallEnd, now: datetime) -> int:
    """Close the open call of a ticket; returns how many seconds it was served in it."""
    call = open_call(work, row.id)
    if call is None:
        return 0
    work.update(ticket_call, call.id, result=result, ended_at=now, open_window_id=None, open_ticket_id=None)
    begun = call.started_at or (call.called_at if result in (CallEnd.DONE, CallEnd.HELD) else None)
    return max(0, int((now - begun).total_seconds())) if begun is not None else 0
