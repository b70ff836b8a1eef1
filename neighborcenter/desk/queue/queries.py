"""Questions about the queue: the line, the windows, what is called, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.desk.queue import rules, settings
from neighborcenter.desk.queue.kinds import AT_A_WINDOW, TicketStatus, WindowState
from neighborcenter.desk.queue.models import desk_window, queue_group, ticket, ticket_call, window_group
from neighborcenter.desk.queue.records import groups_of, line, stored_ticket
from neighborcenter.kit.settings import get
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident

RECENT = 20


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One number of a day.  Times in seconds; `window` is the number of the window, 0 for none."""

    id: int
    code: str
    status: TicketStatus
    group_id: int
    group: str
    service_id: int | None
    service: str
    resident_id: int | None
    who: str
    heads: int
    priority: str
    rank: int
    window_id: int | None
    window: int
    taken_at: datetime
    line_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    waited: int
    served: int
    visit_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A window, who sits there, and the number it has at hand ("" for none)."""

    id: int
    number: int
    name: str
    state: WindowState
    account_id: int | None
    person: str
    words: str
    active: bool
    group_ids: tuple[int, ...]
    ticket_id: int | None
    code: str
    service: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Wait:
    """What somebody in line may expect: how many go before, and about how many minutes."""

    ahead: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One call on the display: which number goes to which window, since when, how often it was called."""

    code: str
    window: int
    at: datetime
    times: int
    open: bool


@dataclass(frozen=True, slots=True)
class QueueDay:
    """How the queue of a day went: numbers given, done, gone; mean waiting and serving in seconds."""

    given: int
    done: int
    missed: int
    waiting: int
    waited: int
    served: int
    longest: int


_JOINED = (
    ticket.join(queue_group, queue_group.c.id == ticket.c.line_id)
    .outerjoin(service, service.c.id == ticket.c.service_id)
    .outerjoin(resident, resident.c.id == ticket.c.resident_id)
    .outerjoin(desk_window, desk_window.c.id == ticket.c.window_id)
)
_ROWS = (
    sa.select(
        ticket.c.id,
        ticket.c.code,
        ticket.c.status,
        ticket.c.line_id,
        queue_group.c.name.label("group"),
        ticket.c.service_id,
        sa.func.coalesce(service.c.name, "").label("service"),
        ticket.c.resident_id,
        sa.func.coalesce(resident.c.name, ticket.c.visitor).label("who"),
        ticket.c.heads,
        ticket.c.priority,
        ticket.c.rank,
        ticket.c.window_id,
        sa.func.coalesce(desk_window.c.number, 0).label("window"),
        ticket.c.taken_at,
        ticket.c.line_at,
        ticket.c.called_at,
        ticket.c.started_at,
        ticket.c.ended_at,
        ticket.c.waited,
        ticket.c.served,
        ticket.c.visit_id,
        ticket.c.note,
    )
    .select_from(_JOINED)
    .where(ticket.c.center_id == sa.bindparam("center"))
)
# What was taken back was never given: no list and no figure knows it.
_OF_DAY = _ROWS.where(
    ticket.c.day == sa.bindparam("day", type_=ticket.c.day.type),
    ticket.c.status != TicketStatus.TAKEN_BACK,
).order_by(ticket.c.id)
_ONE = _ROWS.where(ticket.c.id == sa.bindparam("id"))
_WINDOWS = (
    sa.select(
        desk_window.c.id,
        desk_window.c.number,
        desk_window.c.name,
        desk_window.c.state,
        desk_window.c.account_id,
        sa.func.coalesce(account.c.name, "").label("person"),
        desk_window.c.words,
        desk_window.c.active,
        ticket.c.id.label("ticket_id"),
        sa.func.coalesce(ticket.c.code, "").label("code"),
        sa.func.coalesce(service.c.name, "").label("service"),
        ticket_call.c.called_at,
    )
    .select_from(
        desk_window.outerjoin(account, account.c.id == desk_window.c.account_id)
        .outerjoin(ticket_call, ticket_call.c.open_window_id == desk_window.c.id)
        .outerjoin(ticket, ticket.c.id == ticket_call.c.ticket_id)
        .outerjoin(service, service.c.id == ticket.c.service_id)
    )
    .where(desk_window.c.center_id == sa.bindparam("center"))
    .order_by(desk_window.c.number)
)
_SHOWN = (
    sa.select(
        ticket.c.code,
        desk_window.c.number,
        ticket_call.c.spoken_at,
        ticket_call.c.times,
        ticket_call.c.open_ticket_id,
    )
    .join(ticket, ticket.c.id == ticket_call.c.ticket_id)
    .join(desk_window, desk_window.c.id == ticket_call.c.window_id)
    .where(
        ticket_call.c.center_id == sa.bindparam("center"),
        ticket_call.c.spoken_at >= sa.bindparam("since", type_=ticket_call.c.spoken_at.type),
    )
    .order_by(ticket_call.c.spoken_at.desc(), ticket_call.c.id.desc())
    .limit(sa.bindparam("limit"))
)
_SERVED = (
    sa.select(ticket.c.served)
    .where(
        ticket.c.line_id == sa.bindparam("group"),
        ticket.c.ended_at >= sa.bindparam("since", type_=ticket.c.ended_at.type),
        ticket.c.status == TicketStatus.DONE,
        ticket.c.served > 0,
    )
    .order_by(ticket.c.ended_at.desc())
    .limit(RECENT)
)


def is_on(read: Read) -> bool:
    """Whether people take numbers here."""
    return get(read, settings.QUEUE_ON)


