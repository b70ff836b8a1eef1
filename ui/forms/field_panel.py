"""One field of a form in the right-hand panel: what it is called, what it holds, what stands against an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from neighborcenter.accounts.permissions import PERMISSION_NAMES, Permission
from neighborcenter.forms import rules
from neighborcenter.forms.drafts import Definition, FieldDef
from neighborcenter.forms.kinds import COUNTED, Fact, FieldKind
from neighborcenter.forms.texts import COUNTS, FACTS, KINDS
from neighborcenter.kit.i18n import N_, _
from ui.forms.condition_field import ConditionField, FormulaField
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.modules.form_panel import FormPanel

_K = FieldKind
_LIMITED = (_K.NUMBER, _K.MONEY, _K.DATE, _K.TIME)
_WHERE: dict[str, frozenset[FieldKind]] = {
    "fact": frozenset({_K.FACT}),
    "options": frozenset({_K.CHOICE, _K.CHOICES}),
    "unit": frozenset({_K.NUMBER, _K.COMPUTED}),
    "places": frozenset({_K.NUMBER, _K.COMPUTED}),
    "low": frozenset(_LIMITED),
    "high": frozenset({*_LIMITED, _K.TEXT, _K.LONG_TEXT}),
    "usual_low": frozenset({_K.NUMBER, _K.COMPUTED}),
    "usual_high": frozenset({_K.NUMBER, _K.COMPUTED}),
    "formula": frozenset({_K.COMPUTED}),
    "masked": frozenset({_K.TEXT}),
    "counts_as": frozenset({_K.MONEY, _K.CHOICE}),
    **dict.fromkeys(
        ("required", "default", "hint", "shown_when", "permission", "keep_months"),
        frozenset(_K) - {_K.COMPUTED, _K.FACT, _K.DAY, _K.DUE},
    ),
}
"""Which kinds a question belongs to; the others are asked of every field."""
_RIGHTS = (Permission.PEOPLE_SENSITIVE, Permission.PEOPLE_REVEAL, Permission.REPORTS_WRITE)
HINTS = {
    "options": N_("One answer a line"),
    "default": N_("@me is who enters, @today and @now the day and time"),
    "usual_high": N_("What lies outside is marked; the figures of a person become a curve"),
    "formula": N_("Such as round(体重 / (身高 / 100) / (身高 / 100), 1)"),
    "key": N_("What files and scripts call it"),
    "keep_months": N_("0: as long as the entry"),
}


class FieldPanel(FormPanel):
    """`saved` carries the finished FieldDef; nothing is written before the form is published."""

    def __init__(self, one: FieldDef | None, definition: Definition, place: int) -> None:
        super().__init__(
            _("New field") if one is None else one.label, _("Add") if one is None else _("Apply")
        )
        self.before, self.definition, self.place = one, definition, place
        self._build()
        self.form.set_values(_shown(one or FieldDef("", "", FieldKind.TEXT)))
        self.form.fields["kind"].changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        add = self.form.add
        add("label", Field(_("What it is called"), TextField(), required=True))
        kinds = [(kind, _(words)) for kind, words in KINDS.items()]
        add("kind", Field(_("What it holds"), ChoiceField(kinds), required=True))
        add(
            "fact",
            Field(_("Which fact"), ChoiceField([(fact.value, _(words)) for fact, words in FACTS.items()])),
        )
        add("options", Field(_("Answers"), LongTextField(lines=4), _(HINTS["options"])))
        add("unit", Field(_("Unit"), TextField()))
        add("places", Field(_("Digits after the point"), NumberField(maximum=6)))
        earlier = self.definition.fields[: self.place]
        add("formula", Field(_("Formula"), FormulaField(earlier), _(HINTS["formula"])))
        add("required", Field(_("Filling in"), FlagField(_("Must be given"))))
        add("low", Field(_("At least"), TextField()))
        add("high", Field(_("At most"), TextField()))
        add("usual_low", Field(_("Usual from"), TextField()))
        add("usual_high", Field(_("Usual up to"), TextField(), _(HINTS["usual_high"])))
        add("default", Field(_("Begins with"), TextField(), _(HINTS["default"])))
        add("hint", Field(_("Help below it"), TextField()))
        shown = ConditionField(earlier, _("Always"))
        add("shown_when", Field(_("Only shown when"), shown))
        add("ledger", Field(_("Ledger"), FlagField(_("Is a column of the ledger"))))
        add("width", Field(_("Width of the column"), NumberField(_("characters"), maximum=60)))
        add("counts_as", Field(_("Counts in the module’s figures as"), ChoiceField([], optional=True)))
        rights = [(right.value, _(PERMISSION_NAMES[right])) for right in _RIGHTS]
        add("permission", Field(_("Who sees it"), ChoiceField(rights, _("Everybody"), optional=True)))
        add("masked", Field(_("Protection"), FlagField(_("Shown in part, like a phone"))))
        add(
            "keep_months",
            Field(_("Kept for"), NumberField(_("months"), maximum=1200), _(HINTS["keep_months"])),
        )
        add("label_en", Field(_("English name"), TextField()))
        add("key", Field(_("Key"), TextField(), _(HINTS["key"])))

    def refresh(self) -> None:
        """Ask only what this kind of field has."""
        kind = self.form.fields["kind"].value()
        for name, kinds in _WHERE.items():
            self.form.fields[name].setVisible(kind in kinds)
        counts = [(one.value, _(words)) for one, words in COUNTS.items() if COUNTED[one] is kind]
        self.form.fields["counts_as"].editor.set_choices(counts)

    def field_def(self) -> FieldDef:
        """The field as it stands here."""
        found: dict[str, Any] = self.form.values()
        kind = found["kind"] or FieldKind.TEXT
        for name, kinds in _WHERE.items():
            if kind not in kinds:
                found[name] = getattr(_USUAL, name)
        lines = (
            str(found["options"] or "").splitlines()
            if not isinstance(found["options"], tuple)
            else found["options"]
        )
        taken = {one.key for one in self.definition.fields} - {self.before.key if self.before else ""}
        key = found["key"] or rules.key_for(found["label"], taken)
        numbers = {name: int(found[name] or 0) for name in ("places", "width", "keep_months")}
        words = {name: found[name] or "" for name in ("fact", "permission", "counts_as")}
        return replace(
            _USUAL, **{**found, **numbers, **words, "key": key, "kind": kind,
                       "options": tuple(one.strip() for one in lines if one.strip())},
        )  # fmt: skip

    def save(self) -> None:
        """Check the field as publishing will, and hand it over."""
        if not self.form.check():
            return
        one = self.field_def()
        earlier = frozenset(each.key for each in self.definition.fields[: self.place])
        others = tuple(
            each for at, each in enumerate(self.definition.fields) if self.before is None or at != self.place
        )
        found = rules.problems_in_field(one, self.definition, earlier)
        if one.ledger and one.label.strip() in {each.label for each in others if each.ledger}:
            found.append(rules.label_twice(one))
        if found:
            self.show_problems(found)
            return
        self.saved.emit(one)

    def act(self) -> Callable[[Any], object]:
        """Nothing is written by this panel."""
        return lambda _work: None


_USUAL = FieldDef("", "")


def _shown(one: FieldDef) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in FieldDef.__slots__}
    return {
        **found, "options": "\n".join(one.options), "permission": one.permission or None, "fact": one.fact or None,
        "counts_as": one.counts_as or None,
        "key": one.key,
    }  # fmt: skip


def fact_labels() -> Sequence[tuple[Fact, str]]:
    """The facts of a person with their names, for a menu."""
    return [(fact, _(words)) for fact, words in FACTS.items()]
