"""The lines of a design: each field with its kind, what is asked of an answer, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.forms.conditions import in_labels
from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.kinds import FieldKind
from neighborcenter.forms.texts import KINDS
from neighborcenter.kit.i18n import N_, _
from ui.kit.columns import Column, Mark


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One line of the design; `earlier` are the fields that its formulas may name."""

    id: int
    one: FieldDef
    wrong: str
    earlier: tuple[FieldDef, ...] = ()


def _notes(row: FieldRow) -> str:
    one = row.one
    parts = [
        _("must be given") if one.required else "",
        in_labels(one.formula, row.earlier),
        _(", ").join(one.options),
        _limits(one),
        _("only when {condition}").format(condition=in_labels(one.shown_when, row.earlier))
        if one.shown_when
        else "",
    ]
    return " · ".join(part for part in parts if part)


def _limits(one: FieldDef) -> str:
    if one.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        return _("at most {most} characters").format(most=one.high) if one.high else ""
    words = f"{one.low or '…'} – {one.high or '…'} {one.unit}".strip() if one.low or one.high else one.unit
    if one.usual_low or one.usual_high:
        usual = _("usual {low} – {high}").format(low=one.usual_low or "…", high=one.usual_high or "…")
        return f"{words} · {usual}".removeprefix(" · ")
    return words


def _state(row: FieldRow) -> Mark | str:
    if row.wrong:
        return Mark(row.wrong, "party", "circle-alert")
    return Mark(_("Column"), "service", "columns-3") if row.one.ledger else ""


COLUMNS: tuple[Column, ...] = (
    Column("id", N_("No."), 50, "right", sort=None),
    Column("label", N_("Field"), 180, show=lambda row: row.one.label, sort=None, strong=True),
    Column("kind", N_("What it holds"), 170, show=lambda row: _(KINDS[row.one.kind]), sort=None),
    Column("notes", N_("Rules"), 300, show=_notes, sort=None, stretch=True),
    Column("ledger", N_("Ledger"), 120, show=_state, sort=None),
)
