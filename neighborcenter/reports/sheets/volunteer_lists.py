"""The roll of volunteers as a list to take away; `import volunteers` reads it again."""

from collections.abc import Iterator

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, translate
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read
from neighborcenter.people.texts import ID_KIND_NAMES, SEX_NAMES
from neighborcenter.reports.paper.workbook import Cell
from neighborcenter.reports.sheets.export import Export, ExportColumn, Filters
from neighborcenter.volunteers.kinds import HoursKind, VolunteerStatus
from neighborcenter.volunteers.queries import VolunteerFilter
from neighborcenter.volunteers.roll import roll
from neighborcenter.volunteers.texts import word
from neighborcenter.volunteers.weekly import times_words


def _volunteers(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    for row in roll(
        read, VolunteerFilter(_statuses(filters.get("status", "")), text=filters.get("text", ""))
    ):
        yield (
            row.number,
            row.name,
            translate(SEX_NAMES[row.sex]),
            row.birth_date,
            translate(ID_KIND_NAMES[row.id_kind]) if row.id_number else "",
            row.id_number,
            row.phone,
            word(row.status),
            row.registered_on,
            "√" if row.party_member else "",
            "、".join(row.skills),
            "、".join(row.teams),
            times_words(row.times),
            row.fields,
            row.languages,
            row.work_unit,
            row.contact_name,
            row.contact_relation,
            row.contact_phone,
            row.wanted_shifts or None,
            row.most_shifts or None,
            row.earned.get(HoursKind.RECOGNISED, 0) / 60,
            row.earned.get(HoursKind.HONORARY, 0) / 60,
            row.brought.get(HoursKind.RECOGNISED, 0) / 60,
            row.brought.get(HoursKind.HONORARY, 0) / 60,
            row.points,
            row.note,
        )


def _statuses(text: str) -> tuple[VolunteerStatus, ...]:
    """The standing asked for; "all" also names those who left."""
    if not text:
        return ()
    if text == "all":
        return tuple(VolunteerStatus)
    if text not in {status.value for status in VolunteerStatus}:
        raise Invalid(Problem("filter", "found.none", {"what": "volunteer", "name": text}))
    return (VolunteerStatus(text),)


VOLUNTEER_EXPORTS = (
    Export(
        "volunteers",
        N_("Volunteers"),
        Permission.VOLUNTEERS_VIEW,
        (
            ExportColumn(N_("Volunteer no.")),
            ExportColumn(N_("Name"), width=12),
            ExportColumn(N_("Sex"), width=6),
            ExportColumn(N_("Birth date"), "date", 12),
            ExportColumn(N_("Kind of ID"), width=16),
            ExportColumn(N_("ID number"), width=20),
            ExportColumn(N_("Phone"), width=15),
            ExportColumn(N_("Standing"), width=8),
            ExportColumn(N_("Taken on"), "date", 12),
            ExportColumn(N_("Party member"), width=8),
            ExportColumn(N_("Skills"), width=20),
            ExportColumn(N_("Teams"), width=20),
            ExportColumn(N_("Weekly times"), width=40),
            ExportColumn(N_("Likes to help with"), width=20),
            ExportColumn(N_("Languages"), width=12),
            ExportColumn(N_("Works or studies at"), width=20),
            ExportColumn(N_("In an emergency"), width=12),
            ExportColumn(N_("Who that is"), width=10),
            ExportColumn(N_("Phone in an emergency"), width=15),
            ExportColumn(N_("Shifts wanted a month"), "number", 10),
            ExportColumn(N_("Shifts at most"), "number", 10),
            ExportColumn(N_("Recognised hours"), "decimal", 10),
            ExportColumn(N_("Honorary hours"), "decimal", 10),
            ExportColumn(N_("Recognised hours brought in"), "decimal", 12),
            ExportColumn(N_("Honorary hours brought in"), "decimal", 12),
            ExportColumn(N_("Points"), "number", 8),
            ExportColumn(N_("Note"), width=24),
        ),
        _volunteers,
        ("text", "status"),
    ),
)
