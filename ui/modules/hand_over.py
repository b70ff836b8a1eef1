"""Handing a module to another operator, from a day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.modules import service
from neighborcenter.modules.drafts import HandoverDraft
from neighborcenter.modules.queries import ModuleRow
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.moments import DateField
from ui.modules.form_panel import FormPanel
from ui.modules.words import title_of


class HandOverPanel(FormPanel):
    """Who runs it from when; the old operator stays in the audit trail."""

    def __init__(self, module: ModuleRow, today: date) -> None:
        super().__init__(_("Hand over “{name}”").format(name=title_of(module)), _("Hand over"))
        self._module, self._today = module, today
        now = _("Now: {operator}").format(operator=module.operator or "—")
        self.form.add("operator", Field(_("New operator"), TextField(), now, required=True))
        self.form.add("since", Field(_("Since"), DateField(lambda: today), required=True))
        self.form.add(
            "until", Field(_("Contract until"), DateField(lambda: today), _("Empty: it has no end"))
        )
        self.form.add("lead_name", Field(_("Person in charge"), TextField()))
        self.form.add("lead_phone", Field(_("Phone"), TextField()))
        self.form.set_values(
            {"since": today, "until": None, "lead_name": module.lead_name, "lead_phone": module.lead_phone}
        )

    def act(self) -> Callable[[Any], object]:
        """Hand it over."""
        values = self.form.values()
        draft = HandoverDraft(
            values["operator"],
            values["since"] or self._today,
            values["lead_name"],
            values["lead_phone"],
            values["until"],
        )
        ref = self._module.id
        return lambda work: service.hand_over_operator(work, ref, draft)
