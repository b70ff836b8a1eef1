"""Voiding an entry asks why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neighborcenter.forms import entry_service
from neighborcenter.kit.i18n import _
from ui.kit.fields import LongTextField
from ui.kit.form import Field
from ui.modules.form_panel import FormPanel


class VoidForm(FormPanel):
    """The reason stays in the ledger beside the struck-out line."""

    def __init__(self, entry_id: int, who: str) -> None:
        super().__init__(_("Void the entry of {who}").format(who=who), _("Void"))
        self.entry_id = entry_id
        self.form.add("reason", Field(_("Why"), LongTextField(), required=True))

    def act(self) -> Callable[[Any], object]:
        """Void it."""
        reason, ref = self.form.values()["reason"], self.entry_id

        def run(work: Any) -> int:
            entry_service.void_entry(work, ref, reason)
            return ref

        return run
