"""Writing a service: a form over one draft, with what is wrong beside each field as one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from neighborcenter.catalog import rules, service
from neighborcenter.catalog.drafts import PaperDraft, ServiceDraft, ServiceFacts
from neighborcenter.catalog.texts import CATEGORIES
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from ui.catalog.columns import handling_words
from ui.catalog.papers_field import PapersField
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field
from ui.modules.form_panel import FormPanel

# What is only said when saving: nobody has had the chance to fill it in yet.
_NOT_YET = frozenset({"required", "catalog.no_module", "catalog.refusal_words"})


class ServiceEditor(FormPanel):
    """A new service, or one that exists (`service_id`). `saved` carries its id."""

    def __init__(
        self,
        facts: ServiceFacts,
        draft: ServiceDraft,
        service_id: int | None = None,
        version: int | None = None,
        *,
        published: bool = False,
    ) -> None:
        super().__init__(_("New service") if service_id is None else _("Edit service"), _("Save"))
        self._facts, self._published = facts, published
        self._service_id, self._version = service_id, version
        self._add_fields()
        self.form.set_values(_shown(draft))
        self.form.changed.connect(self._on_changed)
        self._show_for_handling()

    def _add_fields(self) -> None:
        add = self.form.add
        modules = list(self._facts.modules.items())
        add("name", Field(_("Service name"), TextField(), required=True))
        add("module_id", Field(_("Module"), ChoiceField(modules), required=True))
        handlings = [(key, handling_words(key)) for key in rules.HANDLINGS]
        add("handling", Field(_("Handling"), ChoiceField(handlings), required=True))
        add("refused", Field(_("Proof"), FlagField(_("Must not be issued by a community"))))
        add("refusal", Field(_("Words to say"), LongTextField(lines=3)))
        add("refer_to", Field(_("Where to go instead"), LongTextField(lines=3)))
        add("on_the_spot", Field(_("Time limit"), FlagField(_("Done on the spot"))))
        add("days", Field(_("How many days"), NumberField(_("days"), maximum=rules.LONGEST_DAYS)))
        add("fee", Field(_("Fee"), TextField(_("Free, 2 yuan a page…"))))
        add("eligibility", Field(_("Who it is for"), TextField(_("Residents over 60…"))))
        add("papers", Field(_("Papers to bring"), PapersField()))
        add("department", Field(_("Department"), TextField()))
        add("window_hours", Field(_("Hours"), TextField(_("Working days 8:30–17:30…"))))
        add("steps", Field(_("Steps"), LongTextField(lines=3)))
        kinds = [(key, _(words)) for key, words in CATEGORIES.items()]
        add("category", Field(_("Category"), ChoiceField(kinds)))
        add("name_en", Field(_("English name"), TextField()))
        add("to_confirm", Field(_("Check"), FlagField(_("To be confirmed locally"))))

    def draft(self) -> ServiceDraft:
        """What stands in the form."""
        values: dict[str, Any] = self.form.values()
        values["module_id"] = values["module_id"] or 0
        values["handling"] = values["handling"] or "direct"
        values["category"] = values["category"] or ""
        return ServiceDraft(**values)

    def act(self) -> Callable[[Any], object]:
        """Keep the draft, or revise what exists."""
        draft, ref, version = self.draft(), self._service_id, self._version
        if ref is None:
            return lambda work: service.draft_service(work, draft)
        return lambda work: _revised(work, ref, draft, version)

    def save(self) -> None:
        """Ask the rules here first, then keep it."""
        found = self._problems(self.draft())
        if any(p.level == "error" for p in found):
            self.show_problems(found)
        else:
            super().save()

    def _problems(self, draft: ServiceDraft) -> list[Problem]:
        check = rules.problems_in_publishing if self._published else rules.problems_in_service
        return check(draft, self._facts)

    def _show_for_handling(self) -> None:
        """Words of refusal only where something is referred."""
        fields = self.form.fields
        refers = fields["handling"].value() == "referral"
        fields["refused"].setVisible(refers)
        fields["refer_to"].setVisible(refers)
        fields["refusal"].setVisible(refers and bool(fields["refused"].value()))
        fields["days"].setVisible(not fields["on_the_spot"].value() and not refers)
        fields["on_the_spot"].setVisible(not refers)

    def _on_changed(self) -> None:
        self._show_for_handling()
        found = self._problems(self.draft())
        for problem in found:
            field = self.form.fields.get(problem.field)
            if field is not None and problem.code not in _NOT_YET and field.problem is None:
                field.set_problem(problem)
        told = {p.field for p in found}
        for name, field in self.form.fields.items():
            if name not in told and field.problem is not None:
                field.set_problem(None)


def _revised(work: Any, service_id: int, draft: ServiceDraft, version: int | None) -> int:
    service.revise(work, service_id, draft, version=version)
    return service_id


def _shown(draft: ServiceDraft) -> dict[str, Any]:
    values = asdict(draft)
    values["papers"] = tuple(PaperDraft(**paper) for paper in values["papers"])
    values["module_id"] = draft.module_id or None
    return values
