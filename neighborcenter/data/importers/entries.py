"""Entries of a ledger from a list: one row an entry, the resident found by name, phone and address."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.center import queries as center_queries
from neighborcenter.data.cells import cell_date, cell_time
from neighborcenter.data.importing import Written
from neighborcenter.data.sheets import Sheet, SheetRow, plain
from neighborcenter.forms import entry_service, rules
from neighborcenter.forms.drafts import Definition, EntryDraft, FieldDef
from neighborcenter.forms.entry_queries import sees
from neighborcenter.forms.kinds import TYPED, Fact, FieldKind, Subject
from neighborcenter.forms.models import entry
from neighborcenter.forms.queries import form_card
from neighborcenter.forms.values import from_text, read_words
from neighborcenter.kit.problems import NotFound, Problem, Refused
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import household, resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.queries import address_text

_AT_ONCE = 400
_NAMING = (Fact.NAME.value, Fact.PHONE.value, Fact.ADDRESS.value)
_USUAL: Mapping[str, tuple[str, ...]] = {
    Fact.NAME.value: ("姓名", "居民姓名", "Name"),
    Fact.PHONE.value: ("联系电话", "联系方式", "电话", "手机", "Phone"),
    Fact.ADDRESS.value: ("居住地址", "地址", "住址", "Address"),
}
_NOT_COMPARED = (FieldKind.SIGNATURE, FieldKind.FILE)
"""A sheet shows of them the name only."""
WHO = "who_"
"""Before a fact that names the person, as a field of the sheet."""


class EntryImporter:
    """Enters every row as the screen would; a row that stands there already is left as it is.

    Made with a form by `entry_importer`. Without one it can only take a batch back.
    """

    kind = "entries"
    permission = Permission.FORMS_WRITE

    def __init__(self, form_id: int = 0, definition: Definition | None = None) -> None:
        self._form_id = form_id
        self._definition = definition or Definition(())
        self._fields = [one for one in self._definition.fields if one.kind in TYPED]
        self.names: Mapping[str, tuple[str, ...]] = self._headings()
        self.needed: tuple[str, ...] = (
            (WHO + Fact.NAME.value,) if self._definition.subject is Subject.REQUIRED else ()
        )

    def _headings(self) -> dict[str, tuple[str, ...]]:
        found = {one.key: _words(one) for one in self._fields}
        day = next((one for one in self._definition.fields if one.kind is FieldKind.DAY), None)
        found["day"] = (*(_words(day) if day is not None else ()), "日期", "登记日期", "Date")
        if self._definition.subject is not Subject.NONE:
            taken = {heading for headings in found.values() for heading in headings}
            for fact in _NAMING:
                own = next((one for one in self._definition.fields if one.fact == fact), None)
                headings = (*(_words(own) if own is not None else ()), *_USUAL[fact])
                found[WHO + fact] = tuple(each for each in headings if each not in taken)
        return {key: headings for key, headings in found.items() if headings}

    def begin(self, work: Work, sheet: Sheet) -> None:
        """Load once whom and what the rows name."""
        self._work = work
        self._columns = frozenset(sheet.mapping)
        named = {plain(row.cells.get(WHO + Fact.NAME.value)) for row in sheet.rows}
        asked = [one.key for one in self._fields if one.kind is FieldKind.PERSON]
        named |= {plain(row.cells.get(key)) for row in sheet.rows for key in asked}
        self._people = _people(work, sorted(named - {""}))
        self._records = self._named_records(work)
        self._written = Written()

    def _named_records(self, work: Work) -> dict[FieldKind, dict[str, int]]:
        kinds = {one.kind for one in self._fields}
        found: dict[FieldKind, dict[str, int]] = {}
        if FieldKind.ROOM in kinds:
            rooms = center_queries.rooms(work)
            found[FieldKind.ROOM] = {one.name: one.id for whole in rooms for one in (whole, *whole.parts)}
        if FieldKind.SERVICE in kinds:
            rows = work.rows(
                sa.select(service.c.id, service.c.name).where(service.c.center_id == work.center_id)
            )
            found[FieldKind.SERVICE] = {row.name: row.id for row in rows}
        if FieldKind.HOUSEHOLD in kinds:
            found[FieldKind.HOUSEHOLD] = _households(work)
        return found

    def take(self, row: SheetRow) -> list[Problem]:
        """Read one row and enter it; what the form refuses is the row's problem."""
        problems: list[Problem] = []
        day = cell_date(row.cells.get("day"))
        if day is None and plain(row.cells.get("day")):
            problems.append(Problem("day", "import.date", {"text": plain(row.cells.get("day"))}))
        person, found = self._person(row)
        problems += found
        values: dict[str, Any] = {}
        for one in self._fields:
            value, wrong = self._value(one, row)
            problems += wrong
            if value is not None:
                values[one.key] = value
        if problems:
            return problems
        draft = EntryDraft(self._form_id, values, day or self._work.clock.today(), person)
        if self._stands_there(draft):
            return []
        try:
            self._written.added.append(entry_service.add_entry(self._work, draft).entry_id)
        except Refused as refused:
            return [Problem(_COLUMNS.get(p.field, p.field), p.code, p.params) for p in refused.problems]
        return []

    def write(self, work: Work, batch_id: int) -> Written:
        """What was entered row by row belongs to the batch."""
        for start in range(0, len(self._written.added), _AT_ONCE):
            part = self._written.added[start : start + _AT_ONCE]
            work.execute(entry.update().where(entry.c.id.in_(part)).values(batch_id=batch_id))
        return self._written

    def take_back(
        self, work: Work, batch_id: int, added: list[int], updated: dict[int, dict[str, Any]]
    ) -> int:
        """Remove the entries of the batch; refused when one was changed since."""
        return entry_service.take_back(work, added)

    def _value(self, one: FieldDef, row: SheetRow) -> tuple[Any, list[Problem]]:
        if not sees(self._work, one):
            return None, []
        cell = row.cells.get(one.key)
        if one.kind is FieldKind.FILE:
            return None, []
        if one.key not in self._columns:
            usual = rules.default_of(one, self._work.clock.local(), self._work.actor.name)
            return usual, []
        words = plain(cell)
        if one.masked and "*" in words:
            return None, []  # A ledger of ours shows it so; the stars are nobody's number.
        if one.kind is FieldKind.TIME and cell not in (None, ""):
            at = cell_time(cell)
            return at, [] if at is not None else [Problem(one.key, "forms.not_time", {"text": words})]
        if one.kind is FieldKind.DATE and cell not in (None, ""):
            on = cell_date(cell)
            return on, [] if on is not None else [Problem(one.key, "forms.not_date", {"text": words})]
        if one.kind is FieldKind.PERSON and words:
            ref = self._people.get(words, [None])[0]
            return (
                (ref[0], []) if ref else (None, [Problem(one.key, "forms.person_unknown", {"name": words})])
            )
        if one.kind in self._records and words:
            known = self._records[one.kind].get(words)
            wrong = Problem(one.key, f"forms.not_{one.kind.value}", {"text": words})
            return known, [] if known is not None else [wrong]
        # Free words stay as they were written; `plain` would turn their commas into narrow ones.
        value, wrong_words = read_words(one, cell if isinstance(cell, str) else words)
        return value, [] if wrong_words is None else [wrong_words]

    def _person(self, row: SheetRow) -> tuple[int | None, list[Problem]]:
        name = plain(row.cells.get(WHO + Fact.NAME.value))
        if not name or self._definition.subject is Subject.NONE:
            return None, []
        found = self._people.get(name, [])
        phone, where = (plain(row.cells.get(WHO + fact)) for fact in _NAMING[1:])
        for at, asked in ((1, phone), (2, where)):
            if asked and len(found) > 1:
                found = [one for one in found if asked in (one[at], shown_phone(str(one[at])))]
        field = WHO + Fact.NAME.value
        if not found:
            return None, [Problem(field, "forms.person_unknown", {"name": name})]
        if len(found) > 1:
            return None, [Problem(field, "forms.person_unclear", {"name": name})]
        return found[0][0], []

    def _stands_there(self, draft: EntryDraft) -> bool:
        """Whether the same entry is in the ledger: the file was read before, or written from it."""
        rows = self._work.rows(
            sa.select(entry.c.answers).where(
                entry.c.form_id == draft.form_id,
                entry.c.day == draft.day,
                entry.c.resident_id.is_(None)
                if draft.resident_id is None
                else entry.c.resident_id == draft.resident_id,
            )
        )
        asked = {
            one.key
            for one in self._fields
            if one.key in self._columns and not one.masked and one.kind not in _NOT_COMPARED
        }
        given = {key: value for key, value in draft.values.items() if key in asked and value != ""}
        for row in rows:
            kept = from_text(row.answers, self._definition.fields)
            if {key: value for key, value in kept.items() if key in asked} == given:
                return True
        return False


