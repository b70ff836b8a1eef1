"""The work list: who is to be seen again, who is late, and who was never seen although the form asks for it."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms.kinds import EntryStatus, FormStatus, VersionStatus
from neighborcenter.forms.models import entry, form, form_version
from neighborcenter.kit.i18n import language
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import care_tag, resident, resident_tag
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.queries import address_text

MOST = 2_000


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody to be seen. `due` None: never seen yet.  `late` is days past it, negative before it, None
    when never seen; `id` numbers the line.
    """

    id: int
    form_id: int
    form: str
    resident_id: int
    name: str
    phone: str
    address: str
    last_day: date | None
    due: date | None
    late: int | None


def due_list(read: Read, *, form_id: int | None = None, ahead: int = 7) -> tuple[DueRow, ...]:
    """Who is due within `ahead` days, the latest first; then everybody with the care tag of a form and no entry."""
    read.require(Permission.FORMS_VIEW)
    today = read.clock.today()
    wanted = (
        sa.select(
            entry.c.form_id, form.c.name.label("form"), form.c.name_en, entry.c.resident_id, resident.c.name,
            resident.c.phone, resident.c.community, resident.c.building, resident.c.door, entry.c.day,
            entry.c.open_due,
        )
        .join(form, form.c.id == entry.c.form_id)
        .join(resident, resident.c.id == entry.c.resident_id)
        .where(
            entry.c.center_id == read.center_id,
            entry.c.open_due <= today + timedelta(days=ahead),
            form.c.status == FormStatus.ACTIVE,
            resident.c.status == ResidentStatus.ACTIVE,
        )
        .order_by(entry.c.open_due, entry.c.id)
        .limit(MOST)
    )  # fmt: skip
    if form_id is not None:
        wanted = wanted.where(entry.c.form_id == form_id)
    found = [(row, row.day, row.open_due) for row in read.rows(wanted)]
    found += [(row, None, None) for row in _never_seen(read, form_id)]
    english = language() == "en"
    return tuple(
        DueRow(
            number, row.form_id, row.name_en if english and row.name_en else row.form, row.resident_id, row.name,
            shown_phone(row.phone), address_text(row.community, row.building, row.door), day, due,
            None if due is None else (today - due).days,
        )
        for number, (row, day, due) in enumerate(found, 1)
    )  # fmt: skip


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
