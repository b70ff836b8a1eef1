"""A child is fetched: who of those that may, when, and the signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from neighborcenter.forms import entry_service
from neighborcenter.forms.children import rules
from neighborcenter.forms.children.kinds import ALONE
from neighborcenter.forms.children.queries import Child
from neighborcenter.forms.drafts import EntryDraft, FieldDef
from neighborcenter.forms.entry_queries import EntryCard
from neighborcenter.forms.kinds import TYPED
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.forms.signature import SignatureField
from ui.kit.fields import ChoiceField, ClockField, TextField
from ui.kit.form import Field
from ui.kit.labels import Label
from ui.modules.form_panel import FormPanel

OTHER = "\0other"


class PickUpForm(FormPanel):
    """`saved` carries the id of the sheet. Whoever is not on the list is named, with the relation."""

    def __init__(self, child: Child, card: EntryCard, now: datetime) -> None:
        super().__init__(_("{name} is fetched").format(name=child.name), _("Fetched"))
        self.child, self.card = child, card
        add = self.form.add
        lines = [(line, line) for line in child.fetchers]
        alone = [(ALONE, _("Leaves alone"))] if child.alone else []
        self.who = add(
            "who",
            Field(
                _("Who fetches"), ChoiceField([*lines, *alone, (OTHER, _("Somebody else …"))]), required=True
            ),
        )
        self.name = add("name", Field(_("Name"), TextField()))
        relation = card.definition.field_of("relation") or FieldDef("relation", "")
        self.relation = add(
            "relation", Field(_("Relation"), ChoiceField([(one, one) for one in relation.options]))
        )
        add("left", Field(_("Left"), ClockField(), required=True))
        add("signed", Field(_("Signature"), SignatureField()))
        self.warning = Label("", "small strong", "accent_text", wrap=True)
        self.box.insertWidget(self.box.count() - 1, self.warning)
        self.form.set_values(
            {"who": child.fetchers[0] if len(child.fetchers) == 1 else None, "left": now.time().replace(second=0, microsecond=0)}
        )  # fmt: skip
        self.who.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Name and relation come with whoever is on the list; of others they are asked."""
        who = self.who.value()
        known = who not in (None, OTHER, ALONE)
        if known:
            name, relation = rules.name_and_relation(who)
            self.name.set_value(name)
            self.relation.set_value(relation)
        self.name.setVisible(who == OTHER)
        self.relation.setVisible(who == OTHER)
        self.warning.setText(
            _("Not on the list of those who may fetch. Call the guardian first: {guardian} {phone}").format(
                guardian=self.child.guardian, phone=self.child.guardian_phone
            )
            if who == OTHER
            else ""
        )
        self.warning.setVisible(who == OTHER)

    def save(self) -> None:
        """Somebody else needs a name and a relation."""
        found = self.form.values()
        if found["who"] == OTHER:
            missing = [Problem(key, "required") for key in ("name", "relation") if not found[key]]
            if missing:
                self.show_problems(missing)
                return
        super().save()

    def act(self) -> Callable[[Any], object]:
        """Write it on the sheet of the day."""
        found, card = self.form.values(), self.card
        alone = found["who"] == ALONE
        said = {
            "left": found["left"], "taken_by": self.child.name if alone else found["name"],
            "relation": ALONE if alone else found["relation"], "signed": found["signed"] or "",
        }  # fmt: skip
        row = card.row
        draft = EntryDraft(row.form_id, {**typed(card), **said}, row.day, row.resident_id)

        def run(work: Any) -> int:
            entry_service.change_entry(work, row.id, draft, version=row.version)
            return row.id

        return run


def typed(card: EntryCard) -> dict[str, Any]:
    """The answers of a sheet that somebody typed, to be handed in again."""
    keys = {one.key for one in card.definition.fields if one.kind in TYPED}
    return {key: value for key, value in card.values.items() if key in keys}
