"""The blank of a form to be filled in a spreadsheet and read back, and its entries with every field."""

from collections.abc import Iterator

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms.drafts import Definition, FieldDef
from neighborcenter.forms.entry_queries import EntryFilter, entry_ids, entry_rows, sees
from neighborcenter.forms.kinds import TYPED, Fact, FieldKind, Subject
from neighborcenter.forms.queries import form_card
from neighborcenter.forms.values import NO, YES, label_of
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.workbook import Cell, Sheet
from neighborcenter.reports.papers.form_ledger import sheet_cell, sheet_column

BLANK_ROWS = 500
_AT_ONCE = 500
_WHO = (
    FieldDef("p_name", "姓名", FieldKind.FACT, "Name", fact=Fact.NAME.value),
    FieldDef("p_phone", "联系电话", FieldKind.FACT, "Phone", fact=Fact.PHONE.value, width=15),
    FieldDef("p_address", "居住地址", FieldKind.FACT, "Address", fact=Fact.ADDRESS.value, width=24),
)
_DAY = FieldDef("day", "日期", FieldKind.DAY, "Date")
NAMING = (Fact.NAME.value, Fact.PHONE.value, Fact.ADDRESS.value)


def filled_columns(definition: Definition) -> tuple[FieldDef, ...]:
    """What a spreadsheet asks for: who, when, and every field that is typed, in the order of the form."""
    fields = [
        one
        for one in definition.fields
        if one.kind in TYPED
        or one.kind is FieldKind.DAY
        or (one.kind is FieldKind.FACT and one.fact in NAMING)
    ]
    known = {one.fact for one in fields if one.kind is FieldKind.FACT}
    if definition.subject is not Subject.NONE:
        taken = {label for one in fields for label in (one.label, one.label_en)}
        fields = [*(one for one in _WHO if one.fact not in known and one.label not in taken), *fields]
    if not any(one.kind is FieldKind.DAY for one in fields):
        fields = [_DAY, *fields]
    return tuple(fields)


def blank_sheet(read: Read, form_id: int) -> Sheet:
    """An empty sheet of a form with its answers as drop-down lists."""
    card = form_card(read, form_id)
    columns = filled_columns(card.definition)
    heads = tuple(sheet_column(one) for one in columns)
    return Sheet(card.title, heads, (), (card.title, _hint(columns)), choices=_choices(columns), official=True,
                 blank=BLANK_ROWS)  # fmt: skip


def entries_sheet(read: Read, wanted: EntryFilter) -> Sheet:
    """The entries of a form with every field that this person may see: what a blank reads back."""
    read.require(Permission.EXPORT)
    card = form_card(read, wanted.form_id)
    columns = tuple(one for one in filled_columns(card.definition) if sees(read, one))
    heads = tuple(sheet_column(one) for one in columns)
    ids = entry_ids(read, wanted, card.definition)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for start in range(0, len(ids), _AT_ONCE):
            for row in entry_rows(read, ids[start : start + _AT_ONCE], columns):
                yield tuple(sheet_cell(one, row.plain.get(one.key)) for one in columns)

    return Sheet(
        card.title, heads, rows(), (card.title, _hint(columns)), choices=_choices(columns), official=True
    )


def _hint(columns: tuple[FieldDef, ...]) -> str:
    needed = "、".join(label_of(one) for one in columns if one.required)
    return _("One row an entry. To be filled in: {fields}.").format(fields=needed or "—")


def _choices(columns: tuple[FieldDef, ...]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for at, one in enumerate(columns):
        if one.kind is FieldKind.CHOICE:
            found[at] = one.options
        elif one.kind is FieldKind.YES_NO:
            found[at] = (_(YES), _(NO))
    return found
