"""What holds for a whole form: its name and module, about whom it is, and when the next entry is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from neighborcenter.forms import rules, service
from neighborcenter.forms.drafts import Definition, DueRule, FormDraft
from neighborcenter.forms.kinds import FieldKind, Shift, Subject
from neighborcenter.forms.queries import FormCard
from neighborcenter.forms.texts import SHIFTS, SUBJECTS
from neighborcenter.forms.values import label_of
from neighborcenter.kit.i18n import _
from ui.forms.condition_field import ConditionField
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.modules.form_panel import FormPanel


class SettingsPanel(FormPanel):
    """`saved` comes after the name was written; `definition` then holds the rest, which waits for publishing."""

    def __init__(self, card: FormCard, definition: Definition, modules: Sequence[tuple[int, str]]) -> None:
        super().__init__(_("About the form"), _("Apply"))
        self.card, self.definition = card, definition
        add = self.form.add
        add("name", Field(_("Name of the form"), TextField(), required=True))
        add("module_id", Field(_("Module"), ChoiceField(list(modules)), required=True))
        add("description", Field(_("What it is for"), LongTextField(lines=2)))
        add("title", Field(_("Title of the ledger"), TextField(), _("Empty: the name of the form")))
        add(
            "subject",
            Field(_("About whom"), ChoiceField([(one, _(words)) for one, words in SUBJECTS.items()])),
        )
        self._add_due(add)
        add("name_en", Field(_("English name"), TextField()))
        due = definition.due
        steps = "\n".join(f"{answer} {days}" for answer, days in due.steps.items())
        self.form.set_values(
            {"name": card.name, "module_id": card.module_id, "description": card.description,
             "title": definition.title, "subject": definition.subject, "name_en": card.name_en,
             "days": due.days or None, "by": due.by or None, "steps": steps, "due_field": due.field or None,
             "working": due.working, "shift": due.shift, "unless": due.unless, "each": due.each, "tag": due.tag}
        )  # fmt: skip

    def _add_due(self, add: Callable[..., Field]) -> None:
        fields = self.definition.fields
        choices = [(one.key, label_of(one)) for one in fields if one.kind is FieldKind.CHOICE]
        dates = [(one.key, label_of(one)) for one in fields if one.kind is FieldKind.DATE]
        add(
            "days",
            Field(_("Next due after"), NumberField(_("days"), maximum=3660), _("Empty: nothing is due")),
        )
        add("by", Field(_("Days depend on"), ChoiceField(choices, optional=True)))
        add("steps", Field(_("Days by answer"), LongTextField(lines=3), _("One a line, such as 一级 7")))
        add("due_field", Field(_("Or the day stands in"), ChoiceField(dates, optional=True)))
        add("working", Field(_("Counting"), FlagField(_("Working days only, make-up days among them"))))
        add(
            "shift",
            Field(_("Due on a day off"), ChoiceField([(one, _(words)) for one, words in SHIFTS.items()])),
        )
        add("unless", Field(_("Nothing is due when"), ConditionField(fields, _("No condition"))))
        add("each", Field(_("Answered by"), FlagField(_("Each entry is a matter of its own"))))
        add(
            "tag",
            Field(
                _("Also everybody with the care tag"), TextField(), _("Due at once until they are entered")
            ),
        )

    def whole(self) -> Definition:
        """The definition with what was set here."""
        found = self.form.values()
        steps: dict[str, int] = {}
        for line in found["steps"].splitlines():
            answer, _blank, days = line.strip().rpartition(" ")
            if answer and days.isdecimal():
                steps[answer.strip()] = int(days)
        due = DueRule(
            int(found["days"] or 0), found["by"] or "", steps, found["due_field"] or "", found["working"],
            found["shift"] or Shift.NONE, found["unless"], found["each"], found["tag"],
        )  # fmt: skip
        subject = found["subject"] or Subject.REQUIRED
        return replace(self.definition, subject=subject, due=due, title=found["title"])

    def save(self) -> None:
        """Check as publishing will, then write the name."""
        whole = self.whole()
        found = [
            replace(one, field=_PLACES.get(one.field, one.field))
            for one in rules.problems_in_definition(whole)
            if one.field.startswith("due")
        ]
        if found:
            self.show_problems(found)
            return
        super().save()

    def act(self) -> Callable[[Any], object]:
        """Rename the form where its name, module or description changed."""
        found, card = self.form.values(), self.card
        draft = FormDraft(
            found["name"],
            found["module_id"],
            self.definition,
            found["name_en"],
            card.key,
            found["description"],
        )

        def run(work: Any) -> Definition:
            same = (card.name, card.module_id, card.name_en, card.description)
            if same != (draft.name, draft.module_id, draft.name_en, draft.description):
                service.change_form(work, card.id, draft)
            return self.whole()

        return run


_PLACES = {
    "due": "days", "due.days": "days", "due.by": "by", "due.steps": "steps", "due.field": "due_field",
    "due.unless": "unless",
}  # fmt: skip
