"""The one thing reports write: the notes a manager adds to a month's paper."""

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import Invalid, Problem, teach
from neighborcenter.kit.work import Work
from neighborcenter.reports.drafts import NoteDraft
from neighborcenter.reports.models import report_note

LONGEST = 2_000

SENTENCES = {"reports.note_too_long": N_("At most {most} characters fit here; there are {found}.")}
teach(SENTENCES)


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
