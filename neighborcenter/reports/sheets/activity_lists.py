"""The lists of activities that can be exported."""

from collections.abc import Iterator
from datetime import timedelta

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import enrollment_queries, queries
from neighborcenter.activities.drafts import ActivityFilter
from neighborcenter.activities.kinds import EnrollmentStatus
from neighborcenter.activities.texts import (
    consent_name,
    enrollment_status_name,
    fee_words,
    kind_name,
    status_name,
)
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.workbook import Cell
from neighborcenter.reports.sheets.export import Export, ExportColumn, Filters, day_in


def _activities(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    for row in queries.activities(read, _wanted(filters)):
        yield (
            row.title,
            kind_name(row.kind),
            row.module,
            status_name(row.status),
            row.first_day,
            row.last_day,
            row.sessions,
            row.place,
            row.capacity,
            row.taken,
            row.waiting,
            row.fee_fen / 100,
            row.organiser,
            row.campaign,
        )


def _enrollments(read: Read, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    for activity in queries.activities(read, _wanted(filters)):
        for row in enrollment_queries.enrollments(read, activity.id, statuses=tuple(EnrollmentStatus)):
            for person in row.people:
                yield (
                    row.code,
                    activity.title,
                    row.session_starts,
                    person.name,
                    person.age,
                    person.heads,
                    row.phone,
                    enrollment_status_name(row.status),
                    row.place or None,
                    person.guardian,
                    consent_name(person.consent) if person.is_minor else "",
                    row.fee_fen / 100,
                    fee_words(row.fee_reason),
                    "√" if row.paid_at is not None else "",
                    row.note,
                )


def _wanted(filters: Filters) -> ActivityFilter:
    last = day_in(filters, "to")
    return ActivityFilter(
        text=filters.get("text", ""),
        first=day_in(filters, "from"),
        end=None if last is None else last + timedelta(days=1),
    )


ACTIVITY_EXPORTS = (
    Export(
        "activities",
        N_("Activities"),
        Permission.ACTIVITIES_VIEW,
        (
            ExportColumn(N_("Activity"), width=24),
            ExportColumn(N_("Kind"), width=10),
            ExportColumn(N_("Module")),
            ExportColumn(N_("Status"), width=10),
            ExportColumn(N_("First day"), "date", 12),
            ExportColumn(N_("Last day"), "date", 12),
            ExportColumn(N_("Sessions"), "number", 8),
            ExportColumn(N_("Meeting place"), width=16),
            ExportColumn(N_("Number of places"), "number", 8),
            ExportColumn(N_("Places taken"), "number", 8),
            ExportColumn(N_("On the waiting list"), "number", 8),
            ExportColumn(N_("Fee (¥)"), "decimal", 10),
            ExportColumn(N_("Organizing unit"), width=18),
            ExportColumn(N_("Campaign"), width=18),
        ),
        _activities,
        ("text", "from", "to"),
    ),
    Export(
        "enrollments",
        N_("Sign-ups"),
        Permission.ACTIVITIES_VIEW,
        (
            ExportColumn(N_("Code"), width=10),
            ExportColumn(N_("Activity"), width=24),
            ExportColumn(N_("Session"), "datetime", 17),
            ExportColumn(N_("Name"), width=12),
            ExportColumn(N_("Age"), "number", 6),
            ExportColumn(N_("People"), "number", 8),
            ExportColumn(N_("Phone"), width=15),
            ExportColumn(N_("Status"), width=12),
            ExportColumn(N_("Place in line"), "number", 8),
            ExportColumn(N_("Guardian"), width=12),
            ExportColumn(N_("Consent"), width=14),
            ExportColumn(N_("Fee (¥)"), "decimal", 10),
            ExportColumn(N_("Fee reason"), width=14),
            ExportColumn(N_("Paid"), width=6),
            ExportColumn(N_("Note"), width=24),
        ),
        _enrollments,
        ("text", "from", "to"),
    ),
)
