"""What is done about forms: make one, design it, publish a version, rename, let it rest."""

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import records, rules
from neighborcenter.forms import texts as texts  # teaches the sentences of this room
from neighborcenter.forms.drafts import Definition, FormDraft
from neighborcenter.forms.kinds import FormStatus, VersionStatus
from neighborcenter.forms.models import entry, form, form_field, form_version
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, Problem, Stale, refuse
from neighborcenter.kit.work import Read, Work
from neighborcenter.modules.models import service_module


def create_form(work: Work, draft: FormDraft, *, publish: bool = False) -> int:
    """Make a form of a module, with its first version as a draft or published at once. Returns its id.

    Raises Invalid.
    """
    work.require(Permission.FORMS_DESIGN)
    problems = rules.problems_in_names(draft.name, _names(work))
    problems += _problems_in_module(work, draft.module_id)
    if publish:
        problems += rules.problems_in_definition(draft.definition)
    refuse(problems)
    place = work.value(sa.select(sa.func.max(form.c.position)).where(form.c.center_id == work.center_id))
    form_id = work.insert(
        form,
        module_id=draft.module_id,
        key=draft.key or _free_key(work),
        name=fold(draft.name),
        name_en=draft.name_en.strip(),
        description=draft.description.strip(),
        position=int(place or 0) + 1,
    )
    version_id = work.insert(form_version, form_id=form_id, number=1)
    records.write_definition(work, version_id, draft.definition)
    if publish:
        _publish(work, version_id)
    work.record("forms.create", "form", form_id, name=fold(draft.name), published=publish)
    return form_id


def change_form(work: Work, form_id: int, draft: FormDraft, *, version: int | None = None) -> None:
    """Rename or describe a form, or give it to another module; its contents stay. Raises Invalid, Stale."""
    work.require(Permission.FORMS_DESIGN)
    before = records.form_row(work, form_id)
    problems = rules.problems_in_names(draft.name, _names(work) - {before.name})
    refuse([*problems, *_problems_in_module(work, draft.module_id)])
    work.update(
        form,
        form_id,
        version=version,
        name=fold(draft.name),
        name_en=draft.name_en.strip(),
        description=draft.description.strip(),
        module_id=draft.module_id,
    )
    work.record("forms.change", "form", form_id, name=fold(draft.name), was=before.name)


def save_draft(work: Work, form_id: int, definition: Definition, *, seen: int | None = None) -> int:
    """Keep a design that is not finished; entries go on with the published version. Returns the draft's id.

    `seen` is the version that the design was made from (0: none was there). Raises Stale when another version was
    published meanwhile.
    """
    work.require(Permission.FORMS_DESIGN)
    records.form_row(work, form_id)
    version_id = _draft_of(work, form_id, seen)
    records.write_definition(work, version_id, definition)
    work.record("forms.draft", "form", form_id, fields=len(definition.fields))
    return version_id


def discard_draft(work: Work, form_id: int) -> None:
    """Drop what was designed since the last version. Raises Invalid when nothing was, or nothing else is there."""
    work.require(Permission.FORMS_DESIGN)
    found = records.draft(work, form_id)
    if found is None or records.published(work, form_id) is None:
        raise Invalid(Problem("", "forms.no_draft"))
    work.execute(form_field.delete().where(form_field.c.version_id == found.id))
    work.delete(form_version, found.id)
    work.record("forms.discard", "form", form_id, number=found.number)


def publish(
    work: Work, form_id: int, definition: Definition | None = None, *, seen: int | None = None
) -> int:
    """Make the design the version that new entries take. Earlier entries keep theirs. Returns its number.

    `definition` replaces the draft first. Raises Invalid, Stale.
    """
    work.require(Permission.FORMS_DESIGN)
    if definition is not None:
        records.write_definition(work, _draft_of(work, form_id, seen), definition)
    found = records.draft(work, form_id)
    if found is None:
        raise Invalid(Problem("", "forms.no_draft"))
    refuse(rules.problems_in_definition(found.definition))
    _publish(work, found.id)
    work.record("forms.publish", "form", form_id, number=found.number, fields=len(found.definition.fields))
    return found.number


