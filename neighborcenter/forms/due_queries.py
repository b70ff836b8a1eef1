"""The work list: who is to be seen again, which matters come to their day, who was never seen although a form asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import records
from neighborcenter.forms.drafts import Definition
from neighborcenter.forms.entry_queries import sees
from neighborcenter.forms.kinds import EntryStatus, FieldKind, FormStatus, VersionStatus
from neighborcenter.forms.models import entry, form, form_version
from neighborcenter.forms.values import from_text
from neighborcenter.kit.i18n import language
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import care_tag, resident, resident_tag
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.queries import address_text

MOST = 2_000


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody to be seen, or a matter to be brought to its end.

    `due` None: never seen yet. `late` is days past it, negative before it, None when never seen; `id` numbers the
    line. `matter` says what it is about where the
    entry itself (`entry_id`) is to be finished: a loan, a request, a decision; it may be about nobody.
    """

    id: int
    form_id: int
    form: str
    resident_id: int | None
    name: str
    phone: str
    address: str
    last_day: date | None
    due: date | None
    late: int | None
    entry_id: int | None = None
    matter: str = ""


def due_list(read: Read, *, form_id: int | None = None, ahead: int = 7) -> tuple[DueRow, ...]:
    """What is due within `ahead` days, the latest first; then everybody with the care tag of a form and no entry."""
    read.require(Permission.FORMS_VIEW)
    today = read.clock.today()
    wanted = (
        sa.select(
            entry.c.form_id, form.c.name.label("form"), form.c.name_en, entry.c.resident_id, resident.c.name,
            resident.c.phone, resident.c.community, resident.c.building, resident.c.door, entry.c.day,
            entry.c.open_due, entry.c.id, entry.c.version_id, entry.c.answers,
        )
        .join(form, form.c.id == entry.c.form_id)
        .join(resident, resident.c.id == entry.c.resident_id, isouter=True)
        .where(
            entry.c.center_id == read.center_id,
            entry.c.open_due <= today + timedelta(days=ahead),
            form.c.status == FormStatus.ACTIVE,
            sa.or_(entry.c.resident_id.is_(None), resident.c.status == ResidentStatus.ACTIVE),
        )
        .order_by(entry.c.open_due, entry.c.id)
        .limit(MOST)
    )  # fmt: skip
    if form_id is not None:
        wanted = wanted.where(entry.c.form_id == form_id)
    rows = read.rows(wanted)
    found = [_due_row(one, today, matter) for one, matter in zip(rows, _matters(read, rows), strict=True)]
    found += [_due_row(one, today, None) for one in _never_seen(read, form_id)]
    return tuple(replace(one, id=number) for number, one in enumerate(found, 1))


def _due_row(row: Any, today: date, matter: str | None) -> DueRow:
    """A line of the list; `matter` None: the person was never seen."""
    due = None if matter is None else row.open_due
    return DueRow(
        0, row.form_id, row.name_en if language() == "en" and row.name_en else row.form, row.resident_id,
        row.name or "", shown_phone(row.phone or ""),
        address_text(row.community or "", row.building or "", row.door or ""),
        None if matter is None else row.day, due, None if due is None else (today - due).days,
        row.id if matter else None, matter or "",
    )  # fmt: skip


def _matters(read: Read, rows: Sequence[Any]) -> list[str]:
    """What each entry is about where each is a matter of its own; empty where the person is to be seen again."""
    ids = {row.version_id for row in rows}
    known = (
        {one.id: one.definition for one in records.versions(read, form_version.c.id.in_(ids))} if ids else {}
    )
    return [
        _matter(read, known[row.version_id], row.answers) if known[row.version_id].due.each else ""
        for row in rows
    ]


def _matter(read: Read, definition: Definition, answers: str) -> str:
    """The first words that had to be given."""
    values = from_text(answers, definition.fields)
    words = [
        str(values[one.key])
        for one in definition.fields
        if one.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) and one.required and not one.masked
        if sees(read, one) and values.get(one.key)
    ]
    return words[0].replace("\n", " ") if words else str(definition.title or "—")


def _never_seen(read: Read, form_id: int | None) -> list[sa.Row[*tuple[object, ...]]]:
    seen = sa.exists().where(
        entry.c.resident_id == resident.c.id, entry.c.form_id == form.c.id, entry.c.status == EntryStatus.KEPT
    )
    wanted = (
        sa.select(
            form.c.id.label("form_id"), form.c.name.label("form"), form.c.name_en,
            resident.c.id.label("resident_id"), resident.c.name, resident.c.phone, resident.c.community,
            resident.c.building, resident.c.door,
        )
        .join(form_version, form_version.c.form_id == form.c.id)
        .join(care_tag, sa.and_(care_tag.c.center_id == form.c.center_id, care_tag.c.name == form_version.c.due_tag))
        .join(resident_tag, resident_tag.c.tag_id == care_tag.c.id)
        .join(resident, resident.c.id == resident_tag.c.resident_id)
        .where(
            form.c.center_id == read.center_id,
            form.c.status == FormStatus.ACTIVE,
            form_version.c.status == VersionStatus.PUBLISHED,
            form_version.c.due_tag != "",
            resident.c.status == ResidentStatus.ACTIVE,
            ~seen,
        )
        .order_by(form.c.position, resident.c.building, resident.c.door, resident.c.id)
        .limit(MOST)
    )  # fmt: skip
    if form_id is not None:
        wanted = wanted.where(form.c.id == form_id)
    return list(read.rows(wanted))
