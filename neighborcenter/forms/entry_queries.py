"""Questions about entries: the ledger of a form page by page, one entry with its trace, a person's entries.

The ledger reads ids first (the index on form and day), then the rows of the page that is looked at. What this
person may not see leaves this room as stars and cannot be searched, sorted or filtered by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import keeping, records
from neighborcenter.forms.drafts import Definition, FieldDef
from neighborcenter.forms.finding import answer_of, behind, order_of, says
from neighborcenter.forms.kinds import RECORDS, EntryStatus, Fact, FieldKind
from neighborcenter.forms.models import entry, entry_change, form, form_version
from neighborcenter.forms.values import HIDDEN, from_text, masked, words_of
from neighborcenter.kit.i18n import _, language
from neighborcenter.kit.model import aside
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import Sex
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_id, shown_phone
from neighborcenter.people.rules import age_on
from neighborcenter.people.texts import SEX_NAMES

_OF_ITSELF = (FieldKind.FACT, FieldKind.DAY, FieldKind.DUE)


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a ledger shows; `end` is not included. `choices`: field key → value.

    `order` is "day", a field key, or one of them with "-" in front.
    """

    form_id: int
    first: date | None = None
    end: date | None = None
    text: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    resident_id: int | None = None
    with_void: bool = True
    order: str = "-day"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a ledger. `cells`: words by field key, masked and hidden as this person may see them; `plain`:
    the same as values (numbers as numbers) for a sheet."""

    id: int
    form_id: int
    version_id: int
    day: date
    resident_id: int | None
    name: str
    status: EntryStatus
    void_reason: str
    next_due: date | None
    staff: str
    version: int
    cells: Mapping[str, str]
    plain: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """How an entry stood before a change: when, who changed it, and the fields that differed."""

    at: datetime
    staff: str
    before: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry to be read or changed; `values` are typed, without what this person may not see."""

    row: EntryRow
    definition: Definition
    number: int
    values: Mapping[str, Any]
    names: Mapping[str, str]
    traces: tuple[Trace, ...]


def sees(read: Read, one: FieldDef) -> bool:
    """Whether this person may see the values of a field."""
    return not one.permission or read.may(one.permission)


# -- ids -------------------------------------------------------------------------------------------------------


def entry_ids(
    read: Read,
    wanted: EntryFilter,
    definition: Definition,
    *,
    after: int | None = None,
    most: int | None = None,
) -> Sequence[int]:
    """The ids that match, in order, at most so many. `definition` says which fields may be searched and sorted by.

    `after`: only those behind this entry; where `can_step`.
    """
    read.require(Permission.FORMS_VIEW)
    visible = {one.key: one for one in definition.fields if sees(read, one)}
    order, backwards = order_of(read, wanted.order, visible), wanted.order.startswith("-")
    statement = sa.select(entry.c.id)
    if after is not None:
        day = read.value(sa.select(entry.c.day).where(entry.c.id == after))
        if day is None or order is not None:
            return ()
        # The index is entered at the day of that entry.
        bound = {"end": day + timedelta(days=1)} if backwards else {"first": day}
        wanted = replace(wanted, **bound)
        statement = statement.where(behind(day, after, backwards=backwards))
    statement = statement.where(*_conditions(read, wanted, visible))
    keys: tuple[sa.ColumnElement[Any], ...] = (entry.c.day, entry.c.id)
    if order is not None:
        statement = statement.join(resident, resident.c.id == entry.c.resident_id, isouter=True)
        keys = (order, *keys)
    statement = statement.order_by(*(key.desc() for key in keys) if backwards else keys)
    return read.connection.execute(statement.limit(most)).scalars().all()


def can_step(read: Read, wanted: EntryFilter, definition: Definition) -> bool:
    """Whether entries stand in the order of their days, which can be entered behind any of them."""
    visible = {one.key: one for one in definition.fields if sees(read, one)}
    return order_of(read, wanted.order, visible) is None


def entry_count(read: Read, wanted: EntryFilter, definition: Definition) -> int:
    """How many entries match."""
    read.require(Permission.FORMS_VIEW)
    visible = {one.key: one for one in definition.fields if sees(read, one)}
    # Not of the ids: those stand in no index, and PostgreSQL would read every entry.
    counted = sa.select(sa.func.count()).select_from(entry)
    return int(read.value(counted.where(*_conditions(read, wanted, visible))))


