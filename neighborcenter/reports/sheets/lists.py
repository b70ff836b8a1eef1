"""Every list that can be exported, by the word used on the command line."""

from collections.abc import Iterator
from datetime import date, timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import queries as booking
from neighborcenter.booking.texts import KINDS as BOOKING_KINDS
from neighborcenter.booking.texts import STATUSES as OCCURRENCE_STATUSES
from neighborcenter.catalog import queries as catalog
from neighborcenter.catalog.models import Handling, ServiceStatus
from neighborcenter.catalog.texts import HANDLINGS
from neighborcenter.catalog.texts import STATUSES as SERVICE_STATUSES
from neighborcenter.center import queries as center
from neighborcenter.desk import queries as desk
from neighborcenter.desk.texts import OUTCOMES
from neighborcenter.kit.i18n import N_, translate
from neighborcenter.kit.problems import Invalid, Problem, teach
from neighborcenter.kit.work import Read
from neighborcenter.people import queries as people
from neighborcenter.people.drafts import ResidentFilter
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.people.texts import STATUS_NAMES as RESIDENT_STATUSES
from neighborcenter.reports.paper.workbook import Cell
from neighborcenter.reports.sheets.activity_lists import ACTIVITY_EXPORTS
from neighborcenter.reports.sheets.export import Export, ExportColumn, Filters, day_in
from neighborcenter.reports.sheets.volunteer_lists import VOLUNTEER_EXPORTS

teach(
    {
        "reports.filter": N_("This list has no filter “{name}”. It knows: {known}."),
        "reports.suffix": N_("Name the file .xlsx or .csv, not {file}."),
        "reports.date": N_("“{text}” is not a date. Write it like 2026-11-23."),
    }
)
_AT_ONCE = 500


