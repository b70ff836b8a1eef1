"""The rows behind a figure: whoever doubts a number sees what it counts. The sum of the rows is the figure.

Keys: those of FIGURES ("visits", "people", "held" …), and "module:ID", "service:ID", "day:2026-11-03",
"hour:9", "room:ID" for the parts of the month's tables and charts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.texts import status_name
from neighborcenter.catalog.models import service
from neighborcenter.center.models import room
from neighborcenter.desk.kinds import Outcome
from neighborcenter.desk.models import visit
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import resident
from neighborcenter.people.queries import address_text
from neighborcenter.reports.counting import clipped, hour_of, kept_between
from neighborcenter.reports.figures import FIGURES, newcomers_of
from neighborcenter.reports.papers.day_book import lines_where
from neighborcenter.reports.room_use import room_use


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row: what to open (table and id), its cells, and how much of the figure it is."""

    kind: str
    ref: int
    cells: tuple[str, ...]
    counts: float


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of one figure under a title."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[BehindRow, ...]

    @property
    def total(self) -> float:
        """What the rows add up to: the figure."""
        return sum(row.counts for row in self.rows)


def figure_name(key: str) -> str:
    """The name of a figure in the language in use."""
    return next(_(label) for known, (label, _unit) in FIGURES.items() if known == key)


def rows_behind(read: Read, key: str, month: Month) -> Behind:
    """The rows that the figure `key` of `month` counts. Raises NotAllowed, NotFound for an unknown key."""
    read.require(Permission.REPORTS_VIEW)
    name, _colon, ref = key.partition(":")
    where = kept_between(read, month.first, month.next_first)
    if name in ("visits", "services", "unnamed", "open"):
        if name == "unnamed":
            where.append(visit.c.resident_id.is_(None))
        elif name == "open":
            where.append(visit.c.outcome == Outcome.OPEN)
        return _visits(read, figure_name(name), where, heads=name in ("visits", "unnamed"))
    if name == "people":
        return _people(read, where)
    if name in ("held", "cancelled"):
        status = OccurrenceStatus.BOOKED if name == "held" else OccurrenceStatus.CANCELLED
        return _bookings(read, month, status)
    if name == "newcomers":
        return _newcomers(read, month)
    if name == "rate":
        return _rooms(read, month)
    return _part(read, name, ref, month, where)


def _part(read: Read, name: str, ref: str, month: Month, where: list[sa.ColumnElement[bool]]) -> Behind:
    """One bar of a chart, one line of a table."""
    try:
        if name == "module":
            title = read.value(sa.select(service_module.c.name).where(service_module.c.id == int(ref)))
            return _visits(read, str(title), [*where, visit.c.module_id == int(ref)])
        if name == "service":
            title = read.value(sa.select(service.c.name).where(service.c.id == int(ref)))
            return _visits(read, str(title), [*where, visit.c.service_id == int(ref)])
        if name == "day":
            return _visits(read, ref, [*where, visit.c.day == date.fromisoformat(ref)], heads=True)
        if name == "hour":
            title = f"{int(ref)}:00–{int(ref) + 1}:00"
            return _visits(read, title, [*where, hour_of(read) == int(ref)], heads=True)
        if name == "room":
            return _room(read, month, int(ref))
    except ValueError:
        pass
    raise NotFound("figure", f"{name}:{ref}" if ref else name)


def _visits(
    read: Read, title: str, where: Sequence[sa.ColumnElement[bool]], *, heads: bool = False
) -> Behind:
    columns = (_("Time"), _("Full name"), _("Matter"), _("Person-times"), _("Result"))
    rows = tuple(
        BehindRow(
            "visit",
            line.id,
            (f"{line.at:%m-%d %H:%M}", line.who, line.matter, str(line.heads), line.result),
            line.heads if heads else 1,
        )
        for line in lines_where(read, list(where))
    )
    return Behind(title, columns, rows)