Known = tuple[int, str, str]
"""Id, phone and address of somebody."""


def _people(read: Read, names: list[str]) -> dict[str, list[Known]]:
    """Everybody of these names who lives here or moved away."""
    found: dict[str, list[Known]] = {}
    for start in range(0, len(names), _AT_ONCE):
        rows = read.rows(
            sa.select(
                resident.c.id, resident.c.name, resident.c.phone, resident.c.community, resident.c.building,
                resident.c.door,
            ).where(
                resident.c.center_id == read.center_id,
                resident.c.name.in_(names[start : start + _AT_ONCE]),
                resident.c.status.in_([ResidentStatus.ACTIVE, ResidentStatus.MOVED]),
            )
        )  # fmt: skip
        for row in rows:
            where = address_text(row.community, row.building, row.door)
            found.setdefault(row.name, []).append((row.id, row.phone, where))
    return found


def _households(read: Read) -> dict[str, int]:
    """Every household by its address, and by its door alone where no other community has that door."""
    rows = read.rows(sa.select(household).where(household.c.center_id == read.center_id))
    doors = Counter(address_text("", row.building, row.door) for row in rows)
    found = {
        door: row.id for row in rows if doors[door := address_text("", row.building, row.door)] == 1 and door
    }
    return found | {address_text(row.community, row.building, row.door): row.id for row in rows}


def _words(one: FieldDef) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in (one.label, one.label_en) if each))


_COLUMNS = {"resident_id": WHO + Fact.NAME.value}


def entry_importer(read: Read, form_id: int) -> EntryImporter:
    """The importer of one form. Raises NotFound when it is not there or was never published."""
    card = form_card(read, form_id)
    if card.current is None:
        raise NotFound("form", card.name)
    return EntryImporter(form_id, card.current.definition)
