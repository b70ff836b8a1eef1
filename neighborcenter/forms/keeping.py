"""What entries lean on: facts of people, names of records, which due day is still open, what is blanked in time."""

import json
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from neighborcenter.catalog.models import service
from neighborcenter.center.models import room
from neighborcenter.forms.kinds import EntryStatus, FieldKind, VersionStatus
from neighborcenter.forms.models import entry, entry_change, form_version
from neighborcenter.forms.records import Version
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.models import household, resident
from neighborcenter.people.queries import address_text

_AT_ONCE = 400


def of_form(form_id: int) -> sa.ColumnElement[bool]:
    """The versions of one form."""
    return form_version.c.form_id == form_id


def person_facts(read: Read, ref: int | None) -> Any:
    """What an entry takes from the person: birthday and where they live; None without one."""
    if ref is None:
        return None
    return read.row(
        sa.select(resident.c.birth_date, resident.c.community, resident.c.building, resident.c.door).where(
            resident.c.id == ref
        )
    )


def names_of(read: Read, kind: FieldKind, ids: Collection[int]) -> dict[int, str]:
    """What records of this center are called, by id; those that do not exist are left out."""
    refs = sorted(ids)
    if not refs:
        return {}
    if kind is FieldKind.HOUSEHOLD:
        table = household
        rows = read.rows(sa.select(table).where(table.c.id.in_(refs), table.c.center_id == read.center_id))
        return {row.id: address_text(row.community, row.building, row.door) for row in rows}
    table = {FieldKind.PERSON: resident, FieldKind.ROOM: room, FieldKind.SERVICE: service}[kind]
    rows = read.rows(
        sa.select(table.c.id, table.c.name).where(table.c.id.in_(refs), table.c.center_id == read.center_id)
    )
    return {row.id: row.name for row in rows}


def settle_due(work: Work, form_id: int, person: int | None, matter: int | None = None) -> None:
    """Only the latest entry of a form about a person has an open due day; a later one answers the one before.

    Where each entry is a matter of its own, so is its day; `matter` is the entry that is about nobody.
    """
    if person is None and matter is None:
        return
    mine = entry.c.id == matter
    if person is not None:
        mine = sa.and_(entry.c.resident_id == person, entry.c.form_id == form_id)
    if work.value(_EACH, {"form": form_id}):
        kept = sa.case((entry.c.status == EntryStatus.KEPT, entry.c.next_due), else_=None)
        work.execute(entry.update().where(mine).values(open_due=kept))
        return
    work.execute(entry.update().where(mine, entry.c.open_due.is_not(None)).values(open_due=None))
    if person is None:
        return
    last = work.row(
        sa.select(entry.c.id, entry.c.next_due)
        .where(mine, entry.c.status == EntryStatus.KEPT)
        .order_by(entry.c.day.desc(), entry.c.id.desc())
        .limit(1)
    )
    if last is not None and last.next_due is not None:
        work.execute(entry.update().where(entry.c.id == last.id).values(open_due=last.next_due))


_EACH = sa.select(form_version.c.id).where(
    form_version.c.form_id == sa.bindparam("form"),
    form_version.c.status == VersionStatus.PUBLISHED,
    form_version.c.due_each.is_(True),
)


def blank_older(work: Work, version: Version, kept: Mapping[str, int]) -> int:
    """Take fields out of the entries of a version that are older than the months they are kept for."""
    today, touched = work.clock.today(), 0
    for months in sorted(set(kept.values())):
        keys = [key for key, much in kept.items() if much == months]
        before = today - relativedelta(months=months)
        rows = work.rows(
            sa.select(entry.c.id, entry.c.answers).where(
                entry.c.form_id == version.form_id, entry.c.version_id == version.id, entry.c.day < before
            )
        )
        for row in rows:
            answers = json.loads(row.answers)
            left = {key: value for key, value in answers.items() if key not in keys}
            if left != answers:
                touched += 1
                _write(work, row.id, left)
        old = sa.select(entry.c.id).where(entry.c.version_id == version.id, entry.c.day < before)
        work.execute(entry_change.delete().where(entry_change.c.entry_id.in_(old)))
    return touched


def blank_words(work: Work, person: int, words: Mapping[int, Collection[str]]) -> None:
    """Take free words out of the entries about a person; `words`: the field keys by version. Figures stay."""
    rows = work.rows(
        sa.select(entry.c.id, entry.c.version_id, entry.c.answers).where(entry.c.resident_id == person)
    )
    for row in rows:
        answers = json.loads(row.answers)
        gone = words.get(row.version_id, ())
        _write(work, row.id, {key: value for key, value in answers.items() if key not in gone})
    refs = [row.id for row in rows]
    for start in range(0, len(refs), _AT_ONCE):
        part = refs[start : start + _AT_ONCE]
        work.execute(entry_change.delete().where(entry_change.c.entry_id.in_(part)))
        work.execute(
            entry.update()
            .where(entry.c.id.in_(part))
            .values(address="", grid="", void_reason="", open_due=None)
        )


def _write(work: Work, ref: int, answers: Mapping[str, Any]) -> None:
    text = json.dumps(answers, ensure_ascii=False)
    work.execute(entry.update().where(entry.c.id == ref).values(answers=text))
