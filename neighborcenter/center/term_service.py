"""School terms: added, changed and removed; series keep the days they were made with."""

from __future__ import annotations

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, rules
from neighborcenter.center.drafts import TermDraft
from neighborcenter.center.models import term
from neighborcenter.kit.problems import refuse
from neighborcenter.kit.text import fold
from neighborcenter.kit.work import Work


def add_term(work: Work, draft: TermDraft) -> int:
    """Add a term. Returns its id. Raises Invalid for a name taken, days the wrong way round or an overlap."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_term(draft, {one.name: (one.first, one.last) for one in queries.terms(work)}))
    ref = work.insert(term, name=fold(draft.name), day_from=draft.first, day_to=draft.last)
    work.record(
        "center.add_term", "term", ref, name=fold(draft.name), first=str(draft.first), last=str(draft.last)
    )
    return ref


def change_term(work: Work, ref: int, draft: TermDraft) -> None:
    """Change name or days of a term; series made within it keep their days.  Raises NotFound, Invalid."""
    work.require(Permission.CENTER_WRITE)
    others = {one.name: (one.first, one.last) for one in queries.terms(work) if one.id != ref}
    refuse(rules.problems_in_term(draft, others))
    work.update(term, ref, name=fold(draft.name), day_from=draft.first, day_to=draft.last)
    work.record(
        "center.change_term", "term", ref, name=fold(draft.name), first=str(draft.first), last=str(draft.last)
    )


def remove_term(work: Work, ref: int) -> None:
    """Remove a term; series that were made within it keep their days. Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    work.delete(term, ref)
    work.record("center.remove_term", "term", ref)
