"""Calling people to a window: next, once more, aside, elsewhere, not there, back in line.

Each call is the next `ticket_call` of its ticket, and the schema takes that row once: two windows calling at one
moment get two people, or the later one is told that nobody is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.queue import rules, settings
from neighborcenter.desk.queue.kinds import AT_A_WINDOW, CallEnd, TicketStatus, WindowState
from neighborcenter.desk.queue.models import desk_window, ticket, ticket_call
from neighborcenter.desk.queue.records import (
    LOCK,
    at_window,
    end_call,
    groups_of,
    line,
    open_call,
    refuse_move,
    stored_group,
    stored_ticket,
    stored_window,
)
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.settings import get
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called where.  `turn` counts the times the ticket left the line."""

    ticket_id: int
    code: str
    window: int
    turn: int
    resident_id: int | None
    visitor: str
    service_id: int | None
    waited: int


@dataclass(frozen=True, slots=True)
class Before:
    """Where a ticket stood before an act, to take the act back."""

    status: TicketStatus
    group_id: int
    window_id: int | None


def call_next(work: Work, window_id: int) -> Called:
    """Call whoever is next to a window and begin nothing yet.

    Raises Invalid: nobody waits for this window, it still has somebody, or it is not in use.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    window = _free_window(work, window_id)
    now = work.clock.local()
    waiting = rules.callable_at(line(work, now.date()), window_id, groups_of(work, window_id))
    ordered = rules.in_order(waiting, now, get(work, settings.PATIENCE))
    if not ordered:
        raise Invalid(Problem("window", "queue.nobody", {"window": window.number}))
    return _call(work, stored_ticket(work, ordered[0].ticket_id), window)


def call_ticket(work: Work, window_id: int, ticket_id: int) -> Called:
    """Call one number out of its turn: from the line, from those put aside, or one that missed its call.

    Raises NotFound, Invalid as `call_next`.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    window = _free_window(work, window_id)
    row = stored_ticket(work, ticket_id)
    refuse_move("call", row)
    return _call(work, row, window)


def recall(work: Work, ticket_id: int) -> int:
    """Call the same number again at the same window; gives how often it has been called.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored_ticket(work, ticket_id)
    refuse_move("recall", row)
    call = open_call(work, ticket_id)
    if call is None:
        raise Invalid(Problem("ticket", "queue.cannot_recall"))
    work.update(ticket_call, call.id, times=call.times + 1, spoken_at=work.clock.local())
    work.touched("ticket")
    work.record("queue.recall", "ticket", ticket_id, code=row.code, times=call.times + 1)
    return int(call.times) + 1


def start(work: Work, ticket_id: int) -> None:
    """The person is at the window: serving begins.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored_ticket(work, ticket_id)
    refuse_move("start", row)
    now = work.clock.local()
    call = open_call(work, ticket_id)
    if call is not None:
        work.update(ticket_call, call.id, started_at=now)
    work.update(ticket, ticket_id, status=TicketStatus.SERVING, started_at=row.started_at or now)
    work.record("queue.start", "ticket", ticket_id, code=row.code)


def hold(work: Work, ticket_id: int, note: str = "") -> None:
    """Put a number aside: the person fetches a paper or waits for an answer.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("hold", row)
    served = row.served + end_call(work, row, CallEnd.HELD, work.clock.local())
    work.update(
        ticket, ticket_id, status=TicketStatus.HELD, served=served, window_id=None,
        note=note.strip() or row.note,
    )  # fmt: skip
    work.record("queue.hold", "ticket", ticket_id, code=row.code)


def transfer(
    work: Work, ticket_id: int, *, group_id: int | None = None, window_id: int | None = None
) -> Before:
    """Pass a number to another group or to one window; it keeps its place by the time it was taken.

    Raises NotFound, Invalid when nothing is named or it stands there already.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("transfer", row)
    if group_id is None and window_id is None:
        raise Invalid(Problem("group_id", "queue.nowhere"))
    if group_id is not None:
        stored_group(work, group_id)
    if window_id is not None and not stored_window(work, window_id).active:
        raise Invalid(Problem("window_id", "queue.window_shut", {"window": window_id}))
    goes_nowhere = row.status is TicketStatus.WAITING and (group_id in (None, row.line_id))
    if goes_nowhere and window_id == row.window_id:
        raise Invalid(Problem("group_id", "queue.same_place"))
    now = work.clock.local()
    served = row.served
    if row.status in AT_A_WINDOW:
        served += end_call(work, row, CallEnd.TRANSFERRED, now)
    work.update(
        ticket,
        ticket_id,
        status=TicketStatus.WAITING,
        line_id=group_id or row.line_id,
        window_id=window_id,
        line_at=row.taken_at,
        served=served,
    )
    work.record("queue.transfer", "ticket", ticket_id, code=row.code, to_group=group_id, to_window=window_id)
    return Before(row.status, row.line_id, row.window_id)


