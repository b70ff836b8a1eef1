"""Setting up a module, from a template or from nothing, and changing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from neighborcenter.center.queries import RoomRow, SiteRow
from neighborcenter.kit.i18n import _, language
from neighborcenter.modules import service
from neighborcenter.modules.drafts import ModuleDraft, PlacesDraft
from neighborcenter.modules.queries import ModuleRow
from neighborcenter.modules.templates import module_templates
from ui.kit.fields import ChoiceField, FlagField, LongTextField, TextField
from ui.kit.form import Field
from ui.modules.form_panel import FormPanel
from ui.modules.places_field import PlacesField
from ui.modules.words import COLORS, title_of


class ModuleEditor(FormPanel):
    """A new X module, or one that exists. `saved` carries its id."""

    def __init__(
        self, rooms: Sequence[RoomRow], sites: Sequence[SiteRow], module: ModuleRow | None = None
    ) -> None:
        heading = _("New X module") if module is None else title_of(module)
        super().__init__(heading, _("Set up") if module is None else _("Save"))
        self._module = module
        self._key = ""
        add = self.form.add
        if module is None:
            english = language() == "en"
            known = [(t.key, t.name_en if english else t.name) for t in module_templates()]
            hint = _("57 modules of other centers; or leave this empty")
            self.template = add("template", Field(_("From a template"), ChoiceField(known), hint))
            self.template.changed.connect(self._on_template)
        add("name", Field(_("Module name"), TextField(), required=True))
        add("description", Field(_("What it does"), LongTextField(lines=3)))
        if module is None:
            add("operator", Field(_("Operator"), TextField(_("Village, state firm, third party…"))))
        add("lead_name", Field(_("Person in charge"), TextField()))
        add("lead_phone", Field(_("Phone"), TextField()))
        add("places", Field(_("Rooms"), PlacesField(rooms, sites)))
        add("color", Field(_("Color"), ChoiceField([(key, _(words)) for key, words in COLORS.items()])))
        add("name_en", Field(_("English name"), TextField()))
        if module is None:
            add("planned", Field(_("Start"), FlagField(_("Only planned, not open yet"))))
        self.form.set_values(_shown(module))

    def draft(self) -> tuple[ModuleDraft, PlacesDraft]:
        """What stands in the form."""
        values: dict[str, Any] = self.form.values()
        places: PlacesDraft = values.pop("places")
        values.pop("template", None)
        values["color"] = values["color"] or "service"
        draft = ModuleDraft(**values, key=self._key)
        if self._module is not None:
            same_lead = draft.lead_name == self._module.lead_name
            lead_id = self._module.lead_id if same_lead else None
            draft = replace(draft, number=self._module.number, lead_id=lead_id)
        return draft, places

    def act(self) -> Callable[[Any], object]:
        """Set up or change, with its rooms, as one act."""
        draft, places = self.draft()
        module = self._module

        def run(work: Any) -> int:
            if module is None:
                module_id = service.set_up_module(work, draft)
            else:
                module_id = module.id
                service.change_module(work, module_id, draft, version=module.version)
            if module is None or (places.room_ids, places.site_ids) != (module.room_ids, module.site_ids):
                service.assign_places(work, module_id, places)
            return module_id

        return run

    def _on_template(self) -> None:
        key = self.template.value()
        if not key or key == self._key:
            return
        self._key = key
        draft = service.draft_from_template(key)
        for name in ("name", "name_en", "description"):
            self.form.fields[name].set_value(getattr(draft, name))


def _shown(module: ModuleRow | None) -> dict[str, Any]:
    if module is None:
        return {"color": "service"}
    return {
        "name": module.name,
        "name_en": module.name_en,
        "description": module.description,
        "lead_name": module.lead_name,
        "lead_phone": module.lead_phone,
        "color": module.color,
        "places": PlacesDraft(module.room_ids, module.site_ids),
    }
