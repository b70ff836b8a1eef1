"""Questions about matters: the list with its due clock, one of them whole, what a person has pending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import Handling, Need, service
from neighborcenter.center.drafts import HolidayCalendar
from neighborcenter.center.queries import holiday_calendar
from neighborcenter.center.rules import add_working_days
from neighborcenter.desk.matters import records, rules
from neighborcenter.desk.matters.kinds import OPEN, Act, Delivery, MatterStatus, Satisfaction
from neighborcenter.desk.matters.models import matter, matter_step
from neighborcenter.desk.matters.rules import DueClock, due_clock, number_of
from neighborcenter.kit.model import aside
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.privacy import shown_phone


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """Which matters the list shows; `end` is not included.  `due`: "overdue", "today", "soon" or ""."""

    statuses: tuple[MatterStatus, ...] = ()
    due: str = ""
    service_ids: tuple[int, ...] = ()
    module_ids: tuple[int, ...] = ()
    handler_id: int | None = None
    resident_id: int | None = None
    first: date | None = None
    end: date | None = None
    away: bool = False
    text: str = ""
    order: str = "due"


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One line of the list; the phone is masked."""

    id: int
    number: str
    service_id: int
    service: str
    module: str
    handling: Handling
    resident_id: int | None
    who: str
    phone: str
    agent: str
    status: MatterStatus
    received_at: datetime
    accepted_on: date | None
    due: date | None
    ended_at: datetime | None
    away: bool
    handler: str
    satisfaction: Satisfaction | None
    note: str
    clock: DueClock


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of a matter."""

    id: int
    name: str
    need: Need
    copies: str
    there: bool
    asked: bool
    note: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of a matter's course."""

    at: datetime
    act: Act
    words: str
    giver: str
    taker: str
    papers: str
    due: date | None
    by: str