def _people(read: Read, where: list[sa.ColumnElement[bool]]) -> Behind:
    rows = read.rows(
        sa.select(
            resident.c.id,
            resident.c.name,
            resident.c.community,
            resident.c.building,
            resident.c.door,
            sa.func.count().label("times"),
            sa.func.max(visit.c.day).label("last"),
        )
        .join(resident, resident.c.id == visit.c.resident_id)
        .where(*where)
        .group_by(resident.c.id)
        .order_by(sa.desc("times"), resident.c.name_sort, resident.c.id)
    )
    return Behind(
        figure_name("people"),
        (_("Full name"), _("Address"), _("Services given"), _("Last time")),
        tuple(
            BehindRow(
                "resident",
                row.id,
                (
                    row.name,
                    address_text(row.community, row.building, row.door),
                    str(row.times),
                    str(row.last),
                ),
                1,
            )
            for row in rows
        ),
    )


def _bookings(read: Read, month: Month, status: OccurrenceStatus) -> Behind:
    start, stop = clipped(month.first, month.next_first, read.clock.local())
    name = figure_name("held" if status is OccurrenceStatus.BOOKED else "cancelled")
    rows = read.rows(
        _occurrences(read, start, stop).where(occurrence.c.status == status).order_by(occurrence.c.starts)
    )
    return Behind(
        name,
        (_("Time"), _("Room"), _("Purpose"), _("Used by whom"), _("State")),
        tuple(
            BehindRow(
                "occurrence",
                row.id,
                (
                    f"{row.starts:%m-%d %H:%M}–{row.ends:%H:%M}",
                    row.room,
                    row.title,
                    row.who,
                    row.cancel_reason or status_name(row.status),
                ),
                1,
            )
            for row in rows
        ),
    )


def _occurrences(read: Read, start: datetime, stop: datetime) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(
            occurrence.c.id,
            occurrence.c.starts,
            occurrence.c.ends,
            occurrence.c.status,
            occurrence.c.cancel_reason,
            booking.c.title,
            booking.c.who,
            room.c.name.label("room"),
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .join(room, room.c.id == occurrence.c.room_id)
        .where(
            occurrence.c.center_id == read.center_id, occurrence.c.starts >= start, occurrence.c.starts < stop
        )
    )


def _room(read: Read, month: Month, room_id: int) -> Behind:
    """The uses of one bookable unit; they count in hours."""
    start, stop = clipped(month.first, month.next_first, read.clock.local())
    title = read.value(sa.select(room.c.name).where(room.c.id == room_id, room.c.center_id == read.center_id))
    rows = read.rows(
        _occurrences(read, start, stop)
        .join(claim, claim.c.occurrence_id == occurrence.c.id)
        .where(claim.c.unit_id == room_id, occurrence.c.status == OccurrenceStatus.BOOKED)
        .order_by(occurrence.c.starts)
    )
    return Behind(
        str(title),
        (_("Time"), _("Purpose"), _("Used by whom"), _("Length (hours)")),
        tuple(
            BehindRow(
                "occurrence",
                row.id,
                (
                    f"{row.starts:%m-%d %H:%M}–{row.ends:%H:%M}",
                    row.title,
                    row.who,
                    f"{(row.ends - row.starts).total_seconds() / 3600:.1f}",
                ),
                (row.ends - row.starts).total_seconds() / 3600,
            )
            for row in rows
        ),
    )


def _rooms(read: Read, month: Month) -> Behind:
    """Every room with its hours; each counts by its share of all open hours, so that the sum is the rate."""
    uses = room_use(read, month.first, month.next_first)
    opened = sum(use.open for use in uses) or 1
    return Behind(
        figure_name("rate"),
        (_("Room"), _("Hours used"), _("Hours open"), _("Rate of use")),
        tuple(
            BehindRow(
                "room",
                use.room_id,
                (
                    use.room,
                    f"{use.used / 60:,.1f}",
                    f"{use.open / 60:,.1f}",
                    "—" if use.rate is None else f"{use.rate:.1%}",
                ),
                use.used_open / opened,
            )
            for use in uses
        ),
    )


def _newcomers(read: Read, month: Month) -> Behind:
    rows = read.rows(
        sa.select(resident).where(*newcomers_of(read, month)).order_by(resident.c.created_at, resident.c.id)
    )
    return Behind(
        figure_name("newcomers"),
        (_("Registered at"), _("Full name"), _("Address")),
        tuple(
            BehindRow(
                "resident",
                row.id,
                (
                    f"{read.clock.wall(row.created_at):%m-%d %H:%M}",
                    row.name,
                    address_text(row.community, row.building, row.door),
                ),
                1,
            )
            for row in rows
        ),
    )
