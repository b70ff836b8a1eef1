"""Ledgers of the forms a center designs: what was entered can be handed on to another office's form as well."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import records
from neighborcenter.forms.drafts import Definition, FieldDef
from neighborcenter.forms.entry_queries import EntryFilter, EntryRow, entry_ids, entry_rows
from neighborcenter.forms.kinds import FieldKind, VersionStatus
from neighborcenter.forms.models import form_version
from neighborcenter.forms.queries import overview
from neighborcenter.kit.work import Read
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.paper.workbook import Cell

_AT_ONCE = 500
_WORDS = frozenset({FieldKind.MONEY})
"""Kinds whose words are what an office expects, not the number they are kept as."""


def record_ledgers(read: Read) -> Sequence[Ledger]:
    """A ledger for every form in force, in two questions whatever their number; none without the right."""
    if not read.may(Permission.FORMS_VIEW):
        return ()
    current = {
        one.form_id: one.definition
        for one in records.versions(read, form_version.c.status == VersionStatus.PUBLISHED)
    }
    return tuple(
        Ledger(
            f"form_{one.key or one.id}", definition.title or one.name, one.name, Permission.FORMS_VIEW,
            tuple(_column(field) for field in definition.columns), _rows(one.id, definition), "days",
        )
        for one in overview(read)
        if (definition := current.get(one.id)) is not None
    )  # fmt: skip


def _column(one: FieldDef) -> Column:
    return Column(one.key, one.label, one.label_en or one.label, float(one.width or 12))


def _rows(form_id: int, definition: Definition) -> Callable[[Read, Ask], Iterable[Line]]:
    def rows(read: Read, ask: Ask) -> Iterable[Line]:
        wanted = EntryFilter(form_id, ask.first, ask.end, with_void=False, order="day")
        ids = entry_ids(read, wanted, definition)
        for start in range(0, len(ids), _AT_ONCE):
            for row in entry_rows(read, ids[start : start + _AT_ONCE], definition.columns):
                if ask.people is None or row.resident_id in ask.people:
                    cells = tuple(_cell(row, one) for one in definition.columns)
                    yield Line("entry", row.id, cells, row.name)

    return rows


def _cell(row: EntryRow, one: FieldDef) -> Cell:
    value = row.plain.get(one.key)
    if isinstance(value, bool) or one.kind in _WORDS:
        return row.cells.get(one.key, "")
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, (int, float, date)):
        return value
    return row.cells.get(one.key, "")
