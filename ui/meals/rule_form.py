"""The form of a rule of price: whom it is for, what they pay, who bears the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields as parts_of
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from neighborcenter.meals import rule_service
from neighborcenter.meals.drafts import RuleDraft
from neighborcenter.meals.kinds import Payer, RuleKind
from neighborcenter.meals.queries import RuleRow
from neighborcenter.meals.texts import word
from ui.kit.fields import ChoiceField, NumberField, TextField, YuanField
from ui.kit.form import Field
from ui.kit.many_field import ManyField
from ui.kit.moments import DateField
from ui.meals.asks import Choices, meal_choices, today
from ui.meals.shares_field import SharesField
from ui.volunteers.ask_panel import AskPanel, Values

ASKED: dict[RuleKind, tuple[str, ...]] = {
    RuleKind.FIXED: ("amount_fen",),
    RuleKind.PERCENT: ("percent",),
    RuleKind.ALLOWANCE: ("amount_fen", "covered_by", "percent"),
    RuleKind.FREE_TIMES: ("times",),
    RuleKind.FREE: (),
    RuleKind.SHARES: (),
}
"""What each kind asks for besides what every rule says."""
NOTHING: Values = {"amount_fen": 0, "percent": 0, "times": 0, "covered_by": Payer.VILLAGE}


class RulePanel(AskPanel):
    """Fields that a kind does not ask for are not there, and not kept."""

    def __init__(self, row: RuleRow | None, tags: Choices) -> None:
        super().__init__(
            _("New rule of price") if row is None else _("Change {name}").format(name=row.name),
            _("Save"),
            _fields(tags),
            lambda values: _verb(row, values),
            lambda values, _ref: _("Saved: {name}").format(name=values["name"]),
            columns=2,
            undo=_way_back(row),
            undone=_("The rule is gone again") if row is None else _("{name} reads as before").format(name=row.name),
            wide=frozenset(
                {"name", "kind", "amount_fen", "covered_by", "percent", "times", "tag_id", "meals", "shares",
                 "rest_by", "source"}
            ),
        )  # fmt: skip
        draft = RuleDraft("", RuleKind.FIXED, today()) if row is None else row.draft
        # A change counts from today unless one says an earlier day: what was eaten before keeps its price.
        since = draft.valid_from if row is None else max(draft.valid_from, today())
        known = {one.name: getattr(draft, one.name) for one in parts_of(draft)}
        numbers = {key: known[key] or None for key in ("amount_fen", "percent", "times")}
        self.form.set_values(known | numbers | {"valid_from": since})
        self.form.fields["kind"].changed.connect(self._on_kind)
        self._on_kind()

    def _on_kind(self) -> None:
        kind, fields = self.form.fields["kind"].value(), self.form.fields
        for key in NOTHING:
            fields[key].setVisible(key in ASKED[kind])
        monthly = kind is RuleKind.ALLOWANCE
        fields["amount_fen"].label.setText(_("Sum a month") if monthly else _("Price a meal"))
        fields["shares"].set_hint(
            _("Of the full price, one after the other.")
            if kind is RuleKind.SHARES
            else _("Of what the person does not pay, one after the other.")
        )


def _fields(tags: Choices) -> dict[str, Field]:
    payers: Choices = [(one, word(one)) for one in Payer]
    return {
        "name": Field(_("Name of the rule"), TextField(), required=True),
        "kind": Field(_("Kind"), ChoiceField([(one, word(one)) for one in RuleKind])),
        "amount_fen": Field(_("Price a meal"), YuanField()),
        "covered_by": Field(_("The sum of the month comes from"), ChoiceField(payers)),
        "percent": Field(_("Percent off"), NumberField("%", maximum=100)),
        "times": Field(_("Free meals a month"), NumberField(_("times"), maximum=99)),
        "age_from": Field(_("From age"), NumberField(_("years"), maximum=120)),
        "age_to": Field(_("To age"), NumberField(_("years"), maximum=120)),
        "tag_id": Field(_("Care tag"), ChoiceField(tags, optional=True)),
        "meals": Field(_("Only for these meals"), ManyField(meal_choices()), _("None chosen: every meal")),
        "shares": Field(_("Who bears how much"), SharesField()),
        "rest_by": Field(_("The rest is borne by"), ChoiceField(payers)),
        "valid_from": Field(
            _("Valid from"), DateField(today, "past"), _("Meals ordered since are corrected"), required=True
        ),
        "valid_to": Field(_("Until"), DateField(today), _("Empty: until it is ended")),
        "source": Field(_("Source"), TextField(_("Notice, decision of the village …"))),
    }


def _verb(row: RuleRow | None, values: Values) -> Callable[[Work], Any]:
    """Add or change the rule; what its kind does not ask for is left out."""
    asked = ASKED[values["kind"]]
    numbers = {key: values[key] or nothing if key in asked else nothing for key, nothing in NOTHING.items()}
    draft = RuleDraft(**(values | numbers), position=0 if row is None else row.position)
    if row is None:
        return lambda work: rule_service.add_rule(work, draft)
    return lambda work: rule_service.change_rule(work, row.id, draft, version=row.version)


def _way_back(row: RuleRow | None) -> Callable[[Work, Any], Any]:
    """What undoes saving it."""
    if row is None:
        return rule_service.remove_rule
    return lambda work, ref: rule_service.restore_rule(work, row.id, ref, row.draft)
