"""The list of a day: every child expected or here, with who may fetch it and who did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.models import enrollee, pickup_person
from neighborcenter.forms import records
from neighborcenter.forms.children import rules
from neighborcenter.forms.children.kinds import ATTENDANCE, REGISTER
from neighborcenter.forms.entry_queries import sees
from neighborcenter.forms.kinds import EntryStatus
from neighborcenter.forms.models import entry, form
from neighborcenter.forms.values import from_text
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.rules import age_on

MOST = 1_000
REGULAR = 21
"""Days back in which a child that came is expected again where no register is kept."""


@dataclass(frozen=True, slots=True)
class Child:
    """One child on a day, by its resident's id. `entry_id` None: not here yet. `tries` counts the sheets of the
    day, voided ones too. `fetchers` are lines of name and relation."""

    id: int
    name: str
    age: int | None
    group: str
    school: str
    guardian: str
    guardian_phone: str
    fetchers: tuple[str, ...]
    alone: bool
    mind: str
    entry_id: int | None = None
    came: time | None = None
    left: time | None = None
    taken_by: str = ""
    relation: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class DayList:
    """Everybody of a day, by group and name. `form_id` of the attendance."""

    day: date
    form_id: int
    children: tuple[Child, ...]


def attendance_form(read: Read) -> int | None:
    """The form in which attendance is kept; None when it is not in use."""
    return _forms(read).get(ATTENDANCE)


def day_list(read: Read, day: date) -> DayList:
    """Who is expected on a day or came.  Raises NotFound when attendance is not kept here."""
    read.require(Permission.FORMS_VIEW)
    known = _forms(read)
    if ATTENDANCE not in known:
        raise NotFound("form", ATTENDANCE)
    register = _register(read, known.get(REGISTER), day)
    here, tries = _here(read, known[ATTENDANCE], day)
    due = {ref: values for ref, values in register.items() if rules.expected(values, day)}
    if REGISTER not in known:
        due = _regulars(read, known[ATTENDANCE], day)
    people = _people(read, {*due, *here})
    may_fetch = pickups(read, list(people))
    found = [
        _child(
            row, day, register.get(ref) or due.get(ref) or {}, here.get(ref), may_fetch.get(ref, ()), tries
        )
        for ref, row in people.items()
        if ref in here or row.status is ResidentStatus.ACTIVE
    ]
    return DayList(
        day, known[ATTENDANCE], tuple(sorted(found, key=lambda one: (one.group, one.name, one.id)))
    )


def who_may_fetch(read: Read, ref: int) -> tuple[str, ...]:
    """The guardian, the register's people and those named at a sign-up; () where nothing is written down."""
    known = _forms(read)
    register = _register(read, known.get(REGISTER), read.clock.today(), only=ref).get(ref, {})
    row = _people(read, {ref}).get(ref)
    return () if row is None else _fetchers(row, register, pickups(read, [ref]).get(ref, ()))