def _residents(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    wanted = ResidentFilter(
        text=filters.get("text", ""),
        building=filters.get("building") or None,
        community=filters.get("community") or None,
        tags=_tags(read, filters.get("tag", "")),
    )
    ids = people.resident_ids(read, wanted)
    for start in range(0, len(ids), _AT_ONCE):
        for row in people.resident_rows(read, ids[start : start + _AT_ONCE]):
            yield (
                row.name,
                translate(SEX_NAMES[row.sex]),
                row.birth_date,
                row.age,
                row.phone,
                row.id_number,
                row.community,
                row.building,
                row.door,
                "、".join(tag.name for tag in row.tags),
                row.alert,
                translate(RESIDENT_STATUSES[row.status]),
            )


def _tags(read: Read, name: str) -> tuple[int, ...]:
    if not name:
        return ()
    found = {tag.name: tag.id for tag in people.tags(read)}
    if name not in found:
        raise Invalid(Problem("filter", "found.none", {"what": "tag", "name": name}))
    return (found[name],)


def _services(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    for row in catalog.services(read, catalog.ServiceFilter(typed=filters.get("text", ""))):
        yield (
            row.name,
            row.module,
            translate(HANDLINGS[Handling(row.handling)]),
            row.department,
            row.days,
            row.fee,
            row.papers,
            translate(SERVICE_STATUSES[ServiceStatus(row.status)]),
            "√" if row.to_confirm else "",
        )


def _rooms(read: Read, _filters: Filters) -> Iterator[tuple[Cell, ...]]:
    for whole in center.rooms(read):
        for row in (whole, *whole.parts):
            yield (
                row.name,
                row.site,
                row.capacity,
                row.floor,
                "√" if row.accessible else "",
                "、".join(row.equipment),
                whole.name if row is not whole else "",
                row.note,
            )


def _bookings(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    wanted = booking.BookingFilter(
        text=filters.get("text", ""), first=day_in(filters, "from"), end=_after(day_in(filters, "to"))
    )
    ids = booking.booking_ids(read, wanted)
    for start in range(0, len(ids), _AT_ONCE):
        for row in booking.booking_rows(read, ids[start : start + _AT_ONCE]):
            yield (
                row.starts.date(),
                row.starts.time(),
                row.ends.time(),
                row.room,
                row.title,
                row.who,
                translate(BOOKING_KINDS[row.kind]),
                row.people,
                translate(OCCURRENCE_STATUSES[row.status]),
            )


def _visits(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    wanted = desk.VisitFilter(
        text=filters.get("text", ""), first=day_in(filters, "from"), end=_after(day_in(filters, "to"))
    )
    ids = desk.visit_ids(read, wanted)
    for start in range(0, len(ids), _AT_ONCE):
        for row in desk.visit_rows(read, ids[start : start + _AT_ONCE]):
            yield (
                row.at,
                row.visitor,
                row.heads,
                row.service,
                row.module,
                translate(OUTCOMES[row.outcome]),
                row.note,
                row.served_by,
            )


def _after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)


EXPORTS: dict[str, Export] = {
    export.key: export
    for export in (
        Export(
            "residents",
            N_("Residents"),
            Permission.PEOPLE_VIEW,
            (
                ExportColumn(N_("Name")),
                ExportColumn(N_("Sex"), width=6),
                ExportColumn(N_("Birth date"), "date", 12),
                ExportColumn(N_("Age"), "number", 6),
                ExportColumn(N_("Phone"), width=15),
                ExportColumn(N_("ID number"), width=20),
                ExportColumn(N_("Community")),
                ExportColumn(N_("Building"), width=8),
                ExportColumn(N_("Door"), width=8),
                ExportColumn(N_("Care tags"), width=18),
                ExportColumn(N_("Mind"), width=30),
                ExportColumn(N_("Status"), width=8),
            ),
            _residents,
            ("text", "building", "community", "tag"),
        ),
        Export(
            "services",
            N_("Services"),
            Permission.CATALOG_VIEW,
            (
                ExportColumn(N_("Service"), width=34),
                ExportColumn(N_("Module")),
                ExportColumn(N_("Handling"), width=10),
                ExportColumn(N_("Department")),
                ExportColumn(N_("Working days"), "number", 10),
                ExportColumn(N_("Fee")),
                ExportColumn(N_("Papers needed"), "number", 10),
                ExportColumn(N_("Status"), width=10),
                ExportColumn(N_("To be confirmed locally"), width=10),
            ),
            _services,
            ("text",),
        ),
        Export(
            "rooms",
            N_("Rooms"),
            Permission.CENTER_VIEW,
            (
                ExportColumn(N_("Room"), width=18),
                ExportColumn(N_("Site")),
                ExportColumn(N_("Seats"), "number", 8),
                ExportColumn(N_("Floor"), width=8),
                ExportColumn(N_("Step-free"), width=8),
                ExportColumn(N_("Equipment"), width=30),
                ExportColumn(N_("Part of")),
                ExportColumn(N_("Note"), width=24),
            ),
            _rooms,
        ),
        Export(
            "bookings",
            N_("Bookings"),
            Permission.BOOKING_VIEW,
            (
                ExportColumn(N_("Date"), "date", 12),
                ExportColumn(N_("From"), "time", 8),
                ExportColumn(N_("To"), "time", 8),
                ExportColumn(N_("Room"), width=16),
                ExportColumn(N_("Title"), width=24),
                ExportColumn(N_("For whom"), width=18),
                ExportColumn(N_("Kind"), width=10),
                ExportColumn(N_("People"), "number", 8),
                ExportColumn(N_("Status"), width=10),
            ),
            _bookings,
            ("text", "from", "to"),
        ),
        Export(
            "visits",
            N_("Day book"),
            Permission.DESK_VIEW,
            (
                ExportColumn(N_("Time"), "datetime", 17),
                ExportColumn(N_("Visitor")),
                ExportColumn(N_("Heads"), "number", 8),
                ExportColumn(N_("Service"), width=24),
                ExportColumn(N_("Module")),
                ExportColumn(N_("Outcome"), width=10),
                ExportColumn(N_("Note"), width=24),
                ExportColumn(N_("Staff"), width=10),
            ),
            _visits,
            ("text", "from", "to"),
        ),
        *ACTIVITY_EXPORTS,
        *VOLUNTEER_EXPORTS,
    )
}
