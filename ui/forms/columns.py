"""Columns of the lists: all forms, a ledger made of its form's fields, who is due."""

from __future__ import annotations

from collections.abc import Sequence

from neighborcenter.forms.drafts import Definition, FieldDef
from neighborcenter.forms.due_queries import DueRow
from neighborcenter.forms.entry_queries import EntryRow
from neighborcenter.forms.kinds import EntryStatus, FieldKind, FormStatus
from neighborcenter.forms.queries import FormCount
from neighborcenter.forms.rules import usual_mark
from neighborcenter.forms.values import label_of
from neighborcenter.kit.i18n import N_, _
from ui.kit.columns import Column, FilterChoice, Mark, Where

_RIGHT = (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.COMPUTED)
_FIRST_OUT = ("grid", "birth", "id_number", "guardian_phone", "sex", "phone", "address", "age")
_SCREEN = 860
"""Design pixels that a ledger has beside its panel."""
_ROOMY = 20
"""Characters from which a column takes what room is left."""
_PIXELS = 9
"""Of one character of a ledger's column."""


def version_mark(row: FormCount) -> Mark:
    """Where a form stands."""
    if row.status is FormStatus.RETIRED:
        return Mark(_("Not used any more"), "closed", "ban")
    if not row.number:
        return Mark(_("In design"), "notice", "pencil")
    words = _("Version {number}").format(number=row.number)
    return Mark(words, "notice" if row.designing else "service", "pencil" if row.designing else "check")


def _due_mark(row: FormCount) -> Mark | str:
    if row.overdue:
        return Mark(_("{count} late").format(count=row.overdue), "party", "clock")
    return Mark(_("{count} today").format(count=row.due), "notice", "clock") if row.due else ""


FORM_COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Form"), 260, strong=True, stretch=True),
    Column("module", N_("Module"), 140, stretch=True),
    Column("this_month", N_("This month"), 90, "right"),
    Column("overdue", N_("Due"), 110, show=_due_mark),
    Column("last_day", N_("Last entry"), 110, show=lambda row: str(row.last_day or "")),
    Column("number", N_("State"), 130, show=version_mark),
    Column("description", N_("What it is for"), 320, hidden=True),
)


def form_text(row: FormCount) -> str:
    """What a form is found by."""
    return f"{row.name} {row.module}"


def form_fits(row: FormCount, where: Where) -> bool:
    """Whether a form answers the filter."""
    module, late = where.get("module"), where.get("due")
    return (module is None or row.module_id == module) and (late is None or row.due + row.overdue > 0)


def ledger_columns(definition: Definition) -> tuple[Column, ...]:
    """The columns of a ledger by the fields of the form, and where the entry stands."""
    left_out = _left_out(definition)
    return (
        *(_column(one, hidden=one.key in left_out) for one in definition.columns),
        Column("staff", N_("Entered by"), 100, hidden=True, sort=None),
        Column("status", N_("Standing"), 110, show=_standing, sort=None),
    )


def _left_out(definition: Definition) -> frozenset[str]:
    """What the screen leaves to the paper at first: facts that the person's card tells, then the longest words.

    Everybody may show them again; the ledger itself always has every column.
    """
    columns = list(definition.columns)
    room = sum(_wide(one) for one in columns) - _SCREEN
    facts = [one for fact in _FIRST_OUT for one in columns if one.fact == fact]
    free = [one for one in columns if one.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT)]
    told = [one for one in free if one.required and not one.default][:2]
    words = [one for one in reversed(free) if one not in told]
    others = [one for one in reversed(columns[3:]) if one not in facts and one not in free]
    left: set[str] = set()
    for one in (*facts, *words, *others):
        if room <= 0:
            break
        room -= _wide(one)
        left.add(one.key)
    return frozenset(left)


def _wide(one: FieldDef) -> int:
    head = f"{label_of(one)} ({one.unit})" if one.unit else label_of(one)
    label = sum(14 if sign > "\u2e80" else 8 for sign in head) + 24
    return max(label, min(22, one.width or 14) * _PIXELS)


def _column(one: FieldDef, *, hidden: bool) -> Column:
    label, wide = label_of(one), _wide(one)
    return Column(
        one.key, f"{label} ({one.unit})" if one.unit else label, wide,
        "right" if one.kind in _RIGHT else "left",
        show=lambda row: row.cells.get(one.key, "").replace("\n", " ") + usual_mark(one, row.plain),
        strong=one.fact == "name", stretch=one.kind is FieldKind.LONG_TEXT or one.width >= _ROOMY, hidden=hidden,
    )  # fmt: skip


def _standing(row: EntryRow) -> Mark | str:
    return Mark(_("Voided"), "closed", "ban") if row.status is EntryStatus.VOID else ""


def ledger_filters(definition: Definition) -> tuple[FilterChoice, ...]:
    """The first two questions with few answers, and whether voided entries are shown."""
    asked = [one for one in definition.fields if one.kind is FieldKind.CHOICE and not one.permission]
    return (
        *(FilterChoice(one.key, label_of(one), [(each, each) for each in one.options]) for one in asked[:2]),
        FilterChoice("void", N_("Voided entries"), [("kept", _("Left out"))]),
    )


def _late(row: DueRow) -> Mark:
    if row.late is None:
        return Mark(_("Never yet"), "notice", "circle-alert")
    if row.late > 0:
        return Mark(_("{days} days late").format(days=row.late), "party", "clock")
    return Mark(_("Not due yet"), "service", "check")


DUE_COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Full name"), 110, strong=True),
    Column("matter", N_("About what"), 170, stretch=True),
    Column("form", N_("Form"), 180, stretch=True),
    Column("due", N_("Due on"), 105, show=lambda row: str(row.due or "")),
    Column("late", N_("Standing"), 130, show=_late),
    Column("last_day", N_("Last seen"), 105, show=lambda row: str(row.last_day or "")),
    Column("address", N_("Address"), 180, stretch=True),
    Column("phone", N_("Phone"), 120, sort=None),
)


def due_text(row: DueRow) -> str:
    """What a line of the work list is found by."""
    return f"{row.name} {row.matter} {row.form} {row.address} {row.phone[-4:]}"


def due_fits(row: DueRow, where: Where) -> bool:
    """Whether a line answers the filter."""
    form, late = where.get("form"), where.get("late")
    if form is not None and row.form_id != form:
        return False
    return late is None or {"late": (row.late or 0) > 0, "never": row.due is None}[late]


def due_filters(forms: Sequence[tuple[int, str]]) -> tuple[FilterChoice, ...]:
    """By form, and by how late."""
    return (
        FilterChoice("form", N_("Form"), load=lambda: list(forms)),
        FilterChoice("late", N_("Standing"), [("late", _("Overdue entry")), ("never", _("Never yet"))]),
    )
