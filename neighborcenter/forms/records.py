"""The stored form and its versions as definitions: how this room reads and writes them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.forms.drafts import Definition, DueRule, FieldDef
from neighborcenter.forms.kinds import FormStatus, VersionStatus
from neighborcenter.forms.models import form, form_field, form_version
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its definition."""

    id: int
    form_id: int
    number: int
    status: VersionStatus
    definition: Definition


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form without its contents."""

    id: int
    key: str
    module_id: int
    name: str
    name_en: str
    description: str
    status: FormStatus
    position: int
    version: int


def form_row(read: Read, form_id: int) -> FormRow:
    """One form of this center. Raises NotFound."""
    row = read.row(sa.select(form).where(form.c.id == form_id, form.c.center_id == read.center_id))
    if row is None:
        raise NotFound("form", form_id)
    return as_form(row)


def as_form(row: Any) -> FormRow:
    """A row of the table as it is handed on."""
    return FormRow(
        row.id, row.key, row.module_id, row.name, row.name_en, row.description, row.status, row.position,
        row.version,
    )  # fmt: skip


def versions(read: Read, *conditions: sa.ColumnElement[bool]) -> list[Version]:
    """The versions that meet the conditions, newest first, each whole."""
    rows = read.rows(
        sa.select(form_version)
        .where(form_version.c.center_id == read.center_id, *conditions)
        .order_by(form_version.c.form_id, form_version.c.number.desc())
    )
    fields = _fields(read, [row.id for row in rows])
    return [
        Version(row.id, row.form_id, row.number, row.status, _definition(row, fields.get(row.id, ())))
        for row in rows
    ]


def version(read: Read, version_id: int) -> Version:
    """One version. Raises NotFound."""
    found = versions(read, form_version.c.id == version_id)
    if not found:
        raise NotFound("form", version_id)
    return found[0]


def published(read: Read, form_id: int) -> Version | None:
    """The version that new entries take; None while there is only a draft."""
    found = versions(
        read, form_version.c.form_id == form_id, form_version.c.status == VersionStatus.PUBLISHED
    )
    return found[0] if found else None


def draft(read: Read, form_id: int) -> Version | None:
    """The version that is being designed; None when nothing is."""
    found = versions(read, form_version.c.form_id == form_id, form_version.c.status == VersionStatus.DRAFT)
    return found[0] if found else None


def _fields(read: Read, ids: list[int]) -> dict[int, list[FieldDef]]:
    found: dict[int, list[FieldDef]] = {}
    if not ids:
        return found
    wanted = sa.select(form_field).where(form_field.c.version_id.in_(ids)).order_by(form_field.c.position)
    for row in read.rows(wanted):
        found.setdefault(row.version_id, []).append(
            FieldDef(
                row.key, row.label, row.kind, row.label_en, row.required, tuple(json.loads(row.options)),
                row.unit, row.places, row.low, row.high, row.default_value, row.hint, row.shown_when,
                row.formula, row.fact, row.ledger, row.permission, row.masked, row.keep_months, row.width,
                row.usual_low, row.usual_high, row.counts_as,
            )
        )  # fmt: skip
    return found


def _definition(row: Any, fields: Iterable[FieldDef]) -> Definition:
    due = DueRule(
        row.due_days, row.due_by, json.loads(row.due_steps), row.due_field, row.due_working, row.due_shift,
        row.due_unless, row.due_each, row.due_tag,
    )  # fmt: skip
    return Definition(tuple(fields), row.subject, due, row.title)


def write_definition(work: Work, version_id: int, definition: Definition) -> None:
    """Put a definition into a draft version, in place of what stood there."""
    due = definition.due
    work.update(
        form_version,
        version_id,
        title=definition.title.strip(),
        subject=definition.subject,
        due_days=due.days,
        due_by=due.by,
        due_steps=json.dumps(dict(due.steps), ensure_ascii=False),
        due_field=due.field,
        due_working=due.working,
        due_shift=due.shift,
        due_unless=due.unless.strip(),
        due_each=due.each,
        due_tag=due.tag,
    )
    work.execute(form_field.delete().where(form_field.c.version_id == version_id))
    work.insert_many(
        form_field,
        [
            {
                "version_id": version_id,
                "position": place,
                "key": one.key,
                "label": one.label.strip(),
                "label_en": one.label_en.strip(),
                "kind": one.kind,
                "required": one.required,
                "options": json.dumps(list(one.options), ensure_ascii=False),
                "unit": one.unit.strip(),
                "places": one.places,
                "low": one.low.strip(),
                "high": one.high.strip(),
                "default_value": one.default,
                "hint": one.hint.strip(),
                "shown_when": one.shown_when.strip(),
                "formula": one.formula.strip(),
                "fact": one.fact,
                "ledger": one.ledger,
                "permission": one.permission,
                "masked": one.masked,
                "keep_months": one.keep_months,
                "width": one.width,
                "usual_low": one.usual_low.strip(),
                "usual_high": one.usual_high.strip(),
                "counts_as": one.counts_as,
            }
            for place, one in enumerate(definition.fields)
        ],
    )
