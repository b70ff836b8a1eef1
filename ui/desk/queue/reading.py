"""What the queue asks of the back office, in the lane; plain views come back."""

from __future__ import annotations

from datetime import datetime

from neighborcenter.catalog import queries as catalog
from neighborcenter.center import queries as center
from neighborcenter.desk.queue import queries, settings, setup_queries
from neighborcenter.desk.queue.kinds import Basis, TicketStatus
from neighborcenter.desk.queue.queries import TicketRow, WindowRow
from neighborcenter.desk.queue.texts import status_name, window_state_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.settings import get
from neighborcenter.kit.work import Read
from ui.desk.queue.views import (
    DisplayView,
    GroupChoice,
    QueueView,
    ShownCall,
    TicketLine,
    WindowLine,
)
from ui.desk.views import Pick
from ui.kit.later import later

papers = later("neighborcenter.reports.press")

_ASIDE = (TicketStatus.HELD, TicketStatus.MISSED)


def view(read: Read) -> QueueView:
    """The queue of today; `on` False says that nothing else was asked."""
    if not queries.is_on(read):
        return QueueView()
    rows = queries.tickets(read)
    windows = queries.windows(read)
    mine = queries.my_window(read)
    figures = queries.queue_day(read)
    now = read.clock.local()
    hand = next((row for row in rows if mine is not None and row.id == mine.ticket_id), None)
    return QueueView(
        on=True,
        window_id=mine.id if mine is not None else None,
        window=mine.number if mine is not None else 0,
        line=tuple(_line(row, now) for row in rows if row.status is TicketStatus.WAITING),
        aside=tuple(_line(row, now) for row in rows if row.status in _ASIDE),
        at_hand=_at_hand(read, hand, now) if hand is not None else None,
        windows=tuple(_window(row, mine, now) for row in windows),
        groups=tuple(GroupChoice(row.id, row.prefix, row.name) for row in setup_queries.groups(read)),
        priorities=tuple(
            (row.id, row.name, row.words)
            for row in setup_queries.priorities(read)
            if row.basis is not Basis.TAG
        ),
        callable=queries.waiting_for(read, mine.id) if mine is not None else 0,
        mean_wait=round(figures.waited / 60),
        done=figures.done,
        mean_serving=round(figures.served / 60, 1),
    )


def _line(row: TicketRow, now: datetime) -> TicketLine:
    since = row.taken_at if row.status is TicketStatus.WAITING else row.called_at or row.taken_at
    return TicketLine(
        id=row.id,
        code=row.code,
        who=row.who or (_("{heads} people").format(heads=row.heads) if row.heads > 1 else _("No name")),
        what=row.service or row.group,
        minutes=max(0, int((now - since).total_seconds() // 60)),
        priority=row.priority or (_("Priority") if row.rank else ""),
        first=bool(row.rank),
        state=row.status.value,
        state_text=status_name(row.status),
        resident_id=row.resident_id,
        heads=row.heads,
        since=row.started_at or row.called_at,
    )


def _at_hand(read: Read, row: TicketRow, now: datetime) -> TicketLine:
    """The number this window has, with the service it was taken for ready to be registered."""
    made = _line(row, now)
    pick = None
    if row.service_id is not None:
        for found in catalog.picked_services(read, [row.service_id]):
            pick = Pick(
                "service", found.id, found.name, found.module, found.refused, found.refusal, found.refer_to
            )
    return TicketLine(
        made.id, made.code, row.who, made.what, made.minutes, made.priority, made.first, made.state,
        made.state_text, made.resident_id, made.heads, pick, made.since,
    )  # fmt: skip


def _window(row: WindowRow, mine: WindowRow | None, now: datetime) -> WindowLine:
    if row.code:
        minutes = int((now - row.since).total_seconds() // 60) if row.since is not None else 0
        parts = (row.code, row.service, _("{count} min").format(count=minutes))
        text = " · ".join(part for part in parts if part)
    else:
        text = " · ".join(part for part in (window_state_name(row.state), row.words) if part)
    name = row.person or row.name or _("Window {number}").format(number=row.number)
    return WindowLine(
        row.id,
        row.number,
        name,
        row.state.value,
        text,
        mine is not None and row.id == mine.id,
        bool(row.person),
    )


def display(read: Read, notices: tuple[str, ...] = ()) -> DisplayView:
    """What the hall sees."""
    waiting = sum(1 for row in queries.tickets(read) if row.status is TicketStatus.WAITING)
    return DisplayView(
        center.center_profile(read).name,
        tuple(ShownCall(row.code, row.window, row.at, row.times, row.open) for row in queries.shown(read)),
        waiting,
        notices,
        get(read, settings.SPEAK),
    )


def slip(read: Read, ticket_id: int) -> bytes:
    """The slip of a number as PDF.  Raises NotFound."""
    made: bytes = papers.press(read, "ticket_slip", {"ticket": ticket_id}).pdf().pdf
    return made