def unpublish(work: Work, form_id: int) -> None:
    """Take the newest version back to the drawing board while nothing was entered with it. Raises Invalid."""
    work.require(Permission.FORMS_DESIGN)
    found = records.published(work, form_id)
    if found is None or records.draft(work, form_id) is not None:
        raise Invalid(Problem("", "forms.no_way_back"))
    if work.value(sa.select(entry.c.id).where(entry.c.version_id == found.id).limit(1)) is not None:
        raise Invalid(Problem("", "forms.in_use"))
    work.update(form_version, found.id, status=VersionStatus.DRAFT, published_at=None, published_by=None)
    before = work.value(
        sa.select(form_version.c.id)
        .where(form_version.c.form_id == form_id, form_version.c.status == VersionStatus.SUPERSEDED)
        .order_by(form_version.c.number.desc())
    )
    if before is not None:
        work.update(form_version, int(before), status=VersionStatus.PUBLISHED)
    work.record("forms.unpublish", "form", form_id, number=found.number)


def retire_form(work: Work, form_id: int) -> None:
    """Take no more entries; the ledger stays. Raises NotFound."""
    work.require(Permission.FORMS_DESIGN)
    row = records.form_row(work, form_id)
    work.update(form, form_id, status=FormStatus.RETIRED)
    work.record("forms.retire", "form", form_id, name=row.name)


def restore_form(work: Work, form_id: int) -> None:
    """Use a retired form again. Raises NotFound."""
    work.require(Permission.FORMS_DESIGN)
    row = records.form_row(work, form_id)
    work.update(form, form_id, status=FormStatus.ACTIVE)
    work.record("forms.restore", "form", form_id, name=row.name)


def take_in(work: Work, draft: FormDraft) -> tuple[int, str]:
    """A form from a file: new, a new version of the one with its key, or the same. Returns its id and which.

    "added", "published" or "unchanged". Raises Invalid.
    """
    work.require(Permission.FORMS_DESIGN)
    known = work.value(
        sa.select(form.c.id).where(form.c.center_id == work.center_id, form.c.key == draft.key)
    )
    if known is None or not draft.key:
        return create_form(work, draft, publish=True), "added"
    current = records.published(work, int(known))
    if current is not None and current.definition == draft.definition:
        return int(known), "unchanged"
    publish(work, int(known), draft.definition)
    work.record("forms.take_in", "form", int(known), key=draft.key)
    return int(known), "published"


def _draft_of(work: Work, form_id: int, seen: int | None) -> int:
    """The draft of a form, begun if there is none."""
    current = records.published(work, form_id)
    if seen is not None and seen != (0 if current is None else current.id):
        raise Stale("form", form_id)
    found = records.draft(work, form_id)
    if found is not None:
        return found.id
    highest = work.value(
        sa.select(sa.func.max(form_version.c.number)).where(form_version.c.form_id == form_id)
    )
    return work.insert(form_version, form_id=form_id, number=int(highest or 0) + 1)


def _publish(work: Work, version_id: int) -> None:
    form_id = records.version(work, version_id).form_id
    work.execute(
        form_version.update()
        .where(form_version.c.form_id == form_id, form_version.c.status == VersionStatus.PUBLISHED)
        .values(status=VersionStatus.SUPERSEDED)
    )
    now = work.clock.now()
    values: dict[str, Any] = {"published_at": now, "published_by": work.actor.account_id}
    work.update(form_version, version_id, status=VersionStatus.PUBLISHED, **values)


def _names(read: Read) -> set[str]:
    return {row.name for row in read.rows(sa.select(form.c.name).where(form.c.center_id == read.center_id))}


def keys(read: Read) -> frozenset[str]:
    """The keys of all forms, retired ones too."""
    return frozenset(
        row.key for row in read.rows(sa.select(form.c.key).where(form.c.center_id == read.center_id))
    )


def _problems_in_module(work: Work, module_id: int | None) -> list[Problem]:
    if module_id is None:
        return [Problem("module_id", "required")]
    found = work.value(
        sa.select(service_module.c.id).where(
            service_module.c.id == module_id, service_module.c.center_id == work.center_id
        )
    )
    return (
        []
        if found is not None
        else [Problem("module_id", "found.none", {"what": "service_module", "name": module_id})]
    )


def _free_key(work: Work) -> str:
    """form-7: made once, never shown as a name; what files and scripts call the form by."""
    taken = keys(work)
    number = len(taken) + 1
    while f"form-{number}" in taken:
        number += 1
    return f"form-{number}"
