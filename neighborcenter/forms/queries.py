"""Questions about forms: the overview with its figures, one form, its versions, forms as one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import records
from neighborcenter.forms.drafts import Definition
from neighborcenter.forms.kinds import EntryStatus, FormStatus, VersionStatus
from neighborcenter.forms.models import entry, form, form_version
from neighborcenter.forms.records import Version
from neighborcenter.kit.fold import fold
from neighborcenter.kit.i18n import language
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import Ambiguous, NotFound
from neighborcenter.kit.times import month_of
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module


@dataclass(frozen=True, slots=True)
class FormCount:
    """A form on the overview. `number` of the version in force (0: only a draft); `this_month` counts entries;
    `due` and `overdue` are people to be seen today, and before today."""

    id: int
    key: str
    name: str
    module_id: int
    module: str
    description: str
    status: FormStatus
    number: int
    designing: bool
    this_month: int
    last_day: date | None
    due: int
    overdue: int


@dataclass(frozen=True, slots=True)
class FormCard:
    """One form with the version in force (None: never published) and the draft being designed, if any."""

    id: int
    key: str
    name: str
    name_en: str
    description: str
    module_id: int
    module: str
    status: FormStatus
    version: int
    current: Version | None
    draft: Version | None

    @property
    def title(self) -> str:
        """The name in the language in use."""
        return self.name_en if self.name_en and language() == "en" else self.name

    @property
    def definition(self) -> Definition:
        """What new entries take; of a form never published, its draft."""
        shown = self.current or self.draft
        return shown.definition if shown is not None else Definition(())


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the history of a form."""

    id: int
    number: int
    status: VersionStatus
    published_at: datetime | None
    fields: int


def overview(read: Read, *, module_id: int | None = None, retired: bool = False) -> tuple[FormCount, ...]:
    """Every form, by module, with this month's figures and what is due.  Three questions, whatever the number."""
    read.require(Permission.FORMS_VIEW)
    wanted = (
        sa.select(form, service_module.c.name.label("module"), service_module.c.name_en.label("module_en"))
        .join(service_module, service_module.c.id == form.c.module_id)
        .where(form.c.center_id == read.center_id)
        .order_by(service_module.c.position, service_module.c.id, form.c.position, form.c.id)
    )
    if module_id is not None:
        wanted = wanted.where(form.c.module_id == module_id)
    if not retired:
        wanted = wanted.where(form.c.status == FormStatus.ACTIVE)
    rows = read.rows(wanted)
    ids = [row.id for row in rows]
    if not ids:
        return ()
    counts, due = _counts(read, ids), _due(read)
    standing = read.rows(
        sa.select(form_version.c.form_id, form_version.c.number, form_version.c.status).where(
            form_version.c.form_id.in_(ids)
        )
    )
    numbers = {one.form_id: one.number for one in standing if one.status is VersionStatus.PUBLISHED}
    drafts = {one.form_id for one in standing if one.status is VersionStatus.DRAFT}
    last = _last_days(read, ids)
    english = language() == "en"
    return tuple(
        FormCount(
            row.id, row.key, row.name_en if english and row.name_en else row.name, row.module_id,
            row.module_en if english and row.module_en else row.module, row.description, row.status,
            numbers.get(row.id, 0), row.id in drafts, counts.get(row.id, 0), last.get(row.id),
            *due.get(row.id, (0, 0)),
        )
        for row in rows
    )  # fmt: skip


def _counts(read: Read, ids: Sequence[int]) -> dict[int, int]:
    first, end = month_of(read.clock.today())
    rows = read.rows(
        sa.select(entry.c.form_id, sa.func.count().label("count"))
        .where(
            entry.c.form_id.in_(ids), entry.c.day >= first, entry.c.day < end,
            entry.c.status == EntryStatus.KEPT,
        )
        .group_by(entry.c.form_id)
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


def _last_days(read: Read, ids: Sequence[int]) -> dict[int, date]:
    """The last day with an entry: one step down the index for every form."""
    last = (
        sa.select(entry.c.day)
        .where(entry.c.form_id == form.c.id)
        .order_by(entry.c.form_id.desc(), entry.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = read.rows(sa.select(form.c.id, last.label("day")).where(form.c.id.in_(ids)))
    return {row.id: row.day for row in rows if row.day is not None}


def _due(read: Read) -> dict[int, tuple[int, int]]:
    today = read.clock.today()
    rows = read.rows(
        sa.select(
            entry.c.form_id,
            sa.func.sum(sa.case((entry.c.open_due == today, 1), else_=0)),
            sa.func.sum(sa.case((entry.c.open_due < today, 1), else_=0)),
        )
        .where(entry.c.center_id == read.center_id, entry.c.open_due <= today)
        .group_by(entry.c.form_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def form_card(read: Read, form_id: int) -> FormCard:
    """One form with its versions in force and in design. Raises NotFound."""
    read.require(Permission.FORMS_VIEW)
    row = records.form_row(read, form_id)
    module = read.value(sa.select(service_module.c.name).where(service_module.c.id == row.module_id))
    return FormCard(
        row.id, row.key, row.name, row.name_en, row.description, row.module_id, str(module), row.status,
        row.version, records.published(read, form_id), records.draft(read, form_id),
    )  # fmt: skip


def history(read: Read, form_id: int) -> tuple[VersionRow, ...]:
    """The versions of a form, newest first."""
    read.require(Permission.FORMS_VIEW)
    moments = {
        row.id: row.published_at
        for row in read.rows(
            sa.select(form_version.c.id, form_version.c.published_at).where(form_version.c.form_id == form_id)
        )
    }
    return tuple(
        VersionRow(
            one.id, one.number, one.status,
            None if (at := moments[one.id]) is None else read.clock.wall(at), len(one.definition.fields),
        )
        for one in records.versions(read, form_version.c.form_id == form_id)
    )  # fmt: skip


def form_named(read: Read, typed: str) -> int:
    """A form by key, id, name, or letters that fit one only. Raises NotFound, Ambiguous."""
    read.require(Permission.FORMS_VIEW)
    rows = read.rows(sa.select(form).where(form.c.center_id == read.center_id).order_by(form.c.position))
    words = fold(typed)
    exact = [row for row in rows if words in (row.key, row.name, row.name_en) or typed == str(row.id)]
    found = exact or [row for row in rows if matched(row.name, words)]
    if not found:
        raise NotFound("form", typed, "form")
    if len(found) > 1:
        raise Ambiguous(typed, [f"{row.name} ({row.key})" for row in found], "form")
    return int(found[0].id)


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form in the search box."""

    id: int
    name: str
    note: str


def find_forms(read: Read, typed: str, limit: int = 8) -> list[FoundForm]:
    """The forms whose name fits what was typed: characters, pinyin or initials."""
    words = fold(typed)
    found = [
        FoundForm(one.id, one.name, one.module)
        for one in overview(read)
        if not words or matched(one.name, words)
    ]
    return found[:limit]


def module_forms(read: Read) -> dict[int, tuple[FormCount, ...]]:
    """The forms of every module; empty for who may not see them."""
    if not read.may(Permission.FORMS_VIEW):
        return {}
    found: dict[int, tuple[FormCount, ...]] = {}
    for one in overview(read):
        found[one.module_id] = (*found.get(one.module_id, ()), one)
    return found
