"""What this room does when others tell something."""

import sqlalchemy as sa

from neighborcenter.forms import keeping, records
from neighborcenter.forms.kinds import FREE_WORDS
from neighborcenter.forms.models import entry
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged


def on_residents_merged(work: Work, event: ResidentsMerged) -> None:
    """The entries of both belong to one person now: only the latest of each form is still open."""
    for row in work.rows(sa.select(entry.c.form_id).where(entry.c.resident_id == event.keep).distinct()):
        keeping.settle_due(work, row.form_id, event.keep)


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank what says who somebody was: free words, addresses, traces. Figures and choices stay."""
    used = work.rows(sa.select(entry.c.version_id).where(entry.c.resident_id == event.resident_id).distinct())
    words = {
        row.version_id: frozenset(
            one.key
            for one in records.version(work, row.version_id).definition.fields
            if one.kind in FREE_WORDS
        )
        for row in used
    }
    if words:
        keeping.blank_words(work, event.resident_id, words)