def tickets(read: Read, day: date | None = None, statuses: Sequence[TicketStatus] = ()) -> list[TicketRow]:
    """The numbers of a day: those in line first, in the order in which they will be called; then the others."""
    read.require(Permission.DESK_VIEW)
    now = read.clock.local()
    rows = {
        row.id: TicketRow(*tuple(row))
        for row in read.rows(_OF_DAY, {"center": read.center_id, "day": day or now.date()})
    }
    ordered = rules.in_order(line(read, day or now.date()), now, get(read, settings.PATIENCE))
    first = [rows[one.ticket_id] for one in ordered]
    rest = [row for row in rows.values() if row.status is not TicketStatus.WAITING]
    return [row for row in (*first, *rest) if not statuses or row.status in statuses]


def ticket_row(read: Read, ticket_id: int) -> TicketRow:
    """One number.  Raises NotFound."""
    read.require(Permission.DESK_VIEW)
    stored_ticket(read, ticket_id)
    row = read.row(_ONE, {"center": read.center_id, "id": ticket_id})
    assert row is not None
    return TicketRow(*tuple(row))


def windows(read: Read, *, retired: bool = False) -> list[WindowRow]:
    """The windows in their order, with who sits there and what they have at hand."""
    read.require(Permission.DESK_VIEW)
    groups: dict[int, list[int]] = {}
    for row in read.rows(
        sa.select(window_group.c.window_id, window_group.c.group_id)
        .join(desk_window, desk_window.c.id == window_group.c.window_id)
        .where(desk_window.c.center_id == read.center_id)
    ):
        groups.setdefault(row.window_id, []).append(row.group_id)
    return [
        WindowRow(
            row.id, row.number, row.name, row.state, row.account_id, row.person, row.words, row.active,
            tuple(groups.get(row.id, ())), row.ticket_id, row.code, row.service, row.called_at,
        )
        for row in read.rows(_WINDOWS, {"center": read.center_id})
        if row.active or retired
    ]  # fmt: skip


def my_window(read: Read) -> WindowRow | None:
    """The window the acting person sits at, or None."""
    me = read.actor.account_id
    return next((row for row in windows(read) if me is not None and row.account_id == me), None)


def waiting_for(read: Read, window_id: int) -> int:
    """How many people this window could call now."""
    read.require(Permission.DESK_VIEW)
    return len(rules.callable_at(line(read, read.clock.today()), window_id, groups_of(read, window_id)))


def expected_wait(read: Read, ticket_id: int) -> Wait:
    """How many go before a number and how long that takes, from the middle of the recent serving times."""
    row = stored_ticket(read, ticket_id)
    now = read.clock.local()
    ordered = rules.in_order(line(read, row.day), now, get(read, settings.PATIENCE))
    same = [one.ticket_id for one in ordered if one.group_id == row.line_id]
    ahead = same.index(ticket_id) if ticket_id in same else 0
    return Wait(
        ahead, rules.expected_minutes(ahead, usual_seconds(read, row.line_id), _open(read, row.line_id))
    )


def usual_seconds(read: Read, group_id: int) -> int:
    """How long one person of a group takes lately."""
    since = read.clock.local() - timedelta(days=30)
    rows = read.rows(_SERVED, {"group": group_id, "since": since})
    return rules.usual_seconds([row.served for row in rows])


def shown(read: Read, limit: int = 6) -> list[Shown]:
    """What the display shows: the latest calls of today, the newest first."""
    read.require(Permission.DESK_VIEW)
    midnight = datetime.combine(read.clock.today(), datetime.min.time())
    rows = read.rows(_SHOWN, {"center": read.center_id, "since": midnight, "limit": limit})
    return [
        Shown(row.code, row.number, row.spoken_at, row.times, row.open_ticket_id is not None) for row in rows
    ]


def queue_day(read: Read, day: date | None = None) -> QueueDay:
    """The figures of a day."""
    rows = tickets(read, day)
    called = [row for row in rows if row.called_at is not None]
    done = [row for row in rows if row.status is TicketStatus.DONE]
    now = read.clock.local()
    line_up = [row for row in rows if row.status is TicketStatus.WAITING]
    since = [int((now - row.taken_at).total_seconds()) for row in line_up]
    return QueueDay(
        given=len(rows),
        done=len(done),
        missed=sum(1 for row in rows if row.status in (TicketStatus.MISSED, TicketStatus.LEFT)),
        waiting=len(line_up),
        waited=_mean([row.waited for row in called]),
        served=_mean([row.served for row in done]),
        longest=max([*since, *(row.waited for row in called)], default=0),
    )


def at_hand(read: Read, window_id: int) -> TicketRow | None:
    """The number a window has at hand, or None."""
    read.require(Permission.DESK_VIEW)
    found: Any = read.value(
        sa.select(ticket.c.id)
        .join(ticket_call, ticket_call.c.open_ticket_id == ticket.c.id)
        .where(
            ticket_call.c.open_window_id == window_id,
            ticket.c.center_id == read.center_id,
            ticket.c.status.in_(AT_A_WINDOW),
        )
    )
    return None if found is None else ticket_row(read, found)


def _open(read: Read, group_id: int) -> int:
    """How many open windows call this group."""
    return sum(
        1
        for row in windows(read)
        if row.state is WindowState.OPEN and (not row.group_ids or group_id in row.group_ids)
    )


def _mean(values: Sequence[int]) -> int:
    return round(sum(values) / len(values)) if values else 0