@dataclass(frozen=True, slots=True)
class MatterCard:
    """A matter whole."""

    row: MatterRow
    delivery: Delivery
    department: str
    days: int | None
    supply_by: date | None
    result: str
    opinion: str
    agent_phone: str
    agent_relation: str
    visit_id: int | None
    papers: tuple[PaperRow, ...]
    steps: tuple[StepRow, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterCounts:
    """How many open matters there are, by what their clock says."""

    open: int
    overdue: int
    today: int
    soon: int
    supplement: int


_JOINED = (
    matter.join(service, service.c.id == matter.c.service_id)
    .join(service_module, service_module.c.id == matter.c.module_id)
    .outerjoin(account, account.c.id == matter.c.handler_id)
)
_ROWS = (
    sa.select(
        matter,
        service.c.name.label("service"),
        service_module.c.name.label("module"),
        sa.func.coalesce(account.c.name, "").label("handler"),
    )
    .select_from(_JOINED)
    .where(
        aside(matter.c.center_id) == sa.bindparam("center"),
        matter.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)
_LAST = date.fromisoformat("9999-12-31")
_ORDERS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "due": (sa.func.coalesce(matter.c.due, sa.literal(_LAST, matter.c.due.type)), matter.c.id),
    "number": (matter.c.year, matter.c.serial),
    "received": (matter.c.received_at, matter.c.id),
    "service": (service.c.name, matter.c.id),
    "who": (matter.c.who, matter.c.id),
    "status": (matter.c.status, matter.c.id),
}


def matter_ids(read: Read, wanted: MatterFilter = MatterFilter()) -> list[int]:
    """The ids of the matters the list shows, in its order."""
    read.require(Permission.DESK_VIEW)
    names = _ORDERS.get(wanted.order.removeprefix("-"), _ORDERS["due"])
    turned = wanted.order.startswith("-")
    rows = read.rows(
        sa.select(matter.c.id)
        .select_from(_JOINED)
        .where(*_conditions(read, wanted))
        .order_by(*(name.desc() if turned else name for name in names))
    )
    return [row[0] for row in rows]


def matter_rows(read: Read, ids: Sequence[int]) -> list[MatterRow]:
    """The lines of a window of the list, in the order of the ids; ids that are gone are left out."""
    read.require(Permission.DESK_VIEW)
    calendar = holiday_calendar(read)
    today = read.clock.today()
    found: dict[int, MatterRow] = {}
    for start in range(0, len(ids), 1_000):
        part = list(ids[start : start + 1_000])
        for row in read.rows(_ROWS, {"center": read.center_id, "ids": part}):
            found[row.id] = _row(row, today, calendar)
    return [found[ref] for ref in ids if ref in found]


def matter_card(read: Read, matter_id: int) -> MatterCard:
    """A matter with its papers and its course.  Raises NotFound."""
    read.require(Permission.DESK_VIEW)
    stored = records.stored(read, matter_id)
    papers = records.paper_rows(read, matter_id)
    steps = read.rows(
        sa.select(matter_step, sa.func.coalesce(account.c.name, "").label("by"))
        .outerjoin(account, account.c.id == matter_step.c.account_id)
        .where(matter_step.c.matter_id == matter_id)
        .order_by(matter_step.c.at, matter_step.c.id)
    )
    return MatterCard(
        row=matter_rows(read, [matter_id])[0],
        delivery=stored.delivery,
        department=stored.department,
        days=stored.days,
        supply_by=stored.supply_by,
        result=stored.result,
        opinion=stored.opinion,
        agent_phone=shown_phone(stored.agent_phone),
        agent_relation=stored.agent_relation,
        visit_id=stored.visit_id,
        papers=tuple(
            PaperRow(row.id, row.name, row.need, row.copies, row.there, row.asked, row.note) for row in papers
        ),
        steps=tuple(
            StepRow(row.at, row.act, row.words, row.giver, row.taker, row.papers, row.due, row.by)
            for row in steps
        ),
        missing=rules.missing(records.facts(papers)),
    )


def of_resident(read: Read, resident_id: int, limit: int = 5) -> list[MatterRow]:
    """What somebody has pending here, the most pressing first."""
    wanted = MatterFilter(statuses=tuple(sorted(OPEN)), resident_id=resident_id)
    return matter_rows(read, matter_ids(read, wanted)[:limit])


def counts(read: Read) -> MatterCounts:
    """The open matters by their clock: what the desk heeds in the morning."""
    read.require(Permission.DESK_VIEW)
    calendar, today = holiday_calendar(read), read.clock.today()
    rows = read.rows(
        sa.select(matter.c.status, matter.c.due).where(
            matter.c.center_id == read.center_id, matter.c.status.in_(sorted(OPEN))
        )
    )
    clocks = [due_clock(row.status, row.due, None, today, calendar).clock for row in rows]
    return MatterCounts(
        open=len(rows),
        overdue=clocks.count(rules.Clock.OVERDUE),
        today=clocks.count(rules.Clock.TODAY),
        soon=clocks.count(rules.Clock.SOON),
        supplement=sum(1 for row in rows if row.status is MatterStatus.SUPPLEMENT),
    )


def _conditions(read: Read, wanted: MatterFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [matter.c.center_id == read.center_id]
    for column, values in (
        (matter.c.status, wanted.statuses),
        (matter.c.service_id, wanted.service_ids),
        (matter.c.module_id, wanted.module_ids),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.due:
        found += _due(read, wanted.due)
    if wanted.handler_id is not None:
        found.append(matter.c.handler_id == wanted.handler_id)
    if wanted.resident_id is not None:
        found.append(matter.c.resident_id == wanted.resident_id)
    if wanted.first is not None:
        found.append(matter.c.received_at >= datetime.combine(wanted.first, time()))
    if wanted.end is not None:
        found.append(matter.c.received_at < datetime.combine(wanted.end, time()))
    if wanted.away:
        found.append(matter.c.away.is_(True))
    if wanted.text.strip():
        found.append(_named(wanted.text.strip()))
    return found


def _named(text: str) -> sa.ColumnElement[bool]:
    """A number like 2026-0018, or words in whose it is, what it is about, or its note."""
    year, dash, serial = text.partition("-")
    if dash and year.isdecimal() and serial.isdecimal():
        return sa.and_(matter.c.year == int(year), matter.c.serial == int(serial))
    fields = (matter.c.who, matter.c.agent, service.c.name, matter.c.note, matter.c.department)
    return sa.or_(*(field.icontains(text, autoescape=True) for field in fields))


def _due(read: Read, what: str) -> list[sa.ColumnElement[bool]]:
    """Open matters past their day, due today, or within the next working day."""
    today = read.clock.today()
    found: list[sa.ColumnElement[bool]] = [matter.c.status.in_(sorted(OPEN))]
    if what == "overdue":
        return [*found, matter.c.due < today]
    if what == "today":
        return [*found, matter.c.due == today]
    last = add_working_days(today, rules.SOON, holiday_calendar(read)).day
    return [*found, matter.c.due >= today, matter.c.due < last + timedelta(days=1)]


def _row(row: Any, today: date, calendar: HolidayCalendar) -> MatterRow:
    ended = row.ended_at.date() if row.ended_at is not None else None
    return MatterRow(
        id=row.id,
        number=number_of(row.year, row.serial),
        service_id=row.service_id,
        service=row.service,
        module=row.module,
        handling=row.handling,
        resident_id=row.resident_id,
        who=row.who,
        phone=shown_phone(row.phone),
        agent=row.agent,
        status=row.status,
        received_at=row.received_at,
        accepted_on=row.accepted_on,
        due=row.due,
        ended_at=row.ended_at,
        away=row.away,
        handler=row.handler,
        satisfaction=row.satisfaction,
        note=row.note,
        clock=due_clock(row.status, row.due, ended, today, calendar),
    )
