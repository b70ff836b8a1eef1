"""Notes written for papers."""

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.kit.work import Read
from neighborcenter.reports.models import report_note


@dataclass(frozen=True, slots=True)
class Note:
    """The words of one place, and the version a change must name."""

    place: str
    body: str
    version: int


def notes(read: Read, report: str, period: str) -> dict[str, Note]:
    """What was written for a report in a period, by place."""
    rows = read.rows(
        sa.select(report_note.c.place, report_note.c.body, report_note.c.version).where(
            report_note.c.center_id == read.center_id,
            report_note.c.report == report,
            report_note.c.period == period,
        )
    )
    return {row.place: Note(row.place, row.body, row.version) for row in rows}