def pickups(read: Read, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Who may fetch these children by their sign-ups for activities."""
    rows = read.rows(
        sa.select(enrollee.c.resident_id, pickup_person.c.name, pickup_person.c.relation)
        .join(enrollee, enrollee.c.id == pickup_person.c.enrollee_id)
        .where(enrollee.c.resident_id.in_(ids), enrollee.c.center_id == read.center_id)
        .order_by(pickup_person.c.enrollee_id.desc(), pickup_person.c.position)
    )
    found: dict[int, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row.resident_id, {})[f"{row.name} {row.relation}".strip()] = None
    return {ref: tuple(lines) for ref, lines in found.items()}


def _forms(read: Read) -> dict[str, int]:
    rows = read.rows(
        sa.select(form.c.key, form.c.id).where(
            form.c.center_id == read.center_id, form.c.key.in_((REGISTER, ATTENDANCE))
        )
    )
    return {row.key: row.id for row in rows}


def _answers(read: Read, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """What this person may see of the answers of entries, typed by their own versions."""
    fields = {
        ref: tuple(one for one in records.version(read, ref).definition.fields if sees(read, one))
        for ref in {row.version_id for row in rows}
    }
    return [from_text(row.answers, fields[row.version_id]) for row in rows]


_ENTRY = sa.select(
    entry.c.id, entry.c.resident_id, entry.c.version_id, entry.c.answers, entry.c.status
).order_by(entry.c.day.desc(), entry.c.id.desc())


def _register(
    read: Read, form_id: int | None, day: date, *, only: int | None = None
) -> dict[int, dict[str, Any]]:
    """What the register says of every child: its latest entry up to the day."""
    if form_id is None:
        return {}
    wanted = _ENTRY.where(
        entry.c.form_id == form_id, entry.c.day <= day, entry.c.status == EntryStatus.KEPT,
        entry.c.resident_id.is_not(None),
    ).limit(MOST)  # fmt: skip
    if only is not None:
        wanted = wanted.where(entry.c.resident_id == only)
    found: dict[int, dict[str, Any]] = {}
    rows = read.rows(wanted)
    for row, values in zip(rows, _answers(read, rows), strict=True):
        found.setdefault(row.resident_id, values)
    return found


def _here(
    read: Read, form_id: int, day: date
) -> tuple[dict[int, tuple[int, dict[str, Any]]], dict[int, int]]:
    """The kept sheet of the day by child, and how many sheets there are."""
    rows = read.rows(
        _ENTRY.where(entry.c.form_id == form_id, entry.c.day == day, entry.c.resident_id.is_not(None))
    )
    found: dict[int, tuple[int, dict[str, Any]]] = {}
    tries: dict[int, int] = {}
    for row, values in zip(rows, _answers(read, rows), strict=True):
        tries[row.resident_id] = tries.get(row.resident_id, 0) + 1
        if row.status is EntryStatus.KEPT:
            found.setdefault(row.resident_id, (row.id, values))
    return found, tries


def _regulars(read: Read, form_id: int, day: date) -> dict[int, dict[str, Any]]:
    rows = read.rows(
        _ENTRY.where(
            entry.c.form_id == form_id, entry.c.day < day, entry.c.day >= day - timedelta(days=REGULAR),
            entry.c.status == EntryStatus.KEPT, entry.c.resident_id.is_not(None),
        ).limit(MOST)
    )  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    for row, values in zip(rows, _answers(read, rows), strict=True):
        found.setdefault(row.resident_id, {key: values.get(key) for key in ("group", "school")})
    return found


def _people(read: Read, ids: set[int]) -> dict[int, Any]:
    rows = read.rows(
        sa.select(
            resident.c.id, resident.c.name, resident.c.birth_date, resident.c.guardian_name,
            resident.c.guardian_phone, resident.c.status,
        ).where(resident.c.id.in_(sorted(ids)), resident.c.center_id == read.center_id)
    )  # fmt: skip
    return {row.id: row for row in rows}


def _child(
    row: Any, day: date, register: dict[str, Any], here: tuple[int, dict[str, Any]] | None,
    signed_up: Sequence[str], tries: dict[int, int],
) -> Child:  # fmt: skip
    ref, sheet = here if here is not None else (None, {})
    return Child(
        row.id, row.name, None if row.birth_date is None else age_on(row.birth_date, day),
        str(sheet.get("group") or register.get("group") or ""),
        str(sheet.get("school") or register.get("school") or ""),
        row.guardian_name, shown_phone(row.guardian_phone), _fetchers(row, register, signed_up),
        bool(register.get("alone")), str(register.get("mind") or ""), ref, sheet.get("came"), sheet.get("left"),
        str(sheet.get("taken_by") or ""), str(sheet.get("relation") or ""), tries.get(row.id, 0),
    )  # fmt: skip


def _fetchers(row: Any, register: dict[str, Any], signed_up: Sequence[str]) -> tuple[str, ...]:
    lines = [*rules.fetchers(str(register.get("fetchers") or "")), *signed_up]
    named = {rules.name_and_relation(line)[0] for line in lines}
    if row.guardian_name and row.guardian_name not in named:
        lines.insert(0, row.guardian_name)
    return tuple(dict.fromkeys(lines))