def _conditions(
    read: Read, wanted: EntryFilter, visible: Mapping[str, FieldDef]
) -> list[sa.ColumnElement[bool]]:
    # The form says whose entries they are: asking every row for its center would read it from the table
    # (measured: 33,000 ids in 180 ms instead of 30).
    ours = sa.exists().where(form.c.id == wanted.form_id, form.c.center_id == read.center_id)
    found: list[sa.ColumnElement[bool]] = [entry.c.form_id == wanted.form_id, ours]
    if wanted.first is not None:
        found.append(entry.c.day >= wanted.first)
    if wanted.end is not None:
        found.append(entry.c.day < wanted.end)
    if wanted.resident_id is not None:
        found.append(entry.c.resident_id == wanted.resident_id)
    if not wanted.with_void:
        found.append(entry.c.status == EntryStatus.KEPT)
    found += [
        answer_of(read, visible[key]) == value for key, value in wanted.choices.items() if key in visible
    ]
    if wanted.text.strip():
        found.append(says(read, wanted.text.strip(), visible))
    return found


# -- rows ------------------------------------------------------------------------------------------------------

_ROWS = (
    sa.select(
        entry,
        sa.func.coalesce(resident.c.name, "").label("person"),
        resident.c.sex, resident.c.birth_date, resident.c.phone, resident.c.id_number,
        resident.c.guardian_name, resident.c.guardian_phone,
        sa.func.coalesce(account.c.name, "").label("staff"),
    )
    .select_from(
        entry.outerjoin(resident, resident.c.id == entry.c.resident_id).outerjoin(
            account, account.c.id == entry.c.created_by
        )
    )
    .where(
        aside(entry.c.center_id) == sa.bindparam("center"),
        entry.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)  # fmt: skip


def entry_rows(read: Read, ids: Sequence[int], columns: Sequence[FieldDef] | None = None) -> list[EntryRow]:
    """The rows with these ids, in their order: one question for the rows, one for each kind of record named.

    `columns`: only these get cells, facts and days among them that no version has; None: all fields of the
    entry's own version.
    """
    read.require(Permission.FORMS_VIEW)
    if not ids:
        return []
    rows = {row.id: row for row in read.rows(_ROWS, {"center": read.center_id, "ids": list(ids)})}
    definitions = _definitions(read, {row.version_id for row in rows.values()})
    typed = {ref: from_text(row.answers, definitions[row.version_id].fields) for ref, row in rows.items()}
    names = _names(read, [(definitions[rows[ref].version_id], values) for ref, values in typed.items()])
    return [
        _row(read, rows[ref], definitions[rows[ref].version_id], typed[ref], names, columns)
        for ref in ids
        if ref in rows
    ]


def _definitions(read: Read, version_ids: set[int]) -> dict[int, Definition]:
    return {
        one.id: one.definition for one in records.versions(read, form_version.c.id.in_(sorted(version_ids)))
    }


def _names(
    read: Read, entries: Sequence[tuple[Definition, Mapping[str, Any]]]
) -> dict[FieldKind, dict[int, str]]:
    asked: dict[FieldKind, set[int]] = {}
    for definition, values in entries:
        for one in definition.fields:
            value = values.get(one.key)
            if one.kind in RECORDS and isinstance(value, int):
                asked.setdefault(one.kind, set()).add(value)
    return {kind: keeping.names_of(read, kind, ids) for kind, ids in asked.items()}


def _row(
    read: Read,
    row: Any,
    definition: Definition,
    values: Mapping[str, Any],
    names: Mapping[FieldKind, Mapping[int, str]],
    columns: Sequence[FieldDef] | None,
) -> EntryRow:
    cells: dict[str, str] = {}
    plain: dict[str, Any] = {}
    for one in _fields_of(definition, columns):
        if not sees(read, one):
            has = one.kind is FieldKind.FACT or values.get(one.key) is not None
            cells[one.key] = plain[one.key] = HIDDEN if has else ""
            continue
        value: Any = values.get(one.key)
        if one.kind is FieldKind.FACT:
            value = _fact(row, one.fact)
        elif one.kind is FieldKind.DAY:
            value = row.day
        elif one.kind is FieldKind.DUE:
            value = row.next_due
        words = words_of(one, value, lambda kind, ref: names.get(kind, {}).get(ref, ""))
        cells[one.key] = masked(one, words)
        plain[one.key] = value if _is_plain(one, value) else cells[one.key]
    return EntryRow(
        row.id, row.form_id, row.version_id, row.day, row.resident_id, row.person, row.status, row.void_reason,
        row.next_due, row.staff, row.version, cells, plain,
    )  # fmt: skip


def _fields_of(definition: Definition, columns: Sequence[FieldDef] | None) -> Sequence[FieldDef]:
    """What of an entry is put into words: a field of its own version goes before a column of that key."""
    if columns is None:
        return definition.fields
    own = {one.key: one for one in definition.fields}
    return [
        found for one in columns if (found := own.get(one.key) or (one if one.kind in _OF_ITSELF else None))
    ]


def _is_plain(one: FieldDef, value: Any) -> bool:
    """Numbers, money and days go into a sheet as such."""
    if isinstance(value, bool) or one.masked or one.kind in RECORDS:
        return False
    return not isinstance(value, str | tuple)


def _fact(row: Any, fact: str) -> Any:
    """A fact of the person as of the entry's day; numbers masked as everywhere."""
    if row.resident_id is None:
        return None
    if fact == Fact.AGE:
        return None if row.birth_date is None else age_on(row.birth_date, row.day)
    if fact == Fact.SEX:
        return "" if row.sex in (None, Sex.UNKNOWN) else _(SEX_NAMES[row.sex])
    found: dict[str, Any] = {
        Fact.NAME: row.person, Fact.PHONE: shown_phone(row.phone), Fact.ADDRESS: row.address,
        Fact.GRID: row.grid, Fact.BIRTH: row.birth_date, Fact.ID_NUMBER: shown_id(row.id_number),
        Fact.GUARDIAN: row.guardian_name, Fact.GUARDIAN_PHONE: shown_phone(row.guardian_phone),
    }  # fmt: skip
    return found.get(fact)


# -- one entry -------------------------------------------------------------------------------------------------


def entry_card(read: Read, entry_id: int) -> EntryCard:
    """One entry with its values and its trace. Raises NotFound."""
    found = entry_rows(read, [entry_id])
    if not found:
        raise NotFound("entry", entry_id)
    version = records.version(read, found[0].version_id)
    definition = version.definition
    text = read.value(sa.select(entry.c.answers).where(entry.c.id == entry_id))
    values = from_text(text, definition.fields)
    named = _names(read, [(definition, values)])
    names = {
        one.key: named.get(one.kind, {}).get(values.get(one.key, 0), "")
        for one in definition.fields
        if one.kind in RECORDS
    }
    visible = {
        key: value for key, value in values.items() if (one := definition.field_of(key)) and sees(read, one)
    }
    return EntryCard(
        found[0], definition, version.number, visible, names, _traces(read, entry_id, text, definition)
    )


def _traces(read: Read, entry_id: int, now: str, definition: Definition) -> tuple[Trace, ...]:
    rows = read.rows(
        sa.select(entry_change, sa.func.coalesce(account.c.name, "").label("staff"))
        .join(account, account.c.id == entry_change.c.created_by, isouter=True)
        .where(entry_change.c.entry_id == entry_id)
        .order_by(entry_change.c.id.desc())
    )
    found: list[Trace] = []
    after = json.loads(now)
    for row in rows:
        before = json.loads(row.answers)
        typed = from_text(row.answers, definition.fields)
        differing = tuple(
            (one.label, masked(one, words_of(one, typed.get(one.key))) if sees(read, one) else HIDDEN)
            for one in definition.fields
            if before.get(one.key) != after.get(one.key)
        )
        found.append(Trace(read.clock.wall(row.created_at), row.staff, differing))
        after = before
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One entry about a person, whatever the form."""

    id: int
    form_id: int
    form: str
    day: date
    next_due: date | None


def entries_of(read: Read, resident_id: int, limit: int = 20) -> tuple[PersonEntry, ...]:
    """The latest entries about a person, newest first."""
    read.require(Permission.FORMS_VIEW)
    rows = read.rows(
        sa.select(entry.c.id, entry.c.form_id, form.c.name, form.c.name_en, entry.c.day, entry.c.next_due)
        .join(form, form.c.id == entry.c.form_id)
        .where(
            entry.c.resident_id == resident_id,
            aside(entry.c.center_id) == read.center_id,
            entry.c.status == EntryStatus.KEPT,
        )
        .order_by(entry.c.day.desc(), entry.c.id.desc())
        .limit(limit)
    )
    english = language() == "en"
    return tuple(
        PersonEntry(
            row.id, row.form_id, row.name_en if english and row.name_en else row.name, row.day, row.next_due
        )
        for row in rows
    )
