"""What reports write: the notes of a month's paper, and the audit line of every file that leaves the house."""

from pathlib import Path

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.reports.drafts import NoteDraft
from neighborcenter.reports.models import report_note
from neighborcenter.reports.paper.workbook import Progress
from neighborcenter.reports.press import Pressed
from neighborcenter.reports.registry import report
from neighborcenter.reports.report import Values

LONGEST = 2_000


def write_note(work: Work, draft: NoteDraft) -> None:
    """Keep the words of one place; empty words take the note away.

    Raises NotAllowed, Invalid when they are too long, Stale when someone else has written there meanwhile.
    """
    work.require(Permission.REPORTS_WRITE)
    body = draft.body.strip()
    if len(body) > LONGEST:
        raise Invalid(Problem("body", "reports.note_too_long", {"most": LONGEST, "found": len(body)}))
    known = work.row(
        sa.select(report_note.c.id, report_note.c.version).where(
            report_note.c.center_id == work.center_id,
            report_note.c.report == draft.report,
            report_note.c.period == draft.period,
            report_note.c.place == draft.place,
        )
    )
    if known is None:
        if not body:
            return
        ref = work.insert(report_note, report=draft.report, period=draft.period, place=draft.place, body=body)
    else:
        ref = known.id
        work.update(report_note, ref, version=draft.version or known.version, body=body)
    work.record(
        "reports.write_note", "report_note", ref, report=draft.report, period=draft.period, place=draft.place
    )


def see_whole(work: Work, key: str, values: Values) -> None:
    """Note that a paper with whole phones is looked at, printed or not.  Raises NotAllowed, NotFound."""
    work.require(Permission.PEOPLE_REVEAL)
    chosen = report(key)
    work.require(chosen.permission)
    asked = (values.get(one.key) for one in chosen.params if one.key != "phones")
    work.record(
        "reports.see_whole",
        "report",
        report=key,
        asked=" ".join(str(one) for one in asked if one is not None),
    )


def export_report(work: Work, pressed: Pressed, path: Path, *, progress: Progress | None = None) -> int:
    """Write a report to a .pdf, .xlsx or .csv and record that it left the house; returns pages or rows.

    Raises NotAllowed, and Unavailable when the disk or the folder refuses; then nothing is recorded.
    """
    work.require(Permission.EXPORT)
    count = pressed.save(path, progress=progress)
    imprint = pressed.paper.imprint
    work.record("reports.export", "report", report=pressed.report.key, covers=imprint.covers, file=path.name)
    return count
