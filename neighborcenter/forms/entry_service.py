"""What is done with entries: add, change with a trace, void with a reason, and what goes when its time is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import holiday_calendar
from neighborcenter.forms import keeping, records, rules
from neighborcenter.forms import texts as texts  # teaches the sentences of this room
from neighborcenter.forms.drafts import Definition, EntryDraft
from neighborcenter.forms.kinds import RECORDS, EntryStatus, FieldKind, FormStatus
from neighborcenter.forms.models import entry, entry_change
from neighborcenter.forms.values import from_text, to_text
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people.queries import address_text
from neighborcenter.people.records import kept_under
from neighborcenter.people.rules import age_on


@dataclass(frozen=True, slots=True)
class Entered:
    """What `add_entry` did. `again`: this sheet had been saved before; nothing was counted twice."""

    entry_id: int
    next_due: date | None
    again: bool = False


def add_entry(work: Work, draft: EntryDraft, *, batch_id: int | None = None) -> Entered:
    """Enter one record with the version in force. The same `client_key` again changes nothing.

    Raises Invalid, NotFound.
    """
    work.require(Permission.FORMS_WRITE)
    if draft.client_key:
        work.one_at_a_time(draft.client_key)
        row = work.row(
            sa.select(entry.c.id, entry.c.next_due).where(
                entry.c.center_id == work.center_id, entry.c.client_key == draft.client_key
            )
        )
        if row is not None:
            return Entered(row.id, row.next_due, again=True)
    owner = records.form_row(work, draft.form_id)
    version = records.published(work, draft.form_id)
    if version is None:
        raise Invalid(Problem("", "forms.not_published", {"form": owner.name}))
    if owner.status is FormStatus.RETIRED:
        raise Invalid(Problem("", "forms.retired", {"form": owner.name}))
    made = _made(work, version.definition, draft, {})
    entry_id = work.insert(
        entry,
        form_id=draft.form_id,
        version_id=version.id,
        module_id=owner.module_id,
        client_key=draft.client_key or None,
        batch_id=batch_id,
        **made,
    )
    keeping.settle_due(work, draft.form_id, made["resident_id"], entry_id)
    work.record("forms.enter", "entry", entry_id, form=owner.name, day=str(made["day"]))
    return Entered(entry_id, made["next_due"])


def change_entry(work: Work, entry_id: int, draft: EntryDraft, *, version: int | None = None) -> None:
    """Change an entry, with the version it was made with; what stood there before is kept as a trace.

    Fields that this person may not see stay as they are. Raises Invalid, NotFound, Stale.
    """
    work.require(Permission.FORMS_WRITE)
    row = _one(work, entry_id)
    if row.status is EntryStatus.VOID:
        raise Invalid(Problem("", "forms.void"))
    definition = records.version(work, row.version_id).definition
    hidden = {
        one.key: value
        for one in definition.fields
        if one.permission and not work.may(one.permission)
        if (value := from_text(row.answers, definition.fields).get(one.key)) is not None
    }
    made = _made(work, definition, draft, hidden)
    if made["resident_id"] == row.resident_id and draft.day in (None, row.day):
        made |= {"address": row.address, "grid": row.grid}
    work.insert(
        entry_change, entry_id=entry_id, day=row.day, resident_id=row.resident_id, answers=row.answers
    )
    work.update(entry, entry_id, version=version, **made)
    for person in {row.resident_id, made["resident_id"]}:
        keeping.settle_due(work, row.form_id, person, entry_id)
    before = from_text(row.answers, definition.fields)
    after = from_text(made["answers"], definition.fields)
    changed = [one.label for one in definition.fields if before.get(one.key) != after.get(one.key)]
    work.record("forms.correct", "entry", entry_id, fields="、".join(changed))


def void_entry(work: Work, entry_id: int, reason: str) -> None:
    """Take an entry out of every count; it stays in the ledger, struck out, with the reason. Raises Invalid."""
    work.require(Permission.FORMS_WRITE)
    row = _one(work, entry_id)
    if row.status is EntryStatus.VOID:
        raise Invalid(Problem("", "forms.void"))
    if len(reason.strip()) < 2:
        raise Invalid(Problem("reason", "forms.reason"))
    work.update(entry, entry_id, status=EntryStatus.VOID, void_reason=reason.strip())
    keeping.settle_due(work, row.form_id, row.resident_id, entry_id)
    work.record("forms.void", "entry", entry_id, reason=reason.strip())


def restore_entry(work: Work, entry_id: int) -> None:
    """Count a voided entry again. Raises NotFound, Invalid when it was not voided."""
    work.require(Permission.FORMS_WRITE)
    row = _one(work, entry_id)
    if row.status is EntryStatus.KEPT:
        raise Invalid(Problem("", "forms.not_void"))
    work.update(entry, entry_id, status=EntryStatus.KEPT, void_reason="")
    keeping.settle_due(work, row.form_id, row.resident_id, entry_id)
    work.record("forms.unvoid", "entry", entry_id)


def forget_expired(work: Work, form_id: int) -> int:
    """Blank the fields of a form whose time of keeping is over. Returns how many entries were touched.

    Personal data are kept as short as the purpose needs (PIPL, article 19); the rest of the entry stays.
    """
    work.require(Permission.FORMS_DESIGN)
    records.form_row(work, form_id)
    touched = 0
    for version in records.versions(work, keeping.of_form(form_id)):
        kept = {one.key: one.keep_months for one in version.definition.fields if one.keep_months}
        if kept:
            touched += keeping.blank_older(work, version, kept)
    work.record("forms.forget", "form", form_id, entries=touched)
    return touched


def take_back(work: Work, ids: list[int]) -> int:
    """Remove entries that came with one import and were not changed since. Raises Invalid when one was."""
    work.require(Permission.FORMS_WRITE)
    rows = work.rows(
        sa.select(entry.c.id, entry.c.form_id, entry.c.resident_id, entry.c.version).where(
            entry.c.center_id == work.center_id, entry.c.id.in_(ids)
        )
    )
    changed = [row.id for row in rows if row.version > 1]
    if changed:
        raise Invalid(Problem("batch", "forms.changed_since", {"count": len(changed)}))
    work.execute(entry.delete().where(entry.c.id.in_([row.id for row in rows])))
    for form_id, person in {(row.form_id, row.resident_id) for row in rows}:
        keeping.settle_due(work, form_id, person)
    work.record("forms.take_back", "entry", None, count=len(rows))
    return len(rows)


def _made(work: Work, definition: Definition, draft: EntryDraft, hidden: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an entry from what was handed in. Raises Invalid, NotFound."""
    today = work.clock.today()
    day = draft.day or today
    person = kept_under(work, draft.resident_id)
    facts = keeping.person_facts(work, person)
    about = rules.About(
        today,
        day,
        age_on(facts.birth_date, day) if facts is not None and facts.birth_date is not None else None,
        person is not None,
        _records(work, definition, draft.values),
        work.actor.permissions if not work.actor.everything else None,
    )
    judged = rules.judge(definition, draft.values, about)
    refuse(judged.problems)
    values = {**judged.values, **hidden}
    values |= {k: v for k, v in rules.reckoned(definition, values, about).items() if v is not None}
    due = rules.next_due(definition.due, values, day, holiday_calendar(work))
    return {
        "day": day,
        "resident_id": person,
        "address": "" if facts is None else address_text(facts.community, facts.building, facts.door),
        "grid": "" if facts is None else facts.community,
        "answers": to_text(values),
        "next_due": due,
        "open_due": None,
    }


def _records(
    work: Work, definition: Definition, values: Mapping[str, Any]
) -> dict[FieldKind, frozenset[int]]:
    """Which of the records that are named exist: one question a kind."""
    found: dict[FieldKind, frozenset[int]] = {}
    for kind in RECORDS:
        asked = {
            value for one in definition.fields if one.kind is kind
            if isinstance(value := values.get(one.key), int)
        }  # fmt: skip
        if asked:
            found[kind] = frozenset(keeping.names_of(work, kind, asked))
    return found


def _one(work: Work, entry_id: int) -> Any:
    row = work.row(sa.select(entry).where(entry.c.id == entry_id, entry.c.center_id == work.center_id))
    if row is None:
        raise NotFound("entry", entry_id)
    return row
