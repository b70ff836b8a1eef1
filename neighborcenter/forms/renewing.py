"""Newer versions of the shipped forms: offered to a center that has not changed the form, taken in one act.

A form that the center has designed itself since, or is designing, is never touched. Entries keep the version they
were made with, as with any new version.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import queries, records, service
from neighborcenter.forms.drafts import Definition
from neighborcenter.forms.files import shipped
from neighborcenter.forms.kinds import FormStatus, VersionStatus
from neighborcenter.forms.models import form_version
from neighborcenter.forms.queries import FormCount
from neighborcenter.kit import settings
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read, Work

TAKEN: settings.Setting[dict[str, int]] = settings.Setting(
    "forms.shipped_taken", default={}, label=N_("Versions of the shipped forms that were taken")
)
"""By key the number of the version taken last; a form begins with 1."""


@dataclass(frozen=True, slots=True)
class Newer:
    """A form of the center with what its shipped version has otherwise, by the labels of fields."""

    form_id: int
    key: str
    name: str
    number: int
    definition: Definition
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    due_changed: bool


def newer_forms(read: Read) -> tuple[Newer, ...]:
    """The forms in use, not changed by the center, whose shipped version differs.  Raises NotAllowed."""
    taken = settings.get(read, TAKEN)
    known = {one.key: one for one in queries.overview(read) if _untouched(one, taken)}
    current = {
        one.form_id: one.definition
        for one in records.versions(
            read,
            form_version.c.form_id.in_([one.id for one in known.values()]),
            form_version.c.status == VersionStatus.PUBLISHED,
        )
    }
    return tuple(
        _newer(row, current[row.id], one.definition)
        for one in shipped()
        if (row := known.get(one.key)) is not None and current[row.id] != one.definition
    )


def take_newer(work: Work, form_ids: Sequence[int]) -> tuple[int, ...]:
    """Publish the shipped version of these forms.  Raises NotFound for one that is not offered."""
    work.require(Permission.FORMS_DESIGN)
    offered = {one.form_id: one for one in newer_forms(work)}
    kept = settings.get(work, TAKEN)
    taken = dict(kept)
    for ref in form_ids:
        if ref not in offered:
            raise NotFound("form", ref)
        one = offered[ref]
        taken[one.key] = service.publish(work, ref, one.definition)
    settings.put(work, TAKEN, taken)
    work.record("forms.renew", "form", None, forms="、".join(offered[ref].name for ref in form_ids))
    return tuple(form_ids)


def give_back(work: Work, form_ids: Sequence[int]) -> None:
    """Undo: the versions before hold again.  Raises Invalid when something was entered with a new one."""
    work.require(Permission.FORMS_DESIGN)
    kept = settings.get(work, TAKEN)
    taken, names = dict(kept), []
    for ref in form_ids:
        service.unpublish(work, ref)
        service.discard_draft(work, ref)
        current, row = records.published(work, ref), records.form_row(work, ref)
        names.append(row.name)
        taken[row.key] = 1 if current is None else current.number
    settings.put(work, TAKEN, taken)
    work.record("forms.renew_back", "form", None, forms="、".join(names))


def _untouched(row: FormCount, taken: dict[str, int]) -> bool:
    own = row.designing or row.status is not FormStatus.ACTIVE
    return not own and row.number == taken.get(row.key, 1)


def _newer(row: FormCount, now: Definition, wanted: Definition) -> Newer:
    before = {one.key: one for one in now.fields}
    after = {one.key: one for one in wanted.fields}
    return Newer(
        row.id, row.key, row.name, row.number, wanted,
        tuple(one.label for key, one in after.items() if key not in before),
        tuple(one.label for key, one in before.items() if key not in after),
        tuple(one.label for key, one in after.items() if key in before and before[key] != one),
        now.due != wanted.due,
    )  # fmt: skip