def missed(work: Work, ticket_id: int) -> None:
    """Nobody came when the number was called.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("missed", row)
    end_call(work, row, CallEnd.MISSED, work.clock.local())
    work.update(ticket, ticket_id, status=TicketStatus.MISSED, window_id=None)
    work.record("queue.missed", "ticket", ticket_id, code=row.code)


def back(work: Work, ticket_id: int, *, first: bool = False) -> None:
    """Put a number back in line: behind as many as the center says, or `first` where it stood (to take a call back).

    Raises NotFound, Invalid.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(LOCK)
    row = stored_ticket(work, ticket_id)
    refuse_move("back", row)
    now = work.clock.local()
    if row.status in AT_A_WINDOW:
        end_call(work, row, CallEnd.BACK, now)
    line_at = row.line_at
    if not first and row.status in (TicketStatus.MISSED, TicketStatus.LEFT):
        others = [one for one in line(work, row.day) if one.group_id == row.line_id]
        ordered = rules.in_order(others, now, get(work, settings.PATIENCE))
        line_at = rules.place_in_line(ordered, row.rank, get(work, settings.BACK_AFTER), now)
    work.update(
        ticket, ticket_id, status=TicketStatus.WAITING, window_id=None, line_at=line_at, ended_at=None
    )
    work.record("queue.back", "ticket", ticket_id, code=row.code, first=first)


def sit_down(work: Work, window_id: int) -> None:
    """Work at a window from now on; the window one sat at before is closed.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    window = stored_window(work, window_id)
    if not window.active:
        raise Invalid(Problem("window_id", "queue.window_shut", {"window": window.number}))
    me = work.actor.account_id
    work.execute(
        desk_window.update()
        .where(
            desk_window.c.center_id == work.center_id,
            desk_window.c.account_id == me,
            desk_window.c.id != window_id,
        )
        .values(account_id=None, state=WindowState.CLOSED, words="")
    )
    work.update(desk_window, window_id, account_id=me, state=WindowState.OPEN, words="")
    work.record("queue.sit_down", "desk_window", window_id, number=window.number)


def set_window(work: Work, window_id: int, state: WindowState, words: str = "") -> WindowState:
    """Pause, close or open a window; `words` say until when.  Gives the state before.  Raises NotFound."""
    work.require(Permission.DESK_SERVE)
    window = stored_window(work, window_id)
    account = None if state is WindowState.CLOSED else window.account_id
    work.update(desk_window, window_id, state=state, words=words.strip(), account_id=account)
    work.record("queue.window_state", "desk_window", window_id, number=window.number, state=state.value)
    before: WindowState = window.state
    return before


def _free_window(work: Work, window_id: int) -> Any:
    window = stored_window(work, window_id)
    if not window.active:
        raise Invalid(Problem("window", "queue.window_shut", {"window": window.number}))
    busy = at_window(work, window_id)
    if busy is not None:
        raise Invalid(Problem("window", "queue.busy", {"window": window.number, "code": busy.code}))
    return window


def _call(work: Work, row: Any, window: Any) -> Called:
    """The one place where a ticket goes to a window: the new call row is what makes it so."""
    now = work.clock.local()
    turn = row.turn + 1
    work.insert(
        ticket_call,
        ticket_id=row.id,
        turn=turn,
        window_id=window.id,
        account_id=work.actor.account_id,
        called_at=now,
        spoken_at=now,
        open_window_id=window.id,
        open_ticket_id=row.id,
    )
    waited = row.waited if row.called_at is not None else max(0, int((now - row.taken_at).total_seconds()))
    work.update(
        ticket,
        row.id,
        status=TicketStatus.CALLED,
        window_id=window.id,
        turn=turn,
        called_at=row.called_at or now,
        waited=waited,
    )
    if window.state is not WindowState.OPEN:
        work.update(desk_window, window.id, state=WindowState.OPEN, words="")
    work.record("queue.call", "ticket", row.id, code=row.code, window=window.number)
    return Called(row.id, row.code, window.number, turn, row.resident_id, row.visitor, row.service_id, waited)
